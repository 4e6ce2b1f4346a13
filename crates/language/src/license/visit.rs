//! Traversals of a license: its conditions and exceptions.

use super::{Clause, Condition, Exception, License, Rule};

impl License {
    /// Every condition of every section, rule, exception and term.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let terms = self.terms.iter().filter_map(|term| term.means.as_ref());
        let sections = self
            .sections
            .iter()
            .flat_map(|section| section.when.iter().chain(section.exceptions.iter().map(|exception| &exception.condition)));
        terms.chain(sections).chain(self.clauses().flat_map(|(_, clause)| clause.conditions()))
    }
}

impl Clause {
    /// The exceptions of the rule and of its branches.
    pub fn exceptions(&self) -> Vec<&Exception> {
        let mut found: Vec<&Exception> = match &self.rule {
            Rule::Prohibit { exceptions, .. } | Rule::Must { exceptions, .. } | Rule::Withdraw { exceptions, .. } => {
                exceptions.iter().collect()
            }
            Rule::Permit { .. } | Rule::Should { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => Vec::new(),
        };
        for condition in self.conditions() {
            condition.visit(&mut |part| {
                if let Condition::Branch(_, exceptions) = part {
                    found.extend(exceptions);
                }
            });
        }
        found
    }

    /// Every condition of its rule and exceptions.
    pub(super) fn conditions(&self) -> Vec<&Condition> {
        match &self.rule {
            Rule::Permit { when, unless, .. } => when.iter().chain(unless).collect(),
            Rule::Prohibit { condition, exceptions } => {
                std::iter::once(condition).chain(exceptions.iter().map(|exception| &exception.condition)).collect()
            }
            Rule::Must { performance, when, exceptions, .. } => {
                std::iter::once(performance).chain(when).chain(exceptions.iter().map(|exception| &exception.condition)).collect()
            }
            Rule::Withdraw { when, exceptions, .. } => {
                std::iter::once(when).chain(exceptions.iter().map(|exception| &exception.condition)).collect()
            }
            Rule::Should { performance, when, .. } => std::iter::once(performance).chain(when).collect(),
            Rule::LicensorMay(_) | Rule::NotModelled(_) => Vec::new(),
        }
    }
}

impl Condition {
    /// This condition and every one inside it; terms are not expanded.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Condition)) {
        see(self);
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.visit(see)),
            Condition::Not(part) => part.visit(see),
            Condition::Branch(part, exceptions) => {
                part.visit(see);
                exceptions.iter().for_each(|exception| exception.condition.visit(see));
            }
            Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) | Condition::Term(_) => {}
        }
    }
}
