//! Propositions in words: each with the words of its facet, as an adverbial or as a clause.

use crate::license::{About, Comparison};
use crate::render::language::{Facet, Standing, around, filled};
use railc_core::vocabulary::{ConceptId, ScalarId};

use super::coordination::Conjunction;
use super::drafter::Drafter;
use super::tree::{Leaf, Tree};

/// The grammatical form of a proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// An adverbial after "use the Model": `for the purpose of fraud`.
    Way,
    /// A clause after "where": `the use is for the purpose of fraud`.
    Clause,
}

/// A proposition in words: those of its facet, which other propositions may share, and its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worded {
    /// `for the purpose of`
    pub lead: &'static str,
    /// `fraud`
    pub own: String,
    /// Further words of its facet, after its own; none in English.
    pub tail: &'static str,
    /// Whether it is a clause after "where", although an adverbial was requested.
    pub is_clause: bool,
    /// The conjunction between it and others of its facet.
    pub conjunction: Conjunction,
}

impl Worded {
    /// With words of a facet such as `in {}`.
    fn with_pattern(pattern: &'static str, own: String) -> Worded {
        let (lead, tail) = around(pattern);
        Worded { lead, own, tail, is_clause: false, conjunction: Conjunction::Or }
    }
}

impl Drafter<'_> {
    /// A proposition, affirmed or negated, in words.
    pub(super) fn worded(&self, form: Form, leaf: Leaf, holds: bool) -> Worded {
        let facet = self.facet(leaf);
        let own = self.own_words(leaf, holds);
        if facet == "standing" && matches!(leaf, Leaf::Is(_)) {
            return match (self.drafting.grammar.standing)(&own, holds) {
                Standing::Deed(deed) => self.of_facet("deed", form, deed, holds),
                Standing::State(state) => self.by_itself(form, state),
            };
        }
        if let (Leaf::Is(_), "manner", false, Some(opposite)) = (leaf, facet, holds, (self.drafting.grammar.opposite)(&own)) {
            return self.of_facet(facet, form, opposite, true);
        }
        if let (Leaf::Term(at), "place" | "domicile") = (leaf, facet)
            && self.license.terms.get(at).is_some_and(|term| (self.drafting.grammar.is_whereabouts)(&term.name))
        {
            return self.of_facet(if facet == "place" { "manner" } else { "home" }, form, own, holds);
        }
        if self.drafting.words.facet(facet).is_some() {
            return self.of_facet(facet, form, own, holds);
        }
        match leaf {
            Leaf::Local(_) => self.by_itself(form, own),
            _ if holds => self.by_itself(form, own),
            _ => self.by_itself(form, (self.drafting.grammar.denied)(&own)),
        }
    }

    /// A clause without words of a facet.
    fn by_itself(&self, form: Form, own: String) -> Worded {
        match form {
            Form::Clause => Worded::with_pattern("", own),
            Form::Way => Worded { is_clause: true, ..Worded::with_pattern(self.words.joining.in_case, own) },
        }
    }

    /// A phrase with the words of a facet.
    fn of_facet(&self, name: &str, form: Form, own: String, holds: bool) -> Worded {
        let Some(Facet { way, not_way, not_ways, clause, denial, .. }) = self.drafting.words.facet(name) else {
            return self.by_itself(form, own);
        };
        let (way, clause) = if holds { (way, clause) } else { (not_way, denial) };
        match form {
            Form::Clause => Worded::with_pattern(clause, own),
            Form::Way if way.is_empty() => {
                let Worded { lead, tail, own, .. } = Worded::with_pattern(clause, own);
                self.by_itself(form, super::coordination::spaced([lead, &own, tail]))
            }
            Form::Way => {
                let is_all = !holds && *not_ways == "and";
                Worded { conjunction: if is_all { Conjunction::And } else { Conjunction::Or }, ..Worded::with_pattern(way, own) }
            }
        }
    }

    /// The own words of a proposition.
    fn own_words(&self, leaf: Leaf, holds: bool) -> String {
        match leaf {
            Leaf::Is(concept) | Leaf::PurposeOrEffect(concept) => self.phrase(concept, &self.material),
            Leaf::Local(at) => self.local(at, holds),
            Leaf::Compare(scalar, comparison, number) => {
                let numbers = &self.drafting.words.numbers;
                let pattern = match comparison {
                    Comparison::MoreThan => numbers.more_than,
                    Comparison::AtLeast => numbers.at_least,
                    Comparison::LessThan => numbers.less_than,
                    Comparison::AtMost => numbers.at_most,
                };
                filled(pattern, &[("measured", &self.measured(scalar)), ("amount", &self.amount(scalar, number))])
            }
            Leaf::Term(at) => self.term_words(at),
        }
    }

    /// A phrase of the vocabulary, with this object.
    pub(super) fn phrase(&self, concept: ConceptId, object: &str) -> String {
        let things = &self.drafting.words.things;
        self.called(concept).replace(things.outputs, things.outputs_of).replace(things.material, object)
    }

    /// What the licensor has chosen, or what the answer to a question is.
    fn local(&self, at: usize, holds: bool) -> String {
        let Some(local) = self.license.locals.get(at) else { return String::new() };
        let own = &self.drafting.words.own;
        let (pattern, name) = match &local.about {
            About::Module { title: Some(title), .. } => (if holds { own.module } else { own.no_module }, title.clone()),
            About::Module { title: None, .. } | About::Question { .. } => {
                (if holds { own.question } else { own.no_question }, self.asked(local))
            }
        };
        filled(pattern, &[("name", &name)])
    }

    /// `the number of monthly active users of your product`
    fn measured(&self, scalar: ScalarId) -> String {
        let scalar = self.vocabulary.scalar(scalar);
        (self.drafting.grammar.measured)(scalar.phrase(), super::figures::is_count(scalar.unit()))
    }

    /// A term in a sentence: `Commercial Use`; artifacts and acts have their own wording.
    fn term_words(&self, at: usize) -> String {
        let Some(term) = self.license.terms.get(at) else { return String::new() };
        match self.facet(Leaf::Term(at)) {
            "action" => self.term_act(at, None),
            "artifact" => self.thing(term),
            "aim" if term.name.starts_with(self.drafting.words.things.aim_terms) => (self.drafting.grammar.the_one)(&term.name),
            "place" | "domicile" if (self.drafting.grammar.is_whereabouts)(&term.name) => term.name.clone(),
            "actor" | "aim" => (self.drafting.grammar.one_of)(&term.name),
            "place" | "domicile" => (self.drafting.grammar.the_one)(&term.name),
            "mixed" => filled(self.drafting.words.things.label, &[("term", &term.name)]),
            _ => term.name.clone(),
        }
    }

    /// Whether a tree only names artifacts.
    pub(super) fn is_artifact(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && self.facet(*leaf) == "artifact",
            Tree::Any(members) => members.iter().all(|member| self.is_artifact(member)),
            Tree::All(_) | Tree::Unless(..) => false,
        }
    }

    /// Whether a tree only names acts.
    pub(super) fn is_action(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && self.facet(*leaf) == "action",
            Tree::Any(members) => members.iter().all(|member| self.is_action(member)),
            Tree::All(_) | Tree::Unless(..) => false,
        }
    }

    /// Whether a tree names an act or an artifact outside a negation.
    pub(super) fn has_action(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && matches!(self.facet(*leaf), "action" | "artifact"),
            Tree::Any(members) | Tree::All(members) => members.iter().any(|member| self.has_action(member)),
            Tree::Unless(inner, _) => self.has_action(inner),
        }
    }
}
