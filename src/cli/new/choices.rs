//! What can be chosen, and what the names of it stand for: kinds of license, things to cover, restrictions.

use clap::ValueEnum;

use crate::compose::{self, Catalogue, Covered};
use railc_core::base::nearest;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};

/// How much a license gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// Everything, to everyone
    Open,
    /// What serves research, to everyone
    Research,
    /// Use and products of one's own, to customers
    Commercial,
}

impl From<Kind> for compose::Kind {
    fn from(kind: Kind) -> compose::Kind {
        match kind {
            Kind::Open => compose::Kind::Open,
            Kind::Research => compose::Kind::Research,
            Kind::Commercial => compose::Kind::Commercial,
        }
    }
}

/// What else people call the things that a license can cover.
const OTHER_WORDS: [(&str, Covered); 10] = [
    ("weights", Covered::Model),
    ("checkpoint", Covered::Model),
    ("app", Covered::Application),
    ("program", Covered::Application),
    ("service", Covered::Application),
    ("code", Covered::Source),
    ("software", Covered::Source),
    ("dataset", Covered::Data),
    ("datasets", Covered::Data),
    ("corpus", Covered::Data),
];

/// The things that these names stand for, in the order of a license; a model if there are none.
pub(super) fn covered(names: &[String]) -> Result<Vec<Covered>, Diagnostics> {
    let names: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty()).collect();
    let known = Covered::ALL.map(Covered::name);
    let unknown = names.iter().filter(|name| !known.contains(&name.as_str())).map(|name| {
        let message = format!("a license can't cover `{name}`");
        let meant = OTHER_WORDS.iter().filter(|(word, _)| word == name).map(|(_, meant)| meant.name());
        let near: Vec<&str> = meant.chain(nearest(name, known)).take(1).collect();
        Diagnostic::new(Code::UnknownCovered, message).nearest(&near, &format!("name some of: {}", known.join(", ")))
    });
    let unknown: Diagnostics = unknown.collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let chosen = |one: &Covered| if names.is_empty() { *one == Covered::Model } else { names.iter().any(|name| name == one.name()) };
    Ok(Covered::ALL.into_iter().filter(chosen).collect())
}

/// The restrictions that these names stand for, without those that the others stand for; the house list if there are none.
pub(super) fn restrictions(names: &[String], without: &[String]) -> Result<Vec<String>, Diagnostics> {
    let catalogue = Catalogue::of(railc_library::library());
    let house = ["house".to_owned()];
    let (wanted, first) = named(&catalogue, if names.is_empty() { &house } else { names });
    let (unwanted, second) = named(&catalogue, without);
    let unknown: Diagnostics = first.into_iter().chain(second).collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let ids = catalogue.restrictions().map(|one| one.id.as_str());
    let chosen: Vec<String> = ids.filter(|id| wanted.contains(id) && !unwanted.contains(id)).map(str::to_owned).collect();
    if chosen.is_empty() {
        let diagnostic = Diagnostic::new(Code::UnknownRestriction, "nothing would be forbidden, and a RAIL forbids something");
        return Err(diagnostic.help("choose at least `law`; `railc new --list` shows all").into());
    }
    Ok(chosen)
}

/// The ids that names stand for, and what is wrong with the other names.
fn named<'c>(catalogue: &'c Catalogue, names: &[String]) -> (Vec<&'c str>, Vec<Diagnostic>) {
    let (mut ids, mut unknown) = (Vec::new(), Vec::new());
    for name in names.iter().map(|name| name.trim().trim_start_matches('@').to_lowercase()).filter(|name| !name.is_empty()) {
        match catalogue.named(&name) {
            Some(found) => ids.extend(found),
            None => {
                let diagnostic = Diagnostic::new(Code::UnknownRestriction, format!("the catalogue has no restriction `{name}`"));
                unknown.push(diagnostic.nearest(&near(&name, catalogue), "`railc new --list` shows all"));
            }
        }
    }
    (ids, unknown)
}

/// The nearest names; failing that, those of restrictions and groups with this word in their names or titles.
fn near<'c>(name: &str, catalogue: &'c Catalogue) -> Vec<&'c str> {
    let restrictions = || catalogue.restrictions().map(|one| (one.id.as_str(), one.title.as_str()));
    let near = nearest(name, restrictions().map(|(id, _)| id).chain(catalogue.collective()));
    if !near.is_empty() || name.len() < 3 {
        return near;
    }
    let word = name.strip_suffix('s').filter(|word| word.len() >= 3).unwrap_or(name);
    let groups = catalogue.groups.iter().map(|group| (group.id.as_str(), group.title.as_str()));
    let with_word = restrictions().chain(groups).filter(|(id, title)| id.contains(word) || title.to_lowercase().contains(word));
    with_word.map(|(id, _)| id).take(3).collect()
}
