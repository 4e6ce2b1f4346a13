//! Each construct that real licenses need can be expressed: a case proves it, and docs/constructs.md lists it.

use std::path::Path;

use railc::analysis::spec_tests;
use railc_core::base::Sources;
use railc_core::check::Checker;
use railc_language::driver;
use railc_language::license::{About, Addressee, License, Rule};

use crate::pages::blocks;

/// How many constructs there are.
const CONSTRUCTS: usize = 34;

/// A file of `tests/suite/constructs`.
struct Case {
    /// `04-branch-exception`
    name: String,
    /// `An exception that lifts one branch of a clause only`
    title: String,
    question: String,
    spec: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every case, in the order of its number.
fn cases() -> Vec<Case> {
    let entries = std::fs::read_dir(root().join("tests/suite/constructs")).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let cases: Vec<Case> = paths.iter().map(|path| case(path)).collect();
    assert_eq!(cases.len(), CONSTRUCTS);
    cases
}

fn case(path: &Path) -> Case {
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let number: usize = name[..2].parse().unwrap();
    let title = text.lines().next().and_then(|line| line.strip_prefix(&format!("# {number}. ")));
    let title = title.unwrap_or_else(|| panic!("{name}: the heading has its number"));
    let question = text.lines().nth(2).unwrap();
    let blocks = blocks(&text);
    assert!(blocks.len() == 1 && blocks[0].language == "rail", "{name} has one spec");
    Case { name, title: title.to_owned(), question: question.to_owned(), spec: blocks[0].text.clone() }
}

/// The license of a case, which has no diagnostics.
fn license(case: &Case) -> License {
    let mut sources = Sources::new();
    let source = sources.add(case.name.clone(), case.spec.clone());
    let (license, warnings) = driver::license(railc_library::library(), &mut sources, source, &driver::no_files).into_result().unwrap();
    assert!(warnings.is_empty(), "{}: {warnings:?}", case.name);
    license
}

#[test]
fn every_case_comes_out_as_it_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        assert!(case.question.ends_with('?') && !case.question.contains(". "), "{} asks one question", case.name);
        let license = license(&case);
        let checker = Checker::new(driver::compile(license.clone(), railc_library::vocabulary()).policy);
        for result in spec_tests::run(&license, &checker).results {
            let test = &license.tests[result.test];
            let failures = result.failures.iter().map(|failure| format!("{failure:?}"));
            let unexpected = beyond(&license, &checker, result.test).map(|id| format!("@{id} falls due, and is not expected"));
            wrong.extend(failures.chain(unexpected).map(|what| format!("{}, \"{}\": {what}", case.name, test.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The duties that are, or may be, due in a test and that it does not expect. A spec's test may name some of the duties, a case names all.
fn beyond(license: &License, checker: &Checker, at: usize) -> impl Iterator<Item = String> {
    let test = &license.tests[at];
    let decision = checker.clone().check(&spec_tests::describe(license, test)).unwrap();
    let due = decision.duties.iter().map(|state| checker.policy().duties().get(state.duty).cited.id.clone());
    due.filter(|id| !test.owing.contains(id)).collect::<Vec<_>>().into_iter()
}

#[test]
fn every_case_shows_its_construct_both_ways() {
    for case in cases() {
        let license = license(&case);
        let mut outcomes: Vec<_> = license.tests.iter().map(|test| (&test.verdict, &test.owing)).collect();
        outcomes.sort();
        outcomes.dedup();
        assert!(outcomes.len() > 1, "{} has one outcome only", case.name);
    }
}

/// Constructs that decide no use, or not alone, are in the license.
#[test]
fn what_decides_no_use_is_kept() {
    for (number, case) in (1..).zip(cases()) {
        let license = license(&case);
        let count = |is: fn(&Rule) -> bool| license.clauses().filter(|(_, clause)| is(&clause.rule)).count();
        match number {
            16 => assert_eq!(count(|rule| matches!(rule, Rule::Must { showing: Some(_), .. })), 2),
            18 => assert_eq!(count(|rule| matches!(rule, Rule::Should { .. })), 1),
            28 => assert_eq!(count(|rule| matches!(rule, Rule::LicensorMay(_))), 3),
            30 => assert_eq!(count(|rule| matches!(rule, Rule::NotModelled(_))), 1),
            31 => {
                let numbers: Vec<&str> = license.clauses().map(|(_, clause)| clause.number.as_str()).collect();
                let attachment = ["Attachment A (a)", "Attachment A (a), the second of that letter", "Attachment A (b)"];
                let policy = ["Section 3, third bullet", "Section 3.aa"];
                assert_eq!(numbers, [&["Section 1"][..], &attachment, &policy].concat());
            }
            32 => assert!(license.locals.iter().any(|local| matches!(local.about, About::Question { to: Addressee::Counsel, .. }))),
            33 => assert_eq!(license.laws.len(), 3),
            34 => assert_eq!(license.asks.len(), 2),
            _ => {}
        }
    }
}

/// A row of the table in docs/constructs.md: number, construct, how it is written, where, the proof.
fn rows(guide: &str) -> Vec<Vec<String>> {
    let rows = guide.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(|first: char| first.is_ascii_digit()));
    rows.map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The pieces between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Words separated by single spaces, so that line ends don't matter.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_guide_lists_every_case() {
    let guide = std::fs::read_to_string(root().join("docs/constructs.md")).unwrap();
    let rows = rows(&guide);
    assert_eq!(rows.len(), CONSTRUCTS);
    for ((number, row), case) in (1..).zip(&rows).zip(cases()) {
        assert_eq!(row.len(), 5, "{row:?}");
        assert_eq!(row[0], number.to_string());
        assert_eq!(row[1], case.title);
        assert_eq!(row[4], format!("[{0}](../tests/suite/constructs/{0}.md)", case.name));
        let spec = folded(&case.spec);
        for said in quoted(&row[2]).flat_map(|said| said.split('…')) {
            assert!(spec.contains(said.trim()), "{} does not say `{said}`", case.name);
        }
    }
}

#[test]
fn the_guide_cites_what_the_library_has() {
    let guide = std::fs::read_to_string(root().join("docs/constructs.md")).unwrap();
    for row in rows(&guide) {
        assert!(quoted(&row[3]).count() > 0, "{} cites a license", row[1]);
        for citation in quoted(&row[3]) {
            let (id, part) = citation.split_once(' ').unwrap_or_else(|| panic!("`{citation}` names a license and a part of it"));
            let spec = railc_library::library().license(id).unwrap_or_else(|| panic!("the library has no `{id}`"));
            let (license, _) = driver::builtin(railc_library::library(), &mut Sources::new(), spec).into_result().unwrap();
            let has = match part.strip_prefix('@') {
                Some(name) => license.has_part(name),
                None if part == "law" => !license.laws.is_empty(),
                None => license.terms.iter().any(|term| format!("\"{}\"", term.name) == part),
            };
            assert!(has, "`{citation}` is not in the library");
        }
    }
}
