//! From what the terminal sends to what the program understands.

use crossterm::event::{
    Event as Sent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::{Event, Gesture, Mouse};
use crate::config::{Code, Colour, Key};

/// What came in.
#[derive(Debug)]
pub(super) enum Input {
    /// Something for the program.
    Event(Event),
    /// The answer to the question for the background.
    Background(Colour),
    /// The person came back to the window.
    Focused,
}

/// Translates one terminal's events.
///
/// The answer to OSC 11 reaches us as keys, for crossterm does not know it: Alt-], the characters,
/// and Alt-\ or Ctrl-G. While it is awaited, these are collected. Where it was cut behind an escape
/// on its way, Alt comes as a key of its own: Esc.
#[derive(Debug)]
pub(super) struct Translator {
    /// Whether the question was asked and not answered yet.
    is_awaiting: bool,
    answer: Answer,
}

/// How much of an answer has come.
#[derive(Debug)]
enum Answer {
    /// Nothing.
    Nothing,
    /// Perhaps the escape that it opens with.
    Escape,
    /// Its beginning.
    Begun(String),
    /// All but what follows the escape that it ends with.
    Escaped(String),
}

/// What a key is to the answer.
enum Part {
    /// No part of it.
    None,
    /// A part of it.
    Some,
    /// Its end; this is the whole.
    Last(String),
}

impl Translator {
    /// A translator; `is_awaiting` says whether OSC 11 was asked.
    pub(super) fn new(is_awaiting: bool) -> Self {
        Self { is_awaiting, answer: Answer::Nothing }
    }

    /// What `sent` stands for; `None` for what means nothing to the program.
    pub(super) fn translate(&mut self, sent: Sent) -> Option<Input> {
        match sent {
            Sent::Key(key) if key.kind != KeyEventKind::Release => match self.collect(key) {
                Part::None => named(key).map(|key| Input::Event(Event::Key(key))),
                Part::Some => None,
                Part::Last(answer) => background(&answer).map(Input::Background),
            },
            Sent::Paste(text) => Some(Input::Event(Event::Paste(text))),
            Sent::Mouse(mouse) => pointed(mouse).map(|mouse| Input::Event(Event::Mouse(mouse))),
            Sent::FocusGained => Some(Input::Focused),
            Sent::Resize(width, height) => Some(Input::Event(Event::Resize(width, height))),
            Sent::Key(_) | Sent::FocusLost => None,
        }
    }

    /// Collects the answer, key by key.
    fn collect(&mut self, key: KeyEvent) -> Part {
        if !self.is_awaiting {
            return Part::None;
        }
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let sent = match key.code {
            KeyCode::Esc => '\x1b',
            KeyCode::Char(sent) => sent,
            _ => '\0',
        };
        let (answer, part) = match (std::mem::replace(&mut self.answer, Answer::Nothing), sent) {
            (Answer::Nothing, ']') if alt => (Answer::Begun(String::new()), Part::Some),
            (Answer::Escape, ']') => (Answer::Begun(String::new()), Part::Some),
            // A person's Esc looks the same; what it does here does no harm.
            (Answer::Nothing | Answer::Escape, '\x1b') => (Answer::Escape, Part::None),
            (Answer::Begun(answer), '\x1b') => (Answer::Escaped(answer), Part::Some),
            (Answer::Begun(answer), '\\') if alt => (Answer::Nothing, Part::Last(answer)),
            (Answer::Begun(answer), 'g') if ctrl => (Answer::Nothing, Part::Last(answer)),
            (Answer::Escaped(answer), '\\') => (Answer::Nothing, Part::Last(answer)),
            (Answer::Begun(mut answer), sent) if answer.len() < 32 && is_answer(sent) && !ctrl && !alt => {
                answer.push(sent);
                (Answer::Begun(answer), Part::Some)
            }
            _ => (Answer::Nothing, Part::None),
        };
        self.answer = answer;
        self.is_awaiting = !matches!(part, Part::Last(_));
        part
    }
}

/// Whether `sent` can stand in the answer to OSC 11.
fn is_answer(sent: char) -> bool {
    sent.is_ascii_hexdigit() || matches!(sent, ';' | ':' | '/' | 'r' | 'g' | 'b' | 'R' | 'G' | 'B')
}

/// The colour of an answer: `11;rgb:ffff/ffff/ffff`.
fn background(answer: &str) -> Option<Colour> {
    let mut channels = answer.strip_prefix("11;rgb:")?.split('/').map(|digits| {
        let value = u32::from_str_radix(digits, 16).ok()?;
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)? - 1;
        u8::try_from(value * 255 / most).ok()
    });
    let (red, green, blue) = (channels.next()??, channels.next()??, channels.next()??);
    Some(Colour { red, green, blue })
}

/// What a person does with the mouse; `None` for what means nothing here, as the other buttons.
fn pointed(mouse: MouseEvent) -> Option<Mouse> {
    let gesture = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            Gesture::Press { extend: mouse.modifiers.contains(KeyModifiers::SHIFT) }
        }
        MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
        MouseEventKind::Up(MouseButton::Left) => Gesture::Release,
        MouseEventKind::ScrollDown => Gesture::Wheel { down: true },
        MouseEventKind::ScrollUp => Gesture::Wheel { down: false },
        _ => return None,
    };
    Some(Mouse { column: mouse.column, row: mouse.row, gesture })
}

fn named(key: KeyEvent) -> Option<Key> {
    // The keyboard protocol tells of keys that are held for the system's own shortcuts.
    if key.modifiers.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META) {
        return None;
    }
    let mut shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let code = match key.code {
        KeyCode::Char(character) => {
            // It also tells of Shift beside Alt, and of the letter as it is on the key.
            let alone = shift && key.modifiers.contains(KeyModifiers::ALT);
            let upper = character.to_uppercase().next().filter(|_| alone);
            shift = false;
            Code::Char(upper.unwrap_or(character))
        }
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(Key { code, ctrl, alt, shift })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Vec<Sent> {
        let mut keys = Vec::new();
        let mut alt = false;
        for character in text.chars() {
            if character == '\x1b' {
                alt = true;
                continue;
            }
            let (code, modifiers) = match character {
                '\x07' => (KeyCode::Char('g'), KeyModifiers::CONTROL),
                other => (KeyCode::Char(other), if alt { KeyModifiers::ALT } else { KeyModifiers::NONE }),
            };
            alt = false;
            keys.push(Sent::Key(KeyEvent::new(code, modifiers)));
        }
        keys
    }

    #[test]
    fn keys_of_the_keyboard_protocol_are_told_apart() {
        let (none, ctrl) = (KeyModifiers::NONE, KeyModifiers::CONTROL);
        let table = [
            (KeyCode::Char('i'), ctrl, Some("ctrl-i")),
            (KeyCode::Tab, none, Some("tab")),
            (KeyCode::Esc, none, Some("esc")),
            (KeyCode::Char('a'), KeyModifiers::ALT | KeyModifiers::SHIFT, Some("alt-A")),
            (KeyCode::Char('A'), KeyModifiers::SHIFT, Some("A")),
            (KeyCode::Char('q'), KeyModifiers::SUPER, None),
            (KeyCode::CapsLock, none, None),
        ];
        for (code, modifiers, expected) in table {
            let expected = expected.map(|name| name.parse().unwrap());
            assert_eq!(named(KeyEvent::new(code, modifiers)), expected, "{code:?} {modifiers:?}");
        }
        let released = KeyEvent::new_with_kind(KeyCode::Char('j'), none, KeyEventKind::Release);
        assert!(Translator::new(false).translate(Sent::Key(released)).is_none());
    }

    #[test]
    fn only_the_left_button_and_the_wheel_mean_something() {
        let sent = |kind, modifiers| pointed(MouseEvent { kind, column: 3, row: 4, modifiers });
        let gesture = |kind| sent(kind, KeyModifiers::NONE).map(|mouse| mouse.gesture);
        assert_eq!(
            sent(MouseEventKind::Down(MouseButton::Left), KeyModifiers::SHIFT),
            Some(Mouse { column: 3, row: 4, gesture: Gesture::Press { extend: true } })
        );
        assert_eq!(gesture(MouseEventKind::ScrollUp), Some(Gesture::Wheel { down: false }));
        assert_eq!(gesture(MouseEventKind::Drag(MouseButton::Left)), Some(Gesture::Drag));
        for kind in
            [MouseEventKind::Moved, MouseEventKind::Down(MouseButton::Right), MouseEventKind::ScrollLeft]
        {
            assert_eq!(gesture(kind), None);
        }
    }

    #[test]
    fn the_answer_about_the_background_is_no_key() {
        for answer in ["\x1b]11;rgb:ffff/ffff/fafa\x1b\\j", "\x1b]11;rgb:ff/ff/fa\x07j"] {
            let mut translator = Translator::new(true);
            let inputs: Vec<_> =
                typed(answer).into_iter().filter_map(|sent| translator.translate(sent)).collect();
            let [Input::Background(colour), Input::Event(Event::Key(key))] = &inputs[..] else {
                panic!("{inputs:?}")
            };
            assert_eq!(*colour, Colour { red: 255, green: 255, blue: 250 });
            assert_eq!(*key, Key::char('j'));
        }
    }

    #[test]
    fn an_answer_that_was_cut_behind_an_escape_is_no_key() {
        let mut translator = Translator::new(true);
        let esc = || Sent::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));
        let mut sent = vec![esc()];
        sent.extend(typed("]11;rgb:0000/0000/0000"));
        sent.push(esc());
        sent.extend(typed("\\]"));
        let inputs: Vec<_> = sent.into_iter().filter_map(|sent| translator.translate(sent)).collect();
        let [Input::Event(Event::Key(esc)), Input::Background(_), Input::Event(Event::Key(next))] =
            &inputs[..]
        else {
            panic!("{inputs:?}")
        };
        assert_eq!(
            (esc.code, next.code),
            (Code::Esc, Code::Char(']')),
            "an answered question is not awaited"
        );
    }

    #[test]
    fn keys_after_a_stray_start_of_an_answer_are_not_lost() {
        let mut translator = Translator::new(true);
        let inputs: Vec<_> =
            typed("\x1b]jk").into_iter().filter_map(|sent| translator.translate(sent)).collect();
        assert_eq!(inputs.len(), 2, "{inputs:?}");
    }
}
