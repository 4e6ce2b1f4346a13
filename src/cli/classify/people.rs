//! What definitions of openness say, for people.

use railc_core::base::one_line;
use railc_core::check::CitedRule;
use railc_core::policy::Policy;
use railc_core::report::words;

use crate::analysis::openness::{Finding, Judged, Known, Origin, Verdict};

use super::super::answer::reference;
use super::super::terminal;
use super::Classified;

/// How many clauses are shown for a criterion.
const SHOWN: usize = 3;

/// What no verdict says.
const RESERVATION: &str =
    "No legal advice. These are the rules as the license is read here, held against each definition as its table in railc words it.";

pub(super) fn told(all: &[Classified], with_facts: bool) -> String {
    let mut out = String::new();
    for one in all {
        out.push_str(&license(one, with_facts));
        out.push('\n');
    }
    out + &terminal::wrap(RESERVATION, 0) + "\n"
}

fn license(one: &Classified, with_facts: bool) -> String {
    let policy = &*one.chosen.policy;
    let name = policy.license();
    let thing = one
        .described
        .thing
        .map_or("gives no rights in anything that is asked about".to_owned(), |thing| format!("asked about {}", thing.name));
    let mut out = terminal::wrap(&format!("{} ({}), {thing}", one_line(&name.name), one_line(&name.id)), 0) + "\n\n";
    let width = one.findings.iter().map(|finding| finding.definition.id.len()).max().unwrap_or_default();
    for finding in &one.findings {
        out.push_str(&definition(finding, policy, width));
    }
    if with_facts {
        out.push_str("\nFacts\n");
        for (id, known) in one.described.facts.iter() {
            out.push_str(&fact(id, known, policy));
        }
    }
    out
}

fn definition(finding: &Finding, policy: &Policy, width: usize) -> String {
    let named = finding.name.as_ref().map(|name| format!(", named {name}")).unwrap_or_default();
    let verdict = finding.verdict.name();
    let mut out = format!("{:width$}  {verdict:<11}  {}{named}\n", finding.definition.id, finding.definition.name);
    for judged in finding.criteria.iter().filter(|one| one.met > Verdict::Pass) {
        out.push_str(&criterion(judged, policy));
    }
    out
}

fn criterion(judged: &Judged, policy: &Policy) -> String {
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

fn clause(rule: CitedRule, policy: &Policy) -> String {
    match (rule, rule.cited(policy)) {
        (CitedRule::NoGrant(action), _) => words::no_grant(policy, action),
        (_, Some(cited)) => format!("{}: {}", reference(cited), one_line(&cited.words)),
        (_, None) => String::new(),
    }
}

fn fact(id: &str, known: &Known, policy: &Policy) -> String {
    let value = match (&known.value, &known.why_unknown) {
        (Some(value), _) => value.words(),
        (None, Some(why)) => format!("not known: {why}"),
        (None, None) => "not known".to_owned(),
    };
    let from = match known.origin {
        Origin::Rules => {
            known.rules.first().and_then(|rule| rule.cited(policy)).map(|cited| format!(" by {}", reference(cited))).unwrap_or_default()
        }
        Origin::Declared(source) => format!(" ({source})"),
        Origin::Stated => " (stated)".to_owned(),
    };
    format!("  {}\n", terminal::wrap(&format!("{id}: {value}{from}"), 4))
}
