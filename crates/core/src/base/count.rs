//! Counting as documents do: `a`, `b` … and `i`, `ii` …

/// `a`, `b` … `z`, `aa`, `bb` … for 1, 2 …: as lawyers and their word processors count.
pub fn letters(turn: usize) -> String {
    let Some(at) = turn.checked_sub(1) else { return String::new() };
    char::from(b'a' + (at % 26) as u8).to_string().repeat(at / 26 + 1)
}

/// `i`, `ii`, `iii`, `iv` … for 1, 2 …
pub fn numerals(turn: usize) -> String {
    let mut text = String::new();
    let mut left = turn;
    for (value, sign) in [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numerals_go_on() {
        assert_eq!([1, 26, 27, 52, 53].map(letters), ["a", "z", "aa", "zz", "aaa"]);
        assert_eq!([1, 4, 9, 14, 40, 499, 1900].map(numerals), ["i", "iv", "ix", "xiv", "xl", "cdxcix", "mcm"]);
    }
}
