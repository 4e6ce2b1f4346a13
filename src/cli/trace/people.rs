//! What travels along a lineage, for people: thing by thing, what binds it, what is lost, what is owed and what would help.

use railc_core::base::one_line;
use railc_core::check::Due;
use railc_core::policy::Cited;

use super::Traced;
use crate::analysis::compat::{Fit, Rule};
use crate::analysis::lineage::{Advice, Binding, Held, Part, Stated};
use crate::cli::answer::reference;
use crate::cli::compat::{cited, clash, conflicting, mode, mode_words, why};
use crate::cli::terminal::wrap;

/// How many lost clauses of a license are told in words; the others are named.
const TOLD: usize = 4;

impl Traced {
    /// All of it.
    pub(super) fn people(&self) -> String {
        let things = &self.trace.things;
        let count = |wanted: &[Fit]| things.iter().filter(|thing| wanted.contains(&thing.fit)).count();
        let lost = count(&[Fit::Drops, Fit::Mixed]);
        let clashing = count(&[Fit::Conflict, Fit::Mixed]);
        let open = count(&[Fit::Unknown]);
        let mut told = Vec::new();
        if lost > 0 {
            told.push(format!("terms are lost in {lost}"));
        }
        if clashing > 0 {
            told.push(format!("terms can't be kept together in {clashing}"));
        }
        if open > 0 {
            told.push(format!("it can't be told of {open}"));
        }
        if told.is_empty() {
            told.push("all terms are kept".to_owned());
        }
        let told = format!("{}; {}", counted(things.len(), "thing"), told.join("; "));
        let mut out = format!("{}: {}\n\n", self.fit().name(), wrap(&told, 2));
        let mut is_apart = true;
        for at in self.graph.order() {
            let mut thing = String::new();
            self.thing(*at, &mut thing);
            let is_long = thing.lines().nth(1).is_some();
            if is_long && !is_apart {
                out.push('\n');
            }
            out.push_str(&thing);
            if is_long {
                out.push('\n');
            }
            is_apart = is_long;
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }

    fn thing(&self, at: usize, out: &mut String) {
        let (Some(thing), Some(traced)) = (self.graph.things().get(at), self.trace.things.get(at)) else { return };
        let own = match &thing.stated {
            Stated::Nothing => "no license is stated".to_owned(),
            Stated::Licenses { written, .. } => format!("under {}", one_line(written)),
        };
        let head = format!("{} ({}), {own}: {}", self.name(at), thing.kind.name(), traced.fit.name());
        out.push_str(&format!("{}\n", wrap(&head, 2)));
        if !thing.stated.is_known() {
            let names = thing.stated.options().iter().flatten().filter_map(|held| match held {
                Held::Unmodelled(name) => Some(name.as_str()),
                _ => None,
            });
            for name in names {
                // A title of several words is no slip of a known id.
                let near = if name.contains(' ') { Vec::new() } else { railc_library::library().near(name) };
                let near: Vec<&str> = near.into_iter().map(|spec| spec.id).collect();
                let near = if near.is_empty() { String::new() } else { format!("; the library has {}", near.join(", ")) };
                line(out, 2, &format!("the library has no rules of `{}`, so what it says is not known{near}", one_line(name)));
            }
        }
        for binding in &traced.binding {
            self.binding(at, binding, out);
        }
        for (one, other) in &traced.clashes {
            let names = [one, other].map(|at| traced.binding.get(*at).map_or_else(String::new, |binding| self.stated(binding)));
            line(out, 2, &format!("conflict: no license keeps both {} and {}", names[0], names[1]));
        }
        if traced.advice.is_empty() && matches!(traced.fit, Fit::Drops | Fit::Conflict | Fit::Mixed) && thing.stated != Stated::Nothing {
            let words = "to mend it: none of these licenses keeps all terms, alone or beside its own; ask a licensor for other terms, or part with what clashes";
            line(out, 2, words);
        }
        for advice in &traced.advice {
            line(out, 2, &self.advice(advice, &thing.stated));
        }
    }

    /// `llama-2`, as the things state it that a binding comes from.
    fn stated(&self, binding: &Binding) -> String {
        let stated = binding.origins.first().and_then(|at| self.graph.things().get(*at)).map(|thing| &thing.stated);
        match stated {
            Some(Stated::Licenses { written, .. }) => one_line(written).into_owned(),
            Some(Stated::Nothing) | None => "no license".to_owned(),
        }
    }

    fn advice(&self, advice: &Advice, own: &Stated) -> String {
        match advice {
            Advice::Under(license) => format!("to mend it: put it under {}", self.id(*license)),
            Advice::Beside(licenses) => {
                let ids: Vec<&str> = licenses.iter().map(|license| self.id(*license)).collect();
                let own = match own {
                    Stated::Licenses { written, .. } => one_line(written).into_owned(),
                    Stated::Nothing => String::new(),
                };
                format!("to mend it: pass it on under {} as well, and keep {own} for what was added", ids.join(" and "))
            }
        }
    }

    fn binding(&self, at: usize, binding: &Binding, out: &mut String) {
        const MOST_NAMED: usize = 5;
        let mut origins: Vec<String> = binding.origins.iter().take(MOST_NAMED).map(|origin| self.name(*origin)).collect();
        if binding.origins.len() > MOST_NAMED {
            origins.push(format!("{} more", binding.origins.len() - MOST_NAMED));
        }
        let origins = origins.join(", ");
        let is = match (binding.derived.farthest.is, binding.derived.step.is) {
            (farthest, step) if farthest == step => step.to_owned(),
            (farthest, step) => format!("{farthest}, then {step}"),
        };
        if binding.fared.is_unstated {
            return line(out, 2, &format!("from {origins}: no license is stated there, and that is never \"free\" ({is})"));
        }
        for name in &binding.fared.unmodelled {
            line(out, 2, &format!("from {origins}: the library has no rules of `{}`, so what travels is not known ({is})", one_line(name)));
        }
        for part in &binding.fared.parts {
            let Some(license) = self.license(part.license) else { continue };
            let mode = mode_words(mode(&part.passed, &license.policy));
            let kept = if part.passed.is_same { "; it is the same license" } else { "" };
            line(out, 2, &format!("from {origins}, under {} ({is}): {mode}{kept}", self.id(part.license)));
            self.part(at, part, binding, out);
        }
        if binding.fared.hangs_on_reading {
            line(out, 4, "whether its terms are kept hangs on which of several licenses is meant");
        }
    }

    fn part(&self, at: usize, part: &Part, binding: &Binding, out: &mut String) {
        let Some(policy) = self.license(part.license).map(|license| &license.policy) else { return };
        let own = self.graph.things().get(at).and_then(|thing| thing.stated.licenses().next()).and_then(|license| self.license(license));
        let told = |lead: &str, cited: &Cited| format!("{lead} {}: {}", reference(cited), one_line(&cited.words));
        if let Some(down) = own.map(|license| &*license.policy) {
            let mut certain: Vec<(String, &Cited)> = Vec::new();
            let mut perhaps: Vec<&Cited> = Vec::new();
            for missing in &part.passed.missing {
                let rules: Vec<&Cited> = missing.rules.iter().filter_map(|rule| cited(*rule, policy)).collect();
                if rules.is_empty() {
                    let lead = if missing.is_certain { "lost:" } else { "perhaps lost:" };
                    if !matches!(missing.rules.as_slice(), [Rule::Deciding(_)]) {
                        line(out, 4, &format!("{lead} {}", why(missing, down)));
                    }
                } else if missing.is_certain {
                    certain.extend(rules.into_iter().map(|cited| (why(missing, down), cited)));
                } else {
                    perhaps.extend(rules);
                }
            }
            let clauses = |rules: &mut dyn Iterator<Item = &Cited>| rules.map(reference).collect::<Vec<_>>().join(", ");
            match binding.lost_at {
                Some(place) if place != at && !certain.is_empty() => {
                    line(out, 4, &format!("lost at {}, and not found again here: {}", self.name(place), counted(certain.len(), "clause")));
                }
                _ => {
                    for (why, cited) in certain.iter().take(TOLD) {
                        line(out, 4, &format!("{} ({why})", told("lost:", cited).trim_end_matches('.')));
                    }
                    if certain.len() > TOLD {
                        let rest = clauses(&mut certain.iter().skip(TOLD).map(|(_, cited)| *cited));
                        line(out, 4, &format!("lost: {} more: {rest}", certain.len() - TOLD));
                    }
                }
            }
            if !perhaps.is_empty() {
                line(out, 4, &format!("perhaps lost, which counsel must tell: {}", clauses(&mut perhaps.iter().copied())));
            }
            for conflict in &part.passed.conflicts {
                conflicting(conflict, policy, down).iter().for_each(|cited| line(out, 4, &told("conflict:", cited)));
                line(out, 6, &clash(conflict, down));
            }
        }
        for (duty, due) in &part.passed.owed {
            let lead = if *due == Due::Due { "owed:" } else { "perhaps owed:" };
            line(out, 4, &told(lead, &policy.duties().get(*duty).cited));
        }
    }
}

fn line(out: &mut String, indent: usize, words: &str) {
    out.push_str(&format!("{:indent$}{}\n", "", wrap(words, indent + 2)));
}

/// `1 thing`, `2 things`
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
