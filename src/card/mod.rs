//! One model card: is its license said as the hub and its readers take it, is it that of the text beside the card, and does it keep the terms of what the
//! model was made of?
//!
//! Findings are diagnostics with their places in the card, and a ready mend where there is one right way. `label` looks at what the card says of its
//! license, `text` at the text beside it, `origins` at what the model was made of; `form` mends what hides or blurs a statement. No file is read here.

mod form;
mod label;
mod origins;
mod text;

use railc_core::base::{SourceId, Span};
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_language::library::Embedded;
use railc_metadata::{Described, Place, Role, Standing, Statement};

pub use origins::Origin;

/// A card, with what is known around it.
pub struct Subject<'a> {
    /// The text of the card, for places.
    pub source: SourceId,
    /// The text of the card.
    pub text: &'a str,
    /// What it states.
    pub described: &'a Described,
    /// The files beside it whose names say that they hold licenses or notices, with their texts.
    pub beside: &'a [(String, String)],
    /// Whether a file of this name is beside it.
    pub has_file: &'a dyn Fn(&str) -> bool,
    /// The license of another thing by its id, as far as anybody knows: told in the call, found in a card beside this one, or in a table.
    pub license_of: &'a dyn Fn(&str) -> Option<ChosenPolicy>,
    /// The license that the card means, where it is none of the library.
    pub own: Option<&'a ChosenPolicy>,
}

/// What was found in a card.
#[derive(Debug)]
pub struct Found {
    /// What is to be mended, the card from top to bottom.
    pub findings: Diagnostics,
    /// The license of the card, by its id, where it is known.
    pub license: Option<String>,
    /// What it was made of.
    pub origins: Vec<Origin>,
    /// Whether all that was found, if anything, is that something is not known.
    pub is_open: bool,
}

/// Looks at a card.
pub fn look(subject: &Subject<'_>) -> Found {
    let label = label::of(subject);
    let mut findings: Vec<Diagnostic> = form::findings(subject);
    findings.extend(label::findings(subject, &label));
    findings.extend(text::findings(subject, &label));
    let (origins, found) = origins::look(subject, &label);
    findings.extend(found);
    findings.sort_by_key(|finding| finding.labels.first().map_or(0, |label| label.span.start));
    let is_open = findings.iter().all(|finding| finding.code == Code::OpenOrigin);
    Found { is_open, findings: findings.into_iter().collect(), license: label.id(subject), origins }
}

/// What a card says of its license.
enum Label<'a> {
    /// Nothing that anybody can read.
    None,
    /// One license of the library.
    Known(&'a Statement, &'static Embedded),
    /// `other`, or an id that is none of the library.
    Foreign(&'a Statement),
    /// Several.
    Several(Vec<&'a Statement>),
}

impl Label<'_> {
    /// The id of the license that the card means.
    fn id(&self, subject: &Subject<'_>) -> Option<String> {
        match (subject.own, self) {
            (Some(own), _) => Some(own.policy.license().id.clone()),
            (None, Label::Known(_, license)) => Some(license.id.to_owned()),
            (None, Label::None | Label::Foreign(_) | Label::Several(_)) => None,
        }
    }

    /// The statement, if it is one.
    fn statement(&self) -> Option<&Statement> {
        match self {
            Label::Known(statement, _) | Label::Foreign(statement) => Some(statement),
            Label::None | Label::Several(_) => None,
        }
    }
}

impl<'a> Subject<'a> {
    /// The span of a place in the card.
    fn span(&self, place: &Place) -> Span {
        place.span(self.source).unwrap_or(Span { source: self.source, start: 0, end: 0 })
    }

    /// What the front matter states in this role; prose and what stands under a wrong key are left out.
    fn stated(&self, role: Role) -> impl Iterator<Item = &'a Statement> {
        let statements = self.described.things.first().map(|thing| thing.licenses.as_slice()).unwrap_or_default();
        let is_read = |statement: &&Statement| matches!(statement.standing, Standing::Stated | Standing::Contradicted);
        let is_key = |statement: &&Statement| statement.key.starts_with("license");
        statements.iter().filter(move |statement| statement.role == role).filter(is_read).filter(is_key)
    }

    /// The end of the line of a place, where another line can be put in.
    fn line_end(&self, place: &Place) -> Span {
        let start = self.span(place).end as usize;
        let end = self.text.get(start..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |at| start + at);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Span { source: self.source, start: end, end }
    }
}

/// The id of a license on the hub; a license that the hub does not list has none.
fn hub_id(license: &Embedded) -> Option<&'static str> {
    let listed = railc_library::licenses().iter().find(|listed| listed.id == license.id)?;
    listed.hugging_face.filter(|id| *id != "other")
}
