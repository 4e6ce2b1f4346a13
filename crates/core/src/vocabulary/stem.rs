//! Words that mean the same thing alike: without case, accents, endings, and what is spelled otherwise across the Atlantic.

/// Words that say nothing about what is looked for, in order.
#[rustfmt::skip]
const STOP: [&str; 157] = [
    "a", "about", "across", "after", "ai", "all", "also", "an", "and", "another", "any", "are", "around", "artificial", "as", "at", "be", "been",
    "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "doing", "done", "during", "each", "either", "etc",
    "every", "for", "from", "get", "gets", "give", "given", "gives", "had", "has", "have", "having", "he", "help", "helps", "her", "him", "his",
    "how", "i", "if", "in", "intelligence", "into", "is", "it", "its", "itself", "just", "like", "made", "make", "makes", "making", "many", "may",
    "me", "might", "more", "most", "much", "must", "my", "need", "needs", "new", "no", "nor", "not", "of", "off", "on", "one", "only", "onto",
    "or", "other", "others", "our", "out", "over", "own", "per", "same", "she", "should", "so", "some", "somebody", "someone", "something",
    "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "this", "those", "through", "to", "too",
    "under", "up", "upon", "us", "use", "used", "user", "users", "uses", "using", "various", "very", "via", "was", "way", "we", "were", "what",
    "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "you", "your",
];

/// Words whose ending is part of them.
const KEPT: [&str; 12] =
    ["customs", "customer", "news", "sales", "goods", "police", "process", "business", "species", "series", "general", "personnel"];

/// Endings, each with what takes its place and how long the rest must be; the first that fits is taken.
#[rustfmt::skip]
const ENDINGS: [(&str, &str, usize); 42] = [
    ("izational", "iz", 3), ("ational", "at", 3), ("ization", "iz", 3), ("iveness", "iv", 3), ("ically", "ic", 3), ("ation", "at", 3),
    ("ating", "at", 3), ("ative", "at", 3), ("ator", "at", 3), ("ated", "at", 3), ("izing", "iz", 3), ("ized", "iz", 3), ("izer", "iz", 3),
    ("ysing", "ys", 3), ("ysis", "ys", 3), ("ytic", "ys", 3), ("ostic", "os", 3), ("osis", "os", 3), ("ical", "ic", 3), ("ment", "", 4),
    ("ness", "", 4), ("ying", "y", 3), ("ally", "al", 4), ("ing", "", 3), ("ied", "y", 3), ("ial", "", 5), ("ate", "at", 3), ("ize", "iz", 3),
    ("yse", "ys", 3), ("yze", "ys", 3), ("sion", "s", 4), ("tion", "t", 4), ("ism", "", 5), ("ist", "", 5), ("ive", "", 5), ("ed", "", 3),
    ("er", "", 5), ("or", "", 5), ("ly", "", 4), ("matic", "mat", 3), ("al", "", 6), ("e", "", 3),
];

/// The stems of a text's words, in order; without words that say nothing, unless there are no others.
pub(super) fn stems(text: &str) -> Vec<String> {
    let lower: String = text.to_lowercase().chars().map(plain).collect();
    let words = || lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    let said: Vec<String> = words().filter(|word| !is_stop(word)).map(stem).collect();
    if said.is_empty() { words().map(str::to_owned).collect() } else { said }
}

fn is_stop(word: &str) -> bool {
    word.len() == 1 && word.chars().all(char::is_alphabetic) || STOP.binary_search(&word).is_ok()
}

fn plain(sign: char) -> char {
    match sign {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

/// What a word and its other forms have in common.
fn stem(word: &str) -> String {
    if word.len() < 4 || KEPT.contains(&word) || word.chars().any(|sign| sign.is_numeric()) {
        return word.to_owned();
    }
    let word = american(&singular(word));
    let has_vowel = |rest: &str| rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let fitting = ENDINGS.iter().find_map(|(ending, instead, least)| {
        let rest = word.strip_suffix(ending).filter(|rest| rest.len() >= *least && has_vowel(rest))?;
        let is_part = (*ending == "ed" && rest.ends_with('e')) || (*ending == "ment" && rest.ends_with('u'));
        (!is_part && !KEPT.contains(&word.as_str())).then_some((rest, *ending, *instead))
    });
    let stem = match fitting {
        Some((rest, "ing" | "ed" | "er", _)) => single(rest).to_owned(),
        Some((rest, _, instead)) => format!("{rest}{instead}"),
        None => word,
    };
    let stem = stem.strip_suffix('e').filter(|rest| rest.len() >= 3).unwrap_or(&stem);
    stem.strip_suffix('y').filter(|rest| rest.len() >= 5).unwrap_or(stem).to_owned()
}

fn singular(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| rest.len() >= 3) {
        return format!("{rest}y");
    }
    let hisses = |rest: &&str| ["ss", "x", "ch", "sh", "zz"].iter().any(|ending| rest.ends_with(ending));
    if let Some(rest) = word.strip_suffix("es").filter(hisses) {
        return rest.to_owned();
    }
    match word.strip_suffix('s') {
        Some(rest) if !rest.ends_with(['s', 'u', 'i']) && rest.len() >= 3 => rest.to_owned(),
        Some(_) | None => word.to_owned(),
    }
}

/// `behavior` for `behaviour`, `organization` for `organisation`, `defense` for `defence`.
fn american(word: &str) -> String {
    let word = word.replace("isation", "ization");
    let end = [
        ("ence", "ense", &["def", "lic", "off"][..]),
        ("our", "or", &["behavi", "lab", "neighb", "hon", "col", "fav", "harb", "rum", "arm"][..]),
    ];
    for (british, american, roots) in end {
        if let Some(at) = word.find(british)
            && word.get(..at).is_some_and(|root| roots.contains(&root))
        {
            return word.replacen(british, american, 1);
        }
    }
    let is_verb =
        |rest: &&str| rest.len() >= 4 && !["exerc", "adver", "surpr", "prom", "advert", "prec", "conc", "exp", "enterpr"].contains(rest);
    for (british, american) in [("ise", "ize"), ("ised", "ized"), ("iser", "izer"), ("ising", "izing")] {
        if let Some(rest) = word.strip_suffix(british).filter(is_verb) {
            return format!("{rest}{american}");
        }
    }
    word
}

/// `plan` of `plann`.
fn single(rest: &str) -> &str {
    let mut last = rest.chars().rev();
    match (last.next(), last.next()) {
        (Some(one), Some(other)) if one == other && !matches!(one, 's' | 'z' | 'e' | 'o') => {
            rest.get(..rest.len() - one.len_utf8()).unwrap_or(rest)
        }
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::stems;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            "translate translation translating translated translates translator",
            "summarise summarize summarization summarisation summarizing",
            "hire hiring hired",
            "analyse analysis analyze analytics",
            "diagnose diagnosis diagnostic",
            "plan planning planned",
            "policy policies",
            "automated automation automatic",
            "terrorist terrorism terrorists",
            "behaviour behavior behaviours",
            "organisation organization organisations",
            "recruit recruiter recruitment recruiting",
            "political politics",
        ] {
            let mut found = stems(forms);
            found.dedup();
            assert_eq!(found.len(), 1, "{forms}: {found:?}");
        }
    }

    #[test]
    fn other_words_have_others() {
        for (one, other) in
            [("world", "worldwide"), ("police", "policy"), ("customs", "customer"), ("organ", "organization"), ("part", "party")]
        {
            assert_ne!(stems(one), stems(other));
        }
        assert_eq!(stems("Tools for the military"), ["tool", "militar"]);
        assert_eq!(stems("by the"), ["by", "the"]);
    }
}
