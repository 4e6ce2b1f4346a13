//! The deed as Markdown, and its lines as the card has them.

use crate::render::markup::Markdown;

use super::{Deed, Group, Heading, Line};

/// The deed as Markdown, ending in a newline. `text` is the name of the file with the license text.
pub fn deed_markdown(deed: &Deed, text: &str) -> String {
    let words = deed.language.deed();
    let address = deed.address(text);
    let mut blocks =
        vec![Markdown::of([Markdown::markup("# "), Markdown::heading(&deed.heading())]), Markdown::words(deed.disclaimer()).opening()];
    blocks.extend(address.map(|address| link(Markdown::words(words.text), Markdown::address(address))));
    for group in &deed.groups {
        blocks.push(Markdown::of([Markdown::markup("## "), Markdown::heading(group.heading.words(deed.language))]));
        blocks.extend(group.heading.lead(deed.language).map(|words| Markdown::words(words).opening()));
        blocks.push(lines(deed, group, text));
    }
    blocks.extend(deed.has_limits().then(|| Markdown::words(words.limited).opening()));
    Markdown::joined(&blocks, "\n\n").into_text() + "\n"
}

/// The lines of a group: a list, or for what decides no use one paragraph.
fn lines(deed: &Deed, group: &Group, text: &str) -> Markdown {
    let lines: Vec<Markdown> = group.lines.iter().map(|one| line(deed, one, text)).collect();
    if group.heading == Heading::Know {
        return Markdown::joined(&lines, deed.language.words().joining.between).opening();
    }
    let items: Vec<Markdown> = lines.into_iter().map(|line| Markdown::of([Markdown::markup("- "), line.opening()])).collect();
    Markdown::joined(&items, "\n")
}

/// A clause in short, with its number, which leads to it where the text is ours.
pub(in crate::render) fn line(deed: &Deed, line: &Line, text: &str) -> Markdown {
    let words = Markdown::words(&line.words(deed.language));
    let number = Markdown::words(&line.number);
    let number = match line.clauses.first() {
        _ if line.number.is_empty() => return words,
        Some(clause) if !deed.is_reading => {
            link(number, Markdown::of([Markdown::address(text), Markdown::markup("#"), Markdown::id(clause)]))
        }
        _ => number,
    };
    Markdown::of([words, Markdown::markup(" ("), number, Markdown::markup(")")])
}

fn link(words: Markdown, address: Markdown) -> Markdown {
    Markdown::of([Markdown::markup("["), words, Markdown::markup("]("), address, Markdown::markup(")")])
}
