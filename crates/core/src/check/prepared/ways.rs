//! Ways in which a rule can act: what must hold and what must fail for one, with all that follows by Γ.

use crate::logic::{Bits, Known, Program};

use super::gamma::Gamma;

/// One way in which a rule can act.
#[derive(Debug, Clone)]
pub(in crate::check) struct Way {
    /// What holds then, closed under Γ.
    needs: Bits,
    /// What then fails.
    forbids: Bits,
}

impl Way {
    /// Some ways in which a rule can act, each of its literals in one of them where Γ allows that.
    pub(super) fn all(rule: &Program, gamma: &Gamma) -> Vec<Way> {
        rule.implicants().into_iter().filter_map(|(holding, failing)| Way::new(holding, failing, gamma)).collect()
    }

    /// Closes what holds and what fails; none where Γ does not allow it, or may not.
    fn new(mut needs: Bits, mut forbids: Bits, gamma: &Gamma) -> Option<Way> {
        let nothing = Bits::default();
        gamma.close(&mut needs, &nothing);
        while let Some((_, children)) = gamma.abstracts.iter().find(|(group, children)| needs.has(*group) && !children.meets(&needs)) {
            let child = children.iter().find(|child| !forbids.has(*child))?;
            needs.insert(child);
            needs.add(gamma.above.of(child));
        }
        needs.iter().for_each(|at| forbids.add(gamma.excludes.of(at)));
        (!needs.meets(&forbids)).then_some(Way { needs, forbids })
    }

    /// Whether a proposition must hold for it, or must fail.
    #[inline]
    pub fn takes(&self, at: usize, holds: bool) -> bool {
        if holds { self.needs.has(at) } else { self.forbids.has(at) }
    }

    /// Whether the rule acts so in the completion where nothing else holds but what must, as far as abstract concepts allow that.
    #[inline]
    pub fn is_open(&self, known: &Known) -> bool {
        self.needs.is_within(&known.can) && !self.forbids.meets(&known.must)
    }
}
