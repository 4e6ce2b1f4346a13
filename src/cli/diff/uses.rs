//! What one of two licenses permits and the other does not, with a use for each clause that decides it.

use std::io;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::analysis::difference::{self, Difference, Relation, Witness};
use crate::analysis::duties::{self, OnlyHere};
use crate::cli::answer::reference;
use crate::cli::output;
use crate::cli::terminal;
use crate::cli::{Ending, Format, Session};
use railc_core::base::{Bound, one_line};
use railc_core::check::{self, ChosenPolicy, CitedRule, NoAnswer, Verdict};
use railc_core::diagnostic::Diagnostics;
use railc_core::policy::Policy;
use railc_core::report::words;
use railc_core::usage::{NumberFact, Said, Use};

/// What two licenses decide differently, as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct Differing {
    version: u32,
    a: String,
    b: String,
    relation: &'static str,
    only_a_permits: Vec<WitnessEntry>,
    only_b_permits: Vec<WitnessEntry>,
    duties_only_a: Vec<DutyEntry>,
    duties_only_b: Vec<DutyEntry>,
}

/// A duty that the other license does not impose.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct DutyEntry {
    rule: String,
    clause: String,
    /// A use, as a file, in which who does all that the other license asks leaves it undone.
    witness: Value,
    has: Vec<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct WitnessEntry {
    /// The use, as a file.
    witness: Value,
    /// What it has; it has nothing else.
    has: Vec<String>,
    clauses_a: Vec<String>,
    clauses_b: Vec<String>,
    /// What the license decides that does not permit it.
    verdict: &'static str,
}

/// Compares and prints; the exit code is 1 where the licenses differ.
pub(super) fn run(licenses: [&str; 2], session: &mut Session) -> io::Result<Ending> {
    let mut policies = Vec::new();
    for argument in licenses {
        match session.comparable(argument) {
            Ok(policy) => policies.push(policy),
            Err(diagnostics) => return session.fail(diagnostics),
        }
    }
    let [first, second] = policies.as_slice() else { return Ok(Ending::Wrong) };
    let found = match Found::of(first, second) {
        Ok(found) => found,
        Err(none) => return session.fail(too_hard(&none, first)),
    };
    match session.format {
        Format::Json => output::json(&entry(&found, first, second))?,
        Format::Human => output::print(&people(&found, first, second))?,
    }
    let is_same = found.difference.relation() == Relation::Equivalent && found.duties.iter().all(Vec::is_empty);
    Ok(if is_same { Ending::Done } else { Ending::Findings })
}

/// What two licenses decide differently, and the duties that only the first imposes, and only the second.
pub(super) struct Found {
    pub difference: Difference,
    duties: [Vec<OnlyHere>; 2],
}

impl Found {
    /// Of these two.
    pub(super) fn of(first: &ChosenPolicy, second: &ChosenPolicy) -> Result<Found, NoAnswer> {
        Ok(Found { difference: difference::find(first, second)?, duties: duties::find(first, second)? })
    }
}

/// Reports that two licenses are too hard to compare.
pub(super) fn too_hard(none: &NoAnswer, policy: &ChosenPolicy) -> Diagnostics {
    check::no_answer(none, "the comparison", &policy.policy).into()
}

fn entry(Found { difference, duties: [duties_a, duties_b] }: &Found, first: &ChosenPolicy, second: &ChosenPolicy) -> Differing {
    let (a, b) = (&*first.policy, &*second.policy);
    let duty = |only: &OnlyHere, policy: &Policy| {
        let cited = &policy.duties().get(only.duty).cited;
        DutyEntry { rule: cited.id.clone(), clause: cited.clause.clone(), witness: as_file(&only.described), has: only.has.clone() }
    };
    let witness = |one: &Witness, is_first: bool| {
        let (permits, refuses) = if is_first { (a, b) } else { (b, a) };
        let (permitting, refusing) = (ids(&one.permitted_by, permits), ids(&one.refused_by, refuses));
        let (clauses_a, clauses_b) = if is_first { (permitting, refusing) } else { (refusing, permitting) };
        WitnessEntry { witness: as_file(&one.described), has: one.has.clone(), clauses_a, clauses_b, verdict: one.verdict.name() }
    };
    Differing {
        version: output::VERSION,
        a: a.license().id.clone(),
        b: b.license().id.clone(),
        relation: difference.relation().name(),
        only_a_permits: difference.only_first.iter().map(|one| witness(one, true)).collect(),
        only_b_permits: difference.only_second.iter().map(|one| witness(one, false)).collect(),
        duties_only_a: duties_a.iter().map(|only| duty(only, a)).collect(),
        duties_only_b: duties_b.iter().map(|only| duty(only, b)).collect(),
    }
}

pub(super) fn ids(rules: &[CitedRule], policy: &Policy) -> Vec<String> {
    rules.iter().filter_map(|rule| rule.cited(policy)).map(|cited| cited.id.clone()).collect()
}

/// A use as a file in JSON: what it has, what it does not have, and nothing presumed.
pub(in crate::cli) fn as_file(described: &Use) -> Value {
    let mut file = Map::new();
    for fact in &described.facts {
        let (facet, name) = fact.name.split_once('.').unwrap_or((&fact.name, ""));
        let said = if fact.said == Said::Holds { "yes" } else { "no" };
        let facet = file.entry(facet.to_owned()).or_insert_with(|| json!({}));
        facet.as_object_mut().into_iter().for_each(|facet| _ = facet.insert(name.to_owned(), json!(said)));
    }
    for number in &described.numbers {
        file.insert(number.name.clone(), interval(number));
    }
    file.insert("presume".to_owned(), json!("nothing"));
    Value::Object(file)
}

/// `{"min": "> 700000000"}`
pub(super) fn interval(number: &NumberFact) -> Value {
    let end = |bound: Bound, strict: &str| match bound.is_strict {
        true => json!(format!("{strict} {}", bound.number)),
        false => json!(bound.number.to_string()),
    };
    let (min, max) = (number.interval.min.map(|bound| ("min", end(bound, ">"))), number.interval.max.map(|bound| ("max", end(bound, "<"))));
    Value::Object([min, max].into_iter().flatten().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// `> 700000000`, `<= 5`, or both.
pub(super) fn bounds(number: &NumberFact) -> String {
    let end = |bound: Option<Bound>, strict: &str, weak: &str| {
        bound.map(|bound| format!("{} {}", if bound.is_strict { strict } else { weak }, bound.number))
    };
    let (min, max) = (end(number.interval.min, ">", ">="), end(number.interval.max, "<", "<="));
    [min, max].into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

/// What each permits that the other does not, for people.
pub(super) fn people(Found { difference, duties: [duties_a, duties_b] }: &Found, first: &ChosenPolicy, second: &ChosenPolicy) -> String {
    let (a, b) = (&*first.policy, &*second.policy);
    let (one, other) = &(named(a, b), named(b, a));
    let mut out = match difference.relation() {
        Relation::Equivalent => format!("`{one}` and `{other}` are equivalent: each permits every use that the other permits.\n"),
        Relation::Stricter => format!("`{one}` is stricter than `{other}`: it permits nothing more, and less.\n"),
        Relation::Looser => format!("`{one}` is looser than `{other}`: it permits all that the other permits, and more.\n"),
        Relation::Incomparable => format!("Each of `{one}` and `{other}` permits something that the other does not.\n"),
    };
    for (witnesses, permits, refuses) in [(&difference.only_first, a, b), (&difference.only_second, b, a)] {
        if !witnesses.is_empty() {
            out.push_str(&format!("\nPermitted by `{}`, and not by `{}`:\n", named(permits, refuses), named(refuses, permits)));
            witnesses.iter().for_each(|witness| out.push_str(&told(witness, refuses)));
        }
    }
    for (duties, owes, other) in [(duties_a, a, b), (duties_b, b, a)] {
        if !duties.is_empty() {
            let (one, other) = (named(owes, other), named(other, owes));
            out.push_str(&format!("\nOwed under `{one}`, even by those who do all that `{other}` asks:\n"));
            for only in duties {
                let cited = &owes.duties().get(only.duty).cited;
                let words = format!("{}: {}", reference(cited), one_line(&cited.words));
                out.push_str(&format!("\n  {}\n{}", terminal::wrap(&words, 4), such_as(&only.has, &only.numbers)));
            }
        }
    }
    out
}

/// The id of a license, with its version where another has the same id.
fn named(policy: &Policy, other: &Policy) -> String {
    let (license, other) = (policy.license(), other.license());
    if license.id == other.id { format!("{} {}", license.id, license.version) } else { license.id.clone() }
}

/// `prohibited by 1.3 (@medical)`
pub(super) fn refusal(verdict: Verdict, rule: CitedRule, refuses: &Policy) -> String {
    match (rule, rule.cited(refuses)) {
        (CitedRule::NoGrant(action), _) => format!("{verdict}: {}", words::no_grant(refuses, action)),
        (_, Some(cited)) => format!("{verdict} by {}", reference(cited)),
        (_, None) => verdict.name().to_owned(),
    }
}

/// A witness, with the clauses that refuse it.
fn told(witness: &Witness, refuses: &Policy) -> String {
    let mut out = String::new();
    for rule in &witness.refused_by {
        let cited = rule.cited(refuses).map(|cited| format!(": {}", one_line(&cited.words)));
        let by = refusal(witness.verdict, *rule, refuses) + &cited.unwrap_or_default();
        out.push_str(&format!("\n  {}\n", terminal::wrap(&by, 4)));
    }
    out + &such_as(&witness.has, &witness.numbers)
}

fn such_as(has: &[String], numbers: &[NumberFact]) -> String {
    let numbers = numbers.iter().map(|number| format!("{} {}", number.name, bounds(number)));
    let has: Vec<String> = has.iter().cloned().chain(numbers).collect();
    let has = if has.is_empty() { "a use with nothing in it".to_owned() } else { has.join(", ") };
    format!("      {}\n", terminal::wrap(&format!("such as {has}"), 8))
}
