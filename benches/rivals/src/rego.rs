//! To Rego, run by the register machine of regorus.

use std::collections::{BTreeMap, BTreeSet};

use railc_core::policy::{Condition, Policy};
use railc_core::usage::{Said, Use};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Rc, Value};

use crate::facts::{self, IsA};

/// Who works out what follows by is-a.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Folding {
    /// The host, while it builds the input.
    Host,
    /// A rule of the policy, from a table among its data.
    Rego,
}

/// A policy ready in regorus.
pub struct Rego {
    machine: RegoVM,
    is_a: IsA,
    folding: Folding,
}

impl Rego {
    /// Translates and compiles a policy; an error where the compiler refuses it.
    pub fn new(policy: &Policy, folding: Folding) -> Result<Rego, String> {
        let is_a = IsA::new(policy);
        let mut engine = Engine::new();
        engine.add_policy("license.rego".to_owned(), Translation::new(policy, folding).module()).map_err(|error| error.to_string())?;
        let entry: Rc<str> = Rc::from("data.license.allow");
        let compiled = engine.compile_with_entrypoint(&entry).map_err(|error| error.to_string())?;
        let program = Compiler::compile_from_policy(&compiled, &[entry.as_ref()]).map_err(|error| error.to_string())?;
        let mut machine = RegoVM::new();
        machine.load_program(program);
        machine.set_max_instructions(usize::MAX);
        let table: BTreeMap<Value, Value> = match folding {
            Folding::Host => BTreeMap::new(),
            Folding::Rego => is_a
                .table()
                .map(|(name, above)| (Value::from(name), above.iter().map(|name| Value::from(name.as_str())).collect::<Vec<_>>().into()))
                .collect(),
        };
        let table = BTreeMap::from([(Value::from("above"), Value::from(table))]);
        machine.set_data(Value::from(BTreeMap::from([(Value::from("table"), Value::from(table))]))).map_err(|error| error.to_string())?;
        Ok(Rego { machine, is_a, folding })
    }

    /// The input for a use: a new one each time.
    pub fn input(&self, described: &Use) -> Value {
        let holds: Value = match self.folding {
            Folding::Host => {
                self.is_a.said(described, Said::Holds).map(|name| (Value::from(name), Value::from(true))).collect::<BTreeMap<_, _>>().into()
            }
            Folding::Rego => {
                let stated = described.facts.iter().filter(|fact| fact.said == Said::Holds);
                stated.map(|fact| Value::from(fact.name.as_str())).collect::<Vec<_>>().into()
            }
        };
        Value::from(BTreeMap::from([(Value::from("has"), holds)]))
    }

    /// The decision.
    pub fn allows(&mut self, input: Value) -> bool {
        self.machine.set_input(input);
        self.machine.execute().expect("the program runs") == Value::from(true)
    }
}

/// Rules gathered while conditions are translated; a part that is no literal becomes a rule of its own.
struct Translation<'a> {
    policy: &'a Policy,
    has: &'static str,
    rules: String,
    count: usize,
}

impl<'a> Translation<'a> {
    fn new(policy: &'a Policy, folding: Folding) -> Translation<'a> {
        let (has, rules) = match folding {
            Folding::Host => ("input.has", String::new()),
            Folding::Rego => {
                ("has", "has contains above if {\n  some fact in input.has\n  some above in data.table.above[fact]\n}\n".to_owned())
            }
        };
        Translation { policy, has, rules, count: 0 }
    }

    fn module(mut self) -> String {
        for rule in self.policy.prohibitions() {
            let mut body = self.body(&rule.condition);
            body.extend(rule.exceptions.iter().map(|exception| self.opposite(&exception.condition)).collect::<Vec<_>>());
            self.rule("forbidden", &body);
        }
        for grant in self.policy.grants() {
            let body = self.body(&grant.condition);
            let given: BTreeSet<_> =
                grant.actions.iter().map(|action| self.policy.vocabulary().concept(*action).name().to_owned()).collect();
            for action in given {
                let holds = format!("{}[\"{action}\"]", self.has);
                self.rule("granted", &[&[holds], body.as_slice()].concat());
            }
        }
        let head = "package license\n\nimport rego.v1\n\ndefault allow := false\n\nallow if {\n  granted\n  not forbidden\n}\n\n";
        format!("{head}{}", self.rules)
    }

    fn rule(&mut self, name: &str, body: &[String]) {
        let body = if body.is_empty() { "true".to_owned() } else { body.join("\n  ") };
        self.rules += &format!("{name} if {{\n  {body}\n}}\n");
    }

    /// The lines of a body that holds where the condition does.
    fn body(&mut self, condition: &Condition) -> Vec<String> {
        match condition {
            Condition::All(parts) => parts.iter().flat_map(|part| self.body(part)).collect(),
            Condition::Any(parts) if parts.is_empty() => vec!["false".to_owned()],
            Condition::Any(_) => vec![self.named(condition)],
            Condition::Not(part, _) => vec![self.opposite(part)],
            Condition::Is(_) | Condition::Local(_) | Condition::Compare(..) => vec![self.literal(condition)],
        }
    }

    fn opposite(&mut self, condition: &Condition) -> String {
        match facts::name(self.policy, condition) {
            Some(_) => format!("not {}", self.literal(condition)),
            None => format!("not {}", self.named(condition)),
        }
    }

    fn literal(&self, condition: &Condition) -> String {
        format!("{}[\"{}\"]", self.has, facts::name(self.policy, condition).expect("a leaf has a name"))
    }

    fn named(&mut self, condition: &Condition) -> String {
        let name = format!("part{}", self.count);
        self.count += 1;
        let ways = match condition {
            Condition::Any(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        for way in ways {
            let body = self.body(way);
            self.rule(&name, &body);
        }
        name
    }
}
