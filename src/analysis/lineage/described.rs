//! What files state, as parts of a lineage: things that several files describe are one, and what nobody describes is a thing of which nothing is known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use railc_library::Kind;
use railc_metadata::{Described, Named, Role, Standing, Statement};

use super::sketch::{Line, Sketch, Sketched};

/// What was read so far.
#[derive(Debug, Default)]
pub struct Gathered {
    things: Vec<Sketched>,
    /// By folded name, the place of a thing.
    places: HashMap<String, usize>,
    lines: Vec<(Line, Standing)>,
    /// What things are that nobody described, by folded name.
    implied: BTreeMap<String, (String, Kind)>,
}

/// What else is known of a thing, or of a text.
pub struct Known<'a> {
    /// The license of a thing by its id, where no file states it.
    pub license_of: &'a dyn Fn(&str) -> Option<String>,
    /// The license that a text is.
    pub license_of_text: &'a dyn Fn(&str) -> Option<String>,
}

/// Ids of hubs are the same in letters of any case.
fn folded(name: &str) -> String {
    name.to_lowercase()
}

impl Gathered {
    /// Adds what a file states.
    pub fn add(&mut self, described: Described, known: &Known<'_>) {
        for thing in described.things {
            let kind = kind(thing.kind);
            let licenses = licenses(&thing.licenses, known);
            let title = thing.names.into_iter().find(|name| !name.is_empty() && *name != thing.name && !name.starts_with("pkg:"));
            let next = self.things.len();
            let place = *self.places.entry(folded(&thing.name)).or_insert(next);
            match self.things.get_mut(place) {
                Some(sketched) => {
                    sketched.kind = sketched.kind.or(kind);
                    sketched.title = sketched.title.take().or(title);
                    for license in licenses {
                        if !sketched.licenses.contains(&license) {
                            sketched.licenses.push(license);
                        }
                    }
                }
                None => self.things.push(Sketched { name: thing.name, title, kind, licenses, span: None }),
            }
        }
        for link in described.links {
            let name = if link.from.is_empty() { "something without a name".to_owned() } else { link.from };
            if link.named != Named::Part
                && let Some(kind) = kind(link.kind)
            {
                self.implied.entry(folded(&name)).or_insert((name.clone(), kind));
            }
            self.lines.push((Line { from: name, to: link.to, relation: link.relation, spans: None }, link.standing));
        }
    }

    /// All of it as a lineage. What is only hinted at counts where nothing is stated of what a thing was made of.
    pub fn into_sketch(mut self, known: &Known<'_>) -> Sketch {
        let is_model = |line: &Line, implied: &BTreeMap<String, (String, Kind)>| {
            implied.get(&folded(&line.from)).is_none_or(|(_, kind)| *kind == Kind::Model)
        };
        let is_stated = |standing: Standing| matches!(standing, Standing::Stated | Standing::Contradicted);
        let stated: BTreeSet<String> = self
            .lines
            .iter()
            .filter(|(line, standing)| is_stated(*standing) && is_model(line, &self.implied))
            .map(|(line, _)| folded(&line.to))
            .collect();
        let counts = |(line, standing): &(Line, Standing)| is_stated(*standing) || !stated.contains(&folded(&line.to));
        let mut lines = Vec::new();
        let mut told = BTreeSet::new();
        for (line, _) in std::mem::take(&mut self.lines).into_iter().filter(counts) {
            if !told.insert((folded(&line.from), folded(&line.to), line.relation.clone())) {
                continue;
            }
            let [from, to] = [self.place(&line.from, known), self.place(&line.to, known)];
            let name = |place: usize| self.things.get(place).map(|thing| thing.name.clone()).unwrap_or_default();
            if from != to {
                lines.push(Line { from: name(from), to: name(to), relation: line.relation, spans: None });
            }
        }
        for thing in self.things.iter_mut().filter(|thing| thing.licenses.is_empty()) {
            thing.licenses.extend((known.license_of)(&thing.name));
        }
        Sketch { things: self.things, lines }
    }

    /// The place of a thing; one that nobody describes is added.
    fn place(&mut self, name: &str, known: &Known<'_>) -> usize {
        let key = folded(name);
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let kind = self.implied.get(&key).map(|(_, kind)| *kind);
        let licenses = (known.license_of)(name).into_iter().collect();
        self.things.push(Sketched { name: name.to_owned(), kind, licenses, ..Sketched::default() });
        self.places.insert(key, self.things.len() - 1);
        self.things.len() - 1
    }
}

fn kind(kind: railc_metadata::Kind) -> Option<Kind> {
    match kind {
        railc_metadata::Kind::Model | railc_metadata::Kind::Adapter => Some(Kind::Model),
        railc_metadata::Kind::Data => Some(Kind::Data),
        railc_metadata::Kind::Code => Some(Kind::Code),
        railc_metadata::Kind::Application => Some(Kind::Application),
        railc_metadata::Kind::Unsaid => None,
    }
}

/// What statements name: all that is stated binds, what speaks against it too; choices are one expression. What can't be read is a license that nobody knows.
fn licenses(statements: &[Statement], known: &Known<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !name.trim().is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    let read = || statements.iter().filter(|statement| statement.standing != Standing::Hint);
    let of = |role: Role| read().filter(move |statement| statement.role == role);
    for statement in read().filter(|statement| matches!(statement.role, Role::License | Role::Expression | Role::Name)) {
        match statement.standing {
            Standing::Unreadable => add("a license that can't be read".to_owned()),
            Standing::Stated | Standing::Contradicted | Standing::Hint => add(statement.value.clone()),
        }
    }
    let choices: Vec<&str> = of(Role::Choice).map(|statement| statement.value.trim()).filter(|value| !value.is_empty()).collect();
    if !choices.is_empty() {
        add(choices.join(" OR "));
    }
    if names.is_empty() {
        let texts: Vec<String> = of(Role::Text)
            .map(|statement| (known.license_of_text)(&statement.value).unwrap_or_else(|| "a text of its own".to_owned()))
            .collect();
        for text in texts {
            if !names.contains(&text) {
                names.push(text);
            }
        }
    }
    names
}
