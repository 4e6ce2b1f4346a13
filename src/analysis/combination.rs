//! Several licenses as one: it permits what all permit, and owes what any owes (semantics §6).
//!
//! Prohibitions and duties stand side by side, each with the license that it comes from before its id and its clause. An action is granted where each
//! license has a grant of it that holds; what a license does not give is told as a limit of the common grant, so that the answer to a check names
//! the license and the clause.

use std::collections::BTreeMap;

use railc_core::check::ChosenPolicy;
use railc_core::policy::{
    CLAUSE_LIMIT, COMPARISON_LIMIT, Cited, CombinedLicense, Condition, Duty, Exception, Grant, GrantId, LicenseName, Lifts, Limit, LimitId,
    Local, LocalId, PROPOSITION_LIMIT, Policy, Prohibition, Rules, module_of,
};
use railc_core::usage::Said;
use railc_core::vocabulary::{ConceptId, Vocabulary};

use super::refusals::actions;

/// Why licenses can't be combined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uncombined {
    /// The same license stands there twice.
    Twice(String),
    /// The combination has more of something than a policy may have.
    TooLarge(&'static str),
}

/// The combination of some licenses over one vocabulary, with the modules as they are chosen; modules that are not chosen stay open.
pub fn combine(parts: &[ChosenPolicy]) -> Result<Policy, Uncombined> {
    for (at, part) in parts.iter().enumerate() {
        let id = &part.policy.license().id;
        if parts.iter().take(at).any(|other| other.policy.license().id == *id) {
            return Err(Uncombined::Twice(id.clone()));
        }
    }
    let Some(vocabulary) = parts.first().map(|part| part.policy.vocabulary().clone()) else { return Err(Uncombined::TooLarge("nothing")) };
    let mut rules = Rules { license: name(parts), ..Rules::default() };
    let mut translated = Vec::new();
    for part in parts {
        let translation = Translation::new(part, &mut rules);
        translation.add(&mut rules);
        translated.push(translation);
    }
    grants(&translated, &vocabulary, &mut rules);
    match excess(&rules) {
        Some(excess) => Err(Uncombined::TooLarge(excess)),
        None => Ok(Policy::new(vocabulary, rules).expect("all parts are over this vocabulary")),
    }
}

/// `a+b`, with what it is made of.
fn name(parts: &[ChosenPolicy]) -> LicenseName {
    let joined = |of: &dyn Fn(&LicenseName) -> &String, sign: &str| {
        let each: Vec<&str> = parts.iter().map(|part| of(part.policy.license()).as_str()).collect();
        each.join(sign)
    };
    let combined = |part: &ChosenPolicy| {
        let LicenseName { id, name, aliases, .. } = part.policy.license();
        let aliases = std::iter::once(name).chain(aliases).cloned().collect();
        CombinedLicense { id: id.clone(), aliases, policy_hash: part.policy.hash() }
    };
    LicenseName {
        id: joined(&|license| &license.id, "+"),
        name: joined(&|license| &license.name, ", together with "),
        version: joined(&|license| &license.version, " + "),
        is_reading: parts.iter().any(|part| part.policy.license().is_reading),
        aliases: Vec::new(),
        combines: parts.iter().map(combined).collect(),
    }
}

/// What a policy may not have so much of.
fn excess(rules: &Rules) -> Option<&'static str> {
    let count = rules.grants.len() + rules.limits.len() + rules.prohibitions.len() + rules.duties.len();
    let (mut propositions, mut comparisons) = (0_usize, 0_usize);
    rules.conditions().for_each(|condition| {
        condition.visit(&mut |part| match part {
            Condition::Is(_) => propositions += 1,
            Condition::Compare(..) => (propositions, comparisons) = (propositions + 1, comparisons + 1),
            Condition::All(_) | Condition::Any(_) | Condition::Not(..) | Condition::Local(_) => {}
        });
    });
    let limits = [
        (count > CLAUSE_LIMIT, "5,000 rules"),
        (rules.propositions.len() > CLAUSE_LIMIT, "5,000 propositions of its own"),
        (propositions > PROPOSITION_LIMIT, "200,000 propositions in its conditions"),
        (comparisons > COMPARISON_LIMIT, "2,000 comparisons"),
    ];
    limits.into_iter().find_map(|(is_passed, limit)| is_passed.then_some(limit))
}

/// A license in the terms of the combination.
struct Translation<'p> {
    policy: &'p Policy,
    /// What each of its own propositions is there: one of the combination's, or, of a module that is chosen or left out, a constant.
    locals: Vec<Condition>,
    /// How many limits stand before its own.
    limits: usize,
}

impl<'p> Translation<'p> {
    /// Takes its propositions in.
    fn new(part: &'p ChosenPolicy, rules: &mut Rules) -> Translation<'p> {
        let policy = &*part.policy;
        let chosen = |local: &Local| part.chosen.iter().find(|fact| fact.name == local.id).map(|fact| fact.said == Said::Holds);
        let constant = |holds: bool| if holds { Condition::always() } else { Condition::Any(Vec::new()) };
        let mut take = |local: &Local| match chosen(local) {
            Some(holds) => constant(holds),
            None => Condition::Local(taken_in(local, &policy.license().id, rules)),
        };
        let locals = policy.propositions().iter().map(&mut take).collect();
        Translation { policy, locals, limits: rules.limits.len() }
    }

    /// Adds its prohibitions, duties and limits, and what it asks about.
    fn add(&self, rules: &mut Rules) {
        let policy = self.policy;
        let limit = |limit: &Limit| Limit { cited: self.cited(&limit.cited) };
        policy.limits().iter().for_each(|one| _ = rules.limits.push(limit(one)));
        let prohibition = |rule: &Prohibition| Prohibition {
            cited: self.cited(&rule.cited),
            condition: self.condition(&rule.condition),
            exceptions: self.exceptions(&rule.exceptions),
        };
        policy.prohibitions().iter().for_each(|one| _ = rules.prohibitions.push(prohibition(one)));
        let duty = |duty: &Duty| Duty {
            cited: self.cited(&duty.cited),
            trigger: self.condition(&duty.trigger),
            exceptions: self.exceptions(&duty.exceptions),
            performed_by: self.condition(&duty.performed_by),
            showing: duty.showing.clone(),
        };
        policy.duties().iter().for_each(|one| _ = rules.duties.push(duty(one)));
        rules.asks.concepts.extend(policy.asks().concepts.iter().copied());
        rules.asks.scalars.extend(policy.asks().scalars.iter().copied());
    }

    /// `llama-3.1/violence`, `llama-3.1 AUP 2.a`.
    fn cited(&self, cited: &Cited) -> Cited {
        let clause = format!("{} {}", self.policy.license().id, cited.clause);
        Cited { id: self.id(&cited.id), clause: clause.trim_end().to_owned(), ..cited.clone() }
    }

    fn id(&self, id: &str) -> String {
        format!("{}/{id}", self.policy.license().id)
    }

    fn exceptions(&self, exceptions: &[Exception]) -> Vec<Exception> {
        let exception = |one: &Exception| Exception { id: self.id(&one.id), condition: self.condition(&one.condition) };
        exceptions.iter().map(exception).collect()
    }

    fn condition(&self, condition: &Condition) -> Condition {
        let all = |parts: &[Condition]| parts.iter().map(|part| self.condition(part)).collect();
        match condition {
            Condition::All(parts) => Condition::All(all(parts)),
            Condition::Any(parts) => Condition::Any(all(parts)),
            Condition::Not(part, lifts) => {
                let lifts = lifts.as_ref().map(|lifts| match lifts {
                    Lifts::Exception(id) => Lifts::Exception(self.id(id)),
                    Lifts::Limit(limit) => Lifts::Limit(LimitId::at(self.limits + limit.index())),
                });
                Condition::Not(Box::new(self.condition(part)), lifts)
            }
            Condition::Local(local) => self.locals.get(local.index()).cloned().unwrap_or_else(Condition::always),
            Condition::Is(_) | Condition::Compare(..) => condition.clone(),
        }
    }

    /// The grants that cover an action.
    fn covering(&self, action: ConceptId) -> Vec<GrantId> {
        let vocabulary = self.policy.vocabulary();
        let covers = |grant: &Grant| grant.actions.iter().any(|given| vocabulary.is_a(action, *given));
        self.policy.grants().entries().filter(|(_, grant)| covers(grant)).map(|(at, _)| at).collect()
    }

    /// That one of these grants holds; where none does, a limit with their words tells so.
    fn one_of(&self, grants: &[GrantId], rules: &mut Rules) -> Condition {
        let cited: Vec<&Cited> = grants.iter().map(|at| &self.policy.grants().get(*at).cited).collect();
        let joined = |of: &dyn Fn(&Cited) -> &str, sign: &str| cited.iter().map(|cited| of(cited)).collect::<Vec<_>>().join(sign);
        let limit = match cited.is_empty() {
            true => Cited {
                id: self.id("no-grant"),
                clause: self.policy.license().id.clone(),
                words: "none of its grants names this act".to_owned(),
                confidence: None,
            },
            false => Cited {
                id: self.id(&joined(&|cited| &cited.id, "+")),
                clause: format!("{} {}", self.policy.license().id, joined(&|cited| &cited.clause, ", ")),
                words: joined(&|cited| &cited.words, "; "),
                confidence: cited.iter().filter_map(|cited| cited.confidence).next(),
            },
        };
        let holds = grants.iter().map(|at| self.condition(&self.policy.grants().get(*at).condition)).collect();
        // Classes of actions that the same grants cover share the limit.
        let known = rules.limits.entries().find(|(_, known)| known.cited.id == limit.id).map(|(at, _)| at);
        let at = known.unwrap_or_else(|| {
            rules.limits.push(Limit { cited: limit });
            LimitId::at(rules.limits.len() - 1)
        });
        let fails = Condition::Not(Box::new(Condition::Any(holds)), None);
        Condition::Not(Box::new(fails), Some(Lifts::Limit(at)))
    }
}

/// The place of a proposition in the combination. A question that two licenses ask in the same words is one; a module is the choice of one licensor alone.
fn taken_in(local: &Local, license: &str, rules: &mut Rules) -> LocalId {
    let known = rules.propositions.entries().find(|(_, known)| known.id == local.id);
    match known {
        Some((at, known)) if local.module().is_none() && known == local => at,
        known => {
            let own = || match module_of(&local.id) {
                Some(module) => format!("module.{license}.{module}"),
                None => format!("question.{license}.{}", local.id.trim_start_matches("question.")),
            };
            let id = if known.is_some() { own() } else { local.id.clone() };
            rules.propositions.push(Local { id, ..local.clone() });
            LocalId::at(rules.propositions.len() - 1)
        }
    }
}

/// A grant for each class of actions that the same grants cover, of the topmost of these. What is below an action is covered by the same grants or more, so that
/// whatever is given of the action is given of it too.
fn grants(parts: &[Translation<'_>], vocabulary: &Vocabulary, rules: &mut Rules) {
    let mut classes: BTreeMap<Vec<Vec<GrantId>>, Vec<ConceptId>> = BTreeMap::new();
    for action in actions(vocabulary) {
        classes.entry(parts.iter().map(|part| part.covering(action)).collect()).or_default().push(action);
    }
    for (class, actions) in classes {
        if class.iter().all(Vec::is_empty) {
            continue;
        }
        let given = parts.iter().zip(&class).map(|(part, grants)| part.one_of(grants, rules)).collect();
        let topmost = |action: &ConceptId| !actions.iter().any(|other| other != action && vocabulary.is_a(*action, *other));
        let topmost: Vec<ConceptId> = actions.iter().copied().filter(topmost).collect();
        let cited = Cited {
            id: format!("all/{}", rules.grants.len() + 1),
            clause: "every license".to_owned(),
            words: "what all of them give".to_owned(),
            ..Cited::default()
        };
        rules.grants.push(Grant { cited, actions: topmost, condition: Condition::All(given) });
    }
}
