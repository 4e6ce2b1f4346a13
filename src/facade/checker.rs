//! Checks uses against one policy.

use railc_core::check::{self, ChosenPolicy, NoAnswer, Verdict};
use railc_core::diagnostic::Diagnostics;

use super::answer::Answer;
use super::described::Use;

/// A policy prepared for checking uses one after another. Clones share the prepared policy, so that each thread can have one.
#[derive(Debug, Clone)]
pub struct Checker {
    chosen: ChosenPolicy,
    checker: check::Checker,
}

impl Checker {
    pub(super) fn new(chosen: ChosenPolicy) -> Checker {
        Checker { checker: check::Checker::new(chosen.policy.clone()), chosen }
    }

    /// The verdict with its reasons, what is owed, and, if it is undetermined, what to ask.
    ///
    /// Fails if the use contradicts itself or names an unknown module or license, or if the search takes too long.
    pub fn check(&mut self, described: &Use) -> Result<Answer, Diagnostics> {
        self.look_at(described)?;
        let stated = self.chosen.choose(&described.described);
        let explanation = self.checker.explain(&stated).map_err(|none| self.no_answer(described, &none))?;
        Ok(Answer::new(self.chosen.policy.clone(), explanation, described, stated.into_owned()))
    }

    /// The verdict alone, which is many times faster. Fails as [`Checker::check`] does.
    pub fn verdict(&mut self, described: &Use) -> Result<Verdict, Diagnostics> {
        self.look_at(described)?;
        let checked = self.checker.check(&self.chosen.choose(&described.described));
        checked.map(|answer| answer.verdict).map_err(|none| self.no_answer(described, &none))
    }

    /// Reports what a use names but nothing defines.
    fn look_at(&self, described: &Use) -> Result<(), Diagnostics> {
        let found = check::unmatched(&described.described, std::slice::from_ref(&self.chosen), railc_library::known());
        if found.is_empty() { Ok(()) } else { Err(found.with_sources(described.sources.clone())) }
    }

    fn no_answer(&self, described: &Use, none: &NoAnswer) -> Diagnostics {
        Diagnostics::from(check::no_answer(none, &described.name, &self.chosen.policy)).with_sources(described.sources.clone())
    }
}
