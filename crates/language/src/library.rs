//! What a spec may draw on without a file: specs by id, and the vocabulary that they are written in.

use std::collections::BTreeSet;
use std::sync::Arc;

use railc_core::base::{alternatives, folded_name, nearest, series};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::Vocabulary;

/// Which shelf of the library a spec is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// House licenses, which can be rendered.
    Own,
    /// Other people's licenses, modelled.
    Readings,
    /// Terms and clauses to import.
    Clauses,
}

/// A spec of the library.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// Its id, which is the name of its file.
    pub id: &'static str,
    /// Its shelf.
    pub shelf: Shelf,
    /// Its path in the project.
    pub path: &'static str,
    /// The spec itself.
    pub text: &'static str,
    /// Its tree, packed ([`crate::syntax::pack`]).
    pub tree: &'static [u8],
}

/// A file of translations of the specs here.
#[derive(Debug, Clone, Copy)]
pub struct Translations {
    /// The tag of the language.
    pub language: &'static str,
    /// Its path in the project.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// What people write where a license belongs, and what names none of those here: a family, or a license that is known and not modeled.
#[derive(Debug, Clone, Copy)]
pub struct Other {
    /// Its id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its other names.
    pub names: &'static [&'static str],
    /// What it is.
    pub kind: OtherKind,
    /// Why it names none of the licenses here, as a clause: `its text can't be had`.
    pub why: &'static str,
    /// Where more about it is.
    pub link: Option<&'static str>,
}

/// What a name stands for that names no license of the library.
#[derive(Debug, Clone, Copy)]
pub enum OtherKind {
    /// Several licenses, by id.
    Family(&'static [&'static str]),
    /// A license without a reading.
    NotModelled,
    /// What a registry writes for want of a license.
    Placeholder,
}

/// Specs by id, and the vocabulary that they are written in.
#[derive(Debug, Clone, Copy)]
pub struct Library {
    /// The specs, shelf by shelf, by id.
    pub specs: &'static [Embedded],
    /// Every name of every license ([`folded_name`]), in order, with the index of its spec.
    pub names: &'static [(&'static str, usize)],
    /// Names of something else.
    pub others: &'static [Other],
    /// The whole vocabulary.
    pub vocabulary: &'static Arc<Vocabulary>,
    /// What house licenses say in other languages.
    pub translations: &'static [Translations],
    /// The license ids that the Hugging Face hub takes, one a line; a line that begins with `#` is a remark.
    pub hub_ids: &'static str,
}

impl Library {
    /// The spec of that id.
    pub fn spec(&self, id: &str) -> Option<&'static Embedded> {
        self.specs.iter().find(|spec| spec.id == id)
    }

    /// The license ids that the Hugging Face hub takes in a card.
    pub fn hub_ids(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.hub_ids.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
    }

    /// The licenses: all specs except those that exist only to be imported.
    pub fn licenses(&self) -> impl Iterator<Item = &'static Embedded> + use<> {
        self.specs.iter().filter(|spec| spec.shelf != Shelf::Clauses)
    }

    /// The license of this name: its id, its title, an alias, or its id in a registry.
    pub fn license(&self, name: &str) -> Option<&'static Embedded> {
        let folded = folded_name(name);
        let at = self.names.binary_search_by_key(&&*folded, |(name, _)| name).ok()?;
        self.names.get(at).and_then(|(_, spec)| self.specs.get(*spec))
    }

    /// The family or the license without a reading that has this name.
    pub fn other(&self, name: &str) -> Option<&'static Other> {
        let folded = folded_name(name);
        self.others.iter().find(|other| [other.id, other.title].iter().chain(other.names).any(|name| folded_name(name) == folded))
    }

    /// Up to three licenses with a name near this one, which may still be others: `llama-3.2` is not `llama-3.1`. Those that begin with the same word
    /// come before those that are spelled alike.
    pub fn near(&self, name: &str) -> Vec<&'static Embedded> {
        let folded = folded_name(name);
        let word = folded.split(['-', '.']).next().unwrap_or_default().trim_end_matches(|sign: char| sign.is_ascii_digit());
        let names: Vec<&str> = self.names.iter().map(|(name, _)| *name).collect();
        let related: Vec<&str> = names.iter().copied().filter(|name| word.len() > 1 && name.starts_with(word)).collect();
        let alike = nearest(&folded, if related.is_empty() { names } else { related.clone() });
        let found = if alike.is_empty() { related } else { alike };
        let mut seen = BTreeSet::new();
        found.into_iter().filter_map(|name| self.license(name)).filter(|spec| seen.insert(spec.id)).take(3).collect()
    }

    /// Says of a name of no spec here which of some specs are near it or, failing that, what is known of it as the name of a license.
    pub fn unknown_spec<'s>(&self, name: &str, specs: impl Iterator<Item = &'s Embedded>) -> Diagnostic {
        match nearest(name, specs.map(|spec| spec.id)).as_slice() {
            [] => self.unknown(name),
            near => Diagnostic::new(Code::UnknownLicense, format!("the library has no `{name}`")).nearest(near, ""),
        }
    }

    /// Says of a name of no license here what it is, as far as that is known.
    pub fn unknown(&self, name: &str) -> Diagnostic {
        if let Some(other) = self.other(name) {
            return other.named();
        }
        let near: Vec<String> = self.near(name).into_iter().map(|spec| format!("`{}`", spec.id)).collect();
        let help = match near.as_slice() {
            [] => "`railc licenses` lists those it has; a spec (`.rail`) or a policy (`.json`) of your own is named by its path".to_owned(),
            [one] => format!("{one} is another license, unless the name is mistyped"),
            some => format!("{} are other licenses, unless the name is mistyped", series(some, "and")),
        };
        Diagnostic::new(Code::UnknownLicense, format!("the library has no license `{name}`")).help(help)
    }
}

impl Other {
    /// Says that its name names no license here, and what it names.
    fn named(&self) -> Diagnostic {
        let Other { id, title, why, .. } = self;
        let diagnostic = match self.kind {
            OtherKind::Family(_) => Diagnostic::new(Code::SeveralLicenses, format!("`{id}` ({title}) is no license by itself: {why}")),
            OtherKind::NotModelled => Diagnostic::new(Code::NotModelled, format!("`{id}` ({title}) is known and not modeled: {why}")),
            OtherKind::Placeholder => Diagnostic::new(Code::UnknownLicense, format!("`{id}` names no license: {why}")),
        };
        let help = match self.kind {
            OtherKind::Family(members) => {
                let members: Vec<String> = members.iter().map(|member| format!("`{member}`")).collect();
                format!("name the one that is meant: {}", alternatives(&members))
            }
            OtherKind::NotModelled => "read the text itself, or model it in a spec of your own".to_owned(),
            OtherKind::Placeholder => "name the license that the thing really carries".to_owned(),
        };
        diagnostic.help(self.link.map_or_else(|| help.clone(), |link| format!("{help}; see {link}")))
    }
}
