//! The names that somebody most likely meant.

/// How many names are compared: each costs the product of both lengths.
const MOST_NAMES: usize = 5_000;

/// Up to three of `names` that are close to `wanted`, closest first; ties in the order of `names`.
///
/// Close means an edit distance (insert, delete, replace, swap neighbours) of at most a third of the length of `wanted`, or that the last dotted
/// part of `wanted` is also one of the name's.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // No name is that long, and the distance costs the product of both lengths.
    if wanted.len() > 100 {
        return Vec::new();
    }
    let limit = (wanted.chars().count() / 3).max(1);
    let names = names.into_iter().take(MOST_NAMES);
    let mut found: Vec<(usize, &str)> = names.filter_map(|name| closeness(wanted, name, limit).map(|distance| (distance, name))).collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.dedup_by_key(|(_, name)| *name);
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The distance of a name from what was wanted; `None` if it is too far. A shared last part counts as nearer than all but the smallest typo.
fn closeness(wanted: &str, name: &str, limit: usize) -> Option<usize> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let ends_alike = last(wanted) == last(name) && last(name).len() > 2;
    let has_part = last(wanted).len() > 2 && name.split('.').any(|part| part == last(wanted));
    let distance = distance(wanted, name);
    match () {
        () if ends_alike => Some(distance.min(1)),
        () if distance <= limit => Some(distance + 1),
        () => has_part.then_some(limit + 2),
    }
}

/// Edit distance with swaps of neighbours (optimal string alignment).
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, a) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in to.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&last, column) + usize::from(a != b);
            let mut best = replaced.min(at(&last, column + 1) + 1).min(at(&current, column) + 1);
            let swapped = row > 0 && column > 0 && from.get(row - 1) == Some(b) && to.get(column - 1) == Some(a);
            if swapped {
                best = best.min(at(&before_last, column - 1) + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_swaps_and_bare_endings() {
        let names = ["purpose.medical.advice", "purpose.marketing", "effect.harm", "purpose.deception.fraud", "purpose.crime"];
        assert_eq!(nearest("purpose.medical.advcie", names), ["purpose.medical.advice"]);
        assert_eq!(nearest("medical.advice", names), ["purpose.medical.advice"]);
        assert_eq!(nearest("purpose.fraud", names).first(), Some(&"purpose.deception.fraud"));
        assert!(nearest("sector.policing", names).is_empty());
    }
}
