//! Text ⇄ tree as written. The only place that uses the parser library.

pub mod ast;
pub mod bindings;
mod format;
mod parse;
#[cfg(test)]
mod properties;

pub use format::{digest, format};
pub use parse::{is_word, parse};
