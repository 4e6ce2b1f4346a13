//! A spec with a given number of clauses, always the same for the same number.

use std::fmt::Write as _;

use railc_core::vocabulary::Vocabulary;

/// The number of clauses in a section.
const SECTION: usize = 25;

/// A license with this many clauses: grants, withdrawals, duties, and mostly prohibitions; some with exceptions, some with handwritten words.
pub(crate) fn of_clauses(clauses: usize, vocabulary: &Vocabulary) -> String {
    let mut spec = String::from(HEAD);
    let mut names = Names { vocabulary, turn: 0 };
    for at in 0..clauses {
        if at % SECTION == 0 {
            let form = if at == 0 { "" } else { " as attachment\n  when \"Model\" or \"Derivative\"" };
            writeln!(spec, "section @part-{at} \"Part {at}\"{form}").expect("a string takes all");
        }
        clause(&mut spec, at, &mut names).expect("a string takes all");
    }
    spec
}

const HEAD: &str = r#"license "Long" version "1"
  id       long
  licensor "Garden Lab"
  covers   artifact.model, artifact.derivative
term "You" also "Your" text "whoever exercises a right under this License"
term "License" text "this document"
term "Model" means artifact.model text "the model"
term "Derivative" also "Derivatives" means artifact.derivative text "a changed Model"
term "Distribution" also "Distribute" means action.distribute or action.provide-service text "handing on"
term "Recipient" also "Recipients" text "whoever receives the Model"
"#;

fn clause(spec: &mut String, at: usize, names: &mut Names<'_>) -> std::fmt::Result {
    writeln!(spec, "clause @clause-{at} \"Clause {at}\"")?;
    match at % 10 {
        0 if at < SECTION => writeln!(spec, "  permit action.run, action.modify, {}", names.next("action"))?,
        0 => writeln!(spec, "  withdraw all when {} unless {}", names.next("standing"), names.next("safeguard"))?,
        1 => writeln!(spec, "  must {} when \"Distribution\"", names.next("done"))?,
        2 => writeln!(spec, "  must {} or {} when {}", names.next("done"), names.next("done"), names.next("content"))?,
        3 => writeln!(spec, "  prohibit {} or {} or {}", names.next("purpose"), names.next("purpose"), names.next("purpose"))?,
        4 => writeln!(spec, "  prohibit {} except @expert when {}", names.next("purpose"), names.next("safeguard"))?,
        5 => writeln!(spec, "  prohibit {} and ({} or {})", names.next("manner"), names.next("effect"), names.next("subject"))?,
        6 => writeln!(spec, "  prohibit {} and not {}", names.next("purpose"), names.next("safeguard"))?,
        7 => writeln!(
            spec,
            "  prohibit {}\n  text \"You must not use the Model for it, see {{@clause-{}}}.\"",
            names.next("sector"),
            at - 1
        )?,
        _ => writeln!(spec, "  prohibit {}", names.next("effect"))?,
    }
    Ok(())
}

/// Concepts of a facet, one after another.
struct Names<'a> {
    vocabulary: &'a Vocabulary,
    turn: usize,
}

impl<'a> Names<'a> {
    fn next(&mut self, facet: &str) -> &'a str {
        self.turn += 7;
        let facet = self.vocabulary.find_facet(facet).expect("the facet is one of the vocabulary");
        let concepts: Vec<_> = self.vocabulary.concepts_of(facet).collect();
        self.vocabulary.concept(concepts[self.turn % concepts.len()]).name()
    }
}
