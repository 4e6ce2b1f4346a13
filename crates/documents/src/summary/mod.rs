//! What came out of a bulk check as a page of HTML: tables with a bar in each row, without script and without outside resources.

use railc_core::check::Verdict;
use railc_core::report::bulk::format::{CountedRule, LicenseSummary, SummaryDocument};

use crate::markup::Markup;

/// What no verdict says.
const RESERVATION: &str = "No legal advice. Prose not modeled and the law of the place were not looked at.";

/// The page, ending in a newline.
pub fn html(summary: &SummaryDocument) -> String {
    let mut page = Page { markup: Markup::default() };
    page.head(summary);
    page.markup.raw("<main>\n");
    summary.licenses.iter().for_each(|license| page.license(license));
    page.markup.raw("</main>\n<footer>\n");
    page.markup.element("p", &[], RESERVATION);
    page.markup.raw("\n</footer>\n</body>\n</html>\n");
    page.markup.into_text()
}

struct Page {
    markup: Markup,
}

/// A row of a table: what is counted, and how many uses.
struct Row<'a> {
    /// What is said first.
    name: String,
    /// What it says besides.
    words: &'a str,
    uses: u64,
    /// How the bar is colored.
    class: &'static str,
}

impl Page {
    fn head(&mut self, summary: &SummaryDocument) {
        let title = format!("Uses of {}", summary.uses);
        self.markup.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.markup.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        self.markup.plain(&title);
        self.markup.raw("</title>\n<style>\n");
        self.markup.raw(include_str!("page.css"));
        self.markup.raw("</style>\n</head>\n<body>\n<header>\n");
        self.markup.element("h1", &[], &title);
        self.markup.raw("\n");
        let (uses, wrong) = (many(summary.decided, "use"), many(summary.wrong, "line"));
        let told = if summary.wrong == 0 { format!("{uses} checked.") } else { format!("{uses} checked; {wrong} could not be.") };
        self.markup.element("p", &[], &told);
        self.markup.raw("\n</header>\n");
    }

    fn license(&mut self, summary: &LicenseSummary) {
        let license = &summary.license;
        let all: u64 = summary.verdicts.values().sum();
        self.markup.raw("<section>\n");
        self.markup.element("h2", &[], &license.name);
        self.markup.raw("\n<p class=\"id\">");
        self.markup.element("code", &[], &license.id);
        if !license.version.is_empty() {
            self.markup.words(&format!(", version {}", license.version));
        }
        if let Some(modules) = &license.modules {
            let modules = if modules.is_empty() { "no modules".to_owned() } else { format!("modules {}", modules.join(", ")) };
            self.markup.words(&format!(", with {modules}"));
        }
        self.markup.raw("</p>\n");
        let verdict = |verdict: Verdict| Row {
            name: verdict.name().to_owned(),
            words: meaning(verdict),
            uses: summary.verdicts.get(verdict.name()).copied().unwrap_or_default(),
            class: class(verdict),
        };
        self.table("Verdicts", Verdict::ALL.map(verdict).into_iter().filter(|row| row.uses > 0).collect(), all);
        let is_grant = |counted: &&CountedRule| counted.rule.kind == "grant";
        let rules = |grants: bool| summary.decisive.iter().filter(move |counted| is_grant(counted) == grants);
        self.table("Refused by", rules(false).map(|counted| rule(counted, "refused")).collect(), all);
        let question = summary.questions.iter().map(|counted| Row {
            name: counted.ask.clone(),
            words: &counted.proposition,
            uses: counted.uses,
            class: "open",
        });
        self.table("Asked of undetermined uses", question.collect(), all);
        self.table("Permitted by", rules(true).map(|counted| rule(counted, "permitted")).collect(), all);
        self.markup.raw("</section>\n");
    }

    /// A table, with a bar for each row; nothing where there are no rows.
    fn table(&mut self, caption: &str, rows: Vec<Row<'_>>, all: u64) {
        if rows.is_empty() {
            return;
        }
        self.markup.raw("<table>\n");
        self.markup.element("caption", &[], caption);
        self.markup.raw("\n<thead><tr><th scope=\"col\"><span class=\"unseen\">What</span></th>");
        self.markup.raw("<th scope=\"col\">uses</th><th scope=\"col\">of all</th></tr></thead>\n<tbody>\n");
        rows.iter().for_each(|row| self.row(row, all));
        self.markup.raw("</tbody>\n</table>\n");
    }

    fn row(&mut self, row: &Row<'_>, all: u64) {
        self.markup.raw("<tr><th scope=\"row\">");
        self.markup.element("span", &[("class", "name")], &row.name);
        self.markup.raw(" ");
        self.markup.element("span", &[("class", "words")], row.words);
        let share = row.uses as f64 * 100.0 / all.max(1) as f64;
        self.bar(share, row.class);
        self.markup.raw("</th>");
        self.markup.element("td", &[], &grouped(row.uses));
        self.markup.element("td", &[], &format!("{share:.1} %"));
        self.markup.raw("</tr>\n");
    }

    /// A bar of so many hundredths of the width. The number beside it says the same to those who don't see it.
    fn bar(&mut self, share: f64, class: &'static str) {
        let view = [("viewBox", "0 0 100 4"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"), ("focusable", "false")];
        self.markup.open("svg", &view);
        self.markup.empty("rect", &[("class", "all"), ("width", "100"), ("height", "4")]);
        // What there is at all is seen.
        self.markup.empty("rect", &[("class", class), ("width", &format!("{:.2}", share.max(0.3))), ("height", "4")]);
        self.markup.close("svg");
    }
}

fn rule<'a>(counted: &'a CountedRule, class: &'static str) -> Row<'a> {
    let name = match &counted.action {
        Some(_) => "no grant".to_owned(),
        None => format!("{} (@{})", counted.rule.clause, counted.rule.rule),
    };
    Row { name, words: &counted.rule.words, uses: counted.uses, class }
}

/// What a verdict means, in a few words.
fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Permitted => "allowed, whatever is not known of it",
        Verdict::Undetermined => "it depends on what is not known",
        Verdict::Refused => "not allowed: prohibited, or never granted",
        Verdict::NotGranted => "no clause forbids it, but the right was never given or is lost",
        Verdict::Prohibited => "some clause forbids it",
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Permitted => "permitted",
        Verdict::Undetermined => "open",
        Verdict::Refused | Verdict::NotGranted | Verdict::Prohibited => "refused",
    }
}

/// `1,200,000`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let comma = |at: usize| if at > 0 && (digits.len() - at).is_multiple_of(3) { "," } else { "" };
    digits.chars().enumerate().map(|(at, digit)| format!("{}{digit}", comma(at))).collect()
}

fn many(number: u64, one: &str) -> String {
    format!("{} {one}{}", grouped(number), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use railc_core::report::format::{CheckedLicense, RuleEntry};

    use super::*;

    #[test]
    fn words_stay_words_and_bars_say_nothing_that_numbers_do_not() {
        let hostile = "<script>alert(1)</script>".to_owned();
        let rule = RuleEntry {
            rule: "medical".to_owned(),
            clause: "A.1".to_owned(),
            kind: "prohibition".to_owned(),
            words: hostile.clone(),
            confidence: None,
        };
        let license = CheckedLicense {
            id: "x".to_owned(),
            name: hostile.clone(),
            version: String::new(),
            policy_hash: String::new(),
            modules: Some(vec![hostile.clone()]),
        };
        let verdicts = BTreeMap::from([("permitted".to_owned(), 1_234_567), ("prohibited".to_owned(), 1)]);
        let decisive = vec![CountedRule { uses: 1, action: None, rule }];
        let summary = SummaryDocument {
            uses: hostile,
            decided: 1_234_568,
            wrong: 1,
            licenses: vec![LicenseSummary { license, verdicts, decisive, questions: Vec::new() }],
            ..SummaryDocument::default()
        };
        let page = html(&summary);
        assert!(!page.contains("<script") && page.matches("&lt;script&gt;").count() == 5, "{page}");
        assert!(page.contains("<p>1,234,568 uses checked; 1 line could not be.</p>"), "{page}");
        assert!(page.contains("<td>1,234,567</td><td>100.0 %</td>") && page.contains("A.1 (@medical)"), "{page}");
        assert_eq!(page.matches("<svg").count(), page.matches("aria-hidden=\"true\"").count());
    }
}
