//! What is read of each format; one file for each.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, reason = "a test that fails may say so loudly")]

mod bills;
mod card;
mod datasets;
mod texts;
mod weights;

use railc_metadata::{Described, Place, read};

/// What a file states, a line for each statement, link and problem.
fn told(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    lines(&read(name, &mut std::io::Cursor::new(bytes)).unwrap())
}

fn lines(described: &Described) -> Vec<String> {
    let at = |place: &Place| match place {
        Place::Text { line, column, .. } => format!("{line}:{column} "),
        Place::Header => String::new(),
    };
    let things = described.things.iter().flat_map(|thing| {
        let statements = thing.licenses.iter().map(move |said| {
            let (standing, key) = (said.standing, &said.key);
            format!("{}{}: {:?} {key} = {:?} {standing:?}", at(&said.place), thing.name, said.role, said.value)
        });
        std::iter::once(format!(
            "{} is {:?}{}",
            thing.name,
            thing.kind,
            thing.names.iter().map(|name| format!(", {name:?}")).collect::<String>()
        ))
        .chain(statements)
    });
    let links = described.links.iter().map(|link| {
        let relation = link.relation.as_deref().unwrap_or("?");
        format!(
            "{}{} <- {} ({:?} {:?}) {relation} by {} {:?}",
            at(&link.place),
            link.to,
            link.from,
            link.named,
            link.kind,
            link.key,
            link.standing
        )
    });
    let problems = described
        .problems
        .iter()
        .map(|problem| format!("{}{}: {}", problem.place().map(at).unwrap_or_default(), problem.code().number(), problem.message()));
    things.chain(links).chain(problems).collect()
}
