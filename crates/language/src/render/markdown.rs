//! A document as Markdown: anchors are ids, references are links, terms are bold where they are defined.

use super::plain::titled;
use super::{Document, Inline, Paragraph, Part};

/// The document as Markdown, with a line end at its end.
pub fn markdown(document: &Document) -> String {
    let mut blocks = vec![format!("# {}", escaped(&document.title))];
    blocks.push(document.facts.iter().map(|fact| escaped(fact)).collect::<Vec<_>>().join("\\\n"));
    blocks.extend(document.opening.iter().flat_map(paragraph));
    for part in &document.parts {
        blocks.extend(written(part));
    }
    blocks.push("---".to_owned());
    blocks.push(escaped(&document.footer));
    blocks.join("\n\n") + "\n"
}

fn written(part: &Part) -> Vec<String> {
    let mut blocks = vec![heading("##", &part.id, &part_title(part))];
    blocks.extend(part.opening.iter().flat_map(paragraph));
    for definition in &part.definitions {
        blocks.push(format!("<a id=\"{}\"></a>", definition.id));
        blocks.extend(definition.paragraphs.iter().flat_map(paragraph));
    }
    for clause in &part.clauses {
        blocks.push(heading("###", &clause.id, &titled(&clause.number, clause.heading.as_deref().unwrap_or_default())));
        blocks.extend(clause.paragraphs.iter().flat_map(paragraph));
    }
    blocks
}

/// `3. Rights`, `Attachment A. Use Restrictions`
pub(super) fn part_title(part: &Part) -> String {
    let number = match (part.is_attachment, part.number.is_empty()) {
        (true, _) => format!("Attachment {}", part.number),
        (false, _) => part.number.clone(),
    };
    match (&part.heading, number.is_empty()) {
        (Some(heading), false) => format!("{number}. {heading}"),
        (Some(heading), true) => heading.clone(),
        (None, _) => number,
    }
}

fn heading(level: &str, id: &str, title: &str) -> String {
    format!("<a id=\"{id}\"></a>\n\n{level} {}", escaped(title))
}

fn paragraph(paragraph: &Paragraph) -> Vec<String> {
    let words = inline(&paragraph.words);
    let mut blocks = vec![if paragraph.is_conspicuous { format!("**{words}**") } else { at_line_start(&words) }];
    // Lines of one paragraph: a list would put signs of its own before ours.
    let items = paragraph.items.iter().enumerate().map(|(at, item)| format!("{} {}", paragraph.signs.sign(at), inline(item)));
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        blocks.push(items.join("\\\n"));
    }
    blocks
}

fn inline(pieces: &[Inline]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Inline::Words(words) | Inline::Used { words, .. } => escaped(words),
            Inline::Defined(words) => format!("**“{}”**", escaped(words)),
            Inline::Reference { target, words } => format!("[{}](#{target})", escaped(words)),
            Inline::Verbatim(words) => format!("“{}”", escaped(words)),
        })
        .collect()
}

/// Signs that Markdown would read, behind a backslash.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        if matches!(sign, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '&') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// A paragraph that begins like a heading, a list or a number, made none.
fn at_line_start(words: &str) -> String {
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    match words.chars().nth(digits) {
        Some(sign @ ('.' | ')')) if digits > 0 => words.replacen(sign, &format!("\\{sign}"), 1),
        _ if words.starts_with(['#', '-', '+', '=', '~', '|']) => format!("\\{words}"),
        _ => words.to_owned(),
    }
}
