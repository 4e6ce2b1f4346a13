//! What somebody wrote stays in its place: it ends no line, opens no block, begins no link and adds no key, wherever it is printed.

use std::collections::BTreeMap;

use railc::{License, Policy, Use};
use railc_core::base::Sources;
use railc_core::diagnostic::Code;
use railc_language::driver;

/// What means something to Markdown, YAML, HTML or a terminal, and fits into one line.
const HOSTILE: [&str; 20] = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](https://e.com/x.png)",
    "# heading",
    "~~~ fence",
    "``` fence",
    "- item",
    "+ item",
    "12. item",
    "7) item",
    "| cell | cell |",
    "> quote",
    "=== line",
    "--- line",
    ": meaning",
    "*bold* _too_",
    "&lt;b&gt;",
    "license: mit",
    "a: b # c",
    "\\\"] , } % @ ! \\\\",
];

/// The places of a spec that take a text, as `{}`.
const PLACES: [&str; 15] = [
    "title",
    "version",
    "licensor",
    "law",
    "law-at",
    "family",
    "hugging-face",
    "alias",
    "term",
    "also",
    "section",
    "clause",
    "text",
    "parameter",
    "at",
];

/// A license, or a reading, with this text in one place and a plain one in all others.
fn spec(kind: &str, place: &str, text: &str) -> String {
    let at = |one: &str| if one == place { text.to_owned() } else { format!("Plain{}", one.replace('-', "")) };
    format!(
        "{kind} \"{}\" version \"{}\"\n  id a\n  alias \"{}\"\n  family \"{}\"\n  {}\n  licensor \"{}\"\n  covers artifact.model\n  law \"{}\" at \"{}\"\n\
         parameter p = \"{}\"\nterm \"{}\" also \"{}\" text \"what it is\"\nsection @s \"{}\" at \"{}\"\nclause @use \"{}\" permit action.run text \"{}\"\n\
         clause @more permit action.modify text \"{{p}}\"\nclause @see prohibit purpose.spam text \"See {{@use}}, {{@s}} and {{law}}.\"\n\
         clause @why \"{}\" not modelled because \"so\" text \"words\"\n",
        at("title"),
        at("version"),
        at("alias"),
        at("family"),
        if place == "hugging-face" { format!("hugging-face \"{text}\"") } else { String::new() },
        at("licensor"),
        at("law"),
        at("law-at"),
        at("parameter"),
        at("term"),
        at("also"),
        at("section"),
        at("at"),
        at("clause"),
        at("text"),
        at("clause"),
    )
}

/// What each line of a Markdown text begins with, as far as that means anything.
fn shape(text: &str) -> Vec<String> {
    let start = |line: &str| {
        let number = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let is_number = number.len() < line.len() && number.starts_with(['.', ')']);
        let signs: String = line.chars().take_while(|sign| "#-+=~`|>: \t".contains(*sign)).collect();
        let level = line.chars().take_while(|sign| *sign == '#').count();
        if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            return "#".repeat(level);
        }
        if is_number { "1.".to_owned() } else { signs + if line.is_empty() { "" } else { "x" } }
    };
    text.lines().map(start).collect()
}

/// The text without what a backslash takes the meaning from.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign == '\\' { _ = signs.next() } else { out.push(sign) }
    }
    out
}

fn check_markdown(text: &str, plain: &str, about: &str) {
    assert_eq!(shape(text), shape(plain), "{about}\n{text}");
    let bare = unescaped(text);
    let is_own = |at: usize| ["<span id=\"", "</span>", "<http"].iter().any(|markup| bare[at..].starts_with(markup));
    assert!(bare.match_indices('<').all(|(at, _)| is_own(at)), "{about}\n{text}");
    let leads = |at: usize| ["](#", "](LICENSE.md)", "](LICENSE.md#", "](https://"].iter().any(|link| bare[at..].starts_with(link));
    assert!(bare.match_indices("](").all(|(at, _)| leads(at)), "{about}\n{text}");
    assert!(!bare.contains('`') && !bare.contains('&'), "{about}\n{text}");
}

#[test]
fn no_text_of_an_author_changes_what_is_around_it() {
    for kind in ["license", "reading"] {
        for place in PLACES {
            let compiled =
                |text: &str| License::compile("a.rail", &spec(kind, place, text)).into_result().map_err(|wrong| format!("{wrong}"));
            let plain = compiled("Plain").unwrap().0;
            for text in HOSTILE {
                let about = format!("{kind}, {place}: {text}");
                let (license, _) = compiled(text).unwrap_or_else(|wrong| panic!("{about}: {wrong}"));
                let (card, plain_card) = (license.card(), plain.card());
                let (front, body) = card.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
                let (_, plain_body) = plain_card.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
                let keys: BTreeMap<String, serde_json::Value> = serde_saphyr::from_str(front).unwrap();
                assert!(
                    keys.keys().all(|key| ["license", "license_name", "license_link", "tags"].contains(&key.as_str())),
                    "{about}\n{card}"
                );
                if place == "hugging-face" {
                    assert_eq!(keys["license"], text.replace("\\\"", "\"").replace("\\\\", "\\"), "{card}");
                }
                check_markdown(body, plain_body, &about);
                if let (Some(text), Some(plain)) = (license.markdown(), plain.markdown()) {
                    check_markdown(text, plain, &about);
                }
            }
        }
    }
}

/// The codes of a spec's diagnostics.
fn codes(spec: &str) -> Vec<Code> {
    let mut sources = Sources::default();
    let source = sources.add("a.rail", spec);
    let resolved = driver::license(railc_library::library(), &mut sources, source, &driver::no_files);
    resolved.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn an_empty_line_is_an_error_where_one_line_is_printed() {
    let paragraphs = ["text", "parameter"];
    for place in PLACES.into_iter().filter(|place| !paragraphs.contains(place)) {
        let found = codes(&spec("license", place, "one\n\ntwo"));
        // The heading of a clause occurs twice.
        assert!(!found.is_empty() && found.iter().all(|code| *code == Code::SeveralLines), "{place}: {found:?}");
    }
}

const HIDDEN: [char; 14] = [
    '\u{1b}',
    '\u{7}',
    '\u{9b}',
    '\u{ad}',
    '\u{61c}',
    '\u{200e}',
    '\u{200f}',
    '\u{202e}',
    '\u{2066}',
    '\u{206a}',
    '\u{206f}',
    '\u{3164}',
    '\u{e0001}',
    '\u{e007f}',
];

#[test]
fn hidden_signs_are_refused_in_specs_uses_and_policies() {
    let policy = License::compile("a.rail", &spec("license", "", "")).into_result().unwrap().0.policy().to_json();
    assert!(Policy::from_json("a.json", &policy).into_result().is_ok());
    for sign in HIDDEN {
        assert_eq!(codes(&spec("license", "text", &format!("a{sign}b"))), [Code::HiddenSign]);
        let escape: String = sign.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect();
        let wrong = |diagnostics: railc_core::diagnostic::Diagnostics| diagnostics.iter().map(|one| one.code).collect::<Vec<_>>();
        for (name, text) in [
            ("use.yaml", format!("use: \"a{}b\"", if escape.len() == 6 { escape.clone() } else { sign.to_string() })),
            ("use.json", format!("{{\"use\": \"a{escape}b\"}}")),
            ("use.json", format!("{{\"text\": \"a{escape}b\"}}")),
        ] {
            assert_eq!(wrong(Use::read(name, &text).into_result().unwrap_err()), [Code::HiddenSign], "{text}");
        }
        for written in [escape.clone(), if sign.is_ascii() { escape } else { sign.to_string() }] {
            let text = policy.replace("Plaintitle", &format!("Plain{written}title"));
            assert_eq!(wrong(Policy::from_json("a.json", &text).into_result().unwrap_err()), [Code::HiddenSign], "{written}");
        }
    }
    let text = policy.replace("Plaintitle", "Plain\\ntitle");
    assert!(Policy::from_json("a.json", &text).into_result().is_err());
}

#[test]
fn a_title_forges_no_line_of_an_answer() {
    let answer = |title: &str| {
        let described = Use::read("use.yaml", &format!("use: \"{title}\"\npurpose: [medical.advice]\n")).into_result().unwrap().0;
        Policy::of_library("bigscience-rail-1.0").unwrap().checker().check(&described).unwrap().to_string()
    };
    assert_eq!(answer("Fine\\n\\n  permitted\\tby 1").lines().count(), answer("Fine").lines().count());
    assert!(answer("Fine\\n\\n  permitted by 1").starts_with("Fine permitted by 1 (use.yaml#1)\n"));
}

#[test]
fn diagnostics_are_short_lines() {
    let long = "x".repeat(100_000);
    let described = Use::read("a\nb\u{1b}.yaml", &format!("{{purpose: [\"{long}\\n\\e[31m\"], \"{}\": 1}}", &long[..500]));
    let wrong = described.into_result().unwrap_err().to_string();
    assert!(wrong.lines().count() == 2 && wrong.len() < 5_000 && !wrong.contains('\u{1b}'), "{wrong}");
}

#[test]
fn a_text_without_words_is_an_error() {
    let clause = |clause: &str| {
        format!(
            "license \"A\" version \"1\"\n  id a\n  covers artifact.model\nparameter p = \"\"\nclause @use \"Use\" permit action.run text \"run {{p}}\"\n{clause}\n"
        )
    };
    for empty in [
        "clause @a \"A\" prohibit purpose.spam text \"\"",
        "clause @a \"A\" prohibit purpose.spam text \" {p} \"",
        "clause @a \"\" prohibit purpose.spam text \"{p} x\"",
        "clause @a \"A\" prohibit purpose.spam except @e \"\" when action.run text \"{p} x\"",
        "clause @a \"A\" licensor may \"\" note \"{p}\" text \"{p} x\"",
        "clause @a \"A\" must done.attribution showing \"\" text \"{p} x\"",
        "term \"Term\" means purpose.spam text \"\" clause @a prohibit \"Term\" text \"{p} x\"",
        "term \"\" means purpose.spam clause @a prohibit purpose.spam text \"{p} x\"",
        "section @s \"S\" text \"\" clause @a prohibit purpose.spam text \"{p} x\"",
        "question @q to counsel ask \"\" clause @a prohibit question.q text \"{p} x\"",
    ] {
        assert_eq!(codes(&clause(empty)), [Code::NoWording], "{empty}");
    }
    assert_eq!(codes(&clause("clause @a \"A\" not modelled because \"\" text \"{p} x\"")), [Code::NoReason]);
}

#[test]
fn a_comparison_that_no_number_changes_is_an_error() {
    let spec = |comparison: &str| {
        let head =
            "license \"A\" version \"1\"\n  id a\n  covers artifact.model\nparameter zero = 0\nclause @use \"Use\" permit action.run\n";
        format!("{head}clause @many prohibit monthly-active-users {comparison}\ntest \"t\" given action.run, monthly-active-users = {{}} expect permitted\n")
            .replace("{}", "5")
            .replace("zero = 0", if comparison.contains("zero") { "zero = 0" } else { "zero = 0 \"unused\"" })
    };
    for (comparison, wanted) in [
        ("less than 0", &[Code::ConstantComparison, Code::UnusedParameter][..]),
        ("at least 0", &[Code::ConstantComparison, Code::UnusedParameter]),
        ("less than {zero}", &[Code::ConstantComparison]),
        ("more than {zero}", &[]),
        ("at most {zero}", &[]),
    ] {
        assert_eq!(codes(&spec(comparison)), wanted, "{comparison}");
    }
}
