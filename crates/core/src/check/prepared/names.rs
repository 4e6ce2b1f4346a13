//! What the names that a use may say mean under one policy.

use crate::policy::{LocalId, Policy};
use crate::vocabulary::{Index, Named};

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Meaning {
    /// Something of the vocabulary.
    Named(Named),
    /// A proposition of the policy's own.
    Local(LocalId),
}

/// Finds what names mean under one policy.
#[derive(Debug, Clone)]
pub(in crate::check) struct Lookup {
    /// The policy's own propositions.
    locals: Index,
}

impl Lookup {
    /// For one policy.
    pub fn new(policy: &Policy) -> Lookup {
        let locals = policy.propositions();
        Lookup { locals: Index::new(locals.len(), locals.iter().map(|local| local.id.as_str())) }
    }

    /// What a name means under the policy that this was made for.
    #[inline]
    pub fn meaning(&self, name: &str, policy: &Policy) -> Option<Meaning> {
        if let Some(named) = policy.vocabulary().find(name) {
            return Some(Meaning::Named(named));
        }
        let local = self.locals.find(name, |row| policy.propositions().get(LocalId::at(row)).id.as_str())?;
        Some(Meaning::Local(LocalId::at(local)))
    }
}
