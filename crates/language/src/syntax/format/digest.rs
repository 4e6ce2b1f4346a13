//! What a translation, or a reviewer, has seen of a piece of a spec: a short hash of its words and its rule, not of its layout.

use super::writer::Writer;
use crate::syntax::ast::{Clause, Section, Term, Word};
use railc_core::base::{bindings, sha256};

/// A short hash: eight hexadecimal digits.
pub type Digest = String;

/// Of a clause: its name, its heading, its rule, its words and those of its exceptions; neither its notes nor what its words are bound to.
pub fn of_clause(clause: &Clause) -> Digest {
    let mut bare = bare(clause);
    bare.text = clause.text.as_ref().map(|text| Word { value: bindings::printed(&text.value), span: text.span });
    digest(&words_of(|writer| writer.clause(&bare)))
}

/// Of the rule of a clause alone: without its name, its heading, its words and those of its exceptions.
pub fn of_rule(clause: &Clause) -> Digest {
    let mut bare = bare(clause);
    (bare.title, bare.text) = (None, None);
    bare.name.value.clear();
    bare.rule.exceptions_mut().iter_mut().for_each(|exception| exception.text = None);
    digest(&words_of(|writer| writer.clause(&bare)))
}

/// A clause without what decides nothing and is not printed.
fn bare(clause: &Clause) -> Clause {
    let clause = clause.clone();
    Clause { optional: false, at: None, pinned: None, confidence: None, notes: Vec::new(), allows: Vec::new(), ..clause }
}

/// Of a term: its forms, its meaning and its words.
pub fn of_term(term: &Term) -> Digest {
    let bare = Term { allows: Vec::new(), ..term.clone() };
    digest(&words_of(|writer| writer.term(&bare)))
}

/// Of a section without its clauses: its heading and its words.
pub fn of_section(section: &Section) -> Digest {
    let words = |word: &Option<Word>| word.as_ref().map(|word| word.value.clone()).unwrap_or_default();
    digest(&[words(&section.title), words(&section.text)].join("\n"))
}

fn words_of(write: impl Fn(&mut Writer)) -> String {
    let mut writer = Writer::probe();
    write(&mut writer);
    writer.finish()
}

fn digest(words: &str) -> Digest {
    let words: Vec<&str> = words.split_whitespace().collect();
    let digest = sha256(words.join(" ").as_bytes());
    digest.trim_start_matches("sha256:").chars().take(8).collect()
}
