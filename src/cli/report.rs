//! Diagnostics for people, rendered by miette, or as JSON.

use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, NamedSource, SourceCode, SourceSpan, SpanContents,
};

use railc_core::base::{SourceId, Sources, one_line};
use railc_core::diagnostic::format::{self, DiagnosticEntry, DiagnosticsDocument, entries};
use railc_core::diagnostic::{DRAWN, Diagnostic, Diagnostics, Severity};

use super::{Ending, Format, Session, output, terminal};

/// How wide diagnostics are where no terminal tells.
const WIDTH: usize = 100;
/// The longest line that is shown whole, in bytes.
const LINE: usize = 400;
/// The longest text given to miette, in bytes; a longer one is cut to an excerpt.
const TEXT: usize = 256 << 10;

impl Session {
    /// Shows what is wrong, on standard error for people; the exit code is that of wrong input.
    pub(super) fn fail(&mut self, diagnostics: impl Into<Diagnostics>) -> io::Result<Ending> {
        let diagnostics = diagnostics.into();
        match self.format {
            Format::Human => self.show(&diagnostics),
            Format::Json => {
                let mut all = std::mem::take(&mut self.warnings);
                all.extend(diagnostics);
                output::json(&DiagnosticsDocument { version: format::VERSION, diagnostics: entries(all.as_slice(), &self.sources) })?
            }
        }
        Ok(Ending::Wrong)
    }

    /// Keeps warnings for the printed document; for people, shows them at once.
    pub(super) fn warn(&mut self, warnings: Diagnostics) {
        match self.format {
            Format::Human => self.show(&warnings),
            Format::Json => self.warnings.extend(warnings),
        }
    }

    /// The warnings so far, for a document.
    pub(super) fn warned(&self) -> Vec<DiagnosticEntry> {
        entries(self.warnings.as_slice(), &self.sources)
    }

    /// Shows diagnostics on standard error.
    pub(super) fn show(&self, diagnostics: &Diagnostics) {
        show(diagnostics, &self.sources);
    }
}

/// Shows diagnostics on standard error, with these texts.
pub(super) fn show(diagnostics: &Diagnostics, sources: &Sources) {
    for diagnostic in diagnostics.iter().take(DRAWN) {
        draw(diagnostic, sources, uses_color()).show();
    }
    if diagnostics.count() > DRAWN {
        say(&format!("… and {} more\n", diagnostics.count() - DRAWN));
    }
}

/// Prints to standard error, ignoring failure: there is nowhere else to report it.
pub(super) fn say(text: &str) {
    let _ = io::stderr().lock().write_all(output::visible(text).as_bytes());
}

/// A diagnostic as it is shown. Nothing in it but its colors steers a terminal: only [`draw`] makes one, from what was made visible before.
struct Picture(String);

impl Picture {
    fn show(&self) {
        let _ = io::stderr().lock().write_all(self.0.as_bytes());
    }
}

fn uses_color() -> bool {
    terminal::has_color(&io::stderr())
}

/// A diagnostic with the pieces of text that it points at.
fn draw(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> Picture {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(terminal::known_width().unwrap_or(WIDTH))
        .with_links(false)
        .with_word_separator(textwrap::WordSeparator::AsciiSpace)
        .with_word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut text = String::new();
    let drawn = Drawn::new(diagnostic, sources);
    if handler.render_report(&mut text, &drawn).is_err() {
        return Picture(format!("{}: {}\n", diagnostic.code.number(), diagnostic.message));
    }
    text.push('\n');
    Picture(text)
}

/// Where a byte of a text is once the text is made visible.
fn visible_at(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(byte, |before| output::visible(before).len())
}

/// A text with its name; where it is a line of a longer one, its lines are counted from there.
#[derive(Debug)]
struct Placed {
    source: NamedSource<String>,
    lines_before: usize,
}

impl Placed {
    fn new(name: impl AsRef<str>, text: String, lines_before: u32) -> Placed {
        Placed { source: NamedSource::new(name, text), lines_before: lines_before as usize }
    }
}

impl SourceCode for Placed {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.source.read_span(span, before, after)?;
        let (line, name) = (found.line() + self.lines_before, self.source.name().to_owned());
        Ok(Box::new(MietteSpanContents::new_named(name, found.data(), *found.span(), line, found.column(), found.line_count())))
    }
}

/// One diagnostic as miette needs it: labels in one text; those in other texts are related diagnostics.
#[derive(Debug)]
struct Drawn {
    code: String,
    message: String,
    help: Option<String>,
    severity: miette::Severity,
    source: Option<Placed>,
    labels: Vec<LabeledSpan>,
    related: Vec<Drawn>,
}

impl Drawn {
    fn new(diagnostic: &Diagnostic, sources: &Sources) -> Drawn {
        if let Some(excerpt) = Drawn::excerpt(diagnostic, sources) {
            return excerpt;
        }
        let main = diagnostic.labels.first().map(|label| label.span.source);
        let labels_in = |source: SourceId| -> Vec<LabeledSpan> {
            let own = diagnostic.labels.iter().filter(|label| label.span.source == source);
            own.map(|label| {
                let text = (!label.text.is_empty()).then(|| label.text.clone());
                let at = |byte: u32| visible_at(&sources.get(source).text, byte as usize);
                let span = SourceSpan::from(at(label.span.start)..at(label.span.end));
                if label.primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) }
            })
            .collect()
        };
        let named = |source: SourceId| {
            let source = sources.get(source);
            Placed::new(one_line(&source.name), output::visible(&source.text).into_owned(), source.lines_before)
        };
        let mut others: Vec<SourceId> =
            diagnostic.labels.iter().map(|label| label.span.source).filter(|source| Some(*source) != main).collect();
        others.sort();
        others.dedup();
        let related = others.into_iter().map(|source| Drawn {
            code: String::new(),
            message: "the other place".to_owned(),
            help: None,
            severity: miette::Severity::Advice,
            source: Some(named(source)),
            labels: labels_in(source),
            related: Vec::new(),
        });
        Drawn {
            code: format!("{} {}", diagnostic.code.number(), diagnostic.code.name()),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            severity: severity(diagnostic),
            source: main.map(named),
            labels: main.map(labels_in).unwrap_or_default(),
            related: related.collect(),
        }
    }
}

impl Drawn {
    /// An excerpt around the wrong place, if its line or text is too long to show.
    fn excerpt(diagnostic: &Diagnostic, sources: &Sources) -> Option<Drawn> {
        let span = diagnostic.labels.first()?.span;
        let source = sources.get(span.source);
        let (start, end) = (span.start as usize, span.end as usize);
        let is_long = |label: &railc_core::diagnostic::Label| {
            let text = &sources.get(label.span.source).text;
            let from = text.get(..label.span.start as usize).and_then(|before| before.rfind('\n')).unwrap_or(0);
            let to = text
                .get(label.span.end as usize..)
                .and_then(|after| after.find('\n'))
                .map_or(text.len(), |at| label.span.end as usize + at);
            text.len() > TEXT || text.get(from..to).is_some_and(|lines| lines.split('\n').any(|line| line.len() > LINE))
        };
        if !diagnostic.labels.iter().any(is_long) {
            return None;
        }
        let floor = |at: usize| (0..=at.min(source.text.len())).rev().find(|at| source.text.is_char_boundary(*at)).unwrap_or(0);
        let line_start = source.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let from = floor(start.saturating_sub(60)).max(line_start);
        let wrong_end = floor(end.min(start + 80));
        let rest = source.text.get(wrong_end..floor(wrong_end + 40)).and_then(|rest| rest.split('\n').next()).unwrap_or("");
        let shown = source.text.get(from..wrong_end + rest.len()).unwrap_or("");
        let span = SourceSpan::from(visible_at(shown, start - from)..visible_at(shown, (wrong_end - from).max(start - from)));
        let shown = output::visible(shown).into_owned();
        Some(Drawn {
            code: format!("{} {}", diagnostic.code.number(), diagnostic.code.name()),
            message: diagnostic.message.chars().take(500).collect(),
            help: diagnostic.help.clone(),
            severity: severity(diagnostic),
            source: Some(Placed::new(format!("an excerpt from {}", sources.place(diagnostic.labels.first()?.span)), shown, 0)),
            labels: vec![LabeledSpan::new_primary_with_span(None, span)],
            related: Vec::new(),
        })
    }
}

fn severity(diagnostic: &Diagnostic) -> miette::Severity {
    match diagnostic.code.severity() {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    }
}

impl fmt::Display for Drawn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl miette::Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.code.is_empty()).then(|| Box::new(&self.code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        (!self.related.is_empty()).then(|| {
            Box::new(self.related.iter().map(|one| one as &dyn miette::Diagnostic)) as Box<dyn Iterator<Item = &dyn miette::Diagnostic>>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use railc_core::base::{Span, is_hidden};
    use railc_core::diagnostic::Code;

    /// A text without the sequences that set colors.
    fn uncolored(text: &str) -> String {
        let mut pieces = text.split("\u{1b}[");
        let first = pieces.next().unwrap().to_owned();
        pieces.fold(first, |all, piece| match piece.split_once('m') {
            Some((set, rest)) if set.chars().all(|sign| sign.is_ascii_digit() || sign == ';') => all + rest,
            _ => all + "\u{1b}[" + piece,
        })
    }

    #[test]
    fn nothing_but_colors_steers_a_terminal() {
        let text = "id x\u{1b}[2J\u{202e}\u{ad} wrong\n";
        let mut sources = Sources::new();
        let source = sources.add("a\u{1b}]0;b\u{7}\n.rail", text);
        let start = text.find("wrong").unwrap() as u32;
        for long in [String::new(), "x".repeat(1_000)] {
            let source = if long.is_empty() { source } else { sources.add("long.rail", format!("{text}// \u{7}{long}")) };
            let diagnostic =
                Diagnostic::new(Code::Syntax, "a\u{1b}[2Jb\nc").at(Span { source, start, end: start + 5 }, "\u{9b}here").help("d\u{7}");
            let drawn = draw(&diagnostic, &sources, true).0;
            assert!(drawn.contains("\u{1b}["), "it has colors");
            let plain = uncolored(&drawn);
            assert!(
                !plain.contains(is_hidden) && plain.contains("a\u{fffd}[2Jb c") && plain.contains("id x\u{fffd}[2J\u{fffd}\u{fffd} wrong"),
                "{plain}"
            );
            assert_eq!(plain, uncolored(&draw(&diagnostic, &sources, false).0));
        }
    }
}
