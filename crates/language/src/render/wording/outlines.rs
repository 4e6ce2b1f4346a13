//! From trees to outlines: neighbours of one facet share their beginning, and nests stay apart.

use super::Drafter;
use super::join::{Outline, is_compound, spaced};
use super::leads::{Form, Limb, OUTSIDE, WHERE};
use super::tree::Tree;

impl Drafter<'_> {
    /// A condition as a clause: `the use is for the purpose of …`.
    pub(super) fn clause(&self, tree: &Tree) -> Outline {
        self.outline(Form::Clause, tree)
    }

    /// A condition as words behind "use the Model": `for the purpose of …`.
    pub(super) fn way(&self, tree: &Tree) -> Outline {
        self.outline(Form::Way, tree)
    }

    fn outline(&self, form: Form, tree: &Tree) -> Outline {
        match tree {
            Tree::Leaf(leaf, holds) => {
                let limb = self.limb(form, *leaf, *holds);
                Outline::plain(spaced([limb.lead, &limb.own]))
            }
            Tree::Any(members) => self.alternatives(form, members),
            Tree::All(members) if form == Form::Way => self.together(members),
            Tree::All(members) => self.all_hold(members),
            Tree::Unless(inner, lifting) => {
                let lifting: Vec<String> = lifting.iter().map(|tree| self.clause(tree).nested()).collect();
                Outline::plain(format!("{}, unless {}", self.outline(form, inner).nested(), super::join::series(&lifting, "or")))
            }
        }
    }

    /// `for the purpose of fraud or spam`, `for the purpose of fraud or to generate malware`
    fn alternatives(&self, form: Form, members: &[Tree]) -> Outline {
        let mut groups: Vec<Outline> = Vec::new();
        for member in members {
            let Tree::Leaf(leaf, holds) = member else {
                groups.push(Outline::plain(self.outline(form, member).nested()));
                continue;
            };
            let limb = self.limb(form, *leaf, *holds);
            let shared = groups.iter_mut().find(|group| *holds && !limb.lead.is_empty() && group.lead == limb.lead);
            match shared {
                Some(group) => group.members.push(limb.own),
                None => groups.push(Outline { lead: limb.lead.to_owned(), members: vec![limb.own], word: "or" }),
            }
        }
        match groups.pop() {
            Some(only) if groups.is_empty() => only,
            Some(last) => {
                groups.push(last);
                let apart = |group: &Outline| group.members.iter().map(|member| spaced([group.lead.as_str(), member])).collect::<Vec<_>>();
                Outline::of(groups.iter().flat_map(apart).collect(), "or")
            }
            None => Outline::default(),
        }
    }

    /// Ways that hold together: the plain ones first, alternatives last, and what is no way behind one "where".
    pub(super) fn together(&self, members: &[Tree]) -> Outline {
        let mut plain: Vec<String> = Vec::new();
        // Manners stand together, where the first of them does.
        let (mut manners, mut place): (Vec<String>, usize) = (Vec::new(), 0);
        let mut open: Vec<Outline> = Vec::new();
        let mut clauses: Vec<String> = Vec::new();
        let mut denied: Vec<Limb> = Vec::new();
        for member in members {
            match member {
                Tree::Leaf(leaf, holds) => match self.limb(Form::Way, *leaf, *holds) {
                    limb if limb.lead == WHERE => clauses.push(limb.own),
                    limb if !holds => denied.push(limb),
                    limb if limb.lead.is_empty() => {
                        place = if manners.is_empty() { plain.len() } else { place };
                        manners.push(limb.own);
                    }
                    limb => plain.push(spaced([limb.lead, &limb.own])),
                },
                Tree::Any(_) => open.push(self.way(member)),
                Tree::All(_) | Tree::Unless(..) => open.push(Outline::plain(self.way(member).nested())),
            }
        }
        if !manners.is_empty() {
            plain.insert(place, joined(&manners));
        }
        plain.extend(merged(&denied));
        if !clauses.is_empty() {
            open.push(Outline::plain(format!("{WHERE} {}", joined(&clauses))));
        }
        open.sort_by_key(|outline| (outline.members.len(), outline.inline().contains(", unless ")));
        let last = open.pop();
        plain.extend(open.iter().map(Outline::nested));
        match last {
            Some(last) => last.behind(&plain.join(" ")),
            None => Outline::plain(plain.join(" ")),
        }
    }

    /// Clauses that hold together: `the use affects minors and a human reviews the results`.
    fn all_hold(&self, members: &[Tree]) -> Outline {
        let artifact =
            members.iter().position(|member| self.is_artifact(member)).filter(|_| members.iter().any(|member| self.is_action(member)));
        let object = artifact.and_then(|at| members.get(at)).map(|artifact| self.object(artifact));
        let mut clauses: Vec<String> = Vec::new();
        let mut denied: Vec<Limb> = Vec::new();
        for (at, member) in members.iter().enumerate() {
            match (member, &object) {
                (_, Some(_)) if artifact == Some(at) => {}
                (member, Some(object)) if self.is_action(member) => clauses.push(self.verb(member, object, true).behind("you").nested()),
                (Tree::Leaf(leaf, false), _) => denied.push(self.limb(Form::Clause, *leaf, false)),
                (other, _) => clauses.push(self.clause(other).nested()),
            }
        }
        clauses.extend(merged(&denied));
        Outline::of(clauses, "and")
    }
}

/// Denials with one beginning as one: `the use does not take place in France or Spain`.
fn merged(denied: &[Limb]) -> Vec<String> {
    let mut groups: Vec<Outline> = Vec::new();
    for limb in denied {
        match groups.iter_mut().find(|group| !limb.lead.is_empty() && group.lead == limb.lead) {
            Some(group) => group.members.push(limb.own.clone()),
            None => {
                let word = if limb.lead == OUTSIDE { "and" } else { "or" };
                groups.push(Outline { lead: limb.lead.to_owned(), members: vec![limb.own.clone()], word });
            }
        }
    }
    groups.iter().map(Outline::inline).collect()
}

/// Clauses with `and`, and a comma where one of them holds an `or` or `and`.
fn joined(clauses: &[String]) -> String {
    let between = if clauses.iter().any(|clause| is_compound(clause)) { ", and " } else { " and " };
    clauses.join(between)
}
