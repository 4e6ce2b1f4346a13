//! Checks uses that stand on lines, block by block, into lines of verdicts. A block is some whole lines: it needs nothing of those before it, so that
//! blocks may be checked on several threads, and come out the same.
//!
//! `format` is the JSON, `line` writes it, `tally` counts.

pub mod format;
mod line;
mod tally;

use std::rc::Rc;
use std::str;

use crate::base::{SourceId, Sources, Span};
use crate::check::{Checker, ChosenPolicy, Each, Known, Remembered};
use crate::diagnostic::format::entries;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::usage::{self, Format, Spare, Unknown, Use};
use crate::vocabulary::Vocabulary;

use format::{VERSION, WrongLine};
use line::{Pieces, Told, add, add_number, add_quoted, quoted};
use tally::Asked;
pub use tally::{Tally, license};

/// The longest line, in bytes: what stands on one line may take a hundred times as much to be read.
pub const LONGEST: usize = 256 << 10;
/// The most wrong lines of a block that are kept to be shown.
pub const SHOWN: usize = 20;

/// Some whole lines.
#[derive(Debug, Clone, Copy)]
pub struct Block<'t> {
    /// The number of its first line, from 1.
    pub first: u64,
    /// The lines, with their ends.
    pub text: &'t [u8],
    /// Whether it is one line that is too long, of which there is only the beginning.
    pub is_too_long: bool,
}

/// What came of a block.
#[derive(Debug, Default)]
pub struct Done {
    /// The lines of verdicts.
    pub out: Vec<u8>,
    /// What they say in numbers.
    pub tally: Tally,
    /// The first wrong lines.
    pub wrong: Vec<Wrong>,
    /// Whether its first wrong line ended it.
    pub is_stopped: bool,
}

/// A line that is wrong.
#[derive(Debug)]
pub struct Wrong {
    /// Its text alone.
    pub sources: Sources,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

/// Policies made ready for blocks of lines; each thread has its own.
pub struct Bulk<'a> {
    /// What the file is called.
    name: &'a str,
    /// `{"version":1,"use":"uses.jsonl:`
    beginning: String,
    vocabularies: Vec<&'a Vocabulary>,
    each: Each<'a, Told>,
    under: Vec<Under<'a>>,
    /// What lines are read as, until one is wrong.
    source: SourceId,
    spare: Spare,
    is_strict: bool,
}

/// What a thread has for one policy.
struct Under<'a> {
    pieces: Pieces<'a>,
    asked: Asked,
    /// The answers of this block that were not counted yet.
    given: Vec<Rc<Remembered<Told>>>,
}

impl<'a> Under<'a> {
    fn new(chosen: &'a ChosenPolicy) -> Under<'a> {
        Under { pieces: Pieces::new(chosen), asked: Asked::default(), given: Vec::new() }
    }

    /// Counts the answers of a block under this policy, which stands at that place.
    fn count(&mut self, at: usize, tally: &mut Tally) {
        for answer in self.given.drain(..) {
            let uses = answer.made.take_count();
            tally.count(at, &answer.outline, uses);
            self.asked.count(&answer.outline.questions, uses, self.pieces.policy);
        }
        self.asked.drain(|about, uses| tally.count_questions(at, about, uses));
    }
}

/// What all threads share.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    /// What the file is called, without hidden signs.
    pub name: &'a str,
    /// The policies.
    pub policies: &'a [ChosenPolicy],
    /// Whether the first wrong line ends it.
    pub is_strict: bool,
    /// How many answers, duties and questions together each thread remembers under each policy.
    pub remembered: usize,
}

impl<'a> Bulk<'a> {
    /// Makes ready. There is one checker for each policy, in their order.
    pub fn new(setup: Setup<'a>, checkers: Vec<Checker>, known: Known<'a>) -> Bulk<'a> {
        let Setup { name, policies, is_strict, remembered } = setup;
        let others = policies.iter().filter(|policy| !policy.is_over(known.vocabulary)).map(|chosen| chosen.policy.vocabulary().as_ref());
        let mut beginning = format!("{{\"version\":{VERSION},\"use\":{}", quoted(name));
        // The number of the line comes before the closing quote.
        beginning.pop();
        beginning.push(':');
        Bulk {
            name,
            beginning,
            vocabularies: std::iter::once(known.vocabulary.as_ref()).chain(others).collect(),
            each: Each::new(policies, checkers, known, remembered),
            under: policies.iter().map(Under::new).collect(),
            source: Sources::new().add("", ""),
            spare: Spare::default(),
            is_strict,
        }
    }

    /// Checks the uses of a block.
    pub fn check(&mut self, block: Block<'_>) -> Done {
        let mut done = Done { tally: Tally::new(self.under.len()), ..Done::default() };
        // Output is about as long as input.
        done.out.reserve(block.text.len());
        for (line, number) in lines(block.text).zip(block.first..) {
            let content = line.strip_suffix(b"\n").unwrap_or(line);
            let found = match block.is_too_long || content.len() > LONGEST {
                true => Err(too_long().into()),
                false => self.line(content, number, &mut done),
            };
            done.tally.lines += 1;
            if let Err(diagnostics) = found {
                self.report(content, number, diagnostics, &mut done);
                if self.is_strict {
                    done.is_stopped = true;
                    break;
                }
            }
        }
        for (at, under) in self.under.iter_mut().enumerate() {
            under.count(at, &mut done.tally);
        }
        done
    }

    /// Checks the use on a line, if there is one.
    fn line(&mut self, line: &[u8], number: u64, done: &mut Done) -> Result<(), Diagnostics> {
        let line = str::from_utf8(line).map_err(|error| not_text(error.valid_up_to()))?.trim();
        if line.is_empty() {
            return Ok(());
        }
        let described = self.described(line)?;
        let Done { out, tally, .. } = done;
        let Bulk { name, each, under, beginning, .. } = self;
        let start = out.len();
        begin(out, beginning, number, described.title.as_deref());
        let head = start..out.len();
        let (mut found, mut count) = (Diagnostics::new(), 0);
        let give = |at: usize, answer: &Rc<Remembered<Told>>| {
            if count > 0 {
                out.extend_from_within(head.clone());
            }
            count += 1;
            if let Some(Under { pieces, given, .. }) = under.get_mut(at) {
                out.extend_from_slice(answer.made.line(|| pieces.line(&answer.outline)));
                if answer.made.is_first() {
                    given.push(answer.clone());
                }
            }
        };
        each.check(|| format!("{name}:{number}"), &described, &mut found, give);
        if count == 0 {
            out.truncate(start);
        }
        if found.has_errors() {
            return Err(found);
        }
        self.spare.take(described);
        tally.decided += 1;
        Ok(())
    }

    /// The one use of a line.
    fn described(&mut self, line: &str) -> Result<Use, Diagnostics> {
        if let Some(described) = usage::read_plain(self.source, line, &self.vocabularies, &mut self.spare) {
            return Ok(described);
        }
        let (uses, _) = usage::read(self.source, line, Format::Json, &self.vocabularies, Unknown::Error).into_result()?;
        let count = uses.len();
        let mut uses = uses.into_iter();
        match (uses.next(), count) {
            (Some(described), 1) => Ok(described),
            _ => {
                let span = Span { source: self.source, start: 0, end: u32::try_from(line.len()).unwrap_or(u32::MAX) };
                let diagnostic = Diagnostic::new(Code::WrongKind, format!("a line holds one use, and this one holds {count}"));
                Err(diagnostic.at(span, "").help("write each use on a line of its own").into())
            }
        }
    }

    /// Writes what is wrong with a line in its place, and keeps it if there are not many before it.
    fn report(&self, line: &[u8], number: u64, diagnostics: Diagnostics, done: &mut Done) {
        done.tally.wrong += 1;
        let mut sources = Sources::new();
        if line.len() <= LONGEST {
            sources.add_line(self.name, String::from_utf8_lossy(line).trim(), number);
        }
        let described = format!("{}:{number}", self.name);
        let wrong = WrongLine { version: VERSION, described, diagnostics: entries(diagnostics.as_slice(), &sources) };
        serde_json::to_writer(&mut done.out, &wrong).expect("a diagnostic is plain data, and a vector takes all that is written");
        done.out.push(b'\n');
        if done.wrong.len() < SHOWN {
            done.wrong.push(Wrong { sources, diagnostics });
        }
    }
}

/// The lines of a block, with their ends.
fn lines(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    // The ends of lines are found faster in a text than in bytes.
    let (text, bytes) = match str::from_utf8(block) {
        Ok(text) => (text, [].as_slice()),
        Err(_) => ("", block),
    };
    text.split_inclusive('\n').map(str::as_bytes).chain(bytes.split_inclusive(|byte| *byte == b'\n'))
}

/// `{"version":1,"use":"uses.jsonl:17"`, with the title.
fn begin(out: &mut Vec<u8>, beginning: &str, number: u64, title: Option<&str>) {
    add(out, beginning);
    add_number(out, number);
    add(out, "\"");
    if let Some(title) = title {
        add(out, ",\"title\":");
        add_quoted(out, title);
    }
}

fn too_long() -> Diagnostic {
    let message = format!("the line is longer than {} KiB", LONGEST >> 10);
    Diagnostic::new(Code::UseTooLarge, message).help("leave its text out, or check it in a file of its own")
}

fn not_text(at: usize) -> Diagnostics {
    Diagnostic::new(Code::NotText, format!("the line is not UTF-8 text, from its byte {at} on")).help("save the file as UTF-8").into()
}
