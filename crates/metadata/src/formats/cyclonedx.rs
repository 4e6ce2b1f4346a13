//! CycloneDX in JSON, 1.5 to 1.7 and older: components inside each other, with licenses, ancestors and model cards.
//!
//! Several licenses of a component bind together: the format says neither "and" nor "or" of them. A license that is `concluded`, or found by `evidence`,
//! is what some tool holds, a hint. `metadata.licenses` is about the bill itself, and is not read.

use std::collections::{HashMap, HashSet};

use super::names::named;
use super::parts;
use crate::described::{Described, Kind, Link, Named, Role, Standing, Statement, Thing};
use crate::reading::json::{Json, Parsed, parse};

/// What a bill of materials states.
pub fn read(text: &str) -> Described {
    let mut parsed = match parse(text) {
        Ok(parsed) => parsed,
        Err(problem) => return Described { problems: vec![problem], ..Described::default() },
    };
    let problems = std::mem::take(&mut parsed.problems);
    let mut bill =
        Bill { parsed: &parsed, described: Described { problems, ..Described::default() }, held: HashSet::new(), known: HashMap::new() };
    bill.all();
    parts::settle(&mut bill.described);
    bill.described
}

struct Bill<'p, 't> {
    parsed: &'p Parsed<'t>,
    described: Described,
    /// What the described thing depends on, by the list of dependencies.
    held: HashSet<&'p str>,
    /// Where each thing is, and whether it was met as an ancestor or descendant: several components have the same, and it may be a component itself.
    known: HashMap<String, (usize, bool)>,
}

/// Where a component stands.
#[derive(Clone, Copy)]
enum Standpoint<'w> {
    Alone,
    PartOf(&'w str),
    Relative,
}

impl<'p> Bill<'p, '_> {
    fn all(&mut self) {
        let root = &self.parsed.root;
        let main = root.get("metadata").and_then(|metadata| metadata.get("component"));
        let main = main.map(|component| self.component(component, "metadata.component", Standpoint::Alone));
        if let Some(dependencies) = root.get("dependencies") {
            self.dependencies(dependencies, main.as_deref());
        }
        for (at, component) in root.get("components").into_iter().flat_map(Json::items).enumerate() {
            let key = format!("components[{at}]");
            let is_held = component.text_of("bom-ref").is_some_and(|name| self.held.contains(name));
            let standpoint = main.as_deref().filter(|_| !is_held).map_or(Standpoint::Alone, Standpoint::PartOf);
            self.component(component, &key, standpoint);
        }
    }

    /// Takes a component, and returns what links call it.
    fn component(&mut self, component: &'p Json, key: &str, standpoint: Standpoint) -> String {
        let label = component.text_of("name").unwrap_or_default();
        let purl = component.text_of("purl");
        let name = component
            .text_of("bom-ref")
            .or(purl)
            .map_or_else(|| format!("{label}{}", if label.is_empty() { key } else { "" }), str::to_owned);
        let group = component.text_of("group").map(|group| format!("{group}/{label}"));
        let names = [group.or_else(|| Some(label.to_owned())), purl.and_then(hub_id_of_purl), purl.map(str::to_owned)];
        let mut distinct: Vec<String> = Vec::new();
        for other in names.into_iter().flatten().filter(|other| !other.is_empty() && *other != name) {
            if !distinct.contains(&other) {
                distinct.push(other);
            }
        }
        let licenses = self.licenses(component, key);
        let is_relative = matches!(standpoint, Standpoint::Relative);
        let next = (self.described.things.len(), is_relative);
        let (at, was_relative) = *self.known.entry(name.clone()).or_insert(next);
        match self.described.things.get_mut(at) {
            Some(known) if is_relative || was_relative => known.licenses.extend(licenses),
            Some(_) | None => self.described.things.push(Thing { name: name.clone(), names: distinct, kind: kind(component), licenses }),
        }
        if let Standpoint::PartOf(whole) = standpoint {
            self.link(&name, Named::Part, kind(component), whole, Some("component"), key, component);
        }
        self.pedigree(component, key, &name);
        self.card(component, key, &name);
        for (at, nested) in component.get("components").into_iter().flat_map(Json::items).enumerate() {
            self.component(nested, &format!("{key}.components[{at}]"), Standpoint::PartOf(&name));
        }
        name
    }

    #[expect(clippy::too_many_arguments, reason = "a link has as many parts")]
    fn link(&mut self, from: &str, named: Named, kind: Kind, to: &str, relation: Option<&str>, key: &str, json: &Json) {
        self.described.links.push(Link {
            from: from.to_owned(),
            named,
            kind,
            to: to.to_owned(),
            relation: relation.map(str::to_owned),
            standing: Standing::Stated,
            key: key.to_owned(),
            place: self.parsed.place(json),
        });
    }

    fn licenses(&self, component: &Json, key: &str) -> Vec<Statement> {
        let mut stated = Vec::new();
        for (at, choice) in component.get("licenses").into_iter().flat_map(Json::items).enumerate() {
            self.license(choice, &format!("{key}.licenses[{at}]"), Standing::Stated, &mut stated);
        }
        let found = component.get("evidence").and_then(|evidence| evidence.get("licenses"));
        for (at, choice) in found.into_iter().flat_map(Json::items).enumerate() {
            self.license(choice, &format!("{key}.evidence.licenses[{at}]"), Standing::Hint, &mut stated);
        }
        for (at, reference) in component.get("externalReferences").into_iter().flat_map(Json::items).enumerate() {
            if let (Some("license"), Some(url)) = (reference.text_of("type"), reference.get("url")) {
                let key = format!("{key}.externalReferences[{at}].url");
                self.state(Role::Link, url, &key, Standing::Stated, &mut stated);
            }
        }
        stated
    }

    /// `{"license": {"id": …}}`, `{"license": {"name": …, "text": …}}` or `{"expression": …}`.
    fn license(&self, choice: &Json, key: &str, standing: Standing, stated: &mut Vec<Statement>) {
        let license = choice.get("license");
        let is_concluded = [Some(choice), license].iter().flatten().any(|part| part.text_of("acknowledgement") == Some("concluded"));
        let standing = if is_concluded { Standing::Hint } else { standing };
        if let Some(expression) = choice.get("expression") {
            self.state(Role::Expression, expression, &format!("{key}.expression"), standing, stated);
        }
        let Some(license) = license else { return };
        for (part, role) in [("id", Role::License), ("name", Role::Name), ("url", Role::Link)] {
            if let Some(value) = license.get(part) {
                self.state(role, value, &format!("{key}.license.{part}"), standing, stated);
            }
        }
        if let Some(content) = license.get("text").and_then(|text| text.get("content")) {
            let is_packed = license.get("text").and_then(|text| text.text_of("encoding")) == Some("base64");
            let unpacked = if is_packed { content.text().and_then(base64) } else { content.text().map(str::to_owned) };
            if unpacked.as_ref().is_some_and(|text| text.trim().is_empty()) {
                return;
            }
            let standing = if unpacked.is_none() { Standing::Unreadable } else { standing };
            let (value, key, place) = (unpacked.unwrap_or_default(), format!("{key}.license.text.content"), self.parsed.place(content));
            stated.push(Statement { role: Role::Text, value, standing, key, place });
        }
    }

    /// Adds a text. One that is a list of Python, as some tools write several licenses, gives each of its items.
    fn state(&self, role: Role, value: &Json, key: &str, standing: Standing, stated: &mut Vec<Statement>) {
        let place = self.parsed.place(value);
        let Some(text) = value.text() else {
            return stated.push(Statement { role, value: String::new(), standing: Standing::Unreadable, key: key.to_owned(), place });
        };
        match python_list(text) {
            Some(items) => stated.extend(items.into_iter().enumerate().map(|(at, value)| {
                let (key, place) = (format!("{key}[{at}]"), place.clone());
                Statement { role, value, standing, key, place }
            })),
            None if text.trim().is_empty() => {}
            None => stated.push(Statement { role, value: text.to_owned(), standing, key: key.to_owned(), place }),
        }
    }

    /// Ancestors are what a component was made of, descendants what was made of it.
    fn pedigree(&mut self, component: &'p Json, key: &str, name: &str) {
        let Some(pedigree) = component.get("pedigree") else { return };
        for (part, relation) in [("ancestors", "ancestor"), ("descendants", "descendant")] {
            for (at, relative) in pedigree.get(part).into_iter().flat_map(Json::items).enumerate() {
                let key = format!("{key}.pedigree.{part}[{at}]");
                let relative_name = self.component(relative, &key, Standpoint::Relative);
                let (from, to) = if part == "ancestors" { (relative_name.as_str(), name) } else { (name, relative_name.as_str()) };
                self.link(from, Named::Part, kind(relative), to, Some(relation), &key, relative);
            }
        }
    }

    /// The data sets of a model card: by reference to a component, or described in place, where the format has no room for a license.
    fn card(&mut self, component: &'p Json, key: &str, name: &str) {
        let datasets = component.get("modelCard").and_then(|card| card.get("modelParameters")).and_then(|card| card.get("datasets"));
        for (at, dataset) in datasets.into_iter().flat_map(Json::items).enumerate() {
            let key = format!("{key}.modelCard.modelParameters.datasets[{at}]");
            match (dataset.get("ref"), dataset.text_of("name")) {
                (Some(reference), _) => {
                    let target = reference.text().unwrap_or_default();
                    let named = if target.starts_with("urn:cdx:") { Named::Address } else { Named::Part };
                    self.link(target, named, Kind::Data, name, Some("dataset"), &format!("{key}.ref"), reference);
                }
                (None, Some(label)) => {
                    let (from, how) = named(label);
                    self.link(from, how, Kind::Data, name, Some("dataset"), &format!("{key}.name"), dataset);
                }
                (None, None) => {}
            }
        }
    }

    fn dependencies(&mut self, dependencies: &'p Json, main: Option<&str>) {
        for (at, dependency) in dependencies.items().iter().enumerate() {
            let Some(to) = dependency.text_of("ref") else { continue };
            for (which, on) in dependency.get("dependsOn").into_iter().flat_map(Json::items).enumerate() {
                let Some(from) = on.text() else { continue };
                if Some(to) == main {
                    self.held.insert(from);
                }
                self.link(from, Named::Part, Kind::Unsaid, to, Some("dependsOn"), &format!("dependencies[{at}].dependsOn[{which}]"), on);
            }
        }
    }
}

fn kind(component: &Json) -> Kind {
    match component.text_of("type") {
        Some("machine-learning-model") => Kind::Model,
        Some("data") => Kind::Data,
        Some("application") => Kind::Application,
        Some("library" | "framework" | "file" | "container" | "operating-system" | "platform" | "firmware") => Kind::Code,
        Some(_) | None => Kind::Unsaid,
    }
}

/// `pkg:huggingface/owner/name@revision` has the id of the hub in it.
fn hub_id_of_purl(purl: &str) -> Option<String> {
    let rest = purl.strip_prefix("pkg:huggingface/")?;
    let id = rest.split(['@', '?', '#']).next().unwrap_or_default().replace("%2F", "/").replace("%2f", "/");
    (!id.is_empty()).then_some(id)
}

/// `['mit', 'apache-2.0']`
fn python_list(text: &str) -> Option<Vec<String>> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let items = inside.split(',').map(str::trim).filter(|item| !item.is_empty());
    let item = |item: &str| {
        let quote = item.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
        Some(item.strip_prefix(quote)?.strip_suffix(quote)?.to_owned())
    };
    items.map(item).collect()
}

/// Text in base64, with or without line breaks.
fn base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for sign in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_pack_is_unpacked() {
        assert_eq!(python_list("['mit', \"apache-2.0\"]"), Some(vec!["mit".to_owned(), "apache-2.0".to_owned()]));
        assert_eq!(python_list("[MIT]"), None);
        assert_eq!(base64("TUlUIMOk\nYg=="), Some("MIT äb".to_owned()));
        assert_eq!(base64("%"), None);
        assert_eq!(hub_id_of_purl("pkg:huggingface/a/b@0123?x"), Some("a/b".to_owned()));
    }
}
