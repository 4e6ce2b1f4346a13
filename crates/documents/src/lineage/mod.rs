//! What was made of what, with what travels along: a drawing, and a page with what is known of each thing.
//!
//! `drawing` draws, `page` writes the page. What is known of the things comes from outside, in words.

mod drawing;
mod page;

pub use drawing::svg;
pub use page::html;

/// Things, and what was made of what. Things are named by their places.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    /// What it says all in all.
    pub summary: String,
    /// The things; none stands before what it was made of.
    pub things: Vec<Thing>,
    /// What was made of what.
    pub steps: Vec<Step>,
}

/// A thing.
#[derive(Debug, Clone, Default)]
pub struct Thing {
    /// What it is called.
    pub name: String,
    /// `model, under mit`
    pub about: String,
    /// `drops`
    pub verdict: String,
    /// How it fares.
    pub tone: Tone,
    /// What is known of it, in order.
    pub notes: Vec<Note>,
}

/// How a thing fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// All terms are kept.
    #[default]
    Kept,
    /// Some are lost, or can't be kept together.
    Lost,
    /// That can't be told.
    Open,
}

/// Something known of a thing.
#[derive(Debug, Clone)]
pub struct Note {
    /// `lost`, `owed`; nothing for a heading, which the notes behind it belong to.
    pub label: Option<&'static str>,
    /// What it is.
    pub words: String,
}

/// That one thing was made of another.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// What it was made of.
    pub from: usize,
    /// What was made.
    pub to: usize,
    /// `finetune`
    pub relation: String,
    /// Whether it lies on the way from where terms are stated to where they were lost.
    pub leads_to_loss: bool,
}
