//! License texts as documents that people read, sign and mark up: one folder or file for each format, from the document tree of `railc-language`; and
//! the page that shows what came out of a bulk check.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails may say so loudly"))]

pub mod deed;
mod docx;
mod html;
pub mod lattice;
mod layout;
pub mod lineage;
mod markup;
pub mod overview;
pub mod redline;
mod sheet;
pub mod summary;

pub use docx::{docx, docx_text, tracked};
pub use html::html;
