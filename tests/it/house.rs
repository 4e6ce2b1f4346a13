//! New licenses: every combination of kind, covered things and restrictions is one without faults, and the house licenses are such.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use railc::analysis::{blanks, idle, spec_tests};
use railc::compose::{self, Catalogue, Covered, Fork, Kind, Particulars, Request};
use railc_core::base::Sources;
use railc_core::check::Checker;
use railc_core::diagnostic::Code;
use railc_language::driver::{self, Compiled};
use railc_language::library::Shelf;
use railc_language::license::Choice;
use railc_language::render::Language;
use railc_language::syntax;

/// The house licenses: id, kind, what they cover, and what their specs say of themselves.
const HOUSE: [(&str, Kind, &[Covered], &str); 8] = [
    ("open-rail-m", Kind::Open, &[Covered::Model], "The house license for a model"),
    ("open-rail-a", Kind::Open, &[Covered::Application], "The house license for an application"),
    ("open-rail-s", Kind::Open, &[Covered::Source], "The house license for source code"),
    ("open-rail-d", Kind::Open, &[Covered::Data], "The house license for data"),
    (
        "open-rail-ams",
        Kind::Open,
        &[Covered::Model, Covered::Application, Covered::Source],
        "The house license for an application with its model and source code",
    ),
    ("open-rail-dams", Kind::Open, &Covered::ALL, "The house license for everything that a project publishes"),
    ("rail-research", Kind::Research, &[Covered::Model], "The house license for a model that is to serve research alone"),
    ("rail-commercial", Kind::Commercial, &[Covered::Model], "The house license for a model that is sold"),
];

fn request(kind: Kind, covers: &[Covered], restrictions: &[&str]) -> Request {
    Request {
        kind,
        covers: covers.to_vec(),
        restrictions: restrictions.iter().map(|id| (*id).to_owned()).collect(),
        title: "Herbarium License".to_owned(),
        id: "herbarium-license".to_owned(),
        particulars: Particulars {
            name: "Herbarium".to_owned(),
            licensor: "Garden Lab".to_owned(),
            contact: "licensing@garden.example".to_owned(),
            law: "Germany".to_owned(),
            venue: "Leipzig".to_owned(),
        },
        about: "A license.".to_owned(),
    }
}

/// The request that a house license answers.
fn house((id, kind, covers, about): (&str, Kind, &[Covered], &str)) -> Request {
    let family = compose::family(kind, covers);
    let flags: Vec<&str> = covers.iter().map(|one| one.name()).collect();
    let kind_flag = if kind == Kind::Open { String::new() } else { format!(" --kind {}", kind.name()) };
    let about =
        format!("{about}, as `railc new{kind_flag} --covers {}` puts it together.\n`railc new` makes one of your own.", flags.join(","));
    let catalogue = catalogue();
    let (id, title, particulars) = (id.to_owned(), family, Particulars::default());
    Request { id, title, about, particulars, ..request(kind, covers, &catalogue.named("house").unwrap()) }
}

fn catalogue() -> &'static Catalogue {
    static SHARED: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::of(railc_library::library()));
    &SHARED
}

fn composed(request: &Request) -> String {
    compose::composed(request, catalogue(), railc_library::library())
}

fn all_covers() -> impl Iterator<Item = Vec<Covered>> {
    (1..16_usize).map(|set| Covered::ALL.into_iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, one)| one).collect())
}

/// A spec compiled, with everything that is reported on the way.
fn compiled(text: &str) -> (Compiled, Vec<String>) {
    let mut sources = Sources::new();
    let source = sources.add("herbarium.rail", text);
    let (license, diagnostics) = driver::license(railc_library::library(), &mut sources, source, &driver::no_files).into_parts();
    let said = diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>();
    (driver::compile(license.unwrap_or_else(|| panic!("{said:?}\n{text}")), railc_library::vocabulary()), said)
}

/// What is wrong with a spec that `railc new` wrote: what is reported of it, blanks, words that are not bound or pinned to their rule, rules in
/// vain, tests that fail, another layout.
fn faults(text: &str, (compiled, said): &(Compiled, Vec<String>)) -> Vec<String> {
    let (license, policy, mut faults) = (&compiled.license, &compiled.policy, said.clone());
    faults.extend(blanks::find(license).iter().map(|blank| format!("blank {}", blank.words)));
    faults.extend(license.clauses().filter_map(|(_, clause)| clause.changed_rule(true)).map(|diagnostic| diagnostic.to_string()));
    let unsaid = license.clauses().filter_map(|(_, clause)| Some((&clause.id, &clause.wording.as_ref()?.unsaid)));
    faults.extend(unsaid.filter(|(_, names)| !names.is_empty()).map(|(id, names)| format!("@{id} does not say {names:?}")));
    faults.extend(idle::find(license, policy).iter().map(|idle| format!("in vain: {idle:?}")));
    let report = spec_tests::run(license, &Checker::new(policy.clone()));
    let failing = report.results.iter().filter(|result| !result.failures.is_empty());
    faults.extend(failing.map(|result| format!("{}: {:?}", license.tests[result.test].name, result.failures)));
    let mut sources = Sources::new();
    let source = sources.add("herbarium.rail", text);
    let (spec, _) = syntax::parse(source, text).into_result().unwrap();
    faults.extend((syntax::format(&spec) != text).then(|| "another layout".to_owned()));
    faults
}

fn assert_faultless(request: &Request) {
    let text = composed(request);
    let found = faults(&text, &compiled(&text));
    let what = (request.kind, &request.covers, request.restrictions.len());
    assert!(found.is_empty(), "{what:?}\n{}", found.join("\n"));
}

#[test]
fn the_house_licenses_are_what_new_puts_together() {
    let own = railc_library::library().specs.iter().filter(|spec| spec.shelf == Shelf::Own);
    let mut listed: Vec<&str> = HOUSE.iter().map(|(id, ..)| *id).collect();
    listed.sort_unstable();
    assert_eq!(own.map(|spec| spec.id).collect::<Vec<_>>(), listed);
    for one in HOUSE {
        let composed = composed(&house(one));
        let path = format!("licenses/own/{}.rail", one.0);
        if std::env::var_os("RAILC_BLESS").is_some() {
            std::fs::write(&path, &composed).unwrap();
        }
        assert!(
            std::fs::read_to_string(&path).unwrap() == composed,
            "{path} is not what is put together; write it anew with RAILC_BLESS=1"
        );
    }
}

#[test]
fn every_kind_covers_every_combination() {
    let catalogue = catalogue();
    let house = catalogue.named("house").unwrap();
    for kind in Kind::ALL {
        all_covers().for_each(|covers| assert_faultless(&request(kind, &covers, &house)));
    }
}

#[test]
fn every_combination_is_translated() {
    let house = catalogue().named("house").unwrap();
    for covers in all_covers() {
        let text = composed(&request(Kind::Open, &covers, &house));
        let (compiled, _) = self::compiled(&text);
        for language in Language::tags().filter(|tag| *tag != "en").filter_map(Language::of) {
            let mut sources = Sources::new();
            sources.add("herbarium.rail", text.as_str());
            railc_library::library().specs.iter().for_each(|spec| _ = sources.add(spec.path, spec.text));
            let (_, wrong) = driver::in_language(railc_library::library(), &mut sources, &compiled, language, &[]).into_parts();
            assert!(!wrong.has_errors(), "{covers:?} in {}: {wrong}", language.tag);
        }
    }
}

#[test]
fn every_restriction_is_tested_both_ways() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for one in catalogue.restrictions() {
        let request = request(Kind::Open, &[Covered::Model], &[&one.id]);
        let text = composed(&request);
        let compiled = compiled(&text);
        wrong.extend(faults(&text, &compiled));
        let (compiled, _) = compiled;
        let names: Vec<&str> = compiled.license.tests.iter().map(|test| test.name.as_str()).collect();
        let left_out: Vec<&str> =
            one.tests.iter().map(|sample| sample.test.name.value.as_str()).filter(|name| !names.contains(name)).collect();
        wrong.extend(left_out.iter().map(|name| format!("@{}: does not hold: {name}", one.id)));
        let report = spec_tests::run(&compiled.license, &Checker::new(compiled.policy.clone()));
        let untested = report.coverage.iter().filter(|one| !one.acts || !one.rests);
        wrong.extend(untested.map(|one| format!("untested: {one:?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_restrictions_stand_side_by_side() {
    let catalogue = catalogue();
    let all = catalogue.named("all").unwrap();
    assert!(all.len() > 60, "{}", all.len());
    for kind in Kind::ALL {
        assert_faultless(&request(kind, &[Covered::Model], &all));
        assert_faultless(&request(kind, &Covered::ALL, &all));
    }
}

/// The restrictions of the RAIL generator, and the clauses of the catalogue that say them.
const GENERATOR: [(&str, &[&str]); 25] = [
    ("discrimination", &["exploitation"]),
    ("weapons-and-warfare", &["weapons"]),
    ("automated-decisions", &["adverse-decisions"]),
    ("automated-obligations", &["automated-obligations"]),
    ("justice-and-policing", &["law-enforcement"]),
    ("disinformation", &["disinformation"]),
    ("inference", &["inference"]),
    ("medical-accreditation", &["medical-accreditation"]),
    ("likeness", &["likeness"]),
    ("bot-interaction", &["bot-contact"]),
    ("medical-validation", &["medical-validation"]),
    ("bodily-harm", &["bodily-harm"]),
    ("incitement", &["incitement"]),
    ("personal-data", &["personal-information"]),
    ("harassment", &["bullying"]),
    ("military-weapons", &["military-weapons"]),
    ("military-surveillance", &["military-surveillance"]),
    ("law", &["law", "crime"]),
    ("defamation", &["disparagement"]),
    ("academic-dishonesty", &["academic-dishonesty"]),
    ("malware", &["malicious-code"]),
    ("reputation", &["reputation"]),
    ("machine-generated", &["undisclosed-content"]),
    ("deception", &["deception"]),
    ("essential-services", &["essential-services"]),
];

#[test]
fn what_the_generator_offers_is_in_the_catalogue() {
    let library = railc_library::library();
    let reading = library.license("rail-generator-open-rail-ams").unwrap();
    let (reading, _) = driver::builtin(library, &mut Sources::new(), reading).into_result().unwrap();
    let covers = [Covered::Model, Covered::Application, Covered::Source];
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    let mut checkers: BTreeMap<Vec<String>, Checker> = BTreeMap::new();
    for test in &reading.tests {
        let Some(Choice::These(modules)) = &test.choosing else { continue };
        let modules: Vec<String> = modules.iter().map(|module| module.value.clone()).collect();
        seen.extend(modules.iter().cloned());
        let chosen = GENERATOR.iter().filter(|(module, _)| modules.iter().any(|one| one == module));
        let clauses: Vec<&str> = chosen.flat_map(|(_, clauses)| *clauses).copied().collect();
        let checker = checkers.entry(modules).or_insert_with(|| {
            let (compiled, _) = compiled(&composed(&request(Kind::Open, &covers, &clauses)));
            Checker::new(compiled.policy)
        });
        let verdict = checker.explain(&test.described).unwrap().answer.verdict.name();
        if verdict != test.verdict {
            wrong.push(format!("{}: {verdict} instead of {}", test.name, test.verdict));
        }
    }
    assert_eq!(seen.len(), GENERATOR.len(), "{seen:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_fork_decides_as_its_license_does() {
    for (id, ..) in HOUSE {
        let fork = Fork { of: id.to_owned(), title: None, id: None, particulars: Particulars::default() };
        let forked = compose::forked(&fork, railc_library::library());
        let includes = forked.lines().filter(|line| line.starts_with("include ")).count();
        assert_eq!(includes, 0, "{forked}");
        let (compiled, said) = compiled(&forked);
        assert_eq!(said, Vec::<String>::new(), "{forked}");
        let original = railc_library::policy(id).unwrap();
        // Apart from its own name, and the hash of another text.
        let rules = |json: &str| {
            json.lines()
                .filter(|line| !line.contains("sha256:"))
                .skip_while(|line| !line.contains("\"grants\""))
                .map(|line| format!("{line}\n"))
                .collect::<String>()
        };
        let (own, wanted) = (rules(&compiled.policy.to_json()), rules(&original.to_json()));
        let differing = own.lines().zip(wanted.lines()).find(|(own, wanted)| own != wanted);
        assert!(differing.is_none(), "{id}: {differing:#?}");
    }
}

#[test]
fn what_a_call_says_stays_a_text() {
    let mut hostile = request(Kind::Open, &[Covered::Model], &["law"]);
    hostile.particulars.name = "a\" b \\ {x} [y]".to_owned();
    hostile.particulars.licensor = "Lab\"\npermit action.any".to_owned();
    let (compiled, said) = compiled(&composed(&hostile));
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(compiled.license.licensor.as_deref(), Some("Lab\" permit action.any"));
    hostile.particulars.name = "a\u{202e}b".to_owned();
    let text = composed(&hostile);
    let (_, diagnostics) = syntax::parse(Sources::new().add("x.rail", text.as_str()), &text).into_parts();
    assert!(diagnostics.iter().any(|found| found.code == Code::HiddenSign));
}
