//! What travels along a lineage, for people: thing by thing, what binds it, what is lost, what is owed and what would help.

use railc_core::base::one_line;
use railc_core::check::Due;
use railc_core::policy::Cited;
use railc_documents::lineage::Note;

use super::Traced;
use crate::analysis::compat::Fit;
use crate::analysis::lineage::{Advice, Binding, Held, Part, Stated};
use crate::cli::answer::reference;
use crate::cli::compat::{cited, clash, conflicting, mode, mode_words, why};
use crate::cli::terminal::wrap;

/// How many lost clauses of a license are told in words; the others are named.
const TOLD: usize = 4;
/// How many things there may be for those to be listed whose terms are kept.
const MOST_LISTED: usize = 100;
/// How many things are named where many are meant.
const MOST_NAMED: usize = 5;

impl Traced {
    /// All of it.
    pub(super) fn people(&self) -> String {
        let mut out = format!("{}: {}\n\n", self.fit().name(), wrap(&self.summary(), 2));
        let mut is_apart = true;
        let is_many = self.graph.things().len() > MOST_LISTED;
        let mut left_out = 0;
        for at in self.graph.order() {
            if is_many && self.trace.things.get(*at).is_some_and(|thing| matches!(thing.fit, Fit::Ok | Fit::OkAdds | Fit::OkNotice)) {
                left_out += 1;
                continue;
            }
            let notes = self.notes(*at);
            if !notes.is_empty() && !is_apart {
                out.push('\n');
            }
            let head =
                format!("{} ({}): {}", self.title(*at), self.about(*at), self.trace.things.get(*at).map_or("", |thing| thing.fit.name()));
            line(&mut out, 0, &head);
            for note in &notes {
                match note.label {
                    None => line(&mut out, 2, &note.words),
                    Some(label) => line(&mut out, 4, &format!("{label}: {}", note.words)),
                }
            }
            is_apart = !notes.is_empty();
            if is_apart {
                out.push('\n');
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        if left_out > 0 {
            out.push_str(&format!(
                "\n{} whose terms are all kept: `--format json` has what binds and is owed\n",
                counted(left_out, "other thing")
            ));
        }
        out
    }

    /// `5 things; terms are lost in 2`
    pub(super) fn summary(&self) -> String {
        let things = &self.trace.things;
        let count = |wanted: &[Fit]| things.iter().filter(|thing| wanted.contains(&thing.fit)).count();
        let told = [
            (count(&[Fit::Drops, Fit::Mixed]), "terms are lost in"),
            (count(&[Fit::Conflict, Fit::Mixed]), "terms can't be kept together in"),
            (count(&[Fit::Unknown]), "it can't be told of"),
        ];
        let mut told: Vec<String> = told.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{words} {count}")).collect();
        if told.is_empty() {
            told.push("all terms are kept".to_owned());
        }
        format!("{}; {}", counted(things.len(), "thing"), told.join("; "))
    }

    /// `model, under mit`
    pub(super) fn about(&self, at: usize) -> String {
        let Some(thing) = self.graph.things().get(at) else { return String::new() };
        match &thing.stated {
            Stated::Nothing => format!("{}, no license stated", thing.kind.name()),
            Stated::Licenses { written, .. } => format!("{}, under {}", thing.kind.name(), one_line(written)),
        }
    }

    /// What is known of a thing: headings without a label, and what belongs to each.
    pub(super) fn notes(&self, at: usize) -> Vec<Note> {
        let mut notes = Vec::new();
        let (Some(thing), Some(traced)) = (self.graph.things().get(at), self.trace.things.get(at)) else { return notes };
        for held in thing.stated.options().iter().flatten() {
            let Held::Unmodelled(name) = held else { continue };
            // A title of several words is no slip of a known id.
            let near = if name.contains(' ') { Vec::new() } else { railc_library::library().near(name) };
            let near: Vec<&str> = near.into_iter().map(|spec| spec.id).collect();
            let near = if near.is_empty() { String::new() } else { format!("; the library has {}", near.join(", ")) };
            notes.push(heading(format!("the library has no rules of `{}`, so what it says is not known{near}", one_line(name))));
        }
        for binding in &traced.binding {
            self.binding(at, binding, &mut notes);
        }
        for (one, other) in &traced.clashes {
            let [one, other] = [one, other].map(|at| traced.binding.get(*at).map_or_else(String::new, |binding| self.stated(binding)));
            notes.push(heading(format!("conflict: no license keeps both {one} and {other}")));
        }
        if traced.advice.is_empty() && matches!(traced.fit, Fit::Drops | Fit::Conflict | Fit::Mixed) && thing.stated != Stated::Nothing {
            let words = "to mend it: none of these licenses keeps all terms, alone or beside its own; ask a licensor for other terms, or part with what clashes";
            notes.push(heading(words.to_owned()));
        }
        notes.extend(traced.advice.iter().map(|advice| heading(self.advice(advice, &thing.stated))));
        notes
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
        match (advice, own) {
            (Advice::Under(license), _) => format!("to mend it: put it under {}", self.id(*license)),
            (Advice::Beside(licenses), Stated::Licenses { written, .. }) => {
                let ids: Vec<&str> = licenses.iter().map(|license| self.id(*license)).collect();
                format!("to mend it: pass it on under {} as well, and keep {} for what was added", ids.join(" and "), one_line(written))
            }
            (Advice::Beside(_), Stated::Nothing) => String::new(),
        }
    }

    fn binding(&self, at: usize, binding: &Binding, notes: &mut Vec<Note>) {
        let mut origins: Vec<String> = binding.origins.iter().take(MOST_NAMED).map(|origin| self.title(*origin)).collect();
        if binding.has_more_origins {
            origins.push("many more".to_owned());
        } else if binding.origins.len() > MOST_NAMED {
            origins.push(format!("{} more", binding.origins.len() - MOST_NAMED));
        }
        let origins = origins.join(", ");
        let is = match (binding.derived.farthest.is, binding.derived.step.is) {
            (farthest, step) if farthest == step => step.to_owned(),
            (farthest, step) => format!("{farthest}, then {step}"),
        };
        if binding.fared.is_unstated {
            return notes.push(heading(format!("from {origins}: no license is stated there, and that is never \"free\" ({is})")));
        }
        for name in &binding.fared.unmodelled {
            let name = one_line(name);
            notes.push(heading(format!("from {origins}: the library has no rules of `{name}`, so what travels is not known ({is})")));
        }
        for part in &binding.fared.parts {
            let Some(license) = self.license(part.license) else { continue };
            let mode = mode_words(mode(&part.passed, &license.policy));
            let kept = if part.passed.is_same { "; it is the same license" } else { "" };
            notes.push(heading(format!("from {origins}, under {} ({is}): {mode}{kept}", self.id(part.license))));
            let is_run = self.graph.things().get(at).is_some_and(|thing| thing.stated == Stated::Nothing);
            if is_run && !(part.restrictions.is_empty() && license.policy.limits().is_empty()) {
                let words = format!("whether a use keeps them: `railc check USE --license {}`", self.id(part.license));
                notes.push(Note { label: Some("rules for its use"), words });
            }
            self.part(at, part, binding, notes);
        }
        if binding.fared.hangs_on_reading {
            notes.push(heading("whether its terms are kept hangs on which of several licenses is meant".to_owned()));
        }
    }

    fn part(&self, at: usize, part: &Part, binding: &Binding, notes: &mut Vec<Note>) {
        let Some(policy) = self.license(part.license).map(|license| &license.policy) else { return };
        let own = self.graph.things().get(at).and_then(|thing| thing.stated.licenses().next()).and_then(|license| self.license(license));
        let told = |cited: &Cited| format!("{}: {}", reference(cited), one_line(&cited.words));
        let mut note = |label: &'static str, words: String| notes.push(Note { label: Some(label), words });
        if let Some(down) = own.map(|license| &*license.policy) {
            let mut certain: Vec<(String, &Cited)> = Vec::new();
            let mut perhaps: Vec<&Cited> = Vec::new();
            for missing in &part.passed.missing {
                let rules: Vec<&Cited> = missing.rules.iter().filter_map(|rule| cited(*rule, policy)).collect();
                if missing.rules.is_empty() {
                    note(if missing.is_certain { "lost" } else { "perhaps lost" }, why(missing, down));
                } else if missing.is_certain {
                    certain.extend(rules.into_iter().map(|cited| (why(missing, down), cited)));
                } else {
                    perhaps.extend(rules);
                }
            }
            let clauses = |rules: &mut dyn Iterator<Item = &Cited>| rules.map(reference).collect::<Vec<_>>().join(", ");
            match binding.lost_at {
                Some(place) if place != at && !certain.is_empty() => {
                    note("lost", format!("at {}, and not found again here: {}", self.title(place), counted(certain.len(), "clause")));
                }
                _ => {
                    for (why, cited) in certain.iter().take(TOLD) {
                        note("lost", format!("{} ({why})", told(cited).trim_end_matches('.')));
                    }
                    if certain.len() > TOLD {
                        let rest = clauses(&mut certain.iter().skip(TOLD).map(|(_, cited)| *cited));
                        note("lost", format!("{} more: {rest}", certain.len() - TOLD));
                    }
                }
            }
            if !perhaps.is_empty() {
                note("perhaps lost", format!("which counsel must tell: {}", clauses(&mut perhaps.iter().copied())));
            }
            for conflict in &part.passed.conflicts {
                let rules: Vec<String> = conflicting(conflict, policy, down).into_iter().map(told).collect();
                note(
                    "conflict",
                    if rules.is_empty() { clash(conflict, down) } else { format!("{}; {}", clash(conflict, down), rules.join("; ")) },
                );
            }
        }
        for (duty, due) in &part.passed.owed {
            note(if *due == Due::Due { "owed" } else { "perhaps owed" }, told(&policy.duties().get(*duty).cited));
        }
    }
}

fn heading(words: String) -> Note {
    Note { label: None, words }
}

fn line(out: &mut String, indent: usize, words: &str) {
    out.push_str(&format!("{:indent$}{}\n", "", wrap(words, indent + 2)));
}

/// `1 thing`, `2 things`
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
