#![allow(clippy::indexing_slicing, clippy::expect_used, reason = "a recipe that can't go on may say so loudly")]
//! Makes `licenses/fingerprints` anew from original texts: `cargo run -p railc-identify --example fingerprints -- FOLDER…`
//!
//! `sources.tsv` names the file of each document and its sha256. The texts are not part of the project; a document whose file is in none of the
//! folders keeps the fingerprint that it has.

use std::fs;
use std::path::{Path, PathBuf};

use railc_core::base::sha256;
use railc_identify::fingerprint::{Document, write};
use railc_identify::words::BLANK;

const FOLDER: &str = "licenses/fingerprints";

fn main() {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let sources = fs::read_to_string(Path::new(FOLDER).join("sources.tsv")).expect("it is run at the root of the project");
    let (mut made, mut kept) = (0, 0);
    for row in sources.lines().skip(1) {
        match Source::of(row).and_then(|source| source.written(&folders)) {
            Ok(()) => made += 1,
            Err(problem) => {
                kept += 1;
                eprintln!("{problem}");
            }
        }
    }
    println!("{made} fingerprints made, {kept} left as they are");
}

/// A row of `sources.tsv`.
struct Source<'r> {
    document: &'r str,
    licenses: &'r str,
    file: &'r str,
    sha256: &'r str,
    options: &'r str,
    title: &'r str,
}

impl<'r> Source<'r> {
    fn of(row: &'r str) -> Result<Source<'r>, String> {
        match row.split('\t').collect::<Vec<_>>()[..] {
            [document, licenses, file, sha256, options, title] => Ok(Source { document, licenses, file, sha256, options, title }),
            _ => Err(format!("`{row}` has not six columns")),
        }
    }

    fn written(&self, folders: &[PathBuf]) -> Result<(), String> {
        let path = folders.iter().map(|folder| folder.join(self.file)).find(|path| path.is_file());
        let path = path.ok_or_else(|| format!("{}: `{}` is in none of the folders", self.document, self.file))?;
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        if sha256(&bytes) != format!("sha256:{}", self.sha256) {
            return Err(format!("{}: `{}` is another text than before", self.document, path.display()));
        }
        let text = self.text(&String::from_utf8_lossy(&bytes));
        let mut document = Document::of(&text, self.option("optional"));
        document.name = self.document.to_owned();
        document.title = self.title.to_owned();
        document.licenses = self.licenses.split(',').map(str::to_owned).collect();
        let path = Path::new(FOLDER).join(format!("{}.txt", self.document));
        fs::write(&path, write(&document)).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn option(&self, name: &str) -> Option<&'r str> {
        self.options.split(';').find_map(|option| option.strip_prefix(name)?.strip_prefix('='))
    }

    /// The text without what is no part of the license: a head, lines that a mirror put on top, notices of copyright; with its blanks.
    fn text(&self, text: &str) -> String {
        let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
        let skipped = self.option("skip").and_then(|count| count.parse().ok()).unwrap_or(0);
        let lines: Vec<&str> = body.lines().skip(skipped).map(|line| if is_notice(line) { "" } else { line }).collect();
        let blanks = self.option("blank").unwrap_or_default().split('|').filter(|phrase| !phrase.is_empty());
        blanks.fold(lines.join("\n"), |text, phrase| blanked(&text, phrase))
    }
}

/// Whether a line is a blank notice of copyright, which each copy fills in, or one that says where its holder lives.
fn is_notice(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '*', '#', '>', '"']).to_lowercase();
    let is_blank = line.contains(['<', '[', '{']) || line.contains("year");
    let begins = ["copyright (c)", "copyright ©", "copyright [", "copyright <", "copyright {", "copyright year"];
    line.len() < 120 && ((is_blank && begins.iter().any(|begin| line.starts_with(begin))) || line.trim() == "all rights reserved.")
}

/// Puts a blank in place of a phrase, whatever the ends of lines in it.
fn blanked(text: &str, phrase: &str) -> String {
    let mut words = phrase.split(' ').peekable();
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = words.peek().and_then(|first| rest.find(first)) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        rest = match after(found, phrase) {
            Some(after) => {
                out.push(BLANK);
                after
            }
            None => {
                let first = found.chars().next().map_or(0, char::len_utf8);
                out.push_str(&found[..first]);
                &found[first..]
            }
        };
    }
    words.next();
    out + rest
}

/// What follows the words of a phrase that a text begins with.
fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    phrase.split(' ').try_fold(text, |rest, word| rest.trim_start().strip_prefix(word))
}
