//! Inputs beyond a limit are reported and do not hang the machine.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use railc::analysis::difference::{self, Relation};
use railc_core::base::Sources;
use railc_core::check::{Checker, ChosenPolicy, NoAnswer, unmatched};
use railc_core::diagnostic::Code;
use railc_core::policy;
use railc_core::usage::{self, Use};
use railc_language::driver;

/// A pigeonhole problem: whatever is answered, some rule acts, but proving it takes too long.
fn puzzle(birds: usize) -> String {
    let mut spec = "license \"Puzzle\" version \"1\"\n  id puzzle\n  licensor \"Nobody\"\n  covers artifact.model\n".to_owned();
    let nests = birds - 1;
    for bird in 0..birds {
        for nest in 0..nests {
            writeln!(spec, "question @b{bird}-n{nest} to counsel ask \"Does bird {bird} sit in nest {nest}?\"").unwrap();
        }
    }
    spec.push_str("section @all \"All\"\nclause @use \"Use\"\n  permit action.run\n");
    for bird in 0..birds {
        let nowhere: Vec<String> = (0..nests).map(|nest| format!("not question.b{bird}-n{nest}")).collect();
        writeln!(spec, "clause @bird-{bird} \"A bird\"\n  prohibit {}\n  text \"Every bird needs a nest.\"", nowhere.join(" and "))
            .unwrap();
    }
    for nest in 0..nests {
        let pairs = (0..birds).flat_map(|one| (0..one).map(move |other| (one, other)));
        let both: Vec<String> = pairs.map(|(one, other)| format!("(question.b{one}-n{nest} and question.b{other}-n{nest})")).collect();
        writeln!(spec, "clause @nest-{nest} \"A nest\"\n  prohibit {}\n  text \"A nest has room for one.\"", both.join(" or ")).unwrap();
    }
    spec
}

/// The policy of a spec.
fn compiled(spec: String) -> Arc<policy::Policy> {
    let mut sources = Sources::default();
    let source = sources.add("puzzle.rail", spec);
    let (license, _) = driver::license(railc_library::library(), &mut sources, source, &driver::no_files).into_result().unwrap();
    Arc::new(driver::rules(&license, railc_library::vocabulary()))
}

fn check(spec: String) -> Result<railc_core::check::Answer, NoAnswer> {
    Checker::new(compiled(spec)).check(&Use::default())
}

#[test]
fn a_puzzle_is_given_up_and_a_small_one_solved() {
    assert_eq!(check(puzzle(4)).unwrap().verdict.name(), "prohibited");
    assert_eq!(check(puzzle(12)), Err(NoAnswer::TooHard));
}

#[test]
fn a_comparison_that_is_too_hard_is_given_up_and_an_easy_one_made() {
    let other = ChosenPolicy::unchosen(railc_library::policy("open-rail-m").unwrap());
    let compared = |birds: usize| difference::find(&ChosenPolicy::unchosen(compiled(puzzle(birds))), &other);
    assert_eq!(compared(12).err(), Some(NoAnswer::TooHard));
    assert_eq!(compared(12).err(), Some(NoAnswer::TooHard));
    // With more birds than nests nothing is permitted.
    assert_eq!(compared(5).map(|found| found.relation()), Ok(Relation::Stricter));
}

#[test]
fn so_many_open_questions_are_given_up() {
    let explain = |questions: usize| {
        let mut spec = "license \"Many\" version \"1\"\n  id many\n  licensor \"Nobody\"\n  covers artifact.model\n".to_owned();
        (0..questions).for_each(|at| writeln!(spec, "question @q{at} to counsel ask \"Is it {at}?\"").unwrap());
        let any: Vec<String> = (0..questions).map(|at| format!("question.q{at}")).collect();
        write!(spec, "clause @use \"Use\"\n  permit action.run\nclause @any \"Any\"\n  prohibit {}\n", any.join(" or ")).unwrap();
        let mut sources = Sources::default();
        let source = sources.add("many.rail", spec);
        let (license, _) = driver::license(railc_library::library(), &mut sources, source, &driver::no_files).into_result().unwrap();
        Checker::new(Arc::new(driver::rules(&license, railc_library::vocabulary()))).explain(&Use::default())
    };
    let tied = |questions: usize, rules: usize| {
        let asked = many(questions, |at| format!("question @q{at} to counsel ask \"Is it {at}?\"\n"));
        let two = |at: usize| format!("clause @c{at} prohibit question.q{} and question.q{}\n", at % questions, (at * 7 + 1) % questions);
        let mut sources = Sources::default();
        let source = sources.add("tied.rail", format!("license{HEAD}{asked}{USE}{}", many(rules, two)));
        let (license, _) = driver::license(railc_library::library(), &mut sources, source, &driver::no_files).into_result().unwrap();
        Checker::new(Arc::new(driver::rules(&license, railc_library::vocabulary()))).explain(&Use::default())
    };
    assert!(tied(100, 100).is_ok());
    assert_eq!(tied(900, 4_900), Err(NoAnswer::TooHard));
    assert_eq!(explain(200).unwrap().questions.len(), 200);
    assert_eq!(explain(1_001), Err(NoAnswer::TooHard));
}

/// The codes of a spec's diagnostics.
fn codes(spec: String) -> Vec<Code> {
    codes_with(spec, "")
}

/// The codes of a spec's diagnostics, where every path leads to one library.
fn codes_with(spec: String, library: &str) -> Vec<Code> {
    let mut sources = Sources::default();
    let source = sources.add("a.rail", spec);
    let load = |_: &str, path: &str| Ok(driver::Loaded { name: path.to_owned(), text: library.to_owned() });
    let resolved = driver::license(railc_library::library(), &mut sources, source, &load);
    resolved.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
}

const HEAD: &str = " \"A\" version \"1\"\n  id a\n  licensor \"A\"\n  covers artifact.model\n";
const USE: &str = "section @all \"All\"\nclause @use \"Use\"\n  permit action.run\n";

/// So many pieces of a spec, each made from its number.
fn many(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// The diagnostic codes of a policy with one prohibition over this many concepts, some of them mutually exclusive.
fn policy_codes(concepts: usize, exclusive: usize, condition: &str) -> Vec<Code> {
    let names: Vec<String> = (0..concepts).map(|at| format!("action.a{at}")).collect();
    let entries: Vec<String> = names.iter().map(|name| format!("\"{name}\": {{\"is\": \"It\", \"ask\": \"It?\"}}")).collect();
    let text = format!(
        r#"{{"version": 1, "license": {{"id": "a", "name": "A", "version": "1", "kind": "own"}}, "grants": [], "duties": [], "propositions": [],
            "prohibitions": [{{"id": "p", "clause": "1", "condition": {condition}}}], "hashes": {{}},
            "vocabulary": {{"version": 1, "facets": {{"action": {{"closed": true}}}}, "concepts": {{{}}}, "exclusive": [{:?}],
                            "scalars": {{"users": {{"unit": "users"}}}}}}}}"#,
        entries.join(", "),
        &names[..exclusive],
    );
    let source = Sources::default().add("policy.json", text.clone());
    let (_, found) = policy::read(source, &text).into_parts();
    found.into_iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn a_policy_with_too_much_in_it_is_refused() {
    let plain = r#"{"is": "action.a0"}"#;
    assert_eq!(policy_codes(3_000, 1_000, plain), []);
    assert_eq!(policy_codes(20_001, 0, plain), [Code::PolicyTooLarge]);
    assert_eq!(policy_codes(3_000, 3_000, plain), [Code::BrokenVocabulary]);
    let compared = |count: usize| {
        let all: Vec<String> = (0..count).map(|at| format!(r#"{{"compare": ["users", ">", {at}, "users"]}}"#)).collect();
        format!(r#"{{"any": [{}]}}"#, all.join(", "))
    };
    let empty = |count: usize| format!(r#"{{"any": [{}]}}"#, vec![r#"{"all": []}"#; count].join(", "));
    assert_eq!(policy_codes(1, 0, &empty(999_000)), []);
    assert_eq!(policy_codes(1, 0, &empty(1_000_000)), [Code::PolicyTooLarge]);
    assert_eq!(policy_codes(1, 0, &compared(2_000)), []);
    assert_eq!(policy_codes(1, 0, &compared(2_001)), [Code::PolicyTooLarge]);
}

#[test]
fn withdrawals_of_many_grants_count_for_each() {
    let spec = |grants: usize| {
        let mut spec = "license \"A\" version \"1\"\n  id a\n  licensor \"A\"\n  covers artifact.model\nsection @all \"All\"\n".to_owned();
        (0..grants).for_each(|at| writeln!(spec, "clause @grant-{at} \"Grant\"\n  permit action.run\n").unwrap());
        let places: Vec<&str> = std::iter::repeat_n("place.FR", 500).collect();
        writeln!(spec, "clause @end \"End\"\n  withdraw all when {}", places.join(" or ")).unwrap();
        spec
    };
    assert_eq!(codes(spec(100)), []);
    assert_eq!(codes(spec(500)), [Code::TooLarge]);
}

#[test]
fn a_chain_of_terms_is_too_deep_and_no_overflow() {
    let mut spec =
        "license \"A\" version \"1\"\n  id a\n  licensor \"A\"\n  covers artifact.model\nterm \"T0\" means purpose.spam\n".to_owned();
    (1..20_000).for_each(|at| writeln!(spec, "term \"T{at}\" means \"T{}\"", at - 1).unwrap());
    spec.push_str("section @all \"All\"\nclause @use \"Use\"\n  permit action.run\nclause @end \"End\"\n  prohibit \"T19999\"\n");
    assert_eq!(codes(spec), [Code::TooLarge]);
}

#[test]
fn a_file_has_a_limit_of_uses() {
    let vocabulary = railc_library::vocabulary();
    let text = "{\"action\": [\"run\"]}\n".repeat(10_001);
    let source = Sources::default().add("uses.jsonl", text.clone());
    let (uses, found) = usage::read(source, &text, usage::Format::of_path("uses.jsonl"), &[vocabulary], usage::Unknown::Error).into_parts();
    assert_eq!(uses.map(|uses| uses.len()), Some(10_000));
    assert_eq!(found.into_iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), [Code::UseTooLarge]);
}

#[test]
fn all_that_is_written_out_counts_against_one_limit() {
    let long = "x".repeat(1_900);
    let parameter = format!("parameter p = \"{}\"\n", "x".repeat(10_000));
    let texts = [
        format!("license{HEAD}{parameter}{USE}  text \"{0}\"\nclause @c prohibit purpose.spam text \"more {{p}}\"\n", "{p} ".repeat(2_000)),
        format!("license{HEAD}  law \"{long}\"\n{USE}  text \"{}\"\n", "{law} ".repeat(10_000)),
        format!("reading{HEAD}section @s at \"{long}\"\n{USE}  text \"{}\"\n", "{@s} ".repeat(10_000)),
        format!(
            "license{HEAD}question @q to counsel ask \"{long}\"\n{USE}{}",
            many(4_999, |at| { format!("clause @c{at} prohibit question.q or not question.q\n") })
        ),
        format!(
            "license{HEAD}term \"T\" also \"{}\" means purpose.spam\n{USE}{}",
            &long[..190],
            many(4_999, |at| { format!("clause @c{at} prohibit {}\n", vec!["\"T\""; 16].join(" and ")) })
        ),
    ];
    for text in texts {
        assert_eq!(codes(text.clone()), [Code::TooLarge], "{}", &text[..100]);
    }
}

#[test]
fn names_and_lines_have_a_length() {
    let named = |name: usize, title: usize| {
        format!("license{HEAD}{USE}clause @{} \"{}\" prohibit purpose.spam\n", "x".repeat(name), "x".repeat(title))
    };
    assert_eq!(codes(named(199, 2_000)), []);
    assert_eq!(codes(named(300, 2_000)), [Code::TooLarge]);
    assert_eq!(codes(named(199, 2_001)), [Code::TooLarge]);
    let forms = |count: usize| (0..count).map(|at| format!("\"T{at}\"")).collect::<Vec<_>>().join(", ");
    assert_eq!(codes(format!("license{HEAD}term \"T\" also {} means purpose.spam\n{USE}", forms(100))), []);
    assert_eq!(codes(format!("license{HEAD}term \"T\" also {} means purpose.spam\n{USE}", forms(101))), [Code::TooLarge]);
    assert_eq!(codes(format!("license{HEAD}term \"{}\" means purpose.spam\n{USE}", "x".repeat(201))), [Code::TooLarge]);
}

#[test]
fn what_is_included_is_included_once() {
    let library = format!("library \"L\"\nsection @big \"Big\"\n{}", many(4_000, |at| format!("clause @k{at} prohibit purpose.spam\n")));
    let spec = |includes: usize| format!("license{HEAD}import \"lib.rail\"\n{USE}{}", "include @big\n".repeat(includes));
    assert_eq!(codes_with(spec(1), &library), []);
    assert_eq!(codes_with(spec(100), &library), [Code::DuplicateName; 99]);
}

#[test]
fn the_condition_of_a_library_section_does_not_come_with_clauses_without_end() {
    let (when, clauses) = (vec!["purpose.spam"; 9_000].join(" or "), many(4_000, |at| format!("clause @k{at} prohibit purpose.spam\n")));
    let library = format!("library \"L\"\nsection @big \"Big\" when {when}\n{clauses}");
    let spec = format!("license{HEAD}import \"lib.rail\"\n{USE}{}", many(4_000, |at| format!("include @k{at}\n")));
    assert!(codes_with(spec, &library).contains(&Code::TooLarge));
}

#[test]
fn sections_have_a_limit_as_clauses_have() {
    let sections = |count: usize| format!("license{HEAD}{USE}{}", many(count, |at| format!("section @s{at} text \"x\"\n")));
    assert_eq!(codes(sections(4_999)), []);
    assert_eq!(codes(sections(5_000)), [Code::TooLarge]);
    assert_eq!(
        codes(format!("license{HEAD}{USE}{}", many(5_000, |at| format!("clause @c{at} prohibit purpose.spam\n")))),
        [Code::TooLarge]
    );
}

/// What takes minutes if it takes time that grows with the square of a file.
#[test]
fn names_by_the_thousand_are_looked_up_quickly() {
    let started = Instant::now();
    let unknown = many(4_900, |at| format!("clause @c{at} prohibit purpose.spamm{at} text \"{{q{at}zz}}\"\n"));
    assert!(codes(format!("license{HEAD}{USE}{}{unknown}", many(5_000, |at| format!("parameter p{at}zz = 1\n")))).len() > 1_000);
    let tests = |at: usize| format!("test \"t\" given action.run expect permitted because @c{}/x owing @c{}\n", at % 4_900, at % 4_900);
    let clauses = many(4_900, |at| format!("clause @c{at} prohibit purpose.spam\n"));
    assert_eq!(codes(format!("license{HEAD}{USE}{clauses}{}", many(9_000, tests))).len(), 1_000);
    let meaning = many(9_000, |at| format!("term \"T{at}\" text \"T{} or T{}\"\n", at + 1, at / 2));
    let compiled = |spec: String| {
        let mut sources = Sources::default();
        let source = sources.add("a.rail", spec);
        let (license, _) = driver::license(railc_library::library(), &mut sources, source, &driver::no_files).into_result().unwrap();
        driver::compile(license, railc_library::vocabulary())
    };
    assert!(compiled(format!("license{HEAD}{meaning}{USE}")).markdown.contains("term-t8999"));
    let meaning = many(9_000, |at| format!("term \"T{at}\" means artifact.model\n"));
    assert!(compiled(format!("license{HEAD}{meaning}{USE}{clauses}")).markdown.len() > 100_000);
    let vocabulary = railc_library::vocabulary();
    let questions = format!("question:\n{}", many(50_000, |at| format!("  q{at}: yes\n")));
    let source = Sources::default().add("use.yaml", questions.clone());
    let (uses, _) = usage::read(source, &questions, usage::Format::Yaml, &[vocabulary], usage::Unknown::Error).into_result().unwrap();
    let policy = compiled(format!("license{HEAD}{}{USE}", many(4_900, |at| format!("question @r{at} to counsel ask \"{at}?\"\n")))).policy;
    let found = unmatched(&uses[0], &[ChosenPolicy::unchosen(policy)], railc_library::known());
    assert_eq!((found.count(), found.len()), (50_000, 1_000));
    assert!(started.elapsed() < Duration::from_secs(240), "{:?}", started.elapsed());
}
