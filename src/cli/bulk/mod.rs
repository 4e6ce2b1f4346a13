//! `railc check --uses`: any number of uses, a line each, into lines of verdicts.
//!
//! `lines` reads blocks, `threads` checks them, `part` keeps what is done of the output, `bar` shows how far it is, `words` tells what came out.

mod bar;
mod lines;
mod part;
mod threads;
mod words;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::thread;

use clap::{Args, ValueEnum};

use railc_core::base::one_line;
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::report::bulk::format::SummaryDocument;
use railc_core::report::bulk::{Done, SHOWN, Setup, Tally, Wrong};

use super::combine::own_source;
use super::{Ending, Format, Session, files, output, report, swap, terminal};
use bar::Bar;
use lines::{Chunk, Lines, Mark};
use part::Part;
use threads::Next;

/// How many bytes of uses are checked at once by a thread, under one license.
const BLOCK: usize = 64 << 10;
/// The least.
const SMALLEST: usize = 4 << 10;

/// The arguments of `check` for many uses.
#[derive(Debug, Args)]
pub(super) struct BulkArguments {
    /// Check any number of uses: JSON lines, one use on each; `-` is standard input. Prints a line of JSON for each use and license, and what came out in all
    #[arg(long = "uses", id = "bulk_uses", value_name = "FILE", conflicts_with_all = ["uses", "assume", "remedies", "presumed", "summary"])]
    pub(super) uses: Option<String>,
    /// With `--uses`: write the lines to a file. A run that was stopped is gone on with if nothing has changed
    #[arg(long, short, value_name = "FILE", requires = "bulk_uses")]
    output: Option<String>,
    /// With `--uses` and `-o`: draw the summary beside the output
    #[arg(long, value_enum, value_name = "KIND", requires = "output")]
    emit: Option<Drawn>,
    /// With `--uses`: how many threads check; all cores unless told otherwise
    #[arg(long, value_name = "NUMBER", requires = "bulk_uses")]
    threads: Option<NonZero<usize>>,
}

/// How the summary is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Drawn {
    /// A page for browsers
    Html,
}

/// A call, taken apart.
struct Call<'a> {
    /// The file with the uses; `-` is standard input.
    path: &'a str,
    /// What it is called.
    name: String,
    target: Option<&'a Path>,
    page: Option<String>,
    threads: usize,
    is_strict: bool,
}

/// A run: what is done with blocks that were checked.
struct Run<'a> {
    out: Sink<'a>,
    /// Whether a run that is stopped can be gone on with.
    is_noted: bool,
    tally: Tally,
    bar: Bar,
    shown: usize,
    /// Why it stopped before the end.
    stopped: Option<Stop>,
}

/// Where lines of verdicts go.
enum Sink<'a> {
    Printed,
    File(Box<Part<'a>>),
}

/// Why a run stopped before the end.
enum Stop {
    /// A line is wrong.
    Strict,
    /// Whoever read the output has gone.
    Closed,
    /// The output can't be written.
    Unwritten(Diagnostic),
    /// It can't be printed.
    Unprinted(io::Error),
}

/// Checks all uses; the exit code says whether all could be decided, whatever the verdicts.
pub(super) fn run(
    arguments: &BulkArguments,
    path: &str,
    policies: &[ChosenPolicy],
    is_strict: bool,
    session: &mut Session,
) -> io::Result<Ending> {
    let warnings = std::mem::take(&mut session.warnings);
    session.show(&warnings);
    let call = match Call::new(arguments, path, is_strict, session) {
        Ok(call) => call,
        Err(wrong) => return session.fail(wrong),
    };
    match call.checked(policies) {
        Ok(run) => call.told(run, policies, session),
        Err(wrong) => session.fail(wrong),
    }
}

impl<'a> Call<'a> {
    fn new(arguments: &'a BulkArguments, path: &'a str, is_strict: bool, session: &Session) -> Result<Call<'a>, Diagnostic> {
        let target = arguments.output.as_deref().filter(|target| *target != "-").map(Path::new);
        let page = match (arguments.emit, target) {
            (None, _) => None,
            (Some(Drawn::Html), Some(target)) => Some(target.with_extension("html").to_string_lossy().into_owned()),
            (Some(Drawn::Html), None) => {
                let message = "`--emit` draws beside the output, and this one has no place";
                return Err(Diagnostic::new(Code::BadCall, message).help("name a file with `-o`"));
            }
        };
        page.as_ref().map_or(Ok(()), |page| swap::replaceable(Path::new(page)))?;
        if let Some(ending) = ["yaml", "yml", "toml", "rail"].into_iter().find(|ending| path.ends_with(&format!(".{ending}"))) {
            return Err(no_lines(path, &format!("`.{ending}` is none")));
        }
        let is =
            |one: &Path, other: &Path| matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other);
        let written = || target.into_iter().chain(page.as_deref().map(Path::new));
        let is_read = |written: &Path| is(Path::new(path), written) || session.is_source(&written.to_string_lossy());
        if let Some(lost) = written().find(|written| is_read(written)) {
            return Err(own_source(&lost.to_string_lossy()));
        }
        if target.is_some_and(|target| page.as_deref().is_some_and(|page| Path::new(page) == target)) {
            let message = "the page would take the place of the verdicts";
            return Err(Diagnostic::new(Code::BadCall, message).help("give the output another ending than `.html`"));
        }
        let name = if path == "-" { "standard input".to_owned() } else { output::visible(&one_line(path)).into_owned() };
        let threads = arguments.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get).min(256);
        Ok(Call { path, name, target, page, threads, is_strict })
    }

    /// Checks all that there is.
    fn checked<'r>(&'r self, policies: &'r [ChosenPolicy]) -> Result<Run<'r>, Diagnostic> {
        let size = (BLOCK / policies.len().max(1)).max(SMALLEST);
        let unreadable = |error: &io::Error| files::unreadable(&self.name, error);
        let open = || self.open().map(|input| Lines::new(input, size));
        let mut lines = open()?;
        self.look_at(lines.beginning().map_err(|error| unreadable(&error))?)?;
        let whole = fs::metadata(self.path).ok().filter(|meta| meta.is_file()).map(|meta| meta.len());
        let is_noted = whole.is_some() && self.target.is_some();
        let (mut out, mut mark, mut tally) = (Sink::Printed, Mark::default(), Tally::new(policies.len()));
        if let Some(target) = self.target {
            let mut part = Part::open(target, &self.name, policies)?;
            let before = if is_noted { part.before() } else { Ok(None) };
            let before = match before {
                Ok(Some(before)) => {
                    lines = open()?;
                    match lines.pass_to(before.mark).map_err(|error| unreadable(&error))? {
                        true => Ok(Some(before)),
                        false => Err("the uses have changed"),
                    }
                }
                other => other,
            };
            match before {
                Ok(Some(before)) => {
                    report::say(&format!("going on behind line {} of a run that was stopped\n", words::grouped(before.mark.lines)));
                    (mark, tally) = (before.mark, before.tally);
                }
                begun => {
                    if let Err(why) = begun {
                        report::say(&format!("a run that was stopped has left verdicts, but {why}: beginning anew\n"));
                        lines = open()?;
                    }
                    part.begin()?;
                }
            }
            out = Sink::File(Box::new(part));
        }
        let remembered = threads::REMEMBERED / (self.threads * policies.len()).max(1);
        let setup = Setup { name: &self.name, policies, is_strict: self.is_strict, remembered };
        let mut run = Run { out, is_noted, tally, bar: Bar::new(whole, mark), shown: 0, stopped: None };
        let read = threads::run(&mut lines, setup, self.threads, |chunk, done| run.take(chunk, done));
        run.bar.clear();
        read.map_err(|error| unreadable(&error))?;
        Ok(run)
    }

    fn open(&self) -> Result<Box<dyn Read>, Diagnostic> {
        if self.path == "-" {
            return Ok(Box::new(io::stdin().lock()));
        }
        if Path::new(self.path).is_dir() {
            return Err(Diagnostic::new(Code::Unreadable, format!("`{}` is a directory", self.name)).help("name a file in it"));
        }
        Ok(Box::new(File::open(self.path).map_err(|error| files::unreadable(&self.name, &error))?))
    }

    /// Reports what is JSON, but no JSON lines, and a file without uses.
    fn look_at(&self, beginning: &[u8]) -> Result<(), Diagnostic> {
        let text = beginning.strip_prefix("\u{feff}".as_bytes()).unwrap_or(beginning).trim_ascii_start();
        let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii_end();
        match first {
            [] if text.is_empty() => {
                let message = format!("no use in `{}`", self.name);
                Err(Diagnostic::new(Code::NoUse, message).help("write one on each line, such as `{\"purpose\": [\"medical.advice\"]}`"))
            }
            [b'[', ..] => Err(no_lines(&self.name, "it is a list")),
            b"{" => Err(no_lines(&self.name, "its first use takes several lines")),
            _ => Ok(()),
        }
    }

    /// Puts the output in its place, and tells what came out.
    fn told(&self, run: Run<'_>, policies: &[ChosenPolicy], session: &mut Session) -> io::Result<Ending> {
        let Run { out, tally, shown, stopped, .. } = run;
        let is_whole = stopped.is_none();
        match stopped {
            Some(Stop::Unwritten(wrong)) => return session.fail(wrong),
            Some(Stop::Unprinted(error)) => return Err(error),
            Some(Stop::Closed) => return Ok(if tally.wrong > 0 { Ending::Wrong } else { Ending::Done }),
            Some(Stop::Strict) | None => {}
        }
        if tally.wrong > shown as u64 {
            report::say(&format!("… and {} more wrong lines\n", words::grouped(tally.wrong - shown as u64)));
        }
        let is_printed = matches!(out, Sink::Printed);
        if let Sink::File(part) = out
            && is_whole
            && let Err(wrong) = part.finish()
        {
            return session.fail(wrong);
        }
        let summary = tally.summary(&self.name, policies, is_whole);
        if let Some(page) = self.page.as_ref().filter(|_| is_whole)
            && let Err(wrong) = swap::write(page, railc_documents::summary::html(&summary).as_bytes())
        {
            return session.fail(wrong);
        }
        // The lines of verdicts have standard output for themselves.
        print(&summary, is_printed, session.format)?;
        Ok(if tally.wrong > 0 { Ending::Wrong } else { Ending::Done })
    }
}

fn print(summary: &SummaryDocument, to_error: bool, format: Format) -> io::Result<()> {
    match (format, to_error) {
        (Format::Json, false) => output::json(summary),
        (Format::Human, false) => terminal::print(&words::lines(summary)),
        (Format::Json, true) => {
            report::say(&(serde_json::to_string_pretty(summary).map_err(io::Error::other)? + "\n"));
            Ok(())
        }
        (Format::Human, true) => {
            words::lines(summary).iter().for_each(|line| report::say(&format!("{}\n", line.text)));
            Ok(())
        }
    }
}

fn no_lines(name: &str, why: &str) -> Diagnostic {
    let message = format!("`{name}` is no file of JSON lines: {why}");
    let help = format!("put each use on a line of its own, or check the file as a whole: `railc check {name} --license …`");
    Diagnostic::new(Code::WrongKind, message).help(help)
}

impl Run<'_> {
    /// Takes the result of a block.
    fn take(&mut self, chunk: &Chunk, done: Done) -> Next {
        let stopped = self.written(chunk, &done).err();
        done.wrong.iter().for_each(|wrong| self.show(wrong));
        self.bar.draw(chunk.end, self.tally.wrong);
        match stopped {
            Some(why) => {
                self.stopped = Some(why);
                Next::Stop
            }
            None => Next::GoOn,
        }
    }

    fn written(&mut self, chunk: &Chunk, done: &Done) -> Result<(), Stop> {
        let before = done.is_stopped.then(|| self.tally.clone());
        self.tally.add(&done.tally);
        match (&mut self.out, before) {
            (Sink::Printed, before) => {
                let mut out = io::stdout().lock();
                out.write_all(&done.out).and_then(|()| out.flush()).map_err(unprinted)?;
                before.map_or(Ok(()), |_| Err(Stop::Strict))
            }
            // The next run begins with this block, once the line is mended.
            (Sink::File(part), Some(before)) => {
                if self.is_noted {
                    part.note_now(chunk.start, &before).map_err(Stop::Unwritten)?;
                }
                Err(Stop::Strict)
            }
            (Sink::File(part), None) => {
                part.write(&done.out).map_err(Stop::Unwritten)?;
                if self.is_noted { part.note(chunk.end, &self.tally).map_err(Stop::Unwritten) } else { Ok(()) }
            }
        }
    }

    fn show(&mut self, wrong: &Wrong) {
        if self.shown < SHOWN {
            self.shown += 1;
            self.bar.clear();
            report::show(&wrong.diagnostics, &wrong.sources);
        }
    }
}

fn unprinted(error: io::Error) -> Stop {
    if error.kind() == io::ErrorKind::BrokenPipe { Stop::Closed } else { Stop::Unprinted(error) }
}
