//! From condition trees to coordinations: propositions of one facet share its words, and nested conditions are kept apart.

use crate::render::phrase::Phrase;

use super::coordination::{Conjunction, Coordination, joined, series, spaced};
use super::drafter::Drafter;
use super::propositions::{Form, Worded};
use super::tree::Tree;

impl Drafter<'_> {
    /// A condition as a clause: `the use is for the purpose of …`.
    pub(super) fn clause(&self, tree: &Tree) -> Coordination {
        self.coordination(Form::Clause, tree)
    }

    /// A condition as an adverbial after "use the Model": `for the purpose of …`.
    pub(super) fn way(&self, tree: &Tree) -> Coordination {
        self.coordination(Form::Way, tree)
    }

    /// A condition as a clause inside a longer sentence.
    pub(super) fn nested_clause(&self, tree: &Tree) -> Phrase {
        self.clause(tree).nested(self.words)
    }

    fn coordination(&self, form: Form, tree: &Tree) -> Coordination {
        match tree {
            Tree::Leaf(leaf, holds) => {
                let worded = self.worded(form, *leaf, *holds);
                Coordination::plain(spaced([worded.lead, &worded.own, worded.tail]))
            }
            Tree::Any(_) if form == Form::Clause && self.is_action(tree) => self.acts_done(tree),
            Tree::Any(members) => self.alternatives(form, members),
            Tree::All(members) if form == Form::Way => self.together(members),
            Tree::All(members) => self.all_hold(members),
            Tree::Unless(inner, lifting) => self.unless(self.coordination(form, inner).nested(self.words), lifting),
        }
    }

    /// `…, unless the use is for the purpose of research or a human reviews the results`
    pub(super) fn unless(&self, mut words: Phrase, lifting: &[Tree]) -> Coordination {
        let lifting: Vec<Phrase> = lifting.iter().map(|tree| self.nested_clause(tree)).collect();
        words.push_str(self.words.joining.unless);
        words.extend(&series(&lifting, Conjunction::Or, self.words));
        Coordination::plain(words)
    }

    /// `for the purpose of fraud or spam`, `for the purpose of fraud or to generate malware`
    fn alternatives(&self, form: Form, members: &[Tree]) -> Coordination {
        let mut groups: Vec<Coordination> = Vec::new();
        for member in members {
            let Tree::Leaf(leaf, holds) = member else {
                groups.push(Coordination::plain(self.coordination(form, member).nested(self.words)));
                continue;
            };
            let worded = self.worded(form, *leaf, *holds);
            match groups.iter_mut().find(|group| *holds && worded.shares_with(group)) {
                Some(group) => group.members.push(worded.own.into()),
                None => groups.push(Coordination::plain(worded.own).between(worded.lead, worded.tail)),
            }
        }
        match groups.pop() {
            Some(only) if groups.is_empty() => only,
            last => Coordination::of(groups.iter().chain(&last).flat_map(Coordination::apart).collect(), Conjunction::Or),
        }
    }

    /// A conjunction as an adverbial: plain propositions first, alternatives last, and clauses after a single "where".
    pub(super) fn together(&self, members: &[Tree]) -> Coordination {
        let mut ways = Ways::default();
        for member in members {
            match member {
                Tree::Leaf(leaf, holds) => ways.add(self.worded(Form::Way, *leaf, *holds), *holds),
                Tree::Any(_) => ways.open.push(self.way(member)),
                Tree::All(_) | Tree::Unless(..) => ways.open.push(Coordination::plain(self.way(member).nested(self.words))),
            }
        }
        let Ways { mut plain, manners, manners_at, mut open, clauses, denied } = ways;
        if !manners.is_empty() {
            plain.insert(manners_at, joined(&manners, self.words));
        }
        plain.extend(self.merged(&denied));
        if !clauses.is_empty() {
            open.push(Coordination::plain(joined(&clauses, self.words)).between(self.words.joining.in_case, ""));
        }
        let is_lifted = |coordination: &Coordination| coordination.inline(self.words).text().contains(self.words.joining.unless);
        open.sort_by_key(|coordination| (coordination.members.len(), is_lifted(coordination)));
        let last = open.pop();
        // Behind alternatives, an "and" says that they are over.
        let and = self.words.joining.and_apart.trim_end();
        let closed = |coordination: &Coordination| {
            let mut way = coordination.nested(self.words);
            way.push_str(if coordination.members.len() > 1 { and } else { "" });
            way
        };
        plain.extend(open.iter().map(closed));
        let mut first = Phrase::default();
        plain.iter().for_each(|way| first.extend_spaced(way));
        match last {
            Some(last) => last.between(&first.text(), ""),
            None => Coordination::plain(first),
        }
    }

    /// A conjunction as clauses: `the use affects minors and a human reviews the results`.
    fn all_hold(&self, members: &[Tree]) -> Coordination {
        let artifact =
            members.iter().position(|member| self.is_artifact(member)).filter(|_| members.iter().any(|member| self.is_action(member)));
        let object = artifact.and_then(|at| members.get(at)).map(|artifact| self.object(artifact));
        let mut clauses: Vec<Phrase> = Vec::new();
        let mut denied: Vec<Worded> = Vec::new();
        for (at, member) in members.iter().enumerate() {
            match (member, &object) {
                (_, Some(_)) if artifact == Some(at) => {}
                (member, Some(object)) if self.is_action(member) => clauses.push(self.done_to(member, object)),
                (Tree::Leaf(leaf, false), _) => denied.push(self.worded(Form::Clause, *leaf, false)),
                (other, _) => clauses.push(self.nested_clause(other)),
            }
        }
        clauses.extend(self.merged(&denied));
        Coordination::of(clauses, Conjunction::And)
    }

    /// Negated propositions, merged where they share words: `the use does not take place in France or Spain`.
    fn merged(&self, denied: &[Worded]) -> Vec<Phrase> {
        let mut groups: Vec<Coordination> = Vec::new();
        for worded in denied {
            match groups.iter_mut().find(|group| worded.shares_with(group)) {
                Some(group) => group.members.push(worded.own.as_str().into()),
                None => groups.push(Coordination {
                    conjunction: worded.conjunction,
                    ..Coordination::plain(worded.own.as_str()).between(worded.lead, worded.tail)
                }),
            }
        }
        groups.iter().map(|group| group.inline(self.words)).collect()
    }
}

impl Worded {
    /// Whether it shares the words of a coordination, and can be a member of it.
    fn shares_with(&self, group: &Coordination) -> bool {
        !(self.lead.is_empty() && self.tail.is_empty()) && group.lead == self.lead && group.tail == self.tail
    }
}

/// The parts of a conjunction as an adverbial, by their form.
#[derive(Default)]
struct Ways {
    plain: Vec<Phrase>,
    /// Propositions without words of a facet (`by fully automated means`), kept together at the place of the first.
    manners: Vec<Phrase>,
    manners_at: usize,
    open: Vec<Coordination>,
    clauses: Vec<Phrase>,
    denied: Vec<Worded>,
}

impl Ways {
    fn add(&mut self, worded: Worded, holds: bool) {
        match worded {
            worded if worded.is_clause => self.clauses.push(worded.own.into()),
            worded if !holds => self.denied.push(worded),
            worded if worded.lead.is_empty() && worded.tail.is_empty() => {
                if self.manners.is_empty() {
                    self.manners_at = self.plain.len();
                }
                self.manners.push(worded.own.into());
            }
            worded => self.plain.push(spaced([worded.lead, &worded.own, worded.tail]).into()),
        }
    }
}
