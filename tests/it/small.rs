//! A vocabulary so small that all uses can be looked at, and random policies over it.

use std::sync::Arc;

use proptest::prelude::*;
use railc_core::base::{Comparison, Interval, Number};
use railc_core::check::{ChosenPolicy, Contradictions};
use railc_core::policy::{Cited, Condition, Duty, Exception, Grant, Local, LocalId, Policy, Prohibition, Rules};
use railc_core::usage::{Fact, NumberFact, Said, Use};
use railc_core::vocabulary::published::{ConceptEntry, FacetEntry, Published, ScalarEntry};
use railc_core::vocabulary::{Closed, ConceptId, ScalarId, Vocabulary};

/// A small vocabulary, with an order, exclusions, a mere group and a number.
pub(crate) fn small() -> Arc<Vocabulary> {
    let concept =
        |is_a: &[&'static str]| ConceptEntry { is_a: is_a.iter().map(|parent| (*parent).into()).collect(), ..ConceptEntry::default() };
    let facet = |closed, default: &[&'static str]| FacetEntry {
        about: "".into(),
        closed,
        default: default.iter().map(|name| (*name).into()).collect(),
        unspoken: false,
    };
    let group = ConceptEntry { is_abstract: true, ..ConceptEntry::default() };
    let concepts = [
        ("action.run", concept(&[])),
        ("action.run.host", concept(&["action.run"])),
        ("action.share", concept(&[])),
        ("artifact.model", concept(&[])),
        ("done.copy", concept(&[])),
        ("purpose.any", group),
        ("purpose.any.one", concept(&["purpose.any"])),
        ("purpose.any.two", concept(&["purpose.any"])),
    ];
    let published = Published {
        version: 1,
        facets: [
            ("action".into(), facet(Closed::Always, &["action.run"])),
            ("artifact".into(), facet(Closed::Always, &["artifact.model"])),
            ("done".into(), facet(Closed::Never, &[])),
            ("purpose".into(), facet(Closed::Never, &[])),
        ]
        .into(),
        concepts: concepts.into_iter().map(|(name, entry)| (name.into(), entry)).collect(),
        scalars: [("size".into(), ScalarEntry::default())].into(),
        exclusive: vec![vec!["purpose.any.one".into(), "purpose.any.two".into()]],
        ..Published::default()
    };
    let (vocabulary, flaws) = Vocabulary::from_published(&published, "sha256:test");
    assert!(flaws.is_empty(), "{flaws:?}");
    Arc::new(vocabulary)
}

const NUMBERS: [i64; 5] = [4, 5, 6, 10, 11];

/// All uses of which everything is said, without those that contradict the vocabulary.
pub(crate) fn all_uses(vocabulary: &Arc<Vocabulary>) -> Vec<Use> {
    let mut sound = Contradictions::new(vocabulary.clone());
    let mut names: Vec<String> = vocabulary.concepts().map(|concept| concept.name().to_owned()).collect();
    names.extend(["module.m", "question.q"].map(str::to_owned));
    let described = |mask: usize, number: i64| Use {
        facts: names
            .iter()
            .enumerate()
            .map(|(at, name)| Fact { name: name.clone(), said: if mask >> at & 1 == 1 { Said::Holds } else { Said::Fails }, place: None })
            .collect(),
        numbers: vec![NumberFact { name: "size".to_owned(), interval: Interval::exactly(Number::whole(number)), place: None }],
        presume_nothing: true,
        ..Use::default()
    };
    NUMBERS
        .into_iter()
        .flat_map(|number| (0..1 << names.len()).map(move |mask| (mask, number)))
        .map(|(mask, number)| described(mask, number))
        .filter(|described| keeps_group(described) && sound.find(described).is_none())
        .collect()
}

/// Whether the group, which is nothing by itself, has one of its members where it holds.
fn keeps_group(described: &Use) -> bool {
    let holds = |name: &str| described.facts.iter().any(|fact| fact.name == name && fact.said == Said::Holds);
    !holds("purpose.any") || holds("purpose.any.one") || holds("purpose.any.two")
}

fn conditions() -> impl Strategy<Value = Condition> {
    let comparison =
        prop_oneof![Just(Comparison::MoreThan), Just(Comparison::AtLeast), Just(Comparison::LessThan), Just(Comparison::AtMost)];
    let leaf = prop_oneof![
        6 => (0..8_usize).prop_map(|at| Condition::Is(ConceptId::at(at))),
        1 => (0..2_usize).prop_map(|at| Condition::Local(LocalId::at(at))),
        1 => (comparison, prop_oneof![Just(5), Just(10)])
            .prop_map(|(comparison, limit)| Condition::Compare(ScalarId::at(0), comparison, Number::whole(limit))),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Condition::All),
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part), None)),
        ]
    })
}

/// Policies over the small vocabulary, some with their module chosen or left out.
pub(crate) fn policies() -> impl Strategy<Value = ChosenPolicy> {
    let cited = |kind: &str, at: usize| Cited { id: format!("{kind}{at}"), ..Cited::default() };
    let prohibitions = proptest::collection::vec((conditions(), proptest::option::weighted(0.3, conditions())), 0..4);
    let grants = proptest::collection::vec((proptest::sample::subsequence(vec![0, 1, 2], 0..3), conditions()), 0..3);
    let duties = proptest::collection::vec((conditions(), conditions()), 0..3);
    (prohibitions, grants, duties, proptest::option::weighted(0.3, any::<bool>())).prop_map(
        move |(prohibitions, grants, duties, chosen)| {
            let exception = |condition| Exception { id: "e".to_owned(), condition };
            let prohibition = |(at, (condition, unless)): (usize, (Condition, Option<Condition>))| Prohibition {
                cited: cited("p", at),
                condition,
                exceptions: unless.map(exception).into_iter().collect(),
            };
            let grant = |(at, (actions, condition)): (usize, (Vec<usize>, Condition))| Grant {
                cited: cited("g", at),
                actions: actions.into_iter().map(ConceptId::at).collect(),
                condition,
            };
            let duty = |(at, (trigger, performed_by)): (usize, (Condition, Condition))| Duty {
                cited: cited("d", at),
                trigger,
                exceptions: Vec::new(),
                performed_by,
                showing: None,
            };
            let local = |id: &str| Local { id: id.to_owned(), ask: String::new(), to: "licensor".to_owned() };
            // What is always given comes last, so that not all is refused.
            let always = Grant { cited: cited("g", 9), actions: vec![ConceptId::at(1)], condition: Condition::always() };
            let rules = Rules {
                prohibitions: prohibitions.into_iter().enumerate().map(prohibition).collect::<Vec<_>>().into(),
                grants: grants.into_iter().enumerate().map(grant).chain([always]).collect::<Vec<_>>().into(),
                duties: duties.into_iter().enumerate().map(duty).collect::<Vec<_>>().into(),
                propositions: vec![local("module.m"), local("question.q")].into(),
                ..Rules::default()
            };
            let policy = Arc::new(Policy::new(small(), rules).unwrap());
            match chosen {
                Some(true) => ChosenPolicy::choosing(policy, &["m".to_owned()]),
                Some(false) => ChosenPolicy::choosing(policy, &[]),
                None => ChosenPolicy::unchosen(policy),
            }
        },
    )
}

/// `RAILC_CASES` sets how many cases.
pub(crate) fn how_many() -> u32 {
    std::env::var("RAILC_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(48)
}
