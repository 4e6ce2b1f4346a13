//! Collects what a use states: each concept once; of two statements about one, the one that says more.

use std::collections::BTreeMap;

use crate::base::Span;
use crate::usage::{Fact, Said};

/// What a use states, each concept once, by its current name.
#[derive(Default)]
pub(super) struct Stated {
    kept: Vec<Kept>,
    by_name: BTreeMap<String, usize>,
}

/// A statement that counts.
#[derive(Clone)]
pub(super) struct Kept {
    pub fact: Fact,
    /// The concept's current name, if the fact uses a former one.
    pub renamed: Option<String>,
    /// Derived from a statement about a subdivision.
    pub is_derived: bool,
}

impl Kept {
    pub(super) fn plain(fact: Fact) -> Kept {
        Kept { fact, renamed: None, is_derived: false }
    }

    fn present_name(&self) -> &str {
        self.renamed.as_deref().unwrap_or(&self.fact.name)
    }
}

impl Stated {
    /// The statements in the order in which they were made.
    pub(super) fn into_facts(self) -> Vec<Fact> {
        self.kept.into_iter().map(|kept| kept.fact).collect()
    }

    /// Adds a statement, unless it contradicts an earlier one; `Err` is the statement, and the place of the earlier one.
    pub(super) fn add(&mut self, new: Kept) -> Result<(), (Fact, Option<Span>)> {
        let Some(before) = self.by_name.get(new.present_name()).and_then(|at| self.kept.get_mut(*at)) else {
            self.by_name.insert(new.present_name().to_owned(), self.kept.len());
            self.kept.push(new);
            return Ok(());
        };
        if before.fact.said == new.fact.said {
            before.is_derived &= new.is_derived;
            return Ok(());
        }
        let is_derived = new.is_derived;
        let (stated, derived) = match (before.is_derived, is_derived) {
            (false, false) => return Err((new.fact, before.fact.place)),
            (false, true) => (before.clone(), new),
            (true, false) => (new, before.clone()),
            // It holds for one subdivision and is unknown for another: it holds for the country.
            (true, true) if before.fact.said == Said::Holds => return Ok(()),
            (true, true) => (before.clone(), new),
        };
        match (stated.fact.said, derived.fact.said) {
            (Said::Fails, Said::Holds) => Err((if is_derived { derived } else { stated }.fact, before.fact.place)),
            (Said::Unknown, Said::Holds) => {
                *before = derived;
                Ok(())
            }
            _ => {
                *before = stated;
                Ok(())
            }
        }
    }
}
