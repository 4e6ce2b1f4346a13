//! `railc new --list`: the catalogue of restrictions, group by group.

use std::io;

use serde::Serialize;

use crate::cli::{Ending, Format, Session, output};
use crate::compose::{Catalogue, Group, Restriction};

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Listed<'a> {
    version: u32,
    groups: Vec<GroupEntry<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct GroupEntry<'a> {
    id: &'a str,
    title: &'a str,
    restrictions: Vec<Entry<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    /// Whether it is in the house list.
    house: bool,
    notes: &'a [String],
}

/// Lists the restrictions.
pub(super) fn run(session: &Session) -> io::Result<Ending> {
    let catalogue = Catalogue::of(railc_library::library());
    match session.format {
        Format::Json => output::json(&Listed { version: output::VERSION, groups: entries(&catalogue) })?,
        Format::Human => output::print(&text(&catalogue))?,
    }
    Ok(Ending::Done)
}

fn entries(catalogue: &Catalogue) -> Vec<GroupEntry<'_>> {
    let house = catalogue.named("house").unwrap_or_default();
    let is_house = |one: &Restriction| house.contains(&one.id.as_str());
    let mut groups = Vec::new();
    for Group { id, title, restrictions } in &catalogue.groups {
        let mut entries = Vec::new();
        for one in restrictions {
            entries.push(Entry { id: &one.id, title: &one.title, house: is_house(one), notes: &one.notes });
        }
        groups.push(GroupEntry { id, title, restrictions: entries });
    }
    groups
}

/// The list for people: `*` marks the house list.
pub(super) fn text(catalogue: &Catalogue) -> String {
    let mut text = String::from("Restrictions, and in brackets the group that each is in; `*` marks the house list.\n");
    for group in entries(catalogue) {
        text.push_str(&format!("\n{} ({})\n", group.title, group.id));
        for one in group.restrictions {
            text.push_str(&format!("{} {:<23} {}\n", if one.house { " *" } else { "  " }, one.id, one.title));
        }
    }
    text + "\nNames of groups stand for all that is in them, `house` for the house list, and `all` for everything\n\
            but the last group. `railc show house-restrictions` says how the catalogue is kept.\n"
}
