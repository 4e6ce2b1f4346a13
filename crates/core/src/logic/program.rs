//! A formula laid out for quick evaluation: literals of one group that fall into one word of the bits are looked at together.

use std::collections::BTreeMap;

use super::bits::numbers;
use super::{Bits, Bounds, Formula, Known};

/// A formula prepared for quick evaluation: negations pushed to the literals, groups laid out in one array.
#[derive(Debug, Clone)]
pub struct Program {
    /// The first one is a group.
    nodes: Vec<Node>,
    /// Propositions that occur without negation.
    pub positive: Bits,
    /// Propositions that occur negated.
    pub negative: Bits,
}

#[derive(Debug, Clone, Copy)]
enum Node {
    /// Its members follow it directly, literals first, and end at `end`.
    All { end: u32 },
    /// Likewise.
    Any { end: u32 },
    /// Literals of a group whose propositions share a word of the bits.
    Literals { word: u32, positive: u64, negative: u64 },
}

impl Program {
    /// Prepares a formula over propositions below `bound`.
    pub fn new(formula: &Formula, bound: usize) -> Program {
        let mut program = Program { nodes: Vec::new(), positive: Bits::new(bound), negative: Bits::new(bound) };
        program.push_group(formula, false);
        program
    }

    fn push_group(&mut self, formula: &Formula, negated: bool) {
        let is_all = is_all(formula, negated);
        let at = self.nodes.len();
        self.nodes.push(Node::All { end: 0 });
        let mut members = Members { is_all, literals: BTreeMap::new(), groups: Vec::new() };
        members.gather(formula, negated);
        for (word, (positive, negative)) in members.literals {
            numbers(word as usize, positive).for_each(|var| self.positive.insert(var));
            numbers(word as usize, negative).for_each(|var| self.negative.insert(var));
            self.nodes.push(Node::Literals { word, positive, negative });
        }
        members.groups.into_iter().for_each(|(group, negated)| self.push_group(group, negated));
        let end = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(at) {
            *node = if is_all { Node::All { end } } else { Node::Any { end } };
        }
    }

    /// The propositions in it; one that occurs both ways comes twice.
    pub fn propositions(&self) -> impl Iterator<Item = usize> + '_ {
        self.positive.iter().chain(self.negative.iter())
    }

    /// Whether a proposition occurs in it.
    pub fn mentions(&self, at: usize) -> bool {
        self.positive.has(at) || self.negative.has(at)
    }

    /// Whether one of these propositions occurs in it.
    pub fn meets(&self, propositions: &Bits) -> bool {
        self.positive.meets(propositions) || self.negative.meets(propositions)
    }

    /// Its value under what is known, bounded from both sides.
    #[inline]
    pub fn bounds(&self, known: &Known) -> Bounds {
        self.bounds_at(0, known)
    }

    fn bounds_at(&self, at: usize, known: &Known) -> Bounds {
        let (is_all, end) = self.group(at);
        // What the group is as long as no member decides it: "any" is looked at as "not all not".
        let mut sure = true;
        let mut next = at + 1;
        let mut left = self.nodes.get(next..end).unwrap_or_default();
        while let [node, after @ ..] = left {
            let part = match *node {
                Node::Literals { word, positive, negative } => {
                    (next, left) = (next + 1, after);
                    literals(is_all, word, positive, negative, known)
                }
                Node::All { end: group_end } | Node::Any { end: group_end } => {
                    let (group, is_all) = (next, matches!(node, Node::All { .. }));
                    next = group_end as usize;
                    left = self.nodes.get(next..end).unwrap_or_default();
                    // Most groups are literals that share a word.
                    match after {
                        [Node::Literals { word, positive, negative }, ..] if next == group + 2 => {
                            literals(is_all, *word, *positive, *negative, known)
                        }
                        _ => self.bounds_at(group, known),
                    }
                }
            };
            let (decides, leaves_sure) = if is_all { (!part.can, part.must) } else { (part.must, !part.can) };
            if decides {
                return part;
            }
            sure &= leaves_sure;
        }
        if is_all { Bounds { must: sure, can: true } } else { Bounds { must: false, can: !sure } }
    }

    /// Whether a group holds where all its members do, and not where one does.
    pub(super) fn is_all(&self, at: usize) -> bool {
        self.group(at).0
    }

    /// Whether a group is one of all, and where it ends.
    #[inline]
    fn group(&self, at: usize) -> (bool, usize) {
        match self.nodes.get(at) {
            Some(Node::All { end }) => (true, *end as usize),
            Some(Node::Any { end }) => (false, *end as usize),
            Some(Node::Literals { .. }) | None => (true, at + 1),
        }
    }

    /// Its values under 64 assignments at once, a bit each; `column` gives those of a proposition that is open under what is known.
    pub fn word(&self, known: &Known, column: &impl Fn(usize) -> u64) -> u64 {
        self.word_at(0, known, column)
    }

    fn word_at(&self, at: usize, known: &Known, column: &impl Fn(usize) -> u64) -> u64 {
        let (is_all, end) = self.group(at);
        // An "any" is worked out as "not all not".
        let flip = if is_all { 0 } else { u64::MAX };
        let mut value = u64::MAX;
        let mut next = at + 1;
        while next < end && value != 0 {
            match self.nodes.get(next) {
                Some(Node::Literals { word, positive, negative }) => {
                    let (must, can) = (known.must.word(*word as usize), known.can.word(*word as usize));
                    let (plain, opposite) = if is_all { (*positive, *negative) } else { (*negative, *positive) };
                    if (plain & !can) | (opposite & must) != 0 {
                        value = 0;
                    }
                    let open = can & !must;
                    numbers(*word as usize, plain & open).for_each(|var| value &= column(var));
                    numbers(*word as usize, opposite & open).for_each(|var| value &= !column(var));
                    next += 1;
                }
                Some(Node::All { .. } | Node::Any { .. }) | None => {
                    value &= self.word_at(next, known, column) ^ flip;
                    next = self.group(next).1;
                }
            }
        }
        value ^ flip
    }

    /// Takes into `open` the propositions in it on which its value may still hang: those that are open, in groups that are.
    pub fn undecided(&self, known: &Known, open: &mut Bits) {
        self.undecided_at(0, known, open);
    }

    fn undecided_at(&self, at: usize, known: &Known, open: &mut Bits) {
        if self.bounds_at(at, known).is_open() {
            self.literals(at).filter(|(var, _)| known.is_open(*var)).for_each(|(var, _)| open.insert(var));
            self.groups(at).for_each(|group| self.undecided_at(group, known, open));
        }
    }

    /// Adds to an assignment what makes the formula hold, or fail, as far as adding can.
    pub fn lever(&self, holds: bool, known: &Known, assignment: &mut Bits) {
        self.lever_at(0, holds, known, assignment);
    }

    fn lever_at(&self, at: usize, holds: bool, known: &Known, assignment: &mut Bits) {
        if self.group(at).0 == holds {
            self.literals(at).filter(|(_, negated)| *negated != holds).for_each(|(var, _)| assignment.insert(var));
            return self.groups(at).for_each(|group| self.lever_at(group, holds, known, assignment));
        }
        let needs_nothing = |(var, negated): (usize, bool)| negated == holds && !known.must.has(var) && !assignment.has(var);
        if self.literals(at).any(needs_nothing) {
            return;
        }
        if let Some((var, _)) = self.literals(at).find(|(var, negated)| *negated != holds && known.can.has(*var)) {
            return assignment.insert(var);
        }
        let may_turn_out = |group: &usize| {
            let value = self.bounds_at(*group, known);
            if holds { value.can } else { !value.must }
        };
        let group = self.groups(at).find(may_turn_out);
        group.into_iter().for_each(|group| self.lever_at(group, holds, known, assignment));
    }

    /// Shows `take` literals, as a proposition and whether it holds, that together make the formula hold, or fail, whatever else is so.
    ///
    /// What is known makes it so; what is `taken` already is not shown again, and of several ways the cheapest is chosen. False where no
    /// literals do, and those are shown that come nearest.
    pub fn settle(
        &self,
        holds: bool,
        known: &Known,
        taken: &Known,
        cost: &impl Fn(usize) -> u32,
        take: &mut impl FnMut(usize, bool),
    ) -> bool {
        self.settle_at(0, holds, known, taken, cost, take)
    }

    fn settle_at(
        &self,
        at: usize,
        holds: bool,
        known: &Known,
        taken: &Known,
        cost: &impl Fn(usize) -> u32,
        take: &mut impl FnMut(usize, bool),
    ) -> bool {
        let is_settled = |value: Bounds| if holds { value.must } else { !value.can };
        if is_settled(self.bounds_at(at, taken)) {
            return true;
        }
        if self.group(at).0 == holds {
            self.literals(at).filter(|(var, negated)| taken.settles(*var) != Some(*negated != holds)).for_each(|(var, negated)| {
                take(var, negated != holds);
            });
            // Each is gone through, also after one that nothing settles.
            let unsettled = self.groups(at).filter(|group| !self.settle_at(*group, holds, known, taken, cost, take));
            return unsettled.count() == 0;
        }
        let settling = self.literals(at).filter(|(var, negated)| known.settles(*var) == Some(*negated != holds));
        if let Some((var, negated)) = settling.min_by_key(|(var, _)| cost(*var)) {
            take(var, negated != holds);
            return true;
        }
        let group = self.groups(at).find(|group| is_settled(self.bounds_at(*group, known)));
        group.is_some_and(|group| self.settle_at(group, holds, known, taken, cost, take))
    }

    /// The literals of a group itself: propositions, and whether each is negated.
    pub(super) fn literals(&self, at: usize) -> impl Iterator<Item = (usize, bool)> + '_ {
        let nodes = self.nodes.get(at + 1..self.group(at).1).unwrap_or_default().iter();
        nodes
            .map_while(|node| match node {
                Node::Literals { word, positive, negative } => Some((*word, *positive, *negative)),
                Node::All { .. } | Node::Any { .. } => None,
            })
            .flat_map(|(word, positive, negative)| {
                numbers(word as usize, positive).map(|var| (var, false)).chain(numbers(word as usize, negative).map(|var| (var, true)))
            })
    }

    /// Where the groups directly in a group begin.
    pub(super) fn groups(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.group(at).1;
        let is_group = |at: &usize| matches!(self.nodes.get(*at), Some(Node::All { .. } | Node::Any { .. }));
        std::iter::successors(Some(at + 1), |member| Some(self.group(*member).1)).take_while(move |member| *member < end).filter(is_group)
    }

    /// Literals of which at least one can hold where the formula can: the cheapest such set by `cost`, or none where the formula may hold of itself.
    ///
    /// A literal is a proposition and whether it is negated.
    pub fn guard(&self, cost: &impl Fn(usize, bool) -> u32) -> Option<Vec<(usize, bool)>> {
        self.guard_at(0, cost).map(|guard| guard.literals)
    }

    fn guard_at(&self, at: usize, cost: &impl Fn(usize, bool) -> u32) -> Option<Guard> {
        let mut groups = self.groups(at).map(|group| self.guard_at(group, cost));
        let literals = self.literals(at);
        if self.group(at).0 {
            let cheapest = literals.map(|literal @ (var, negated)| (cost(var, negated), literal)).min_by_key(|(cost, _)| *cost);
            let literal = cheapest.map(|(cost, literal)| Guard { cost, literals: vec![literal] });
            return literal.into_iter().chain(groups.flatten()).min_by_key(|guard| guard.cost);
        }
        let literals: Vec<(usize, bool)> = literals.collect();
        let sum = literals.iter().fold(0, |sum: u32, (var, negated)| sum.saturating_add(cost(*var, *negated)));
        groups.try_fold(Guard { cost: sum, literals }, |union, group| group.map(|group| union.and(group)))
    }
}

/// The bounds of a group of literals that share a word.
#[inline]
fn literals(is_all: bool, word: u32, positive: u64, negative: u64, known: &Known) -> Bounds {
    let (must, can) = (known.must.word(word as usize), known.can.word(word as usize));
    if is_all {
        Bounds { must: (positive & !must) | (negative & can) == 0, can: (positive & !can) | (negative & must) == 0 }
    } else {
        Bounds { must: (positive & must) | (negative & !can) != 0, can: (positive & can) | (negative & !must) != 0 }
    }
}

/// Whether a formula holds where all its members do.
fn is_all(formula: &Formula, negated: bool) -> bool {
    match formula {
        Formula::Not(inner) => is_all(inner, !negated),
        Formula::All(parts) | Formula::Any(parts) => match parts.as_slice() {
            [only] => is_all(only, negated),
            _ => matches!(formula, Formula::All(_)) != negated,
        },
        Formula::Var(_) => true,
    }
}

/// The members of a group, with those of groups of its kind directly in it.
struct Members<'f> {
    is_all: bool,
    /// By word, the literals without and with negation.
    literals: BTreeMap<u32, (u64, u64)>,
    groups: Vec<(&'f Formula, bool)>,
}

impl<'f> Members<'f> {
    fn gather(&mut self, formula: &'f Formula, negated: bool) {
        match formula {
            Formula::Var(var) => {
                let (positive, negative) = self.literals.entry((var / 64) as u32).or_default();
                *(if negated { negative } else { positive }) |= 1 << (var % 64);
            }
            Formula::Not(inner) => self.gather(inner, !negated),
            Formula::All(parts) | Formula::Any(parts) if parts.len() == 1 || is_all(formula, negated) == self.is_all => {
                parts.iter().for_each(|part| self.gather(part, negated));
            }
            Formula::All(_) | Formula::Any(_) => self.groups.push((formula, negated)),
        }
    }
}

/// Literals of which one can hold wherever a formula can, and what it costs to watch them.
#[derive(Debug)]
struct Guard {
    cost: u32,
    literals: Vec<(usize, bool)>,
}

impl Guard {
    fn and(mut self, other: Guard) -> Guard {
        self.literals.extend(other.literals);
        Guard { cost: self.cost.saturating_add(other.cost), literals: self.literals }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn var(at: usize) -> Formula {
        Formula::Var(at)
    }

    #[test]
    fn a_literal_alone_does_not_see_that_its_twin_is_the_same() {
        let program = Program::new(&Formula::Any(vec![var(0), var(0).negated()]), 1);
        assert_eq!(program.bounds(&Known::open(1)), Bounds { must: false, can: true });
    }

    #[test]
    fn negation_turns_all_into_any() {
        let program = Program::new(&Formula::All(vec![var(0), var(1)]).negated(), 2);
        let known = Known { must: Bits::new(2), can: [0].into_iter().collect() };
        assert_eq!(program.bounds(&known), Bounds { must: true, can: true });
    }

    #[test]
    fn a_word_holds_64_assignments() {
        let formula = Formula::Any(vec![Formula::All(vec![var(0), var(1).negated()]), var(2)]);
        let columns = [0b1010, 0b1100];
        let known = Known { must: Bits::new(3), can: [0, 1].into_iter().collect() };
        assert_eq!(Program::new(&formula, 3).word(&known, &|at| columns[at]) & 0b1111, 0b0010);
    }

    #[test]
    fn one_literal_settles_that_a_conjunction_fails() {
        let formula = Formula::All(vec![var(0), Formula::Any(vec![var(1), var(2)])]);
        let known = Known { must: Bits::new(3), can: [0].into_iter().collect() };
        let mut taken = Vec::new();
        Program::new(&formula, 3).settle(false, &known, &Known::open(3), &|_| 0, &mut |var, holds| taken.push((var, holds)));
        assert_eq!(taken, [(1, false), (2, false)]);
    }

    #[test]
    fn a_guard_takes_the_cheapest_branch_of_a_conjunction() {
        let formula = Formula::All(vec![Formula::Any(vec![var(0), var(1)]), var(2).negated()]);
        let cheap = |_: usize, negated: bool| if negated { 100 } else { 1 };
        assert_eq!(Program::new(&formula, 3).guard(&cheap), Some(vec![(0, false), (1, false)]));
    }
}
