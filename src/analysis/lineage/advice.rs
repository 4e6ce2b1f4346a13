//! What would mend a thing whose terms are lost or clash: licenses upstream that keep all of them, alone or beside the thing's own.

use railc_core::check::NoAnswer;

use super::Binding;
use super::graph::Graph;
use super::passing::Passes;
use super::stated::{Held, Stated};
use crate::analysis::compat::Fit;

/// What would mend a thing. Licenses are named by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// To put it under this license instead.
    Under(usize),
    /// To put it under these too, and keep its own for what was added.
    Beside(Vec<usize>),
}

/// How many licenses are tried.
const MOST_TRIED: usize = 8;

/// What would mend a thing.
pub(super) fn find(binding: &[Binding], own: &Stated, graph: &Graph, passes: &mut Passes<'_>) -> Result<Vec<Advice>, NoAnswer> {
    let mut tried: Vec<usize> = Vec::new();
    for part in binding.iter().filter(|one| one.fared.fit != Fit::Ok).flat_map(|one| &one.fared.parts) {
        if !tried.contains(&part.license) && tried.len() < MOST_TRIED {
            tried.push(part.license);
        }
    }
    let mut keeps = |stated: &Stated| -> Result<bool, NoAnswer> {
        // Of what nobody knows, nothing can be promised.
        for one in binding.iter().filter(|one| !one.fared.is_unstated && one.fared.unmodelled.is_empty()) {
            let fared = passes.fare(graph.of_statement(one.statement), stated, true, one.derived)?;
            if fared.is_some_and(|fared| !matches!(fared.fit, Fit::Ok | Fit::OkAdds | Fit::OkNotice)) {
                return Ok(false);
            }
        }
        Ok(true)
    };
    let stated = |options| Stated::Licenses { written: String::new(), options };
    let mut advice = Vec::new();
    for license in &tried {
        if keeps(&stated(vec![vec![Held::License(*license)]]))? {
            advice.push(Advice::Under(*license));
        }
    }
    let beside = |option: &Vec<Held>| {
        let others = tried.iter().copied().map(Held::License).filter(|held| !option.contains(held));
        option.iter().cloned().chain(others).collect()
    };
    let options: Vec<Vec<Held>> = own.options().iter().map(beside).collect();
    if !options.is_empty() && !tried.is_empty() && keeps(&stated(options))? {
        advice.push(Advice::Beside(tried));
    }
    Ok(advice)
}
