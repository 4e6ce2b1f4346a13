//! What libraries write beside weights: `adapter_config.json` of peft, `config.json` of transformers and diffusers.

use super::names::{name_of_path, named};
use crate::described::{Described, Kind, Link, Standing, Thing};
use crate::reading::json::parse;

/// What `adapter_config.json` states: the model that an adapter was trained for, and needs.
pub fn read_adapter(name: &str, text: &str) -> Described {
    read(name, text, Kind::Adapter, "base_model_name_or_path", Some("adapter"), Standing::Stated)
}

/// What `config.json` states: where the weights were loaded from before they were saved. A model that was only loaded and saved names itself.
pub fn read_config(name: &str, text: &str) -> Described {
    read(name, text, Kind::Model, "_name_or_path", None, Standing::Hint)
}

fn read(name: &str, text: &str, kind: Kind, key: &str, relation: Option<&str>, standing: Standing) -> Described {
    let mut parsed = match parse(text) {
        Ok(parsed) => parsed,
        Err(problem) => return Described { problems: vec![problem], ..Described::default() },
    };
    let problems = std::mem::take(&mut parsed.problems);
    let thing = Thing { name: name_of_path(name), names: Vec::new(), kind, licenses: Vec::new() };
    let origin = parsed.root.get(key).and_then(|value| Some((value, value.text().filter(|text| !text.trim().is_empty())?)));
    let link = origin.map(|(value, text)| {
        let (from, how) = named(text);
        Link {
            from: from.to_owned(),
            named: how,
            kind: Kind::Model,
            to: thing.name.clone(),
            relation: relation.map(str::to_owned),
            standing,
            key: key.to_owned(),
            place: parsed.place(value),
        }
    });
    let links = link.into_iter().filter(|link| link.from != link.to).collect();
    Described { things: vec![thing], links, problems }
}
