//! The facets in the meanings of terms.

use crate::license::{Condition, License};
use railc_core::vocabulary::Vocabulary;

/// For each term, the facets in its meaning, each once.
pub(super) fn of_terms<'a>(license: &'a License, vocabulary: &'a Vocabulary) -> Vec<Vec<&'a str>> {
    let mut facets = Facets { license, vocabulary, known: vec![None; license.terms.len()] };
    (0..license.terms.len()).for_each(|term| facets.find(term));
    facets.known.into_iter().map(Option::unwrap_or_default).collect()
}

/// The facets of terms, as far as they are known; terms rest on each other.
struct Facets<'a> {
    license: &'a License,
    vocabulary: &'a Vocabulary,
    known: Vec<Option<Vec<&'a str>>>,
}

impl<'a> Facets<'a> {
    fn find(&mut self, term: usize) {
        let Some(slot) = self.known.get_mut(term).filter(|known| known.is_none()) else { return };
        *slot = Some(Vec::new());
        let mut found: Vec<&'a str> = Vec::new();
        let mut waiting: Vec<&'a Condition> = self.license.terms.get(term).and_then(|term| term.means.as_ref()).into_iter().collect();
        while let Some(condition) = waiting.pop() {
            let facet = match condition {
                Condition::All(inner) | Condition::Any(inner) => {
                    waiting.extend(inner);
                    continue;
                }
                Condition::Not(inner) | Condition::Branch(inner, _) => {
                    waiting.push(inner);
                    continue;
                }
                Condition::Term(inner) => {
                    self.find(*inner);
                    let inner = self.known.get(*inner).and_then(Option::as_ref).into_iter().flatten();
                    inner.for_each(|facet| add(&mut found, facet));
                    continue;
                }
                Condition::Is(concept) => self.vocabulary.facet(self.vocabulary.concept(*concept).facet()).name(),
                Condition::Local(_) => "local",
                Condition::Compare(..) => "scalar",
            };
            add(&mut found, facet);
        }
        self.known.get_mut(term).into_iter().for_each(|slot| *slot = Some(std::mem::take(&mut found)));
    }
}

fn add<'a>(found: &mut Vec<&'a str>, facet: &'a str) {
    if !found.contains(&facet) {
        found.push(facet);
    }
}
