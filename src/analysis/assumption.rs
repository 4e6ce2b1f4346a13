//! What if: a use with something assumed of it, in the place of what it says.

use railc_core::base::Interval;
use railc_core::usage::{Fact, NumberFact, Said, Use};
use railc_core::vocabulary::Vocabulary;

/// Something assumed of a use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assumption {
    /// Of a concept, a module or a question, by its id.
    Fact(String, Said),
    /// Of a scalar.
    Number(String, Interval),
}

impl Assumption {
    /// The use of which this is assumed. What it states to the contrary is dropped, such as a concept where its parent is assumed to fail.
    pub fn of(&self, described: &Use, vocabulary: &Vocabulary) -> Use {
        let mut described = described.clone();
        match self {
            Assumption::Fact(name, said) => {
                described.facts.retain(|fact| fact.name != *name && !contradicts(fact, name, *said, vocabulary));
                described.facts.push(Fact { name: name.clone(), said: *said, place: None });
            }
            Assumption::Number(name, interval) => {
                described.numbers.retain(|number| number.name != *name);
                described.per_license.values_mut().for_each(|numbers| numbers.retain(|number| number.name != *name));
                described.numbers.push(NumberFact { name: name.clone(), interval: *interval, place: None });
            }
        }
        described
    }
}

/// Whether a statement can't stand beside what is assumed.
fn contradicts(fact: &Fact, name: &str, said: Said, vocabulary: &Vocabulary) -> bool {
    let Some((stated, assumed)) = vocabulary.find_concept(&fact.name).zip(vocabulary.find_concept(name)) else { return false };
    match (said, fact.said) {
        (Said::Holds, Said::Fails) => vocabulary.is_a(assumed, stated),
        (Said::Holds, Said::Holds) => vocabulary.excludes(assumed, stated),
        (Said::Fails | Said::Unknown, Said::Holds) => vocabulary.is_a(stated, assumed),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_to_the_contrary_is_dropped() {
        let fact = |name: &str, said| Fact { name: name.to_owned(), said, place: None };
        let described = Use {
            facts: vec![
                fact("purpose.medical.advice", Said::Holds),
                fact("purpose.spam", Said::Fails),
                fact("safeguard.human-review", Said::Fails),
            ],
            ..Use::default()
        };
        let names = |assumption: Assumption| {
            let assumed = assumption.of(&described, railc_library::vocabulary());
            assumed.facts.into_iter().map(|fact| (fact.name, fact.said)).collect::<Vec<_>>()
        };
        let no_medicine = names(Assumption::Fact("purpose.medical".to_owned(), Said::Fails));
        assert!(no_medicine.iter().all(|(name, _)| name != "purpose.medical.advice") && no_medicine.len() == 3);
        let reviewed = names(Assumption::Fact("safeguard.human-review".to_owned(), Said::Holds));
        assert!(reviewed.contains(&("safeguard.human-review".to_owned(), Said::Holds)) && reviewed.len() == 3);
    }
}
