//! Runs that are there although no hash finds them: a blank before them is filled in, or words in them are broken by the end of a line or page.

use crate::fingerprint::Run;
use crate::words::{Words, hash, run_of};

/// The most words that fill a blank.
pub(super) const BLANK_WORDS: usize = 12;

/// The words of each run among some words of the text, and the words after the last run; `None` if not all runs are there.
pub(super) fn repaired<'k>(words: &Words, runs: &[Run], kept: &'k [usize]) -> Option<(Vec<Vec<usize>>, &'k [usize])> {
    let lost: usize = runs.iter().map(|run| usize::from(run.length)).sum();
    if kept.len() < lost || kept.len() > lost + runs.len() * 2 + BLANK_WORDS {
        return None;
    }
    let mut left = kept;
    let mut found = Vec::new();
    for run in runs {
        let skips = if run.is_after_blank { BLANK_WORDS } else { 0 };
        let take = |skip: usize| length(words, run, left.get(skip..)?).map(|taken| (skip, taken));
        let (skip, taken) = (0..=skips.min(left.len())).find_map(take)?;
        let (own, rest) = left.split_at_checked(skip + taken)?;
        found.push(own.get(skip..)?.to_vec());
        left = rest;
    }
    Some((found, left))
}

/// How many words make up a run: as many as it has, or one or two more where words are broken.
fn length(words: &Words, run: &Run, kept: &[usize]) -> Option<usize> {
    let length = usize::from(run.length);
    (length..=(length + 2).min(kept.len())).find(|count| {
        kept.get(..*count).is_some_and(|kept| match count - length {
            0 => run_of(kept.iter().map(|at| words.hash(*at))) == run.hash,
            1 => (0..length).any(|broken| joined(words, kept, &[broken]) == run.hash),
            _ => {
                let is_broken = |at: &usize| words.long.get(*at).is_some_and(|word| word.is_broken);
                let breaks: Vec<usize> = kept.iter().enumerate().filter(|(_, at)| is_broken(at)).map(|(index, _)| index).collect();
                breaks.len() == 2 && joined(words, kept, &breaks) == run.hash
            }
        })
    })
}

/// The hash of words of which some are joined to the next one.
fn joined(words: &Words, kept: &[usize], broken: &[usize]) -> u32 {
    let mut pieces: Vec<String> = Vec::new();
    let mut goes_on = false;
    for (index, at) in kept.iter().enumerate() {
        let letters = words.letters(*at);
        match pieces.last_mut().filter(|_| goes_on) {
            Some(piece) => piece.push_str(letters),
            None => pieces.push(letters.to_owned()),
        }
        goes_on = broken.contains(&index);
    }
    run_of(pieces.iter().map(|piece| hash(piece)))
}
