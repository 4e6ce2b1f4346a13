//! The head of a license: who, what, when, under which law.

use std::collections::BTreeSet;

use crate::syntax::ast::{HeadField, Kind, Word};
use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic};

use super::flatten::Bundle;
use super::resolver::Resolver;
use super::{License, Original};

/// The head; what an extension does not say is taken from what it extends.
pub(super) fn from_ast(bundle: &Bundle, resolver: &mut Resolver<'_>) -> License {
    let spec = bundle.spec();
    let hash = railc_core::base::sha256(bundle.hashes().join("\n").as_bytes());
    let mut license = License::new(spec.kind.value, spec.title.value.clone(), hash);
    license.version = spec.version.as_ref().map(|version| version.value.clone()).unwrap_or_default();
    for unit in bundle.line() {
        let is_main = unit == bundle.main;
        let Some(unit) = bundle.units.get(unit) else { continue };
        if !is_main {
            license.extends = unit.spec.head.iter().find_map(|line| match &line.field {
                HeadField::Id(id) => Some(id.value.clone()),
                _ => None,
            });
        }
        let says = |field: fn(&HeadField) -> bool| unit.spec.head.iter().any(|line| field(&line.field));
        if says(|field| matches!(field, HeadField::Law { .. })) {
            license.laws.clear();
        }
        if says(|field| matches!(field, HeadField::Language { .. })) {
            license.languages.clear();
        }
        for line in &unit.spec.head {
            license.take(&line.field, is_main, resolver);
        }
    }
    resolver.diagnostics.extend(missing(&license, resolver, spec.title.span));
    license
}

/// The lines that every license needs and this one lacks.
fn missing(license: &License, resolver: &Resolver<'_>, title: Span) -> Vec<Diagnostic> {
    let has_wrong_artifact = resolver.diagnostics.iter().any(|one| one.code == Code::NotAnArtifact || one.code == Code::UnknownConcept);
    let lacks = [
        (license.version.is_empty(), "the license has no version", "say which one it is: `version \"1.0\"` after the title"),
        (license.id.is_empty(), "the license has no id", "add a line `id my-license-1.0` below the title"),
        (
            license.covers.is_empty() && !has_wrong_artifact,
            "the license does not say what it covers",
            "add a line `covers artifact.model, artifact.derivative` below the title",
        ),
    ];
    let found = lacks.into_iter().filter(|(is_missing, ..)| *is_missing);
    found.map(|(_, message, help)| Diagnostic::new(Code::MissingHead, message).at(title, "").help(help)).collect()
}

impl License {
    /// A license with nothing but its kind, its title and the hash of its spec.
    fn new(kind: Kind, title: String, spec_hash: String) -> License {
        License {
            kind,
            id: String::new(),
            title,
            version: String::new(),
            aliases: Vec::new(),
            family: None,
            spdx: None,
            hugging_face: None,
            licensor: None,
            date: None,
            sources: Vec::new(),
            covers: Vec::new(),
            asks: Vec::new(),
            languages: Vec::new(),
            laws: Vec::new(),
            extends: None,
            terms: Vec::new(),
            parameters: Vec::new(),
            locals: Vec::new(),
            sections: Vec::new(),
            definitions: None,
            tests: Vec::new(),
            inherited_tests: Vec::new(),
            allows: Vec::new(),
            spec_hash,
        }
    }

    fn take(&mut self, field: &HeadField, is_main: bool, resolver: &mut Resolver<'_>) {
        let text = |word: &Word| Some(word.value.clone());
        match field {
            HeadField::Id(id) if is_main => self.id = id.value.clone(),
            HeadField::Alias(alias) if is_main => self.aliases.push(alias.value.clone()),
            HeadField::Spdx(spdx) if is_main => {
                resolver.diagnostics.extend(no_spdx_id(spdx));
                self.spdx = text(spdx);
            }
            HeadField::HuggingFace(id) if is_main => self.hugging_face = text(id),
            HeadField::Source { url, dated, sha256 } if is_main => {
                resolver.diagnostics.extend(dated.as_ref().and_then(no_day));
                let [dated, sha256] = [dated, sha256].map(|word| word.as_ref().and_then(text));
                self.sources.push(Original { url: url.value.clone(), dated, sha256 });
            }
            HeadField::Date(date) if is_main => {
                resolver.diagnostics.extend(no_day(date));
                self.date = text(date);
            }
            HeadField::Id(_)
            | HeadField::Alias(_)
            | HeadField::Spdx(_)
            | HeadField::HuggingFace(_)
            | HeadField::Source { .. }
            | HeadField::Date(_) => {}
            HeadField::Family(family) => self.family = text(family),
            HeadField::Licensor(licensor) => self.licensor = text(licensor),
            HeadField::Covers(artifacts) => self.cover(artifacts, resolver),
            HeadField::Asks(names) => self.asks.extend(names.iter().filter_map(|name| resolver.asked(name))),
            HeadField::Language { tag, authoritative } => self.languages.push((tag.value.clone(), authoritative.value)),
            HeadField::Law { text: law, at } => self.laws.push((law.value.clone(), at.as_ref().and_then(text))),
            HeadField::Allow(allow) => self.allows.extend(resolver.allows(std::slice::from_ref(allow))),
            HeadField::Extends(_) => {}
        }
    }

    /// Sets the covered artifacts; an extension may cover only what the extended license covers.
    fn cover(&mut self, artifacts: &[Word], resolver: &mut Resolver<'_>) {
        let covered = resolver.concepts_of(artifacts, "artifact", Code::NotAnArtifact);
        let base = std::mem::take(&mut self.covers);
        let lost = base.iter().filter(|artifact| !covered.iter().any(|own| resolver.vocabulary.is_a(**artifact, *own)));
        let lost: Vec<String> = lost.map(|artifact| resolver.vocabulary.concept(*artifact).name().to_owned()).collect();
        resolver.narrowed = artifacts.first().map(|word| (word.span, lost)).filter(|(_, lost)| !lost.is_empty());
        for (artifact, word) in covered.iter().zip(artifacts) {
            if !base.is_empty() && !base.iter().any(|covered| resolver.vocabulary.is_a(*artifact, *covered)) {
                let message = format!("`{}` is not covered by the license that is extended, and an extension can only tighten", word.value);
                let diagnostic = Diagnostic::new(Code::Loosening, message).at(word.span, "");
                resolver.diagnostics.push(diagnostic.help("cover artifacts of the extended license, or leave the line out"));
            }
        }
        let mut seen = BTreeSet::new();
        self.covers = covered.into_iter().filter(|artifact| seen.insert(*artifact)).collect();
    }
}

/// Reports an id with signs that SPDX has none of: each is letters, digits, points and hyphens.
fn no_spdx_id(id: &Word) -> Option<Diagnostic> {
    let is_of_id = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-');
    let own = id.value.strip_prefix("LicenseRef-").unwrap_or(&id.value);
    if !own.is_empty() && own.chars().all(is_of_id) {
        return None;
    }
    let parts: Vec<&str> = own.split(|sign| !is_of_id(sign)).filter(|part| !part.is_empty()).collect();
    let diagnostic = Diagnostic::new(Code::BadSpdxId, format!("`{}` is no SPDX id", id.value)).at(id.span, "");
    let own = if parts.is_empty() { "Garden-1.0".to_owned() } else { parts.join("-") };
    Some(diagnostic.help(format!("write it in letters, digits, `.` and `-`: `LicenseRef-{own}`")))
}

/// Licenses and their files are younger.
const FIRST_YEAR: u32 = 1900;

/// Reports a date that no calendar has, or no license.
fn no_day(date: &Word) -> Option<Diagnostic> {
    let mut parts = date.value.split('-').map(|part| part.parse::<u32>().unwrap_or_default());
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let is_leap_year = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        2 if is_leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let is_day = (1..=12).contains(&month) && (1..=days).contains(&day);
    if is_day && year < FIRST_YEAR {
        let message = format!("`{}` is before {FIRST_YEAR}, and so old no license is", date.value);
        return Some(Diagnostic::new(Code::BadNumber, message).at(date.span, "").help("write the year in four digits: `2026-11-02`"));
    }
    if is_day {
        return None;
    }
    let diagnostic = Diagnostic::new(Code::BadNumber, format!("`{}` is no day of a year", date.value)).at(date.span, "");
    Some(diagnostic.help("write year, month and day: `2026-11-02`"))
}
