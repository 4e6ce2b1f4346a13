//! Checks one use after another under some policies, in any number: each as if it were the only one.

use std::rc::Rc;

use crate::diagnostic::Diagnostics;
use crate::usage::Use;

use super::checker::Checker;
use super::explanation::{Memory, Remembered};
use super::many::{ChosenPolicy, Known, Names, clashing, no_answer};
use super::situation::Contradictions;

/// Policies made ready for uses that come one after another. Nothing of a use is kept but an answer that others may have, too.
pub struct Each<'a, T> {
    policies: &'a [ChosenPolicy],
    /// None where no policy is over the whole vocabulary.
    contradictions: Option<Contradictions>,
    names: Names<'a>,
    checkers: Vec<(Checker, Memory<T>)>,
}

impl<'a, T: Default> Each<'a, T> {
    /// One checker for each policy, in their order: clones share what is prepared, so that each thread can have its own. Under each policy, so many
    /// answers, duties and questions together are remembered.
    pub fn new(policies: &'a [ChosenPolicy], checkers: Vec<Checker>, known: Known<'a>, remembered: usize) -> Each<'a, T> {
        let is_over = policies.iter().any(|policy| policy.is_over(known.vocabulary));
        Each {
            policies,
            contradictions: is_over.then(|| Contradictions::new(known.vocabulary.clone())),
            names: Names::new(policies, known),
            checkers: checkers.into_iter().map(|checker| (checker, Memory::new(remembered))).collect(),
        }
    }

    /// Gives the answer on a use under each policy, in their order. Where there is none, what is wrong is reported under the name of the use.
    pub fn check(
        &mut self,
        name: impl Fn() -> String,
        described: &Use,
        found: &mut Diagnostics,
        mut give: impl FnMut(usize, &Rc<Remembered<T>>),
    ) {
        if !self.is_sound(described, found) {
            return;
        }
        for (at, (chosen, (checker, memory))) in self.policies.iter().zip(&mut self.checkers).enumerate() {
            match checker.outline(&chosen.choose(described), memory) {
                Ok(answer) => give(at, &answer),
                Err(none) => found.push(no_answer(&none, &name(), &chosen.policy)),
            }
        }
    }

    /// Whether a use can be checked: it does not contradict itself, and all that it names is there.
    fn is_sound(&mut self, described: &Use, found: &mut Diagnostics) -> bool {
        let clash = self.contradictions.as_mut().and_then(|contradictions| contradictions.find(described));
        let is_clear = clash.is_none();
        found.extend(clash.map(|clash| clashing(&clash)));
        self.names.are_known(described, found) && is_clear
    }
}
