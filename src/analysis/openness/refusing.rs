//! The rules of a license that refuse uses, and what they are about.
//!
//! A rule is about a topic if it refuses a use that is permitted without what the topic names. Such a use is found by giving a use all that the rule names
//! and taking away, one after another, what the refusal does not need: what the topic names goes last.

use railc_core::check::CitedRule;
use railc_core::policy::Condition;
use railc_core::vocabulary::ConceptId;
use railc_library::openness::{Openness, Topic};

use super::world::{Rules, World, and, limits_of, none};

/// A rule that refuses uses.
pub(super) struct Refusing<'a> {
    /// Which it is.
    pub rule: CitedRule,
    /// What it refuses.
    condition: &'a Condition,
    /// What lifts it.
    exceptions: Vec<&'a Condition>,
    /// The concepts that it names, each with whether it is named without and with a negation.
    named: Vec<(ConceptId, bool, bool)>,
    /// An action that some grant must cover, where it is no rule but the lack of one.
    ungranted: Option<ConceptId>,
}

/// A use that a rule refuses for what a topic names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct About {
    /// The rule.
    pub rule: CitedRule,
    /// What the use has beside the plain one.
    pub has: Vec<ConceptId>,
    /// Whether it does whatever modules are chosen. A question that is open there is one that a use must answer, and so a restriction.
    pub is_certain: bool,
}

/// All rules of a license that refuse uses: prohibitions, limits, and the conditions of grants of the usual acts.
pub(super) fn refusing<'a>(rules: &Rules<'a>, acts: &[ConceptId]) -> Vec<Refusing<'a>> {
    let mut all = Vec::new();
    for (at, rule) in rules.policy().prohibitions().entries() {
        let exceptions: Vec<&Condition> = rule.exceptions.iter().map(|exception| &exception.condition).collect();
        all.push(Refusing::new(CitedRule::Prohibition(at), &rule.condition, exceptions));
    }
    let mut limits = Vec::new();
    for grant in rules.policy().grants().iter() {
        for (limit, condition) in limits_of(&grant.condition) {
            if !limits.contains(&(limit, condition)) {
                limits.push((limit, condition));
            }
        }
    }
    all.extend(limits.into_iter().map(|(limit, condition)| Refusing::new(CitedRule::Limit(limit), condition, Vec::new())));
    for act in acts {
        let mut given = rules.grants(*act);
        if let Some((at, grant)) = given.next() {
            let mut refusing = Refusing::new(CitedRule::Grant(at), &grant.condition, Vec::new());
            given.for_each(|(_, other)| refusing.name(&other.condition, false));
            refusing.named.iter_mut().for_each(|(_, plain, negated)| std::mem::swap(plain, negated));
            refusing.ungranted = Some(*act);
            all.push(refusing);
        }
    }
    all
}

impl<'a> Refusing<'a> {
    fn new(rule: CitedRule, condition: &'a Condition, exceptions: Vec<&'a Condition>) -> Refusing<'a> {
        let mut refusing = Refusing { rule, condition, exceptions: exceptions.clone(), named: Vec::new(), ungranted: None };
        refusing.name(condition, false);
        exceptions.into_iter().for_each(|exception| refusing.name(exception, true));
        refusing
    }

    fn name(&mut self, condition: &Condition, is_negated: bool) {
        match condition {
            Condition::Is(concept) => match self.named.iter_mut().find(|(known, ..)| known == concept) {
                Some((_, plain, negated)) => *(if is_negated { negated } else { plain }) = true,
                None => self.named.push((*concept, !is_negated, is_negated)),
            },
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.name(part, is_negated)),
            Condition::Not(part, _) => self.name(part, !is_negated),
            Condition::Local(_) | Condition::Compare(..) => {}
        }
    }

    /// What it names of these or of what is below them.
    pub(super) fn named_below(&self, rules: &Rules<'_>, wanted: &[ConceptId]) -> Vec<ConceptId> {
        let is_below = |named: ConceptId| wanted.iter().any(|above| rules.vocabulary().is_a(named, *above));
        self.named.iter().map(|(named, ..)| *named).filter(|named| is_below(*named)).collect()
    }

    /// A use that it refuses, whatever for, with numbers that every limit lies below.
    pub(super) fn refused(&self, base: &[ConceptId], rules: &Rules<'_>, left_out: &[ConceptId]) -> Option<About> {
        let is_left_out = |concept: ConceptId| left_out.iter().any(|above| rules.vocabulary().is_a(concept, *above));
        let usable = || self.named.iter().filter(|(concept, plain, _)| *plain && !is_left_out(*concept));
        [false, true].into_iter().find_map(|with_mixed| {
            let named = usable().filter(|(_, _, negated)| with_mixed || !negated).map(|(concept, ..)| *concept).collect();
            self.least(&[], named, base, rules, &World::large).filter(|found| !self.is_by_limit(&found.has, base, rules, &World::large))
        })
    }

    /// Whether it names one of these, or something below.
    pub(super) fn names(&self, rules: &Rules<'_>, wanted: &[ConceptId]) -> bool {
        self.named.iter().any(|(named, ..)| wanted.iter().any(|above| rules.vocabulary().is_a(*named, *above)))
    }

    /// Whether it refuses a world.
    pub(super) fn acts(&self, rules: &Rules<'_>, world: &World) -> Option<bool> {
        if let Some(act) = self.ungranted {
            return none(rules.grants(act).map(|(_, grant)| rules.holds(&grant.condition, world)));
        }
        let lifted = self.exceptions.iter().map(|exception| rules.holds(exception, world));
        and(rules.holds(self.condition, world), none(lifted))
    }

    /// A use that it refuses for what a topic names.
    pub(super) fn about(&self, topic: &Field, base: &[ConceptId], rules: &Rules<'_>, left_out: &[ConceptId]) -> Option<About> {
        let vocabulary = rules.vocabulary();
        if !self.named.iter().any(|(concept, ..)| topic.has(*concept)) {
            return None;
        }
        let is_left_out = |concept: ConceptId| left_out.iter().any(|above| vocabulary.is_a(concept, *above));
        let usable = self.named.iter().filter(|(concept, ..)| !is_left_out(*concept) || topic.has(*concept));
        // First what it names without a negation only; then all that it names so.
        for with_mixed in [false, true] {
            let named = usable.clone().filter(|(_, plain, negated)| *plain && (with_mixed || !negated)).map(|(concept, ..)| *concept);
            let (inside, outside): (Vec<ConceptId>, Vec<ConceptId>) = named.partition(|concept| topic.has(*concept));
            if let Some(found) = self.least(&inside, outside, base, rules, &|world| world) {
                let is_about =
                    found.has.iter().any(|concept| topic.has(*concept)) && !self.is_by_limit(&found.has, base, rules, &|world| world);
                return is_about.then_some(found);
            }
        }
        // One thing alone may do what all together do not, where some of them lift the rule.
        usable.filter(|(concept, plain, _)| *plain && topic.has(*concept)).find_map(|(concept, ..)| {
            self.least(&[*concept], Vec::new(), base, rules, &|world| world).filter(|found| found.has.contains(concept))
        })
    }

    /// Whether grants are lacking since a limit takes them away, which is a rule of its own.
    fn is_by_limit(&self, has: &[ConceptId], base: &[ConceptId], rules: &Rules<'_>, with: &dyn Fn(World) -> World) -> bool {
        let world = with(World::of(rules.vocabulary(), &[base, has].concat()));
        let is_limit = |rule: &CitedRule| matches!(rule, CitedRule::Limit(_));
        self.ungranted.is_some_and(|act| rules.ungranted_by(act, &world).iter().any(is_limit))
    }

    /// The least that a refused use has beside the base.
    fn least(
        &self,
        inside: &[ConceptId],
        mut outside: Vec<ConceptId>,
        base: &[ConceptId],
        rules: &Rules<'_>,
        with: &dyn Fn(World) -> World,
    ) -> Option<About> {
        let mut inside = inside.to_vec();
        let acts = |inside: &[ConceptId], outside: &[ConceptId]| {
            self.acts(rules, &with(World::of(rules.vocabulary(), &[base, inside, outside].concat())))
        };
        let wanted = acts(&inside, &outside);
        if wanted == Some(false) {
            return None;
        }
        let still = |value: Option<bool>| value == Some(true) || value == wanted;
        for concept in outside.clone() {
            let fewer: Vec<ConceptId> = outside.iter().copied().filter(|other| *other != concept).collect();
            if still(acts(&inside, &fewer)) {
                outside = fewer;
            }
        }
        for concept in inside.clone() {
            let fewer: Vec<ConceptId> = inside.iter().copied().filter(|other| *other != concept).collect();
            if still(acts(&fewer, &outside)) {
                inside = fewer;
            }
        }
        let is_certain = acts(&inside, &outside) == Some(true) || !rules.hangs_on_module(self.condition);
        Some(About { rule: self.rule, has: [inside, outside].concat(), is_certain })
    }
}

/// The concepts of a topic.
pub(super) struct Field {
    /// Its id.
    pub id: &'static str,
    holds: Vec<bool>,
}

impl Field {
    /// The concepts of all topics.
    pub(super) fn all(table: &Openness, rules: &Rules<'_>) -> Vec<Field> {
        table.topics.iter().map(|topic| Field::of(topic, rules)).collect()
    }

    fn of(topic: &Topic, rules: &Rules<'_>) -> Field {
        let vocabulary = rules.vocabulary();
        let mut holds = vec![false; vocabulary.concept_ids().len()];
        for (names, value) in [(topic.of, true), (topic.not, false)] {
            for name in names {
                let below: Vec<ConceptId> = match (vocabulary.find_facet(name), vocabulary.find_concept(name)) {
                    (_, Some(concept)) => vocabulary.with_descendants(concept).collect(),
                    (Some(facet), None) => vocabulary.concepts_of(facet).collect(),
                    (None, None) => Vec::new(),
                };
                below.into_iter().filter_map(|concept| concept.index().into()).for_each(|at: usize| {
                    if let Some(one) = holds.get_mut(at) {
                        *one = value;
                    }
                });
            }
        }
        Field { id: topic.id, holds }
    }

    /// Whether it names a concept.
    pub(super) fn has(&self, concept: ConceptId) -> bool {
        self.holds.get(concept.index()) == Some(&true)
    }
}
