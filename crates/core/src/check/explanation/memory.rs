//! The answers on uses before: many uses of a registry are alike in all that an answer depends on.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::answer::NoAnswer;
use super::super::prepared::Prepared;
use super::super::situation::Situation;
use super::Outline;
use super::dependence::Dependence;

/// An answer that others may have, too.
#[derive(Debug, Default)]
pub struct Remembered<T> {
    /// The answer.
    pub outline: Outline,
    /// What is made of it, once for all that have it.
    pub made: T,
}

/// Answers by all that they depend on. When it is full, it is emptied.
#[derive(Debug)]
pub(in crate::check) struct Memory<T> {
    kept: HashMap<Box<[u64]>, Rc<Remembered<T>>>,
    /// For so many answers, duties and questions together.
    room: usize,
    left: usize,
    /// Made when first needed.
    dependence: Option<Dependence>,
}

impl<T: Default> Memory<T> {
    /// Room for so many answers, duties and questions together.
    pub(in crate::check) fn new(room: usize) -> Memory<T> {
        Memory { kept: HashMap::new(), room, left: room, dependence: None }
    }

    /// Gives the answer on a use from memory, or finds it out. One that was not found is not kept.
    pub(in crate::check) fn answer(
        &mut self,
        prepared: &Prepared,
        situation: &Situation,
        find_out: impl FnOnce() -> Result<Outline, NoAnswer>,
    ) -> Result<Rc<Remembered<T>>, NoAnswer> {
        let find_out = || find_out().map(|outline| Rc::new(Remembered { outline, made: T::default() }));
        if self.room == 0 {
            return find_out();
        }
        let dependence = self.dependence.get_or_insert_with(|| Dependence::new(prepared));
        let Some(words) = dependence.words(prepared, situation) else { return find_out() };
        if let Some(answer) = self.kept.get(words) {
            return Ok(answer.clone());
        }
        let (words, answer) = (words.into(), find_out()?);
        if dependence.is_all(answer.outline.answer.verdict) {
            self.keep(words, &answer);
        }
        Ok(answer)
    }

    fn keep(&mut self, words: Box<[u64]>, answer: &Rc<Remembered<T>>) {
        let size = 1 + answer.outline.questions.len() + answer.outline.answer.duties.len();
        if size > self.left {
            self.kept.clear();
            self.left = self.room;
        }
        if size <= self.left {
            self.left -= size;
            self.kept.insert(words, answer.clone());
        }
    }
}
