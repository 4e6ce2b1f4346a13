//! The sentences of each kind of rule.

use crate::license::{Clause, Condition, Exception, Rule, Section, Text};
use crate::render::language::filled;
use crate::render::phrase::{Phrase, Piece};
use crate::render::templates::{Slots, Template, Value, fill};
use railc_core::vocabulary::ConceptId;

use super::blocks::{Block, blocks, line_by_hand};
use super::coordination::{Conjunction, Coordination, LONG, count, series};
use super::drafter::Drafter;
use super::propositions::Form;
use super::tree::{Leaf, Tree};

/// The most words of a condition at the beginning of a sentence; a longer one gets its own sentence.
const SHORT: usize = 18;

/// What the clauses of a section share.
pub(super) struct Shared {
    /// The artifacts that its condition names, as an object.
    pub object: String,
    /// The other conjuncts of its condition.
    pub conditions: Vec<Tree>,
}

impl Drafter<'_> {
    /// The text of a clause, generated from its rule; empty for prose.
    pub(super) fn sentence(&self, object: &str, conditions: Vec<Tree>, clause: &Clause) -> Vec<Block> {
        let text = match &clause.rule {
            Rule::Permit { actions, when, unless } => {
                let exceptions = self.lifting(unless.iter().map(|condition| self.tree(condition)).collect(), &[]);
                let slots = Slots::new().with("acts", self.set(Some(self.granted(actions, object))));
                let slots = self.placed(slots, when.as_ref(), conditions).with("exceptions", self.set(exceptions));
                self.filled(Template::Permit, &slots)
            }
            Rule::Prohibit { condition, exceptions } => self.prohibition(object, condition, conditions, exceptions),
            Rule::Must { performance, when, exceptions, showing } => {
                let slots = self.duty(performance, when.as_ref(), conditions, showing.as_ref());
                self.filled(Template::Must, &slots.with("exceptions", self.set(self.lifting(Vec::new(), exceptions))))
            }
            Rule::Should { performance, when, showing } => {
                self.filled(Template::Should, &self.duty(performance, when.as_ref(), conditions, showing.as_ref()))
            }
            Rule::Withdraw { grants, when, exceptions } => {
                let case = Tree::all(conditions.into_iter().chain([self.tree(when)]).collect());
                let grants: Vec<Phrase> = grants.iter().map(|id| Piece::Reference(id.clone()).into()).collect();
                let slots = Slots::new()
                    .words("grants", series(&grants, Conjunction::Or, self.words))
                    .with("case", self.set(Some(self.clause(&case))))
                    .with("exceptions", self.set(self.lifting(Vec::new(), exceptions)));
                self.filled(Template::Withdraw, &slots)
            }
            Rule::LicensorMay(power) => {
                self.filled(Template::LicensorMay, &Slots::new().words("power", Phrase::by_hand(&self.plain(power))))
            }
            Rule::NotModelled(_) => Phrase::default(),
        };
        blocks(&text, &self.house)
    }

    /// The sentence after a handwritten wording: the exceptions that have their own words. Empty if there are none.
    pub(super) fn worded_exceptions(&self, clause: &Clause) -> Vec<Block> {
        let members = self.exceptions_by_hand(clause);
        if members.is_empty() {
            return Vec::new();
        }
        let slots = Slots::new()
            .flag("restriction", matches!(clause.rule, Rule::Prohibit { .. }))
            .flag("duty", matches!(clause.rule, Rule::Must { .. }))
            .with("exceptions", self.set(Some(Coordination::of(members, Conjunction::Or))));
        blocks(&self.filled(Template::Except, &slots), &self.house)
    }

    /// The text before the clauses of a section that has no handwritten text.
    pub(super) fn chapeau(&self, section: &Section, shared: &Shared) -> Vec<Block> {
        let prohibits = section.clauses.iter().filter(|clause| matches!(clause.rule, Rule::Prohibit { .. })).count();
        let is_list = section.is_attachment && prohibits > 0 && prohibits == section.clauses.len();
        let case = (!shared.conditions.is_empty()).then(|| self.clause(&Tree::all(shared.conditions.clone())));
        let exceptions = self.lifting(Vec::new(), &section.exceptions);
        let slots = Slots::new()
            .with("object", is_list.then(|| Value::Words(shared.object.as_str().into())))
            .flag("many", prohibits > 1)
            .words("section", Piece::Reference(section.id.clone()))
            .with("case", self.set(case))
            .with("exceptions", self.set(exceptions));
        blocks(&self.filled(Template::Chapeau, &slots), &self.house)
    }

    /// The opening sentence of the text.
    pub(super) fn opening(&self) -> Vec<Block> {
        let licensor = self.license.licensor.as_deref().map(|licensor| Value::Words(Phrase::by_hand(licensor)));
        let slots = Slots::new().with("licensor", licensor).words("object", self.material.as_str());
        blocks(&self.filled(Template::Opening, &slots), &self.house)
    }

    /// The opening sentence of the definitions.
    pub(super) fn definitions(&self) -> Vec<Block> {
        blocks(&self.filled(Template::Definitions, &Slots::new()), &self.house)
    }

    /// The meaning of a term without handwritten words.
    pub(super) fn meaning(&self, term: &str, means: &Condition) -> Phrase {
        let (tree, meaning) = (self.tree(means), &self.drafting.words.meaning);
        let act = if (self.drafting.grammar.is_verb)(term) { meaning.verb } else { meaning.act };
        let words = match self.is_artifact(&tree) {
            true => self.artifacts_of(&tree),
            false if self.is_action(&tree) => filled(act, &[("act", &self.act(&tree, &self.material).inline(self.words).text())]),
            false => filled(meaning.case, &[("case", &self.clause(&tree).inline(self.words).text())]),
        };
        self.house.apply(&words).into()
    }

    /// Artifacts by the vocabulary's phrases, not by terms, so that no definition is circular.
    fn artifacts_of(&self, tree: &Tree) -> String {
        let words = |tree: &Tree| match tree {
            Tree::Leaf(Leaf::Is(concept), _) => self.called(*concept).into(),
            Tree::Leaf(leaf, holds) => self.worded(Form::Way, *leaf, *holds).own.into(),
            other => self.nested_clause(other),
        };
        series(&tree.alternatives().iter().map(words).collect::<Vec<_>>(), Conjunction::Or, self.words).text().into_owned()
    }

    fn filled(&self, template: Template, slots: &Slots) -> Phrase {
        fill(self.templates.of(self.language, template), slots)
    }

    pub(super) fn tree(&self, condition: &Condition) -> Tree {
        Tree::new(condition, self.vocabulary)
    }

    /// What the condition of a section adds to its sentences: its artifacts become their object.
    pub(super) fn shared(&self, section: &Section) -> Shared {
        let (things, conditions) = self.subject(section);
        Shared { object: self.one_of(&things), conditions }
    }

    fn prohibition(&self, object: &str, condition: &Condition, shared: Vec<Tree>, exceptions: &[Exception]) -> Phrase {
        let (mut lifting, mut held) = (Vec::new(), shared);
        for conjunct in self.tree(condition).conjuncts() {
            match conjunct {
                // "and not with consent" is "unless with consent".
                Tree::Leaf(leaf, false) if matches!(self.facet(*leaf), "safeguard" | "done") => lifting.push(Tree::Leaf(*leaf, true)),
                other => held.push(other.clone()),
            }
        }
        if held.is_empty() {
            held.extend(lifting.drain(..).map(|tree| match tree {
                Tree::Leaf(leaf, _) => Tree::Leaf(leaf, false),
                other => other,
            }));
        }
        let act = self.act(&Tree::all(held), object);
        let words = act.inline(self.words);
        let lifted = self.lifting(lifting, exceptions);
        let is_one = act.members.len() < 2 && !words.text().contains(self.words.joining.unless);
        let length = count(&words.text()) + 4;
        let slots = Slots::new().with("act", Some(act.slots(words, self.words)));
        let slots = match lifted.map(|lifted| (lifted.inline(self.words), lifted)) {
            Some((inline, lifted)) if is_one && !lifted.is_long(&inline, self.words) && length + count(&inline.text()) <= LONG => {
                slots.words("inline-exceptions", inline)
            }
            Some((inline, lifted)) => slots.with("exceptions", Some(lifted.slots(inline, self.words))),
            None => slots,
        };
        self.filled(Template::Prohibit, &slots)
    }

    fn duty(&self, performance: &Condition, when: Option<&Condition>, shared: Vec<Tree>, showing: Option<&Text>) -> Slots {
        let slots = Slots::new()
            .with("performance", self.set(Some(self.performance(&self.tree(performance)))))
            .flag("act", when.is_some_and(|when| self.has_action(&self.tree(when))))
            .with("showing", showing.map(|words| Value::Words(Piece::Exact(self.plain(words)).into())));
        self.placed(slots, when, shared)
    }

    /// Adds a condition: at the beginning of the sentence if it is short, else in its own sentence.
    fn placed(&self, slots: Slots, when: Option<&Condition>, shared: Vec<Tree>) -> Slots {
        let case = Tree::all(shared.into_iter().chain(when.map(|when| self.tree(when))).collect());
        let trees = self.without_implied(case.conjuncts());
        if trees.is_empty() {
            return slots;
        }
        let case = self.clause(&Tree::all(trees));
        let words = case.inline(self.words);
        match count(&words.text()) <= SHORT && (!case.is_long(&words, self.words) || case.members.len() == 2) {
            true => slots.words("condition", words),
            false => slots.with("separate-condition", Some(case.slots(words, self.words))),
        }
    }

    /// Without the terms that another member says more narrowly: of "you Distribute" and "you host", the latter.
    fn without_implied(&self, trees: &[Tree]) -> Vec<Tree> {
        let concept = |tree: &Tree| match tree {
            Tree::Leaf(Leaf::Is(concept), true) => Some(*concept),
            Tree::Leaf(..) | Tree::All(_) | Tree::Any(_) | Tree::Unless(..) => None,
        };
        let named: Vec<ConceptId> = trees.iter().filter_map(concept).collect();
        let is_implied = |tree: &Tree| match tree {
            Tree::Leaf(Leaf::Term(at), true) => {
                let meaning = self.license.terms.get(*at).and_then(|term| term.means.as_ref()).map(|means| self.tree(means));
                let wider: Vec<ConceptId> = meaning.iter().flat_map(Tree::alternatives).filter_map(concept).collect();
                named.iter().any(|narrow| wider.iter().any(|wide| self.vocabulary.is_a(*narrow, *wide)))
            }
            Tree::Leaf(..) | Tree::All(_) | Tree::Any(_) | Tree::Unless(..) => false,
        };
        trees.iter().filter(|tree| !is_implied(tree)).cloned().collect()
    }

    /// A coordination as the value of a slot.
    fn set(&self, coordination: Option<Coordination>) -> Option<Value> {
        coordination.map(|coordination| coordination.slots(coordination.inline(self.words), self.words))
    }

    /// What lifts a rule, as alternatives after "unless" or "where".
    fn lifting(&self, trees: Vec<Tree>, exceptions: &[Exception]) -> Option<Coordination> {
        // Several are a list as soon as one of them has an `or`, so that none needs an `either`.
        let item =
            |tree: &Tree| if trees.len() + exceptions.len() > 1 { self.clause(tree).inline(self.words) } else { self.nested_clause(tree) };
        if exceptions.iter().any(|exception| exception.text.is_some()) {
            let written = |exception| self.by_hand(exception).unwrap_or_else(|| item(&self.tree(&exception.condition)));
            let members = trees.iter().map(item).chain(exceptions.iter().map(written));
            return Some(Coordination::of(members.collect(), Conjunction::Or));
        }
        let all: Vec<Tree> = trees.iter().cloned().chain(exceptions.iter().map(|exception| self.tree(&exception.condition))).collect();
        match all.as_slice() {
            [] => None,
            [only] => Some(self.clause(only)),
            // Each exception stays an item, though their words could be merged.
            _ if exceptions.len() > 1 => Some(Coordination::of(all.iter().map(item).collect(), Conjunction::Or)),
            _ => Some(self.clause(&Tree::any(all, self.vocabulary))),
        }
    }

    /// The handwritten words of the exceptions of a clause.
    pub(in crate::render) fn exceptions_by_hand(&self, clause: &Clause) -> Vec<Phrase> {
        clause.exceptions().into_iter().filter_map(|exception| self.by_hand(exception)).collect()
    }

    /// The handwritten words of an exception, without a full stop.
    fn by_hand(&self, exception: &Exception) -> Option<Phrase> {
        Some(line_by_hand(exception.text.as_ref()?, &self.fillings).without_stop())
    }
}
