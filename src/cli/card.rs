//! `railc card`: is a model card right about its license, and does that keep the terms of what the model was made of?

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use railc_core::base::{one_line, unix_lines};
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::format::{DiagnosticEntry, entries};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use railc_identify::words::decoded;
use railc_metadata::names::hub_id;
use railc_metadata::{Described, Role, Standing, card};

use crate::card::{Found, Origin, Subject, look};

use super::subject::parent;
use super::{Ending, Format, Session, files, output, swap};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Model cards (README.md), or the folders that they are in; `-` is standard input
    #[arg(required = true, value_name = "CARD")]
    cards: Vec<String>,
    /// Mend the front matter where there is one right way, and keep the rest byte for byte
    #[arg(long)]
    fix: bool,
    /// The license of something that the model was made of, where it is not known here
    #[arg(long, value_name = "ID=LICENSE")]
    parent: Vec<String>,
    /// The license that the card means, where it is none of the library: a spec (.rail)
    #[arg(long, value_name = "LICENSE")]
    license: Option<String>,
}

/// The largest card, and the largest text beside it, in bytes.
const LIMIT: u64 = 8 << 20;
/// The most files beside a card that are read.
const BESIDE: usize = 32;
/// How often a card is mended and looked at again: one mend may show another.
const ROUNDS: usize = 4;

/// What was found in cards, as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct Document {
    version: u32,
    cards: Vec<CardEntry>,
    #[cfg_attr(test, schemars(with = "Vec<serde_json::Value>"))]
    diagnostics: Vec<DiagnosticEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct CardEntry {
    file: String,
    /// The license that it names, if that is known.
    license: Option<String>,
    /// What the model was made of.
    origins: Vec<OriginEntry>,
    /// How many places were mended.
    mended: usize,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct OriginEntry {
    id: String,
    /// How it was used, in the words of `railc compat`.
    relation: &'static str,
    license: Option<String>,
    /// Whether its terms are kept, as `railc compat` says it.
    verdict: Option<&'static str>,
}

/// Looks, mends if asked, and prints.
pub(super) fn run(arguments: Arguments, session: &mut Session) -> io::Result<Ending> {
    let told = match told(&arguments, session) {
        Ok(told) => told,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    let (mut cards, mut findings, mut wrong) = (Vec::new(), Diagnostics::new(), Diagnostics::new());
    let mut is_open = true;
    for path in &arguments.cards {
        match one(path, arguments.fix, &told, session) {
            Ok((found, mended)) => {
                is_open &= found.is_open;
                cards.push(CardEntry::of(path, &found, mended));
                findings.append(found.findings);
            }
            Err(diagnostic) => wrong.push(diagnostic),
        }
    }
    let ending = match (wrong.is_empty(), findings.is_empty(), is_open) {
        (false, ..) => Ending::Wrong,
        (true, true, _) => Ending::Done,
        (true, false, true) => Ending::Undetermined,
        (true, false, false) => Ending::Findings,
    };
    wrong.append(findings);
    show(cards, &wrong, ending, session)?;
    Ok(ending)
}

/// What the call says of licenses.
struct Told {
    parents: BTreeMap<String, ChosenPolicy>,
    own: Option<ChosenPolicy>,
}

fn told(arguments: &Arguments, session: &mut Session) -> Result<Told, Diagnostics> {
    if arguments.fix && arguments.cards.iter().any(|card| card == "-") {
        let diagnostic = Diagnostic::new(Code::BadCall, "standard input can't be mended");
        return Err(diagnostic.help("name a file, or leave `--fix` out").into());
    }
    let mut parents = BTreeMap::new();
    for argument in &arguments.parent {
        let (id, license) = parent(argument)?;
        let id = hub_id(id).unwrap_or(id);
        parents.insert(id.to_owned(), session.comparable(license)?);
    }
    let own = arguments.license.as_deref().map(|license| session.comparable(license)).transpose()?;
    Ok(Told { parents, own })
}

/// Looks at one card, mends it if asked, and looks again. Tells how many places were mended.
fn one(path: &str, is_mended: bool, told: &Told, session: &mut Session) -> Result<(Found, usize), Diagnostic> {
    let path = if Path::new(path).is_dir() { Path::new(path).join("README.md") } else { PathBuf::from(path) };
    let name = path.to_string_lossy().into_owned();
    let mut count = 0;
    for _ in 0..ROUNDS {
        let written = text(&name)?;
        let found = looked_at(&path, &written, told, session);
        let edits: Vec<Edit> = found.findings.iter().flat_map(|finding| finding.fix.iter().cloned()).collect();
        if !is_mended || edits.is_empty() {
            return Ok((found, count));
        }
        let (mended, made) = edited(&written, edits);
        if !is_right(&written, &mended) {
            let diagnostic = Diagnostic::new(Code::CannotWrite, format!("`{name}` would not be right with these changes"));
            return Err(diagnostic.help("make them by hand"));
        }
        if text(&name)? != written {
            return Err(Diagnostic::new(Code::CannotWrite, format!("`{name}` is not the file that was read")).help("run it again"));
        }
        swap::replace_all(&[(&name, mended)])?;
        count += made;
    }
    let written = text(&name)?;
    Ok((looked_at(&path, &written, told, session), count))
}

/// A card as it stands: a byte order mark matters here.
fn text(name: &str) -> Result<String, Diagnostic> {
    String::from_utf8(files::bytes(name, LIMIT)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Diagnostic::new(Code::NotText, format!("`{name}` is not UTF-8 text, from byte {at} on")).help("save it as UTF-8")
    })
}

fn looked_at(path: &Path, written: &str, told: &Told, session: &mut Session) -> Found {
    let name = path.to_string_lossy().into_owned();
    let source = session.sources.add(name.as_str(), written);
    let text = &session.sources.get(source).text;
    let described = card::read(&absolute(path), text);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let beside = beside(&folder);
    let has_file = |file: &str| !Path::new(file).is_absolute() && folder.join(file).is_file();
    let license_of = |id: &str| told.parents.get(id).cloned().or_else(|| near(path, id));
    look(&Subject {
        source,
        text,
        described: &described,
        beside: &beside,
        has_file: &has_file,
        license_of: &license_of,
        own: told.own.as_ref(),
    })
}

/// The path from the root, so that a card in the working folder is called after that.
fn absolute(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.to_string_lossy().into_owned()
}

/// The files beside a card that hold licenses and notices, by name.
fn beside(folder: &Path) -> Vec<(String, String)> {
    const BEGINNINGS: [&str; 4] = ["license", "licence", "copying", "notice"];
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let names = entries.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name().to_string_lossy().into_owned());
    let is_one = |name: &String| BEGINNINGS.iter().any(|beginning| name.to_lowercase().starts_with(beginning));
    let mut names: Vec<String> = names.filter(is_one).collect();
    names.sort();
    names.truncate(BESIDE);
    let read = |name: String| {
        let bytes = files::bytes(&folder.join(&name).to_string_lossy(), LIMIT).ok()?;
        decoded(&bytes).map(|text| (name, text.into_owned()))
    };
    names.into_iter().filter_map(read).collect()
}

/// The license of another thing, by its card in a folder beside: `owner/name/README.md`, or `name/README.md`.
fn near(path: &Path, id: &str) -> Option<ChosenPolicy> {
    // A path is somebody else's, and leads anywhere.
    let id = hub_id(id)?;
    let folder = std::path::absolute(path).ok()?.parent()?.to_owned();
    let (_, name) = id.rsplit_once('/').unwrap_or(("", id));
    let owned = folder.parent().and_then(Path::parent).filter(|_| id.contains('/')).map(|root| root.join(id));
    let beside = folder.parent().map(|root| root.join(name));
    let cards = owned.into_iter().chain(beside).map(|folder| folder.join("README.md")).filter(|card| *card != folder.join("README.md"));
    let text = cards.filter(|card| card.is_file()).find_map(|card| text(&card.to_string_lossy()).ok())?;
    license_in(&card::read(id, &text))
}

/// The license that a card names, if it names one of the library and nothing speaks against it.
fn license_in(described: &Described) -> Option<ChosenPolicy> {
    let stated = &described.things.first()?.licenses;
    let of = |role| stated.iter().filter(move |statement| statement.role == role && statement.standing != Standing::Hint);
    let mut licenses = of(Role::License);
    let (only, None) = (licenses.next()?, licenses.next()) else { return None };
    let named = if only.value.trim() == "other" { of(Role::Name).next()? } else { only };
    let policy = railc_library::policy(named.value.trim()).filter(|_| only.standing == Standing::Stated)?;
    Some(ChosenPolicy::unchosen(policy))
}

/// A text with edits made, of two that overlap the first. Their places are in the text as [`unix_lines`] has it; each line keeps its end, and a new one ends
/// as the first does.
fn edited(written: &str, mut edits: Vec<Edit>) -> (String, usize) {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let end =
        if written.lines().next().is_some() && written.split('\n').next().is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" };
    let places = places(written, edits.iter().flat_map(|edit| [edit.span.start as usize, edit.span.end as usize]).collect());
    let at = |place: u32| places.get(&(place as usize)).copied().unwrap_or(written.len());
    let (mut out, mut from, mut made, mut last) = (String::with_capacity(written.len()), 0, 0, None);
    for edit in &edits {
        let (start, stop) = (at(edit.span.start), at(edit.span.end));
        if start < from || last == Some(edit) {
            continue;
        }
        out.push_str(written.get(from..start).unwrap_or_default());
        out.push_str(&edit.replacement.replace('\n', end));
        (from, made, last) = (stop, made + 1, Some(edit));
    }
    out.push_str(written.get(from..).unwrap_or_default());
    (out, made)
}

/// Where places of a text with Unix lines are in the text as it is written.
fn places(written: &str, mut wanted: Vec<usize>) -> BTreeMap<usize, usize> {
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = BTreeMap::new();
    let (mut next, mut unix, bytes) = (wanted.into_iter().peekable(), 0, written.as_bytes());
    for (at, byte) in bytes.iter().enumerate() {
        while next.next_if(|place| *place == unix).is_some() {
            found.entry(unix).or_insert(at);
        }
        let is_dropped = *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        unix += usize::from(!is_dropped);
    }
    found
}

/// Whether a mended card can be read, and its body is as it was, but for comments that moved below the front matter.
fn is_right(before: &str, after: &str) -> bool {
    let (before, after) = (unix_lines(before.to_owned()), unix_lines(after.to_owned()));
    let is_broken = |text: &str| card::read("", text).problems.iter().any(|problem| problem.code() == Code::BrokenMetadata);
    let body = |text: &str| text.get(card::front_matter(text).map_or(0, |front| front.close.end)..).unwrap_or_default().to_owned();
    !is_broken(&after) && body(&after).ends_with(body(&before).trim_start_matches('\u{feff}'))
}

impl CardEntry {
    fn of(path: &str, found: &Found, mended: usize) -> CardEntry {
        let origin = |origin: &Origin| OriginEntry {
            id: origin.id.clone(),
            relation: origin.relation,
            license: origin.license.clone(),
            verdict: origin.fit,
        };
        CardEntry { file: path.to_owned(), license: found.license.clone(), origins: found.origins.iter().map(origin).collect(), mended }
    }
}

fn show(cards: Vec<CardEntry>, found: &Diagnostics, ending: Ending, session: &Session) -> io::Result<()> {
    if session.format == Format::Json {
        return output::json(&Document { version: output::VERSION, cards, diagnostics: entries(found.as_slice(), &session.sources) });
    }
    session.show(found);
    let mut mended = cards.iter().filter(|card| card.mended > 0);
    mended.try_for_each(|card| output::print(&format!("mended {} in {}\n", card.mended, one_line(&card.file))))?;
    if ending == Ending::Wrong {
        return Ok(());
    }
    let (count, errors) = (found.count(), found.iter().filter(|one| one.is_error()).count());
    output::print(&match (count, errors) {
        (0, _) => cards.iter().map(line).collect::<String>(),
        (1, 0) => "1 finding\n".to_owned(),
        (1, _) => "1 finding, an error\n".to_owned(),
        // Of so many, not all are kept.
        (count, _) if count > found.len() => format!("{count} findings\n"),
        (count, 0) => format!("{count} findings\n"),
        (count, 1) => format!("{count} findings, 1 of them an error\n"),
        (count, errors) => format!("{count} findings, {errors} of them errors\n"),
    })
}

/// A card without findings, in a line: what it is under, and what it was made of.
fn line(card: &CardEntry) -> String {
    let license = card.license.as_deref().map_or("its license is none of the library".to_owned(), |id| format!("under {id}"));
    let origins: Vec<String> = card
        .origins
        .iter()
        .map(|origin| match (&origin.license, origin.verdict) {
            (Some(license), Some(verdict)) => format!("{} ({license}: {verdict})", origin.id),
            (Some(license), None) => format!("{} ({license})", origin.id),
            (None, _) => origin.id.clone(),
        })
        .collect();
    let made = if origins.is_empty() { String::new() } else { format!("; made of {}", origins.join(", ")) };
    format!("{}: no findings; {}{}\n", one_line(&card.file), one_line(&license), one_line(&made))
}

#[cfg(test)]
mod tests {
    use railc_core::base::{Sources, Span};

    use super::*;

    #[test]
    fn edits_keep_the_ends_of_all_other_lines() {
        let written = "\u{feff}---\r\nlicense: MIT\r\n---\r\nmixed\nends\r\n";
        let unix = unix_lines(written.to_owned());
        let source = Sources::new().add("README.md", written);
        let edit = |part: &str, replacement: &str| {
            let start = unix.find(part).unwrap() as u32;
            Edit { span: Span { source, start, end: start + part.len() as u32 }, replacement: replacement.to_owned() }
        };
        let line_end = unix.find("MIT").unwrap() as u32 + 3;
        let added = Edit { span: Span { source, start: line_end, end: line_end }, replacement: "\nlicense_link: LICENSE".to_owned() };
        // Of two that overlap, the first is made.
        let edits = vec![added, edit("MIT", "mit"), edit("\u{feff}", ""), edit("IT", "x")];
        let (after, made) = edited(written, edits);
        assert_eq!((after.as_str(), made), ("---\r\nlicense: mit\r\nlicense_link: LICENSE\r\n---\r\nmixed\nends\r\n", 3));
        assert!(is_right(written, &after) && !is_right(written, &after.replace("mixed", "")) && !is_right(written, "---\na: [\n---\n"));
    }
}
