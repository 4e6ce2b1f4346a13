//! The facts of a license, each by the derivation that the table names for it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use railc_core::base::{Comparison, Number};
use railc_core::check::{ChosenPolicy, CitedRule, NoAnswer};
use railc_core::policy::{Condition, Duty};
use railc_core::vocabulary::ConceptId;
use railc_library::openness::{Derivation, Of, Openness, Part, Thing};

use super::Described;
use super::refusing::{About, Field, Refusing, refusing};
use super::search::{self, Found};
use super::tabled::{choose, declared};
use super::value::{Facts, Item, Known, Value};
use super::world::{Rules, World};

/// The facts of a license.
pub(super) fn facts(license: &ChosenPolicy, table: &'static Openness) -> Result<Described, NoAnswer> {
    let rules = Rules::of(license);
    let special = concepts(&rules, table.special);
    let settings: Vec<Vec<ConceptId>> = table.settings.iter().map(|setting| concepts(&rules, setting)).collect();
    let about = table.things.iter().find_map(|thing| {
        let holds = concepts(&rules, &[thing.artifact, thing.r#use]);
        let setting = settings
            .iter()
            .find(|setting| rules.say(&World::of(rules.vocabulary(), &[&holds[..], setting].concat())).is_permitted == Some(true));
        setting.map(|setting| (thing, setting.clone()))
    });
    let mut facts = Facts::default();
    let Some((thing, setting)) = about else {
        return Ok(Described { thing: None, facts: declared(license, table, facts) });
    };
    let base = [concepts(&rules, &[thing.artifact, thing.r#use]), setting].concat();
    let acts = concepts(&rules, &[thing.r#use, thing.modify, "action.distribute.publish", "action.train-other.on-outputs"]);
    let refusing = refusing(&rules, &acts);
    let asides = concepts(&rules, railc_library::passing_on().asides);
    let fields = Field::all(table, &rules);
    let left_out = [&special[..], &asides].concat();
    let known = RefCell::default();
    let deriving = Deriving { table, rules: &rules, thing, special, settings, base, refusing, left_out, fields, known };
    for kind in table.facts.iter().filter(|kind| kind.of == Of::License) {
        if let Some(derivation) = kind.derive.as_ref().filter(|derivation| !matches!(derivation, Derivation::Choose(_))) {
            facts.set(kind.id, deriving.derive(derivation)?);
        }
    }
    // What follows from other facts may follow from such a one again.
    let chosen = || table.facts.iter().filter_map(|kind| Some((kind, kind.derive.as_ref()?)));
    for _ in chosen() {
        let before = facts.clone();
        for (kind, derivation) in chosen() {
            if let Derivation::Choose(choices) = derivation {
                facts.set(kind.id, choose(kind, choices, &facts));
            }
        }
        if before == facts {
            break;
        }
    }
    Ok(Described { thing: Some(thing), facts: declared(license, table, facts) })
}

fn concepts(rules: &Rules<'_>, names: &[&str]) -> Vec<ConceptId> {
    names.iter().filter_map(|name| rules.vocabulary().find_concept(name)).collect()
}

struct Deriving<'a> {
    table: &'static Openness,
    rules: &'a Rules<'a>,
    thing: &'static Thing,
    special: Vec<ConceptId>,
    settings: Vec<Vec<ConceptId>>,
    /// A plain use that is permitted.
    base: Vec<ConceptId>,
    refusing: Vec<Refusing<'a>>,
    /// What is special, and what says nothing of what a thing may be used for.
    left_out: Vec<ConceptId>,
    fields: Vec<Field>,
    /// By topic, what is known of each rule.
    known: RefCell<BTreeMap<&'static str, Rc<Vec<Option<About>>>>>,
}

impl Deriving<'_> {
    fn derive(&self, derivation: &Derivation) -> Result<Known, NoAnswer> {
        Ok(match derivation {
            Derivation::Permits(parts) => self.permits(&self.parts(parts))?,
            Derivation::PermitsEach(each, without) => self.permits_each(each, without)?,
            Derivation::OnlyWith(names) => self.only_with(names)?,
            Derivation::Refuses(topics, but_not) => self.refuses(topics, but_not),
            Derivation::Letters(topics) => self.letters(topics),
            Derivation::Threshold(metrics) => self.threshold(metrics),
            Derivation::LiftedBy(names) => self.lifted_by(names),
            Derivation::Owes { performed_by, refuses, is_denied } => self.owes(performed_by, refuses, *is_denied),
            Derivation::AsksFor(asks, otherwise) => self.asks_for(asks, otherwise),
            Derivation::Ban(topic, except) => self.ban(topic, except),
            Derivation::Choose(_) => Known::unknown("it follows from other facts".to_owned()),
        })
    }

    fn parts(&self, parts: &[Part]) -> Vec<ConceptId> {
        let name = |part: &Part| match part {
            Part::Concept(name) => *name,
            Part::Artifact => self.thing.artifact,
            Part::Use => self.thing.r#use,
            Part::Modify => self.thing.modify,
            Part::Derivative => self.thing.derivative,
        };
        concepts(self.rules, &parts.iter().map(name).collect::<Vec<_>>())
    }

    /// Whether somebody may: in one of the settings, or in any other use that the search finds.
    fn permits(&self, wanted: &[ConceptId]) -> Result<Known, NoAnswer> {
        let mut first = None;
        for setting in &self.settings {
            let said = self.rules.say(&World::of(self.rules.vocabulary(), &[wanted, setting].concat()));
            if said.is_permitted == Some(true) {
                return Ok(Known::derived(Value::Bool(true)));
            }
            first.get_or_insert(said);
        }
        let rules = first.map(|said| said.refused_by).unwrap_or_default();
        Ok(match search::permitted(self.rules, wanted, &self.special)? {
            Found::Use(has) => Known { has, ..Known::derived(Value::Bool(true)) },
            Found::Nothing => Known { rules, ..Known::derived(Value::Bool(false)) },
            Found::Open => Known { rules, ..Known::unknown(self.open_questions()) },
        })
    }

    /// What the license leaves to its licensor or to counsel.
    fn open_questions(&self) -> String {
        let policy = self.rules.policy();
        let open: Vec<&str> = policy.propositions().iter().map(|local| local.id.as_str()).take(3).collect();
        format!("it hangs on what the license leaves open, such as {}", open.join(", "))
    }

    fn permits_each(&self, each: &[&'static [Part]], without: &[&str]) -> Result<Known, NoAnswer> {
        let (mut are_permitted, mut rules) = (Vec::new(), Vec::new());
        for parts in each {
            let said = self.rules.say(&World::of(self.rules.vocabulary(), &self.parts(parts)));
            rules.extend(said.refused_by);
            are_permitted.push(said.is_permitted);
        }
        rules.sort();
        rules.dedup();
        if are_permitted.iter().all(|one| *one == Some(true)) {
            return Ok(Known::derived(Value::Word("yes".to_owned())));
        }
        if are_permitted.contains(&Some(true)) {
            return Ok(Known { rules, ..Known::derived(Value::Word("limited".to_owned())) });
        }
        let wanted: Vec<ConceptId> = each.first().map(|parts| self.parts(parts)).unwrap_or_default();
        // Whoever it is: not as a company, but for business all the same.
        let wanted: Vec<ConceptId> = wanted.into_iter().filter(|concept| !self.is_a(*concept, "actor.organization")).collect();
        let without = [&self.special[..], &concepts(self.rules, without)].concat();
        Ok(match search::permitted(self.rules, &wanted, &without)? {
            Found::Use(has) => Known { rules, has, ..Known::derived(Value::Word("limited".to_owned())) },
            Found::Nothing => Known { rules, ..Known::derived(Value::Word("no".to_owned())) },
            Found::Open => Known { rules, ..Known::unknown(self.open_questions()) },
        })
    }

    fn is_a(&self, concept: ConceptId, name: &str) -> bool {
        self.rules.vocabulary().find_concept(name).is_some_and(|above| self.rules.vocabulary().is_a(concept, above))
    }

    /// Whether only uses with one of these are permitted.
    fn only_with(&self, names: &[&str]) -> Result<Known, NoAnswer> {
        let avoided = concepts(self.rules, names);
        let wanted = concepts(self.rules, &[self.thing.artifact, self.thing.r#use]);
        let has_one = |all: &[ConceptId]| all.iter().any(|one| avoided.iter().any(|above| self.rules.vocabulary().is_a(*one, *above)));
        if has_one(&wanted) {
            return Ok(Known::derived(Value::Bool(false)));
        }
        let mut rules = Vec::new();
        for setting in self.settings.iter().filter(|setting| !has_one(setting)) {
            let said = self.rules.say(&World::of(self.rules.vocabulary(), &[&wanted[..], setting].concat()));
            if said.is_permitted == Some(true) {
                return Ok(Known::derived(Value::Bool(false)));
            }
            rules = said.refused_by;
        }
        let without = [&self.special[..], &avoided].concat();
        Ok(match search::permitted(self.rules, &wanted, &without)? {
            Found::Use(has) => Known { has, ..Known::derived(Value::Bool(false)) },
            Found::Nothing => Known { rules, ..Known::derived(Value::Bool(true)) },
            Found::Open => Known { rules, ..Known::unknown(self.open_questions()) },
        })
    }

    fn is_a_thing(&self, concept: ConceptId) -> bool {
        self.rules.vocabulary().concept(concept).name().starts_with("artifact.")
    }

    fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The uses beside the plain one that rules refuse for what these topics name.
    fn about(&self, topics: &[&str]) -> Vec<About> {
        let of_topics: Vec<_> = topics.iter().map(|topic| self.about_one(topic)).collect();
        let first = |at: usize| of_topics.iter().find_map(|of_topic| of_topic.get(at)?.clone());
        let mut found: Vec<About> = (0..self.refusing.len()).filter_map(first).collect();
        found.sort_by_key(|about| about.rule);
        found.dedup_by_key(|about| about.rule);
        found
    }

    /// For each rule that refuses uses, one that it refuses for what a topic names; found once, since many facts ask.
    fn about_one(&self, topic: &str) -> Rc<Vec<Option<About>>> {
        let Some(field) = self.field(topic) else { return Rc::default() };
        if let Some(known) = self.known.borrow().get(field.id) {
            return known.clone();
        }
        let about = |refusing: &Refusing<'_>| refusing.about(field, &self.base, self.rules, &self.left_out);
        let found = Rc::new(self.refusing.iter().map(about).collect::<Vec<_>>());
        self.known.borrow_mut().insert(field.id, found.clone());
        found
    }

    fn refuses(&self, topics: &[&str], but_not: &[&str]) -> Known {
        let mut found = self.about(topics);
        let others = if but_not.is_empty() || found.is_empty() { Vec::new() } else { self.about(but_not) };
        found.retain(|about| !others.iter().any(|other| other.rule == about.rule));
        // What is refused of changed copies alone is no use that is refused.
        let is_changed = |concept: &ConceptId| {
            ["artifact.derivative", "artifact.trained-on-data", "action.modify"].iter().any(|name| self.is_a(*concept, name))
        };
        found.retain(|about| !about.has.iter().any(is_changed));
        let (certain, open): (Vec<About>, Vec<About>) = found.into_iter().partition(|about| about.is_certain);
        if certain.is_empty() && !open.is_empty() {
            return Known { rules: open.iter().map(|about| about.rule).collect(), ..Known::unknown(self.open_questions()) };
        }
        let rules = certain.iter().map(|about| about.rule).collect();
        let items = certain.into_iter().map(|about| self.item(about.rule, &about.has)).collect();
        Known { rules, ..Known::derived(Value::List(items)) }
    }

    fn item(&self, rule: CitedRule, has: &[ConceptId]) -> Item {
        let name = |concept: &ConceptId| self.rules.vocabulary().concept(*concept).name().to_owned();
        let word = rule.cited(self.rules.policy()).map(|cited| cited.id.clone()).unwrap_or_default();
        Item { word, rule: Some(rule), has: has.iter().map(name).collect() }
    }

    /// Of the things with a letter in which the license gives rights, those whose uses are refused for these topics.
    fn letters(&self, topics: &[&str]) -> Known {
        let mut items = Vec::new();
        for thing in self.table.things {
            let Some(letter) = thing.letter else { continue };
            let base = concepts(self.rules, &[thing.artifact, thing.r#use]);
            let is_given = self.settings.iter().any(|setting| {
                self.rules.say(&World::of(self.rules.vocabulary(), &[&base[..], setting].concat())).is_permitted == Some(true)
            });
            if !is_given {
                continue;
            }
            let fields: Vec<&Field> = topics.iter().filter_map(|topic| self.field(topic)).collect();
            let first = |refusing: &Refusing<'_>| fields.iter().find_map(|field| refusing.about(field, &base, self.rules, &self.left_out));
            let is_thing = |concept: &ConceptId| self.is_a_thing(*concept);
            let mut refused = self.refusing.iter().filter_map(first).filter(|about| !about.has.iter().any(is_thing));
            if let Some(found) = refused.next() {
                items.push(Item { word: letter.to_owned(), rule: Some(found.rule), has: vec![thing.artifact.to_owned()] });
            }
        }
        Known::derived(Value::List(items))
    }

    /// The numbers of these metrics from which on a use is refused that was permitted below.
    fn threshold(&self, metrics: &[&str]) -> Known {
        let vocabulary = self.rules.vocabulary();
        let mut limits: Vec<(&str, Number)> = Vec::new();
        for condition in self.rules.policy().rules().conditions() {
            condition.visit(&mut |part| {
                if let Condition::Compare(scalar, Comparison::MoreThan | Comparison::AtLeast, number) = part {
                    let metric = vocabulary.scalar(*scalar).metric();
                    if metrics.contains(&metric) && !limits.contains(&(metric, *number)) {
                        limits.push((metric, *number));
                    }
                }
            });
        }
        limits.sort();
        let (mut items, mut rules) = (Vec::new(), Vec::new());
        for (metric, number) in limits {
            if let Some(rule) = self.refused_above(metric, number) {
                rules.push(rule);
                items.push(Item { word: format!("{metric} above {number}"), rule: Some(rule), has: Vec::new() });
            }
        }
        Known { rules, ..Known::derived(Value::List(items)) }
    }

    /// The rule that refuses a use once all numbers of a metric are above a limit.
    fn refused_above(&self, metric: &str, limit: Number) -> Option<CitedRule> {
        let vocabulary = self.rules.vocabulary();
        let above = Number::whole(1).times(limit.divided_by(1)?.checked_add(1)?)?;
        let acts = [self.thing.r#use, "action.provide-service.in-product", "action.distribute.publish"];
        for act in acts {
            for setting in &self.settings {
                let wanted = [concepts(self.rules, &[self.thing.artifact, act]), setting.clone()].concat();
                let mut world = World::of(vocabulary, &wanted);
                if self.rules.say(&world).is_permitted != Some(true) {
                    continue;
                }
                for scalar in
                    vocabulary.scalars().zip(vocabulary.scalar_ids()).filter(|(scalar, _)| scalar.metric() == metric).map(|(_, id)| id)
                {
                    world.set(scalar, above);
                }
                let said = self.rules.say(&world);
                if said.is_permitted != Some(true) {
                    return said.refused_by.first().copied();
                }
            }
        }
        None
    }

    /// Whether some refusal ends where one of these holds.
    fn lifted_by(&self, names: &[&str]) -> Known {
        let (lifting, left_out) = (concepts(self.rules, names), &self.left_out);
        let lifts = |one: &Refusing<'_>| {
            let least = one.refused(&self.base, self.rules, left_out);
            let named = one.named_below(self.rules, &lifting);
            least.filter(|_| !named.is_empty()).is_some_and(|about| {
                let world = World::of(self.rules.vocabulary(), &[&self.base[..], &about.has, &named].concat());
                one.acts(self.rules, &world.large()) == Some(false)
            })
        };
        let mut rules: Vec<CitedRule> = self.refusing.iter().filter(|one| lifts(one)).map(|one| one.rule).collect();
        rules.sort();
        rules.dedup();
        Known { rules: rules.clone(), ..Known::derived(Value::Bool(!rules.is_empty())) }
    }

    /// The duties that nothing but these performs, and the rules that refuse uses with those.
    fn owes(&self, performed_by: &[&str], refuses: &[&str], is_denied: bool) -> Known {
        let plain = World::of(self.rules.vocabulary(), &self.base);
        let is_due = |duty: &&Duty| !is_denied || self.rules.holds(&duty.trigger, &plain) == Some(true);
        let mut items: Vec<Item> = self.duties(performed_by).filter(is_due).map(duty_item).collect();
        let mut rules = Vec::new();
        let refused = concepts(self.rules, refuses);
        for one in self.refusing.iter().filter(|one| one.names(self.rules, &refused)) {
            let world = World::of(self.rules.vocabulary(), &[&self.base[..], &refused].concat());
            if one.acts(self.rules, &world) == Some(true) {
                rules.push(one.rule);
                items.push(self.item(one.rule, &refused));
            }
        }
        if is_denied {
            return Known { rules, ..Known::derived(Value::Bool(items.is_empty())) };
        }
        Known { rules, ..Known::derived(Value::List(items)) }
    }

    fn duties<'d>(&'d self, performed_by: &[&str]) -> impl Iterator<Item = &'d Duty> {
        let wanted = concepts(self.rules, performed_by);
        let is_wanted = move |concept: ConceptId| wanted.iter().any(|above| self.rules.vocabulary().is_a(concept, *above));
        self.rules.policy().duties().iter().filter(move |duty| !duty.performed_by.holds_with(&|concept| !is_wanted(concept), true))
    }

    fn asks_for(&self, asks: &[(&'static [&'static str], &'static str)], otherwise: &str) -> Known {
        let word = asks.iter().find(|(performed_by, _)| self.duties(performed_by).next().is_some()).map_or(otherwise, |(_, word)| *word);
        Known::derived(Value::Word(word.to_owned()))
    }

    /// Whether uses are refused for a topic, and whether that ends where one of these holds.
    fn ban(&self, topic: &str, except: &[&str]) -> Known {
        let found = self.about(&[topic]);
        let except = concepts(self.rules, except);
        let is_lifted = |about: &About| {
            let world = World::of(self.rules.vocabulary(), &[&self.base[..], &about.has, &except].concat());
            let rule = self.refusing.iter().find(|one| one.rule == about.rule);
            rule.is_some_and(|rule| rule.acts(self.rules, &world) == Some(false))
        };
        let word = match found.as_slice() {
            [] => "none",
            all if all.iter().all(is_lifted) => "except-own-family",
            _ => "all",
        };
        let name = |concept: &ConceptId| self.rules.vocabulary().concept(*concept).name().to_owned();
        let has = found.first().map(|about| about.has.iter().map(name).collect()).unwrap_or_default();
        Known { rules: found.iter().map(|about| about.rule).collect(), has, ..Known::derived(Value::Word(word.to_owned())) }
    }
}

fn duty_item(duty: &Duty) -> Item {
    Item { word: duty.cited.id.clone(), rule: None, has: Vec::new() }
}
