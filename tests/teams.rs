//! Two people, two clones, one record: real git with the setup that docs/teams.md tells.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use onrecord::annotation::{Change, Dispute, Edit, Entity, Id, Record, Stamp, Tag};
use onrecord::article::Span;
use onrecord::article::import::plain;
use onrecord::store::{self, Header, Location, Store};
use tempfile::TempDir;

const ARTICLE: &str = "\
Ferry to stay, council decides

TARN - The ferry across the Tarn will not be sold, Mayor Ida Bell said on Tuesday.

“We listened to the island,” Ms Bell told reporters in Velden. “And then we voted.”
";

const TEAMS: &str = include_str!("../docs/teams.md");

/// What docs/teams.md shows as `language`, the first time.
fn block(language: &str) -> &str {
    let (_, behind) = TEAMS.split_once(&format!("```{language}\n")).expect(language);
    behind.split_once("```").unwrap().0
}

/// The clones of ana and ben, and the repository between them.
struct Team {
    dir: TempDir,
}

impl Team {
    /// A repository with the article and a record of it, cloned by both; `None` without git.
    fn new(with_driver: bool) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            println!("skipped: there is no git here");
            return None;
        }
        let team = Self { dir: TempDir::new().unwrap() };
        team.git("", "init --quiet --bare --initial-branch=main hub");
        team.git("", "clone --quiet hub ana");
        fs::write(team.path("ana", "ferry.txt"), ARTICLE).unwrap();
        fs::write(team.path("ana", ".gitignore"), block("gitignore")).unwrap();
        if with_driver {
            fs::write(team.path("ana", ".gitattributes"), block("gitattributes")).unwrap();
        }
        team.edit("ana", None, &[add(tag("base", "Person", "Ida Bell")), add(tag("old", "Place", "TARN"))]);
        team.commit("ana", "begin");
        team.git("ana", "push --quiet origin HEAD:main");
        team.git("", "clone --quiet hub ben");
        if with_driver {
            for name in ["ana", "ben"] {
                let setup = block("sh");
                assert!(setup.contains("merge.onrecord.driver"));
                team.shell(name, setup);
            }
        }
        Some(team)
    }

    fn path(&self, clone: &str, file: &str) -> PathBuf {
        self.dir.path().join(clone).join(file)
    }

    /// A command in a clone, with nothing of this machine's settings and the program in the path.
    fn command(&self, clone: &str, program: &str) -> Command {
        let mut command = Command::new(program);
        let bin = Path::new(env!("CARGO_BIN_EXE_onrecord")).parent().unwrap().to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&path))).unwrap();
        command.current_dir(self.dir.path().join(clone)).env_clear().env("PATH", path);
        command.env("HOME", self.dir.path()).env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), clone).env(format!("GIT_{role}_EMAIL"), "a@example.org");
        }
        command
    }

    fn try_git(&self, clone: &str, args: &str) -> Output {
        self.command(clone, "git").args(args.split(' ')).output().unwrap()
    }

    /// Runs git, which must succeed; gives what it says.
    fn git(&self, clone: &str, args: &str) -> String {
        let output = self.try_git(clone, args);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert!(output.status.success(), "git {args}: {said}");
        said
    }

    fn shell(&self, clone: &str, script: &str) {
        assert!(self.command(clone, "sh").args(["-e", "-c", script]).status().unwrap().success(), "{script}");
    }

    fn commit(&self, clone: &str, message: &str) {
        self.git(clone, "add --all");
        self.git(clone, &format!("commit --quiet --message {message}"));
    }

    fn record_path(&self, clone: &str, annotator: Option<&str>) -> PathBuf {
        self.path(
            clone,
            &annotator.map_or("ferry.txt.ron".to_owned(), |name| format!("ferry.txt.{name}.ron")),
        )
    }

    /// Makes edits as the reader does.
    fn edit(&self, clone: &str, annotator: Option<&str>, edits: &[Edit]) {
        let article = Arc::new(plain(ARTICLE.as_bytes().to_vec()).unwrap());
        let header = Header {
            file: "ferry.txt".into(),
            annotator: annotator.unwrap_or("").into(),
            tag_set: "news".into(),
        };
        let location = Location::beside(&self.path(clone, "ferry.txt"), annotator);
        let mut store = Store::open(&location, &article, &header).store.unwrap();
        edits.iter().for_each(|edit| store.append(edit).unwrap());
        store.close().unwrap();
    }

    fn record(&self, clone: &str, annotator: Option<&str>) -> Record {
        let article = Arc::new(plain(ARTICLE.as_bytes().to_vec()).unwrap());
        let loaded = store::read(&self.record_path(clone, annotator), &article).unwrap();
        assert!(loaded.unplaced.is_empty(), "{:?}", loaded.unplaced);
        loaded.record
    }

    /// Both edit the record: tags at the same place, the same tag by different fields and by the same
    /// one, and a removal against an edit. Ana's is pushed, ben's committed.
    fn work_apart(&self) {
        let base = tag("base", "Person", "Ida Bell");
        let old = tag("old", "Place", "TARN");
        let ana = stamped("ana", base.clone(), |tag| {
            tag.label = "Politician".into();
            tag.attributes = BTreeMap::from([("sure".into(), "yes".into())]);
        });
        self.edit(
            "ana",
            None,
            &[
                add(stamped("ana", tag("a1", "Place", "Velden"), |_| {})),
                vec![Change::Entity(None, Some(entity("e1", "Ida Bell")))].into(),
                vec![Change::Tag(Some(base.clone()), Some(ana))].into(),
                vec![Change::Tag(Some(old.clone()), None)].into(),
            ],
        );
        self.edit("ana", Some("ana"), &[add(tag("own", "Place", "Velden"))]);
        self.commit("ana", "ana");
        self.git("ana", "push --quiet origin HEAD:main");
        let ben = stamped("ben", base.clone(), |tag| {
            tag.label = "Mayor".into();
            tag.attributes = BTreeMap::from([("tone".into(), "calm".into())]);
        });
        self.edit(
            "ben",
            None,
            &[
                add(stamped("ben", tag("b1", "Town", "Velden"), |_| {})),
                add(stamped("ben", tag("b2", "Date", "Tuesday"), |_| {})),
                vec![Change::Entity(None, Some(entity("e2", "Ida Bell")))].into(),
                vec![Change::Tag(Some(base), Some(ben))].into(),
                vec![Change::Tag(
                    Some(old.clone()),
                    Some(stamped("ben", old, |tag| tag.label = "Town".into())),
                )]
                .into(),
            ],
        );
        self.edit("ben", Some("ben"), &[add(tag("own", "Place", "Velden"))]);
        self.commit("ben", "ben");
        self.git("ben", "fetch --quiet");
    }
}

fn tag(id: &str, label: &str, words: &str) -> Tag {
    let start = ARTICLE.find(words).unwrap();
    Tag {
        id: Id::new(id),
        label: label.into(),
        at: vec![Span::new(start, start + words.len())],
        entity: None,
        attributes: BTreeMap::new(),
        origin: None,
        stamp: Stamp { by: "eve".into(), on: "2026-11-23T09:12:00Z".into(), review: None },
        extra: BTreeMap::new(),
    }
}

fn stamped(by: &str, mut tag: Tag, change: impl FnOnce(&mut Tag)) -> Tag {
    change(&mut tag);
    tag.stamp = Stamp { by: by.into(), on: "2026-11-24T10:00:00Z".into(), review: None };
    tag
}

fn entity(id: &str, name: &str) -> Entity {
    Entity {
        id: Id::new(id),
        name: name.into(),
        kind: "Person".into(),
        same_as: Vec::new(),
        extra: BTreeMap::new(),
    }
}

fn add(tag: Tag) -> Edit {
    vec![Change::Tag(None, Some(tag))].into()
}

fn labels(record: &Record) -> BTreeMap<String, String> {
    record.tags().map(|tag| (tag.id.to_string(), tag.label.clone())).collect()
}

#[test]
fn a_merge_goes_through_and_keeps_everything_and_what_is_disputed() {
    let Some(team) = Team::new(true) else { return };
    team.work_apart();
    let said = team.git("ben", "merge --no-edit origin/main");
    for told in [
        "onrecord: ferry.txt.ron: tag base “Ida Bell”: label is “Mayor” in ours and “Politician” in theirs (ana)",
        "onrecord: ferry.txt.ron: tag old “TARN”: removed in theirs, edited in ours: kept",
        "Person “Ida Bell” was made in both, as e2 and as e1: both are kept apart",
        "onrecord: ferry.txt.ron: 1 disagreement is kept in the record, to be decided there",
    ] {
        assert!(said.contains(told), "{told} is missing in {said}");
    }
    assert_eq!(team.git("ben", "status --porcelain"), "", "all is merged and committed");
    let record = team.record("ben", None);
    let expected = [("a1", "Place"), ("b1", "Town"), ("b2", "Date"), ("base", "Mayor"), ("old", "Town")];
    assert_eq!(labels(&record), expected.map(|(id, label)| (id.into(), label.into())).into());
    assert_eq!(record.entities().count(), 2);
    let disputed = record.tag(&Id::new("base")).unwrap();
    assert_eq!(disputed.attributes.len(), 2, "attributes are merged one by one");
    let disputes = Dispute::all(&disputed.extra);
    assert_eq!(
        disputes.iter().map(|one| (one.words(), one.stamp.by.clone())).collect::<Vec<_>>(),
        [("Politician".to_owned(), "ana".to_owned())]
    );
    // The records of their own did not meet.
    for name in ["ana", "ben"] {
        assert_eq!(team.record("ben", Some(name)).tag_count(), 1);
    }
    // The program reads it, and ana gets the same by a merge without any conflict.
    let article = team.path("ben", "ferry.txt");
    let mut export = team.command("ben", env!("CARGO_BIN_EXE_onrecord"));
    assert!(
        export.args(["export", article.to_str().unwrap(), "--to", "csv"]).output().unwrap().status.success()
    );
    team.git("ben", "push --quiet origin HEAD:main");
    team.git("ana", "pull --quiet --no-rebase");
    assert_eq!(team.record("ana", None), record);
}

#[test]
fn edits_that_do_not_meet_merge_in_silence() {
    let Some(team) = Team::new(true) else { return };
    team.edit("ana", None, &[add(tag("a1", "Place", "Velden"))]);
    team.commit("ana", "ana");
    team.git("ana", "push --quiet origin HEAD:main");
    team.edit("ben", None, &[add(tag("b1", "Place", "Velden"))]);
    team.commit("ben", "ben");
    let said = team.git("ben", "pull --no-rebase --no-edit");
    assert!(!said.contains("onrecord:"), "{said}");
    assert_eq!(team.record("ben", None).tag_count(), 4);
}

#[test]
fn both_may_add_the_record() {
    let Some(team) = Team::new(true) else { return };
    for name in ["ana", "ben"] {
        team.edit(name, Some("team"), &[add(stamped(name, tag(name, "Place", "Velden"), |_| {}))]);
        team.commit(name, name);
    }
    team.git("ana", "push --quiet origin HEAD:main");
    team.git("ben", "pull --quiet --no-rebase --no-edit");
    assert_eq!(team.record("ben", Some("team")).tag_count(), 2);
}

#[test]
fn a_record_that_a_newer_version_wrote_is_a_conflict_and_ours_stays_whole() {
    let Some(team) = Team::new(true) else { return };
    let path = team.record_path("ana", None);
    let newer = fs::read_to_string(&path).unwrap().replace("version: 1", "version: 2");
    fs::write(&path, newer).unwrap();
    team.commit("ana", "newer");
    team.git("ana", "push --quiet origin HEAD:main");
    team.edit("ben", None, &[add(tag("b1", "Place", "Velden"))]);
    team.commit("ben", "ben");
    let output = team.try_git("ben", "pull --no-rebase --no-edit");
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!output.status.success() && said.contains("their version, line 3"), "{said}");
    assert!(said.contains("a newer onrecord wrote this"), "{said}");
    assert_eq!(team.git("ben", "status --porcelain"), "UU ferry.txt.ron\n", "git reports a conflict");
    assert_eq!(team.record("ben", None).tag_count(), 3);
}

#[test]
fn a_strict_driver_stops_git_with_a_record_that_can_be_read() {
    let Some(team) = Team::new(true) else { return };
    team.shell("ben", "git config merge.onrecord.driver 'onrecord merge %O %A %B --name %P --strict'");
    team.work_apart();
    let output = team.try_git("ben", "merge --no-edit origin/main");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(team.record("ben", None).tag_count(), 5);
    team.commit("ben", "decided");
    assert_eq!(team.git("ben", "status --porcelain"), "");
}

/// That the tests above would notice.
#[test]
fn without_the_driver_the_same_merge_leaves_a_file_that_cannot_be_read() {
    let Some(team) = Team::new(false) else { return };
    team.work_apart();
    let output = team.try_git("ben", "merge --no-edit origin/main");
    assert!(!output.status.success());
    let article = Arc::new(plain(ARTICLE.as_bytes().to_vec()).unwrap());
    let error = store::read(&team.record_path("ben", None), &article).unwrap_err().to_string();
    assert!(error.contains("these are the marks of a merge that git left undecided"), "{error}");
}
