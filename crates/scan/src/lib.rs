//! Finds which models and datasets the files of a repository name, and where.
//!
//! A [`Finder`] reads one text in one pass: words that may lead to a name (`from_pretrained`, `base_model`, `huggingface.co/`) are found all at once, and
//! what stands behind each is read as its context asks (`contexts`). What has the form of an id and stands in no such context is a path, an image or a
//! package to somebody else, and is left alone. Nothing here reads a file, or knows a license.
//!
//! ```
//! use railc_scan::{Finder, Standing};
//!
//! let finder = Finder::new(&["meta-llama"], |id| id == "gpt2");
//! let found = finder.text("app.py", "model = AutoModel.from_pretrained('meta-llama/Llama-3.1-8B', revision='v1')\n# or gpt2\n");
//! assert_eq!(found[0].name, "meta-llama/Llama-3.1-8B");
//! assert_eq!((found[0].place.line, found[0].place.column), (1, 36));
//! assert_eq!(found[0].revision.as_deref(), Some("v1"));
//! assert_eq!(found[0].standing, Standing::Used);
//! assert_eq!(found.len(), 1);
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

mod sightings;

pub use sightings::{Dress, Finder, Kind, Place, Sighting, Standing, described};
