//! Which blanks of a license are still to be filled in?
//!
//! A blank is what lawyers write as one: words in square brackets, such as `[name of the model]`; or an empty name.

use railc_language::license::{License, Piece, Text};

/// A blank, and where it is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// `[name of the model]`; empty for an empty name.
    pub words: String,
    /// Where it is.
    pub home: Home,
}

/// The part of a spec that holds a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// The `licensor` line.
    Licensor,
    /// A `law` line.
    Law,
    /// The parameter of that name.
    Parameter(String),
    /// The text of the section, clause or term of that name.
    Text(String),
}

/// The blanks of a license, each once: in its head, then in its parameters, then in its texts.
pub fn find(license: &License) -> Vec<Blank> {
    let mut found: Vec<Blank> = Vec::new();
    let mut look = |text: &str, home: Home| {
        for words in blanks(text) {
            if !found.iter().any(|blank| blank.words == words) {
                found.push(Blank { words: words.to_owned(), home: home.clone() });
            }
        }
        if text.trim().is_empty() && !matches!(home, Home::Text(_)) {
            found.push(Blank { words: String::new(), home });
        }
    };
    license.licensor.iter().for_each(|licensor| look(licensor, Home::Licensor));
    license.laws.iter().for_each(|(law, _)| look(law, Home::Law));
    for parameter in &license.parameters {
        look(&parameter.value, Home::Parameter(parameter.name.clone()));
    }
    for (name, text) in texts(license) {
        for words in text.paragraphs.iter().flatten().filter_map(words) {
            look(words, Home::Text(name.to_owned()));
        }
    }
    found
}

/// The handwritten texts, with the names of their homes.
fn texts(license: &License) -> impl Iterator<Item = (&str, &Text)> {
    let terms = license.terms.iter().filter_map(|term| Some((term.name.as_str(), term.text.as_ref()?)));
    let sections = license.sections.iter().filter_map(|section| Some((section.id.as_str(), section.text.as_ref()?)));
    let clauses = license.clauses().filter_map(|(_, clause)| Some((clause.id.as_str(), clause.text.as_ref()?)));
    terms.chain(sections).chain(clauses)
}

fn words(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Words(words) => Some(words),
        Piece::Laws | Piece::Withdrawals | Piece::Object(_) | Piece::Reference(_) => None,
    }
}

/// Words in square brackets, brackets included, with at least one letter.
fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(']').filter_map(|piece| {
        let blank = piece.rfind('[').and_then(|at| piece.get(at..))?;
        (blank.ends_with(']') && blank.chars().any(char::is_alphabetic)).then_some(blank)
    })
}

#[cfg(test)]
mod tests {
    use super::blanks;

    #[test]
    fn a_blank_has_words_between_brackets() {
        assert_eq!(blanks("The law of [country] and [1], [] or [city").collect::<Vec<_>>(), ["[country]"]);
    }
}
