//! GGUF, the format of weights of llama.cpp and its kin: keys and values before the tensors, which are not read.
//!
//! `general.base_model.N.repo_url` is made up from names by the program that converts, so that origins are hints. `general.name` and
//! `general.organization` are often those of the parent.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use railc_core::diagnostic::Code;

use super::names::name_of_path;
use crate::described::{Described, Kind, Link, Named, Place, Problem, Role, Standing, Statement, Thing};

/// The most bytes of keys and values.
pub(super) const LONGEST: u64 = 100 << 20;
/// The longest key, by the specification.
const LONGEST_KEY: u64 = 65_535;
/// The longest value of those that are kept.
const LONGEST_VALUE: u64 = 1 << 20;
/// The most arrays inside each other.
const DEEPEST: usize = 4;
/// The most texts of an array that are kept.
const MOST: usize = 1_000;

/// What the header of a GGUF file states.
pub fn read(name: &str, source: &mut (impl Read + Seek)) -> io::Result<Described> {
    let length = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    let name = name_of_path(name);
    let thing = Thing { name, names: Vec::new(), kind: Kind::Model, licenses: Vec::new() };
    let mut described = Described { things: vec![thing], ..Described::default() };
    let mut header = Header { source: BufReader::new(source), at: 0, length, is_big: false, is_first: false };
    let mut found = Vec::new();
    match header.entries(&mut found) {
        Ok(()) => {}
        Err(Stop::Wrong(problem)) => described.unreadable("header", problem),
        Err(Stop::Io(error)) => return Err(error),
    }
    for (key, values) in found {
        take(&mut described, &key, values);
    }
    settle(&mut described);
    Ok(described)
}

/// Why reading ends.
enum Stop {
    Wrong(Problem),
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => cut(),
            _ => Stop::Io(error),
        }
    }
}

fn wrong(code: Code, message: impl Into<String>, help: &str) -> Stop {
    Stop::Wrong(Problem::new(code, message, help).at(&Place::Header, ""))
}

fn cut() -> Stop {
    wrong(Code::CutHeader, "the file ends within its header", "take the whole file; a download may have broken off")
}

/// A header while it is read. No length that it claims is believed before the file is known to hold it.
struct Header<R> {
    source: BufReader<R>,
    at: u64,
    length: u64,
    is_big: bool,
    /// Whether it is of the first version, whose lengths have 32 bits.
    is_first: bool,
}

impl<R: Read + Seek> Header<R> {
    /// The keys that say something of licenses and lineage, with their texts.
    fn entries(&mut self, found: &mut Vec<(String, Vec<String>)>) -> Result<(), Stop> {
        if self.bytes::<4>()? != *b"GGUF" {
            return Err(wrong(
                Code::BrokenMetadata,
                "this is no GGUF file: it does not begin with `GGUF`",
                "take the file itself, not a pointer to it",
            ));
        }
        let version = self.bytes::<4>()?;
        self.is_big = version[..2] == [0, 0];
        let version = self.number32(version);
        if !(1..=3).contains(&version) {
            let message = format!("version {version} of GGUF is not known");
            return Err(wrong(Code::BrokenMetadata, message, "versions 1 to 3 are read"));
        }
        self.is_first = version == 1;
        let _tensors = self.length()?;
        for _ in 0..self.length()? {
            let length = self.length()?;
            if length > LONGEST_KEY {
                return Err(wrong(
                    Code::MetadataTooLarge,
                    format!("a key of more than {LONGEST_KEY} bytes"),
                    "the file is broken; take it anew",
                ));
            }
            let key = self.text(length)?;
            let kind = self.bytes::<4>()?;
            let kind = self.number32(kind);
            let mut values = Vec::new();
            let kept = key.starts_with("general.") || key.starts_with("adapter.");
            self.value(kind, kept.then_some(&mut values), 0)?;
            if !values.is_empty() {
                found.push((key, values));
            }
        }
        Ok(())
    }

    /// Reads or skips a value.
    fn value(&mut self, kind: u32, mut kept: Option<&mut Vec<String>>, depth: usize) -> Result<(), Stop> {
        match kind {
            8 => {
                let length = self.length()?;
                match kept {
                    Some(_) if length > LONGEST_VALUE => {
                        self.claim(length)?;
                        let message = format!("a value of more than {} MiB", LONGEST_VALUE >> 20);
                        return Err(wrong(Code::MetadataTooLarge, message, "the file is broken; take it anew"));
                    }
                    Some(values) if values.len() < MOST => values.push(self.text(length)?),
                    Some(_) | None => self.skip(length)?,
                }
                Ok(())
            }
            9 if depth < DEEPEST => {
                let kind = self.bytes::<4>()?;
                let kind = self.number32(kind);
                let count = self.length()?;
                match size(kind) {
                    Some(size) => self.skip(count.saturating_mul(size)),
                    None => (0..count).try_for_each(|_| self.value(kind, kept.as_deref_mut(), depth + 1)),
                }
            }
            9 => Err(wrong(
                Code::MetadataTooLarge,
                format!("more than {DEEPEST} arrays stand inside each other"),
                "the file is broken; take it anew",
            )),
            _ => match size(kind) {
                Some(size) => self.skip(size),
                None => Err(wrong(Code::BrokenMetadata, format!("a value of the unknown kind {kind}"), "the file is broken; take it anew")),
            },
        }
    }

    /// Notes that so many bytes come next, if the file has them.
    fn claim(&mut self, count: u64) -> Result<(), Stop> {
        self.at = self.at.saturating_add(count);
        if self.at > self.length {
            return Err(cut());
        }
        if self.at > LONGEST {
            let message = format!("a header of more than {} MiB", LONGEST >> 20);
            return Err(wrong(Code::MetadataTooLarge, message, "what follows is not read"));
        }
        Ok(())
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Stop> {
        self.claim(N as u64)?;
        let mut bytes = [0; N];
        self.source.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn number32(&self, bytes: [u8; 4]) -> u32 {
        if self.is_big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
    }

    fn length(&mut self) -> Result<u64, Stop> {
        if self.is_first {
            let bytes = self.bytes::<4>()?;
            return Ok(self.number32(bytes).into());
        }
        let bytes = self.bytes::<8>()?;
        Ok(if self.is_big { u64::from_be_bytes(bytes) } else { u64::from_le_bytes(bytes) })
    }

    /// A text of a length that was checked against its bound.
    fn text(&mut self, length: u64) -> Result<String, Stop> {
        self.claim(length)?;
        let mut bytes = Vec::new();
        (&mut self.source).take(length).read_to_end(&mut bytes)?;
        Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    fn skip(&mut self, count: u64) -> Result<(), Stop> {
        self.claim(count)?;
        Ok(self.source.seek_relative(i64::try_from(count).unwrap_or(i64::MAX))?)
    }
}

/// The bytes of a value of a plain kind.
fn size(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}

/// Takes the texts under one key.
fn take(described: &mut Described, key: &str, values: Vec<String>) {
    let Some(thing) = described.things.first_mut() else { return };
    let role = match key {
        "general.license" => Role::License,
        "general.license.name" => Role::Name,
        "general.license.link" => Role::Link,
        _ => return other(described, key, values),
    };
    let count = values.len();
    for (at, value) in values.into_iter().enumerate().filter(|(_, value)| !value.trim().is_empty()) {
        let key = if count > 1 { format!("{key}[{at}]") } else { key.to_owned() };
        thing.licenses.push(Statement { role, value, standing: Standing::Stated, key, place: Place::Header });
    }
}

/// Names and origins.
fn other(described: &mut Described, key: &str, values: Vec<String>) {
    let Some(thing) = described.things.first_mut() else { return };
    let mut values = values.into_iter().filter(|value| !value.trim().is_empty());
    if let "general.name" | "general.organization" = key {
        return thing.names.extend(values);
    }
    if let "general.type" = key {
        return thing.kind = if values.any(|value| value == "adapter") { Kind::Adapter } else { thing.kind };
    }
    let origin = [("general.base_model.", Kind::Model), ("general.dataset.", Kind::Data), ("general.source.", Kind::Model)];
    let Some((rest, kind)) = origin.iter().find_map(|(prefix, kind)| Some((key.strip_prefix(prefix)?, *kind))) else { return };
    let named = match rest.rsplit('.').next() {
        Some("repo_url" | "url" | "repository") => Named::Address,
        Some("name") => Named::Words,
        _ => return,
    };
    let to = thing.name.clone();
    described.links.extend(values.map(|from| Link {
        from,
        named,
        kind,
        to: to.clone(),
        relation: None,
        standing: Standing::Hint,
        key: key.to_owned(),
        place: Place::Header,
    }));
}

/// Keeps one link for each origin: its address rather than its name. Says of an adapter that it is one.
fn settle(described: &mut Described) {
    let group = |key: &str| key.rsplit_once('.').map_or(String::new(), |(group, _)| group.to_owned());
    let addressed: Vec<String> = described.links.iter().filter(|link| link.named == Named::Address).map(|link| group(&link.key)).collect();
    let mut seen = Vec::new();
    described.links.retain(|link| {
        let group = group(&link.key);
        let is_best = link.named == Named::Address || !addressed.contains(&group);
        let is_new = is_best && !seen.contains(&group);
        if is_new {
            seen.push(group);
        }
        is_new
    });
    if described.things.first().is_some_and(|thing| thing.kind == Kind::Adapter) {
        let of_model = described.links.iter_mut().filter(|link| link.kind == Kind::Model);
        of_model.for_each(|link| link.relation = Some("adapter".to_owned()));
    }
}
