//! What became of a unit, in words of the language of the text.

use railc_language::render::{Language, filled};

use super::{Change, Counts, Redline, Unit};

/// The title of a redline.
pub(super) fn title(redline: &Redline<'_>) -> String {
    let (old, new) = (redline.old.version.as_str(), redline.new.version.as_str());
    filled(redline.new.language.redline().title, &[("title", &redline.new.title), ("old", old), ("new", new)])
}

/// How many units changed, and how; that nothing changed, if so.
pub(super) fn counts(redline: &Redline<'_>) -> String {
    let words = redline.new.language.redline();
    if redline.is_empty() {
        return words.same.to_owned();
    }
    let Counts { added, deleted, changed, moved } = redline.counts();
    let [added, deleted, changed, moved] = [added, deleted, changed, moved].map(|count| count.to_string());
    filled(words.counts, &[("added", &added), ("deleted", &deleted), ("changed", &changed), ("moved", &moved)])
}

/// `3.2 → 3.3`
pub(super) fn number(unit: &Unit) -> String {
    match (&unit.old_number, &unit.new_number) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (Some(number), _) | (_, Some(number)) => number.clone(),
        (None, None) => String::new(),
    }
}

/// `moved and changed`; empty where nothing changed.
pub(super) fn what(unit: &Unit, language: &Language) -> String {
    let words = language.redline();
    let name = match (unit.change(), unit.is_moved, unit.is_renumbered()) {
        (Change::Added, ..) => words.added,
        (Change::Deleted, ..) => words.deleted,
        (Change::Same, true, _) => words.moved,
        (Change::Same, false, true) => words.renumbered,
        (Change::Same, false, false) if unit.says_the_same() => "",
        (Change::Same, false, false) => words.changed,
    };
    let is_both = unit.change() == Change::Same && !unit.says_the_same() && name != words.changed;
    if is_both { filled(words.both, &[("name", name), ("more", words.changed)]) } else { name.to_owned() }
}
