//! A question as part of a sentence: `Can people be recognized in it?` is asked in "you did not say whether people can be recognized in it".

/// Verbs that begin a question which yes or no answers.
const AUXILIARIES: [&str; 15] =
    ["is", "are", "was", "were", "does", "do", "can", "could", "has", "have", "had", "will", "would", "must", "should"];
/// Words that are a subject by themselves.
const SUBJECTS: [&str; 16] = [
    "it",
    "you",
    "they",
    "there",
    "people",
    "others",
    "anybody",
    "anyone",
    "somebody",
    "someone",
    "anything",
    "users",
    "recipients",
    "minors",
    "customers",
    "workers",
];
/// Words that begin a subject which ends with the next noun.
const DETERMINERS: [&str; 12] = ["the", "a", "an", "your", "any", "every", "some", "other", "new", "real", "part", "of"];
/// What the subject of a question is called, if it has a determiner.
const NOUNS: [&str; 16] = [
    "use", "output", "outputs", "content", "model", "licensee", "licensor", "license", "suit", "data", "terms", "person", "system",
    "software", "product", "page",
];
/// Words between a subject and its verb.
const BETWEEN: [&str; 14] =
    ["not", "also", "ever", "still", "only", "at", "all", "itself", "mostly", "always", "then", "outside", "else", "otherwise"];
/// Verbs that look like words between.
const NO_ADVERBS: [&str; 6] = ["supply", "apply", "rely", "comply", "reply", "multiply"];
/// Words that belong to the verb before them.
const PARTICLES: [&str; 10] = ["for", "from", "in", "on", "out", "up", "with", "to", "like", "into"];
/// Words after which a subject goes on: `Are people with disabilities affected`.
const GOES_ON: [&str; 9] = ["with", "in", "from", "of", "who", "whose", "on", "under", "at"];
/// Words that are no verb, or do not change with who acts.
const UNCHANGING: [&str; 4] = ["and", "or", "not", "both"];

/// `whether it breaks the law` from `Does it break the law?`; `None` where the words tell no safe way to say it.
pub(super) fn indirect(question: &str) -> Option<String> {
    let asked = question.trim().strip_suffix('?')?;
    if asked.contains(['?', '.', ';', ':', '"']) {
        return None;
    }
    let words: Vec<&str> = asked.split_whitespace().collect();
    let (first, rest) = words.split_first()?;
    let first = first.to_lowercase();
    if first == "how" || first == "what" || first == "which" {
        return Some(format!("{first} {}", rest.join(" ")));
    }
    if !AUXILIARIES.contains(&first.as_str()) || has_second_question(rest) {
        return None;
    }
    let (subject, predicate) = rest.split_at_checked(subject_length(rest)?)?;
    if first != "do" && first != "does" && predicate.first().is_some_and(|word| GOES_ON.contains(word)) {
        return None;
    }
    let (subject, predicate) = (subject.join(" "), predicate.to_vec());
    Some(match first.as_str() {
        "does" => format!("whether {subject} {}", third_person(&predicate)?),
        "do" => format!("whether {subject} {}", predicate.join(" ")),
        _ if predicate.is_empty() => return None,
        auxiliary => format!("whether {subject} {auxiliary} {}", predicate.join(" ")),
    })
}

/// Whether a second verb with a subject of its own follows: `Is it a crime, or does it further one`.
fn has_second_question(words: &[&str]) -> bool {
    words.windows(2).any(|pair| matches!(pair, [joint, verb] if matches!(*joint, "or" | "and" | "but") && AUXILIARIES.contains(verb)))
        || words
            .windows(3)
            .any(|three| matches!(three, [joint, verb, it] if joint.ends_with(',') && AUXILIARIES.contains(verb) && *it == "it"))
}

/// How many words the subject has.
fn subject_length(words: &[&str]) -> Option<usize> {
    let first = words.first()?;
    if SUBJECTS.contains(first) {
        return Some(1);
    }
    if !DETERMINERS.contains(first) {
        return None;
    }
    let at = words.iter().take(6).position(|word| NOUNS.contains(word))?;
    let before = words.get(1..at)?;
    before.iter().all(|word| DETERMINERS.contains(word)).then_some(at + 1)
}

/// `breaks or bends the law` from `break or bend the law`.
fn third_person(predicate: &[&str]) -> Option<String> {
    let mut words: Vec<String> = predicate.iter().map(|word| (*word).to_owned()).collect();
    let mut at = verb(predicate, 0)?;
    loop {
        *words.get_mut(at)? = conjugated(predicate.get(at)?)?;
        // More verbs of the same subject follow at once: `damage, disable or break into`.
        let particles = predicate.iter().skip(at + 1).take_while(|word| PARTICLES.contains(&word.trim_end_matches(','))).count();
        let next = at + 1 + particles;
        let is_listed = predicate.get(next - 1).is_some_and(|word| word.ends_with(','));
        at = match predicate.get(next) {
            Some(&("or" | "and")) => verb(predicate, next + 1)?,
            Some(_) if is_listed => verb(predicate, next)?,
            Some(_) | None => break,
        };
    }
    // Whether a verb or a noun follows, nothing tells.
    let is_clear = !predicate.windows(2).skip(at).any(|pair| matches!(pair, [one, "or" | "and"] if one.ends_with(',')));
    is_clear.then(|| words.join(" "))
}

/// The place of the first verb from a place on.
fn verb(predicate: &[&str], from: usize) -> Option<usize> {
    let is_between = |word: &str| BETWEEN.contains(&word) || (word.ends_with("ly") && !NO_ADVERBS.contains(&word));
    (from..predicate.len()).find(|at| predicate.get(*at).is_some_and(|word| !is_between(word)))
}

fn conjugated(verb: &str) -> Option<String> {
    let (verb, comma) = verb.strip_suffix(',').map_or((verb, ""), |verb| (verb, ","));
    if UNCHANGING.contains(&verb) || !verb.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-') {
        return None;
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| verb.ends_with(ending));
    let third = match verb {
        "have" => "has".to_owned(),
        "be" => return None,
        _ if ends(&["s", "x", "z", "ch", "sh", "o"]) => format!("{verb}es"),
        _ if verb.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) => format!("{}ies", verb.trim_end_matches('y')),
        _ => format!("{verb}s"),
    };
    Some(third + comma)
}

#[cfg(test)]
mod tests {
    use super::indirect;

    #[test]
    fn questions_become_parts_of_sentences() {
        let said = |question: &str| indirect(question).unwrap_or_default();
        assert_eq!(said("Is it used for law enforcement?"), "whether it is used for law enforcement");
        assert_eq!(
            said("Does the output damage, disable or break into systems?"),
            "whether the output damages, disables or breaks into systems"
        );
        assert_eq!(said("Does it also carry or show traits?"), "whether it also carries or shows traits");
        assert_eq!(said("Does it promote, lobby for or mostly live from it?"), "whether it promotes, lobbies for or mostly lives from it");
        assert_eq!(said("Does it supply police?"), "whether it supplies police");
        assert_eq!(said("Are people with disabilities affected?"), "");
        assert_eq!(said("Does it carry arms, or act for one who does?"), "");
        assert_eq!(said("Can people be recognized in it?"), "whether people can be recognized in it");
        assert_eq!(said("Do your own terms conflict with it?"), "");
        assert_eq!(said("Is it a crime, or does it further one?"), "");
        assert_eq!(said("How many people used it?"), "how many people used it");
    }
}
