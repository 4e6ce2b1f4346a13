//! From a license and its translation to a draft.

use std::collections::{BTreeMap, BTreeSet};

use railc_core::base::{Sources, Span, nearest};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_core::vocabulary::Vocabulary;

use super::object::one_of;
use super::texts::Slots;
use super::{Pin, Pinned, TermEntry, Translation};
use crate::license::{self, Clause, License, Rule, Section, Term};
use crate::render::language::Language;
use crate::render::phrase::{Phrase, Piece};
use crate::render::templates::{self, Template, Templates, fill};
use crate::render::wording::{Block, ClauseDraft, Draft, Drafter, SectionDraft, TermDraft, Thing, layout, withdrawals};
use crate::render::{Fact, Heading, document, facts};

impl Translation {
    /// The draft of a license in this language. It has an error for each clause, section or term that nobody has translated, or that has changed
    /// since; terms that no text uses need no translation.
    pub fn draft<'a>(
        &'a self,
        license: &'a License,
        vocabulary: &'a Vocabulary,
        templates: Templates,
        sources: &'a Sources,
    ) -> Reported<Draft<'a>> {
        let mut writer = Writer {
            translation: self,
            sources,
            license,
            drafter: Drafter::with(license, vocabulary, templates),
            diagnostics: Diagnostics::new(),
            told: BTreeSet::new(),
            defined: BTreeSet::new(),
        };
        let draft = writer.draft();
        writer.strangers();
        Reported::new(draft, writer.diagnostics)
    }

    /// A blank or a parameter's value in this language, or as it is.
    fn said(&self, words: &str) -> String {
        self.words.get(words).map_or(words, String::as_str).to_owned()
    }
}

struct Writer<'a> {
    translation: &'a Translation,
    sources: &'a Sources,
    license: &'a License,
    drafter: Drafter<'a>,
    diagnostics: Diagnostics,
    /// What has been reported of: the kind of part, and its name.
    told: BTreeSet<(String, String)>,
    /// The terms that the English text defines.
    defined: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    fn draft(&mut self) -> Draft<'a> {
        let license = self.license;
        let english = document(&self.drafter.draft());
        self.defined = english.parts.into_iter().flat_map(|part| part.definitions).map(|definition| definition.term).collect();
        let sections = license.sections.iter().map(|section| self.section(section)).collect();
        let opening = self.opening();
        let terms = license.terms.iter().map(|term| self.term(term)).collect();
        Draft {
            license,
            language: self.translation.language,
            facts: self.facts(),
            opening,
            definitions: layout(&self.filled(Template::Definitions, &templates::Slots::new())),
            terms,
            sections,
        }
    }

    /// Reports what somebody translated that the license does not have, which is mostly a slip of the pen. The library translates for all licenses.
    fn strangers(&mut self) {
        let (translation, license) = (self.translation, self.license);
        let sections: Vec<&str> = license.sections.iter().map(|section| section.id.as_str()).collect();
        let clauses: Vec<&str> = license.clauses().map(|(_, clause)| clause.id.as_str()).collect();
        let terms: Vec<&str> = license.terms.iter().map(|term| term.name.as_str()).collect();
        let found = entries("sections", &translation.sections, &sections)
            .chain(entries("clauses", &translation.clauses, &clauses))
            .chain(entries("terms", &translation.terms, &terms));
        for (table, name, pin, known) in found {
            if !self.sources.get(pin.key.source).name.starts_with(LIBRARY) {
                let diagnostic =
                    Diagnostic::new(Code::BadTranslation, format!("the license has no `{name}` among its {table}")).at(pin.key, "");
                let near = nearest(name, known.iter().copied());
                self.diagnostics.push(diagnostic.nearest(&near, "take it out, or write the name as the spec has it"));
            }
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let said = |fact| match fact {
            Fact::Licensor(licensor) => Fact::Licensor(self.translation.said(&licensor)),
            Fact::Law(law) => Fact::Law(self.translation.said(&law)),
            other @ (Fact::Version(_) | Fact::Date(_) | Fact::Languages(_) | Fact::Translation(_) | Fact::Spdx(_)) => other,
        };
        let mut facts: Vec<Fact> = facts(self.license).into_iter().map(said).collect();
        let deciding = self.license.languages.iter().find(|(_, is_authoritative)| *is_authoritative);
        let tag = deciding.map_or_else(|| <&Language>::default().tag.to_owned(), |(tag, _)| tag.clone());
        facts.insert(facts.len().saturating_sub(1), Fact::Translation(tag));
        facts
    }

    fn opening(&mut self) -> Vec<Block> {
        let object = self.object(None);
        let licensor = self.license.licensor.as_ref().map(|licensor| self.translation.said(licensor));
        let slots = templates::Slots::new().words("object", object);
        let slots = licensor.into_iter().fold(slots, |slots, licensor| slots.words("licensor", licensor));
        layout(&self.filled(Template::Opening, &slots))
    }

    fn filled(&self, template: Template, slots: &templates::Slots) -> Phrase {
        fill(self.drafter.templates.of(self.translation.language, template), slots)
    }

    fn section(&mut self, section: &'a Section) -> SectionDraft<'a> {
        let object = self.object(Some(section));
        let entry = match section.title.is_some() || section.text.is_some() {
            true => self.entry(&self.translation.sections, &section.id, &section.digest, section.span, "section"),
            false => None,
        };
        let heading = match section.is_implied {
            true => Some(Heading::Terms),
            false => entry.and_then(|entry| entry.title.clone()).map(Heading::Written),
        };
        let opening = match (entry.and_then(|entry| Some((entry.text.as_ref()?, entry.pin.key))), &section.text) {
            (Some((text, key)), _) => {
                let slots = self.slots(&object, None);
                self.translation.blocks(text, key, &slots, &mut self.diagnostics)
            }
            (None, Some(_)) => Vec::new(),
            (None, None) => self.chapeau(section, &object),
        };
        let clauses = section.clauses.iter().map(|clause| self.clause(clause, &object)).collect();
        SectionDraft { heading, opening, clauses }
    }

    fn chapeau(&mut self, section: &Section, object: &str) -> Vec<Block> {
        let prohibits = section.clauses.iter().filter(|clause| matches!(clause.rule, Rule::Prohibit { .. })).count();
        if !section.is_attachment || prohibits == 0 || prohibits < section.clauses.len() {
            return Vec::new();
        }
        let slots = templates::Slots::new()
            .words("object", object)
            .flag("many", prohibits > 1)
            .words("section", Piece::Reference(section.id.clone()));
        layout(&self.filled(Template::Chapeau, &slots))
    }

    fn clause(&mut self, clause: &'a Clause, object: &str) -> ClauseDraft<'a> {
        let Some(entry) = self.entry(&self.translation.clauses, &clause.id, &clause.digest, Some(clause.span), "clause") else {
            return ClauseDraft::plain(None, Vec::new());
        };
        let slots = self.slots(object, Some(clause));
        let text = entry.text.as_deref().unwrap_or_default();
        if text.is_empty() || (clause.title.is_some() && entry.title.is_none()) {
            let message = format!("the translation of @{} lacks its {}", clause.id, if text.is_empty() { "text" } else { "title" });
            self.diagnostics
                .push(Diagnostic::new(Code::NotTranslated, message).at(entry.pin.key, "").help("write what the English clause says"));
        }
        let names_object =
            clause.text.iter().flat_map(|text| text.paragraphs.iter().flatten()).any(|piece| matches!(piece, license::Piece::Object(_)));
        if names_object && !text.is_empty() && !text.contains("{object}") {
            let message = format!("the translation of @{} does not say what it is about: it lacks `{{object}}`", clause.id);
            self.diagnostics.push(
                Diagnostic::new(Code::BadTranslation, message).at(entry.pin.key, "").help("write `{object}` where the English words do"),
            );
        }
        let mut blocks = self.translation.blocks(text, entry.pin.key, &slots, &mut self.diagnostics);
        blocks.iter_mut().for_each(|block| block.is_conspicuous = entry.is_conspicuous);
        ClauseDraft::plain(entry.title.as_deref(), blocks)
    }

    fn term(&mut self, term: &'a Term) -> TermDraft<'a> {
        let untranslated = TermDraft { name: "", also: &[], inflected: &[], sort: None, meaning: Vec::new() };
        let is_needed = self.defined.contains(&term.name);
        let Some(entry) = is_needed.then(|| self.term_entry(term)).flatten() else { return untranslated };
        let slots = self.slots("", None);
        let text = entry.text.as_deref().unwrap_or_default();
        let meaning = self.translation.blocks(text, entry.pin.key, &slots, &mut self.diagnostics);
        TermDraft { name: &entry.is, also: &entry.also, inflected: &entry.forms, sort: entry.sort.as_deref(), meaning }
    }

    fn term_entry(&mut self, term: &Term) -> Option<&'a TermEntry> {
        self.entry(&self.translation.terms, &term.name, &term.digest, Some(term.span), "term")
    }

    /// What the clauses of a section are about, or the license as a whole.
    fn object(&mut self, section: Option<&Section>) -> String {
        let language = self.translation.language;
        let mut named = Vec::new();
        for thing in self.drafter.object_things(section) {
            let term = match thing {
                Thing::Term(at) | Thing::Everything(Some(at)) => self.license.terms.get(at).cloned(),
                Thing::Concept(_) | Thing::Everything(None) => None,
            };
            match term {
                Some(term) => named.extend(self.term_entry(&term).map(|entry| entry.as_object(language))),
                None => self.diagnostics.push(nameless(section, language.tag)),
            }
        }
        one_of(named, language)
    }

    fn slots(&self, object: &str, clause: Option<&Clause>) -> Slots<'a> {
        let translation = self.translation;
        let mut words: BTreeMap<&str, String> = BTreeMap::new();
        for parameter in &self.license.parameters {
            words.insert(&parameter.name, translation.said(&parameter.value));
        }
        let laws: Vec<String> = self.license.laws.iter().map(|(law, _)| translation.said(law)).collect();
        words.insert("law", laws.join(translation.language.words().joining.and));
        words.insert("licensor", self.license.licensor.as_deref().map(|licensor| translation.said(licensor)).unwrap_or_default());
        words.insert("object", object.to_owned());
        let grant = clause.filter(|clause| matches!(clause.rule, Rule::Permit { .. })).map(|clause| clause.id.as_str());
        Slots { license: self.license, words, withdrawals: withdrawals(self.license, grant, translation.language.words()) }
    }

    /// Where the translation of what is written in a place belongs.
    fn file_for(&self, written: Option<Span>) -> String {
        let tag = self.translation.language.tag;
        let spec = written.map(|span| self.sources.get(span.source).name.as_str()).filter(|name| !name.starts_with(LIBRARY));
        match spec.and_then(|name| name.strip_suffix(".rail")) {
            Some(name) => format!("`{name}.{tag}.toml`"),
            None => format!("a file beside your spec that is called like it and ends in `.{tag}.toml`"),
        }
    }

    fn has_worded_exceptions(&self, what: &str, name: &str) -> bool {
        let clause = self.license.clauses().map(|(_, clause)| clause).find(|clause| what == "clause" && clause.id == name);
        clause.is_some_and(|clause| clause.text.is_some() && clause.exceptions().into_iter().any(|exception| exception.text.is_some()))
    }

    /// Of several entries of one name, the one in the file that is called like the file of what it translates.
    fn likeliest<'e, T: Pinned>(&self, entries: &'e [T], written: Option<Span>) -> Option<&'e T> {
        let file = |span: Span| stem(&self.sources.get(span.source).name);
        let home = written.map(file).unwrap_or_default();
        // A translation of the library is never one of what somebody wrote himself under the same name.
        let is_of_library = |span: Span| self.sources.get(span.source).name.starts_with(LIBRARY);
        let is_own = written.is_some_and(|written| !is_of_library(written));
        let entries: Vec<&T> = entries.iter().filter(|entry| !(is_own && is_of_library(entry.pin().key))).collect();
        // `garden.fr.toml` translates `garden.rail`, `house.toml` in the folder of a language `house.rail`.
        let is_of_home = |entry: &&T| file(entry.pin().key).strip_prefix(home).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        entries.iter().copied().find(is_of_home).or(entries.first().copied())
    }

    /// The entry of this name that translates what is written now.
    fn entry<T: Pinned>(
        &mut self,
        entries: &'a BTreeMap<String, Vec<T>>,
        name: &str,
        digest: &str,
        span: Option<Span>,
        what: &str,
    ) -> Option<&'a T> {
        let found = entries.get(name).map(Vec::as_slice).unwrap_or_default();
        let current = found.iter().find(|entry| entry.pin().is_of(digest));
        if current.is_none() && self.told.insert((what.to_owned(), name.to_owned())) {
            let tag = self.translation.language.tag;
            let named = if what == "term" { format!("the term \"{name}\"") } else { format!("@{name}") };
            let diagnostic = match self.likeliest(found, span) {
                None => {
                    let diagnostic = Diagnostic::new(Code::NotTranslated, format!("{named} has no words in the language `{tag}`"));
                    let exceptions = if self.has_worded_exceptions(what, name) { ", with those of its exceptions," } else { "" };
                    let key = if what == "term" { format!("\"{name}\"") } else { name.to_owned() };
                    span.into_iter()
                        .fold(diagnostic, |diagnostic, span| diagnostic.at(span, ""))
                        .help(format!("put them{exceptions} into {}, under `[{what}s.{key}]`", self.file_for(span)))
                }
                Some(entry) => {
                    let message =
                        format!("{named} has changed since it was translated into `{tag}`, or nobody has reviewed the translation");
                    let diagnostic = Diagnostic::new(Code::ChangedSince, message).at(entry.pin().key, "this translation");
                    let diagnostic = span.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.and(span, "what it translates")).help(
                        format!("make the translation say the same, then write `of = \"{digest}\"` into it, as `railc review --pin` does"),
                    );
                    entry.pin().fix(diagnostic, digest)
                }
            };
            self.diagnostics.push(diagnostic);
        }
        current
    }
}

/// Where the specs and the translations of the library are.
const LIBRARY: &str = "licenses/";

/// The entries of a table that translate nothing of a license: the table, the name, where it stands, and the names that there are.
fn entries<'e, T: Pinned>(
    table: &'static str,
    all: &'e BTreeMap<String, Vec<T>>,
    known: &'e [&'e str],
) -> impl Iterator<Item = (&'static str, &'e str, &'e Pin, &'e [&'e str])> {
    let unknown = all.iter().filter(|(name, _)| !known.contains(&name.as_str()));
    unknown.flat_map(move |(name, found)| found.iter().map(move |entry| (table, name.as_str(), entry.pin(), known)))
}

/// The name of a file without its folder and its endings.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.strip_suffix(".toml").or_else(|| name.strip_suffix(".rail")).unwrap_or(name)
}

fn nameless(section: Option<&Section>, tag: &str) -> Diagnostic {
    let about = section.map_or_else(|| "the license".to_owned(), |section| format!("@{}", section.id));
    let message = format!("what {about} is about has no name in the language `{tag}`");
    Diagnostic::new(Code::NotTranslated, message).help("define a term for it, and translate the term")
}
