//! The transitive closure of is-a: the ancestors of each concept.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{ConceptId, Flaw, Lists, Texts};

/// The most ancestors of a concept: more than there are countries.
const ANCESTORS: usize = 400;

/// The ancestors of each concept, in ascending order. A parent that would close a cycle is removed from `parents`.
pub(super) fn close(names: &Texts, parents: &mut Lists<ConceptId>, flaws: &mut Vec<Flaw>) -> Lists<ConceptId> {
    let rows = names.len();
    let mut closing = Closing {
        names,
        parents,
        closed: Vec::with_capacity(4 * rows),
        rows: vec![Row::New; rows],
        path: Vec::new(),
        above: Vec::new(),
        dropped: BTreeSet::new(),
        flaws,
    };
    (0..rows).for_each(|start| closing.close(ConceptId::at(start)));
    let mut ancestors = Lists::with_room(rows);
    (0..rows).for_each(|at| ancestors.push(closing.closed(ConceptId::at(at)).iter().copied()));
    let dropped = closing.dropped;
    if !dropped.is_empty() {
        let kept = |(at, list): (usize, &[ConceptId])| {
            list.iter().copied().filter(|parent| !dropped.contains(&(ConceptId::at(at), *parent))).collect::<Vec<_>>()
        };
        *parents = parents.iter().enumerate().map(kept).collect();
    }
    ancestors
}

/// The closure while it is computed.
struct Closing<'a> {
    names: &'a Texts,
    parents: &'a Lists<ConceptId>,
    /// The ancestors of all finished concepts, concatenated.
    closed: Vec<ConceptId>,
    rows: Vec<Row>,
    /// The current path upwards, each concept with the index of its next parent to visit.
    path: Vec<(ConceptId, usize)>,
    /// A buffer for the ancestors of one concept.
    above: Vec<ConceptId>,
    /// Concepts, each with a parent that would close a cycle.
    dropped: BTreeSet<(ConceptId, ConceptId)>,
    flaws: &'a mut Vec<Flaw>,
}

/// The state of a concept in the search.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    New,
    OnPath,
    /// The range of its ancestors in `closed`.
    Closed(Range<usize>),
}

impl Closing<'_> {
    /// Finishes a concept and its ancestors: depth-first without recursion, since a policy's vocabulary is input.
    fn close(&mut self, start: ConceptId) {
        self.path.push((start, 0));
        while let Some((at, next)) = self.path.pop() {
            if matches!(self.row(at), Row::Closed(_)) {
                continue;
            }
            *self.row(at) = Row::OnPath;
            let Some(parent) = self.parents.get(at.index()).get(next).copied() else {
                self.finish(at);
                continue;
            };
            self.path.push((at, next + 1));
            if *self.row(parent) == Row::OnPath {
                self.flaw(at, format!("`{}` is one of its own descendants", self.names.get(parent.index())));
                self.dropped.insert((at, parent));
            } else {
                self.path.push((parent, 0));
            }
        }
    }

    fn row(&mut self, at: ConceptId) -> &mut Row {
        self.rows.get_mut(at.index()).expect("there is a row for each concept")
    }

    /// The ancestors of a concept; none if it is not finished.
    fn closed(&self, at: ConceptId) -> &[ConceptId] {
        match self.rows.get(at.index()) {
            Some(Row::Closed(range)) => self.closed.get(range.clone()).unwrap_or_default(),
            Some(Row::New | Row::OnPath) | None => &[],
        }
    }

    /// Collects the ancestors of a concept whose parents are all finished.
    fn finish(&mut self, at: ConceptId) {
        let mut above = std::mem::take(&mut self.above);
        for parent in self.parents.get(at.index()).iter().filter(|parent| !self.dropped.contains(&(at, **parent))) {
            above.push(*parent);
            above.extend(self.closed(*parent));
        }
        above.sort_unstable();
        above.dedup();
        if above.len() > ANCESTORS {
            self.flaw(at, format!("it is more than {ANCESTORS} things"));
            above.clear();
        }
        let start = self.closed.len();
        self.closed.append(&mut above);
        *self.row(at) = Row::Closed(start..self.closed.len());
        self.above = above;
    }

    fn flaw(&mut self, at: ConceptId, trouble: String) {
        self.flaws.push(Flaw { entry: self.names.get(at.index()).to_owned(), trouble });
    }
}
