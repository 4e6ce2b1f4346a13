//! The questions on a terminal: few, each with a default in brackets. `?` explains, `<` goes back, the end of the input stops.

use std::io::{self, BufRead, Write};

use clap::ValueEnum;

use crate::compose::{Catalogue, Particulars};

use super::choices::{self, Kind};
use super::list;

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) kind: Kind,
    pub(super) covers: Vec<String>,
    pub(super) restrict: Vec<String>,
    pub(super) particulars: Particulars,
}

/// Says what is wrong with the file that the answers name, once they name one.
pub(super) type Named<'a> = &'a dyn Fn(&Answers) -> Result<(), String>;

/// A question.
struct Question {
    ask: &'static str,
    default: &'static str,
    help: fn() -> String,
    /// Takes the answer, or says what is wrong with it.
    take: fn(&mut Answers, &str, Named) -> Result<(), String>,
}

/// What names the file comes first, so that nobody answers the rest in vain.
const QUESTIONS: [Question; 8] = [
    Question {
        ask: "What does the license cover: model, application, source, data?",
        default: "model",
        help: || "One or several, with commas between. A license for a model covers products with the model inside, too.".to_owned(),
        take: |answers, answer, _| {
            answers.covers = listed(answer);
            choices::covered(&answers.covers).map(|_| ()).map_err(|wrong| wrong.to_string())
        },
    },
    Question {
        ask: "How much does it give: open, research, commercial?",
        default: "open",
        help: kinds,
        take: |answers, answer, _| {
            answers.kind = Kind::from_str(answer, true).map_err(|_| format!("there is no kind `{answer}`"))?;
            Ok(())
        },
    },
    Question {
        ask: "What is the name of what you license?",
        default: "",
        help: || "The name of the model, application, source code or data, such as Herbarium-7B. Empty leaves a blank.".to_owned(),
        take: |answers, answer, named| {
            keep(&mut answers.particulars.name, answer)?;
            named(answers)
        },
    },
    Question {
        ask: "What does it forbid? (`?` lists the restrictions)",
        default: "house",
        help: || list::text(&Catalogue::of(railc_library::library())),
        take: |answers, answer, _| {
            answers.restrict = listed(answer);
            choices::restrictions(&answers.restrict, &[]).map(|_| ()).map_err(|wrong| wrong.to_string())
        },
    },
    Question {
        ask: "Who gives the license?",
        default: "",
        help: || "Your full name or that of your organization, as it is to stand in the text. Empty leaves a blank.".to_owned(),
        take: |answers, answer, _| keep(&mut answers.particulars.licensor, answer),
    },
    Question {
        ask: "Where can people reach you?",
        default: "",
        help: || "An address for notices, such as licensing@garden.example. Empty leaves a blank.".to_owned(),
        take: |answers, answer, _| keep(&mut answers.particulars.contact, answer),
    },
    Question {
        ask: "Which law governs the license?",
        default: "",
        help: || "A country or state, such as Germany or California. Empty leaves a blank.".to_owned(),
        take: |answers, answer, _| keep(&mut answers.particulars.law, answer),
    },
    Question {
        ask: "Where are the courts that decide disputes?",
        default: "",
        help: || "A place, such as Leipzig. Empty leaves a blank.".to_owned(),
        take: |answers, answer, _| keep(&mut answers.particulars.venue, answer),
    },
];

/// Asks everything; `None` where the input ends before the last answer.
pub(super) fn ask(mut input: impl BufRead, shown: &mut impl Write, named: Named) -> io::Result<Option<Answers>> {
    let mut answers = Answers { kind: Kind::Open, covers: Vec::new(), restrict: Vec::new(), particulars: Particulars::default() };
    writeln!(shown, "A new license in {} questions. Enter takes what stands in brackets, ? explains, < goes back.", QUESTIONS.len())?;
    let mut at = 0;
    while let Some(question) = QUESTIONS.get(at) {
        let default = if question.default.is_empty() { String::new() } else { format!(" [{}]", question.default) };
        write!(shown, "\n{}{default}\n> ", question.ask)?;
        shown.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(shown, "\nStopped: nothing was written.")?;
            return Ok(None);
        }
        match line.trim() {
            "?" => writeln!(shown, "{}", (question.help)())?,
            "<" => at = at.saturating_sub(1),
            answer => match (question.take)(&mut answers, if answer.is_empty() { question.default } else { answer }, named) {
                Ok(()) => at += 1,
                Err(wrong) => writeln!(shown, "{wrong}")?,
            },
        }
    }
    Ok(Some(answers))
}

fn keep(kept: &mut String, answer: &str) -> Result<(), String> {
    answer.clone_into(kept);
    Ok(())
}

fn listed(answer: &str) -> Vec<String> {
    answer.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn kinds() -> String {
    crate::compose::Kind::ALL.map(|kind| format!("{:<11} {}", kind.name(), kind.about())).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(input: &str) -> (Option<Answers>, String) {
        let named = |answers: &Answers| match answers.particulars.name.as_str() {
            "Taken" => Err("`taken.rail` is there already".to_owned()),
            _ => Ok(()),
        };
        let mut shown = Vec::new();
        let answers = ask(input.as_bytes(), &mut shown, &named).unwrap();
        (answers, String::from_utf8(shown).unwrap())
    }

    #[test]
    fn answers_are_taken_explained_mended_and_taken_back() {
        let (answers, shown) =
            asked("modle\nmodel\n<\nmodel, source\n?\n\nTaken\nHerbarium\nfaces\nmilitary\nGarden Lab\n\nGermany\nLeipzig\n");
        let answers = answers.unwrap();
        assert_eq!((answers.particulars.name.as_str(), answers.kind), ("Herbarium", Kind::Open));
        assert_eq!(answers.covers, ["model", "source"]);
        assert_eq!(answers.restrict, ["military"]);
        assert_eq!((answers.particulars.licensor.as_str(), answers.particulars.contact.as_str()), ("Garden Lab", ""));
        for told in ["did you mean `model`?", "commercial  customers", "`taken.rail` is there already", "did you mean `face-scraping`?"] {
            assert!(shown.contains(told), "{told}: {shown}");
        }
    }

    #[test]
    fn the_end_of_the_input_stops() {
        let (answers, shown) = asked("model\n");
        assert!(answers.is_none() && shown.ends_with("Stopped: nothing was written.\n"), "{shown}");
    }
}
