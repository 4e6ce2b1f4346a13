//! What a model was made of: are the terms of each origin kept by the card's license, and are the notices, names and copies there that it asks for?

use std::collections::BTreeMap;

use railc_core::check::{ChosenPolicy, CitedRule, Due};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::policy::{Cited, Condition, DutyId, Policy};
use railc_library::{Derivation, passing_on};
use railc_metadata::{Kind, Link, Named, Standing};

use crate::analysis::compat::{self, Compat, Fit, Passed, Passing, Rule};
use crate::facade::identify;

use super::{Label, Subject, hub_id, text};

/// How many clauses a finding names.
const NAMED: usize = 4;

/// Something that the model was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its id, or whatever the card calls it.
    pub id: String,
    /// How it was used, in the words of `railc compat`.
    pub relation: &'static str,
    /// The id of its license, if that is known.
    pub license: Option<String>,
    /// Whether its terms are kept, as `railc compat` says it; none where either license is not known.
    pub fit: Option<&'static str>,
}

/// The license of an origin, and that of the card.
type Pair<'a> = (&'a ChosenPolicy, &'a ChosenPolicy);

/// Looks at every origin that the front matter or the body names.
pub(super) fn look(subject: &Subject<'_>, label: &Label<'_>) -> (Vec<Origin>, Vec<Diagnostic>) {
    let own = subject.own.cloned().or_else(|| match label {
        Label::Known(_, license) => railc_library::policy(license.id).map(ChosenPolicy::unchosen),
        Label::None | Label::Foreign(_) | Label::Several(_) => None,
    });
    let links = subject.described.links.iter().filter(|link| link.standing == Standing::Stated);
    let known: Vec<Known<'_>> = links.map(|link| Known { link, license: (subject.license_of)(&link.from) }).collect();
    let mut looking = Looking { subject, label, right: right(subject, label, &known), compared: BTreeMap::new() };
    let (mut origins, mut findings) = (Vec::new(), Vec::new());
    for Known { link, license } in &known {
        let fit = match (license, &own) {
            (Some(upstream), Some(downstream)) => looking.compare(link, (upstream, downstream), &mut findings),
            (Some(upstream), None) => {
                let message = format!("`{}` is under {}, and whether its terms are kept is open", link.from, id(upstream));
                findings.push(open(
                    subject,
                    link,
                    &message,
                    "name the license of this card with `--license`: a spec, or an id of the library",
                ));
                None
            }
            // Of most data sets nobody knows, and a path was told already.
            (None, _) if link.kind == Kind::Data || link.named == Named::Path => None,
            (None, _) => {
                let message = format!("the license of `{}` is not known here", link.from);
                findings.push(open(subject, link, &message, &format!("say it: `--parent {}=LICENSE`", link.from)));
                None
            }
        };
        let license = license.as_ref().map(|license| id(license).to_owned());
        origins.push(Origin { id: link.from.clone(), relation: derivation(link).name, license, fit });
    }
    (origins, findings)
}

/// An origin, with its license if that is known.
struct Known<'a> {
    link: &'a Link,
    license: Option<ChosenPolicy>,
}

fn id(license: &ChosenPolicy) -> &str {
    &license.policy.license().id
}

/// Origins while they are looked at.
struct Looking<'a> {
    subject: &'a Subject<'a>,
    label: &'a Label<'a>,
    /// The license that the card can carry instead.
    right: Option<&'static str>,
    /// How licenses fare, each compared once for each relation. A model may have a thousand parents.
    compared: BTreeMap<(String, &'static str), Option<Compat>>,
}

impl Looking<'_> {
    /// Whether the terms of an origin are kept. What its license asks for beside the card is told once, however many origins are under it.
    fn compare(&mut self, link: &Link, (upstream, downstream): Pair<'_>, findings: &mut Vec<Diagnostic>) -> Option<&'static str> {
        let derivation = derivation(link);
        let key = (id(upstream).to_owned(), derivation.name);
        let is_new = !self.compared.contains_key(&key);
        let compat = self.compared.entry(key).or_insert_with(|| {
            let upstream = std::slice::from_ref(upstream);
            compat::find(Passing { upstream, downstream, derived: derivation.into(), table: passing_on() }).ok()
        });
        let Some(compat) = compat else {
            let message = format!("whether the terms of `{}` are kept takes too long to find out", link.from);
            findings.push(open(self.subject, link, &message, "compare the two texts"));
            return None;
        };
        findings.extend(terms(self.subject, self.label, link, compat, (upstream, downstream)).map(|finding| match self.right {
            Some(right) if finding.code == Code::DroppedTerms => mended(self.subject, self.label, finding, right),
            Some(_) | None => finding,
        }));
        if is_new {
            findings.extend(owed(self.subject, link, compat, upstream));
        }
        Some(compat.fit().name())
    }
}

fn open(subject: &Subject<'_>, link: &Link, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::OpenOrigin, message).at(subject.span(&link.place), "").help(help)
}

/// How something was made, in the words of `railc compat`. A relation that is not told, or told in other words, is a fine-tune, as most are; data are
/// trained on.
fn derivation(link: &Link) -> &'static Derivation {
    let (from, usual) =
        if link.kind == Kind::Data { (railc_library::Kind::Data, "dataset") } else { (railc_library::Kind::Model, "finetune") };
    let told = link.relation.as_deref().filter(|_| link.kind != Kind::Data).unwrap_or(usual);
    let named = |name| passing_on().derivation(name, from, railc_library::Kind::Model);
    named(told).or_else(|| named(usual)).expect("the library would not build without these relations")
}

/// Terms of an origin that the card's license does not keep.
fn terms(subject: &Subject<'_>, label: &Label<'_>, link: &Link, found: &Compat, (upstream, downstream): Pair<'_>) -> Option<Diagnostic> {
    let (up, down) = (id(upstream), id(downstream));
    let passed = found.upstream.first()?;
    let relation = derivation(link).name;
    let compared = format!("`railc compat --upstream {up} --downstream {down} --relation {relation}` shows each");
    let (code, message, help) = match found.fit() {
        Fit::Ok | Fit::OkAdds | Fit::OkNotice => return None,
        Fit::Unknown => {
            let message = format!(
                "whether {down} keeps what {up} asks of `{}` only counsel can tell: {}",
                link.from,
                clauses(passed, &upstream.policy)
            );
            (Code::OpenOrigin, message, compared)
        }
        Fit::Drops | Fit::Conflict | Fit::Mixed => {
            let message =
                format!("{down} does not keep what {up} asks of what is made of `{}`: {}", link.from, clauses(passed, &upstream.policy));
            (Code::DroppedTerms, message, compared)
        }
    };
    let finding = Diagnostic::new(code, message).at(subject.span(&link.place), "it was made of this");
    let Some(statement) = label.statement() else { return Some(finding.help(help)) };
    let span = subject.span(&statement.place);
    Some(finding.and(span, "and is passed on under this").help(help))
}

/// With the license that the card can carry instead.
fn mended(subject: &Subject<'_>, label: &Label<'_>, finding: Diagnostic, right: &str) -> Diagnostic {
    let Some(statement) = label.statement() else { return finding };
    let help = finding.help.clone().unwrap_or_default();
    finding.help(format!("pass it on under `{right}`; {help}")).fix(subject.span(&statement.place), right)
}

/// The license of the origins, where the card can carry that: all models among them are under the one, and no text beside the card is that of another.
fn right(subject: &Subject<'_>, label: &Label<'_>, known: &[Known<'_>]) -> Option<&'static str> {
    let mut models = known.iter().filter(|known| known.link.kind != Kind::Data).map(|known| known.license.as_ref().map(id));
    let first = models.next()??;
    let has_text = subject.beside.iter().any(|(file, _)| text::is_main(file));
    let is_plain = matches!(label, Label::Known(statement, _) if statement.value.trim() != "other" && !statement.key.contains('['));
    if !models.all(|other| other == Some(first)) || has_text || !is_plain {
        return None;
    }
    hub_id(railc_library::library().license(first)?)
}

/// The clauses that are not kept, the first of them by name.
fn clauses(passed: &Passed, policy: &Policy) -> String {
    let missing = passed.missing.iter().flat_map(|missing| &missing.rules).filter_map(|rule| cited(*rule, policy));
    let conflicts = passed.conflicts.iter().flat_map(|conflict| match conflict {
        compat::Conflict::NotToBePassedOn(_, rules) => rules.iter().filter_map(|rule| rule.cited(policy)).collect::<Vec<_>>(),
        compat::Conflict::NoMoreTerms(_) => Vec::new(),
        compat::Conflict::AddsTerms(rules) => rules.iter().map(|rule| &policy.prohibitions().get(*rule).cited).collect(),
    });
    let mut names: Vec<String> = Vec::new();
    for cited in missing.chain(conflicts) {
        let name = if cited.clause.is_empty() { format!("@{}", cited.id) } else { format!("{} (@{})", cited.clause, cited.id) };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    match (names.is_empty(), more) {
        (true, _) => "it may not be passed on under another license".to_owned(),
        (false, 0) => names.join(", "),
        (false, more) => format!("{} and {more} more", names.join(", ")),
    }
}

fn cited(rule: Rule, policy: &Policy) -> Option<&Cited> {
    match rule {
        Rule::Deciding(CitedRule::NoGrant(_)) => None,
        Rule::Deciding(rule) => rule.cited(policy),
        Rule::Duty(duty) => policy.duties().find(duty).map(|duty| &duty.cited),
    }
}

/// The notices, names and copies that an origin's license asks for, and that are not there.
fn owed(subject: &Subject<'_>, link: &Link, found: &Compat, upstream: &ChosenPolicy) -> Vec<Diagnostic> {
    let policy = &*upstream.policy;
    let due = found.upstream.iter().flat_map(|passed| &passed.owed).filter(|(_, due)| *due == Due::Due);
    due.filter_map(|(duty, _)| lacking(subject, link, *duty, policy)).collect()
}

/// What of one duty can be seen beside the card, and is not there. A duty that can be performed in several ways is not told: one of them may not be seen.
fn lacking(subject: &Subject<'_>, link: &Link, duty: DutyId, policy: &Policy) -> Option<Diagnostic> {
    let (id, duty) = (&policy.license().id, policy.duties().find(duty)?);
    let Condition::Is(concept) = &duty.performed_by else { return None };
    let name = policy.vocabulary().concept(*concept).name();
    let is = |concept: &str| name == concept || name.strip_prefix(concept).is_some_and(|rest| rest.starts_with('.'));
    let words = duty.showing.as_deref();
    let files = |beginning: &str| -> Vec<&str> {
        let is_it = |file: &str| file.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning));
        subject.beside.iter().filter(|(file, _)| is_it(file)).map(|(_, text)| text.as_str()).collect()
    };
    let (message, help) = match words {
        Some(words) if is("done.shows") && !has(subject.text, words) => {
            (format!("the card does not show “{words}”"), "show it in the card, where people see it".to_owned())
        }
        Some(words) if is("done.notice-file") && !files("notice").iter().any(|text| has(text, words)) => {
            let short: String = words.chars().take(120).collect();
            (format!("no NOTICE beside the card has the line “{short}”"), "put the line into a text file NOTICE beside the card".to_owned())
        }
        Some(words) if is("done.name-prefix") && !begins(subject, words) => {
            (format!("the name of the model does not begin with “{words}”"), format!("call it `{words}-…`, in the card and on the hub"))
        }
        _ if is("done.license-copy") && !has_copy(subject, id) => (
            format!("no copy of {id} is beside the card"),
            format!("put the text of {id} there, as LICENSE or, beside another, as LICENSE-{id}"),
        ),
        _ => return None,
    };
    let clause =
        if duty.cited.clause.is_empty() { format!("@{}", duty.cited.id) } else { format!("{} (@{})", duty.cited.clause, duty.cited.id) };
    let message = format!("{message}, which {id} asks for: {clause}");
    Some(Diagnostic::new(Code::MissingNotice, message).at(subject.span(&link.place), "it was made of this").help(help))
}

/// Whether a text has some words, wherever its lines break.
fn has(text: &str, words: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    folded(text).contains(&folded(words))
}

/// Whether the name of the model begins with a word: that in the front matter, that of the folder, or the first heading; of a model without any of them it
/// is not known.
fn begins(subject: &Subject<'_>, word: &str) -> bool {
    let thing = subject.described.things.first();
    let folder =
        thing.map(|thing| thing.name.rsplit('/').next().unwrap_or_default()).filter(|name| !name.eq_ignore_ascii_case("readme.md"));
    let heading =
        subject.text.lines().find_map(|line| line.strip_prefix("# ")).map(|heading| heading.rsplit('/').next().unwrap_or_default().trim());
    let named = thing.into_iter().flat_map(|thing| &thing.names).map(String::as_str);
    let names: Vec<&str> = named.chain(folder).chain(heading).collect();
    names.is_empty() || names.iter().any(|name| name.starts_with(word))
}

/// Whether the text of a license is beside the card. One whose text nobody can tell may be.
fn has_copy(subject: &Subject<'_>, id: &str) -> bool {
    let is_known = railc_library::fingerprints().documents().iter().any(|document| document.licenses.iter().any(|license| license == id));
    let licenses = || subject.beside.iter().filter(|(file, _)| !file.to_ascii_lowercase().starts_with("notice"));
    match is_known {
        true => licenses().any(|(_, text)| identify(text).iter().any(|found| text::is_of(found, id))),
        false => licenses().next().is_some(),
    }
}
