//! Text ⇄ tree as written. The only place that uses the parser library.

pub mod ast;
mod format;
mod packed;
mod parse;
#[cfg(test)]
mod properties;

pub use format::{digest, format};
pub use packed::{pack, unpack};
pub use parse::{is_word, parse};
