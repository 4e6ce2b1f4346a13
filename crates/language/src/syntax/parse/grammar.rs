//! The parser that the parser library generates from `grammar/rail.pest`.

/// Parses by the rules of the grammar, which are [`Rule`].
#[derive(pest_derive::Parser)]
#[grammar = "grammar/rail.pest"]
pub(super) struct Grammar;
