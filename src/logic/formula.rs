//! Formulas over numbered propositions, and their value where only some propositions are known.

use super::Bits;

/// A boolean formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// All of these; of none, true.
    All(Vec<Formula>),
    /// One of these; of none, false.
    Any(Vec<Formula>),
    /// The opposite.
    Not(Box<Formula>),
    /// A proposition.
    Var(usize),
}

impl Formula {
    /// What always holds.
    pub fn always() -> Formula {
        Formula::All(Vec::new())
    }

    /// What never holds.
    pub fn never() -> Formula {
        Formula::Any(Vec::new())
    }

    /// The same formula over propositions numbered `by` higher.
    pub fn shifted(&self, by: usize) -> Formula {
        match self {
            Formula::All(parts) => Formula::All(parts.iter().map(|part| part.shifted(by)).collect()),
            Formula::Any(parts) => Formula::Any(parts.iter().map(|part| part.shifted(by)).collect()),
            Formula::Not(part) => Formula::Not(Box::new(part.shifted(by))),
            Formula::Var(at) => Formula::Var(at + by),
        }
    }

    /// The opposite.
    pub fn negated(self) -> Formula {
        match self {
            Formula::Not(inner) => *inner,
            other => Formula::Not(Box::new(other)),
        }
    }
}

/// What is known of each proposition: `must` hold, `can` hold. What must also can.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Hold in every world.
    pub must: Bits,
    /// Hold in some world, as far as is known.
    pub can: Bits,
}

impl View {
    /// Nothing known of `bound` propositions.
    pub fn open(bound: usize) -> View {
        View { must: Bits::new(bound), can: Bits::full(bound) }
    }
}

/// The value of a formula under a [`View`], as far as looking at each literal by itself tells.
///
/// `must` is never wrong when true, and `can` never when false; between them the truth is open until it is decided exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fuzzy {
    /// It holds in every world.
    pub must: bool,
    /// It may hold in some world.
    pub can: bool,
}

impl Fuzzy {
    /// Neither sure to hold nor sure to fail.
    pub fn is_open(self) -> bool {
        self.can && !self.must
    }
}

/// A formula prepared for quick evaluation: negations pushed to the literals, laid out in one array.
#[derive(Debug, Clone)]
pub struct Program {
    nodes: Vec<Node>,
    /// Propositions that occur without negation.
    pub positive: Bits,
    /// Propositions that occur negated.
    pub negative: Bits,
}

/// A node; a group's members follow it directly and end at `end`.
#[derive(Debug, Clone, Copy)]
enum Node {
    Literal { var: u32, negated: bool },
    All { end: u32 },
    Any { end: u32 },
}

impl Program {
    /// Prepares a formula over propositions below `bound`.
    pub fn new(formula: &Formula, bound: usize) -> Program {
        let mut program = Program { nodes: Vec::new(), positive: Bits::new(bound), negative: Bits::new(bound) };
        program.push(formula, false);
        program
    }

    fn push(&mut self, formula: &Formula, negated: bool) {
        match formula {
            Formula::Var(var) => {
                if negated {
                    self.negative.insert(*var)
                } else {
                    self.positive.insert(*var)
                }
                self.nodes.push(Node::Literal { var: *var as u32, negated });
            }
            Formula::Not(inner) => self.push(inner, !negated),
            Formula::All(parts) | Formula::Any(parts) => {
                let is_all = matches!(formula, Formula::All(_)) != negated;
                if let [only] = parts.as_slice() {
                    return self.push(only, negated);
                }
                let at = self.nodes.len();
                self.nodes.push(Node::All { end: 0 });
                parts.iter().for_each(|part| self.push(part, negated));
                let end = self.nodes.len() as u32;
                if let Some(node) = self.nodes.get_mut(at) {
                    *node = if is_all { Node::All { end } } else { Node::Any { end } };
                }
            }
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

    /// Its value under a view.
    #[inline]
    pub fn value(&self, view: &View) -> Fuzzy {
        self.value_at(0, view).0
    }

    /// The value of the node at `at`, and where the next one begins.
    #[inline(always)]
    fn value_at(&self, at: usize, view: &View) -> (Fuzzy, usize) {
        let Some(Node::Literal { var, negated }) = self.nodes.get(at) else { return self.group_value(at, view) };
        let (must, can) = (view.must.has(*var as usize), view.can.has(*var as usize));
        (if *negated { Fuzzy { must: !can, can: !must } } else { Fuzzy { must, can } }, at + 1)
    }

    fn group_value(&self, at: usize, view: &View) -> (Fuzzy, usize) {
        match self.nodes.get(at) {
            None | Some(Node::Literal { .. }) => (Fuzzy { must: true, can: true }, at + 1),
            Some(Node::All { end }) => {
                let mut all = Fuzzy { must: true, can: true };
                let mut next = at + 1;
                while next < *end as usize && all.can {
                    let (part, after) = self.value_at(next, view);
                    all = Fuzzy { must: all.must && part.must, can: part.can };
                    next = after;
                }
                (all, *end as usize)
            }
            Some(Node::Any { end }) => {
                let mut any = Fuzzy { must: false, can: false };
                let mut next = at + 1;
                while next < *end as usize && !any.must {
                    let (part, after) = self.value_at(next, view);
                    any = Fuzzy { must: part.must, can: any.can || part.can };
                    next = after;
                }
                (any, *end as usize)
            }
        }
    }

    /// Adds to a world what makes the formula hold, if nothing else is in its way. The proposition `on` is not added, so that the formula holds or
    /// fails with it.
    pub fn lever(&self, on: Option<usize>, view: &View, world: &mut Bits) {
        self.lever_at(0, on, view, world);
    }

    fn lever_at(&self, at: usize, on: Option<usize>, view: &View, world: &mut Bits) {
        match self.nodes.get(at) {
            Some(Node::Literal { var, negated: false }) if on != Some(*var as usize) => world.insert(*var as usize),
            None | Some(Node::Literal { .. }) => {}
            Some(Node::All { .. }) => self.parts(at).for_each(|part| self.lever_at(part, on, view, world)),
            Some(Node::Any { .. }) => {
                let hangs = |part: &usize| self.literals(*part).any(|var| on == Some(var));
                let can_hold = |part: &usize| self.value_at(*part, view).0.can;
                let branch = self.parts(at).find(hangs).or_else(|| self.parts(at).find(can_hold));
                branch.into_iter().for_each(|part| self.lever_at(part, on, view, world));
            }
        }
    }

    /// Where the parts of a group begin.
    fn parts(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.end(at);
        std::iter::successors(Some(at + 1), |part| Some(self.end(*part))).take_while(move |part| *part < end)
    }

    fn literals(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.nodes.get(at..self.end(at)).into_iter().flatten().filter_map(|node| match node {
            Node::Literal { var, .. } => Some(*var as usize),
            Node::All { .. } | Node::Any { .. } => None,
        })
    }

    /// Where the node after this one and its members begins.
    fn end(&self, at: usize) -> usize {
        match self.nodes.get(at) {
            Some(Node::All { end } | Node::Any { end }) => *end as usize,
            Some(Node::Literal { .. }) | None => at + 1,
        }
    }

    /// Literals of which at least one can hold where the formula can: the cheapest such set by `cost`, or none where the formula may hold of itself.
    ///
    /// A literal is a proposition and whether it is negated.
    pub fn guard(&self, cost: &impl Fn(usize, bool) -> u32) -> Option<Vec<(usize, bool)>> {
        self.guard_at(0, cost).0.map(|guard| guard.literals)
    }

    fn guard_at(&self, at: usize, cost: &impl Fn(usize, bool) -> u32) -> (Option<Guard>, usize) {
        let mut next = at + 1;
        match self.nodes.get(at) {
            None => (None, next),
            Some(Node::Literal { var, negated }) => {
                let var = *var as usize;
                (Some(Guard { cost: cost(var, *negated), literals: vec![(var, *negated)] }), next)
            }
            Some(Node::All { end }) => {
                let mut best: Option<Guard> = None;
                while next < *end as usize {
                    let (part, after) = self.guard_at(next, cost);
                    let is_better = |part: &Guard| best.as_ref().is_none_or(|best| part.cost < best.cost);
                    best = if part.as_ref().is_some_and(is_better) { part } else { best };
                    next = after;
                }
                (best, *end as usize)
            }
            Some(Node::Any { end }) => {
                let mut union = Some(Guard::default());
                while next < *end as usize {
                    let (part, after) = self.guard_at(next, cost);
                    union = union.zip(part).map(|(union, part)| union.and(part));
                    next = after;
                }
                (union, *end as usize)
            }
        }
    }
}

/// Literals of which one can hold wherever a formula can, and what it costs to watch them.
#[derive(Debug, Default)]
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
        assert_eq!(program.value(&View::open(1)), Fuzzy { must: false, can: true });
    }

    #[test]
    fn negation_turns_all_into_any() {
        let program = Program::new(&Formula::All(vec![var(0), var(1)]).negated(), 2);
        let view = View { must: Bits::new(2), can: [0].into_iter().collect() };
        assert_eq!(program.value(&view), Fuzzy { must: true, can: true });
    }

    #[test]
    fn a_formula_hangs_on_one_proposition_once_the_rest_of_its_branch_holds() {
        let formula = Formula::Any(vec![var(3), Formula::All(vec![var(0), var(1), var(2).negated()])]);
        let mut world = Bits::new(4);
        Program::new(&formula, 4).lever(Some(0), &View::open(4), &mut world);
        assert_eq!(world.iter().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_guard_takes_the_cheapest_branch_of_a_conjunction() {
        let formula = Formula::All(vec![Formula::Any(vec![var(0), var(1)]), var(2).negated()]);
        let cheap = |_: usize, negated: bool| if negated { 100 } else { 1 };
        assert_eq!(Program::new(&formula, 3).guard(&cheap), Some(vec![(0, false), (1, false)]));
    }
}
