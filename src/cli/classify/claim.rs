//! `railc classify --claim`: what a text says of a license, against what the license says.

use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_library::openness::{Claim, Openness};

use crate::analysis::openness::{self as analysis, Claimed, Facts, Finding, Known, Value, Verdict};

use super::super::answer::reference;
use super::super::{Session, files};
use super::Classified;

/// The claims of a text that a license contradicts, in the order of the text.
pub(super) fn contradicted(
    path: &str,
    all: &[Classified],
    table: &'static Openness,
    session: &mut Session,
) -> Result<Diagnostics, Diagnostics> {
    let text = files::read(path, files::INPUT_LIMIT)?;
    let claims = analysis::claims(&text, &table.claims);
    let source = session.sources.add(path, text);
    let mut found = Diagnostics::new();
    for Claimed { claim, range } in claims {
        for one in all {
            let facts = one.facts.with(&said(&one.findings));
            if facts.test(&claim.contradicted_if) == Some(true) {
                let span = Span { source, start: range.start as u32, end: range.end as u32 };
                found.push(diagnostic(claim, one, &facts).at(span, "claimed here"));
            }
        }
    }
    Ok(found)
}

/// What definitions say, as facts.
fn said(findings: &[Finding]) -> Facts {
    let mut facts = Facts::default();
    for finding in findings {
        facts.set(&format!("verdict-{}", finding.definition.id), Known::stated(Value::Word(finding.verdict.name().to_owned())));
        if finding.definition.naming.is_some() && finding.verdict != Verdict::Unknown {
            let is_open = finding.name.as_ref().is_some_and(|name| name.starts_with("Open"));
            facts.set("named-open", Known::stated(Value::Bool(is_open)));
        }
    }
    facts
}

fn diagnostic(claim: &Claim, one: &Classified, facts: &Facts) -> Diagnostic {
    let license = one.chosen.as_ref().map_or("the release", |chosen| chosen.policy.license().id.as_str());
    let code = if claim.is_warning { Code::DoubtfulClaim } else { Code::UntrueClaim };
    let message = format!("{}: the text claims to be {}, and `{license}` contradicts it", claim.id, claim.is);
    Diagnostic::new(code, message).help(why(claim, one, facts))
}

/// The criteria that are not met, each with its first clause; or the facts that contradict.
fn why(claim: &Claim, one: &Classified, facts: &Facts) -> String {
    let policy = one.chosen.as_ref().map(|chosen| &chosen.policy);
    let finding = one.findings.iter().find(|finding| Some(finding.definition.id) == claim.definition);
    let clause = |rules: &[railc_core::check::CitedRule]| {
        let cited = rules.iter().find_map(|rule| rule.cited(policy?));
        cited.map(|cited| format!(" by {}", reference(cited))).unwrap_or_default()
    };
    let criteria: Vec<String> = finding
        .iter()
        .flat_map(|finding| &finding.criteria)
        .filter(|judged| judged.met == Verdict::Fail)
        .map(|judged| format!("{} ({}){}", judged.criterion.id, judged.criterion.name, clause(&judged.rules)))
        .collect();
    if !criteria.is_empty() {
        return format!("not met: {}", criteria.join("; "));
    }
    let fact = |id: &&str| {
        let known = facts.get(id)?;
        let value = known.value.as_ref().map(Value::words).unwrap_or_default();
        let value = if value.len() > 80 { format!("{} rules", known.rules.len()) } else { value };
        Some(format!("{id} is {value}{}", clause(&known.rules)))
    };
    facts.deciding(&claim.contradicted_if).iter().filter_map(fact).collect::<Vec<_>>().join("; ")
}
