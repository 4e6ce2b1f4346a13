//! The card of a model, a data set or a Space on the Hugging Face hub: README.md with YAML at its top.
//!
//! `license` is a text or a list; a list says neither "and" nor "or", so that all of it binds. `""` and a key with nothing behind it state nothing.

mod body;
mod front;

pub use front::{Flaw, Front};

use std::borrow::Cow;

use railc_core::base::one_line;
use railc_core::diagnostic::Code;

use self::front::Beginning;
use super::names::{name_of_path, named};
use crate::described::{Described, Kind, Link, Named, Place, Problem, Role, Standing, Statement, Thing};
use crate::reading::yaml::{Found, Origin, Step, Value, walk};

/// Keys that people write for `license`, and that no reader knows.
const MISSPELT: [&str; 6] = ["licence", "License", "licenses", "Licence", "licence_name", "license-name"];
/// Keys that only data sets have.
const OF_DATA: [&str; 6] = ["annotations_creators", "dataset_info", "size_categories", "source_datasets", "task_categories", "task_ids"];

/// The front matter of a card, if it has one that is closed.
pub fn front_matter(text: &str) -> Option<Front> {
    match front::beginning(text) {
        Beginning::Front(front) => Some(front),
        Beginning::Body | Beginning::Unclosed(_) | Beginning::TooLong(_) => None,
    }
}

/// What a card states. Places are in `text` as it is given.
pub fn read(name: &str, text: &str) -> Described {
    let mut card = Card::new(name);
    let mut rest = 0;
    match front::beginning(text) {
        Beginning::Body => {}
        Beginning::Unclosed(open) => {
            let help = "write a line `---` below the last key";
            card.unreadable(Problem::new(Code::BrokenMetadata, "a front matter that is never closed", help), text, &open);
        }
        Beginning::TooLong(open) => {
            let message = format!("a front matter of more than {} MiB", front::LONGEST >> 20);
            let help = "write a line `---` below the last key, and what is longer below it";
            card.unreadable(Problem::new(Code::MetadataTooLarge, message, help), text, &open);
        }
        Beginning::Front(front) => {
            rest = front.close.end;
            card.front(text, &front);
        }
    }
    body::read(text, rest, &mut card.described);
    card.described
}

/// The place of bytes of a text.
fn place(text: &str, bytes: &std::ops::Range<usize>) -> Place {
    let before = text.get(..bytes.start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place::Text {
        line: number(before.matches('\n').count() + 1),
        column: number(before.get(line..).unwrap_or_default().chars().count() + 1),
        bytes: number(bytes.start)..number(bytes.end),
    }
}

/// A card while its front matter is read.
struct Card {
    described: Described,
    relation: Option<String>,
    /// The keys that were met, with the places of those that can stand once.
    met: Vec<(String, Place)>,
    repeated: Vec<String>,
}

impl Card {
    fn new(name: &str) -> Card {
        let thing = Thing { name: name_of_path(name), names: Vec::new(), kind: Kind::Unsaid, licenses: Vec::new() };
        let described = Described { things: vec![thing], ..Described::default() };
        Card { described, relation: None, met: Vec::new(), repeated: Vec::new() }
    }

    fn thing(&mut self) -> &mut Thing {
        self.described.things.first_mut().expect("a card is made with its thing")
    }

    fn front(&mut self, text: &str, front: &Front) {
        let yaml = text.get(front.yaml.clone()).unwrap_or_default();
        let walked = walk(yaml, Origin::of(text, front.yaml.start), &mut |path, found| self.take(path, found));
        // What stands between lines of a text need not be meant as YAML.
        let is_meant = !front.flaws.iter().any(|(flaw, _)| *flaw == Flaw::Comment) || !self.met.is_empty();
        match walked {
            Err(problem) if is_meant => self.unreadable(problem, text, &front.open),
            Ok(()) if is_meant => self.flaws(text, front),
            Ok(()) | Err(_) => self.described.problems.clear(),
        }
        self.settle();
    }

    /// Tells by what some readers miss the front matter.
    fn flaws(&mut self, text: &str, front: &Front) {
        for (flaw, range) in &front.flaws {
            let (message, help) = match flaw {
                Flaw::ByteOrderMark => ("a byte order mark hides the front matter from the client of the hub", "save the file without it"),
                Flaw::Comment => {
                    ("what stands before the front matter hides it from the client of the hub", "move it below the front matter")
                }
                Flaw::Blank => ("a blank behind the fence hides the front matter from the client of the hub", "take the blank out"),
            };
            self.problem(Problem::new(Code::HiddenFrontMatter, message, help).at(&place(text, range), ""));
        }
    }

    /// Notes that there is a front matter, and that nobody can read it. What was read of it before counts no more.
    fn unreadable(&mut self, problem: Problem, text: &str, open: &std::ops::Range<usize>) {
        let problem = if problem.place().is_some() { problem } else { problem.at(&place(text, open), "") };
        self.described.links.clear();
        self.thing().licenses.clear();
        self.described.unreadable("front matter", problem);
    }

    fn problem(&mut self, problem: Problem) {
        self.described.problems.push(problem);
    }

    /// Takes one value of the front matter.
    fn take(&mut self, path: &[Step], found: Found) {
        let [Step::Key(key), rest @ ..] = path else { return };
        let key = key.as_ref();
        if rest.is_empty() {
            self.meet(key, &found.key);
        }
        match key {
            "license" => self.license(Role::License, key, rest, found),
            "license_name" => self.license(Role::Name, key, rest, found),
            "license_link" => self.license(Role::Link, key, rest, found),
            "license_details" => self.license(Role::Text, key, rest, found),
            key if MISSPELT.contains(&key) => self.misspelt(key, rest, found),
            "base_model" => self.origin(Kind::Model, key, rest, found),
            "models" => self.origin(Kind::Model, key, rest, found),
            "datasets" | "source_datasets" => self.origin(Kind::Data, key, rest, found),
            "base_model_relation" => self.relation(rest, found),
            "sdk" => self.thing().kind = Kind::Application,
            "model_name" | "pretty_name" => self.named(rest, found),
            "library_name" if found.value == Value::Text("peft".into()) => self.thing().kind = Kind::Adapter,
            key if OF_DATA.contains(&key) => self.thing().kind = Kind::Data,
            _ => {}
        }
    }

    /// Notes a key, and whether it stands twice.
    fn meet(&mut self, key: &str, place: &Place) {
        const TOLD: [&str; 6] = ["license", "license_name", "license_link", "base_model", "base_model_relation", "datasets"];
        if !TOLD.contains(&key) {
            return;
        }
        if let Some((_, first)) = self.met.iter().find(|(met, _)| met == key) {
            let message = format!("the key `{key}` stands twice: one reader takes the first, another the last, a third none");
            let problem =
                Problem::new(Code::RepeatedStatement, message, "join the two into one").at(place, "again here").at(first, "first here");
            self.problem(problem);
            self.repeated.push(key.to_owned());
        }
        self.met.push((key.to_owned(), place.clone()));
    }

    /// `license: mit`, or an item of a list.
    fn license(&mut self, role: Role, key: &str, rest: &[Step], found: Found) {
        let key = key_path(key, rest);
        let (value, standing) = match (rest, found.value) {
            ([] | [Step::Item(_)], Value::Text(text)) if text.trim().is_empty() => return,
            ([] | [Step::Item(_)], Value::Text(text)) => (text, Standing::Stated),
            ([] | [Step::Item(_)], Value::Nothing) | ([], Value::List) => return,
            ([] | [Step::Item(_)], Value::Other(text)) => (text, Standing::Unreadable),
            ([] | [Step::Item(_)], Value::List | Value::Map) => (Cow::Borrowed(""), Standing::Unreadable),
            // Inside of what is unreadable as a whole.
            _ => return,
        };
        if standing == Standing::Unreadable {
            let message = match value.as_ref() {
                "" => format!("`{key}` is a list or a map, where a text belongs"),
                value => format!("`{key}` is {}, which is no text", quoted(value)),
            };
            let help = "write the id of a license, such as `license: apache-2.0`; put a number in quotes";
            self.problem(Problem::new(Code::UnreadableStatement, message, help).at(&found.place, ""));
        }
        let statement = Statement { role, value: value.into_owned(), standing, key, place: found.place };
        self.thing().licenses.push(statement);
    }

    /// A key that is meant for `license`, and that no reader knows.
    fn misspelt(&mut self, key: &str, rest: &[Step], found: Found) {
        if rest.is_empty() {
            let message = format!("{} is no key that readers of cards know", quoted(key));
            let right = if key.contains("name") { "license_name" } else { "license" };
            let help = format!("write `{right}:`, with the id of a license");
            self.problem(Problem::new(Code::MisspeltKey, message, &help).at(&found.key, ""));
        }
        if let Value::Text(text) = found.value {
            let role = if key.contains("name") { Role::Name } else { Role::License };
            let (value, key) = (text.into_owned(), key_path(key, rest));
            self.thing().licenses.push(Statement { role, value, standing: Standing::Contradicted, key, place: found.place });
        }
    }

    /// `base_model: owner/name`, an item of a list, or the name in an object.
    fn origin(&mut self, kind: Kind, key: &str, rest: &[Step], found: Found) {
        let is_name = |step: &Step| matches!(step, Step::Key(key) if ["name", "id", "model", "repo_id"].contains(&key.as_ref()));
        let is_wanted = match rest {
            [] | [Step::Item(_)] => true,
            [last] | [Step::Item(_), last] => is_name(last),
            _ => false,
        };
        let key = key_path(key, rest);
        match found.value {
            Value::Text(text) if is_wanted && !text.trim().is_empty() => self.link(kind, key, &text, found.place),
            Value::Other(text) if is_wanted => {
                let message = format!("`{key}` is {}, which is no text", quoted(&text));
                let problem = Problem::new(Code::UnreadableStatement, message, "write the id of a model or data set, in quotes");
                self.problem(problem.at(&found.place, ""));
            }
            _ => {}
        }
    }

    fn link(&mut self, kind: Kind, key: String, text: &str, place: Place) {
        let (text, relation) = match key.split_once('[').map_or(key.as_str(), |(key, _)| key) {
            "source_datasets" => match text.split_once('|') {
                Some((relation, name)) => (name, Some(relation.to_owned())),
                // The words of the hub for data that comes of no other, or of one that is not named.
                None if matches!(text, "original" | "extended") => return,
                None => (text, None),
            },
            _ => (text, None),
        };
        let (from, how) = named(text);
        if how == Named::Path {
            let message = format!("`{key}` is {}, a path, where the id of a thing belongs", quoted(from));
            let help = "write the id of what it was made of, such as `owner/name`";
            self.problem(Problem::new(Code::PathAsOrigin, message, help).at(&place, ""));
        }
        let to = self.thing().name.clone();
        let link = Link { from: from.to_owned(), named: how, kind, to, relation, standing: Standing::Stated, key, place };
        self.described.links.push(link);
    }

    fn relation(&mut self, rest: &[Step], found: Found) {
        match found.value {
            Value::Text(text) if rest.is_empty() && !text.trim().is_empty() => self.relation = Some(text.trim().to_owned()),
            Value::Nothing | Value::Text(_) => {}
            Value::List | Value::Map | Value::Other(_) => {
                let message = "`base_model_relation` is no text";
                let help = "write one of `finetune`, `adapter`, `merge` and `quantized`";
                self.problem(Problem::new(Code::UnreadableStatement, message, help).at(&found.place, ""));
            }
        }
    }

    fn named(&mut self, rest: &[Step], found: Found) {
        if let (Value::Text(text), []) = (found.value, rest) {
            self.thing().names.push(text.into_owned());
        }
    }

    /// What can be told only at the end: of which links the relation is, what contradicts what, what kind of thing it is.
    fn settle(&mut self) {
        if self.thing().kind == Kind::Unsaid && !self.met.is_empty() {
            self.thing().kind = Kind::Model;
        }
        if self.relation.as_deref() == Some("adapter") {
            self.thing().kind = Kind::Adapter;
        }
        for link in self.described.links.iter_mut().filter(|link| link.key.starts_with("base_model")) {
            link.relation.clone_from(&self.relation);
        }
        for key in std::mem::take(&mut self.repeated) {
            let of_key = |statement: &&mut Statement| statement.key.split('[').next() == Some(&key);
            let mut all: Vec<&mut Statement> = self.thing().licenses.iter_mut().filter(of_key).collect();
            if all.windows(2).any(|pair| matches!(pair, [one, other] if one.value != other.value)) {
                all.iter_mut().for_each(|statement| statement.standing = Standing::Contradicted);
            }
        }
        self.name_beside_id();
    }

    /// `license: mit` beside a `license_name`: the name of a license is for one that has no id.
    fn name_beside_id(&mut self) {
        let licenses = &self.thing().licenses;
        let find = |role| licenses.iter().find(|statement| statement.role == role && statement.standing != Standing::Unreadable);
        let (Some(id), Some(name)) = (find(Role::License), find(Role::Name)) else { return };
        let is_other = |statement: &Statement| statement.role == Role::License && statement.value.trim().eq_ignore_ascii_case("other");
        if licenses.iter().any(is_other) || id.value.eq_ignore_ascii_case(&name.value) || id.standing == Standing::Contradicted {
            return;
        }
        let message = format!("`license` is {}, and `license_name` names another: {}", quoted(&id.value), quoted(&name.value));
        let help = "keep `license_name` for `license: other`, and take it out otherwise";
        let problem = Problem::new(Code::ContradictoryLicense, message, help).at(&name.place, "").at(&id.place, "the id is here");
        self.problem(problem);
        let both = self.thing().licenses.iter_mut().filter(|statement| matches!(statement.role, Role::License | Role::Name));
        both.filter(|statement| statement.standing == Standing::Stated).for_each(|statement| statement.standing = Standing::Contradicted);
    }
}

/// `license[1]`, `base_model.name`.
fn key_path(key: &str, rest: &[Step]) -> String {
    rest.iter().fold(key.to_owned(), |path, step| match step {
        Step::Key(key) => format!("{path}.{key}"),
        Step::Item(at) => format!("{path}[{at}]"),
    })
}

/// A value in backticks, in one line and not too long.
fn quoted(value: &str) -> String {
    const LONGEST: usize = 60;
    let cut: String = value.chars().take(LONGEST).collect();
    format!("`{}{}`", one_line(&cut), if cut.len() < value.len() { "…" } else { "" })
}
