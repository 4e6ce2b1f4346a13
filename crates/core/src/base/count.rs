//! Counting as documents do: `a`, `b` … and `i`, `ii` …

/// `a` … `z`, `aa`, `ab` … for 1, 2 …
pub fn letters(turn: usize) -> String {
    let mut text = String::new();
    let mut left = turn;
    while left > 0 {
        let digit = ((left - 1) % 26) as u8;
        text.insert(0, char::from(b'a' + digit));
        left = (left - 1) / 26;
    }
    text
}

/// `i`, `ii`, `iii`, `iv` … for 1, 2 …
pub fn numerals(turn: usize) -> String {
    let mut text = String::new();
    let mut left = turn;
    for (value, sign) in [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
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
        assert_eq!([1, 26, 27, 52, 53].map(letters), ["a", "z", "aa", "az", "ba"]);
        assert_eq!([1, 4, 9, 14, 40].map(numerals), ["i", "iv", "ix", "xiv", "xl"]);
    }
}
