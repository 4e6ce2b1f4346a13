//! A table of one's own: models and datasets with their licenses, in the form of `licenses/models.yaml`.

use railc_core::base::{SourceId, Span};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_core::usage::tree::{Tree, Value, documents};
use railc_core::usage::{Format, quoted};
use railc_scan::Kind;

use super::catalogue::{Entry, Licensed};

/// Reads a table; the path tells the format.
pub fn read(source: SourceId, text: &str, path: &str) -> Reported<Vec<Entry>> {
    let (documents, diagnostics) = documents(source, text, Format::of_path(path)).into_parts();
    let mut reader = Reader { entries: Vec::new(), verified: None, diagnostics };
    let documents = documents.as_ref();
    for tree in documents.into_iter().flat_map(|documents| documents.trees()) {
        reader.table(tree);
    }
    let Reader { mut entries, verified, mut diagnostics } = reader;
    if entries.is_empty() && !diagnostics.has_errors() {
        let span = Span { source, start: 0, end: 0 };
        let empty = Diagnostic::new(Code::BadModels, "this table names no models and no datasets").at(span, "");
        diagnostics.push(empty.help("write them under `models`, such as `- {names: [our-lab/*], license: apache-2.0}`"));
    }
    for entry in &mut entries {
        entry.verified = entry.verified.take().or_else(|| verified.clone());
    }
    Reported::new(entries, diagnostics)
}

struct Reader {
    entries: Vec<Entry>,
    verified: Option<String>,
    diagnostics: Diagnostics,
}

const KEYS: [&str; 7] = ["names", "license", "one-of", "unmodelled", "revisions", "source", "verified"];

impl Reader {
    fn wrong(&mut self, message: impl Into<String>, span: Span, help: &str) {
        self.diagnostics.push(Diagnostic::new(Code::BadModels, message).at(span, "").help(help));
    }

    fn table(&mut self, tree: Tree<'_>) {
        let pairs = match tree.value() {
            Value::Map(pairs) => pairs,
            Value::Nothing => return,
            Value::Scalar(_) | Value::List(_) => {
                return self.wrong("a table is a map of `models` and `datasets`", tree.span(), "write `models:`, and a list below it");
            }
        };
        for pair in pairs {
            match (pair.key, pair.value.value()) {
                ("models", Value::List(rows)) => rows.for_each(|row| self.row(row, Kind::Model)),
                ("datasets", Value::List(rows)) => rows.for_each(|row| self.row(row, Kind::Data)),
                ("models" | "datasets", Value::Nothing) => {}
                ("models" | "datasets", _) => self.wrong(
                    format!("`{}` is a list", pair.key),
                    pair.value.span(),
                    "write `- {names: [our-lab/*], license: apache-2.0}` below it",
                ),
                ("verified", Value::Scalar(day)) => self.verified = self.day(day, pair.value.span()),
                ("version", Value::Scalar("1")) => {}
                ("version", _) => {
                    self.wrong("this is no version of such a table", pair.value.span(), "write `version: 1`, or leave it out")
                }
                _ => self.diagnostics.push(pair.unknown_key("a table", &["models", "datasets", "verified", "version"])),
            }
        }
    }

    fn row(&mut self, row: Tree<'_>, sort: Kind) {
        let Value::Map(pairs) = row.value() else {
            return self.wrong("an entry is a map", row.span(), "write `{names: [our-lab/*], license: apache-2.0}`");
        };
        let mut entry =
            Entry { names: Vec::new(), sort, licensed: Licensed::All(Vec::new()), revisions: Vec::new(), source: None, verified: None };
        let mut count = 0;
        for pair in pairs {
            let span = pair.value.span();
            match pair.key {
                "names" => entry.names = self.texts(pair.value),
                "license" | "one-of" => {
                    let ids = self.licenses(pair.value);
                    entry.licensed = if pair.key == "license" { Licensed::All(ids) } else { Licensed::OneOf(ids) };
                    count += 1;
                }
                "unmodelled" => {
                    entry.licensed = Licensed::Unmodelled(self.texts(pair.value).join(", "));
                    count += 1;
                }
                "revisions" => entry.revisions = self.texts(pair.value),
                "source" => entry.source = self.texts(pair.value).into_iter().next(),
                "verified" => {
                    let day = self.texts(pair.value).into_iter().next();
                    entry.verified = day.and_then(|day| self.day(&day, span));
                }
                _ => self.diagnostics.push(pair.unknown_key("an entry", &KEYS)),
            }
        }
        if entry.names.is_empty() {
            self.wrong("an entry without names", row.span(), "write `names: [our-lab/*]`");
        } else if count != 1 {
            self.wrong("an entry says its license once", row.span(), "write one of `license`, `one-of` and `unmodelled`");
        } else {
            self.entries.push(entry);
        }
    }

    /// One text or several.
    fn texts(&mut self, tree: Tree<'_>) -> Vec<String> {
        match tree.value() {
            Value::Scalar(text) if !text.trim().is_empty() => vec![text.trim().to_owned()],
            Value::List(items) => items.flat_map(|item| self.texts(item)).collect(),
            Value::Nothing | Value::Scalar(_) | Value::Map(_) => {
                self.wrong("here belongs a text", tree.span(), "write one, or several in brackets");
                Vec::new()
            }
        }
    }

    fn licenses(&mut self, tree: Tree<'_>) -> Vec<String> {
        let names = self.texts(tree);
        let library = railc_library::library();
        for name in &names {
            if library.license(name).is_none() && library.other(name).is_none() {
                let near: Vec<&str> = library.near(name).into_iter().map(|spec| spec.id).collect();
                let diagnostic =
                    Diagnostic::new(Code::BadModels, format!("the library has no license {}", quoted(name))).at(tree.span(), "");
                self.diagnostics.push(
                    diagnostic.nearest(&near, "`railc licenses` lists them; write `unmodelled:` with the title of one that is not there"),
                );
            }
        }
        names
    }

    fn day(&mut self, day: &str, span: Span) -> Option<String> {
        let is_day = days(day).is_some();
        if !is_day {
            self.wrong(format!("{} is no day", quoted(day)), span, "write `2026-12-01`");
        }
        is_day.then(|| day.to_owned())
    }
}

/// The number of a day of the Gregorian calendar, so that two can be subtracted.
pub fn days(day: &str) -> Option<i64> {
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || (year.len(), month.len(), date.len()) != (4, 2, 2) {
        return None;
    }
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i64>().ok())?;
    let (year, month, date) = (number(year)?, number(month)?, number(date)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if is_leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = *lengths.get(usize::try_from(month - 1).ok()?)?;
    if !(1..=length).contains(&date) {
        return None;
    }
    let before: i64 = lengths.iter().take(usize::try_from(month - 1).ok()?).sum();
    let years = year - 1;
    Some(years * 365 + years / 4 - years / 100 + years / 400 + before + date)
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_counted() {
        assert_eq!(days("2026-03-01").zip(days("2026-02-28")).map(|(one, other)| one - other), Some(1));
        assert_eq!(days("2024-03-01").zip(days("2024-02-28")).map(|(one, other)| one - other), Some(2));
        assert_eq!(days("2026-01-01").zip(days("2025-01-01")).map(|(one, other)| one - other), Some(365));
        for wrong in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "", "2026-01-01-01", "é026-01-01"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
