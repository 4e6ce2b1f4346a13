//! railc, Cedar and regorus on the same rules and the same uses, each prepared once; see `../README.md`.
//!
//! `cargo bench --bench rivals -- FIELD..` takes only some fields.

use railc_core::check::{Answer, Checker};
use railc_core::usage::Use;
use railc_rivals::cedar::Shape;
use railc_rivals::rego::Folding;
use railc_rivals::turns::{Contender, Taken, in_turns};
use railc_rivals::{Cedar, Field, Rego, agree};

/// Licenses of the library, and random policies by their number of rules.
const FIELDS: [&str; 7] = ["open-rail-m", "llama-3.1", "random-15", "random-60", "random-250", "random-1000", "random-4000"];

/// What is timed, in the order of the tables.
const GROUPS: [(&str, fn(&Field) -> Vec<Taken>); 4] = [
    ("definite use", definite),
    ("8 unknown", with_unknown),
    ("verdict with its reasons", reasons),
    ("8 unknown, all questions", questions),
];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let names: Vec<&str> = if wanted.is_empty() { FIELDS.to_vec() } else { wanted.iter().map(String::as_str).collect() };
    let fields: Vec<Field> = names.iter().map(|name| Field::new(name).expect("it is random-NUMBER or a license of the library")).collect();
    for (name, field) in names.iter().zip(&fields) {
        compare(name, field);
    }
    println!("\nMicroseconds for one use (how many times railc's time that is); medians over rounds.\n");
    println!("| | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len()));
    for (group, take) in GROUPS {
        print_rows(group, &fields.iter().map(take).collect::<Vec<_>>());
    }
}

/// All engines must give the same answers before anything is timed.
fn compare(name: &str, field: &Field) {
    let mut regos: Vec<Rego> = [Folding::Host, Folding::Rego].into_iter().filter_map(|folding| rego(field, folding)).collect();
    let uses = field.closed_uses(if field.policy.prohibitions().len() > 500 { 100 } else { 2000 });
    let mut checker = Checker::new(field.policy.clone());
    let (definite, permitted) = agree(&mut checker, &Cedar::new(&field.policy, Shape::Present), &mut regos, &uses);
    agree(&mut checker, &Cedar::new(&field.policy, Shape::Booleans), &mut [], &uses);
    println!("{name}: all agree on {definite} uses, of which {permitted} are permitted ({} Rego programs)", regos.len());
    assert!(definite > 0, "{name}: nothing was compared");
}

/// Prints what each contender took in each field.
fn print_rows(group: &str, fields: &[Vec<Taken>]) {
    let mut names: Vec<&str> = Vec::new();
    for taken in fields.iter().flatten() {
        if !names.contains(&taken.name) {
            names.push(taken.name);
        }
    }
    for name in names {
        let cells = fields.iter().map(|field| match field.iter().find(|taken| taken.name == name) {
            Some(taken) if taken.name == "railc" => format!("**{}**", short(taken.micros)),
            Some(taken) => format!("{} ({})", short(taken.micros), short(taken.ratio)),
            None => "–".to_owned(),
        });
        println!("| {group}: {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}

/// About three digits.
fn short(number: f64) -> String {
    let digits = if number < 1.0 {
        3
    } else if number < 10.0 {
        2
    } else if number < 100.0 {
        1
    } else {
        0
    };
    format!("{number:.digits$}")
}

fn rego(field: &Field, folding: Folding) -> Option<Rego> {
    Rego::new(&field.policy, folding).ok()
}

fn definite(field: &Field) -> Vec<Taken> {
    let uses = field.definite();
    let mut contenders = vec![railc_verdict(field, uses.clone())];
    for (name, folding) in [("regorus, is-a by the host", Folding::Host), ("regorus, is-a in Rego", Folding::Rego)] {
        let Some(mut rego) = rego(field, folding) else { continue };
        contenders.push(Contender::new(name, uses.clone(), move |described| {
            let input = rego.input(described);
            rego.allows(input)
        }));
    }
    let cedar = Cedar::new(&field.policy, Shape::Present);
    contenders.push(Contender::new("Cedar", uses.clone(), move |described| cedar.allows(&cedar.request(described))));
    contenders.push(cedar_prepared(field, &uses));
    in_turns(contenders)
}

fn with_unknown(field: &Field) -> Vec<Taken> {
    let uses = field.with_unknown();
    let cedar = Cedar::new(&field.policy, Shape::Booleans);
    let requests: Vec<_> = uses.iter().map(|described| cedar.request(described)).collect();
    let in_part = Contender::new("Cedar in part, requests prepared", requests, |request| cedar.allows_in_part(request));
    in_turns(vec![railc_verdict(field, uses), in_part])
}

fn reasons(field: &Field) -> Vec<Taken> {
    let uses = field.definite();
    in_turns(vec![railc_explanation(field, uses.clone()), cedar_prepared(field, &uses)])
}

fn questions(field: &Field) -> Vec<Taken> {
    let uses = field.undetermined();
    in_turns(vec![railc_explanation(field, uses.clone()), cedar_prepared(field, &uses)])
}

fn railc_verdict(field: &Field, uses: Vec<Use>) -> Contender<'static> {
    let mut checker = Checker::new(field.policy.clone());
    let mut answer = Answer::default();
    Contender::new("railc", uses, move |described| checker.check_into(described, &mut answer).map(|()| answer.verdict))
}

fn railc_explanation(field: &Field, uses: Vec<Use>) -> Contender<'static> {
    let mut checker = Checker::new(field.policy.clone());
    Contender::new("railc", uses, move |described| checker.explain(described))
}

/// The bare decision, with requests made beforehand.
fn cedar_prepared(field: &Field, uses: &[Use]) -> Contender<'static> {
    let cedar = Cedar::new(&field.policy, Shape::Present);
    let requests: Vec<_> = uses.iter().map(|described| cedar.request(described)).collect();
    Contender::new("Cedar, requests prepared", requests, move |request| cedar.allows(request))
}
