//! CITATION.cff: how to cite a work, with its license. A list of licenses is a choice, by the guide of the format.

use super::names::name_of_path;
use crate::described::{Described, Kind, Role, Standing, Statement, Thing};
use crate::reading::yaml::{Found, Origin, Step, Value, walk};

/// What CITATION.cff states.
pub fn read(name: &str, text: &str) -> Described {
    let mut thing = Thing { name: name_of_path(name), names: Vec::new(), kind: Kind::Code, licenses: Vec::new() };
    let walked = walk(text, Origin::default(), &mut |path: &[Step], found: Found| take(path, found, &mut thing));
    Described { things: vec![thing], links: Vec::new(), problems: walked.err().into_iter().collect() }
}

fn take(path: &[Step], found: Found, thing: &mut Thing) {
    let [Step::Key(key), rest @ ..] = path else { return };
    let (role, key) = match (key.as_ref(), rest) {
        ("license", []) => (Role::License, "license".to_owned()),
        ("license", [Step::Item(at)]) => (Role::Choice, format!("license[{at}]")),
        ("license-url", []) => (Role::Link, "license-url".to_owned()),
        ("title", []) => return thing.names.extend(words(found.value)),
        ("type", []) if found.value == Value::Text("dataset".into()) => return thing.kind = Kind::Data,
        _ => return,
    };
    let (value, standing) = match found.value {
        Value::Text(text) if text.trim().is_empty() => return,
        Value::Text(text) => (text.into_owned(), Standing::Stated),
        Value::Nothing => return,
        Value::List if role == Role::License => return,
        Value::Other(text) => (text.into_owned(), Standing::Unreadable),
        Value::List | Value::Map => (String::new(), Standing::Unreadable),
    };
    thing.licenses.push(Statement { role, value, standing, key, place: found.place });
}

fn words(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.into_owned()),
        Value::Other(_) | Value::Nothing | Value::List | Value::Map => None,
    }
}
