//! What licenses do people name? An expression of SPDX, a name in some other dress, several names in one line, as licenses of the library.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use railc_language::library::OtherKind;

/// What one name names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A license of the library, by id.
    License(&'static str),
    /// One of several, and the name does not say which.
    OneOf(Vec<&'static str>),
    /// No license of the library: what it is called, in the same words for all names of a license that is known and not modelled.
    Unmodelled(String),
    /// That somebody wrote something for want of a license.
    Nothing,
}

/// How deep parentheses may be nested, and how many choices there may be.
const MOST: usize = 64;

/// What a text names: choices, of each of which all binds. Not empty.
///
/// `MIT OR Apache-2.0` are two choices, `Apache-2.0 and CC-BY-4.0` is one of two licenses.
pub fn options(text: &str) -> Vec<Vec<Named>> {
    let text = text.trim();
    let unknown = || vec![vec![Named::Unmodelled(text.to_owned())]];
    let options = read(text, 0).filter(|options| options.len() <= MOST && options.iter().all(|option| option.len() <= MOST));
    options.unwrap_or_else(unknown)
}

/// What a text names, if any part of it is a known name.
fn read(text: &str, depth: usize) -> Option<Vec<Vec<Named>>> {
    if let Some(named) = named(text) {
        return Some(vec![vec![named]]);
    }
    if depth > MOST {
        return None;
    }
    if let Some(inside) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).filter(|inside| is_balanced(inside)) {
        return read(inside.trim(), depth + 1);
    }
    let parts = split(text, &["or", "|", "||"]);
    if parts.len() > 1 {
        return all_of(&parts, depth).map(|each| each.into_iter().flatten().collect());
    }
    let parts = split(text, &["and", "&", "&&", "+", ",", ";"]);
    if parts.len() > 1 {
        let each = all_of(&parts, depth)?;
        let mut options: Vec<Vec<Named>> = vec![Vec::new()];
        for others in each {
            if options.len().saturating_mul(others.len()) > MOST {
                return None;
            }
            let joined = |option: &Vec<Named>| others.iter().map(|other| [option.as_slice(), other].concat()).collect::<Vec<_>>();
            options = options.iter().flat_map(joined).collect();
        }
        return Some(options);
    }
    None
}

/// What the parts of a text name, if any of them is a known name.
fn all_of(parts: &[&str], depth: usize) -> Option<Vec<Vec<Vec<Named>>>> {
    let read: Vec<Option<Vec<Vec<Named>>>> = parts.iter().map(|part| read(part, depth + 1)).collect();
    let is_known = read.iter().any(Option::is_some);
    let part = |(options, part): (Option<_>, &&str)| options.unwrap_or_else(|| vec![vec![Named::Unmodelled((*part).to_owned())]]);
    is_known.then(|| read.into_iter().zip(parts).map(part).collect())
}

/// The parts of a text between some words, in letters of any case; what stands in parentheses is one word. A comma or a semicolon may end a word.
fn split<'t>(text: &'t str, between: &[&str]) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0_usize, 0_usize);
    let mut words = Vec::new();
    let mut word_start = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_sign = depth == 0 && matches!(sign, ',' | ';');
        if depth == 0 && (sign.is_whitespace() || is_sign) {
            words.extend(word_start.take().map(|start: usize| (start, at)));
            if is_sign {
                words.push((at, at + sign.len_utf8()));
            }
        } else if word_start.is_none() {
            word_start = Some(at);
        }
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    words.extend(word_start.map(|start| (start, text.len())));
    for (from, to) in words {
        let is_between = text.get(from..to).is_some_and(|word| between.iter().any(|one| one.eq_ignore_ascii_case(word)));
        if is_between {
            parts.extend(text.get(start..from));
            start = to;
        }
    }
    parts.extend(text.get(start..));
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect()
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i64;
    for sign in text.chars() {
        depth += i64::from(sign == '(') - i64::from(sign == ')');
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// What one name names: first by the very name, then by its words without those that say nothing.
pub fn named(name: &str) -> Option<Named> {
    let library = railc_library::library();
    let name = name.trim();
    if name.is_empty() {
        return Some(Named::Nothing);
    }
    if let Some(license) = library.license(name) {
        return Some(Named::License(license.id));
    }
    if let Some(other) = library.other(name) {
        return Some(of_other(other.kind, other.title));
    }
    dresses().get(&bare(name)).cloned()
}

fn of_other(kind: OtherKind, title: &str) -> Named {
    match kind {
        OtherKind::Family(members) => {
            Named::OneOf(members.iter().filter_map(|id| railc_library::library().license(id)).map(|one| one.id).collect())
        }
        OtherKind::NotModelled => Named::Unmodelled(title.to_owned()),
        OtherKind::Placeholder => Named::Nothing,
    }
}

/// Words of names that tell no license from another.
const SAY_NOTHING: [&str; 9] = ["the", "a", "license", "licence", "agreement", "version", "terms", "of", "under"];

/// A name's words, without those that tell no license from another and without what joins them: `MIT License`, `The MIT license` and `mit` are one.
fn bare(name: &str) -> String {
    let mut out = String::new();
    let joins = |sign: char| !(sign.is_alphanumeric() || matches!(sign, '.' | '+'));
    for word in name.to_lowercase().split(joins) {
        let word = word.trim_matches('.');
        let number = word.strip_prefix('v').filter(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit())).unwrap_or(word);
        let number = number.strip_suffix(".0").unwrap_or(number);
        if !SAY_NOTHING.contains(&number) {
            out.push_str(number);
        }
    }
    out
}

/// By bare names, what they name.
fn dresses() -> &'static BTreeMap<String, Named> {
    static DRESSES: OnceLock<BTreeMap<String, Named>> = OnceLock::new();
    DRESSES.get_or_init(|| {
        let mut named: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        for listed in railc_library::licenses() {
            let titled = format!("{} {}", listed.name, listed.version);
            let names = [listed.id, listed.name, &titled].into_iter().chain(listed.spdx).chain(listed.hugging_face);
            for name in names.chain(listed.aliases.iter().copied()) {
                let ids = named.entry(bare(name)).or_default();
                if !ids.contains(&listed.id) {
                    ids.push(listed.id);
                }
            }
        }
        let of_ids = |ids: Vec<&'static str>| match ids.as_slice() {
            [id] => Named::License(id),
            _ => Named::OneOf(ids),
        };
        let mut dresses: BTreeMap<String, Named> = named.into_iter().map(|(name, ids)| (name, of_ids(ids))).collect();
        for other in railc_library::library().others {
            for name in [other.id, other.title].iter().chain(other.names) {
                dresses.entry(bare(name)).or_insert_with(|| of_other(other.kind, other.title));
            }
        }
        dresses.remove("");
        dresses
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let one = |named: &Named| match named {
            Named::License(id) => (*id).to_owned(),
            Named::OneOf(ids) => format!("one of {}", ids.join(", ")),
            Named::Unmodelled(name) => format!("`{name}`"),
            Named::Nothing => "nothing".to_owned(),
        };
        let option = |option: &Vec<Named>| option.iter().map(one).collect::<Vec<_>>().join(" and ");
        options(text).iter().map(option).collect::<Vec<_>>().join(" or ")
    }

    #[test]
    fn names_in_any_dress() {
        for (text, expected) in [
            ("MIT", "mit"),
            ("The MIT License", "mit"),
            ("Apache License, Version 2.0", "apache-2.0"),
            ("GNU General Public License v3.0", "gpl-3.0"),
            ("CreativeML Open RAIL++-M License", "openrail-pp-m"),
            ("BigCode OpenRAIL-M v1 license agreement", "bigcode-open-rail-m-v1"),
            ("BigScience RAIL License v1.0", "bigscience-rail-1.0"),
            ("LLaMA license agreement", "llama-license-2023"),
            ("CC-BY-ND", "one of cc-by-nd-4.0"),
            ("other", "nothing"),
            ("Garden License", "`Garden License`"),
            ("Limited", "`Limited`"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn expressions_and_lists() {
        for (text, expected) in [
            ("MIT OR Apache-2.0", "mit or apache-2.0"),
            ("Apache-2.0 AND (MIT OR CC-BY-4.0)", "apache-2.0 and mit or apache-2.0 and cc-by-4.0"),
            ("Apache-2.0 and BigScience RAIL License v1.0", "apache-2.0 and bigscience-rail-1.0"),
            ("MIT, Apache-2.0", "mit and apache-2.0"),
            ("mit and our own terms", "mit and `our own terms`"),
            ("sweets and toys", "`sweets and toys`"),
            ("(MIT", "mit"),
            ("MIT AND", "`MIT AND`"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
        assert_eq!(told(&"(".repeat(10_000)), format!("`{}`", "(".repeat(10_000)));
    }
}
