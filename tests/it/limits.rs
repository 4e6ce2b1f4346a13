//! What is too much ends with an answer that says so, and not with a machine that hangs.

use std::fmt::Write as _;
use std::sync::Arc;

use railc::base::Sources;
use railc::check::{NoAnswer, Prepared};
use railc::driver;
use railc::usage::Use;

/// More birds than nests: whatever is answered, some rule acts, and seeing that takes longer than anybody waits.
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

fn check(spec: String) -> Result<railc::check::Answer, NoAnswer> {
    let mut sources = Sources::default();
    let source = sources.add("puzzle.rail", spec);
    let (license, diagnostics) = driver::license(&mut sources, source, &driver::no_files);
    let license = license.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert!(diagnostics.iter().all(|found| !found.is_error()), "{diagnostics:?}");
    Prepared::new(Arc::new(driver::rules(&license))).checker().check(&Use::default())
}

#[test]
fn a_puzzle_is_given_up_and_a_small_one_solved() {
    assert_eq!(check(puzzle(4)).unwrap().verdict.name(), "prohibited");
    assert_eq!(check(puzzle(12)), Err(NoAnswer::TooHard));
}
