//! From parsed specs to a license: names looked up, sections placed, numbers given.

use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{HeadField, Item, Kind, Spec, Word};
use crate::vocabulary::Vocabulary;

use super::flatten::{Bundle, is_license};
use super::names::Names;
use super::number::number;
use super::{Clause, Condition, Exception, License, Rule, Section, Term};

/// The most propositions that one condition may have once its terms are written out.
const CONDITION_LIMIT: usize = 10_000;
/// The most propositions that all conditions may have together.
const LICENSE_LIMIT: usize = 1_000_000;
/// How deep a condition may be once its terms are written out; JSON readers stop soon after twice that.
const DEPTH_LIMIT: usize = 48;
/// The most clauses of a license.
const CLAUSE_LIMIT: usize = 5_000;

/// The license that a bundle of specs says, and everything that is wrong with it; none where it can't be told what the license is at all.
pub fn from_ast(bundle: &Bundle, vocabulary: &Vocabulary) -> (Option<License>, Vec<Diagnostic>) {
    let spec = bundle.spec();
    let mut diagnostics = Vec::new();
    if !is_license(spec.kind.value) {
        let diagnostic = Diagnostic::new(Code::NotALicense, "a library is no license by itself").at(spec.kind.span, "");
        diagnostics.push(diagnostic.help("import it from a `license` or a `reading`"));
        return (None, diagnostics);
    }
    check_kinds(bundle, &mut diagnostics);
    let placed = bundle.sections(&mut diagnostics);
    let mut names = Names::new(bundle, &placed, vocabulary);
    let mut license = head(bundle, &mut names);
    license.terms = names
        .terms
        .clone()
        .into_iter()
        .map(|(term, is_own)| Term {
            name: term.name.value.clone(),
            also: term.also.iter().map(|form| form.value.clone()).collect(),
            means: names.optional_condition(term.means.as_ref()),
            text: names.optional_text(term.text.as_ref()),
            is_own,
        })
        .collect();
    license.sections = placed.iter().map(|section| names.section(section)).collect();
    // What is extended has passed its own tests; an extension may well be meant to change how they come out.
    let tests = bundle.items(bundle.main).iter();
    license.tests = tests
        .filter_map(|item| match item {
            Item::Test(test) => Some(names.test(test)),
            _ => None,
        })
        .collect();
    check_sizes(&license, &mut names);
    check_rules(&license, &mut names);
    names.check_unused(bundle.items(bundle.main));
    license.locals = std::mem::take(&mut names.locals);
    if license.kind == Kind::License {
        let has_definitions = license.terms.iter().any(|term| term.text.is_some());
        license.definitions = number(&mut license.sections, has_definitions);
    }
    diagnostics.extend(names.diagnostics);
    (Some(license), diagnostics)
}

/// What a license may import and extend.
fn check_kinds(bundle: &Bundle, diagnostics: &mut Vec<Diagnostic>) {
    for unit in bundle.all() {
        let Some(unit) = bundle.units.get(unit) else { continue };
        for (imported, span) in unit.imports.iter().zip(import_spans(&unit.spec)) {
            if bundle.units.get(*imported).is_some_and(|imported| is_license(imported.spec.kind.value)) {
                let diagnostic = Diagnostic::new(Code::NotALibrary, "only a library can be imported").at(span, "this is a license");
                diagnostics.push(diagnostic.help("move the shared terms and clauses to a file that begins with `library \"…\"`"));
            }
        }
        let Some((base, span)) = unit.extends.and_then(|base| bundle.units.get(base)).zip(extends_span(&unit.spec)) else { continue };
        match (unit.spec.kind.value, base.spec.kind.value) {
            (_, Kind::Library) => {
                let diagnostic = Diagnostic::new(Code::NotALicense, "a library can't be extended").at(span, "");
                diagnostics.push(diagnostic.help("import it instead"));
            }
            (Kind::License, Kind::Reading) => {
                let diagnostic = Diagnostic::new(
                    Code::ExtendsReading,
                    "a license can't extend a reading: the wording of that license is not ours to render",
                );
                diagnostics.push(diagnostic.at(span, "a reading").help("begin this file with `reading`"));
            }
            _ => {}
        }
    }
}

fn import_spans(spec: &Spec) -> impl Iterator<Item = Span> + '_ {
    spec.items.iter().filter_map(|item| match item {
        Item::Import(target) => Some(target.span),
        _ => None,
    })
}

fn extends_span(spec: &Spec) -> Option<Span> {
    spec.head.iter().find_map(|line| matches!(line.field, HeadField::Extends(_)).then_some(line.span))
}

/// The head; what an extension leaves unsaid it takes from what it extends.
fn head(bundle: &Bundle, names: &mut Names<'_>) -> License {
    let spec = bundle.spec();
    let mut license = License {
        kind: spec.kind.value,
        id: String::new(),
        title: spec.title.value.clone(),
        version: String::new(),
        aliases: Vec::new(),
        family: None,
        spdx: None,
        hugging_face: None,
        licensor: None,
        date: None,
        sources: Vec::new(),
        covers: Vec::new(),
        languages: Vec::new(),
        laws: Vec::new(),
        extends: None,
        terms: Vec::new(),
        locals: Vec::new(),
        sections: Vec::new(),
        definitions: None,
        tests: Vec::new(),
        spec_hash: crate::base::sha256(bundle.hashes().join("\n").as_bytes()),
    };
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
            license.take(&line.field, is_main, names);
        }
    }
    license.version = spec.version.as_ref().map(|version| version.value.clone()).unwrap_or_default();
    if spec.version.is_none() {
        let diagnostic = Diagnostic::new(Code::MissingHead, "the license has no version").at(spec.title.span, "");
        names.diagnostics.push(diagnostic.help("say which one it is: `version \"1.0\"` after the title"));
    }
    if license.id.is_empty() {
        let diagnostic = Diagnostic::new(Code::MissingHead, "the license has no id").at(spec.title.span, "");
        names.diagnostics.push(diagnostic.help("add a line `id my-license-1.0` below the title"));
    }
    if license.covers.is_empty() && !names.diagnostics.iter().any(|one| one.code == Code::NotAnArtifact || one.code == Code::UnknownConcept)
    {
        let diagnostic = Diagnostic::new(Code::MissingHead, "the license does not say what it covers").at(spec.title.span, "");
        names.diagnostics.push(diagnostic.help("add a line `covers artifact.model, artifact.derivative` below the title"));
    }
    license
}

impl License {
    fn take(&mut self, field: &HeadField, is_main: bool, names: &mut Names<'_>) {
        let text = |word: &Word| Some(word.value.clone());
        match field {
            HeadField::Id(id) if is_main => self.id = id.value.clone(),
            HeadField::Alias(alias) if is_main => self.aliases.push(alias.value.clone()),
            HeadField::Spdx(spdx) if is_main => self.spdx = text(spdx),
            HeadField::HuggingFace(id) if is_main => self.hugging_face = text(id),
            HeadField::Source { url, sha256 } if is_main => self.sources.push((url.value.clone(), sha256.as_ref().and_then(text))),
            HeadField::Date(date) if is_main => {
                names.check_date(date);
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
            HeadField::Covers(artifacts) => self.cover(artifacts, names),
            HeadField::Language { tag, authoritative } => self.languages.push((tag.value.clone(), authoritative.value)),
            HeadField::Law { text: law, at } => self.laws.push((law.value.clone(), at.as_ref().and_then(text))),
            HeadField::Extends(_) => {}
        }
    }

    /// Takes the covered artifacts; an extension covers nothing that what it extends does not.
    fn cover(&mut self, artifacts: &[Word], names: &mut Names<'_>) {
        let covered = names.concepts_of(artifacts, "artifact", Code::NotAnArtifact);
        let base = std::mem::take(&mut self.covers);
        for (artifact, word) in covered.iter().zip(artifacts) {
            if !base.is_empty() && !base.iter().any(|covered| names.vocabulary.is_a(*artifact, *covered)) {
                let message = format!("`{}` is not covered by the license that is extended, and an extension can only tighten", word.value);
                let diagnostic = Diagnostic::new(Code::Loosening, message).at(word.span, "");
                names.diagnostics.push(diagnostic.help("cover artifacts of the extended license, or leave the line out"));
            }
        }
        self.covers = covered;
    }

    /// Leaves out the parts that were not chosen, and makes the chosen ones unconditional; numbers follow.
    pub fn choose(&mut self, modules: &[String]) {
        let is_chosen =
            |local: &super::Local| local.id.strip_prefix("module.").is_some_and(|module| modules.iter().any(|chosen| chosen == module));
        let locals = &self.locals;
        let stays = |module: Option<usize>| module.and_then(|at| locals.get(at)).is_none_or(is_chosen);
        self.sections.retain(|section| stays(section.module));
        for section in &mut self.sections {
            section.module = None;
            section.clauses.retain(|clause| stays(clause.module));
            section.clauses.iter_mut().for_each(|clause| clause.module = None);
        }
        if self.kind == Kind::License {
            let has_definitions = self.terms.iter().any(|term| term.text.is_some());
            self.definitions = number(&mut self.sections, has_definitions);
        }
    }
}

/// Terms never mean themselves, and no condition is too large to write out.
fn check_sizes(license: &License, names: &mut Names<'_>) {
    let mut sizes = Sizes { license, known: vec![None; license.terms.len()], open: Vec::new() };
    for at in 0..license.terms.len() {
        let Some((term, _)) = names.terms.get(at) else { continue };
        let Some(size) = sizes.term(at) else {
            let diagnostic = Diagnostic::new(Code::CircularTerm, format!("the meaning of \"{}\" rests on itself", term.name.value));
            let diagnostic = diagnostic.at(term.name.span, "").help("say what it means without the terms that are explained by it");
            return names.diagnostics.push(diagnostic);
        };
        if size.is_too_large() {
            return names.diagnostics.push(too_large(format!("the meaning of \"{}\"", term.name.value), term.name.span));
        }
    }
    let mut all = 0usize;
    for (section, clause) in license.clauses() {
        let shared = section.when.iter().chain(section.exceptions.iter().map(|exception| &exception.condition));
        for condition in clause.conditions().into_iter().chain(shared) {
            let Some(size) = sizes.condition(condition) else { continue };
            all = all.saturating_add(size.propositions);
            if size.is_too_large() || all > LICENSE_LIMIT {
                return names.diagnostics.push(too_large(format!("what `@{}` rests on", clause.id), clause.span));
            }
        }
    }
    let clauses = license.clauses().count();
    if let Some((_, clause)) = license.clauses().nth(CLAUSE_LIMIT) {
        let message = format!("the license has {clauses} clauses, and {CLAUSE_LIMIT} are the limit");
        names
            .diagnostics
            .push(Diagnostic::new(Code::TooLarge, message).at(clause.span, "the first too many").help("say it in fewer clauses"));
    }
}

fn too_large(what: String, span: Span) -> Diagnostic {
    let message = format!(
        "{what} has more than {CONDITION_LIMIT} propositions, or brackets deeper than {DEPTH_LIMIT}, when its terms are written out"
    );
    Diagnostic::new(Code::TooLarge, message).at(span, "").help("say it with fewer terms inside terms")
}

/// How large conditions are when their terms are written out.
struct Sizes<'a> {
    license: &'a License,
    known: Vec<Option<Size>>,
    /// The terms that are being written out.
    open: Vec<usize>,
}

/// How many propositions a condition has, and how deep it is.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    propositions: usize,
    depth: usize,
}

impl Size {
    fn is_too_large(self) -> bool {
        self.propositions > CONDITION_LIMIT || self.depth > DEPTH_LIMIT
    }

    fn beside(self, other: Size) -> Size {
        Size { propositions: self.propositions.saturating_add(other.propositions), depth: self.depth.max(other.depth) }
    }
}

impl Sizes<'_> {
    /// The size of a term; `None` where its meaning rests on itself.
    fn term(&mut self, at: usize) -> Option<Size> {
        if let Some(Some(size)) = self.known.get(at) {
            return Some(*size);
        }
        if self.open.contains(&at) {
            return None;
        }
        if self.open.len() > 2 * DEPTH_LIMIT {
            return Some(Size { propositions: 1, depth: 2 * DEPTH_LIMIT });
        }
        self.open.push(at);
        let means = self.license.terms.get(at).and_then(|term| term.means.as_ref());
        let size = means.map_or(Some(Size { propositions: 1, depth: 1 }), |means| self.condition(means));
        self.open.pop();
        if let (Some(slot), Some(size)) = (self.known.get_mut(at), size) {
            *slot = Some(size);
        }
        size
    }

    fn condition(&mut self, condition: &Condition) -> Option<Size> {
        let inside = match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().try_fold(Size::default(), |sum, part| Some(sum.beside(self.condition(part)?)))?
            }
            Condition::Not(part) => self.condition(part)?,
            Condition::Branch(part, exceptions) => {
                let first = self.condition(part)?;
                exceptions.iter().try_fold(first, |sum, exception| Some(sum.beside(self.condition(&exception.condition)?)))?
            }
            Condition::Term(term) => return self.term(*term),
            Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => Size { propositions: 1, depth: 0 },
        };
        Some(Size { depth: inside.depth + 1, ..inside })
    }
}

/// What `withdraw` names is a grant; a term in a condition has a meaning; prose has words.
fn check_rules(license: &License, names: &mut Names<'_>) {
    let grants: Vec<&str> =
        license.clauses().filter(|(_, clause)| matches!(clause.rule, Rule::Permit { .. })).map(|(_, clause)| clause.id.as_str()).collect();
    if grants.is_empty() {
        let spec_span = license.clauses().next().map(|(_, clause)| clause.span);
        let diagnostic = Diagnostic::new(Code::NothingPermitted, "the license permits nothing, so no use is ever granted");
        let diagnostic = spec_span.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.at(span, ""));
        names.diagnostics.push(diagnostic.help("add a clause with `permit action.run, …`"));
    }
    for (_, clause) in license.clauses() {
        if let Rule::Withdraw { grants: named, .. } = &clause.rule {
            for grant in named.iter().filter(|grant| !grants.contains(&grant.as_str())) {
                let diagnostic = Diagnostic::new(Code::NotAGrant, format!("`@{grant}` permits nothing that could be withdrawn"));
                names.diagnostics.push(diagnostic.at(clause.span, "").help("name a clause that has a `permit`, or `all`"));
            }
        }
        if license.kind == Kind::License && clause.text.is_none() && matches!(clause.rule, Rule::NotModelled(_)) {
            let diagnostic =
                Diagnostic::new(Code::NoWording, format!("`@{}` has no words: what is not modelled can't be generated", clause.id));
            names.diagnostics.push(diagnostic.at(clause.span, "").help("add `text \"…\"`"));
        }
    }
    let mut wordless: Vec<usize> = Vec::new();
    let mut see = |condition: &Condition| {
        condition.visit(&mut |part| {
            if let Condition::Term(term) = part
                && license.terms.get(*term).is_some_and(|term| term.means.is_none())
                && !wordless.contains(term)
            {
                wordless.push(*term);
            }
        })
    };
    license.conditions().for_each(&mut see);
    for (term, _) in wordless.iter().filter_map(|at| names.terms.get(*at)).copied().collect::<Vec<_>>() {
        let message = format!("\"{}\" is used as a condition and has no meaning for checking", term.name.value);
        names.diagnostics.push(Diagnostic::new(Code::TermWithoutMeaning, message).at(term.name.span, "").help("add `means …` to the term"));
    }
}

impl License {
    /// Every condition of every section, rule, exception and term.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let terms = self.terms.iter().filter_map(|term| term.means.as_ref());
        let sections = self
            .sections
            .iter()
            .flat_map(|section| section.when.iter().chain(section.exceptions.iter().map(|exception| &exception.condition)));
        terms.chain(sections).chain(self.clauses().flat_map(|(_, clause)| clause.conditions()))
    }
}

impl Clause {
    /// The exceptions of the rule and of its branches that have words of their own; a wording by hand leaves these to be said after it.
    pub fn worded_exceptions(&self) -> Vec<&Exception> {
        let mut found: Vec<&Exception> = match &self.rule {
            Rule::Prohibit { exceptions, .. } | Rule::Must { exceptions, .. } | Rule::Withdraw { exceptions, .. } => {
                exceptions.iter().collect()
            }
            Rule::Permit { .. } | Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => Vec::new(),
        };
        for condition in self.conditions() {
            condition.visit(&mut |part| {
                if let Condition::Branch(_, exceptions) = part {
                    found.extend(exceptions);
                }
            });
        }
        found.retain(|exception| exception.text.is_some());
        found
    }

    fn conditions(&self) -> Vec<&Condition> {
        match &self.rule {
            Rule::Permit { when, unless, .. } => when.iter().chain(unless).collect(),
            Rule::Prohibit { condition, exceptions } => {
                std::iter::once(condition).chain(exceptions.iter().map(|exception| &exception.condition)).collect()
            }
            Rule::Must { performance, when, exceptions, .. } => {
                std::iter::once(performance).chain(when).chain(exceptions.iter().map(|exception| &exception.condition)).collect()
            }
            Rule::Withdraw { when, exceptions, .. } => {
                std::iter::once(when).chain(exceptions.iter().map(|exception| &exception.condition)).collect()
            }
            Rule::Should { performance, when, .. } => std::iter::once(performance).chain(when).collect(),
            Rule::LicensorMay(_) | Rule::NotModelled(_) => Vec::new(),
        }
    }
}

impl Condition {
    /// This condition and every one inside it; terms are not opened.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Condition)) {
        see(self);
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.visit(see)),
            Condition::Not(part) => part.visit(see),
            Condition::Branch(part, exceptions) => {
                part.visit(see);
                exceptions.iter().for_each(|exception| exception.condition.visit(see));
            }
            Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) | Condition::Term(_) => {}
        }
    }
}

impl Section {
    /// `Attachment` or `Section`.
    pub fn kind(&self) -> &'static str {
        if self.is_attachment { "Attachment" } else { "Section" }
    }
}
