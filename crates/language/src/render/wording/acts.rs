//! What a prohibition forbids, as a verb with what belongs to it: `use the Model for the purpose of fraud`.

use railc_core::vocabulary::ConceptId;

use super::Drafter;
use super::join::{Outline, series, spaced};
use super::tree::{Leaf, Tree};

impl Drafter<'_> {
    /// A prohibited act upon that object, unless the condition names another.
    pub(super) fn act(&self, tree: &Tree, object: &str) -> Outline {
        match tree {
            Tree::Any(members) if !self.is_artifact(tree) && members.iter().any(|member| self.has_action(member)) => {
                Outline::of(members.iter().map(|member| self.act(member, object).nested()).collect(), "or")
            }
            Tree::Unless(inner, lifting) => {
                let lifting: Vec<String> = lifting.iter().map(|tree| self.clause(tree).nested()).collect();
                Outline::plain(format!("{}, unless {}", self.act(inner, object).nested(), series(&lifting, "or")))
            }
            _ => self.single_act(tree.conjuncts(), object),
        }
    }

    /// An act whose parts all hold: which thing, what is done to it, and how.
    fn single_act(&self, conjuncts: &[Tree], object: &str) -> Outline {
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
            None => Outline::plain(format!("use {object}")),
        };
        if ways.is_empty() {
            return verb;
        }
        let ways = match ways.as_slice() {
            [only] => self.way(only),
            several => self.together(several),
        };
        ways.behind(&verb.nested())
    }

    /// Acts upon an object: `distribute the Model or sell copies of the Model`. A term for an act keeps its own object unless another is named.
    pub(super) fn verb(&self, tree: &Tree, object: &str, is_named: bool) -> Outline {
        let said = |tree: &Tree| match tree {
            Tree::Leaf(Leaf::Is(concept), _) => self.phrase(*concept, object),
            Tree::Leaf(Leaf::Term(at), _) => self.term_act(*at, is_named.then_some(object)),
            other => self.clause(other).nested(),
        };
        let verbs: Vec<String> = tree.alternatives().iter().map(said).collect();
        Outline::of(sharing(verbs, object, "or"), "or")
    }

    /// Acts that are granted: `run, modify and distribute the Model`.
    pub(super) fn granted(&self, actions: &[ConceptId], object: &str) -> Outline {
        let verbs = actions.iter().map(|action| self.phrase(*action, object)).collect();
        Outline::of(sharing(verbs, object, "and"), "and")
    }

    /// What a duty asks for, behind "you must": `give every Recipient a copy of this License`.
    pub(super) fn performance(&self, tree: &Tree) -> Outline {
        let deed = |tree: &Tree| {
            let clause = self.clause(tree).nested();
            match clause.strip_prefix("you ") {
                Some(deed) => deed.to_owned(),
                None => spaced(["ensure that", &clause]),
            }
        };
        match tree {
            Tree::All(members) => Outline::of(members.iter().map(deed).collect(), "and"),
            Tree::Any(members) => Outline::of(members.iter().map(deed).collect(), "or"),
            other => Outline::plain(deed(other)),
        }
    }
}

/// Bare verbs with one object as one: `run the Model`, `modify the Model` are `run or modify the Model`.
fn sharing(verbs: Vec<String>, object: &str, word: &'static str) -> Vec<String> {
    let bare = |verb: &String| {
        verb.strip_suffix(object).map(str::trim_end).filter(|verb| !verb.is_empty() && !verb.contains(' ')).map(str::to_owned)
    };
    let shared: Vec<String> = verbs.iter().filter_map(bare).collect();
    if shared.len() < 2 {
        return verbs;
    }
    let first = verbs.iter().position(|verb| bare(verb).is_some()).unwrap_or_default();
    let mut merged: Vec<String> = verbs.iter().filter(|verb| bare(verb).is_none()).cloned().collect();
    merged.insert(first.min(merged.len()), spaced([series(&shared, word).as_str(), object]));
    merged
}
