//! Words of which a clause has one, since it obliges, forbids, permits, disclaims or names a price.

/// How such words begin.
const STEMS: [&str; 51] = [
    "allow",
    "approv",
    "attribution",
    "bann",
    "commerc",
    "condition",
    "consent",
    "derogat",
    "disallow",
    "exclu",
    "forbid",
    "gewerb",
    "grant",
    "illegal",
    "indemnif",
    "interdi",
    "kosten",
    "liab",
    "noncommerc",
    "nonprofit",
    "nutzung",
    "oblig",
    "payment",
    "permi",
    "price",
    "prohib",
    "purchas",
    "requir",
    "reserv",
    "restrict",
    "revo",
    "royalt",
    "subscri",
    "sublicens",
    "terminat",
    "unlawful",
    "untersag",
    "verbiet",
    "verbot",
    "vietat",
    "waiv",
    "warrant",
    "authori",
    "utilis",
    "comercial",
    "militar",
    "except",
    "surviv",
    "supersed",
    "overrid",
    "notwithstand",
];
/// Such words themselves.
const WORDS: [&str; 72] = [
    "agree", "agreed", "agrees", "always", "apart", "buy", "cannot", "cant", "cease", "cost", "costs", "darf", "debe", "doit", "dollar",
    "dollars", "dont", "eur", "euro", "euros", "fee", "fees", "free", "has", "have", "however", "if", "illicit", "instead", "keine",
    "lawful", "limit", "limited", "limits", "may", "must", "muss", "need", "needs", "never", "nicht", "no", "nobody", "none", "not", "nur",
    "only", "ought", "pay", "paid", "pays", "provided", "refrain", "right", "rights", "sell", "selling", "shall", "should", "sold", "solo",
    "struck", "subject", "until", "unless", "use", "usd", "used", "using", "void", "without", "wont",
];

/// Whether some words in a row bind anybody, or are in letters of which that can't be told.
pub(super) fn binds<S: AsRef<str>>(words: &[S]) -> bool {
    let number = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_some_and(|word| word.as_ref().starts_with(|sign: char| sign.is_ascii_digit()))
    };
    words.iter().enumerate().any(|(at, word)| {
        let word = word.as_ref().trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
        let is_month = word == "may" && (number(at.checked_sub(1)) || number(Some(at + 1)));
        let next = words.get(at + 1).map(|next| next.as_ref());
        let is_under = word.starts_with("licens") && matches!(next, Some("under" | "to" | "for" | "from" | "by"));
        let binds = WORDS.contains(&word.as_str()) || STEMS.iter().any(|stem| word.starts_with(stem));
        is_under || (binds && !is_month) || !is_latin(&word)
    })
}

fn is_latin(word: &str) -> bool {
    word.chars().all(|sign| !sign.is_alphabetic() || sign < '\u{250}')
}
