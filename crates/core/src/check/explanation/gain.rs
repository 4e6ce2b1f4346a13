//! How much an answer is expected to settle of an undetermined verdict (semantics §5).
//!
//! A thousand uses are drawn by chance, 64 in a word, always the same ones for the same use and policy; those that Γ rules out are left out. The
//! vocabulary's concepts are drawn one by one, with all that follows from each: rarely those that few uses have, more often those of a facet of
//! which every use has something. What an answer settles is the drop in the entropy of the outcome over these uses, and for a small part how many
//! propositions no longer matter after it, which alone is left where nearly all uses come out the same.

use crate::logic::Known;

use super::super::prepared::{Cut, Prepared, Proposition};
use super::Explaining;
use super::facts::About;
use super::questions::Question;

/// How many words of uses are drawn.
const WORDS: usize = 16;

/// For each drawn use a bit.
type Column = [u64; WORDS];

const NONE: Column = [0; WORDS];
const ALL: Column = [u64::MAX; WORDS];

/// How often a concept is drawn, in 1,024: of a facet of which every use has something, and of others.
const COMMON: u64 = 102;
const RARE: u64 = 10;
/// Where so few questions are left, each proposition is drawn in half of the uses: what is rare says little about so few.
const FEW: usize = 6;
const EVEN: u64 = 512;
/// How many binary places these chances have.
const PLACES: u32 = 10;

/// How much it counts that all propositions but the one asked about no longer matter, in bits of entropy.
const ALL_BUT_ONE: f64 = 0.1;

impl Explaining<'_> {
    /// For each question, how much its answer is expected to settle.
    pub(super) fn gains(&self, questions: &[Question]) -> Vec<f64> {
        let (prepared, known) = (self.prepared, &self.situation.known);
        let open: Vec<usize> = (0..prepared.rules.len()).filter(|at| prepared.rule(*at).program.bounds(known).is_open()).collect();
        let drawn = Drawn::new(prepared, known, &open, questions.len() <= FEW);
        let gain =
            |question: &Question| prepared.place(asked(question.about)).map_or(0.0, |at| self.gain(at, &drawn, &open, questions.len()));
        questions.iter().map(gain).collect()
    }

    fn gain(&self, at: usize, drawn: &Drawn, open: &[usize], questions: usize) -> f64 {
        let (yes, no) = drawn.split(at);
        let (uses, left) = (drawn.count().max(1.0), yes.entropy() + no.entropy());
        // What was never drawn may still be so.
        let chance = (yes.count() + 0.5) / (uses + 1.0);
        let mattering = chance * self.mattering(at, true, open) + (1.0 - chance) * self.mattering(at, false, open);
        -left / uses - ALL_BUT_ONE * mattering / questions.max(1) as f64
    }

    /// How many propositions may matter after an answer.
    fn mattering(&self, at: usize, answer: bool, open: &[usize]) -> f64 {
        let prepared = self.prepared;
        let mut answered = self.situation.known.clone();
        prepared.gamma.fix(at, answer, &mut answered);
        let mut mattering = prepared.no_propositions();
        for rule in open.iter().map(|at| prepared.rule(*at)) {
            let bounds = rule.program.bounds(&answered);
            if bounds.must {
                return 0.0;
            }
            if bounds.can {
                rule.program.undecided(&answered, &mut mattering);
            }
        }
        mattering.len() as f64
    }
}

/// The proposition that a question is about.
fn asked(about: About) -> Proposition {
    match about {
        About::Concept(concept) => Proposition::Concept(concept),
        About::Number { scalar, limit, strict } => Proposition::Above { scalar, cut: Cut { limit, strict } },
        About::Local(local) => Proposition::Local(local),
    }
}

/// Uses drawn by chance.
struct Drawn {
    /// For each proposition, in which of them it holds.
    holds: Vec<Column>,
    /// Those that Γ allows.
    allowed: Column,
    /// Those that a rule refuses.
    refused: Column,
}

/// How some uses come out.
struct Split {
    permitted: f64,
    refused: f64,
}

impl Split {
    fn count(&self) -> f64 {
        self.permitted + self.refused
    }

    /// The entropy of the outcome, times the uses.
    fn entropy(&self) -> f64 {
        let part = |uses: f64| if uses > 0.0 { uses * (self.count() / uses).log2() } else { 0.0 };
        part(self.permitted) + part(self.refused)
    }
}

impl Drawn {
    fn new(prepared: &Prepared, known: &Known, open: &[usize], are_few: bool) -> Drawn {
        let holds = draw(prepared, known, are_few);
        let column = |at: usize| holds.get(at).copied().unwrap_or(NONE);
        let allowed = allowed(prepared, known, &column);
        let mut refused = NONE;
        for program in open.iter().map(|at| &prepared.rule(*at).program) {
            for (word, refused) in refused.iter_mut().enumerate() {
                *refused |= program.word(known, &|at| column(at).get(word).copied().unwrap_or_default());
            }
        }
        Drawn { holds, allowed, refused }
    }

    fn count(&self) -> f64 {
        f64::from(self.allowed.iter().map(|word| word.count_ones()).sum::<u32>())
    }

    /// The uses in which a proposition holds, and the others.
    fn split(&self, at: usize) -> (Split, Split) {
        let holds = self.holds.get(at).unwrap_or(&NONE);
        let mut counts = [0u32; 4];
        for ((holds, allowed), refused) in holds.iter().zip(&self.allowed).zip(&self.refused) {
            let words = [holds & !refused, holds & refused, !holds & !refused, !holds & refused];
            counts.iter_mut().zip(words).for_each(|(count, word)| *count += (word & allowed).count_ones());
        }
        let [yes_permitted, yes_refused, no_permitted, no_refused] = counts.map(f64::from);
        (Split { permitted: yes_permitted, refused: yes_refused }, Split { permitted: no_permitted, refused: no_refused })
    }
}

/// Draws each open proposition by itself, with what follows from it.
fn draw(prepared: &Prepared, known: &Known, are_few: bool) -> Vec<Column> {
    let (gamma, mut chance) = (&prepared.gamma, Chance::new());
    let start = |at: usize| if known.must.has(at) { ALL } else { NONE };
    let mut holds: Vec<Column> = (0..prepared.propositions.len()).map(start).collect();
    for at in (0..prepared.propositions.len()).filter(|at| known.is_open(*at) && !gamma.is_abstract.has(*at)) {
        let frequency = if are_few { EVEN } else { frequency(prepared, at) };
        let drawn: Column = std::array::from_fn(|_| chance.word(frequency));
        for above in std::iter::once(at).chain(gamma.above.of(at).iter()).filter(|above| known.is_open(*above)) {
            holds.get_mut(above).into_iter().for_each(|column| column.iter_mut().zip(drawn).for_each(|(own, drawn)| *own |= drawn));
        }
    }
    holds
}

/// In which draws nothing holds beside what it excludes or without what it needs.
fn allowed(prepared: &Prepared, known: &Known, column: &impl Fn(usize) -> Column) -> Column {
    let (gamma, mut allowed) = (&prepared.gamma, ALL);
    let mut keep = |kept: &dyn Fn(usize) -> u64| allowed.iter_mut().enumerate().for_each(|(word, allowed)| *allowed &= kept(word));
    let value = |column: &Column, word: usize| column.get(word).copied().unwrap_or_default();
    let fails = |at: usize| known.settles(at) == Some(false);
    for at in gamma.excludes.having.iter().filter(|at| known.is_open(*at)) {
        let own = column(at);
        for other in gamma.excludes.of(at).iter().filter(|other| *other > at && known.can.has(*other)).map(column) {
            keep(&|word| !(value(&own, word) & value(&other, word)));
        }
    }
    for at in gamma.above.having.iter().filter(|at| known.is_open(*at) && gamma.above.of(*at).iter().any(fails)) {
        let own = column(at);
        keep(&|word| !value(&own, word));
    }
    for (_, children) in gamma.abstracts.iter().filter(|(group, _)| known.must.has(*group)) {
        let some = |word: usize| children.iter().fold(0, |some, child| some | value(&column(child), word));
        keep(&some);
    }
    allowed
}

/// How often a proposition is drawn.
fn frequency(prepared: &Prepared, at: usize) -> u64 {
    let vocabulary = prepared.policy.vocabulary();
    match prepared.proposition(at) {
        Proposition::Concept(concept) if vocabulary.facet(vocabulary.concept(concept).facet()).default().is_empty() => RARE,
        Proposition::Concept(_) => COMMON,
        Proposition::Above { .. } | Proposition::Local(_) => RARE,
    }
}

/// Chance that is always the same.
struct Chance(u64);

impl Chance {
    fn new() -> Chance {
        Chance(0x9E37_79B9_7F4A_7C15)
    }

    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// 64 draws of something so frequent, by its binary places from the last one on.
    fn word(&mut self, frequency: u64) -> u64 {
        (0..PLACES).fold(0, |drawn, place| if frequency >> place & 1 == 1 { drawn | self.bits() } else { drawn & self.bits() })
    }
}
