//! Files with mistakes in them: whatever was changed in a spec, a policy or a use, nothing panics or takes long, every place is within the text, and
//! what holds of sound files holds of every changed one that is still sound.
//!
//! `RAILC_CASES` asks for so many mutants from a new seed (`just mutate`); `RAILC_SEED` repeats what a failure names.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use railc_core::base::{Sources, is_hidden};
use railc_core::check::Checker;
use railc_core::diagnostic::Diagnostics;
use railc_core::policy::{self, Policy};
use railc_core::usage::{self, Format, Unknown, Use};
use railc_language::{driver, render, syntax};

/// Numbers that look random, the same for the same seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn one<'o, T>(&mut self, of: &'o [T]) -> &'o T {
        &of[self.below(of.len())]
    }
}

const ODD: [&str; 24] = [
    "\"",
    "\\",
    "{",
    "}",
    "@",
    "(",
    ")",
    "//",
    "\n",
    "\n\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{3164}",
    "é",
    "🙂",
    "\u{feff}",
    "99999999999999999999",
    "[",
    "]",
    ":",
    "~",
];

/// Words with what parts them, so that joined they are the text.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(|sign: char| !sign.is_alphanumeric() && !"-.".contains(sign)).collect()
}

/// The text with a few mistakes, some of them made of pieces of another text.
fn mutant(text: &str, other: &str, random: &mut Random) -> String {
    let mut all: Vec<String> = words(text).into_iter().map(str::to_owned).collect();
    let others = words(other);
    for _ in 0..1 + random.below(4) {
        let at = random.below(all.len());
        let longest = if random.below(4) == 0 { 60 } else { 3 };
        let length = 1 + random.below(longest);
        let end = (at + length).min(all.len());
        match random.below(8) {
            0 => _ = all.drain(at..end),
            1 => {
                let piece: Vec<String> = all[at..end].to_vec();
                let times = 1 + random.below(20);
                all.splice(at..at, std::iter::repeat_n(piece, times).flatten());
            }
            2 => {
                let to = random.below(all.len());
                all.swap(at, to);
            }
            3 => all.insert(at, (*random.one(&ODD)).to_owned()),
            4 => all[at] = all[random.below(all.len())].clone(),
            5 => all[at] = (*random.one(&others)).to_owned(),
            6 => {
                let from = random.below(others.len());
                let piece = others[from..].iter().take(length).map(|word| (*word).to_owned());
                all.splice(at..end, piece.collect::<Vec<_>>());
            }
            _ => {
                // A sign less, or a sign twice.
                let mut signs: Vec<char> = all[at].chars().collect();
                let which = random.below(signs.len());
                match signs.get(which).copied() {
                    Some(sign) if random.below(2) == 0 => signs.insert(which, sign),
                    Some(_) => _ = signs.remove(which),
                    None => {}
                }
                all[at] = signs.into_iter().collect();
            }
        }
        if all.is_empty() {
            all.push(" ".to_owned());
        }
    }
    all.concat()
}

fn check_diagnostics(diagnostics: &Diagnostics, sources: &Sources) {
    for diagnostic in diagnostics {
        let words = diagnostic.labels.iter().map(|label| &label.text).chain([&diagnostic.message]).chain(&diagnostic.help);
        words.for_each(|words| assert!(words.chars().count() <= 1_001 && !words.contains('\n') && !words.contains(is_hidden), "{words:?}"));
        for span in diagnostic.labels.iter().map(|label| label.span).chain(diagnostic.fix.iter().map(|edit| edit.span)) {
            let text = &sources.get(span.source).text;
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is no place: {diagnostic}");
        }
    }
}

/// The verdicts on some uses, or why there is none.
fn verdicts(policy: &Arc<Policy>) -> Vec<String> {
    let mut checker = Checker::new(policy.clone());
    uses().iter().map(|described| format!("{:?}", checker.explain(described).map(|explained| explained.answer.verdict))).collect()
}

const USES: &str = "action: [run]\n---\npurpose: [medical.advice]\nsafeguard: {human-review: no}\n---\naction: [distribute, modify]\nartifact: [derivative]\n\
                    done: {license-copy: yes}\n---\nuse: Everything\ntext: |\n  in two\n  lines\npurpose: [harm, spam, employment.screening]\nplace: [FR, KR]\n\
                    monthly-active-users: {min: 5, max: 900000000}\nannual-revenue.group.usd: unknown\nopen: [sector]\n---\npresume: nothing\n";

fn uses() -> Vec<Use> {
    let read = usage::read(Sources::new().add("use", USES), USES, Format::Yaml, &[railc_library::vocabulary()], Unknown::Error);
    read.into_result().unwrap().0
}

fn examine_spec(text: &str) {
    let mut sources = Sources::new();
    let source = sources.add("mutant.rail", text);
    let (spec, diagnostics) = syntax::parse(source, text).into_parts();
    check_diagnostics(&diagnostics, &sources);
    if let Some(spec) = spec.filter(|_| !diagnostics.has_errors()) {
        let formatted = syntax::format(&spec);
        let again = sources.add("formatted.rail", formatted.clone());
        let (spec, _) = syntax::parse(again, &formatted).into_result().expect("what is formatted can be read");
        assert_eq!(syntax::format(&spec), formatted, "formatting twice changes something");
    }
    let (license, diagnostics) = driver::license(railc_library::library(), &mut sources, source, &driver::no_files).into_parts();
    check_diagnostics(&diagnostics, &sources);
    let Some(license) = license.filter(|_| !diagnostics.has_errors()) else { return };
    let compiled = driver::compile(license, railc_library::vocabulary());
    let (card, json) = (compiled.card(railc_library::vocabulary()), compiled.policy.to_json());
    let plain = compiled.document.as_ref().map(render::plain).unwrap_or_default();
    for output in [&compiled.markdown, &plain, &card, &json] {
        assert!(output.len() < 100 << 20 && !output.contains(|sign: char| is_hidden(sign) || sign == '\r'));
    }
    let (front, _) = card.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
    let front: BTreeMap<String, serde_json::Value> = serde_saphyr::from_str(front).unwrap();
    assert!(front.keys().all(|key| ["license", "license_name", "license_link", "tags"].contains(&key.as_str())), "{card}");
    let (read, _) = policy::read(sources.add("policy.json", json.clone()), &json).into_result().expect("a policy reads back");
    assert_eq!(read.to_json(), json);
    assert_eq!(verdicts(&Arc::new(read)), verdicts(&compiled.policy), "the policy alone decides otherwise than the spec");
}

fn examine_policy(text: &str) {
    let mut sources = Sources::new();
    let source = sources.add("mutant.json", text);
    let (policy, diagnostics) = policy::read(source, text).into_parts();
    check_diagnostics(&diagnostics, &sources);
    let Some(policy) = policy.filter(|_| !diagnostics.has_errors()) else { return };
    let json = policy.to_json();
    let (read, _) = policy::read(sources.add("again.json", json.clone()), &json).into_result().expect("a policy reads back");
    assert_eq!(verdicts(&Arc::new(read)), verdicts(&Arc::new(policy)));
}

fn examine_use(text: &str) {
    for format in Format::ALL {
        let mut sources = Sources::new();
        let source = sources.add("mutant", text);
        let (uses, diagnostics) = usage::read(source, text, format, &[railc_library::vocabulary()], Unknown::Error).into_parts();
        check_diagnostics(&diagnostics, &sources);
        for described in uses.filter(|_| !diagnostics.has_errors()).unwrap_or_default() {
            let written = usage::to_yaml(&described);
            let read = usage::read(source, &written, Format::Yaml, &[railc_library::vocabulary()], Unknown::Error);
            assert_eq!(read.into_result().unwrap().0.iter().map(usage::to_yaml).collect::<String>(), written);
        }
    }
}

#[test]
fn no_mistake_breaks_anything() {
    let asked = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let cases = asked("RAILC_CASES");
    let seed = asked("RAILC_SEED").unwrap_or_else(|| if cases.is_some() { RandomState::new().hash_one(0) } else { 0 });
    let mut specs: Vec<&str> = railc_library::library().specs.iter().map(|spec| spec.text).collect();
    specs.push(include_str!("../../examples/garden.rail"));
    let policies: Vec<String> = ["apache-2.0", "llama-3.1"].iter().map(|id| railc_library::policy(id).unwrap().to_json()).collect();
    for case in 0..cases.unwrap_or(150) {
        let mut random = Random(seed.wrapping_add(case));
        let (kind, one, other) = (random.below(8), *random.one(&specs), *random.one(&specs));
        let (text, examine): (String, fn(&str)) = match kind {
            0 => (mutant(random.one(&policies).clone().as_str(), other, &mut random), examine_policy),
            1 | 2 => (mutant(USES, other, &mut random), examine_use),
            _ => (mutant(one, other, &mut random), examine_spec),
        };
        let started = Instant::now();
        let examined = catch_unwind(AssertUnwindSafe(|| examine(&text)));
        let is_quick = started.elapsed() < Duration::from_secs(30);
        assert!(
            examined.is_ok() && is_quick,
            "RAILC_CASES=1 RAILC_SEED={} is the mutant that breaks something:\n{text}",
            seed.wrapping_add(case)
        );
    }
}
