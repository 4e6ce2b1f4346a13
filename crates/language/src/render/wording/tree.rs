//! A condition prepared for wording: in negation normal form, flattened, and with each purpose merged with the effect of the same phrase.

use std::collections::{BTreeMap, VecDeque};

use crate::license::{Comparison, Condition};
use railc_core::base::Number;
use railc_core::vocabulary::{ConceptId, ScalarId, Vocabulary};

/// A condition with negations only at its leaves.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    /// All of these: two or more.
    All(Vec<Tree>),
    /// One of these: two or more.
    Any(Vec<Tree>),
    /// A proposition, which holds or fails.
    Leaf(Leaf, bool),
    /// A branch, and what lifts it.
    Unless(Box<Tree>, Vec<Tree>),
}

/// What a leaf says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Leaf {
    /// The use has the concept.
    Is(ConceptId),
    /// The use has a purpose, or the effect with the same words.
    PurposeOrEffect(ConceptId),
    /// The license's own proposition.
    Local(usize),
    /// A scalar compared with a number.
    Compare(ScalarId, Comparison, Number),
    /// A defined word.
    Term(usize),
}

impl Tree {
    /// The tree of a condition.
    pub(super) fn new(condition: &Condition, vocabulary: &Vocabulary) -> Tree {
        Tree::signed(condition, true, vocabulary)
    }

    /// The tree of a condition, or of its negation.
    fn signed(condition: &Condition, holds: bool, vocabulary: &Vocabulary) -> Tree {
        let each = |conditions: &[Condition]| conditions.iter().map(|condition| Tree::signed(condition, holds, vocabulary)).collect();
        match condition {
            Condition::All(conditions) if holds => Tree::all(each(conditions)),
            Condition::All(conditions) => Tree::any(each(conditions), vocabulary),
            Condition::Any(conditions) if holds => Tree::any(each(conditions), vocabulary),
            Condition::Any(conditions) => Tree::all(each(conditions)),
            Condition::Not(inner) => Tree::signed(inner, !holds, vocabulary),
            Condition::Branch(inner, exceptions) => {
                let lifting = exceptions.iter().map(|exception| Tree::new(&exception.condition, vocabulary));
                if holds {
                    return Tree::Unless(Box::new(Tree::new(inner, vocabulary)), lifting.collect());
                }
                Tree::any(std::iter::once(Tree::signed(inner, false, vocabulary)).chain(lifting).collect(), vocabulary)
            }
            Condition::Is(concept) => Tree::Leaf(Leaf::Is(*concept), holds),
            Condition::Local(at) => Tree::Leaf(Leaf::Local(*at), holds),
            Condition::Compare(scalar, comparison, number) => {
                let comparison = if holds { *comparison } else { opposite(*comparison) };
                Tree::Leaf(Leaf::Compare(*scalar, comparison, *number), true)
            }
            Condition::Term(at) => Tree::Leaf(Leaf::Term(*at), holds),
        }
    }

    /// A flat conjunction.
    pub(super) fn all(trees: Vec<Tree>) -> Tree {
        let mut flat: Vec<Tree> = Vec::new();
        for tree in trees {
            match tree {
                Tree::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        single(flat).unwrap_or_else(Tree::All)
    }

    /// A flat disjunction, with each purpose merged with its effect.
    pub(super) fn any(trees: Vec<Tree>, vocabulary: &Vocabulary) -> Tree {
        let mut flat: Vec<Tree> = Vec::new();
        for tree in trees {
            match tree {
                Tree::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        single(pair(flat, vocabulary)).unwrap_or_else(Tree::Any)
    }

    /// The members of a conjunction, or the tree itself.
    pub(super) fn conjuncts(&self) -> &[Tree] {
        match self {
            Tree::All(members) => members,
            other => std::slice::from_ref(other),
        }
    }

    /// The members of a disjunction, or the tree itself.
    pub(super) fn alternatives(&self) -> &[Tree] {
        match self {
            Tree::Any(members) => members,
            other => std::slice::from_ref(other),
        }
    }
}

fn single(mut trees: Vec<Tree>) -> Result<Tree, Vec<Tree>> {
    match trees.pop() {
        Some(only) if trees.is_empty() => Ok(only),
        Some(last) => {
            trees.push(last);
            Err(trees)
        }
        None => Err(trees),
    }
}

/// `purpose.harm.minors or effect.harm.minors` is "for the purpose or with the effect of" one thing.
fn pair(trees: Vec<Tree>, vocabulary: &Vocabulary) -> Vec<Tree> {
    let named = |tree: &Tree| match tree {
        Tree::Leaf(Leaf::Is(id), true) => {
            let concept = vocabulary.concept(*id);
            Some((vocabulary.facet(concept.facet()).name(), concept.phrase()))
        }
        _ => None,
    };
    let mut paired: Vec<Tree> = Vec::new();
    // Where those without a twin are, by facet and phrase.
    let mut single: BTreeMap<(&str, &str), VecDeque<usize>> = BTreeMap::new();
    for tree in trees {
        let twin = match named(&tree) {
            Some(("purpose", phrase)) => single.get_mut(&("effect", phrase)).and_then(VecDeque::pop_front),
            Some(("effect", phrase)) => single.get_mut(&("purpose", phrase)).and_then(VecDeque::pop_front),
            _ => None,
        };
        match twin.and_then(|at| paired.get_mut(at)) {
            Some(Tree::Leaf(leaf, _)) => {
                if let Leaf::Is(id) = *leaf {
                    *leaf = Leaf::PurposeOrEffect(id);
                }
            }
            _ => {
                named(&tree).into_iter().for_each(|name| single.entry(name).or_default().push_back(paired.len()));
                paired.push(tree);
            }
        }
    }
    paired
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::MoreThan => Comparison::AtMost,
        Comparison::AtLeast => Comparison::LessThan,
        Comparison::LessThan => Comparison::AtLeast,
        Comparison::AtMost => Comparison::MoreThan,
    }
}
