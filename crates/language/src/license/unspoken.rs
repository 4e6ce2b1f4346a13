//! Rules that hang on what hardly anybody states unasked, such as what kind of body the licensee is.
//!
//! Where nothing raises it and the license does not ask, it is presumed absent, and the rule never acts on a use that does not say.

use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::{Closed, ConceptId, FacetId, Vocabulary};

use super::resolver::Resolver;
use super::{Asked, Clause, Condition, License, Rule, Section};

/// Reports own rules that hold only where something is stated that hardly anybody states unasked.
pub(super) fn check(license: &License, resolver: &Resolver<'_>) -> Vec<Diagnostic> {
    let vocabulary = resolver.vocabulary;
    let silence = Silence { license, vocabulary };
    license.clauses().filter(|(_, clause)| !clause.is_inherited).filter_map(|(section, clause)| silence.report(section, clause)).collect()
}

/// What is presumed absent though nobody said so.
struct Silence<'a> {
    license: &'a License,
    vocabulary: &'a Vocabulary,
}

impl Silence<'_> {
    fn report(&self, section: &Section, clause: &Clause) -> Option<Diagnostic> {
        let own = match &clause.rule {
            Rule::Permit { when, .. } | Rule::Must { when, .. } => when.as_ref()?,
            Rule::Prohibit { condition: when, .. } | Rule::Withdraw { when, .. } => when,
            Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => return None,
        };
        let fails = [Some(own), section.when.as_ref()].into_iter().flatten().any(|condition| self.value(condition) == Some(false));
        let mut named = Vec::new();
        self.unspoken(own, &mut named);
        let first = fails.then_some(named.first()?)?;
        let (name, facet) = (self.vocabulary.concept(*first).name(), self.vocabulary.facet(self.vocabulary.concept(*first).facet()).name());
        let message = format!("`@{}` hangs on what a use says of its `{facet}`, and hardly any use says it unasked", clause.id);
        let diagnostic = Diagnostic::new(Code::Unspoken, message).at(clause.span, "never acts on a use that does not say");
        Some(diagnostic.help(format!("let everybody be asked: `asks {name}` in the head")))
    }

    /// The value of a condition where nothing unspoken holds; `None` where it hangs on something else.
    fn value(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::All(parts) => self.joined(parts, false),
            Condition::Any(parts) => self.joined(parts, true),
            Condition::Not(part) => self.value(part).map(|value| !value),
            Condition::Branch(part, _) => self.value(part).filter(|value| !value),
            Condition::Is(concept) => self.is_unspoken(*concept).then_some(false),
            Condition::Term(_) => self.meaning(condition).and_then(|means| self.value(means)),
            Condition::Local(_) | Condition::Compare(..) => None,
        }
    }

    /// The value of parts one of which decides where it has the value `deciding`.
    fn joined(&self, parts: &[Condition], deciding: bool) -> Option<bool> {
        let values: Vec<Option<bool>> = parts.iter().map(|part| self.value(part)).collect();
        let is_decided = values.contains(&Some(deciding));
        if is_decided { Some(deciding) } else { (!values.contains(&None)).then_some(!deciding) }
    }

    fn meaning(&self, condition: &Condition) -> Option<&Condition> {
        match condition {
            Condition::Term(term) => self.license.terms.get(*term)?.means.as_ref(),
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Branch(..)
            | Condition::Is(_)
            | Condition::Local(_)
            | Condition::Compare(..) => None,
        }
    }

    /// The unspoken concepts of a condition.
    fn unspoken(&self, condition: &Condition, found: &mut Vec<ConceptId>) {
        condition.visit(&mut |part| match part {
            Condition::Is(concept) if self.is_unspoken(*concept) => found.push(*concept),
            Condition::Term(_) => self.meaning(part).into_iter().for_each(|means| self.unspoken(means, found)),
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Branch(..)
            | Condition::Is(_)
            | Condition::Local(_)
            | Condition::Compare(..) => {}
        });
    }

    fn is_unspoken(&self, concept: ConceptId) -> bool {
        let vocabulary = self.vocabulary;
        let facet = vocabulary.concept(concept).facet();
        vocabulary.facet(facet).is_unspoken()
            && vocabulary.facet(facet).closed() == Closed::Always
            && !self.is_asked(concept, facet)
            && !vocabulary.concepts().any(|other| other.raises().iter().any(|raised| leads_to(vocabulary, *raised, concept)))
    }

    fn is_asked(&self, concept: ConceptId, facet: FacetId) -> bool {
        self.license.asks.iter().any(|asked| match asked {
            Asked::Concept(asked) => self.vocabulary.is_a(concept, *asked) || self.vocabulary.is_a(*asked, concept),
            Asked::Facet(asked) => *asked == facet,
            Asked::Scalar(_) => false,
        })
    }
}

/// Whether what is raised leaves a concept open: as itself, an extension, or an ancestor of one of these.
fn leads_to(vocabulary: &Vocabulary, raised: ConceptId, concept: ConceptId) -> bool {
    std::iter::once(raised).chain(vocabulary.concept(raised).below().iter().copied()).any(|open| vocabulary.is_a(open, concept))
}
