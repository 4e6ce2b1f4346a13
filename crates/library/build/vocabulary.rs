//! The vocabulary from `vocabulary/*.yaml`.

use std::collections::BTreeMap;
use std::path::Path;

use railc_core::base::Text;
use railc_core::vocabulary::published::{self, ClosedEntry, ConceptEntry, FacetEntry, Published, ScalarEntry};
use serde::Deserialize;

use super::files::{files, read_yaml};

/// A file of `vocabulary/` that holds a facet.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct FacetFile {
    facet: String,
    about: String,
    closed: ClosedEntry,
    #[serde(default)]
    default: Vec<String>,
    /// Hardly anybody states it unasked.
    #[serde(default)]
    unspoken: bool,
    #[serde(default)]
    exclusive_members: bool,
    /// What each country of the facet raises; `{code}` stands for its code.
    #[serde(default)]
    countries_raise: Vec<String>,
    #[serde(default, rename = "codes")]
    _codes: Option<String>,
    #[serde(default, rename = "as-of")]
    _as_of: Option<String>,
    concepts: BTreeMap<String, ConceptLines>,
    #[serde(default)]
    exclusive: Vec<Vec<String>>,
    #[serde(default)]
    aliases: BTreeMap<String, String>,
}

/// A concept of a facet file; its first parent is in its name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptLines {
    is: String,
    ask: String,
    #[serde(default)]
    phrase: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    more: Vec<String>,
    #[serde(default)]
    raises: Vec<String>,
    #[serde(default)]
    odd: bool,
    #[serde(default, rename = "abstract")]
    is_abstract: bool,
    #[serde(default)]
    judgement: bool,
    #[serde(default)]
    members: Vec<String>,
    /// A place that is in every country, but those that raise something.
    #[serde(default)]
    everywhere: bool,
    #[serde(default)]
    maps: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct ScalarFile<'a> {
    scalars: BTreeMap<Text<'a>, ScalarEntry<'a>>,
}

#[derive(Deserialize)]
struct CountryFile {
    countries: BTreeMap<String, String>,
    /// Everyday names, by country code.
    #[serde(default)]
    also: BTreeMap<String, Vec<String>>,
    /// What a country raises, as a place or as a home, by its code.
    #[serde(default)]
    raises: BTreeMap<String, Vec<String>>,
}

/// The vocabulary from the files of a folder.
pub(crate) fn read(folder: &Path) -> Published<'static> {
    let countries: CountryFile = read_yaml(&folder.join("countries.yaml"));
    let scalars: ScalarFile<'_> = read_yaml(&folder.join("scalars.yaml"));
    let mut all = Published { version: published::VERSION, scalars: scalars.scalars, ..Published::default() };
    for path in files(folder, "yaml") {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if !["countries", "scalars"].contains(&stem) {
            add_facet(&mut all, read_yaml(&path), &countries);
        }
    }
    all
}

fn add_facet(all: &mut Published<'static>, file: FacetFile, countries: &CountryFile) {
    if file.concepts.values().any(|lines| !lines.members.is_empty()) {
        add_countries(all, &file, countries);
    }
    for (name, lines) in &file.concepts {
        all.concepts.insert(file.full(name), concept(&file, name, lines, countries));
    }
    for (group, lines) in &file.concepts {
        for member in &lines.members {
            let member = all.concepts.get_mut(&file.full(member)).expect("a member of a group is a country or a group of the same facet");
            if !member.is_a.contains(&file.full(group)) {
                member.is_a.push(file.full(group));
            }
        }
    }
    all.exclusive.extend(file.exclusive.iter().map(texts));
    all.aliases.extend(file.aliases.iter().map(|(old, new)| (file.full(old), new.clone().into())));
    let FacetFile { facet, about, closed, unspoken, default, .. } = file;
    all.facets.insert(facet.into(), FacetEntry { about: about.into(), closed, default: texts(&default), unspoken });
}

fn add_countries(all: &mut Published<'static>, file: &FacetFile, countries: &CountryFile) {
    for (code, name) in &countries.countries {
        let raised = file.countries_raise.iter().map(|raised| raised.replace("{code}", code));
        let entry = ConceptEntry {
            raises: raised.chain(countries.raises.get(code).cloned().unwrap_or_default()).map(Text::from).collect(),
            is: name.clone().into(),
            ask: country_question(&file.facet, name).into(),
            phrase: name.clone().into(),
            also: texts(countries.also.get(code).into_iter().flatten()),
            ..ConceptEntry::default()
        };
        all.concepts.insert(file.full(code), entry);
    }
    if file.exclusive_members {
        all.exclusive.push(countries.countries.keys().map(|code| file.full(code)).collect());
    }
}

fn concept(file: &FacetFile, name: &str, lines: &ConceptLines, countries: &CountryFile) -> ConceptEntry<'static> {
    let first = name.rsplit_once('.').map(|(parent, _)| file.full(parent));
    let everywhere = countries.countries.keys().filter(|code| lines.everywhere && !countries.raises.contains_key(*code));
    ConceptEntry {
        is_a: first.into_iter().chain(texts(&lines.more)).chain(everywhere.map(|code| file.full(code))).collect(),
        raises: texts(&lines.raises),
        odd: lines.odd,
        is_abstract: lines.is_abstract,
        judgement: lines.judgement,
        is: lines.is.clone().into(),
        ask: lines.ask.clone().into(),
        phrase: lines.phrase.clone().into(),
        also: texts(&lines.also),
        maps: lines.maps.iter().map(|(name, counterparts)| (name.clone().into(), texts(counterparts))).collect(),
    }
}

impl FacetFile {
    /// The name of a concept with that of the facet in front.
    fn full(&self, name: &str) -> Text<'static> {
        format!("{}.{name}", self.facet).into()
    }
}

fn texts<'n>(names: impl IntoIterator<Item = &'n String>) -> Vec<Text<'static>> {
    names.into_iter().cloned().map(Text::from).collect()
}

fn country_question(facet: &str, name: &str) -> String {
    match facet {
        "domicile" => format!("Do you live, or is your principal place of business, in {name}?"),
        _ => format!("Does any part of it happen in {name}?"),
    }
}
