//! The templates of sentences and of the card: `templates/<language>/**/*.hbs`, or one's own in their place.

mod fill;
mod parse;
mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use railc_core::base::{SourceId, Sources, nearest};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported, hidden_signs};

use super::Language;

pub(super) use fill::{Node, Slots, Value, fill};
use parse::{Asked, Asks, File, Parsed};

/// A template, by what is made with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Template {
    /// The part of a model card.
    Card,
    /// What stands before the clauses of a section.
    Chapeau,
    /// What stands before the definitions.
    Definitions,
    /// The exceptions of a clause whose wording is by hand.
    Except,
    /// A power of the licensor.
    LicensorMay,
    /// A duty.
    Must,
    /// What stands before the first section.
    Opening,
    /// A grant.
    Permit,
    /// A restriction.
    Prohibit,
    /// An encouragement.
    Should,
    /// The end of grants.
    Withdraw,
}

impl Template {
    const ALL: [Template; 11] = [
        Template::Card,
        Template::Chapeau,
        Template::Definitions,
        Template::Except,
        Template::LicensorMay,
        Template::Must,
        Template::Opening,
        Template::Permit,
        Template::Prohibit,
        Template::Should,
        Template::Withdraw,
    ];

    /// Its path in the folder of its language, without the ending.
    fn path(self) -> &'static str {
        match self {
            Template::Card => "drafting/card",
            Template::Chapeau => "chapeau",
            Template::Definitions => "definitions",
            Template::Except => "drafting/except",
            Template::LicensorMay => "drafting/licensor-may",
            Template::Must => "drafting/must",
            Template::Opening => "opening",
            Template::Permit => "drafting/permit",
            Template::Prohibit => "drafting/prohibit",
            Template::Should => "drafting/should",
            Template::Withdraw => "drafting/withdraw",
        }
    }
}

/// Templates that others include stand in this folder.
const PARTIALS: &str = "partials/";
/// The ending of the files.
const ENDING: &str = ".hbs";

/// The templates that texts and cards are made with, in all languages.
#[derive(Debug, Clone)]
pub struct Templates(Arc<BTreeMap<Place, Vec<Node>>>);

/// The tag of a language, and a template in it.
type Place = (&'static str, Template);

/// Templates of one's own in a language: the name of each, and its text.
type Own<'f> = Vec<(&'f str, SourceId)>;

/// Railc's own.
impl Default for Templates {
    fn default() -> Templates {
        static RAILCS: LazyLock<Templates> = LazyLock::new(|| {
            let read = |language| of_language(language, &[], &Sources::new()).0;
            Templates(Arc::new(Language::tags().filter_map(Language::of).flat_map(read).collect()))
        });
        RAILCS.clone()
    }
}

impl Templates {
    /// Templates that take the place of railc's: the path of each (`en/drafting/must.hbs`), laid out as in railc's folder, and its text.
    ///
    /// They have the same slots. An error says where one is no template, asks for what it does not have, does not print or deny what railc's
    /// prints or denies, includes itself, or is too large; none can do more than print what its slots hold, as often as they hold it.
    pub fn read(files: &[(String, SourceId)], sources: &Sources) -> Reported<Templates> {
        let mut all = (*Templates::default().0).clone();
        let mut wrong = Diagnostics::new();
        let mut own: BTreeMap<&str, (&'static Language, Own<'_>)> = BTreeMap::new();
        for (path, source) in files {
            wrong.append(hidden_signs(*source, &sources.get(*source).text));
            match placed(path) {
                Ok((language, name)) => own.entry(language.tag).or_insert((language, Vec::new())).1.push((name, *source)),
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
        for (language, own) in own.into_values() {
            let (templates, diagnostics) = of_language(language, &own, sources);
            wrong.append(diagnostics);
            all.extend(templates);
        }
        if wrong.has_errors() { Reported::nothing(wrong) } else { Reported::new(Templates(Arc::new(all)), wrong) }
    }

    /// The nodes of a template.
    pub(super) fn of(&self, language: &Language, template: Template) -> &[Node] {
        self.0.get(&(language.tag, template)).expect("a language has the templates that its texts are made with")
    }
}

/// The language and the name of a template of one's own, by its path.
fn placed(path: &str) -> Result<(&'static Language, &str), Diagnostic> {
    let unknown = || Diagnostic::new(Code::BadTemplate, format!("railc has no template `{path}`"));
    let (tag, name) = path.split_once('/').unwrap_or((path, ""));
    let Some(language) = Language::tags().find(|known| *known == tag).and_then(Language::of) else {
        let tags: Vec<String> = Language::tags().map(|tag| format!("`{tag}`")).collect();
        return Err(unknown().help(format!("put it into the folder of its language: {}", tags.join(", "))));
    };
    let name = name.strip_suffix(ENDING).ok_or_else(|| unknown().help(format!("end its name with `{ENDING}`")))?;
    let names = || railcs(language).map(|(name, _)| name);
    if name.starts_with(PARTIALS) || names().any(|known| known == name) {
        return Ok((language, name));
    }
    let whole = |name: &str| format!("{tag}/{name}{ENDING}");
    let near: Vec<String> = nearest(name, names()).into_iter().map(whole).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let all: Vec<String> = names().map(|name| format!("`{}`", whole(name))).collect();
    Err(unknown().nearest(&near, &format!("its templates are {}", all.join(", "))))
}

/// Railc's templates of a language: the name and the text of each.
fn railcs(language: &Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    language.templates().iter().copied()
}

/// The templates of a language, some of them one's own.
fn of_language(language: &'static Language, own: &[(&str, SourceId)], sources: &Sources) -> (Vec<(Place, Vec<Node>)>, Diagnostics) {
    let railcs_file = |name: &str| railcs(language).find(|(known, _)| *known == name).map(|(_, text)| File { source: None, text });
    let file = |name: &str| {
        let own = own.iter().find(|(known, _)| *known == name);
        own.map(|(_, source)| File { source: Some(*source), text: &sources.get(*source).text }).or_else(|| railcs_file(name))
    };
    let (mut wrong, mut included) = (Diagnostics::new(), BTreeSet::new());
    let mut read = |name: &str, wrong: &mut Diagnostics| {
        let (own, railcs) = (file(name)?, railcs_file(name)?);
        let parsed = parse::template(name, own, &file).map_err(|diagnostic| wrong.push(*diagnostic)).ok()?;
        if let Some(source) = own.source {
            let railcs = parse::template(name, railcs, &railcs_file).expect("a test reads railc's templates");
            wrong.append(differences(&parsed, &railcs, source, language));
        }
        included.extend(parsed.included);
        Some(parsed.nodes)
    };
    // A partial in the place of one of railc's is held against that; a further one, with the templates that include it.
    for (name, _) in own.iter().filter(|(name, _)| name.starts_with(PARTIALS)) {
        read(name, &mut wrong);
    }
    if wrong.has_errors() {
        return (Vec::new(), wrong);
    }
    let found = Template::ALL.into_iter().filter_map(|template| Some(((language.tag, template), read(template.path(), &mut wrong)?)));
    let found = found.collect();
    let is_idle = |(name, _): &&(&str, SourceId)| name.starts_with(PARTIALS) && !included.contains(*name);
    if let Some((name, source)) = own.iter().find(is_idle).filter(|_| !wrong.has_errors()) {
        let diagnostic = Diagnostic::new(Code::BadTemplate, format!("nothing includes `{name}{ENDING}`"));
        let near = nearest(name, included.iter().map(String::as_str));
        wrong.push(diagnostic.at(parse::span(*source, 0..0), "").nearest(&near, "include it, or take it out"));
    }
    (found, wrong)
}

/// Reports what is wrong with a template of one's own beside railc's.
fn differences(own: &Parsed, railcs: &Parsed, source: SourceId, language: &Language) -> Diagnostics {
    let strangers: Diagnostics = own.asked.iter().filter_map(|asked| stranger(asked, &railcs.asked)).collect();
    if strangers.has_errors() {
        return strangers;
    }
    let left_out = trial::left_out(&own.nodes, railcs, language);
    left_out.map(|diagnostic| diagnostic.at(parse::span(source, 0..0), "")).into_iter().collect()
}

/// Reports what a template asks for and does not have.
fn stranger(asked: &Asked, slots: &[Asked]) -> Option<Diagnostic> {
    let span = asked.span?;
    let inside = format!("{}.", asked.path);
    let has = |asks: Asks| slots.iter().any(|one| one.asks == asks && one.path == asked.path);
    let holds_more = slots.iter().any(|one| one.path.starts_with(&inside));
    let is_known = match asked.asks {
        Asks::Prints => has(Asks::Prints),
        Asks::Tests => holds_more || slots.iter().any(|one| one.path == asked.path),
        Asks::Loops => has(Asks::Loops),
        Asks::Enters => holds_more && !has(Asks::Loops),
    };
    if is_known {
        return None;
    }
    let mut paths: Vec<&str> = slots.iter().filter(|one| one.asks == asked.asks).map(|one| one.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let message = match asked.asks {
        Asks::Prints if has(Asks::Loops) => format!("`{0}` is a list: `{{{{#each {0}}}}} … {{{{/each}}}}`", asked.path),
        Asks::Prints if has(Asks::Tests) && !holds_more => {
            format!("`{0}` has no words, and only is or is not: `{{{{#if {0}}}}}`", asked.path)
        }
        Asks::Prints if holds_more => format!("`{}` holds no words, but other slots", asked.path),
        Asks::Loops => format!("`{}` is no list here", asked.path),
        Asks::Prints | Asks::Tests | Asks::Enters => format!("the template has no slot `{}` here", asked.path),
    };
    let near = nearest(&asked.path, paths.iter().copied());
    let quoted: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    let otherwise = if quoted.is_empty() { "take it out".to_owned() } else { format!("it has {}", quoted.join(", ")) };
    Some(Diagnostic::new(Code::BadTemplate, message).at(span, "").nearest(&near, &otherwise))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slots that are filled.
    const SLOTS: [&str; 32] = [
        "act",
        "acts",
        "address",
        "exceptions",
        "condition",
        "case",
        "duty",
        "end",
        "inline-exceptions",
        "grants",
        "groups",
        "items",
        "lead",
        "license",
        "limited",
        "licensor",
        "link",
        "many",
        "name",
        "object",
        "separate-condition",
        "others",
        "performance",
        "power",
        "reading",
        "restriction",
        "section",
        "showing",
        "tags",
        "title",
        "version",
        "words",
    ];

    #[test]
    fn railcs_templates_can_be_read_and_ask_for_nothing_that_nobody_fills_in() {
        for language in Language::tags().filter_map(Language::of) {
            let tag = language.tag;
            let file = |name: &str| railcs(language).find(|(known, _)| *known == name).map(|(_, text)| File { source: None, text });
            for (name, _) in railcs(language) {
                let parsed = parse::template(name, file(name).unwrap(), &file);
                let Parsed { asked, .. } = parsed.unwrap_or_else(|wrong| panic!("{tag}/{name}: {wrong:?}"));
                let strangers: Vec<&str> = asked.iter().flat_map(|one| one.path.split('.')).filter(|slot| !SLOTS.contains(slot)).collect();
                assert!(strangers.is_empty(), "{tag}/{name}: {strangers:?}");
                let is_used = name.starts_with(PARTIALS) || Template::ALL.iter().any(|template| template.path() == name);
                assert!(is_used, "nothing is made with {tag}/{name}");
            }
            let wanted = Template::ALL.into_iter().filter(|template| tag == "en" || !template.path().starts_with("drafting/"));
            let lacking: Vec<Template> = wanted.filter(|template| !railcs(language).any(|(name, _)| name == template.path())).collect();
            assert!(lacking.is_empty(), "{tag}: {lacking:?}");
        }
    }
}
