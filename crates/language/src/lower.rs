//! From a license to its policy: expands terms, folds in sections' conditions and limits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use railc_core::policy::{
    Asks, Cited, Condition, Duty, Exception, Grant, Hashes, LicenseName, Lifts, Limit, LimitId, Local, LocalId, Policy, Prohibition, Rules,
};
use railc_core::vocabulary::{ConceptId, Vocabulary};

use crate::license::{self, About, Addressee, Asked, License, Rule, Section};

/// The words that a policy carries.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The wording or summary of each clause of the license, in order, in one line.
    pub clauses: &'a [String],
    /// For each clause, the words that it requires to be shown.
    pub showing: &'a [Option<String>],
    /// The question of each of the license's own propositions, in order.
    pub asked: &'a [String],
}

/// The policy of a license that was resolved with this vocabulary without errors. `text_hash` is the sha256 of the rendered text, empty for a
/// reading.
pub fn from_license(license: &License, vocabulary: &Arc<Vocabulary>, words: Words<'_>, text_hash: String) -> Policy {
    let lowering = Lowering { license, limits: limits(license) };
    let mut rules = Rules {
        license: LicenseName {
            id: license.id.clone(),
            name: license.title.clone(),
            version: license.version.clone(),
            is_reading: license.is_reading(),
            aliases: license.aliases.iter().chain(&license.spdx).chain(&license.hugging_face).cloned().collect(),
            combines: Vec::new(),
        },
        propositions: license.locals.iter().zip(words.asked).map(|(one, asked)| local(one, asked)).collect(),
        hashes: Hashes { spec: license.spec_hash.clone(), text: text_hash },
        ..Rules::default()
    };
    for ((section, clause), (words, showing)) in license.clauses().zip(words.clauses.iter().zip(words.showing)) {
        lowering.add(section, clause, words, showing, &mut rules);
    }
    rules.asks = asks(license, &rules, vocabulary);
    Policy::new(vocabulary.clone(), rules).expect("a license is resolved in the vocabulary that it is lowered with")
}

/// What a license asks about; of a facet, what its rules name.
fn asks(license: &License, rules: &Rules, vocabulary: &Vocabulary) -> Asks {
    let named: BTreeSet<ConceptId> = rules.concepts().into_iter().collect();
    let mut asks = Asks::default();
    for asked in &license.asks {
        match asked {
            Asked::Concept(concept) => asks.concepts.push(*concept),
            Asked::Scalar(scalar) => asks.scalars.push(*scalar),
            Asked::Facet(facet) => asks.concepts.extend(named.iter().filter(|concept| vocabulary.concept(**concept).facet() == *facet)),
        }
    }
    asks
}

fn local(local: &license::Local, asked: &str) -> Local {
    let to = match &local.about {
        About::Question { to: Addressee::Counsel, .. } => "counsel",
        About::Question { to: Addressee::Operator, .. } => "operator",
        About::Question { to: Addressee::Licensor, .. } | About::Module { .. } => "licensor",
    };
    Local { id: local.id.clone(), ask: asked.to_owned(), to: to.to_owned() }
}

/// A withdrawal with its section.
type Withdrawal<'a> = (LimitId, &'a Section, &'a license::Clause);

/// The withdrawals of each grant, by its id; under the empty id, those of all grants.
fn limits(license: &License) -> BTreeMap<&str, Vec<Withdrawal<'_>>> {
    let mut limits: BTreeMap<&str, Vec<Withdrawal<'_>>> = BTreeMap::new();
    let withdrawals = license.clauses().filter(|(_, clause)| matches!(clause.rule, Rule::Withdraw { .. }));
    for (at, (section, clause)) in withdrawals.enumerate() {
        let Rule::Withdraw { grants, .. } = &clause.rule else { continue };
        let each: BTreeSet<&str> = if grants.is_empty() { [""].into() } else { grants.iter().map(String::as_str).collect() };
        each.into_iter().for_each(|grant| limits.entry(grant).or_default().push((LimitId::at(at), section, clause)));
    }
    limits
}

struct Lowering<'a> {
    license: &'a License,
    limits: BTreeMap<&'a str, Vec<Withdrawal<'a>>>,
}

impl Lowering<'_> {
    /// Adds the rule of a clause to those of the policy.
    fn add(&self, section: &Section, clause: &license::Clause, words: &str, showing: &Option<String>, rules: &mut Rules) {
        let cited = Cited { id: clause.id.clone(), clause: clause.number.clone(), words: words.to_owned(), confidence: clause.confidence };
        match &clause.rule {
            Rule::Permit { actions, when, unless } => {
                let condition = self.grant(section, clause, when.as_ref(), unless.as_ref());
                rules.grants.push(Grant { cited, actions: actions.clone(), condition });
            }
            Rule::Prohibit { condition, exceptions } => {
                rules.prohibitions.push(Prohibition {
                    cited,
                    condition: self.shared(section, clause).and(self.condition(condition, &clause.id)),
                    exceptions: self.exceptions(section, clause, exceptions),
                });
            }
            Rule::Must { performance, when, exceptions, .. } => {
                rules.duties.push(Duty {
                    cited,
                    trigger: self.shared(section, clause).and(self.optional(when.as_ref(), &clause.id)),
                    exceptions: self.exceptions(section, clause, exceptions),
                    performed_by: self.condition(performance, &clause.id),
                    showing: showing.clone(),
                });
            }
            Rule::Withdraw { .. } => _ = rules.limits.push(Limit { cited }),
            Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => {}
        }
    }

    /// The condition under which a clause applies: its module, its section's, and the section's condition.
    fn shared(&self, section: &Section, clause: &license::Clause) -> Condition {
        let module = |module: Option<usize>| module.map_or_else(Condition::always, |module| Condition::Local(LocalId::at(module)));
        let when = self.optional(section.when.as_ref(), &section.id);
        module(section.module).and(module(clause.module)).and(when)
    }

    fn grant(
        &self,
        section: &Section,
        clause: &license::Clause,
        when: Option<&license::Condition>,
        unless: Option<&license::Condition>,
    ) -> Condition {
        let covered = Condition::Any(self.license.covers.iter().copied().map(Condition::Is).collect());
        let mut condition = covered.and(self.shared(section, clause)).and(self.optional(when, &clause.id));
        if let Some(unless) = unless {
            condition = condition.and(Condition::Not(Box::new(self.condition(unless, &clause.id)), None));
        }
        for exception in &section.exceptions {
            condition = condition.and(self.lifted(exception, &section.id));
        }
        let mut limits: Vec<&Withdrawal<'_>> = ["", &clause.id].iter().filter_map(|id| self.limits.get(*id)).flatten().collect();
        limits.sort_by_key(|(at, ..)| *at);
        for (at, limit_section, limit) in limits {
            if let Rule::Withdraw { when, exceptions, .. } = &limit.rule {
                let mut limited = self.shared(limit_section, limit).and(self.condition(when, &limit.id));
                for exception in self.exceptions(limit_section, limit, exceptions) {
                    limited = limited.and(Condition::Not(Box::new(exception.condition), Some(Lifts::Exception(exception.id))));
                }
                condition = condition.and(Condition::Not(Box::new(limited), Some(Lifts::Limit(*at))));
            }
        }
        condition
    }

    fn exceptions(&self, section: &Section, clause: &license::Clause, own: &[license::Exception]) -> Vec<Exception> {
        let of = |exception: &license::Exception, home: &str| Exception {
            id: format!("{home}/{}", exception.name),
            condition: self.condition(&exception.condition, home),
        };
        own.iter()
            .map(|exception| of(exception, &clause.id))
            .chain(section.exceptions.iter().map(|exception| of(exception, &section.id)))
            .collect()
    }

    fn lifted(&self, exception: &license::Exception, home: &str) -> Condition {
        let id = format!("{home}/{}", exception.name);
        Condition::Not(Box::new(self.condition(&exception.condition, home)), Some(Lifts::Exception(id)))
    }

    fn optional(&self, condition: Option<&license::Condition>, home: &str) -> Condition {
        condition.map_or_else(Condition::always, |condition| self.condition(condition, home))
    }

    fn condition(&self, condition: &license::Condition, home: &str) -> Condition {
        match condition {
            license::Condition::All(parts) => Condition::All(parts.iter().map(|part| self.condition(part, home)).collect()),
            license::Condition::Any(parts) => Condition::Any(parts.iter().map(|part| self.condition(part, home)).collect()),
            license::Condition::Not(part) => Condition::Not(Box::new(self.condition(part, home)), None),
            license::Condition::Branch(part, exceptions) => {
                exceptions.iter().fold(self.condition(part, home), |branch, exception| branch.and(self.lifted(exception, home)))
            }
            license::Condition::Is(concept) => Condition::Is(*concept),
            license::Condition::Local(local) => Condition::Local(LocalId::at(*local)),
            license::Condition::Compare(scalar, comparison, limit) => Condition::Compare(*scalar, *comparison, *limit),
            license::Condition::Term(term) => {
                let means = self.license.terms.get(*term).and_then(|term| term.means.as_ref());
                self.condition(means.expect("a term in a condition has a meaning, or the license has errors"), home)
            }
        }
    }
}
