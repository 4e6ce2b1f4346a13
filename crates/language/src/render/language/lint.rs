//! What lints look for in the texts of a language, from `templates/<language>/drafting/lint.toml`, which explains each list.
#![expect(missing_docs, reason = "the file of words explains each list")]

/// The words that lints look for.
#[derive(Debug)]
pub struct Lint {
    pub names: &'static [&'static str],
    pub abbreviations: &'static [&'static str],
    pub parts: &'static [&'static str],
    pub attachments: &'static [&'static str],
    pub self_words: &'static [&'static str],
    pub pointing_words: &'static [&'static str],
    pub place_words: &'static [&'static str],
    pub duties: &'static [&'static str],
    pub prohibitions: &'static [&'static str],
    /// What obliges without one of the duties.
    pub needing_words: &'static [&'static str],
    /// What makes a permission.
    pub permissions: &'static [&'static str],
    pub neutral_words: &'static [&'static str],
    pub document_words: &'static [&'static str],
    pub operative_words: &'static [&'static str],
    pub definite_words: &'static [&'static str],
    pub following_words: &'static [&'static str],
    pub verb_words: &'static [&'static str],
    pub open_words: &'static [&'static str],
    pub including: &'static [&'static str],
    pub open_rule_words: &'static [&'static str],
    pub vague_words: &'static [&'static str],
    pub openers: &'static [&'static str],
    pub main_words: &'static [&'static str],
    pub reaching_words: &'static [&'static str],
    pub tail_words: &'static [&'static str],
    pub survival_words: &'static [&'static str],
    pub ending_words: &'static [&'static str],
    pub warranty_words: &'static [&'static str],
    pub liability_words: &'static [&'static str],
    pub denials: &'static [&'static str],
    pub licensor_words: &'static [&'static str],
    pub power_words: &'static [&'static str],
    pub unlimited_words: &'static [&'static str],
    pub limiting_words: &'static [&'static str],
    pub placeholders: &'static [&'static str],
    pub restriction_headings: &'static [&'static str],
    pub number_words: &'static [&'static str],
    pub definition_verbs: &'static [&'static str],
    pub archaic_words: &'static [ArchaicWord],
    pub doublets: &'static [Doublet],
}

/// A word of an old form. `plain` says the same; it is `-` where that depends on the sentence.
#[derive(Debug)]
pub struct ArchaicWord {
    pub word: &'static str,
    pub plain: &'static str,
}

/// Two words for one thing. `plain` says the same; it is `-` where that depends on the sentence.
#[derive(Debug)]
pub struct Doublet {
    pub word: &'static str,
    pub plain: &'static str,
}
