//! Printing to standard output.

use std::io::{self, Write};

use serde::Serialize;

/// Prints one JSON document.
pub fn json(document: &impl Serialize) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(document).map_err(io::Error::other)?;
    text.push('\n');
    print(&text)
}

/// Prints words for people.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Words broken to lines of at most `width` characters, each but the first after `indent` spaces.
pub fn wrap(text: &str, width: usize, indent: usize) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        let room = if line.is_empty() { 0 } else { 1 };
        if line.chars().count() + room + word.chars().count() > width.saturating_sub(indent) && !line.is_empty() {
            lines.push(word.to_owned());
        } else {
            if room == 1 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join(&format!("\n{}", " ".repeat(indent)))
}
