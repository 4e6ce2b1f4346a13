//! What a card says of its license: an id of the hub, or `other` with a name and a place.

use railc_core::base::{Span, is_web_address, nearest};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_language::library::{Embedded, OtherKind};
use railc_metadata::card::front_matter;
use railc_metadata::{Role, Standing, Statement};

use super::{Label, Subject, hub_id, text};

/// What the card says, all in all.
pub(super) fn of<'a>(subject: &Subject<'a>) -> Label<'a> {
    let stated: Vec<&Statement> = subject.stated(Role::License).collect();
    let [statement] = stated.as_slice() else {
        return if stated.is_empty() { Label::None } else { Label::Several(stated) };
    };
    let name =
        if is_other(statement) { subject.stated(Role::Name).next().map(|name| name.value.trim()) } else { Some(statement.value.trim()) };
    match name.and_then(|name| railc_library::library().license(name)) {
        Some(license) => Label::Known(statement, license),
        None => Label::Foreign(statement),
    }
}

fn is_other(statement: &Statement) -> bool {
    statement.value.trim() == "other"
}

pub(super) fn findings(subject: &Subject<'_>, label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = match label {
        Label::None => none(subject).into_iter().collect(),
        // A key that stands twice was told already.
        Label::Several(all) if all.iter().all(|statement| statement.key == "license") => Vec::new(),
        Label::Several(all) => vec![several(subject, all)],
        Label::Known(statement, license) if !is_other(statement) => id(subject, statement, Some(license)).into_iter().collect(),
        Label::Foreign(statement) if !is_other(statement) => id(subject, statement, None).into_iter().collect(),
        Label::Known(statement, _) | Label::Foreign(statement) => other(subject, statement),
    };
    found.extend(subject.stated(Role::Link).filter_map(|link| bad_link(subject, link)));
    found.extend(body(subject, label));
    found
}

/// No license at all. The text beside the card says which it is, if it is a known one.
fn none(subject: &Subject<'_>) -> Option<Diagnostic> {
    // What can't be read was told already.
    let thing = subject.described.things.first()?;
    if thing.licenses.iter().any(|statement| statement.standing != Standing::Hint) {
        return None;
    }
    let message = "the card states no license, and silence is no permission";
    let front = front_matter(subject.text);
    let start = front.as_ref().map_or(0, |front| front.open.end);
    let at = Span { source: subject.source, start: start as u32, end: start as u32 };
    let finding = Diagnostic::new(Code::NoLicenseStated, message).at(at, "");
    Some(match text::license(subject) {
        Some((file, license)) => {
            let lines = lines(license, file);
            let lines = if front.is_some() { format!("{lines}\n") } else { format!("---\n{lines}\n---\n") };
            finding.help(format!("`{file}` is the text of {}: say so", license.id)).fix(at, lines)
        }
        None => finding.help("write `license:` with an id of the hub, or `license: other` with `license_name` and `license_link`"),
    })
}

/// The lines of a front matter that name a license whose text is in a file beside the card.
fn lines(license: &Embedded, file: &str) -> String {
    match hub_id(license) {
        Some(id) => format!("license: {id}"),
        None => format!("license: other\nlicense_name: {}\nlicense_link: {}", license.id, scalar(file)),
    }
}

/// A text as YAML reads it back.
pub(super) fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_./".contains(sign));
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

fn several(subject: &Subject<'_>, all: &[&Statement]) -> Diagnostic {
    let names: Vec<String> = all.iter().map(|statement| format!("`{}`", statement.value)).collect();
    let message = format!("the card lists {} licenses, and no list says whether all bind or one is chosen", names.len());
    let first = all.first().map_or(Span { source: subject.source, start: 0, end: 0 }, |statement| subject.span(&statement.place));
    let help = "write the one that binds; or `license: other`, with a `license_name` and a text that says how they go together";
    Diagnostic::new(Code::SeveralLicensesStated, message).at(first, "").help(help)
}

/// An id that is neither `other` nor, perhaps, one of the hub.
fn id(subject: &Subject<'_>, statement: &Statement, license: Option<&Embedded>) -> Option<Diagnostic> {
    let library = railc_library::library();
    let (value, span) = (statement.value.trim(), subject.span(&statement.place));
    if library.hub_ids().any(|id| id == value) {
        let family = library.other(value).filter(|other| matches!(other.kind, OtherKind::Family(_)))?;
        let OtherKind::Family(members) = family.kind else { return None };
        let message = format!("`{value}` ({}) is no license by itself: {}", family.title, family.why);
        return Some(
            Diagnostic::new(Code::SeveralLicenses, message).at(span, "").help(format!("say which is meant: {}", members.join(", "))),
        );
    }
    let finding = Diagnostic::new(Code::UnlistedId, format!("the hub takes no license id `{value}` in a card")).at(span, "");
    Some(match license {
        Some(license) => match hub_id(license) {
            Some(id) => finding.help(format!("its id for this license is `{id}`")).fix(span, id),
            None => {
                let link = subject.beside.iter().map(|(file, _)| file.as_str()).find(|file| text::is_main(file));
                let address =
                    railc_library::licenses().iter().find(|listed| listed.id == license.id).and_then(|listed| listed.sources.first());
                let link = subject.stated(Role::Link).next().is_none().then(|| link.or(address.map(|original| original.url))).flatten();
                let link = link.map(|link| format!("\nlicense_link: {}", scalar(link))).unwrap_or_default();
                let name =
                    if subject.stated(Role::Name).next().is_some() { String::new() } else { format!("\nlicense_name: {}", license.id) };
                let finding = finding.help("write `license: other`, and its name and place beside it");
                finding.fix(span, "other").fix(subject.line_end(&statement.place), format!("{name}{link}"))
            }
        },
        None => finding.nearest(&nearest(value, library.hub_ids()), "write `license: other`, with `license_name` and `license_link`"),
    })
}

/// `other` says nothing without a name and a place.
fn other(subject: &Subject<'_>, statement: &Statement) -> Vec<Diagnostic> {
    let span = subject.span(&statement.place);
    let (name, link) = (subject.stated(Role::Name).next(), subject.stated(Role::Link).next());
    let known = text::license(subject);
    let mut found = Vec::new();
    if name.is_none() {
        let finding = Diagnostic::new(Code::NamelessOther, "`other` names no license").at(span, "");
        found.push(match known {
            Some((file, license)) => match hub_id(license) {
                Some(id) => {
                    finding.help(format!("`{file}` is the text of {}, and the hub has an id for it: `{id}`", license.id)).fix(span, id)
                }
                None => {
                    let line = format!("\nlicense_name: {}", license.id);
                    finding.help(format!("`{file}` is the text of {}: name it", license.id)).fix(subject.line_end(&statement.place), line)
                }
            },
            None => finding.help("add `license_name`, with the name of the license"),
        });
    }
    let has_id = name.is_none() && known.is_some_and(|(_, license)| hub_id(license).is_some());
    if link.is_none() && !has_id {
        let finding = Diagnostic::new(Code::NamelessOther, "`other` says nowhere what the license is").at(span, "");
        let file = subject.beside.iter().map(|(file, _)| file).find(|file| text::is_main(file));
        found.push(match file {
            Some(file) => {
                let line = format!("\nlicense_link: {}", scalar(file));
                finding.help(format!("link `{file}`, which is beside the card")).fix(subject.line_end(&statement.place), line)
            }
            None => finding.help("put the text beside the card as LICENSE.md, and add `license_link: LICENSE.md`; or give an address"),
        });
    }
    found
}

/// A link that leads nowhere.
fn bad_link(subject: &Subject<'_>, link: &Statement) -> Option<Diagnostic> {
    let value = link.value.trim();
    let is_good = if value.contains("://") { is_web_address(value) } else { (subject.has_file)(value) };
    if is_good {
        return None;
    }
    let message = format!("`license_link` leads nowhere: `{value}` is neither an address on the web nor a file beside the card");
    let finding = Diagnostic::new(Code::BadLicenseLink, message).at(subject.span(&link.place), "");
    let file = subject.beside.iter().map(|(file, _)| file).find(|file| text::is_main(file));
    Some(match file.filter(|_| !value.contains("://")) {
        Some(file) => finding.help(format!("link `{file}`")).fix(subject.span(&link.place), scalar(file)),
        None => finding.help("give an address with `https://`, or put the text beside the card"),
    })
}

/// A line of the body that names another license than the front matter.
fn body(subject: &Subject<'_>, label: &Label<'_>) -> Vec<Diagnostic> {
    let Label::Known(statement, license) = label else { return Vec::new() };
    let thing = subject.described.things.first();
    let hints = thing.into_iter().flat_map(|thing| &thing.licenses).filter(|hint| hint.key == "body");
    let finding = |hint: &Statement| {
        let other = railc_library::library().license(hint.value.trim())?;
        let is_same = other.id == license.id || text::share_a_text(other.id, license.id);
        let message = format!("the card is under {} here, and under {} in its front matter", other.id, license.id);
        let finding = Diagnostic::new(Code::ContradictoryLicense, message).at(subject.span(&hint.place), "");
        (!is_same).then(|| finding.and(subject.span(&statement.place), "the front matter").help("say one and the same in both places"))
    };
    hints.filter_map(finding).collect()
}
