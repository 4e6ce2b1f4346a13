//! What recipients may do and what they owe, under the license upstream and under the one downstream, by the refusals and duties of both.

use std::collections::BTreeSet;

use railc_core::check::{Checker, ChosenPolicy, CitedRule, NoAnswer, Search, Sought, Verdict};
use railc_core::policy::{Condition, DutyId, ProhibitionId};
use railc_core::usage::{Fact, Said, Use};
use railc_core::vocabulary::ConceptId;

use super::modes::{Asked, asked};
use super::thing::{concepts, downstream, known_of, upstream};
use super::{Added, Missing, Passing, Rule, Why, may_sublicense, passing_on};
use crate::analysis::duties::{all_done, left_undone};
use crate::analysis::refusals::Refusals;

/// One of the two licenses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// That of what the thing is made of.
    Upstream,
    /// That under which it is passed on.
    Downstream,
}

impl Which {
    /// Its place among the refusals.
    fn place(self) -> usize {
        match self {
            Which::Upstream => 0,
            Which::Downstream => 1,
        }
    }

    fn other(self) -> Which {
        match self {
            Which::Upstream => Which::Downstream,
            Which::Downstream => Which::Upstream,
        }
    }
}

/// A license, as it is for the thing.
struct Side {
    license: ChosenPolicy,
    /// Its duties that the other's don't take in, with the place of: it is owed, and who does all that the other asks has not done it.
    left_undone: Vec<(DutyId, usize)>,
}

/// The terms of a license upstream beside those of the one downstream, for one thing.
pub(super) struct Terms<'a> {
    passing: Passing<'a>,
    upstream: Side,
    downstream: Side,
    refusals: Refusals,
    search: Search,
    /// What says nothing of what the thing may be used for.
    asides: Vec<usize>,
    /// What always holds.
    always: usize,
    /// Of which either license knows whether the thing is that.
    known: BTreeSet<ConceptId>,
}

impl<'a> Terms<'a> {
    /// The terms of both.
    pub(super) fn new(license: &ChosenPolicy, passing: Passing<'a>) -> Terms<'a> {
        let Passing { downstream: other, derived, table, .. } = passing;
        let (up, down) = (upstream(license, derived, table), downstream(other, derived, table));
        let mut refusals = Refusals::of(&[&up, &down]);
        let vocabulary = license.policy.vocabulary();
        let asides = concepts(vocabulary, table.asides.iter()).into_iter().map(|concept| refusals.also(Condition::Is(concept))).collect();
        let mut side = |license: &ChosenPolicy, which: Which, other: &ChosenPolicy| {
            let all_done = all_done(&other.policy, which.other().place(), &refusals);
            let mut left_undone = left_undone(&license.policy, which.place(), (&other.policy, &all_done), &mut refusals);
            left_undone.retain(|(duty, _)| match asked(license.policy.duties().get(*duty), vocabulary, table) {
                // Whether terms are passed on is asked of the duties upstream by itself.
                Asked::Terms(_) => which == Which::Downstream,
                Asked::Notice => false,
                Asked::Act => true,
            });
            Side { license: license.clone(), left_undone }
        };
        let (upstream, downstream) = (side(&up, Which::Upstream, &down), side(&down, Which::Downstream, &up));
        let always = refusals.also(Condition::always());
        let search = refusals.search(vocabulary);
        let known = known_of(vocabulary, derived, table);
        Terms { passing, upstream, downstream, refusals, search, asides, always, known }
    }

    fn side(&self, which: Which) -> &Side {
        match which {
            Which::Upstream => &self.upstream,
            Which::Downstream => &self.downstream,
        }
    }

    /// Whether the license downstream gives any right in the thing.
    pub(super) fn is_covered(&mut self) -> Result<bool, NoAnswer> {
        let none_of = self.refusals.of_license(Which::Downstream.place());
        Ok(self.search.find(Sought { one_of: &[self.always], none_of })?.is_some())
    }

    /// What the license upstream refuses and the one downstream permits. Where restrictions need only serve the same purpose, it is certain only where
    /// the license downstream says nothing of the matter.
    pub(super) fn lost(&mut self, is_certain: bool, is_by_purpose: bool) -> Result<Vec<Missing>, NoAnswer> {
        let mut lost: Vec<Missing> = Vec::new();
        for (rules, verdict, witness) in self.refused_by_one(Which::Upstream)? {
            let is_certain = is_certain && !(is_by_purpose && rules.iter().any(|rule| self.has_near(*rule)));
            lost.push(Missing {
                rules: rules.into_iter().map(Rule::Deciding).collect(),
                why: Why::Permitted(verdict),
                witness: Some(witness),
                is_certain,
            });
        }
        Ok(lost)
    }

    /// The duties upstream that the license downstream does not ask for.
    pub(super) fn duties_lost(&mut self) -> Result<Vec<Missing>, NoAnswer> {
        let missing =
            |(duty, witness)| Missing { rules: vec![Rule::Duty(duty)], why: Why::NotOwed, witness: Some(witness), is_certain: true };
        Ok(self.duties_of_one(Which::Upstream)?.into_iter().map(missing).collect())
    }

    /// What the license downstream refuses or asks for, and the one upstream does not.
    pub(super) fn added(&mut self) -> Result<Vec<Added>, NoAnswer> {
        let refused = self.refused_by_one(Which::Downstream)?.into_iter();
        let refused = refused.map(|(rules, _, witness)| Added { rules: rules.into_iter().map(Rule::Deciding).collect(), witness });
        let owed =
            self.duties_of_one(Which::Downstream)?.into_iter().map(|(duty, witness)| Added { rules: vec![Rule::Duty(duty)], witness });
        Ok(refused.chain(owed).collect())
    }

    /// Whether recipients who pass the thing on, or what they make of it, must bind others in turn, or can't but leave them to the license itself.
    pub(super) fn is_passed_on(&self) -> Result<bool, NoAnswer> {
        let Passing { downstream: license, derived, table, .. } = self.passing;
        let policy = &license.policy;
        let mut checker = Checker::new(policy.clone());
        let described = license.choose(&passing_on(&derived.holds())).into_owned();
        let duties = checker.check(&described)?.duties;
        let binds = |duty: DutyId| matches!(asked(policy.duties().get(duty), policy.vocabulary(), table), Asked::Terms(_));
        Ok(duties.iter().any(|state| binds(state.duty)) || !may_sublicense(&mut checker, &described)?)
    }

    /// The prohibitions by which a license lets nobody who passes the thing on bind recipients to more than it does, if it has any.
    pub(super) fn bars_more(&self, which: Which) -> Result<Option<Vec<ProhibitionId>>, NoAnswer> {
        let license = &self.side(which).license;
        let mut checker = Checker::new(license.policy.clone());
        let holds = self.passing.derived.holds().into_iter().filter(|name| name.starts_with("action.distribute"));
        let mut described = license.choose(&passing_on(&holds.collect::<Vec<_>>())).into_owned();
        let before = checker.check(&described)?.verdict;
        described.facts.push(Fact { name: self.passing.table.narrowing.to_owned(), said: Said::Holds, place: None });
        let explained = checker.explain(&described)?;
        let prohibition = |rule: &CitedRule| match rule {
            CitedRule::Prohibition(at) => Some(*at),
            CitedRule::Grant(_) | CitedRule::Limit(_) | CitedRule::NoGrant(_) => None,
        };
        let bars = before != Verdict::Prohibited && explained.answer.verdict == Verdict::Prohibited;
        Ok(bars.then(|| explained.decisive.iter().filter_map(prohibition).collect()))
    }

    /// What the one refuses and the other permits, by the rules that refuse it.
    fn refused_by_one(&mut self, one: Which) -> Result<Vec<(Vec<CitedRule>, Verdict, Use)>, NoAnswer> {
        let license = self.side(one).license.clone();
        let Terms { refusals, search, asides, known, .. } = self;
        let vocabulary = license.policy.vocabulary();
        let is_known = |name: &str| vocabulary.find_concept(name).is_some_and(|concept| known.contains(&concept));
        let (refuses, permits) = (refusals.of_license(one.place()), refusals.of_license(one.other().place()));
        let none_of = [permits, asides.as_slice()].concat();
        let seen = [permits, refuses].concat();
        let mut checker = Checker::new(license.policy.clone());
        let mut found: Vec<(Vec<CitedRule>, Verdict, Use)> = Vec::new();
        for refusal in refuses.iter().filter(|refusal| permits.binary_search(refusal).is_err()) {
            let Some(completion) = search.find(Sought { one_of: &[*refusal], none_of: &none_of })? else { continue };
            let mut described = search.described(&completion, &seen);
            // What the thing is, each license tells in its own way.
            described.facts.retain(|fact| fact.said == Said::Holds || !is_known(&fact.name));
            let explained = checker.explain(&license.choose(&described))?;
            // What several uses show is told once.
            let mut rules = explained.decisive;
            // What limits a right tells more than the right.
            if rules.iter().any(|rule| matches!(rule, CitedRule::Limit(_) | CitedRule::Prohibition(_))) {
                rules.retain(|rule| !matches!(rule, CitedRule::Grant(_)));
            }
            rules.retain(|rule| !found.iter().any(|(known, ..)| known.contains(rule)));
            if !rules.is_empty() {
                found.push((rules, explained.answer.verdict, described));
            }
        }
        Ok(found)
    }

    /// The duties of the one that who does all that the other asks leaves undone, in uses that both permit.
    fn duties_of_one(&mut self, one: Which) -> Result<Vec<(DutyId, Use)>, NoAnswer> {
        let left_undone = self.side(one).left_undone.clone();
        let Terms { refusals, search, asides, .. } = self;
        let both = [refusals.of_license(0), refusals.of_license(1)].concat();
        let mut none_of = [both.as_slice(), asides.as_slice()].concat();
        none_of.sort_unstable();
        none_of.dedup();
        let mut found = Vec::new();
        for (duty, condition) in left_undone {
            if let Some(completion) = search.find(Sought { one_of: &[condition], none_of: &none_of })? {
                found.push((duty, search.described(&completion, &[both.as_slice(), &[condition]].concat())));
            }
        }
        Ok(found)
    }

    /// Whether the license downstream says something of what a rule upstream is about.
    fn has_near(&self, rule: CitedRule) -> bool {
        let CitedRule::Prohibition(at) = rule else { return false };
        let (upstream, downstream) = (&self.upstream.license.policy, &self.downstream.license.policy);
        let vocabulary = upstream.vocabulary();
        let mut about = Vec::new();
        upstream.prohibitions().get(at).condition.visit(&mut |part| {
            if let Condition::Is(concept) = part {
                about.push(*concept);
            }
        });
        let is_matter =
            |name: &str| !["action.", "standing."].iter().any(|facet| name.starts_with(facet)) && !name.starts_with("artifact.");
        about.retain(|concept| is_matter(vocabulary.concept(*concept).name()));
        let mut is_near = false;
        for prohibition in downstream.prohibitions().iter() {
            prohibition.condition.visit(&mut |part| {
                if let Condition::Is(other) = part {
                    is_near |= about.iter().any(|concept| vocabulary.is_a(*concept, *other) || vocabulary.is_a(*other, *concept));
                }
            });
        }
        is_near
    }
}
