//! Drafting lints: what a lawyer would mark in a text, and a drafter in its rules. `docs/lints.md` lists them.
//!
//! A lint is a function from a text, or a license, to findings; it stands in a file with those like it, in one line of `LINTS`, and has a page
//! of its code. Texts are looked at as `Prose`, whether a spec prints them or somebody's file holds them. What a spec allows, with a reason, is
//! left out. Imports `analysis`, `render`, `license`, `policy`, `diagnostic`, `base`.

mod allowed;
mod bindings;
mod drafted;
mod finding;
mod flow_down;
mod imported;
mod lists;
mod modals;
mod places;
mod powers;
mod prose;
mod references;
mod released;
mod rules;
mod sentences;
mod terms;
mod translations;
mod uses;
mod wording;
mod words;

use std::sync::Arc;

use railc_core::base::{SourceId, Sources};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::policy::Policy;
use railc_language::license::License;
use railc_language::render::{Document, Language, Lines};

use allowed::Allowed;
use finding::Finding;
use places::Places;
use prose::Prose;

/// A lint: the code of what it finds, and where it looks.
struct Lint {
    code: Code,
    look: Look,
}

/// Where a lint looks.
#[derive(Clone, Copy)]
enum Look {
    /// At single words of any text, also of the summaries of a reading.
    Words(fn(&Prose) -> Vec<Finding>),
    /// At any text that is a license.
    Text(fn(&Prose) -> Vec<Finding>),
    /// At the text of a spec.
    Drafted(fn(&Prose) -> Vec<Finding>),
    /// At the text of somebody's file.
    Imported(fn(&Prose) -> Vec<Finding>),
    /// At the rules of a license.
    Rules(fn(&Subject<'_>) -> Vec<Finding>),
    /// At the translations of a license, where there are any.
    Translations(fn(&Subject<'_>) -> Vec<Finding>),
    /// At the last release of a license, where it is known.
    Released(fn(&Subject<'_>) -> Vec<Finding>),
}

/// All lints, in the order of their codes.
const LINTS: &[Lint] = &[
    Lint { code: Code::ChangedRule, look: Look::Rules(bindings::changed) },
    Lint { code: Code::UnusedTerm, look: Look::Text(terms::unused) },
    Lint { code: Code::UsedOnce, look: Look::Text(terms::used_once) },
    Lint { code: Code::DuplicateDefinition, look: Look::Imported(terms::duplicate) },
    Lint { code: Code::CircularDefinition, look: Look::Text(terms::circular) },
    Lint { code: Code::UnmarkedUse, look: Look::Text(uses::unmarked) },
    Lint { code: Code::LowercaseUse, look: Look::Text(uses::lowercase) },
    Lint { code: Code::CapitalisedStranger, look: Look::Text(uses::stranger) },
    Lint { code: Code::OverlappingTerms, look: Look::Text(terms::overlapping) },
    Lint { code: Code::OperativeDefinition, look: Look::Text(terms::operative) },
    Lint { code: Code::DanglingReference, look: Look::Imported(references::dangling) },
    Lint { code: Code::TypedReference, look: Look::Drafted(references::typed) },
    Lint { code: Code::TypedNumber, look: Look::Drafted(references::typed_numbers) },
    Lint { code: Code::AmbiguousSelf, look: Look::Text(references::pointing) },
    Lint { code: Code::MissingAttachment, look: Look::Imported(references::attachments) },
    Lint { code: Code::DuplicateNumber, look: Look::Imported(references::duplicate_numbers) },
    Lint { code: Code::ModalMix, look: Look::Text(modals::mixed) },
    Lint { code: Code::DeonticMismatch, look: Look::Rules(modals::against_rule) },
    Lint { code: Code::UnboundAtom, look: Look::Rules(bindings::unsaid) },
    Lint { code: Code::UnboundPhrase, look: Look::Rules(bindings::free) },
    Lint { code: Code::ForbiddenDuty, look: Look::Rules(rules::forbidden_duty) },
    Lint { code: Code::NeedlessDuty, look: Look::Rules(rules::needless_duty) },
    Lint { code: Code::DeadRule, look: Look::Rules(rules::dead) },
    Lint { code: Code::DeadRule, look: Look::Imported(lists::repeated) },
    Lint { code: Code::AndOr, look: Look::Words(lists::and_or) },
    Lint { code: Code::ScopeTail, look: Look::Text(lists::tail) },
    Lint { code: Code::OpenList, look: Look::Text(lists::open) },
    Lint { code: Code::VagueWord, look: Look::Text(wording::vague) },
    Lint { code: Code::LongSentence, look: Look::Text(sentences::long) },
    Lint { code: Code::DeepNesting, look: Look::Text(sentences::deep) },
    Lint { code: Code::ArchaicWord, look: Look::Words(wording::archaic) },
    Lint { code: Code::ListForm, look: Look::Imported(lists::form) },
    Lint { code: Code::MissingFlowDown, look: Look::Rules(flow_down::missing) },
    Lint { code: Code::SurvivalGap, look: Look::Text(powers::survival) },
    Lint { code: Code::OneSidedPower, look: Look::Text(powers::one_sided) },
    Lint { code: Code::Inconspicuous, look: Look::Text(powers::inconspicuous) },
    Lint { code: Code::TranslationTerm, look: Look::Translations(translations::terms) },
    Lint { code: Code::TranslationPolarity, look: Look::Translations(translations::polarity) },
    Lint { code: Code::ChangedLocked, look: Look::Released(released::changed) },
    Lint { code: Code::PlaceholderLeft, look: Look::Words(wording::placeholder) },
    Lint { code: Code::TestCoverage, look: Look::Rules(rules::untested) },
    Lint { code: Code::IdReuse, look: Look::Released(released::reused) },
    Lint { code: Code::Doublet, look: Look::Words(wording::doublets) },
];

/// The codes of all lints.
pub fn codes() -> Vec<Code> {
    LINTS.iter().map(|lint| lint.code).collect()
}

/// A license to look at, with what it is compared with.
pub struct Subject<'a> {
    /// The license.
    pub license: &'a License,
    /// Its rules.
    pub policy: &'a Arc<Policy>,
    /// Its text; `None` for a reading.
    pub document: Option<&'a Document>,
    /// Its clauses in one line each.
    pub lines: &'a Lines,
    /// The tags of its translations, and these.
    pub translations: &'a [(String, Document)],
    /// The policy of its last release.
    pub released: Option<&'a Policy>,
}

/// What the lints find in a license, read from the source `main`, in the order of the places.
pub fn license(subject: &Subject<'_>, main: SourceId, sources: &Sources) -> Diagnostics {
    let Some(words) = subject.lines.language.lint() else { return Diagnostics::new() };
    let prose = match subject.document {
        Some(document) => drafted::of_document(subject.license, document, words),
        None => drafted::of_lines(subject.license, subject.lines, words),
    };
    let is_reading = subject.license.is_reading();
    let look = |lint: &Lint| match lint.look {
        Look::Words(find) => Some(find(&prose)),
        Look::Imported(_) => None,
        _ if is_reading => None,
        Look::Text(find) | Look::Drafted(find) => Some(find(&prose)),
        Look::Rules(find) => Some(find(subject)),
        Look::Translations(find) => (!subject.translations.is_empty()).then(|| find(subject)),
        Look::Released(find) => subject.released.map(|_| find(subject)),
    };
    let allowed = Allowed::of(subject.license);
    let places = Places { sources, main, license: Some(subject.license) };
    let mut looked = Vec::new();
    let mut found = Vec::new();
    for (lint, findings) in LINTS.iter().filter_map(|lint| Some((lint, look(lint)?))) {
        looked.push(lint.code);
        // The clauses of a library have their tests there.
        let is_elsewhere = |finding: &Finding| lint.code == Code::TestCoverage && places.span(&finding.place, &prose).0.source != main;
        let meant = |finding: &Finding| !allowed.has(lint.code, places.home(&finding.place, &prose)) && !is_elsewhere(finding);
        found.extend(findings.into_iter().filter(meant).map(|finding| diagnostic(lint.code, finding, &prose, &places)));
    }
    found.extend(allowed.idle(main, &looked));
    in_order(found)
}

/// What the lints find in a text that is no spec, in the order of the places.
pub fn text(main: SourceId, sources: &Sources) -> Diagnostics {
    let Some(words) = <&Language>::default().lint() else { return Diagnostics::new() };
    let prose = imported::of_text(&sources.get(main).text, words);
    let places = Places { sources, main, license: None };
    let mut found = Vec::new();
    for lint in LINTS {
        let findings = match lint.look {
            Look::Words(find) | Look::Text(find) | Look::Imported(find) => find(&prose),
            Look::Drafted(_) | Look::Rules(_) | Look::Translations(_) | Look::Released(_) => continue,
        };
        found.extend(findings.into_iter().map(|finding| diagnostic(lint.code, finding, &prose, &places)));
    }
    in_order(found)
}

fn diagnostic(code: Code, finding: Finding, prose: &Prose, places: &Places<'_>) -> Diagnostic {
    let (span, is_literal) = places.span(&finding.place, prose);
    let diagnostic = Diagnostic::new(code, finding.message).at(span, "").help(finding.help);
    let diagnostic = match finding.also {
        Some((place, why)) => diagnostic.and(places.span(&place, prose).0, why),
        None => diagnostic,
    };
    match finding.mend {
        Some(mend) if is_literal => diagnostic.fix(span, mend),
        _ => diagnostic,
    }
}

fn in_order(mut found: Vec<Diagnostic>) -> Diagnostics {
    found.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    found.into_iter().collect()
}
