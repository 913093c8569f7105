//! Work on many threads whose results come in the order of the work.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, SyncSender, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many results may wait for one thread's slow piece of work, for each thread.
const AHEAD: usize = 32;
/// How much work may be begun and not yet handed over, in bytes of input; a larger piece is done
/// alone.
pub(super) const ROOM: u64 = 32 << 20;

/// A piece of work.
#[derive(Debug)]
pub(super) struct Job<J> {
    /// What to call it in messages.
    pub(super) name: String,
    /// What to work on.
    pub(super) on: J,
    /// How much room it takes, in bytes.
    pub(super) size: u64,
}

/// What became of a [`Job`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Finished<R> {
    /// The job's name.
    pub(super) name: String,
    /// The job's size.
    pub(super) size: u64,
    /// What the work gave; `None` where it panicked.
    pub(super) result: Option<R>,
}

/// What became of all jobs, in their order.
///
/// One thread asks for the jobs, others do them; all stop by themselves soon after this is dropped,
/// and nothing waits for them. Only so much is begun before the results are taken.
pub(super) struct InOrder<R> {
    begun: Receiver<Begun<R>>,
    /// The next in order, if it was taken out already.
    next: Option<Begun<R>>,
    room: Arc<Room>,
}

/// A job that is worked on.
struct Begun<R> {
    name: String,
    result: Receiver<R>,
    size: u64,
}

impl<R: Send + 'static> InOrder<R> {
    /// Begins to do `work` on all `jobs`, on so many threads (at least one).
    ///
    /// # Errors
    ///
    /// The system gives no threads.
    pub(super) fn new<J: Send + 'static>(
        threads: usize,
        jobs: impl IntoIterator<Item = Job<J>, IntoIter: Send> + Send + 'static,
        work: impl Fn(J) -> R + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let room = Arc::new(Room::default());
        let (begin, begun) = mpsc::sync_channel(AHEAD * threads.max(1));
        let (hand_out, handed_out) = mpsc::sync_channel::<(J, SyncSender<R>)>(threads.max(1));
        let (work, handed_out) = (Arc::new(work), Arc::new(Mutex::new(handed_out)));
        for number in 0..threads.max(1) {
            let (work, handed_out) = (Arc::clone(&work), Arc::clone(&handed_out));
            let worker = move || {
                loop {
                    let next = lock(&handed_out).recv();
                    let Ok((job, reply)) = next else { return };
                    // Without a reply the job has no result. Where nobody waits for it any more the
                    // next `recv` ends this.
                    if let Ok(result) = panic::catch_unwind(AssertUnwindSafe(|| work(job))) {
                        let _ = reply.send(result);
                    }
                }
            };
            match thread::Builder::new().name(format!("worker {number}")).spawn(worker) {
                Ok(_) => {}
                Err(error) if number == 0 => return Err(error),
                // Fewer threads do the same work.
                Err(_) => break,
            }
        }
        let reader = {
            let room = Arc::clone(&room);
            move || {
                for Job { name, on, size } in jobs {
                    let (reply, result) = mpsc::sync_channel(1);
                    let goes_on = room.take(size)
                        && begin.send(Begun { name, result, size }).is_ok()
                        && hand_out.send((on, reply)).is_ok();
                    if !goes_on {
                        return;
                    }
                }
            }
        };
        thread::Builder::new().name("reader".into()).spawn(reader)?;
        Ok(Self { begun, next: None, room })
    }

    /// Whether no job is begun at this moment: the next result is some time away.
    pub(super) fn is_idle(&mut self) -> bool {
        if self.next.is_none() {
            match self.begun.try_recv() {
                Ok(begun) => self.next = Some(begun),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => {}
            }
        }
        false
    }
}

impl<R> Iterator for InOrder<R> {
    type Item = Finished<R>;

    fn next(&mut self) -> Option<Self::Item> {
        let Begun { name, result, size } = self.next.take().or_else(|| self.begun.recv().ok())?;
        let result = result.recv().ok();
        self.room.give_back(size);
        Some(Finished { name, size, result })
    }
}

impl<R> Drop for InOrder<R> {
    fn drop(&mut self) {
        self.room.close();
    }
}

/// A bound on what is worked on at one time.
#[derive(Default)]
struct Room {
    state: Mutex<Taken>,
    changed: Condvar,
}

#[derive(Default)]
struct Taken {
    bytes: u64,
    closed: bool,
}

impl Room {
    /// Waits until there is room; whether it was got before the end.
    fn take(&self, bytes: u64) -> bool {
        let is_full =
            |taken: &mut Taken| !taken.closed && taken.bytes > 0 && taken.bytes.saturating_add(bytes) > ROOM;
        let mut taken =
            self.changed.wait_while(lock(&self.state), is_full).unwrap_or_else(PoisonError::into_inner);
        taken.bytes = taken.bytes.saturating_add(bytes);
        !taken.closed
    }

    fn give_back(&self, bytes: u64) {
        let mut taken = lock(&self.state);
        taken.bytes = taken.bytes.saturating_sub(bytes);
        self.changed.notify_all();
    }

    fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_all();
    }
}

/// Locks; what is guarded here is whole even where a thread stopped while it held the lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use super::*;

    fn jobs(
        sizes: impl IntoIterator<Item = u64, IntoIter: Send> + Send,
    ) -> impl Iterator<Item = Job<u64>> + Send {
        sizes.into_iter().map(|size| Job { name: size.to_string(), on: size, size })
    }

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        for threads in [0, 1, 2, 7] {
            let work = |on: u64| {
                if on.is_multiple_of(10) {
                    thread::sleep(Duration::from_millis(1));
                }
                on * 2
            };
            let results = InOrder::new(threads, jobs(0..500), work).unwrap();
            let expected =
                (0..500).map(|on| Finished { name: on.to_string(), size: on, result: Some(on * 2) });
            assert!(results.eq(expected), "{threads}");
        }
    }

    #[test]
    fn no_more_is_begun_than_there_is_room_for() {
        for (size, most) in [(1, 2 * AHEAD + 6), (ROOM / 4, 5), (ROOM, 2), (u64::MAX, 2)] {
            let begun = Arc::new(AtomicU64::new(0));
            let counted = Arc::clone(&begun);
            let endless = jobs(std::iter::repeat(size)).inspect(move |_| {
                counted.fetch_add(1, Ordering::SeqCst);
            });
            let mut results = InOrder::new(2, endless, |_| ()).unwrap();
            for taken in 1..200 {
                assert_eq!(results.next().unwrap().result, Some(()));
                let begun = begun.load(Ordering::SeqCst);
                assert!(begun <= taken + most as u64, "{begun} begun, {taken} taken, of {size} bytes");
            }
        }
    }

    #[test]
    fn a_job_that_panics_has_no_result_and_the_others_have() {
        let work = |on: u64| if on == 3 { panic::resume_unwind(Box::new(())) } else { on };
        let results = InOrder::new(1, jobs(0..6), work).unwrap();
        let results: Vec<_> = results.map(|finished| finished.result).collect();
        assert_eq!(results, [Some(0), Some(1), Some(2), None, Some(4), Some(5)]);
    }

    #[test]
    fn it_is_idle_while_the_next_job_is_awaited() {
        let (send, receive) = mpsc::channel();
        let mut results = InOrder::new(1, receive, |on: u64| on).unwrap();
        assert!(results.is_idle());
        send.send(Job { name: String::new(), on: 1, size: 1 }).unwrap();
        while results.is_idle() {
            thread::yield_now();
        }
        assert_eq!(results.next().unwrap().result, Some(1));
        assert!(results.is_idle());
        drop(send);
        assert_eq!(results.next(), None);
    }
}
