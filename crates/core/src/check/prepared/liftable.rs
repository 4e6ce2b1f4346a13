//! Rules with their exceptions kept apart, to tell what an exception lifts (semantics §5).

use crate::logic::Program;
use crate::policy::{Condition, Exception, Lifts, Policy};

use super::lowering::Lowering;

/// A rule that exceptions may lift.
#[derive(Debug, Clone)]
pub(in crate::check) struct Liftable {
    pub id: String,
    /// When it would act without any exception.
    pub bare: Program,
    /// Its exceptions, by id: its own, then those of its branches.
    pub exceptions: Vec<(String, Program)>,
}

impl Liftable {
    /// The prohibitions, duties and limits of a policy that have exceptions.
    pub(super) fn all(lowering: &Lowering<'_>) -> Vec<Liftable> {
        let policy: &Policy = lowering.policy;
        let prohibitions = policy.prohibitions().iter().map(|rule| (&rule.cited.id, &rule.condition, &rule.exceptions[..]));
        let duties = policy.duties().iter().map(|duty| (&duty.cited.id, &duty.trigger, &duty.exceptions[..]));
        let mut rules: Vec<(&String, &Condition, &[Exception])> = prohibitions.chain(duties).collect();
        for grant in policy.grants() {
            grant.condition.visit(&mut |part| {
                if let Condition::Not(limit, Some(Lifts::Limit(id))) = part {
                    rules.push((&policy.limits().get(*id).cited.id, limit, &[]));
                }
            });
        }
        rules.retain(|(_, condition, exceptions)| !exceptions.is_empty() || has_branch_exceptions(condition));
        rules.into_iter().map(|(id, condition, exceptions)| Liftable::new(id, condition, exceptions, lowering)).collect()
    }

    fn new(id: &str, condition: &Condition, exceptions: &[Exception], lowering: &Lowering<'_>) -> Liftable {
        let own = exceptions.iter().map(|exception| (exception.id.clone(), lowering.program(&exception.condition)));
        let mut exceptions: Vec<(String, Program)> = own.collect();
        let bare = without_branch_exceptions(condition, &mut |id, exception| exceptions.push((id.to_owned(), lowering.program(exception))));
        Liftable { id: id.to_owned(), bare: lowering.program(&bare), exceptions }
    }
}

fn has_branch_exceptions(condition: &Condition) -> bool {
    let mut has_some = false;
    condition.visit(&mut |part| has_some |= matches!(part, Condition::Not(_, Some(Lifts::Exception(_)))));
    has_some
}

/// The condition as if the exceptions of its branches were not there; `see` is shown each.
fn without_branch_exceptions(condition: &Condition, see: &mut impl FnMut(&str, &Condition)) -> Condition {
    let mut inside = |parts: &[Condition]| parts.iter().map(|part| without_branch_exceptions(part, see)).collect();
    match condition {
        Condition::All(parts) => Condition::All(inside(parts)),
        Condition::Any(parts) => Condition::Any(inside(parts)),
        Condition::Not(exception, Some(Lifts::Exception(id))) => {
            see(id, exception);
            Condition::always()
        }
        Condition::Not(..) | Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => condition.clone(),
    }
}
