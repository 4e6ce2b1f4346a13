//! Uses as a registry has them: JSON lines, each different, in the words of the whole vocabulary.

use railc_core::base::Sources;
use railc_core::check::Contradictions;
use railc_core::usage::{Format, Unknown, read};
use railc_core::vocabulary::Vocabulary;

use super::Random;

/// Facets of which a use states one concept, and how many uses in a hundred do.
const STATED: [(&str, usize); 6] = [("action", 95), ("purpose", 90), ("sector", 60), ("subject", 20), ("artifact", 30), ("place", 50)];

/// Draws uses.
pub struct Registry {
    random: Random,
    /// By facet of [`STATED`], and of safeguards, the names that may be stated, without their facet.
    names: Vec<Vec<&'static str>>,
    contradictions: Contradictions,
    drawn: usize,
}

impl Registry {
    /// The same uses for the same seed.
    pub fn new(seed: u64) -> Registry {
        let vocabulary: &'static Vocabulary = railc_library::vocabulary();
        let names = |facet: &str| {
            let of_facet = vocabulary.concepts().filter(|concept| !concept.is_abstract() && !concept.is_odd());
            of_facet.filter_map(|concept| concept.name().split_once('.')).filter(|(own, _)| *own == facet).map(|(_, name)| name).collect()
        };
        Registry {
            random: Random::new(seed),
            names: STATED.iter().map(|(facet, _)| *facet).chain(["safeguard"]).map(names).collect(),
            contradictions: Contradictions::new(railc_library::vocabulary().clone()),
            drawn: 0,
        }
    }

    /// The next use that does not contradict itself, on a line. `unknown` in a hundred say of a safeguard that it is not known.
    pub fn line(&mut self, unknown: usize) -> String {
        loop {
            let line = self.draw(unknown);
            let source = Sources::new().add("", "");
            let uses = read(source, &line, Format::Json, &[railc_library::vocabulary()], Unknown::Error).into_result();
            let is_sound = uses.is_ok_and(|(uses, _)| uses.iter().all(|described| self.contradictions.find(described).is_none()));
            if is_sound {
                self.drawn += 1;
                return line;
            }
        }
    }

    fn draw(&mut self, unknown: usize) -> String {
        let mut line = format!("{{\"use\":\"Product {} of our customers\"", self.drawn + 1);
        for (at, (facet, percent)) in STATED.iter().enumerate() {
            // A use says at least what it is for.
            if self.random.percent(*percent) || *facet == "purpose" {
                let name = self.random.pick(&self.names[at]);
                line += &format!(",\"{facet}\":[\"{name}\"]");
            }
        }
        let safeguard = self.random.pick(&self.names[STATED.len()]);
        let answer = match self.random.percent(unknown) {
            true => "unknown",
            false if self.random.percent(60) => "yes",
            false => "no",
        };
        line += &format!(",\"safeguard\":{{\"{safeguard}\":\"{answer}\"}}");
        if self.random.percent(40) {
            line += &format!(",\"monthly-active-users\":{}", 1 + self.random.below(2_000_000));
        }
        line + "}\n"
    }
}
