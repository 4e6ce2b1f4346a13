//! The part of a model card that says which license a model is under: metadata as Hugging Face reads it, and a summary.

use crate::license::License;

use super::deed::{Deed, Group, Heading, line};
use super::inline::kebab;
use super::language::drafting;
use super::markup::{Markdown, Yaml};
use super::templates::{Slots, Template, Templates, Value, fill};

/// The file name of the license text beside the card.
const TEXT: &str = "LICENSE.md";

/// The snippet for a license or a reading, with its short form.
pub fn card(license: &License, deed: &Deed, templates: &Templates) -> String {
    let link = match license.is_reading() {
        true => license.sources.first().map(|original| original.url.as_str()),
        false => Some(TEXT),
    };
    // The hub's own word for a license that it does not list: its name and its text are then wanted.
    let hugging_face = license.hugging_face.as_deref().filter(|id| *id != "other");
    let tags = license.family.iter().map(|family| kebab(family)).filter(|tag| !tag.is_empty());
    let tag = |tag: String| Safe::default().yaml("words", Some(Yaml::scalar(&tag)));
    // The point that ends the sentence ends "Ltd." too.
    let licensor = license.licensor.as_deref().map(|licensor| licensor.strip_suffix('.').unwrap_or(licensor));
    let slots = Safe::default()
        .yaml("license", Some(Yaml::scalar(hugging_face.unwrap_or("other"))))
        .yaml("name", hugging_face.is_none().then(|| Yaml::scalar(&license.id)))
        .yaml("link", link.filter(|_| hugging_face.is_none()).map(Yaml::scalar))
        .markdown("address", link.map(Markdown::address))
        .rows("tags", tags.map(tag))
        .markdown("title", Some(Markdown::words(&license.title).opening()))
        .markdown("version", Some(Markdown::words(&license.version)))
        .markdown("licensor", licensor.map(Markdown::words))
        .flag("reading", license.is_reading())
        .rows("groups", deed.groups.iter().filter_map(|one| group(deed, one)))
        .markdown("limited", deed.has_limits().then(|| Markdown::words(deed.language.deed().limited)));
    let Safe(slots) = slots;
    fill(templates.of(drafting().0, Template::Card), &slots).text().trim_start().to_owned()
}

/// The slots of the card: only what is safe in its place fills them.
#[derive(Default)]
struct Safe(Slots);

impl Safe {
    fn words(self, name: &'static str, words: Option<String>) -> Safe {
        Safe(self.0.with(name, words.map(|words| Value::Words(words.into()))))
    }

    fn markdown(self, name: &'static str, words: Option<Markdown>) -> Safe {
        self.words(name, words.map(Markdown::into_text))
    }

    fn yaml(self, name: &'static str, words: Option<Yaml>) -> Safe {
        self.words(name, words.map(Yaml::into_text))
    }

    fn flag(self, name: &'static str, is_so: bool) -> Safe {
        Safe(self.0.flag(name, is_so))
    }

    /// A list, unless it is empty.
    fn rows(self, name: &'static str, rows: impl Iterator<Item = Safe>) -> Safe {
        let rows: Vec<Slots> = rows.map(|row| row.0).collect();
        Safe(self.0.with(name, (!rows.is_empty()).then_some(Value::Rows(rows))))
    }
}

/// The lines under a heading of the deed. What decides no use is one paragraph; of a reading, it says too little.
fn group(deed: &Deed, group: &Group) -> Option<Safe> {
    let lead = group.heading.lead(deed.language).map(|lead| Markdown::words(lead).opening());
    let heading = Safe::default().markdown("words", Some(Markdown::words(group.heading.words(deed.language)))).markdown("lead", lead);
    let lines: Vec<Markdown> = group.lines.iter().map(|one| line(deed, one, TEXT)).collect();
    match group.heading {
        Heading::Know if deed.is_reading => None,
        Heading::Know => {
            let between = deed.language.words().joining.between;
            Some(heading.markdown("others", Some(Markdown::joined(&lines, between).opening())))
        }
        Heading::May
        | Heading::MustNot
        | Heading::Ends
        | Heading::Must
        | Heading::MustWhenSharing
        | Heading::Asked
        | Heading::LicensorMay => {
            Some(heading.rows("items", lines.into_iter().map(|line| Safe::default().markdown("words", Some(line.opening())))))
        }
    }
}
