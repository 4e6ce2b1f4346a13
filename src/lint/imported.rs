//! Somebody's text as prose: Markdown or plain, its clauses told apart by their numbers and its defined words by their quotation marks.
//!
//! It finds what most licenses look like and makes no claim about others: a paragraph that it can't tell is plain.

use std::collections::BTreeSet;
use std::ops::Range;

use railc_core::base::{letters, numerals};
use railc_language::render::LintWords;

use super::finding::Home;
use super::prose::{Mark, Passage, Prose, Role, Term};
use super::words::{find, find_any, has_any, tokens};

/// The longest line that is taken for a heading, in bytes.
const HEADING: usize = 80;

/// The prose of a text.
pub(super) fn of_text(text: &str, words: &'static LintWords) -> Prose {
    let mut prose = Prose { words, passages: Vec::new(), terms: Vec::new(), names: BTreeSet::new() };
    let mut reader = Reader { group: 0, list: 0, open: Vec::new(), is_restriction: false };
    for block in blocks(text) {
        reader.block(block, &mut prose);
    }
    for at in 0..prose.passages.len() {
        define(&mut prose, at);
    }
    for passage in &mut prose.passages {
        cite(passage, words);
    }
    // What the title is called by is a name.
    let titles = prose.passages.iter().take_while(|passage| passage.role == Role::Heading);
    prose.names = titles.flat_map(|title| title.text.split(|sign: char| !sign.is_alphanumeric())).map(str::to_owned).collect();
    prose.mark_uses();
    prose
}

/// A line behind the anchor that our own texts begin it with.
fn without_anchor(line: &str) -> &str {
    let anchored = line.trim_start().strip_prefix("<span id=\"").and_then(|rest| rest.split_once("\"></span>"));
    anchored.map_or(line, |(_, behind)| behind)
}

/// Lines that belong together, without what only dresses them, and where each byte was.
#[derive(Default)]
struct Block {
    text: String,
    origin: Vec<u32>,
    /// Whether it began as a Markdown heading, or all of it was bold.
    is_heading: bool,
    /// Whether it stands in a fence, as what is no prose does.
    is_fenced: bool,
    /// Where the bold words end that it begins with.
    bold: usize,
    /// How far its first line is indented.
    indent: usize,
}

impl Block {
    fn push(&mut self, sign: char, at: usize) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.origin.extend(std::iter::repeat_n(at, sign.len_utf8()));
        self.text.push(sign);
    }

    /// A line, without the signs of Markdown.
    fn line(&mut self, line: &str, start: usize) {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let marked = bare.trim_start_matches('#');
        let shown = without_anchor(marked);
        self.is_heading |=
            marked.len() < bare.len() || (bare.starts_with("**") && bare.trim_end().ends_with("**") && bare.matches("**").count() == 2);
        if !self.text.is_empty() {
            self.push(' ', start);
        }
        let from = start + line.len() - shown.len();
        let bold = if self.text.is_empty() { shown.strip_prefix("**").and_then(|rest| rest.find("**")).map(|at| at + 2) } else { None };
        for (at, sign) in shown.trim_end().char_indices() {
            if bold == Some(at) {
                self.bold = self.text.len();
            }
            let is_dress = matches!(sign, '*' | '`') || (sign == ' ' && (self.text.is_empty() || self.text.ends_with(' ')));
            if !is_dress {
                self.push(sign, from + at);
            }
        }
    }
}

/// The blocks of a text: an empty line ends one, and a label or a heading begins one.
fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut is_open = false;
    let mut is_fenced = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let is_fence = bare.starts_with("~~~") || bare.starts_with("```");
        is_fenced ^= is_fence;
        let is_rule = is_fence || (!bare.is_empty() && bare.chars().all(|sign| matches!(sign, '-' | '=' | '_' | '*')));
        let begins = !is_open || bare.starts_with('#') || label(bare.trim_start_matches('*')).is_some();
        if bare.is_empty() || is_rule {
            is_open = false;
        } else {
            if begins {
                found.push(Block { is_fenced, indent: line.len() - line.trim_start().len(), ..Block::default() });
            }
            found.last_mut().into_iter().for_each(|block| block.line(line.trim_end_matches(['\n', '\r']), start));
            is_open = !bare.starts_with('#');
        }
        start += line.len();
    }
    found.retain(|block| !block.text.trim().is_empty());
    found
}

/// How the members of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `(a)`
    Bracketed,
    /// `1.`, `6.1`
    Pointed,
    /// `-`
    Bullet,
}

/// The label that a text begins with, how long it is with the space behind it, and its style.
fn label(text: &str) -> Option<(&str, usize, Style)> {
    let (first, rest) = text.split_once([' ', '\t'])?;
    let length = text.len() - rest.trim_start().len();
    let is_short = |inside: &str| !inside.is_empty() && inside.len() <= 5 && inside.chars().all(|sign| sign.is_ascii_alphanumeric());
    if matches!(first, "-" | "•" | "*") {
        return Some((first, length, Style::Bullet));
    }
    if let Some(inside) = first.strip_suffix(')').map(|inside| inside.trim_start_matches('(')).filter(|inside| is_short(inside)) {
        let is_number = inside.len() <= 4 && (inside.len() == 1 || !inside.chars().all(char::is_alphabetic) || is_roman(inside));
        return is_number.then_some((inside, length, Style::Bracketed));
    }
    let number = first.trim_end_matches('.');
    let is_number = number.split('.').all(|part| !part.is_empty() && part.len() <= 3 && part.chars().all(|sign| sign.is_ascii_digit()));
    (is_number && (first.ends_with('.') || number.contains('.'))).then_some((number, length, Style::Pointed))
}

fn is_roman(text: &str) -> bool {
    text.chars().all(|sign| matches!(sign, 'i' | 'v' | 'x'))
}

/// A list that may go on.
struct OpenList {
    list: usize,
    style: Style,
    indent: usize,
    /// The labels so far.
    labels: Vec<String>,
}

impl OpenList {
    /// Whether a label is the one behind its last.
    fn goes_on(&self, label: &str) -> bool {
        let turn = |text: &str| (1..=60).find(|turn| letters(*turn) == text || turn.to_string() == text);
        let numeral = |text: &str| (1..=30).find(|turn| numerals(*turn) == text);
        let last = self.labels.last().map(|last| last.to_lowercase()).unwrap_or_default();
        let label = label.to_lowercase();
        let follows = |one: Option<usize>, other: Option<usize>| one.zip(other).is_some_and(|(one, other)| other == one + 1);
        follows(turn(&last), turn(&label)) || follows(numeral(&last), numeral(&label))
    }
}

/// What has been read so far of a text.
struct Reader {
    group: usize,
    list: usize,
    /// The lists that are open, the innermost last.
    open: Vec<OpenList>,
    /// Whether a heading has announced restrictions.
    is_restriction: bool,
}

impl Reader {
    fn block(&mut self, block: Block, prose: &mut Prose) {
        let Block { text, origin, is_heading, is_fenced, bold, indent } = block;
        if is_fenced {
            return prose.passages.push(self.passage(Role::Heading, String::new(), text, origin));
        }
        let is_title = is_heading || is_part_title(&text, prose.words) || is_capitals(&text);
        let labelled = label(&text).map(|(number, length, style)| (number.to_owned(), length, style));
        if is_title && text.len() <= HEADING {
            self.group += 1;
            self.open.clear();
            self.is_restriction = has_any(&text, prose.words.restriction_headings);
            let number = labelled.map(|(number, ..)| number).or_else(|| part_number(&text, prose.words)).unwrap_or_default();
            return prose.passages.push(self.passage(Role::Heading, number, text, origin));
        }
        let Some((number, length, style)) = labelled else {
            return prose.passages.push(self.passage(Role::Plain, String::new(), text, origin));
        };
        let title = match style {
            Style::Pointed if bold > length => Some(bold),
            Style::Pointed if bold > 0 || !self.open.iter().any(|open| open.style == style) => heading_length(&text, length),
            Style::Pointed | Style::Bracketed | Style::Bullet => None,
        };
        match title {
            Some(end) => self.clause(number, length..end, text, origin, prose),
            None => {
                let list = self.list_of(&number, style, indent);
                let (mut text, mut origin) = (text, origin);
                (text, origin) = (text.split_off(length), origin.split_off(length));
                let item = Passage { list: Some(list), ..self.passage(Role::Item, number, text, origin) };
                prose.passages.push(item);
            }
        }
    }

    /// The list that a label belongs to: one that it goes on, a new one where it is a first label, or the innermost.
    fn list_of(&mut self, label: &str, style: Style, indent: usize) -> usize {
        self.open.retain(|open| open.indent <= indent);
        let is_alike = |open: &OpenList| open.style == style && open.indent == indent;
        let going_on = self.open.iter().rposition(|open| is_alike(open) && (style == Style::Bullet || open.goes_on(label)));
        let is_first = matches!(label, "a" | "A" | "1" | "i" | "I" | "R1");
        // `(i)` behind `(k)` of a list that has one is no first label.
        let is_again = |open: &OpenList| matches!(label, "i" | "I") && open.labels.iter().any(|other| other == label);
        let innermost = self.open.iter().rposition(is_alike).filter(|at| !is_first || self.open.get(*at).is_some_and(is_again));
        match going_on.or(innermost) {
            Some(at) => self.open.truncate(at + 1),
            None => {
                self.list += 1;
                self.open.push(OpenList { list: self.list, style, indent, labels: Vec::new() });
            }
        }
        let Some(open) = self.open.last_mut() else { return self.list };
        open.labels.push(label.to_owned());
        open.list
    }

    /// A numbered paragraph that begins with its heading.
    fn clause(&mut self, number: String, heading: Range<usize>, mut text: String, mut origin: Vec<u32>, prose: &mut Prose) {
        self.group += 1;
        self.open.clear();
        let words = text.get(heading.clone()).unwrap_or_default().to_owned();
        let places = origin.get(heading.clone()).unwrap_or_default().to_vec();
        prose.passages.push(self.passage(Role::Heading, number, words, places));
        let rest = text.get(heading.end..).unwrap_or_default();
        let from = text.len() - rest.trim_start_matches(['.', ' ']).len();
        (text, origin) = (text.split_off(from), origin.split_off(from));
        if !text.is_empty() {
            prose.passages.push(self.passage(Role::Plain, String::new(), text, origin));
        }
    }

    fn passage(&self, role: Role, number: String, text: String, origin: Vec<u32>) -> Passage {
        let capitals = text.chars().filter(|sign| sign.is_uppercase()).count();
        let small = text.chars().filter(|sign| sign.is_lowercase()).count();
        Passage {
            home: Home::Head,
            number,
            group: self.group,
            role,
            list: None,
            marks: Vec::new(),
            is_conspicuous: capitals > small,
            is_restriction: self.is_restriction && role != Role::Heading,
            text,
            origin,
        }
    }
}

/// Where the heading ends that a numbered paragraph begins with: `2. Grant of rights. You may …`.
fn heading_length(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let end = rest.find(['.', ':']).unwrap_or(rest.len());
    let title = rest.get(..end)?;
    let words = tokens(title);
    let capitals = words.iter().filter(|at| title.get((*at).clone()).is_some_and(|word| word.starts_with(char::is_uppercase))).count();
    (title.len() <= HEADING && !words.is_empty() && title.starts_with(char::is_uppercase) && capitals * 2 >= words.len())
        .then_some(from + end)
}

/// `Section I: Preamble`, `Attachment A`
fn is_part_title(text: &str, words: &LintWords) -> bool {
    part_number(text, words).is_some() && text.len() <= HEADING && !text.ends_with(['.', ','])
}

/// `I` of `Section I: Preamble`
fn part_number(text: &str, words: &LintWords) -> Option<String> {
    let (first, rest) = text.split_once(' ')?;
    let is_part = words.parts.contains(&first.to_lowercase().as_str());
    let number = rest.split([' ', ':', '.', '-', '–']).next().filter(|number| is_number(number))?;
    is_part.then(|| number.to_owned())
}

/// Whether something is written where a number of a part is: `4`, `6.1`, `A`, `III`.
fn is_number(text: &str) -> bool {
    let is_digits = text.starts_with(|sign: char| sign.is_ascii_digit());
    let is_letter = text.len() == 1 && text.chars().all(|sign| sign.is_ascii_uppercase());
    is_digits || is_letter || (!text.is_empty() && text.chars().all(|sign| matches!(sign, 'I' | 'V' | 'X')))
}

fn is_capitals(text: &str) -> bool {
    text.len() <= HEADING && text.chars().filter(|sign| sign.is_uppercase()).count() > 3 && !text.chars().any(char::is_lowercase)
}

/// Makes a passage a definition if it begins as one: `“Model” means …`, `“You” (or “Your”) means …`.
fn define(prose: &mut Prose, at: usize) {
    let Some(passage) = prose.passages.get(at) else { return };
    let Some(end) = passage.text.starts_with(['“', '"', '”']).then(|| verb(&passage.text, prose.words)).flatten() else { return };
    let head: String = passage.text.chars().take(passage.text.get(..end).unwrap_or_default().chars().count()).collect();
    let mut forms: Vec<String> =
        head.split(['“', '”', '"']).map(str::trim).filter(|piece| piece.starts_with(char::is_uppercase)).map(str::to_owned).collect();
    forms.retain(|form| !form.is_empty());
    let Some(name) = forms.first().cloned() else { return };
    let term = prose.terms.len();
    prose.terms.push(Term { name, forms, passage: at });
    if let Some(passage) = prose.passages.get_mut(at) {
        passage.role = Role::Definition(term);
        passage.marks.push((0..end, Mark::Defined));
    }
}

/// Where the verb of a definition begins: near its beginning, behind quotation marks.
fn verb(text: &str, words: &LintWords) -> Option<usize> {
    let (at, _) = find_any(text, words.definition_verbs).into_iter().next()?;
    let head = text.get(..at.start)?;
    (head.len() <= HEADING && head.chars().filter(|sign| matches!(sign, '“' | '”' | '"')).count() >= 2).then_some(at.start)
}

/// Marks what a passage refers to by a typed number.
fn cite(passage: &mut Passage, words: &LintWords) {
    let mut found = typed_references(&passage.text, words);
    found.retain(|(at, _)| passage.is_plain(at));
    passage.marks.extend(found.into_iter().map(|(at, number)| (at, Mark::Reference(number))));
    passage.marks.sort_by_key(|(at, _)| at.start);
}

/// The references with typed numbers in a text, with their places and numbers. A number of another law is none.
pub(super) fn typed_references(text: &str, words: &LintWords) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for part in words.parts {
        for at in find(text, part) {
            let Some(rest) = text.get(at.end..).and_then(|rest| rest.strip_prefix([' ', '\u{a0}'])) else { continue };
            let number: &str = rest.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.').next().unwrap_or_default();
            let number = number.trim_end_matches('.');
            let behind = rest.get(number.len()..).unwrap_or_default();
            // `501(c)(3) of the Code`
            let told = behind.trim_start_matches(|sign: char| matches!(sign, '(' | ')') || sign.is_ascii_alphanumeric());
            let is_own = told.to_lowercase().starts_with(" of this") || told.to_lowercase().starts_with(" of the license");
            let is_of_law = (told.starts_with(" of ") && !is_own) || (*part == "article" && told.starts_with(", "));
            if is_number(number) && !is_of_law {
                found.push((at.start..text.len() - behind.len(), number.to_owned()));
            }
        }
    }
    found.sort_by_key(|(at, _)| at.start);
    found.dedup_by_key(|(at, _)| at.start);
    found
}
