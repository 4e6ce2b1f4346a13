//! From parsed specs to a license: looks up names, places sections, assigns numbers.

use crate::syntax::ast::{self, HeadField, Item, Kind, Spec};
use crate::syntax::digest;
use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_core::policy::{CLAUSE_LIMIT, module_of};
use railc_core::vocabulary::Vocabulary;

use super::declared::{Declared, DeclaredTerm};
use super::flatten::{Bundle, PlacedSection, is_license};
use super::resolver::Resolver;
use super::{License, Term, Test, family, head, rules, sizes, unspoken};

/// The license that a bundle of specs describes; no value if it can't be made out at all.
pub fn from_ast(bundle: &Bundle, vocabulary: &Vocabulary) -> Reported<License> {
    let spec = bundle.spec();
    if !is_license(spec.kind.value) {
        let diagnostic = Diagnostic::new(Code::NotALicense, "a library is no license by itself").at(spec.kind.span, "");
        return Reported::nothing(diagnostic.help("import it from a `license` or a `reading`").into());
    }
    let mut diagnostics = Diagnostics::new();
    check_kinds(bundle, &mut diagnostics);
    let placed = bundle.sections(&mut diagnostics);
    if let Some(too_many) = too_many(&placed) {
        diagnostics.push(too_many);
        return Reported::nothing(diagnostics);
    }
    let declared = Declared::gather(bundle, &placed, &mut diagnostics);
    let mut resolver = Resolver::new(vocabulary, spec.kind.value == Kind::Reading, declared, diagnostics);
    let mut license = head::from_ast(bundle, &mut resolver);
    resolver.declared.add_head(&license);
    license.terms = resolver.declared.terms.clone().into_iter().map(|declared| resolver.term(declared)).collect();
    license.sections = placed.iter().map(|section| resolver.section(section)).collect();
    license.tests = tests(bundle, bundle.main).map(|test| resolver.test(test)).collect();
    license.inherited_tests = resolver.inherited_tests(bundle);
    sizes::check(&license, &mut resolver);
    rules::check(&license, &mut resolver);
    if !resolver.diagnostics.has_errors() {
        let unspoken = unspoken::check(&license, &resolver);
        resolver.diagnostics.extend(unspoken);
    }
    let lost = family::lost(&license, bundle, vocabulary);
    if lost.is_some() {
        license.family = None;
    }
    resolver.diagnostics.extend(lost);
    resolver.check_moved();
    resolver.check_unused(bundle.items(bundle.main));
    license.parameters = resolver.declared.parameters(bundle);
    license.locals = resolver.declared.locals;
    license.number();
    Reported::new(license, resolver.diagnostics)
}

fn tests(bundle: &Bundle, unit: usize) -> impl Iterator<Item = &ast::Test> {
    bundle.items(unit).iter().filter_map(|item| match item {
        Item::Test(test) => Some(test),
        _ => None,
    })
}

/// Reports clauses and sections beyond the limit, before anything is made of them.
fn too_many(placed: &[PlacedSection<'_>]) -> Option<Diagnostic> {
    let clauses = placed.iter().flat_map(|section| &section.clauses).map(|clause| clause.ast.name.span);
    let sections = placed.iter().filter_map(|section| section.ast).map(|section| section.name.span);
    let excess = [("clauses", clauses.collect::<Vec<_>>()), ("sections", sections.collect())];
    let excess = excess.iter().find_map(|(what, spans)| Some((what, spans.len(), spans.get(CLAUSE_LIMIT)?)));
    let (what, count, first) = excess?;
    let message = format!("the license has {count} {what}, and {CLAUSE_LIMIT} are the limit");
    Some(Diagnostic::new(Code::TooLarge, message).at(*first, "the first too many").help(format!("say it in fewer {what}")))
}

impl Resolver<'_> {
    /// The tests of what is extended, outermost first. What is wrong in them is the extended license's own trouble.
    fn inherited_tests(&mut self, bundle: &Bundle) -> Vec<Test> {
        let own = std::mem::take(&mut self.diagnostics);
        let line = bundle.line().into_iter().filter(|unit| *unit != bundle.main);
        let mut found = Vec::new();
        for test in line.flat_map(|unit| tests(bundle, unit)) {
            let resolved = self.test(test);
            if std::mem::take(&mut self.diagnostics).is_empty() {
                found.push(resolved);
            }
        }
        self.diagnostics = own;
        found
    }

    fn term(&mut self, declared: DeclaredTerm<'_>) -> Term {
        let term = declared.term;
        Term {
            name: term.name.value.clone(),
            also: term.also.iter().map(|form| form.value.clone()).collect(),
            means: self.optional_condition(term.means.as_ref()),
            text: self.optional_text(term.text.as_ref()),
            allows: self.allows(&term.allows),
            is_own: declared.is_own,
            digest: digest::of_term(term),
            span: term.span,
        }
    }
}

/// Checks what is imported and extended.
fn check_kinds(bundle: &Bundle, diagnostics: &mut Diagnostics) {
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
                diagnostics.push(
                    diagnostic
                        .at(span, "a reading")
                        .help("extend a license of your own or the house license `open-rail-m`; a variant of that text is a `reading` too"),
                );
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

impl License {
    /// Removes the parts that were not chosen, makes the chosen ones unconditional, and renumbers.
    pub fn choose(&mut self, modules: &[String]) {
        let is_chosen = |local: &super::Local| module_of(&local.id).is_some_and(|module| modules.iter().any(|chosen| chosen == module));
        let locals = &self.locals;
        let stays = |module: Option<usize>| module.and_then(|at| locals.get(at)).is_none_or(is_chosen);
        self.sections.retain(|section| stays(section.module));
        for section in &mut self.sections {
            section.module = None;
            section.clauses.retain(|clause| stays(clause.module));
            section.clauses.iter_mut().for_each(|clause| clause.module = None);
        }
        self.number();
    }
}
