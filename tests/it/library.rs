//! What the library packs equals what its specs compile to, and a policy equals its JSON.

use std::sync::Arc;

use railc_core::base::Sources;
use railc_core::policy::{Condition, ForeignId, LocalId, Policy, Prohibition, Rules, read};
use railc_core::vocabulary::ConceptId;
use railc_language::driver;
use railc_language::library::Embedded;

fn compiled(spec: &Embedded) -> Arc<Policy> {
    let (license, _) = driver::builtin(railc_library::library(), &mut Sources::new(), spec).into_result().unwrap();
    driver::compile(license, railc_library::vocabulary()).policy
}

/// The policy of a JSON text.
pub(crate) fn reread(json: &str) -> Policy {
    let source = Sources::new().add("policy.json", json);
    read(source, json).into_result().unwrap().0
}

#[test]
fn every_license_is_packed_as_it_compiles() {
    let listed: Vec<&str> = railc_library::licenses().iter().map(|listed| listed.id).collect();
    assert_eq!(listed, railc_library::library().licenses().map(|spec| spec.id).collect::<Vec<_>>());
    for spec in railc_library::library().licenses() {
        let (packed, compiled) = (railc_library::policy(spec.id).unwrap(), compiled(spec));
        assert_eq!(packed.to_json(), compiled.to_json(), "{}", spec.id);
        assert_eq!(packed.hash(), compiled.hash(), "{}", spec.id);
    }
}

#[test]
fn a_policy_is_the_same_when_it_is_read_back() {
    for spec in railc_library::library().licenses() {
        let policy = railc_library::policy(spec.id).unwrap();
        let json = policy.to_json();
        let again = reread(&json);
        assert_eq!(again.to_json(), json, "{}", spec.id);
        assert_eq!(again.hash(), policy.hash(), "{}", spec.id);
    }
}

#[test]
fn the_order_of_concepts_in_json_means_nothing() {
    let policy = railc_library::policy("llama-3.1").unwrap();
    let mut document = serde_json::to_value(policy.to_document()).unwrap();
    let concepts = document["vocabulary"]["concepts"].as_object_mut().unwrap();
    let sorted: Vec<String> = concepts.iter().map(|(name, entry)| format!("{name:?}:{entry}")).collect();
    let reversed: Vec<String> = sorted.iter().rev().cloned().collect();
    let json = serde_json::to_string(&document).unwrap();
    let turned = json.replace(&sorted.join(","), &reversed.join(","));
    assert_ne!(turned, json);
    assert_eq!(reread(&turned).hash(), policy.hash());
}

#[test]
fn a_rule_in_the_ids_of_another_vocabulary_makes_no_policy() {
    let foreign = ConceptId::at(railc_library::vocabulary().concepts().len());
    for condition in [Condition::Is(foreign), Condition::Local(LocalId::at(0))] {
        let prohibition = Prohibition { cited: Default::default(), condition, exceptions: Vec::new() };
        let rules = Rules { prohibitions: vec![prohibition].into(), ..Rules::default() };
        assert_eq!(Policy::new(railc_library::vocabulary().clone(), rules).err(), Some(ForeignId));
    }
}

/// A clause on which lawyers may differ says in a note what the other view is.
#[test]
fn a_disputed_clause_says_why() {
    let mut silent = Vec::new();
    for spec in railc_library::library().licenses() {
        let (license, _) = driver::builtin(railc_library::library(), &mut Sources::new(), spec).into_result().unwrap();
        let disputed = license.clauses().map(|(_, clause)| clause).filter(|clause| clause.confidence.is_some() && clause.notes.is_empty());
        silent.extend(disputed.map(|clause| format!("{} @{}", spec.id, clause.id)));
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

/// Each reading says where its original is, and but for those of a generator's templates also which file was read.
#[test]
fn every_reading_names_the_file_that_was_read() {
    for listed in railc_library::licenses().iter().filter(|listed| listed.is_reading) {
        assert!(!listed.sources.is_empty(), "{}", listed.id);
        let is_template = listed.id.starts_with("rail-generator-");
        assert!(is_template || listed.sources.iter().all(|original| original.sha256.is_some()), "{}: {:?}", listed.id, listed.sources);
    }
}
