//! Croissant, the description of data sets of MLCommons, on schema.org in JSON-LD.
//!
//! `license` may be a text, a list, a `CreativeWork` or a mere `@id`. `sdLicense` is about the description alone, and is not read; `""` states nothing.

use super::names::{name_of_path, named};
use crate::described::{Described, Kind, Link, Named, Role, Standing, Statement, Thing};
use crate::reading::json::{Json, Parsed, parse};

/// What a description of a data set states.
pub fn read(name: &str, text: &str) -> Described {
    let mut parsed = match parse(text) {
        Ok(parsed) => parsed,
        Err(problem) => return Described { problems: vec![problem], ..Described::default() },
    };
    let problems = std::mem::take(&mut parsed.problems);
    let root = &parsed.root;
    let name = name_of_path(name);
    let names = ["name", "url", "@id"].iter().filter_map(|key| root.local(key)?.1.text()).filter(|text| !text.is_empty());
    let mut thing = Thing { name: name.clone(), names: names.map(str::to_owned).collect(), kind: Kind::Data, licenses: Vec::new() };
    licenses(&parsed, root, "", &mut thing.licenses);
    let mut described = Described { things: vec![thing], problems, ..Described::default() };
    origins(&parsed, &name, &mut described);
    files(&parsed, &name, &mut described);
    described
}

/// `license` and `usageInfo` of a data set, or of a file of it.
fn licenses(parsed: &Parsed, of: &Json, prefix: &str, stated: &mut Vec<Statement>) {
    for (key, role) in [("license", Role::License), ("usageInfo", Role::Link)] {
        let Some((key, value)) = of.local(key) else { continue };
        for (at, value) in value.one_or_many() {
            license(parsed, value, role, &format!("{prefix}{key}{at}"), stated);
        }
    }
}

/// A text, a `CreativeWork` or an `@id`.
fn license(parsed: &Parsed, value: &Json, role: Role, key: &str, stated: &mut Vec<Statement>) {
    let mut add = |role, json: &Json, key: String, text: &str, standing| {
        stated.push(Statement { role, value: text.to_owned(), standing, key, place: parsed.place(json) });
    };
    if let Some(text) = value.text() {
        if !text.trim().is_empty() {
            add(role, value, key.to_owned(), text, Standing::Stated);
        }
        return;
    }
    let parts = [("@id", role), ("identifier", role), ("name", Role::Name), ("url", Role::Link), ("text", Role::Text)];
    let mut is_readable = false;
    for (part, role) in parts {
        let found = value.local(part).and_then(|(_, json)| Some((json, json.text().filter(|text| !text.trim().is_empty())?)));
        if let Some((json, text)) = found {
            is_readable = true;
            add(role, json, format!("{key}.{part}"), text, Standing::Stated);
        }
    }
    if !is_readable {
        add(role, value, key.to_owned(), "", Standing::Unreadable);
    }
}

/// `isBasedOn`: other data sets, by address, id or description.
fn origins(parsed: &Parsed, name: &str, described: &mut Described) {
    let Some((key, value)) = parsed.root.local("isBasedOn") else { return };
    for (at, origin) in value.one_or_many() {
        let part = ["@id", "url", "name"].iter().find_map(|part| origin.local(part)?.1.text());
        let Some(text) = origin.text().or(part).filter(|text| !text.trim().is_empty()) else { continue };
        let (from, how) = named(text);
        described.links.push(Link {
            from: from.to_owned(),
            named: how,
            kind: Kind::Data,
            to: name.to_owned(),
            relation: None,
            standing: Standing::Stated,
            key: format!("{key}{at}"),
            place: parsed.place(origin),
        });
    }
}

/// The files of a data set that have licenses of their own.
fn files(parsed: &Parsed, name: &str, described: &mut Described) {
    let Some((key, value)) = parsed.root.local("distribution") else { return };
    for (at, file) in value.one_or_many() {
        let mut stated = Vec::new();
        licenses(parsed, file, &format!("{key}{at}."), &mut stated);
        if stated.is_empty() {
            continue;
        }
        let label = ["@id", "name", "contentUrl"].iter().find_map(|part| file.local(part)?.1.text());
        let part = format!("{name}#{}", label.unwrap_or(at.trim_matches(['[', ']'])));
        described.things.push(Thing { name: part.clone(), names: Vec::new(), kind: Kind::Data, licenses: stated });
        described.links.push(Link {
            from: part,
            named: Named::Part,
            kind: Kind::Data,
            to: name.to_owned(),
            relation: Some("distribution".to_owned()),
            standing: Standing::Stated,
            key: format!("{key}{at}"),
            place: parsed.place(file),
        });
    }
}
