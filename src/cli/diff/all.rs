//! Many licenses, each compared with each other: in short on the terminal, in full as JSON, and as a page with a drawing.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Arguments;
use super::uses::{bounds, ids, interval, refusal, too_hard};
use crate::analysis::difference::Relation;
use crate::analysis::matrix::{self, Example, Matrix, Order, Separation};
use crate::cli::{Ending, Format, Session, output, swap, terminal};
use railc_core::base::one_line;
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_documents::lattice::{self, Entry, Lattice, Refused};

/// What to print of many licenses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Emitted {
    /// A page with a drawing
    Html,
}

/// Licenses, each with what it is called here.
pub(in crate::cli) struct Compared {
    labels: Vec<String>,
    policies: Vec<ChosenPolicy>,
    matrix: Matrix,
    order: Order,
}

/// Compares and prints; that licenses differ is no finding here.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> io::Result<Ending> {
    if let Some(path) = arguments.output.as_ref().filter(|path| !path.ends_with(".html")) {
        let message = format!("`{path}` does not end in `.html`");
        return session.fail(Diagnostic::new(Code::BadCall, message).help("many licenses are written as a page"));
    }
    let compared = match compared(arguments, session) {
        Ok(compared) => compared,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let page = || lattice::html(&compared.lattice());
    if let Some(path) = &arguments.output
        && let Err(diagnostic) = swap::write(path, page().as_bytes())
    {
        return session.fail(diagnostic);
    }
    match (session.format, &arguments.output, arguments.emit) {
        (Format::Json, ..) => output::json(&compared.document())?,
        (Format::Human, None, Some(Emitted::Html)) => output::raw(&page())?,
        (Format::Human, output, _) => {
            output::print(&compared.people())?;
            if let Some(path) = output {
                output::print(&format!("\nwrote {}\n", one_line(path)))?;
            }
        }
    }
    Ok(Ending::Done)
}

fn compared(arguments: &Arguments, session: &mut Session) -> Result<Compared, Diagnostics> {
    let named: Vec<&String> = arguments.old.iter().chain(&arguments.new).chain(&arguments.more).collect();
    let mut policies = Vec::new();
    for argument in &named {
        policies.extend(settled(session.comparable(argument)?));
    }
    if named.is_empty() {
        let all = railc_library::licenses().iter().filter_map(|listed| railc_library::policy(listed.id));
        policies.extend(all.flat_map(|policy| settled(ChosenPolicy::unchosen(policy))));
    }
    let [first, _, ..] = policies.as_slice() else {
        let message = "one license alone is compared with none".to_owned();
        return Err(Diagnostic::new(Code::BadCall, message).help("name two or more, or none for all of the library").into());
    };
    let matrix = matrix::find(&policies, railc_library::vocabulary()).map_err(|none| too_hard(&none, first))?;
    Ok(Compared { labels: labels(&policies), order: matrix.order(), policies, matrix })
}

/// A license that leaves modules to the licensor is compared with none of them chosen, and with all.
fn settled(policy: ChosenPolicy) -> Vec<ChosenPolicy> {
    let modules: Vec<String> = policy.policy.modules().map(str::to_owned).collect();
    if modules.is_empty() || policy.modules().is_some() {
        return vec![policy];
    }
    [&[], modules.as_slice()].map(|chosen| ChosenPolicy::choosing(policy.policy.clone(), chosen)).into()
}

/// The ids of the licenses, with the modules, and the version or a number where two would be called the same.
fn labels(policies: &[ChosenPolicy]) -> Vec<String> {
    let count = |all: &[String], label: &str| all.iter().filter(|other| *other == label).count();
    let plain: Vec<String> = policies.iter().map(label).collect();
    let versioned = plain.iter().zip(policies).map(|(label, chosen)| match count(&plain, label) {
        1 => label.clone(),
        _ => format!("{label} {}", chosen.policy.license().version),
    });
    let mut taken = BTreeSet::new();
    let mut labels = Vec::new();
    for label in versioned {
        let numbered = (2..).map(|number| format!("{label} ({number})"));
        let free = std::iter::once(label.clone()).chain(numbered).find(|label| !taken.contains(label)).unwrap_or(label);
        taken.insert(free.clone());
        labels.push(free);
    }
    labels
}

/// `rail-generator-open-rail-ams:all`
fn label(chosen: &ChosenPolicy) -> String {
    let id = one_line(&chosen.policy.license().id).into_owned();
    let Some(modules) = chosen.modules() else { return id };
    let modules: Vec<&str> = modules.collect();
    match modules.as_slice() {
        [] => format!("{id}:none"),
        all if all.len() == chosen.policy.modules().count() => format!("{id}:all"),
        some => format!("{id}:{}", some.join(",")),
    }
}

/// What a use has, in words.
fn told(example: &Example) -> String {
    let mut has = example.has.clone();
    has.extend(example.numbers.iter().map(|number| format!("{} {}", number.name, bounds(number))));
    if has.is_empty() { "a use with nothing in it".to_owned() } else { has.join(", ") }
}

/// `1 license`, `2 licenses`
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl Compared {
    fn count(&self) -> usize {
        self.policies.len()
    }

    fn others(&self, at: usize, wanted: Relation) -> Vec<usize> {
        (0..self.count()).filter(|other| *other != at && self.matrix.relation(at, *other) == wanted).collect()
    }

    fn label(&self, at: usize) -> &str {
        self.labels.get(at).map_or("", String::as_str)
    }

    /// What refuses a use that the license at this place refuses.
    fn refused_by(&self, at: usize, separation: &Separation) -> String {
        let Some(chosen) = self.policies.get(at) else { return String::new() };
        let by: Vec<String> = separation.refused_by.iter().map(|rule| refusal(separation.verdict, *rule, &chosen.policy)).collect();
        by.join("; ")
    }

    fn lattice(&self) -> Lattice {
        let entry = |(at, chosen): (usize, &ChosenPolicy)| Entry {
            label: self.label(at).to_owned(),
            name: one_line(&chosen.policy.license().name).into_owned(),
            is_own: !chosen.policy.license().is_reading,
            stricter_than: self.others(at, Relation::Stricter),
            looser_than: self.others(at, Relation::Looser),
            refusals: self.refusals(at),
        };
        Lattice {
            licenses: self.policies.iter().enumerate().map(entry).collect(),
            groups: self.order.groups.clone(),
            steps: self.order.steps.clone(),
        }
    }

    /// What a license refuses and others permit; what is permitted by most comes first.
    fn refusals(&self, at: usize) -> Vec<Refused> {
        let mut all: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for other in 0..self.count() {
            if let Some(separation) = self.matrix.permitted_by_one(other, at) {
                let key = (self.refused_by(at, separation), told(self.matrix.example(separation)));
                all.entry(key).or_default().push(other);
            }
        }
        let mut all: Vec<Refused> = all.into_iter().map(|((by, has), permitted_by)| Refused { by, has, permitted_by }).collect();
        all.sort_by_key(|refused| std::cmp::Reverse(refused.permitted_by.len()));
        all
    }

    /// In short, for people.
    fn people(&self) -> String {
        let groups = &self.order.groups;
        let same: Vec<String> = groups.iter().filter(|group| group.len() > 1).map(|group| self.labels_of(group).join(", ")).collect();
        let chain: Vec<&str> =
            self.order.longest_chain().iter().filter_map(|at| groups.get(*at)?.first()).map(|license| self.label(*license)).collect();
        let chain = if chain.len() > 1 { vec![chain.join(" < ")] } else { Vec::new() };
        let ends = |has_stricter: bool, has_looser: bool| {
            let found: Vec<&str> =
                (0..self.count()).filter(|at| self.stands(*at) == (has_stricter, has_looser)).map(|at| self.label(at)).collect();
            if found.is_empty() { Vec::new() } else { vec![found.join(", ")] }
        };
        let mut out = self.counted();
        for (heading, lines) in [
            ("Equivalent", same),
            ("The longest chain, each stricter than the next", chain),
            ("The loosest: looser than some, stricter than none", ends(true, false)),
            ("The strictest: stricter than some, looser than none", ends(false, true)),
            ("Neither stricter nor looser than any other", ends(false, false)),
        ] {
            if !lines.is_empty() {
                out.push_str(&format!("\n{heading}:\n"));
                lines.iter().for_each(|line| out.push_str(&format!("  {}\n", terminal::wrap(line, 2))));
            }
        }
        out
    }

    fn labels_of(&self, group: &[usize]) -> Vec<&str> {
        group.iter().map(|at| self.label(*at)).collect()
    }

    /// Whether there are stricter licenses, and looser ones.
    fn stands(&self, at: usize) -> (bool, bool) {
        (!self.others(at, Relation::Looser).is_empty(), !self.others(at, Relation::Stricter).is_empty())
    }

    /// How many pairs stand to each other in which way.
    fn counted(&self) -> String {
        let pairs = (0..self.count()).flat_map(|one| (one + 1..self.count()).map(move |other| (one, other)));
        let relations: Vec<Relation> = pairs.map(|(one, other)| self.matrix.relation(one, other)).collect();
        let count = |wanted: &[Relation]| relations.iter().filter(|relation| wanted.contains(relation)).count();
        let (equivalent, ordered) = (count(&[Relation::Equivalent]), count(&[Relation::Stricter, Relation::Looser]));
        let told = format!(
            "{} and {}: {equivalent} equivalent, {ordered} with a stricter and a looser license, {} in which each permits something that the other \
             does not. Duties are not compared.",
            counted(self.count(), "license"),
            counted(relations.len(), "pair"),
            count(&[Relation::Incomparable])
        );
        terminal::wrap(&told, 0) + "\n"
    }

    fn document(&self) -> MatrixDocument<'_> {
        let first = |group: usize| self.order.groups.get(group).and_then(|group| group.first()).map_or("", |at| self.label(*at));
        let mut relations = Vec::new();
        for one in 0..self.count() {
            for other in one + 1..self.count() {
                relations.push(RelationEntry {
                    a: self.label(one),
                    b: self.label(other),
                    relation: self.matrix.relation(one, other).name(),
                    only_a_permits: self.separation(one, other),
                    only_b_permits: self.separation(other, one),
                });
            }
        }
        MatrixDocument {
            version: output::VERSION,
            licenses: self.labels.iter().map(String::as_str).collect(),
            equivalent: self.order.groups.iter().filter(|group| group.len() > 1).map(|group| self.labels_of(group)).collect(),
            steps: self.order.steps.iter().map(|(lower, upper)| StepEntry { stricter: first(*lower), looser: first(*upper) }).collect(),
            uses: self.matrix.examples().iter().map(UseEntry::of).collect(),
            relations,
        }
    }

    fn separation(&self, one: usize, other: usize) -> Option<SeparationEntry> {
        let (separation, refuses) = self.matrix.permitted_by_one(one, other).zip(self.policies.get(other))?;
        let clauses = ids(&separation.refused_by, &refuses.policy);
        Some(SeparationEntry { r#use: separation.example, verdict: separation.verdict.name(), clauses })
    }
}

/// How licenses stand to each other, as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct MatrixDocument<'a> {
    version: u32,
    licenses: Vec<&'a str>,
    /// Licenses that permit the same.
    equivalent: Vec<Vec<&'a str>>,
    /// Of groups of equivalents, the first; none lies between the two.
    steps: Vec<StepEntry<'a>>,
    /// The uses that tell licenses apart.
    uses: Vec<UseEntry>,
    /// Each pair once.
    relations: Vec<RelationEntry<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct StepEntry<'a> {
    stricter: &'a str,
    looser: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct UseEntry {
    /// What it has; it has nothing else.
    has: Vec<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    numbers: Map<String, Value>,
}

impl UseEntry {
    fn of(example: &Example) -> UseEntry {
        let numbers = example.numbers.iter().map(|number| (number.name.clone(), interval(number)));
        UseEntry { has: example.has.clone(), numbers: numbers.collect() }
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct RelationEntry<'a> {
    a: &'a str,
    b: &'a str,
    /// How `a` stands to `b`.
    relation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    only_a_permits: Option<SeparationEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    only_b_permits: Option<SeparationEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct SeparationEntry {
    /// Its place among the uses.
    r#use: usize,
    /// What the license decides that does not permit it.
    verdict: &'static str,
    /// The clauses of that license.
    clauses: Vec<String>,
}
