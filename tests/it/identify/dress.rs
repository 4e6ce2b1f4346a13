//! A text in another dress is the same text.

use super::{Original, fail_if_any, found, is_exactly, licenses, originals, shown};
use railc_identify::matching::Verdict;

fn paragraphs(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            all.push(String::new());
        } else {
            let last = all.last_mut().unwrap();
            last.push_str(line.trim_end());
            last.push('\n');
        }
    }
    all.retain(|paragraph| !paragraph.trim().is_empty());
    all
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    for paragraph in paragraphs(text) {
        let mut line = String::new();
        for word in words(&paragraph) {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= width {
                out.push_str(&format!("{indent}{line}\n"));
                line.clear();
            }
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
        out.push_str(&format!("{indent}{line}\n{}\n", indent.trim_end()));
    }
    out
}

fn typographic(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for sign in text.chars() {
        out.push(match sign {
            '"' if before.is_whitespace() || before == '(' => '“',
            '"' => '”',
            '\'' if before.is_whitespace() => '‘',
            '\'' => '’',
            other => other,
        });
        before = sign;
    }
    out.replace(" - ", " — ").replace("...", "…")
}

fn markdown(text: &str) -> String {
    let mut out = String::from("---\nlicense: other\nlicense_name: some-license\n---\n\n");
    for (index, paragraph) in paragraphs(text).iter().enumerate() {
        let escaped: String =
            paragraph.chars().map(|sign| if "*_[]`".contains(sign) { format!("\\{sign}") } else { sign.to_string() }).collect();
        let bold: Vec<String> = words(&escaped)
            .iter()
            .enumerate()
            .map(|(at, word)| match (index + at) % 9 {
                0 => format!("**{word}**"),
                5 => format!("*{word}*"),
                _ => (*word).to_owned(),
            })
            .collect();
        let mark = match index {
            0 => "# ",
            index if index % 5 == 1 => "> ",
            index if index % 5 == 2 => "- ",
            _ => "",
        };
        out.push_str(&format!("{mark}{}\n\n", bold.join(" ")));
    }
    out
}

fn html(text: &str) -> String {
    // Some originals are in HTML already.
    let text = text.replace("<span style=\"text-decoration:underline;\">", "").replace("</span>", "");
    let escape =
        |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;");
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>License</title><style>p { margin: 0; }</style>\n<script>var a = 1 < 2;</script></head>\n<body class=\"x\"><nav><a href=\"/\">Home</a> <a href=\"/docs\">Docs</a></nav>\n",
    );
    for (index, paragraph) in paragraphs(&text).iter().enumerate() {
        let words: Vec<String> = words(paragraph)
            .iter()
            .enumerate()
            .map(|(at, word)| match (index + at) % 11 {
                0 => format!("<b>{}</b>", escape(word)),
                4 => format!("<a href=\"https://example.org/x?a=1&amp;b=2\">{}</a>", escape(word)),
                _ => escape(word),
            })
            .collect();
        let inner = words.join(if index % 2 == 0 { " " } else { "\n  " });
        out.push_str(&match index % 3 {
            0 => format!("<p>{inner}</p>\n"),
            1 => format!("<div class=\"clause\">{inner}<br/></div>"),
            _ => format!("<ul><li>{inner}</li></ul>"),
        });
    }
    out + "<!-- the end --></body></html>\n"
}

/// As `pdftotext` prints pages: words broken at the ends of lines, a header and a number on each page, ligatures.
fn pdf(text: &str) -> String {
    let mut lines = Vec::new();
    for paragraph in paragraphs(text) {
        let mut line = String::new();
        for word in words(&paragraph) {
            let room = 72_usize.saturating_sub(line.chars().count());
            if word.chars().count() + 1 > room {
                let is_plain = word.chars().all(|sign| sign.is_ascii_alphabetic()) && word.len() > 7 && room > 5;
                let (start, rest) = if is_plain { word.split_at(4) } else { ("", word) };
                lines.push(if is_plain { format!("{line} {start}-") } else { line.clone() });
                line = rest.to_owned();
            } else {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
        }
        lines.push(line);
        lines.push(String::new());
    }
    let mut out = String::new();
    for (number, page) in lines.chunks(44).enumerate() {
        out.push_str(&format!(
            "          Model Terms and Notes, as of 5 May\n\n{}\n\n                              {}\n\u{c}",
            page.join("\n"),
            number + 1
        ));
    }
    out.replace("fi", "ﬁ").replace("fl", "ﬂ")
}

const HEADER: &str = "# Weights of the Kestrel model\n\nThis folder holds the weights of Kestrel 7B, trained in 2026 by the Kestrel group.\nThe text below is the license of these files.\n\n----------------------------------------\n\n";

fn commented(text: &str) -> String {
    wrapped(text, 76, "# ")
}

/// As it is copied from a viewer: headers and numbers, but no ends of pages.
fn pages(text: &str) -> String {
    pdf(text).replace('\u{c}', "")
}

/// As a list whose numbers the reader's program shows: of paragraphs, the numbers in front are gone.
fn listed(text: &str) -> String {
    let is_number = |word: &str| {
        let bare = word.trim_matches(['(', ')', '.']);
        bare.len() != word.len() && (bare.len() == 1 || bare.bytes().all(|byte| byte.is_ascii_digit() || b"ivx".contains(&byte)))
    };
    let items = paragraphs(text).into_iter().map(|paragraph| match paragraph.trim_start().split_once(' ') {
        Some((first, rest)) if is_number(first) => format!("<li>{rest}</li>\n"),
        _ => format!("<p>{paragraph}</p>\n"),
    });
    format!("<ol>\n{}</ol>\n", items.collect::<String>())
}

type Dress = (&'static str, fn(&str) -> String);

const DRESSES: [Dress; 13] = [
    ("as it is", str::to_owned),
    ("in narrow lines", |text| wrapped(text, 48, "")),
    ("in long lines", |text| wrapped(text, 100_000, "")),
    ("with other ends of lines", |text| text.replace('\n', "\r\n")),
    ("as a comment", commented),
    ("with typographic quotes", typographic),
    ("in capitals", str::to_uppercase),
    ("as Markdown", markdown),
    ("as HTML", html),
    ("as an HTML list", listed),
    ("as text from a PDF", pdf),
    ("as pages without ends", pages),
    ("with a header on top", |text| HEADER.to_owned() + text),
];

#[test]
fn an_original_is_exact_in_every_dress() {
    let mut problems = Vec::new();
    for original in originals() {
        for (name, dress) in DRESSES {
            // A text in Latin letters alone has capitals that lead back.
            if name == "in capitals" && !original.text.is_ascii() {
                continue;
            }
            let found = found(&dress(&original.text));
            if !is_exactly(&found, &original) {
                problems.push(format!("{} {name}: {}", original.name, shown(&found)));
            }
        }
    }
    fail_if_any(problems);
}

#[test]
fn two_licenses_in_one_file_are_two_exact_matches() {
    let originals = originals();
    let mut problems = Vec::new();
    let pairs = originals.iter().zip(originals.iter().cycle().skip(17));
    for (one, other) in pairs.filter(|(one, other)| one.licenses != other.licenses) {
        let text = format!("{}\n\n{}\n\n{}", one.text, "=".repeat(40), other.text);
        let found = found(&text);
        let ids = licenses(&found);
        let has = |original: &Original| ids.iter().any(|ids| ids.iter().any(|id| original.licenses.contains(id)));
        if found.verdict() != Verdict::Exact || !has(one) || !has(other) {
            problems.push(format!("{} and {}: {}", one.name, other.name, shown(&found)));
        }
    }
    fail_if_any(problems);
}
