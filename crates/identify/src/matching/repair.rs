//! Runs whose words are broken by the end of a line or page.

use crate::fingerprint::Run;
use crate::words::{Words, hash, run_of};

/// How many of some words make up a run: as many as it has, or one or two more where words are broken.
pub(super) fn repaired(words: &Words, run: &Run, places: &[usize]) -> Option<usize> {
    let length = usize::from(run.length);
    (length..=(length + 2).min(places.len())).find(|count| {
        places.get(..*count).is_some_and(|places| match count - length {
            0 => run_of(places.iter().map(|at| words.hash(*at))) == run.hash,
            1 => (0..length).any(|broken| joined(words, places, &[broken]) == run.hash),
            _ => {
                let is_broken = |at: &usize| places.get(*at).and_then(|at| words.long.get(*at)).is_some_and(|word| word.is_broken);
                let breaks: Vec<usize> = (0..places.len()).filter(is_broken).collect();
                breaks.len() == 2 && joined(words, places, &breaks) == run.hash
            }
        })
    })
}

/// The hash of words of which some are joined to the next one.
fn joined(words: &Words, places: &[usize], broken: &[usize]) -> u32 {
    let mut pieces: Vec<String> = Vec::new();
    let mut goes_on = false;
    for (index, at) in places.iter().enumerate() {
        let letters = words.letters(*at);
        match pieces.last_mut().filter(|_| goes_on) {
            Some(piece) => piece.push_str(letters),
            None => pieces.push(letters.to_owned()),
        }
        goes_on = broken.contains(&index);
    }
    run_of(pieces.iter().map(|piece| hash(piece)))
}
