//! Closes is-a: all that each concept is.

use std::collections::BTreeSet;

use super::{ConceptId, Flaw, Lists, Texts};

/// The most concepts that one may be.
const ANCESTORS: usize = 200;

/// All that each concept is, in ascending order, itself left out. A parent that would close a cycle is taken out of `parents`.
pub(super) fn close(names: &Texts, parents: &mut Lists<ConceptId>, flaws: &mut Vec<Flaw>) -> Lists<ConceptId> {
    let rows = names.len();
    let mut closing = Closing { names, parents, closed: vec![None; rows], is_open: vec![false; rows], dropped: BTreeSet::new(), flaws };
    (0..rows).for_each(|start| closing.close(ConceptId::at(start)));
    let Closing { closed, dropped, .. } = closing;
    if !dropped.is_empty() {
        let kept = |(at, list): (usize, &[ConceptId])| {
            list.iter().copied().filter(|parent| !dropped.contains(&(ConceptId::at(at), *parent))).collect::<Vec<_>>()
        };
        *parents = parents.iter().enumerate().map(kept).collect();
    }
    closed.into_iter().map(Option::unwrap_or_default).collect()
}

/// Is-a on the way to being closed.
struct Closing<'a> {
    names: &'a Texts,
    parents: &'a Lists<ConceptId>,
    /// All that each concept is; none where that is not known yet.
    closed: Vec<Option<Vec<ConceptId>>>,
    /// Whether each concept is on the way from the one that is being closed.
    is_open: Vec<bool>,
    /// Concepts with a parent that would close a cycle.
    dropped: BTreeSet<(ConceptId, ConceptId)>,
    flaws: &'a mut Vec<Flaw>,
}

impl Closing<'_> {
    /// Closes a concept and all that it is: depth-first without recursion, since a policy's vocabulary is input.
    fn close(&mut self, start: ConceptId) {
        // A path of (concept, next parent to look at).
        let mut path: Vec<(ConceptId, usize)> = vec![(start, 0)];
        while let Some((at, next)) = path.pop() {
            if self.is_closed(at) {
                continue;
            }
            self.open(at, true);
            let Some(parent) = self.parents.get(at.index()).get(next).copied() else {
                self.finish(at);
                continue;
            };
            path.push((at, next + 1));
            if self.is_open.get(parent.index()) == Some(&true) {
                self.flaw(at, format!("`{}` is one of its own descendants", self.names.get(parent.index())));
                self.dropped.insert((at, parent));
            } else {
                path.push((parent, 0));
            }
        }
    }

    fn is_closed(&self, at: ConceptId) -> bool {
        self.closed.get(at.index()).is_some_and(Option::is_some)
    }

    fn open(&mut self, at: ConceptId, is_open: bool) {
        self.is_open.get_mut(at.index()).into_iter().for_each(|slot| *slot = is_open);
    }

    /// Notes what a concept is, all of whose parents are closed.
    fn finish(&mut self, at: ConceptId) {
        self.open(at, false);
        let mut above: Vec<ConceptId> = Vec::new();
        for parent in self.parents.get(at.index()).iter().filter(|parent| !self.dropped.contains(&(at, **parent))) {
            above.push(*parent);
            above.extend(self.closed.get(parent.index()).into_iter().flatten().flatten());
        }
        above.sort_unstable();
        above.dedup();
        if above.len() > ANCESTORS {
            self.flaw(at, format!("it is more than {ANCESTORS} things"));
            above.clear();
        }
        self.closed.get_mut(at.index()).into_iter().for_each(|slot| *slot = Some(std::mem::take(&mut above)));
    }

    fn flaw(&mut self, at: ConceptId, trouble: String) {
        self.flaws.push(Flaw { entry: self.names.get(at.index()).to_owned(), trouble });
    }
}
