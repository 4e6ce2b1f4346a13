//! What can be seen of duties in a repository: license texts, prescribed lines and marks.

use std::collections::{BTreeMap, BTreeSet};

use railc_core::policy::{Condition, Duty, Policy};
use railc_library::{By, Seen, in_repositories};

use super::catalogue::fits;

/// A text of the repository that people read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// The file.
    pub file: String,
    /// The licenses whose text it is, word for word.
    pub licenses: Vec<String>,
    /// Licenses whose text it is with differences.
    pub altered: Vec<String>,
    /// The phrases that it holds, of those that were looked for.
    pub phrases: BTreeSet<String>,
}

/// All that can be seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    papers: Vec<Paper>,
}

/// What shows that a duty is performed, and where it is, if it is anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) concept: &'static str,
    pub(super) file: Option<String>,
    /// What is looked for, in words.
    pub(super) wanted: String,
}

/// The phrases that duties of a policy may ask for.
pub fn phrases(policy: &Policy) -> BTreeSet<String> {
    let duties = policy.duties().iter().flat_map(|duty| looked_for(duty, policy));
    duties.flat_map(|(_, phrases)| phrases).collect()
}

/// What is looked for of a duty: rows of the table with their phrases.
fn looked_for<'p>(duty: &'p Duty, policy: &'p Policy) -> Vec<(&'static Seen, Vec<String>)> {
    let mut concepts = BTreeSet::new();
    duty.performed_by.visit(&mut |condition| {
        if let Condition::Is(concept) = condition {
            concepts.insert(policy.vocabulary().concept(*concept).name().to_owned());
        }
    });
    let rows = in_repositories().iter().filter(|row| concepts.contains(row.concept));
    let phrases = |row: &Seen| match row.by {
        By::LicenseText => Vec::new(),
        By::Showing => duty.showing.iter().map(|words| plain(words)).collect(),
        By::Words(words) => words.iter().map(|words| plain(words)).collect(),
    };
    rows.map(|row| (row, phrases(row))).collect()
}

/// Words in small letters with single blanks between them, as they are compared.
pub fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

impl Evidence {
    /// Of the texts of a repository.
    pub fn new(papers: Vec<Paper>) -> Evidence {
        Evidence { papers }
    }

    /// What can be seen of a duty of a license; none, if nothing of it shows in a repository.
    pub(super) fn of(&self, duty: &Duty, policy: &Policy) -> Vec<Sign> {
        let license = &policy.license().id;
        let sign = |(row, phrases): (&'static Seen, Vec<String>)| {
            let is_in = |paper: &&Paper| {
                let file = paper.file.rsplit('/').next().unwrap_or_default().to_lowercase();
                row.files.is_empty() || row.files.iter().any(|pattern| fits(pattern, &file))
            };
            let shows = |paper: &&Paper| match row.by {
                By::LicenseText => paper.licenses.contains(license),
                By::Showing | By::Words(_) => phrases.iter().any(|phrase| paper.phrases.contains(phrase)),
            };
            let file = self.papers.iter().filter(is_in).find(shows).map(|paper| paper.file.clone());
            Sign { concept: row.concept, file, wanted: self.wanted(row, duty, license) }
        };
        looked_for(duty, policy).into_iter().map(sign).collect()
    }

    fn wanted(&self, row: &Seen, duty: &Duty, license: &str) -> String {
        let place = match row.files {
            [] => "a text that people read".to_owned(),
            files => {
                format!("a file {}", files.iter().map(|file| file.trim_end_matches('*').to_uppercase()).collect::<Vec<_>>().join(" or "))
            }
        };
        let words = |words: &str| format!("`{}` in {place}", words.split_whitespace().collect::<Vec<_>>().join(" "));
        match row.by {
            By::LicenseText => match self.papers.iter().find(|paper| paper.altered.iter().any(|id| id == license)) {
                Some(paper) => format!("the text of {license} as it is: {} differs from it", paper.file),
                None => format!("a file with the text of {license}"),
            },
            By::Showing => duty.showing.as_deref().map_or_else(String::new, words),
            By::Words(all) => all.first().map_or_else(String::new, |first| words(first)),
        }
    }

    /// What can be seen under a license: the concepts that hold, each with the file that shows it.
    pub(super) fn shown(&self, policy: &Policy) -> BTreeMap<&'static str, String> {
        let signs = policy.duties().iter().flat_map(|duty| self.of(duty, policy));
        signs.filter_map(|sign| Some((sign.concept, sign.file?))).collect()
    }
}
