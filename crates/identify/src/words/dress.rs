//! Takes the dress off a text: what is left are letters, signs and line ends, each with its place in the text.
//!
//! HTML tags and entities, comments, link targets of Markdown, ligatures, hidden characters and full-width forms are dress. Each step looks only
//! ahead to the next sign that ends what it reads, so the whole is linear.

/// A letter or sign in lower case, with the byte of the text where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) letter: char,
    pub(crate) at: u32,
}

/// The signs of a text without its dress.
pub(crate) fn undressed(text: &str) -> Vec<Sign> {
    let mut undressing = Undressing { text, at: 0, signs: Vec::with_capacity(text.len()), unclosed: [false; 3], is_html: is_html(text) };
    while undressing.step() {}
    undressing.signs
}

/// What is skipped whole: how it begins and how it ends.
const SKIPPED: [(&str, &str); 3] = [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")];

/// What hides the words of a tag.
const HIDDEN: [&str; 5] = ["hidden", "display:none", "display: none", "font-size:0", "line-through"];
/// The attributes that are dress in a text that is no page of HTML, and the most words of a style.
const ATTRIBUTE_NAMES: [&str; 20] = [
    "align",
    "border",
    "class",
    "color",
    "dir",
    "face",
    "height",
    "href",
    "id",
    "lang",
    "name",
    "rel",
    "role",
    "size",
    "start",
    "style",
    "target",
    "translate",
    "type",
    "width",
];
const STYLE: usize = 4;
/// The longest address that a link leads to.
const ADDRESS: usize = 500;
/// The longest attributes of an escaped tag.
const ATTRIBUTES: usize = 200;
/// The longest entity between its `&` and `;`.
const ENTITY: usize = 10;

struct Undressing<'t> {
    text: &'t str,
    at: usize,
    signs: Vec<Sign>,
    /// For each of [`SKIPPED`], whether an end was looked for in vain, so that nobody looks again.
    unclosed: [bool; 3],
    /// Whether the text is a page of HTML: what a reader of one does not see, a reader of plain text does.
    is_html: bool,
}

impl Undressing<'_> {
    fn step(&mut self) -> bool {
        let Some(rest) = self.text.get(self.at..) else { return false };
        let Some(letter) = rest.chars().next() else { return false };
        let taken = match letter {
            '<' => self.skipped(rest).or_else(|| self.tag(rest)),
            '&' => self.escaped_tag(rest).or_else(|| self.entity(rest)),
            ']' => self.target(rest),
            '~' => self.struck(rest),
            _ => None,
        };
        self.at += taken.unwrap_or_else(|| {
            self.letter(letter);
            letter.len_utf8()
        });
        true
    }

    fn push(&mut self, letter: char) {
        self.signs.push(Sign { letter, at: self.at as u32 });
    }

    /// Adds a letter in its plain form, or nothing if it is not to be seen.
    fn letter(&mut self, letter: char) {
        match letter {
            'A'..='Z' => self.push(letter.to_ascii_lowercase()),
            '\0'..='\u{7f}' => self.push(letter),
            // A stroke through a letter, and what turns the order of letters.
            '\u{335}'..='\u{338}' | '\u{202d}' | '\u{202e}' => self.mark_struck(),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {}
            '\u{fb00}'..='\u{fb06}' => {
                let index = letter as usize - 0xfb00;
                let spelled = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"].get(index).copied().unwrap_or_default();
                spelled.chars().for_each(|letter| self.push(letter));
            }
            '\u{ff01}'..='\u{ff5e}' => self.letter(char::from_u32(letter as u32 - 0xfee0).unwrap_or(' ')),
            'À'..='ÿ' => self.push(base(letter)),
            _ => {
                for letter in letter.to_lowercase() {
                    self.push(letter);
                }
            }
        }
    }

    /// `~~` of Markdown, which strikes out.
    fn struck(&mut self, rest: &str) -> Option<usize> {
        let after = rest.strip_prefix("~~").filter(|after| !after.starts_with('~'))?;
        let is_rule = self.signs.last().is_some_and(|sign| sign.letter == '~');
        if is_rule || !after.starts_with(|sign: char| !sign.is_whitespace()) {
            return None;
        }
        self.mark_struck();
        Some(2)
    }

    /// Puts a word of its own before what is struck out or hidden, so that the text is not the same with it.
    fn mark_struck(&mut self) {
        " struck ".chars().for_each(|letter| self.push(letter));
    }

    /// A comment, script or style sheet, whole.
    fn skipped(&mut self, rest: &str) -> Option<usize> {
        for ((begin, end), unclosed) in SKIPPED.iter().zip(&mut self.unclosed) {
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
            let is_whole = !begin.ends_with(is_letter) || !rest.as_bytes().get(begin.len()).is_some_and(is_name);
            if self.is_html && !*unclosed && is_whole && starts_with(rest, begin) {
                let found = find(rest, end);
                *unclosed = found.is_none();
                return found.map(|at| at + end.len());
            }
        }
        None
    }

    /// A tag: nothing inside a line, a paragraph's end else. What only looks like one, such as `<year>`, is none.
    fn tag(&mut self, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix('<')?;
        let named = inner.strip_prefix('/').unwrap_or(inner);
        let length = named.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let (name, after) = named.split_at_checked(length)?;
        if !after.starts_with(['>', '/', ' ', '\t', '\n', '\r']) {
            return None;
        }
        let name = name.to_ascii_lowercase();
        let is_inline = INLINE.contains(&name.as_str());
        if !is_inline && !BLOCKS.contains(&name.as_str()) {
            return None;
        }
        let end = inner.bytes().position(|byte| byte == b'>' || byte == b'<').filter(|end| inner.as_bytes().get(*end) == Some(&b'>'))?;
        let attributes = inner.get(inner.len() - after.len()..end).unwrap_or_default();
        if !self.is_html && !are_attributes(attributes) {
            return None;
        }
        let is_hidden = HIDDEN.iter().any(|hidden| find(attributes, hidden).is_some());
        if is_hidden || (matches!(name.as_str(), "del" | "s" | "strike") && named.len() == inner.len()) {
            self.mark_struck();
        }
        if !is_inline {
            self.push('\n');
            if name != "br" {
                self.push('\n');
            }
        }
        Some(end + 2)
    }

    /// A tag of a text that was escaped once more, such as `&lt;b&gt;`.
    fn escaped_tag(&mut self, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix("&lt;")?;
        let named = inner.strip_prefix('/').unwrap_or(inner);
        let length = named.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let (name, after) = named.split_at_checked(length)?;
        let is_tag = INLINE.contains(&name) || BLOCKS.contains(&name);
        if !is_tag || !after.starts_with(['&', ' ']) {
            return None;
        }
        let end =
            after.bytes().take(ATTRIBUTES).zip(1..).position(|(byte, next)| byte == b'&' && after.get(next..next + 3) == Some("gt;"))?;
        let is_one = after.get(..end).is_some_and(|inside| !inside.contains("&lt;") && are_attributes(inside));
        is_one.then_some(rest.len() - after.len() + end + 4)
    }

    fn entity(&mut self, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix('&')?;
        let end = inner.bytes().take(ENTITY).position(|byte| byte == b';')?;
        let name = inner.get(..end)?;
        let letter = match name.strip_prefix('#') {
            Some(number) => {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                code.ok().and_then(char::from_u32)?
            }
            None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
        };
        self.letter(letter);
        Some(end + 2)
    }

    /// `](address)`: the words of the link were its text.
    fn target(&mut self, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix("](")?;
        // A long address may be broken at the end of a line.
        let is_broken = |byte: u8| byte == b'\n' && inner.trim_start_matches('<').starts_with("http");
        let is_end = |byte: u8| matches!(byte, b')' | b'(' | b'[') || (byte.is_ascii_whitespace() && !is_broken(byte));
        let end = inner.bytes().take(ADDRESS).position(is_end).filter(|end| inner.as_bytes().get(*end) == Some(&b')'))?;
        let has_words = self.signs.last().is_some_and(|sign| sign.letter != '[');
        if !has_words
            || !inner
                .get(..end)
                .is_some_and(|address| address.contains(['.', '/', '#', ':']) || address.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        {
            return None;
        }
        self.push(']');
        Some(end + 3)
    }
}

/// Whether a text of Markdown holds what its readers never see: a comment, a definition of a link, or words in place of a picture.
pub fn hides_words(text: &str) -> bool {
    let is_definition = |line: &str| line.trim_start().starts_with('[') && line.contains("]:");
    text.contains("<!--") || text.contains("![") || text.lines().any(is_definition)
}

/// Whether a text says that it is HTML.
fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    ["<!doctype html", "<html", "<?xml"].iter().any(|begin| starts_with(start, begin))
}

fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphabetic()
}

/// Whether what follows the name of a tag is attributes, and no words that a reader of plain text reads.
fn are_attributes(text: &str) -> bool {
    // Marks of a comment or of emphasis may stand around them.
    let is_margin = |sign: char| sign.is_whitespace() || matches!(sign, '/' | '*' | '#' | '\\');
    let mut rest = text.trim_matches(is_margin);
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once('=') else { return rest == "hidden" };
        let Some(quote) = after.chars().next() else { return false };
        let (value, left) = match quote {
            '"' | '\'' => match after.get(1..).and_then(|inside| inside.split_once(quote)) {
                Some(split) => split,
                None => return false,
            },
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        let is_name = ATTRIBUTE_NAMES.contains(&name.trim_matches(is_margin));
        let most = match name.trim_matches(is_margin) {
            "style" if value.contains(':') => STYLE,
            "class" => 2,
            _ => 1,
        };
        let is_value = value.split_whitespace().count() <= most;
        if !is_name || !is_value {
            return false;
        }
        rest = left.trim_start_matches(is_margin);
    }
    true
}

/// A Latin letter without its accent.
fn base(letter: char) -> char {
    match letter {
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Whether a text starts with these ASCII letters in either case.
fn starts_with(text: &str, wanted: &str) -> bool {
    text.as_bytes().get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// Where these ASCII letters stand first, in either case.
fn find(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "u", "wbr",
];

const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "svg",
];

const ENTITIES: [(&str, char); 30] = [
    ("amp", '&'),
    ("apos", '\''),
    ("bull", '•'),
    ("copy", '©'),
    ("eacute", 'é'),
    ("emsp", ' '),
    ("ensp", ' '),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("para", '¶'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
    ("thinsp", ' '),
    ("times", '×'),
    ("trade", '™'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        undressed(text).iter().map(|sign| sign.letter).collect()
    }

    #[test]
    fn dress_is_taken_off() {
        assert_eq!(plain("<p class=\"x\">Bread &amp; <b>b</b>utter</p>"), "\n\nbread & butter\n\n");
        assert_eq!(plain("Eat [the soup](https://soup.example/x) <year> <!-- no --> now"), "eat [the soup] <year> <!-- no --> now");
        assert_eq!(plain("<html><!-- no -->now"), "\n\nnow");
        assert_eq!(plain("ﬁne\u{ad}ly １２ É &#8217; &unknown; a&b"), "finely 12 e ’ &unknown; a&b");
    }

    #[test]
    fn what_is_not_closed_is_text() {
        assert_eq!(plain("<!-- a <b c ](d e &amp"), "<!-- a <b c ](d e &amp");
        assert_eq!(undressed(&"<!--".repeat(200_000)).len(), 800_000);
    }
}
