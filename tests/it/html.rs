//! The text as a page: word for word the plain text, with links that lead somewhere, and nothing that an author wrote is markup.

use std::collections::BTreeSet;

use proptest::prelude::*;
use railc_core::base::Sources;
use railc_documents::html;
use railc_language::driver;
use railc_language::render::{self, Document, Language};

use super::markdown::{MEANING, spec, words};

/// What a reader makes of markup whose elements all have an end, but for those that never have one.
#[derive(Default)]
pub(crate) struct Seen {
    /// The words, those of the list of contents and of styles left out.
    pub words: String,
    pub ids: Vec<String>,
    pub links: Vec<String>,
    /// The names of the elements.
    pub elements: BTreeSet<String>,
    /// The names of the attributes.
    pub attributes: BTreeSet<String>,
}

const ENDLESS: [&str; 2] = ["!DOCTYPE", "meta"];
/// Elements inside a line.
const INLINE: [&str; 8] = ["a", "bdi", "dfn", "span", "strong", "svg", "tspan", "path"];

/// Reads markup; an element that is not closed, or an attribute without quotes, fails the test.
pub(crate) fn seen(markup: &str) -> Seen {
    let mut seen = Seen::default();
    let mut open: Vec<&str> = Vec::new();
    for piece in markup.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("an element has no end: {piece}"));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{piece}");
        } else {
            seen.elements.insert(name.to_owned());
            if !tag.ends_with('/') && !ENDLESS.contains(&name) {
                open.push(name);
            }
            if name != "!DOCTYPE" {
                attributes(tag, &mut seen);
            }
        }
        if !["nav", "style", "title", "desc"].iter().any(|hidden| open.contains(hidden)) {
            seen.words.push_str(if INLINE.contains(&name) { "" } else { " " });
            seen.words.push_str(&unescaped(text));
        }
    }
    assert!(open.is_empty(), "{open:?}");
    seen
}

fn attributes(tag: &str, seen: &mut Seen) {
    let mut rest = tag.split_once(' ').map_or("", |(_, rest)| rest).trim_end_matches('/');
    while !rest.is_empty() {
        let (name, behind) = rest.split_once("=\"").unwrap_or_else(|| panic!("no attribute: {rest} in {tag}"));
        let (value, behind) = behind.split_once('"').unwrap();
        seen.attributes.insert(name.to_owned());
        match name {
            "id" => seen.ids.push(unescaped(value)),
            "href" => seen.links.push(unescaped(value)),
            _ => {}
        }
        rest = behind.trim_start();
    }
}

fn unescaped(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.into_iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

/// The document of a spec.
pub(crate) fn compiled(spec: &str) -> driver::Compiled {
    let mut sources = Sources::new();
    let source = sources.add("spec.rail", spec);
    let license = driver::license(railc_library::library(), &mut sources, source, &driver::no_files);
    let (license, said) = license.into_parts();
    let license =
        license.filter(|_| !said.has_errors()).unwrap_or_else(|| panic!("{:?}", said.iter().map(ToString::to_string).collect::<Vec<_>>()));
    driver::compile(license, railc_library::vocabulary())
}

fn check(document: &Document) {
    let page = html(document);
    let seen = seen(&page);
    let plain = render::plain(document);
    // What nobody may overlook is in capitals in plain text, or in brackets.
    // Lines of Chinese and Japanese break where there is no space.
    let even = |text: &str| text.to_uppercase().replace(|sign: char| sign.is_whitespace() || matches!(sign, '【' | '】'), "");
    assert_eq!(even(&words(&seen.words).join("")), even(&words(&plain).join("")), "{page}");
    let ids: BTreeSet<&String> = seen.ids.iter().collect();
    assert_eq!(ids.len(), seen.ids.len(), "an id stands twice\n{page}");
    for link in &seen.links {
        let leads = link.strip_prefix('#').map_or(plain.contains(link.as_str()), |id| ids.contains(&id.to_owned()));
        assert!(leads, "{link} leads nowhere\n{page}");
    }
    let parts = document.parts.iter();
    let anchors = parts
        .flat_map(|part| part.clauses.iter().map(|clause| &clause.id).chain(part.definitions.iter().map(|one| &one.id)).chain([&part.id]));
    anchors.for_each(|anchor| assert!(ids.contains(anchor), "{anchor} is no anchor"));
    assert!(!seen.elements.iter().any(|name| ["script", "img", "link", "iframe", "b"].contains(&name.as_str())), "{:?}", seen.elements);
    assert!(seen.attributes.iter().all(|name| !name.starts_with("on")), "{:?}", seen.attributes);
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(page.contains(render::mark(document)) && !page.contains("url(") && !page.contains("@import"));
}

/// Words that would be markup, were they not escaped.
pub(crate) const HOSTILE: [&str; 6] =
    ["<script>alert(1)</script>", "x' onload='alert(1)", "</style><b>", "&lt;&amp;", "<img src=x onerror=alert(1)>", "<!-- ]]>"];

#[test]
fn words_that_are_markup_elsewhere_stay_words() {
    for words in MEANING.iter().chain(&HOSTILE) {
        check(compiled(&spec(words)).document.as_ref().unwrap());
    }
}

proptest! {
    #[test]
    fn any_words_stay_words(words in r"[a-c1 &<>';/=!#-]{1,24}") {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        check(compiled(&spec(&format!("a{words}"))).document.as_ref().unwrap());
    }
}

#[test]
fn names_from_right_to_left_move_nothing_beside_them() {
    let page = html(compiled(&spec("גן עדן 2026")).document.as_ref().unwrap());
    assert!(page.contains("<h1><bdi>גן עדן</bdi> 2026</h1>"), "{page}");
}

#[test]
fn every_own_license_is_a_page_in_every_language() {
    for listed in railc_library::licenses() {
        let spec = railc_library::library().license(listed.id).unwrap();
        let (library, mut sources) = (railc_library::library(), Sources::new());
        let license = driver::builtin(library, &mut sources, spec).into_result().unwrap().0;
        let compiled = driver::compile(license, railc_library::vocabulary());
        let Some(document) = &compiled.document else { continue };
        check(document);
        for language in Language::tags().filter(|tag| *tag != "en").filter_map(Language::of) {
            let translated = driver::in_language(library, &mut sources, &compiled, language, &[]).into_parts().0;
            check(&translated.expect("every house license is translated"));
        }
    }
}

#[test]
fn a_page_of_thousands_of_clauses_takes_no_time() {
    let clauses: String = (0..5000).map(|at| format!("clause @c{at} \"Clause {at}\"\n  permit action.run\n")).collect();
    let compiled = compiled(&format!("license \"L\" version \"1\"\n  id l\n  covers artifact.model\n{clauses}"));
    let start = std::time::Instant::now();
    let page = html(compiled.document.as_ref().unwrap());
    assert!(page.len() > 500_000 && start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
