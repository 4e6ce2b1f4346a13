//! Text that is safe in its place. What somebody wrote becomes one of these types by being escaped, and the outputs are made of nothing else, so
//! that no word of an author can end a line, open a block or begin a link.

use super::addresses::{Piece, pieces};
use railc_core::base::{is_of_address, is_web_address, one_line, wrap};

/// Stands for a space at which no line ends, until lines are broken. No text has it: inputs refuse it, since nobody sees it.
const GLUE: char = '\u{2060}';

/// Markdown in which only our own markup means anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Markdown(String);

impl Markdown {
    /// Markup of our own.
    pub(super) fn markup(markup: &'static str) -> Markdown {
        Markdown(markup.to_owned())
    }

    /// Words inside a line, with a backslash before each character that Markdown, or one of its dialects, would interpret there. A web address
    /// becomes a link to itself, since a backslash in it would break those that some readers make.
    pub(super) fn words(words: &str) -> Markdown {
        let mut out = String::with_capacity(words.len());
        for piece in pieces(&one_line(words)) {
            match piece {
                Piece::Words(words) => escape(words, &mut out),
                Piece::Address(address) => out.extend(["<", address, ">"]),
            }
        }
        Markdown(out)
    }

    /// Words as a heading, which may not end in what Markdown takes for its closing, or for its attributes.
    pub(super) fn heading(words: &str) -> Markdown {
        if let Some(bare) = words.strip_suffix('}') {
            // A brace at the end closes attributes in some dialects, also behind a backslash.
            return Markdown(Markdown::words(bare).0 + "&#125;");
        }
        let bare = words.trim_end_matches('#');
        match words.len() - bare.len() {
            0 => Markdown::words(words),
            closing => Markdown(Markdown::words(bare).0 + "\\" + &"#".repeat(closing)),
        }
    }

    /// The id of a part as the value of an attribute, or as what a link leads to.
    pub(super) fn id(id: &str) -> Markdown {
        Markdown(id.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '.' | '_')).collect())
    }

    /// Where a link leads to; what would end the link is encoded. Only an address on the web or a file beside the text is one.
    pub(super) fn address(address: &str) -> Markdown {
        let encoded = |byte: u8| match is_of_address(byte) && !matches!(byte, b'(' | b')') {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        };
        let leads = if is_web_address(address) { "" } else { "./" };
        let leads = if address.contains(':') { leads } else { "" };
        Markdown(leads.to_owned() + &address.bytes().map(encoded).collect::<String>())
    }

    /// At the beginning of a line, escaped where Markdown would read a heading, a list or a number.
    pub(super) fn opening(self) -> Markdown {
        let Markdown(words) = self;
        let digits = words.chars().take_while(char::is_ascii_digit).count();
        Markdown(match words.chars().nth(digits) {
            Some(sign @ ('.' | ')')) if digits > 0 => words.replacen(sign, &format!("\\{sign}"), 1),
            _ if words.starts_with(['#', '-', '+', '=', '|', ':', '%']) => format!("\\{words}"),
            _ => words,
        })
    }

    /// Broken into lines of at most so many columns, none of which begins as Markdown begins a block.
    pub(super) fn wrapped(self, columns: usize) -> Markdown {
        let lines = wrap(&self.0, columns, "\n").replace(GLUE, " ");
        Markdown::joined(&lines.lines().map(|line| Markdown(line.to_owned()).opening()).collect::<Vec<_>>(), "\n")
    }

    /// In one line: what is wrapped later is not broken here.
    pub(super) fn glued(self) -> Markdown {
        Markdown(self.0.replace(' ', &GLUE.to_string()))
    }

    /// With the spaces that were glued, where nothing is wrapped.
    pub(super) fn unglued(self) -> Markdown {
        Markdown(self.0.replace(GLUE, " "))
    }

    /// One after another.
    pub(super) fn of(parts: impl IntoIterator<Item = Markdown>) -> Markdown {
        Markdown(parts.into_iter().map(|part| part.0).collect())
    }

    /// One after another, with markup between them.
    pub(super) fn joined(parts: &[Markdown], between: &'static str) -> Markdown {
        Markdown(parts.iter().map(|part| part.0.as_str()).collect::<Vec<_>>().join(between))
    }

    /// As text.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Adds words with their backslashes: `~` strikes through, `$` and `^` set mathematics, `{` gives a heading attributes, and a name behind `@` or
/// between colons is looked up. Addresses without `http` are kept from becoming links, whose targets would have the backslashes.
fn escape(words: &str, out: &mut String) {
    let rest = |from: usize| words.get(from..).unwrap_or_default();
    let mut before = None;
    for (at, sign) in words.char_indices() {
        let is_read = match sign {
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '&' | '~' | '$' | '^' | '{' => true,
            '@' => before.is_none_or(|before: char| !before.is_alphanumeric()),
            ':' => is_named_sign(rest(at + 1)) || rest(at + 1).starts_with("//"),
            '.' => words.get(..at).is_some_and(|before| before.ends_with("www") || before.ends_with("WWW")),
            _ => false,
        };
        out.extend(is_read.then_some('\\'));
        out.push(sign);
        before = Some(sign);
    }
}

/// Whether the rest of `:smile:` begins a text.
fn is_named_sign(rest: &str) -> bool {
    let is_of_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '+' | '-');
    rest.split_once(':').is_some_and(|(name, _)| !name.is_empty() && name.chars().all(is_of_name))
}

/// A scalar of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Yaml(String);

impl Yaml {
    /// Words as one scalar: in quotes unless they are clearly a word or an address.
    pub(super) fn scalar(words: &str) -> Yaml {
        if is_word(words) || is_address(words) { Yaml(words.to_owned()) } else { Yaml(quoted(words)) }
    }

    /// As text.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

fn is_word(words: &str) -> bool {
    words.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && words.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_'))
        && !matches!(words.to_lowercase().as_str(), "yes" | "no" | "true" | "false" | "null" | "on" | "off" | "y" | "n")
}

/// Whether it is a web address that YAML can't take for anything else.
fn is_address(words: &str) -> bool {
    is_web_address(words) && !words.ends_with(':')
}

/// In double quotes, with the escapes of YAML.
fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for sign in words.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            ' '..='~' => out.push(sign),
            sign if sign.is_alphanumeric() => out.push(sign),
            sign => out.push_str(&format!("\\U{:08X}", u32::from(sign))),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let words = |text| Markdown::words(text).opening().into_text();
        assert_eq!(words("<b>[x](javascript:y)\n# z"), "\\<b\\>\\[x\\](javascript:y) # z");
        assert_eq!(words("~~~ code"), "\\~\\~\\~ code");
        assert_eq!(words("5~10 $x :100: @a a@b.c"), "5\\~10 \\$x \\:100: \\@a a@b.c");
        assert_eq!(words("see https://e.com/a_b(c)_d, now"), "see <https://e.com/a_b(c)_d>, now");
        assert_eq!(Markdown::heading("C # ##").into_text(), "C # \\##");
        assert_eq!(words("12) twelve"), "12\\) twelve");
    }

    #[test]
    fn an_address_leads_out_of_no_link() {
        let address = |address| Markdown::address(address).into_text();
        assert_eq!(address("https://e.com/a_(b)?c=1#d"), "https://e.com/a_%28b%29?c=1#d");
        assert_eq!(address("LICENSE.md"), "LICENSE.md");
        assert_eq!(address("javascript:alert(1)\n](b) <c>"), "./javascript:alert%281%29%0A]%28b%29%20%3Cc%3E");
    }

    #[test]
    fn a_scalar_is_one_scalar() {
        let scalar = |text| Yaml::scalar(text).into_text();
        assert_eq!(scalar("apache-2.0"), "apache-2.0");
        assert_eq!(scalar("https://e.com/a#b"), "https://e.com/a#b");
        assert_eq!(scalar("https://e.com:"), "\"https://e.com:\"");
        assert_eq!(scalar("x\n\nlicense: mit"), "\"x\\U0000000A\\U0000000Alicense: mit\"");
        assert_eq!(scalar("no"), "\"no\"");
        assert_eq!(scalar("\u{ad}é\\\""), "\"\\U000000ADé\\\\\\\"\"");
    }
}
