//! A spec as it was written: every word with its place, nothing resolved.
//!
//! Each variant is explained by the piece of spec that yields it.

pub use railc_core::base::Comparison;
use railc_core::base::{Number, Span};
use serde::{Deserialize, Serialize};

/// A value and where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A word (`llama-3.1`), a dotted id (`purpose.medical.advice`), a name without its `@`, or a text without its quotes.
///
/// Its place includes the `@` and the quotes. White space in a text is folded, paragraphs are separated by `\n\n`.
pub type Word = Spanned<String>;

/// A whole file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    /// `license`, `reading` or `library`.
    pub kind: Spanned<Kind>,
    /// The title.
    pub title: Word,
    /// `version "1.0"`.
    pub version: Option<Word>,
    /// The lines of the head, in order.
    pub head: Vec<HeadLine>,
    /// All that follows, in order.
    pub items: Vec<Item>,
    /// Comments, in order, for the formatter.
    pub comments: Vec<Comment>,
}

/// What a file says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// `license "…"`: drafted here.
    License,
    /// `reading "…"`: models somebody else's license.
    Reading,
    /// `library "…"`: terms and clauses for others to import.
    Library,
}

/// `// …` to the end of the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The words after `//`, without the white space around them.
    pub text: String,
    /// From `//` to the end of the line.
    pub span: Span,
    /// Whether code precedes it on its line.
    pub trailing: bool,
    /// Whether anything, even white space, precedes it on its line: after an item, such a comment belongs to that item.
    pub indented: bool,
    /// Whether an empty line follows.
    pub gap: bool,
}

/// A line of the head, with the whole line's place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeadLine {
    /// What it says.
    pub field: HeadField,
    /// The whole line.
    pub span: Span,
}

/// What a line of the head says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum HeadField {
    /// `id llama-3.1`
    Id(Word),
    /// `alias "Llama 3.1"`
    Alias(Word),
    /// `family "Llama"`
    Family(Word),
    /// `spdx "LicenseRef-…"`
    Spdx(Word),
    /// `hugging-face "llama3.1"`
    HuggingFace(Word),
    /// `licensor "Meta"`
    Licensor(Word),
    /// `date 2024-07-23`
    Date(Word),
    /// `source "https://…" dated 2024-07-23 sha256 "…"`
    Source {
        /// Where the original is.
        url: Word,
        /// When that file was written.
        dated: Option<Word>,
        /// Its hash.
        sha256: Option<Word>,
    },
    /// `covers artifact.model, artifact.derivative`
    Covers(Vec<Word>),
    /// `asks actor.organization, place`
    Asks(Vec<Word>),
    /// `language en authoritative`
    Language {
        /// `en`
        tag: Word,
        /// `authoritative`, or else `informative`.
        authoritative: Spanned<bool>,
    },
    /// `law "California" at "Section 7"`
    Law {
        /// Law, venue or arbitration.
        text: Word,
        /// The reference in the original.
        at: Option<Word>,
    },
    /// `extends open-rail-m` or `extends "base.rail"`
    Extends(Target),
    /// `allow and-or because "…"`
    Allow(Allow),
}

/// `allow archaic-word because "the bank's form has it"`: what a lint finds here is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allow {
    /// The lint, by its name.
    pub lint: Word,
    /// Why it is meant.
    pub because: Word,
    /// All of it.
    pub span: Span,
}

/// What `import` and `extends` name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// `"core.rail"`: a file beside this one.
    Path(Word),
    /// `rail-family`: the id of a built-in one.
    Id(Word),
}

/// Everything after the head.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// `import "core.rail"`
    Import(Spanned<Target>),
    /// `parameter users = 700 million "…"`
    Parameter(Parameter),
    /// `term "Distribution" means … text "…"`
    Term(Term),
    /// `question @reach to counsel ask "…"`
    Question(Question),
    /// `section @restrictions "Use restrictions" …`
    Section(Section),
    /// `clause @medical …`
    Clause(Clause),
    /// `include @restrictions except @disclose`
    Include(Include),
    /// `test "…" …`
    Test(Test),
}

/// `parameter users = 700 million "users from which the license ends"`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// The name.
    pub name: Word,
    /// The value.
    pub value: Spanned<Value>,
    /// What it is for.
    pub about: Option<Word>,
    /// All of it.
    pub span: Span,
}

/// What a parameter holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// `"Garden Lab"`
    Text(String),
    /// `700 million`
    Number(Number),
}

/// As it appears in a text that uses the parameter.
impl std::fmt::Display for Value {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Text(text) => out.write_str(text),
            Value::Number(number) => number.fmt(out),
        }
    }
}

/// `term "Distribution" also "Distribute" means … text "…"`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The defined word.
    pub name: Word,
    /// Other forms of it.
    pub also: Vec<Word>,
    /// Its formal meaning.
    pub means: Option<Condition>,
    /// Its wording.
    pub text: Option<Word>,
    /// What lints find in it and is meant.
    pub allows: Vec<Allow>,
    /// All of it.
    pub span: Span,
}

/// `question @reach to counsel ask "…" note "…"`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The name; conditions call it `question.reach`.
    pub name: Word,
    /// Who can answer.
    pub to: Spanned<Addressee>,
    /// The question.
    pub ask: Word,
    /// Remarks.
    pub notes: Vec<Word>,
    /// All of it.
    pub span: Span,
}

/// Who can answer a question that the license itself asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Addressee {
    /// `to counsel`
    Counsel,
    /// `to licensor`
    Licensor,
    /// `to operator`
    Operator,
}

/// `section @restrictions "Use restrictions" at "…" each at "…" as attachment when … unless … text "…"`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// `optional`: the licensor may leave it out.
    pub optional: bool,
    /// The name.
    pub name: Word,
    /// The heading.
    pub title: Option<Word>,
    /// The reference in the original.
    pub at: Option<Word>,
    /// The reference scheme of its clauses.
    pub each_at: Option<Word>,
    /// `as attachment`
    pub attachment: bool,
    /// Joins the condition of each of its rules.
    pub when: Option<Condition>,
    /// Lift each of its rules.
    pub exceptions: Vec<Exception>,
    /// The text before its clauses.
    pub text: Option<Word>,
    /// Remarks.
    pub notes: Vec<Word>,
    /// What lints find in it and in its clauses, and is meant.
    pub allows: Vec<Allow>,
    /// All of it, without its clauses.
    pub span: Span,
}

impl Section {
    /// Whether it is only a name, which in an extension continues the section of that name.
    pub fn is_bare(&self) -> bool {
        let has_place = self.at.is_some() || self.each_at.is_some() || self.attachment;
        let has_condition = self.when.is_some() || !self.exceptions.is_empty();
        !(self.optional
            || self.title.is_some()
            || has_place
            || has_condition
            || self.text.is_some()
            || !self.notes.is_empty()
            || !self.allows.is_empty())
    }
}

/// `clause @medical "Medicine" at "Attachment A (l)" prohibit … text "…" note "…"`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// `optional`: the licensor may leave it out.
    pub optional: bool,
    /// The name.
    pub name: Word,
    /// The heading.
    pub title: Option<Word>,
    /// The reference in the original.
    pub at: Option<Word>,
    /// What it does.
    pub rule: Rule,
    /// Where the rule is written.
    pub rule_span: Span,
    /// Wording (license) or summary (reading).
    pub text: Option<Word>,
    /// The digest of the rule that the wording was last compared with.
    pub pinned: Option<Word>,
    /// How sure its reading is, where lawyers may differ.
    pub confidence: Option<Spanned<Confidence>>,
    /// Remarks.
    pub notes: Vec<Word>,
    /// What lints find in it and is meant.
    pub allows: Vec<Allow>,
    /// All of it.
    pub span: Span,
}

/// How sure the reading of a clause is, where lawyers may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confidence {
    /// `confidence medium`: another reading can be argued.
    Medium,
    /// `confidence low`: another reading is about as good.
    Low,
}

/// What a clause does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Rule {
    /// `permit action.run, action.modify when …`
    Permit {
        /// What is granted.
        actions: Vec<Word>,
        /// Under which condition.
        when: Option<Condition>,
        /// What takes it back.
        exceptions: Vec<Exception>,
    },
    /// `prohibit … unless …`
    Prohibit {
        /// What is prohibited.
        condition: Condition,
        /// What lifts it.
        exceptions: Vec<Exception>,
    },
    /// `must done.license-copy when … showing "…"`
    Must {
        /// What performs it.
        performance: Condition,
        /// What makes it due; `None`: always due.
        when: Option<Condition>,
        /// What lifts it.
        exceptions: Vec<Exception>,
        /// The fixed words to show.
        showing: Option<Word>,
    },
    /// `withdraw @use, @patent when …`
    Withdraw {
        /// The grants that end; empty for `all`.
        grants: Vec<Word>,
        /// In which case.
        when: Condition,
        /// What lifts it.
        exceptions: Vec<Exception>,
    },
    /// `should done.announced when …`
    Should {
        /// What is encouraged.
        performance: Condition,
        /// In which case.
        when: Option<Condition>,
        /// The words to show.
        showing: Option<Word>,
    },
    /// `licensor may "…"`
    LicensorMay(Word),
    /// `not modelled because "…"`
    NotModelled(Word),
}

impl Rule {
    /// What lifts it; nothing for a rule that has no exceptions.
    pub fn exceptions(&self) -> &[Exception] {
        match self {
            Rule::Permit { exceptions, .. }
            | Rule::Prohibit { exceptions, .. }
            | Rule::Must { exceptions, .. }
            | Rule::Withdraw { exceptions, .. } => exceptions,
            Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => &[],
        }
    }

    /// [`Rule::exceptions`], to be changed.
    pub fn exceptions_mut(&mut self) -> &mut [Exception] {
        match self {
            Rule::Permit { exceptions, .. }
            | Rule::Prohibit { exceptions, .. }
            | Rule::Must { exceptions, .. }
            | Rule::Withdraw { exceptions, .. } => exceptions,
            Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => &mut [],
        }
    }
}

/// `except @clinician "a doctor looks at it" when …`, or `unless …`, which has no name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exception {
    /// The name; `None` for `unless`.
    pub name: Option<Word>,
    /// When it lifts.
    pub condition: Condition,
    /// Wording or summary.
    pub text: Option<Word>,
    /// All of it.
    pub span: Span,
}

/// A condition, with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// What it says.
    pub kind: ConditionKind,
    /// All of it, with the brackets around it.
    pub span: Span,
}

/// What a condition says. Brackets that only group leave no trace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ConditionKind {
    /// `a and b and c`: two or more
    All(Vec<Condition>),
    /// `a or b or c`: two or more
    Any(Vec<Condition>),
    /// `not a`
    Not(Box<Condition>),
    /// `(a except @labelled when b)`
    Branch {
        /// The condition before the exceptions.
        condition: Box<Condition>,
        /// What lifts it, and only it.
        exceptions: Vec<Exception>,
    },
    /// `purpose.medical.advice`, `question.reach`, `module.weapons`
    Is(String),
    /// `monthly-active-users more than 700 million`
    Compare {
        /// What is measured.
        scalar: Word,
        /// How it is compared.
        comparison: Comparison,
        /// With what.
        limit: Spanned<Limit>,
    },
    /// `"Distribution"`
    Term(String),
}

/// What a number is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// `700 million`
    Number(Number),
    /// `{users}`
    Parameter(String),
}

/// `include @restrictions except @disclose each at "…"`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Include {
    /// A clause or a section of an imported library.
    pub name: Word,
    /// Clauses of the section to leave out.
    pub except: Vec<Word>,
    /// The reference of the clause or section in the original.
    pub at: Option<Word>,
    /// The reference scheme of the clauses.
    pub each_at: Option<Word>,
    /// All of it.
    pub span: Span,
}

/// `test "…" choosing … given … expect …`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// What it is about.
    pub name: Word,
    /// Modules chosen; `None` if the line is missing.
    pub choosing: Option<Choice>,
    /// What is stated about the use.
    pub given: Vec<Given>,
    /// `open sector`
    pub open: Vec<Word>,
    /// `closed subject`
    pub closed: Vec<Word>,
    /// `presume nothing`
    pub presume_nothing: bool,
    /// `expect prohibited`
    pub verdict: Word,
    /// `because @medical, @medical/clinician`
    pub because: Vec<Word>,
    /// `owing @copy`
    pub owing: Vec<Word>,
    /// `asking safeguard.consent`
    pub asking: Vec<Word>,
    /// All of it.
    pub span: Span,
}

/// `choosing …`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// `choosing all`
    All,
    /// `choosing none`
    None,
    /// `choosing @medical, @weapons`
    These(Vec<Word>),
}

/// One statement about a test's use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// What it says.
    pub fact: GivenFact,
    /// All of it.
    pub span: Span,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum GivenFact {
    /// `purpose.harm`
    Holds(Word),
    /// `not purpose.harm`
    Fails(Word),
    /// `unknown safeguard.consent`
    Unknown(Word),
    /// `monthly-active-users = 5000`
    Equals(Word, Number),
    /// `annual-revenue.group.usd at most 1 million`
    Bound(Word, Comparison, Number),
}
