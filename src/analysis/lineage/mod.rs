//! What travels along a lineage of models, data and code: which licenses of what a thing was made of still bind it, what is lost on the way and where, and
//! what would mend it.
//!
//! `written` reads a small file of it, `described` takes what other files state, `sketch` looks its names up, `graph` is what was made of what, `stated` what is said of licenses, `passing` how the terms of one statement fare under another, `advice` what would help.

mod advice;
#[cfg(feature = "cli")]
mod described;
mod graph;
mod passing;
mod sketch;
mod stated;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use railc_core::check::{ChosenPolicy, NoAnswer};
use railc_library::{Derived, PassingOn};

use super::compat::Fit;
pub use advice::Advice;
#[cfg(feature = "cli")]
pub use described::{Gathered, Known};
pub use graph::{Circle, Graph, Link, Thing};
pub use passing::{Fared, Part};
use passing::{Passes, Way, way};
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
    /// The statement, by its place among those of the graph.
    statement: usize,
    /// The things of which it is stated, those alone that did not get it from another: all that this thing was made of itself, and of those further up at
    /// most [`MOST_HANDED_DOWN`].
    pub origins: Vec<usize>,
    /// Whether there are more, further up.
    pub has_more_origins: bool,
    /// How the thing comes from them.
    pub derived: Derived,
    /// How the terms fare.
    pub fared: Rc<Fared>,
    /// The first thing on the way whose license lost some of the terms for certain.
    pub lost_at: Option<usize>,
}

/// How many things further up are named where many state the same license: all of them would be as many as there are ways through the graph.
pub const MOST_HANDED_DOWN: usize = 32;

/// What travels along a graph. All licenses are over one vocabulary.
///
/// Fails where comparing two licenses is too hard.
pub fn trace(graph: &Graph, licenses: &[ChosenPolicy], table: &PassingOn) -> Result<Trace, NoAnswer> {
    let mut passes = Passes::new(licenses, table);
    let mut known = KnownTogether::new();
    let mut things: Vec<Option<Traced>> = vec![None; graph.things.len()];
    let into = graph.links_into();
    for at in graph.order() {
        let links = into.get(*at).map_or(&[][..], Vec::as_slice);
        let traced = traced(*at, (links, graph), &things, (&mut passes, &mut known))?;
        if let Some(place) = things.get_mut(*at) {
            *place = Some(traced);
        }
    }
    Ok(Trace { things: things.into_iter().flatten().collect() })
}

/// What reaches a thing, before it is known how it fares.
struct Reaching {
    statement: usize,
    origins: BTreeSet<usize>,
    has_more: bool,
    derived: Derived,
    lost_at: Option<usize>,
}

/// All that reaches a thing: by the statement, the step and the farthest step.
#[derive(Default)]
struct AllReaching {
    all: Vec<Reaching>,
    places: BTreeMap<(usize, &'static str, &'static str), usize>,
}

impl AllReaching {
    fn of(&mut self, statement: usize, derived: Derived) -> Option<&mut Reaching> {
        let next = self.all.len();
        let place = *self.places.entry((statement, derived.step.is, derived.farthest.is)).or_insert(next);
        if place == next {
            self.all.push(Reaching { statement, origins: BTreeSet::new(), has_more: false, derived, lost_at: None });
        }
        self.all.get_mut(place)
    }
}

/// Statements that clash, by their places among those that bind a thing, and what would mend the thing.
type Together = (Vec<(usize, usize)>, Vec<Advice>);

/// By own statement, whether that licenses anybody, and the statements that bind with their ways: things that are alike in these are looked at once.
type KnownTogether = BTreeMap<(usize, bool, Vec<(usize, Way)>), Together>;

fn traced(
    at: usize,
    (links, graph): (&[Link], &Graph),
    things: &[Option<Traced>],
    (passes, known): (&mut Passes<'_>, &mut KnownTogether),
) -> Result<Traced, NoAnswer> {
    let (own, is_licensed) = (graph.stated(at), graph.is_licensed(at));
    let mut reaching = AllReaching::default();
    for link in links {
        let statement = graph.statement(link.from);
        let mut is_handed_down = false;
        for binding in things.get(link.from).and_then(Option::as_ref).into_iter().flat_map(|traced| &traced.binding) {
            is_handed_down |= binding.statement == statement && !binding.derived.is_another();
            let Some(one) = reaching.of(binding.statement, binding.derived.then(link.derivation)) else { continue };
            for origin in &binding.origins {
                if one.origins.len() < MOST_HANDED_DOWN {
                    one.origins.insert(*origin);
                } else {
                    one.has_more |= !one.origins.contains(origin);
                }
            }
            one.has_more |= binding.has_more_origins;
            one.lost_at = one.lost_at.or(binding.lost_at);
        }
        if !is_handed_down && let Some(one) = reaching.of(statement, link.derivation.into()) {
            one.origins.insert(link.from);
        }
    }
    let mut binding = Vec::new();
    for Reaching { statement, origins, has_more, derived, lost_at } in reaching.all {
        let Some(fared) = passes.fare_between(graph, statement, graph.statement(at), is_licensed, derived)? else { continue };
        let lost_at = lost_at.or(Some(at)).filter(|_| fared.loses());
        let origins = origins.into_iter().collect();
        binding.push(Binding { statement, origins, has_more_origins: has_more, derived, fared, lost_at });
    }
    let own_fit = match own {
        Stated::Nothing if is_licensed => Fit::Unknown,
        Stated::Nothing => Fit::Ok,
        // A license that nobody has read may say what those upstream say, which is looked at below.
        Stated::Licenses { .. } if own.is_known() || !links.is_empty() => Fit::Ok,
        Stated::Licenses { .. } => Fit::Unknown,
    };
    let fit = binding.iter().map(|one| one.fared.fit).fold(own_fit, Fit::and);
    let key = (graph.statement(at), is_licensed, binding.iter().map(|one| (one.statement, way(one.derived))).collect());
    let (clashes, advice) = match known.get(&key) {
        Some(together) => together.clone(),
        None => {
            let clashes = passes.clashes(&binding, graph)?;
            let is_amiss = matches!(fit, Fit::Drops | Fit::Conflict | Fit::Mixed) || !clashes.is_empty();
            let advice = if is_amiss && is_licensed { advice::find(&binding, own, graph, passes)? } else { Vec::new() };
            known.insert(key, (clashes.clone(), advice.clone()));
            (clashes, advice)
        }
    };
    let fit = if clashes.is_empty() { fit } else { fit.and(Fit::Conflict) };
    Ok(Traced { fit, binding, clashes, advice })
}
