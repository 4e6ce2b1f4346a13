//! To Cedar: a `forbid` for each prohibition and a `permit` for each grant, over a set of names in the context.

use std::str::FromStr;

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression};
use railc_core::policy::{Condition, Policy};
use railc_core::usage::{Said, Use};

use crate::facts::{self, IsA};

/// How a use's facts stand in the context.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One set of names: `context.facts.contains("purpose.fraud")`.
    Set,
    /// A boolean for each name, as a set can't be unknown in part: `context["purpose.fraud"]`.
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
        let context = match self.shape {
            Shape::Set => {
                let names = self.is_a.said(described, Said::Holds).map(|name| RestrictedExpression::new_string(name.to_owned()));
                Context::from_pairs([("facts".to_owned(), RestrictedExpression::new_set(names))])
            }
            Shape::Booleans => {
                let of = |said: Said| self.is_a.said(described, said).collect::<std::collections::BTreeSet<_>>();
                let (holds, unknown) = (of(Said::Holds), of(Said::Unknown));
                Context::from_pairs(self.is_a.mentioned.iter().map(|name| {
                    let is_unknown = !holds.contains(name.as_str()) && unknown.contains(name.as_str());
                    let value = if is_unknown {
                        RestrictedExpression::new_unknown(name)
                    } else {
                        RestrictedExpression::new_bool(holds.contains(name.as_str()))
                    };
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
            Condition::All(parts) => self.joined(parts, " && ", "true", "containsAll"),
            Condition::Any(parts) => self.joined(parts, " || ", "false", "containsAny"),
            Condition::Not(part, _) => format!("!({})", self.condition(part)),
            Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => {
                let name = facts::name(self.policy, condition).expect("a leaf has a name");
                match self.shape {
                    Shape::Set => format!("context.facts.contains(\"{name}\")"),
                    Shape::Booleans => format!("context[\"{name}\"]"),
                }
            }
        }
    }

    /// Leaves alone are one call on the set; other parts are joined.
    fn joined(&self, parts: &[Condition], sign: &str, none: &str, call: &str) -> String {
        let names: Option<Vec<String>> = parts.iter().map(|part| facts::name(self.policy, part)).collect();
        match names {
            _ if parts.is_empty() => none.to_owned(),
            Some(names) if self.shape == Shape::Set && names.len() > 1 => format!("context.facts.{call}({names:?})"),
            _ => format!("({})", parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>().join(sign)),
        }
    }
}
