//! An edited text is told from its original, and the place of the edit is found.
