//! Files of translations: TOML with the tables `terms`, `sections`, `clauses` and `words`.

use std::collections::BTreeMap;

use railc_core::base::{SourceId, Span, is_hidden};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use serde::Deserialize;
use toml::Spanned;

use super::{Entry, Pin, TermEntry, Translation};
use crate::render::Language;

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct File {
    terms: BTreeMap<Spanned<String>, WrittenTerm>,
    sections: BTreeMap<Spanned<String>, Written>,
    clauses: BTreeMap<Spanned<String>, Written>,
    words: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: Option<String>,
    text: Option<String>,
    #[serde(default)]
    conspicuous: bool,
    of: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTerm {
    is: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    forms: Vec<String>,
    gender: Option<Gender>,
    number: Option<Number>,
    #[serde(default)]
    indefinite: bool,
    sort: Option<String>,
    text: Option<String>,
    of: Option<Spanned<String>>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Gender {
    M,
    F,
    N,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Number {
    Pl,
}

impl Translation {
    /// Reads files, each a source with its text. A file that can't be read is left out and reported.
    pub fn read<'t>(language: &'static Language, files: impl IntoIterator<Item = (SourceId, &'t str)>) -> Reported<Translation> {
        let mut diagnostics = Diagnostics::new();
        let (clauses, sections, terms, words) = Default::default();
        let mut all = Translation { language, clauses, sections, terms, words };
        for (source, text) in files {
            match toml::from_str::<File>(text) {
                Ok(file) => {
                    let places = Places { source, text };
                    diagnostics.extend(flaws(&file, &places));
                    all.add(file, &places);
                }
                Err(error) => diagnostics.push(unreadable(&error, source)),
            }
        }
        Reported::new(all, diagnostics)
    }

    fn add(&mut self, file: File, places: &Places<'_>) {
        let File { terms, sections, clauses, words } = file;
        for (name, written) in terms {
            let entry = written.entry(|of| places.pin(&name, of));
            self.terms.entry(name.into_inner()).or_default().push(entry);
        }
        for (written, all) in [(sections, &mut self.sections), (clauses, &mut self.clauses)] {
            for (name, written) in written {
                let entry = written.entry(|of| places.pin(&name, of));
                all.entry(name.into_inner()).or_default().push(entry);
            }
        }
        self.words.extend(words);
    }
}

/// Words that no text may have: blank ones, signs that nobody sees, and line ends where a line is wanted.
fn flaws(file: &File, places: &Places<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut look = |key: Option<&Spanned<String>>, what: &str, words: &str, is_line: bool| {
        let hidden = words.chars().find(|sign| is_hidden(*sign));
        let flaw = match hidden {
            Some(sign) => format!("`{what}` has a sign that nobody sees (U+{:04X})", u32::from(sign)),
            None if words.trim().is_empty() => format!("there are no words in `{what}`"),
            None if is_line && words.contains(['\n', '\r']) => format!("`{what}` has more than one line"),
            None => return,
        };
        let diagnostic =
            Diagnostic::new(Code::BadTranslation, flaw).help("write the words that the text is to have, in one line but for `text`");
        found.push(match key {
            Some(key) => diagnostic.at(span(key.span(), places.source), ""),
            None => diagnostic,
        });
    };
    for (key, term) in &file.terms {
        look(Some(key), "is", &term.is, true);
        term.also.iter().chain(&term.forms).chain(&term.sort).for_each(|words| look(Some(key), "also", words, true));
        term.text.iter().for_each(|words| look(Some(key), "text", words, false));
    }
    for (key, written) in file.sections.iter().chain(&file.clauses) {
        written.title.iter().for_each(|words| look(Some(key), "title", words, true));
        written.text.iter().for_each(|words| look(Some(key), "text", words, false));
    }
    file.words.iter().for_each(|(english, words)| look(None, english, words, true));
    found
}

/// A file whose places are told.
struct Places<'t> {
    source: SourceId,
    text: &'t str,
}

impl Places<'_> {
    fn pin(&self, key: &Spanned<String>, of: Option<Spanned<String>>) -> Pin {
        let end = key.span().end;
        let line_end = self.text.get(end..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |length| end + length);
        Pin {
            of: of.map(|of| (of.get_ref().clone(), span(of.span(), self.source))),
            key: span(key.span(), self.source),
            line_end: span(line_end..line_end, self.source),
        }
    }
}

impl Written {
    fn entry(self, pin: impl Fn(Option<Spanned<String>>) -> Pin) -> Entry {
        Entry { title: self.title, text: self.text, is_conspicuous: self.conspicuous, pin: pin(self.of) }
    }
}

impl WrittenTerm {
    fn entry(self, pin: impl Fn(Option<Spanned<String>>) -> Pin) -> TermEntry {
        let gender = |gender| match gender {
            Gender::M => 'm',
            Gender::F => 'f',
            Gender::N => 'n',
        };
        TermEntry {
            is: self.is,
            also: self.also,
            forms: self.forms,
            gender: self.gender.map(gender),
            is_plural: self.number.is_some(),
            is_indefinite: self.indefinite,
            sort: self.sort,
            text: self.text,
            pin: pin(self.of),
        }
    }
}

fn span(range: std::ops::Range<usize>, source: SourceId) -> Span {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { source, start: byte(range.start), end: byte(range.end) }
}

fn unreadable(error: &toml::de::Error, source: SourceId) -> Diagnostic {
    let told = error.message().lines().next().unwrap_or_default();
    let diagnostic = Diagnostic::new(Code::BadTranslation, format!("this is no file of translations: {told}"));
    diagnostic.at(span(error.span().unwrap_or(0..0), source), "").help("`railc explain R0802` shows what such a file holds")
}
