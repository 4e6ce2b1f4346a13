//! Answers as JUnit XML, which GitLab, Jenkins and others read: a suite for each license, a test case for each use.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use railc_core::base::Sources;
use railc_core::check::Verdict;

use crate::facade::text::{Look, WIDTH, Words};

use super::answer::{Answers, One};
use super::ci::{Finding, place_of};

/// The document: a case fails if the use is refused or undetermined, or, if that is asked, if something is owed. What is wrong with the input is an
/// error of a case of its own.
pub(super) fn document(answers: &Answers<'_>, wrong: &[Finding], is_strict: bool) -> String {
    let mut suites: BTreeMap<String, Vec<One<'_>>> = BTreeMap::new();
    let all = answers.by_use();
    for one in &all {
        suites.entry(one.label()).or_default().push(*one);
    }
    let fails = |one: &One<'_>| failure(one, is_strict).is_some();
    let failures = all.iter().filter(|one| fails(one)).count();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"railc check\" tests=\"{}\" failures=\"{failures}\" errors=\"{}\" time=\"0\">\n",
        all.len() + wrong.len(),
        wrong.len()
    );
    for (license, cases) in &suites {
        let failures = cases.iter().filter(|one| fails(one)).count();
        let counts = format!("tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\"", cases.len());
        let _ = writeln!(text, "  <testsuite name=\"{}\" {counts}>", escaped(license));
        cases.iter().for_each(|one| case(one, license, is_strict, answers.sources, &mut text));
        text.push_str("  </testsuite>\n");
    }
    if !wrong.is_empty() {
        let _ = writeln!(
            text,
            "  <testsuite name=\"input\" tests=\"{0}\" failures=\"0\" errors=\"{0}\" skipped=\"0\" time=\"0\">",
            wrong.len()
        );
        for finding in wrong {
            let (file, line, column) = &finding.place;
            let name = escaped(&format!("{file}:{line}:{column} {}", finding.rule));
            let message = escaped(&finding.message);
            let _ = writeln!(text, "    <testcase classname=\"input\" name=\"{name}\" file=\"{}\" time=\"0\">", escaped(file));
            let _ = writeln!(text, "      <error type=\"{}\" message=\"{message}\">{message}</error>\n    </testcase>", finding.rule);
        }
        text.push_str("  </testsuite>\n");
    }
    text + "</testsuites>\n"
}

/// Why a case fails: the kind, and a line.
fn failure(one: &One<'_>, is_strict: bool) -> Option<(String, String)> {
    match one.verdict() {
        Verdict::Permitted if is_strict && one.shortfall().is_some() => Some(("owed".to_owned(), one.note())),
        Verdict::Permitted => None,
        verdict => Some((verdict.name().to_owned(), format!("{verdict} {}", one.note()))),
    }
}

fn case(one: &One<'_>, license: &str, is_strict: bool, sources: &Sources, text: &mut String) {
    let file = place_of(one, sources).0;
    let (name, class) = (escaped(&one.title()), escaped(license));
    let _ = writeln!(text, "    <testcase classname=\"{class}\" name=\"{name}\" file=\"{}\" time=\"0\">", escaped(&file));
    let described = one.chosen.choose(one.described);
    let words = Words { name: one.name, described: &described, policy: one.policy(), explanation: &one.checked.explanation, sources };
    let lines: Vec<String> = words.lines(Look { width: WIDTH, presumed: false }).into_iter().map(|line| escaped(&line.text)).collect();
    let said = lines.join("\n");
    let _ = match failure(one, is_strict) {
        Some((kind, message)) => writeln!(text, "      <failure type=\"{kind}\" message=\"{}\">{said}</failure>", escaped(&message)),
        None => writeln!(text, "      <system-out>{said}</system-out>"),
    };
    text.push_str("    </testcase>\n");
}

/// A text that XML takes: what it does not allow at all becomes `�`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(sign),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            sign if sign.is_control() => out.push('\u{fffd}'),
            sign => out.push(sign),
        }
    }
    out
}
