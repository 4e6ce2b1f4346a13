//! The grammar of English.

use super::grammar::{Grammar, Standing};

/// Its functions.
pub(super) const GRAMMAR: Grammar = Grammar {
    the_one: |thing| format!("the {thing}"),
    one_of,
    is_singular,
    is_plural,
    is_verb,
    is_act,
    opposite,
    is_whereabouts: |name| ["Outside ", "Inside ", "Within "].iter().any(|preposition| name.starts_with(preposition)),
    shared_verb,
    around_way: |act| (act.to_owned(), String::new()),
    deed,
    denied,
    standing,
    measured,
};

fn one_of(thing: &str) -> String {
    let article = if thing.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {thing}")
}

/// `Third Party` of `Third Parties`, `Derivative of the Model` of `Derivatives of the Model`.
fn is_singular(form: &str, name: &str) -> bool {
    name.strip_suffix('s') == Some(form)
        || name.replacen("s ", " ", 1) == form
        || name.strip_suffix("ies").is_some_and(|stem| form.strip_suffix('y') == Some(stem))
}

fn is_plural(name: &str) -> bool {
    name.split(' ').next().is_some_and(|first| first.ends_with('s')) || name.ends_with('s')
}

/// The ends of nouns for acts.
const ACTS: [&str; 6] = ["tion", "sion", "ment", "ance", "ence", "ing"];

fn is_verb(form: &str) -> bool {
    let is_noun = ACTS.iter().any(|end| form.ends_with(end)) || form.ends_with('s');
    !form.contains(' ') && !is_noun
}

fn is_act(name: &str) -> bool {
    name.split(' ').any(|word| word == "Use" || word == "Access" || ACTS.iter().any(|end| word.ends_with(end)))
}

/// `without advantage or payment` becomes `with advantage or payment`: not without either is with one of them.
fn opposite(way: &str) -> Option<String> {
    let with = way.strip_prefix("without ").map(|rest| format!("with {rest}"));
    with.or_else(|| way.strip_prefix("with ").map(|rest| format!("without {rest}")))
}

/// `run` from `run the Model`.
fn shared_verb(act: &str, object: &str) -> Option<String> {
    let verb = act.strip_suffix(object)?.trim_end();
    (!verb.is_empty() && !verb.contains(' ')).then(|| verb.to_owned())
}

/// `you give notice` becomes `give notice`, `a human reviews it` becomes `ensure that a human reviews it`.
fn deed(clause: &str) -> String {
    match clause.strip_prefix("you ") {
        Some(deed) => deed.to_owned(),
        None => format!("ensure that {clause}"),
    }
}

/// `a human has not …` if the main verb is found, else `it is not the case that …`.
fn denied(clause: &str) -> String {
    for verb in [" is ", " are ", " has ", " have ", " can "] {
        let first = clause.find(verb);
        let is_main = first.is_some_and(|at| {
            let before = clause.get(..at).unwrap_or_default();
            before.split_whitespace().count() <= 4 && ![" that", " who", " which", ","].iter().any(|sign| before.contains(sign))
        });
        if is_main {
            return match verb {
                " can " => clause.replacen(verb, " cannot ", 1),
                " has " | " have " if !is_perfect(clause, verb) => continue,
                _ => clause.replacen(verb, &format!("{verb}not "), 1),
            };
        }
    }
    format!("it is not the case that {clause}")
}

/// Whether `has` is followed by a participle, and so can be denied by `has not`.
fn is_perfect(clause: &str, verb: &str) -> bool {
    let next = clause.split_once(verb).and_then(|(_, rest)| rest.split(' ').next()).unwrap_or_default();
    next.ends_with("ed") || matches!(next, "given" | "made" | "been" | "done")
}

/// Gerunds of the facet `standing` whose subject is the use: each with its third person and infinitive.
const DEEDS: [(&str, &str, &str); 8] = [
    ("breaking", "breaks", "break"),
    ("committing", "commits", "commit"),
    ("furthering", "furthers", "further"),
    ("making", "makes", "make"),
    ("spreading", "spreads", "spread"),
    ("discriminating", "discriminates", "discriminate"),
    ("harming", "harms", "harm"),
    ("infringing", "infringes", "infringe"),
];

/// Gerunds of the facet `standing` whose subject is the licensee: each with its second person, affirmed and negated.
const STATES: [(&str, &str, &str); 4] =
    [("having", "have", "have not"), ("being", "are", "are not"), ("holding", "hold", "do not hold"), ("acting", "act", "do not act")];

/// `breaking applicable law` becomes `breaks applicable law`, `having sued …` becomes `you have sued …`.
fn standing(phrase: &str, holds: bool) -> Standing {
    let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    if DEEDS.iter().any(|(gerund, ..)| *gerund == first) {
        let turned = |word: &str| match DEEDS.iter().find(|(gerund, ..)| *gerund == word) {
            Some((_, finite, plain)) => (*(if holds { finite } else { plain })).to_owned(),
            None => word.to_owned(),
        };
        return Standing::Deed(phrase.split(' ').map(turned).collect::<Vec<_>>().join(" "));
    }
    Standing::State(match STATES.iter().find(|(gerund, ..)| *gerund == first) {
        Some((_, affirmed, denied)) => format!("you {} {rest}", if holds { affirmed } else { denied }),
        None => format!("you are {}{phrase}", if holds { "" } else { "not " }),
    })
}

/// `the number of monthly active users of your product`
fn measured(phrase: &str, is_count: bool) -> String {
    match phrase {
        _ if phrase.starts_with("your ") => phrase.to_owned(),
        _ if is_count && !phrase.starts_with("number of") => format!("the number of {phrase}"),
        _ => format!("the {phrase}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_is_a_deed_or_a_state() {
        assert_eq!(standing("breaking applicable law", true), Standing::Deed("breaks applicable law".to_owned()));
        assert_eq!(standing("having sued", false), Standing::State("you have not sued".to_owned()));
        assert_eq!(standing("offering a rival product", true), Standing::State("you are offering a rival product".to_owned()));
    }

    #[test]
    fn acts_and_ways_are_told_by_their_words() {
        assert!(is_act("Passing On") && is_act("Use of Llama") && is_act("Commercial Distribution") && !is_act("Changed Work"));
        assert_eq!(opposite("without payment").as_deref(), Some("with payment"));
        assert_eq!(opposite("by automated means"), None);
    }

    #[test]
    fn clauses_are_denied_as_people_do_it() {
        assert_eq!(denied("the data are anonymized"), "the data are not anonymized");
        assert_eq!(denied("the owner has authorized the test"), "the owner has not authorized the test");
        assert_eq!(denied("a human reviews the results"), "it is not the case that a human reviews the results");
        assert_eq!(denied("a person who is entitled agrees"), "it is not the case that a person who is entitled agrees");
    }
}
