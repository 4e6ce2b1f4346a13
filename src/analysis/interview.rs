//! What to ask next, until a verdict stands: a use that grows by an answer at a time (semantics §5).
//!
//! Each question is one whose answer can still change the verdict under a license that is not decided, so that an interview always ends.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use railc_core::base::{Bound, Interval};
use railc_core::check::{About, Addressee, Checker, ChosenPolicy, CitedRule, Explanation, NoAnswer, Verdict};
use railc_core::policy::Policy;
use railc_core::report::words;
use railc_core::usage::{Fact, NumberFact, Said, Use};
use railc_core::vocabulary::{Closed, ConceptId, Vocabulary};

/// An interview about one use under one or several licenses.
#[derive(Debug)]
pub struct Interview {
    policies: Vec<ChosenPolicy>,
    checkers: Vec<Checker>,
    described: Use,
    steps: Vec<Step>,
}

/// What was answered together, and the use before it.
#[derive(Debug)]
struct Step {
    names: Vec<String>,
    before: Use,
}

/// A license under which the use is undetermined.
struct OpenLicense {
    /// Its place among those given.
    at: usize,
    explanation: Explanation,
    /// For each of the questions, how much its answer is expected to settle.
    gains: Vec<f64>,
}

/// When a question is asked.
#[derive(Debug, Clone, Copy)]
struct Rank {
    to: Addressee,
    /// What its answer is expected to settle, under all licenses that ask.
    gain: f64,
    /// Its place among the questions of one of them.
    place: usize,
}

impl Rank {
    /// Takes in that one more license asks.
    fn add(&mut self, other: Rank, gain: f64) {
        self.to = self.to.min(other.to);
        self.gain += gain;
        self.place = self.place.min(other.place);
    }

    fn compare(&self, other: &Rank) -> Ordering {
        self.to.cmp(&other.to).then_with(|| other.gain.total_cmp(&self.gain)).then_with(|| self.place.cmp(&other.place))
    }
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

impl Stated {
    fn of(policy: &Policy, about: About) -> Stated {
        match about {
            About::Number { scalar, limit, strict } => {
                let scalar = policy.vocabulary().scalar(scalar).name().to_owned();
                Stated::Number(scalar, Bound { number: limit, is_strict: strict })
            }
            About::Concept(_) | About::Local(_) => Stated::Fact(words::name(policy, about)),
        }
    }
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

    /// How many times something was answered.
    pub fn count(&self) -> usize {
        self.steps.len()
    }

    /// The best question to ask, or the end.
    ///
    /// Fails as [`Checker::explain`] does.
    pub fn next_step(&mut self) -> Result<Next, NoAnswer> {
        let (worst, open) = self.stand()?;
        // What one license refuses, the others can't save.
        if open.is_empty() || worst > Verdict::Undetermined {
            return Ok(Next::Settled(worst));
        }
        Ok(self.questions(&open).into_iter().next().map_or(Next::NotKnown, Next::Ask))
    }

    /// The questions about concepts of a facet, by name, so that they can be answered together.
    ///
    /// Fails as [`Checker::explain`] does.
    pub fn about(&mut self, facet: &str) -> Result<Vec<Question>, NoAnswer> {
        let (_, open) = self.stand()?;
        let is_about = |question: &Question| question.name.split_once('.').is_some_and(|(one, _)| one == facet);
        let mut found: Vec<Question> = self.questions(&open).into_iter().filter(is_about).collect();
        found.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    }

    /// All that can still change the verdict, the best to ask first; nothing where the verdict stands.
    ///
    /// Fails as [`Checker::explain`] does.
    pub fn open(&mut self) -> Result<Vec<Question>, NoAnswer> {
        let (worst, open) = self.stand()?;
        Ok(if worst > Verdict::Undetermined { Vec::new() } else { self.questions(&open) })
    }

    /// Whether the verdict stands.
    ///
    /// Fails as [`Checker::explain`] does.
    pub fn is_settled(&mut self) -> Result<bool, NoAnswer> {
        let (worst, open) = self.stand()?;
        Ok(open.is_empty() || worst > Verdict::Undetermined)
    }

    /// The worst definite verdict, and what is undetermined.
    fn stand(&mut self) -> Result<(Verdict, Vec<OpenLicense>), NoAnswer> {
        let mut worst = Verdict::Permitted;
        let mut open: Vec<OpenLicense> = Vec::new();
        for (at, (checker, chosen)) in self.checkers.iter_mut().zip(&self.policies).enumerate() {
            let (explanation, gains) = checker.explain_with_gains(&chosen.choose(&self.described))?;
            match explanation.answer.verdict {
                Verdict::Undetermined => open.push(OpenLicense { at, explanation, gains }),
                verdict => worst = worst.max(verdict),
            }
        }
        Ok((worst, open))
    }

    /// What can still change a verdict, and was not answered. First comes that whose answer is expected to settle most, under all licenses that are
    /// open: premises before what builds on them, since these settle that too. What only others can say comes last.
    fn questions(&self, open: &[OpenLicense]) -> Vec<Question> {
        let unknown = self.described.facts.iter().filter(|fact| fact.said == Said::Unknown).map(|fact| &fact.name);
        let answered: BTreeSet<&String> = self.steps.iter().flat_map(|step| &step.names).chain(unknown).collect();
        let mut asked: BTreeMap<String, (Rank, Question)> = BTreeMap::new();
        for OpenLicense { at, explanation, gains } in open {
            let Some(policy) = self.policies.get(*at).map(|chosen| &chosen.policy) else { continue };
            for (place, (question, gain)) in explanation.questions.iter().zip(gains).enumerate() {
                let name = words::name(policy, question.about);
                if answered.contains(&name) {
                    continue;
                }
                let about = Stated::of(policy, question.about);
                let new = || Question {
                    name: name.clone(),
                    ask: words::ask(policy, question.about),
                    to: question.to,
                    decides: Vec::new(),
                    about,
                };
                let rank = Rank { to: question.to, gain: 0.0, place };
                let (own, merged) = asked.entry(name.clone()).or_insert_with(|| (rank, new()));
                own.add(rank, *gain);
                merged.decides.push((*at, question.decides.clone()));
            }
        }
        let mut asked: Vec<_> = asked.into_values().collect();
        asked.sort_by(|(one, _), (other, _)| one.compare(other));
        asked.into_iter().map(|(_, question)| question).collect()
    }

    /// Takes an answer.
    pub fn answer(&mut self, question: &Question, reply: Reply) {
        self.answer_all(&[(question.clone(), reply)]);
    }

    /// The answers where some of these questions are answered by yes, and no others but those that follow.
    pub fn listed(&self, questions: &[Question], is_chosen: impl Fn(usize) -> bool) -> Vec<(Question, Reply)> {
        let chosen: Vec<&Question> = questions.iter().enumerate().filter(|(at, _)| is_chosen(*at)).map(|(_, question)| question).collect();
        let follows = |question: &Question| chosen.iter().any(|one| is_within(&self.policies, &one.name, &question.name));
        let reply = |question: &Question| if follows(question) { Reply::Yes } else { Reply::No };
        questions.iter().map(|question| (question.clone(), reply(question))).collect()
    }

    /// Takes answers that are given together, and taken back together.
    pub fn answer_all(&mut self, answers: &[(Question, Reply)]) {
        let before = self.described.clone();
        for (question, reply) in answers {
            state(&mut self.described, &question.about, *reply);
        }
        self.steps.push(Step { names: answers.iter().map(|(question, _)| question.name.clone()).collect(), before });
    }

    /// Takes the last answer back; false if there is none.
    pub fn undo(&mut self) -> bool {
        let step = self.steps.pop();
        let is_undone = step.is_some();
        self.described = step.map_or_else(|| std::mem::take(&mut self.described), |step| step.before);
        is_undone
    }
}

/// A use with an answer to what can change its verdict under a policy.
pub fn answered(described: &Use, policy: &Policy, about: About, holds: bool) -> Use {
    let mut described = described.clone();
    state(&mut described, &Stated::of(policy, about), if holds { Reply::Yes } else { Reply::No });
    described
}

/// Adds an answer; what is not known of a part of a number says nothing.
fn state(described: &mut Use, stated: &Stated, reply: Reply) {
    let (name, said) = match (stated, reply) {
        (Stated::Fact(name), _) => {
            described.facts.retain(|fact| fact.name != *name);
            return described.facts.push(Fact { name: name.clone(), said: reply.said(), place: None });
        }
        (Stated::Number(name, bound), Reply::Yes) => (name, Interval { min: Some(*bound), max: None }),
        (Stated::Number(name, bound), Reply::No) => (name, below(*bound)),
        (Stated::Number(..), Reply::Unknown) => return,
    };
    match described.numbers.iter_mut().find(|number| number.name == *name) {
        Some(number) => number.interval = number.interval.and(said),
        None => described.numbers.push(NumberFact { name: name.clone(), interval: said, place: None }),
    }
}

/// The numbers below those that begin there.
fn below(bound: Bound) -> Interval {
    Interval { min: None, max: Some(Bound { is_strict: !bound.is_strict, ..bound }) }
}

/// Whether what has the first of two concepts has the other, by the vocabulary of one of these policies.
fn is_within(policies: &[ChosenPolicy], lower: &str, upper: &str) -> bool {
    lower == upper || are_related(policies, lower, upper, Vocabulary::is_a)
}

fn are_related(policies: &[ChosenPolicy], one: &str, other: &str, is_related: fn(&Vocabulary, ConceptId, ConceptId) -> bool) -> bool {
    policies.iter().map(|chosen| chosen.policy.vocabulary()).any(|vocabulary| {
        let both = vocabulary.find_concept(one).zip(vocabulary.find_concept(other));
        both.is_some_and(|(one, other)| is_related(vocabulary, one, other))
    })
}

/// What a use that is fully described says to a question.
pub struct Truth<'a> {
    described: &'a Use,
    /// What it states, with the defaults of facets of which it states nothing.
    facts: Vec<Fact>,
    policies: &'a [ChosenPolicy],
}

impl<'a> Truth<'a> {
    /// The answers that this use gives, in the words of these licenses.
    pub fn new(described: &'a Use, policies: &'a [ChosenPolicy]) -> Truth<'a> {
        let mut facts = described.facts.clone();
        for vocabulary in policies.iter().map(|chosen| chosen.policy.vocabulary()).filter(|_| !described.presume_nothing) {
            let is_in = |fact: &Fact, facet: &str| fact.said != Said::Fails && fact.name.split('.').next() == Some(facet);
            for facet in vocabulary.facets().filter(|facet| !described.facts.iter().any(|fact| is_in(fact, facet.name()))) {
                let defaults = facet.default().iter().map(|default| vocabulary.concept(*default).name().to_owned());
                let is_denied = |name: &String| described.facts.iter().any(|fact| is_within(policies, name, &fact.name));
                facts.extend(defaults.filter(|name| !is_denied(name)).map(|name| Fact { name, said: Said::Holds, place: None }));
            }
        }
        Truth { described, facts, policies }
    }

    /// The answer to a question: what the use states, and what follows from that by the vocabulary. Unless it is of `presume: nothing`, what
    /// is done and so on is only what it lists, or the default where it lists nothing.
    pub fn reply(&self, question: &Question) -> Reply {
        match &question.about {
            Stated::Fact(name) => self.fact(name),
            Stated::Number(name, bound) => self.number(name, *bound),
        }
    }

    fn fact(&self, name: &str) -> Reply {
        let is_within = |lower: &str, upper: &str| is_within(self.policies, lower, upper);
        match self.facts.iter().find(|fact| fact.name == name).map(|fact| fact.said) {
            Some(Said::Holds) => return Reply::Yes,
            Some(Said::Fails) => return Reply::No,
            Some(Said::Unknown) | None => {}
        }
        let holds = |fact: &&Fact| fact.said == Said::Holds;
        let mut facts = self.facts.iter();
        if facts.clone().filter(holds).any(|fact| is_within(&fact.name, name)) {
            return Reply::Yes;
        }
        let fails = |fact: &Fact| match fact.said {
            Said::Fails => is_within(name, &fact.name),
            Said::Holds => are_related(self.policies, &fact.name, name, Vocabulary::excludes),
            Said::Unknown => false,
        };
        if facts.any(fails) || self.is_absent(name) { Reply::No } else { Reply::Unknown }
    }

    /// Whether the use lists what its facet has, and nothing that leaves this open.
    fn is_absent(&self, name: &str) -> bool {
        let stated = || self.facts.iter().filter(|fact| fact.said != Said::Fails);
        let is_absent = |vocabulary: &Vocabulary| {
            let Some(concept) = vocabulary.find_concept(name) else { return false };
            let facet = vocabulary.concept(concept).facet();
            let find = |fact: &Fact| vocabulary.find_concept(&fact.name);
            let is_in = |fact: &Fact| fact.said == Said::Holds && find(fact).is_some_and(|one| vocabulary.concept(one).facet() == facet);
            let leaves_open = |fact: &Fact| {
                let raised =
                    find(fact).into_iter().flat_map(|one| vocabulary.with_ancestors(one)).flat_map(|one| vocabulary.concept(one).raises());
                raised.copied().chain(find(fact)).any(|open| vocabulary.is_a(open, concept) || vocabulary.is_a(concept, open))
            };
            let is_listed = match vocabulary.facet(facet).closed() {
                Closed::Always => true,
                Closed::WhenStated => stated().any(is_in),
                Closed::Never => false,
            };
            is_listed && !stated().any(leaves_open)
        };
        !self.described.presume_nothing && self.policies.iter().any(|chosen| is_absent(chosen.policy.vocabulary()))
    }

    fn number(&self, name: &str, bound: Bound) -> Reply {
        let Some(stated) = self.described.numbers.iter().find(|number| number.name == name) else { return Reply::Unknown };
        let above = Interval { min: Some(bound), max: None };
        match (stated.interval.and(above).is_empty(), stated.interval.and(below(bound)).is_empty()) {
            (true, _) => Reply::No,
            (_, true) => Reply::Yes,
            (false, false) => Reply::Unknown,
        }
    }
}
