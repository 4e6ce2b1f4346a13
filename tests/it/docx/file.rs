//! What the file holds: no typed number, fields that lead to bookmarks, styles, and the same bytes each time.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use railc_documents::docx;
use railc_language::render::{Document, Language, labels, mark};

use super::samples::{cited, house, number, rare, saying};
use super::{between, packed, paragraphs, parts, words};

fn all() -> Vec<Document> {
    house().into_iter().chain(Language::tags().map(rare)).collect()
}

fn body(document: &Document) -> String {
    parts(&docx(document)).remove("word/document.xml").unwrap()
}

/// The paragraphs in this style.
fn styled<'b>(body: &'b str, style: &str) -> Vec<&'b str> {
    let name = format!("<w:pStyle w:val=\"{style}\"/>");
    paragraphs(body).into_iter().filter(|paragraph| paragraph.contains(&name)).collect()
}

#[test]
fn no_number_of_a_part_clause_or_item_is_typed() {
    for document in all() {
        let body = body(&document);
        for (style, level) in
            [("Heading1", "0"), ("Heading2", "1"), ("AttachmentHeading", "0"), ("AttachmentClause", "1"), ("NumberedText", "1")]
        {
            for paragraph in styled(&body, style) {
                assert!(paragraph.contains(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/>")), "{paragraph}");
            }
        }
        let headings: Vec<String> =
            ["Heading2", "AttachmentClause"].iter().flat_map(|style| styled(&body, style)).map(|one| words(one).0).collect();
        let titled: BTreeSet<&str> =
            document.parts.iter().flat_map(|part| &part.clauses).filter_map(|clause| clause.heading.as_deref()).collect();
        assert!(!headings.is_empty() && headings.iter().all(|heading| titled.contains(heading.as_str())), "{headings:?}");
        for item in styled(&body, "ListItem") {
            assert!(item.contains("<w:numPr>") && !words(item).0.starts_with(['(', '（']), "{item}");
        }
    }
}

#[test]
fn each_reference_is_a_field_to_a_bookmark_and_shows_its_number() {
    for document in all() {
        let body = body(&document);
        let names: Vec<&str> =
            between(&body, "<w:bookmarkStart ", "/>").filter_map(|mark| between(mark, "w:name=\"", "\"").next()).collect();
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(unique.len(), names.len());
        let fields: Vec<&str> = between(&body, "> REF ", " \\r \\h <").collect();
        assert_eq!(fields.len(), cited(&document).len());
        assert!(
            fields.iter().chain(&between(&body, "w:anchor=\"", "\"").collect::<Vec<_>>()).all(|name| unique.contains(name)),
            "{fields:?}"
        );
        for (target, _, _) in cited(&document).iter().filter(|(target, ..)| !target.starts_with('2')) {
            assert!(fields.contains(&target.as_str()), "the bookmark of @{target} has another name");
        }
        // Begun, shown and ended, each in its own paragraph.
        for paragraph in paragraphs(&body).iter().filter(|paragraph| paragraph.contains(" REF ")) {
            let count = |kind: &str| paragraph.matches(&format!("w:fldCharType=\"{kind}\"")).count();
            assert_eq!((count("begin"), count("separate")), (count("end"), count("end")), "{paragraph}");
        }
        let shown = between(&body, " \\r \\h <", "\"end\"").map(|field| words(&field.replacen("</w:r>", "", 1)).0);
        for (shown, (_, kind, number)) in shown.zip(cited(&document)) {
            let whole = labels::reference(kind, &number, document.language);
            assert!(shown.contains(&number) && whole.contains(&shown), "{shown} of {whole}");
        }
    }
}

#[test]
fn terms_are_marked_where_they_are_defined_alone() {
    for document in all() {
        let body = body(&document);
        let defined: Vec<String> =
            between(&body, "<w:rStyle w:val=\"DefinedTerm\"/></w:rPr><w:t xml:space=\"preserve\">", "</w:t>").map(str::to_owned).collect();
        let terms = document.parts.iter().flat_map(|part| &part.definitions).flat_map(|one| one.also.iter().chain([&one.term]));
        let expected: BTreeSet<String> = terms.map(|term| labels::quoted(term, document.language)).collect();
        let defined: BTreeSet<String> = defined.iter().filter(|words| !words.starts_with('\u{2068}')).cloned().collect();
        assert!(defined.is_superset(&expected), "{defined:?} {expected:?}");
    }
}

#[test]
fn what_nobody_may_overlook_is_bold() {
    let license = house().into_iter().find(|document| document.id == "open-rail-m").unwrap();
    let body = body(&license);
    let bold = |paragraph: &&&str| paragraph.contains("<w:rStyle w:val=\"Conspicuous\"/>");
    let all = paragraphs(&body);
    let capitals = all.iter().filter(|paragraph| words(paragraph).0.len() > 40 && words(paragraph).0 == words(paragraph).0.to_uppercase());
    assert!(capitals.clone().count() >= 6 && capitals.clone().all(|paragraph| bold(&paragraph)));
    assert_eq!(all.iter().filter(bold).count(), capitals.count());
}

#[test]
fn it_says_what_it_is_on_every_page() {
    for document in all() {
        let parts = parts(&docx(&document));
        let (head, foot) = (&parts["word/header.xml"], &parts["word/footer.xml"]);
        let title = document.title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(parts["docProps/core.xml"].contains(&format!("<dc:title>{title}</dc:title>")));
        assert!(words(head).0.contains(&document.title) && words(head).0.contains(&document.version));
        let mark = mark(&document);
        let hash = mark.split(' ').nth(4).unwrap();
        assert!(hash.len() == 16 && words(foot).0.contains(hash) && words(foot).0.contains(&document.version), "{mark}");
        assert!(foot.contains("> PAGE <") && foot.contains("> NUMPAGES <"));
        assert!(words(&parts["word/document.xml"]).0.ends_with(&mark), "the line for machines is not at the end");
        let styles = &parts["word/styles.xml"];
        assert!(styles.contains("<w:widowControl/>") && styles.contains("<w:keepNext/>") && styles.contains("<w:lang w:val="));
        assert!(parts["word/document.xml"].contains(" TOC \\o "));
    }
}

#[test]
fn the_same_license_gives_the_same_bytes() {
    for document in all() {
        let once = docx(&document);
        assert_eq!(once, docx(&document));
        assert_eq!(parts(&packed(&parts(&once))), parts(&once));
    }
}

/// What means something in XML, in instructions of fields, or to whoever lays out a line.
const HOSTILE: [&str; 10] = [
    "</w:t></w:r></w:p>",
    "<!-- -->",
    "]]>",
    "<?xml ?>",
    "&amp; &#x202e; &lt;",
    "\" w:anchor=\"x",
    " REF use \\r \\h ",
    "{ INCLUDETEXT \"/etc/passwd\" }",
    "  two  spaces  ",
    "\u{fffe}\u{ffff}\u{1}\u{202e}",
];

#[test]
fn hostile_words_stay_words() {
    let markup = |part: &str| {
        part.split("<w:t xml:space=\"preserve\">")
            .map(|piece| piece.split_once("</w:t>").map_or(piece, |(_, markup)| markup))
            .collect::<String>()
    };
    let plain = parts(&docx(&saying("plain")));
    for hostile in HOSTILE {
        let parts = parts(&docx(&saying(hostile)));
        for name in ["word/document.xml", "word/header.xml", "word/footer.xml"] {
            assert_eq!(markup(&parts[name]), markup(&plain[name]), "{hostile}");
            let shown: String =
                hostile.chars().map(|sign| if "\u{fffe}\u{ffff}\u{1}\u{202e}".contains(sign) { '\u{fffd}' } else { sign }).collect();
            assert!(words(&parts[name]).0.contains(&shown), "{hostile}");
        }
        for name in ["word/styles.xml", "word/numbering.xml", "word/settings.xml", "[Content_Types].xml"] {
            assert_eq!(parts[name], plain[name]);
        }
        assert_eq!(parts["docProps/core.xml"].matches('<').count(), plain["docProps/core.xml"].matches('<').count());
    }
}

/// A license with this many clauses in parts of 25.
fn long(clauses: usize) -> Document {
    let mut document = rare("en");
    let part = document.parts.remove(0);
    document.parts.clear();
    for at in 0..clauses / 25 {
        let mut part = part.clone();
        part.id = format!("part-{at}");
        let clause = part.clauses.remove(1);
        part.clauses = (0..25)
            .map(|turn| {
                let mut clause = clause.clone();
                clause.id = format!("clause-{at}-{turn}");
                clause.paragraphs.truncate(1);
                clause
            })
            .collect();
        document.parts.push(part);
    }
    number(&mut document);
    document
}

#[test]
fn time_and_size_grow_with_the_clauses() {
    let made = |clauses: usize| {
        let document = long(clauses);
        let start = Instant::now();
        let file = docx(&document);
        (start.elapsed(), parts(&file).values().map(String::len).sum::<usize>())
    };
    let ((_, small), (time, large)) = (made(500), made(5_000));
    assert!(large < small * 11, "{small} {large}");
    assert!(time < Duration::from_secs(10), "{time:?}");
}

#[test]
fn lists_in_definitions_and_beyond_the_levels_start_anew() {
    let parts = parts(&docx(&rare("en")));
    let lists: BTreeMap<&str, usize> =
        between(&parts["word/document.xml"], "<w:numId w:val=\"", "\"").fold(BTreeMap::new(), |mut lists, id| {
            *lists.entry(id).or_default() += 1;
            lists
        });
    for id in lists.keys() {
        assert!(parts["word/numbering.xml"].contains(&format!("<w:num w:numId=\"{id}\">")), "{id}");
    }
    // Sections, those behind the number that is left out, attachments; six lists in definitions, the opening, and of each part with clauses its opening, two beyond the levels, and letters behind numerals.
    assert_eq!(lists.len(), 3 + 6 + 1 + 4 * 4);
}
