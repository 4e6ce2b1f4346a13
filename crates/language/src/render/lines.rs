//! What a license says in one line each, for policies and for the output of checks.

use crate::license::{Clause, Rule};

use super::inline::numberings;
use super::language::{Drafting, DraftingWords, Language, drafting, filled};
use super::phrase::{Phrase, Piece};
use super::references::References;
use super::wording::{Block, ClauseDraft, Draft, Drafter};

/// The clauses of a license in one line each, and its other words for policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The language that they are written in.
    pub language: &'static Language,
    /// Each clause, in the license's order: its handwritten wording, else the sentence generated from its rule.
    pub clauses: Vec<String>,
    /// For each clause, the words that it requires to be shown.
    pub showing: Vec<Option<String>>,
    /// The question of each of the license's own propositions, in order.
    pub asked: Vec<String>,
}

impl Lines {
    /// Each clause with the words that it requires to be shown, also where its own wording leaves them out.
    pub fn with_showing(&self) -> impl Iterator<Item = String> + '_ {
        let (_, Drafting { words: DraftingWords { summary, .. }, .. }) = drafting();
        let line = |(words, showing): (&String, &Option<String>)| match showing {
            Some(showing) if !words.contains(showing.as_str()) => {
                let pattern = if words.ends_with('.') { summary.showing_sentence } else { summary.showing };
                filled(pattern, &[("words", words), ("showing", showing)])
            }
            _ => words.clone(),
        };
        self.clauses.iter().zip(&self.showing).map(line)
    }
}

/// The lines of a license.
pub fn lines(drafter: &Drafter<'_>, draft: &Draft<'_>) -> Lines {
    let license = drafter.license;
    let references = References::new(license, drafter.language);
    let drafts = draft.sections.iter().flat_map(|section| &section.clauses);
    let line = |((_, clause), draft): ((_, &Clause), &ClauseDraft<'_>)| match license.is_reading() {
        true => summary(clause, draft, drafter, &references),
        false => one_line(draft.alone(), &references),
    };
    Lines {
        language: drafter.language,
        clauses: license.clauses().zip(drafts).map(line).collect(),
        showing: license.clauses().map(|(_, clause)| showing(clause, drafter)).collect(),
        asked: license.locals.iter().map(|local| drafter.asked(local)).collect(),
    }
}

fn showing(clause: &Clause, drafter: &Drafter<'_>) -> Option<String> {
    match &clause.rule {
        Rule::Must { showing, .. } | Rule::Should { showing, .. } => showing.as_ref().map(|words| drafter.plain(words)),
        Rule::Permit { .. } | Rule::Prohibit { .. } | Rule::Withdraw { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => None,
    }
}

/// A clause of a reading. A handwritten summary is not a whole sentence, and continues with the exceptions.
fn summary(clause: &Clause, draft: &ClauseDraft<'_>, drafter: &Drafter<'_>, references: &References<'_>) -> String {
    let cases: Vec<String> = match &clause.text {
        Some(_) => drafter.exceptions_by_hand(clause).iter().map(|words| cited(words, references)).collect(),
        None => Vec::new(),
    };
    let line = one_line(draft.alone(), references);
    if cases.is_empty() {
        return line;
    }
    let words = &drafter.drafting.words.summary;
    filled(words.exceptions, &[("words", line.trim_end_matches('.')), ("cases", &cases.join(words.or_where))])
}

/// Joins paragraphs and lists into one line.
fn one_line(blocks: &[Block], references: &References<'_>) -> String {
    let mut pieces: Vec<String> = Vec::new();
    for (block, numbering) in blocks.iter().zip(numberings(blocks)) {
        pieces.push(cited(&block.words, references));
        let items = block.items.iter().enumerate();
        pieces.extend(items.map(|(at, item)| format!("{} {}", numbering.label(at, references.language), cited(item, references))));
    }
    pieces.join(" ")
}

/// The words, with references as citations.
fn cited(phrase: &Phrase, references: &References<'_>) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Made(words) | Piece::ByHand(words) => words.clone(),
        Piece::Exact(words) => format!("\"{words}\""),
        Piece::Reference(id) => references.citation(id).unwrap_or_else(|| id.clone()),
    };
    phrase.pieces().iter().map(piece).collect()
}
