//! Findings that the spec says are meant, with the reason: `allow archaic-word because "…"`.

use std::cell::RefCell;
use std::collections::BTreeSet;

use railc_core::base::{SourceId, Span, nearest};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_language::license::{Allow, License};

use super::finding::Home;

/// What a license allows, and what of it has let something pass.
pub(super) struct Allowed<'a> {
    license: &'a License,
    used: RefCell<BTreeSet<Span>>,
}

impl<'a> Allowed<'a> {
    /// What a license allows.
    pub(super) fn of(license: &'a License) -> Allowed<'a> {
        Allowed { license, used: RefCell::default() }
    }

    /// Whether a finding in a part is allowed there, in its section or in the head.
    pub(super) fn has(&self, code: Code, home: &Home) -> bool {
        let fitting: Vec<Span> = self.reaching(home).filter(|allow| allow.lint.value == code.name()).map(|allow| allow.span).collect();
        self.used.borrow_mut().extend(&fitting);
        !fitting.is_empty()
    }

    fn reaching<'h>(&'h self, home: &'h Home) -> impl Iterator<Item = &'a Allow> + 'h {
        let license = self.license;
        let sections = license.sections.iter().filter(move |section| match home {
            Home::Section(id) => section.id == *id,
            Home::Clause(id) => section.clauses.iter().any(|clause| clause.id == *id),
            Home::Head | Home::Term(_) => false,
        });
        let clauses = license.clauses().filter(move |(_, clause)| matches!(home, Home::Clause(id) if clause.id == *id));
        let terms = license.terms.iter().filter(move |term| matches!(home, Home::Term(name) if term.name == *name));
        let own = clauses.flat_map(|(_, clause)| &clause.allows).chain(terms.flat_map(|term| &term.allows));
        license.allows.iter().chain(sections.flat_map(|section| &section.allows)).chain(own)
    }

    /// What the spec itself allows in vain, of the lints that have looked.
    pub(super) fn idle(&self, main: SourceId, looked: &[Code]) -> Vec<Diagnostic> {
        let license = self.license;
        let clauses = license.clauses().flat_map(|(_, clause)| &clause.allows);
        let sections = license.sections.iter().flat_map(|section| &section.allows);
        let all = license.allows.iter().chain(license.terms.iter().flat_map(|term| &term.allows)).chain(sections).chain(clauses);
        let used = self.used.borrow();
        let own = all.filter(|allow| allow.span.source == main && !used.contains(&allow.span));
        own.filter_map(|allow| idle(allow, looked)).collect()
    }
}

fn idle(allow: &Allow, looked: &[Code]) -> Option<Diagnostic> {
    let name = allow.lint.value.as_str();
    let lints = super::codes();
    let Some(code) = lints.iter().find(|code| code.name() == name) else {
        let near = nearest(name, lints.iter().map(|code| code.name()));
        let diagnostic = Diagnostic::new(Code::IdleAllow, format!("no lint is called `{name}`")).at(allow.lint.span, "");
        return Some(diagnostic.nearest(&near, "`docs/lints.md` lists the lints"));
    };
    let diagnostic = Diagnostic::new(Code::IdleAllow, format!("`{name}` finds nothing here")).at(allow.span, "");
    looked.contains(code).then(|| diagnostic.help("leave the line out"))
}
