//! The same bytes each time.

use super::{ALL_KINDS, english, license, made};

#[test]
fn the_same_text_gives_the_same_bytes() {
    let document = english(&license(ALL_KINDS));
    let one = made(&document);
    assert!(one.starts_with(b"%PDF-1.7") && one == made(&document));
    let in_a_thread = std::thread::scope(|scope| scope.spawn(|| made(&document)).join().unwrap());
    assert!(one == in_a_thread);
}
