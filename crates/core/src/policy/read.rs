//! From published JSON to a policy; every reference in it must lead somewhere.

use std::sync::Arc;

use crate::base::{Number, SourceId, Span, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::vocabulary::Vocabulary;

use super::format::{
    ConditionEntry, DutyEntry, ExceptionEntry, GrantEntry, KindEntry, PolicyDocument, ProhibitionEntry, PropositionEntry, VERSION,
};
use super::{
    CLAUSE_LIMIT, COMPARISON_LIMIT, Cited, Comparison, Condition, Duty, Exception, Grant, Hashes, LicenseName, Lifts, Limit, Local,
    PROPOSITION_LIMIT, Policy, Prohibition,
};

/// The policy that a JSON text holds, or everything that is wrong with it.
pub fn read(source: SourceId, text: &str) -> Result<Policy, Vec<Diagnostic>> {
    let whole = Span { source, start: 0, end: text.find('\n').unwrap_or(text.len()).min(1) as u32 };
    // The version first: what a newer one holds besides, this one can't know.
    let version = serde_json::from_str::<Versioned>(text).ok().map(|versioned| versioned.version);
    if let Some(version) = version.filter(|version| *version != u64::from(VERSION)) {
        let message = format!("the policy has version {version}, and this railc reads version {VERSION}");
        let help = if version > u64::from(VERSION) { "update railc" } else { "compile the policy again from its spec" };
        return Err(vec![Diagnostic::new(Code::NewerPolicy, message).at(find(source, text, "\"version\"", whole), "").help(help)]);
    }
    let document = match serde_json::from_str::<PolicyDocument>(text) {
        Ok(document) => document,
        Err(error) => return Err(vec![unreadable(source, text, &error)]),
    };
    if let Some(excess) = too_large(&document) {
        let message = format!("the policy has more than {excess}");
        return Err(vec![Diagnostic::new(Code::PolicyTooLarge, message).at(whole, "").help("compile the policy again from its spec")]);
    }
    let (vocabulary, flaws) = Vocabulary::from_published(document.vocabulary.clone(), document.hashes.vocabulary.clone());
    let mut reading =
        Reading { source, text, whole, vocabulary: Arc::new(vocabulary), document: &document, diagnostics: Vec::new(), path: Vec::new() };
    for flaw in flaws {
        let message = format!("the policy's vocabulary can't be meant: {} (`{}`)", flaw.trouble, flaw.entry);
        let span = find(source, text, &format!("\"{}\"", flaw.entry), whole);
        reading
            .diagnostics
            .push(Diagnostic::new(Code::BrokenVocabulary, message).at(span, "").help("compile the policy again from its spec"));
    }
    let policy = reading.policy();
    if reading.diagnostics.is_empty() { Ok(policy) } else { Err(reading.diagnostics) }
}

/// The version alone; whatever stands beside it is left unread.
#[derive(serde::Deserialize)]
struct Versioned {
    version: u64,
}

/// What a policy has too much of to be worked with.
fn too_large(document: &PolicyDocument) -> Option<&'static str> {
    let vocabulary = &document.vocabulary;
    let rules = document.grants.len() + document.limits.len() + document.prohibitions.len() + document.duties.len();
    let (mut propositions, mut comparisons) = (0, 0);
    document.conditions().for_each(|condition| condition.count(&mut propositions, &mut comparisons));
    let defaults: usize = vocabulary.facets.values().map(|facet| facet.default.len()).sum();
    let ordered: usize = vocabulary.scalars.values().map(|scalar| scalar.at_most.len()).sum();
    let limits = [
        (vocabulary.facets.len() > 1_000, "1,000 facets"),
        (vocabulary.concepts.len() > 20_000, "20,000 concepts"),
        (vocabulary.scalars.len() > 1_000, "1,000 scalars"),
        (defaults > 1_000, "1,000 defaults"),
        (ordered > 5_000, "5,000 scalars that another is at most"),
        (vocabulary.concepts.keys().any(|name| name.matches('.').count() > 64), "64 levels of concepts"),
        (rules > CLAUSE_LIMIT, "5,000 rules"),
        (document.propositions.len() > CLAUSE_LIMIT, "5,000 propositions of its own"),
        (propositions > PROPOSITION_LIMIT, "200,000 propositions in its conditions"),
        (comparisons > COMPARISON_LIMIT, "2,000 comparisons"),
    ];
    limits.into_iter().find_map(|(is_passed, limit)| is_passed.then_some(limit))
}

impl PolicyDocument {
    fn conditions(&self) -> impl Iterator<Item = &ConditionEntry> {
        fn excepting(exceptions: &[ExceptionEntry]) -> impl Iterator<Item = &ConditionEntry> {
            exceptions.iter().map(|exception| &exception.condition)
        }
        let grants = self.grants.iter().map(|grant| &grant.condition);
        let prohibitions = self.prohibitions.iter().flat_map(|rule| excepting(&rule.exceptions).chain([&rule.condition]));
        let duties = self.duties.iter().flat_map(|duty| excepting(&duty.exceptions).chain([&duty.trigger, &duty.performed_by]));
        grants.chain(prohibitions).chain(duties)
    }
}

impl ConditionEntry {
    fn count(&self, propositions: &mut usize, comparisons: &mut usize) {
        *propositions += usize::from(self.is.is_some() || self.compare.is_some());
        *comparisons += usize::from(self.compare.is_some());
        let inside = [&self.all, &self.any].into_iter().flatten().flatten().chain(self.not.as_deref());
        inside.for_each(|part| part.count(propositions, comparisons));
    }
}

fn unreadable(source: SourceId, text: &str, error: &serde_json::Error) -> Diagnostic {
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = Span { source, start: at as u32, end: (at + length) as u32 };
    let described = error.to_string();
    let what = described.split(" at line ").next().unwrap_or(&described);
    let message = if text.trim().is_empty() { "the file is empty".to_owned() } else { what.to_owned() };
    Diagnostic::new(Code::PolicySyntax, format!("this is no policy: {message}"))
        .at(span, "")
        .help("compile it again from its spec: `railc build SPEC`")
}

/// The first place where some words stand, or the start.
fn find(source: SourceId, text: &str, words: &str, otherwise: Span) -> Span {
    text.find(words).map_or(otherwise, |at| Span { source, start: at as u32, end: (at + words.len()) as u32 })
}

struct Reading<'a> {
    source: SourceId,
    text: &'a str,
    whole: Span,
    vocabulary: Arc<Vocabulary>,
    document: &'a PolicyDocument,
    diagnostics: Vec<Diagnostic>,
    path: Vec<String>,
}

impl Reading<'_> {
    fn policy(&mut self) -> Policy {
        let document = self.document;
        self.check_ids();
        let grants = document.grants.iter().map(|grant| self.grant(grant)).collect();
        let prohibitions = document.prohibitions.iter().map(|rule| self.prohibition(rule)).collect();
        let duties = document.duties.iter().map(|duty| self.duty(duty)).collect();
        let local = |one: &PropositionEntry| Local { id: one.id.clone(), ask: one.ask.clone(), to: one.to.clone() };
        Policy {
            license: LicenseName {
                id: document.license.id.clone(),
                name: document.license.name.clone(),
                version: document.license.version.clone(),
                is_reading: document.license.kind == KindEntry::Reading,
                aliases: document.license.aliases.clone(),
            },
            vocabulary: self.vocabulary.clone(),
            grants,
            limits: document.limits.iter().map(|limit| Limit { cited: cited(&limit.id, &limit.clause, &limit.words) }).collect(),
            prohibitions,
            duties,
            propositions: document.propositions.iter().map(local).collect(),
            hashes: Hashes { spec: document.hashes.spec.clone(), text: document.hashes.text.clone() },
        }
    }

    fn grant(&mut self, grant: &GrantEntry) -> Grant {
        self.path = vec![grant.id.clone()];
        let actions = grant.actions.iter().filter_map(|action| self.concept(action)).collect();
        Grant { cited: cited(&grant.id, &grant.clause, &grant.words), actions, condition: self.condition(&grant.condition) }
    }

    fn prohibition(&mut self, rule: &ProhibitionEntry) -> Prohibition {
        self.path = vec![rule.id.clone()];
        Prohibition {
            cited: cited(&rule.id, &rule.clause, &rule.words),
            condition: self.condition(&rule.condition),
            exceptions: self.exceptions(&rule.exceptions),
        }
    }

    fn duty(&mut self, duty: &DutyEntry) -> Duty {
        self.path = vec![duty.id.clone()];
        Duty {
            cited: cited(&duty.id, &duty.clause, &duty.words),
            trigger: self.condition(&duty.trigger),
            exceptions: self.exceptions(&duty.exceptions),
            performed_by: self.condition(&duty.performed_by),
            showing: duty.showing.clone(),
        }
    }

    /// Every rule and proposition has an id of its own.
    fn check_ids(&mut self) {
        let document = self.document;
        for one in document.propositions.iter().filter(|one| !["licensor", "counsel"].contains(&one.to.as_str())) {
            let span = find(self.source, self.text, &format!("\"{}\"", one.to), self.whole);
            let message = format!("`{}` is addressed to `{}`", one.id, one.to);
            self.diagnostics
                .push(Diagnostic::new(Code::PolicyReference, message).at(span, "").help("address it to `licensor` or `counsel`"));
        }
        let rules = document.grants.iter().map(|one| &one.id).chain(document.limits.iter().map(|one| &one.id));
        let rules = rules.chain(document.prohibitions.iter().map(|one| &one.id)).chain(document.duties.iter().map(|one| &one.id));
        let mut ids: Vec<&String> = rules.chain(document.propositions.iter().map(|one| &one.id)).collect();
        ids.sort();
        for pair in ids.windows(2) {
            if let [one, other] = pair
                && one == other
            {
                let span = find(self.source, self.text, &format!("\"{one}\""), self.whole);
                self.diagnostics.push(
                    Diagnostic::new(Code::PolicyReference, format!("two rules have the id `{one}`"))
                        .at(span, "")
                        .help("give one of them another id"),
                );
            }
        }
    }

    fn dangling(&mut self, what: &str, name: &str, near: &[&str]) {
        // Nobody reads on after so many.
        if self.diagnostics.len() >= 100 {
            return;
        }
        let place = self.path.first().cloned().unwrap_or_default();
        let span = find(self.source, self.text, &format!("\"{name}\""), self.whole);
        let diagnostic =
            Diagnostic::new(Code::PolicyReference, format!("rule `{place}` names {what} `{name}`, which the policy does not have"));
        self.diagnostics.push(diagnostic.at(span, "").nearest(near, "compile the policy again from its spec"));
    }

    fn concept(&mut self, name: &str) -> Option<crate::vocabulary::ConceptId> {
        let found = self.vocabulary.find_concept(name);
        if found.is_none() {
            let vocabulary = self.vocabulary.clone();
            let few = self.diagnostics.len() < 50;
            let near = if few { nearest(name, vocabulary.concepts().iter().map(|concept| concept.name.as_str())) } else { Vec::new() };
            self.dangling("the proposition", name, &near);
        }
        found
    }

    fn exceptions(&mut self, entries: &[ExceptionEntry]) -> Vec<Exception> {
        entries.iter().map(|entry| Exception { id: entry.id.clone(), condition: self.condition(&entry.condition) }).collect()
    }

    fn condition(&mut self, entry: &ConditionEntry) -> Condition {
        let never = || Condition::Any(Vec::new());
        match entry {
            ConditionEntry { all: Some(parts), any: None, not: None, exception: None, limit: None, is: None, compare: None } => {
                Condition::All(parts.iter().map(|part| self.condition(part)).collect())
            }
            ConditionEntry { all: None, any: Some(parts), not: None, exception: None, limit: None, is: None, compare: None } => {
                Condition::Any(parts.iter().map(|part| self.condition(part)).collect())
            }
            ConditionEntry { all: None, any: None, not: Some(part), exception, limit, is: None, compare: None } => {
                let lifts = self.lifts(exception.as_ref(), limit.as_ref());
                Condition::Not(Box::new(self.condition(part)), lifts)
            }
            ConditionEntry { all: None, any: None, not: None, exception: None, limit: None, is: Some(name), compare: None } => {
                let local = self.document.propositions.iter().position(|local| local.id == *name);
                match local {
                    Some(local) => Condition::Local(local),
                    None => self.concept(name).map_or_else(never, Condition::Is),
                }
            }
            ConditionEntry { all: None, any: None, not: None, exception: None, limit: None, is: None, compare: Some(compared) } => {
                self.compared(compared).unwrap_or_else(never)
            }
            _ => {
                let place = self.path.first().cloned().unwrap_or_default();
                let span = find(self.source, self.text, &format!("\"{place}\""), self.whole);
                let message = format!("a condition of rule `{place}` has none, or more than one, of `all`, `any`, `not`, `is`, `compare`");
                self.diagnostics
                    .push(Diagnostic::new(Code::PolicyCondition, message).at(span, "in this rule").help("give exactly one of them"));
                never()
            }
        }
    }

    fn lifts(&mut self, exception: Option<&String>, limit: Option<&String>) -> Option<Lifts> {
        if let Some(id) = limit {
            if !self.document.limits.iter().any(|limit| limit.id == *id) {
                let known: Vec<&str> = self.document.limits.iter().map(|limit| limit.id.as_str()).collect();
                self.dangling("the limit", id, &nearest(id, known));
            }
            return Some(Lifts::Limit(id.clone()));
        }
        exception.map(|id| Lifts::Exception(id.clone()))
    }

    fn compared(&mut self, (scalar, sign, limit, unit): &(String, String, serde_json::Number, String)) -> Option<Condition> {
        let vocabulary = self.vocabulary.clone();
        let Some(found) = vocabulary.find_scalar(scalar) else {
            self.dangling("the number", scalar, &nearest(scalar, vocabulary.scalars().iter().map(|scalar| scalar.name.as_str())));
            return None;
        };
        let comparison = Comparison::of_sign(sign);
        let number = Number::parse(&limit.to_string());
        let right_unit = &vocabulary.scalar(found).unit;
        if let (Some(comparison), Some(number), true) = (comparison, number, right_unit == unit) {
            return Some(Condition::Compare(found, comparison, number));
        }
        let span = find(self.source, self.text, &format!("\"{scalar}\""), self.whole);
        let message = format!("the comparison of `{scalar}` with {limit} {unit} can't be meant");
        let help = format!("write [\"{scalar}\", one of > >= < <=, a number, \"{right_unit}\"]");
        self.diagnostics.push(Diagnostic::new(Code::PolicyCondition, message).at(span, "").help(help));
        None
    }
}

fn cited(id: &str, clause: &str, words: &str) -> Cited {
    Cited { id: id.to_owned(), clause: clause.to_owned(), words: words.to_owned() }
}
