//! What is owed, what is not done first.

use std::collections::BTreeMap;

use railc_core::check::{About, Due, DutyState, Status, Verdict};
use railc_core::policy::{Cited, Condition};
use railc_core::report::words;
use railc_core::vocabulary::ConceptId;

use super::{Fit, Look, Page, Tone, Words, disputed, reference, spoken};

/// Where the words of a duty begin.
const INDENT: usize = 15;

/// How a duty stands; the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Unmet,
    UnmetIfDue,
    Due,
    MayFallDue,
    MetIfDue,
    Met,
}

impl Standing {
    fn of(state: &DutyState) -> Standing {
        match (state.due, state.status) {
            (Due::Due, Status::Unmet) => Standing::Unmet,
            (Due::Possible, Status::Unmet) => Standing::UnmetIfDue,
            (Due::Due, Status::Unknown) => Standing::Due,
            (Due::Possible, Status::Unknown) => Standing::MayFallDue,
            (Due::Possible, Status::Met) => Standing::MetIfDue,
            (Due::Due, Status::Met) => Standing::Met,
        }
    }

    fn lead(self) -> &'static str {
        match self {
            Standing::Unmet => "UNMET",
            Standing::UnmetIfDue => "UNMET if due",
            Standing::Due => "due",
            Standing::MayFallDue => "may fall due",
            Standing::MetIfDue => "met if due",
            Standing::Met => "met",
        }
    }

    fn tone(self) -> Option<Tone> {
        match self {
            Standing::Unmet | Standing::UnmetIfDue => Some(Tone::Bad),
            Standing::Due | Standing::MayFallDue => Some(Tone::Open),
            Standing::MetIfDue | Standing::Met => Some(Tone::Good),
        }
    }

    fn fit(self, look: Look) -> Fit {
        match self {
            _ if look.presumed => Fit::Whole,
            Standing::Unmet | Standing::UnmetIfDue => Fit::Whole,
            Standing::Due | Standing::MayFallDue => Fit::Lines(2),
            Standing::MetIfDue | Standing::Met => Fit::Lines(1),
        }
    }
}

impl Words<'_> {
    pub(super) fn duties(&self, look: Look, page: &mut Page) {
        let duties = self.explanation.answer.duties.iter().zip(&self.explanation.depends_on);
        let mut sorted: Vec<(Standing, &DutyState, &Vec<About>)> = duties.map(|(state, open)| (Standing::of(state), state, open)).collect();
        sorted.sort_by_key(|(standing, ..)| *standing);
        if sorted.is_empty() {
            return;
        }
        let mut listed = page.another();
        for (standing, state, open) in &sorted {
            // What is done is told in a line together, but for the whole words.
            if look.presumed || *standing != Standing::Met {
                self.duty(*standing, state, open, look, &mut listed);
            }
        }
        let met: Vec<String> = sorted
            .iter()
            .filter(|(standing, ..)| !look.presumed && *standing == Standing::Met)
            .map(|(_, state, _)| reference(&self.policy.duties().get(state.duty).cited))
            .collect();
        if !met.is_empty() {
            listed.words(Standing::Met.tone(), &lead(Standing::Met), &met.join(", "), INDENT, Fit::Whole);
        }
        page.blank();
        let when = if self.verdict() == Verdict::Permitted { "" } else { " if it is permitted" };
        page.line(format!("What is owed{when}{}", if listed.is_cut { " (in full: `--presumed`)" } else { "" }));
        page.append(listed);
        let owed = sorted.iter().filter(|(standing, ..)| *standing < Standing::MetIfDue).map(|(_, state, _)| *state);
        self.how_to_say(owed, page);
    }

    /// What a use file says once duties are performed: `done: {license-copy: yes}`.
    fn how_to_say<'a>(&self, owed: impl Iterator<Item = &'a DutyState>, page: &mut Page) {
        let vocabulary = self.policy.vocabulary();
        let mut performed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for concept in owed.flat_map(|state| performing(&self.policy.duties().get(state.duty).performed_by)) {
            let Some((facet, name)) = vocabulary.concept(concept).name().split_once('.') else { continue };
            let names = performed.entry(facet).or_default();
            let entry = format!("{name}: yes");
            if !names.contains(&entry) {
                names.push(entry);
            }
        }
        if !performed.is_empty() {
            page.line("  Once done, a use says so:");
        }
        for (facet, names) in performed {
            page.words(None, "    ", &format!("{facet}: {{{}}}", names.join(", ")), 6, Fit::Whole);
        }
    }

    fn duty(&self, standing: Standing, state: &DutyState, open: &[About], look: Look, page: &mut Page) {
        let duty = self.policy.duties().get(state.duty);
        let Cited { words, .. } = &duty.cited;
        page.words(standing.tone(), &lead(standing), &format!("{}: {words}", reference(&duty.cited)), INDENT, standing.fit(look));
        let mut beside = |text: String| page.words(None, &" ".repeat(INDENT), &text, INDENT, Fit::Whole);
        if !open.is_empty() {
            let open: Vec<String> = self.broadest(open).map(|about| spoken(&words::name(self.policy, about))).collect();
            beside(format!("depends on {}", open.join(", ")));
        }
        disputed(&duty.cited).into_iter().for_each(|disputed| beside(disputed.to_owned()));
        if let Some(showing) = duty.showing.as_ref().filter(|_| look.presumed || standing < Standing::MetIfDue)
            && !words.contains(&format!("\"{showing}\""))
        {
            beside(format!("the words to show: \"{showing}\""));
        }
    }
}

impl Words<'_> {
    /// Those without an ancestor among them.
    fn broadest<'a>(&'a self, open: &'a [About]) -> impl Iterator<Item = About> + 'a {
        let is_below = |about: &About, other: &About| match (about, other) {
            (About::Concept(one), About::Concept(other)) => one != other && self.policy.vocabulary().is_a(*one, *other),
            (About::Concept(_) | About::Number { .. } | About::Local(_), _) => false,
        };
        open.iter().copied().filter(move |about| !open.iter().any(|other| is_below(about, other)))
    }
}

/// The concepts that perform a duty, or one way to perform it.
fn performing(condition: &Condition) -> Vec<ConceptId> {
    match condition {
        Condition::Is(concept) => vec![*concept],
        Condition::All(parts) => parts.iter().flat_map(performing).collect(),
        Condition::Any(parts) => parts.first().map(performing).unwrap_or_default(),
        Condition::Not(..) | Condition::Local(_) | Condition::Compare(..) => Vec::new(),
    }
}

fn lead(standing: Standing) -> String {
    format!("  {:<width$}", standing.lead(), width = INDENT - 2)
}
