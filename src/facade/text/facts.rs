//! The facts that decide, each with where the use says so.

use railc_core::base::{Sources, Span};
use railc_core::check::{About, Origin, Presumption, Reason, Role, Verdict};
use railc_core::policy::Policy;
use railc_core::report::words;

use super::{Fit, Look, Page, Words, spoken};

/// The most facts shown of those that a permission rests on.
const MOST_OF_PERMISSION: usize = 4;

impl Words<'_> {
    /// The facts that decide; then those that only rule out `prohibited`.
    pub(super) fn facts(&self, look: Look, page: &mut Page) {
        let shown = self.shown();
        let most = if self.verdict() == Verdict::Permitted && !look.presumed { MOST_OF_PERMISSION } else { usize::MAX };
        self.list("because", shown.iter().copied().filter(|reason| reason.role == Role::Decides).collect(), most, page);
        let beside: Vec<&Reason> = shown.into_iter().filter(|reason| reason.role == Role::RulesOutProhibited).collect();
        if !beside.is_empty() {
            page.line("  and this rules out no more than `prohibited`:");
            self.list("", beside, most, page);
        }
    }

    fn list(&self, lead: &str, reasons: Vec<&Reason>, most: usize, page: &mut Page) {
        let leads =
            std::iter::once(format!("  {lead:<9}")).chain(std::iter::repeat(format!("  {:<9}", if lead.is_empty() { "" } else { "and" })));
        let rows: Vec<(String, String, String)> = leads
            .zip(reasons.iter().take(most))
            .map(|(lead, reason)| (lead, fact(self.policy, reason), format!("({})", origin(self.policy, reason, self.sources))))
            .collect();
        page.rows(&rows, Fit::Whole);
        if reasons.len() > rows.len() {
            page.words(None, "  and      ", &format!("{} more that you said (`--presumed`)", reasons.len() - rows.len()), 11, Fit::Whole);
        }
    }

    /// The reasons to show as facts. The others are told as what was not said; modules are in the heading.
    fn shown(&self) -> Vec<&Reason> {
        self.explanation.because.iter().filter(|reason| self.is_fact(reason)).collect()
    }

    /// Whether a reason is shown as a fact rather than as what was not said.
    pub(super) fn is_fact(&self, reason: &Reason) -> bool {
        let is_presumed = matches!(reason.origin, Origin::Presumed(_));
        match self.verdict() {
            Verdict::Prohibited | Verdict::Refused => true,
            Verdict::Permitted | Verdict::Undetermined => !is_presumed && !is_module(self.policy, reason.about),
            Verdict::NotGranted if reason.role == Role::Decides => true,
            Verdict::NotGranted => !is_presumed && !is_module(self.policy, reason.about),
        }
    }
}

fn is_module(policy: &Policy, about: About) -> bool {
    matches!(about, About::Local(local) if policy.propositions().get(local).module().is_some())
}

/// `not purpose medical.advice`, `monthly-active-users <= 700000000`
pub(in crate::facade) fn fact(policy: &Policy, reason: &Reason) -> String {
    match (reason.about, reason.holds) {
        (About::Number { scalar, limit, strict }, false) => {
            format!("{} {} {limit}", policy.vocabulary().scalar(scalar).name(), if strict { "<=" } else { "<" })
        }
        (about @ About::Number { .. }, true) => words::name(policy, about),
        (about, true) => spoken(&words::name(policy, about)),
        (about, false) => format!("not {}", spoken(&words::name(policy, about))),
    }
}

/// `stated, use.yaml:4`
pub(in crate::facade) fn origin(policy: &Policy, reason: &Reason, sources: &Sources) -> String {
    match (reason.origin, reason.place) {
        (_, Some(span)) => format!("{}, {}", words::origin(reason.origin), line(sources, span)),
        (Origin::Stated, None) if is_module(policy, reason.about) => "chosen".to_owned(),
        (Origin::Stated | Origin::Implied, None) => words::origin(reason.origin).to_owned(),
        (Origin::Presumed(Presumption::Default(facet)), None) => {
            format!("presumed, as nothing was said of {}", policy.vocabulary().facet(facet).name())
        }
        (Origin::Presumed(Presumption::Closed(_) | Presumption::Odd | Presumption::Usual(_)), None) => {
            "presumed, as you did not say".to_owned()
        }
    }
}

/// `use.yaml:4`
fn line(sources: &Sources, span: Span) -> String {
    let place = sources.place(span);
    place.rsplit_once(':').map_or(place.clone(), |(line, _)| line.to_owned())
}
