//! How each facet enters a sentence: the words before its phrase, where it says how something is used and where it stands as a clause.

use crate::license::{Comparison, Condition};
use railc_core::vocabulary::{ConceptId, ScalarId};

use super::Drafter;
use super::tree::{Leaf, Tree};

/// Where a proposition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Behind "use the Model": `for the purpose of fraud`.
    Way,
    /// Behind "where": `the use is for the purpose of fraud`.
    Clause,
}

/// A proposition in words: those that it may share with its neighbours, and its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Limb {
    /// `for the purpose of`
    pub lead: &'static str,
    /// `fraud`
    pub own: String,
}

/// What stands before the clause of a proposition that is no way of using something.
pub(super) const WHERE: &str = "where";

/// What stands before places that are no place of the use.
pub(super) const OUTSIDE: &str = "outside";

/// How a facet enters: as a way, as a clause, as a clause that denies.
struct Leads(&'static str, &'static str, &'static str);

impl Drafter<'_> {
    /// The facet by which a leaf is worded; `mixed` for a term of several.
    pub(super) fn facet(&self, leaf: Leaf) -> &str {
        match leaf {
            Leaf::Is(concept) => self.vocabulary.facet(self.vocabulary.concept(concept).facet()).name(),
            Leaf::PurposeOrEffect(_) => "purpose or effect",
            Leaf::Local(_) => "local",
            Leaf::Compare(..) => "scalar",
            Leaf::Term(at) => {
                let mut facets = Vec::new();
                self.term_facets(at, &mut Vec::new(), &mut facets);
                match facets.as_slice() {
                    ["manner" | "standing" | "safeguard" | "done" | "scalar" | "local"] => self.named_aim(at),
                    [only] => only,
                    several if several.contains(&"action") => "action",
                    _ => self.named_aim(at),
                }
            }
        }
    }

    /// A term of no one facet: an aim where its name says so.
    fn named_aim(&self, term: usize) -> &'static str {
        let is_aim = self.license.terms.get(term).is_some_and(|term| term.name.ends_with("Purpose"));
        if is_aim { "aim" } else { "mixed" }
    }

    /// The facets in the meaning of a term, each once.
    fn term_facets<'s>(&'s self, term: usize, seen: &mut Vec<usize>, found: &mut Vec<&'s str>) {
        if seen.contains(&term) {
            return;
        }
        seen.push(term);
        let mut waiting: Vec<&Condition> = self.license.terms.get(term).and_then(|term| term.means.as_ref()).into_iter().collect();
        while let Some(condition) = waiting.pop() {
            let facet = match condition {
                Condition::All(inner) | Condition::Any(inner) => {
                    waiting.extend(inner);
                    continue;
                }
                Condition::Not(inner) | Condition::Branch(inner, _) => {
                    waiting.push(inner);
                    continue;
                }
                Condition::Term(inner) => {
                    self.term_facets(*inner, seen, found);
                    continue;
                }
                Condition::Is(concept) => self.facet(Leaf::Is(*concept)),
                Condition::Local(_) => "local",
                Condition::Compare(..) => "scalar",
            };
            if !found.contains(&facet) {
                found.push(facet);
            }
        }
    }

    /// A leaf in words.
    pub(super) fn limb(&self, form: Form, leaf: Leaf, holds: bool) -> Limb {
        let facet = self.facet(leaf);
        let own = self.own_words(leaf);
        if facet == "standing" && matches!(leaf, Leaf::Is(_)) {
            return standing(form, &own, holds);
        }
        if let Some(Leads(way, clause, denial)) = leads(facet) {
            return match (form, holds) {
                (Form::Clause, true) => Limb { lead: clause, own },
                (Form::Clause, false) => Limb { lead: denial, own },
                (Form::Way, true) if way.starts_with(WHERE) => Limb { lead: WHERE, own: format!("{clause} {own}") },
                (Form::Way, true) => Limb { lead: way, own },
                (Form::Way, false) => match facet {
                    "purpose" => Limb { lead: "other than for the purpose of", own },
                    "place" => Limb { lead: OUTSIDE, own },
                    "manner" => Limb { lead: "otherwise than", own },
                    _ => Limb { lead: WHERE, own: format!("{denial} {own}") },
                },
            };
        }
        let own = match leaf {
            _ if holds => own,
            Leaf::Local(_) => own.replace(" is yes", " is no").replacen("has chosen", "has not chosen", 1),
            _ => denied(&own),
        };
        Limb { lead: if form == Form::Way { WHERE } else { "" }, own }
    }

    /// What a leaf says, without the words before it.
    fn own_words(&self, leaf: Leaf) -> String {
        match leaf {
            Leaf::Is(concept) | Leaf::PurposeOrEffect(concept) => self.phrase(concept, &self.material()),
            Leaf::Local(at) => self.local(at),
            Leaf::Compare(scalar, comparison, number) => {
                format!("{} is {} {}", self.measured(scalar), compared(comparison), self.amount(scalar, number))
            }
            Leaf::Term(at) => self.term_words(at),
        }
    }

    /// A phrase of the vocabulary, about that object.
    pub(super) fn phrase(&self, concept: ConceptId, object: &str) -> String {
        let concept = self.vocabulary.concept(concept);
        concept.phrase().replace("its outputs", "outputs of the licensed material").replace("the licensed material", object)
    }

    fn local(&self, at: usize) -> String {
        let Some(local) = self.license.locals.get(at) else { return String::new() };
        match &local.title {
            Some(title) => format!("the licensor has chosen the module \"{title}\""),
            None => format!("the answer to the question \"{}\" is yes", local.ask),
        }
    }

    /// `the number of monthly active users of your product`
    fn measured(&self, scalar: ScalarId) -> String {
        let scalar = self.vocabulary.scalar(scalar);
        let counts = matches!(scalar.unit(), "persons" | "days") && !scalar.phrase().starts_with("number of");
        match scalar.phrase().starts_with("your ") {
            true => scalar.phrase().to_owned(),
            false if counts => format!("the number of {}", scalar.phrase()),
            false => format!("the {}", scalar.phrase()),
        }
    }

    /// A term where it is no thing and no act: `Commercial Use`.
    fn term_words(&self, at: usize) -> String {
        let Some(term) = self.license.terms.get(at) else { return String::new() };
        match self.facet(Leaf::Term(at)) {
            "action" => self.term_act(at, None),
            "artifact" => self.thing(term),
            "actor" | "aim" => super::house::with_article(&term.name),
            "place" | "domicile" => format!("the {}", term.name),
            _ => term.name.clone(),
        }
    }

    /// Whether a tree says of an artifact alone which one it is.
    pub(super) fn is_artifact(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && self.facet(*leaf) == "artifact",
            Tree::Any(members) => members.iter().all(|member| self.is_artifact(member)),
            Tree::All(_) | Tree::Unless(..) => false,
        }
    }

    /// Whether a tree names acts alone.
    pub(super) fn is_action(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && self.facet(*leaf) == "action",
            Tree::Any(members) => members.iter().all(|member| self.is_action(member)),
            Tree::All(_) | Tree::Unless(..) => false,
        }
    }

    /// Whether a tree names an act, or which artifact, somewhere outside a negation.
    pub(super) fn has_action(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Leaf(leaf, holds) => *holds && matches!(self.facet(*leaf), "action" | "artifact"),
            Tree::Any(members) | Tree::All(members) => members.iter().any(|member| self.has_action(member)),
            Tree::Unless(inner, _) => self.has_action(inner),
        }
    }
}

fn leads(facet: &str) -> Option<Leads> {
    Some(match facet {
        "action" => Leads("where you", "you", "you do not"),
        "artifact" => Leads("where the use concerns", "the use concerns", "the use does not concern"),
        "purpose" => Leads("for the purpose of", "the use is for the purpose of", "the use is not for the purpose of"),
        "effect" => Leads("with the effect of", "the use has the effect of", "the use does not have the effect of"),
        "purpose or effect" => Leads(
            "for the purpose or with the effect of",
            "the use has the purpose or effect of",
            "the use has neither the purpose nor the effect of",
        ),
        "content" => Leads("to generate or spread", "the use generates or spreads", "the use does not generate or spread"),
        "data" => Leads("to process", "the use processes", "the use does not process"),
        "manner" => Leads("", "the use takes place", "the use does not take place"),
        "subject" => Leads("in a way that affects", "the use affects", "the use does not affect"),
        "actor" => Leads("where you are", "you are", "you are not"),
        "place" => Leads("in", "the use takes place in", "the use does not take place in"),
        "domicile" => Leads("where you are at home in", "you are at home in", "you are not at home in"),
        "sector" => Leads("in the field of", "the use is in the field of", "the use is not in the field of"),
        "aim" => Leads("for", "the use is for", "the use is not for"),
        "mixed" => Leads("in a way that amounts to", "the use amounts to", "the use does not amount to"),
        _ => return None,
    })
}

/// Gerunds of the facet `standing` that say what the use does, with the form that follows "the use" and the plain one.
const DEEDS: [(&str, &str, &str); 8] = [
    ("breaking", "breaks", "break"),
    ("committing", "commits", "commit"),
    ("furthering", "furthers", "further"),
    ("making", "makes", "make"),
    ("spreading", "spreads", "spread"),
    ("discriminating", "discriminates", "discriminate"),
    ("harming", "harms", "harm"),
    ("infringing", "infringes", "infringe"),
];

/// Gerunds that say how things stand with the licensee, with the form that follows "you", affirmed and denied.
const STATES: [(&str, &str, &str); 4] =
    [("having", "have", "have not"), ("being", "are", "are not"), ("holding", "hold", "do not hold"), ("acting", "act", "do not act")];

/// `breaking applicable law` as `in a way that breaks applicable law`, `having sued …` as `where you have sued …`.
fn standing(form: Form, phrase: &str, holds: bool) -> Limb {
    let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    if DEEDS.iter().any(|(gerund, ..)| *gerund == first) {
        let turned = |word: &str| match DEEDS.iter().find(|(gerund, ..)| *gerund == word) {
            Some((_, finite, plain)) => (*(if holds { finite } else { plain })).to_owned(),
            None => word.to_owned(),
        };
        let own = phrase.split(' ').map(turned).collect::<Vec<_>>().join(" ");
        return match (form, holds) {
            (Form::Way, true) => Limb { lead: "in a way that", own },
            (Form::Way, false) => Limb { lead: "in a way that does not", own },
            (Form::Clause, true) => Limb { lead: "the use", own },
            (Form::Clause, false) => Limb { lead: "the use does not", own },
        };
    }
    let own = match STATES.iter().find(|(gerund, ..)| *gerund == first) {
        Some((_, affirmed, denied)) => format!("you {} {rest}", if holds { affirmed } else { denied }),
        None => format!("you are {}{phrase}", if holds { "" } else { "not " }),
    };
    Limb { lead: if form == Form::Way { WHERE } else { "" }, own }
}

/// The opposite of a clause: `a human has not …`, or what is always right though longer.
fn denied(clause: &str) -> String {
    for verb in [" is ", " are ", " has ", " have ", " can "] {
        let first = clause.find(verb);
        let is_main = first.is_some_and(|at| {
            let before = clause.get(..at).unwrap_or_default();
            super::join::count(before) <= 4 && ![" that", " who", " which", ","].iter().any(|sign| before.contains(sign))
        });
        if is_main {
            return match verb {
                " can " => clause.replacen(verb, " cannot ", 1),
                " has " | " have " if !is_perfect(clause, verb) => continue,
                _ => clause.replacen(verb, &format!("{verb}not "), 1),
            };
        }
    }
    format!("it is not the case that {clause}")
}

/// Whether `has` is followed by a participle, and so can be denied by `has not`.
fn is_perfect(clause: &str, verb: &str) -> bool {
    let next = clause.split_once(verb).and_then(|(_, rest)| rest.split(' ').next()).unwrap_or_default();
    next.ends_with("ed") || matches!(next, "given" | "made" | "been" | "done")
}

fn compared(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::MoreThan => "more than",
        Comparison::AtLeast => "at least",
        Comparison::LessThan => "less than",
        Comparison::AtMost => "at most",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_is_a_deed_or_a_state() {
        assert_eq!(
            standing(Form::Way, "breaking applicable law", true),
            Limb { lead: "in a way that", own: "breaks applicable law".to_owned() }
        );
        assert_eq!(standing(Form::Clause, "having sued", false).own, "you have not sued");
        assert_eq!(standing(Form::Clause, "offering a rival product", true).own, "you are offering a rival product");
    }

    #[test]
    fn clauses_are_denied_as_people_do_it() {
        assert_eq!(denied("the data are anonymized"), "the data are not anonymized");
        assert_eq!(denied("the owner has authorized the test"), "the owner has not authorized the test");
        assert_eq!(denied("a human reviews the results"), "it is not the case that a human reviews the results");
        assert_eq!(denied("a person who is entitled agrees"), "it is not the case that a person who is entitled agrees");
    }
}
