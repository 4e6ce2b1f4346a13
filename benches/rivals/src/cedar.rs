//! To Cedar: a `forbid` for each prohibition and a `permit` for each grant, over names in the context.
//!
//! A set of names would read better, but Cedar takes longer over it: it hashes at each `contains`, and makes the set in `containsAny([..])` anew
//! each time.

use std::collections::BTreeSet;
use std::str::FromStr;

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression};
use railc_core::policy::{Condition, Policy};
use railc_core::usage::{Said, Use};

use crate::facts::{self, IsA};

/// How a use's facts stand in the context.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An attribute for each name that holds: `context has "purpose.fraud"`.
    Present,
    /// A boolean for each name that rules mention, which may be unknown: `context["purpose.fraud"]`.
    Booleans,
}

/// A policy ready in Cedar.
pub struct Cedar {
    policies: PolicySet,
    authorizer: Authorizer,
    entities: Entities,
    uids: [EntityUid; 3],
    is_a: IsA,
    shape: Shape,
}

impl Cedar {
    /// Translates and parses a policy.
    pub fn new(policy: &Policy, shape: Shape) -> Cedar {
        let text = Translation { policy, shape }.policies();
        Cedar {
            policies: PolicySet::from_str(&text).expect("the translation is Cedar"),
            authorizer: Authorizer::new(),
            entities: Entities::empty(),
            uids: ["User::\"u\"", "Action::\"use\"", "License::\"l\""].map(|uid| EntityUid::from_str(uid).expect("it is an entity")),
            is_a: IsA::new(policy),
            shape,
        }
    }

    /// The request for a use: a new one each time.
    pub fn request(&self, described: &Use) -> Request {
        let of = |said: Said| self.is_a.said(described, said).collect::<BTreeSet<_>>();
        let holds = of(Said::Holds);
        let boolean = RestrictedExpression::new_bool;
        let context = match self.shape {
            Shape::Present => Context::from_pairs(holds.into_iter().map(|name| (name.to_owned(), boolean(true)))),
            Shape::Booleans => {
                let unknown = of(Said::Unknown);
                Context::from_pairs(self.is_a.mentioned.iter().map(|name| {
                    let holds = holds.contains(name.as_str());
                    let is_unknown = !holds && unknown.contains(name.as_str());
                    let value = if is_unknown { RestrictedExpression::new_unknown(name) } else { boolean(holds) };
                    (name.clone(), value)
                }))
            }
        };
        let [principal, action, resource] = self.uids.clone();
        Request::new(principal, action, resource, context.expect("names do not repeat"), None).expect("there is no schema to break")
    }

    /// The decision.
    pub fn allows(&self, request: &Request) -> bool {
        self.authorizer.is_authorized(request, &self.policies, &self.entities).decision() == Decision::Allow
    }

    /// The decision by partial evaluation; `None` where residual policies are left.
    pub fn allows_in_part(&self, request: &Request) -> Option<bool> {
        let response = self.authorizer.is_authorized_partial(request, &self.policies, &self.entities);
        response.decision().map(|decision| decision == Decision::Allow)
    }
}

struct Translation<'a> {
    policy: &'a Policy,
    shape: Shape,
}

impl Translation<'_> {
    fn policies(&self) -> String {
        let mut text = String::new();
        for rule in self.policy.prohibitions() {
            let lifted: String =
                rule.exceptions.iter().map(|exception| format!(" && !({})", self.condition(&exception.condition))).collect();
            text += &format!("forbid(principal, action, resource) when {{ {}{lifted} }};\n", self.condition(&rule.condition));
        }
        for grant in self.policy.grants() {
            let given = Condition::Any(grant.actions.iter().map(|action| Condition::Is(*action)).collect());
            text += &format!(
                "permit(principal, action, resource) when {{ {} && {} }};\n",
                self.condition(&given),
                self.condition(&grant.condition)
            );
        }
        text
    }

    fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::All(parts) => self.joined(parts, " && ", "true"),
            Condition::Any(parts) => self.joined(parts, " || ", "false"),
            Condition::Not(part, _) => format!("!({})", self.condition(part)),
            Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => {
                let name = facts::name(self.policy, condition).expect("a leaf has a name");
                match self.shape {
                    Shape::Present => format!("context has \"{name}\""),
                    Shape::Booleans => format!("context[\"{name}\"]"),
                }
            }
        }
    }

    fn joined(&self, parts: &[Condition], sign: &str, none: &str) -> String {
        if parts.is_empty() {
            return none.to_owned();
        }
        format!("({})", parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>().join(sign))
    }
}
