//! The text in Markdown, as readers of Markdown see it: word for word the plain text, with links that lead somewhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use railc::License;

/// What a reader makes of a text.
#[derive(Default)]
struct Seen {
    words: String,
    links: Vec<String>,
    anchors: Vec<String>,
    /// What no license has: strikethrough, tables, mathematics, notes, images, code.
    others: Vec<String>,
}

/// The words of a text, without the lines under its titles.
pub(crate) fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|word| !word.chars().all(|sign| sign == '=') && !word.chars().all(|sign| sign == '-')).collect()
}

fn seen(markdown: &str, options: Options) -> Seen {
    let mut seen = Seen::default();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(words) => seen.words.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::End(_) if !seen.words.ends_with(' ') => {
                let is_inside = matches!(event, Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Strong));
                seen.words.push_str(if is_inside { "" } else { " " });
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::End(_) => {}
            Event::InlineHtml(html) => {
                seen.anchors.extend(html.strip_prefix("<span id=\"").map(|id| id.trim_end_matches("\">").to_owned()))
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                assert!(matches!(link_type, LinkType::Inline | LinkType::Autolink), "{link_type:?}");
                seen.links.push(dest_url.to_string());
            }
            Event::Start(Tag::Paragraph | Tag::Strong) => {}
            Event::Start(Tag::Heading { id: None, classes, .. }) if classes.is_empty() => {}
            other => seen.others.push(format!("{other:?}")),
        }
    }
    seen
}

/// Checks a license in one dialect after another.
fn check(spec: &str) -> Result<(), TestCaseError> {
    let (license, _) =
        License::compile("spec.rail", spec).into_result().map_err(|wrong| TestCaseError::fail(format!("{wrong}\n{spec}")))?;
    let (markdown, plain) = (license.markdown().unwrap(), license.plain().unwrap());
    for options in [
        Options::empty(),
        Options::ENABLE_GFM | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES,
        Options::all() - Options::ENABLE_SMART_PUNCTUATION,
    ] {
        let seen = seen(markdown, options);
        prop_assert_eq!(words(&seen.words), words(&plain), "{}", markdown);
        prop_assert!(seen.others.is_empty(), "{:?}\n{}", seen.others, markdown);
        let anchors: BTreeSet<&str> = seen.anchors.iter().map(String::as_str).collect();
        prop_assert_eq!(anchors.len(), seen.anchors.len(), "an anchor stands twice\n{}", markdown);
        for link in &seen.links {
            let leads = link.strip_prefix('#').map_or(plain.contains(link.as_str()), |id| anchors.contains(id));
            prop_assert!(leads, "{} leads nowhere\n{}", link, markdown);
        }
    }
    Ok(())
}

/// A license with these words wherever words are printed. In texts a brace begins a parameter and a bar in brackets binds
/// words to the rule, so there they stand without.
pub(crate) fn spec(heading: &str) -> String {
    let bar = if heading.contains(['[', ']']) { '|' } else { '{' };
    let words = heading.replace(['{', '}', bar], "");
    format!(
        "license \"{heading}\" version \"1\"\n  id a\n  licensor \"x {heading}\"\n  covers artifact.model\n\
         term \"Model\" means artifact.model text \"{words}\"\nterm \"C\" also \"{words} C\" text \"x {words}\"\nterm \"c\" text \"x\"\n\
         term \"C+\" text \"x\"\nterm \"~\" text \"x\"\n\
         section @definitions \"{heading}\"\nclause @term-model \"x {heading}\"\n  permit action.run\n  text \"{words}\"\n\
         clause @why \"{heading} x\"\n  not modelled because \"so\"\n  text \"See {{@term-model}}, {words}, {{@definitions}} and C+.\"\n\
         clause @mark \"Mark\"\n  must done.attribution showing \"{words}\"\n"
    )
}

pub(crate) const MEANING: [&str; 26] = [
    "costs 5~10 or 20~30",
    "~~gone~~",
    "see https://example.com/a_b_c?x=1&y=2.",
    "(https://example.com/a_(b))",
    "https://e.com/?a&copy;b&lt;c",
    "http://[::1]/a https://e.com/a'b'c",
    "https://e.com/*a*~b~$c$",
    "www.example.com/a_b, ftp://a_b, HTTPS://e.com/a_b and a_b@example.com",
    "ends in #",
    "C # ##",
    "#",
    "a {#b .c}",
    "$x_1$ and $5",
    "x^2^ y~2~",
    ":smile: 1:100:5",
    "@somebody [@cited]",
    "a | b",
    "[^1] [[wiki]] [x][y]",
    "**bold** _under_ __x__",
    "<b>&amp;</b> `code` ![a](b)",
    "1. one",
    "- [ ] task",
    "> [!NOTE]",
    ": meaning",
    "\\\\ and \\\\*",
    "% comment",
];

#[test]
fn words_that_mean_something_in_some_dialect_stay_words() {
    for words in MEANING {
        check(&spec(words)).unwrap();
    }
}

proptest! {
    #[test]
    fn any_words_stay_words(words in r"[a-c1 ~*_#$^{}\[\]()<>&;:@|`!.+=%-]{1,24}") {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        check(&spec(&format!("a{words}")))?;
    }
}

/// What a program prints for a file with this text; `None`, saying so, where it is not at hand.
fn printed(program: &str, arguments: &[&str], text: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("markdown-{}.md", std::process::id()));
    fs::write(&path, text).unwrap();
    let output = Command::new(program).args(arguments).arg(&path).output();
    _ = fs::remove_file(&path);
    match output {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(_) => {
            eprintln!("{program} is not there, and was not tried");
            None
        }
    }
}

/// HTML without its tags.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    for piece in html.replace("<br", " <br").replace("</p>", " ").replace("</h", " </h").split('<') {
        write!(text, "{}", piece.split_once('>').map_or(piece, |(_, words)| words)).unwrap();
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    entities.into_iter().fold(text, |text, (entity, sign)| text.replace(entity, sign))
}

#[test]
fn other_readers_see_the_same_words() {
    let house = fs::read_to_string("examples/garden.rail").unwrap();
    for spec in MEANING.map(spec).into_iter().chain([house]) {
        let (license, _) = License::compile("spec.rail", &spec).into_result().unwrap();
        let (markdown, plain) = (license.markdown().unwrap(), license.plain().unwrap());
        let readers: [(&str, &[&str]); 2] =
            [("cmark-gfm", &["--unsafe", "-e", "strikethrough", "-e", "autolink", "-e", "table"]), ("markdown-it", &[])];
        for (program, arguments) in readers {
            let Some(html) = printed(program, arguments, markdown) else { continue };
            assert_eq!(words(&text_of(&html)), words(&plain), "{program}\n{markdown}\n{html}");
        }
    }
}
