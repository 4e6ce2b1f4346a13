//! One file for each format: from the text or bytes of a file to what it states.

pub mod card;
pub mod citation;
pub mod config;
pub mod croissant;
pub mod cyclonedx;
pub mod dataset_info;
pub mod gguf;
pub mod mergekit;
pub mod modelfile;
pub mod safetensors;
pub mod spdx;

pub mod names;
mod parts;

use std::io::{self, Read, Seek};

use railc_core::diagnostic::Code;

use crate::described::{Described, Problem};
use crate::reading::bytes;

/// A format of files that state something of licenses or lineage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// README.md of a model, a data set or a Space.
    Card,
    /// Weights of llama.cpp and its kin.
    Gguf,
    /// Weights of most other programs.
    Safetensors,
    /// A bill of materials in CycloneDX JSON.
    CycloneDx,
    /// A bill of materials in SPDX JSON, 2 or 3.
    Spdx,
    /// A description of a data set by MLCommons.
    Croissant,
    /// `adapter_config.json`.
    AdapterConfig,
    /// `config.json` and `model_index.json`.
    Config,
    /// `mergekit_config.yml`.
    Mergekit,
    /// A Modelfile of Ollama.
    Modelfile,
    /// CITATION.cff.
    Citation,
    /// `dataset_info.json` and `dataset_infos.json`.
    DatasetInfo,
}

/// The most bytes that are read of a text written by people.
const LONGEST_TEXT: u64 = 8 << 20;
/// The most bytes that are read of JSON, which programs write.
const LONGEST_JSON: u64 = 256 << 20;
/// How much of JSON tells its format.
const BEGINNING: u64 = 64 << 10;

impl Format {
    /// The format of a file, by its name and its first bytes.
    pub fn of(name: &str, first: &[u8]) -> Option<Format> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
        if first.starts_with(b"GGUF") {
            return Some(Format::Gguf);
        }
        match file.as_str() {
            "mergekit_config.yml" | "mergekit_config.yaml" => Some(Format::Mergekit),
            "adapter_config.json" => Some(Format::AdapterConfig),
            "config.json" | "model_index.json" => Some(Format::Config),
            "dataset_info.json" | "dataset_infos.json" => Some(Format::DatasetInfo),
            "citation.cff" => Some(Format::Citation),
            _ if file == "modelfile" || file.starts_with("modelfile.") || file.ends_with(".modelfile") => Some(Format::Modelfile),
            _ if file.ends_with(".md") || file.ends_with(".markdown") => Some(Format::Card),
            _ if file.ends_with(".gguf") => Some(Format::Gguf),
            _ if file.ends_with(".safetensors") => Some(Format::Safetensors),
            _ => Format::of_json(&file, &String::from_utf8_lossy(first)),
        }
    }

    /// The format of JSON, by what it says of itself near its beginning.
    fn of_json(file: &str, first: &str) -> Option<Format> {
        let has = |text: &str| first.contains(text);
        match first.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
            false => None,
            true if has("\"CycloneDX\"") => Some(Format::CycloneDx),
            true if has("\"spdxVersion\"") || has("spdx.org/rdf/3") => Some(Format::Spdx),
            true if has("mlcommons.org/croissant") || has("sc:Dataset") || (has("schema.org") && has("Dataset")) => Some(Format::Croissant),
            true if file.ends_with(".cdx.json") => Some(Format::CycloneDx),
            true if file.ends_with(".spdx.json") || file.ends_with(".spdx3.json") => Some(Format::Spdx),
            true => None,
        }
    }
}

/// Reads a file of any known format, which is told by its name and first bytes. An error is one of reading the file; whatever is wrong with what it says
/// is among the problems.
pub fn read(name: &str, source: &mut (impl Read + Seek)) -> io::Result<Described> {
    let mut first = Vec::new();
    source.take(BEGINNING).read_to_end(&mut first)?;
    source.rewind()?;
    let Some(format) = Format::of(name, &first) else {
        let message = "this is no format that states something of licenses or lineage";
        let problem = Problem::new(Code::UnknownMetadata, message, "name a file of a format that `docs/metadata.md` lists");
        return Ok(Described { problems: vec![problem], ..Described::default() });
    };
    match format {
        Format::Gguf => gguf::read(name, source),
        Format::Safetensors => safetensors::read(name, source),
        Format::Card => text(source, LONGEST_TEXT, |text| card::read(name, text)),
        Format::Mergekit => text(source, LONGEST_TEXT, |text| mergekit::read(name, text)),
        Format::Modelfile => text(source, LONGEST_TEXT, |text| modelfile::read(name, text)),
        Format::Citation => text(source, LONGEST_TEXT, |text| citation::read(name, text)),
        Format::CycloneDx => text(source, LONGEST_JSON, cyclonedx::read),
        Format::Spdx => text(source, LONGEST_JSON, spdx::read),
        Format::Croissant => text(source, LONGEST_JSON, |text| croissant::read(name, text)),
        Format::AdapterConfig => text(source, LONGEST_TEXT, |text| config::read_adapter(name, text)),
        Format::Config => text(source, LONGEST_TEXT, |text| config::read_config(name, text)),
        Format::DatasetInfo => text(source, LONGEST_JSON, |text| dataset_info::read(name, text)),
    }
}

/// What a text states, of which so many bytes are read, up to the first byte that is none.
fn text(source: &mut impl Read, limit: u64, of: impl FnOnce(&str) -> Described) -> io::Result<Described> {
    let (bytes, is_longer) = bytes::up_to(source, limit)?;
    let (text, broken) = bytes::text(&bytes);
    let mut described = of(text);
    if is_longer {
        let message = format!("more than {} MiB; what follows is not read", limit >> 20);
        described.problems.insert(0, Problem::new(Code::MetadataTooLarge, message, "keep what is longer in a file of its own"));
    } else if let Some(broken) = broken {
        described.problems.insert(0, broken);
    }
    Ok(described)
}
