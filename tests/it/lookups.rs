//! Who looks for a concept finds it among the first: by its everyday names, by the words of labelled uses, and by what prose says.

use std::collections::BTreeMap;

use railc_core::vocabulary::{ConceptId, Vocabulary};
use serde::Deserialize;

use crate::files::{shared, yaml};

/// What counts as among the first.
const FIRST: usize = 5;

#[derive(Deserialize)]
struct Labels {
    labels: BTreeMap<String, Label>,
}

#[derive(Deserialize)]
struct Label {
    means: Vec<String>,
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
fn labels() -> Option<BTreeMap<String, Vec<ConceptId>>> {
    let folder = shared("uses")?;
    let vocabulary = railc_library::vocabulary();
    let labels: Labels = yaml(&folder.join("labels.yaml"));
    let meant = |label: &Label| label.means.iter().filter_map(|name| vocabulary.find_concept(name)).collect();
    Some(labels.labels.iter().map(|(name, label)| (name.clone(), meant(label))).collect())
}

#[test]
fn labels_are_found_by_their_words() {
    let Some(labels) = labels() else { return };
    let mut tally = Tally::new("labels");
    for (label, wanted) in labels.iter().filter(|(label, _)| *label != "other-benign") {
        tally.note(&label.replace('-', " "), wanted);
    }
    tally.assert();
}

/// What somebody might type who reads one of the labelled texts, and a label of that text.
const TYPED: &[(&str, &str)] = &[
    ("summarise survey responses", "summarization"),
    ("search survey responses", "search-retrieval"),
    ("predict drug costs", "forecasting"),
    ("predict student success", "education"),
    ("legal research", "justice"),
    ("text analytics", "document-processing"),
    ("topics of a set of documents", "document-processing"),
    ("judicial authority", "justice"),
    ("online dispute resolution", "justice"),
    ("investigative records", "law-enforcement"),
    ("call center agents", "customer-support"),
    ("company chatbot", "customer-support"),
    ("virtual assistant", "customer-support"),
    ("aptitude tests in recruitment", "employment"),
    ("recruitment tests", "employment"),
    ("advertising platform", "marketing"),
    ("misinformation", "disinformation"),
    ("heart rhythm monitoring", "medical-diagnosis"),
    ("habitat mapping", "environment"),
    ("satellite imagery", "environment"),
    ("personally identifiable information leaked", "privacy-violation"),
    ("scraping images of people", "privacy-violation"),
    ("firing an employee", "employment"),
    ("automated indexing", "document-processing"),
    ("immigration processes", "immigration-asylum"),
    ("immigration screening", "immigration-asylum"),
    ("autopilot", "other-benign"),
    ("cruise control", "other-benign"),
    ("censor messages", "content-moderation"),
    ("facial recognition at airports", "biometric-identification"),
    ("face recognition", "biometric-identification"),
    ("workforce training", "education-tutoring"),
    ("employees practice conversations", "education-tutoring"),
    ("google translate", "translation"),
    ("prey on vulnerable people", "manipulation"),
    ("smuggling", "law-enforcement"),
    ("racial bias", "discrimination"),
    ("gender bias", "discrimination"),
    ("diagnostic algorithm", "medical-diagnosis"),
    ("voice recognition", "speech-to-text"),
    ("transcribing", "speech-to-text"),
    ("school attendance", "education"),
    ("water supply", "critical-infrastructure"),
    ("electricity grid", "critical-infrastructure"),
    ("police department", "law-enforcement"),
    ("explicit images of students", "sexual-content"),
    ("explicit images of minors", "minors-exploitation"),
    ("coastal change", "environment"),
    ("hackers", "malware-cyberattack"),
    ("write ransomware", "malware-cyberattack"),
    ("expired medications", "medical-advice"),
    ("intelligent video analysis", "surveillance"),
    ("video surveillance", "surveillance"),
    ("code generation", "coding"),
    ("false news", "disinformation"),
    ("fake news", "disinformation"),
    ("election information", "election-politics"),
    ("presidential elections", "election-politics"),
    ("monitor political opponents", "surveillance"),
    ("human trafficking", "illegal"),
    ("delivery drone", "logistics"),
    ("detect fraud", "fraud-detection"),
    ("benefit fraud", "fraud-detection"),
    ("well integrity", "maintenance"),
    ("predictive maintenance", "maintenance"),
    ("stem cell research", "science-research"),
    ("glorifying terrorists", "terrorism"),
    ("biomedical research", "science-research"),
    ("find staff for a project", "employment"),
    ("social credit score", "social-scoring"),
    ("case notes", "document-processing"),
    ("creative writing", "creative-art"),
    ("poetry", "creative-art"),
    ("loan application", "credit-finance"),
    ("loan eligibility", "credit-finance"),
    ("autonomous tank", "military"),
    ("autonomous tank", "weapons"),
    ("deepfake audio", "impersonation-deepfake"),
    ("deepfake of a politician", "impersonation-deepfake"),
    ("lesson resources", "education-tutoring"),
    ("lesson plans", "education-tutoring"),
    ("teachers", "education"),
    ("targeted cyber attacks", "cyber-defence"),
    ("detect cyber attacks", "cyber-defence"),
    ("claims processing", "essential-services"),
    ("gambling ads", "gambling"),
    ("alcohol ads", "drugs-regulated"),
    ("adverse drug events", "science-research"),
    ("public transport", "other-benign"),
    ("traffic management", "other-benign"),
    ("chemical warfare agents", "cbrn"),
    ("nerve agent", "cbrn"),
    ("defrauded customers", "fraud-scam"),
    ("scam", "fraud-scam"),
    ("classify emotions", "emotion-recognition"),
    ("exam cheating", "plagiarism-academic"),
    ("detect plagiarism", "education"),
    ("avoid being prosecuted", "legal-advice"),
    ("make methamphetamine", "drugs-regulated"),
    ("patent search", "search-retrieval"),
    ("prior art", "search-retrieval"),
    ("food label data extraction", "document-processing"),
    ("bioimaging", "science-research"),
    ("personal assistant", "other-benign"),
    ("bot accounts", "spam"),
    ("fake accounts", "spam"),
    ("risk of future crime", "predictive-policing"),
    ("where crimes will happen", "predictive-policing"),
    ("rental applications", "housing"),
    ("tenant screening", "housing"),
    ("health insurance premiums", "insurance"),
    ("insurance claims", "insurance"),
    ("food stamps", "essential-services"),
    ("welfare benefits", "essential-services"),
    ("crop mapping", "agriculture"),
    ("crop yields", "agriculture"),
    ("bullying", "harassment"),
    ("stalking", "harassment"),
    ("racist jokes", "hate"),
    ("slurs", "hate"),
    ("suicide", "self-harm"),
    ("eating disorder", "self-harm"),
    ("pornography", "sexual-content"),
    ("nude pictures", "sexual-content"),
    ("bomb", "weapons"),
    ("build a gun", "weapons"),
    ("drone strikes", "military"),
    ("copyright infringement", "ip-infringement"),
    ("copied products", "ip-infringement"),
    ("defame", "defamation"),
    ("false rumours about a person", "defamation"),
    ("pretend to be human", "undisclosed-ai"),
    ("captions for the deaf", "accessibility"),
    ("sign language", "accessibility"),
    ("blind users", "accessibility"),
    ("stock trading", "credit-finance"),
    ("new drug molecules", "drug-discovery"),
    ("protein design", "drug-discovery"),
    ("weather forecast", "forecasting"),
    ("demand forecast", "forecasting"),
    ("assault", "violence"),
    ("how to hurt someone", "violence"),
    ("decide without a human", "automated-decision"),
];

#[test]
fn labels_are_found_by_what_prose_says() {
    let Some(labels) = labels() else { return };
    let mut tally = Tally::new("words of prose");
    for (query, label) in TYPED {
        tally.note(query, &labels[*label]);
    }
    tally.assert();
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
    assert!(names("nonsense-word-xyz").is_empty(), "{:?}", names("nonsense-word-xyz"));
    assert_eq!(names("medical-xyz").first(), names("medical").first());
    assert_eq!(names("translating documents").first(), names("document translation").first());
}
