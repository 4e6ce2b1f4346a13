//! What definitions of openness say, for people.

use railc_core::base::one_line;
use railc_core::check::CitedRule;
use railc_core::policy::Policy;
use railc_core::report::words;

use railc_library::openness::{Definition, Of};

use crate::analysis::openness::{Change, Finding, Judged, Known, Lack, Origin, Verdict};

use super::super::answer::reference;
use super::super::terminal;
use super::Classified;

/// How many clauses are shown for a criterion.
const SHOWN: usize = 3;

/// What no verdict says.
const RESERVATION: &str =
    "No legal advice. These are the rules as the license is read here, held against each definition as its table in railc words it.";

/// The fewest changes that make a definition met, as changes of the spec.
pub(super) fn change(one: &Classified, definition: &Definition, change: Option<&Change>) -> String {
    let Some(policy) = one.chosen.as_ref().map(|chosen| &*chosen.policy) else { return String::new() };
    let id = one_line(&policy.license().id).into_owned();
    let Some(change) = change else { return format!("{id} meets the {} as it is\n", definition.name) };
    let would = match change.then {
        Verdict::Pass => format!("{id} would meet the {}", definition.name),
        then => format!("the {} would be {} of {id}", definition.name, then.name()),
    };
    let mut out = match change.without.is_empty() {
        true => terminal::wrap(&format!("{would}; no rule alone stands against it"), 0) + "\n",
        false => terminal::wrap(&format!("{would} without these rules, each of which stands against it:"), 0) + "\n\n",
    };
    for cited in change.without.iter().filter_map(|rule| rule.cited(policy)) {
        out.push_str(&format!("  - clause @{} {:?}\n", one_line(&cited.id), one_line(&cited.clause)));
        out.push_str(&format!("      {}\n", terminal::wrap(&one_line(&cited.words), 6)));
    }
    if !change.facts.is_empty() {
        let more = format!("What else would have to be otherwise, or known: {}", change.facts.join(", "));
        out.push_str(&format!("\n{}\n", terminal::wrap(&more, 0)));
    }
    out
}

pub(super) fn told(all: &[Classified], with_facts: bool) -> String {
    let mut out = String::new();
    for one in all {
        out.push_str(&license(one, with_facts));
        out.push('\n');
    }
    out + &terminal::wrap(RESERVATION, 0) + "\n"
}

fn license(one: &Classified, with_facts: bool) -> String {
    let policy = one.chosen.as_ref().map(|chosen| &*chosen.policy);
    let thing =
        one.thing.map_or("gives no rights in anything that is asked about".to_owned(), |thing| format!("asked about {}", thing.name));
    let license = policy.map(|policy| format!("{} ({}), {thing}", one_line(&policy.license().name), one_line(&policy.license().id)));
    let release = one.release.as_ref().map(|release| format!("released: {}", one_line(release)));
    let mut out = terminal::wrap(&license.into_iter().chain(release).collect::<Vec<_>>().join("; "), 0) + "\n\n";
    let width = one.findings.iter().map(|finding| finding.definition.id.len()).max().unwrap_or_default();
    for finding in &one.findings {
        out.push_str(&definition(finding, policy, width));
    }
    if with_facts {
        out.push_str("\nFacts\n");
        for (id, known) in one.facts.iter() {
            out.push_str(&fact(id, known, policy));
        }
    }
    out
}

fn definition(finding: &Finding, policy: Option<&Policy>, width: usize) -> String {
    let named = finding.name.as_ref().map(|name| format!(", named {name}")).unwrap_or_default();
    let verdict = finding.verdict.name();
    let mut out = format!("{:width$}  {verdict:<14}  {}{named}\n", finding.definition.id, finding.definition.name);
    for judged in finding.criteria.iter().filter(|one| one.met > Verdict::Pass) {
        out.push_str(&criterion(judged, policy));
    }
    out + &grades(finding) + &outcome(finding)
}

/// The class and the points of a release.
fn grades(finding: &Finding) -> String {
    let mut out = String::new();
    if let Some(class) = &finding.class {
        out.push_str(&format!("  {}\n", class.reached.unwrap_or("in no class")));
        for missing in &class.missing {
            let why = match &missing.why {
                Lack::Absent => "not released, or not said".to_owned(),
                Lack::Unlicensed => "without a license".to_owned(),
                Lack::NotOpen(license) => format!("under {}, which is not open", one_line(license)),
            };
            out.push_str(&format!("      the next class asks for {}: {why}\n", missing.component));
        }
    }
    if let Some(score) = &finding.score {
        let unknown = if score.unknown.is_empty() { String::new() } else { format!("; nothing is said of {}", score.unknown.join(", ")) };
        out.push_str(&format!("  {}\n", terminal::wrap(&format!("{} of {} points{unknown}", score.points, score.most), 4)));
    }
    out
}

/// What follows for who passes, and for who does not.
fn outcome(finding: &Finding) -> String {
    let Some(outcome) = &finding.definition.outcome else { return String::new() };
    if finding.criteria.iter().all(|one| one.criterion.of == Of::License || one.met == Verdict::NotApplicable) {
        return String::new();
    }
    let exempt = match finding.verdict {
        Verdict::Pass => "exempt from",
        Verdict::Fail => "not exempt from",
        Verdict::Conditional | Verdict::Unknown | Verdict::NotApplicable => "perhaps exempt from",
    };
    let mut out = String::new();
    let dates = outcome.dates.iter().map(|(day, what)| format!("from {day}: {what}"));
    let spared = outcome.exempt_from.iter().map(|what| format!("{exempt} {what}"));
    let lines = spared.chain(outcome.still_bound_by.iter().map(|what| format!("bound all the same by {what}")));
    for line in lines.chain(dates).chain(outcome.unverified.iter().map(|what| format!("not verified: {what}"))) {
        out.push_str(&format!("    {}\n", terminal::wrap(&line, 6)));
    }
    out
}

fn criterion(judged: &Judged, policy: Option<&Policy>) -> String {
    let met = match judged.met {
        Verdict::Fail => "not met",
        Verdict::Conditional => "open",
        Verdict::Unknown => "not known",
        Verdict::Pass | Verdict::NotApplicable => "met",
    };
    let mut out = format!("  {}\n", terminal::wrap(&format!("{} {met}: {}", judged.criterion.id, judged.criterion.name), 4));
    if judged.met == Verdict::Unknown {
        out.push_str(&format!("      {}\n", terminal::wrap(&format!("missing: {}", judged.facts.join(", ")), 8)));
    }
    for rule in judged.rules.iter().take(SHOWN) {
        out.push_str(&format!("      {}\n", terminal::wrap(&clause(*rule, policy), 8)));
    }
    let more = judged.rules.len().saturating_sub(SHOWN);
    if more > 0 {
        out.push_str(&format!("      and {more} more\n"));
    }
    out
}

fn clause(rule: CitedRule, policy: Option<&Policy>) -> String {
    let Some(policy) = policy else { return String::new() };
    match (rule, rule.cited(policy)) {
        (CitedRule::NoGrant(action), _) => words::no_grant(policy, action),
        (_, Some(cited)) => format!("{}: {}", reference(cited), one_line(&cited.words)),
        (_, None) => String::new(),
    }
}

fn fact(id: &str, known: &Known, policy: Option<&Policy>) -> String {
    let value = match (&known.value, &known.why_unknown) {
        (Some(value), _) => value.words(),
        (None, Some(why)) => format!("not known: {why}"),
        (None, None) => "not known".to_owned(),
    };
    let from = match known.origin {
        Origin::Rules => {
            known.rules.first().and_then(|rule| rule.cited(policy?)).map(|cited| format!(" by {}", reference(cited))).unwrap_or_default()
        }
        Origin::Declared(source) => format!(" ({source})"),
        Origin::Stated => " (stated)".to_owned(),
    };
    format!("  {}\n", terminal::wrap(&format!("{id}: {value}{from}"), 4))
}
