//! How propositions enter a sentence: each with the words of its facet, where it says how something is used and where it stands as a clause.

use crate::license::{About, Comparison};
use crate::render::language::{Facet, Standing, around, filled};
use railc_core::vocabulary::{ConceptId, ScalarId};

use super::drafter::Drafter;
use super::outline::Conjunction;
use super::tree::{Leaf, Tree};

/// Where a proposition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Behind "use the Model": `for the purpose of fraud`.
    Way,
    /// Behind "where": `the use is for the purpose of fraud`.
    Clause,
}

/// A proposition in words: those that it may share with its neighbors, and its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Limb {
    /// `for the purpose of`
    pub lead: &'static str,
    /// `fraud`
    pub own: String,
    /// What stands behind; nothing in English.
    pub tail: &'static str,
    /// Whether it is a clause behind "where", and no way of using something.
    pub is_clause: bool,
    /// What joins it with others that share its words.
    pub conjunction: Conjunction,
}

impl Limb {
    /// In words such as `in {}`.
    fn framed(frame: &'static str, own: String) -> Limb {
        let (lead, tail) = around(frame);
        Limb { lead, own, tail, is_clause: false, conjunction: Conjunction::Or }
    }
}

impl Drafter<'_> {
    /// A leaf in words.
    pub(super) fn limb(&self, form: Form, leaf: Leaf, holds: bool) -> Limb {
        let facet = self.facet(leaf);
        let own = self.own_words(leaf, holds);
        if facet == "standing" && matches!(leaf, Leaf::Is(_)) {
            return match (self.language.grammar.standing)(&own, holds) {
                Standing::Deed(deed) => self.of_facet("deed", form, deed, holds),
                Standing::State(state) => self.by_itself(form, state),
            };
        }
        if self.words.facet(facet).is_some() {
            return self.of_facet(facet, form, own, holds);
        }
        match leaf {
            Leaf::Local(_) => self.by_itself(form, own),
            _ if holds => self.by_itself(form, own),
            _ => self.by_itself(form, (self.language.grammar.denied)(&own)),
        }
    }

    /// A clause that needs no words of a facet.
    fn by_itself(&self, form: Form, own: String) -> Limb {
        match form {
            Form::Clause => Limb::framed("", own),
            Form::Way => Limb { is_clause: true, ..Limb::framed(self.words.joining.in_case, own) },
        }
    }

    /// A phrase with the words of a facet.
    fn of_facet(&self, name: &str, form: Form, own: String, holds: bool) -> Limb {
        let Some(Facet { way, not_way, not_ways, clause, denial, .. }) = self.words.facet(name) else { return self.by_itself(form, own) };
        let (way, clause) = if holds { (way, clause) } else { (not_way, denial) };
        match form {
            Form::Clause => Limb::framed(clause, own),
            Form::Way if way.is_empty() => {
                let Limb { lead, tail, own, .. } = Limb::framed(clause, own);
                self.by_itself(form, super::outline::spaced([lead, &own, tail]))
            }
            Form::Way => {
                let is_all = !holds && *not_ways == "and";
                Limb { conjunction: if is_all { Conjunction::And } else { Conjunction::Or }, ..Limb::framed(way, own) }
            }
        }
    }

    /// What a leaf says, without the words of its facet.
    fn own_words(&self, leaf: Leaf, holds: bool) -> String {
        match leaf {
            Leaf::Is(concept) | Leaf::PurposeOrEffect(concept) => self.phrase(concept, &self.material),
            Leaf::Local(at) => self.local(at, holds),
            Leaf::Compare(scalar, comparison, number) => {
                let numbers = &self.words.numbers;
                let frame = match comparison {
                    Comparison::MoreThan => numbers.more_than,
                    Comparison::AtLeast => numbers.at_least,
                    Comparison::LessThan => numbers.less_than,
                    Comparison::AtMost => numbers.at_most,
                };
                filled(frame, &[("measured", &self.measured(scalar)), ("amount", &self.amount(scalar, number))])
            }
            Leaf::Term(at) => self.term_words(at),
        }
    }

    /// A phrase of the vocabulary, about that object.
    pub(super) fn phrase(&self, concept: ConceptId, object: &str) -> String {
        let things = &self.words.things;
        self.called(concept).replace(things.outputs, things.outputs_of).replace(things.material, object)
    }

    /// What the licensor has chosen, or what the answer to a question is.
    fn local(&self, at: usize, holds: bool) -> String {
        let Some(local) = self.license.locals.get(at) else { return String::new() };
        let own = &self.words.own;
        let (frame, name) = match &local.about {
            About::Module { title: Some(title), .. } => (if holds { own.module } else { own.no_module }, title.clone()),
            About::Module { title: None, .. } | About::Question { .. } => {
                (if holds { own.question } else { own.no_question }, self.asked(local))
            }
        };
        filled(frame, &[("name", &name)])
    }

    /// `the number of monthly active users of your product`
    fn measured(&self, scalar: ScalarId) -> String {
        let scalar = self.vocabulary.scalar(scalar);
        (self.language.grammar.measured)(&scalar.phrase, super::figures::is_count(&scalar.unit))
    }

    /// A term where it is no thing and no act: `Commercial Use`.
    fn term_words(&self, at: usize) -> String {
        let Some(term) = self.license.terms.get(at) else { return String::new() };
        match self.facet(Leaf::Term(at)) {
            "action" => self.term_act(at, None),
            "artifact" => self.thing(term),
            "actor" | "aim" => (self.language.grammar.one_of)(&term.name),
            "place" | "domicile" => self.definite(&term.name),
            _ => term.name.clone(),
        }
    }

    /// Whether a tree says of an artifact alone which one it is.
    pub(super) fn is_artifact(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && self.facet(*leaf) == "artifact",
            Tree::Any(members) => members.iter().all(|member| self.is_artifact(member)),
            Tree::All(_) | Tree::Unless(..) => false,
        }
    }

    /// Whether a tree names acts alone.
    pub(super) fn is_action(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && self.facet(*leaf) == "action",
            Tree::Any(members) => members.iter().all(|member| self.is_action(member)),
            Tree::All(_) | Tree::Unless(..) => false,
        }
    }

    /// Whether a tree names an act, or which artifact, somewhere outside a negation.
    pub(super) fn has_action(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && matches!(self.facet(*leaf), "action" | "artifact"),
            Tree::Any(members) | Tree::All(members) => members.iter().any(|member| self.has_action(member)),
            Tree::Unless(inner, _) => self.has_action(inner),
        }
    }
}
