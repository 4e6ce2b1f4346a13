//! The table of `licenses/passing-on.yaml` as a constant; what it names must be in the vocabulary or the library.

use std::collections::BTreeMap;
use std::path::Path;

use railc_core::vocabulary::Vocabulary;
use serde::Deserialize;

use super::files::read_yaml;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "version")]
    _version: u32,
    modes: Vec<ModeEntry>,
    notices: Vec<String>,
    asides: Vec<String>,
    narrowing: String,
    originals: Vec<String>,
    made: Vec<String>,
    relations: Vec<Relation>,
    named: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ModeEntry {
    mode: String,
    performed_by: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relation {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    is: String,
    from: Vec<String>,
    to: Vec<String>,
    does: Vec<String>,
    makes: Vec<String>,
    becomes: String,
    distance: u8,
}

/// The table as code.
pub(crate) fn write(path: &Path, vocabulary: &Vocabulary, is_license: impl Fn(&str) -> bool) -> String {
    let table: Table = read_yaml(path);
    let concept = |name: &String| {
        assert!(vocabulary.find_concept(name).is_some(), "{}: the vocabulary has no `{name}`", path.display());
        format!("{name:?}")
    };
    let concepts = |names: &[String]| format!("&[{}]", names.iter().map(concept).collect::<Vec<_>>().join(", "));
    let license = |name: &String| {
        assert!(is_license(name), "{}: the library has no license `{name}`", path.display());
        format!("{name:?}")
    };
    let licenses = |names: &[String]| format!("&[{}]", names.iter().map(license).collect::<Vec<_>>().join(", "));
    let modes = table.modes.iter().map(|one| format!("(Mode::{}, {})", variant(&one.mode), concepts(&one.performed_by)));
    let relation = |one: &Relation| {
        let Relation { name, also, is, from, to, does, makes, becomes, distance } = one;
        let kinds =
            |names: &[String]| format!("&[{}]", names.iter().map(|name| format!("Kind::{}", variant(name))).collect::<Vec<_>>().join(", "));
        format!(
            "Derivation {{ name: {name:?}, also: &{also:?}, is: {is:?}, from: {}, to: {}, does: {}, makes: {}, becomes: {}, distance: {distance} }}",
            kinds(from),
            kinds(to),
            concepts(does),
            concepts(makes),
            concept(becomes)
        )
    };
    let relations = table.relations.iter().map(relation);
    let named = table.named.iter().map(|(id, others)| format!("({}, {})", license(id), licenses(others)));
    format!(
        "static PASSING_ON: PassingOn = PassingOn {{ modes: &[{}], notices: {}, asides: {}, narrowing: {}, originals: {}, made: {}, derivations: &[{}], named: &[{}] }};\n",
        modes.collect::<Vec<_>>().join(", "),
        concepts(&table.notices),
        concepts(&table.asides),
        concept(&table.narrowing),
        concepts(&table.originals),
        concepts(&table.made),
        relations.collect::<Vec<_>>().join(", "),
        named.collect::<Vec<_>>().join(", "),
    )
}

/// `same-license` as `SameLicense`.
fn variant(mode: &str) -> String {
    let capitalized = |word: &str| word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default();
    mode.split('-').map(capitalized).collect()
}
