//! The diagnostic for an unexpected word or sign.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::{Grammar, Rule};
use super::parts::Reader;
use railc_core::base::{alternatives, nearest};
use railc_core::diagnostic::{Code, Diagnostic};

/// More alternatives than this go into the help, not the message.
const TOLD: usize = 3;

/// Where the parser library stopped, and the rules that it tried there.
pub(super) struct Expected {
    pub(super) at: usize,
    pub(super) rules: Vec<Rule>,
}

impl Expected {
    /// From the library's own error about a piece that starts at `offset`.
    pub(super) fn from_error(error: &Error<Rule>, offset: usize) -> Expected {
        let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
        let rules = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.clone(),
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Expected { at: offset + at, rules }
    }
}

/// Whether a piece starts with the keyword of a head line or an item.
pub(super) fn starts_a_piece(piece: &str) -> bool {
    Grammar::parse(Rule::line_start, piece).is_ok()
}

/// Whether a line starts with the keyword of an item.
pub(super) fn starts_an_item(line: &str) -> bool {
    Grammar::parse(Rule::item_start, line).is_ok()
}

/// Reports a file that does not begin with an opening line.
pub(super) fn without_opening(reader: &mut Reader, text: &str) {
    if let Err(error) = Grammar::parse(Rule::trial_opening, text) {
        let diagnostic = unexpected(reader, text, &Expected::from_error(&error, 0));
        reader.diagnostics.push(diagnostic);
    }
}

/// Reports what was expected and what was found.
pub(super) fn unexpected(reader: &Reader, text: &str, expected: &Expected) -> Diagnostic {
    let (start, end) = found(text, expected.at);
    let word = text.get(start..end).unwrap_or("");
    let wanted = Wanted::from_rules(&expected.rules);
    if word.is_empty() {
        let (start, end) = reader.last_word(text);
        return Diagnostic::new(Code::Syntax, wanted.message("the end of the file"))
            .at(reader.place(start, end), "the file ends after this");
    }
    let shown = if word.starts_with('"') { "a text".to_owned() } else { format!("`{word}`") };
    let mut diagnostic = Diagnostic::new(Code::Syntax, wanted.message(&shown)).at(reader.place(start, end), "");
    if let Some(open) = open_bracket(text, start).filter(|_| wanted.lacks_bracket) {
        diagnostic = diagnostic.and(reader.place(open, open + 1), "opened here");
    }
    match wanted.help(word) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// How far back an open bracket is looked for, in bytes.
const BRACKET_REACH: usize = 4096;

/// The last unclosed bracket before a place.
fn open_bracket(text: &str, before: usize) -> Option<usize> {
    let mut closed = 0usize;
    for (at, sign) in text.get(..before)?.bytes().enumerate().rev().take(BRACKET_REACH) {
        match sign {
            b')' => closed += 1,
            b'(' if closed == 0 => return Some(at),
            b'(' => closed -= 1,
            _ => {}
        }
    }
    None
}

/// The word or sign at or after a place, without white space and comments before it.
fn found(text: &str, at: usize) -> (usize, usize) {
    let mut rest = text.get(at..).unwrap_or("");
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{FEFF}']);
        if !rest.starts_with("//") {
            break;
        }
        rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or("");
    }
    let start = text.len() - rest.len();
    let goes_on = |next: char| next.is_alphanumeric() || matches!(next, '-' | '_' | '.' | '/');
    let length = match rest.chars().next() {
        Some('"') => rest.get(1..).and_then(|inside| inside.find(['"', '\n'])).map_or(1, |end| end + 2),
        Some(first) if goes_on(first) || first == '@' => {
            let tail = rest.get(first.len_utf8()..).unwrap_or("");
            let word = first.len_utf8() + tail.find(|next| !goes_on(next)).unwrap_or(tail.len());
            rest.get(..word).map_or(word, |word| word.trim_end_matches('.').len()).max(first.len_utf8())
        }
        Some(first) => rest.find(|next| !SIGNS.contains(next)).filter(|end| *end > 0).unwrap_or(first.len_utf8()),
        None => 0,
    };
    (start, start + rest.get(..length).map_or(1, str::len))
}

/// Characters of operators of other languages: `>=`, `&&`.
const SIGNS: &str = "<>=!&|";

/// What was expected, in the words of the language guide.
struct Wanted {
    things: Vec<String>,
    keywords: Vec<String>,
    lacks_rule: bool,
    lacks_bracket: bool,
    /// Whether the text before could end here.
    is_complete: bool,
}

impl Wanted {
    fn from_rules(rules: &[Rule]) -> Wanted {
        let mut wanted = Wanted {
            things: Vec::new(),
            keywords: Vec::new(),
            lacks_rule: rules.contains(&Rule::clause_rule),
            lacks_bracket: rules.contains(&Rule::close_bracket),
            is_complete: rules.contains(&Rule::EOI),
        };
        for rule in rules.iter().filter(|rule| **rule != Rule::EOI) {
            let thing = thing(*rule);
            if !wanted.things.contains(&thing) {
                wanted.things.push(thing);
            }
            wanted.keywords.extend(keywords(*rule));
        }
        wanted
    }

    fn message(&self, found: &str) -> String {
        if self.lacks_rule {
            return format!("expected a rule such as `permit` or `prohibit`, found {found}");
        }
        if self.lacks_bracket {
            return format!("expected `)` or more of the condition, found {found}");
        }
        if self.is_told() {
            return format!("expected {}, found {found}", alternatives(&self.things));
        }
        format!("{found} does not belong here")
    }

    /// Whether the message names everything that was expected.
    fn is_told(&self) -> bool {
        !self.is_complete && !self.things.is_empty() && self.things.len() <= TOLD
    }

    fn help(&self, word: &str) -> Option<String> {
        if let Some(help) = habit(word) {
            return Some(help.to_owned());
        }
        let lower = word.to_lowercase();
        let near = nearest(&lower, self.keywords.iter().map(String::as_str).filter(|keyword| *keyword != word));
        if let Some(keyword) = near.first() {
            return Some(format!("did you mean `{keyword}`?"));
        }
        if self.lacks_rule {
            return Some(format!("say what the clause does: {}", alternatives(&quoted(RULES))));
        }
        if self.things.iter().any(|it| it == HANDLE) {
            return handle_help(word);
        }
        if self.things.iter().any(|it| it == VERDICT) {
            return Some(format!("here can stand {}", alternatives(&quoted(VERDICTS))));
        }
        if self.things.iter().any(|it| it == CONDITION) && word.starts_with(char::is_uppercase) {
            return Some(format!("a term stands in quotes: `\"{word}\"`"));
        }
        if self.things.iter().any(|it| it == NAME || it == CONDITION) && word.contains(|it: char| it.is_alphabetic()) {
            return Some("write names in lower case, with `-` and `.` between their words: `purpose.medical.advice`".to_owned());
        }
        if !self.is_told()
            && let Some(help) = misplaced(word)
        {
            return Some(help.to_owned());
        }
        (!self.is_told() && !self.things.is_empty()).then(|| format!("here can stand {}", alternatives(&self.things)))
    }
}

fn handle_help(word: &str) -> Option<String> {
    let bare = word.trim_start_matches('@');
    let kebab = bare.to_lowercase().replace(['_', '.', '/'], "-");
    let is_name = bare.starts_with(|first: char| first.is_ascii_alphanumeric());
    match word {
        "when" => Some("give the exception a name: `except @name when …`; or write `unless …`".to_owned()),
        _ if is_name => Some(format!("write `@{kebab}`: names of parts are lower-case words with `-` between them, after an `@`")),
        _ => Some("give it a name first, such as `@medical`".to_owned()),
    }
}

/// Where a misplaced word belongs, if it is a known one.
fn misplaced(word: &str) -> Option<&'static str> {
    match word {
        "when" => Some("a prohibition is one condition: join what must be so as well with `and`"),
        "permit" | "prohibit" | "must" | "withdraw" | "should" => Some("a clause has one rule: begin a new one with `clause @name`"),
        _ => None,
    }
}

/// What to write instead of an operator of other languages.
fn habit(word: &str) -> Option<&'static str> {
    match word {
        "<" | ">" | "<=" | ">=" => Some("write `more than`, `at least`, `less than` or `at most`"),
        "over" | "above" | "exceeding" | "exceeds" => Some("write `more than`"),
        "under" | "below" => Some("write `less than`"),
        "&&" | "&" => Some("write `and`"),
        "||" | "|" => Some("write `or`"),
        "!" => Some("write `not`"),
        ";" => Some("leave it out: the next word ends what stands before it"),
        "“" | "”" | "„" | "«" | "»" | "'" | "‘" | "’" => Some("write texts in straight quotation marks: `\"…\"`"),
        "\u{a0}" | "\u{202f}" | "\u{3000}" => Some("this space does not break lines or is wide: write a plain one"),
        "#" | "/*" | "--" => Some("write remarks as `// …`"),
        _ => None,
    }
}

const RULES: &[&str] = &["permit", "prohibit", "must", "withdraw", "should", "licensor may", "not modelled because"];
const VERDICTS: &[&str] = &["permitted", "prohibited", "not-granted", "refused", "undetermined"];
const MEASURES: &[&str] = &["more than", "at least", "less than", "at most"];
const HANDLE: &str = "a name with an `@`";
const NAME: &str = "a name such as `purpose.spam`";
const CONDITION: &str = "a condition";
const VERDICT: &str = "a verdict";

/// A rule of the grammar in the reader's words.
fn thing(rule: Rule) -> String {
    let words = match rule {
        Rule::operand | Rule::condition | Rule::named => CONDITION,
        Rule::text => "a text in quotes",
        Rule::name | Rule::names | Rule::fact | Rule::stated => NAME,
        Rule::handle | Rule::handles | Rule::path => HANDLE,
        Rule::word => "a word",
        Rule::tag => "a language such as `en`",
        Rule::date => "a date such as `2024-07-23`",
        Rule::number | Rule::digits => "a number",
        Rule::limit => "a number or a `{parameter}`",
        Rule::value => "a number or a text in quotes",
        Rule::measure => "a comparison",
        Rule::target => "an id or a path in quotes",
        Rule::spec_kind | Rule::opening => "`license`, `reading` or `library`",
        Rule::verdict => VERDICT,
        Rule::clause_rule => "a rule",
        Rule::addressee => "`counsel` or `licensor`",
        Rule::weight => "`authoritative` or `informative`",
        Rule::magnitude => "`million`",
        Rule::certainty => "`medium` or `low`",
        Rule::joint => "`and`, `or`",
        Rule::head_line => "a line of the head",
        Rule::comma => "`,`",
        Rule::equals => "`=`",
        Rule::open_bracket => "`(`",
        Rule::close_bracket => "`)`",
        Rule::open_brace => "`{`",
        Rule::close_brace => "`}`",
        _ => return keyword(rule).map_or_else(|| "the next item".to_owned(), |keyword| format!("`{keyword}`")),
    };
    words.to_owned()
}

/// The keywords that a rule of the grammar can start with.
fn keywords(rule: Rule) -> Vec<String> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match rule {
        Rule::spec_kind | Rule::opening => owned(&["license", "reading", "library"]),
        Rule::clause_rule => owned(RULES),
        Rule::measure => owned(MEASURES),
        Rule::joint => owned(&["and", "or"]),
        Rule::verdict => owned(VERDICTS),
        Rule::addressee => owned(&["counsel", "licensor"]),
        Rule::weight => owned(&["authoritative", "informative"]),
        Rule::magnitude => owned(&["thousand", "million", "billion"]),
        Rule::certainty => owned(&["medium", "low"]),
        Rule::head_line => first_words(Rule::line_start),
        Rule::item => first_words(Rule::item_start),
        _ => keyword(rule).into_iter().collect(),
    }
}

/// The keywords of a choice between keywords: what it expects in an empty text.
fn first_words(choice: Rule) -> Vec<String> {
    match Grammar::parse(choice, "") {
        Err(error) => Expected::from_error(&error, 0).rules.into_iter().filter_map(keyword).collect(),
        Ok(_) => Vec::new(),
    }
}

/// The keyword that a rule stands for: keyword rules are named after their keyword.
fn keyword(rule: Rule) -> Option<String> {
    format!("{rule:?}").strip_prefix("kw_").map(|name| name.replace('_', "-"))
}

fn quoted(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| format!("`{word}`")).collect()
}
