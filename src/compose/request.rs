//! What somebody wants a new license to be.

use railc_language::library::Library;
use railc_language::syntax;

use super::kind::{Covered, Kind};

/// What a license says of its parties and of what is licensed. What is empty becomes a blank, or stays as it is in a fork.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The name of what is licensed.
    pub name: String,
    /// Who gives the license.
    pub licensor: String,
    /// Where notices to the licensor go.
    pub contact: String,
    /// The governing law.
    pub law: String,
    /// The place whose courts decide.
    pub venue: String,
}

/// What a new license is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// How much it gives.
    pub kind: Kind,
    /// What it covers: at least one, in the order of [`Covered::ALL`].
    pub covers: Vec<Covered>,
    /// The restrictions, by their ids.
    pub restrictions: Vec<String>,
    /// The title of the license.
    pub title: String,
    /// Its id.
    pub id: String,
    /// Its parties, and what is licensed.
    pub particulars: Particulars,
    /// What the spec says about itself, as comments.
    pub about: String,
}

/// An id made of a title that a spec can have: neither a word of the language nor the name of a license of the library, before which `my-` is put.
pub fn free_id(title: &str, library: Library) -> String {
    let id = id_of(title);
    if syntax::is_word(&id) && library.license(&id).is_none() { id } else { format!("my-{id}") }
}

/// An id made of a title: lower case, words joined by hyphens, `OpenRAIL` in two of them.
fn id_of(title: &str) -> String {
    let spelled = title.replace("RAIL", "-rail").replace("Research-rail", "research-rail");
    let signs = spelled.chars().map(|sign| if sign.is_ascii_alphanumeric() || sign == '.' { sign.to_ascii_lowercase() } else { '-' });
    let joined: String = signs.collect();
    let words: Vec<&str> = joined.split('-').map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "my-license".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn a_title_gives_an_id() {
        assert_eq!(id_of("Herbarium 1.5 OpenRAIL-MS"), "herbarium-1.5-open-rail-ms");
        assert_eq!(id_of("Grün ResearchRAIL-D"), "gr-n-research-rail-d");
        assert_eq!(id_of("RAIL-M"), "rail-m");
        assert_eq!(id_of("…"), "my-license");
    }
}
