//! From published JSON to a policy; every name in it must resolve.

mod hidden;
mod places;
mod rules;

use std::sync::Arc;

use crate::base::SourceId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Reported, hidden_sign};
use crate::vocabulary::published::{self, Published};
use crate::vocabulary::{Draft, Vocabulary};

use super::format::{ConditionEntry, ExceptionEntry, PolicyDocument, VERSION};
use super::{CLAUSE_LIMIT, COMPARISON_LIMIT, PROPOSITION_LIMIT, Policy};
use places::Places;
use rules::Reading;

/// The policy that a JSON text holds, or everything that is wrong with it.
pub fn read(source: SourceId, text: &str) -> Reported<Policy> {
    let places = Places::new(source, text);
    if let Some((sign, start, length)) = hidden::find(text) {
        return Reported::nothing(hidden_sign(sign).at(places.span(start, length), "").into());
    }
    let mut document = match document(&places) {
        Ok(document) => document,
        Err(diagnostic) => return Reported::nothing(diagnostic.into()),
    };
    let draft = std::mem::take(&mut document.vocabulary);
    let (vocabulary, flaws) = Vocabulary::from_draft(draft, &document.hashes.vocabulary);
    let vocabulary = Arc::new(vocabulary);
    let mut reading = Reading::new(&vocabulary, &document, places);
    for flaw in flaws {
        let message = format!("the policy's vocabulary can't be meant: {} (`{}`)", flaw.trouble, flaw.entry);
        reading.report(Code::BrokenVocabulary, message, &flaw.entry, "compile the policy again from its spec");
    }
    reading.check_ids(&document);
    let rules = reading.rules(document);
    if !reading.diagnostics.is_empty() {
        return Reported::nothing(reading.diagnostics);
    }
    Reported::new(Policy::new(vocabulary, rules).expect("every name was looked up"), Diagnostics::new())
}

/// A policy whose vocabulary is still a draft.
type Document<'a> = PolicyDocument<Published<'a, Draft>>;

/// The parsed JSON, if it has this version and is not too large.
fn document<'a>(places: &Places<'a>) -> Result<Document<'a>, Diagnostic> {
    let document = serde_json::from_str::<Document<'_>>(places.text);
    // A newer version may hold anything else: that it is newer explains every other error.
    let versions = match &document {
        Ok(document) => Some((u64::from(document.version), u64::from(document.vocabulary.version))),
        Err(_) => serde_json::from_str::<Versioned>(places.text).ok().map(|versioned| (versioned.version, versioned.vocabulary.version)),
    };
    if let Some((own, of_vocabulary)) = versions {
        other_version(places, "the policy", own, VERSION, "version")?;
        other_version(places, "the vocabulary of the policy", of_vocabulary, published::VERSION, "vocabulary")?;
    }
    let document = document.map_err(|error| unreadable(places, &error))?;
    match too_large(&document) {
        Some(excess) => {
            let message = format!("the policy has more than {excess}");
            Err(Diagnostic::new(Code::PolicyTooLarge, message).at(places.start(), "").help("compile the policy again from its spec"))
        }
        None => Ok(document),
    }
}

/// Fails if a part of the policy has another version than the one that is read.
fn other_version(places: &Places<'_>, what: &str, version: u64, read: u32, name: &str) -> Result<(), Diagnostic> {
    if version == u64::from(read) {
        return Ok(());
    }
    let message = format!("{what} has version {version}, and this railc reads version {read}");
    let help = if version > u64::from(read) { "update railc" } else { "compile the policy again from its spec" };
    Err(Diagnostic::new(Code::NewerPolicy, message).at(places.find(name), "").help(help))
}

/// The versions alone; everything else is ignored.
#[derive(serde::Deserialize)]
struct Versioned {
    version: u64,
    #[serde(default)]
    vocabulary: VersionedVocabulary,
}

#[derive(serde::Deserialize)]
#[serde(default)]
struct VersionedVocabulary {
    version: u64,
}

impl Default for VersionedVocabulary {
    fn default() -> VersionedVocabulary {
        VersionedVocabulary { version: u64::from(published::VERSION) }
    }
}

/// What a policy has too much of, if anything.
fn too_large(document: &Document<'_>) -> Option<&'static str> {
    let vocabulary = &document.vocabulary;
    let rules = document.grants.len() + document.limits.len() + document.prohibitions.len() + document.duties.len();
    let mut counts = Counts::default();
    document.conditions().for_each(|condition| condition.count(&mut counts));
    let Counts { parts, propositions, comparisons } = counts;
    let members: usize = vocabulary.exclusive.iter().map(|group| 1 + group.len()).sum();
    let defaults: usize = vocabulary.facets.values().map(|facet| facet.default.len()).sum();
    let ordered: usize = vocabulary.scalars.values().map(|scalar| scalar.at_most.len()).sum();
    let limits = [
        (vocabulary.facets.len() > 1_000, "1,000 facets"),
        (vocabulary.concepts.names().len() > 20_000, "20,000 concepts"),
        (vocabulary.scalars.len() > 1_000, "1,000 scalars"),
        (members > 100_000, "100,000 groups of exclusive concepts and members of these"),
        (defaults > 1_000, "1,000 defaults"),
        (ordered > 5_000, "5,000 scalars that another is at most"),
        (vocabulary.concepts.names().any(|name| name.matches('.').count() > 64), "64 levels of concepts"),
        (rules > CLAUSE_LIMIT, "5,000 rules"),
        (document.propositions.len() > CLAUSE_LIMIT, "5,000 propositions of its own"),
        (document.asks.len() > CLAUSE_LIMIT, "5,000 things that it asks about"),
        (propositions > PROPOSITION_LIMIT, "200,000 propositions in its conditions"),
        (parts > PART_LIMIT, "1,000,000 conditions, parts of others included"),
        (comparisons > COMPARISON_LIMIT, "2,000 comparisons"),
    ];
    limits.into_iter().find_map(|(is_passed, limit)| is_passed.then_some(limit))
}

impl<V> PolicyDocument<V> {
    fn conditions(&self) -> impl Iterator<Item = &ConditionEntry> {
        fn excepting(exceptions: &[ExceptionEntry]) -> impl Iterator<Item = &ConditionEntry> {
            exceptions.iter().map(|exception| &exception.condition)
        }
        let grants = self.grants.iter().map(|grant| &grant.condition);
        let prohibitions = self.prohibitions.iter().flat_map(|rule| excepting(&rule.exceptions).chain([&rule.condition]));
        let duties = self.duties.iter().flat_map(|duty| excepting(&duty.exceptions).chain([&duty.trigger, &duty.performed_by]));
        grants.chain(prohibitions).chain(duties)
    }
}

/// The most conditions, parts of others included: those that hold nothing cost something too.
const PART_LIMIT: usize = 1_000_000;

/// What there is in conditions.
#[derive(Default)]
struct Counts {
    parts: usize,
    propositions: usize,
    comparisons: usize,
}

impl ConditionEntry {
    fn count(&self, counts: &mut Counts) {
        counts.parts += 1;
        counts.propositions += usize::from(self.is.is_some() || self.compare.is_some());
        counts.comparisons += usize::from(self.compare.is_some());
        let inside = [&self.all, &self.any].into_iter().flatten().flat_map(|parts| parts.iter()).chain(self.not.as_deref());
        inside.for_each(|part| part.count(counts));
    }
}

fn unreadable(places: &Places<'_>, error: &serde_json::Error) -> Diagnostic {
    let text = places.text;
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let described = error.to_string();
    let what = described.split(" at line ").next().unwrap_or(&described);
    let message = if text.trim().is_empty() { "the file is empty".to_owned() } else { what.to_owned() };
    Diagnostic::new(Code::PolicySyntax, format!("this is no policy: {message}"))
        .at(places.span(at, length), "")
        .help("compile it again from its spec: `railc build SPEC`")
}
