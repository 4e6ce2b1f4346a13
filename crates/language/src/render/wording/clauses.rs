//! From trees to outlines: neighbors of one facet share their words, and nests stay apart.

use crate::render::phrase::Phrase;

use super::drafter::Drafter;
use super::limbs::{Form, Limb};
use super::outline::{Conjunction, Outline, joined, series, spaced};
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

    /// A condition as a clause in one line, kept together.
    pub(super) fn nested_clause(&self, tree: &Tree) -> Phrase {
        self.clause(tree).nested(self.words)
    }

    fn outline(&self, form: Form, tree: &Tree) -> Outline {
        match tree {
            Tree::Leaf(leaf, holds) => {
                let limb = self.limb(form, *leaf, *holds);
                Outline::plain(spaced([limb.lead, &limb.own, limb.tail]))
            }
            Tree::Any(members) => self.alternatives(form, members),
            Tree::All(members) if form == Form::Way => self.together(members),
            Tree::All(members) => self.all_hold(members),
            Tree::Unless(inner, lifting) => self.unless(self.outline(form, inner).nested(self.words), lifting),
        }
    }

    /// `…, unless the use is for the purpose of research or a human reviews the results`
    pub(super) fn unless(&self, mut words: Phrase, lifting: &[Tree]) -> Outline {
        let lifting: Vec<Phrase> = lifting.iter().map(|tree| self.nested_clause(tree)).collect();
        words.push_str(self.words.joining.unless);
        words.extend(&series(&lifting, Conjunction::Or, self.words));
        Outline::plain(words)
    }

    /// `for the purpose of fraud or spam`, `for the purpose of fraud or to generate malware`
    fn alternatives(&self, form: Form, members: &[Tree]) -> Outline {
        let mut groups: Vec<Outline> = Vec::new();
        for member in members {
            let Tree::Leaf(leaf, holds) = member else {
                groups.push(Outline::plain(self.outline(form, member).nested(self.words)));
                continue;
            };
            let limb = self.limb(form, *leaf, *holds);
            match groups.iter_mut().find(|group| *holds && limb.shares_with(group)) {
                Some(group) => group.members.push(limb.own.into()),
                None => groups.push(Outline::plain(limb.own).between(limb.lead, limb.tail)),
            }
        }
        match groups.pop() {
            Some(only) if groups.is_empty() => only,
            last => Outline::of(groups.iter().chain(&last).flat_map(Outline::apart).collect(), Conjunction::Or),
        }
    }

    /// Ways that hold together: the plain ones first, alternatives last, and what is no way behind one "where".
    pub(super) fn together(&self, members: &[Tree]) -> Outline {
        let mut ways = Ways::default();
        for member in members {
            match member {
                Tree::Leaf(leaf, holds) => ways.add(self.limb(Form::Way, *leaf, *holds), *holds),
                Tree::Any(_) => ways.open.push(self.way(member)),
                Tree::All(_) | Tree::Unless(..) => ways.open.push(Outline::plain(self.way(member).nested(self.words))),
            }
        }
        let Ways { mut plain, manners, manners_at, mut open, clauses, denied } = ways;
        if !manners.is_empty() {
            plain.insert(manners_at, joined(&manners, self.words));
        }
        plain.extend(self.merged(&denied));
        if !clauses.is_empty() {
            open.push(Outline::plain(joined(&clauses, self.words)).between(self.words.joining.in_case, ""));
        }
        let is_lifted = |outline: &Outline| outline.inline(self.words).text().contains(self.words.joining.unless);
        open.sort_by_key(|outline| (outline.members.len(), is_lifted(outline)));
        let last = open.pop();
        plain.extend(open.iter().map(|outline| outline.nested(self.words)));
        let mut first = Phrase::default();
        plain.iter().for_each(|way| first.extend_spaced(way));
        match last {
            Some(last) => last.between(&first.text(), ""),
            None => Outline::plain(first),
        }
    }

    /// Clauses that hold together: `the use affects minors and a human reviews the results`.
    fn all_hold(&self, members: &[Tree]) -> Outline {
        let artifact =
            members.iter().position(|member| self.is_artifact(member)).filter(|_| members.iter().any(|member| self.is_action(member)));
        let object = artifact.and_then(|at| members.get(at)).map(|artifact| self.object(artifact));
        let mut clauses: Vec<Phrase> = Vec::new();
        let mut denied: Vec<Limb> = Vec::new();
        for (at, member) in members.iter().enumerate() {
            match (member, &object) {
                (_, Some(_)) if artifact == Some(at) => {}
                (member, Some(object)) if self.is_action(member) => clauses.push(self.done_to(member, object)),
                (Tree::Leaf(leaf, false), _) => denied.push(self.limb(Form::Clause, *leaf, false)),
                (other, _) => clauses.push(self.nested_clause(other)),
            }
        }
        clauses.extend(self.merged(&denied));
        Outline::of(clauses, Conjunction::And)
    }

    /// Denials that share their words as one: `the use does not take place in France or Spain`.
    fn merged(&self, denied: &[Limb]) -> Vec<Phrase> {
        let mut groups: Vec<Outline> = Vec::new();
        for limb in denied {
            match groups.iter_mut().find(|group| limb.shares_with(group)) {
                Some(group) => group.members.push(limb.own.as_str().into()),
                None => groups
                    .push(Outline { conjunction: limb.conjunction, ..Outline::plain(limb.own.as_str()).between(limb.lead, limb.tail) }),
            }
        }
        groups.iter().map(|group| group.inline(self.words)).collect()
    }
}

impl Limb {
    /// Whether it can stand beside what a group has, with the same words around them.
    fn shares_with(&self, group: &Outline) -> bool {
        !(self.lead.is_empty() && self.tail.is_empty()) && group.lead == self.lead && group.tail == self.tail
    }
}

/// Ways that hold together, by how they are said.
#[derive(Default)]
struct Ways {
    plain: Vec<Phrase>,
    /// Manners stand together, where the first of them does.
    manners: Vec<Phrase>,
    manners_at: usize,
    open: Vec<Outline>,
    clauses: Vec<Phrase>,
    denied: Vec<Limb>,
}

impl Ways {
    fn add(&mut self, limb: Limb, holds: bool) {
        match limb {
            limb if limb.is_clause => self.clauses.push(limb.own.into()),
            limb if !holds => self.denied.push(limb),
            limb if limb.lead.is_empty() && limb.tail.is_empty() => {
                if self.manners.is_empty() {
                    self.manners_at = self.plain.len();
                }
                self.manners.push(limb.own.into());
            }
            limb => self.plain.push(spaced([limb.lead, &limb.own, limb.tail]).into()),
        }
    }
}
