//! Licenses against definitions of openness: a drawing in which each cell has its color and its sign, and below it the reasons, license by license.

mod drawing;
mod page;

pub use drawing::svg;
pub use page::html;

/// Licenses against definitions.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The definitions: id and name.
    pub definitions: Vec<(String, String)>,
    /// The licenses, each with a cell for each definition.
    pub rows: Vec<Row>,
}

/// A license.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// What it is called; no two are called the same.
    pub label: String,
    /// Its title.
    pub name: String,
    /// What each definition says of it.
    pub cells: Vec<Cell>,
}

/// What a definition says of a license.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// `pass`, `fail`, `conditional`, `unknown` or `not-applicable`.
    pub verdict: String,
    /// Why, criterion by criterion.
    pub reasons: Vec<String>,
}

impl Cell {
    /// A sign that says the verdict without a color.
    fn sign(&self) -> &'static str {
        match self.verdict.as_str() {
            "pass" => "✓",
            "fail" => "✗",
            "conditional" => "~",
            "unknown" => "?",
            _ => "–",
        }
    }

    /// The verdict and why, in lines.
    fn told(&self) -> String {
        std::iter::once(&self.verdict).chain(&self.reasons).map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// The class of its color.
    fn class(&self) -> &'static str {
        match self.verdict.as_str() {
            "pass" => "pass",
            "fail" => "fail",
            "conditional" => "conditional",
            "unknown" => "unknown",
            _ => "idle",
        }
    }
}
