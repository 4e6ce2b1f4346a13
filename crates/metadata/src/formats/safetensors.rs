//! safetensors: a length, then JSON with the tensors and, under `__metadata__`, texts. The tensors are not read.

use std::io::{self, Read, Seek, SeekFrom};

use railc_core::diagnostic::Code;

use super::names::{name_of_path, named};
use crate::described::{Described, Kind, Link, Place, Problem, Role, Standing, Statement, Thing};
use crate::reading::{bytes, json};

/// The most bytes of a header, by the library of the format.
pub(super) const LONGEST: u64 = 100 << 20;

/// What the header of a safetensors file states.
pub fn read(name: &str, source: &mut (impl Read + Seek)) -> io::Result<Described> {
    let length = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    let thing = Thing { name: name_of_path(name), names: Vec::new(), kind: Kind::Model, licenses: Vec::new() };
    let mut described = Described { things: vec![thing], ..Described::default() };
    let mut first = Vec::new();
    source.take(8).read_to_end(&mut first)?;
    let claimed = <[u8; 8]>::try_from(first.as_slice()).map(u64::from_le_bytes).unwrap_or(u64::MAX);
    if first.len() < 8 || claimed > length.saturating_sub(8) {
        let help = "take the whole file; a download may have broken off, or this is a pointer to the file";
        described.unreadable("header", wrong(Code::CutHeader, "the file is shorter than the header that it claims", help));
        return Ok(described);
    }
    if claimed > LONGEST {
        let message = format!("a header of more than {} MiB", LONGEST >> 20);
        described
            .unreadable("header", wrong(Code::MetadataTooLarge, message, "the library of the format refuses it too; save the file anew"));
        return Ok(described);
    }
    let (header, _) = bytes::up_to(source, claimed)?;
    match std::str::from_utf8(&header) {
        Ok(text) => take(&mut described, text),
        Err(_) => described.unreadable("header", wrong(Code::BrokenMetadata, "the header is no UTF-8", "take the file anew")),
    }
    Ok(described)
}

fn wrong(code: Code, message: impl Into<String>, help: &str) -> Problem {
    Problem::new(code, message, help).at(&Place::Header, "")
}

fn take(described: &mut Described, text: &str) {
    let header = match json::parse(text.trim_end_matches([' ', '\0'])) {
        Ok(header) => header,
        // Its places are in no text that anybody sees.
        Err(problem) => return described.unreadable("header", wrong(problem.code(), problem.message(), "take the file anew")),
    };
    described.problems.extend(header.problems.iter().map(|problem| wrong(problem.code(), problem.message(), "save the file anew")));
    let (Some(metadata), Some(thing)) = (header.root.get("__metadata__"), described.things.first_mut()) else { return };
    for (key, value) in metadata.entries() {
        let key = key.as_ref();
        let role = match key {
            "license" | "modelspec.license" => Some(Role::License),
            "license_name" => Some(Role::Name),
            "license_link" => Some(Role::Link),
            _ => None,
        };
        let text = value.text().unwrap_or_default();
        match (role, key) {
            _ if text.trim().is_empty() => {}
            (Some(role), _) => {
                let (value, key) = (text.to_owned(), format!("__metadata__.{key}"));
                thing.licenses.push(Statement { role, value, standing: Standing::Stated, key, place: Place::Header });
            }
            (None, "modelspec.title" | "ss_output_name") => thing.names.push(text.to_owned()),
            (None, "modelspec.architecture") if text.contains("/lora") => thing.kind = Kind::Adapter,
            (None, "modelspec.merged_from") => {
                let merged = text.split(',').filter(|from| !from.trim().is_empty());
                described.links.extend(merged.map(|from| link(&thing.name, key, from, Some("merge"))));
            }
            (None, "base_model" | "ss_sd_model_name") => described.links.push(link(&thing.name, key, text, None)),
            (None, _) => {}
        }
    }
}

/// An origin, as the program that trained or merged calls it: by the name of a file, most often.
fn link(to: &str, key: &str, from: &str, relation: Option<&str>) -> Link {
    let (from, how) = named(from);
    Link {
        from: from.to_owned(),
        named: how,
        kind: Kind::Model,
        to: to.to_owned(),
        relation: relation.map(str::to_owned),
        standing: Standing::Hint,
        key: format!("__metadata__.{key}"),
        place: Place::Header,
    }
}
