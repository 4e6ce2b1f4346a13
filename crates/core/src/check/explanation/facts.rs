//! What is given of a use, stated or presumed, one fact at a time; and which facts settle a proposition.

use crate::base::{Interval, Number, Span};
use crate::policy::LocalId;
use crate::usage::Said;
use crate::vocabulary::{Closed, ConceptId, FacetId, ScalarId};

use super::super::prepared::{Cut, Otherwise, Plane, Prepared, Proposition};
use super::super::situation::{Situation, Stated, Statements};

/// What a fact or a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// `purpose.medical.advice`: the use has the concept.
    Concept(ConceptId),
    /// `monthly-active-users > 700000000`: the scalar is more than a number, or at least that.
    Number {
        /// The scalar.
        scalar: ScalarId,
        /// The number.
        limit: Number,
        /// Whether the number itself is left out.
        strict: bool,
    },
    /// `module.weapons`: a proposition of the policy's own.
    Local(LocalId),
}

impl About {
    pub(in crate::check) fn of(proposition: Proposition) -> About {
        match proposition {
            Proposition::Concept(concept) => About::Concept(concept),
            Proposition::Above { scalar, cut } => About::Number { scalar, limit: cut.limit, strict: cut.strict },
            Proposition::Local(local) => About::Local(local),
        }
    }
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The use says so.
    Stated,
    /// It follows from what the use says of another number.
    Implied,
    /// The vocabulary presumes it of a use that says nothing of it.
    Presumed(Presumption),
}

/// Why something is presumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presumption {
    /// It is the default of a facet of which nothing is said.
    Default(FacetId),
    /// Its facet is closed: what is not said is absent.
    Closed(FacetId),
    /// It is odd: only exceptional uses have it.
    Odd,
    /// It lies in the usual range of the scalar.
    Usual(ScalarId),
}

/// What a fact does for a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Without it, the verdict might be better.
    Decides,
    /// Of a use that is not granted: without it, the use might be prohibited as well.
    RulesOutProhibited,
}

/// One fact that a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// What it is about.
    pub about: About,
    /// Whether it holds.
    pub holds: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it is stated.
    pub place: Option<Span>,
    /// What it does for the verdict.
    pub role: Role,
}

/// All that is given of a use.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub prepared: &'a Prepared,
    pub statements: &'a Statements,
    pub situation: &'a Situation,
}

/// A fact, as far as propositions go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Given {
    /// What it comes from; the cheapest to keep first.
    pub source: Source,
    /// A concept, numbered or not, or a numbered proposition.
    pub proposition: Proposition,
    pub holds: bool,
}

/// The kinds of statements. Which of them a policy knows moves none before one of another kind, so that a policy's part of a vocabulary gives the
/// reasons that the whole gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Concept,
    Local,
    Number,
}

/// Where a given comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A statement, by its place among those of its kind; concepts come before the policy's own propositions, and these before numbers.
    Stated(Kind, usize),
    /// What is stated of other numbers.
    Implied,
    /// A default.
    Default,
    /// What is usual for a number.
    Usual,
    /// A closed facet, or an odd concept.
    Absent,
}

/// Shows `see` each fact that settles a proposition so, but for what is presumed absent.
pub(super) fn settling(facts: &Facts<'_>, at: usize, holds: bool, see: &mut impl FnMut(Given)) {
    let Facts { prepared, statements, situation } = *facts;
    let given = |source: Source, proposition: Proposition, holds: bool| Given { source, proposition, holds };
    let proposition = prepared.proposition(at);
    let settles = |concept: ConceptId, concept_holds: bool| {
        let effects = prepared.effects_of(concept);
        match (concept_holds, holds) {
            (true, true) => effects.holding.has(Plane::Holding as usize, at),
            (true, false) => effects.holding.has(Plane::Failing as usize, at),
            (false, false) => effects.otherwise.has(Otherwise::Fails as usize, at),
            (false, true) => false,
        }
    };
    let is_concept = matches!(proposition, Proposition::Concept(_));
    let is_stated = is_concept && (holds || situation.fails_by_statement(at));
    for (number, Stated { what: concept, said, .. }) in statements.concepts.iter().enumerate().filter(|_| is_stated) {
        if *said != Said::Unknown && settles(*concept, *said == Said::Holds) {
            see(given(Source::Stated(Kind::Concept, number), Proposition::Concept(*concept), *said == Said::Holds));
        }
    }
    for (concept, _) in situation.holds.iter().filter(|(_, by_default)| is_stated && *by_default) {
        if settles(*concept, true) {
            see(given(Source::Default, Proposition::Concept(*concept), true));
        }
    }
    match proposition {
        Proposition::Concept(_) => {}
        Proposition::Local(local) => {
            for (number, Stated { what: stated, said, .. }) in statements.locals.iter().enumerate() {
                if *stated == local && *said != Said::Unknown && (*said == Said::Holds) == holds {
                    see(given(Source::Stated(Kind::Local, number), proposition, holds));
                }
            }
        }
        Proposition::Above { .. } => {
            let follows = if holds { &prepared.gamma.below } else { &prepared.gamma.above };
            for other in std::iter::once(at).chain(follows.of(at).iter()) {
                if let Proposition::Above { scalar, cut } = prepared.proposition(other)
                    && situation.known.settles(other) == Some(holds)
                {
                    see(given(number_source(facts, scalar, cut), prepared.proposition(other), holds));
                }
            }
        }
    }
}

/// The propositions presumed absent that make one fail: it or its ancestors.
pub(super) fn absent<'a>(facts: &Facts<'a>, at: usize) -> impl Iterator<Item = usize> + 'a {
    let absent = &facts.situation.presumed_absent;
    std::iter::once(at).filter(|at| absent.has(*at)).chain(facts.prepared.gamma.above.of(at).shared(absent))
}

fn number_source(facts: &Facts<'_>, scalar: ScalarId, cut: Cut) -> Source {
    let Facts { prepared, statements, situation } = *facts;
    let is_meant = |(stated, interval, _): &(ScalarId, Interval, Option<Span>)| *stated == scalar && cut.is_below(*interval).is_some();
    if let Some(number) = statements.numbers.iter().position(is_meant) {
        return Source::Stated(Kind::Number, number);
    }
    let stated = prepared.scalars.effective(scalar, &situation.intervals, false);
    if cut.is_below(stated).is_some() { Source::Implied } else { Source::Usual }
}

impl Given {
    /// That a proposition is presumed absent.
    pub(super) fn absent(prepared: &Prepared, at: usize) -> Given {
        Given { source: Source::Absent, proposition: prepared.proposition(at), holds: false }
    }

    /// Shows `see` each numbered proposition that it settles, and whether that then holds.
    pub(super) fn settles(&self, prepared: &Prepared, see: &mut impl FnMut(usize, bool)) {
        if let Proposition::Concept(concept) = self.proposition {
            let effects = prepared.effects_of(concept);
            if self.holds {
                effects.holding.numbers(Plane::Holding as usize).for_each(|at| see(at, true));
                effects.holding.numbers(Plane::Failing as usize).for_each(|at| see(at, false));
            } else {
                effects.otherwise.numbers(Otherwise::Fails as usize).for_each(|at| see(at, false));
            }
            return;
        }
        let Some(at) = prepared.place(self.proposition) else { return };
        see(at, self.holds);
        let follows = if self.holds { &prepared.gamma.above } else { &prepared.gamma.below };
        follows.of(at).iter().for_each(|other| see(other, self.holds));
    }

    /// The fact as a reason.
    pub(super) fn reason(&self, prepared: &Prepared, statements: &Statements) -> Reason {
        let facet = |concept: ConceptId| prepared.policy.vocabulary().concept(concept).facet();
        let (origin, place) = match (self.source, self.proposition) {
            (Source::Stated(kind, number), _) => {
                let place = match kind {
                    Kind::Concept => statements.concepts.get(number).and_then(|one| one.place),
                    Kind::Local => statements.locals.get(number).and_then(|one| one.place),
                    Kind::Number => statements.numbers.get(number).and_then(|one| one.2),
                };
                (Origin::Stated, place)
            }
            (Source::Default, Proposition::Concept(concept)) => (Origin::Presumed(Presumption::Default(facet(concept))), None),
            (Source::Absent, Proposition::Concept(concept)) => {
                let id = facet(concept);
                let is_closed = statements.closed.has(id)
                    || (!statements.open.has(id) && prepared.policy.vocabulary().facet(id).closed() != Closed::Never);
                (Origin::Presumed(if is_closed { Presumption::Closed(id) } else { Presumption::Odd }), None)
            }
            (Source::Usual, Proposition::Above { scalar, .. }) => (Origin::Presumed(Presumption::Usual(scalar)), None),
            (Source::Implied | Source::Default | Source::Absent | Source::Usual, _) => (Origin::Implied, None),
        };
        Reason { about: About::of(self.proposition), holds: self.holds, origin, place, role: Role::Decides }
    }
}
