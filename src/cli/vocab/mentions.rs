//! Which licenses of the library name a concept or a number, and in which clauses.
//!
//! Looked up in the packed rules when somebody asks: that takes a few milliseconds for the whole library.

use std::collections::BTreeSet;

use serde::Serialize;

use railc_core::policy::{Cited, Condition, Lifts, LimitId, Policy};
use railc_core::vocabulary::{ConceptId, Named, ScalarId};

use crate::cli::answer::reference;

/// A license that names it.
#[derive(Debug, Serialize)]
pub(super) struct License {
    pub(super) license: &'static str,
    pub(super) clauses: Vec<Clause>,
}

/// A clause that names it.
#[derive(Debug, Serialize)]
pub(super) struct Clause {
    /// Its number or the original's reference, with its id.
    pub(super) clause: String,
    does: &'static str,
    words: String,
    /// What it names: the concept itself, an ancestor or a descendant.
    pub(super) names: Vec<&'static str>,
}

/// The licenses of the library that name one of these, each with the clauses that do.
pub(super) fn licenses(line: &[Named]) -> Vec<License> {
    let clauses = |id| railc_library::policy(id).map(|policy| clauses(&policy, line)).unwrap_or_default();
    let licenses = railc_library::licenses().iter().map(|listed| License { license: listed.id, clauses: clauses(listed.id) });
    licenses.filter(|license| !license.clauses.is_empty()).collect()
}

fn clauses(policy: &Policy, line: &[Named]) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut add = |cited: &Cited, does: &'static str, named: &Mentions| {
        let names: BTreeSet<&str> = named.of_rule.iter().filter(|named| line.contains(named)).map(|named| name(*named)).collect();
        if !names.is_empty() {
            let names = names.into_iter().collect();
            found.push(Clause { clause: reference(cited), does, words: cited.words.clone(), names });
        }
    };
    let mut of_limits: Vec<(LimitId, Named)> = Vec::new();
    for grant in policy.grants() {
        let mut named = Mentions::of([&grant.condition]);
        named.of_rule.extend(grant.actions.iter().copied().map(Named::Concept));
        add(&grant.cited, "permits", &named);
        of_limits.extend(named.of_limits);
    }
    for (id, limit) in policy.limits().entries() {
        let own = of_limits.iter().filter(|(of, _)| *of == id).map(|(_, named)| *named);
        add(&limit.cited, "withdraws", &Mentions { of_rule: own.collect(), of_limits: Vec::new() });
    }
    for rule in policy.prohibitions() {
        let exceptions = rule.exceptions.iter().map(|exception| &exception.condition);
        add(&rule.cited, "prohibits", &Mentions::of(exceptions.chain([&rule.condition])));
    }
    for duty in policy.duties() {
        let exceptions = duty.exceptions.iter().map(|exception| &exception.condition);
        add(&duty.cited, "requires", &Mentions::of(exceptions.chain([&duty.trigger, &duty.performed_by])));
    }
    found
}

/// What conditions name: outside limits, and in which limit.
#[derive(Default)]
struct Mentions {
    of_rule: Vec<Named>,
    of_limits: Vec<(LimitId, Named)>,
}

impl Mentions {
    fn of<'c>(conditions: impl IntoIterator<Item = &'c Condition>) -> Mentions {
        let mut mentions = Mentions::default();
        conditions.into_iter().for_each(|condition| mentions.see(condition, None));
        mentions
    }

    fn see(&mut self, condition: &Condition, limit: Option<LimitId>) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.see(part, limit)),
            Condition::Not(part, Some(Lifts::Limit(id))) => self.see(part, Some(*id)),
            Condition::Not(part, Some(Lifts::Exception(_)) | None) => self.see(part, limit),
            Condition::Is(concept) => self.add(Named::Concept(*concept), limit),
            Condition::Compare(scalar, ..) => self.add(Named::Scalar(*scalar), limit),
            Condition::Local(_) => {}
        }
    }

    fn add(&mut self, named: Named, limit: Option<LimitId>) {
        match limit {
            Some(limit) => self.of_limits.push((limit, named)),
            None => self.of_rule.push(named),
        }
    }
}

fn name(named: Named) -> &'static str {
    let concept = |id: ConceptId| railc_library::vocabulary().concept(id).name();
    let scalar = |id: ScalarId| railc_library::vocabulary().scalar(id).name();
    match named {
        Named::Concept(id) => concept(id),
        Named::Scalar(id) => scalar(id),
        Named::Facet(id) => railc_library::vocabulary().facet(id).name(),
    }
}
