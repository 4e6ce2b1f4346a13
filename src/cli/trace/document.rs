//! What travels along a lineage, as JSON.

use std::collections::BTreeSet;

use serde::Serialize;

use railc_core::check::Due;
use railc_core::diagnostic::format::DiagnosticEntry;
use railc_core::policy::{Cited, ProhibitionId};

use super::Traced;
use crate::analysis::lineage::{Advice, Binding, Stated};
use crate::cli::compat::{cited, clash, conflicting, mode, mode_words, why};
use crate::cli::{Session, output};

/// A lineage.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) struct TraceDocument {
    version: u32,
    /// How all of it fares.
    verdict: &'static str,
    nodes: Vec<NodeEntry>,
    edges: Vec<EdgeEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(with = "Vec<serde_json::Value>"))]
    diagnostics: Vec<DiagnosticEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct NodeEntry {
    id: String,
    /// What is stated of its license; null where nothing is.
    license: Option<String>,
    kind: &'static str,
    /// As of `railc compat`.
    verdict: &'static str,
    /// What binds it, of its own license and of those upstream.
    restrictions: Vec<RestrictionEntry>,
    /// What is owed by whoever passes it on, or runs it where no copy is passed on.
    duties: Vec<DutyEntry>,
    lost: Vec<LostEntry>,
    conflicts: Vec<ConflictEntry>,
    /// The statements upstream that bind it.
    upstream: Vec<UpstreamEntry>,
    /// What would mend it.
    advice: Vec<AdviceEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct RestrictionEntry {
    license: String,
    rule: String,
    clause: String,
    /// The thing whose license says it; the first of several.
    origin: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct DutyEntry {
    license: String,
    rule: String,
    clause: String,
    origin: String,
    /// `due` or `possible`.
    due: &'static str,
    words: String,
    /// Words that are to be shown as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    showing: Option<String>,
    /// To whom.
    to: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct LostEntry {
    license: String,
    rules: Vec<String>,
    clause: String,
    origin: String,
    /// The first thing on the way that lost it; itself where that is not certain.
    at: String,
    why: String,
    /// Whether it is; otherwise counsel must tell.
    certain: bool,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct ConflictEntry {
    license: String,
    /// The other license.
    with: String,
    rules: Vec<String>,
    origin: String,
    why: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct UpstreamEntry {
    /// What is stated; null where nothing is.
    license: Option<String>,
    /// The things that state it: all that the thing was made of itself, and of those further up at most 32.
    origins: Vec<String>,
    /// Whether there are more, further up.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    has_more_origins: bool,
    relation: &'static str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost_at: Option<String>,
    /// Licenses that are named and have no rules here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_modelled: Vec<String>,
    /// Whether the verdict hangs on which of several licenses is meant.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hangs_on_reading: bool,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct AdviceEntry {
    /// `under`: instead of its own license; `beside`: as well as that.
    put: &'static str,
    licenses: Vec<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
struct EdgeEntry {
    from: String,
    to: String,
    relation: &'static str,
    /// What of the license of `from` reaches `to`, in words.
    travels: String,
}

impl Traced {
    /// All of it.
    pub(super) fn document(&self, session: &Session) -> TraceDocument {
        TraceDocument {
            version: output::VERSION,
            verdict: self.fit().name(),
            nodes: (0..self.graph.things().len()).filter_map(|at| self.node(at)).collect(),
            edges: self.edges(),
            diagnostics: session.warned(),
        }
    }

    fn node(&self, at: usize) -> Option<NodeEntry> {
        let (thing, traced) = (self.graph.things().get(at)?, self.trace.things.get(at)?);
        let mut node = NodeEntry {
            id: self.name(at),
            license: written(&thing.stated),
            kind: thing.kind.name(),
            verdict: traced.fit.name(),
            restrictions: Vec::new(),
            duties: Vec::new(),
            lost: Vec::new(),
            conflicts: Vec::new(),
            upstream: Vec::new(),
            advice: traced.advice.iter().map(|advice| self.advice_entry(advice)).collect(),
        };
        let mut told = BTreeSet::new();
        for binding in &traced.binding {
            self.add(at, binding, &mut told, &mut node);
        }
        let own: BTreeSet<usize> = thing.stated.licenses().collect();
        for license in own {
            let Some(policy) = self.license(license).map(|license| &license.policy) else { continue };
            let rules: Vec<ProhibitionId> = policy.prohibitions().entries().map(|(at, _)| at).collect();
            self.restrict(license, &rules, &node.id, &mut told, &mut node.restrictions);
        }
        for (one, other) in &traced.clashes {
            let both = [one, other].map(|at| traced.binding.get(*at));
            let [Some(one), Some(other)] = both else { continue };
            let stated = |binding: &Binding| self.stated_of(binding).unwrap_or_default();
            let why = "no license keeps both".to_owned();
            let origin = self.origin(one);
            node.conflicts.push(ConflictEntry { license: stated(one), with: stated(other), rules: Vec::new(), origin, why });
        }
        Some(node)
    }

    fn restrict(
        &self,
        license: usize,
        rules: &[ProhibitionId],
        origin: &str,
        told: &mut BTreeSet<(usize, ProhibitionId)>,
        out: &mut Vec<RestrictionEntry>,
    ) {
        let Some(policy) = self.license(license).map(|license| &license.policy) else { return };
        for rule in rules.iter().filter(|rule| told.insert((license, **rule))) {
            let cited = &policy.prohibitions().get(*rule).cited;
            let (rule, clause) = (cited.id.clone(), cited.clause.clone());
            out.push(RestrictionEntry { license: self.id(license).to_owned(), rule, clause, origin: origin.to_owned() });
        }
    }

    fn add(&self, at: usize, binding: &Binding, told: &mut BTreeSet<(usize, ProhibitionId)>, node: &mut NodeEntry) {
        let origin = self.origin(binding);
        let own = self.graph.things().get(at).and_then(|thing| thing.stated.licenses().next()).and_then(|license| self.license(license));
        for part in &binding.fared.parts {
            self.restrict(part.license, &part.restrictions, &origin, told, &mut node.restrictions);
            let Some(policy) = self.license(part.license).map(|license| &license.policy) else { continue };
            let id = self.id(part.license);
            for (duty, due) in &part.passed.owed {
                let duty = policy.duties().get(*duty);
                let Cited { id: rule, clause, words, .. } = &duty.cited;
                node.duties.push(DutyEntry {
                    license: id.to_owned(),
                    rule: rule.clone(),
                    clause: clause.clone(),
                    origin: origin.clone(),
                    due: if *due == Due::Due { "due" } else { "possible" },
                    words: words.clone(),
                    showing: duty.showing.clone(),
                    to: self.licensor(part.license, &origin),
                });
            }
            let Some(down) = own.map(|license| &*license.policy) else { continue };
            for missing in &part.passed.missing {
                let place = if missing.is_certain { binding.lost_at.unwrap_or(at) } else { at };
                let rules: Vec<&Cited> = missing.rules.iter().filter_map(|rule| cited(*rule, policy)).collect();
                let clauses: Vec<&str> = rules.iter().map(|cited| cited.clause.as_str()).collect();
                node.lost.push(LostEntry {
                    license: id.to_owned(),
                    rules: rules.iter().map(|cited| cited.id.clone()).collect(),
                    clause: clauses.join(", "),
                    origin: origin.clone(),
                    at: self.name(place),
                    why: why(missing, down),
                    certain: missing.is_certain,
                });
            }
            for conflict in &part.passed.conflicts {
                node.conflicts.push(ConflictEntry {
                    license: id.to_owned(),
                    with: down.license().id.clone(),
                    rules: conflicting(conflict, policy, down).into_iter().map(|cited| cited.id.clone()).collect(),
                    origin: origin.clone(),
                    why: clash(conflict, down),
                });
            }
        }
        node.upstream.push(UpstreamEntry {
            license: self.stated_of(binding),
            origins: binding.origins.iter().map(|origin| self.name(*origin)).collect(),
            has_more_origins: binding.has_more_origins,
            relation: binding.derived.step.name,
            verdict: binding.fared.fit.name(),
            lost_at: binding.lost_at.map(|at| self.name(at)),
            not_modelled: binding.fared.unmodelled.clone(),
            hangs_on_reading: binding.fared.hangs_on_reading,
        });
    }

    fn origin(&self, binding: &Binding) -> String {
        binding.origins.first().map_or_else(String::new, |at| self.name(*at))
    }

    fn stated_of(&self, binding: &Binding) -> Option<String> {
        binding.origins.first().and_then(|at| self.graph.things().get(*at)).and_then(|thing| written(&thing.stated))
    }

    fn advice_entry(&self, advice: &Advice) -> AdviceEntry {
        let id = |license: &usize| self.id(*license).to_owned();
        match advice {
            Advice::Under(license) => AdviceEntry { put: "under", licenses: vec![id(license)] },
            Advice::Beside(licenses) => AdviceEntry { put: "beside", licenses: licenses.iter().map(id).collect() },
        }
    }

    fn edges(&self) -> Vec<EdgeEntry> {
        let edge = |link: &crate::analysis::lineage::Link| EdgeEntry {
            from: self.name(link.from),
            to: self.name(link.to),
            relation: link.derivation.name,
            travels: self.travels(link.from, link.to),
        };
        self.graph.links().iter().map(edge).collect()
    }

    /// What of the license of one thing reaches another that was made of it.
    fn travels(&self, from: usize, to: usize) -> String {
        let stated = |at: usize| self.graph.things().get(at).map(|thing| &thing.stated);
        let Some(traced) = self.trace.things.get(to) else { return String::new() };
        let is_from = |binding: &&Binding| {
            binding.origins.contains(&from) || binding.origins.first().is_some_and(|origin| stated(*origin) == stated(from))
        };
        let Some(binding) = traced.binding.iter().find(is_from) else { return "nothing: its license is not needed for that".to_owned() };
        if binding.fared.is_unstated {
            return "unknown: no license is stated".to_owned();
        }
        let part = |part: &crate::analysis::lineage::Part| {
            let policy = &self.license(part.license)?.policy;
            Some(format!("{}: {}", self.id(part.license), mode_words(mode(&part.passed, policy))))
        };
        let unmodelled = binding.fared.unmodelled.iter().map(|name| format!("unknown: there are no rules of {name}"));
        binding.fared.parts.iter().filter_map(part).chain(unmodelled).collect::<Vec<_>>().join("; ")
    }
}

fn written(stated: &Stated) -> Option<String> {
    match stated {
        Stated::Nothing => None,
        Stated::Licenses { written, .. } => Some(written.clone()),
    }
}
