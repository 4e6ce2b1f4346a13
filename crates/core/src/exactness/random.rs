//! Small random vocabularies, policies and uses, decoded from bytes, so that fewer and smaller bytes give a simpler scene.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use railc_core::base::{Bound, Interval, Number, Text};
use railc_core::policy::{
    Asks, Cited, Comparison, Condition, Duty, Exception, Grant, LicenseName, Local, LocalId, Policy, Prohibition, Rules,
};
use railc_core::usage::{Fact, NumberFact, Said, Use};
use railc_core::vocabulary::published::{ConceptEntry, FacetEntry, Published, ScalarEntry, UsualEntry};
use railc_core::vocabulary::{Closed, ConceptId, ScalarId, Vocabulary};

/// Bytes as a source of choices; after the last one every choice is the first.
pub(super) struct Choices {
    bytes: Vec<u8>,
    at: usize,
}

impl Choices {
    pub(super) fn new(bytes: Vec<u8>) -> Choices {
        Choices { bytes, at: 0 }
    }

    fn below(&mut self, bound: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % bound.max(1)
    }

    /// True in about `one` of `of` cases; never once the bytes are used up.
    fn chance(&mut self, one: usize, of: usize) -> bool {
        self.below(of) >= of - one
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        (!items.is_empty()).then(|| items[self.below(items.len())])
    }
}

/// A policy with its vocabulary, and some uses.
pub(super) struct Scene {
    pub policy: Policy,
    pub uses: Vec<Use>,
}

impl fmt::Debug for Scene {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vocabulary = self.policy.vocabulary();
        let published = vocabulary.published();
        writeln!(out)?;
        for (name, entry) in &published.concepts {
            let flags = format!("{}{}", if entry.odd { " odd" } else { "" }, if entry.is_abstract { " abstract" } else { "" });
            writeln!(out, "{name}{flags} is-a {:?} raises {:?}", entry.is_a, entry.raises)?;
        }
        for (name, facet) in published.facets.iter().filter(|(_, facet)| !facet.default.is_empty()) {
            writeln!(out, "{name} default {:?}", facet.default)?;
        }
        for (name, scalar) in &published.scalars {
            writeln!(out, "{name} at-most {:?} usual {:?}", scalar.at_most, scalar.usual)?;
        }
        writeln!(out, "exclusive {:?}", published.exclusive)?;
        let show = |condition: &Condition| shown(condition, vocabulary);
        for grant in self.policy.grants() {
            let actions: Vec<&str> = grant.actions.iter().map(|action| vocabulary.concept(*action).name()).collect();
            writeln!(out, "permit {actions:?} when {}", show(&grant.condition))?;
        }
        let excepted = |exceptions: &[Exception]| {
            exceptions.iter().map(|exception| format!(" except {}", show(&exception.condition))).collect::<String>()
        };
        for rule in self.policy.prohibitions() {
            writeln!(out, "prohibit {}{}", show(&rule.condition), excepted(&rule.exceptions))?;
        }
        let asked: Vec<&str> = self.policy.asks().concepts.iter().map(|concept| vocabulary.concept(*concept).name()).collect();
        let asked_numbers: Vec<&str> = self.policy.asks().scalars.iter().map(|scalar| vocabulary.scalar(*scalar).name()).collect();
        writeln!(out, "asks {asked:?} {asked_numbers:?}")?;
        for duty in self.policy.duties() {
            writeln!(out, "must {} when {}{}", show(&duty.performed_by), show(&duty.trigger), excepted(&duty.exceptions))?;
        }
        Ok(())
    }
}

fn shown(condition: &Condition, vocabulary: &Vocabulary) -> String {
    let parts =
        |parts: &[Condition], sign: &str| format!("({})", parts.iter().map(|part| shown(part, vocabulary)).collect::<Vec<_>>().join(sign));
    match condition {
        Condition::All(all) => parts(all, " & "),
        Condition::Any(any) => parts(any, " | "),
        Condition::Not(part, _) => format!("!{}", shown(part, vocabulary)),
        Condition::Is(concept) => vocabulary.concept(*concept).name().to_owned(),
        Condition::Local(_) => "module.m".to_owned(),
        Condition::Compare(scalar, comparison, limit) => format!("{} {} {limit}", vocabulary.scalar(*scalar).name(), comparison.sign()),
    }
}

const FACETS: [(&str, Closed); 4] =
    [("action", Closed::Always), ("shut", Closed::Always), ("wide", Closed::Never), ("told", Closed::WhenStated)];

impl Scene {
    pub(super) fn decode(choices: &mut Choices) -> Option<Scene> {
        let published = vocabulary(choices);
        let (vocabulary, flaws) = Vocabulary::from_published(&published, "sha256:test");
        if !flaws.is_empty() {
            return None;
        }
        let policy = policy(choices, vocabulary);
        let uses = (0..3).map(|_| described(choices, &policy)).collect();
        Some(Scene { policy, uses })
    }
}

fn vocabulary(choices: &mut Choices) -> Published<'static> {
    let mut all: Published<'_> = Published { version: 1, ..Published::default() };
    let mut names: Vec<String> = Vec::new();
    for number in 0..2 + choices.below(5) {
        let facet = if number == 0 { 0 } else { choices.below(FACETS.len()) };
        let facet = FACETS[facet].0;
        let same: Vec<&String> = names.iter().filter(|name| name.starts_with(facet)).collect();
        let mut entry = ConceptEntry::default();
        let name = match choices.chance(1, 2).then(|| choices.below(same.len().max(1))).and_then(|at| same.get(at)) {
            Some(parent) => {
                entry.is_a.push((*parent).clone().into());
                format!("{parent}.c{number}")
            }
            None => format!("{facet}.c{number}"),
        };
        if choices.chance(1, 4) && !names.is_empty() {
            let further = names[choices.below(names.len())].clone();
            entry.is_a.push(further.into());
        }
        entry.odd = choices.chance(1, 5);
        all.concepts.insert(name.clone().into(), entry);
        names.push(name);
    }
    for name in &names {
        if choices.chance(1, 4) {
            let raised = names[choices.below(names.len())].clone();
            all.concepts.get_mut(name.as_str()).unwrap().raises.push(raised.into());
        }
        let has_child = all.concepts.values().any(|entry| entry.is_a.iter().any(|parent| **parent == **name));
        if has_child && choices.chance(1, 8) {
            all.concepts.get_mut(name.as_str()).unwrap().is_abstract = true;
        }
    }
    if names.len() > 2 && choices.chance(1, 3) {
        let (one, other) = (choices.below(names.len()), choices.below(names.len()));
        if one != other {
            all.exclusive.push(vec![names[one].clone().into(), names[other].clone().into()]);
        }
    }
    for (facet, closed) in FACETS {
        let own: Vec<&String> = names.iter().filter(|name| name.starts_with(facet) && !all.concepts[name.as_str()].is_abstract).collect();
        let default = if choices.chance(1, 3) && !own.is_empty() { vec![own[choices.below(own.len())].clone().into()] } else { Vec::new() };
        all.facets.insert(facet.into(), FacetEntry { about: "".into(), closed, default, unspoken: false });
    }
    for number in 0..choices.below(3) {
        let usual = choices.chance(1, 2).then(|| UsualEntry { min: None, max: Some(choices.below(3) as i64) });
        let at_most = if number > 0 && choices.chance(1, 2) { vec!["size.s0".into()] } else { Vec::new() };
        let name = if choices.chance(1, 3) { format!("mass.s{number}") } else { format!("size.s{number}") };
        let at_most = at_most.into_iter().filter(|above: &Text<'_>| all.scalars.contains_key(&**above)).collect();
        all.scalars.insert(name.into(), ScalarEntry { at_most, usual, ..ScalarEntry::default() });
    }
    all
}

fn policy(choices: &mut Choices, vocabulary: Vocabulary) -> Policy {
    let propositions =
        if choices.chance(1, 4) { vec![Local { id: "module.m".into(), ask: String::new(), to: "licensor".into() }] } else { Vec::new() };
    let scope =
        Scope { concepts: vocabulary.concept_ids().collect(), scalars: vocabulary.scalar_ids().collect(), locals: propositions.len() };
    let actions: Vec<ConceptId> = vocabulary.concept_ids().filter(|id| vocabulary.concept(*id).name().starts_with("action.")).collect();
    let cited = |kind: &str, at: usize| Cited { id: format!("{kind}{at}"), ..Cited::default() };
    let mut grants: Vec<Grant> = Vec::new();
    for at in 0..choices.below(4) {
        let given = (0..1 + choices.below(2)).filter_map(|_| choices.pick(&actions)).collect();
        let condition = if choices.chance(1, 2) { scope.condition(choices, 2) } else { Condition::always() };
        grants.push(Grant { cited: cited("g", at), actions: given, condition });
    }
    let prohibitions = (0..choices.below(4))
        .map(|at| Prohibition { cited: cited("p", at), condition: scope.condition(choices, 2), exceptions: scope.exceptions(choices) })
        .collect();
    let duties = (0..choices.below(3)).map(|at| Duty {
        cited: cited("d", at),
        trigger: scope.condition(choices, 1),
        exceptions: scope.exceptions(choices),
        performed_by: scope.condition(choices, 1),
        showing: None,
    });
    let duties = duties.collect();
    let license = LicenseName { id: "l".into(), ..LicenseName::default() };
    let asks = Asks {
        concepts: (0..choices.below(3)).filter(|at| *at > 0).filter_map(|_| choices.pick(&scope.concepts)).collect(),
        scalars: if choices.chance(1, 4) { choices.pick(&scope.scalars).into_iter().collect() } else { Vec::new() },
    };
    let rules = Rules { license, grants: grants.into(), prohibitions, duties, propositions: propositions.into(), asks, ..Rules::default() };
    Policy::new(Arc::new(vocabulary), rules).unwrap()
}

struct Scope {
    concepts: Vec<ConceptId>,
    scalars: Vec<ScalarId>,
    locals: usize,
}

impl Scope {
    fn condition(&self, choices: &mut Choices, depth: usize) -> Condition {
        match choices.below(if depth == 0 { 4 } else { 8 }) {
            0..=2 => self.leaf(choices),
            3 => Condition::Not(Box::new(self.leaf(choices)), None),
            4 | 5 => Condition::All((0..2 + choices.below(2)).map(|_| self.condition(choices, depth - 1)).collect()),
            6 => Condition::Any((0..2 + choices.below(2)).map(|_| self.condition(choices, depth - 1)).collect()),
            _ => Condition::Not(Box::new(self.condition(choices, depth - 1)), None),
        }
    }

    fn leaf(&self, choices: &mut Choices) -> Condition {
        if self.locals > 0 && choices.chance(1, 6) {
            return Condition::Local(LocalId::at(0));
        }
        if choices.chance(1, 4)
            && let Some(scalar) = choices.pick(&self.scalars)
        {
            let signs = [Comparison::MoreThan, Comparison::AtLeast, Comparison::LessThan, Comparison::AtMost];
            return Condition::Compare(scalar, signs[choices.below(4)], Number::whole(choices.below(3) as i64));
        }
        Condition::Is(choices.pick(&self.concepts).unwrap())
    }

    fn exceptions(&self, choices: &mut Choices) -> Vec<Exception> {
        (0..choices.below(3)).map(|at| Exception { id: format!("x{at}"), condition: self.condition(choices, 1) }).collect()
    }
}

fn described(choices: &mut Choices, policy: &Policy) -> Use {
    let mut described = Use::default();
    for concept in policy.vocabulary().concepts().filter(|concept| !concept.is_abstract()) {
        let said = match choices.below(8) {
            5 => Said::Holds,
            6 => Said::Fails,
            7 => Said::Unknown,
            _ => continue,
        };
        described.facts.push(Fact { name: concept.name().to_owned(), said, place: None });
    }
    if !policy.propositions().is_empty() && choices.chance(1, 2) {
        let said = [Said::Holds, Said::Fails, Said::Unknown][choices.below(3)];
        described.facts.push(Fact { name: "module.m".into(), said, place: None });
    }
    let mut numbers: BTreeMap<String, NumberFact> = BTreeMap::new();
    for scalar in policy.vocabulary().scalars() {
        let number = |choices: &mut Choices| Some(Number::whole(choices.below(4) as i64));
        let (min, max): (Option<Number>, Option<Number>) = match choices.below(6) {
            2 => {
                let value = number(choices);
                (value, value)
            }
            3 => (number(choices), None),
            4 => (None, number(choices)),
            5 => (None, None),
            _ => continue,
        };
        let open_end = |choices: &mut Choices| min != max && choices.chance(1, 2);
        let mut bound = |number: Option<Number>| {
            let is_strict = open_end(choices);
            number.map(|number| Bound { number, is_strict })
        };
        let interval = Interval { min: bound(min), max: bound(max) };
        let name = scalar.name().to_owned();
        numbers.insert(name.clone(), NumberFact { name, interval, place: None });
    }
    described.numbers = numbers.into_values().collect();
    match choices.below(10) {
        7 => described.presume_nothing = true,
        8 => described.open.push(FACETS[choices.below(4)].0.to_owned()),
        9 => described.closed.push(FACETS[choices.below(4)].0.to_owned()),
        _ => {}
    }
    described
}
