//! The tables of `openness/*.yaml` as constants. What they name must be in the vocabulary, the library or the table of facts; a mistake ends the build.

#[path = "../../src/openness/expression.rs"]
mod expression;
mod written;

use std::collections::BTreeSet;
use std::path::Path;

use railc_core::vocabulary::Vocabulary;

use super::files::{files, read_yaml};
use expression::Written;
use written::{
    AskEntry, ChooseEntry, ClaimEntry, ClaimFile, ClassesEntry, ComponentEntry, CriterionEntry, DeclaredFile, DefinitionFile, DeriveEntry,
    DimensionEntry, FactEntry, FactFile, LetterEntry, ListEntry, ListFile, ScoresEntry, ThingEntry, TopicEntry,
};

/// The tables as code.
pub(crate) fn write(folder: &Path, vocabulary: &Vocabulary, is_license: impl Fn(&str) -> bool) -> String {
    let facts: FactFile = read_yaml(&folder.join("facts.yaml"));
    let declared: DeclaredFile = read_yaml(&folder.join("declared.yaml"));
    let lists: ListFile = read_yaml(&folder.join("lists.yaml"));
    let names: BTreeSet<&str> = facts.facts.keys().map(String::as_str).collect();
    let topics: BTreeSet<&str> = facts.topics.iter().map(|topic| topic.id.as_str()).collect();
    let writer = Writer { facts: &facts, names, topics, vocabulary };
    let mut definitions: Vec<DefinitionFile> = files(folder, "yaml")
        .iter()
        .filter(|path| !path.file_stem().is_some_and(|stem| ["facts", "declared", "lists", "claims"].iter().any(|name| stem == *name)))
        .map(|path| read_yaml(path))
        .collect();
    definitions.sort_by(|one, other| (one.order, &one.id).cmp(&(other.order, &other.id)));
    format!(
        "static OPENNESS: Openness = Openness {{ facts: &[{}], definitions: &[{}], things: &[{}], settings: &[{}], special: {}, topics: &[{}], \
         declared: &[{}], lists: &[{}], claims: {} }};\n",
        joined(facts.facts.iter().map(|(id, fact)| writer.fact(id, fact))),
        joined(definitions.iter().map(|definition| writer.definition(definition))),
        joined(facts.things.iter().map(|thing| writer.thing(thing))),
        joined(facts.settings.iter().map(|setting| writer.concepts(setting))),
        writer.concepts(&facts.special),
        joined(facts.topics.iter().map(|topic| writer.topic(topic))),
        joined(writer.declared(&declared, is_license).into_iter()),
        joined(lists.lists.iter().map(list)),
        writer.claims(&read_yaml(&folder.join("claims.yaml"))),
    )
}

fn list(list: &ListEntry) -> String {
    let ListEntry { fact, by, source, dated, is_whole, ids, denied } = list;
    format!(
        "List {{ fact: {fact:?}, by: {by:?}, source: {source:?}, dated: {dated:?}, is_whole: {is_whole}, ids: &{ids:?}, denied: &{denied:?} }}"
    )
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

struct Writer<'a> {
    facts: &'a FactFile,
    names: BTreeSet<&'a str>,
    topics: BTreeSet<&'a str>,
    vocabulary: &'a Vocabulary,
}

impl Writer<'_> {
    fn concept(&self, name: &str) -> String {
        assert!(self.vocabulary.find_concept(name).is_some(), "openness: the vocabulary has no `{name}`");
        format!("{name:?}")
    }

    fn concepts(&self, names: &[String]) -> String {
        format!("&[{}]", joined(names.iter().map(|name| self.concept(name))))
    }

    /// Concepts, and facets as a whole.
    fn fields(&self, names: &[String]) -> String {
        let field = |name: &String| if self.vocabulary.find_facet(name).is_some() { format!("{name:?}") } else { self.concept(name) };
        format!("&[{}]", joined(names.iter().map(field)))
    }

    fn metrics(&self, names: &[String]) -> String {
        for name in names {
            assert!(self.vocabulary.scalars().any(|scalar| scalar.metric() == name), "openness: no number is one of `{name}`");
        }
        format!("&{names:?}")
    }

    fn topics(&self, names: &[String]) -> String {
        for name in names {
            assert!(self.topics.contains(name.as_str()), "openness: there is no topic `{name}`");
        }
        format!("&{names:?}")
    }

    fn parts(&self, names: &[String]) -> String {
        let part = |name: &String| match name.as_str() {
            "$artifact" => "Part::Artifact".to_owned(),
            "$use" => "Part::Use".to_owned(),
            "$modify" => "Part::Modify".to_owned(),
            "$derivative" => "Part::Derivative".to_owned(),
            name => format!("Part::Concept({})", self.concept(name)),
        };
        format!("&[{}]", joined(names.iter().map(part)))
    }

    fn thing(&self, thing: &ThingEntry) -> String {
        let ThingEntry { name, letter, artifact, r#use, modify, derivative } = thing;
        let [artifact, used, modify, derivative] = [artifact, r#use, modify, derivative].map(|name| self.concept(name));
        format!(
            "Thing {{ name: {name:?}, letter: {letter:?}, artifact: {artifact}, r#use: {used}, modify: {modify}, derivative: {derivative} }}"
        )
    }

    fn topic(&self, topic: &TopicEntry) -> String {
        let TopicEntry { id, is, of, not } = topic;
        format!("Topic {{ id: {id:?}, is: {is:?}, of: {}, not: {} }}", self.fields(of), self.fields(not))
    }

    fn fact(&self, id: &str, fact: &FactEntry) -> String {
        let FactEntry { r#type, words, of, ask, derive } = fact;
        let holds = match r#type.as_str() {
            "bool" => "Holds::Bool".to_owned(),
            "word" => format!("Holds::Word(&{words:?})"),
            "number" => "Holds::Number".to_owned(),
            "list" => "Holds::List".to_owned(),
            other => panic!("openness: `{id}` can't be a `{other}`"),
        };
        let derive = derive.as_ref().map_or("None".to_owned(), |derive| format!("Some({})", self.derive(id, derive)));
        format!("FactKind {{ id: {id:?}, holds: {holds}, of: {}, ask: {ask:?}, derive: {derive} }}", of_code(of))
    }

    fn derive(&self, id: &str, derive: &DeriveEntry) -> String {
        if let Some(parts) = &derive.permits {
            format!("Derivation::Permits({})", self.parts(parts))
        } else if let Some(each) = &derive.permits_each {
            format!(
                "Derivation::PermitsEach(&[{}], {})",
                joined(each.iter().map(|parts| self.parts(parts))),
                self.concepts(&derive.without)
            )
        } else if let Some(names) = &derive.only_with {
            format!("Derivation::OnlyWith({})", self.concepts(names))
        } else if let Some(topics) = &derive.refuses {
            format!("Derivation::Refuses({}, {})", self.topics(topics), self.topics(&derive.but_not))
        } else if let Some(topics) = &derive.letters {
            format!("Derivation::Letters({})", self.topics(topics))
        } else if let Some(metrics) = &derive.threshold {
            format!("Derivation::Threshold({})", self.metrics(metrics))
        } else if let Some(names) = &derive.lifted_by {
            format!("Derivation::LiftedBy({})", self.concepts(names))
        } else if let Some(names) = derive.owes.as_ref().or(derive.not_owes.as_ref()) {
            let refuses = if derive.not_owes.is_some() { &derive.nor_refuses } else { &derive.refuses_with };
            format!(
                "Derivation::Owes {{ performed_by: {}, refuses: {}, is_denied: {} }}",
                self.concepts(names),
                self.concepts(refuses),
                derive.not_owes.is_some()
            )
        } else if let Some(asks) = &derive.asks_for {
            let ask = |one: &AskEntry| format!("({}, {:?})", self.concepts(&one.performed_by), self.word(id, &one.word));
            format!("Derivation::AsksFor(&[{}], {:?})", joined(asks.iter().map(ask)), self.word(id, &derive.otherwise))
        } else if let Some(topic) = &derive.ban {
            self.topics(std::slice::from_ref(topic));
            format!("Derivation::Ban({topic:?}, {})", self.concepts(&derive.except_with))
        } else if let Some(choices) = &derive.choose {
            format!("Derivation::Choose(&[{}])", joined(choices.iter().map(|one| self.choice(one))))
        } else {
            panic!("openness: how is `{id}` derived?")
        }
    }

    fn choice(&self, choice: &ChooseEntry) -> String {
        let test = choice.r#if.as_ref().map_or("Test::Always".to_owned(), |test| self.test(test));
        format!("({test}, {:?})", choice.word)
    }

    /// A word that a fact may be.
    fn word<'w>(&self, fact: &str, word: &'w str) -> &'w str {
        let entry = self.facts.facts.get(fact).unwrap_or_else(|| panic!("openness: there is no fact `{fact}`"));
        let is_one = match entry.r#type.as_str() {
            "bool" => ["yes", "no"].contains(&word),
            "word" => entry.words.iter().any(|known| known == word),
            _ => true,
        };
        assert!(is_one, "openness: `{fact}` is never `{word}`");
        word
    }

    fn test(&self, text: &str) -> String {
        let written = expression::read(text).unwrap_or_else(|error| panic!("openness: {error}"));
        self.written(&written)
    }

    fn written(&self, test: &Written) -> String {
        let all = |parts: &[Written]| joined(parts.iter().map(|part| self.written(part)));
        let name = |fact: &String| {
            assert!(self.names.contains(fact.as_str()), "openness: there is no fact `{fact}`");
            format!("{fact:?}")
        };
        let words = |fact: &String, words: &[String]| format!("&{:?}", words.iter().map(|word| self.word(fact, word)).collect::<Vec<_>>());
        match test {
            Written::Fact(fact) => format!("Test::Fact({})", name(fact)),
            Written::Not(part) => format!("Test::Not(&{})", self.written(part)),
            Written::All(parts) => format!("Test::All(&[{}])", all(parts)),
            Written::Any(parts) => format!("Test::Any(&[{}])", all(parts)),
            Written::Is(fact, known) => format!("Test::Is({}, {})", name(fact), words(fact, known)),
            Written::Lacks(fact, known) => format!("Test::Lacks({}, {})", name(fact), words(fact, known)),
            Written::Above(fact, factor, other) => {
                let other = other.as_ref().map_or("None".to_owned(), |other| format!("Some({})", name(other)));
                format!("Test::Above({}, {factor:?}, {other})", name(fact))
            }
        }
    }

    fn definition(&self, definition: &DefinitionFile) -> String {
        let DefinitionFile { id, name, by, source, dated, order: _, criteria, outcome, naming, classes, scores } = definition;
        let criteria = joined(criteria.iter().map(|criterion| self.criterion(criterion)));
        let outcome = outcome.as_ref().map_or("None".to_owned(), |one| {
            let dates: Vec<(&str, &str)> = one.dates.iter().map(|date| (date.day.as_str(), date.what.as_str())).collect();
            format!(
                "Some(Outcome {{ exempt_from: &{:?}, still_bound_by: &{:?}, dates: &{dates:?}, unverified: &{:?} }})",
                one.exempt_from, one.still_bound_by, one.unverified
            )
        });
        let naming = naming.as_ref().map_or("None".to_owned(), |one| {
            let prefixes = joined(one.prefixes.iter().map(|choice| self.choice(choice)));
            let LetterEntry { letter, beside, by } = &one.declared;
            assert!(self.names.contains(by.as_str()), "openness: there is no fact `{by}`");
            format!(
                "Some(Naming {{ word: {:?}, prefixes: &[{prefixes}], order: {:?}, declared: ({letter:?}, {beside:?}, {by:?}) }})",
                one.word, one.order
            )
        });
        format!(
            "Definition {{ id: {id:?}, name: {name:?}, by: {by:?}, source: {source:?}, dated: {dated:?}, criteria: &[{criteria}], \
             outcome: {outcome}, naming: {naming}, classes: {}, scores: {} }}",
            classes.as_ref().map_or("None".to_owned(), |classes| self.classes(classes)),
            scores.as_ref().map_or("None".to_owned(), |scores| self.scores(scores)),
        )
    }

    fn claims(&self, file: &ClaimFile) -> String {
        let claim = |one: &ClaimEntry| {
            let ClaimEntry { id, says, is, contradicted_if, definition, is_warning } = one;
            format!(
                "Claim {{ id: {id:?}, says: &{says:?}, is: {is:?}, contradicted_if: {}, definition: {definition:?}, is_warning: {is_warning} }}",
                self.test(contradicted_if)
            )
        };
        format!(
            "Claims {{ within: {}, denied_by: &{:?}, others_before: &{:?}, others_after: &{:?}, all: &[{}] }}",
            file.denied_by.within,
            file.denied_by.words,
            file.of_others.before,
            file.of_others.after,
            joined(file.claims.iter().map(claim)),
        )
    }

    fn shown<'s>(&self, shows: &'s Option<String>) -> &'s Option<String> {
        assert!(shows.as_ref().is_none_or(|fact| self.names.contains(fact.as_str())), "openness: there is no fact {shows:?}");
        shows
    }

    fn classes(&self, classes: &ClassesEntry) -> String {
        let ClassesEntry { open_by, report, paper, names, components, optional } = classes;
        let component = |one: &ComponentEntry| {
            let ComponentEntry { name, r#type, class, shows } = one;
            format!("Component {{ name: {name:?}, kind: {:?}, class: {class}, shows: {:?} }}", r#type, self.shown(shows))
        };
        format!(
            "Some(Classes {{ open_by: &{open_by:?}, report: {report:?}, paper: {paper:?}, names: &[{}], components: &[{}], optional: &{optional:?} }})",
            joined(names.iter().map(|one| format!("({}, {:?})", one.class, one.name))),
            joined(components.iter().map(component)),
        )
    }

    fn scores(&self, scores: &ScoresEntry) -> String {
        let dimension = |one: &DimensionEntry| {
            format!("Dimension {{ name: {:?}, shows: {:?}, is_rare: {} }}", one.name, self.shown(&one.shows), one.rare)
        };
        format!(
            "Some(Scores {{ words: &[{}], dimensions: &[{}] }})",
            joined(scores.words.iter().map(|one| format!("({:?}, {:?})", one.word, one.points))),
            joined(scores.dimensions.iter().map(dimension)),
        )
    }

    fn criterion(&self, criterion: &CriterionEntry) -> String {
        let CriterionEntry { id, name, of, part, source, dated, note, .. } = criterion;
        let test = |written: &Option<String>| written.as_ref().map_or("None".to_owned(), |text| format!("Some({})", self.test(text)));
        format!(
            "Criterion {{ id: {id:?}, name: {name:?}, of: {}, part: {part:?}, passes_if: {}, idle_if: {}, fails_if: {}, conditional_if: {}, \
             source: {source:?}, dated: {dated:?}, note: {note:?} }}",
            of.as_ref().map_or("Of::License", |of| of_code(of)),
            test(&criterion.passes_if),
            test(&criterion.idle_if),
            test(&criterion.fails_if),
            test(&criterion.conditional_if),
        )
    }

    fn declared(&self, file: &DeclaredFile, is_license: impl Fn(&str) -> bool) -> Vec<String> {
        let entry = |license: &str, fact: &str, value: &str, source: &str| {
            assert!(is_license(license), "openness: the library has no license `{license}`");
            let value = self.word(fact, value);
            format!("Declared {{ license: {license:?}, fact: {fact:?}, value: {value:?}, source: {source:?} }}")
        };
        let mut all = Vec::new();
        for (license, stated) in &file.licenses {
            all.extend(stated.iter().map(|(fact, one)| entry(license, fact, &one.is, &one.at)));
        }
        all
    }
}

fn of_code(of: &str) -> &'static str {
    match of {
        "license" => "Of::License",
        "release" => "Of::Release",
        other => panic!("openness: nothing is asked of a `{other}`"),
    }
}
