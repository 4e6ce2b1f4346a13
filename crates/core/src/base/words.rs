//! Words in a row: series joined, and lines broken.

/// `a`, `a or b`, `a, b or c`
pub fn alternatives<T: AsRef<str>>(members: &[T]) -> String {
    series(members, "or")
}

/// Members in a row, with a conjunction before the last: `a, b and c`
pub fn series<T: AsRef<str>>(members: &[T], conjunction: &str) -> String {
    match members {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", most.join(", "), last.as_ref())
        }
    }
}

/// A space at which no line breaks.
pub const UNBROKEN: char = '\u{a0}';

/// Words broken into lines of at most `width` columns, joined by `between`; a longer word gets a line of its own. Chinese and Japanese signs take
/// two columns each, and a line may end between them, but for marks that belong to a neighbor.
pub fn wrap(words: &str, width: usize, between: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut length = 0;
    for word in words.split(|sign: char| sign.is_whitespace() && sign != UNBROKEN).filter(|word| !word.is_empty()) {
        for (at, piece) in unbroken(word).enumerate() {
            let space = usize::from(length > 0 && at == 0);
            let wide = columns(piece);
            if length > 0 && length + space + wide > width {
                out.push_str(between);
                length = 0;
            } else if space > 0 {
                out.push(' ');
                length += 1;
            }
            out.push_str(piece);
            length += wide;
        }
    }
    out
}

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    text.chars().map(|sign| if is_wide(sign) { 2 } else { 1 }).sum()
}

/// A word in pieces between which a line may end: behind a wide sign, unless the next begins no line or the sign ends none.
fn unbroken(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let mut before: Option<char> = None;
        let end = rest.char_indices().find_map(|(at, sign)| {
            let may_end =
                before.is_some_and(|before| (is_wide(before) || is_wide(sign)) && !OPENING.contains(before) && !CLOSING.contains(sign));
            before = Some(sign);
            may_end.then_some(at)
        });
        let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Signs that end no line.
const OPENING: &str = "（「『【〔《〈“‘([";
/// Signs that begin no line.
const CLOSING: &str = "、。，．：；！？）」』】〕》〉”’ーっゃゅょァィゥェォッャュョ々),.:;!?]";

/// Whether a sign is as wide as two letters: those of Chinese, Japanese and Korean.
fn is_wide(sign: char) -> bool {
    matches!(sign, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_end_with_or() {
        assert_eq!([alternatives(&["a"]), alternatives(&["a", "b"]), alternatives(&["a", "b", "c"])], ["a", "a or b", "a, b or c"]);
    }

    #[test]
    fn lines_break_at_spaces_that_may_break() {
        assert_eq!(wrap("one  two\u{a0}three supercalifragilistic", 9, "\n "), "one\n two\u{a0}three\n supercalifragilistic");
        assert_eq!(wrap("", 9, "\n"), "");
        assert_eq!(wrap("利用者は、本モデルを「自由に」利用できます。", 12, "\n"), "利用者は、本\nモデルを「自\n由に」利用で\nきます。");
    }
}
