//! A text as lints see it: passages with their words, and what of these is a defined word, a reference or fixed.

use std::collections::BTreeSet;
use std::ops::Range;

use railc_language::render::LintWords;

use super::finding::{Finding, Home};
use super::words::{find_exact, sentences};

/// A text, from a spec or from somebody's file.
#[derive(Debug)]
pub(super) struct Prose {
    /// The words that lints look for in its language.
    pub words: &'static LintWords,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// The words that it defines.
    pub terms: Vec<Term>,
    /// Words that have capitals without a definition, such as those of the licensor's name.
    pub names: BTreeSet<String>,
}

/// A defined word.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// The word.
    pub name: String,
    /// It and its other forms.
    pub forms: Vec<String>,
    /// The passage that defines it.
    pub passage: usize,
}

/// A heading, a paragraph or an item of a list.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    /// The part of the spec that it comes from.
    pub home: Home,
    /// What its clause is numbered in an imported text.
    pub number: String,
    /// Passages of one clause have one group.
    pub group: usize,
    /// What it is.
    pub role: Role,
    /// The list that it is an item of.
    pub list: Option<usize>,
    /// Its words as printed.
    pub text: String,
    /// What some of them are, in order and apart.
    pub marks: Vec<(Range<usize>, Mark)>,
    /// Whether it is set so that nobody overlooks it.
    pub is_conspicuous: bool,
    /// Whether it says what may not be done.
    pub is_restriction: bool,
    /// Where each byte of its text is in an imported text; empty in a drafted one.
    pub origin: Vec<u32>,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading.
    Heading,
    /// It defines this term.
    Definition(usize),
    /// A paragraph, or the words before a list.
    Plain,
    /// An item of a list.
    Item,
}

/// What words of a passage are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A defined word in use.
    Term(usize),
    /// A word where it is defined.
    Defined,
    /// A reference, by the id of its target, or by its number in an imported text.
    Reference(String),
    /// Words to be shown exactly so.
    Verbatim,
}

impl Passage {
    /// Whether words of it are plain ones.
    pub(super) fn is_plain(&self, at: &Range<usize>) -> bool {
        let next = self.marks.partition_point(|(mark, _)| mark.end <= at.start);
        self.marks.get(next).is_none_or(|(mark, _)| mark.start >= at.end)
    }

    /// Whether it says what holds, as opposed to what words mean and what parts are called.
    pub(super) fn is_operative(&self) -> bool {
        matches!(self.role, Role::Plain | Role::Item)
    }

    /// Words of it.
    pub(super) fn words(&self, at: &Range<usize>) -> &str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// The words before a place.
    pub(super) fn before(&self, at: usize) -> &str {
        self.text.get(..at).unwrap_or_default()
    }

    /// The words behind a place.
    pub(super) fn behind(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The terms that it uses, with their places.
    pub(super) fn uses(&self) -> impl Iterator<Item = (&Range<usize>, usize)> {
        self.marks.iter().filter_map(|(at, mark)| match mark {
            Mark::Term(term) => Some((at, *term)),
            Mark::Defined | Mark::Reference(_) | Mark::Verbatim => None,
        })
    }

    /// What it refers to.
    pub(super) fn references(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        self.marks.iter().filter_map(|(at, mark)| match mark {
            Mark::Reference(target) => Some((at, target.as_str())),
            Mark::Defined | Mark::Term(_) | Mark::Verbatim => None,
        })
    }
}

impl Prose {
    /// The passages with their indexes.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &Passage)> {
        self.passages.iter().enumerate()
    }

    /// The passages that say what holds.
    pub(super) fn operative(&self) -> impl Iterator<Item = (usize, &Passage)> {
        self.all().filter(|(_, passage)| passage.is_operative())
    }

    /// The passages of one clause.
    pub(super) fn group(&self, group: usize) -> impl Iterator<Item = (usize, &Passage)> {
        self.all().filter(move |(_, passage)| passage.group == group)
    }

    /// The sentences of a passage.
    pub(super) fn sentences(&self, passage: &Passage) -> Vec<Range<usize>> {
        sentences(&passage.text, self.words.abbreviations)
    }

    /// A finding at the first of several like places, with the number of the others in its message.
    pub(super) fn first_of(&self, places: &[(usize, Range<usize>)], message: &str, help: &str) -> Option<Finding> {
        let (passage, at) = places.first()?;
        let message = match places.len() - 1 {
            0 => message.to_owned(),
            1 => format!("{message}, here and once more"),
            more => format!("{message}, here and {more} times more"),
        };
        Some(Finding::of_words(*passage, at.clone(), message, help))
    }

    /// Marks the uses of defined words in passages that have no marks of them yet.
    pub(super) fn mark_uses(&mut self) {
        let mut forms: Vec<(usize, &String)> =
            self.terms.iter().enumerate().flat_map(|(at, term)| term.forms.iter().map(move |form| (at, form))).collect();
        forms.sort_by_key(|(_, form)| std::cmp::Reverse(form.len()));
        for passage in &mut self.passages {
            // Longer forms come first, and what one has taken is no other's.
            let mut taken = vec![false; passage.text.len()];
            let mut take = |at: &Range<usize>| {
                let bytes = taken.get_mut(at.clone()).filter(|bytes| !bytes.contains(&true));
                bytes.map(|bytes| bytes.fill(true)).is_some()
            };
            passage.marks.iter().for_each(|(at, _)| _ = take(at));
            for (term, form) in &forms {
                let found = find_exact(&passage.text, form).filter(|at| take(at)).map(|at| (at, Mark::Term(*term)));
                passage.marks.extend(found.collect::<Vec<_>>());
            }
            passage.marks.sort_by_key(|(at, _)| at.start);
        }
    }
}
