//! `railc ask`: an interview that ends in a verdict, and writes the use.

use std::io::{self, BufRead, Write as _};
use std::path::Path;

use clap::Args;
use serde::Serialize;

use crate::analysis::interview::{Interview, Next, Question, Reply, Truth};
use crate::facade::text::Look;
use railc_core::base::one_line;
use railc_core::check::{self, Addressee, ChosenPolicy, CitedRule, NoAnswer};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::report::format::VerdictDocument;
use railc_core::report::{self, words};
use railc_core::usage::{self, Use};

use super::answer::{Answers, reference};
use super::check::ending;
use super::{Ending, Format, Session, output, swap, terminal};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A use file to begin with, whose presumptions hold; without one, nothing is presumed and all that matters is asked
    #[arg(value_name = "USE")]
    start: Option<String>,
    /// The license (repeat for several): a spec, a policy, or an id of the library
    #[arg(long = "license", short, required = true, value_name = "LICENSE")]
    licenses: Vec<String>,
    /// Take the answers from a use file that describes the use in full, instead of asking
    #[arg(long, value_name = "USE")]
    answers: Option<String>,
    /// Where the use is written; an interview goes on with what is there
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

/// An interview, as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct Asked<'d> {
    version: u32,
    asked: &'d [AskedEntry],
    /// The use as a file.
    #[serde(rename = "use")]
    described: String,
    /// As `check --format json` prints it.
    #[cfg_attr(test, schemars(with = "serde_json::Value"))]
    result: &'d VerdictDocument,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct AskedEntry {
    proposition: String,
    ask: String,
    answer: &'static str,
    /// The rules that hang on it, by license.
    decides: Vec<String>,
    to: &'static str,
}

/// What a person types.
enum Typed {
    Answer(Reply),
    Explain,
    Back,
    Stop,
    Nothing,
}

/// Asks, and shows the verdict; the exit code is that of `check`.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let mut policies = Vec::new();
    for argument in &arguments.licenses {
        match session.checked(argument) {
            Ok(policy) => policies.push(policy),
            Err(diagnostics) => return session.fail(diagnostics),
        }
    }
    let written = arguments.output.as_deref().filter(|path| Path::new(path).is_file());
    let start = match arguments.start.as_deref().or(written).map(|path| one_use(path, &policies, session)).transpose() {
        Ok(start) => start.unwrap_or_else(|| Use { presume_nothing: true, ..Use::default() }),
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let truth = match arguments.answers.as_deref().map(|path| one_use(path, &policies, session)).transpose() {
        Ok(truth) => truth,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let mut interview = Interview::new(policies.clone(), start);
    let mut asked = Vec::new();
    let ended = match &truth {
        Some(described) => from_file(&mut interview, &Truth::new(described, &policies), &policies, &mut asked),
        None => from_person(&mut interview, &policies, &mut asked)?,
    };
    if let Err(none) = ended {
        let policy = policies.first().map(|chosen| &chosen.policy);
        let diagnostic = policy.map(|policy| check::no_answer(&none, "the interview", policy));
        return session.fail(diagnostic.into_iter().collect::<Diagnostics>());
    }
    finish(&arguments, &interview, &asked, &policies, session)
}

/// Writes the use, and shows what comes of it.
fn finish(
    arguments: &Arguments,
    interview: &Interview,
    asked: &[AskedEntry],
    policies: &[ChosenPolicy],
    session: &mut Session,
) -> io::Result<Ending> {
    let described = usage::to_yaml(interview.described());
    if let Some(path) = &arguments.output
        && let Err(diagnostic) = swap::write(path, described.as_bytes())
    {
        return session.fail(diagnostic);
    }
    let uses = [("use#1".to_owned(), interview.described().clone())];
    let mut diagnostics = std::mem::take(&mut session.warnings);
    let (checked, found) = check::check_all(&uses, policies, railc_library::known()).into_parts();
    let checked = checked.unwrap_or_default();
    diagnostics.extend(found);
    let answers = Answers { all: &checked, uses: &uses, policies, sources: &session.sources };
    let has_errors = diagnostics.has_errors();
    match session.format {
        Format::Json => {
            let result = report::document(&checked, &uses, policies, &diagnostics, &session.sources);
            output::json(&Asked { version: output::VERSION, asked, described, result: &result })?;
        }
        Format::Human => {
            session.show(&diagnostics);
            if arguments.answers.is_some() {
                output::print(&transcript(asked))?;
            }
            terminal::print(&answers.lines(Look { width: terminal::width(), presumed: false }))?;
            match &arguments.output {
                Some(path) => output::print(&format!("\nThe use is in {}.\n", one_line(path)))?,
                None => output::print(&format!("\nThe use, as a file:\n\n{described}"))?,
            }
        }
    }
    Ok(if has_errors { Ending::Wrong } else { ending(&answers, false) })
}

/// A file with one use.
fn one_use(path: &str, policies: &[ChosenPolicy], session: &mut Session) -> Result<Use, Diagnostics> {
    let (mut uses, mut diagnostics) = (Vec::new(), Diagnostics::new());
    session.uses(path, policies, &mut uses, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    session.warn(diagnostics);
    match <[(String, Use); 1]>::try_from(uses) {
        Ok([(_, described)]) => Ok(described),
        Err(several) => {
            let message = format!("`{path}` has {} uses, and an interview is about one", several.len());
            Err(Diagnostic::new(Code::BadCall, message).help("put that one into a file of its own").into())
        }
    }
}

/// Answers each question by a use that is described in full.
fn from_file(interview: &mut Interview, truth: &Truth<'_>, policies: &[ChosenPolicy], asked: &mut Vec<AskedEntry>) -> Result<(), NoAnswer> {
    while let Next::Ask(question) = interview.next_step()? {
        let reply = truth.reply(&question);
        interview.answer(&question, reply);
        asked.push(entry(&question, reply, policies));
    }
    Ok(())
}

/// Asks a person, until the verdict stands, the input ends or the person stops.
fn from_person(interview: &mut Interview, policies: &[ChosenPolicy], asked: &mut Vec<AskedEntry>) -> io::Result<Result<(), NoAnswer>> {
    let (mut input, mut shown) = (io::stdin().lock(), io::stderr().lock());
    writeln!(shown, "Answer yes, no or unknown; ? explains, < goes back, q stops.")?;
    loop {
        // What is done is one list, and so one question.
        if interview.count() == 0 {
            match interview.about("action") {
                Ok(acts) if acts.len() > 1 => match listed(&acts, policies, &mut input, &mut shown)? {
                    Some(numbers) => {
                        let answers = interview.listed(&acts, |at| numbers.contains(&(at + 1)));
                        interview.answer_all(&answers);
                        *asked = answers.iter().map(|(question, reply)| entry(question, *reply, policies)).collect();
                    }
                    None => return Ok(Ok(())),
                },
                Ok(_) => {}
                Err(none) => return Ok(Err(none)),
            }
        }
        let question = match interview.next_step() {
            Ok(Next::Ask(question)) => question,
            Ok(Next::Settled(_) | Next::NotKnown) => return Ok(Ok(())),
            Err(none) => return Ok(Err(none)),
        };
        write!(shown, "\n{}. {}\n   {}\n> ", interview.count() + 1, question.ask, why(&question, policies))?;
        shown.flush()?;
        loop {
            match typed(&mut input)? {
                Typed::Answer(reply) => {
                    interview.answer(&question, reply);
                    asked.push(entry(&question, reply, policies));
                    break;
                }
                Typed::Back if interview.undo() => {
                    if interview.count() == 0 {
                        asked.clear()
                    } else {
                        _ = asked.pop()
                    }
                    break;
                }
                Typed::Back => write!(shown, "This is the first question.\n> ")?,
                Typed::Explain => write!(shown, "{}\n> ", explained(&question, policies))?,
                Typed::Nothing => write!(shown, "yes, no or unknown?\n> ")?,
                Typed::Stop => {
                    writeln!(shown)?;
                    return Ok(Ok(()));
                }
            }
            shown.flush()?;
        }
    }
}

/// Asks several things at once, and gives the numbers of those that are so, from 1; `None` where the person stops.
fn listed(
    questions: &[Question],
    policies: &[ChosenPolicy],
    input: &mut impl BufRead,
    shown: &mut impl io::Write,
) -> io::Result<Option<Vec<usize>>> {
    writeln!(shown, "\n1. Which of these do you do? Name all, such as `1,4`, or `none`.\n")?;
    for (at, question) in questions.iter().enumerate() {
        writeln!(shown, "{:>4}  {}", at + 1, question.ask)?;
    }
    loop {
        write!(shown, "> ")?;
        shown.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let typed = line.trim();
        if typed == "?" {
            questions.iter().enumerate().try_for_each(|(at, question)| {
                let meaning = meaning(question, policies).unwrap_or_default();
                writeln!(shown, "{:>4}  {}", at + 1, terminal::wrap(&meaning, 6))
            })?;
            continue;
        }
        let numbers: Option<Vec<usize>> = match typed {
            "q" | "quit" => return Ok(None),
            "none" | "no" => Some(Vec::new()),
            list => list.split([',', ' ']).filter(|number| !number.is_empty()).map(|number| number.parse().ok()).collect(),
        };
        match numbers {
            Some(numbers) if !typed.is_empty() && numbers.iter().all(|number| (1..=questions.len()).contains(number)) => {
                return Ok(Some(numbers));
            }
            _ => writeln!(shown, "Numbers from 1 to {}, with commas between, `none`, or `q` to stop.", questions.len())?,
        }
    }
}

fn typed(input: &mut impl BufRead) -> io::Result<Typed> {
    let mut line = String::new();
    if input.read_line(&mut line)? == 0 {
        return Ok(Typed::Stop);
    }
    Ok(match line.trim().to_lowercase().as_str() {
        "y" | "yes" => Typed::Answer(Reply::Yes),
        "n" | "no" => Typed::Answer(Reply::No),
        "u" | "unknown" => Typed::Answer(Reply::Unknown),
        "?" => Typed::Explain,
        "<" | "back" => Typed::Back,
        "q" | "quit" => Typed::Stop,
        _ => Typed::Nothing,
    })
}

/// `decides A.7 (@medical); a question for counsel`
fn why(question: &Question, policies: &[ChosenPolicy]) -> String {
    let to = match question.to {
        Addressee::Operator => "",
        Addressee::Licensor => "; a question for the licensor",
        Addressee::Counsel => "; a question for counsel",
    };
    format!("decides {}{to}", decides(question, policies).join(", "))
}

/// The rules that hang on a question; with the license where there are several.
fn decides(question: &Question, policies: &[ChosenPolicy]) -> Vec<String> {
    let mut all = Vec::new();
    for (at, rules) in &question.decides {
        let Some(policy) = policies.get(*at).map(|chosen| &chosen.policy) else { continue };
        let license = if policies.len() > 1 { format!("{} ", policy.license().id) } else { String::new() };
        let named = |rule: &CitedRule| match *rule {
            CitedRule::NoGrant(_) => format!("{license}whether a grant is needed"),
            rule => format!("{license}{}", rule.cited(policy).map(reference).unwrap_or_default()),
        };
        for name in rules.iter().map(named) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
    }
    all
}

/// `action.run: …`: what the vocabulary says of what a question is about.
fn meaning(question: &Question, policies: &[ChosenPolicy]) -> Option<String> {
    policies.iter().find_map(|chosen| {
        let vocabulary = chosen.policy.vocabulary();
        Some(format!("{}: {}", question.name, vocabulary.concept(vocabulary.find_concept(&question.name)?).is()))
    })
}

/// What a question is about, and what the clauses say that hang on it.
fn explained(question: &Question, policies: &[ChosenPolicy]) -> String {
    let mut lines: Vec<String> = meaning(question, policies).into_iter().collect();
    for (at, rules) in &question.decides {
        let Some(policy) = policies.get(*at).map(|chosen| &chosen.policy) else { continue };
        let said = rules.iter().filter_map(|rule| rule.cited(policy));
        lines.extend(said.map(|cited| format!("{}: {}", reference(cited), cited.words)));
    }
    lines.iter().map(|line| terminal::wrap(line, 3)).collect::<Vec<_>>().join("\n")
}

fn entry(question: &Question, reply: Reply, policies: &[ChosenPolicy]) -> AskedEntry {
    AskedEntry {
        proposition: question.name.clone(),
        ask: question.ask.clone(),
        answer: reply.name(),
        decides: decides(question, policies),
        to: words::addressee(question.to),
    }
}

/// The questions with their answers.
fn transcript(asked: &[AskedEntry]) -> String {
    let line = |(at, entry): (usize, &AskedEntry)| format!("{:>3}. {} {}\n", at + 1, entry.ask, entry.answer);
    let lines: String = asked.iter().enumerate().map(line).collect();
    if lines.is_empty() { lines } else { lines + "\n" }
}
