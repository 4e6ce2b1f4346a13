//! The parts of a file that describes many things: which there are, and references that lead to none of them.

use std::collections::HashSet;

use railc_core::base::one_line;
use railc_core::diagnostic::Code;

use crate::described::{Described, Named, Problem, Standing};

/// The most problems of one kind that are told of a file.
pub(super) const MOST_TOLD: usize = 100;

/// Marks the links whose ends are parts that the file does not have, and tells them; and names that two parts share.
pub(super) fn settle(described: &mut Described) {
    let Described { things, links, problems } = described;
    let mut names = HashSet::with_capacity(things.len());
    let mut twice: Vec<&str> = things.iter().map(|thing| thing.name.as_str()).filter(|name| !names.insert(*name)).collect();
    twice.truncate(MOST_TOLD);
    problems.extend(twice.into_iter().map(|name| {
        let message = format!("two parts are called {}, and references may mean either", quoted(name));
        Problem::new(Code::RepeatedStatement, message, "give each part a name of its own")
    }));
    let is_known = |name: &str| names.contains(name);
    let mut told = 0;
    for link in links.iter_mut() {
        let from_is_lost = link.named == Named::Part && !is_known(&link.from);
        if !from_is_lost && is_known(&link.to) {
            continue;
        }
        link.standing = Standing::Unreadable;
        told += 1;
        if told <= MOST_TOLD {
            problems.push(dangling(if from_is_lost { &link.from } else { &link.to }, &link.key).at(&link.place, ""));
        }
    }
}

/// A reference that leads nowhere.
pub(super) fn dangling(name: &str, key: &str) -> Problem {
    let message = format!("`{key}` refers to {}, which the file does not have", quoted(name));
    Problem::new(Code::DanglingPart, message, "add the part, or mend the reference")
}

/// A value in backticks, in one line and not too long.
pub(super) fn quoted(value: &str) -> String {
    const LONGEST: usize = 60;
    let cut: String = value.chars().take(LONGEST).collect();
    format!("`{}{}`", one_line(&cut), if cut.len() < value.len() { "…" } else { "" })
}
