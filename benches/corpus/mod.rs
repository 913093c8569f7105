//! News that nobody wrote: texts of any size, the same each time, with names, sources and
//! quotations in the forms that newspapers use; texts that are meant to be slow; and tags on them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fastrand::Rng;
use onrecord::annotation::{Change, Id, Stamp, Tag};
use onrecord::article::Span;

const FIRST: [&str; 16] = [
    "Ada", "Ben", "Clara", "David", "Edith", "Felix", "Greta", "Hugo", "Ida", "Jonas", "Karen", "Louis",
    "Maria", "Nils", "Olga", "Peter",
];
const LAST: [&str; 20] = [
    "Long", "Vale", "Bell", "Ames", "Brook", "Carver", "Dunn", "Eriksen", "Fields", "Grant", "Holm",
    "Irving", "Juarez", "Kowalski", "Lund", "Moreau", "Novak", "O’Hara", "Prior", "van Rijn",
];
const ROLES: [&str; 10] = [
    "the mayor",
    "a spokeswoman for Northern Lines",
    "the defence minister",
    "head of the harbour office",
    "a teacher from Tarn",
    "the chief executive",
    "a senior official",
    "the union’s secretary",
    "a retired judge",
    "director of the Institute for Coasts",
];
const SOURCES: [&str; 8] = [
    "a government spokesman",
    "two people familiar with the talks",
    "the Ministry of Transport",
    "the report",
    "officials",
    "a statement from the council",
    "residents",
    "the Tarn Courier",
];
const PLACES: [&str; 8] =
    ["Tarn", "Port Ellen", "Westmark", "Norland", "Lake Orrin", "Sandby", "Hollin", "Marrow"];
const DAYS: [&str; 6] = ["on Monday", "on Tuesday", "last week", "in March", "on 4 June", "this morning"];
const SAID: [&str; 8] = ["said", "said", "said", "added", "argued", "warned", "insisted", "wrote"];
const CLAUSES: [&str; 14] = [
    "the ferry will go on running through the winter",
    "nobody had asked the islanders what they wanted",
    "prices rose faster than wages for the third year",
    "the bridge should have been repaired years ago",
    "there was no plan to close the school",
    "the vote was lost by 4.2 per cent",
    "it would take at least six months to rebuild the pier",
    "the company has not paid its drivers since May",
    "we are not going to leave anybody behind",
    "the money was never meant for roads",
    "both sides are still talking",
    "the court will hear the case in autumn",
    "this is the largest storm that the coast has seen",
    "every family in the valley knows somebody who left",
];
const TELLING: [&str; 8] = [
    "The harbour was closed for two days, and trucks waited along the coast road.",
    "About 1,200 people live on the island, most of them in three villages.",
    "The talks began in 2019 and broke off twice.",
    "Shares fell by 3 per cent before they recovered in the afternoon.",
    "A first attempt to sell the line failed when the U.S. bidder withdrew.",
    "It was raining when the doors of the town hall opened at 9 a.m.",
    "The budget, which parliament passed in spring, holds no money for repairs.",
    "Across the river, the old “Star of the North” lies at its berth.",
];

/// News of about `bytes` bytes in one text.
pub(crate) fn news(bytes: usize) -> String {
    let mut randomness = Rng::with_seed(7);
    let mut text = String::with_capacity(bytes + 8192);
    while text.len() < bytes {
        article(&mut text, &mut randomness);
    }
    text
}

/// News of about `bytes` bytes, an article each.
pub(crate) fn articles(bytes: usize) -> Vec<String> {
    let mut randomness = Rng::with_seed(7);
    let mut articles = Vec::new();
    let mut written = 0;
    while written < bytes {
        let mut text = String::new();
        article(&mut text, &mut randomness);
        written += text.len();
        articles.push(text);
    }
    articles
}

/// Opening marks that nothing closes, 100,000 of them.
pub(crate) fn unbalanced() -> String {
    "“ ‘ « \" word ".repeat(25_000)
}

/// News of about `bytes` bytes on one line.
pub(crate) fn one_line(bytes: usize) -> String {
    news(bytes).replace('\n', " ")
}

/// A million paragraphs of a word.
pub(crate) fn tiny_paragraphs() -> String {
    "No.\n\n".repeat(1_000_000)
}

/// Somebody in an article.
struct Person {
    full: String,
    last: &'static str,
    role: &'static str,
    woman: bool,
}

impl Person {
    fn any(randomness: &mut Rng) -> Self {
        let first = randomness.usize(..FIRST.len());
        let last = pick(&LAST, randomness);
        let full = format!("{} {last}", FIRST[first]);
        Self { full, last, role: pick(&ROLES, randomness), woman: first.is_multiple_of(2) }
    }

    fn pronoun(&self) -> &'static str {
        if self.woman { "she" } else { "he" }
    }

    fn title(&self) -> &'static str {
        if self.woman { "Ms" } else { "Mr" }
    }
}

fn pick<T: Copy>(from: &[T], randomness: &mut Rng) -> T {
    from[randomness.usize(..from.len())]
}

/// Adds an article of about 3 KB.
fn article(text: &mut String, randomness: &mut Rng) {
    let people: Vec<Person> = (0..4).map(|_| Person::any(randomness)).collect();
    let place = pick(&PLACES, randomness);
    let headline = capital(pick(&CLAUSES, randomness));
    let _ = write!(text, "{headline}\n\nBy {}\n\n{} - ", Person::any(randomness).full, place.to_uppercase());
    for number in 0..randomness.usize(14..22) {
        let person = &people[randomness.usize(..people.len())];
        paragraph(text, person, number < people.len(), randomness);
    }
    text.push('\n');
}

/// Adds a paragraph in which `person` speaks, by full name where it is `new`.
fn paragraph(text: &mut String, person: &Person, new: bool, randomness: &mut Rng) {
    let (clause, other) = (pick(&CLAUSES, randomness), pick(&CLAUSES, randomness));
    let (opened, day, said) = (capital(clause), pick(&DAYS, randomness), pick(&SAID, randomness));
    let name = match new {
        true => format!("{}, {},", person.full, person.role),
        false => format!("{} {}", person.title(), person.last),
    };
    let (source, telling) = (pick(&SOURCES, randomness), pick(&TELLING, randomness));
    let (place, pronoun) = (pick(&PLACES, randomness), person.pronoun());
    let _ = match randomness.u8(..12) {
        0 => write!(text, "“{opened},” said {}, {}. “{}.”", person.full, person.role, capital(other)),
        1 => write!(text, "{name} said {day} that {clause}. {telling}"),
        2 => write!(text, "{opened}, according to {source}. {telling}"),
        3 => write!(text, "“{opened},” {pronoun} {said}. “And {other}.”"),
        4 => write!(text, "{name} told reporters in {place} that {clause}, but {said} “{other}”."),
        5 => write!(text, "‘{opened},’ {name} {said} {day}. {telling}"),
        6 => write!(
            text,
            "“{opened}. {}.\n\n“{},” {pronoun} {said}.",
            capital(other),
            capital(pick(&CLAUSES, randomness))
        ),
        7 => write!(text, "{name} called the plan “a gift to {place}”. {telling} {telling}"),
        8 => write!(text, "Asked about {place}, {pronoun} {said}: \"{opened}.\" {telling}"),
        9 => write!(text, "{} {said} {clause}, adding that {other}.", capital(source)),
        _ => write!(text, "{telling} {}", pick(&TELLING, randomness)),
    };
    text.push_str("\n\n");
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Adds a tag of that number, somewhere in the text.
pub(crate) fn tagging(number: usize, text: &str) -> Change {
    let start = text.floor_char_boundary(number * 9973 % (text.len() - 100));
    let end = text.floor_char_boundary(start + 10);
    let tag = Tag {
        id: Id::new(format!("t{number}")),
        label: "Person".into(),
        at: vec![Span::new(start, end)],
        entity: None,
        attributes: BTreeMap::new(),
        origin: None,
        stamp: Stamp { by: "ana".into(), on: "2026-11-23T09:12:00Z".into(), review: None },
        extra: BTreeMap::new(),
    };
    Change::Tag(None, Some(tag))
}
