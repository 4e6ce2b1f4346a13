//! The templates of sentences and of the card: `templates/<language>/**/*.hbs`, or one's own in their place.

mod fill;
mod parse;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use railc_core::base::{SourceId, Sources, is_hidden, nearest};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported, hidden_sign};

use super::Language;

pub(super) use fill::{Node, Slots, Value, fill};
use parse::{Asked, Asks, File, Files};

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
pub struct Templates(Arc<BTreeMap<(&'static str, Template), Vec<Node>>>);

/// Railc's own.
impl Default for Templates {
    fn default() -> Templates {
        static OWN: LazyLock<Templates> = LazyLock::new(|| {
            let read = |tag| {
                let (templates, wrong) = of_language(tag, &[], &Sources::new());
                debug_assert!(wrong.iter().next().is_none(), "{wrong:?}");
                templates
            };
            Templates(Arc::new(Language::tags().flat_map(read).collect()))
        });
        OWN.clone()
    }
}

impl Templates {
    /// Templates that take the place of railc's: the path of each (`en/drafting/must.hbs`), laid out as in railc's folder, and its text.
    ///
    /// They have the same slots. An error says where one is no template, asks for what it does not have, leaves out what the text must say,
    /// includes itself, or is too large; none can do more than print what its slots hold, as often as they hold it.
    pub fn read(files: &[(String, SourceId)], sources: &Sources) -> Reported<Templates> {
        let mut all = (*Templates::default().0).clone();
        let mut wrong = Diagnostics::new();
        let mut known: BTreeMap<&'static str, Vec<(&str, SourceId)>> = BTreeMap::new();
        for (path, source) in files {
            let text = &sources.get(*source).text;
            if let Some((at, sign)) = text.char_indices().find(|(_, sign)| is_hidden(*sign)) {
                wrong.push(hidden_sign(sign).at(parse::span(*source, at..at + sign.len_utf8()), ""));
            }
            match placed(path) {
                Ok((tag, name)) => known.entry(tag).or_default().push((name, *source)),
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
        for (tag, own) in known {
            let (templates, diagnostics) = of_language(tag, &own, sources);
            wrong.append(diagnostics);
            all.extend(templates);
        }
        if wrong.has_errors() { Reported::nothing(wrong) } else { Reported::new(Templates(Arc::new(all)), wrong) }
    }

    /// The nodes of a template.
    pub(super) fn of(&self, language: &Language, template: Template) -> &[Node] {
        self.0.get(&(language.tag, template)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The language and the name of a template of one's own, by its path.
fn placed(path: &str) -> Result<(&'static str, &str), Diagnostic> {
    let unknown = |help: String| Diagnostic::new(Code::BadTemplate, format!("railc has no template `{path}`")).help(help);
    let (tag, name) = path.split_once('/').unwrap_or((path, ""));
    let Some(language) = Language::tags().find(|known| *known == tag) else {
        let tags: Vec<String> = Language::tags().map(|tag| format!("`{tag}`")).collect();
        return Err(unknown(format!("put it into the folder of its language: {}", tags.join(", "))));
    };
    let name = name.strip_suffix(ENDING).ok_or_else(|| unknown(format!("end its name with `{ENDING}`")))?;
    let names = || railcs(language).map(|(name, _)| name);
    if name.starts_with(PARTIALS) || names().any(|known| known == name) {
        return Ok((language, name));
    }
    let near = nearest(name, names());
    let all: Vec<String> = names().map(|name| format!("`{language}/{name}{ENDING}`")).collect();
    let near: Vec<String> = near.iter().map(|name| format!("{language}/{name}{ENDING}")).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let diagnostic = Diagnostic::new(Code::BadTemplate, format!("railc has no template `{path}`"));
    Err(diagnostic.nearest(&near, &format!("its templates are {}", all.join(", "))))
}

/// Railc's templates of a language: the name and the text of each.
fn railcs(tag: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    Language::of(tag).into_iter().flat_map(|language| language.templates().iter().copied())
}

type Found = Vec<((&'static str, Template), Vec<Node>)>;

/// The templates of a language, some of them one's own.
fn of_language(tag: &'static str, own: &[(&str, SourceId)], sources: &Sources) -> (Found, Diagnostics) {
    let model = |name: &str| railcs(tag).find(|(known, _)| *known == name).map(|(_, text)| File { source: None, text });
    let file = |name: &str| {
        let own = own.iter().find(|(known, _)| *known == name);
        own.map(|(_, source)| File { source: Some(*source), text: &sources.get(*source).text }).or_else(|| model(name))
    };
    let mut wrong = Diagnostics::new();
    // A partial of one's own is held against the one that it takes the place of; a further one, with the templates that include it.
    for (name, _) in own.iter().filter(|(name, _)| name.starts_with(PARTIALS) && model(name).is_some()) {
        read(name, &file, &model, true, &mut wrong);
    }
    if wrong.has_errors() {
        return (Found::new(), wrong);
    }
    let known = Template::ALL.into_iter().filter(|template| model(template.path()).is_some());
    let found = known.map(|template| ((tag, template), read(template.path(), &file, &model, template != Template::Card, &mut wrong)));
    (found.collect(), wrong)
}

/// A template; if it is not railc's own, held against that: what it may ask for and, if it is `bound`, what it must print.
fn read(name: &str, files: Files<'_>, railcs: Files<'_>, is_bound: bool, wrong: &mut Diagnostics) -> Vec<Node> {
    let (nodes, asked, diagnostics) = parse::template(name, files);
    let is_read = !diagnostics.has_errors();
    wrong.append(diagnostics);
    if let Some(source) = files(name).and_then(|file| file.source).filter(|_| is_read) {
        let (_, model, _) = parse::template(name, railcs);
        let strangers: Diagnostics = asked.iter().filter_map(|asked| stranger(asked, &model)).collect();
        if is_bound && !strangers.has_errors() {
            wrong.extend(left_out(&asked, &model).map(|diagnostic| diagnostic.at(parse::span(source, 0..0), "")));
        }
        wrong.append(strangers);
    }
    nodes
}

/// Reports slots that a template never prints, though railc's does.
fn left_out(asked: &[Asked], model: &[Asked]) -> Option<Diagnostic> {
    let printed = |asked: &[Asked]| -> BTreeSet<String> {
        asked.iter().filter(|one| one.asks == Asks::Prints).map(|one| format!("`{{{{{}}}}}`", one.path)).collect()
    };
    let lacking: Vec<String> = printed(model).difference(&printed(asked)).cloned().collect();
    let message = format!("the template never prints {}, so that a text would leave out what stands there", lacking.join(", "));
    let help = "print it wherever it holds something, as railc's own template does";
    (!lacking.is_empty()).then(|| Diagnostic::new(Code::SlotLeftOut, message).help(help))
}

/// Reports what a template asks for and does not have.
fn stranger(asked: &Asked, model: &[Asked]) -> Option<Diagnostic> {
    let span = asked.span?;
    let inside = format!("{}.", asked.path);
    let has = |asks: Asks| model.iter().any(|one| one.asks == asks && one.path == asked.path);
    let holds_more = model.iter().any(|one| one.path.starts_with(&inside));
    let is_known = match asked.asks {
        Asks::Prints => has(Asks::Prints),
        Asks::Tests => holds_more || model.iter().any(|one| one.path == asked.path),
        Asks::Loops => has(Asks::Loops),
        Asks::Enters => holds_more && !has(Asks::Loops),
    };
    if is_known {
        return None;
    }
    let mut paths: Vec<&str> = model.iter().filter(|one| one.asks == asked.asks).map(|one| one.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let message = match asked.asks {
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
        for tag in Language::tags() {
            let file = |name: &str| railcs(tag).find(|(known, _)| *known == name).map(|(_, text)| File { source: None, text });
            for (name, _) in railcs(tag) {
                let (nodes, asked, wrong) = parse::template(name, &file);
                assert!(!nodes.is_empty() && !wrong.has_errors(), "{tag}/{name}: {wrong:?}");
                let strangers: Vec<&str> = asked.iter().flat_map(|one| one.path.split('.')).filter(|slot| !SLOTS.contains(slot)).collect();
                assert!(strangers.is_empty(), "{tag}/{name}: {strangers:?}");
                let is_used = name.starts_with(PARTIALS) || Template::ALL.iter().any(|template| template.path() == name);
                assert!(is_used, "nothing is made with {tag}/{name}");
            }
        }
        for tag in Language::tags() {
            let has = |template: &Template| railcs(tag).any(|(name, _)| name == template.path());
            let wanted = Template::ALL.into_iter().filter(|template| tag == "en" || !template.path().starts_with("drafting/"));
            let lacking: Vec<Template> = wanted.filter(|template| !has(template)).collect();
            assert!(lacking.is_empty(), "{tag}: {lacking:?}");
        }
    }
}
