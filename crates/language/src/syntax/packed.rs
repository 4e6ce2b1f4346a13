//! Trees of the specs that are built in, packed, so that those are not parsed each time.

use railc_core::base::{SourceId, with_spans_of};

use super::ast::Spec;

/// The tree of a spec, packed.
pub fn pack(spec: &Spec) -> Vec<u8> {
    postcard::to_stdvec(spec).expect("a tree is plain data")
}

/// The tree that was packed, with places in this text; `None` if these bytes are no tree of this version.
pub fn unpack(bytes: &[u8], source: SourceId) -> Option<Spec> {
    with_spans_of(source, || postcard::from_bytes(bytes).ok())
}
