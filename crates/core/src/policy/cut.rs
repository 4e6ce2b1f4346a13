//! The part of the whole vocabulary that a policy's rules depend on.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::vocabulary::{ConceptId, ScalarId, Vocabulary};

use super::{Condition, Policy};

impl Policy {
    /// Keeps of the vocabulary what the rules depend on, and gives every id anew.
    pub fn cut_vocabulary(&mut self, whole: &Vocabulary) {
        let mut concepts: BTreeSet<ConceptId> = self.grants.iter().flat_map(|grant| grant.actions.iter().copied()).collect();
        let mut scalars: BTreeSet<ScalarId> = BTreeSet::new();
        for condition in self.conditions() {
            condition.visit(&mut |part| match part {
                Condition::Is(concept) => {
                    concepts.insert(*concept);
                }
                Condition::Compare(scalar, ..) => {
                    scalars.insert(*scalar);
                }
                Condition::All(_) | Condition::Any(_) | Condition::Not(..) | Condition::Local(_) => {}
            });
        }
        // Whatever action a use names must be given by some grant.
        concepts.extend(whole.find_facet("action").into_iter().flat_map(|action| whole.concepts_of(action)));
        let part = whole.part(concepts, scalars);
        let concept = |id: ConceptId| part.find_concept(&whole.concept(id).name).expect("the part has every concept it was cut for");
        let scalar = |id: ScalarId| part.find_scalar(&whole.scalar(id).name).expect("the part has every scalar it was cut for");
        for grant in &mut self.grants {
            grant.actions = grant.actions.iter().map(|action| concept(*action)).collect();
            grant.condition.renew(&concept, &scalar);
        }
        for rule in &mut self.prohibitions {
            rule.condition.renew(&concept, &scalar);
            rule.exceptions.iter_mut().for_each(|exception| exception.condition.renew(&concept, &scalar));
        }
        for duty in &mut self.duties {
            duty.trigger.renew(&concept, &scalar);
            duty.performed_by.renew(&concept, &scalar);
            duty.exceptions.iter_mut().for_each(|exception| exception.condition.renew(&concept, &scalar));
        }
        self.vocabulary = Arc::new(part);
    }
}

impl Condition {
    fn renew(&mut self, concept: &impl Fn(ConceptId) -> ConceptId, scalar: &impl Fn(ScalarId) -> ScalarId) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| part.renew(concept, scalar)),
            Condition::Not(part, _) => part.renew(concept, scalar),
            Condition::Is(id) => *id = concept(*id),
            Condition::Compare(id, ..) => *id = scalar(*id),
            Condition::Local(_) => {}
        }
    }
}
