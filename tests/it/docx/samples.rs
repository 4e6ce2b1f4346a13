//! Documents to try: the house licenses, and one with all that is rare.

use railc_core::base::Sources;
use railc_language::driver;
use railc_language::library::Shelf;
use railc_language::render::{
    self, Cited, Definition, Document, Drafter, Fact, Heading, Inline, Language, Marked, Numbering, Paragraph, Part, PartKind, Provision,
};

/// The documents of the house licenses.
pub(super) fn house() -> Vec<Document> {
    let own = railc_library::library().specs.iter().filter(|spec| spec.shelf == Shelf::Own);
    let document = |spec| {
        let license = driver::builtin(railc_library::library(), &mut Sources::new(), spec).into_result().unwrap().0;
        render::document(&Drafter::new(&license, railc_library::vocabulary()).draft())
    };
    own.map(document).collect()
}

/// A document in a language with every kind of part, list, and citation, numbered.
pub(super) fn rare(tag: &str) -> Document {
    let mut document = Document {
        language: Language::of(tag).unwrap(),
        id: format!("rare-{tag}"),
        title: "Rare <b>&amp; \"things\"".to_owned(),
        version: "1.0".to_owned(),
        facts: vec![
            Fact::Licensor("שמואל 5".to_owned()),
            Fact::Version("1.0".to_owned()),
            Fact::Languages(vec![(tag.to_owned(), true)]),
            Fact::Spdx(format!("LicenseRef-rare-{tag}")),
        ],
        opening: vec![list("Before", Numbering::Letters, 2)],
        parts: vec![part("first", PartKind::Section), definitions(), part("third", PartKind::Section)],
        marked: Marked::default(),
    };
    document.parts.extend([part("annex", PartKind::Attachment), part("2nd-annex", PartKind::Attachment)]);
    let cited =
        [(Cited::Section, "third"), (Cited::Clause, "third-b"), (Cited::Attachment, "2nd-annex"), (Cited::AttachmentClause, "2nd-annex-b")];
    let pieces = cited
        .into_iter()
        .flat_map(|(kind, target)| [said("see "), Inline::Reference { target: target.to_owned(), kind, number: String::new() }]);
    let words: Vec<Inline> = pieces.collect();
    document.parts[0].clauses[0].paragraphs.push(Paragraph { words: words.clone(), is_conspicuous: true, ..Paragraph::default() });
    document.parts[1].definitions[0].meaning[0].items.push(words);
    number(&mut document);
    document
}

fn said(words: &str) -> Inline {
    Inline::Words(words.to_owned())
}

fn list(words: &str, numbering: Numbering, items: usize) -> Paragraph {
    let item = |at: usize| vec![said(&format!("item {at} of {words};"))];
    Paragraph { words: vec![said(&format!("{words}: "))], items: (0..items).map(item).collect(), numbering, is_conspicuous: false }
}

/// A part whose second clause has lists of all levels and two more, the third no heading, and the last no words.
fn part(id: &str, kind: PartKind) -> Part {
    let clause = |letter: &str, heading: Option<&str>, paragraphs: Vec<Paragraph>| Provision {
        id: format!("{id}-{letter}"),
        number: String::new(),
        heading: heading.map(str::to_owned),
        paragraphs,
    };
    let numbering = |at| if at == 0 { Numbering::Letters } else { Numbering::Numerals };
    let lists = (0..9).map(|at| list("List", numbering(at), 3)).collect();
    let name = said("עברית");
    Part {
        id: id.to_owned(),
        kind,
        number: String::new(),
        heading: Some(Heading::Written(format!("Part {id}"))),
        opening: vec![list("Opening", Numbering::Letters, 2)],
        definitions: Vec::new(),
        clauses: vec![
            clause("a", Some("One"), vec![list("Words", Numbering::Letters, 29)]),
            clause("b", Some("Two"), lists),
            clause("c", None, vec![list("Bare", Numbering::Numerals, 2), list("Bare", Numbering::Letters, 2)]),
            clause("d", None, Vec::new()),
            clause(
                "with-an-id-that-no-bookmark-can-have-as-its-name",
                Some("Three"),
                vec![Paragraph {
                    words: vec![said("By "), name, said(" 12, not "), Inline::Verbatim("<w:t>\u{ffff}".to_owned()), said(".")],
                    ..Paragraph::default()
                }],
            ),
        ],
    }
}

fn definitions() -> Part {
    let meaning = || vec![list("is", Numbering::Letters, 3), list("or", Numbering::Numerals, 2), list("nor", Numbering::Numerals, 2)];
    let one =
        |term: &str| Definition { id: format!("term-{term}"), term: term.to_owned(), also: vec![format!("{term}s")], meaning: meaning() };
    Part {
        id: "definitions".to_owned(),
        kind: PartKind::Section,
        number: String::new(),
        heading: Some(Heading::Definitions),
        opening: Vec::new(),
        definitions: vec![one("A"), one("B")],
        clauses: Vec::new(),
    }
}

/// A document with these words wherever an author has a say.
pub(super) fn saying(words: &str) -> Document {
    let mut document = rare("en");
    let words = words.to_owned();
    document.facts = vec![Fact::Licensor(words.clone()), Fact::Law(words.clone()), Fact::Date(words.clone()), Fact::Spdx(words.clone())];
    document.title.clone_from(&words);
    document.version.clone_from(&words);
    document.parts.truncate(2);
    for definition in &mut document.parts[1].definitions {
        definition.term.clone_from(&words);
        definition.also = vec![words.clone()];
        definition.meaning.truncate(1);
        definition.meaning[0].items = vec![vec![Inline::Used { target: "term-A".to_owned(), words: words.clone() }]];
    }
    let part = &mut document.parts[0];
    part.heading = Some(Heading::Written(words.clone()));
    part.clauses.truncate(1);
    part.clauses[0].heading = Some(words.clone());
    part.clauses[0].paragraphs =
        vec![Paragraph { words: vec![Inline::Words(words.clone()), Inline::Verbatim(words)], ..Paragraph::default() }];
    document
}

/// Numbers parts and clauses anew, and the references to them. The section with the id `third` is the fourth: a number is left out before it.
pub(super) fn number(document: &mut Document) {
    let (mut sections, mut attachments) = (0, 0);
    let mut numbers = std::collections::BTreeMap::new();
    for part in &mut document.parts {
        part.number = match part.kind {
            PartKind::Section => {
                sections += if part.id == "third" { 2 } else { 1 };
                sections.to_string()
            }
            PartKind::Attachment => {
                attachments += 1;
                railc_core::base::letters(attachments).to_uppercase()
            }
        };
        numbers.insert(part.id.clone(), part.number.clone());
        for (at, clause) in part.clauses.iter_mut().enumerate() {
            clause.number = format!("{}.{}", part.number, at + 1);
            numbers.insert(clause.id.clone(), clause.number.clone());
        }
    }
    each_paragraph(document, |paragraph| {
        for piece in paragraph.words.iter_mut().chain(paragraph.items.iter_mut().flatten()) {
            if let Inline::Reference { target, number, .. } = piece {
                number.clone_from(&numbers[target.as_str()]);
            }
        }
    });
}

fn each_paragraph(document: &mut Document, mut change: impl FnMut(&mut Paragraph)) {
    document.opening.iter_mut().for_each(&mut change);
    for part in &mut document.parts {
        part.opening.iter_mut().for_each(&mut change);
        part.definitions.iter_mut().flat_map(|one| &mut one.meaning).for_each(&mut change);
        part.clauses.iter_mut().flat_map(|clause| &mut clause.paragraphs).for_each(&mut change);
    }
}

/// Every citation of a document: what is cited, and by which number.
pub(super) fn cited(document: &Document) -> Vec<(String, Cited, String)> {
    let mut found = Vec::new();
    each_paragraph(&mut document.clone(), |paragraph| {
        for piece in paragraph.words.iter().chain(paragraph.items.iter().flatten()) {
            if let Inline::Reference { target, kind, number } = piece {
                found.push((target.clone(), *kind, number.clone()));
            }
        }
    });
    found
}
