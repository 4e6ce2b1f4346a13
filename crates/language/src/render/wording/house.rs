//! The words of this one license: what it calls the licensed things and acts, and the capitals of its defined words.

use crate::license::{Condition, Term};
use railc_core::base::Number;
use railc_core::vocabulary::{ConceptId, ScalarId};

use super::join::series;
use super::tree::{Leaf, Tree};
use super::{BY_HAND, Drafter, VERBATIM};

/// Artifacts of which there is one, so that `the` goes before the term for them.
const SINGLE: [&str; 6] = ["model", "source", "data", "documentation", "complementary", "application"];

/// What generated sentences say in lower case, the form that a license defines for it, and what it then says.
const HOUSE_WORDS: [(&str, &str, &str); 18] = [
    ("the license", "License", "this License"),
    ("this license", "License", "this License"),
    ("you", "You", "You"),
    ("your", "Your", "Your"),
    ("the licensor", "Licensor", "the Licensor"),
    ("use restriction", "Use Restriction", "Use Restriction"),
    ("use restrictions", "Use Restrictions", "Use Restrictions"),
    ("recipient", "Recipient", "Recipient"),
    ("recipients", "Recipients", "Recipients"),
    ("output", "Output", "Output"),
    ("outputs", "Outputs", "Outputs"),
    ("derivatives", "Derivatives", "Derivatives"),
    ("the derivative", "Derivative", "the Derivative"),
    ("third party", "Third Party", "Third Party"),
    ("third parties", "Third Parties", "Third Parties"),
    ("the model", "Model", "the Model"),
    ("the licensed material", "Licensed Material", "the Licensed Material"),
    ("the complementary material", "Complementary Material", "the Complementary Material"),
];

impl Drafter<'_> {
    /// What is licensed, as a whole: `the Licensed Material`, or what the license covers by its terms.
    pub(super) fn material(&self) -> String {
        let is_named = |term: &&Term| term.name.to_lowercase() == "licensed material" || term.name.ends_with(" Materials");
        if let Some(term) = self.license.terms.iter().find(is_named) {
            return format!("the {}", term.name);
        }
        match self.named(&self.license.covers, &[]).as_slice() {
            [] | [_, _, _, _, ..] => "the licensed material".to_owned(),
            few => series(few, "or"),
        }
    }

    /// The artifacts that a condition names, as an object: `the Model, a Derivative or an Output`.
    pub(super) fn object(&self, artifacts: &Tree) -> String {
        let (mut concepts, mut terms) = (Vec::new(), Vec::new());
        for tree in artifacts.alternatives() {
            match tree {
                Tree::Leaf(Leaf::Is(concept), _) => concepts.push(*concept),
                Tree::Leaf(Leaf::Term(at), _) => terms.push(*at),
                _ => {}
            }
        }
        series(&self.named(&concepts, &terms), "or")
    }

    /// Terms and concepts by name; concepts by the term that means them, where there is one.
    fn named(&self, concepts: &[ConceptId], terms: &[usize]) -> Vec<String> {
        let mut left = concepts.to_vec();
        let mut named: Vec<String> = Vec::new();
        for term in terms.iter().filter_map(|at| self.license.terms.get(*at)) {
            named.push(self.thing(term));
        }
        for (at, term) in self.license.terms.iter().enumerate() {
            let meant = self.meant(term);
            if !terms.contains(&at) && !meant.is_empty() && meant.iter().all(|concept| left.contains(concept)) {
                left.retain(|concept| !meant.contains(concept));
                named.push(self.thing(term));
            }
        }
        named.extend(left.iter().map(|concept| self.vocabulary.concept(*concept).phrase().to_owned()));
        named
    }

    /// The artifacts that a term stands for, where it stands for artifacts alone.
    fn meant(&self, term: &Term) -> Vec<ConceptId> {
        let members = match &term.means {
            Some(Condition::Any(members)) => members.as_slice(),
            Some(other) => std::slice::from_ref(other),
            None => &[],
        };
        let artifact = |member: &Condition| match member {
            Condition::Is(concept) if self.facet(Leaf::Is(*concept)) == "artifact" => Some(*concept),
            _ => None,
        };
        members.iter().map(artifact).collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// A term for an artifact, as an object: `the Model`, `a Derivative`, `Outputs`.
    pub(super) fn thing(&self, term: &Term) -> String {
        let is_single = |concept: &ConceptId| {
            let name = &self.vocabulary.concept(*concept).name();
            SINGLE.contains(&name.split('.').nth(1).unwrap_or_default())
        };
        if self.meant(term).iter().any(is_single) {
            return format!("the {}", term.name);
        }
        if let Some(singular) = term.also.iter().find(|form| is_singular(form, &term.name)) {
            return with_article(singular);
        }
        let is_plural = term.name.split(' ').next().is_some_and(|first| first.ends_with('s')) || term.name.ends_with('s');
        if is_plural { term.name.clone() } else { with_article(&term.name) }
    }

    /// A term for an act, with what it acts on: `Distribute the Model or a Derivative`.
    pub(super) fn term_act(&self, at: usize, object: Option<&str>) -> String {
        let Some(term) = self.license.terms.get(at) else { return String::new() };
        let is_noun =
            |form: &str| form.contains(' ') || ["tion", "sion", "ment", "ance", "ence", "ing", "s"].iter().any(|end| form.ends_with(end));
        let verb = std::iter::once(&term.name).chain(&term.also).find(|form| !is_noun(form));
        let Some(verb) = verb else { return format!("engage in {}", term.name) };
        let object = object.map(str::to_owned).or_else(|| self.acted_on(term)).unwrap_or_else(|| self.material());
        format!("{verb} {object}")
    }

    /// The artifacts in the meaning of a term for an act.
    fn acted_on(&self, term: &Term) -> Option<String> {
        let tree = Tree::new(term.means.as_ref()?, self.vocabulary);
        let artifacts = tree.conjuncts().iter().find(|conjunct| self.is_artifact(conjunct))?;
        Some(self.object(artifacts))
    }

    /// A number with its unit: `700 million`, `10 million USD`.
    pub(super) fn amount(&self, scalar: ScalarId, number: Number) -> String {
        match self.vocabulary.scalar(scalar).unit() {
            "persons" | "days" => figure(number),
            unit => format!("{} {unit}", figure(number)),
        }
    }

    /// Generated words with the license's own: `you` as `You`, `the license` as `this License`.
    ///
    /// Words to be shown exactly so, and words by hand, stay as they are.
    pub(in crate::render) fn in_house(&self, text: &str) -> String {
        let parts = text.split_inclusive([VERBATIM, BY_HAND]).enumerate();
        parts.map(|(at, part)| if at % 2 == 0 { self.reworded(part) } else { part.to_owned() }).collect()
    }

    fn reworded(&self, text: &str) -> String {
        let defines = |form: &str| self.license.terms.iter().any(|term| term.name == form || term.also.iter().any(|also| also == form));
        let mut text = text.to_owned();
        for (lower, form, house) in HOUSE_WORDS {
            if defines(form) {
                text = replace_word(&text, lower, house);
            }
        }
        if !defines("License") {
            text = replace_word(&text, "the license", "this license");
        }
        text
    }
}

/// Whether a form is the singular of a name: `Third Party` of `Third Parties`, `Derivative of the Model` of `Derivatives of the Model`.
fn is_singular(form: &str, name: &str) -> bool {
    name.strip_suffix('s') == Some(form)
        || name.replacen("s ", " ", 1) == form
        || name.strip_suffix("ies").is_some_and(|stem| form.strip_suffix('y') == Some(stem))
}

/// `a Derivative`, `an Output`
pub(super) fn with_article(words: &str) -> String {
    let article = if words.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {words}")
}

/// `700 million`, `1.5 million`, `25,000`, `0.5`
fn figure(number: Number) -> String {
    for (factor, word) in [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")] {
        let tenths = number.times(10).and_then(|ten| ten.divided_by(factor));
        if let Some(tenths) = tenths.filter(|tenths| *tenths >= 10) {
            let whole = tenths / 10;
            return if tenths % 10 == 0 {
                format!("{} {word}", grouped(&whole.to_string()))
            } else {
                format!("{whole}.{} {word}", tenths % 10)
            };
        }
    }
    let text = number.to_string();
    match text.split_once('.') {
        Some((whole, part)) => format!("{}.{part}", grouped(whole)),
        None => grouped(&text),
    }
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        if at > 0 && left.is_multiple_of(3) && text != "-" {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Replaces words where they stand alone; `-`, `@` and `_` belong to a word.
fn replace_word(text: &str, from: &str, to: &str) -> String {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '@' | '_');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, found) = rest.split_at(at);
        let behind = found.get(from.len()..).unwrap_or_default();
        let previous = if before.is_empty() { out.chars().last() } else { before.chars().last() };
        out.push_str(before);
        let is_alone = !previous.is_some_and(is_part) && !behind.chars().next().is_some_and(is_part);
        out.push_str(if is_alone { to } else { from });
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        for (number, words) in [
            ("700000000", "700 million"),
            ("1500000", "1.5 million"),
            ("25000", "25,000"),
            ("0.5", "0.5"),
            ("999", "999"),
            ("1234567", "1,234,567"),
        ] {
            assert_eq!(Number::parse(number).map(figure).as_deref(), Some(words));
        }
    }

    #[test]
    fn only_whole_words_are_replaced() {
        assert_eq!(replace_word("the output, outputs and {@output-x}", "output", "Output"), "the Output, outputs and {@output-x}");
        assert_eq!(replace_word("you youyou you", "you", "You"), "You youyou You");
    }
}
