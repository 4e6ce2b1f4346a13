//! Ways in which a rule can act: what must hold and what must fail for one, with all that follows by Γ.

use crate::logic::{Bits, Known, Program};

use super::gamma::Gamma;

/// The most ways that are made of one by the children of abstract concepts.
const MOST_GROUNDS: usize = 16;

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
        let mut all = Vec::new();
        for (needs, forbids) in rule.implicants() {
            let most = all.len() + MOST_GROUNDS;
            Way { needs, forbids }.ground(gamma, &mut all, most);
        }
        all
    }

    /// Adds the ways that this one becomes when what follows is added, and a child for each abstract concept; as long as there are not too many.
    fn ground(mut self, gamma: &Gamma, all: &mut Vec<Way>, most: usize) {
        gamma.close(&mut self.needs, &Bits::default());
        let lacks_child = |(group, children): &&(usize, Bits)| self.needs.has(*group) && !children.meets(&self.needs);
        if let Some((_, children)) = gamma.abstracts.iter().find(lacks_child) {
            for child in children.iter().filter(|child| !self.forbids.has(*child)) {
                if all.len() < most {
                    let mut way = self.clone();
                    way.needs.insert(child);
                    way.ground(gamma, all, most);
                }
            }
            return;
        }
        self.needs.iter().for_each(|at| self.forbids.add(gamma.excludes.of(at)));
        if !self.needs.meets(&self.forbids) {
            all.push(self);
        }
    }

    /// What holds then.
    #[inline]
    pub(crate) fn needs(&self) -> &Bits {
        &self.needs
    }

    /// Whether a proposition must hold for it, or must fail.
    #[inline]
    pub(crate) fn takes(&self, at: usize, holds: bool) -> bool {
        if holds { self.needs.has(at) } else { self.forbids.has(at) }
    }

    /// Whether the rule acts so in the completion where nothing else holds but what must, as far as abstract concepts allow that.
    #[inline]
    pub(crate) fn is_open(&self, known: &Known) -> bool {
        self.needs.is_within(&known.can) && !self.forbids.meets(&known.must)
    }
}
