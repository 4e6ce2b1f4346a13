//! The rules of one license, ready for machines (semantics §3): all that a checker needs, and nothing of how the license is written.
//!
//! Made from a license, or read from its published JSON. Imports `base`, `diagnostic`, `vocabulary`.

mod cut;
pub mod format;
mod read;
mod write;

use std::sync::Arc;

use crate::base::{Number, ids};
use crate::vocabulary::{ConceptId, ScalarId, Vocabulary};
pub use read::read;
pub use write::json_number;

ids! {
    /// Names a grant of one policy.
    GrantId
    /// Names a limit of one policy.
    LimitId
    /// Names a prohibition of one policy.
    ProhibitionId
    /// Names a duty of one policy.
    DutyId
    /// Names a proposition of a policy's own.
    LocalId
}

/// The most rules of a policy, and the most propositions of its own.
pub const CLAUSE_LIMIT: usize = 5_000;
/// The most propositions that all conditions may have together, each withdrawal counted for every grant that it takes away.
pub const PROPOSITION_LIMIT: usize = 200_000;
/// The most comparisons with numbers in all conditions.
pub const COMPARISON_LIMIT: usize = 2_000;

/// The rules of one license.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Which license it is.
    pub license: LicenseName,
    /// The part of the vocabulary that the rules depend on.
    pub vocabulary: Arc<Vocabulary>,
    /// What is given.
    pub grants: Vec<Grant>,
    /// What ends or bounds grants; already folded into their conditions, and kept here for its words.
    pub limits: Vec<Limit>,
    /// What is forbidden.
    pub prohibitions: Vec<Prohibition>,
    /// What is owed.
    pub duties: Vec<Duty>,
    /// Propositions of the policy's own: modules and disputed readings.
    pub propositions: Vec<Local>,
    /// What the policy was made from.
    pub hashes: Hashes,
}

/// Which license a policy belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LicenseName {
    /// `llama-3.1`
    pub id: String,
    /// The title.
    pub name: String,
    /// The version.
    pub version: String,
    /// Whether it is somebody else's license, modelled.
    pub is_reading: bool,
    /// Other names, those of registries included.
    pub aliases: Vec<String>,
}

/// Fingerprints of what a policy was made from, `sha256:…`; empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hashes {
    /// Of the spec's text.
    pub spec: String,
    /// Of the rendered license text; empty for a reading.
    pub text: String,
}

/// What every rule has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cited {
    /// The rule's id, which never moves.
    pub id: String,
    /// The number in the rendered text, or the original's reference.
    pub clause: String,
    /// The wording, or a summary in our own words.
    pub words: String,
}

/// A set of actions, and a condition.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Id, clause and words.
    pub cited: Cited,
    /// The actions given; each gives what stands below it.
    pub actions: Vec<ConceptId>,
    /// When it is given, with the covered artifacts and the limits folded in.
    pub condition: Condition,
}

/// A clause that ends or bounds grants.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Id, clause and words.
    pub cited: Cited,
}

/// A condition, minus exceptions.
#[derive(Debug, Clone)]
pub struct Prohibition {
    /// Id, clause and words.
    pub cited: Cited,
    /// What is forbidden.
    pub condition: Condition,
    /// What lifts it.
    pub exceptions: Vec<Exception>,
}

/// A trigger, minus exceptions, and what performs it.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Id, clause and words.
    pub cited: Cited,
    /// When it is owed.
    pub trigger: Condition,
    /// What lifts it.
    pub exceptions: Vec<Exception>,
    /// What performs it.
    pub performed_by: Condition,
    /// The fixed words that it makes people show.
    pub showing: Option<String>,
}

/// What lifts a rule.
#[derive(Debug, Clone)]
pub struct Exception {
    /// Its id, `rule/name`.
    pub id: String,
    /// When it lifts.
    pub condition: Condition,
}

/// A proposition that the policy declares itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// `module.medical`, `question.reach`.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Who can answer: `licensor` or `counsel`.
    pub to: String,
}

/// A boolean formula over propositions.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of these; of none, true.
    All(Vec<Condition>),
    /// One of these; of none, false.
    Any(Vec<Condition>),
    /// The opposite, and what it is where it lifts a branch or bounds a grant.
    Not(Box<Condition>, Option<Lifts>),
    /// The use has the concept.
    Is(ConceptId),
    /// The policy's own proposition of that place in its table.
    Local(usize),
    /// The scalar compares so with the number.
    Compare(ScalarId, Comparison, Number),
}

/// What a negated part of a condition is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lifts {
    /// The exception of that id lifts the branch it stands in.
    Exception(String),
    /// The limit of that id takes the grant away.
    Limit(String),
}

/// How a scalar is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `>`
    MoreThan,
    /// `>=`
    AtLeast,
    /// `<`
    LessThan,
    /// `<=`
    AtMost,
}

impl Comparison {
    /// `>`, `>=`, `<`, `<=`.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::MoreThan => ">",
            Comparison::AtLeast => ">=",
            Comparison::LessThan => "<",
            Comparison::AtMost => "<=",
        }
    }

    /// The comparison of that sign.
    pub fn of_sign(sign: &str) -> Option<Comparison> {
        [Comparison::MoreThan, Comparison::AtLeast, Comparison::LessThan, Comparison::AtMost].into_iter().find(|one| one.sign() == sign)
    }
}

impl Condition {
    /// What always holds.
    pub fn always() -> Condition {
        Condition::All(Vec::new())
    }

    /// Both; nested conjunctions are flattened, and what always holds is left out.
    pub fn and(self, other: Condition) -> Condition {
        let parts = |condition| match condition {
            Condition::All(parts) => parts,
            single => vec![single],
        };
        let mut all = parts(self);
        all.extend(parts(other));
        if all.len() == 1 { all.remove(0) } else { Condition::All(all) }
    }

    /// Every condition in this one, itself first.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Condition)) {
        see(self);
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.visit(see)),
            Condition::Not(part, _) => part.visit(see),
            Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => {}
        }
    }
}

impl Policy {
    /// A policy without rules over a vocabulary.
    pub fn empty(vocabulary: Arc<Vocabulary>) -> Policy {
        Policy {
            license: LicenseName::default(),
            vocabulary,
            grants: Vec::new(),
            limits: Vec::new(),
            prohibitions: Vec::new(),
            duties: Vec::new(),
            propositions: Vec::new(),
            hashes: Hashes::default(),
        }
    }

    /// Every condition of every rule.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let grants = self.grants.iter().map(|grant| &grant.condition);
        let prohibitions = self
            .prohibitions
            .iter()
            .flat_map(|rule| std::iter::once(&rule.condition).chain(rule.exceptions.iter().map(|exception| &exception.condition)));
        let duties = self.duties.iter().flat_map(|duty| {
            [&duty.trigger, &duty.performed_by].into_iter().chain(duty.exceptions.iter().map(|exception| &exception.condition))
        });
        grants.chain(prohibitions).chain(duties)
    }

    /// Whether `name` is the license's id or one of its other names.
    pub fn is_named(&self, name: &str) -> bool {
        self.license.id == name || self.license.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}
