//! Reads what files state of licenses and lineage: model cards, weight files, bills of materials, descriptions of data sets.
//!
//! Each format has a module, which makes a [`Described`] of the bytes of one file: what the file *states*, as it stands, with its place. Nothing is
//! looked up, guessed or decided: which license `apache2` means, whether a hub has `owner/name`, and what follows from both is for others to tell.
//! `docs/metadata.md` says which file states what under which key.
//!
//! ```
//! use std::io::Cursor;
//!
//! let card = "---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Garden\n";
//! let described = railc_metadata::read("garden/README.md", &mut Cursor::new(card))?;
//! assert_eq!(described.things[0].licenses[0].value, "llama3.1");
//! assert_eq!(described.links[0].from, "meta-llama/Llama-3.1-8B");
//! # Ok::<(), std::io::Error>(())
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

pub mod described;
mod formats;
mod reading;

pub use described::{Described, Kind, Link, Named, Place, Problem, Role, Standing, Statement, Thing};
pub use formats::names;
pub use formats::{Format, card, citation, config, croissant, cyclonedx, dataset_info, gguf, mergekit, modelfile, read, safetensors, spdx};
