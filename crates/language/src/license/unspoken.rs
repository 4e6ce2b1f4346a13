//! Rules that hang on what hardly anybody states unasked, such as what kind of body the licensee is.
//!
//! Where nothing raises it and the license does not ask, it is presumed absent, and the rule never acts on a use that does not say.

use std::collections::BTreeSet;

use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::{Closed, ConceptId, Vocabulary};

use super::resolver::Resolver;
use super::{Asked, Clause, Condition, License, Rule, Section};

/// Reports own rules that hold only where something is stated that hardly anybody states unasked.
pub(super) fn check(license: &License, resolver: &Resolver<'_>) -> Vec<Diagnostic> {
    let vocabulary = resolver.vocabulary;
    let silence = Silence { license, vocabulary, unspoken: unspoken(license, vocabulary) };
    license.clauses().filter(|(_, clause)| !clause.is_inherited).filter_map(|(section, clause)| silence.report(section, clause)).collect()
}

/// What is presumed absent though nobody said so.
struct Silence<'a> {
    license: &'a License,
    vocabulary: &'a Vocabulary,
    unspoken: BTreeSet<ConceptId>,
}

impl Silence<'_> {
    fn report(&self, section: &Section, clause: &Clause) -> Option<Diagnostic> {
        let own = match &clause.rule {
            Rule::Permit { when, .. } | Rule::Must { when, .. } => when.as_ref(),
            Rule::Prohibit { condition: when, .. } | Rule::Withdraw { when, .. } => Some(when),
            Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => return None,
        };
        let failing = [own, section.when.as_ref()].into_iter().flatten().find(|condition| self.value(condition) == Some(false))?;
        let mut named = Vec::new();
        self.named(failing, &mut named);
        let first = named.first()?;
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
            Condition::Is(concept) => self.unspoken.contains(concept).then_some(false),
            Condition::Term(term) => self.meaning(*term).and_then(|means| self.value(means)),
            Condition::Local(_) | Condition::Compare(..) => None,
        }
    }

    /// The value of parts one of which decides where it has the value `deciding`.
    fn joined(&self, parts: &[Condition], deciding: bool) -> Option<bool> {
        let values: Vec<Option<bool>> = parts.iter().map(|part| self.value(part)).collect();
        let is_decided = values.contains(&Some(deciding));
        if is_decided { Some(deciding) } else { (!values.contains(&None)).then_some(!deciding) }
    }

    fn meaning(&self, term: usize) -> Option<&Condition> {
        self.license.terms.get(term)?.means.as_ref()
    }

    /// The unspoken concepts of a condition.
    fn named(&self, condition: &Condition, found: &mut Vec<ConceptId>) {
        condition.visit(&mut |part| match part {
            Condition::Is(concept) if self.unspoken.contains(concept) => found.push(*concept),
            Condition::Term(term) => self.meaning(*term).into_iter().for_each(|means| self.named(means, found)),
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Branch(..)
            | Condition::Is(_)
            | Condition::Local(_)
            | Condition::Compare(..) => {}
        });
    }
}

/// The concepts that are presumed absent where a use does not speak of their facet, and that hardly any use states unasked: nothing raises them, and the
/// license does not ask.
fn unspoken(license: &License, vocabulary: &Vocabulary) -> BTreeSet<ConceptId> {
    let facets =
        vocabulary.facet_ids().filter(|id| vocabulary.facet(*id).is_unspoken() && vocabulary.facet(*id).closed() == Closed::Always);
    let mut unspoken: BTreeSet<ConceptId> = facets.flat_map(|facet| vocabulary.concepts_of(facet)).collect();
    let raised = vocabulary.concepts().flat_map(|concept| concept.raises().iter().copied());
    let opened = raised.flat_map(|raised| std::iter::once(raised).chain(vocabulary.concept(raised).below().iter().copied()));
    let asked = license.asks.iter().filter_map(|asked| match asked {
        Asked::Concept(concept) => Some(*concept),
        Asked::Facet(_) | Asked::Scalar(_) => None,
    });
    for open in opened.chain(asked.flat_map(|asked| vocabulary.with_descendants(asked))) {
        vocabulary.with_ancestors(open).for_each(|concept| _ = unspoken.remove(&concept));
    }
    unspoken.retain(|concept| !license.asks.contains(&Asked::Facet(vocabulary.concept(*concept).facet())));
    unspoken
}
