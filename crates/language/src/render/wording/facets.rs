//! The facet whose words a proposition uses.

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
            Leaf::Term(at) => match self.term_facets.get(at).map(Vec::as_slice).unwrap_or_default() {
                ["purpose"] if self.begins_as_aim(at) => "aim",
                ["manner" | "standing" | "safeguard" | "done" | "scalar" | "local"] => self.named_aim(at),
                [only] => only,
                several if several.contains(&"action") => "action",
                _ => self.named_aim(at),
            },
        }
    }

    /// The facet of a term whose meaning has several: `aim` if the name of the term says so.
    fn named_aim(&self, term: usize) -> &'static str {
        let is_aim = self.begins_as_aim(term)
            || self.license.terms.get(term).is_some_and(|term| term.name.ends_with(self.drafting.words.things.aim_terms));
        if is_aim { "aim" } else { "mixed" }
    }

    /// Whether a term is called `Purpose of Harming Others`, or alike.
    fn begins_as_aim(&self, term: usize) -> bool {
        self.license.terms.get(term).is_some_and(|term| term.name.starts_with(self.drafting.words.things.aim_terms))
    }
}
