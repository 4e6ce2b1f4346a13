//! Fingerprints of texts.

use sha2::{Digest, Sha256};

/// The sha256 of some bytes, as `sha256:` and lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
