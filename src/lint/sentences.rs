//! Sentences that nobody understands at once: too long, or with a main verb that comes too late.

use super::finding::Finding;
use super::prose::{Prose, Role};
use super::words::{find_any, tokens};

/// The most words of a sentence.
const SENTENCE: usize = 40;
/// The most words of an item of a list.
const ITEM: usize = 60;
/// The most clauses that are opened before the main verb.
const OPENED: usize = 2;

/// A sentence of more than 40 words up to its end or a semicolon, or an item of more than 60.
pub(super) fn long(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.all() {
        let most = match passage.role {
            Role::Heading => continue,
            Role::Item => ITEM,
            Role::Plain | Role::Definition(_) => SENTENCE,
        };
        for at in prose.sentences(passage) {
            // A semicolon ends what is read at once.
            let count = passage.words(&at).split(';').map(|part| tokens(part).len()).max().unwrap_or_default();
            if count > most {
                let message = format!("this sentence has {count} words, and {most} are what readers follow");
                found.push(Finding::of_words(index, at, message, "say it in several sentences, or as a list of clauses"));
            }
        }
    }
    found
}

/// A sentence in which more than two clauses are opened before somebody may or must do something.
pub(super) fn deep(prose: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in prose.operative() {
        for at in prose.sentences(passage) {
            let sentence = passage.words(&at);
            // The main verb is the first that a defined word has and no clause opens.
            let verbs = find_any(sentence, prose.words.main_words).into_iter().filter(|(verb, _)| {
                let ends_before = |end: usize| end + 1 == at.start + verb.start;
                let subject =
                    passage.uses().find(|(place, _)| ends_before(place.end)).map(|(place, _)| passage.text.get(at.start..place.start));
                let before = subject.flatten().unwrap_or_default().trim_end();
                let opener = find_any(before, prose.words.openers).last().is_some_and(|(opener, _)| opener.end == before.len());
                subject.is_some() && !opener
            });
            let Some((verb, _)) = verbs.into_iter().next() else { continue };
            let opened = find_any(sentence.get(..verb.start).unwrap_or_default(), prose.words.openers).len();
            if opened > OPENED {
                let message = format!("{opened} clauses are opened before this verb");
                let help = "begin with who may or must do what, and put the conditions behind it";
                found.push(Finding::of_words(index, at.start + verb.start..at.start + verb.end, message, help));
            }
        }
    }
    found
}
