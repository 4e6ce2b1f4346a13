//! The verdict: one pass that bounds every rule from both sides, and the oracle for those that are left between the bounds.

use crate::logic::{Bits, Known};

use super::super::answer::{Outcome, Outcomes, Verdict};
use super::super::prepared::{FormulaId, Prepared};
use super::oracle::{Goal, Oracle};

/// What the bounds of the rules say of a use.
#[derive(Debug, Clone)]
pub(in crate::check) struct Rules {
    /// Rules that may act.
    candidates: Bits,
    /// Rules that act in some completions, as far as each literal by itself tells.
    pub open: Vec<usize>,
}

impl Rules {
    /// None looked at.
    pub(crate) fn new(prepared: &Prepared) -> Rules {
        Rules { candidates: Bits::new(prepared.rules.len()), open: Vec::new() }
    }

    /// Whether some prohibition acts in all completions for sure, and else, whether some grant is missing; rules in between become the open ones.
    fn bound(&mut self, prepared: &Prepared, known: &Known) -> (bool, bool) {
        self.open.clear();
        prepared.guards.candidates(&known.can, &mut self.candidates);
        let mut is_ungranted = false;
        for at in self.candidates.iter() {
            let rule = prepared.rule(at);
            let bounds = rule.program.bounds(known);
            if bounds.is_open() {
                self.open.push(at);
            } else if bounds.must && rule.prohibits() {
                return (true, is_ungranted);
            } else {
                is_ungranted |= bounds.must;
            }
        }
        (false, is_ungranted)
    }

    /// The open rules as goals that they all fail; of one kind, where a kind is given.
    fn failing<'a>(&'a self, prepared: &'a Prepared, prohibits: Option<bool>) -> impl Iterator<Item = Goal> + Clone + 'a {
        let of_kind = move |at: &&usize| prohibits.is_none_or(|wanted| prepared.rule(**at).prohibits() == wanted);
        self.open.iter().filter(of_kind).map(|at| (FormulaId::Rule(*at), false))
    }
}

/// The verdict where so much is known; the rules are bounded anew.
pub(in crate::check) fn decide(prepared: &Prepared, known: &Known, rules: &mut Rules, oracle: &mut Oracle) -> Verdict {
    match rules.bound(prepared, known) {
        (true, _) => Verdict::Prohibited,
        (false, is_ungranted) if rules.open.is_empty() => [Outcome::of(false, is_ungranted)].into_iter().collect::<Outcomes>().verdict(),
        (false, is_ungranted) => decide_open(prepared, known, is_ungranted, rules, oracle),
    }
}

/// The verdict where rules are left open.
fn decide_open(prepared: &Prepared, known: &Known, is_ungranted: bool, rules: &Rules, oracle: &mut Oracle) -> Verdict {
    let mut has = |goals: &mut dyn Iterator<Item = Goal>| oracle.has_completion(prepared, known, goals);
    let permitted = !is_ungranted && has(&mut rules.failing(prepared, None));
    if permitted {
        // One that acts makes it undetermined, whichever kind it is of.
        let varies = rules.open.iter().any(|at| has(&mut std::iter::once((FormulaId::Rule(*at), true))));
        return if varies { Verdict::Undetermined } else { Verdict::Permitted };
    }
    let prohibitions = rules.open.iter().filter(|at| prepared.rule(**at).prohibits());
    let prohibited = prohibitions.into_iter().any(|at| has(&mut std::iter::once((FormulaId::Rule(*at), true))));
    // No completion is permitted, so one that is not prohibited is not granted.
    let not_granted = !prohibited || has(&mut rules.failing(prepared, Some(true)));
    Outcomes { permitted, not_granted, prohibited }.verdict()
}

/// Whether some completion comes out otherwise than a definite verdict says, where these rules may act and the others fail.
pub(in crate::check) fn can_differ(
    prepared: &Prepared,
    known: &Known,
    verdict: Verdict,
    candidates: &[usize],
    oracle: &mut Oracle,
) -> bool {
    let of_kind = |prohibits: bool| candidates.iter().copied().filter(move |at| prepared.rule(*at).prohibits() == prohibits);
    let mut has = |goals: &mut dyn Iterator<Item = Goal>| oracle.has_completion(prepared, known, goals);
    match verdict {
        Verdict::Permitted => candidates.iter().any(|at| has(&mut std::iter::once((FormulaId::Rule(*at), true)))),
        Verdict::NotGranted => {
            of_kind(true).any(|at| has(&mut std::iter::once((FormulaId::Rule(at), true))))
                || has(&mut of_kind(false).map(|at| (FormulaId::Rule(at), false)))
        }
        Verdict::Prohibited => has(&mut of_kind(true).map(|at| (FormulaId::Rule(at), false))),
        // That both other outcomes occur is not looked at.
        Verdict::Refused => has(&mut candidates.iter().map(|at| (FormulaId::Rule(*at), false))),
        Verdict::Undetermined => true,
    }
}
