//! The configuration of a merge, by mergekit: `mergekit_config.yml`, or YAML in the body of a card.
//!
//! A model is named as `owner/name`, with a revision behind `@` and adapters behind `+`; all of them are origins.

use crate::described::{Described, Kind, Link, Problem, Standing, Thing};
use crate::reading::yaml::{Found, Origin, Step, Value, walk};

use super::names::{name_of_path, named};

/// The most models of one merge.
const MOST: usize = 1_000;

/// What a file `mergekit_config.yml` states.
pub fn read(name: &str, text: &str) -> Described {
    let name = name_of_path(name);
    let mut described = Described::default();
    match links(text, Origin::default(), "", &name) {
        Ok(links) => described.links = links,
        Err(problem) => described.problems.push(problem),
    }
    described.things.push(Thing { name, names: Vec::new(), kind: Kind::Model, licenses: Vec::new() });
    described
}

/// The models of a merge as origins of `to`, each once.
pub(super) fn links(yaml: &str, origin: Origin, prefix: &str, to: &str) -> Result<Vec<Link>, Problem> {
    let mut links: Vec<Link> = Vec::new();
    let mut method = None;
    walk(yaml, origin, &mut |path: &[Step], found: Found| {
        let Value::Text(text) = &found.value else { return };
        match path {
            [Step::Key(key)] if key == "merge_method" => method = Some(text.clone().into_owned()),
            [.., Step::Key(key)] if is_model(path, key) => {
                for (from, how) in models(text).map(named) {
                    if links.len() < MOST && !links.iter().any(|known| known.from == from) {
                        links.push(Link {
                            from: from.to_owned(),
                            named: how,
                            kind: Kind::Model,
                            to: to.to_owned(),
                            relation: None,
                            standing: Standing::Stated,
                            key: format!("{prefix}{}", key_path(path)),
                            place: found.place.clone(),
                        });
                    }
                }
            }
            _ => {}
        }
    })?;
    // Without a method it is some other YAML.
    if method.is_none() {
        links.clear();
    }
    links.iter_mut().for_each(|link| link.relation = Some("merge".to_owned()));
    Ok(links)
}

/// `base_model`, and `model` in `models` and in `slices`.
fn is_model(path: &[Step], key: &str) -> bool {
    let first = match path.first() {
        Some(Step::Key(key)) => key.as_ref(),
        Some(Step::Item(_)) | None => "",
    };
    match key {
        "base_model" => path.len() == 1,
        "model" => matches!(first, "models" | "slices"),
        _ => false,
    }
}

/// The models in `owner/name@revision+owner/adapter`.
fn models(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('+').map(|part| part.split('@').next().unwrap_or_default().trim());
    parts.filter(|part| !part.is_empty())
}

fn key_path(path: &[Step]) -> String {
    path.iter().fold(String::new(), |mut keys, step| {
        match step {
            Step::Key(key) if keys.is_empty() => keys.push_str(key),
            Step::Key(key) => keys.extend([".", key]),
            Step::Item(at) => keys.push_str(&format!("[{at}]")),
        }
        keys
    })
}
