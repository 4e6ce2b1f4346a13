//! What a prohibition forbids, as a verb phrase: `use the Model for the purpose of fraud`.

use railc_core::vocabulary::ConceptId;

use crate::render::language::{around, filled};
use crate::render::phrase::Phrase;

use super::coordination::{Conjunction, Coordination, series};
use super::drafter::Drafter;
use super::tree::{Leaf, Tree};

impl Drafter<'_> {
    /// A prohibited act on this object, unless the condition names another.
    pub(super) fn act(&self, tree: &Tree, object: &str) -> Coordination {
        match tree {
            Tree::Any(members) if !self.is_artifact(tree) && members.iter().any(|member| self.has_action(member)) => {
                Coordination::of(members.iter().map(|member| self.act(member, object).nested(self.words)).collect(), Conjunction::Or)
            }
            Tree::Unless(inner, lifting) => self.unless(self.act(inner, object).nested(self.words), lifting),
            _ => self.single_act(tree.conjuncts(), object),
        }
    }

    /// An act from a conjunction: which thing, what is done to it, and how.
    fn single_act(&self, conjuncts: &[Tree], object: &str) -> Coordination {
        let (mut object, mut named) = (object.to_owned(), false);
        let (mut verbs, mut ways): (Vec<&Tree>, Vec<Tree>) = (Vec::new(), Vec::new());
        for conjunct in conjuncts {
            if self.is_artifact(conjunct) && !named {
                (object, named) = (self.object(conjunct), true);
            } else if self.is_action(conjunct) && verbs.is_empty() {
                verbs.push(conjunct);
            } else {
                ways.push(conjunct.clone());
            }
        }
        let verb = match verbs.first() {
            Some(verb) => self.verb(verb, &object, named),
            None => Coordination::plain(filled(self.drafting.words.things.using, &[("object", &object)])),
        };
        let ways = match ways.as_slice() {
            [] => return verb,
            [only] => self.way(only),
            several => self.together(several),
        };
        let (before, behind) = (self.drafting.grammar.around_way)(&verb.nested(self.words).text());
        ways.between(&before, &behind)
    }

    /// Acts on an object: `distribute the Model or sell copies of the Model`. A term for an act keeps its own object unless another is named.
    fn verb(&self, tree: &Tree, object: &str, is_named: bool) -> Coordination {
        let said = |tree: &Tree| match tree {
            Tree::Leaf(Leaf::Is(concept), _) => self.phrase(*concept, object),
            Tree::Leaf(Leaf::Term(at), _) => self.term_act(*at, is_named.then_some(object)),
            other => self.nested_clause(other).text().into_owned(),
        };
        let acts: Vec<String> = tree.alternatives().iter().map(said).collect();
        Coordination::of(self.sharing(acts, object, Conjunction::Or), Conjunction::Or)
    }

    /// Acts on an object as a clause about the licensee: `you distribute the Model`.
    pub(super) fn done_to(&self, tree: &Tree, object: &str) -> Phrase {
        let (before, behind) = self.drafting.words.facet("action").map_or(("", ""), |action| around(action.clause));
        self.verb(tree, object, true).between(before, behind).nested(self.words)
    }

    /// Alternative acts as a clause about the licensee, each on its own object: `you Share or sublicense the Model`.
    pub(super) fn acts_done(&self, tree: &Tree) -> Coordination {
        let (before, behind) = self.drafting.words.facet("action").map_or(("", ""), |action| around(action.clause));
        self.verb(tree, &self.material, false).between(before, behind)
    }

    /// Acts that are granted: `run, modify and distribute the Model`.
    pub(super) fn granted(&self, actions: &[ConceptId], object: &str) -> Coordination {
        let acts = actions.iter().map(|action| self.phrase(*action, object)).collect();
        Coordination::of(self.sharing(acts, object, Conjunction::And), Conjunction::And)
    }

    /// What a duty asks for, after "you must": `give every Recipient a copy of this License`.
    pub(super) fn performance(&self, tree: &Tree) -> Coordination {
        let deed = |tree: &Tree| Phrase::from((self.drafting.grammar.deed)(&self.nested_clause(tree).text()));
        match tree {
            Tree::All(members) => Coordination::of(members.iter().map(deed).collect(), Conjunction::And),
            Tree::Any(members) => Coordination::of(members.iter().map(deed).collect(), Conjunction::Or),
            other => Coordination::plain(deed(other)),
        }
    }

    /// Merges acts on one object: `run the Model` and `modify the Model` become `run or modify the Model`.
    fn sharing(&self, acts: Vec<String>, object: &str, conjunction: Conjunction) -> Vec<Phrase> {
        let bare: Vec<Option<String>> = acts.iter().map(|act| (self.drafting.grammar.shared_verb)(act, object)).collect();
        let verbs: Vec<Phrase> = bare.iter().flatten().map(|verb| verb.as_str().into()).collect();
        if verbs.len() < 2 {
            return acts.into_iter().map(Phrase::from).collect();
        }
        let first = bare.iter().position(Option::is_some).unwrap_or_default();
        let others = acts.into_iter().zip(&bare).filter(|(_, bare)| bare.is_none());
        let mut merged: Vec<Phrase> = others.map(|(act, _)| act.into()).collect();
        let verbs = series(&verbs, conjunction, self.words);
        merged
            .insert(first.min(merged.len()), filled(self.drafting.words.things.act, &[("verb", &verbs.text()), ("object", object)]).into());
        merged
    }
}
