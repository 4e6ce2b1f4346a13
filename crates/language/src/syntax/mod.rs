//! Text ⇄ tree as written. The only place that uses the parser library.

pub mod ast;
pub(crate) mod bindings;
mod format;
mod packed;
mod parse;
#[cfg(test)]
mod properties;

pub use bindings::unprinted;
pub use format::{digest, format};
pub use packed::{pack, unpack};
pub(crate) use parse::hidden;
pub use parse::{is_word, parse};
