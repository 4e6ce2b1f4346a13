//! What a license says of what comes of the licensed thing, whatever license that gets.

use railc_core::check::{Checker, ChosenPolicy, CitedRule, Due, NoAnswer, Verdict};
use railc_core::policy::{DutyId, ProhibitionId};
use railc_core::usage::Use;
use railc_library::{Derived, Mode, PassingOn};

use super::modes::{Asked, asked};
use super::{Conflict, Passed, may_sublicense, passing_on, thing};

/// What a license says of what comes of the licensed thing, whatever license that gets.
#[derive(Debug, Clone)]
pub struct Reach {
    /// Why it may not be passed on, if it may not.
    pub(super) refused: Option<(Verdict, Vec<CitedRule>)>,
    /// The rules that let it be passed on for some purposes, in some manner or by some people only.
    pub(super) only_for_some: Vec<CitedRule>,
    /// The duties to pass terms on, the strictest first, and whether each is due.
    pub(super) modes: Vec<(Mode, DutyId, bool)>,
    /// The duties of whoever passes it on.
    pub(super) owed: Vec<(DutyId, Due)>,
    /// Whether he may let others have rights in his own name.
    pub(super) sublicenses: bool,
    /// The prohibitions that something done with the thing can come under; none where nobody needs the license for it.
    restrictions: Vec<ProhibitionId>,
    /// Whether it gives rights in the thing at all; otherwise it restricts nobody who has it.
    pub(super) gives_rights: bool,
    /// Whether it limits the rights that it gives.
    has_limits: bool,
}

impl Reach {
    /// Whether it matters to anybody who has the thing: it forbids, limits or asks for something, or may not be passed on.
    pub fn binds(&self) -> bool {
        let says_something = !self.owed.is_empty() || !self.restrictions.is_empty() || self.has_limits;
        self.refused.is_some() || self.gives_rights && says_something
    }

    /// The prohibitions that something done with the thing can come under.
    pub fn restrictions(&self) -> &[ProhibitionId] {
        &self.restrictions
    }

    /// What is owed and may not be done, where the thing is not licensed to anybody in turn.
    pub fn alone(&self) -> Passed {
        let conflicts = self.refused.iter().map(|(verdict, rules)| Conflict::NotToBePassedOn(*verdict, rules.clone())).collect();
        let mode = self.modes.first().map(|(mode, ..)| *mode);
        Passed { mode, conflicts, owed: self.owed.clone(), ..Passed::default() }
    }
}

/// What a license says of what comes of the licensed thing.
///
/// Fails where that is too hard to find out.
pub fn reach(license: &ChosenPolicy, derived: Derived, table: &PassingOn) -> Result<Reach, NoAnswer> {
    let policy = &*license.policy;
    let mut checker = Checker::new(license.policy.clone());
    let described = license.choose(&passing_on(&derived.holds())).into_owned();
    let explained = checker.explain(&described)?;
    let verdict = explained.answer.verdict;
    let (mut refused, mut only_for_some, mut duties) = (None, Vec::new(), explained.answer.duties);
    if matches!(verdict, Verdict::Prohibited | Verdict::NotGranted | Verdict::Refused) {
        // A purpose, a manner or a person that nothing was said of may make it permitted.
        let open = ["purpose", "manner", "actor"].map(str::to_owned).to_vec();
        let answer = checker.check(&Use { open, ..described.clone() })?;
        if matches!(answer.verdict, Verdict::Permitted | Verdict::Undetermined) {
            only_for_some = explained.decisive;
        } else {
            refused = Some((verdict, explained.decisive));
        }
        duties = answer.duties;
    }
    let mut modes: Vec<(Mode, DutyId, bool)> = Vec::new();
    for state in &duties {
        if let Asked::Terms(mode) = asked(policy.duties().get(state.duty), policy.vocabulary(), table) {
            modes.push((mode, state.duty, state.due == Due::Due));
        }
    }
    modes.sort_by_key(|(mode, _, is_due)| (*mode, !is_due));
    let up = thing::upstream(license, derived, table);
    let gives_rights = thing::gives_rights(&up)?;
    let restrictions = if gives_rights { thing::restrictions(&up) } else { Vec::new() };
    let owed = if refused.is_some() { Vec::new() } else { duties.iter().map(|state| (state.duty, state.due)).collect() };
    let sublicenses = may_sublicense(&mut checker, &described)?;
    let has_limits = !policy.limits().is_empty();
    Ok(Reach { refused, only_for_some, modes, owed, sublicenses, restrictions, gives_rights, has_limits })
}
