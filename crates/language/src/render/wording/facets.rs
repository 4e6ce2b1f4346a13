//! The facet whose words a proposition uses.

use crate::license::Condition;

use super::drafter::Drafter;
use super::tree::Leaf;

impl Drafter<'_> {
    /// The facet whose words a proposition uses. A term uses that of its meaning; `mixed` if the meaning has several.
    pub(super) fn facet(&self, leaf: Leaf) -> &str {
        match leaf {
            Leaf::Is(concept) => self.vocabulary.facet(self.vocabulary.concept(concept).facet()).name(),
            Leaf::PurposeOrEffect(_) => "purpose or effect",
            Leaf::Local(_) => "local",
            Leaf::Compare(..) => "scalar",
            Leaf::Term(at) => {
                let mut facets = Vec::new();
                self.term_facets(at, &mut Vec::new(), &mut facets);
                match facets.as_slice() {
                    ["purpose"] if self.begins_as_aim(at) => "aim",
                    ["manner" | "standing" | "safeguard" | "done" | "scalar" | "local"] => self.named_aim(at),
                    [only] => only,
                    several if several.contains(&"action") => "action",
                    _ => self.named_aim(at),
                }
            }
        }
    }

    /// The facet of a term whose meaning has several: `aim` if the name of the term says so.
    fn named_aim(&self, term: usize) -> &'static str {
        let is_aim =
            self.begins_as_aim(term) || self.license.terms.get(term).is_some_and(|term| term.name.ends_with(self.words.things.aim_terms));
        if is_aim { "aim" } else { "mixed" }
    }

    /// Whether a term is called `Purpose of Harming Others`, or alike.
    fn begins_as_aim(&self, term: usize) -> bool {
        self.license.terms.get(term).is_some_and(|term| term.name.starts_with(self.words.things.aim_terms))
    }

    /// The facets in the meaning of a term, each once.
    fn term_facets<'s>(&'s self, term: usize, seen: &mut Vec<usize>, found: &mut Vec<&'s str>) {
        if seen.contains(&term) {
            return;
        }
        seen.push(term);
        let mut waiting: Vec<&Condition> = self.license.terms.get(term).and_then(|term| term.means.as_ref()).into_iter().collect();
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
                    self.term_facets(*inner, seen, found);
                    continue;
                }
                Condition::Is(concept) => self.facet(Leaf::Is(*concept)),
                Condition::Local(_) => "local",
                Condition::Compare(..) => "scalar",
            };
            if !found.contains(&facet) {
                found.push(facet);
            }
        }
    }
}
