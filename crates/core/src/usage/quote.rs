//! Quotes pieces of an input in messages.

const LONGEST: usize = 60;

/// The input in backticks, on one line and not too long.
pub fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST).map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn stays_on_one_line() {
        assert_eq!(quoted("a\nb"), "`a b`");
        assert_eq!(quoted(&"x".repeat(70)), format!("`{}…`", "x".repeat(60)));
    }
}
