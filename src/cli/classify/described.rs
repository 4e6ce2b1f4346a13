//! Descriptions of releases: YAML of our own, files of the Model Openness Framework, files of the openness index.

use railc_core::base::nearest;
use railc_library::openness::{Classes, FactKind, Holds, Of, Openness, Scores};
use serde_json::{Map, Value as Json};

use crate::analysis::openness::{Item, Known, Release, Value};

/// Something in a description that can't be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    /// What is wrong.
    pub message: String,
    /// Names that may be meant.
    pub near: Vec<String>,
    /// What else to do.
    pub help: String,
}

/// The parts that may have a license of their own.
const PARTS: [&str; 4] = ["weights", "code", "data", "documentation"];

/// What a description says, of whichever of the three kinds it is.
pub(super) fn release(described: &Json, table: &Openness) -> Result<Release, Vec<Flaw>> {
    let mut reading = Reading { table, release: Release::default(), flaws: Vec::new() };
    if described.pointer("/framework/name").is_some() {
        reading.framework(described);
    } else if described.pointer("/system/name").is_some() {
        reading.index(described);
    } else {
        reading.own(described);
    }
    if reading.flaws.is_empty() { Ok(reading.release) } else { Err(reading.flaws) }
}

struct Reading<'a> {
    table: &'a Openness,
    release: Release,
    flaws: Vec<Flaw>,
}

impl Reading<'_> {
    fn flaw(&mut self, message: String, help: &str) {
        self.flaws.push(Flaw { message, near: Vec::new(), help: help.to_owned() });
    }

    fn unknown(&mut self, message: String, name: &str, known: &[&str]) {
        let near = nearest(name, known.iter().copied()).into_iter().map(str::to_owned).collect();
        self.flaws.push(Flaw { message, near, help: format!("known are {}", known.join(", ")) });
    }

    fn classes(&self) -> Option<&'static Classes> {
        self.table.definitions.iter().find_map(|definition| definition.classes.as_ref())
    }

    fn scores(&self) -> Option<&'static Scores> {
        self.table.definitions.iter().find_map(|definition| definition.scores.as_ref())
    }

    fn own(&mut self, described: &Json) {
        let Some(entries) = described.as_object() else {
            return self.flaw("a release is described by keys with values".to_owned(), "see docs/openness.md");
        };
        for (key, value) in entries {
            match key.as_str() {
                "release" => self.release.name = value.as_str().unwrap_or_default().to_owned(),
                "licenses" => self.licenses(value),
                "facts" => self.facts(value),
                "components" => self.components(value),
                "index" => self.dimensions(value),
                other => {
                    self.unknown(format!("a release has no `{other}`"), other, &["release", "licenses", "facts", "components", "index"])
                }
            }
        }
    }

    fn licenses(&mut self, value: &Json) {
        let Some(entries) = value.as_object() else {
            return self.flaw("`licenses` names a license for each part".to_owned(), "write `licenses: {weights: apache-2.0}`");
        };
        for (part, license) in entries {
            match license.as_str() {
                Some(license) if PARTS.contains(&part.as_str()) => _ = self.release.licenses.insert(part.clone(), license.to_owned()),
                Some(_) => self.unknown(format!("a release has no part `{part}`"), part, &PARTS),
                None => self.flaw(format!("the license of `{part}` is no name"), "write the id of a license"),
            }
        }
    }

    fn facts(&mut self, value: &Json) {
        let Some(entries) = value.as_object() else {
            return self.flaw("`facts` states facts by name".to_owned(), "write `facts: {weights-public: yes}`");
        };
        for (id, value) in entries {
            let kinds = self.table.facts.iter().filter(|kind| kind.of == Of::Release && !kind.id.ends_with("-license-osd"));
            let Some(kind) = kinds.clone().find(|kind| kind.id == id) else {
                let known: Vec<&str> = kinds.map(|kind| kind.id).collect();
                self.unknown(format!("there is no fact `{id}` of a release"), id, &known);
                continue;
            };
            if value.as_str() == Some("unknown") || value.is_null() {
                continue;
            }
            match stated(kind, value) {
                Some(value) => self.release.facts.set(kind.id, Known::stated(value)),
                None => self.flaw(format!("`{id}` can't be `{value}`"), &wanted(kind)),
            }
        }
    }

    fn components(&mut self, value: &Json) {
        let Some(entries) = value.as_object() else {
            return self.flaw("`components` names a license for each component".to_owned(), "write `components: {Model card: CC-BY-4.0}`");
        };
        for (name, license) in entries {
            self.component(name, license.as_str());
        }
    }

    fn component(&mut self, name: &str, license: Option<&str>) {
        let Some(classes) = self.classes() else { return };
        let known: Vec<&str> = classes.components.iter().map(|one| one.name).chain(classes.optional.iter().copied()).collect();
        let Some(known) = known.iter().find(|known| known.eq_ignore_ascii_case(name)) else {
            return self.unknown(format!("the framework has no component `{name}`"), name, &known);
        };
        let license = license.filter(|license| !license.is_empty() && *license != "unlicensed").map(str::to_owned);
        self.release.components.get_or_insert_default().insert((*known).to_owned(), license);
        if let Some(shown) = classes.components.iter().find(|one| one.name == *known).and_then(|one| one.shows) {
            self.release.facts.set(shown, Known::stated(Value::Bool(true)));
        }
    }

    /// A file of the Model Openness Framework: a component without a license has that of its kind, else that of the whole.
    fn framework(&mut self, described: &Json) {
        let text = |path: &str| described.pointer(path).and_then(Json::as_str).map(str::to_owned);
        self.release.name = text("/release/name").unwrap_or_default();
        self.release.components = Some(Default::default());
        let Some(classes) = self.classes() else { return };
        for component in described.pointer("/release/components").and_then(Json::as_array).into_iter().flatten() {
            let Some(name) = component.get("name").and_then(Json::as_str) else {
                self.flaw("a component has no name".to_owned(), "name each component as the framework does");
                continue;
            };
            let kind = classes.components.iter().find(|one| one.name.eq_ignore_ascii_case(name)).map_or("", |one| one.kind);
            let of_all = |part: &str| text(&format!("/release/license/{part}/name")).filter(|license| !license.is_empty());
            let license = match component.get("license").filter(|license| !license.is_null()) {
                Some(license) => license.as_str().map(str::to_owned),
                None => of_all(kind).or_else(|| of_all("distribution")),
            };
            self.component(name, license.as_deref());
        }
    }

    /// A file of the openness index.
    fn index(&mut self, described: &Json) {
        let text = |path: &str| described.pointer(path).and_then(Json::as_str).map(str::to_owned);
        self.release.name = text("/system/name").unwrap_or_default();
        if let Some(license) = text("/system/endmodellicense").filter(|license| railc_library::library().license(license).is_some()) {
            self.release.licenses.insert("weights".to_owned(), license);
        }
        let classes: Map<String, Json> = described
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(key, entry)| Some((key.clone(), entry.get("class")?.clone())))
            .filter(|(_, class)| !class.is_null())
            .collect();
        self.dimensions(&Json::Object(classes));
    }

    fn dimensions(&mut self, value: &Json) {
        let (Some(entries), Some(scores)) = (value.as_object(), self.scores()) else {
            return self.flaw("`index` names a class for each dimension".to_owned(), "write `index: {modelcard: partial}`");
        };
        let names: Vec<&str> = scores.dimensions.iter().map(|one| one.name).collect();
        let words: Vec<&str> = scores.words.iter().map(|(word, _)| *word).collect();
        for (name, class) in entries {
            let class = class.as_str().unwrap_or_default().trim();
            let Some(dimension) = scores.dimensions.iter().find(|one| one.name == name) else {
                self.unknown(format!("the index has no dimension `{name}`"), name, &names);
                continue;
            };
            if !words.contains(&class) {
                self.unknown(format!("`{name}` can't be `{class}`"), class, &words);
                continue;
            }
            if let Some(shown) = dimension.shows.filter(|_| class != "partial") {
                self.release.facts.set(shown, Known::stated(Value::Bool(class == "open")));
            }
            self.release.dimensions.insert(name.clone(), class.to_owned());
        }
    }
}

/// A stated value of a fact, if it can have that.
fn stated(kind: &FactKind, value: &Json) -> Option<Value> {
    let is_one = |word: &str| match kind.holds {
        Holds::Word(words) => words.contains(&word),
        Holds::Bool | Holds::Number | Holds::List => true,
    };
    match (kind.holds, value) {
        (Holds::Bool, Json::Bool(holds)) => Some(Value::Bool(*holds)),
        (Holds::Bool, Json::String(word)) if ["yes", "no"].contains(&word.as_str()) => Some(Value::Bool(word == "yes")),
        (Holds::Word(_), Json::String(word)) if is_one(word) => Some(Value::Word(word.clone())),
        // YAML may take a bare `no` for a truth value.
        (Holds::Word(_), Json::Bool(holds)) if is_one(if *holds { "yes" } else { "no" }) => {
            Some(Value::Word(if *holds { "yes" } else { "no" }.to_owned()))
        }
        (Holds::Number, Json::Number(number)) => number.as_f64().filter(|number| *number >= 0.0).map(Value::Number),
        (Holds::Number, Json::String(number)) => {
            number.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0).map(Value::Number)
        }
        (Holds::List, Json::Array(items)) => {
            let item = |item: &Json| Some(Item { word: item.as_str()?.to_owned(), rule: None, has: Vec::new() });
            items.iter().map(item).collect::<Option<Vec<Item>>>().map(Value::List)
        }
        _ => None,
    }
}

fn wanted(kind: &FactKind) -> String {
    match kind.holds {
        Holds::Bool => "write `yes`, `no` or `unknown`".to_owned(),
        Holds::Word(words) => format!("write one of {}, or `unknown`", words.join(", ")),
        Holds::Number => "write a number such as `6.7e24`, or `unknown`".to_owned(),
        Holds::List => "write a list such as `[language]`, or `unknown`".to_owned(),
    }
}
