//! What was made of what.

use std::collections::BTreeMap;

use railc_library::{Derivation, Kind};

use super::stated::Stated;

/// Things, and how they come of each other; no thing comes of itself.
#[derive(Debug, Clone)]
pub struct Graph {
    pub(super) things: Vec<Thing>,
    links: Vec<Link>,
    /// All things, none before what it was made of.
    order: Vec<usize>,
    /// Where each statement stands first.
    statements: Vec<usize>,
    /// By thing, the place of its statement among those.
    statement: Vec<usize>,
}

/// A model, a dataset, code, or a product.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// What it is called.
    pub name: String,
    /// What people call it, where that is another name.
    pub title: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// What is stated of its license.
    pub stated: Stated,
}

/// That one thing was made of another. Things are named by their places.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// What it was made of.
    pub from: usize,
    /// What was made.
    pub to: usize,
    /// How.
    pub derivation: &'static Derivation,
}

/// Things that come of each other in a circle, each of the one before it, by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle(pub Vec<usize>);

impl Graph {
    /// Some things with their links. Links from or to what is not there are left out.
    ///
    /// Fails where things come of each other in a circle.
    pub fn new(things: Vec<Thing>, mut links: Vec<Link>) -> Result<Graph, Circle> {
        links.retain(|link| link.from < things.len() && link.to < things.len());
        let order = order(things.len(), &links)?;
        let (mut statements, mut places) = (Vec::new(), BTreeMap::new());
        let place = |(at, thing): (usize, &Thing)| {
            *places.entry(thing.stated.clone()).or_insert_with(|| {
                statements.push(at);
                statements.len() - 1
            })
        };
        let statement = things.iter().enumerate().map(place).collect();
        Ok(Graph { things, links, order, statements, statement })
    }

    /// The things.
    pub fn things(&self) -> &[Thing] {
        &self.things
    }

    /// The links.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// All things, none before what it was made of.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// By thing, the links that lead to it.
    pub fn links_into(&self) -> Vec<Vec<Link>> {
        let mut into = vec![Vec::new(); self.things.len()];
        for link in &self.links {
            into.get_mut(link.to).into_iter().for_each(|links: &mut Vec<Link>| links.push(*link));
        }
        into
    }

    pub(super) fn stated(&self, at: usize) -> &Stated {
        self.things.get(at).map_or(&Stated::Nothing, |thing| &thing.stated)
    }

    /// The place of a thing's statement: the same for all that state the same.
    pub(super) fn statement(&self, at: usize) -> usize {
        self.statement.get(at).copied().unwrap_or_default()
    }

    /// A statement by its place.
    pub(super) fn of_statement(&self, statement: usize) -> &Stated {
        self.statements.get(statement).map_or(&Stated::Nothing, |at| self.stated(*at))
    }

    /// Whether a thing is passed on under terms of its own: an application of which none are stated is not.
    pub(super) fn is_licensed(&self, at: usize) -> bool {
        self.things.get(at).is_none_or(|thing| thing.kind != Kind::Application || thing.stated != Stated::Nothing)
    }
}

/// An order in which every link leads to a later thing.
fn order(count: usize, links: &[Link]) -> Result<Vec<usize>, Circle> {
    let mut above = vec![0_usize; count];
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    for link in links {
        above.get_mut(link.to).into_iter().for_each(|count| *count += 1);
        below.get_mut(link.from).into_iter().for_each(|things| things.push(link.to));
    }
    let mut order: Vec<usize> = (0..count).filter(|at| above.get(*at) == Some(&0)).collect();
    let mut next = 0;
    while let Some(at) = order.get(next).copied() {
        next += 1;
        for child in below.get(at).into_iter().flatten() {
            if let Some(left) = above.get_mut(*child) {
                *left -= 1;
                if *left == 0 {
                    order.push(*child);
                }
            }
        }
    }
    if order.len() == count { Ok(order) } else { Err(circle(links, &above)) }
}

/// A circle among the things that have something left above them: who goes up from one of these never comes to an end.
fn circle(links: &[Link], above: &[usize]) -> Circle {
    let is_left = |at: usize| above.get(at).is_some_and(|left| *left > 0);
    let mut parent = vec![None; above.len()];
    for link in links.iter().filter(|link| is_left(link.from) && is_left(link.to)) {
        parent.get_mut(link.to).into_iter().for_each(|place| *place = Some(link.from));
    }
    let mut path: Vec<usize> = Vec::new();
    let mut seen = vec![false; above.len()];
    let mut at = (0..above.len()).find(|at| is_left(*at));
    while let Some(thing) = at {
        if seen.get(thing) == Some(&true) {
            let start = path.iter().position(|one| *one == thing).unwrap_or_default();
            return Circle(path.split_off(start).into_iter().rev().collect());
        }
        seen.get_mut(thing).into_iter().for_each(|seen| *seen = true);
        path.push(thing);
        at = parent.get(thing).copied().flatten();
    }
    Circle(path)
}
