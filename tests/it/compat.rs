//! Whether terms flow down: known pairs of licenses, and each loss shown by a use that the checker decides as it is told.

use std::sync::Arc;

use railc::analysis::compat::{self, Compat, Fit, Passing, Why};
use railc_core::check::{Checker, ChosenPolicy, Verdict};
use railc_core::usage::{Fact, Said, Use};
use railc_library::{Derivation, Kind, passing_on, policy};

fn derivation(name: &str) -> &'static Derivation {
    passing_on().derivation(name, Kind::Model, Kind::Model).unwrap()
}

fn license(id: &str) -> ChosenPolicy {
    ChosenPolicy::unchosen(policy(id).unwrap_or_else(|| panic!("the library has {id}")))
}

fn found(upstream: &[&str], downstream: &str, relation: &str) -> Compat {
    let upstream: Vec<ChosenPolicy> = upstream.iter().map(|id| license(id)).collect();
    let passing =
        Passing { upstream: &upstream, downstream: &license(downstream), derived: derivation(relation).into(), table: passing_on() };
    compat::find(passing).unwrap()
}

/// What is known of derived models and what lawyers say of them.
const KNOWN: [(&[&str], &str, &str, Fit); 33] = [
    // Use restrictions survive a new label, whether or not a duty says so.
    (&["llama-2"], "mit", "finetune", Fit::Drops),
    (&["deepseek-la-1.0"], "apache-2.0", "finetune", Fit::Drops),
    (&["bigscience-rail-1.0"], "apache-2.0", "finetune", Fit::Drops),
    (&["bigcode-open-rail-m-v1"], "mit", "finetune", Fit::Drops),
    (&["cc-by-nc-4.0"], "apache-2.0", "repackage", Fit::Drops),
    (&["cc-by-nc-sa-4.0"], "apache-2.0", "finetune", Fit::Drops),
    // A right to sublicense that hangs on consent is none, and what was not changed stays under its license.
    (&["flux-1-nc"], "mit", "finetune", Fit::Drops),
    (&["mistral-mnpl-0.1"], "apache-2.0", "finetune", Fit::Drops),
    (&["cc-by-4.0"], "mit", "repackage", Fit::Drops),
    // Whether it may be passed on at all hangs on the purpose.
    (&["mistral-mrl-0.1"], "mistral-mrl-0.1", "finetune", Fit::Ok),
    (&["qwen-research-2024"], "mit", "finetune", Fit::Drops),
    // Copyleft under another label.
    (&["mpl-2.0"], "mit", "changed-code", Fit::Drops),
    (&["gpl-3.0"], "mit", "changed-code", Fit::Drops),
    (&["cc-by-sa-4.0"], "cc-by-4.0", "changed-data", Fit::Drops),
    // A license that lets nobody add terms can't take restrictions in.
    (&["llama-2"], "cc-by-sa-4.0", "finetune", Fit::Mixed),
    (&["bigscience-open-rail-m"], "gpl-3.0", "finetune", Fit::Mixed),
    (&["gpl-3.0"], "bigscience-open-rail-m", "finetune", Fit::Mixed),
    // No license keeps two copyleft licenses.
    (&["gpl-3.0", "cc-by-nc-sa-4.0"], "gpl-3.0", "merge", Fit::Mixed),
    // What may not be changed can't be passed on changed; as it is, it can.
    (&["cc-by-nd-4.0"], "cc-by-nd-4.0", "finetune", Fit::Conflict),
    (&["cc-by-nd-4.0"], "cc-by-nd-4.0", "repackage", Fit::Ok),
    // Permissive licenses ask for notices, and let others say more.
    (&["apache-2.0"], "mit", "finetune", Fit::OkNotice),
    (&["mit"], "apache-2.0", "repackage", Fit::OkNotice),
    (&["cc-by-4.0"], "mit", "finetune", Fit::OkNotice),
    (&["apache-2.0"], "cc-by-nc-sa-4.0", "finetune", Fit::OkAdds),
    (&["mit"], "gpl-3.0", "changed-code", Fit::OkAdds),
    (&["cc-by-4.0"], "cc-by-nc-4.0", "changed-data", Fit::OkAdds),
    (&["apache-2.0", "mit"], "apache-2.0", "merge", Fit::OkNotice),
    (&["cc0-1.0"], "mit", "finetune", Fit::Ok),
    // A license flows into itself, and into a stricter one of its family.
    (&["bigcode-open-rail-m-v1"], "bigcode-open-rail-m-v1", "finetune", Fit::Ok),
    (&["openrail-pp-m"], "stable-diffusion-2022-08-22", "finetune", Fit::OkAdds),
    (&["stable-diffusion-2022-08-22"], "openrail-pp-m", "finetune", Fit::OkNotice),
    // A later version that the license names.
    (&["cc-by-sa-3.0"], "cc-by-sa-4.0", "changed-data", Fit::OkNotice),
    (&["eupl-1.1"], "gpl-2.0", "changed-code", Fit::OkAdds),
];

#[test]
fn terms_flow_down_where_they_are_known_to() {
    let wrong = |(upstream, downstream, relation, fit): &(&[&str], &str, &str, Fit)| {
        let found = found(upstream, downstream, relation).fit();
        (found != *fit).then(|| format!("{upstream:?} to {downstream} ({relation}): {found:?}, not {fit:?}"))
    };
    let wrong: Vec<String> = KNOWN.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_license_that_lets_things_be_passed_on_flows_into_itself() {
    for listed in railc_library::licenses() {
        for relation in ["finetune", "repackage"] {
            let fit = found(&[listed.id], listed.id, relation).fit();
            assert!(matches!(fit, Fit::Ok | Fit::Conflict | Fit::Unknown), "{}: {fit:?}", listed.id);
        }
    }
}

/// A use of a thing, with what that is.
fn of_thing(witness: &Use, things: &[&str]) -> Use {
    let mut described = witness.clone();
    described.facts.extend(things.iter().map(|name| Fact { name: (*name).to_owned(), said: Said::Holds, place: None }));
    described
}

#[test]
fn what_is_lost_is_refused_upstream_and_permitted_downstream() {
    let derivation = derivation("finetune");
    let made = derivation.makes;
    let mut shown = 0;
    for (upstream, downstream) in
        [("llama-3.1", "apache-2.0"), ("bigscience-open-rail-m", "mit"), ("gemma-2025-03-24", "bigcode-open-rail-m-v1")]
    {
        let [mut up, mut down] = [upstream, downstream].map(|id| Checker::new(policy(id).unwrap()));
        let compat = found(&[upstream], downstream, "finetune");
        for missing in compat.upstream.iter().flat_map(|one| &one.missing) {
            let (Why::Permitted(verdict), Some(witness)) = (missing.why, &missing.witness) else { continue };
            assert_eq!(up.check(&of_thing(witness, made)).unwrap().verdict, verdict, "{upstream} {witness:?}");
            let answer = down.check(&of_thing(witness, &[derivation.becomes])).unwrap();
            assert_ne!(answer.verdict, Verdict::Prohibited, "{downstream} {witness:?}");
            assert!(matches!(answer.verdict, Verdict::Permitted | Verdict::Undetermined), "{downstream} {witness:?}");
            shown += 1;
        }
    }
    assert!(shown > 20);
}

#[test]
fn a_clause_that_is_left_out_downstream_is_named() {
    let whole = license("bigscience-open-rail-m");
    let mut rules = whole.policy.rules().clone();
    let at = rules.prohibitions.iter().position(|rule| rule.cited.id == "medical").unwrap();
    let mut kept: Vec<_> = rules.prohibitions.iter().cloned().collect();
    kept.remove(at);
    rules.prohibitions = kept.into();
    rules.license.id = "without-medicine".to_owned();
    let downstream = ChosenPolicy::unchosen(Arc::new(railc_core::policy::Policy::new(whole.policy.vocabulary().clone(), rules).unwrap()));
    let passing = Passing {
        upstream: std::slice::from_ref(&whole),
        downstream: &downstream,
        derived: derivation("finetune").into(),
        table: passing_on(),
    };
    let compat = compat::find(passing).unwrap();
    let named = compat.upstream[0].missing.iter().flat_map(|missing| &missing.rules).map(|rule| match rule {
        compat::Rule::Deciding(rule) => rule.cited(&whole.policy).unwrap().id.clone(),
        compat::Rule::Duty(duty) => whole.policy.duties().get(*duty).cited.id.clone(),
    });
    assert_eq!(named.collect::<Vec<_>>(), ["medical"]);
    assert_eq!(compat.fit(), Fit::Drops);
}
