//! Who looks for a concept finds it among the first: by its everyday names, by the words of labelled uses, and by what prose says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use railc_core::vocabulary::{ConceptId, Vocabulary};
use serde::Deserialize;

/// What counts as among the first.
const FIRST: usize = 5;

#[derive(Deserialize)]
struct Labels {
    labels: BTreeMap<String, Label>,
}

#[derive(Deserialize)]
struct Label {
    means: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
struct Labelled {
    text: String,
    labels: Vec<String>,
}

/// Look-ups, with the concepts that one of the first results must be, or be below.
struct Tally {
    what: &'static str,
    count: usize,
    missed: Vec<String>,
}

impl Tally {
    fn new(what: &'static str) -> Tally {
        Tally { what, count: 0, missed: Vec::new() }
    }

    fn note(&mut self, query: &str, wanted: &[ConceptId]) {
        let vocabulary = railc_library::vocabulary();
        self.count += 1;
        let found = vocabulary.search(query);
        let is_wanted = |id: &ConceptId| wanted.iter().any(|one| vocabulary.is_a(*id, *one));
        if !found.iter().take(FIRST).any(is_wanted) {
            let got: Vec<&str> = found.iter().take(3).map(|id| vocabulary.concept(*id).name()).collect();
            let names: Vec<&str> = wanted.iter().take(2).map(|id| vocabulary.concept(*id).name()).collect();
            self.missed.push(format!("`{query}` gives {got:?}, not {names:?}"));
        }
    }

    /// Nine in ten are found.
    fn assert(self) {
        let share = 100 * (self.count - self.missed.len()) / self.count.max(1);
        println!("{}: {share} % of {}", self.what, self.count);
        self.missed.iter().for_each(|missed| println!("  {missed}"));
        assert!(share >= 90, "{}: {share} % of {} are found\n{}", self.what, self.count, self.missed.join("\n"));
    }
}

#[test]
fn everyday_names_are_found() {
    let vocabulary = railc_library::vocabulary();
    let mut tally = Tally::new("everyday names");
    for concept in vocabulary.concepts() {
        concept.also().for_each(|also| tally.note(also, &[concept.id()]));
    }
    assert!(tally.count > 3_000, "only {} names", tally.count);
    tally.assert();
}

/// The labels with the concepts that each means; `None` where the labelled uses are not at hand.
fn labels() -> Option<(BTreeMap<String, Vec<ConceptId>>, Vec<Labelled>)> {
    let folder = shared()?;
    let vocabulary = railc_library::vocabulary();
    let labels: Labels = serde_saphyr::from_str(&std::fs::read_to_string(folder.join("labels.yaml")).unwrap()).unwrap();
    let meant = |label: &Label| label.means.iter().chain(&label.also).filter_map(|name| vocabulary.find_concept(name)).collect();
    let uses = std::fs::read_to_string(folder.join("dev.jsonl")).unwrap();
    let uses = uses.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    Some((labels.labels.iter().map(|(name, label)| (name.clone(), meant(label))).collect(), uses))
}

fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/uses");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not at hand", folder.display());
    None
}

#[test]
fn labels_are_found_by_their_words() {
    let Some((labels, _)) = labels() else { return };
    let mut tally = Tally::new("labels");
    for (label, wanted) in labels.iter().filter(|(label, _)| *label != "other-benign") {
        tally.note(&label.replace('-', " "), wanted);
    }
    tally.assert();
}

/// For each label, the words of the labelled prose that tell it best from the others.
#[test]
fn labels_are_found_by_what_prose_says() {
    let Some((labels, uses)) = labels() else { return };
    let mut tally = Tally::new("words of prose");
    for (label, wanted) in labels.iter().filter(|(label, _)| *label != "other-benign") {
        for word in telling(label, &uses) {
            tally.note(&word, wanted);
        }
    }
    tally.assert();
}

/// The five words, or pairs of words, that occur oftenest in prose with a label and hardly elsewhere.
fn telling(label: &str, uses: &[Labelled]) -> Vec<String> {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for described in uses {
        let text = described.text.to_lowercase();
        let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| word.len() > 3 && word.chars().all(char::is_alphabetic)).collect();
        let pairs = words.windows(2).map(|pair| pair.join(" "));
        let all: BTreeSet<String> = words.iter().map(|word| (*word).to_owned()).chain(pairs).collect();
        let has = described.labels.iter().any(|one| one == label);
        for word in all {
            let (with, without) = counts.entry(word).or_default();
            *(if has { with } else { without }) += 1;
        }
    }
    let mut ranked: Vec<(u32, String)> = counts
        .into_iter()
        .filter(|(_, (with, without))| *with >= 3 && *with >= 3 * without)
        .map(|(word, (with, without))| (100 * with / (1 + without), word))
        .collect();
    ranked.sort_by(|one, other| other.cmp(one));
    ranked.into_iter().take(5).map(|(_, word)| word).collect()
}

#[test]
fn words_match_whole_and_by_their_stem() {
    let vocabulary: &Vocabulary = railc_library::vocabulary();
    let names = |query: &str| -> Vec<&str> { vocabulary.search(query).into_iter().map(|id| vocabulary.concept(id).name()).collect() };
    assert!(!names("worldwide").contains(&"artifact.model.multimodal"));
    assert!(!names("derivative made by").iter().any(|name| name.starts_with("domicile.")));
    assert!(!names("EUR 5 million").contains(&"purpose.deception.false-authorship.academic"));
    assert_eq!(names("derivative made by").first(), Some(&"artifact.derivative"));
    assert_eq!(names("automated").first(), Some(&"manner.automated"));
    assert!(names("automated industries").iter().take(2).any(|name| name.starts_with("sector.")), "{:?}", names("automated industries"));
    assert_eq!(names("translating documents").first(), names("document translation").first());
}
