//! Which things a repository uses: what its files name, each thing once, with its places and its terms.

use std::collections::BTreeMap;

use railc_metadata::{Described, Role, Standing as Stated};
use railc_scan::{Kind, Place, Sighting, Standing};

use super::catalogue::{Catalogue, Held, held};

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// The file, from the folder that is scanned.
    pub file: String,
    /// The place in it.
    pub place: Place,
    /// What leads to the thing there.
    pub context: String,
    /// How it is named there.
    pub standing: Standing,
}

/// A thing that is used, or at least named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Its id, as it is written first.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The revision that is asked for.
    pub revision: Option<String>,
    /// Where it is named, in order.
    pub seen: Vec<Seen>,
    /// The terms that bind it; none, if nothing is known.
    pub held: Vec<Held>,
    /// Where its license is stated, and when somebody last looked.
    pub source: Option<String>,
    /// That day.
    pub verified: Option<String>,
}

impl Thing {
    /// Whether something takes it, rather than speaking of it.
    pub fn is_used(&self) -> bool {
        self.seen.iter().any(|seen| seen.standing == Standing::Used)
    }
}

/// A file of weights in the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// The file.
    pub file: String,
    /// What its header states of its license: values with their keys.
    pub stated: Vec<(String, String)>,
}

impl Weights {
    /// What a header states.
    pub fn of(file: &str, described: &Described) -> Weights {
        let licenses = described.things.iter().flat_map(|thing| &thing.licenses);
        let counts = |role: Role| matches!(role, Role::License | Role::Choice | Role::Expression | Role::Name);
        let stated = licenses.filter(|one| counts(one.role) && matches!(one.standing, Stated::Stated | Stated::Contradicted));
        Weights { file: file.to_owned(), stated: stated.map(|one| (one.value.clone(), one.key.clone())).collect() }
    }
}

/// All that a repository uses and names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The things, by name.
    pub things: Vec<Thing>,
}

impl Inventory {
    /// Of what files name, and of weights.
    pub fn of(found: Vec<(String, Vec<Sighting>)>, weights: Vec<Weights>, catalogue: &Catalogue) -> Inventory {
        let mut things: BTreeMap<(String, Option<String>), Thing> = BTreeMap::new();
        for (file, sightings) in found {
            for sighting in sightings {
                let Sighting { place, name, kind, revision, standing, context } = sighting;
                let thing = things.entry((name.to_lowercase(), revision.clone())).or_insert_with(|| {
                    let entry = catalogue.find(&name, kind, revision.as_deref());
                    let source = entry.map(|entry| entry.source.clone().unwrap_or_else(|| card(&name, entry.sort)));
                    Thing {
                        kind: entry.map_or(kind, |entry| entry.sort),
                        held: entry.map(|entry| entry.held()).unwrap_or_default(),
                        source,
                        verified: entry.and_then(|entry| entry.verified.clone()),
                        name,
                        revision,
                        seen: Vec::new(),
                    }
                });
                thing.seen.push(Seen { file: file.clone(), place, context, standing });
            }
        }
        let of_weights = |one: Weights| {
            let held = one.stated.iter().flat_map(|(value, _)| held(value)).collect();
            let context = one.stated.first().map_or("weights", |(_, key)| key).to_owned();
            let seen = Seen { file: one.file.clone(), place: Place::default(), context, standing: Standing::Used };
            let source = (!one.stated.is_empty()).then(|| "the header of the file".to_owned());
            Thing { name: one.file, kind: Kind::Model, revision: None, seen: vec![seen], held, source, verified: None }
        };
        let mut things: Vec<Thing> = things.into_values().chain(weights.into_iter().map(of_weights)).collect();
        for thing in &mut things {
            thing.seen.sort();
            thing.held.sort();
            thing.held.dedup();
        }
        Inventory { things }
    }

    /// The things that are used.
    pub fn used(&self) -> impl Iterator<Item = &Thing> {
        self.things.iter().filter(|thing| thing.is_used())
    }

    /// The licenses that bind what is used, or may: each with the things, and whether it is certain that it binds one of them.
    pub fn licenses(&self) -> BTreeMap<&'static str, (bool, Vec<&Thing>)> {
        let mut licenses: BTreeMap<&'static str, (bool, Vec<&Thing>)> = BTreeMap::new();
        for thing in self.used() {
            for held in &thing.held {
                let (ids, is_certain) = match held {
                    Held::License(id) => (std::slice::from_ref(id), true),
                    Held::OneOf(ids) => (ids.as_slice(), false),
                    Held::Unmodelled(_) => continue,
                };
                for id in ids {
                    let (certain, things) = licenses.entry(id).or_default();
                    *certain |= is_certain;
                    things.push(thing);
                }
            }
        }
        licenses
    }
}

/// The card of a thing on the hub.
fn card(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Model => format!("https://huggingface.co/{name}"),
        Kind::Data => format!("https://huggingface.co/datasets/{name}"),
    }
}
