//! `railc classify --all`: licenses against definitions, in short on the terminal, as a page and as a picture.

use railc_core::base::one_line;
use railc_documents::overview::{Cell, Row, Table};

use crate::analysis::openness::{Finding, Verdict};

use super::super::answer::reference;
use super::super::terminal;
use super::Classified;

/// How many clauses a cell names for a criterion.
const SHOWN: usize = 6;

/// The table, with the definitions that say something of a license alone.
pub(super) fn of(all: &[Classified]) -> Table {
    let first = all.first().map_or(&[][..], |one| one.findings.as_slice());
    let definitions = first.iter().filter(|finding| !finding.definition.criteria.is_empty());
    Table {
        definitions: definitions.map(|finding| (finding.definition.id.to_owned(), finding.definition.name.to_owned())).collect(),
        rows: all.iter().map(row).collect(),
    }
}

fn row(one: &Classified) -> Row {
    let name = one.chosen.as_ref().map(|chosen| chosen.policy.license());
    Row {
        label: name.map_or("the release".to_owned(), |name| one_line(&name.id).into_owned()),
        name: name.map_or(String::new(), |name| one_line(&name.name).into_owned()),
        cells: one.findings.iter().filter(|finding| !finding.definition.criteria.is_empty()).map(|finding| cell(finding, one)).collect(),
    }
}

fn cell(finding: &Finding, one: &Classified) -> Cell {
    let policy = one.chosen.as_ref().map(|chosen| &*chosen.policy);
    let open = finding.criteria.iter().filter(|judged| judged.met > Verdict::Pass);
    let mut reasons: Vec<String> = open
        .map(|judged| {
            let cited = judged.rules.iter().filter_map(|rule| rule.cited(policy?)).map(reference);
            let mut clauses: Vec<String> = cited.take(SHOWN).collect();
            let more = judged.rules.len().saturating_sub(SHOWN);
            clauses.extend((more > 0).then(|| format!("{more} more")));
            let by = if clauses.is_empty() { String::new() } else { format!(" – {}", clauses.join(", ")) };
            format!("{} {}: {}{by}", judged.criterion.id, judged.met.name(), judged.criterion.name)
        })
        .collect();
    reasons.extend(finding.name.as_ref().map(|name| format!("named {name}")));
    Cell { verdict: finding.verdict.name().to_owned(), reasons }
}

/// In short, for people: a line for each license.
pub(super) fn told(table: &Table) -> String {
    let label = table.rows.iter().map(|row| row.label.chars().count()).max().unwrap_or_default();
    let mut out = String::new();
    let widths: Vec<usize> = table.definitions.iter().map(|(id, _)| id.len().max(11)).collect();
    let line = |label_of: &str, cells: &[&str]| {
        let cells: String = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:width$}")).collect();
        format!("{label_of:label$}{cells}").trim_end().to_owned() + "\n"
    };
    out.push_str(&line("", &table.definitions.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>()));
    for row in &table.rows {
        out.push_str(&line(&row.label, &row.cells.iter().map(|cell| cell.verdict.as_str()).collect::<Vec<_>>()));
    }
    out + "\n"
        + &terminal::wrap("`railc classify LICENSE` gives the reasons; `--all -o table.html` writes a page with all of them.", 0)
        + "\n"
}
