//! Where keys can mean something of their own.

/// A context of the keymap: where the keys go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Context {
    /// Its name in a keymap.
    pub name: &'static str,
    /// When its keys go, in a few words.
    pub about: &'static str,
    /// What a character does that no key is bound to.
    pub typed: Typed,
}

/// What a character does that no key is bound to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Typed {
    /// Nothing.
    Nothing,
    /// It is a key of a label, if one has it.
    Label,
    /// It is written.
    Text,
    /// It picks the row that has it as its key.
    Row,
}

/// Every context, in the order in which they are listed.
pub const CONTEXTS: &[Context] = &[
    context("article", "in the article", Typed::Label),
    context("holding", "while edges are held, before the keys of the article", Typed::Label),
    context("sources", "in the list of the sources", Typed::Nothing),
    context("list", "in a list that is narrowed by typing", Typed::Text),
    context("recheck", "in the list of what to look at again", Typed::Nothing),
    context("entities", "in the list of the entities", Typed::Text),
    context("menu", "in a menu, whose rows have keys of their own", Typed::Row),
    context("search", "while the text is searched", Typed::Text),
    context("preview", "in a look at many places before they are changed", Typed::Label),
    context("line", "while a line is written", Typed::Text),
    context("note", "while a note is written", Typed::Text),
    context("overview", "in the overview", Typed::Nothing),
    context("palette", "in the command palette", Typed::Text),
    context("help", "in the help and the guidelines", Typed::Nothing),
];

const fn context(name: &'static str, about: &'static str, typed: Typed) -> Context {
    Context { name, about, typed }
}

impl Context {
    /// The context of that name.
    pub fn named(name: &str) -> Option<&'static Context> {
        CONTEXTS.iter().find(|context| context.name == name)
    }
}
