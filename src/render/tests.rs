//! The house licenses as texts.

use crate::base::Sources;
use crate::diagnostic::Diagnostic;
use crate::driver;
use crate::license::License;
use crate::vocabulary::Vocabulary;

use super::{Document, Inline, Paragraph, card, document, markdown, plain, trace, words};

fn builtin(id: &str) -> License {
    let mut sources = Sources::new();
    let (license, diagnostics) = driver::builtin(&mut sources, id).expect("it is in the library");
    assert!(!diagnostics.iter().any(Diagnostic::is_error), "{diagnostics:?}");
    license.expect("it has no errors")
}

fn spec(text: &str) -> License {
    let mut sources = Sources::new();
    let main = sources.add("spec.rail", text);
    let (license, diagnostics) = driver::license(&mut sources, main, &driver::no_files);
    assert!(!diagnostics.iter().any(Diagnostic::is_error), "{diagnostics:?}");
    license.expect("it has no errors")
}

fn house() -> Vec<License> {
    let own = crate::library::SPECS.iter().filter(|spec| spec.shelf == crate::library::Shelf::Own);
    own.map(|spec| builtin(spec.id)).collect()
}

fn rendered(license: &License) -> Document {
    document::from_license(license, Vocabulary::builtin())
}

fn paragraphs(document: &Document) -> Vec<&Paragraph> {
    let of_parts = document.parts.iter().flat_map(|part| {
        let definitions = part.definitions.iter().flat_map(|definition| &definition.paragraphs);
        part.opening.iter().chain(definitions).chain(part.clauses.iter().flat_map(|clause| &clause.paragraphs))
    });
    document.opening.iter().chain(of_parts).collect()
}

#[test]
fn prints() {
    let Ok(folder) = std::env::var("RENDER_TO") else { return };
    for license in house() {
        let document = rendered(&license);
        std::fs::write(format!("{folder}/{}.md", license.id), markdown(&document)).unwrap();
        std::fs::write(format!("{folder}/{}.txt", license.id), plain(&document)).unwrap();
        std::fs::write(format!("{folder}/{}.card.md", license.id), card(&license, Vocabulary::builtin())).unwrap();
    }
    for spec in crate::library::SPECS.iter().filter(|spec| spec.shelf == crate::library::Shelf::Readings) {
        let mut sources = Sources::new();
        let Some((Some(mut license), _)) = driver::builtin(&mut sources, spec.id) else { continue };
        std::fs::write(format!("{folder}/{}.card.md", license.id), card(&license, Vocabulary::builtin())).unwrap();
        for clause in license.sections.iter_mut().flat_map(|section| &mut section.clauses) {
            clause.text = None;
        }
        std::fs::write(format!("{folder}/{}.gen.txt", license.id), plain(&rendered(&license))).unwrap();
    }
}

/// One clause as it is printed, by its id.
fn printed(license: &License, id: &str) -> String {
    let vocabulary = Vocabulary::builtin();
    let clause = license.clauses().map(|(_, clause)| clause).find(|clause| clause.id == id).expect("it is in the license");
    words(license, vocabulary, clause)
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
clause @branch
  prohibit content.text and (manner.public-context except @labelled when safeguard.disclosure.machine-generated)
clause @deed
  prohibit standing.breaks-law
clause @abroad
  prohibit not place.DE and not place.FR
clause @many
  prohibit monthly-active-users more than 700 million
"#;

#[test]
fn every_kind_of_rule_reads_as_a_sentence() {
    let license = spec(KINDS);
    let expected = [
        ("grant", "Where the use takes place without commercial advantage or payment, You may run the Model or a Derivative, modify the Model or a Derivative and distribute the Model or a Derivative."),
        ("plain", "You may not use the Model or a Derivative for the purpose of fraud."),
    ];
    for (id, _) in license.clauses().map(|(_, clause)| (clause.id.clone(), ())) {
        println!("{id}: {}", printed(&license, &id));
    }
    for (id, words) in expected {
        assert_eq!(printed(&license, id), words);
    }
}

#[test]
fn no_id_and_no_markup_shows_in_a_house_license() {
    let vocabulary = Vocabulary::builtin();
    for license in house() {
        let document = rendered(&license);
        for text in [markdown(&document), plain(&document), card(&license, vocabulary)] {
            for concept in vocabulary.concepts() {
                let is_id = |at: usize| !text[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '-' || sign == '.');
                assert!(!text.match_indices(&concept.name).any(|(at, _)| is_id(at)), "{} shows {}", license.id, concept.name);
            }
            for sign in ["{", "}", "shall", "and/or", "\u{1}", "  (", "..", " ,"] {
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
                    assert!(text.contains(&format!("<a id=\"{target}\"></a>")), "{}: {target}", license.id);
                }
            }
        }
    }
}

#[test]
fn numbers_are_each_printed_once() {
    for license in house() {
        let mut numbers: Vec<String> = trace(&rendered(&license)).into_iter().map(|(number, _)| number).collect();
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
    let text = plain(&rendered(&spec(KINDS)));
    assert!(text.contains("“Unused” means never read."));
    assert!(text.contains("“Built by you with the license”"), "{text}");
}
