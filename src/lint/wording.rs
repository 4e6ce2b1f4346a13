//! Single words: vague, old, doubled, or not yet written.

use super::finding::Finding;
use super::prose::{Prose, Role};
use super::words::find_any;

/// A vague word in a restriction, where it decides what is forbidden.
pub(super) fn vague(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.operative().filter(|(_, passage)| passage.is_restriction) {
        for (at, word) in find_any(&passage.text, prose.words.vague_words).into_iter().filter(|(at, _)| passage.is_plain(at)) {
            let message = format!("`{word}` decides here, and two readers measure it differently");
            found.push(Finding::of_words(
                index,
                at,
                message,
                "define it, say what is measured, or leave the decision to counsel with a `question`",
            ));
        }
    }
    found
}

/// Words that only old texts have.
pub(super) fn archaic(prose: &Prose) -> Vec<Finding> {
    let words: Vec<&str> = prose.words.archaic_words.iter().map(|one| one.word).collect();
    let mut found = Vec::new();
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading) {
        for (at, word) in find_any(&passage.text, &words).into_iter().filter(|(at, _)| passage.is_plain(at)) {
            let plain = prose.words.archaic_words.iter().find(|one| one.word == word).map_or("-", |one| one.plain);
            let message = format!("`{word}` is a word of old forms");
            found.push(match plain {
                "-" => Finding::of_words(index, at, message, "say in plain words what is meant"),
                "" => {
                    // The space behind it goes too.
                    let end = at.end + usize::from(passage.behind(at.end).starts_with(' '));
                    Finding::of_words(index, at.start..end, message, "leave it out").mended("")
                }
                plain => {
                    let plain = as_written(plain, passage.words(&at));
                    Finding::of_words(index, at, message, format!("write `{plain}`")).mended(plain)
                }
            });
        }
    }
    found
}

/// Two words for one thing, and a number in words with figures behind it.
pub(super) fn doublets(prose: &Prose) -> Vec<Finding> {
    let words: Vec<&str> = prose.words.doublets.iter().map(|one| one.word).collect();
    let mut found = Vec::new();
    for (index, passage) in prose.all().filter(|(_, passage)| passage.role != Role::Heading) {
        for (at, word) in find_any(&passage.text, &words).into_iter().filter(|(at, _)| passage.is_plain(at)) {
            let plain = prose.words.doublets.iter().find(|one| one.word == word).map_or("-", |one| one.plain);
            let message = format!("`{word}` says one thing twice");
            found.push(match plain {
                "-" => Finding::of_words(index, at, message, "keep the word that says it"),
                plain => {
                    let plain = as_written(plain, passage.words(&at));
                    Finding::of_words(index, at, message, format!("write `{plain}`")).mended(plain)
                }
            });
        }
        for (open, _) in passage.text.match_indices(" (") {
            let Some((figures, _)) = passage.behind(open + 2).split_once(')') else { continue };
            let word = passage.before(open).rsplit(' ').next().unwrap_or_default();
            let is_number = !figures.is_empty() && figures.chars().all(|sign| sign.is_ascii_digit());
            if is_number && prose.words.number_words.contains(&word.to_lowercase().as_str()) {
                let at = open..open + figures.len() + 3;
                let message = format!("`{word} ({figures})` says one number twice, and the two may come to differ");
                found.push(Finding::of_words(index, at, message, format!("write `{word}`")).mended(""));
            }
        }
    }
    found
}

/// A word with the capital that another one has.
fn as_written(plain: &str, written: &str) -> String {
    let mut signs = plain.chars();
    match (written.starts_with(char::is_uppercase), signs.next()) {
        (true, Some(first)) => first.to_uppercase().chain(signs).collect(),
        (false, _) | (true, None) => plain.to_owned(),
    }
}

/// What nobody has written yet, and signs that a generator left.
pub(super) fn placeholder(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.all() {
        let fixed = find_any(&passage.text, prose.words.placeholders).into_iter().map(|(at, _)| at);
        let angles = passage.text.match_indices('<').filter_map(|(at, _)| {
            let (name, _) = passage.behind(at + 1).split_once('>')?;
            let is_name = !name.is_empty() && name.chars().all(|sign| sign.is_ascii_uppercase() || matches!(sign, ' ' | '_'));
            is_name.then_some(at..at + name.len() + 2)
        });
        for at in fixed.chain(angles).collect::<Vec<_>>() {
            let message = format!("`{}` is a placeholder", passage.words(&at));
            found.push(Finding::of_words(index, at, message, "write what belongs here"));
        }
    }
    found
}
