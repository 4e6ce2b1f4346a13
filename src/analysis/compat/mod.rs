//! May something made of licensed things be passed on under a license of its own: do the terms upstream flow down into it (semantics §6)?
//!
//! `reach` tells what a license says of what was made, whatever license that gets, `thing` makes one thing of what is derived upstream and licensed downstream, `modes` tells what a duty asks of recipients' terms, `terms` compares
//! what recipients may do and what they owe.

mod modes;
mod reach;
mod terms;
mod thing;

use railc_core::check::{Checker, ChosenPolicy, CitedRule, Due, NoAnswer, Verdict};
use railc_core::policy::{DutyId, ProhibitionId};
use railc_core::usage::{Fact, Said, Use};
use railc_library::{Derived, Kind, Mode, PassingOn};

pub use reach::{Reach, reach};
use terms::{Terms, Which};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Passing<'a> {
    /// The licenses of what it is made of.
    pub upstream: &'a [ChosenPolicy],
    /// The license under which it is passed on.
    pub downstream: &'a ChosenPolicy,
    /// How it comes from what it is made of.
    pub derived: Derived,
    /// What no rule of a single license says.
    pub table: &'a PassingOn,
}

/// Whether terms flow down.
#[derive(Debug, Clone, PartialEq)]
pub struct Compat {
    /// In the order of the licenses upstream.
    pub upstream: Vec<Passed>,
    /// Licenses upstream, by their places, that can't be kept together under any license.
    pub clashes: Vec<(usize, usize)>,
}

/// How the terms of one license upstream fare.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Passed {
    /// What the strictest duty to pass terms on asks for; none where there is no such duty.
    pub mode: Option<Mode>,
    /// What is lost.
    pub missing: Vec<Missing>,
    /// What can't be kept together.
    pub conflicts: Vec<Conflict>,
    /// What the license downstream forbids, or asks for, that this one does not.
    pub added: Vec<Added>,
    /// Whether it is the license downstream itself.
    pub is_same: bool,
    /// The duties of whoever passes the thing on, and whether each is due or may be.
    pub owed: Vec<(DutyId, Due)>,
}

/// Something of a license upstream that the one downstream does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// The rules that say it.
    pub rules: Vec<Rule>,
    /// Why it is missing.
    pub why: Why,
    /// A use that shows it: recipients could take it to be permitted, or owe nothing for it.
    pub witness: Option<Use>,
    /// Whether it is: otherwise that hangs on what only counsel can tell.
    pub is_certain: bool,
}

/// A rule that a license upstream has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// One that decides what is permitted.
    Deciding(CitedRule),
    /// A duty.
    Duty(DutyId),
}

/// Why something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is to stay under this license, or one that it names.
    OtherLicense(Mode),
    /// The license downstream permits what is refused.
    Permitted(Verdict),
    /// The license downstream does not ask for what is owed.
    NotOwed,
    /// The license downstream does not make its recipients pass the restrictions on.
    NotPassedOn,
    /// The license downstream gives no right in such a thing.
    NotCovered,
    /// The thing is as it was, and its license gives no right to put it under another.
    NotRelicensed,
    /// These rules refuse to pass it on, except for a purpose, in a manner or by somebody that nothing was said of.
    OnlyForSome,
}

/// What can't be kept together.
#[derive(Debug, Clone, PartialEq)]
pub enum Conflict {
    /// The license upstream does not let such a thing be passed on, by these rules.
    NotToBePassedOn(Verdict, Vec<CitedRule>),
    /// The license downstream lets nobody bind recipients to more, by these prohibitions of its own, and what is missing binds them.
    NoMoreTerms(Vec<ProhibitionId>),
    /// The license upstream lets nobody bind recipients to more, by these prohibitions, and the one downstream does.
    AddsTerms(Vec<ProhibitionId>),
}

/// Something that the license downstream says and the one upstream does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    /// The rules of the license downstream.
    pub rules: Vec<Rule>,
    /// A use that shows it.
    pub witness: Use,
}

/// Whether terms flow down, all in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fit {
    /// They do.
    #[default]
    Ok,
    /// They do, and there are more.
    OkAdds,
    /// They do, with notices to be kept.
    OkNotice,
    /// Some are lost.
    Drops,
    /// Some can't be kept together.
    Conflict,
    /// Some are lost, and some can't be kept together.
    Mixed,
    /// Only counsel can tell.
    Unknown,
}

impl Fit {
    /// `ok-adds`.
    pub fn name(self) -> &'static str {
        match self {
            Fit::Ok => "ok",
            Fit::OkAdds => "ok-adds",
            Fit::OkNotice => "ok-notice",
            Fit::Drops => "drops",
            Fit::Conflict => "conflict",
            Fit::Mixed => "mixed",
            Fit::Unknown => "unknown",
        }
    }
}

impl Fit {
    /// How terms fare all in all, of which some fare in one way and some in another.
    pub fn and(self, other: Fit) -> Fit {
        let either = |fits: &[Fit]| fits.contains(&self) || fits.contains(&other);
        match (either(&[Fit::Drops, Fit::Mixed]), either(&[Fit::Conflict, Fit::Mixed])) {
            (true, true) => Fit::Mixed,
            (true, false) => Fit::Drops,
            (false, true) => Fit::Conflict,
            (false, false) if either(&[Fit::Unknown]) => Fit::Unknown,
            (false, false) if either(&[Fit::OkAdds]) => Fit::OkAdds,
            (false, false) if either(&[Fit::OkNotice]) => Fit::OkNotice,
            (false, false) => Fit::Ok,
        }
    }
}

impl Passed {
    /// Whether the terms flow down.
    pub fn fit(&self) -> Fit {
        match (self.missing.iter().any(|missing| missing.is_certain), !self.conflicts.is_empty()) {
            (true, true) => Fit::Mixed,
            (true, false) => Fit::Drops,
            (false, true) => Fit::Conflict,
            (false, false) if !self.missing.is_empty() => Fit::Unknown,
            (false, false) if !self.added.is_empty() => Fit::OkAdds,
            (false, false) if !self.is_same && !self.owed.is_empty() => Fit::OkNotice,
            (false, false) => Fit::Ok,
        }
    }
}

impl Compat {
    /// Whether terms flow down, all in all.
    pub fn fit(&self) -> Fit {
        let of_clashes = if self.clashes.is_empty() { Fit::Ok } else { Fit::Conflict };
        self.upstream.iter().map(Passed::fit).fold(of_clashes, Fit::and)
    }
}

/// Whether the terms of all licenses upstream flow down. All are over one vocabulary.
///
/// Fails where that is too hard to find out.
pub fn find(passing: Passing<'_>) -> Result<Compat, NoAnswer> {
    let reaches: Vec<(&ChosenPolicy, Reach)> = passing
        .upstream
        .iter()
        .map(|license| Ok((license, reach(license, passing.derived, passing.table)?)))
        .collect::<Result<_, NoAnswer>>()?;
    let upstream = reaches.iter().map(|(license, reach)| pass(license, reach, passing)).collect::<Result<Vec<Passed>, NoAnswer>>()?;
    let mut clashes = Vec::new();
    for (at, _) in upstream.iter().enumerate().filter(|(_, one)| one.mode == Some(Mode::SameLicense)) {
        // It would have to stay under this license, so that all others would have to flow down into it.
        let Some((whole, _)) = reaches.get(at) else { continue };
        for (other_at, (other, reach)) in reaches.iter().enumerate().filter(|(other, _)| *other != at) {
            let under = pass(other, reach, Passing { downstream: whole, ..passing })?;
            let is_lost = !under.conflicts.is_empty() || under.missing.iter().any(|missing| missing.is_certain);
            if is_lost && !clashes.contains(&(other_at, at)) {
                clashes.push((at, other_at));
            }
        }
    }
    Ok(Compat { upstream, clashes })
}

/// How the terms of a license fare that says this of the thing.
///
/// Fails where that is too hard to find out.
pub fn pass(license: &ChosenPolicy, reach: &Reach, passing: Passing<'_>) -> Result<Passed, NoAnswer> {
    let Passing { downstream, derived, table, .. } = passing;
    let mut passed = Passed { is_same: is_same(license, downstream), ..reach.alone() };
    if reach.refused.is_some() || passed.is_same {
        return Ok(passed);
    }
    if !reach.only_for_some.is_empty() {
        let rules = reach.only_for_some.iter().copied().map(Rule::Deciding).collect();
        passed.missing.push(Missing { rules, why: Why::OnlyForSome, witness: None, is_certain: false });
    }
    let (modes, sublicenses) = (&reach.modes, reach.sublicenses);
    let is_named = is_named(license, downstream, table);
    for (mode, duty, is_due) in modes {
        let is_kept = match mode {
            Mode::SameLicense => false,
            Mode::NamedLicense | Mode::ChangedFiles => is_named,
            Mode::SameRestrictions | Mode::SamePurpose => true,
        };
        if !is_kept {
            let why = Why::OtherLicense(*mode);
            passed.missing.push(Missing { rules: vec![Rule::Duty(*duty)], why, witness: None, is_certain: *is_due });
        }
    }
    let mut terms = Terms::new(license, passing);
    if !terms.is_covered()? {
        passed.missing.push(Missing { rules: Vec::new(), why: Why::NotCovered, witness: None, is_certain: false });
        return Ok(passed);
    }
    let binds = |mode: Mode| matches!(mode, Mode::SameLicense | Mode::NamedLicense | Mode::SameRestrictions | Mode::SamePurpose);
    let binding = modes.iter().filter(|(mode, ..)| binds(*mode)).min_by_key(|(_, _, is_due)| !is_due);
    let is_unchanged = derived.passes_copies_on() && derived.farthest.makes.contains(&derived.step.becomes);
    if is_unchanged && !sublicenses && !is_named {
        passed.missing.push(Missing { rules: Vec::new(), why: Why::NotRelicensed, witness: None, is_certain: true });
    }
    // Who may license others in his own name owes them no more than his duties say.
    if (binding.is_some() || !sublicenses && derived.passes_copies_on()) && !is_named && reach.gives_rights {
        let is_certain = !sublicenses || binding.is_some_and(|(_, _, is_due)| *is_due);
        let is_by_purpose = sublicenses && modes.iter().all(|(mode, ..)| *mode == Mode::SamePurpose || !binds(*mode));
        passed.missing.extend(terms.lost(is_certain, is_by_purpose)?);
        if !sublicenses {
            let is_possible = |duty: DutyId| passed.owed.contains(&(duty, Due::Possible));
            let lost = terms.duties_lost()?.into_iter().map(|missing| match missing.rules.as_slice() {
                [Rule::Duty(duty)] => Missing { is_certain: !is_possible(*duty), ..missing },
                _ => missing,
            });
            passed.missing.extend(lost.collect::<Vec<_>>());
        }
        if let Some((_, duty, is_due)) = binding.filter(|(mode, ..)| matches!(mode, Mode::SameRestrictions | Mode::SamePurpose))
            && !terms.is_passed_on()?
        {
            let rules = vec![Rule::Duty(*duty)];
            passed.missing.push(Missing { rules, why: Why::NotPassedOn, witness: None, is_certain: *is_due });
        }
    }
    passed.added = terms.added()?;
    let binds_more = |missing: &Missing| missing.is_certain && matches!(missing.why, Why::Permitted(_) | Why::NotOwed);
    if passed.missing.iter().any(binds_more) {
        passed.conflicts.extend(terms.bars_more(Which::Downstream)?.map(Conflict::NoMoreTerms));
    }
    // Where what is made of it may have a license of its own, that may say more.
    let must_stay = |(mode, _, is_due): &(Mode, DutyId, bool)| *is_due && matches!(mode, Mode::SameLicense | Mode::NamedLicense);
    if !passed.added.is_empty() && !is_named && modes.iter().any(must_stay) {
        passed.conflicts.extend(terms.bars_more(Which::Upstream)?.map(Conflict::AddsTerms));
    }
    Ok(passed)
}

/// That something is done with a thing, and what comes of it.
fn passing_on(holds: &[&str]) -> Use {
    let fact = |name: &&str| Fact { name: (*name).to_owned(), said: Said::Holds, place: None };
    Use { facts: holds.iter().map(fact).collect(), ..Use::default() }
}

/// Whether two licenses are one.
fn is_same(one: &ChosenPolicy, other: &ChosenPolicy) -> bool {
    one.policy.license().id == other.policy.license().id && one.policy.license().version == other.policy.license().version
}

/// Whether a license names the other as good for what is made of the thing.
fn is_named(license: &ChosenPolicy, other: &ChosenPolicy, table: &PassingOn) -> bool {
    let named = table.named.iter().filter(|(id, _)| *id == license.policy.license().id).flat_map(|(_, others)| others.iter());
    named.into_iter().any(|id| *id == other.policy.license().id)
}

/// What a license is for, as far as its grants tell: the first kind of thing that it lets people publish as it is; a model where it is none.
pub fn kind(license: &ChosenPolicy, table: &PassingOn) -> Kind {
    let mut checker = Checker::new(license.policy.clone());
    let mut may_publish = |kind: &Kind| {
        let derivation = table.derivation("repackage", *kind, *kind)?;
        let described = license.choose(&passing_on(&Derived::from(derivation).holds())).into_owned();
        let verdict = checker.check(&described).ok()?.verdict;
        (verdict != Verdict::NotGranted).then_some(*kind)
    };
    [Kind::Model, Kind::Data, Kind::Code].iter().find_map(&mut may_publish).unwrap_or(Kind::Model)
}

/// Whether a license may let others have rights in their own name.
fn may_sublicense(checker: &mut Checker, described: &Use) -> Result<bool, NoAnswer> {
    let mut described = described.clone();
    described.facts.push(Fact { name: "action.sublicense".to_owned(), said: Said::Holds, place: None });
    // A right that hangs on somebody's consent is none yet.
    Ok(checker.check(&described)?.verdict == Verdict::Permitted)
}
