//! Which licenses a text holds.

use std::ops::Range;

use railc_identify::fingerprint::{Mark, Since, number_of};
use railc_identify::matching::{self, Difference, Kind, Match, is_harmless_header};
use railc_identify::words::{Words, hides_words};

/// A license in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLicense {
    id: String,
    lines: (u32, u32),
    differences: Vec<String>,
}

/// The known licenses in a text of whatever dress (plain, Markdown, HTML, text of a PDF), in their order, and the license of a text that
/// `railc build` wrote. None if nothing is known of the text; it is exactly known if all that are found are exact.
///
/// ```
/// let text = railc::License::of_library("open-rail-m").and_then(|license| license.plain()).expect("a house license has a text");
/// let found = railc::identify(&text);
/// assert!(found.len() == 1 && found[0].id() == "open-rail-m" && found[0].is_exact());
///
/// let found = railc::identify(&text.replace("30 days", "3 days"));
/// assert!(!found[0].is_exact() && found[0].differences().count() == 1);
/// ```
pub fn identify(text: &str) -> Vec<FoundLicense> {
    let found = matching::identify(text, railc_library::fingerprints());
    let built = built(text);
    let is_own =
        |range: &Range<usize>| built.as_ref().is_some_and(|built| range.start < built.range().end && built.range().start < range.end);
    let others =
        found.matches.iter().filter(|matched| !is_own(&matched.range)).filter_map(|matched| FoundLicense::of(matched, &found.words));
    built.iter().map(|built| FoundLicense::of_built(text, built)).chain(others).collect()
}

impl FoundLicense {
    fn of(matched: &Match, words: &Words) -> Option<FoundLicense> {
        let document = railc_library::fingerprints().documents().get(matched.document)?;
        let clause = |difference: &Difference| document.segments.get(difference.segment?).map(|segment| segment.label.as_str());
        let said = |difference: &Difference| said(difference.kind, clause(difference), difference.lines(words));
        let differences = matched.differences.iter().map(said).collect();
        Some(FoundLicense { id: document.licenses.first()?.clone(), lines: words.lines(&matched.range), differences })
    }

    fn of_built(text: &str, built: &Built) -> FoundLicense {
        let clause = built.clause(text);
        let difference = built.changed().map(|place| said(Kind::Changed, clause.as_deref(), built.words.lines(place)));
        let differences = difference.into_iter().collect();
        FoundLicense { id: built.mark.license.clone(), lines: built.words.lines(&built.range()), differences }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The first and the last line of the text that it takes up.
    pub fn lines(&self) -> (u32, u32) {
        self.lines
    }

    /// Whether all its words are there and none beside them that could bind anybody.
    pub fn is_exact(&self) -> bool {
        self.differences.is_empty()
    }

    /// What differs: `changed: Section 2, line 32`.
    pub fn differences(&self) -> impl Iterator<Item = &str> {
        self.differences.iter().map(String::as_str)
    }
}

fn said(kind: Kind, clause: Option<&str>, (from, to): (u32, u32)) -> String {
    let clause = clause.unwrap_or("the text");
    let place = if from == to { format!("line {from}") } else { format!("lines {from}–{to}") };
    match kind {
        Kind::Missing => format!("missing: {clause}, at {place}"),
        Kind::Changed => format!("changed: {clause}, {place}"),
        Kind::Added => format!("added: after {clause}, {place}"),
    }
}

/// A text that railc built.
pub(crate) struct Built {
    pub(crate) mark: Mark,
    pub(crate) since: Since,
    /// The words before the mark.
    pub(crate) words: Words,
}

/// The mark of a text that railc built, with what became of it since. No known license or reading of one is ever built.
pub(crate) fn built(text: &str) -> Option<Built> {
    let (mark, at) = Mark::read(text)?;
    let is_known = |id: &String| *id == mark.license;
    let is_reading = railc_library::licenses().iter().any(|listed| listed.is_reading && listed.id == mark.license);
    if is_reading || railc_library::fingerprints().documents().iter().any(|document| document.licenses.iter().any(is_known)) {
        return None;
    }
    let words = Words::of(text.get(..at.start)?);
    // What railc builds hides nothing from readers.
    let is_page = text.trim_start().get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    let has_more = Words::of(text.get(at.end..)?).count() > 0 || (!is_page && hides_words(text));
    let since = match mark.since(&words) {
        Since::Same(range) | Since::Renumbered(range) if !is_harmless_header(text.get(..at.start)?, &words, range.start) => {
            Since::Changed(0..range.start)
        }
        Since::Same(range) | Since::Renumbered(range) if has_more => Since::Changed(range.end.saturating_sub(1)..range.end),
        since => since,
    };
    Some(Built { since, mark, words })
}

impl Built {
    /// The words that are the license's.
    pub(crate) fn range(&self) -> Range<usize> {
        match &self.since {
            Since::Same(range) | Since::Renumbered(range) => range.clone(),
            Since::Changed(_) => 0..self.words.count(),
        }
    }

    /// The words among which it was changed.
    pub(crate) fn changed(&self) -> Option<&Range<usize>> {
        match &self.since {
            Since::Same(_) => None,
            Since::Changed(place) | Since::Renumbered(place) => Some(place),
        }
    }

    /// The clauses in which it was changed, by the numbers in front of them.
    pub(crate) fn clause(&self, text: &str) -> Option<String> {
        let place = match &self.since {
            Since::Same(_) => return None,
            Since::Renumbered(_) => return Some("numbers of clauses".to_owned()),
            Since::Changed(place) => place,
        };
        let first = number_of(text, &self.words, place.start)?;
        let last = number_of(text, &self.words, place.end.saturating_sub(1)).filter(|last| *last != first);
        Some(last.map_or_else(|| first.to_owned(), |last| format!("{first} to {last}")))
    }
}
