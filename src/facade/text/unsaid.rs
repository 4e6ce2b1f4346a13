//! What the use does not say and is presumed: what lies nearest to what it says first.

use std::collections::BTreeMap;

use railc_core::check::{About, Origin, Presumption, Reason};
use railc_core::report::words;
use railc_core::usage::Said;
use railc_core::vocabulary::{Concept, ConceptId, Vocabulary};

use super::facts::fact;
use super::indirect::indirect;
use super::{Fit, Look, Page, Words};

/// How many are shown, unless all are asked for.
const FEW: usize = 3;
/// What a relative of a stated concept counts beside words in common.
const KINSHIP: u32 = 60;

impl Words<'_> {
    /// What was not said, and what is presumed of it.
    pub(super) fn unsaid(&self, look: Look, page: &mut Page) {
        let presumed = |reason: &&Reason| matches!(reason.origin, Origin::Presumed(_)) && !self.is_fact(reason);
        let mut reasons: Vec<&Reason> = self.explanation.because.iter().filter(presumed).collect();
        if reasons.is_empty() {
            return;
        }
        if !look.presumed && reasons.len() > FEW {
            let near = self.nearness(&reasons);
            // Of what lies equally far, nobody should overlook what concerns the law.
            let key = |reason: &&Reason| (near.get(&reason.about).copied().unwrap_or_default(), self.is_on_standing(reason));
            reasons.sort_by_key(|reason| std::cmp::Reverse(key(reason)));
        }
        let most = if look.presumed { reasons.len() } else { FEW };
        page.blank();
        let rest = reasons.get(most..).unwrap_or_default();
        let more = match (rest.len(), rest.iter().filter(|reason| self.is_on_standing(reason)).count()) {
            (0, _) => String::new(),
            (more, 0) => format!(" ({more} more: `--presumed`)"),
            (more, standing) => format!(" ({more} more, {standing} on standing: `--presumed`)"),
        };
        page.words(None, "", &format!("You did not say, so it was presumed{more}"), 2, Fit::Whole);
        let row = |reason: &&Reason| ("  ".to_owned(), self.unsaid_of(reason), format!("({})", fact(self.policy, reason)));
        let aim = self.has_no_purpose(&reasons).then(|| ("  ".to_owned(), "what it is for".to_owned(), "(no purpose at all)".to_owned()));
        let rows: Vec<_> = aim.into_iter().chain(reasons.iter().take(most).map(row)).collect();
        page.rows(&rows, if look.presumed { Fit::Whole } else { Fit::Lines(1) });
    }

    /// Whether the use states no purpose, and that matters: whoever says only what is done should not read the verdict as one on whatever it is for.
    fn has_no_purpose(&self, reasons: &[&Reason]) -> bool {
        let is_purpose = |name: &str| name.starts_with("purpose.");
        let matters = reasons.iter().filter_map(|reason| self.concept(reason)).any(|concept| is_purpose(concept.name()));
        matters && !self.described.facts.iter().any(|fact| fact.said != Said::Fails && is_purpose(&fact.name))
    }

    /// `whether people can be recognized in it`
    fn unsaid_of(&self, reason: &Reason) -> String {
        let vocabulary = self.policy.vocabulary();
        match (reason.origin, reason.about) {
            (Origin::Presumed(Presumption::Default(facet)), _) => {
                let name = vocabulary.facet(facet).name();
                let whole = self.whole_vocabulary();
                let about = whole.find_facet(name).map(|facet| whole.facet(facet).about()).filter(|about| !about.is_empty());
                about.map_or_else(|| format!("which {name} it is"), |about| lower_first(about.split([',', ';']).next().unwrap_or(about)))
            }
            (_, About::Number { scalar, .. }) => {
                let scalar = vocabulary.scalar(scalar);
                indirect(scalar.ask()).unwrap_or_else(|| format!("the number {}", scalar.name()))
            }
            (_, About::Concept(concept)) => {
                let (own, whole) = (vocabulary.concept(concept), self.whole_vocabulary());
                let concept = whole.find_concept(own.name()).map_or(own, |id| whole.concept(id));
                indirect(concept.ask()).unwrap_or_else(|| by_phrase(concept))
            }
            (_, About::Local(_)) => words::name(self.policy, reason.about),
        }
    }

    /// Whether it is on how the licensee stands with the law and the licensor.
    fn is_on_standing(&self, reason: &Reason) -> bool {
        self.concept(reason).is_some_and(|concept| concept.name().starts_with("standing."))
    }

    /// The vocabulary that the policy's is a part of, if it is the library's: a policy's JSON must give the same words as its license.
    fn whole_vocabulary(&self) -> &Vocabulary {
        let own = self.policy.vocabulary();
        if own.hash() == railc_library::vocabulary().hash() { railc_library::vocabulary() } else { own }
    }

    fn concept(&self, reason: &Reason) -> Option<Concept<'_>> {
        match reason.about {
            About::Concept(concept) => Some(self.policy.vocabulary().concept(concept)),
            About::Number { .. } | About::Local(_) => None,
        }
    }

    /// How near each reason lies to what the use says: by words in common with it, and by kinship with concepts that it states.
    fn nearness(&self, reasons: &[&Reason]) -> BTreeMap<About, u32> {
        let whole = self.whole_vocabulary();
        let stated: Vec<ConceptId> =
            self.described.facts.iter().filter(|fact| fact.said != Said::Fails).filter_map(|fact| whole.find_concept(&fact.name)).collect();
        let mut said =
            [self.described.title.as_deref(), self.described.text.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        for (facet, name) in stated.iter().filter_map(|id| whole.concept(*id).name().split_once('.')) {
            // What is done, and how well, tells little of what it is about.
            if !matches!(facet, "action" | "artifact" | "done" | "safeguard") {
                said.push_str(&format!(" {name}"));
            }
        }
        let presumed = reasons.iter().filter_map(|reason| whole.find_concept(self.concept(reason)?.name()));
        let likeness = whole.likeness(&said, &presumed.collect());
        let near = |reason: &&Reason| {
            let concept = whole.find_concept(self.concept(reason)?.name())?;
            let words = likeness.get(&concept).copied().unwrap_or_default();
            Some((reason.about, words + stated.iter().map(|one| kinship(whole, *one, concept)).max().unwrap_or_default()))
        };
        reasons.iter().filter_map(near).collect()
    }
}

/// What counts for a concept that a stated one raises, is one of, or has a parent in common with.
fn kinship(vocabulary: &Vocabulary, stated: ConceptId, other: ConceptId) -> u32 {
    let (one, concept) = (vocabulary.concept(stated), vocabulary.concept(other));
    // Who lists what is done leaves out the rest on purpose.
    if one.name().starts_with("action.") {
        return 0;
    }
    let is_raised = vocabulary.with_ancestors(stated).any(|above| vocabulary.concept(above).raises().contains(&other));
    let has_parent = |parent: &ConceptId| one.parents().contains(parent);
    if is_raised || one.parents().contains(&other) {
        KINSHIP
    } else if concept.parents().iter().any(has_parent) {
        KINSHIP / 2
    } else {
        0
    }
}

/// What is asked of a concept, by its phrase, where its question can't be made part of a sentence.
fn by_phrase(concept: Concept<'_>) -> String {
    let (facet, rest) = concept.name().split_once('.').unwrap_or_default();
    let lead = match (concept.phrase(), facet) {
        ("", _) => return format!("whether it has {facet} {rest}"),
        (_, "purpose") => "whether it is for",
        (_, "content") => "whether it yields",
        (_, "effect") => "whether it ends in",
        (_, "data") => "whether it takes in",
        (_, "action") => "whether you",
        (_, "actor") => "whether you are",
        (_, "standing") => "whether it is a case of",
        (_, "sector") => "whether it works in",
        (_, "artifact") => "whether it concerns",
        (_, "domicile") => "whether you live, or have your principal place of business, in",
        (_, "place") => "whether it happens in",
        (_, "subject") => "whether it concerns",
        (_, "manner") => "whether it is made",
        (_, _) => "whether",
    };
    format!("{lead} {}", concept.phrase())
}

fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}
