//! Word by word: what two paragraphs share, and what only one of them has.

use railc_language::render::Inline;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Change, Piece};

/// The most words of two paragraphs together that are compared one by one; longer ones are shown whole.
const LIMIT: usize = 20_000;

/// What two pieces are compared by: kind and words. References are the same if they lead to the same clause: its number moves by itself.
type Key<'t> = (u8, &'t str);

/// The words of the old and of the new paragraph in one sequence.
pub(super) fn compared(old: &[Inline], new: &[Inline]) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    if old.len() + new.len() > LIMIT {
        return merged(all(old, Change::Deleted).chain(all(new, Change::Added)).collect());
    }
    let (old_keys, new_keys): (Vec<Key<'_>>, Vec<Key<'_>>) = (old.iter().map(key).collect(), new.iter().map(key).collect());
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        let (_, before, after) = op.as_tag_tuple();
        let same = matches!(op, DiffOp::Equal { .. });
        let taken = |tokens: &[Inline], range: std::ops::Range<usize>| tokens.get(range).unwrap_or_default().to_vec();
        match same {
            true => pieces.extend(all(taken(&new, after), Change::Same)),
            false => pieces.extend(all(taken(&old, before), Change::Deleted).chain(all(taken(&new, after), Change::Added))),
        }
    }
    merged(bridged(pieces))
}

/// Two lines of plain words.
pub(crate) fn compared_words(old: &str, new: &str) -> Vec<Piece> {
    compared(&[Inline::Words(old.to_owned())], &[Inline::Words(new.to_owned())])
}

/// The same words throughout.
pub(super) fn unchanged(words: &[Inline], change: Change) -> Vec<Piece> {
    all(words.to_vec(), change).collect()
}

/// The share of words that two paragraphs have in common, from 0 to 1.
pub(super) fn likeness(old: &[Inline], new: &[Inline]) -> f64 {
    let (old, new) = (tokens(old), tokens(new));
    let is_word = |token: &&Inline| !matches!(token, Inline::Words(words) if words.chars().all(|sign| !sign.is_alphanumeric()));
    let (old, new): (Vec<Key<'_>>, Vec<Key<'_>>) =
        (old.iter().filter(is_word).map(key).collect(), new.iter().filter(is_word).map(key).collect());
    if old.len() + new.len() > LIMIT {
        return 0.0;
    }
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let shared: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    2.0 * shared as f64 / (old.len() + new.len()).max(1) as f64
}

fn all(words: Vec<Inline>, change: Change) -> impl Iterator<Item = Piece> {
    words.into_iter().map(move |inline| Piece { change, inline })
}

/// Words one by one, and signs between them; what is no plain word stays whole.
fn tokens(inlines: &[Inline]) -> Vec<Inline> {
    let mut tokens = Vec::new();
    for inline in inlines {
        let Inline::Words(words) = inline else {
            tokens.push(inline.clone());
            continue;
        };
        let mut rest = words.as_str();
        while let Some(first) = rest.chars().next() {
            let end = match first {
                first if is_letter(first) => rest.find(|sign| !is_letter(sign)).unwrap_or(rest.len()),
                first => first.len_utf8(),
            };
            let (token, behind) = rest.split_at(end);
            tokens.push(Inline::Words(token.to_owned()));
            rest = behind;
        }
    }
    tokens
}

/// Whether a sign is a part of a word; Chinese and Japanese signs are words themselves.
fn is_letter(sign: char) -> bool {
    (sign.is_alphanumeric() && (sign as u32) < 0x2e80) || matches!(sign, '’' | '-')
}

fn key(token: &Inline) -> Key<'_> {
    match token {
        Inline::Words(words) | Inline::Used { words, .. } => (0, words),
        Inline::Defined(words) => (1, words),
        Inline::Verbatim(words) => (2, words),
        Inline::Reference { target, .. } => (3, target),
    }
}

/// Space alone between two changes belongs to them, so that changed words are shown together: first all that is deleted, then all that is added.
fn bridged(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_space = |piece: &Piece| matches!(&piece.inline, Inline::Words(words) if words.trim().is_empty());
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let (mut deleted, mut added): (Vec<Piece>, Vec<Piece>) = (Vec::new(), Vec::new());
    let mut rest = pieces.into_iter().peekable();
    while let Some(piece) = rest.next() {
        let is_bridge =
            is_space(&piece) && rest.peek().is_some_and(|next| next.change != Change::Same) && !(deleted.is_empty() && added.is_empty());
        match piece.change {
            Change::Deleted => deleted.push(piece),
            Change::Added => added.push(piece),
            Change::Same if is_bridge => {
                deleted.push(Piece { change: Change::Deleted, inline: piece.inline.clone() });
                added.push(Piece { change: Change::Added, inline: piece.inline });
            }
            Change::Same => {
                out.append(&mut deleted);
                out.append(&mut added);
                out.push(piece);
            }
        }
    }
    out.append(&mut deleted);
    out.append(&mut added);
    out
}

/// Neighboring words of one kind as one piece.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (out.last_mut(), piece) {
            (Some(Piece { change, inline: Inline::Words(before) }), Piece { change: same, inline: Inline::Words(words) })
                if *change == same =>
            {
                before.push_str(&words);
            }
            (_, piece) => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let sign = |change| match change {
            Change::Same => "",
            Change::Deleted => "-",
            Change::Added => "+",
        };
        let pieces = compared(&[Inline::Words(old.to_owned())], &[Inline::Words(new.to_owned())]);
        let words = |piece: &Piece| if let Inline::Words(words) = &piece.inline { words.clone() } else { String::new() };
        pieces.iter().map(|piece| format!("{}[{}]", sign(piece.change), words(piece))).collect()
    }

    #[test]
    fn changed_words_stand_together() {
        assert_eq!(shown("You may run it.", "You may not run it."), "[You may ]+[not ][run it.]");
        assert_eq!(shown("within thirty days", "within ten working days"), "[within ]-[thirty]+[ten working][ days]");
        assert_eq!(shown("本模型", "本数据"), "[本]-[模型]+[数据]");
        assert!(likeness(&[Inline::Words("a b c d".into())], &[Inline::Words("a b c e".into())]) > 0.7);
    }
}
