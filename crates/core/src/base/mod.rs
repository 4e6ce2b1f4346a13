//! What every layer needs and no layer owns: source texts and positions in them, equal and nearest names, exact numbers and intervals, tables
//! with ids, hidden characters.
//!
//! Imports nothing from this crate.

pub mod bindings;
mod comparison;
mod count;
#[cfg(feature = "hash")]
mod hash;
mod interval;
mod names;
mod nearest;
mod number;
mod signs;
mod source;
mod table;
mod text;
mod words;

pub use comparison::Comparison;
pub use count::{letters, numerals};
#[cfg(feature = "hash")]
pub use hash::sha256;
pub use interval::{Bound, Interval};
pub use names::folded_name;
pub use nearest::nearest;
pub use number::Number;
pub use signs::{is_hidden, is_of_address, is_web_address, one_line};
pub use source::{Position, Source, SourceId, Sources, Span, unix_lines, with_spans_of};
pub(crate) use table::ids;
pub use table::{Id, Table};
pub use text::Text;
pub use words::{UNBROKEN, alternatives, columns, series, wrap};
