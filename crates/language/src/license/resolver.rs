//! Looks names up while a license is resolved, and reports unknown ones.

use std::collections::BTreeSet;

use crate::syntax::ast::{Item, Word};
use railc_core::base::{Span, nearest};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::vocabulary::{Named, ScalarId, Vocabulary};

use super::Asked;
use super::declared::Declared;

/// The state of resolving one license: its declared names, which of them are used, and diagnostics.
pub(super) struct Resolver<'a> {
    pub vocabulary: &'a Vocabulary,
    pub declared: Declared<'a>,
    /// Parameters that a text or a condition names.
    pub used: BTreeSet<String>,
    /// Parameters that a condition names.
    pub compared: BTreeSet<String>,
    /// The place where the license covers less than the extended one, and the artifacts left out.
    pub narrowed: Option<(Span, Vec<String>)>,
    /// How long the license is when all is written out, in bytes, as far as that is known.
    pub written: usize,
    /// How many propositions its conditions have, as far as they are resolved.
    pub propositions: usize,
    /// The id of the section whose texts are resolved; empty outside any.
    pub section: String,
    /// Whether it describes somebody else's license.
    pub is_reading: bool,
    pub diagnostics: Diagnostics,
}

impl<'a> Resolver<'a> {
    /// Before anything is resolved.
    pub(super) fn new(vocabulary: &'a Vocabulary, is_reading: bool, declared: Declared<'a>, diagnostics: Diagnostics) -> Resolver<'a> {
        let (used, compared) = (BTreeSet::new(), BTreeSet::new());
        let section = String::new();
        Resolver { vocabulary, declared, used, compared, narrowed: None, written: 0, propositions: 0, section, is_reading, diagnostics }
    }

    /// A number in a condition of the extended license can't be changed: nobody can tell which direction tightens. One used only in texts can.
    pub(super) fn check_moved(&mut self) {
        for (name, span) in std::mem::take(&mut self.declared.moved) {
            if self.compared.contains(&name) {
                let message = format!("rules of the license that is extended compare with `{name}`, and an extension can only tighten");
                let diagnostic = Diagnostic::new(Code::Loosening, message).at(span, "");
                self.diagnostics
                    .push(diagnostic.help("leave it as it is, and add a `prohibit` or `withdraw` with the number that you want"));
            }
        }
    }

    /// Warns of parameters that are never used: most likely their names are typos.
    pub(super) fn check_unused(&mut self, items: &[Item]) {
        for item in items {
            if let Item::Parameter(parameter) = item
                && !self.used.contains(&parameter.name.value)
            {
                let message = format!("no text and no condition names the parameter `{}`", parameter.name.value);
                let diagnostic = Diagnostic::new(Code::UnusedParameter, message).at(parameter.name.span, "");
                let near = self.near(&parameter.name.value, self.used.iter().map(String::as_str));
                self.diagnostics.push(diagnostic.nearest(&near, "leave it out, or name it: `{name}`"));
            }
        }
    }

    /// The index of the term with that name or form; reports an unknown one.
    pub(super) fn find_term(&mut self, name: &str, span: Span) -> Option<usize> {
        let found = self.declared.term_places.get(name).copied();
        if found.is_none() {
            let near = self.near(name, self.declared.term_places.keys().map(String::as_str));
            let diagnostic = Diagnostic::new(Code::UnknownTerm, format!("no term \"{name}\" is defined")).at(span, "");
            self.diagnostics.push(diagnostic.nearest(&near, "define it: `term \"…\" means …`"));
        }
        found
    }

    /// The nearest names; none after many errors, since the search goes through all names.
    pub(super) fn near<'n>(&self, wanted: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
        if self.diagnostics.wants_near_names() { nearest(wanted, names) } else { Vec::new() }
    }

    /// The index of the license's own proposition with that id.
    pub(super) fn local_place(&self, id: &str) -> Option<usize> {
        self.declared.local_places.get(id).copied()
    }

    /// The scalar with that name; reports an unknown one.
    pub(super) fn scalar(&mut self, name: &Word) -> Option<ScalarId> {
        let found = self.vocabulary.find_scalar(&name.value);
        if found.is_none() {
            let near = self.near(&name.value, self.vocabulary.scalars().map(|scalar| scalar.name()));
            let message = format!("the vocabulary has no number `{}`", name.value);
            let diagnostic = Diagnostic::new(Code::UnknownScalar, message).at(name.span, "");
            self.diagnostics.push(diagnostic.nearest(&near, "look for it with `railc vocab`"));
        }
        found
    }

    /// What a name in `asks` stands for; reports an unknown one.
    pub(super) fn asked(&mut self, name: &Word) -> Option<Asked> {
        let found = self.vocabulary.find(&name.value).map(|named| match named {
            Named::Concept(concept) => Asked::Concept(concept),
            Named::Facet(facet) => Asked::Facet(facet),
            Named::Scalar(scalar) => Asked::Scalar(scalar),
        });
        if found.is_none() {
            self.unknown_proposition(&name.value, name.span);
        }
        found
    }

    /// Whether the vocabulary has a facet with that name; reports an unknown one.
    pub(super) fn is_facet(&mut self, name: &Word) -> bool {
        let is_known = self.vocabulary.find_facet(&name.value).is_some();
        if !is_known {
            let near = self.near(&name.value, self.vocabulary.facets().map(|facet| facet.name()));
            let diagnostic = Diagnostic::new(Code::UnknownFacet, format!("there is no facet `{}`", name.value)).at(name.span, "");
            self.diagnostics.push(diagnostic.nearest(&near, "name a facet of the vocabulary, such as `sector`"));
        }
        is_known
    }

    /// Reports an unknown proposition, with the nearest known ones.
    pub(super) fn unknown_proposition(&mut self, id: &str, span: Span) {
        let diagnostic = Diagnostic::new(Code::UnknownConcept, format!("the vocabulary has no `{id}`")).at(span, "");
        if !self.diagnostics.wants_near_names() {
            return self.diagnostics.push(diagnostic);
        }
        let concepts = self.vocabulary.concepts().map(|concept| concept.name());
        let mut near = nearest(id, concepts.chain(self.declared.local_places.keys().map(String::as_str)));
        if near.is_empty() {
            let (facet, words) = id.split_once('.').unwrap_or(("", id));
            let called = self.vocabulary.called(words).into_iter().map(|found| self.vocabulary.concept(found).name());
            near = called.filter(|name| name.split('.').next() == Some(facet)).take(3).collect();
        }
        let otherwise = "look for it with `railc vocab`, or declare a question of your own: `question @name to counsel ask \"…\"`";
        self.diagnostics.push(diagnostic.nearest(&near, otherwise));
    }

    /// Reports an unknown parameter, with the nearest known ones.
    pub(super) fn unknown_parameter(&mut self, name: &str, span: Span) {
        let near = self.near(name, self.declared.parameters.keys().map(String::as_str));
        let diagnostic = Diagnostic::new(Code::UnknownParameter, format!("there is no parameter `{name}`")).at(span, "");
        let otherwise = match name {
            "licensor" | "law" => format!("say it in the head: `{name} \"…\"`"),
            _ => format!("declare it: `parameter {name} = …`"),
        };
        self.diagnostics.push(diagnostic.nearest(&near, &otherwise));
    }

    /// Whether there is a section or clause with that name; reports an unknown one.
    pub(super) fn is_part(&mut self, name: &Word) -> bool {
        let exists = self.declared.parts.contains_key(&name.value);
        if !exists {
            let near = self.near(&name.value, self.declared.parts.keys().map(String::as_str));
            let message = format!("there is no section or clause `@{}`", name.value);
            let diagnostic = Diagnostic::new(Code::UnknownPart, message).at(name.span, "");
            self.diagnostics.push(diagnostic.nearest_parts(&near, "name a section or clause of this spec"));
        }
        exists
    }
}
