//! From the text of a template to its nodes, with what it includes in place.

use std::collections::BTreeSet;
use std::ops::Range;

use railc_core::base::{SourceId, Span};
use railc_core::diagnostic::{Code, Diagnostic};

use super::PARTIALS;
use super::fill::{Node, Path};

/// The most pieces of a template with all that it includes.
const MOST_NODES: usize = 2_000;
/// The most bytes of its text with all that it includes.
const MOST_TEXT: usize = 1 << 16;
/// The deepest that blocks and partials stand in each other.
const DEEPEST: usize = 32;

/// A template before it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'t> {
    /// Where it is from; `None` for railc's own.
    pub source: Option<SourceId>,
    /// Its text.
    pub text: &'t str,
}

/// Finds a template by its name: `drafting/must`, `partials/items`.
pub(super) type Files<'t> = &'t dyn Fn(&str) -> Option<File<'t>>;

/// A slot that a template asks for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// What for.
    pub asks: Asks,
    /// Its path from the slots of the template on, through lists and partials: `exceptions.items.words`.
    pub path: String,
    /// The tag; `None` in railc's own templates.
    pub span: Option<Span>,
}

/// What a template asks for a slot for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// To print it.
    Prints,
    /// Whether it holds something.
    Tests,
    /// For its rows.
    Loops,
    /// For the slots in it.
    Enters,
}

/// A span of a template.
pub(super) fn span(source: SourceId, range: Range<usize>) -> Span {
    Span { source, start: range.start as u32, end: range.end as u32 }
}

/// A template that has been read.
pub(super) struct Parsed {
    pub nodes: Vec<Node>,
    /// The slots that it asks for.
    pub asked: Vec<Asked>,
    /// The names of the templates that it includes.
    pub included: BTreeSet<String>,
}

/// Reads a template with all that it includes.
pub(super) fn template<'t>(name: &str, file: File<'t>, files: Files<'t>) -> Result<Parsed, Wrong> {
    let (open, scope, asked, included) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
    let mut reading = Reading { files, open, scope, asked, included, nodes: 0, text: 0, depth: 0 };
    let nodes = reading.file(name, file)?;
    Ok(Parsed { nodes, asked: reading.asked, included: reading.included })
}

pub(super) type Wrong = Box<Diagnostic>;

/// A piece of a template's text.
#[derive(Debug)]
enum Token<'t> {
    Text(&'t str),
    /// What stands between braces: `act.words`, `#if only`, `else`, `/if`, `> ending act`; and where.
    Tag(&'t str, Range<usize>),
}

type Tokens<'t> = std::vec::IntoIter<Token<'t>>;

/// A template that is being read, with those that it includes.
struct Reading<'t> {
    files: Files<'t>,
    /// The names of the templates that are open, the outermost first.
    open: Vec<String>,
    /// The slots that tags are about, from those of the template on.
    scope: Path,
    asked: Vec<Asked>,
    included: BTreeSet<String>,
    nodes: usize,
    text: usize,
    depth: usize,
}

/// What ends the nodes of a block.
enum End<'t> {
    File,
    Else(Range<usize>),
    Block(&'t str, Range<usize>),
}

impl<'t> Reading<'t> {
    fn file(&mut self, name: &str, file: File<'t>) -> Result<Vec<Node>, Wrong> {
        self.open.push(name.to_owned());
        let mut tokens = tokens(file)?.into_iter();
        let (nodes, end) = self.nodes(file, &mut tokens)?;
        self.open.pop();
        match end {
            End::File => Ok(nodes),
            End::Else(at) => Err(wrong(file, at, "this `else` belongs to no `if`", "take it out")),
            End::Block(name, at) => Err(wrong(file, at, format!("this ends an `{name}` that nothing begins"), "take it out")),
        }
    }

    /// The nodes up to the tag that ends them, and that tag.
    fn nodes(&mut self, file: File<'t>, tokens: &mut Tokens<'t>) -> Result<(Vec<Node>, End<'t>), Wrong> {
        let mut all = Vec::new();
        while let Some(token) = tokens.next() {
            self.nodes += 1;
            let (tag, at) = match token {
                Token::Text(text) => {
                    self.text += text.len();
                    all.push(Node::Text(text.to_owned()));
                    continue;
                }
                Token::Tag(tag, at) => (tag, at),
            };
            if self.nodes > MOST_NODES || self.text > MOST_TEXT || self.depth > DEEPEST {
                let message = format!(
                    "the template, with all that it includes, has more than {MOST_NODES} pieces or {} KiB, or is nested more than {DEEPEST} deep",
                    MOST_TEXT >> 10
                );
                return Err(wrong(file, at, message, "make it smaller"));
            }
            let words: Vec<&str> = tag.split_whitespace().collect();
            match words.as_slice() {
                ["#if", slot] => {
                    let slot = self.path(file, slot, Asks::Tests, &at)?;
                    let (then, end) = self.block(file, tokens)?;
                    let (otherwise, end) = match end {
                        End::Else(_) => self.block(file, tokens)?,
                        end => (Vec::new(), end),
                    };
                    closed(file, "if", at, end)?;
                    all.push(Node::If { slot, then, otherwise });
                }
                ["#each", slot] => {
                    let slot = self.path(file, slot, Asks::Loops, &at)?;
                    let body = self.within(&slot, |reading| {
                        let (body, end) = reading.block(file, tokens)?;
                        closed(file, "each", at, end).map(|()| body)
                    })?;
                    all.push(Node::Each { slot, body });
                }
                [">", name, slot @ ..] if slot.len() < 2 => {
                    let slot = match slot {
                        [slot] => self.path(file, slot, Asks::Enters, &at)?,
                        _ => Path::new(),
                    };
                    let body = self.within(&slot, |reading| reading.partial(file, name, at))?;
                    all.push(Node::Within { slot, body });
                }
                ["else"] => return Ok((all, End::Else(at))),
                ["/if"] => return Ok((all, End::Block("if", at))),
                ["/each"] => return Ok((all, End::Block("each", at))),
                [slot] if !slot.starts_with(['#', '/', '>']) => all.push(Node::Slot(self.path(file, slot, Asks::Prints, &at)?)),
                _ => return Err(wrong(file, at, format!("`{{{{{tag}}}}}` is no tag of a template"), TAGS)),
            }
        }
        Ok((all, End::File))
    }

    /// The nodes of a block, one deeper.
    fn block(&mut self, file: File<'t>, tokens: &mut Tokens<'t>) -> Result<(Vec<Node>, End<'t>), Wrong> {
        self.depth += 1;
        let found = self.nodes(file, tokens);
        self.depth -= 1;
        found
    }

    /// What is read where tags are about the slots in this one.
    fn within<T>(&mut self, slot: &Path, read: impl FnOnce(&mut Self) -> T) -> T {
        let outside = self.scope.len();
        self.scope.extend(slot.iter().cloned());
        let found = read(self);
        self.scope.truncate(outside);
        found
    }

    fn partial(&mut self, file: File<'t>, name: &str, at: Range<usize>) -> Result<Vec<Node>, Wrong> {
        let path = format!("{PARTIALS}{name}");
        if self.open.contains(&path) {
            return Err(wrong(file, at, format!("the template `{name}` includes itself"), "loop with `{{#each …}}` instead"));
        }
        let Some(partial) = (self.files)(&path) else {
            return Err(wrong(file, at, format!("there is no template `{path}.hbs` to include"), "write it, or name another"));
        };
        self.depth += 1;
        self.included.insert(path.clone());
        let nodes = self.file(&path, partial)?;
        self.depth -= 1;
        Ok(nodes)
    }

    /// The path of a slot, noted.
    fn path(&mut self, file: File<'t>, slot: &str, asks: Asks, at: &Range<usize>) -> Result<Path, Wrong> {
        let path: Path = slot.split('.').map(str::to_owned).collect();
        let is_name = |name: &String| !name.is_empty() && name.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-');
        if !path.iter().all(is_name) {
            return Err(wrong(file, at.clone(), format!("`{slot}` is no name of a slot"), TAGS));
        }
        let whole: Vec<&str> = self.scope.iter().chain(&path).map(String::as_str).collect();
        self.asked.push(Asked { asks, path: whole.join("."), span: file.source.map(|source| span(source, at.clone())) });
        Ok(path)
    }
}

/// What stands in templates.
const TAGS: &str = "templates have `{{slot}}`, `{{#if slot}} … {{else}} … {{/if}}`, `{{#each slot}} … {{/each}}`, `{{> partial slot}}` and \
                    `{{!-- comment --}}`";

fn wrong(file: File<'_>, at: Range<usize>, message: impl Into<String>, help: &str) -> Wrong {
    let diagnostic = Diagnostic::new(Code::BadTemplate, message).help(help);
    Box::new(match file.source {
        Some(source) => diagnostic.at(span(source, at), ""),
        None => diagnostic,
    })
}

/// Says whether a block that began at `begun` ends where it should.
fn closed(file: File<'_>, name: &str, begun: Range<usize>, end: End<'_>) -> Result<(), Wrong> {
    match end {
        End::Block(ended, _) if ended == name => Ok(()),
        End::Block(_, at) | End::Else(at) => Err(wrong(
            file,
            at,
            format!("this stands where `{{{{/{name}}}}}` is wanted"),
            "end blocks in the order in which they begin, the last first",
        )),
        End::File => Err(wrong(file, begun, format!("nothing ends this `{name}`"), &format!("write `{{{{/{name}}}}}` where it ends"))),
    }
}

/// Splits a template. A tag alone on its line takes the line with it, unless it is a slot.
fn tokens(file: File<'_>) -> Result<Vec<Token<'_>>, Wrong> {
    let text = file.text;
    if text.len() > MOST_TEXT {
        return Err(wrong(file, 0..0, format!("the template is larger than {} KiB", MOST_TEXT >> 10), "make it smaller"));
    }
    let mut tokens = Vec::new();
    // Where the text goes on behind the last tag.
    let mut done = 0;
    while let Some(start) = found(text, done, "{{") {
        let (open, close) = if text.get(start..).is_some_and(|rest| rest.starts_with("{{!--")) { ("{{!--", "--}}") } else { ("{{", "}}") };
        let Some(inner_end) = found(text, start + open.len(), close) else {
            return Err(wrong(file, start..start + open.len(), "nothing closes this tag", &format!("write `{close}` where it ends")));
        };
        let tag = text.get(start + open.len()..inner_end).unwrap_or_default().trim();
        let is_comment = open == "{{!--" || tag.starts_with('!');
        let end = inner_end + close.len();
        let mut cut = start..end;
        if is_comment || tag.starts_with(['#', '/', '>']) || tag == "else" {
            let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let line_end = found(text, end, "\n").map_or(text.len(), |at| at + 1);
            let is_blank = |range: Range<usize>| text.get(range).is_some_and(|around| around.trim().is_empty());
            if line_start >= done && is_blank(line_start..start) && is_blank(end..line_end) {
                cut = line_start..line_end;
            }
        }
        tokens.extend(text.get(done..cut.start).filter(|text| !text.is_empty()).map(Token::Text));
        if !is_comment {
            tokens.push(Token::Tag(tag, start..end));
        }
        done = cut.end;
    }
    tokens.extend(text.get(done..).filter(|text| !text.is_empty()).map(Token::Text));
    Ok(tokens)
}

/// Where these signs stand next, from a place on.
fn found(text: &str, from: usize, signs: &str) -> Option<usize> {
    Some(from + text.get(from..)?.find(signs)?)
}
