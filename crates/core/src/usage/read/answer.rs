//! The words that answer whether something holds.

use crate::usage::Said;

/// `yes`, `no`, `true`, `false` or `unknown`, in any case.
pub(super) fn answer(text: &str) -> Option<Said> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match () {
        () if is("yes") || is("true") => Some(Said::Holds),
        () if is("no") || is("false") => Some(Said::Fails),
        () if is("unknown") => Some(Said::Unknown),
        () => None,
    }
}
