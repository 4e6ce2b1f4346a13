//! The texts of a license: its own, and one for each other language that it names.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use railc_core::base::SourceId;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_language::driver::{self, Compiled};
use railc_language::render::{Document, Language};

use crate::cli::subject::name_of;
use crate::cli::{Session, files};

/// The license text in one language.
pub(in crate::cli) struct Text<'c> {
    /// The tag of the language, as the license writes it; `None` for the text that decides.
    tag: Option<String>,
    /// The text.
    pub document: Cow<'c, Document>,
}

impl Text<'_> {
    /// Whether it is the text that decides.
    pub(super) fn decides(&self) -> bool {
        self.tag.is_none()
    }

    /// The name of a file: `LICENSE.md`, `LICENSE.fr.md`.
    pub(super) fn name(&self, stem: &str, ending: &str) -> String {
        match &self.tag {
            Some(tag) => format!("{stem}.{tag}.{ending}"),
            None => format!("{stem}.{ending}"),
        }
    }
}

/// The texts of a license, the one that decides first; none for a reading.
pub(in crate::cli) fn texts<'c>(spec: &str, compiled: &'c Compiled, session: &mut Session) -> Result<Vec<Text<'c>>, Diagnostics> {
    let Some(document) = &compiled.document else { return Ok(Vec::new()) };
    let mut texts = vec![Text { tag: None, document: Cow::Borrowed(document) }];
    let mut all: Diagnostics = compiled.license.clauses().filter_map(|(_, clause)| clause.changed_rule(false)).collect();
    let languages = &compiled.license.languages;
    all.extend(
        languages.iter().filter(|(tag, decides)| *decides && Language::of(tag) != Some(document.language)).map(|(tag, _)| not_drafted(tag)),
    );
    let mut seen = BTreeSet::new();
    for (tag, _) in languages.iter().filter(|(tag, decides)| !decides && seen.insert(tag.clone())) {
        let Some(language) = Language::of(tag) else {
            all.push(no_language(tag));
            continue;
        };
        let (document, diagnostics) = translated(spec, tag, language, compiled, session)?.into_parts();
        all.append(diagnostics);
        texts.extend(document.map(|document| Text { tag: Some(tag.clone()), document: Cow::Owned(document) }));
    }
    if all.has_errors() {
        return Err(all);
    }
    session.warn(all);
    Ok(texts)
}

/// The text of a license in another language, with what is wrong with its translation.
pub(in crate::cli) fn translated(
    spec: &str,
    tag: &str,
    language: &'static Language,
    compiled: &Compiled,
    session: &mut Session,
) -> Result<Reported<Document>, Diagnostic> {
    let supplied = supplied(spec, tag, session)?;
    let library = railc_library::library();
    Ok(driver::in_language(library, &mut session.sources, compiled, language, supplied.as_slice()))
}

/// The translations beside a spec: `garden.fr.toml` beside `garden.rail`.
fn supplied(spec: &str, tag: &str, session: &mut Session) -> Result<Option<SourceId>, Diagnostic> {
    let spec = name_of(spec);
    let path = Path::new(spec).with_extension(format!("{tag}.toml"));
    if !spec.ends_with(".rail") || !path.is_file() {
        return Ok(None);
    }
    let path = path.to_string_lossy();
    let text = files::read(&path, files::SPEC_LIMIT)?;
    Ok(Some(session.sources.add(&*path, text)))
}

/// Reports a language that is to decide, and in which no sentence is drafted.
fn not_drafted(tag: &str) -> Diagnostic {
    let message = format!("the language `{tag}` is to decide, and the text that decides is written in English");
    Diagnostic::new(Code::NoLanguage, message).help(format!("write `language en authoritative`, and `language {tag} informative`"))
}

/// Reports a language without texts.
pub(in crate::cli) fn no_language(tag: &str) -> Diagnostic {
    let known: Vec<String> = Language::tags().map(|tag| format!("`{tag}`")).collect();
    let diagnostic = Diagnostic::new(Code::NoLanguage, format!("no text is written in the language `{tag}`"));
    diagnostic.help(format!("the languages of texts are {}", known.join(", ")))
}
