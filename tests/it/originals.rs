//! Readings beside the originals and what is known of them: facts sheet by sheet, experts' verdicts, and that no sentence was copied. Those texts are other
//! people's words and stand beside the project; where they are absent, these tests are skipped and say so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use railc_core::base::Sources;
use railc_language::driver;
use railc_language::license::License;
use serde::Deserialize;

use crate::files::{files, shared, yaml};
use crate::probes::{Probe, differences};

fn resolved(id: &str) -> Option<License> {
    let spec = railc_library::library().spec(id)?;
    driver::builtin(railc_library::library(), &mut Sources::new(), spec).into_result().ok().map(|(license, _)| license)
}

/// What a sheet says of an original, as far as it has references.
#[derive(Deserialize)]
struct Sheet {
    id: String,
    #[serde(default)]
    restrictions: Vec<Entry>,
    #[serde(default)]
    conditions: Vec<Entry>,
    #[serde(default)]
    thresholds: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "ref")]
    reference: serde_json::Value,
}

impl Entry {
    fn reference(&self) -> String {
        self.reference.as_str().map_or_else(|| self.reference.to_string(), str::to_owned)
    }
}

/// Each restriction, condition and threshold of each sheet has a clause with that reference in the reading.
#[test]
fn every_sheet_is_covered_by_its_reading() {
    let Some(folder) = shared("corpus/facts") else { return };
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files(&folder, "yaml") {
        let sheet: Sheet = yaml(&path);
        let Some(license) = resolved(&sheet.id) else {
            missing.insert(sheet.id, vec!["the reading".to_owned()]);
            continue;
        };
        let references: BTreeSet<&str> = license.clauses().map(|(_, clause)| clause.number.as_str()).collect();
        let wanted = sheet.restrictions.iter().chain(&sheet.conditions).chain(&sheet.thresholds).map(Entry::reference);
        let lost: Vec<String> = wanted.filter(|reference| !references.contains(reference.as_str())).collect();
        if !lost.is_empty() {
            missing.insert(sheet.id, lost);
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// An expert's verdict on a use.
#[derive(Deserialize)]
struct Verdict {
    id: String,
    license: String,
    verdict: String,
    #[serde(default)]
    refs: Vec<String>,
    #[serde(default)]
    basis: Option<String>,
    #[serde(default)]
    duties: Option<Vec<String>>,
    #[serde(default)]
    unmet: Vec<String>,
    #[serde(default)]
    confidence: Option<String>,
}

/// `tests/differing.yaml`: probes that come out otherwise, each with its reason.
fn differing() -> BTreeMap<String, String> {
    yaml(Path::new("tests/differing.yaml"))
}

impl Verdict {
    /// The verdicts of ours that say the same: an expert tells how a refusal comes about by its basis.
    fn ours(&self) -> &'static [&'static str] {
        match (self.verdict.as_str(), self.basis.as_deref()) {
            ("prohibited", Some("no-grant" | "terminated")) => &["not-granted", "refused"],
            ("prohibited", _) => &["prohibited", "refused"],
            ("unclear", _) => &["undetermined"],
            ("permitted" | "permitted-with-duties", _) => &["permitted"],
            (other, _) => panic!("{}: no verdict is called {other}", self.id),
        }
    }

    /// As a probe of our own, with each of the verdicts that say the same.
    fn probes(&self, mut described: serde_json::Value) -> impl Iterator<Item = Probe> {
        let is_permitted = self.verdict.starts_with("permitted");
        // With the modules chosen, where the license leaves a choice.
        let license = described.as_object_mut().and_then(|described| described.remove("license"));
        let license = license.and_then(|license| license.as_str().map(str::to_owned)).unwrap_or_else(|| self.license.clone());
        self.ours().iter().map(move |verdict| Probe {
            id: self.id.clone(),
            license: license.clone(),
            described: described.clone(),
            verdict: (*verdict).to_owned(),
            refs: if self.basis.is_some() { Vec::new() } else { self.refs.clone() },
            duties: is_permitted.then(|| self.duties.clone().unwrap_or_default()),
            unmet: if is_permitted { self.unmet.clone() } else { Vec::new() },
        })
    }
}

/// What experts said of described uses is what railc answers; where they were less than sure it may differ, with a reason.
#[test]
fn experts_agree() {
    let Some(folder) = shared("corpus") else { return };
    let differing = differing();
    let (mut wrong, mut excused) = (Vec::new(), BTreeSet::new());
    for (verdicts, uses) in [("probes.yaml", "probe-uses.yaml"), ("probes-2.yaml", "probe-uses-2.yaml")] {
        let uses: BTreeMap<String, serde_json::Value> = yaml(&folder.join(uses));
        for expert in yaml::<Vec<Verdict>>(&folder.join(verdicts)) {
            let troubles: Vec<Vec<String>> = match railc_library::policy(&expert.license) {
                Some(_) => expert.probes(uses[&expert.id].clone()).map(|probe| differences(&probe)).collect(),
                None => vec![vec!["there is no reading".to_owned()]],
            };
            if troubles.iter().any(Vec::is_empty) {
                continue;
            }
            match differing.get(&expert.id) {
                Some(_) if expert.confidence.as_deref() != Some("high") => _ = excused.insert(expert.id),
                _ => wrong.push(format!("{} under {} ({:?}): {:?}", expert.id, expert.license, expert.confidence, troubles[0])),
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
    let idle: Vec<&String> = differing.keys().filter(|id| !excused.contains(*id)).collect();
    assert!(idle.is_empty(), "these do not differ any more: {idle:?}");
}

/// How many words in a row may not be those of an original.
const RUN: usize = 9;

fn words(text: &str) -> Vec<String> {
    let split = text.split(|sign: char| !sign.is_ascii_alphanumeric());
    split.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect()
}

/// What is no sentence of an original though it stands in one: lines that a duty makes people show, and titles of licenses.
fn fixed_lines() -> Vec<String> {
    let licenses = railc_library::library().licenses().filter_map(|spec| resolved(spec.id));
    let shown = |license: License| {
        let compiled = driver::compile(license, railc_library::vocabulary());
        compiled.lines.showing.into_iter().flatten().chain([compiled.license.title])
    };
    let mut lines: Vec<String> = licenses.flat_map(shown).map(|line| format!(" {} ", words(&line).join(" "))).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.len()));
    lines
}

/// The files of the project that hold prose.
fn prose(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_ours = path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.') && name != "target");
        if path.is_symlink() || !is_ours {
            continue;
        }
        if path.is_dir() {
            prose(&path, found);
        } else if path
            .extension()
            .is_some_and(|ending| ["rail", "yaml", "md", "rs", "hbs", "toml", "tsv", "txt"].iter().any(|one| ending == *one))
        {
            found.push(path);
        }
    }
}

/// No run of nine words of an original stands in the project, but for fixed lines.
#[test]
fn no_sentence_of_an_original_stands_here() {
    let Some(folder) = shared("corpus/texts") else { return };
    let mut runs: BTreeSet<Vec<String>> = BTreeSet::new();
    for path in files(&folder, "txt") {
        let words = words(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
        runs.extend(words.windows(RUN).map(<[String]>::to_vec));
    }
    let fixed = fixed_lines();
    let mut paths = Vec::new();
    prose(Path::new("."), &mut paths);
    let mut copied = Vec::new();
    for path in paths {
        let text = format!(" {} ", words(&String::from_utf8_lossy(&std::fs::read(&path).unwrap())).join(" "));
        let text =
            fixed.iter().fold(text, |text, line| if text.contains(line.as_str()) { text.replace(line.as_str(), " | ") } else { text });
        let words: Vec<String> = text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        copied.extend(words.windows(RUN).filter(|run| runs.contains(*run)).map(|run| format!("{}: {}", path.display(), run.join(" "))));
    }
    assert!(copied.is_empty(), "{} runs\n{}", copied.len(), copied.join("\n"));
}
