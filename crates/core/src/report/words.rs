//! The words of an answer: names, phrases, questions, and why something is presumed.

use crate::check::{About, Addressee, Due, Origin, Presumption, Status};
use crate::policy::{Confidence, Policy};
use crate::vocabulary::ConceptId;

/// `purpose.medical.advice`, `monthly-active-users > 700000000`, `module.weapons`: as people and JSON name it.
pub fn name(policy: &Policy, about: About) -> String {
    match about {
        About::Concept(concept) => policy.vocabulary().concept(concept).name().to_owned(),
        About::Number { scalar, limit, strict } => {
            format!("{} {} {limit}", policy.vocabulary().scalar(scalar).name(), if strict { ">" } else { ">=" })
        }
        About::Local(local) => policy.propositions().get(local).id.clone(),
    }
}

/// The concept's or the scalar's phrase.
pub fn phrase(policy: &Policy, about: About) -> &str {
    match about {
        About::Concept(concept) => policy.vocabulary().concept(concept).phrase(),
        About::Number { scalar, .. } => policy.vocabulary().scalar(scalar).phrase(),
        About::Local(_) => "",
    }
}

/// The question to a person.
pub fn ask(policy: &Policy, about: About) -> String {
    match about {
        About::Concept(concept) => policy.vocabulary().concept(concept).ask().to_owned(),
        About::Number { scalar, limit, strict } => {
            let scalar = policy.vocabulary().scalar(scalar);
            let comparison = if strict { "more than" } else { "at least" };
            format!("{}: {comparison} {} {}?", scalar.ask().trim_end_matches('?'), grouped(&limit.to_string()), scalar.unit())
        }
        About::Local(local) => policy.propositions().get(local).ask.clone(),
    }
}

/// `700,000,000`: a number with its digits in groups.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.len();
    let comma = |(at, digit): (usize, char)| {
        let before = (at > 0 && (digits - at) % 3 == 0).then_some(',');
        before.into_iter().chain([digit])
    };
    whole.chars().enumerate().flat_map(comma).chain(rest.chars()).collect()
}

/// What stands beside a clause on which lawyers may differ.
pub fn disputed(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Medium => "lawyers may differ on this clause",
        Confidence::Low => "lawyers are likely to differ on this clause",
    }
}

/// `operator`.
pub fn addressee(addressee: Addressee) -> &'static str {
    match addressee {
        Addressee::Operator => "operator",
        Addressee::Licensor => "licensor",
        Addressee::Counsel => "counsel",
    }
}

/// `stated`.
pub fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Stated => "stated",
        Origin::Implied => "implied",
        Origin::Presumed(_) => "presumed",
    }
}

/// Why a presumption is made; `None` if it is not a presumption.
pub fn presumed_why(policy: &Policy, origin: Origin) -> Option<String> {
    let Origin::Presumed(presumption) = origin else { return None };
    Some(match presumption {
        Presumption::Default(facet) => format!("where nothing is said of {}", policy.vocabulary().facet(facet).name()),
        Presumption::Closed(facet) => format!("facet {} is closed", policy.vocabulary().facet(facet).name()),
        Presumption::Odd => "only exceptional uses have it".to_owned(),
        Presumption::Usual(scalar) => format!("usual for {}", policy.vocabulary().scalar(scalar).name()),
    })
}

/// `due`.
pub(super) fn due(due: Due) -> &'static str {
    match due {
        Due::Due => "due",
        Due::Possible => "possible",
    }
}

/// `met`.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Unmet => "unmet",
        Status::Unknown => "unknown",
    }
}

/// What is shown where a grant would be cited.
pub fn no_grant(policy: &Policy, action: ConceptId) -> String {
    let action = policy.vocabulary().concept(action);
    format!("no grant names {} (to {})", action.name(), action.phrase())
}
