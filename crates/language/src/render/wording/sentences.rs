//! The sentences of each kind of rule.

use serde_json::{Value, json};

use crate::license::{Clause, Condition, Exception, Rule, Section, Text};

use super::join::{LONG, Outline, count};
use super::leads::Form;
use super::templates::fill;
use super::tree::{Leaf, Tree};
use super::{BY_HAND, Drafter, VERBATIM};

/// The most words of a condition that stands before its sentence.
const SHORT: usize = 18;

/// Of a condition, what goes into the sentence and what stands apart.
struct Placed {
    before: Option<String>,
    only: Value,
}

impl Drafter<'_> {
    /// What a clause says, in the language's manner of writing texts; empty where its rule gives no words.
    ///
    /// The condition that its section shares goes in where `with_section` says so; artifacts do always.
    pub(in crate::render) fn sentence(&self, section: Option<&Section>, clause: &Clause, with_section: bool) -> String {
        let (object, shared) = self.shared(section);
        let shared = if with_section { shared } else { Vec::new() };
        let text = match &clause.rule {
            Rule::Permit { actions, when, unless } => {
                let placed = self.placed(when.as_ref(), shared);
                let apart = self.lifting(unless.iter().map(|condition| self.tree(condition)).collect(), &[]);
                let value =
                    json!({ "acts": self.granted(actions, &object).value(), "before": placed.before, "only": placed.only, "apart": apart });
                fill("permit", &value)
            }
            Rule::Prohibit { condition, exceptions } => self.prohibition(&object, condition, shared, exceptions),
            Rule::Must { performance, when, exceptions, showing } => {
                let value = self.duty(performance, when.as_ref(), shared, exceptions, showing.as_deref());
                fill("must", &value)
            }
            Rule::Should { performance, when, showing } => {
                fill("should", &self.duty(performance, when.as_ref(), shared, &[], showing.as_deref()))
            }
            Rule::Withdraw { grants, when, exceptions } => {
                let mut trees = shared;
                trees.push(self.tree(when));
                let case = self.clause(&Tree::all(trees)).value();
                fill("withdraw", &json!({ "grants": grants_named(grants), "case": case, "apart": self.exceptions(exceptions) }))
            }
            Rule::LicensorMay(power) => fill("licensor-may", &json!({ "power": format!("{BY_HAND}{power}{BY_HAND}") })),
            Rule::NotModelled(_) => String::new(),
        };
        self.finish(&text)
    }

    /// What follows a wording by hand: the exceptions that have words of their own. Nothing where there are none.
    pub(in crate::render) fn worded_exceptions(&self, clause: &Clause) -> String {
        let written = |exception: &&Exception| {
            let text = exception.text.as_ref()?;
            Some(format!("{BY_HAND}{}{BY_HAND}", marked(text, " ").trim_end_matches('.')))
        };
        let members: Vec<String> = clause.worded_exceptions().iter().filter_map(written).collect();
        if members.is_empty() {
            return String::new();
        }
        let rule = match &clause.rule {
            Rule::Prohibit { .. } => Some("restriction"),
            Rule::Must { .. } => Some("duty"),
            Rule::Permit { .. } | Rule::Should { .. } | Rule::Withdraw { .. } | Rule::LicensorMay(_) | Rule::NotModelled(_) => None,
        };
        self.finish(&fill("except", &json!({ "rule": rule, "apart": Outline::of(members, "or").value() })))
    }

    /// What stands before the clauses of a section that has no text of its own.
    pub(in crate::render) fn chapeau(&self, section: &Section) -> String {
        let (object, shared) = self.shared(Some(section));
        let prohibits = section.clauses.iter().filter(|clause| matches!(clause.rule, Rule::Prohibit { .. })).count();
        let object = (section.is_attachment && prohibits > 0 && prohibits == section.clauses.len()).then_some(object);
        let case = if shared.is_empty() { Value::Null } else { self.clause(&Tree::all(shared)).value() };
        let apart = self.exceptions(&section.exceptions);
        if object.is_none() && case.is_null() && apart.is_null() {
            return String::new();
        }
        let value =
            json!({ "object": object, "many": prohibits > 1, "section": format!("{{@{}}}", section.id), "case": case, "apart": apart });
        self.finish(&fill("chapeau", &value))
    }

    /// The sentence with which the text opens.
    pub(in crate::render) fn opening(&self) -> String {
        let licensor = self.license.licensor.as_ref().map(|licensor| format!("{BY_HAND}{licensor}{BY_HAND}"));
        self.finish(&fill("opening", &json!({ "licensor": licensor, "object": self.material() })))
    }

    /// The meaning of a term that nobody worded.
    pub(in crate::render) fn meaning(&self, means: &Condition) -> String {
        let tree = self.tree(means);
        let words = match self.is_artifact(&tree) {
            true => self.artifacts_of(&tree),
            false if self.is_action(&tree) => format!("where you {}", self.act(&tree, &self.material()).inline()),
            false => format!("a case in which {}", self.clause(&tree).inline()),
        };
        self.in_house(&words)
    }

    /// Artifacts by the vocabulary's phrases, so that a term is not explained by itself.
    fn artifacts_of(&self, tree: &Tree) -> String {
        let words = |tree: &Tree| match tree {
            Tree::Leaf(Leaf::Is(concept), _) => self.vocabulary.concept(*concept).phrase().to_owned(),
            Tree::Leaf(leaf, holds) => self.limb(Form::Way, *leaf, *holds).own,
            other => self.clause(other).nested(),
        };
        Outline::of(tree.alternatives().iter().map(words).collect(), "or").inline()
    }

    fn tree(&self, condition: &Condition) -> Tree {
        Tree::new(condition, self.vocabulary)
    }

    /// The sentence with which the definitions open.
    pub(in crate::render) fn definitions(&self) -> String {
        self.finish(&fill("definitions", &json!({})))
    }

    /// What a section's condition says of artifacts, as the object of its sentences, and the rest of it.
    fn shared(&self, section: Option<&Section>) -> (String, Vec<Tree>) {
        let Some(when) = section.and_then(|section| section.when.as_ref()) else { return (self.material(), Vec::new()) };
        let tree = self.tree(when);
        let (artifacts, mut rest): (Vec<Tree>, Vec<Tree>) =
            tree.conjuncts().iter().cloned().partition(|conjunct| self.is_artifact(conjunct));
        let mut artifacts = artifacts.into_iter();
        let object = artifacts.next().map_or_else(|| self.material(), |artifacts| self.object(&artifacts));
        rest.extend(artifacts);
        (object, rest)
    }

    fn prohibition(&self, object: &str, condition: &Condition, shared: Vec<Tree>, exceptions: &[Exception]) -> String {
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
        let excuse = self.excuse(lifting, exceptions);
        let is_one = act.members.len() < 2 && !act.inline().contains(", unless ");
        let unless = excuse.as_ref().filter(|excuse| is_one && !excuse.is_long()).map(Outline::inline);
        let unless = unless.filter(|unless| count(&act.inline()) + count(unless) + 4 <= LONG);
        let apart = match (&excuse, &unless) {
            (Some(excuse), None) => excuse.value(),
            _ => Value::Null,
        };
        fill("prohibit", &json!({ "act": act.value(), "excuse": unless, "apart": apart }))
    }

    fn duty(
        &self,
        performance: &Condition,
        when: Option<&Condition>,
        shared: Vec<Tree>,
        exceptions: &[Exception],
        showing: Option<&str>,
    ) -> Value {
        let is_act = when.is_some_and(|when| self.has_action(&self.tree(when)));
        let placed = self.placed(when, shared);
        json!({
            "performance": self.performance(&self.tree(performance)).value(),
            "when": if is_act { "when" } else { "where" },
            "before": placed.before,
            "only": placed.only,
            "showing": showing.map(|words| format!("{VERBATIM}{words}{VERBATIM}")),
            "apart": self.exceptions(exceptions),
        })
    }

    /// A condition before its sentence where it is short, else behind it.
    fn placed(&self, when: Option<&Condition>, shared: Vec<Tree>) -> Placed {
        let trees: Vec<Tree> = shared.into_iter().chain(when.map(|when| self.tree(when))).collect();
        if trees.is_empty() {
            return Placed { before: None, only: Value::Null };
        }
        let case = self.clause(&Tree::all(trees));
        match count(&case.inline()) <= SHORT && (!case.is_long() || case.members.len() == 2) {
            true => Placed { before: Some(case.inline()), only: Value::Null },
            false => Placed { before: None, only: case.value() },
        }
    }

    fn exceptions(&self, exceptions: &[Exception]) -> Value {
        self.lifting(Vec::new(), exceptions)
    }

    fn lifting(&self, trees: Vec<Tree>, exceptions: &[Exception]) -> Value {
        self.excuse(trees, exceptions).map_or(Value::Null, |excuse| excuse.value())
    }

    /// What lifts a rule, as alternatives behind "unless" or "where".
    fn excuse(&self, trees: Vec<Tree>, exceptions: &[Exception]) -> Option<Outline> {
        let worded = exceptions.iter().any(|exception| exception.text.is_some());
        if !worded {
            let all: Vec<Tree> = trees.into_iter().chain(exceptions.iter().map(|exception| self.tree(&exception.condition))).collect();
            let joined = match all.as_slice() {
                [] => return None,
                [only] => only.clone(),
                // Exceptions stay one item each, though their words might join.
                _ if exceptions.len() > 1 => return Some(Outline::of(all.iter().map(|tree| self.clause(tree).nested()).collect(), "or")),
                _ => Tree::any(all, self.vocabulary),
            };
            return Some(self.clause(&joined));
        }
        let written = |exception: &Exception| match &exception.text {
            Some(text) => format!("{BY_HAND}{}{BY_HAND}", marked(text, " ").trim_end_matches('.')),
            None => self.clause(&self.tree(&exception.condition)).nested(),
        };
        let members = trees.iter().map(|tree| self.clause(tree).nested()).chain(exceptions.iter().map(written));
        Some(Outline::of(members.collect(), "or"))
    }

    /// The license's own words, white space in order, a capital at each beginning.
    fn finish(&self, text: &str) -> String {
        let mut paragraphs: Vec<String> = vec![String::new()];
        for line in text.lines().map(str::trim) {
            let Some(paragraph) = paragraphs.last_mut() else { continue };
            match line {
                "" if !paragraph.is_empty() => paragraphs.push(String::new()),
                line if line.starts_with("- ") && !paragraph.is_empty() => paragraph.push_str(&format!("\n{line}")),
                line if !line.is_empty() && !paragraph.is_empty() => paragraph.push_str(&format!(" {line}")),
                line => paragraph.push_str(line),
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let in_house = |paragraph: &String| capitals(&self.in_house(paragraph));
        paragraphs.iter().map(in_house).collect::<Vec<_>>().join("\n\n").replace(BY_HAND, "")
    }
}

/// A text in the language's own manner.
fn marked(text: &Text, between: &str) -> String {
    text.plain(|id| Some(format!("{{@{id}}}")), between)
}

/// `this License`, or the clauses that grant.
fn grants_named(grants: &[String]) -> String {
    if grants.is_empty() {
        return "the license".to_owned();
    }
    let named: Vec<String> = grants.iter().map(|id| format!("{{@{id}}}")).collect();
    super::join::series(&named, "or")
}

/// A capital at the beginning and behind each full stop, but where words stand as somebody wrote them.
fn capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_first = true;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if is_first && sign.is_alphanumeric() {
            out.extend(sign.to_uppercase());
            is_first = false;
            continue;
        }
        is_first = (is_first && !matches!(sign, '{' | VERBATIM | BY_HAND)) || (sign == '.' && signs.peek() == Some(&' '));
        out.push(sign);
    }
    out
}
