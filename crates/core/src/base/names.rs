//! When two names are the same one, written differently.

/// A name as it is compared: letter case does not count, and neither does whether its words are joined by spaces, hyphens or low lines. All other
/// signs count: `openrail` and `openrail++` are two names.
pub fn folded_name(name: &str) -> String {
    let words: Vec<String> = name.split([' ', '-', '_', '\u{a0}']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::folded_name;

    #[test]
    fn case_and_joints_do_not_count_and_all_else_does() {
        assert_eq!(folded_name("Llama 3.1_Community  License"), "llama-3.1-community-license");
        assert_ne!(folded_name("openrail++"), folded_name("openrail"));
        assert_ne!(folded_name("llama3.1"), folded_name("llama-3.1"));
    }
}
