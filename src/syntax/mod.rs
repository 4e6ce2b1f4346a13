//! Text ⇄ tree as written. The only place that knows the parser library.
//!
//! Imports `base` and `diagnostic`.

pub mod ast;
