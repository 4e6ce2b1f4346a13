//! What a model was made of: are the terms of each origin kept by the card's license, and are the notices, names and copies there that it asks for?

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
    let (mut origins, mut findings) = (Vec::new(), Vec::new());
    let links = subject.described.links.iter().filter(|link| link.standing == Standing::Stated);
    for link in links {
        let derivation = derivation(link);
        let license = (subject.license_of)(&link.from);
        let mut origin = Origin {
            id: link.from.clone(),
            relation: derivation.name,
            license: license.as_ref().map(|one| one.policy.license().id.clone()),
            fit: None,
        };
        match (&license, &own) {
            (Some(upstream), Some(downstream)) => {
                let up = std::slice::from_ref(upstream);
                match compat::find(Passing { upstream: up, downstream, derived: derivation.into(), table: passing_on() }) {
                    Ok(found) => {
                        origin.fit = Some(found.fit().name());
                        findings.extend(terms(subject, label, link, &found, (upstream, downstream)));
                        findings.extend(owed(subject, link, &found, upstream));
                    }
                    Err(_) => {
                        findings.push(open(subject, link, "whether its terms are kept takes too long to find out", "compare the two texts"))
                    }
                }
            }
            (Some(upstream), None) => {
                let message = format!("`{}` is under {}, and whether its terms are kept is open", link.from, upstream.policy.license().id);
                let help = "name the license of this card with `--license`: a spec, or an id of the library";
                findings.push(open(subject, link, &message, help));
            }
            // Of most data sets nobody knows; that a model is under terms of them is for `trace` to tell.
            (None, _) if link.kind == Kind::Data || link.named == Named::Path => {}
            (None, _) => {
                let message = format!("the license of `{}` is not known here", link.from);
                findings.push(open(subject, link, &message, &format!("say it: `--parent {}=LICENSE`", link.from)));
            }
        }
        origins.push(origin);
    }
    (origins, findings)
}

fn open(subject: &Subject<'_>, link: &Link, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::OpenOrigin, message).at(subject.span(&link.place), "").help(help)
}

/// How something was made, in the words of `railc compat`. A relation that is not told is a fine-tune, as most are.
fn derivation(link: &Link) -> &'static Derivation {
    let told = link.relation.as_deref().unwrap_or_default().to_ascii_lowercase();
    let name = match (link.kind, told.as_str()) {
        (Kind::Data, _) => "trained",
        (_, "quantized" | "quantize" | "quantised" | "quantise") => "quantize",
        (_, "distilled" | "distill" | "distil") => "distil",
        (_, other) => other,
    };
    let all = passing_on().derivations;
    all.iter().find(|one| one.name == name).or(all.first()).expect("the library would not build without a relation")
}

/// Terms of an origin that the card's license does not keep.
fn terms(subject: &Subject<'_>, label: &Label<'_>, link: &Link, found: &Compat, (upstream, downstream): Pair<'_>) -> Option<Diagnostic> {
    let (up, down) = (&upstream.policy.license().id, &downstream.policy.license().id);
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
    let finding = finding.and(span, "and is passed on under this");
    Some(match right(subject, label, upstream).filter(|_| code == Code::DroppedTerms) {
        Some(id) => finding.help(format!("pass it on under `{id}`; {help}")).fix(span, id),
        None => finding.help(help),
    })
}

/// The id of the origin's own license, where the card can carry that instead: all origins are under it, and no text beside the card is that of another.
fn right(subject: &Subject<'_>, label: &Label<'_>, upstream: &ChosenPolicy) -> Option<&'static str> {
    let id = &upstream.policy.license().id;
    let models = subject.described.links.iter().filter(|link| link.kind != Kind::Data && link.standing == Standing::Stated);
    let is_alone = models.into_iter().all(|link| (subject.license_of)(&link.from).is_some_and(|other| other.policy.license().id == *id));
    let has_text = subject.beside.iter().any(|(file, _)| text::is_main(file));
    let is_plain = matches!(label, Label::Known(statement, _) if statement.value.trim() != "other" && !statement.key.contains('['));
    if !is_alone || has_text || !is_plain {
        return None;
    }
    hub_id(railc_library::library().license(id)?)
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
