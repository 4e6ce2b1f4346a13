//! A license whose fingerprint is missing is never taken for its sibling.
