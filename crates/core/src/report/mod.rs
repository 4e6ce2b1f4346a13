//! Answers as published JSON, with words for the typed values of the layers below.
//!
//! `format` is the JSON, `words` the English in it, also used to print for people; `bulk` has answers on any number of uses, a line for each.

pub mod bulk;
pub mod format;
pub mod words;

use crate::base::Sources;
use crate::check::{self, Checked, ChosenPolicy, CitedRule, DutyState, Explanation, Lifted, Question, Reason, Role, Verdict};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::format::entries;
use crate::policy::Policy;
use crate::usage::Use;

pub use words::name;

use format::{
    CheckedLicense, CombinedDuty, CombinedEntry, DutyEntry, LiftedEntry, NO_GRANT, QuestionEntry, ReasonEntry, ResultEntry, RuleEntry,
    VerdictDocument,
};

/// How results name a use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseName {
    /// `use.yaml#1`
    pub described: String,
    /// What its author calls it.
    pub title: Option<String>,
}

/// The results of some uses under some policies, in published form.
pub fn document(
    all: &[Checked],
    uses: &[(String, Use)],
    policies: &[ChosenPolicy],
    diagnostics: &Diagnostics,
    sources: &Sources,
) -> VerdictDocument {
    let hashes: Vec<String> = policies.iter().map(|chosen| chosen.policy.hash()).collect();
    let one = |checked: &Checked| {
        let (described, title) = uses.get(checked.use_at).map(|(name, described)| (name.clone(), described.title.clone()))?;
        let (chosen, hash) = (policies.get(checked.policy_at)?, hashes.get(checked.policy_at)?);
        let mut entry = entry(&chosen.policy, hash, UseName { described, title }, &checked.explanation, sources);
        entry.license.modules = chosen.modules().map(|names| names.map(str::to_owned).collect());
        Some(entry)
    };
    let results: Vec<ResultEntry> = all.iter().filter_map(one).collect();
    VerdictDocument {
        version: format::VERSION,
        combined: check::worst(all).map(|worst| combined(worst, &results)),
        results,
        diagnostics: entries(diagnostics.as_slice(), sources),
    }
}

/// One explanation in published form.
pub fn entry(policy: &Policy, policy_hash: &str, name: UseName, explanation: &Explanation, sources: &Sources) -> ResultEntry {
    let rules = |rules: &[CitedRule]| rules.iter().map(|cited| rule(policy, *cited)).collect();
    let questions = |follow: bool| {
        let those = explanation.questions.iter().filter(|question| question.is_follow_up == follow);
        those.map(|question| asked(policy, question)).collect()
    };
    ResultEntry {
        described: name.described,
        title: name.title,
        license: CheckedLicense {
            id: policy.license().id.clone(),
            name: policy.license().name.clone(),
            version: policy.license().version.clone(),
            policy_hash: policy_hash.to_owned(),
            modules: None,
        },
        verdict: explanation.answer.verdict.name().to_owned(),
        decisive: rules(&explanation.decisive),
        lifted: explanation.lifted.iter().map(|one| lifted(policy, one)).collect(),
        because: explanation.because.iter().map(|fact| reason(policy, fact, sources)).collect(),
        duties: explanation
            .answer
            .duties
            .iter()
            .zip(&explanation.depends_on)
            .map(|(state, open)| duty(policy, state, open.iter().map(|about| words::name(policy, *about)).collect()))
            .collect(),
        questions: questions(false),
        follow_ups: questions(true),
        undecided: rules(&explanation.undecided),
        remedies: Vec::new(),
    }
}

fn reason(policy: &Policy, reason: &Reason, sources: &Sources) -> ReasonEntry {
    ReasonEntry {
        proposition: words::name(policy, reason.about),
        holds: reason.holds,
        origin: words::origin(reason.origin).to_owned(),
        place: reason.place.map(|span| sources.place(span)),
        rule: words::presumed_why(policy, reason.origin),
        phrase: words::phrase(policy, reason.about).to_owned(),
        rules_out: match reason.role {
            Role::Decides => None,
            Role::RulesOutProhibited => Some(Verdict::Prohibited.name().to_owned()),
        },
    }
}

fn duty(policy: &Policy, state: &DutyState, depends_on: Vec<String>) -> DutyEntry {
    let duty = policy.duties().get(state.duty);
    DutyEntry {
        rule: duty.cited.id.clone(),
        clause: duty.cited.clause.clone(),
        due: words::due(state.due).to_owned(),
        status: words::status(state.status).to_owned(),
        depends_on,
        performed_by: policy.condition_entry(&duty.performed_by),
        showing: duty.showing.clone(),
        words: duty.cited.words.clone(),
        confidence: duty.cited.confidence,
    }
}

/// The worst verdict, and every duty.
fn combined(worst: Verdict, results: &[ResultEntry]) -> CombinedEntry {
    let duties = results.iter().flat_map(|result| {
        result.duties.iter().map(|duty| CombinedDuty {
            described: result.described.clone(),
            license: result.license.id.clone(),
            duty: duty.clone(),
        })
    });
    CombinedEntry { verdict: worst.name().to_owned(), duties: duties.collect() }
}

fn rule(policy: &Policy, cited: CitedRule) -> RuleEntry {
    let kind = match cited {
        CitedRule::Prohibition(_) => "prohibition",
        CitedRule::Grant(_) => "grant",
        CitedRule::Limit(_) => "limit",
        CitedRule::NoGrant(action) => {
            let words = words::no_grant(policy, action);
            return RuleEntry { rule: NO_GRANT.to_owned(), clause: String::new(), kind: NO_GRANT.to_owned(), words, confidence: None };
        }
    };
    let cited = cited.cited(policy).cloned().unwrap_or_default();
    RuleEntry { rule: cited.id, clause: cited.clause, kind: kind.to_owned(), words: cited.words, confidence: cited.confidence }
}

fn lifted(policy: &Policy, lifted: &Lifted) -> LiftedEntry {
    let clause = lifted.cited(policy).map(|cited| cited.clause.clone()).unwrap_or_default();
    LiftedEntry { rule: lifted.rule.clone(), clause, exceptions: lifted.exceptions.clone() }
}

fn asked(policy: &Policy, question: &Question) -> QuestionEntry {
    QuestionEntry {
        proposition: words::name(policy, question.about),
        ask: words::ask(policy, question.about),
        decides: question.decides.iter().map(|cited| rule(policy, *cited).rule).collect(),
        to: words::addressee(question.to).to_owned(),
    }
}
