//! One file for each format: from the text or bytes of a file to what it states.

pub mod card;
pub mod mergekit;
pub(crate) mod names;

use std::io::{self, Read, Seek};

use railc_core::diagnostic::Code;

use crate::described::{Described, Problem};
use crate::reading::bytes;

/// A format of files that state something of licenses or lineage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// README.md of a model, a data set or a Space.
    Card,
    /// `mergekit_config.yml`.
    Mergekit,
}

/// The most bytes that are read of a text written by people.
const LONGEST_TEXT: u64 = 8 << 20;

impl Format {
    /// The format of a file, by its name and its first bytes.
    pub fn of(name: &str, _first: &[u8]) -> Option<Format> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
        match file.as_str() {
            "mergekit_config.yml" | "mergekit_config.yaml" => Some(Format::Mergekit),
            _ if file.ends_with(".md") || file.ends_with(".markdown") => Some(Format::Card),
            _ => None,
        }
    }
}

/// Reads a file of any known format, which is told by its name and first bytes. An error is one of reading the file; whatever is wrong with what it says
/// is among the problems.
pub fn read(name: &str, source: &mut (impl Read + Seek)) -> io::Result<Described> {
    let mut first = Vec::new();
    source.take(64).read_to_end(&mut first)?;
    source.rewind()?;
    match Format::of(name, &first) {
        Some(Format::Card) => text(source, |text| card::read(name, text)),
        Some(Format::Mergekit) => text(source, |text| mergekit::read(name, text)),
        None => {
            let message = "this is no format that states something of licenses or lineage";
            let problem = Problem::new(Code::UnknownMetadata, message, "name a file of a format that `docs/metadata.md` lists");
            Ok(Described { problems: vec![problem], ..Described::default() })
        }
    }
}

/// What a text states, of which at most [`LONGEST_TEXT`] is read, up to the first byte that is none.
fn text(source: &mut impl Read, of: impl FnOnce(&str) -> Described) -> io::Result<Described> {
    let (bytes, is_longer) = bytes::up_to(source, LONGEST_TEXT)?;
    let (text, broken) = bytes::text(&bytes);
    let mut described = of(text);
    if is_longer {
        let message = format!("more than {} MiB; what follows is not read", LONGEST_TEXT >> 20);
        described.problems.push(Problem::new(Code::MetadataTooLarge, message, "keep what is longer in a file of its own"));
    } else {
        described.problems.extend(broken);
    }
    Ok(described)
}
