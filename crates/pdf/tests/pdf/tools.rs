//! The tools that read PDFs. A test that needs one is skipped where it is absent, but not in CI.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file for a tool, in a folder of this test run.
pub(crate) fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// What a tool prints; `None` if it is not installed.
pub(crate) fn output(tool: &str, arguments: &[&OsStr]) -> Option<String> {
    let Ok(output) = Command::new(tool).args(arguments).output() else {
        is_absent(tool);
        return None;
    };
    assert!(output.status.success(), "{tool} {arguments:?}: {}{}", lossy(&output.stdout), lossy(&output.stderr));
    Some(lossy(&output.stdout))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Says that a test was skipped, or fails in CI.
pub(crate) fn is_absent(tool: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{tool} is not installed");
    eprintln!("skipped: {tool} is not installed");
}
