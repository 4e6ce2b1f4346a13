//! What a policy says: grants, limits, prohibitions and duties, each with its words.

use serde::{Deserialize, Serialize};

use crate::base::Table;
use crate::vocabulary::{ConceptId, ScalarId};

use super::{Condition, DutyId, GrantId, LimitId, LocalId, ProhibitionId};

/// What a policy says, in the ids of some vocabulary.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Which license it is.
    pub license: LicenseName,
    /// What is given.
    pub grants: Table<GrantId, Grant>,
    /// What ends or bounds grants; already folded into their conditions, and kept here for their words.
    pub limits: Table<LimitId, Limit>,
    /// What is forbidden.
    pub prohibitions: Table<ProhibitionId, Prohibition>,
    /// What is owed.
    pub duties: Table<DutyId, Duty>,
    /// Propositions of the policy's own: modules and disputed readings.
    pub propositions: Table<LocalId, Local>,
    /// What the license always asks about.
    pub asks: Asks,
    /// What the policy was made from.
    pub hashes: Hashes,
}

impl Rules {
    /// The concepts that conditions name, as often as they do.
    pub fn concepts(&self) -> Vec<ConceptId> {
        let mut named = Vec::new();
        let mut look = |part: &Condition| match part {
            Condition::Is(concept) => named.push(*concept),
            Condition::All(_) | Condition::Any(_) | Condition::Not(..) | Condition::Local(_) | Condition::Compare(..) => {}
        };
        self.conditions().for_each(|condition| condition.visit(&mut look));
        named
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
}

/// What a license always asks about: nothing is presumed of these under it (semantics §2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asks {
    /// Concepts, with their descendants.
    pub concepts: Vec<ConceptId>,
    /// Numbers.
    pub scalars: Vec<ScalarId>,
}

/// Which license a policy belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The licenses that it combines; none for a license by itself.
    pub combines: Vec<CombinedLicense>,
}

/// A license whose rules are part of a combination.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CombinedLicense {
    /// Its id, before which stand those of its rules: `llama-3.1`.
    pub id: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// The fingerprint of its policy: `sha256:…`.
    pub policy_hash: String,
}

/// Fingerprints of what a policy was made from, `sha256:…`; empty if there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashes {
    /// Of the spec's text.
    pub spec: String,
    /// Of the rendered license text; empty for a reading.
    pub text: String,
}

/// What every rule has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The rule's id, which never moves.
    pub id: String,
    /// The number in the rendered text, or the original's reference.
    pub clause: String,
    /// The wording, or a summary in our own words.
    pub words: String,
    /// How sure the reading of the clause is; `None` where lawyers hardly differ.
    pub confidence: Option<Confidence>,
}

/// How sure the reading of a clause is, where lawyers may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Another reading can be argued.
    Medium,
    /// Another reading is about as good.
    Low,
}

/// A set of actions, and a condition.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grant {
    /// Id, clause and words.
    pub cited: Cited,
    /// The actions given; each includes its descendants.
    pub actions: Vec<ConceptId>,
    /// When it is given, with the covered artifacts and the limits folded in.
    pub condition: Condition,
}

/// A clause that ends or bounds grants.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Limit {
    /// Id, clause and words.
    pub cited: Cited,
}

/// A condition, minus exceptions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Prohibition {
    /// Id, clause and words.
    pub cited: Cited,
    /// What is forbidden.
    pub condition: Condition,
    /// What lifts it.
    pub exceptions: Vec<Exception>,
}

/// A trigger, minus exceptions, and what performs it.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Exception {
    /// Its id, `rule/name`.
    pub id: String,
    /// When it lifts.
    pub condition: Condition,
}

/// A proposition that the policy declares itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Local {
    /// `module.medical`, `question.reach`.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Who can answer: `operator`, `licensor` or `counsel`.
    pub to: String,
}

impl Local {
    /// The name of the module whose choice it stands for, if it does.
    pub fn module(&self) -> Option<&str> {
        module_of(&self.id)
    }
}

/// `medical` of `module.medical`: the module that a proposition of a license's own is about, by its id.
pub fn module_of(id: &str) -> Option<&str> {
    id.strip_prefix("module.")
}

/// Whether an id is one of a license's own proposition, a module or a question, and not one of the vocabulary.
pub fn is_local(id: &str) -> bool {
    module_of(id).is_some() || id.starts_with("question.")
}
