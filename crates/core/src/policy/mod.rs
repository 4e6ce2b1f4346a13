//! The rules of one license, ready for machines (semantics §3): all that a checker needs, and nothing about how the license is written.
//!
//! Made from a license, or read from its published JSON; its ids are those of one vocabulary. The types here derive serde only to pack a
//! policy for the same build that reads it; the published form is `format`.

mod condition;
pub mod format;
mod lean;
mod lines;
mod read;
mod rules;
mod write;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

pub use crate::base::Comparison;
use crate::base::{Table, folded_name, ids};
use crate::vocabulary::Vocabulary;
pub use condition::{Condition, Lifts};
pub use lean::Part;
pub use read::read;
pub use rules::{
    Asks, Cited, CombinedLicense, Confidence, Duty, Exception, Grant, Hashes, LicenseName, Limit, Local, Prohibition, Rules, is_local,
    module_of,
};
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
/// The most propositions in all conditions together, each withdrawal counted once for every grant that it takes away.
pub const PROPOSITION_LIMIT: usize = 200_000;
/// The most comparisons with numbers in all conditions.
pub const COMPARISON_LIMIT: usize = 2_000;

/// The rules of one license, with the vocabulary that they are written in: the whole one, or a part of it.
#[derive(Debug, Clone)]
pub struct Policy {
    vocabulary: Arc<Vocabulary>,
    rules: Rules,
    /// Its fingerprint, if known.
    #[cfg_attr(not(feature = "hash"), expect(dead_code, reason = "only who works fingerprints out asks for it"))]
    hash: Option<String>,
}

/// A rule uses an id that does not belong to its policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignId;

impl fmt::Display for ForeignId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a rule names a concept, a number, a limit or a proposition of another vocabulary or policy")
    }
}

impl Error for ForeignId {}

impl Policy {
    /// A policy of rules whose ids belong to this vocabulary.
    pub fn new(vocabulary: Arc<Vocabulary>, rules: Rules) -> Result<Policy, ForeignId> {
        let policy = Policy { vocabulary, rules, hash: None };
        if policy.is_of_one_piece() { Ok(policy) } else { Err(ForeignId) }
    }

    /// The policy with its known fingerprint, which is then not computed again.
    pub fn with_hash(self, hash: String) -> Policy {
        Policy { hash: Some(hash), ..self }
    }

    /// A policy without rules over a vocabulary.
    pub fn empty(vocabulary: Arc<Vocabulary>) -> Policy {
        Policy { vocabulary, rules: Rules::default(), hash: None }
    }

    /// The vocabulary that its rules are written in.
    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// All its rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Which license it is.
    pub fn license(&self) -> &LicenseName {
        &self.rules.license
    }

    /// What is given.
    pub fn grants(&self) -> &Table<GrantId, Grant> {
        &self.rules.grants
    }

    /// What ends or bounds grants; already folded into their conditions.
    pub fn limits(&self) -> &Table<LimitId, Limit> {
        &self.rules.limits
    }

    /// What is forbidden.
    pub fn prohibitions(&self) -> &Table<ProhibitionId, Prohibition> {
        &self.rules.prohibitions
    }

    /// What is owed.
    pub fn duties(&self) -> &Table<DutyId, Duty> {
        &self.rules.duties
    }

    /// Propositions of the policy's own: modules and disputed readings.
    pub fn propositions(&self) -> &Table<LocalId, Local> {
        &self.rules.propositions
    }

    /// What it always asks about.
    pub fn asks(&self) -> &Asks {
        &self.rules.asks
    }

    /// The modules that it leaves open.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.propositions().iter().filter_map(Local::module)
    }

    /// What the policy was made from.
    pub fn hashes(&self) -> &Hashes {
        &self.rules.hashes
    }

    /// Whether every id belongs to the vocabulary or to the policy's own tables.
    fn is_of_one_piece(&self) -> bool {
        let concepts = self.vocabulary.concept_ids().len();
        let mut is_known = self.grants().iter().flat_map(|grant| &grant.actions).all(|action| action.index() < concepts);
        let mut look = |part: &Condition| {
            is_known &= match part {
                Condition::Is(concept) => concept.index() < concepts,
                Condition::Local(local) => self.propositions().find(*local).is_some(),
                Condition::Compare(scalar, ..) => scalar.index() < self.vocabulary.scalar_ids().len(),
                Condition::Not(_, Some(Lifts::Limit(limit))) => self.limits().find(*limit).is_some(),
                Condition::Not(_, Some(Lifts::Exception(_)) | None) | Condition::All(_) | Condition::Any(_) => true,
            };
        };
        self.conditions().for_each(|condition| condition.visit(&mut look));
        let Asks { concepts: asked, scalars } = self.asks();
        is_known
            && asked.iter().all(|concept| concept.index() < concepts)
            && scalars.iter().all(|scalar| scalar.index() < self.vocabulary.scalar_ids().len())
    }

    /// Every condition of every rule.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.rules.conditions()
    }

    /// Whether `name` is the license's id, its title or one of its other names.
    pub fn is_named(&self, name: &str) -> bool {
        let LicenseName { id, name: title, aliases, .. } = self.license();
        id == name || is_folded_alike(name, [id, title].into_iter().chain(aliases))
    }

    /// Whether `name` is that of a license that is combined in it.
    pub fn combines(&self, name: &str) -> bool {
        self.license().combines.iter().any(|part| is_folded_alike(name, std::iter::once(&part.id).chain(&part.aliases)))
    }
}

fn is_folded_alike<'n>(name: &str, mut others: impl Iterator<Item = &'n String>) -> bool {
    let folded = folded_name(name);
    others.any(|other| folded_name(other) == folded)
}
