//! What travels along a lineage, as a drawing or a page.

use railc_documents::lineage::{Lineage, Step, Thing, Tone};

use super::Traced;
use crate::analysis::compat::Fit;

impl Traced {
    /// What is drawn.
    pub(super) fn picture(&self) -> Lineage {
        let thing = |at: usize| {
            let fit = self.trace.things.get(at).map_or(Fit::Unknown, |thing| thing.fit);
            let tone = match fit {
                Fit::Ok | Fit::OkAdds | Fit::OkNotice => Tone::Kept,
                Fit::Drops | Fit::Conflict | Fit::Mixed => Tone::Lost,
                Fit::Unknown => Tone::Open,
            };
            Thing { name: self.title(at), about: self.about(at), verdict: fit.name().to_owned(), tone, notes: self.notes(at) }
        };
        let links = self.graph.links();
        let ways = self.ways_of_loss();
        let step = |(link, leads_to_loss): (&crate::analysis::lineage::Link, bool)| Step {
            from: link.from,
            to: link.to,
            relation: link.derivation.name.to_owned(),
            leads_to_loss,
        };
        Lineage {
            summary: format!("{}: {}.", self.fit().name(), self.summary()),
            things: (0..self.graph.things().len()).map(thing).collect(),
            steps: links.iter().zip(ways).map(step).collect(),
        }
    }

    /// By link, whether it lies on the way from where terms are stated to where they were lost.
    fn ways_of_loss(&self) -> Vec<bool> {
        let links = self.graph.links();
        let count = self.graph.things().len();
        let (mut below, mut above) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for link in links {
            below.get_mut(link.from).into_iter().for_each(|things: &mut Vec<usize>| things.push(link.to));
            above.get_mut(link.to).into_iter().for_each(|things: &mut Vec<usize>| things.push(link.from));
        }
        let mut ways = vec![false; links.len()];
        for (at, thing) in self.trace.things.iter().enumerate() {
            for binding in thing.binding.iter().filter(|binding| binding.lost_at == Some(at)) {
                let (after, before) = (reached(&binding.origins, &below), reached(&[at], &above));
                let is_between = |thing: usize| after.get(thing) == Some(&true) && before.get(thing) == Some(&true);
                for (way, link) in ways.iter_mut().zip(links) {
                    *way |= is_between(link.from) && is_between(link.to);
                }
            }
        }
        ways
    }
}

/// By thing, whether it is reached from some.
fn reached(from: &[usize], next: &[Vec<usize>]) -> Vec<bool> {
    let mut reached = vec![false; next.len()];
    let mut left = from.to_vec();
    while let Some(at) = left.pop() {
        match reached.get_mut(at) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        left.extend(next.get(at).into_iter().flatten());
    }
    reached
}
