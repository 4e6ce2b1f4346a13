//! Which licenses known things are under: the library's table, with entries of one's own before it.

use std::collections::HashMap;

use railc_library::{Kind, models};
use railc_scan::Kind as Sort;

use crate::analysis::licensing::{self, Named};

/// What is known of things of one license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Their ids; `*` stands for any part of one without a `/`.
    pub names: Vec<String>,
    /// What they are.
    pub sort: Sort,
    /// Their license.
    pub licensed: Licensed,
    /// The revisions that it is so of; all, if there are none.
    pub revisions: Vec<String>,
    /// Where it is stated.
    pub source: Option<String>,
    /// The day when somebody last looked there.
    pub verified: Option<String>,
}

/// What things are licensed under, as the table says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Licensed {
    /// All of these bind.
    All(Vec<String>),
    /// One of these, by revision or date.
    OneOf(Vec<String>),
    /// Terms of which the library has no rules.
    Unmodelled(String),
}

/// Terms that bind a thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// A license of the library.
    License(&'static str),
    /// One of these, and nobody can tell which.
    OneOf(Vec<&'static str>),
    /// Terms of which the library has no rules, by their title.
    Unmodelled(String),
}

/// The entries, ready for look-ups.
#[derive(Debug)]
pub struct Catalogue {
    entries: Vec<Entry>,
    /// Names without `*`, in small letters.
    whole: HashMap<String, Vec<usize>>,
    /// Names with it, in small letters, by what stands before the first `/` or `:`.
    patterns: HashMap<String, Vec<(String, usize)>>,
}

impl Catalogue {
    /// The library's table behind these entries.
    pub fn new(own: Vec<Entry>) -> Catalogue {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let packed = |row: &railc_library::Model| Entry {
            names: texts(row.names),
            sort: if row.kind == Kind::Data { Sort::Data } else { Sort::Model },
            licensed: match row.licensed {
                railc_library::Licensed::All(ids) => Licensed::All(texts(ids)),
                railc_library::Licensed::OneOf(ids) => Licensed::OneOf(texts(ids)),
                railc_library::Licensed::Unmodelled(title) => Licensed::Unmodelled(title.to_owned()),
            },
            revisions: texts(row.revisions),
            source: row.source.map(str::to_owned),
            verified: Some(row.verified.to_owned()),
        };
        let entries: Vec<Entry> = own.into_iter().chain(models().iter().map(packed)).collect();
        let mut whole: HashMap<String, Vec<usize>> = HashMap::new();
        let mut patterns: HashMap<String, Vec<(String, usize)>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for name in &entry.names {
                let name = name.to_lowercase();
                match name.contains('*') {
                    true => patterns.entry(owner(&name).to_owned()).or_default().push((name, at)),
                    false => whole.entry(name).or_default().push(at),
                }
            }
        }
        Catalogue { entries, whole, patterns }
    }

    /// The owners of known things.
    pub fn owners(&self) -> Vec<&str> {
        let names = self.entries.iter().flat_map(|entry| &entry.names);
        let mut owners: Vec<&str> =
            names.filter_map(|name| name.split_once('/')).map(|(owner, _)| owner).filter(|owner| !owner.contains(['*', ':'])).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    /// Whether an entry names a thing.
    pub fn knows(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.whole.contains_key(&name) || self.patterns_for(&name).next().is_some()
    }

    fn patterns_for<'c>(&'c self, name: &'c str) -> impl Iterator<Item = (&'c str, usize)> {
        // A pattern may begin with `*`, or have it in its owner.
        let near = [owner(name), "*"].into_iter().filter_map(|owner| self.patterns.get(owner)).flatten();
        near.filter(|(pattern, _)| fits(pattern, name)).map(|(pattern, at)| (pattern.as_str(), *at))
    }

    /// What is known of a thing: of several entries, that with revisions which fit; then that of the longest name; then the first.
    pub fn find(&self, name: &str, sort: Sort, revision: Option<&str>) -> Option<&Entry> {
        let name = name.to_lowercase();
        let whole = self.whole.get(&name).into_iter().flatten().map(|at| (usize::MAX, *at));
        let patterns = self.patterns_for(&name).map(|(pattern, at)| (pattern.chars().filter(|sign| *sign != '*').count(), at));
        let rank = |(length, at): (usize, usize)| {
            let entry = self.entries.get(at)?;
            let pinned = entry.revisions.iter().any(|known| revision.is_some_and(|revision| is_revision(known, revision)));
            let is_so = entry.revisions.is_empty() || pinned;
            is_so.then_some((pinned, entry.sort == sort, length, usize::MAX - at, entry))
        };
        let best = whole.chain(patterns).filter_map(rank).max_by_key(|(pinned, sort, length, order, _)| (*pinned, *sort, *length, *order));
        best.map(|(.., entry)| entry)
    }
}

impl Entry {
    /// The terms that bind.
    pub fn held(&self) -> Vec<Held> {
        let ids = |names: &[String]| -> Vec<&'static str> {
            names.iter().filter_map(|name| railc_library::library().license(name)).map(|license| license.id).collect()
        };
        match &self.licensed {
            Licensed::All(names) => names.iter().flat_map(|name| held(name)).collect(),
            Licensed::OneOf(names) => vec![Held::OneOf(ids(names))],
            Licensed::Unmodelled(title) => vec![Held::Unmodelled(title.clone())],
        }
    }
}

/// The terms that a text names; of a choice, one of several.
pub(super) fn held(text: &str) -> Vec<Held> {
    let one = |named: Named| match named {
        Named::License(id) => Some(Held::License(id)),
        Named::OneOf(ids) => Some(Held::OneOf(ids)),
        Named::Unmodelled(title) => Some(Held::Unmodelled(title)),
        Named::Nothing => None,
    };
    let mut options = licensing::options(text);
    if options.len() == 1 {
        return options.pop().into_iter().flatten().filter_map(one).collect();
    }
    let ids: Option<Vec<&'static str>> = options
        .iter()
        .map(|option| match option.as_slice() {
            [Named::License(id)] => Some(*id),
            _ => None,
        })
        .collect();
    vec![ids.map_or_else(|| Held::Unmodelled(text.to_owned()), Held::OneOf)]
}

/// What stands before the first `/` or `:`, or nothing.
fn owner(name: &str) -> &str {
    name.find(['/', ':']).and_then(|at| name.get(..at)).unwrap_or_default()
}

/// A commit may be cut short; tags and branches are whole.
fn is_revision(known: &str, wanted: &str) -> bool {
    const SHORTEST: usize = 7;
    let is_commit = |text: &str| text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    known == wanted || (is_commit(known) && is_commit(wanted) && (known.starts_with(wanted) || wanted.starts_with(known)))
}

/// Whether a name fits a pattern, in which `*` stands for any part without a `/`.
pub(super) fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    let mut rest = rest;
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        if rest.get(..at).is_some_and(|skipped| skipped.contains('/')) {
            return false;
        }
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.strip_suffix(last).is_some_and(|skipped| !skipped.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn licensed(name: &str) -> String {
        let catalogue = Catalogue::new(Vec::new());
        let entry = catalogue.find(name, Sort::Model, None);
        entry.map_or_else(|| "unknown".to_owned(), |entry| format!("{:?}", entry.licensed))
    }

    #[test]
    fn the_longest_name_counts() {
        for (name, expected) in [
            ("Qwen/Qwen2.5-7B-Instruct", "All([\"apache-2.0\"])"),
            ("Qwen/Qwen2.5-72B-Instruct", "All([\"qwen-2024\"])"),
            ("Qwen/Qwen2.5-Coder-3B", "All([\"qwen-research-2024\"])"),
            ("Qwen/Qwen2.5-Coder-32B", "All([\"apache-2.0\"])"),
            ("openai/whisper-large-v3-turbo", "All([\"mit\"])"),
            ("meta-llama/meta-llama-3-8b", "All([\"llama-3\"])"),
            ("ollama:llama3", "All([\"llama-3\"])"),
            ("ollama:llama3.1:8b", "All([\"llama-3.1\"])"),
            ("garden/tulip", "unknown"),
            ("meta-llama/garden", "unknown"),
        ] {
            assert_eq!(licensed(name), expected, "{name}");
        }
    }

    #[test]
    fn stars_stand_for_parts_without_a_slash() {
        for (pattern, name, expected) in [
            ("a/b*", "a/b", true),
            ("a/b*", "a/bc", true),
            ("a/*c", "a/b/c", false),
            ("*-x", "a-x", true),
            ("a*b*c", "axbyc", true),
            ("a*", "b", false),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn a_pinned_revision_comes_first() {
        let entry = |revisions: &[&str], license: &str| Entry {
            names: vec!["a/b".to_owned()],
            sort: Sort::Model,
            licensed: Licensed::All(vec![license.to_owned()]),
            revisions: revisions.iter().map(|one| (*one).to_owned()).collect(),
            source: None,
            verified: None,
        };
        let catalogue = Catalogue::new(vec![entry(&[], "mit"), entry(&["0123456789"], "llama-2")]);
        let of = |revision| catalogue.find("a/b", Sort::Model, revision).map(Entry::held);
        assert_eq!(of(None), Some(vec![Held::License("mit")]));
        assert_eq!(of(Some("0123456")), Some(vec![Held::License("llama-2")]));
        assert_eq!(of(Some("v1")), Some(vec![Held::License("mit")]));
    }

    #[test]
    fn every_entry_binds_something() {
        for entry in &Catalogue::new(Vec::new()).entries {
            assert!(!entry.held().is_empty(), "{:?}", entry.names);
        }
    }
}
