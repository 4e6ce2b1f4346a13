//! What goes along with each copy: a file that names the license and says what is owed when something is passed on.

use railc_core::base::wrap;

use super::deed::{Deed, Group, Heading, Line};
use super::labels::{fact, quoted};
use super::{Document, Fact};

const COLUMNS: usize = 80;

/// The notice for what is under a license, from its deed and its document; `text` is the file that the license text is in. Ends in a newline.
pub fn notice(deed: &Deed, document: &Document, text: &str) -> String {
    let language = deed.language;
    let facts = document.facts.iter().filter(|one| match one {
        Fact::Version(_) | Fact::Licensor(_) | Fact::Spdx(_) => true,
        Fact::Date(_) | Fact::Law(_) | Fact::Languages(_) | Fact::Translation(_) => false,
    });
    let facts = facts.map(|one| fact(one, language));
    let head: Vec<String> = std::iter::once(deed.title.clone()).chain(facts).collect();
    let words = language.deed();
    let mut blocks = vec![head.join("\n"), format!("{}: {text}", words.text)];
    let owed = |group: &&Group| matches!(group.heading, Heading::Must | Heading::MustWhenSharing);
    for group in deed.groups.iter().filter(owed) {
        let lines = group.lines.iter().map(|line| row(line, deed));
        blocks.push(std::iter::once(format!("{}:", group.heading.words(language))).chain(lines).collect::<Vec<_>>().join("\n"));
    }
    let shown: Vec<String> = deed.lines().filter_map(|line| line.showing.as_deref()).map(|showing| quoted(showing, language)).collect();
    blocks.extend((!shown.is_empty()).then(|| shown.join("\n")));
    blocks.push(wrap(words.summary, COLUMNS, "\n"));
    blocks.join("\n\n") + "\n"
}

/// `  4.5  Copy of this License`
fn row(line: &Line, deed: &Deed) -> String {
    let words = line.words(deed.language);
    let words = words.trim_end_matches('*');
    format!("  {:<5} {}", line.number, wrap(words, COLUMNS - 8, "\n        "))
}
