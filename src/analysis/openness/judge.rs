//! What definitions say of facts: criterion by criterion. A missing fact is never a pass.

use railc_core::check::CitedRule;
use railc_library::openness::{Criterion, Definition, Naming, Of, Openness, Test};

use super::grades::{self, Class, Score};
use super::release::Release;
use super::value::{Facts, Value};

/// What a definition says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is not asked, or says nothing here.
    NotApplicable,
    /// It is met.
    Pass,
    /// It hangs on more than any fact tells.
    Conditional,
    /// A fact is missing.
    Unknown,
    /// It is not met.
    Fail,
}

impl Verdict {
    /// `not-applicable`
    pub fn name(self) -> &'static str {
        match self {
            Verdict::NotApplicable => "not-applicable",
            Verdict::Pass => "pass",
            Verdict::Conditional => "conditional",
            Verdict::Unknown => "unknown",
            Verdict::Fail => "fail",
        }
    }
}

/// What a definition says of a license or a release.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The definition.
    pub definition: &'static Definition,
    /// All in all.
    pub verdict: Verdict,
    /// Each criterion.
    pub criteria: Vec<Judged>,
    /// The name that follows, where the definition names what passes.
    pub name: Option<String>,
    /// The class of the release, where the definition has such.
    pub class: Option<Class>,
    /// Its points, where the definition gives such.
    pub score: Option<Score>,
}

/// What a criterion comes to.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The criterion.
    pub criterion: &'static Criterion,
    /// What it comes to.
    pub met: Verdict,
    /// The facts that decide, or are missing.
    pub facts: Vec<&'static str>,
    /// The rules that these come from.
    pub rules: Vec<CitedRule>,
}

/// What a definition says of facts; where nothing is released, criteria of a release do not apply.
pub fn judge(definition: &'static Definition, facts: &Facts, release: Option<&Release>, table: &Openness) -> Finding {
    let criteria: Vec<Judged> = definition.criteria.iter().map(|criterion| judged(criterion, facts, release.is_some())).collect();
    let class = definition.classes.as_ref().and_then(|classes| grades::class(classes, release?, table));
    let score = definition.scores.as_ref().and_then(|scores| grades::score(scores, release?));
    let graded = match (&class, &score) {
        (Some(class), _) => class.reached.map_or(Verdict::Fail, |_| Verdict::Pass),
        (None, Some(score)) if !score.unknown.is_empty() => Verdict::Unknown,
        (None, Some(score)) if score.points >= score.most as f64 => Verdict::Pass,
        (None, Some(score)) if score.points <= 0.0 => Verdict::Fail,
        (None, Some(_)) => Verdict::Conditional,
        (None, None) => Verdict::NotApplicable,
    };
    let verdict = criteria.iter().map(|judged| judged.met).chain([graded]).max().unwrap_or(Verdict::NotApplicable);
    let name = definition.naming.as_ref().filter(|_| verdict == Verdict::Pass).and_then(|naming| named(naming, facts));
    Finding { definition, verdict, criteria, name, class, score }
}

/// `OpenRAIL-AM`: the word before which the first prefix stands whose test holds, and behind which the letters of what is restricted stand in order.
fn named(naming: &Naming, facts: &Facts) -> Option<String> {
    let (_, prefix) = naming.prefixes.iter().find(|(test, _)| facts.test(test) == Some(true))?;
    let Some(Value::List(bound)) = facts.value("restrictions-apply-to") else { return None };
    let is_bound = |letter: char| bound.iter().any(|item| item.word.starts_with(letter));
    let (declared, beside, by) = naming.declared;
    let is_told = |letter: char| letter != declared || !is_bound(beside) || facts.test(&Test::Fact(by)) == Some(true);
    let letters: String = naming.order.chars().filter(|letter| is_bound(*letter) && is_told(*letter)).collect();
    let hyphen = if letters.is_empty() { "" } else { "-" };
    Some(format!("{prefix}{}{hyphen}{letters}", naming.word))
}

fn judged(criterion: &'static Criterion, facts: &Facts, has_release: bool) -> Judged {
    let Criterion { passes_if, idle_if, fails_if, conditional_if, .. } = criterion;
    if criterion.of == Of::Release && !has_release {
        return Judged { criterion, met: Verdict::NotApplicable, facts: Vec::new(), rules: Vec::new() };
    }
    let value = |test: &Option<Test>| test.as_ref().map_or(Some(false), |test| facts.test(test));
    // What spares a criterion may be open only where it would be broken otherwise.
    let (met, test) = match [passes_if, idle_if, fails_if, conditional_if].map(value) {
        [Some(true), ..] => (Verdict::Pass, passes_if),
        [_, Some(true), ..] => (Verdict::NotApplicable, idle_if),
        [None, _, Some(true), _] => (Verdict::Unknown, passes_if),
        [_, None, Some(true), _] => (Verdict::Unknown, idle_if),
        [_, _, Some(true), _] => (Verdict::Fail, fails_if),
        [_, _, None, _] => (Verdict::Unknown, fails_if),
        [_, _, Some(false), Some(true)] => (Verdict::Conditional, conditional_if),
        [_, _, Some(false), None] => (Verdict::Unknown, conditional_if),
        [_, _, Some(false), Some(false)] => (Verdict::Pass, &None),
    };
    let deciding = test.as_ref().map(|test| facts.deciding(test)).unwrap_or_default();
    let mut rules: Vec<CitedRule> = deciding.iter().filter_map(|id| facts.get(id)).flat_map(|known| known.rules.iter().copied()).collect();
    rules.sort();
    rules.dedup();
    Judged { criterion, met, facts: deciding, rules }
}
