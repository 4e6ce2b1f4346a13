//! The public names of the crate, as another program would use them.

use railc::{Checker, DutyStatus, License, Policy, Use, Verdict};

const ADVICE: &str = "use: A clinic\naction: [provide-service]\npurpose: [medical.advice]\n";

fn described(text: &str) -> Use {
    Use::read("clinic.yaml", text).into_result().unwrap().0
}

#[test]
fn a_policy_gives_the_same_answer_as_json_and_from_the_library() {
    let license = License::of_library("llama-3.1").unwrap();
    let json = license.policy().to_json();
    let read = Policy::from_json("policy.json", &json).into_result().unwrap().0;
    let ready = Policy::of_library("llama3.1").unwrap();
    let answers = [license.policy(), read, ready].map(|policy| policy.checker().check(&described(ADVICE)).unwrap().to_string());
    assert!(answers[0].contains("\nundetermined: 3 clauses") && answers[0].contains("AUP 1.d (@unlicensed-practice)"), "{}", answers[0]);
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[test]
fn an_error_says_where_and_what_to_do() {
    let wrong = License::compile("garden.rail", "license \"Garden\" version \"1.0\"\n  id garden\nclause @use\n  permti action.run\n");
    assert!(wrong.into_result().unwrap_err().to_string().starts_with("garden.rail:4:3: R0101: "));
    let wrong = Use::read("clinic.yaml", "purpose: [medical.advise]\n").into_result().unwrap_err();
    assert_eq!(wrong.to_string(), "clinic.yaml:1:11: R0407: `purpose` has no `medical.advise` (did you mean `medical.advice`?)");
    let mut checker = Policy::of_library("llama-3.1").unwrap().checker();
    let module = checker.check(&described("module: {weapons: yes}\n")).unwrap_err();
    assert!(module.to_string().starts_with("clinic.yaml:1:10: R0209: no license here has `module.weapons`"), "{module}");
    assert_eq!(checker.verdict(&described("module: {weapons: yes}\n")).unwrap_err(), module);
}

#[test]
fn a_text_of_several_uses_is_read_whole_or_not_at_all() {
    let several = "action: [run]\n---\naction: [distribute]\n";
    assert_eq!(Use::read_all("uses.yaml", several).into_result().unwrap().0.len(), 2);
    assert!(Use::read("uses.yaml", several).into_result().is_err());
}

#[test]
fn modules_are_chosen_by_name() {
    let policy = Policy::of_library("rail-generator-open-rail-ams").unwrap();
    assert!(policy.modules().any(|module| module == "medical-accreditation"));
    let text = |license: License| license.markdown().map(str::to_owned);
    assert!(text(License::of_library("open-rail-m").unwrap()).unwrap().contains("OpenRAIL-M"));
    assert_eq!(text(License::of_library("rail-generator-open-rail-ams").unwrap()), None, "a reading has no text");
    let unknown = policy.clone().choosing(&["medical-acreditation"]).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "R0209: there is no module `medical-acreditation` (did you mean `medical-accreditation` or `medical-validation`?)"
    );
    let checker = |modules: &[&str]| policy.clone().choosing(modules).unwrap().checker();
    let verdict = |mut checker: Checker| checker.verdict(&described(ADVICE)).unwrap();
    assert_eq!(verdict(checker(&[])), Verdict::Permitted);
    assert_eq!(verdict(checker(&["medical-accreditation"])), Verdict::Undetermined);
}

#[test]
fn duties_and_questions_are_told_in_words() {
    let mut checker = Policy::of_library("open-rail-m").unwrap().checker();
    let answer = checker.check(&described("action: [distribute]\nartifact: [model]\n")).unwrap();
    assert_eq!(answer.verdict(), Verdict::Permitted);
    let duty = answer.duties().find(|duty| duty.rule().id() == "copy").unwrap();
    assert!(duty.is_due() && duty.status() == DutyStatus::Unknown);
    assert!(duty.rule().to_string().starts_with("4.5 (@copy): With each copy of the Licensed Material"), "{}", duty.rule());

    let answer = checker.check(&described(ADVICE)).unwrap();
    let question = answer.questions().next().unwrap();
    assert_eq!((question.decides()[0].clause(), question.to()), ("A.11", "operator"));
    assert!(question.to_string().ends_with('?'), "{question}");
}

/// A policy that permits running and forbids one purpose, and knows nothing else.
fn clinic(forbidden: &str) -> Policy {
    let json = r#"{"version": 1, "license": {"id": "clinic", "name": "Clinic", "version": "1", "kind": "own"},
        "grants": [{"id": "use", "clause": "1", "actions": ["action.run"], "condition": {"all": []}}],
        "prohibitions": [{"id": "p", "clause": "2", "condition": {"is": "FORBIDDEN"}}], "duties": [], "propositions": [], "hashes": {},
        "vocabulary": {"version": 1, "facets": {"action": {"closed": true}, "purpose": {"closed": true}}, "exclusive": [], "scalars": {},
        "concepts": {"action.run": {}, "FORBIDDEN": {}}}}"#;
    Policy::from_json("policy.json", &json.replace("FORBIDDEN", forbidden)).into_result().unwrap().0
}

#[test]
fn a_policy_in_other_words_gives_no_verdict_on_what_it_does_not_know() {
    let mut checker = clinic("purpose.naming-illness").checker();
    assert_eq!(checker.verdict(&described("action: [run]\n")).unwrap(), Verdict::Permitted);
    let wrong = checker.verdict(&described("action: [run]\npurpose: [medical.advice]\n")).unwrap_err();
    assert!(
        wrong.to_string().starts_with("clinic.yaml:2:11: R0407: the policy of `clinic` is in the words of another vocabulary"),
        "{wrong}"
    );
    assert_eq!(checker.check(&described("action: [run]\npurpose: [medical.advice]\n")).unwrap_err(), wrong);
}

#[test]
fn a_policy_of_an_older_vocabulary_is_none_in_other_words() {
    let json = License::of_library("apache-2.0").unwrap().policy().to_json();
    let (before, after) = json.split_once("\"vocabulary\":\"sha256:").unwrap();
    let older = format!("{before}\"vocabulary\":\"sha256:0{}", &after[1..]);
    let mut checker = Policy::from_json("policy.json", &older).into_result().unwrap().0.checker();
    assert_eq!(checker.verdict(&described("sector: [education]\naction: [run]\n")).unwrap(), Verdict::Permitted);
}

#[test]
fn what_an_older_vocabulary_lacked_gives_no_verdict_where_something_would_follow() {
    let mut checker = clinic("purpose.medical").checker();
    assert_eq!(checker.verdict(&described("action: [run]\npurpose: [medical]\n")).unwrap(), Verdict::Prohibited);
    assert_eq!(checker.verdict(&described("action: [run]\npurpose: [logistics]\n")).unwrap(), Verdict::Permitted);
    let wrong = checker.verdict(&described("action: [run]\npurpose: [medical.triage]\n")).unwrap_err().to_string();
    assert!(
        wrong.contains("R0407: the policy of `clinic` was made with a vocabulary that does not have `purpose.medical.triage`"),
        "{wrong}"
    );
}
