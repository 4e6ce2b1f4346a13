//! Random policies and uses of a given size, always the same for the same seed.
//!
//! Shared by the benches of this crate and by `rivals/`, so that all engines get the same rules.
#![allow(dead_code, reason = "each bench takes the part it needs")]
#![allow(clippy::indexing_slicing, clippy::expect_used, reason = "nothing here reads input")]

pub mod registry;

use std::collections::BTreeSet;
use std::sync::Arc;

use railc_core::policy::{Cited, Condition, Duty, Exception, Grant, Policy, Prohibition, Rules};
use railc_core::usage::{Fact, Said, Use};
use railc_core::vocabulary::published::{ConceptEntry, FacetEntry, Published};
use railc_core::vocabulary::{Closed, Concept, ConceptId, Vocabulary};

/// The numbers of rules at which growth is measured; a quarter as many duties come on top.
pub const SIZES: [usize; 5] = [15, 60, 250, 1000, 4000];

/// A third of the facets are open.
const FACETS: [(&str, Closed); 6] = [
    ("action", Closed::Always),
    ("purpose", Closed::Always),
    ("sector", Closed::WhenStated),
    ("content", Closed::Never),
    ("safeguard", Closed::Always),
    ("effect", Closed::Never),
];
const ACTIONS: usize = 12;

/// Splitmix64: small, and good enough to scatter.
pub struct Random(u64);

impl Random {
    /// The same numbers for the same seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

/// A policy of `rules` prohibitions and grants, and a quarter as many duties, over 300 to 1,500 concepts.
pub fn policy(rules: usize) -> Policy {
    let mut random = Random::new(rules as u64);
    let vocabulary = vocabulary((rules * 5).clamp(300, 1500), &mut random);
    let concepts: Vec<ConceptId> = vocabulary.concept_ids().collect();
    let scope = Scope {
        actions: concepts.iter().copied().filter(|id| vocabulary.concept(*id).name().starts_with("action.")).collect(),
        safeguards: concepts.iter().copied().filter(|id| vocabulary.concept(*id).name().starts_with("safeguard.")).collect(),
        others: concepts.iter().copied().filter(|id| !vocabulary.concept(*id).name().starts_with("action.")).collect(),
    };
    let mut rules_of = Rules::default();
    for at in 0..rules {
        if at % 15 == 0 {
            rules_of.grants.push(scope.grant(at, &mut random));
        } else {
            rules_of.prohibitions.push(scope.prohibition(at, &mut random));
        }
    }
    for at in 0..rules / 4 {
        rules_of.duties.push(scope.duty(at, &mut random));
    }
    rules_of.license.id = format!("random-{rules}");
    Policy::new(Arc::new(vocabulary), rules_of).expect("the rules are drawn from the vocabulary")
}

/// Concepts in six facets, most with a parent, some with two.
fn vocabulary(count: usize, random: &mut Random) -> Vocabulary {
    let mut all: Published<'_> = Published { version: 1, ..Published::default() };
    for (facet, closed) in FACETS {
        all.facets.insert(facet.into(), FacetEntry { about: "".into(), closed, default: Vec::new(), unspoken: false });
    }
    let mut by_facet: Vec<Vec<String>> = vec![Vec::new(); FACETS.len()];
    for at in 0..count {
        let facet = if at < ACTIONS { 0 } else { 1 + random.below(FACETS.len() - 1) };
        let known = &by_facet[facet];
        let mut entry = ConceptEntry::default();
        let mut name = format!("{}.c{at}", FACETS[facet].0);
        if !known.is_empty() && random.percent(60) {
            let parent = &known[random.below(known.len())];
            // Deep names are rare in real vocabularies too.
            if parent.split('.').count() < 5 {
                entry.is_a.push(parent.clone().into());
                name = format!("{parent}.c{at}");
            }
            if random.percent(10) {
                entry.is_a.push(known[random.below(known.len())].clone().into());
            }
        }
        entry.odd = FACETS[facet].1 == Closed::Never && random.percent(20);
        entry.is_a.dedup();
        all.concepts.insert(name.clone().into(), entry);
        by_facet[facet].push(name);
    }
    let (vocabulary, flaws) = Vocabulary::from_published(&all, "sha256:random");
    assert!(flaws.is_empty(), "a random vocabulary has no flaw: {flaws:?}");
    vocabulary
}

struct Scope {
    actions: Vec<ConceptId>,
    safeguards: Vec<ConceptId>,
    others: Vec<ConceptId>,
}

impl Scope {
    /// `(a or b or c) and d`, now and then with `not e` for `d`.
    fn condition(&self, random: &mut Random) -> Condition {
        let some = Condition::Any((0..3).map(|_| Condition::Is(random.pick(&self.others))).collect());
        let further = Condition::Is(random.pick(&self.others));
        let further = if random.percent(10) { Condition::Not(Box::new(further), None) } else { further };
        Condition::All(vec![some, further])
    }

    fn exceptions(&self, at: usize, random: &mut Random) -> Vec<Exception> {
        let lifting = random.percent(40).then(|| Condition::Is(random.pick(&self.safeguards)));
        lifting.into_iter().map(|condition| Exception { id: format!("r{at}/x"), condition }).collect()
    }

    fn prohibition(&self, at: usize, random: &mut Random) -> Prohibition {
        let Condition::All(mut parts) = self.condition(random) else { unreachable!("a condition here is a conjunction") };
        if random.percent(30) {
            parts.push(Condition::Is(random.pick(&self.actions)));
        }
        Prohibition { cited: cited("p", at), condition: Condition::All(parts), exceptions: self.exceptions(at, random) }
    }

    /// The first grants most actions unconditionally, so that some uses are permitted.
    fn grant(&self, at: usize, random: &mut Random) -> Grant {
        if at == 0 {
            return Grant { cited: cited("g", at), actions: self.actions[..ACTIONS - 3].to_vec(), condition: Condition::always() };
        }
        let condition = Condition::All(vec![Condition::Not(Box::new(self.condition(random)), None)]);
        Grant { cited: cited("g", at), actions: (0..2).map(|_| random.pick(&self.actions)).collect(), condition }
    }

    fn duty(&self, at: usize, random: &mut Random) -> Duty {
        Duty {
            cited: cited("d", at),
            trigger: Condition::Any(vec![Condition::Is(random.pick(&self.actions)), self.condition(random)]),
            exceptions: self.exceptions(at, random),
            performed_by: Condition::Is(random.pick(&self.safeguards)),
            showing: None,
        }
    }
}

fn cited(kind: &str, at: usize) -> Cited {
    Cited { id: format!("{kind}{at}"), ..Cited::default() }
}

/// A use of one action with `facts` concepts that hold and `unknown` that are unknown, at random from a policy's vocabulary.
///
/// It names only most specific concepts that are not odd. `closed` leaves nothing else open.
pub fn described(policy: &Policy, facts: usize, unknown: usize, closed: bool, random: &mut Random) -> Use {
    let vocabulary = policy.vocabulary();
    let is_plain = |concept: &Concept<'_>| concept.descendants().is_empty() && !concept.is_abstract() && !concept.is_odd();
    let leaves: Vec<Concept<'_>> = vocabulary.concepts().filter(is_plain).collect();
    let (actions, others): (Vec<Concept<'_>>, Vec<Concept<'_>>) =
        leaves.into_iter().partition(|concept| concept.name().starts_with("action."));
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let fact = |concept: Concept<'_>, said: Said| Fact { name: concept.name().to_owned(), said, place: None };
    let mut said = vec![fact(actions[random.below(actions.len())], Said::Holds)];
    while said.len() < facts + unknown {
        let concept = others[random.below(others.len())];
        if taken.insert(concept.name()) {
            said.push(fact(concept, if said.len() < facts { Said::Holds } else { Said::Unknown }));
        }
    }
    let facets = vocabulary.facets().filter(|facet| facet.closed() != Closed::Always).map(|facet| facet.name().to_owned());
    Use { facts: said, closed: if closed { facets.collect() } else { Vec::new() }, ..Use::default() }
}
