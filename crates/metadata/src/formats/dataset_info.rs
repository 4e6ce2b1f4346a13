//! `dataset_info.json` and `dataset_infos.json`, which the library `datasets` writes. Of data put together, it glues the licenses with blank lines: all bind.

use super::names::name_of_path;
use crate::described::{Described, Kind, Role, Standing, Statement, Thing};
use crate::reading::json::{Json, Parsed, parse};

/// The longest line that is an id or a name, and no text of a license.
const LONGEST_NAME: usize = 120;

/// What a description by the library `datasets` states.
pub fn read(name: &str, text: &str) -> Described {
    let mut parsed = match parse(text) {
        Ok(parsed) => parsed,
        Err(problem) => return Described { problems: vec![problem], ..Described::default() },
    };
    let problems = std::mem::take(&mut parsed.problems);
    let mut thing = Thing { name: name_of_path(name), names: Vec::new(), kind: Kind::Data, licenses: Vec::new() };
    if parsed.root.get("license").is_some() {
        take(&parsed, &parsed.root, "", &mut thing);
    } else {
        // One description for each configuration.
        for (configuration, described) in parsed.root.entries() {
            take(&parsed, described, &format!("{configuration}."), &mut thing);
        }
    }
    Described { things: vec![thing], problems, ..Described::default() }
}

fn take(parsed: &Parsed, described: &Json, prefix: &str, thing: &mut Thing) {
    let Some(value) = described.get("license") else { return };
    let key = format!("{prefix}license");
    let mut add = |role, value: &str, standing, key| {
        let is_new = !thing.licenses.iter().any(|known: &Statement| known.value == value && standing == Standing::Stated);
        if is_new {
            thing.licenses.push(Statement {
                role,
                value: value.to_owned(),
                standing,
                key,
                place: parsed.place(described.get("license").unwrap_or(described)),
            });
        }
    };
    let Some(text) = value.text() else {
        return add(Role::License, "", Standing::Unreadable, key);
    };
    let parts: Vec<&str> = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_names = parts.iter().all(|part| part.len() <= LONGEST_NAME && !part.contains('\n'));
    match parts.as_slice() {
        [] => {}
        [only] if are_names => add(Role::License, only, Standing::Stated, key),
        several if are_names => {
            several.iter().enumerate().for_each(|(at, part)| add(Role::License, part, Standing::Stated, format!("{key}[{at}]")))
        }
        _ => add(Role::Text, text, Standing::Stated, key),
    }
}
