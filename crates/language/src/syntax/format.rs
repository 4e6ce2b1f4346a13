//! Tree as written → text in the canonical layout. Comments keep their places.
//!
//! The layout is written twice: first to find the places that comments can attach to, then with the comments.

mod clauses;
mod comments;
mod conditions;
pub mod digest;
mod head;
mod items;
mod words;
mod writer;

use crate::syntax::ast::{Item, Spec};
use writer::Writer;

/// Writes a spec in the canonical layout.
///
/// Formatting its result changes nothing; parsing its result gives the same tree, except for places.
pub fn format(spec: &Spec) -> String {
    let mut probe = Writer::probe();
    write(&mut probe, spec);
    let mut writer = Writer::with(comments::Placed::new(&spec.comments, probe.anchors()));
    write(&mut writer, spec);
    writer.finish()
}

fn write(writer: &mut Writer, spec: &Spec) {
    writer.head(spec);
    let mut before: Option<&Item> = None;
    for item in &spec.items {
        writer.next_item(!before.is_some_and(|before| stand_together(before, item)));
        writer.item(item);
        writer.end_of_item();
        before = Some(item);
    }
}

/// Whether two items have no empty line between them: short ones of one kind.
fn stand_together(before: &Item, item: &Item) -> bool {
    matches!(
        (before, item),
        (Item::Import(_), Item::Import(_)) | (Item::Parameter(_), Item::Parameter(_)) | (Item::Include(_), Item::Include(_))
    )
}

#[cfg(test)]
mod tests {
    use railc_core::base::Sources;

    fn formatted(text: &str) -> String {
        let (spec, warnings) = crate::syntax::parse(Sources::new().add("a.rail", text), text).into_result().unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
        super::format(&spec)
    }

    #[test]
    fn the_parts_of_an_item_get_one_order_and_layout() {
        let text = "license \"G\" id g licensor \"Lab\" clause @a text \"t\" note \"n\" prohibit a.b and (c or d)
            except @e \"w\" when f unless users at least 2500000 at \"1\" test \"t\" expect refused because @a given x choosing none";
        let expected = "license \"G\"
  id        g
  licensor  \"Lab\"

clause @a at \"1\"
  prohibit a.b and (c or d) unless users at least 2.5 million
  except @e \"w\" when f
  text \"t\"
  note \"n\"

test \"t\"
  choosing none
  given    x
  expect   refused because @a
";
        assert_eq!(formatted(text), expected);
    }

    #[test]
    fn comments_stay_with_their_words() {
        let text = "// of the file

license \"G\" // title
  id g // the id
  // below the head

// about a
clause @a \"A\" at \"1\"
  // before the rule
  prohibit a // why a
    or b
    // why c
    or (c and d) // why d
  // below a

// last, on its own

// really last
";
        assert_eq!(formatted(text), text.replace("id g", "id  g"));
    }

    #[test]
    fn the_example_of_the_language_page_is_read() {
        let page = include_str!("../../../../docs/language.md");
        let example = page.split("```rail\n").nth(1).and_then(|block| block.split_once("```")).map(|(example, _)| example);
        assert!(formatted(example.unwrap_or_default()).contains("clause @medical \"Medicine\"\n  prohibit purpose.medical.advice or"));
    }
}
