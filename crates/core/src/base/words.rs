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

/// Words broken into lines of at most `width` characters, joined by `between`; a longer word gets a line of its own.
pub fn wrap(words: &str, width: usize, between: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut length = 0;
    for word in words.split(|sign: char| sign.is_whitespace() && sign != UNBROKEN).filter(|word| !word.is_empty()) {
        let wide = word.chars().count();
        if length > 0 && length + 1 + wide > width {
            out.push_str(between);
            length = 0;
        }
        if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += wide;
    }
    out
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
    }
}
