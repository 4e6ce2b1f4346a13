//! The rules of a policy's JSON, each name in them looked up.

use std::collections::BTreeMap;

use crate::base::{Number, nearest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::vocabulary::{ConceptId, Vocabulary};

use super::super::format::{
    CombinedEntry, ConditionEntry, DutyEntry, ExceptionEntry, GrantEntry, KindEntry, PolicyDocument, ProhibitionEntry,
};
use super::super::{
    Asks, Cited, CombinedLicense, Comparison, Condition, Confidence, Duty, Exception, Grant, Hashes, LicenseName, Lifts, Limit, LimitId,
    Local, LocalId, Prohibition, Rules, is_local,
};
use super::places::Places;

/// Translates rules to the ids of a vocabulary.
pub(super) struct Reading<'a> {
    places: Places<'a>,
    vocabulary: &'a Vocabulary,
    limits: BTreeMap<String, LimitId>,
    locals: BTreeMap<String, LocalId>,
    pub diagnostics: Diagnostics,
    /// The id of the current rule.
    rule: String,
}

impl<'a> Reading<'a> {
    /// Prepares to look up what the rules of a document name.
    pub(super) fn new<V>(vocabulary: &'a Vocabulary, document: &PolicyDocument<V>, places: Places<'a>) -> Reading<'a> {
        let limits = document.limits.iter().enumerate().rev().map(|(at, limit)| (limit.id.clone(), LimitId::at(at)));
        let locals = document.propositions.iter().enumerate().rev().map(|(at, local)| (local.id.clone(), LocalId::at(at)));
        Reading {
            places,
            vocabulary,
            limits: limits.collect(),
            locals: locals.collect(),
            diagnostics: Diagnostics::new(),
            rule: String::new(),
        }
    }

    /// Reports something about a name in the text.
    pub(super) fn report(&mut self, code: Code, message: String, name: &str, help: &str) {
        self.diagnostics.push(Diagnostic::new(code, message).at(self.places.find(name), "").help(help));
    }

    /// Checks that every rule and proposition has a unique id, and every proposition somebody to ask.
    pub(super) fn check_ids<V>(&mut self, document: &PolicyDocument<V>) {
        for one in document.propositions.iter().filter(|one| !["licensor", "counsel", "operator"].contains(&one.to.as_str())) {
            let message = format!("`{}` is addressed to `{}`", one.id, one.to);
            self.report(Code::PolicyReference, message, &one.to, "address it to `operator`, `licensor` or `counsel`");
        }
        for one in document.propositions.iter().filter(|one| !is_local(&one.id)) {
            let message = format!("`{}` is no id of a proposition of the policy's own", one.id);
            self.report(Code::PolicyReference, message, &one.id, "call it `module.…` or `question.…`");
        }
        let rules = document.grants.iter().map(|one| &one.id).chain(document.limits.iter().map(|one| &one.id));
        let rules = rules.chain(document.prohibitions.iter().map(|one| &one.id)).chain(document.duties.iter().map(|one| &one.id));
        let mut ids: Vec<&String> = rules.chain(document.propositions.iter().map(|one| &one.id)).collect();
        ids.sort();
        for pair in ids.windows(2) {
            if let [one, other] = pair
                && one == other
            {
                self.report(Code::PolicyReference, format!("two rules have the id `{one}`"), one, "give one of them another id");
            }
        }
    }

    /// The rules of the document; names that do not resolve are reported.
    pub(super) fn rules<V>(&mut self, document: PolicyDocument<V>) -> Rules {
        let license = document.license;
        Rules {
            license: LicenseName {
                id: license.id,
                name: license.name,
                version: license.version,
                is_reading: license.kind == KindEntry::Reading,
                aliases: license.aliases,
                combines: license.combines.into_iter().map(combined).collect(),
            },
            grants: document.grants.into_iter().map(|grant| self.grant(grant)).collect(),
            limits: document
                .limits
                .into_iter()
                .map(|limit| Limit { cited: cited(limit.id, limit.clause, limit.words, limit.confidence) })
                .collect(),
            prohibitions: document.prohibitions.into_iter().map(|rule| self.prohibition(rule)).collect(),
            duties: document.duties.into_iter().map(|duty| self.duty(duty)).collect(),
            propositions: document.propositions.into_iter().map(|one| Local { id: one.id, ask: one.ask, to: one.to }).collect(),
            asks: self.asks(&document.asks),
            hashes: Hashes { spec: document.hashes.spec, text: document.hashes.text },
        }
    }

    fn asks(&mut self, names: &[String]) -> Asks {
        let mut asks = Asks::default();
        for name in names {
            match (self.vocabulary.find_concept(name), self.vocabulary.find_scalar(name)) {
                (Some(concept), _) => asks.concepts.push(concept),
                (None, Some(scalar)) => asks.scalars.push(scalar),
                (None, None) => {
                    let message = format!("the policy asks about `{name}`, which its vocabulary does not have");
                    self.report(Code::PolicyReference, message, name, "compile the policy again from its spec");
                }
            }
        }
        asks
    }

    fn grant(&mut self, grant: GrantEntry) -> Grant {
        self.rule.clone_from(&grant.id);
        Grant {
            actions: grant.actions.iter().filter_map(|action| self.concept(action)).collect(),
            condition: self.condition(grant.condition),
            cited: cited(grant.id, grant.clause, grant.words, grant.confidence),
        }
    }

    fn prohibition(&mut self, rule: ProhibitionEntry) -> Prohibition {
        self.rule.clone_from(&rule.id);
        Prohibition {
            condition: self.condition(rule.condition),
            exceptions: self.exceptions(rule.exceptions),
            cited: cited(rule.id, rule.clause, rule.words, rule.confidence),
        }
    }

    fn duty(&mut self, duty: DutyEntry) -> Duty {
        self.rule.clone_from(&duty.id);
        Duty {
            trigger: self.condition(duty.trigger),
            exceptions: self.exceptions(duty.exceptions),
            performed_by: self.condition(duty.performed_by),
            showing: duty.showing,
            cited: cited(duty.id, duty.clause, duty.words, duty.confidence),
        }
    }

    fn exceptions(&mut self, entries: Vec<ExceptionEntry>) -> Vec<Exception> {
        entries.into_iter().map(|entry| Exception { condition: self.condition(entry.condition), id: entry.id }).collect()
    }

    fn condition(&mut self, entry: ConditionEntry) -> Condition {
        let never = || Condition::Any(Vec::new());
        match entry {
            ConditionEntry { all: Some(parts), any: None, not: None, exception: None, limit: None, is: None, compare: None } => {
                Condition::All(parts.into_vec().into_iter().map(|part| self.condition(part)).collect())
            }
            ConditionEntry { all: None, any: Some(parts), not: None, exception: None, limit: None, is: None, compare: None } => {
                Condition::Any(parts.into_vec().into_iter().map(|part| self.condition(part)).collect())
            }
            ConditionEntry { all: None, any: None, not: Some(part), exception, limit, is: None, compare: None } => {
                let lifts = self.lifts(exception, limit);
                Condition::Not(Box::new(self.condition(*part)), lifts)
            }
            ConditionEntry { all: None, any: None, not: None, exception: None, limit: None, is: Some(name), compare: None } => {
                match self.locals.get(&*name) {
                    Some(local) => Condition::Local(*local),
                    None => self.concept(&name).map_or_else(never, Condition::Is),
                }
            }
            ConditionEntry { all: None, any: None, not: None, exception: None, limit: None, is: None, compare: Some(compared) } => {
                self.compared(&compared).unwrap_or_else(never)
            }
            _ => {
                let rule = &self.rule;
                let message = format!("a condition of rule `{rule}` has none, or more than one, of `all`, `any`, `not`, `is`, `compare`");
                let diagnostic = Diagnostic::new(Code::PolicyCondition, message).at(self.places.find(rule), "in this rule");
                self.diagnostics.push(diagnostic.help("give exactly one of them"));
                never()
            }
        }
    }

    fn lifts(&mut self, exception: Option<Box<str>>, limit: Option<Box<str>>) -> Option<Lifts> {
        let Some(limit) = limit else { return exception.map(|id| Lifts::Exception(id.into_string())) };
        let found = self.limits.get(&*limit).copied();
        if found.is_none() {
            let near = self.near(&limit, self.limits.keys().map(String::as_str));
            let diagnostic = self.dangling("the limit", &limit, &near);
            self.diagnostics.push(diagnostic);
        }
        found.map(Lifts::Limit)
    }

    fn compared(&mut self, (scalar, sign, limit, unit): &(String, String, serde_json::Number, String)) -> Option<Condition> {
        let Some(found) = self.vocabulary.find_scalar(scalar) else {
            let near = self.near(scalar, self.vocabulary.scalars().map(|scalar| scalar.name()));
            self.diagnostics.push(self.dangling("the number", scalar, &near));
            return None;
        };
        let right_unit = self.vocabulary.scalar(found).unit();
        if let (Some(comparison), Some(number), true) = (Comparison::from_sign(sign), Number::parse(&limit.to_string()), right_unit == unit)
        {
            return Some(Condition::Compare(found, comparison, number));
        }
        let message = format!("the comparison of `{scalar}` with {limit} {unit} can't be meant");
        let help = format!("write [\"{scalar}\", one of > >= < <=, a number, \"{right_unit}\"]");
        self.report(Code::PolicyCondition, message, scalar, &help);
        None
    }

    fn concept(&mut self, name: &str) -> Option<ConceptId> {
        let found = self.vocabulary.find_concept(name);
        if found.is_none() {
            let near = self.near(name, self.vocabulary.concepts().map(|concept| concept.name()));
            self.diagnostics.push(self.dangling("the proposition", name, &near));
        }
        found
    }

    /// The nearest names; none after many errors.
    fn near<'n>(&self, name: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
        if self.diagnostics.wants_near_names() { nearest(name, names) } else { Vec::new() }
    }

    fn dangling(&self, what: &str, name: &str, near: &[&str]) -> Diagnostic {
        let message = format!("rule `{}` names {what} `{name}`, which the policy does not have", self.rule);
        let diagnostic = Diagnostic::new(Code::PolicyReference, message).at(self.places.find(name), "");
        diagnostic.nearest(near, "compile the policy again from its spec")
    }
}

fn combined(entry: CombinedEntry) -> CombinedLicense {
    CombinedLicense { id: entry.id, aliases: entry.aliases, policy_hash: entry.policy_hash }
}

fn cited(id: String, clause: String, words: String, confidence: Option<Confidence>) -> Cited {
    Cited { id, clause, words, confidence }
}
