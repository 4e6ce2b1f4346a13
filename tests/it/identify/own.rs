//! Texts that `railc build` wrote.
