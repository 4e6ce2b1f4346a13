//! A license with its names resolved: head, terms, sections, clauses, rules and tests.
//!
//! Made by [`from_ast`] from the parsed spec and the specs that it imports or extends. It keeps the structure that wording needs (sections with
//! their own conditions, terms by name); the policy flattens it.

mod conditions;
mod declared;
mod family;
mod flatten;
mod from_ast;
mod head;
mod number;
mod parts;
mod resolver;
mod rules;
mod sizes;
mod test_block;
mod texts;
mod unspoken;
mod visit;
mod wording;

pub use flatten::{Bundle, Unit};
pub use from_ast::from_ast;
pub use wording::Wording;

pub use crate::syntax::ast::{Addressee, Allow, Choice, Comparison, Kind};
use crate::syntax::digest::Digest;
use railc_core::base::{Number, Span};
use railc_core::policy::{Confidence, module_of};
use railc_core::usage::Use;
use railc_core::vocabulary::{ConceptId, FacetId, ScalarId, Vocabulary};

/// A resolved license, or reading of somebody else's.
#[derive(Debug, Clone)]
pub struct License {
    /// `license` or `reading`.
    pub kind: Kind,
    /// `llama-3.1`
    pub id: String,
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The family it belongs to.
    pub family: Option<String>,
    /// The SPDX id.
    pub spdx: Option<String>,
    /// The id on Hugging Face.
    pub hugging_face: Option<String>,
    /// Who gives it.
    pub licensor: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// Where the original is.
    pub sources: Vec<Original>,
    /// Artifacts that every grant reaches.
    pub covers: Vec<ConceptId>,
    /// What it always asks about.
    pub asks: Vec<Asked>,
    /// Languages, and whether each is authoritative.
    pub languages: Vec<(String, bool)>,
    /// Governing law, venue or arbitration, with the original's reference.
    pub laws: Vec<(String, Option<String>)>,
    /// The id of the license that this one tightens.
    pub extends: Option<String>,
    /// Defined words, in the order they are written.
    pub terms: Vec<Term>,
    /// Parameters with their final values, in the order they are declared.
    pub parameters: Vec<Parameter>,
    /// Questions and modules: the license's own propositions.
    pub locals: Vec<Local>,
    /// Sections, in order, with their clauses.
    pub sections: Vec<Section>,
    /// The number of the section of definitions, and how many sections come before it; `None` if no term has a text, or in a reading.
    pub definitions: Option<(String, usize)>,
    /// The spec's own tests.
    pub tests: Vec<Test>,
    /// The tests of what it extends, of which its own clauses may change the results.
    pub inherited_tests: Vec<Test>,
    /// What lints find anywhere in it and is meant.
    pub allows: Vec<Allow>,
    /// The sha256 of the spec's text, and of the texts it imports or extends.
    pub spec_hash: String,
}

/// Something of which nothing is presumed under a license.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A concept, with its descendants.
    Concept(ConceptId),
    /// All concepts of a facet that the license names.
    Facet(FacetId),
    /// A number.
    Scalar(ScalarId),
}

impl Asked {
    /// Its name in the vocabulary.
    pub fn name(self, vocabulary: &Vocabulary) -> &str {
        match self {
            Asked::Concept(concept) => vocabulary.concept(concept).name(),
            Asked::Facet(facet) => vocabulary.facet(facet).name(),
            Asked::Scalar(scalar) => vocabulary.scalar(scalar).name(),
        }
    }
}

/// A defined word.
#[derive(Debug, Clone)]
pub struct Term {
    /// `Distribution`
    pub name: String,
    /// `Distribute`
    pub also: Vec<String>,
    /// What it means for checking.
    pub means: Option<Condition>,
    /// What it means for readers.
    pub text: Option<Text>,
    /// What lints find in it and is meant.
    pub allows: Vec<Allow>,
    /// Whether the spec itself defines it, as opposed to something it imports.
    pub is_own: bool,
    /// Of what is written, which translations name.
    pub digest: Digest,
    /// Where it is written.
    pub span: Span,
}

/// A number or a text that the wording and the limits of a license draw on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// `model-name`
    pub name: String,
    /// The value as it is printed.
    pub value: String,
    /// What it is for.
    pub about: Option<String>,
}

/// A proposition that the license declares itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// `question.reach` or `module.weapons`.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// Remarks.
    pub notes: Vec<String>,
}

/// What a proposition of a license's own is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A question that the license leaves open.
    Question {
        /// The question to a person.
        ask: String,
        /// Who can answer.
        to: Addressee,
    },
    /// Whether the licensor chose a part.
    Module {
        /// The name of the section or clause.
        name: String,
        /// Its heading.
        title: Option<String>,
    },
}

impl About {
    /// The question, or what the part is called.
    fn words(&self) -> &str {
        match self {
            About::Question { ask, .. } => ask,
            About::Module { name, title } => title.as_ref().unwrap_or(name),
        }
    }
}

/// A section or an attachment.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: Option<String>,
    /// The printed number (`3`, `A`), or the original's reference in a reading (may be empty).
    pub number: String,
    /// Whether it is an attachment.
    pub is_attachment: bool,
    /// Whether it is not declared, but holds clauses outside any section.
    pub is_implied: bool,
    /// The module that switches it on.
    pub module: Option<usize>,
    /// Joins the condition of each of its rules.
    pub when: Option<Condition>,
    /// Lift each of its rules.
    pub exceptions: Vec<Exception>,
    /// The text before its clauses.
    pub text: Option<Text>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// What lints find in it and in its clauses, and is meant.
    pub allows: Vec<Allow>,
    /// Of its heading and its words, which translations name.
    pub digest: Digest,
    /// Where it is written, if it is declared.
    pub span: Option<Span>,
}

/// Where the original of a reading is.
#[derive(Debug, Clone)]
pub struct Original {
    /// Its address.
    pub url: String,
    /// When that file was written.
    pub dated: Option<String>,
    /// Its hash.
    pub sha256: Option<String>,
}

/// A unit that a person can cite, with its rule.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Its id, and that of its rule.
    pub id: String,
    /// Its heading.
    pub title: Option<String>,
    /// The printed number (`3.2`, `A.7`), or the original's reference in a reading.
    pub number: String,
    /// The module that switches it on.
    pub module: Option<usize>,
    /// What it does.
    pub rule: Rule,
    /// Wording by hand, or our summary in a reading.
    pub text: Option<Text>,
    /// How these words stand to the rule, where there are both.
    pub wording: Option<Wording>,
    /// How sure its reading is, where lawyers may differ.
    pub confidence: Option<Confidence>,
    /// Remarks.
    pub notes: Vec<String>,
    /// What lints find in it and is meant.
    pub allows: Vec<Allow>,
    /// Whether it comes from the license that this one extends.
    pub is_inherited: bool,
    /// Of what is written, which translations name.
    pub digest: Digest,
    /// Where it is written.
    pub span: Span,
}

/// What a clause does.
#[derive(Debug, Clone)]
pub enum Rule {
    /// Grants actions, on a condition.
    Permit {
        /// The actions.
        actions: Vec<ConceptId>,
        /// On what condition, besides the section's.
        when: Option<Condition>,
        /// When not.
        unless: Option<Condition>,
    },
    /// Forbids.
    Prohibit {
        /// What is forbidden.
        condition: Condition,
        /// What lifts it.
        exceptions: Vec<Exception>,
    },
    /// Obliges.
    Must {
        /// What performs it.
        performance: Condition,
        /// Its trigger, besides the section's.
        when: Option<Condition>,
        /// What lifts it.
        exceptions: Vec<Exception>,
        /// Fixed words to show.
        showing: Option<Text>,
    },
    /// Takes grants away.
    Withdraw {
        /// By clause id; all grants if empty.
        grants: Vec<String>,
        /// In what case.
        when: Condition,
        /// What lifts it.
        exceptions: Vec<Exception>,
    },
    /// Encourages.
    Should {
        /// What is encouraged.
        performance: Condition,
        /// In what case, besides the section's.
        when: Option<Condition>,
        /// Fixed words to show.
        showing: Option<Text>,
    },
    /// A power of the licensor.
    LicensorMay(Text),
    /// Decides no use; the text says why.
    NotModelled(Text),
}

/// What lifts a rule, or a branch of one.
#[derive(Debug, Clone)]
pub struct Exception {
    /// `clinician`, or `unless` where it has no name; unique in its clause.
    pub name: String,
    /// When it lifts.
    pub condition: Condition,
    /// Wording or summary.
    pub text: Option<Text>,
}

/// A condition with its structure as written.
#[derive(Debug, Clone)]
pub enum Condition {
    /// A conjunction.
    All(Vec<Condition>),
    /// A disjunction.
    Any(Vec<Condition>),
    /// A negation.
    Not(Box<Condition>),
    /// A branch with exceptions of its own.
    Branch(Box<Condition>, Vec<Exception>),
    /// The use has the concept.
    Is(ConceptId),
    /// The license's own proposition, by index.
    Local(usize),
    /// A scalar compared with a number.
    Compare(ScalarId, Comparison, Number),
    /// A defined word with a meaning, by index.
    Term(usize),
}

/// Words with references in them, by paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// One or more paragraphs.
    pub paragraphs: Vec<Vec<Piece>>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words, parameters filled in.
    Words(String),
    /// The governing laws of the head.
    Laws,
    /// The clauses that withdraw what the clause permits in which it stands; anywhere else, all that withdraw something.
    Withdrawals,
    /// What the rules of a section are about, by its id: the artifacts that its condition names.
    Object(String),
    /// A reference to a clause or section, by id. It exists in this license.
    Reference(String),
}

/// A `test` block.
#[derive(Debug, Clone)]
pub struct Test {
    /// What it is about.
    pub name: String,
    /// The use that it describes, without the choice of modules.
    pub described: Use,
    /// The modules chosen; `None` if the test leaves them open.
    pub choosing: Option<Choice>,
    /// The verdict expected, by name.
    pub verdict: String,
    /// Rules or `rule/exception`s that must decide.
    pub because: Vec<String>,
    /// Duties that must be due.
    pub owing: Vec<String>,
    /// Propositions that must be among the questions.
    pub asking: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

impl License {
    /// Every clause with its section, in order.
    pub fn clauses(&self) -> impl Iterator<Item = (&Section, &Clause)> {
        self.sections.iter().flat_map(|section| section.clauses.iter().map(move |clause| (section, clause)))
    }

    /// The ids of the modules that the licensor may switch on, without `module.`.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.locals.iter().filter_map(|local| module_of(&local.id))
    }

    /// Whether it is a reading of somebody else's license.
    pub fn is_reading(&self) -> bool {
        self.kind == Kind::Reading
    }

    /// Whether it has a section or clause of that id.
    pub fn has_part(&self, id: &str) -> bool {
        self.sections.iter().any(|section| section.id == id || section.clauses.iter().any(|clause| clause.id == id))
    }
}
