//! What travels along a lineage of models, data and code: which licenses of what a thing was made of still bind it, what is lost on the way and where, and
//! what would mend it.
//!
//! `written` reads a small file of it, `sketch` looks its names up, `graph` is what was made of what, `stated` what is said of licenses, `passing` how the terms of one statement fare under another, `advice` what would help.

mod advice;
mod graph;
mod passing;
mod sketch;
mod stated;
mod written;

use std::collections::BTreeMap;

use railc_core::check::{ChosenPolicy, NoAnswer};
use railc_library::{Derived, PassingOn};

use super::compat::Fit;
pub use advice::Advice;
pub use graph::{Circle, Graph, Link, Thing};
use passing::Passes;
pub use passing::{Fared, Part};
pub use sketch::{Line, Load, Sketch, Sketched};
pub use stated::{Held, Stated};
pub use written::read;

/// What travels along a graph.
#[derive(Debug, Clone)]
pub struct Trace {
    /// By thing.
    pub things: Vec<Traced>,
}

/// How a thing stands to the licenses of what it was made of.
#[derive(Debug, Clone)]
pub struct Traced {
    /// Whether all their terms are kept.
    pub fit: Fit,
    /// What binds it beside its own license, in the order in which that reaches it.
    pub binding: Vec<Binding>,
    /// Statements upstream, by their places among those that bind it, that can't be kept together under any license.
    pub clashes: Vec<(usize, usize)>,
    /// What would mend it, where terms are lost here or clash.
    pub advice: Vec<Advice>,
}

/// What is stated of a thing's license, as it binds something that was made of that thing.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The things of which it is stated, those alone that did not get it from another.
    pub origins: Vec<usize>,
    /// How the thing comes from them.
    pub derived: Derived,
    /// How the terms fare.
    pub fared: Fared,
    /// The first thing on the way whose license lost some of the terms for certain.
    pub lost_at: Option<usize>,
}

/// What travels along a graph. All licenses are over one vocabulary.
///
/// Fails where comparing two licenses is too hard.
pub fn trace(graph: &Graph, licenses: &[ChosenPolicy], table: &PassingOn) -> Result<Trace, NoAnswer> {
    let mut passes = Passes::new(licenses, table);
    let mut things: Vec<Option<Traced>> = vec![None; graph.things.len()];
    let into = graph.links_into();
    for at in graph.order() {
        let links = into.get(*at).map_or(&[][..], Vec::as_slice);
        let traced = traced(*at, links, graph, &things, &mut passes)?;
        if let Some(place) = things.get_mut(*at) {
            *place = Some(traced);
        }
    }
    Ok(Trace { things: things.into_iter().flatten().collect() })
}

/// What reaches a thing, before it is known how it fares.
struct Reaching {
    origins: Vec<usize>,
    derived: Derived,
    lost_at: Option<usize>,
}

fn traced(at: usize, links: &[Link], graph: &Graph, things: &[Option<Traced>], passes: &mut Passes<'_>) -> Result<Traced, NoAnswer> {
    let own = graph.stated(at);
    let mut reaching: Vec<Reaching> = Vec::new();
    // By the statement, the step and the farthest step, where it stands among those.
    let mut places: BTreeMap<(&Stated, &str, &str), usize> = BTreeMap::new();
    let mut reach = |stated, origins: &[usize], derived: Derived, lost_at: Option<usize>| {
        let key = (stated, derived.step.is, derived.farthest.is);
        let place = *places.entry(key).or_insert_with(|| {
            reaching.push(Reaching { origins: Vec::new(), derived, lost_at });
            reaching.len() - 1
        });
        if let Some(one) = reaching.get_mut(place) {
            one.origins.extend_from_slice(origins);
            one.lost_at = one.lost_at.or(lost_at);
        }
    };
    for link in links {
        let above = things.get(link.from).and_then(Option::as_ref).map_or(&[][..], |traced| &traced.binding);
        let stated = graph.stated(link.from);
        let mut is_handed_down = false;
        for binding in above {
            let Some(origin) = binding.origins.first() else { continue };
            let upstream = graph.stated(*origin);
            is_handed_down |= upstream == stated && !binding.derived.is_another();
            reach(upstream, &binding.origins, binding.derived.then(link.derivation), binding.lost_at);
        }
        if !is_handed_down {
            reach(stated, &[link.from], link.derivation.into(), None);
        }
    }
    let mut binding = Vec::new();
    for mut one in reaching {
        let Some(origin) = one.origins.first() else { continue };
        let Some(fared) = passes.fare(graph.stated(*origin), own, graph.is_licensed(at), one.derived)? else { continue };
        one.origins.sort_unstable();
        one.origins.dedup();
        let lost_at = one.lost_at.or(Some(at)).filter(|_| fared.loses());
        binding.push(Binding { origins: one.origins, derived: one.derived, fared, lost_at });
    }
    let clashes = passes.clashes(&binding, graph)?;
    let own_fit = match own {
        Stated::Nothing if graph.is_licensed(at) => Fit::Unknown,
        Stated::Nothing => Fit::Ok,
        // A license that nobody has read may say what those upstream say, which is looked at below.
        Stated::Licenses { .. } if own.is_known() || !links.is_empty() => Fit::Ok,
        Stated::Licenses { .. } => Fit::Unknown,
    };
    let of_clashes = if clashes.is_empty() { Fit::Ok } else { Fit::Conflict };
    let fit = binding.iter().map(|one| one.fared.fit).fold(own_fit.and(of_clashes), Fit::and);
    let advice = if matches!(fit, Fit::Drops | Fit::Conflict | Fit::Mixed) && graph.is_licensed(at) {
        advice::find(&binding, own, graph, passes)?
    } else {
        Vec::new()
    };
    Ok(Traced { fit, binding, clashes, advice })
}
