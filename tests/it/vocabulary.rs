//! The built-in vocabulary.
//!
//! `tests/vocabulary` holds the exceptions, each with its reason, and every id that was ever published; `RAILC_BLESS=1` adds new ids to the latter.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use railc_core::vocabulary::{ConceptId, Vocabulary};
use serde::Deserialize;

use crate::files::yaml;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vocabulary").join(name)
}

#[test]
fn relations_are_closed_through_every_parent() {
    let vocabulary = railc_library::vocabulary();
    let screening = vocabulary.find_concept("purpose.employment.screening").unwrap();
    let decision = vocabulary.find_concept("purpose.decision").unwrap();
    assert!(vocabulary.is_a(screening, decision), "through a parent that its id does not name");
    let [france, germany, europe] = ["domicile.FR", "domicile.DE", "domicile.EEA"].map(|name| vocabulary.find_concept(name).unwrap());
    assert!(vocabulary.excludes(france, germany) && vocabulary.is_a(france, europe));
}

#[test]
fn what_people_call_it_comes_first() {
    let vocabulary = railc_library::vocabulary();
    let first = |query: &str| vocabulary.search(query).first().map(|id| vocabulary.concept(*id).name());
    assert_eq!(first("CV screening"), Some("purpose.employment.screening"));
    assert_eq!(first("resume-screening"), Some("purpose.employment.screening"));
    assert_eq!(first("credit"), Some("done.attribution"));
    assert_eq!(first("xyzzy"), None);
}

#[test]
fn worldwide_is_every_country_that_is_not_barred() {
    let vocabulary = railc_library::vocabulary();
    let [worldwide, union, korea, cuba] =
        ["place.worldwide", "place.EU", "place.KR", "place.CU"].map(|name| vocabulary.find_concept(name).unwrap());
    assert!(vocabulary.is_a(worldwide, union) && vocabulary.is_a(worldwide, korea) && !vocabulary.is_a(worldwide, cuba));
}

/// Each concept and number has what its siblings have: a definition, a question, a phrase and everyday names. Countries have a name only.
#[test]
fn nothing_is_without_words() {
    let vocabulary = railc_library::vocabulary();
    let is_country = |name: &str| ["place.", "domicile."].iter().any(|facet| name.strip_prefix(facet).is_some_and(|code| code.len() == 2));
    let concepts = vocabulary.concepts().map(|one| (one.name(), [one.is(), one.ask(), one.phrase()], one.also().count()));
    let scalars = vocabulary.scalars().map(|one| (one.name(), [one.is(), one.ask(), one.phrase()], one.also().count()));
    for (name, words, names) in concepts.chain(scalars) {
        assert!(words.iter().all(|words| !words.is_empty()), "{name} lacks a definition, a question or a phrase");
        assert!(words[1].ends_with('?'), "{name} is asked by something that is no question");
        assert!(names >= 2 || is_country(name), "{name} has fewer than two everyday names");
    }
}

/// No concept is its own ancestor; each has the parent that its id names, in a facet that exists; no facet is empty.
#[test]
fn the_concepts_are_trees_without_orphans() {
    let vocabulary = railc_library::vocabulary();
    for concept in vocabulary.concepts() {
        let (facet, path) = concept.name().split_once('.').unwrap();
        assert!(vocabulary.find_facet(facet).is_some(), "{}: no such facet", concept.name());
        assert!(!concept.ancestors().contains(&concept.id()), "{} is its own ancestor", concept.name());
        if let Some((parent, _)) = path.rsplit_once('.') {
            let parent = vocabulary.find_concept(&format!("{facet}.{parent}"));
            assert!(parent.is_some_and(|parent| vocabulary.is_a(concept.id(), parent)), "{} has no parent", concept.name());
        }
    }
    assert!(vocabulary.facet_ids().all(|facet| vocabulary.concepts_of(facet).next().is_some()));
}

/// Odd concepts that nothing raises, and why.
#[derive(Deserialize)]
struct Unraised {
    concepts: Vec<String>,
    why: String,
}

/// Whoever does not know a concept's id comes to it. Three things could bar the way: no everyday name finds it; it is a group in which nothing is; it is
/// odd, so presumed absent and never asked, and nothing raises it, an ancestor of it by its id, or a descendant of it.
#[test]
fn every_concept_can_be_reached() {
    let vocabulary = railc_library::vocabulary();
    let excused: Vec<Unraised> = yaml(&path("unraised.yaml"));
    assert!(excused.iter().all(|one| one.why.len() > 20));
    let mut excused: BTreeSet<&str> = excused.iter().flat_map(|one| one.concepts.iter().map(String::as_str)).collect();
    let raised: BTreeSet<ConceptId> = vocabulary.concepts().flat_map(|concept| concept.raises().iter().copied()).collect();
    let is_raised =
        |id: ConceptId| raised.iter().any(|one| *one == id || vocabulary.is_a(*one, id) || vocabulary.concept(*one).below().contains(&id));
    for concept in vocabulary.concepts() {
        let id = concept.id();
        let is_found = concept.also().chain([concept.is()]).any(|name| vocabulary.search(name).iter().take(10).any(|found| *found == id));
        assert!(is_found, "no name of {} finds it", concept.name());
        assert!(!concept.is_abstract() || !concept.descendants().is_empty(), "nothing is a {}", concept.name());
        let is_open = !concept.is_odd() || is_raised(id) || excused.remove(concept.name());
        assert!(is_open, "nothing raises {}: raise it, or say in tests/vocabulary/unraised.yaml why not", concept.name());
    }
    assert!(excused.is_empty(), "nothing needs these any more: {excused:?}");
}

/// Everyday names that mean several things, and why.
#[derive(Deserialize)]
struct Homonyms {
    why: String,
    names: Vec<String>,
}

/// An everyday name without case and punctuation.
fn plain(name: &str) -> String {
    name.to_lowercase().split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether one is the other, or raises it or something of its line: then the one leads to the other, and a name for both misleads nobody.
fn are_tied(vocabulary: &Vocabulary, one: ConceptId, other: ConceptId) -> bool {
    let is_line = |raised: ConceptId, id: ConceptId| vocabulary.is_a(raised, id) || vocabulary.is_a(id, raised);
    let raises = |from: ConceptId, to: ConceptId| {
        vocabulary.with_ancestors(from).any(|above| vocabulary.concept(above).raises().iter().any(|raised| is_line(*raised, to)))
    };
    is_line(one, other) || raises(one, other) || raises(other, one)
}

/// Within a facet an everyday name belongs to one concept. Across facets it may belong to several that are tied to each other, since a word often says
/// both what is made and what for; all others are listed with a reason.
#[test]
fn no_name_means_two_unrelated_things() {
    let vocabulary = railc_library::vocabulary();
    let listed: Vec<Homonyms> = yaml(&path("homonyms.yaml"));
    assert!(listed.iter().all(|one| one.why.len() > 20));
    let mut excused: BTreeSet<String> = listed.iter().flat_map(|one| one.names.iter().map(|name| plain(name))).collect();
    let mut called: BTreeMap<String, BTreeSet<ConceptId>> = BTreeMap::new();
    for concept in vocabulary.concepts() {
        concept.also().for_each(|name| _ = called.entry(plain(name)).or_default().insert(concept.id()));
    }
    let facet = |id: ConceptId| vocabulary.concept(id).facet();
    for (name, meant) in &called {
        let pairs: Vec<_> = meant.iter().flat_map(|one| meant.range(*one..).skip(1).map(|other| (*one, *other))).collect();
        let names = |pair: &(ConceptId, ConceptId)| [pair.0, pair.1].map(|id| vocabulary.concept(id).name());
        let twice = pairs.iter().find(|pair| facet(pair.0) == facet(pair.1));
        assert!(twice.is_none(), "`{name}` means two concepts of one facet: {:?}", twice.map(names));
        let untied = pairs.iter().find(|pair| !are_tied(vocabulary, pair.0, pair.1));
        assert!(untied.is_none() || excused.remove(name), "`{name}` means what nothing ties together: {:?}", untied.map(names));
    }
    assert!(excused.is_empty(), "nothing needs these any more: {excused:?}");
    let numbers: Vec<String> = vocabulary.scalars().flat_map(|one| one.also().map(plain)).collect();
    let twice = numbers.iter().enumerate().find(|(at, name)| called.contains_key(*name) || numbers[..*at].contains(name));
    assert!(twice.is_none(), "a name means two numbers, or a number and a concept: {twice:?}");
}

/// Ids are a published interface: each that was ever published still names something, if only as an alias.
#[test]
fn no_id_is_lost() {
    let vocabulary = railc_library::vocabulary();
    let kept = std::fs::read_to_string(path("ids.txt")).unwrap_or_default();
    let lost: Vec<&str> = kept.lines().filter(|id| vocabulary.find(id).is_none()).collect();
    assert!(lost.is_empty(), "keep these by an alias, or restore them: {lost:?}");
    let aliases = vocabulary.aliases().map(|(former, _)| former);
    let now = vocabulary.concepts().map(|one| one.name()).chain(vocabulary.scalars().map(|one| one.name())).chain(aliases);
    let all: BTreeSet<&str> = kept.lines().chain(now).collect();
    let all: String = all.iter().map(|id| format!("{id}\n")).collect();
    if std::env::var_os("RAILC_BLESS").is_some() {
        std::fs::write(path("ids.txt"), &all).unwrap();
    }
    assert!(kept == all, "there are new ids; RAILC_BLESS=1 records them");
}

/// Counterparts are named in vocabularies that tools know, and as these name them.
#[test]
fn counterparts_are_named_as_their_vocabularies_name_them() {
    let has_prefix = |name: &str, known: &str| {
        name.split_once(':').is_some_and(|(prefix, term)| known.split(' ').any(|one| one == prefix) && !term.is_empty())
    };
    let sectors = "sector-education sector-finance sector-health sector-infra sector-law sector-publicservices";
    for concept in railc_library::vocabulary().concepts() {
        let maps: Vec<&str> = concept.maps().collect();
        for pair in maps.chunks(2) {
            let [source, name] = pair else { panic!("{}: half a counterpart", concept.name()) };
            let fits = match *source {
                "dpv" => has_prefix(name, "dpv ai risk pd loc eu-aiact") || has_prefix(name, sectors),
                "odrl" => has_prefix(name, "odrl cc"),
                "ai-act" => name.starts_with("art-") || name.starts_with("annex-"),
                "air-2024" => name.starts_with(|sign: char| sign.is_ascii_digit()) && name.contains(' '),
                "nace" => name.starts_with(|sign: char| sign.is_ascii_uppercase()),
                "spdx" | "cyclonedx" => !name.is_empty(),
                _ => false,
            };
            assert!(fits, "{}: `{name}` is no name of {source}", concept.name());
        }
    }
}
