//! How wide words are, about: no font is at hand, and each reader has another one. Widths are in ems, and rather too wide than too narrow.

/// The width of words.
pub(super) fn width(words: &str) -> f64 {
    words.chars().map(width_of).sum()
}

fn width_of(sign: char) -> f64 {
    match sign {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 0.33,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '·' | '*' => 0.42,
        'm' | 'w' | 'M' | 'W' | '…' | '%' | '@' => 1.0,
        'A'..='Z' | 'À'..='Þ' => 0.76,
        '0'..='9' | 'a'..='z' | 'ß'..='ÿ' => 0.62,
        sign if is_wide(sign) => 1.0,
        _ => 0.68,
    }
}

/// Whether a sign is of Chinese, Japanese or Korean, where lines break between any two.
pub(super) fn is_wide(sign: char) -> bool {
    matches!(u32::from(sign), 0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0x20000..=0x3FFFD)
}

/// The most signs of a word that is not broken: more are an address, or no word.
const LONGEST: usize = 24;

/// Words in pieces between which a line may break, each with whether a space comes before it.
pub(super) fn pieces(words: &str) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    let mut is_apart = false;
    let mut before = None;
    for sign in words.chars() {
        if sign == ' ' {
            (is_apart, before) = (true, None);
            continue;
        }
        let may_break = match before {
            None => true,
            Some(_) if pieces.last().is_some_and(|(_, piece)| piece.len() >= LONGEST) => true,
            Some(before) => (is_wide(sign) || is_wide(before)) && !is_closing(sign) && !is_opening(before),
        };
        match pieces.last_mut() {
            Some((_, piece)) if !may_break => piece.push(sign),
            _ => pieces.push((std::mem::take(&mut is_apart), sign.to_string())),
        }
        before = Some(sign);
    }
    pieces
}

/// Signs that do not begin a line.
fn is_closing(sign: char) -> bool {
    matches!(
        sign,
        '、' | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '）'
            | '」'
            | '』'
            | '】'
            | '”'
            | '’'
            | '・'
            | 'ー'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | '*'
            | ')'
            | '…'
    )
}

/// Signs that do not end a line.
fn is_opening(sign: char) -> bool {
    matches!(sign, '（' | '「' | '『' | '【' | '“' | '(')
}

/// How many lines words take in a column of this width.
pub(super) fn rows(words: &str, column: f64) -> usize {
    let (mut rows, mut at) = (1, 0.0);
    for (is_apart, piece) in pieces(words) {
        let space = if is_apart && at > 0.0 { width(" ") } else { 0.0 };
        let own = width(&piece);
        if at > 0.0 && at + space + own > column {
            rows += 1;
            at = own;
        } else {
            at += space + own;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_between_signs() {
        let of = |words| {
            pieces(words).into_iter().map(|(is_apart, piece)| format!("{}{piece}", if is_apart { " " } else { "" })).collect::<Vec<_>>()
        };
        assert_eq!(of("a bc (1)"), ["a", " bc", " (1)"]);
        assert_eq!(of("医療、x線"), ["医", "療、", "x", "線"]);
        assert_eq!(rows("aaaa aaaa", 3.0), 2);
        assert_eq!(rows("aaaa aaaa", 6.0), 1);
        assert_eq!(pieces(&"a".repeat(50)).len(), 3);
    }
}
