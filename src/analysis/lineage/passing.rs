//! How the terms of one statement fare under another, each pair of licenses compared once.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use railc_core::check::{ChosenPolicy, NoAnswer};
use railc_core::policy::{Policy, ProhibitionId};
use railc_core::vocabulary::ConceptId;
use railc_library::{Derived, Mode, PassingOn};

use super::Binding;
use super::graph::Graph;
use super::stated::{Held, Stated};
use crate::analysis::compat::{self, Fit, Missing, Passed, Passing, Reach};

/// How the terms of a statement upstream fare.
#[derive(Debug, Clone, Default)]
pub struct Fared {
    /// Whether they are kept.
    pub fit: Fit,
    /// By license that it names.
    pub parts: Vec<Part>,
    /// The licenses upstream that have no rules here and are not named again.
    pub unmodelled: Vec<String>,
    /// Whether nothing is stated upstream.
    pub is_unstated: bool,
    /// Whether that hangs on which of several licenses is meant.
    pub hangs_on_reading: bool,
}

/// How the terms of one license fare.
#[derive(Debug, Clone)]
pub struct Part {
    /// The license, by its place.
    pub license: usize,
    /// The prohibitions that something done with the thing can come under.
    pub restrictions: Rc<[ProhibitionId]>,
    /// What is missing, in conflict, added and owed.
    pub passed: Rc<Passed>,
}

impl Fared {
    /// Whether some terms are lost for certain.
    pub fn loses(&self) -> bool {
        matches!(self.fit, Fit::Drops | Fit::Mixed)
    }

    fn unknown() -> Fared {
        Fared { fit: Fit::Unknown, ..Fared::default() }
    }
}

/// A step and the farthest one, which tell what comes of a thing: each says what it is in words of its own.
pub(super) type Way = (&'static str, &'static str);

/// What of a way a license tells apart: the concepts that it names, of those that tell what is done and what comes of it, or are raised by these; whether that is another thing;
/// whether copies are passed on; and what it becomes. Ways that are alike in these are one to it.
type Features = (Vec<ConceptId>, bool, bool, &'static str);

/// Comparisons that were made.
pub(super) struct Passes<'a> {
    licenses: &'a [ChosenPolicy],
    table: &'a PassingOn,
    /// By license, the concepts that its rules name.
    named: Vec<Vec<ConceptId>>,
    /// By license and way, the place of its features.
    kinds: BTreeMap<(usize, Way), usize>,
    features: BTreeMap<Features, usize>,
    reaches: BTreeMap<(usize, usize), Reached>,
    passed: BTreeMap<([usize; 2], [usize; 2]), Rc<Passed>>,
    /// By statement upstream, own statement, whether that licenses anybody, and way.
    fared: BTreeMap<(usize, usize, bool, Way), Option<Rc<Fared>>>,
}

#[derive(Clone)]
struct Reached {
    reach: Rc<Reach>,
    restrictions: Rc<[ProhibitionId]>,
    alone: Rc<Passed>,
}

/// How a thing comes of another, as a key.
pub(super) fn way(derived: Derived) -> Way {
    (derived.step.is, derived.farthest.is)
}

impl<'a> Passes<'a> {
    pub(super) fn new(licenses: &'a [ChosenPolicy], table: &'a PassingOn) -> Passes<'a> {
        let named = licenses.iter().map(|license| named(&license.policy)).collect();
        Passes {
            licenses,
            table,
            named,
            kinds: BTreeMap::new(),
            features: BTreeMap::new(),
            reaches: BTreeMap::new(),
            passed: BTreeMap::new(),
            fared: BTreeMap::new(),
        }
    }

    /// Which kind of way it is to a license.
    fn kind(&mut self, license: usize, derived: Derived) -> usize {
        let key = (license, way(derived));
        if let Some(kind) = self.kinds.get(&key) {
            return *kind;
        }
        let mut told = Vec::new();
        if let (Some(chosen), Some(named)) = (self.licenses.get(license), self.named.get(license)) {
            let vocabulary = chosen.policy.vocabulary();
            let held: Vec<ConceptId> = derived.holds().into_iter().filter_map(|name| vocabulary.find_concept(name)).collect();
            let raised: Vec<ConceptId> = held
                .iter()
                .flat_map(|one| vocabulary.with_ancestors(*one))
                .flat_map(|one| vocabulary.concept(one).raises())
                .copied()
                .collect();
            let held = [held, raised].concat();
            let is_near = |concept: ConceptId| held.iter().any(|one| vocabulary.is_a(*one, concept) || vocabulary.is_a(concept, *one));
            told.extend(named.iter().copied().filter(|concept| is_near(*concept)));
        }
        let features = (told, derived.is_another(), derived.passes_copies_on(), derived.step.becomes);
        let next = self.features.len();
        let kind = *self.features.entry(features).or_insert(next);
        self.kinds.insert(key, kind);
        kind
    }

    /// How the terms that are stated upstream fare where something else is stated of what was made, or nothing though it is licensed; none where nobody
    /// needs a license upstream for it.
    pub(super) fn fare(&mut self, upstream: &Stated, own: &Stated, is_licensed: bool, derived: Derived) -> Result<Option<Fared>, NoAnswer> {
        if *upstream == Stated::Nothing {
            return Ok(Some(Fared { is_unstated: true, ..Fared::unknown() }));
        }
        let (Some(above), Some(below)) = (upstream.readings(), own.readings()) else {
            return Ok(Some(Fared { hangs_on_reading: true, ..Fared::unknown() }));
        };
        let mut found: Option<Fared> = None;
        let mut binds = false;
        for above in &above {
            for below in &below {
                let Some(fared) = self.best_option(above, below, is_licensed, derived)? else { continue };
                binds = true;
                match &mut found {
                    Some(known) if known.fit != fared.fit => {
                        (known.fit, known.hangs_on_reading) = (Fit::Unknown, true);
                    }
                    Some(_) => {}
                    None => found = Some(fared),
                }
            }
        }
        Ok(found.filter(|_| binds))
    }

    /// Who made the thing chose the license upstream under which he could.
    fn best_option(&mut self, above: &Stated, below: &Stated, is_licensed: bool, derived: Derived) -> Result<Option<Fared>, NoAnswer> {
        let mut best: Option<Fared> = None;
        for option in above.options() {
            // Free under one of them, free of all.
            let Some(fared) = self.worst_option(option, below, is_licensed, derived)? else { return Ok(None) };
            if best.as_ref().is_none_or(|best| rank(fared.fit) < rank(best.fit)) {
                best = Some(fared);
            }
        }
        Ok(best)
    }

    /// Recipients may choose any of the licenses of the thing.
    fn worst_option(&mut self, above: &[Held], below: &Stated, is_licensed: bool, derived: Derived) -> Result<Option<Fared>, NoAnswer> {
        if *below == Stated::Nothing {
            return self.all_of(above, Below::Nothing { is_licensed }, derived);
        }
        let mut worst: Option<Fared> = None;
        for option in below.options() {
            let Some(fared) = self.all_of(above, Below::Licenses(option), derived)? else { return Ok(None) };
            if worst.as_ref().is_none_or(|worst| rank(fared.fit) > rank(worst.fit)) {
                worst = Some(fared);
            }
        }
        Ok(worst)
    }

    /// How terms fare where all of some licenses bind; none where nobody needs those upstream.
    fn all_of(&mut self, above: &[Held], below: Below<'_>, derived: Derived) -> Result<Option<Fared>, NoAnswer> {
        let mut fared = Fared::default();
        let mut binds = false;
        for held in above {
            match held {
                Held::License(license) => {
                    let Some(reached) = self.reach(*license, derived)? else { continue };
                    binds = true;
                    let (fit, passed) = self.under(*license, &reached, below, derived)?;
                    fared.fit = fared.fit.and(fit);
                    fared.parts.push(Part { license: *license, restrictions: reached.restrictions, passed });
                }
                Held::Unmodelled(name) => {
                    binds = true;
                    if !below.names(held) {
                        fared.unmodelled.push(name.clone());
                        fared.fit = fared.fit.and(Fit::Unknown);
                    }
                }
                // A reading has none of these.
                Held::OneOf(_) => {}
            }
        }
        Ok(binds.then_some(fared))
    }

    /// How the terms of one license fare.
    fn under(&mut self, license: usize, reached: &Reached, below: Below<'_>, derived: Derived) -> Result<(Fit, Rc<Passed>), NoAnswer> {
        let alone = &reached.alone;
        let named = match below {
            Below::Nothing { is_licensed } => {
                let fit = match (alone.conflicts.is_empty(), alone.owed.is_empty()) {
                    (false, _) => Fit::Conflict,
                    (true, _) if is_licensed => Fit::Unknown,
                    (true, false) => Fit::OkNotice,
                    (true, true) => Fit::Ok,
                };
                return Ok((fit, alone.clone()));
            }
            Below::Licenses(named) => named,
        };
        let mut under = Vec::new();
        for held in named {
            if let Held::License(downstream) = held {
                under.push(self.pass(license, *downstream, derived)?);
            }
        }
        let passed = match under.as_slice() {
            [] => return Ok((Fit::Unknown, alone.clone())),
            [one] => one.clone(),
            [first, others @ ..] => Rc::new(merged(first, others)),
        };
        // What is said in words that nobody has read may be all that seems lost.
        let may_say_more = named.iter().any(|held| matches!(held, Held::Unmodelled(_)));
        let fit = match passed.fit() {
            Fit::Drops | Fit::Mixed if may_say_more => Fit::Unknown,
            fit => fit,
        };
        Ok((fit, passed))
    }

    /// What a license says of what comes of the licensed thing; none where nobody needs it for that.
    fn reach(&mut self, license: usize, derived: Derived) -> Result<Option<Reached>, NoAnswer> {
        let key = (license, self.kind(license, derived));
        if !self.reaches.contains_key(&key) {
            let Some(chosen) = self.licenses.get(license) else { return Ok(None) };
            let reach = compat::reach(chosen, derived, self.table)?;
            let (restrictions, alone) = (reach.restrictions().into(), Rc::new(reach.alone()));
            self.reaches.insert(key, Reached { reach: Rc::new(reach), restrictions, alone });
        }
        Ok(self.reaches.get(&key).filter(|reached| reached.reach.binds()).cloned())
    }

    /// How the terms of one license fare under another.
    pub(super) fn pass(&mut self, upstream: usize, downstream: usize, derived: Derived) -> Result<Rc<Passed>, NoAnswer> {
        let key = ([upstream, downstream], [self.kind(upstream, derived), self.kind(downstream, derived)]);
        if let Some(passed) = self.passed.get(&key) {
            return Ok(passed.clone());
        }
        let reached = self.reach(upstream, derived)?;
        let licenses = self.licenses;
        let (Some(reached), Some(chosen), Some(other)) = (reached, licenses.get(upstream), licenses.get(downstream)) else {
            return Ok(Rc::default());
        };
        let passing = Passing { upstream: std::slice::from_ref(chosen), downstream: other, derived, table: self.table };
        let passed = Rc::new(compat::pass(chosen, &reached.reach, passing)?);
        self.passed.insert(key, passed.clone());
        Ok(passed)
    }

    /// [`Passes::fare`] of statements by their places.
    pub(super) fn fare_between(
        &mut self,
        graph: &Graph,
        upstream: usize,
        own: usize,
        is_licensed: bool,
        derived: Derived,
    ) -> Result<Option<Rc<Fared>>, NoAnswer> {
        let key = (upstream, own, is_licensed, way(derived));
        if let Some(fared) = self.fared.get(&key) {
            return Ok(fared.clone());
        }
        let fared = self.fare(graph.of_statement(upstream), graph.of_statement(own), is_licensed, derived)?.map(Rc::new);
        self.fared.insert(key, fared.clone());
        Ok(fared)
    }

    /// Statements that can't be kept together, by their places among those that bind a thing: the thing would have to stay under one of them.
    pub(super) fn clashes(&mut self, binding: &[Binding], graph: &Graph) -> Result<Vec<(usize, usize)>, NoAnswer> {
        let mut clashes = Vec::new();
        for (at, one) in binding.iter().enumerate() {
            let [Part { license: whole, passed, .. }] = one.fared.parts.as_slice() else { continue };
            if passed.mode != Some(Mode::SameLicense) {
                continue;
            }
            let whole = Stated::Licenses { written: String::new(), options: vec![vec![Held::License(*whole)]] };
            for (other_at, other) in binding.iter().enumerate().filter(|(other, _)| *other != at) {
                let fared = self.fare(graph.of_statement(other.statement), &whole, true, other.derived)?;
                let is_lost = fared.is_some_and(|fared| matches!(fared.fit, Fit::Drops | Fit::Conflict | Fit::Mixed));
                if is_lost && !clashes.contains(&(other_at, at)) {
                    clashes.push((at, other_at));
                }
            }
        }
        Ok(clashes)
    }
}

/// The concepts that the rules of a policy name.
fn named(policy: &Policy) -> Vec<ConceptId> {
    let granted = policy.grants().iter().flat_map(|grant| grant.actions.iter().copied());
    let all: BTreeSet<ConceptId> = policy.rules().concepts().into_iter().chain(granted).collect();
    all.into_iter().collect()
}

/// What is stated of what was made.
#[derive(Debug, Clone, Copy)]
enum Below<'h> {
    /// Nothing, though it may be licensed.
    Nothing { is_licensed: bool },
    /// Licenses that all bind.
    Licenses(&'h [Held]),
}

impl Below<'_> {
    fn names(self, held: &Held) -> bool {
        matches!(self, Below::Licenses(named) if named.contains(held))
    }
}

/// From best to worst.
fn rank(fit: Fit) -> usize {
    [Fit::Ok, Fit::OkNotice, Fit::OkAdds, Fit::Unknown, Fit::Conflict, Fit::Drops, Fit::Mixed]
        .iter()
        .position(|one| *one == fit)
        .unwrap_or_default()
}

/// How the terms of one license fare where several bind all that is made: lost is what none of them says, and each may clash by itself.
fn merged(first: &Passed, others: &[Rc<Passed>]) -> Passed {
    let all = || std::iter::once(first).chain(others.iter().map(Rc::as_ref));
    let is_like = |one: &Missing, other: &Missing| one.rules == other.rules && (!one.rules.is_empty() || one.why == other.why);
    let is_lost = |missing: &&Missing| all().all(|passed| passed.missing.iter().any(|other| is_like(missing, other)));
    let mut conflicts = Vec::new();
    for conflict in all().flat_map(|passed| &passed.conflicts) {
        if !conflicts.contains(conflict) {
            conflicts.push(conflict.clone());
        }
    }
    Passed {
        mode: first.mode,
        missing: first.missing.iter().filter(is_lost).cloned().collect(),
        conflicts,
        added: all().flat_map(|passed| passed.added.iter().cloned()).collect(),
        is_same: all().any(|passed| passed.is_same),
        owed: first.owed.clone(),
    }
}
