//! The tables `licenses/models.yaml` and `licenses/in-repositories.yaml` as constants; what they name must be in the library or the vocabulary.

use std::fmt::Write as _;
use std::path::Path;

use railc_core::vocabulary::Vocabulary;
use serde::Deserialize;

use super::files::read_yaml;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Models {
    #[serde(rename = "version")]
    _version: u32,
    verified: String,
    models: Vec<Row>,
    datasets: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Row {
    names: Vec<String>,
    license: Option<OneOrMore>,
    one_of: Option<Vec<String>>,
    unmodelled: Option<String>,
    #[serde(default)]
    revisions: Vec<String>,
    source: Option<String>,
    verified: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// The known models and datasets as code.
pub(crate) fn write(path: &Path, is_license: impl Fn(&str) -> bool) -> String {
    let table: Models = read_yaml(path);
    let mut code = "static MODELS: &[Model] = &[\n".to_owned();
    let rows = table.models.iter().map(|row| ("Model", row)).chain(table.datasets.iter().map(|row| ("Data", row)));
    for (kind, row) in rows {
        let Row { names, revisions, source, .. } = row;
        assert!(!names.is_empty(), "{}: an entry without names", path.display());
        let verified = row.verified.as_ref().unwrap_or(&table.verified);
        let licensed = licensed(row, path, &is_license);
        writeln!(
            code,
            "    Model {{ names: &{names:?}, kind: Kind::{kind}, licensed: {licensed}, revisions: &{revisions:?}, source: {source:?}, \
             verified: {verified:?} }},"
        )
        .expect("a string takes all");
    }
    code + "];\n"
}

fn licensed(row: &Row, path: &Path, is_license: &impl Fn(&str) -> bool) -> String {
    let check = |ids: &[String]| {
        for id in ids {
            assert!(is_license(id), "{}: the library has no license `{id}` of {:?}", path.display(), row.names);
        }
        format!("{ids:?}")
    };
    match (&row.license, &row.one_of, &row.unmodelled) {
        (Some(OneOrMore::One(id)), None, None) => format!("Licensed::All(&{})", check(std::slice::from_ref(id))),
        (Some(OneOrMore::More(ids)), None, None) => format!("Licensed::All(&{})", check(ids)),
        (None, Some(ids), None) => format!("Licensed::OneOf(&{})", check(ids)),
        (None, None, Some(name)) => format!("Licensed::Unmodelled({name:?})"),
        _ => panic!("{}: {:?} needs one of `license`, `one-of` and `unmodelled`", path.display(), row.names),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InRepositories {
    #[serde(rename = "version")]
    _version: u32,
    seen: Vec<SeenRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeenRow {
    concept: String,
    by: By,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default, rename = "in")]
    files: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum By {
    LicenseText,
    Showing,
    Words,
}

/// What of duties can be seen in a repository, as code.
pub(crate) fn write_seen(path: &Path, vocabulary: &Vocabulary) -> String {
    let table: InRepositories = read_yaml(path);
    let mut code = "static IN_REPOSITORIES: &[Seen] = &[\n".to_owned();
    for SeenRow { concept, by, words, files } in table.seen {
        assert!(vocabulary.find_concept(&concept).is_some(), "{}: the vocabulary has no `{concept}`", path.display());
        let by = match by {
            By::LicenseText => "By::LicenseText".to_owned(),
            By::Showing => "By::Showing".to_owned(),
            By::Words => format!("By::Words(&{words:?})"),
        };
        writeln!(code, "    Seen {{ concept: {concept:?}, by: {by}, files: &{files:?} }},").expect("a string takes all");
    }
    code + "];\n"
}
