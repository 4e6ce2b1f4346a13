//! Two completions that differ in one proposition and in the outcome, looked for where little holds: most are found there, without a solver.

use crate::logic::{Bits, Known};

use super::super::prepared::Prepared;

/// The most ways of rules that are tried for one proposition.
const MOST_TRIED: usize = 4;

/// Whether some completion, in which a rule acts in one of its ways and nothing else holds, comes out otherwise once a proposition is the other way
/// round, and with it no others but the abstract ones among its ancestors. True only where that is sure.
pub(super) fn is_seen_to_differ(prepared: &Prepared, known: &Known, at: usize) -> bool {
    let asked = std::iter::once(at).chain(prepared.gamma.abstracts_above(at));
    let rules = asked.filter_map(|at| prepared.mentioned.get(at)).flatten().map(|rule| *rule as usize);
    let ways = rules.flat_map(|rule| prepared.ways(rule)).filter(|way| (way.takes(at, true) || way.takes(at, false)) && way.is_open(known));
    ways.take(MOST_TRIED).any(|way| {
        let mut one = known.must.clone();
        one.add(way.needs());
        let mut other = one.clone();
        turn(prepared, known, at, &mut other);
        let completes = |holding: &Bits| is_closed(prepared, holding) && prepared.gamma.completes(holding, known);
        completes(&one) && completes(&other) && is_refused(prepared, &one) != is_refused(prepared, &other)
    })
}

/// Turns one proposition the other way round, and abstract ancestors where they hang on it.
fn turn(prepared: &Prepared, known: &Known, at: usize, holding: &mut Bits) {
    let gamma = &prepared.gamma;
    if !holding.has(at) {
        holding.insert(at);
        return gamma.abstracts_above(at).for_each(|group| holding.insert(group));
    }
    holding.remove(at);
    let left: Vec<usize> = gamma.abstracts_above(at).filter(|group| holding.has(*group) && !known.must.has(*group)).collect();
    // A group may hang on another one.
    for _ in 0..left.len() {
        for group in &left {
            if gamma.children(*group).is_some_and(|children| !children.meets(holding)) {
                holding.remove(*group);
            }
        }
    }
}

/// Whether all that follows from what holds is among it.
fn is_closed(prepared: &Prepared, holding: &Bits) -> bool {
    holding.shared(&prepared.gamma.above.having).all(|at| prepared.gamma.above.of(at).is_within(holding))
}

fn is_refused(prepared: &Prepared, holding: &Bits) -> bool {
    let known = Known { must: holding.clone(), can: holding.clone() };
    prepared.rules.iter().any(|rule| rule.program.bounds(&known).must)
}
