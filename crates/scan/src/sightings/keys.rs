//! Variables, keys and options: whether their values are things, by their names.

use super::Kind;
use super::contexts::KEY_WORDS;
use super::lookalikes::NO_KEY_WORDS;

/// What the value of a variable, a key or an option is, by its name.
pub(crate) fn kind_of_key(name: &str) -> Option<Kind> {
    let small = name.to_ascii_lowercase().replace('-', "_");
    let words = words(name);
    if small.ends_with("_or_path") || small == "repo_id" || small == "model_path" || small == "modelpath" {
        return Some(if small.contains("dataset") { Kind::Data } else { Kind::Model });
    }
    if words.iter().any(|word| NO_KEY_WORDS.contains(&word.as_str())) {
        return None;
    }
    let has = |word: &str| small.contains(word);
    match (has("dataset"), KEY_WORDS.iter().any(|word| has(word))) {
        (true, _) => Some(Kind::Data),
        (false, true) => Some(Kind::Model),
        (false, false) => None,
    }
}

/// The words of a name in small letters: `modelName`, `MODEL_NAME` and `model-name` have the same two.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_small = false;
    for sign in name.chars() {
        match sign {
            '_' | '-' => words.push(String::new()),
            _ => {
                if words.is_empty() || (was_small && sign.is_ascii_uppercase()) {
                    words.push(String::new());
                }
                if let Some(word) = words.last_mut() {
                    word.push(sign.to_ascii_lowercase());
                }
            }
        }
        was_small = sign.is_ascii_lowercase();
    }
    words
}
