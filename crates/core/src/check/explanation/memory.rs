//! The questions of uses before: many uses of a registry are alike in all that a policy looks at.

use std::collections::HashMap;
use std::sync::Arc;

use crate::logic::{Bits, Known};

use super::Question;

/// Questions by all that they depend on: what is known of each proposition, and what something stated leaves open.
///
/// Holds so many questions at most; when it is full, it is emptied.
#[derive(Debug, Clone)]
pub(in crate::check) struct Memory {
    kept: HashMap<(Known, Bits), Arc<[Question]>>,
    room: usize,
    left: usize,
}

impl Memory {
    /// Room for so many questions.
    pub(in crate::check) fn new(room: usize) -> Memory {
        Memory { kept: HashMap::new(), room, left: room }
    }

    /// The questions where so much is known.
    pub(super) fn find(&self, known: &Known, left_open: &Bits) -> Option<Arc<[Question]>> {
        // The key is a pair of owned sets: to look one up costs two copies of a few words.
        (!self.kept.is_empty()).then(|| self.kept.get(&(known.clone(), left_open.clone())).cloned())?
    }

    /// Keeps questions for later.
    pub(super) fn keep(&mut self, known: &Known, left_open: &Bits, questions: &Arc<[Question]>) {
        let size = 1 + questions.len();
        if size > self.left {
            self.kept.clear();
            self.left = self.room;
        }
        if size <= self.left {
            self.left -= size;
            self.kept.insert((known.clone(), left_open.clone()), questions.clone());
        }
    }
}
