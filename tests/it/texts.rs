//! The texts of the house licenses.

use proptest::prelude::*;

use railc_core::base::Sources;
use railc_core::vocabulary::ConceptId;
use railc_language::driver;
use railc_language::license::{Condition, Exception, License, Rule};

use railc_language::render::{self, Document, Drafter, Inline, Lines, Paragraph, Part, Templates, markdown, plain};

pub(crate) fn builtin(id: &str) -> License {
    let mut sources = Sources::new();
    let spec = railc_library::library().license(id).expect("it is in the library");
    driver::builtin(railc_library::library(), &mut sources, spec).into_result().expect("it has no errors").0
}

fn spec(text: &str) -> License {
    let mut sources = Sources::new();
    let main = sources.add("spec.rail", text);
    driver::license(railc_library::library(), &mut sources, main, &driver::no_files).into_result().expect("it has no errors").0
}

fn house() -> Vec<License> {
    let own = railc_library::library().specs.iter().filter(|spec| spec.shelf == railc_language::library::Shelf::Own);
    own.map(|spec| builtin(spec.id)).collect()
}

fn drafter(license: &License) -> Drafter<'_> {
    Drafter::new(license, railc_library::vocabulary())
}

fn lines(license: &License) -> Lines {
    let drafter = drafter(license);
    render::lines(&drafter, &drafter.draft())
}

fn rendered(license: &License) -> Document {
    render::document(&drafter(license).draft())
}

fn card(license: &License) -> String {
    render::card(
        license,
        &render::deed(license, railc_library::vocabulary(), &lines(license), Some(&rendered(license))),
        &Templates::default(),
    )
}

fn paragraphs(document: &Document) -> Vec<&Paragraph> {
    let of_parts = document.parts.iter().flat_map(|part| {
        let definitions = part.definitions.iter().flat_map(|definition| &definition.meaning);
        part.opening.iter().chain(definitions).chain(part.clauses.iter().flat_map(|clause| &clause.paragraphs))
    });
    document.opening.iter().chain(of_parts).collect()
}

/// One clause as it is printed, by its id.
fn printed(license: &License, id: &str) -> String {
    let lines = lines(license).clauses;
    let clause = license.clauses().zip(lines).find(|((_, clause), _)| clause.id == id);
    clause.expect("it is in the license").1
}

const KINDS: &str = r#"
license "Kinds" version "1"
  id kinds
  covers artifact.model, artifact.derivative
term "You" also "Your" text "whoever exercises a right under this License"
term "License" text "this document"
term "Licensor" text "who gives the License"
term "Model" means artifact.model text "the model"
term "Derivative" means artifact.derivative text "a changed Model"
term "Distribution" also "Distribute" means (action.distribute or action.provide-service) and ("Model" or "Derivative") text "handing on"
term "Unused" text "never read"
section @terms "Terms"
clause @grant "Grant"
  permit action.run, action.modify, action.distribute when manner.non-commercial
clause @short "Short"
  permit action.sublicense unless actor.organization.public-body.military
clause @copy "Copy"
  must done.license-copy when "Distribution" unless monthly-active-users at most 1500000
clause @changed "Changed"
  must done.change-notice when "Distribution" and "Derivative"
clause @mark "Mark"
  must done.attribution showing "Built by you with the license"
clause @newer "Newer"
  should done.latest-version-effort
clause @suit "Suit"
  withdraw @grant when standing.sued.patent unless standing.sued.in-answer
clause @end "End"
  withdraw all when standing.terminated
clause @power "Power"
  licensor may "publish new versions"
clause @why "Why"
  not modelled because "it explains" text "See {@forbidden} and {@mark}."
section @forbidden "Forbidden" as attachment when "Model" or "Derivative"
clause @plain
  prohibit purpose.deception.fraud
clause @lifted
  prohibit purpose.medical.advice except @doctor when safeguard.human-oversight.professional.medical
clause @listed
  prohibit purpose.medical.advice or purpose.medical.diagnosis or purpose.harassment
  except @doctor when safeguard.human-oversight.professional.medical
  except @study when purpose.research.medical and safeguard.human-oversight.independent
clause @both
  prohibit purpose.harm.minors or effect.harm.minors
clause @mixed
  prohibit manner.fully-automated and (effect.adverse-legal-effect or purpose.social-scoring) and not safeguard.appeal
clause @act
  prohibit action.train-other.competing or (action.distribute and place.KR)
clause @hand
  prohibit "Distribution" and purpose.spam
clause @branch
  prohibit content.text and (manner.public-context except @labelled when safeguard.disclosure.machine-generated)
clause @deed
  prohibit standing.breaks-law
clause @abroad
  prohibit not place.DE and not place.FR
clause @many
  prohibit monthly-active-users more than 700 million
"#;

const SENTENCES: &str = r#"
grant: Where the use takes place without commercial advantage or payment, You may run, modify and distribute the Model or a Derivative.
short: You may sublicense the Model or a Derivative. This permission does not apply where You are a military body.
copy: When You Distribute the Model or a Derivative, You must give every recipient a copy of this License. This duty does not apply where the number of monthly active users of Your product or service is at most 1.5 million.
changed: When You Distribute a Derivative, You must say that You changed it.
mark: You must name the maker of the Model or a Derivative to those who receive it. The words to show are: "Built by you with the license".
newer: The Licensor encourages You to make reasonable efforts to use the latest version. You are not obliged to do so.
suit: You have no right under Section 2.1 where You have sued for patent infringement over the Model or a Derivative. This does not apply where You have sued only in answer to a suit brought first by another.
end: You have no right under this License where You act after this License has ended.
power: The Licensor may publish new versions.
plain: You may not use the Model or a Derivative for the purpose of fraud.
lifted: You may not use the Model or a Derivative for the purpose of giving medical advice, unless a licensed health professional oversees the use.
listed: You may not use the Model or a Derivative for the purpose of: (a) giving medical advice; (b) finding or suggesting what illness a person has; or (c) harassing, threatening, bullying or stalking people. This restriction does not apply where: (i) a licensed health professional oversees the use; or (ii) the use is for the purpose of medical research, and an independent and accountable body oversees the use.
both: You may not use the Model or a Derivative for the purpose or with the effect of exploiting or harming minors.
mixed: You may not use the Model or a Derivative by fully automated means: (a) with the effect of adversely affecting a person's legal rights; or (b) for the purpose of social scoring. This restriction does not apply where an appeal process is open to the person.
act: You may not: (a) make or improve a model that competes with the Model or a Derivative; or (b) distribute the Model or a Derivative in South Korea.
hand: You may not Distribute the Model or a Derivative for the purpose of sending spam.
branch: You may not use the Model or a Derivative to generate or spread text in a public context, unless a clear and legible statement with the content says that a machine generated it.
deed: You may not use the Model or a Derivative in a way that breaks applicable law.
abroad: You may not use the Model or a Derivative outside Germany and France.
many: You may not use the Model or a Derivative where the number of monthly active users of Your product or service is more than 700 million.
"#;

#[test]
fn every_kind_of_rule_reads_as_a_sentence() {
    let license = spec(KINDS);
    for line in SENTENCES.trim().lines() {
        let (id, sentence) = line.split_once(": ").expect("an id stands before its sentence");
        assert_eq!(printed(&license, id), sentence, "{id}");
    }
}

/// Terms of every kind inside rules, and what is denied.
const TERMS: &str = r#"
license "Terms" version "1"
  id terms
  covers artifact.model
term "Passing On" means action.distribute or action.provide-service
term "Share" also "Sharing" means action.distribute or action.provide-service
term "Changed Work" means action.modify and artifact.derivative text "a work that was changed"
term "Breach" means standing.breaks-law or purpose.deception.fraud text "a use that breaks the law or deceives"
term "Purpose of Harm" means purpose.harm.minors or purpose.violence text "the aim of hurting people"
term "Outside the Territory" means place.KR or place.GB text "in South Korea or the United Kingdom"
term "Outside the Union" means domicile.KR or domicile.GB text "in South Korea or the United Kingdom"
section @terms "Terms"
clause @grant "Grant"
  permit action.run, action.distribute, action.sublicense
clause @home "Home"
  withdraw @grant when "Outside the Union"
clause @passing "Passing"
  must done.license-copy when "Passing On"
clause @changed "Changed"
  must done.change-notice when "Changed Work"
clause @sharing "Sharing"
  must done.license-copy when "Share" or action.sublicense
clause @copies "Copies"
  must done.license-copy when "Share" and action.distribute
clause @breach "Breach"
  prohibit "Breach"
clause @no-breach "No breach"
  withdraw @grant when effect.endangerment and not "Breach"
clause @harm "Harm"
  prohibit "Purpose of Harm" or purpose.politics.election-influence
clause @outside "Outside"
  prohibit "Outside the Territory"
clause @free "Free"
  prohibit not manner.non-commercial
clause @mainly "Mainly"
  withdraw @grant when not manner.commercial.primarily
clause @hand "By hand"
  prohibit action.distribute and not manner.fully-automated
clause @aim "Aim"
  prohibit purpose.discrimination and not purpose.research.medical
clause @cases "Cases"
  prohibit purpose.spam
  except @one when purpose.research or manner.internal-only
  except @two when safeguard.appeal
clause @both "Both"
  prohibit (purpose.deception or purpose.politics.election-influence) and (content.false-information or manner.fully-automated)
clause @size "Size"
  withdraw all when monthly-active-users.at-release more than 700 million unless standing.separate-license.over-threshold
"#;

const SAID: &str = r#"
passing: When you engage in Passing On, you must give every recipient a copy of this license.
changed: When you act in a way that falls under "Changed Work", you must say that you changed it.
sharing: When you Share or sublicense the model, you must give every recipient a copy of this license.
copies: When you distribute the model, you must give every recipient a copy of this license.
breach: You may not use the model in a way that falls under "Breach".
no-breach: You have no right under Section 2.1 where the use has the effect of creating a risk of death or bodily harm, and the use does not fall under "Breach".
harm: You may not use the model for the Purpose of Harm or for the purpose of influencing elections.
outside: You may not use the model Outside the Territory.
home: You have no right under Section 2.1 where you are at home Outside the Union.
free: You may not use the model with commercial advantage or payment.
mainly: You have no right under Section 2.1 where the use takes place without commercial advantage or payment as its main aim.
hand: You may not distribute the model where the use does not take place by fully automated means.
aim: You may not use the model for the purpose of discriminating against people where the use is not for the purpose of medical research.
cases: You may not use the model for the purpose of sending spam. This restriction does not apply where: (a) the use is for the purpose of research or the use takes place within your own organization only; or (b) an appeal process is open to the person.
both: You may not use the model for the purpose of either deceiving or misleading people, or influencing elections, and: (a) to generate or spread false information; or (b) by fully automated means.
size: You have no right under this license where the number of monthly active users, in the calendar month before the licensed version was released, of all products and services of you and whoever controls you, is controlled by you or is under common control with you, taken together, is more than 700 million. This does not apply where you hold the separate license from the licensor that licensees above the threshold need.
"#;

#[test]
fn terms_and_denials_read_as_they_are_meant() {
    let license = spec(TERMS);
    for line in SAID.trim().lines() {
        let (id, sentence) = line.split_once(": ").expect("an id stands before its sentence");
        assert_eq!(printed(&license, id), sentence, "{id}");
    }
    let text = plain(&rendered(&license)).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("“Passing On” means an act by which you distribute the model or provide a service that uses the model."),
        "{text}"
    );
    assert!(text.contains("“Share” (also “Sharing”) means to distribute the model or provide a service that uses the model."), "{text}");
}

#[test]
fn a_text_names_what_its_section_is_about() {
    let license = spec(
        r#"
license "Objects" version "1"
  id objects
  covers artifact.model, artifact.output
term "Model" means artifact.model text "the model"
term "Output" means artifact.output text "what it makes"
section @rights "Rights"
clause @use "Use"
  permit action.run text "You may run {object}."
section @both "Both" as attachment when "Model" or "Output"
clause @trade "Trade"
  prohibit purpose.spam
  except @own "{object} is Yours" when manner.internal-only
  text "You may not fill channels with {object}."
section @one "One" as attachment when "Output"
clause @fraud "Fraud"
  prohibit purpose.deception.fraud text "You may not cheat with {object}."
section @others "Others" as attachment when not "Model"
clause @crime "Crime"
  prohibit purpose.crime text "You may do no crime with {object}."
"#,
    );
    assert_eq!(printed(&license, "crime"), "You may do no crime with an Output.");
    assert_eq!(printed(&license, "use"), "You may run the Model or an Output.");
    let trade =
        "You may not fill channels with the Model or an Output. This restriction does not apply where the Model or an Output is Yours.";
    assert_eq!(printed(&license, "trade"), trade);
    assert_eq!(printed(&license, "fraud"), "You may not cheat with an Output.");
}

/// A text in one line.
fn in_one_line(license: &License) -> String {
    plain(&rendered(license)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_an_extension_adds_is_named_where_the_house_text_counts_on_it() {
    let text = in_one_line(&spec(
        r#"
license "Garden" version "1"
  id garden
  family "Garden"
  extends open-rail-m
section @size "Size of business"
clause @large "Large companies"
  withdraw @copyright when annual-revenue.group.eur more than 1 million
section @restrictions
clause @trade "Trade"
  prohibit purpose.spam
"#,
    ));
    assert!(text.contains("These rights end only under Section 6.2 and Section 7.1."), "{text}");
    assert!(text.contains("It ends only under Section 3.3 and Section 6.2."), "{text}");
    assert!(text.contains("7. Size of business") && text.contains("8. General provisions"), "{text}");
    assert!(text.contains("“Affiliate” (also “Affiliates”) means a body that controls You"), "{text}");
    assert!(text.contains("where the annual revenue of You and Your Affiliates is more than 1 million EUR."), "{text}");
    assert!(!in_one_line(&builtin("open-rail-m")).contains("Affiliate"));
}

#[test]
fn a_defined_word_has_its_capital_wherever_it_is_meant() {
    let vocabulary = railc_library::vocabulary();
    let is_stated = |name: &&str| !["place.", "domicile.", "artifact."].iter().any(|facet| name.starts_with(facet));
    let concepts = vocabulary.concepts().filter(|concept| !concept.is_abstract()).map(|concept| concept.name()).filter(is_stated);
    let clauses: String = concepts.enumerate().map(|(at, name)| format!("clause @x{at} \"X\" prohibit {name}\n")).collect();
    let text = in_one_line(&spec(&format!(
        "license \"G\" version \"1\"\n  id g\n  licensor \"L\"\n  family \"G\"\n  extends open-rail-m\nsection @restrictions\n{clauses}"
    )));
    let words =
        ["the license", "the licensor", "you", "your", "recipients", "outputs", "output", "derivative", "third parties", "affiliates"];
    for word in text.split(' ').map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric())) {
        assert!(!words.contains(&word), "{word}");
    }
    assert!(!text.contains(" the licensor") && !text.contains(" the license ") && !text.contains("licensed material"));
}

#[test]
fn what_withdraws_is_named_for_a_grant_and_for_all() {
    let text = |end: &str| {
        in_one_line(&spec(&format!(
            "license \"A\" version \"1\"\n  id a\n  covers artifact.model\nsection @s \"S\"\nclause @run \"Run\" permit action.run text \"Ends under {{withdrawals}}.\"\n\
             clause @change \"Change\" permit action.modify text \"Ends under {{withdrawals}}.\"\n\
             clause @all \"All\" not modelled because \"so\" text \"See {{withdrawals}}.\"\n{end}"
        )))
    };
    assert!(text("").contains("Ends under no clause."));
    let ended =
        text("clause @end \"End\" withdraw @change when standing.terminated\nclause @suit \"Suit\" withdraw all when standing.sued\n");
    assert!(ended.contains("1.1 Run Ends under Section 1.5."), "{ended}");
    assert!(ended.contains("1.2 Change Ends under Section 1.4 and Section 1.5."), "{ended}");
    assert!(ended.contains("See Section 1.4 and Section 1.5."), "{ended}");
}

#[test]
fn no_id_and_no_markup_shows_in_a_house_license() {
    let vocabulary = railc_library::vocabulary();
    for license in house() {
        let document = rendered(&license);
        for text in [markdown(&document), plain(&document), card(&license)] {
            for concept in vocabulary.concepts() {
                let is_id = |at: usize| !text[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '-' || sign == '.');
                assert!(!text.match_indices(&concept.name()).any(|(at, _)| is_id(at)), "{} shows {}", license.id, concept.name());
            }
            for sign in ["{", "}", "shall", "and/or", "\u{1}", "..", " ,"] {
                assert!(!text.contains(sign), "{} shows {sign:?}", license.id);
            }
        }
    }
}

#[test]
fn every_reference_and_every_term_has_its_anchor() {
    for license in house().into_iter().chain([spec(KINDS)]) {
        let document = rendered(&license);
        let text = markdown(&document);
        for paragraph in paragraphs(&document) {
            for inline in paragraph.words.iter().chain(paragraph.items.iter().flatten()) {
                if let Inline::Used { target, .. } | Inline::Reference { target, .. } = inline {
                    assert!(text.contains(&format!("<span id=\"{target}\"></span>")), "{}: {target}", license.id);
                }
            }
        }
    }
}

#[test]
fn numbers_are_each_printed_once() {
    for license in house() {
        let parts = rendered(&license).parts.into_iter();
        let each =
            |part: Part| std::iter::once(part.number).chain(part.clauses.into_iter().map(|clause| clause.number)).collect::<Vec<_>>();
        let mut numbers: Vec<String> = parts.flat_map(each).collect();
        let count = numbers.len();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), count, "{}", license.id);
    }
}

#[test]
fn the_same_license_gives_the_same_bytes_in_80_columns() {
    for license in house() {
        let (one, other) = (plain(&rendered(&license)), plain(&rendered(&license)));
        assert_eq!(one, other);
        assert!(one.ends_with('\n') && !one.ends_with("\n\n"));
        assert!(one.lines().all(|line| line.chars().count() <= 80 && !line.ends_with(' ')), "{}", license.id);
    }
}

#[test]
fn own_terms_stay_and_words_to_show_stay_as_they_are() {
    let text = plain(&rendered(&spec(KINDS))).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("“Unused” means never read."));
    assert!(text.contains("“Built by you with the license”"), "{text}");
    assert!(text.contains("You may not use the Model or a Derivative in any way that a clause of Attachment A forbids."), "{text}");
}

#[test]
fn words_by_hand_keep_their_letters_behind_a_full_stop() {
    let text = KINDS
        .replace("Built by you with the license", "Made by Garden Inc. of bonn")
        .replace("publish new versions", "sue Acme Inc. or you");
    let license = spec(&text);
    assert!(printed(&license, "mark").ends_with("The words to show are: \"Made by Garden Inc. of bonn\"."));
    assert_eq!(printed(&license, "power"), "The Licensor may sue Acme Inc. or you.");
}

#[test]
fn imported_terms_that_nothing_uses_are_left_out() {
    let mut license = spec(KINDS);
    for term in &mut license.terms {
        term.is_own = false;
    }
    let text = plain(&rendered(&license));
    assert!(text.contains("“Distribution” (also “Distribute”) means") && !text.contains("Unused"));
}

#[test]
fn capitals_are_bold_and_signs_of_markdown_are_escaped() {
    let license = spec(
        "license \"A_b_c\" version \"1\"\n id a\n covers artifact.model\nsection @s \"S\"\nclause @c \"C\"\n not modelled because \"x\" text \"THE MODEL COMES *AS IS*.\"\nclause @d \"D\"\n not modelled because \"x\" text \"1. is no list\"",
    );
    let text = markdown(&rendered(&license));
    assert!(
        text.contains("# A\\_b\\_c\n") && text.contains("**THE MODEL COMES \\*AS IS\\*.**") && text.contains("1\\. is no list"),
        "{text}"
    );
}

#[test]
fn a_card_names_its_license_as_hugging_face_reads_it() {
    let text = card(&builtin("open-rail-m"));
    assert!(text.starts_with("---\nlicense: other\nlicense_name: open-rail-m\nlicense_link: LICENSE.md\n"));
    assert!(
        text.contains("### You must not\n\nbreak these rules:\n") && text.contains("- Medicine\\* ([A.11](LICENSE.md#medical))\n"),
        "{text}"
    );
}

/// Nested conditions over concepts picked by number.
fn condition() -> impl Strategy<Value = Condition> {
    let count = railc_library::vocabulary().concepts().len();
    let ids: Vec<ConceptId> = railc_library::vocabulary().concept_ids().collect();
    let leaf = prop_oneof![(0..count).prop_map(move |at| Condition::Is(ids[at])), (0..5usize).prop_map(|at| Condition::Term(at + 2))];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        let exception = inner.clone().prop_map(|condition| Exception { name: "unless".to_owned(), condition, text: None });
        prop_oneof![
            several.clone().prop_map(Condition::All),
            several.prop_map(Condition::Any),
            inner.clone().prop_map(|inner| Condition::Not(Box::new(inner))),
            (inner, prop::collection::vec(exception, 1..3)).prop_map(|(inner, exceptions)| Condition::Branch(Box::new(inner), exceptions)),
        ]
    })
}

proptest! {
    #[test]
    fn any_condition_makes_whole_sentences(one in condition(), other in condition()) {
        let mut license = spec(KINDS);
        let exception = Exception { name: "unless".to_owned(), condition: other.clone(), text: None };
        let rules = [
            Rule::Prohibit { condition: one.clone(), exceptions: vec![exception.clone()] },
            Rule::Must { performance: other.clone(), when: Some(one.clone()), exceptions: vec![exception], showing: None },
            Rule::Permit { actions: Vec::new(), when: Some(one.clone()), unless: Some(other) },
        ];
        for rule in rules {
            let clause = license.sections.last_mut().and_then(|section| section.clauses.last_mut()).expect("the spec has clauses");
            clause.rule = rule;
            clause.text = None;
            let id = clause.id.clone();
            let sentence = printed(&license, &id);
            prop_assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
            for sign in ["  ", " ,", ",,", "..", " .", "{", "}", ": .", " you ", "either either"] {
                prop_assert!(!sentence.contains(sign), "{sign:?} in: {sentence}");
            }
        }
    }
}
