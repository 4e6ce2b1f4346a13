//! Classes and points for what is released.

use railc_library::openness::{Classes, Openness, Scores};

use super::release::Release;

/// The class that a release reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its name; none where the release is in no class.
    pub reached: Option<&'static str>,
    /// What the next class asks for and is not there.
    pub missing: Vec<Missing>,
}

/// A component that a class asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The component.
    pub component: &'static str,
    /// Why it does not count.
    pub why: Lack,
}

/// Why a component does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// It is not released, or nothing is said of it.
    Absent,
    /// It has no license.
    Unlicensed,
    /// Its license is not open.
    NotOpen(String),
}

/// The points of a release.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Its points.
    pub points: f64,
    /// The most that it could have, of what is looked at in it.
    pub most: usize,
    /// What nothing is said of.
    pub unknown: Vec<&'static str>,
}

/// The class of a release, if anything is said of its components.
pub(super) fn class(classes: &'static Classes, release: &Release, table: &Openness) -> Option<Class> {
    let components = release.components.as_ref()?;
    let lack = |name: &str| match components.get(name) {
        None => Some(Lack::Absent),
        Some(None) => Some(Lack::Unlicensed),
        Some(Some(license)) if is_open(license, classes, table) => None,
        Some(Some(license)) => Some(Lack::NotOpen(license.clone())),
    };
    let mut reached = None;
    for (class, name) in classes.names {
        let asked = classes.components.iter().filter(|one| one.class >= *class);
        let missing = asked.filter_map(|one| {
            let why = lack(one.name)?;
            let stands_in = one.name == classes.report && lack(classes.paper).is_none();
            (!stands_in).then_some(Missing { component: one.name, why })
        });
        let missing: Vec<Missing> = missing.collect();
        if !missing.is_empty() {
            return Some(Class { reached, missing });
        }
        reached = Some(*name);
    }
    Some(Class { reached, missing: Vec::new() })
}

/// Whether a license is on one of the lists that count.
fn is_open(license: &str, classes: &Classes, table: &Openness) -> bool {
    let lists = table.lists.iter().filter(|list| classes.open_by.contains(&list.fact));
    lists.flat_map(|list| list.ids).any(|id| *id == license)
}

/// The points of a release, if anything is said of what they are given for.
pub(super) fn score(scores: &'static Scores, release: &Release) -> Option<Score> {
    if release.dimensions.is_empty() {
        return None;
    }
    let points = |class: &String| scores.words.iter().find(|(word, _)| word == class).map_or(0.0, |(_, points)| *points);
    let (mut score, mut most, mut unknown) = (0.0, 0, Vec::new());
    for dimension in scores.dimensions {
        match release.dimensions.get(dimension.name) {
            Some(class) => {
                score += points(class);
                most += 1;
            }
            None if dimension.is_rare => {}
            None => unknown.push(dimension.name),
        }
    }
    Some(Score { points: score, most, unknown })
}
