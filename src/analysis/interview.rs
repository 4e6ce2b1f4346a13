//! What to ask next, until a verdict stands: a use that grows by an answer at a time (semantics §5).
//!
//! Each question is one whose answer can still change the verdict under a license that is not decided, so that an interview always ends.

use std::collections::{BTreeMap, BTreeSet};

use railc_core::base::{Bound, Interval};
use railc_core::check::{About, Addressee, Checker, ChosenPolicy, CitedRule, Explanation, NoAnswer, Verdict};
use railc_core::report::words;
use railc_core::usage::{Fact, NumberFact, Said, Use};
use railc_core::vocabulary::{ConceptId, Vocabulary};

/// An interview about one use under one or several licenses.
#[derive(Debug)]
pub struct Interview {
    policies: Vec<ChosenPolicy>,
    checkers: Vec<Checker>,
    described: Use,
    steps: Vec<Step>,
}

/// An answer that was given, and the use before it.
#[derive(Debug)]
struct Step {
    name: String,
    before: Use,
}

/// A question to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked about, as a use names it: `purpose.medical.advice`, `monthly-active-users > 700000000`.
    pub name: String,
    /// The question.
    pub ask: String,
    /// Who can answer.
    pub to: Addressee,
    /// The licenses, by their place among those given, and the rules of each that hang on it.
    pub decides: Vec<(usize, Vec<CitedRule>)>,
    about: Stated,
}

/// What an answer states.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stated {
    /// A concept, a module or a question, by its id.
    Fact(String),
    /// A number, by its scalar, and where it begins.
    Number(String, Bound),
}

/// How an interview stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// This is to be asked.
    Ask(Question),
    /// The verdict stands.
    Settled(Verdict),
    /// All that could settle it is not known.
    NotKnown,
}

/// What somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It is not known.
    Unknown,
}

impl Reply {
    /// `yes`.
    pub fn name(self) -> &'static str {
        match self {
            Reply::Yes => "yes",
            Reply::No => "no",
            Reply::Unknown => "unknown",
        }
    }

    fn said(self) -> Said {
        match self {
            Reply::Yes => Said::Holds,
            Reply::No => Said::Fails,
            Reply::Unknown => Said::Unknown,
        }
    }
}

impl Interview {
    /// Begins where a use stands.
    pub fn new(policies: Vec<ChosenPolicy>, described: Use) -> Interview {
        let checkers = policies.iter().map(|chosen| Checker::new(chosen.policy.clone())).collect();
        Interview { policies, checkers, described, steps: Vec::new() }
    }

    /// The use as far as it is described.
    pub fn described(&self) -> &Use {
        &self.described
    }

    /// How many answers were given.
    pub fn count(&self) -> usize {
        self.steps.len()
    }

    /// The best question to ask, or the end.
    ///
    /// Fails as [`Checker::explain`] does.
    pub fn next(&mut self) -> Result<Next, NoAnswer> {
        let mut worst = Verdict::Permitted;
        let mut open: Vec<(usize, Explanation)> = Vec::new();
        for (at, (checker, chosen)) in self.checkers.iter_mut().zip(&self.policies).enumerate() {
            let explanation = checker.explain(&chosen.choose(&self.described))?;
            match explanation.answer.verdict {
                Verdict::Undetermined => open.push((at, explanation)),
                verdict => worst = worst.max(verdict),
            }
        }
        // What one license refuses, the others can't save.
        if open.is_empty() || worst > Verdict::Undetermined {
            return Ok(Next::Settled(worst));
        }
        Ok(self.best(&open).map_or(Next::NotKnown, Next::Ask))
    }

    /// The question that most licenses ask; of several, the best that one of them has.
    fn best(&self, open: &[(usize, Explanation)]) -> Option<Question> {
        let unknown: BTreeSet<&str> = self.steps.iter().map(|step| step.name.as_str()).collect();
        let said_unknown: BTreeSet<&str> =
            self.described.facts.iter().filter(|fact| fact.said == Said::Unknown).map(|fact| fact.name.as_str()).collect();
        let mut asked: BTreeMap<String, ((bool, Addressee, usize), Question)> = BTreeMap::new();
        for (at, explanation) in open {
            let Some(policy) = self.policies.get(*at).map(|chosen| &chosen.policy) else { continue };
            for (place, question) in explanation.questions.iter().enumerate() {
                let name = words::name(policy, question.about);
                if unknown.contains(name.as_str()) || said_unknown.contains(name.as_str()) {
                    continue;
                }
                let about = match question.about {
                    About::Number { scalar, limit, strict } => {
                        let scalar = policy.vocabulary().scalar(scalar).name().to_owned();
                        Stated::Number(scalar, Bound { number: limit, is_strict: strict })
                    }
                    About::Concept(_) | About::Local(_) => Stated::Fact(name.clone()),
                };
                let new = || Question {
                    name: name.clone(),
                    ask: words::ask(policy, question.about),
                    to: question.to,
                    decides: Vec::new(),
                    about,
                };
                let rank = (question.is_follow_up, question.to, place);
                let entry = asked.entry(name.clone()).or_insert_with(|| (rank, new()));
                entry.0 = entry.0.min(rank);
                entry.1.decides.push((*at, question.decides.clone()));
            }
        }
        let best = asked
            .into_values()
            .min_by_key(|((is_follow_up, to, place), question)| (*is_follow_up, *to, std::cmp::Reverse(question.decides.len()), *place));
        best.map(|(_, question)| question)
    }

    /// Takes an answer.
    pub fn answer(&mut self, question: &Question, reply: Reply) {
        let before = self.described.clone();
        match &question.about {
            Stated::Fact(name) => {
                self.described.facts.retain(|fact| fact.name != *name);
                self.described.facts.push(Fact { name: name.clone(), said: reply.said(), place: None });
            }
            Stated::Number(name, bound) => self.number(name, *bound, reply),
        }
        self.steps.push(Step { name: question.name.clone(), before });
    }

    /// Narrows what is said of a number; what is not known of a part of it says nothing.
    fn number(&mut self, name: &str, bound: Bound, reply: Reply) {
        let said = match reply {
            Reply::Yes => Interval { min: Some(bound), max: None },
            Reply::No => Interval { min: None, max: Some(Bound { is_strict: !bound.is_strict, ..bound }) },
            Reply::Unknown => return,
        };
        match self.described.numbers.iter_mut().find(|number| number.name == name) {
            Some(number) => number.interval = number.interval.and(said),
            None => self.described.numbers.push(NumberFact { name: name.to_owned(), interval: said, place: None }),
        }
    }

    /// Takes the last answer back; false if there is none.
    pub fn undo(&mut self) -> bool {
        let step = self.steps.pop();
        let is_undone = step.is_some();
        self.described = step.map_or_else(|| std::mem::take(&mut self.described), |step| step.before);
        is_undone
    }
}

/// What a use that is fully described says to a question.
pub struct Truth<'a> {
    described: &'a Use,
    policies: &'a [ChosenPolicy],
}

impl<'a> Truth<'a> {
    /// The answers that this use gives, in the words of these licenses.
    pub fn new(described: &'a Use, policies: &'a [ChosenPolicy]) -> Truth<'a> {
        Truth { described, policies }
    }

    /// The answer to a question: what the use states, and what follows from that by the vocabulary; nothing is presumed.
    pub fn reply(&self, question: &Question) -> Reply {
        match &question.about {
            Stated::Fact(name) => self.fact(name),
            Stated::Number(name, bound) => self.number(name, *bound),
        }
    }

    fn fact(&self, name: &str) -> Reply {
        let related = |one: &str, other: &str, is_related: fn(&Vocabulary, ConceptId, ConceptId) -> bool| {
            self.policies.iter().map(|chosen| chosen.policy.vocabulary()).any(|vocabulary| {
                let both = vocabulary.find_concept(one).zip(vocabulary.find_concept(other));
                both.is_some_and(|(one, other)| is_related(vocabulary, one, other))
            })
        };
        let is_within = |lower: &str, upper: &str| lower == upper || related(lower, upper, Vocabulary::is_a);
        let holds = |fact: &&Fact| fact.said == Said::Holds;
        let mut facts = self.described.facts.iter();
        if facts.clone().filter(holds).any(|fact| is_within(&fact.name, name)) {
            return Reply::Yes;
        }
        let fails = |fact: &Fact| match fact.said {
            Said::Fails => is_within(name, &fact.name),
            Said::Holds => related(&fact.name, name, Vocabulary::excludes),
            Said::Unknown => false,
        };
        if facts.any(fails) { Reply::No } else { Reply::Unknown }
    }

    fn number(&self, name: &str, bound: Bound) -> Reply {
        let Some(stated) = self.described.numbers.iter().find(|number| number.name == name) else { return Reply::Unknown };
        let above = Interval { min: Some(bound), max: None };
        let below = Interval { min: None, max: Some(Bound { is_strict: !bound.is_strict, ..bound }) };
        match (stated.interval.and(above).is_empty(), stated.interval.and(below).is_empty()) {
            (true, _) => Reply::No,
            (_, true) => Reply::Yes,
            (false, false) => Reply::Unknown,
        }
    }
}
