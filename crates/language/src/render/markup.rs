//! Text that is safe in its place. What somebody wrote becomes one of these types by being escaped, and the outputs are made of nothing else, so
//! that no word of an author can end a line, open a block or begin a link.

use railc_core::base::{is_of_address, is_web_address, one_line};

/// Markdown in which only our own markup means anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Markdown(String);

impl Markdown {
    /// Markup of our own.
    pub(super) fn markup(markup: &'static str) -> Markdown {
        Markdown(markup.to_owned())
    }

    /// Words inside a line, with a backslash before each character that Markdown would interpret there.
    pub(super) fn words(words: &str) -> Markdown {
        let is_read = |sign: char| matches!(sign, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '&');
        let mut out = String::with_capacity(words.len());
        for sign in one_line(words).chars() {
            out.extend(is_read(sign).then_some('\\'));
            out.push(sign);
        }
        Markdown(out)
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
            _ if words.starts_with(['#', '-', '+', '=', '~', '|', ':']) => format!("\\{words}"),
            _ => words,
        })
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
        assert_eq!(words("~~~ code"), "\\~~~ code");
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
