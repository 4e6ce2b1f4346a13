//! Reading with size limits.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use railc_core::diagnostic::{Code, Diagnostic};
use railc_language::driver::Loaded;

/// The largest spec, in bytes.
pub(super) const SPEC_LIMIT: u64 = 1 << 20;
/// The largest use file or policy, in bytes.
pub(super) const INPUT_LIMIT: u64 = 64 << 20;

/// A text file of at most `limit` bytes; `-` is standard input.
pub(super) fn read(path: &str, limit: u64) -> Result<String, Diagnostic> {
    if path == "-" {
        return read_from(io::stdin().lock(), "standard input", 0, limit);
    }
    let meta = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if meta.is_dir() {
        return Err(Diagnostic::new(Code::Unreadable, format!("`{path}` is a directory")).help("name a file in it"));
    }
    if meta.len() > limit {
        return Err(too_large(path, limit));
    }
    read_from(File::open(path).map_err(|error| unreadable(path, &error))?, path, meta.len(), limit)
}

/// The bytes of a file of at most `limit` bytes; `-` is standard input.
pub(super) fn bytes(path: &str, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    if path == "-" {
        return bytes_from(io::stdin().lock(), path, 0, limit);
    }
    bytes_from(File::open(path).map_err(|error| unreadable(path, &error))?, path, 0, limit)
}

/// Reads a whole input of the expected size.
fn bytes_from(input: impl Read, name: &str, likely: u64, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    // The spare byte lets the reader find the end without reallocating.
    let mut bytes = Vec::with_capacity(likely as usize + 1);
    input.take(limit + 1).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    if bytes.len() as u64 > limit { Err(too_large(name, limit)) } else { Ok(bytes) }
}

/// Reads a whole text of the expected size.
fn read_from(input: impl Read, name: &str, likely: u64, limit: u64) -> Result<String, Diagnostic> {
    let bytes = bytes_from(input, name, likely, limit)?;
    // A byte order mark means nothing in UTF-8.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).map(<[u8]>::to_vec).unwrap_or(bytes);
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Diagnostic::new(Code::NotText, format!("`{name}` is not UTF-8 text, from byte {at} on")).help("save it as UTF-8")
    })
}

fn too_large(name: &str, limit: u64) -> Diagnostic {
    let message = format!("`{name}` is larger than {} MiB", limit >> 20);
    Diagnostic::new(Code::FileTooLarge, message).help("split it into smaller files")
}

/// Reports an input that can't be read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("`{name}` can't be read: {}", plain(error))).help("check the path and its permissions")
}

/// What went wrong, in few words.
pub(super) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "there is a file where a folder is wanted".to_owned(),
        _ => error.to_string(),
    }
}

/// Supplies what a spec imports: files in the folder of the main spec or below, symbolic links followed.
pub(super) fn load(root: &Path, from: &str, path: &str) -> Result<Loaded, Diagnostic> {
    let folder = Path::new(from).parent().unwrap_or(Path::new(""));
    let wanted = folder.join(path);
    let unreadable = |error: io::Error| Diagnostic::new(Code::Unreadable, format!("`{path}` can't be read: {}", plain(&error)));
    let inside = fs::canonicalize(root).map_err(unreadable)?;
    let real = fs::canonicalize(&wanted).map_err(unreadable)?;
    if !real.starts_with(&inside) {
        return Err(Diagnostic::new(Code::OutsideFolder, format!("`{path}` is outside the folder of the spec")));
    }
    if !real.is_file() {
        return Err(Diagnostic::new(Code::Unreadable, format!("`{path}` is no file")));
    }
    Ok(Loaded { name: folder_name(root, &inside, &real), text: read(&real.to_string_lossy(), SPEC_LIMIT)? })
}

/// The path relative to the folder of the spec, so that messages and hashes do not depend on where that is.
fn folder_name(root: &Path, inside: &Path, real: &Path) -> String {
    let below = real.strip_prefix(inside).unwrap_or(real);
    root.join(below).to_string_lossy().into_owned()
}

/// The folder that a spec may import from.
pub(super) fn folder_of(spec: &str) -> PathBuf {
    match Path::new(spec).parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
