//! What is given of a use, stated or presumed, one proposition at a time; and its words where a verdict rests on it.

use crate::base::Span;
use crate::policy::LocalId;
use crate::usage::Said;
use crate::vocabulary::{Closed, ConceptId, ScalarId, Vocabulary};

use super::prepare::{Checker, Prepared};
use super::propositions::{Cut, Proposition};

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The use says so.
    Stated,
    /// It follows from what the use says of another number.
    Implied,
    /// The vocabulary presumes it of a use that says nothing of it.
    Presumed,
}

/// One fact that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// `purpose.medical.advice`, `module.weapons`, `monthly-active-users > 700000000`.
    pub proposition: String,
    /// What one reads: the concept's or the scalar's phrase.
    pub phrase: String,
    /// Whether it holds.
    pub holds: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it is stated.
    pub place: Option<Span>,
    /// Why it is presumed.
    pub rule: Option<String>,
}

/// A fact before it has words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    /// A concept, numbered or not, or a numbered proposition.
    pub proposition: Proposition,
    pub holds: bool,
    pub origin: Origin,
    pub place: Option<Span>,
}

impl Checker<'_> {
    /// Everything that is stated or presumed and touches a numbered proposition.
    pub(super) fn facts(&self) -> Vec<Given> {
        let concepts = self.statements.concepts.iter().map(|(concept, said, place)| (Proposition::Concept(*concept), *said, *place));
        let locals = self.statements.locals.iter().map(|(local, said, place)| (Proposition::Local(*local), *said, *place));
        let stated = concepts.chain(locals).filter(|(_, said, _)| *said != Said::Unknown);
        let stated =
            stated.map(|(proposition, said, place)| Given { proposition, holds: said == Said::Holds, origin: Origin::Stated, place });
        let presumed = |concept: ConceptId, holds: bool| {
            let proposition = Proposition::Concept(concept);
            Given { proposition, holds, origin: Origin::Presumed, place: None }
        };
        let defaults = self.situation.holds.iter().filter(|(_, by_default)| *by_default).map(|(concept, _)| presumed(*concept, true));
        let absent = self.situation.presumed_absent.iter().filter_map(|at| match self.prepared.propositions.get(at) {
            Some(Proposition::Concept(concept)) => Some(presumed(*concept, false)),
            _ => None,
        });
        let mut facts = Vec::with_capacity(self.prepared.propositions.len() + self.statements.concepts.len());
        facts.extend(stated.chain(defaults).chain(self.number_facts()).chain(absent));
        facts
    }

    fn number_facts(&self) -> impl Iterator<Item = Given> + '_ {
        let view = &self.situation.view;
        let is_settled = |at: usize| view.must.has(at) || !view.can.has(at);
        self.prepared.propositions.iter().enumerate().filter_map(move |(at, proposition)| match proposition {
            Proposition::Above { scalar, cut } if is_settled(at) => {
                let (origin, place) = self.number_origin(*scalar, *cut);
                Some(Given { proposition: *proposition, holds: view.must.has(at), origin, place })
            }
            _ => None,
        })
    }

    fn number_origin(&self, scalar: ScalarId, cut: Cut) -> (Origin, Option<Span>) {
        let stated = self.statements.numbers.iter().find(|(said, range, _)| *said == scalar && range.settles(cut).is_some());
        if let Some((.., place)) = stated {
            return (Origin::Stated, *place);
        }
        let without_usual = self.prepared.rows.effective(scalar, &self.situation, false);
        (if without_usual.settles(cut).is_some() { Origin::Implied } else { Origin::Presumed }, None)
    }

    /// A fact in words.
    pub(super) fn reason(&self, given: &Given) -> Reason {
        let vocabulary: &Vocabulary = self.prepared.policy.vocabulary();
        let phrase = match given.proposition {
            Proposition::Concept(concept) => vocabulary.concept(concept).phrase().to_owned(),
            Proposition::Above { scalar, .. } => vocabulary.scalar(scalar).phrase().to_owned(),
            Proposition::Local(_) => String::new(),
        };
        Reason {
            proposition: self.prepared.proposition_text(given.proposition),
            phrase,
            holds: given.holds,
            origin: given.origin,
            place: given.place,
            rule: (given.origin == Origin::Presumed).then(|| self.presumed_why(given)),
        }
    }

    fn presumed_why(&self, given: &Given) -> String {
        let vocabulary: &Vocabulary = self.prepared.policy.vocabulary();
        match given.proposition {
            Proposition::Concept(concept) => {
                let id = vocabulary.concept(concept).facet();
                let facet = vocabulary.facet(id);
                let is_closed =
                    self.statements.closed.contains(&id) || (!self.statements.open.contains(&id) && facet.closed() != Closed::Never);
                match (given.holds, is_closed) {
                    (true, _) => format!("where nothing is said of {}", facet.name()),
                    (false, true) => format!("facet {} is closed", facet.name()),
                    (false, false) => "only exceptional uses have it".to_owned(),
                }
            }
            Proposition::Above { scalar, .. } => format!("usual for {}", vocabulary.scalar(scalar).name()),
            Proposition::Local(_) => String::new(),
        }
    }
}

impl Prepared {
    /// A proposition as people and JSON name it.
    pub(super) fn proposition_text(&self, proposition: Proposition) -> String {
        let policy = &self.policy;
        match proposition {
            Proposition::Concept(concept) => policy.vocabulary().concept(concept).name().to_owned(),
            Proposition::Local(local) => policy.propositions().find(LocalId::at(local)).map(|local| local.id.clone()).unwrap_or_default(),
            Proposition::Above { scalar, cut } => {
                format!("{} {} {}", policy.vocabulary().scalar(scalar).name(), if cut.strict { ">" } else { ">=" }, cut.limit)
            }
        }
    }

    /// Shows `see` each numbered proposition that a fact settles, and whether it then holds.
    pub(super) fn settled_by(&self, given: &Given, see: &mut impl FnMut(usize, bool)) {
        if let Proposition::Concept(concept) = given.proposition {
            let row = self.rows.row(concept);
            if given.holds {
                row.up.iter().for_each(|at| see(*at as usize, true));
                row.excludes.iter().for_each(|at| see(*at as usize, false));
            } else {
                row.down.iter().for_each(|at| see(*at as usize, false));
            }
            return;
        }
        let Some(at) = self.place(given.proposition) else { return };
        see(at, given.holds);
        let follows = if given.holds { &self.gamma.above } else { &self.gamma.below };
        follows.get(at).into_iter().flat_map(|follows| follows.iter()).for_each(|other| see(other, given.holds));
    }
}
