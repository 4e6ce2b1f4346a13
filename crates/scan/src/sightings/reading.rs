//! Reading what stands behind a word: strings, arguments, values.

/// How far arguments of a call are read, in bytes.
const LONGEST_CALL: usize = 4000;
/// How far an expression is read that gives a value.
const LONGEST_VALUE: usize = 400;
/// The longest string that may be a name.
const LONGEST_STRING: usize = 200;

/// A string with the byte where its words begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted<'t> {
    pub(crate) at: usize,
    pub(crate) text: &'t str,
}

/// An argument of a call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Argument<'t> {
    /// Its place among those without a keyword.
    pub(crate) position: usize,
    pub(crate) keyword: Option<&'t str>,
    pub(crate) value: Quoted<'t>,
}

/// The string that begins at this quote: its words, and the byte behind the closing quote. One line at most.
pub(crate) fn string(text: &str, at: usize) -> Option<(Quoted<'_>, usize)> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(at).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let start = at + 1;
    let mut end = start;
    while let Some(byte) = bytes.get(end) {
        match *byte {
            byte if byte == quote => return Some((Quoted { at: start, text: text.get(start..end)? }, end + 1)),
            b'\n' => return None,
            b'\\' => end += 2,
            _ => end += 1,
        }
        if end - start > 4 * LONGEST_STRING {
            return None;
        }
    }
    None
}

/// The strings among the arguments behind an opening bracket, those in inner brackets left out.
pub(crate) fn arguments(text: &str, open: usize) -> Vec<Argument<'_>> {
    let bytes = text.as_bytes();
    let (mut depth, mut position, mut at) = (1_usize, 0, open + 1);
    let mut keyword: Option<&str> = None;
    let mut word: Option<(usize, usize)> = None;
    let mut found = Vec::new();
    let limit = (open + LONGEST_CALL).min(bytes.len());
    while let Some(byte) = bytes.get(at).filter(|_| at < limit) {
        match byte {
            b'"' | b'\'' | b'`' => match triple(bytes, at) {
                Some(behind) => at = behind,
                None => match string(text, at) {
                    Some((value, behind)) => {
                        if depth == 1 || (depth == 2 && keyword.is_some()) {
                            found.push(Argument { position, keyword, value });
                        }
                        at = behind;
                    }
                    None => at += 1,
                },
            },
            b'(' | b'[' | b'{' => {
                depth += 1;
                at += 1;
            }
            b')' | b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
                at += 1;
            }
            b',' if depth == 1 => {
                position += usize::from(keyword.is_none());
                (keyword, word) = (None, None);
                at += 1;
            }
            // `model="…"` and, in an object of JavaScript, `revision: "…"`.
            b'=' | b':' if depth <= 2 && bytes.get(at + 1) != Some(&b'=') => {
                keyword = word.and_then(|(from, to)| text.get(from..to));
                at += 1;
            }
            b'#' if bytes.get(at.wrapping_sub(1)).is_none_or(u8::is_ascii_whitespace) => {
                at = line_end(bytes, at);
            }
            byte if is_word(*byte) => {
                let from = at;
                while bytes.get(at).is_some_and(|byte| is_word(*byte)) {
                    at += 1;
                }
                word = Some((from, at));
            }
            _ => at += 1,
        }
    }
    found
}

/// The byte behind a string between three quotes.
fn triple(bytes: &[u8], at: usize) -> Option<usize> {
    let quote = bytes.get(at)?;
    let is_triple = |at: usize| bytes.get(at..at + 3).is_some_and(|three| three.iter().all(|byte| byte == quote));
    if *quote == b'`' || !is_triple(at) {
        return None;
    }
    let limit = (at + LONGEST_CALL).min(bytes.len());
    (at + 3..limit).find(|end| is_triple(*end)).map(|end| end + 3).or(Some(limit))
}

/// The strings of an expression: to the end of its line, or of its list where it is one.
pub(crate) fn expression(text: &str, at: usize) -> Vec<Quoted<'_>> {
    let bytes = text.as_bytes();
    let is_list = bytes.get(at).is_some_and(|byte| matches!(byte, b'[' | b'(' | b'{'));
    let limit = (at + if is_list { LONGEST_CALL } else { LONGEST_VALUE }).min(bytes.len());
    let (mut depth, mut from, mut found) = (0_usize, at, Vec::new());
    while let Some(byte) = bytes.get(from).filter(|_| from < limit) {
        match byte {
            b'"' | b'\'' | b'`' => match string(text, from) {
                Some((value, behind)) => {
                    found.push(value);
                    from = behind;
                    continue;
                }
                None => from += 1,
            },
            b'[' | b'(' | b'{' => depth += 1,
            b']' | b')' | b'}' if depth == 0 => break,
            b']' | b')' | b'}' => depth -= 1,
            b'\n' | b';' if depth == 0 => break,
            b'#' if depth == 0 && bytes.get(from.wrapping_sub(1)).is_none_or(u8::is_ascii_whitespace) => break,
            _ => {}
        }
        from += 1;
        if is_list && depth == 0 {
            break;
        }
    }
    found
}

/// The word from here to the next blank or sign that ends a value without quotes.
pub(crate) fn plain(text: &str, at: usize) -> Option<Quoted<'_>> {
    let rest = text.get(at..)?;
    let end = rest.find(|sign: char| sign.is_whitespace() || "\"'`,;#&|<>()[]{}".contains(sign)).unwrap_or(rest.len());
    let word = rest.get(..end)?.trim_end_matches(['.', ':', '\\']);
    (!word.is_empty() && word.len() <= LONGEST_STRING).then_some(Quoted { at, text: word })
}

/// The items of a list of YAML that begins behind this line.
pub(crate) fn items(text: &str, at: usize) -> Vec<Quoted<'_>> {
    const MOST: usize = 100;
    let mut from = line_end(text.as_bytes(), at) + 1;
    let mut found = Vec::new();
    while found.len() < MOST {
        let Some(line) = text.get(from..).and_then(|rest| rest.split('\n').next()) else { break };
        let Some(item) = line.trim_start().strip_prefix("- ") else { break };
        let start = from + (line.len() - line.trim_start().len()) + 2 + (item.len() - item.trim_start().len());
        found.extend(string(text, start).map(|(value, _)| value).or_else(|| plain(text, start)));
        from += line.len() + 1;
    }
    found
}

/// The end of the line that a byte is in, or of as much of one as anybody writes.
pub(crate) fn line_end(bytes: &[u8], at: usize) -> usize {
    let limit = at.saturating_add(LONGEST_CALL).min(bytes.len());
    let rest = bytes.get(at..limit).unwrap_or_default();
    rest.iter().position(|byte| *byte == b'\n').map_or(limit, |end| at + end)
}

/// The beginning of the line that a byte is in; the nearest blank of one that is longer than anybody writes.
pub(crate) fn line_start(bytes: &[u8], at: usize) -> usize {
    let from = at.saturating_sub(LONGEST_VALUE);
    let before = bytes.get(from..at).unwrap_or_default();
    before.iter().rposition(|byte| *byte == b'\n').map_or(from, |end| from + end + 1)
}

/// The first byte from here on that is no blank.
pub(crate) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
        at += 1;
    }
    at
}

/// The last place up to a byte where a text may be cut.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a byte is of a name in code.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_by_place_and_keyword() {
        let text = r#"f(x, "a", g("no"), k='b', m = {"in": "c"}, """t""", *z)"#;
        let found: Vec<(usize, Option<&str>, &str)> =
            arguments(text, 1).into_iter().map(|one| (one.position, one.keyword, one.value.text)).collect();
        assert_eq!(found, [(1, None, "a"), (3, Some("k"), "b"), (3, Some("m"), "in"), (3, Some("m"), "c")]);
    }

    #[test]
    fn an_expression_ends_with_its_line_or_list() {
        let all = |text: &'static str| expression(text, 0).into_iter().map(|one| one.text).collect::<Vec<_>>();
        assert_eq!(all("x or 'a'\n'b'"), ["a"]);
        assert_eq!(all("['a',\n 'b'], 'c'"), ["a", "b"]);
        assert_eq!(items("k:\n  - a/b\n  - \"c\"\nd: e", 0).iter().map(|one| one.text).collect::<Vec<_>>(), ["a/b", "c"]);
    }
}
