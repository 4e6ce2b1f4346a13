//! The deed: one page for people who read no licenses, as a page for browsers and paper, as a picture for a model card, and as Markdown.
//!
//! `fit` chooses how large the words are, and in how many columns they stand, so that the page holds all lines; `html` and `svg` set them.

mod code;
mod drawing;
mod fit;
mod html;
mod measure;
mod svg;

pub use html::html;
pub use railc_language::render::deed_markdown as markdown;
pub use svg::svg;
