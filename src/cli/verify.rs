//! `railc verify`: do a text, a document or a policy belong to a spec, and if not, which clauses differ.

use std::borrow::Cow;
use std::io;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use crate::analysis::verification::{self, Difference};
use railc_core::base::{Sources, one_line, sha256};
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_core::policy;
use railc_documents::docx_text;
use railc_identify::words::{Words, decoded, hides_words};
use railc_language::driver::Compiled;
use railc_language::render::Document;

use super::build::{Kind, Output, texts};
use super::templates::TemplateArguments;
use super::{Ending, Format, Session, files, output};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// License texts, documents or policies, of whatever format
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The spec (.rail) that they should belong to, or the id of a house license; modules after a colon
    #[arg(long, value_name = "LICENSE")]
    license: String,
    #[command(flatten)]
    templates: TemplateArguments,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Verified {
    version: u32,
    license: String,
    files: Vec<FileEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct FileEntry {
    path: String,
    /// `as-built`, `same`, `same-words` or `differs`.
    verdict: &'static str,
    differences: Vec<DifferenceEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct DifferenceEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    lacking: String,
    foreign: String,
}

/// The least share of words that a text must have in common with a license for a comparison to mean something.
const ALIKE: f64 = 0.3;
/// The most differences that people are shown.
const SHOWN: usize = 20;

/// Verifies and prints; the exit code is 1 where a file differs.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    if let Err(diagnostics) = session.read_templates(&arguments.templates) {
        return session.fail(diagnostics);
    }
    let compiled = match session.compiled(&arguments.license) {
        Ok(compiled) => compiled,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let texts = match texts(&arguments.license, &compiled, session) {
        Ok(texts) => texts,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let outputs: Vec<Output> = Kind::ALL.into_iter().flat_map(|kind| kind.outputs(&compiled, &texts)).collect();
    let documents: Vec<&Document> = texts.iter().map(|text| &*text.document).collect();
    let mut entries = Vec::new();
    let mut wrong = Diagnostics::new();
    for path in &arguments.files {
        let bytes = match files::bytes(path, files::INPUT_LIMIT) {
            Ok(bytes) => bytes,
            Err(diagnostic) => {
                wrong.push(diagnostic);
                continue;
            }
        };
        let is_built = outputs.iter().any(|output| output.content == bytes);
        let entry = match (is_built, is_json(&bytes)) {
            (true, _) => Ok(("as-built", Vec::new())),
            (false, true) if is_manifest(&bytes) => Ok(listed_differences(&bytes, &outputs)),
            (false, true) => Ok(policy_differences(&bytes, &compiled)),
            (false, false) => text_differences(path, &bytes, &documents, &outputs),
        };
        match entry {
            Ok((verdict, differences)) => entries.push(FileEntry { path: path.clone(), verdict, differences }),
            Err(diagnostic) => wrong.push(diagnostic),
        }
    }
    let is_wrong = wrong.has_errors();
    session.warn(wrong);
    let differs = entries.iter().any(|entry| entry.verdict == "differs");
    match session.format {
        Format::Json => output::json(&Verified {
            version: output::VERSION,
            license: compiled.license.id.clone(),
            files: entries,
            diagnostics: session.warned(),
        })?,
        Format::Human => output::print(&entries.iter().map(|entry| people(entry, &arguments.license)).collect::<String>())?,
    }
    Ok(match (is_wrong, differs) {
        (true, _) => Ending::Wrong,
        (false, true) => Ending::Findings,
        (false, false) => Ending::Done,
    })
}

fn is_json(bytes: &[u8]) -> bool {
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

fn is_manifest(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok_and(|json| json.get("files").is_some_and(Value::is_array))
}

/// The files of a manifest that this spec does not give as they are listed; those that only another build makes, such as PDFs, are left out.
fn listed_differences(bytes: &[u8], outputs: &[Output]) -> (&'static str, Vec<DifferenceEntry>) {
    let manifest: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let word = |file: &Value, key: &str| file.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let listed = manifest.get("files").and_then(Value::as_array).into_iter().flatten();
    let differs = |file: &Value| {
        let (name, hash) = (word(file, "name"), word(file, "sha256"));
        let built = outputs.iter().find(|output| output.name == name)?;
        let expected = sha256(&built.content);
        (expected != hash).then(|| DifferenceEntry {
            clause: None,
            number: None,
            line: None,
            lacking: format!("{name} {expected}"),
            foreign: format!("{name} {hash}"),
        })
    };
    let differences: Vec<DifferenceEntry> = listed.filter_map(differs).collect();
    (if differences.is_empty() { "same" } else { "differs" }, differences)
}

/// How a text differs from the one it is most like.
fn text_differences(
    path: &str,
    bytes: &[u8],
    documents: &[&Document],
    outputs: &[Output],
) -> Result<(&'static str, Vec<DifferenceEntry>), Diagnostic> {
    let word_file = docx_text(bytes);
    if word_file.is_none() && bytes.starts_with(b"PK") {
        let message = format!("`{path}` is damaged, or no document of a word processor");
        return Err(Diagnostic::new(Code::NoWords, message).help("open it in a word processor and save it anew as .docx"));
    }
    let words = word_file.as_ref().map(|file| Cow::Borrowed(file.words.as_str()));
    let text = words.or_else(|| decoded(bytes)).ok_or_else(|| {
        let message = format!("`{path}` is no text, and not as this license is built");
        Diagnostic::new(Code::NoWords, message).help("save it as text; for a PDF, `pdftotext` does that")
    })?;
    let is_same = |one: &str, other: &str| one.split_whitespace().eq(other.split_whitespace());
    // White space apart, it is what was built; a word processor also changes all that is no text.
    let same = |output: &Output| match (&word_file, docx_text(&output.content)) {
        (Some(file), Some(built)) if is_same(&built.words, &file.words) => {
            Some(if built.dress == file.dress { "same" } else { "same-words" })
        }
        (None, None) => std::str::from_utf8(&output.content).is_ok_and(|built| is_same(built, &text)).then_some("same"),
        _ => None,
    };
    if let Some(verdict) = outputs.iter().find_map(same) {
        return Ok((verdict, Vec::new()));
    }
    let style = |page: &str| page.split_once("<style>").and_then(|(_, rest)| Some(rest.split_once("</style>")?.0.to_owned()));
    let is_styled_otherwise = style(&text).is_some_and(|style_there| {
        let built = outputs.iter().filter_map(|output| style(std::str::from_utf8(&output.content).ok()?));
        built.into_iter().all(|built| built != style_there)
    });
    let (is_page, text) = body(&text);
    let text: &str = &text;
    let compared = documents.iter().filter_map(|document| Some((verification::compare(text, document)?, *document)));
    let Some(((likeness, differences), document)) = compared.max_by(|((one, _), _), ((other, _), _)| one.total_cmp(other)) else {
        return Err(Diagnostic::new(Code::FileTooLarge, format!("`{path}` has too many words to be compared")).help("compare a part of it"));
    };
    let bare = |said: &str| DifferenceEntry { clause: None, number: None, line: None, lacking: String::new(), foreign: said.to_owned() };
    if likeness < ALIKE {
        return Ok(("differs", vec![bare("")]));
    }
    let words = Words::of(text);
    let mut entries: Vec<DifferenceEntry> = differences.into_iter().map(|difference| entry(difference, document, &words)).collect();
    if word_file.is_none() && !is_page && hides_words(text) {
        entries.push(bare("words that readers of Markdown do not see: a comment, the definition of a link, or words for a picture"));
    }
    if is_page && is_styled_otherwise {
        entries.push(bare("a style sheet that is not railc's, and may hide or add words"));
    }
    Ok((if entries.is_empty() { "same-words" } else { "differs" }, entries))
}

/// What a page says, without its head and its contents; whether it is one.
fn body(text: &str) -> (bool, Cow<'_, str>) {
    let is_page = text.trim_start().get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    let text = if is_page { Cow::Owned(without_comments(text)) } else { Cow::Borrowed(text) };
    let header = text.split_once("<header>").and_then(|(_, rest)| rest.split_once("</header>"));
    match (header, text.split_once("</nav>")) {
        (Some((header, _)), Some((_, body))) if is_page => (true, Cow::Owned(format!("<header>{header}</header>{body}"))),
        _ => (is_page, text),
    }
}

/// A page without its comments and titles, which readers do not see.
fn without_comments(page: &str) -> String {
    let mut shown = String::new();
    let mut rest = page;
    while let Some((before, tag)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        let close = if tag.starts_with("<!--") { Some("-->") } else { tag.starts_with("<title").then_some("</title>") };
        shown.push_str(before);
        rest = match close {
            Some(close) => tag.split_once(close).map_or("", |(_, behind)| behind),
            None => {
                shown.push('<');
                tag.get(1..).unwrap_or_default()
            }
        };
    }
    shown + rest
}

fn entry(difference: Difference, document: &Document, words: &Words) -> DifferenceEntry {
    let number = difference.id.as_deref().and_then(|id| {
        let clauses = document.parts.iter().flat_map(|part| &part.clauses);
        clauses
            .map(|clause| (&clause.id, &clause.number))
            .chain(document.parts.iter().map(|part| (&part.id, &part.number)))
            .find(|(one, _)| *one == id)
    });
    DifferenceEntry {
        number: number.map(|(_, number)| number.clone()),
        clause: difference.id,
        line: Some(words.line(u32::try_from(difference.place.start).unwrap_or(u32::MAX)) as usize),
        lacking: difference.lacking.join(" "),
        foreign: difference.foreign.join(" "),
    }
}

/// The rules by which a policy differs.
fn policy_differences(bytes: &[u8], compiled: &Compiled) -> (&'static str, Vec<DifferenceEntry>) {
    let mut sources = Sources::new();
    let text = String::from_utf8_lossy(bytes);
    let source = sources.add("policy.json", &*text);
    if policy::read(source, &text).into_result().is_err() {
        let foreign = "no policy that railc reads".to_owned();
        return ("differs", vec![DifferenceEntry { clause: None, number: None, line: None, lacking: String::new(), foreign }]);
    }
    let expected: Value = serde_json::from_str(&compiled.policy.to_json()).unwrap_or_default();
    let found: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let mut differences = Vec::new();
    let said = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
    let keys = |value: &Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let mut all = keys(&expected);
    all.extend(keys(&found).into_iter().filter(|key| !all.contains(key)).collect::<Vec<_>>());
    for key in all {
        let (before, after) = (expected.get(&key), found.get(&key));
        if before == after {
            continue;
        }
        let rules = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let (before_rules, after_rules) = (rules(before), rules(after));
        let of = |rules: &[Value], id: &Value| rules.iter().find(|rule| rule.get("id") == Some(id)).cloned();
        let mut ids: Vec<Value> = before_rules.iter().chain(&after_rules).filter_map(|rule| rule.get("id").cloned()).collect();
        let mut seen = std::collections::HashSet::new();
        ids.retain(|id| seen.insert(id.to_string()));
        let changed = ids.iter().filter(|id| of(&before_rules, id) != of(&after_rules, id));
        let count = differences.len();
        differences.extend(changed.map(|id| DifferenceEntry {
            clause: id.as_str().map(str::to_owned),
            number: None,
            line: None,
            lacking: said(of(&before_rules, id).as_ref()),
            foreign: said(of(&after_rules, id).as_ref()),
        }));
        if differences.len() == count {
            differences.push(DifferenceEntry {
                clause: None,
                number: None,
                line: None,
                lacking: format!("{key}: {}", said(before)),
                foreign: format!("{key}: {}", said(after)),
            });
        }
    }
    (if differences.is_empty() { "same" } else { "differs" }, differences)
}

fn people(entry: &FileEntry, license: &str) -> String {
    let path = one_line(&entry.path);
    let mut out = match (entry.verdict, entry.differences.as_slice()) {
        ("as-built", _) => format!("{path}: as `{license}` is built\n"),
        ("same", _) => format!("{path}: as `{license}` is built, white space apart\n"),
        ("same-words", _) => {
            format!("{path}: the same words as `{license}`; layout, page headers, signs and the numbers of clauses were not compared\n")
        }
        (_, [only]) if only.lacking.is_empty() && only.foreign.is_empty() => format!("{path}: not the text of `{license}`\n"),
        (_, several) => {
            format!("{path}: differs from `{license}` in {} {}\n", several.len(), if several.len() == 1 { "place" } else { "places" })
        }
    };
    for difference in entry.differences.iter().take(SHOWN).filter(|one| !(one.lacking.is_empty() && one.foreign.is_empty())) {
        let named = match (&difference.number, &difference.clause) {
            (Some(number), Some(clause)) => format!("{number} @{clause}"),
            (None, Some(clause)) => format!("@{clause}"),
            (_, None) => "outside all clauses".to_owned(),
        };
        let line = difference.line.map(|line| format!(", line {line}")).unwrap_or_default();
        out.push_str(&format!("  {named}{line}\n"));
        for (what, words) in [("it lacks", &difference.lacking), ("it has  ", &difference.foreign)] {
            out.push_str(&if words.is_empty() { String::new() } else { format!("      {what}  {}\n", shortened(words)) });
        }
    }
    match entry.differences.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => out + &format!("  … and {more} more\n"),
        _ => out,
    }
}

/// The beginning of long words.
fn shortened(words: &str) -> String {
    const MOST: usize = 160;
    let words = one_line(words);
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", words.get(..end).unwrap_or_default()),
        None => words.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_of_a_page_do_not_see_is_no_text() {
        let page = "<!DOCTYPE html><title>not</title><p>You may <!-- not --> run 1 < 2 <b>it</b><!-- to the end";
        assert_eq!(without_comments(page), "<!DOCTYPE html><p>You may  run 1 < 2 <b>it</b>");
    }
}
