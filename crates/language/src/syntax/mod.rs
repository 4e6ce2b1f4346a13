//! Text ⇄ tree as written. The only place that knows the parser library.
//!
//! Imports `base` and `diagnostic`, and of `policy` how numbers are compared.

pub mod ast;
mod format;
mod parse;
#[cfg(test)]
mod properties;

pub use format::format;
pub use parse::parse;
