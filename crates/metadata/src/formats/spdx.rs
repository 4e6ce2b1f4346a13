//! SPDX in JSON: 3.0 with its profiles for AI and data sets, and 2.2 and 2.3.
//!
//! A declared license is what the maker states; a concluded one is what somebody else holds, a hint. `NOASSERTION` states nothing.

use std::collections::HashMap;

use railc_core::diagnostic::Code;

use super::parts;
use crate::described::{Described, Kind, Link, Named, Problem, Role, Standing, Statement, Thing};
use crate::reading::json::{Json, Parsed, parse};

/// How deep sets of licenses are inside each other.
const DEEPEST: usize = 16;
/// The most members that are written out of nested sets.
const LONGEST: usize = 10_000;
/// Where the licenses of the SPDX list are.
const LISTED: [&str; 2] = ["https://spdx.org/licenses/", "http://spdx.org/licenses/"];

/// What a bill of materials states.
pub fn read(text: &str) -> Described {
    let mut parsed = match parse(text) {
        Ok(parsed) => parsed,
        Err(problem) => return Described { problems: vec![problem], ..Described::default() },
    };
    let problems = std::mem::take(&mut parsed.problems);
    let mut bill = Bill { parsed: &parsed, described: Described { problems, ..Described::default() }, things: HashMap::new() };
    if parsed.root.get("spdxVersion").is_some() {
        bill.second();
    } else {
        bill.third();
    }
    parts::settle(&mut bill.described);
    bill.described
}

struct Bill<'p, 't> {
    parsed: &'p Parsed<'t>,
    described: Described,
    /// Where each thing is.
    things: HashMap<&'p str, usize>,
}

/// How the two ends of a relation stand to each other.
enum Sense {
    /// The second was made of the first, or holds it.
    Forth,
    /// The first was made of the second, or holds it.
    Back,
}

/// What a relation says of how a thing came to be, in the words of 3.0 or, in capitals, of 2.3.
fn sense(relation: &str) -> Option<Sense> {
    match relation {
        "ancestorOf" | "copiedTo" | "generates" | "hasVariant" | "expandsTo" => Some(Sense::Forth),
        "descendantOf" | "trainedOn" | "testedOn" | "finetunedOn" | "contains" | "dependsOn" | "hasStaticLink" | "hasDynamicLink"
        | "hasDataFile" => Some(Sense::Back),
        "ANCESTOR_OF" | "GENERATES" | "CONTAINED_BY" | "DEPENDENCY_OF" | "DATA_FILE_OF" | "OPTIONAL_COMPONENT_OF" => Some(Sense::Forth),
        "DESCENDANT_OF" | "GENERATED_FROM" | "CONTAINS" | "DEPENDS_ON" | "VARIANT_OF" | "COPY_OF" | "EXPANDED_FROM_ARCHIVE" => {
            Some(Sense::Back)
        }
        "STATIC_LINK" | "DYNAMIC_LINK" => Some(Sense::Back),
        _ => None,
    }
}

impl<'p> Bill<'p, '_> {
    fn add(&mut self, name: &'p str, names: impl IntoIterator<Item = Option<&'p str>>, kind: Kind) {
        let names = names.into_iter().flatten().filter(|other| *other != name).map(str::to_owned).collect();
        self.things.entry(name).or_insert(self.described.things.len());
        self.described.things.push(Thing { name: name.to_owned(), names, kind, licenses: Vec::new() });
    }

    fn state(&mut self, thing: &str, role: Role, value: String, standing: Standing, key: String, json: &Json) {
        let place = self.parsed.place(json);
        let thing = self.things.get(thing).and_then(|at| self.described.things.get_mut(*at));
        thing.into_iter().for_each(|thing| {
            thing.licenses.push(Statement { role, value: value.clone(), standing, key: key.clone(), place: place.clone() })
        });
    }

    fn relate(&mut self, first: &str, relation: &str, second: &str, key: String, json: &Json) {
        let (from, to) = match sense(relation) {
            Some(Sense::Forth) => (first, second),
            Some(Sense::Back) => (second, first),
            None => return,
        };
        let kind = self.things.get(from).and_then(|at| self.described.things.get(*at)).map_or(Kind::Unsaid, |thing| thing.kind);
        let place = self.parsed.place(json);
        self.described.links.push(Link {
            from: from.to_owned(),
            named: Named::Part,
            kind,
            to: to.to_owned(),
            relation: Some(relation.to_owned()),
            standing: Standing::Stated,
            key,
            place,
        });
    }

    /// SPDX 3: elements in a graph, and relations between them.
    fn third(&mut self) {
        let graph = self.parsed.root.get("@graph").unwrap_or(&self.parsed.root);
        let elements: Vec<(String, &Json)> = graph.one_or_many().map(|(at, element)| (format!("@graph{at}"), element)).collect();
        let by_id: HashMap<&str, &Json> = elements.iter().filter_map(|(_, element)| Some((id(element)?, *element))).collect();
        for (_, element) in &elements {
            let (Some(name), Some(kind)) = (id(element), artifact(element)) else { continue };
            let label = element.local("name").and_then(|(_, name)| name.text());
            let url = element.local("packageUrl").and_then(|(_, url)| url.text());
            self.add(name, [label, url], kind);
        }
        let relations = elements.iter().filter(|(_, element)| class(element).is_some_and(|class| class.ends_with("Relationship")));
        for (key, element) in relations {
            let relation = element.local("relationshipType").and_then(|(_, relation)| relation.text()).unwrap_or_default();
            let relation = relation.rsplit(['/', ':']).next().unwrap_or(relation);
            let Some((_, from)) = element.local("from") else { continue };
            let from = from.text().or_else(|| id(from)).unwrap_or_default();
            for (at, to) in element.local("to").into_iter().flat_map(|(_, to)| to.one_or_many()) {
                let key = format!("{key}.to{at}");
                match relation {
                    "hasDeclaredLicense" => self.declared(&by_id, from, to, Standing::Stated, &key),
                    "hasConcludedLicense" => self.declared(&by_id, from, to, Standing::Hint, &key),
                    _ => self.relate(from, relation, to.text().or_else(|| id(to)).unwrap_or_default(), key, to),
                }
            }
        }
    }

    /// A license of an artifact. Where the two stand the wrong way round, they are taken as they must be meant.
    fn declared(&mut self, by_id: &HashMap<&'p str, &'p Json>, from: &str, to: &'p Json, standing: Standing, key: &str) {
        let target = to.text().or_else(|| id(to)).unwrap_or_default();
        let is_reversed = self.things.contains_key(target) && !self.things.contains_key(from);
        if is_reversed {
            let message = format!("`{key}` is {}, no license: the relation stands the wrong way round", parts::quoted(target));
            let problem = Problem::new(Code::ReversedRelation, message, "put the artifact under `from`, and the license under `to`");
            self.tell(problem.at(&self.parsed.place(to), ""));
        }
        let (artifact, license) = if is_reversed { (target, from) } else { (from, target) };
        if !self.things.contains_key(artifact) {
            return self.tell(parts::dangling(artifact, key).at(&self.parsed.place(to), ""));
        }
        let element = by_id.get(license).copied().or(Some(to).filter(|to| to.text().is_none()));
        match meaning(license, element, by_id) {
            Meaning::Nothing => {}
            Meaning::Said(role, value) => self.state(artifact, role, value, standing, key.to_owned(), to),
            Meaning::Lost => {
                self.tell(parts::dangling(license, key).at(&self.parsed.place(to), ""));
                self.state(artifact, Role::License, license.to_owned(), Standing::Unreadable, key.to_owned(), to);
            }
        }
    }

    fn tell(&mut self, problem: Problem) {
        if self.described.problems.len() < parts::MOST_TOLD {
            self.described.problems.push(problem);
        }
    }

    /// SPDX 2: packages with their licenses, the texts of own licenses, and relations.
    fn second(&mut self) {
        let root = &self.parsed.root;
        let texts: HashMap<&str, &Json> = root
            .get("hasExtractedLicensingInfos")
            .into_iter()
            .flat_map(Json::items)
            .filter_map(|license| Some((license.text_of("licenseId")?, license.get("extractedText")?)))
            .collect();
        for (list, declared) in [("packages", "licenseDeclared"), ("files", ""), ("snippets", "")] {
            for (at, package) in root.get(list).into_iter().flat_map(Json::items).enumerate() {
                let Some(name) = package.text_of("SPDXID") else { continue };
                let purl = package.get("externalRefs").into_iter().flat_map(Json::items);
                let purl = purl
                    .filter(|reference| reference.text_of("referenceType") == Some("purl"))
                    .find_map(|reference| reference.text_of("referenceLocator"));
                self.add(name, [package.text_of("name"), purl], purpose(package));
                for (part, standing) in [(declared, Standing::Stated), ("licenseConcluded", Standing::Hint)] {
                    let Some(value) = package.get(part) else { continue };
                    let Some(text) = value.text().filter(|text| !matches!(text.trim(), "" | "NOASSERTION")) else { continue };
                    let key = format!("{list}[{at}].{part}");
                    self.state(name, Role::Expression, text.to_owned(), standing, key, value);
                    for (license, text) in own_texts(text, &texts) {
                        self.state(
                            name,
                            Role::Text,
                            text.text().unwrap_or_default().to_owned(),
                            standing,
                            format!("hasExtractedLicensingInfos.{license}"),
                            text,
                        );
                    }
                }
            }
        }
        for (at, relation) in root.get("relationships").into_iter().flat_map(Json::items).enumerate() {
            let (Some(first), Some(second)) = (relation.text_of("spdxElementId"), relation.text_of("relatedSpdxElement")) else { continue };
            if !matches!(second, "NONE" | "NOASSERTION") {
                let kind = relation.text_of("relationshipType").unwrap_or_default();
                self.relate(first, kind, second, format!("relationships[{at}]"), relation);
            }
        }
    }
}

/// The texts of the own licenses that an expression names.
fn own_texts<'p>(expression: &str, texts: &HashMap<&'p str, &'p Json<'p>>) -> Vec<(String, &'p Json<'p>)> {
    let words = expression.split(|sign: char| sign.is_whitespace() || matches!(sign, '(' | ')'));
    words.filter_map(|word| Some((word.to_owned(), *texts.get(word)?))).filter(|(_, text)| text.text().is_some()).collect()
}

fn id<'p>(element: &'p Json) -> Option<&'p str> {
    element.text_of("spdxId").or_else(|| element.text_of("@id"))
}

/// The name of an element's class, without the name of its profile.
fn class<'p>(element: &'p Json) -> Option<&'p str> {
    let class = element.text_of("type").or_else(|| element.text_of("@type"))?;
    class.rsplit(['_', ':', '/']).next()
}

/// What an element is, if it is an artifact.
fn artifact(element: &Json) -> Option<Kind> {
    match class(element)? {
        "AIPackage" => Some(Kind::Model),
        "DatasetPackage" => Some(Kind::Data),
        "Package" | "File" | "Snippet" => Some(match element.local("primaryPurpose").and_then(|(_, purpose)| purpose.text()) {
            Some("application") => Kind::Application,
            Some("model") => Kind::Model,
            Some("data") => Kind::Data,
            Some(_) | None => Kind::Code,
        }),
        _ => None,
    }
}

/// What a package of SPDX 2 is.
fn purpose(package: &Json) -> Kind {
    match package.text_of("primaryPackagePurpose") {
        Some("APPLICATION") => Kind::Application,
        Some("MODEL") => Kind::Model,
        Some("DATA" | "DATASET") => Kind::Data,
        Some("LIBRARY" | "FRAMEWORK" | "SOURCE" | "CONTAINER" | "FILE") => Kind::Code,
        Some(_) | None => Kind::Unsaid,
    }
}

/// What the target of a relation to a license says.
enum Meaning {
    /// That nothing is asserted.
    Nothing,
    Said(Role, String),
    /// It leads nowhere.
    Lost,
}

fn meaning(name: &str, element: Option<&Json>, by_id: &HashMap<&str, &Json>) -> Meaning {
    if name.ends_with("NoAssertion") || name.ends_with("NoAssertionLicense") {
        return Meaning::Nothing;
    }
    if name.ends_with("/Licensing/None") || name.ends_with("NoneLicense") {
        return Meaning::Said(Role::Expression, "NONE".to_owned());
    }
    if let Some(listed) = LISTED.iter().find_map(|list| name.strip_prefix(list)) {
        return Meaning::Said(Role::License, listed.trim_end_matches(".html").to_owned());
    }
    let Some(element) = element else { return Meaning::Lost };
    let text = |key| element.local(key).and_then(|(_, value)| value.text()).filter(|text| !text.trim().is_empty());
    match class(element).unwrap_or_default() {
        "LicenseExpression" => match text("licenseExpression") {
            Some("NOASSERTION") => Meaning::Nothing,
            Some(expression) => Meaning::Said(Role::Expression, expression.to_owned()),
            None => Meaning::Lost,
        },
        // A text that is one short word is no text, but an id.
        "SimpleLicensingText" | "CustomLicense" => match text("licenseText") {
            Some(words) if words.len() <= 64 && !words.trim().contains(char::is_whitespace) => {
                Meaning::Said(Role::License, words.trim().to_owned())
            }
            Some(words) => Meaning::Said(Role::Text, words.to_owned()),
            None => text("name").map_or(Meaning::Lost, |name| Meaning::Said(Role::Name, name.to_owned())),
        },
        _ => match expression(name, by_id, DEEPEST, &mut 0) {
            Some(expression) => Meaning::Said(Role::Expression, expression),
            None => Meaning::Lost,
        },
    }
}

/// A set of licenses as an expression.
fn expression(name: &str, by_id: &HashMap<&str, &Json>, depth: usize, length: &mut usize) -> Option<String> {
    *length += 1;
    if depth == 0 || *length > LONGEST {
        return None;
    }
    if let Some(listed) = LISTED.iter().find_map(|list| name.strip_prefix(list)) {
        return Some(listed.to_owned());
    }
    let element = by_id.get(name)?;
    let mut inner = |key: &str, joint: &str| {
        let (_, members) = element.local(key)?;
        let members: Option<Vec<String>> =
            members.one_or_many().map(|(_, member)| expression(member.text()?, by_id, depth - 1, length)).collect();
        members.filter(|members| !members.is_empty()).map(|members| members.join(joint))
    };
    match class(element)? {
        "ConjunctiveLicenseSet" => inner("member", " AND ").map(|all| format!("({all})")),
        "DisjunctiveLicenseSet" => inner("member", " OR ").map(|all| format!("({all})")),
        "OrLaterOperator" => inner("subjectLicense", "").map(|license| format!("{license}+")),
        "WithAdditionOperator" => {
            let license = inner("subjectExtendableLicense", "")?;
            Some(format!("{license} WITH {}", inner("subjectAddition", "")?))
        }
        "LicenseExpression" => Some(format!("({})", element.local("licenseExpression")?.1.text()?)),
        _ => element.local("name")?.1.text().map(str::to_owned),
    }
}
