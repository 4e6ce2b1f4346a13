//! The summary of a bulk check, in lines for people.

use railc_core::check::Verdict;
use railc_core::report::bulk::format::{CountedRule, LicenseSummary, SummaryDocument};

use crate::facade::text::{Line, Tone};

use super::super::{output, terminal};

/// The most rules and questions of a license: the others are in the JSON and on the page.
const MOST: usize = 10;

/// A number with its digits in groups: `1,200,000`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let comma = |at: usize| if at > 0 && (digits.len() - at).is_multiple_of(3) { "," } else { "" };
    digits.chars().enumerate().map(|(at, digit)| format!("{}{digit}", comma(at))).collect()
}

/// `1 use`, `5 uses`.
pub(super) fn many(number: u64, one: &str) -> String {
    format!("{} {one}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// What came out, license by license.
pub(super) fn lines(summary: &SummaryDocument) -> Vec<Line> {
    let SummaryDocument { decided, wrong, uses, .. } = summary;
    let mut first = format!("{} of {uses} checked", many(*decided, "use"));
    if *wrong > 0 {
        first += &format!(", {} wrong", many(*wrong, "line"));
    }
    if !summary.complete {
        first += &format!("; stopped at line {}", grouped(summary.lines));
    }
    let mut lines = vec![plain(first)];
    summary.licenses.iter().for_each(|license| of_license(license, &mut lines));
    lines
}

fn of_license(summary: &LicenseSummary, lines: &mut Vec<Line>) {
    let license = &summary.license;
    let modules = license.modules.as_ref().map_or(String::new(), |names| match names.as_slice() {
        [] => ":none".to_owned(),
        names => format!(":{}", names.join(",")),
    });
    lines.push(plain(String::new()));
    lines.push(plain(format!("{} ({}{modules})", output::named(&license.name, &license.version), license.id)));
    let all: u64 = summary.verdicts.values().sum();
    let width = grouped(all).len();
    for verdict in Verdict::ALL {
        let count = summary.verdicts.get(verdict.name()).copied().unwrap_or_default();
        if count > 0 {
            let text = format!("  {:<13} {:>width$}  {}", verdict.name(), grouped(count), share(count, all));
            lines.push(Line { text, tone: Some(tone(verdict)) });
        }
    }
    let refusing: Vec<&CountedRule> = summary.decisive.iter().filter(|counted| counted.rule.kind != "grant").collect();
    table(lines, "Refused by", &refusing, |counted| (counted.uses, named(counted)));
    let questions: Vec<_> = summary.questions.iter().collect();
    table(lines, "Asked", &questions, |counted| (counted.uses, format!("{} ({})", counted.ask, counted.proposition)));
}

/// The first rows of a table, each with its count, and how many others there are.
fn table<T>(lines: &mut Vec<Line>, title: &str, rows: &[&T], row: impl Fn(&T) -> (u64, String)) {
    if rows.is_empty() {
        return;
    }
    lines.push(plain(format!("  {title}")));
    let width = rows.iter().map(|one| grouped(row(one).0).len()).max().unwrap_or_default();
    for one in rows.iter().take(MOST) {
        let (uses, words) = row(one);
        let count = format!("    {:>width$}  ", grouped(uses));
        let words = output::cut(&words, terminal::width().saturating_sub(count.len())).into_owned();
        lines.push(plain(count + &words));
    }
    if rows.len() > MOST {
        lines.push(plain(format!("    … and {} more", rows.len() - MOST)));
    }
}

/// `Section 5 (@medical): giving medical advice`
fn named(counted: &CountedRule) -> String {
    match &counted.action {
        Some(_) => counted.rule.words.clone(),
        None => format!("{} (@{}): {}", counted.rule.clause, counted.rule.rule, counted.rule.words),
    }
}

/// `12.3 %`
fn share(count: u64, all: u64) -> String {
    format!("{:>5.1} %", count as f64 * 100.0 / all.max(1) as f64)
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Permitted => Tone::Good,
        Verdict::Undetermined => Tone::Open,
        Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited => Tone::Bad,
    }
}

fn plain(text: String) -> Line {
    Line { text, tone: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups() {
        assert_eq!([0, 12, 123, 1_234, 1_234_567].map(grouped), ["0", "12", "123", "1,234", "1,234,567"]);
        assert_eq!([many(1, "use"), many(2_000, "line")], ["1 use", "2,000 lines"]);
    }
}
