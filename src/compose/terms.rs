//! The terms that differ from one combination of covered things to another.

use railc_core::base;
use railc_language::library::Library;
use railc_language::syntax::ast;

use super::catalogue::parsed;
use super::kind::{Covered, Thing};
use super::request::Request;

/// From so many covered things on, the restrictions name them by one word.
const MANY: usize = 3;

/// Terms for what is licensed and made of it: as conditions, and in words.
pub(super) struct Terms {
    /// What is licensed: `"Model" or "Source Code"`
    pub(super) licensed: String,
    /// `the Model and the Source Code`
    pub(super) licensed_words: String,
    /// Changed versions: `"Changed Model" or "Changed Code"`
    pub(super) derivative: String,
    /// In the words of the libraries.
    pub(super) derivative_words: String,
    /// What outputs come from: `the Model, the Source Code or a Derivative`
    pub(super) run_words: String,
    /// What duties and restrictions reach, outputs apart: `"Model" or "Source Code" or "Derivative"`
    pub(super) passed_on: String,
    /// `the Model, the Source Code or a Derivative`
    pub(super) passed_on_words: String,
}

impl Terms {
    pub(super) fn of(request: &Request, library: Library) -> Terms {
        let things: Vec<Thing> = request.covers.iter().map(|covered| covered.thing()).collect();
        let covers = |one| request.covers.contains(&one);
        let mut licensed: Vec<&str> = things.iter().map(|thing| thing.term).collect();
        let run: Vec<&str> = things.iter().filter(|thing| thing.term != "Data").map(|thing| thing.term).collect();
        let mut bound = if things.len() < MANY { licensed.clone() } else { vec!["Licensed Material"] };
        // Code that accompanies a model is source code where that is covered too.
        if covers(Covered::Model) && !covers(Covered::Source) {
            licensed.push("Complementary Material");
        }
        bound.push("Derivative");
        let trained = covers(Covered::Data).then_some("Trained Model");
        bound.extend(trained);
        let changed: Vec<&str> = things.iter().map(|thing| thing.changed).collect();
        let made: Vec<&str> = if run.is_empty() { Vec::new() } else { vec!["Derivative"] };
        let run: Vec<&str> = run.into_iter().chain(made).chain(trained).collect();
        Terms {
            licensed: condition(&licensed),
            licensed_words: series(&licensed, "and"),
            derivative: condition(&changed),
            derivative_words: definitions(&things, library).join("; or "),
            run_words: series(&run, "or"),
            passed_on: condition(&bound),
            passed_on_words: series(&bound, "or"),
        }
    }
}

/// The words of the libraries for changed versions of the things.
fn definitions(things: &[Thing], library: Library) -> Vec<String> {
    let text = |thing: &Thing| {
        let items = parsed(library, thing.library)?.1.items;
        items.into_iter().find_map(|item| match item {
            ast::Item::Term(term) if term.name.value == thing.changed => Some(term.text?.value),
            _ => None,
        })
    };
    things.iter().filter_map(text).collect()
}

/// `"Model" or "Derivative"`
fn condition(terms: &[&str]) -> String {
    terms.iter().map(|term| format!("\"{term}\"")).collect::<Vec<_>>().join(" or ")
}

/// `the Model, a Derivative or a Trained Model`
fn series(terms: &[&str], conjunction: &str) -> String {
    let article = |term: &&str| if matches!(*term, "Derivative" | "Trained Model") { "a" } else { "the" };
    let named: Vec<String> = terms.iter().map(|term| format!("{} {term}", article(term))).collect();
    base::series(&named, conjunction)
}
