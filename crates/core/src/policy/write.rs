//! From a policy to its published form.

use crate::base::Number;
use crate::vocabulary::published::Published;
use crate::vocabulary::{ConceptId, ScalarId};

use super::format::{
    CombinedEntry, ConditionEntry, DutyEntry, ExceptionEntry, GrantEntry, HashesEntry, KindEntry, LicenseEntry, LimitEntry, PolicyDocument,
    ProhibitionEntry, PropositionEntry, VERSION,
};
use super::lines::to_lines;
use super::{Asks, Cited, CombinedLicense, Condition, Duty, Exception, Grant, Lifts, Local, Part, Policy, Prohibition};

impl Policy {
    /// The published form, with the part of the vocabulary that the rules depend on.
    pub fn to_document(&self) -> PolicyDocument<Part<'_>> {
        let license = self.license();
        PolicyDocument {
            version: VERSION,
            license: LicenseEntry {
                id: license.id.clone(),
                name: license.name.clone(),
                version: license.version.clone(),
                kind: if license.is_reading { KindEntry::Reading } else { KindEntry::Own },
                aliases: license.aliases.clone(),
                combines: license.combines.iter().map(combined_entry).collect(),
            },
            grants: self.grants().iter().map(|grant| self.grant_entry(grant)).collect(),
            limits: self.limits().iter().map(|limit| limit_entry(&limit.cited)).collect(),
            prohibitions: self.prohibitions().iter().map(|rule| self.prohibition_entry(rule)).collect(),
            duties: self.duties().iter().map(|duty| self.duty_entry(duty)).collect(),
            propositions: self.propositions().iter().map(proposition_entry).collect(),
            asks: self.asked_names(),
            hashes: HashesEntry {
                spec: self.hashes().spec.clone(),
                text: self.hashes().text.clone(),
                vocabulary: self.vocabulary().hash().to_owned(),
            },
            vocabulary: Part(self.vocabulary_part()),
        }
    }

    fn asked_names(&self) -> Vec<String> {
        let Asks { concepts, scalars } = self.asks();
        let concepts = concepts.iter().map(|concept| self.vocabulary().concept(*concept).name());
        concepts.chain(scalars.iter().map(|scalar| self.vocabulary().scalar(*scalar).name())).map(str::to_owned).collect()
    }

    /// The part of the vocabulary that the rules depend on. It has all actions, since whatever action a use names must be granted.
    fn vocabulary_part(&self) -> Published<'_> {
        let vocabulary = self.vocabulary();
        let actions = vocabulary.find_facet("action").into_iter().flat_map(|action| vocabulary.concepts_of(action));
        let others: Vec<ConceptId> = actions.chain(self.asks().concepts.iter().copied()).collect();
        let given = self.grants().iter().flat_map(|grant| grant.actions.iter().copied());
        let mentioned: Vec<ConceptId> = given.chain(self.rules().concepts()).collect();
        let mut scalars: Vec<ScalarId> = self.asks().scalars.clone();
        let mut look = |part: &Condition| match part {
            Condition::Compare(scalar, ..) => scalars.push(*scalar),
            Condition::All(_) | Condition::Any(_) | Condition::Not(..) | Condition::Is(_) | Condition::Local(_) => {}
        };
        self.conditions().for_each(|condition| condition.visit(&mut look));
        vocabulary.part(&mentioned, &others, &scalars)
    }

    fn grant_entry(&self, grant: &Grant) -> GrantEntry {
        GrantEntry {
            id: grant.cited.id.clone(),
            clause: grant.cited.clause.clone(),
            actions: grant.actions.iter().map(|action| self.vocabulary().concept(*action).name().to_owned()).collect(),
            condition: self.condition_entry(&grant.condition),
            words: grant.cited.words.clone(),
            confidence: grant.cited.confidence,
        }
    }

    fn prohibition_entry(&self, rule: &Prohibition) -> ProhibitionEntry {
        ProhibitionEntry {
            id: rule.cited.id.clone(),
            clause: rule.cited.clause.clone(),
            condition: self.condition_entry(&rule.condition),
            exceptions: self.exception_entries(&rule.exceptions),
            words: rule.cited.words.clone(),
            confidence: rule.cited.confidence,
        }
    }

    fn duty_entry(&self, duty: &Duty) -> DutyEntry {
        DutyEntry {
            id: duty.cited.id.clone(),
            clause: duty.cited.clause.clone(),
            trigger: self.condition_entry(&duty.trigger),
            exceptions: self.exception_entries(&duty.exceptions),
            performed_by: self.condition_entry(&duty.performed_by),
            showing: duty.showing.clone(),
            words: duty.cited.words.clone(),
            confidence: duty.cited.confidence,
        }
    }

    fn exception_entries(&self, exceptions: &[Exception]) -> Vec<ExceptionEntry> {
        exceptions.iter().map(|one| ExceptionEntry { id: one.id.clone(), condition: self.condition_entry(&one.condition) }).collect()
    }

    /// The published form as JSON, a line for each rule and each concept, ending in a line end.
    pub fn to_json(&self) -> String {
        to_lines(&self.to_document()).expect("a policy is plain data")
    }

    /// The sha256 of the canonical JSON: fields in the order of the format, maps sorted, empty fields of the vocabulary left out, no white space.
    #[cfg(feature = "hash")]
    pub fn hash(&self) -> String {
        let hash = || crate::base::sha256(&serde_json::to_vec(&self.to_document()).expect("a policy is plain data"));
        self.hash.clone().unwrap_or_else(hash)
    }

    /// A condition in published form.
    pub fn condition_entry(&self, condition: &Condition) -> ConditionEntry {
        let parts = |parts: &[Condition]| Some(parts.iter().map(|part| self.condition_entry(part)).collect());
        let none = ConditionEntry::default();
        match condition {
            Condition::All(all) => ConditionEntry { all: parts(all), ..none },
            Condition::Any(any) => ConditionEntry { any: parts(any), ..none },
            Condition::Not(part, lifts) => {
                let (exception, limit) = match lifts {
                    Some(Lifts::Exception(id)) => (Some(id.as_str().into()), None),
                    Some(Lifts::Limit(limit)) => (None, Some(self.limits().get(*limit).cited.id.as_str().into())),
                    None => (None, None),
                };
                ConditionEntry { not: Some(Box::new(self.condition_entry(part))), exception, limit, ..none }
            }
            Condition::Is(concept) => ConditionEntry { is: Some(self.vocabulary().concept(*concept).name().into()), ..none },
            Condition::Local(local) => ConditionEntry { is: Some(self.propositions().get(*local).id.as_str().into()), ..none },
            Condition::Compare(scalar, comparison, limit) => {
                let scalar = self.vocabulary().scalar(*scalar);
                let compared = (scalar.name().to_owned(), comparison.sign().to_owned(), json_number(*limit), scalar.unit().to_owned());
                ConditionEntry { compare: Some(Box::new(compared)), ..none }
            }
        }
    }
}

/// A number as JSON has it.
pub fn json_number(number: Number) -> serde_json::Number {
    let whole = number.divided_by(1).map(serde_json::Number::from);
    let decimal = || number.to_string().parse().ok().and_then(serde_json::Number::from_f64);
    whole.or_else(decimal).unwrap_or_else(|| serde_json::Number::from(0))
}

fn combined_entry(part: &CombinedLicense) -> CombinedEntry {
    CombinedEntry { id: part.id.clone(), aliases: part.aliases.clone(), policy_hash: part.policy_hash.clone() }
}

fn limit_entry(limit: &Cited) -> LimitEntry {
    LimitEntry { id: limit.id.clone(), clause: limit.clause.clone(), words: limit.words.clone(), confidence: limit.confidence }
}

fn proposition_entry(local: &Local) -> PropositionEntry {
    PropositionEntry { id: local.id.clone(), ask: local.ask.clone(), to: local.to.clone() }
}
