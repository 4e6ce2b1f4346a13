//! Writing several files as one: whole, and all or none as far as a file system allows.
//!
//! Every content is written to a new file beside its target and flushed to the disk; what a target holds is kept under a second name; only then the
//! new files take their targets' places, one rename after another in the order given. Where one of them fails, all targets get back what they
//! held. A process killed between two renames leaves the first targets new and the others old, each whole; what it leaves besides has names of
//! ours, and the next swap in that folder removes it once it is old.
//!
//! Only regular files are ever replaced. A device or a pipe is refused, and so is a link in place of an output: it may lead anywhere.
//! A spec that was named for its layout may be a link, which stays one.

use std::collections::BTreeSet;
use std::collections::hash_map::RandomState;
use std::fs::{self, File, Permissions};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use railc_core::diagnostic::{Code, Diagnostic};

use super::files::plain;

/// A swap takes seconds at most: what is older was left by a process that was killed.
const OLD: u64 = 10 * 60;
/// What the names of our own files end in.
const ENDING: &str = ".railc-tmp";

/// A file to be replaced, or made.
struct Target<'c> {
    path: PathBuf,
    content: &'c [u8],
    /// Where the new content is.
    new: PathBuf,
    /// Where the old content is kept; `None` if there is none.
    old: Option<PathBuf>,
}

/// Writes files into a folder, which is made if there is none. A link in place of a file is refused, not followed.
pub(super) fn write_all<'f>(folder: &Path, outputs: impl Iterator<Item = (&'f str, &'f [u8])>) -> Result<(), Diagnostic> {
    let cannot = |(path, error): (PathBuf, io::Error)| {
        cannot(&path.to_string_lossy(), &error).help("name a folder that can be written to with `-o`")
    };
    fs::create_dir_all(folder).map_err(|error| cannot((folder.to_owned(), error)))?;
    let outputs: Vec<_> = outputs.collect();
    outputs.iter().try_for_each(|(name, _)| replaceable(&folder.join(name)))?;
    swap(outputs.into_iter().map(|(name, content)| (folder.join(name), content, None)).collect()).map_err(cannot)
}

/// Writes one file, whose folder is made if there is none.
pub(super) fn write(path: &str, content: &[u8]) -> Result<(), Diagnostic> {
    let path = Path::new(path);
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    write_all(path.parent().unwrap_or(Path::new("")), std::iter::once((&*name, content)))
}

/// Replaces existing files; a link stays a link, and permissions stay as they are.
pub(super) fn replace_all(files: &[(&str, String)]) -> Result<(), Diagnostic> {
    let mut found = Vec::new();
    for (path, content) in files {
        let real = fs::canonicalize(path).and_then(|real| Ok((fs::metadata(&real)?.permissions(), real)));
        let (permissions, real) = real.map_err(|error| cannot(path, &error))?;
        replaceable(&real)?;
        found.push((real, content.as_bytes(), Some(permissions)));
    }
    swap(found).map_err(|(path, error)| cannot(&path.to_string_lossy(), &error))
}

/// Refuses what is there and no regular file: replacing a device or a pipe breaks whoever uses it.
pub(super) fn replaceable(path: &Path) -> Result<(), Diagnostic> {
    let is = match path.symlink_metadata() {
        Ok(there) if there.is_symlink() => "a link",
        Ok(there) if !there.is_file() && !there.is_dir() => "a device or a pipe",
        // What else hinders, such as a folder, is told by writing.
        Ok(_) | Err(_) => return Ok(()),
    };
    let message = format!("`{}` is {is}, and only a regular file is replaced", path.display());
    Err(Diagnostic::new(Code::CannotWrite, message).help("name another file or folder, or take it away first"))
}

pub(super) fn cannot(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::CannotWrite, format!("`{path}` can't be written: {}", plain(error)))
}

/// Gives files new contents, and permissions if there are any. Tells the first that can't be written, and why: then all are as they were.
fn swap(files: Vec<(PathBuf, &[u8], Option<Permissions>)>) -> Result<(), (PathBuf, io::Error)> {
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, ..)| path.parent()).collect();
    folders.into_iter().for_each(clear);
    let mut targets: Vec<Target<'_>> = Vec::new();
    let mut swapped = Ok(());
    for (path, content, permissions) in files {
        let (new, old) = (beside(&path), path.symlink_metadata().is_ok().then(|| beside(&path)));
        let target = Target { path, content, new, old };
        let prepared = target.prepare(permissions);
        targets.push(target);
        swapped = prepared.map_err(|error| (targets.len() - 1, error));
        if swapped.is_err() {
            break;
        }
    }
    let swapped = swapped.and_then(|()| rename_all(&targets));
    targets.iter().for_each(Target::clear);
    swapped.map_err(|(at, error)| (targets.get(at).map(|target| target.path.clone()).unwrap_or_default(), error))
}

/// Puts all new files in place; if one can't be, puts back what was there, and tells which and why.
fn rename_all(targets: &[Target<'_>]) -> Result<(), (usize, io::Error)> {
    for (at, target) in targets.iter().enumerate() {
        if let Err(error) = fs::rename(&target.new, &target.path) {
            targets.iter().take(at).for_each(Target::restore);
            return Err((at, error));
        }
    }
    // So that the renames outlive a loss of power, too; not every system can flush a folder.
    let folders: BTreeSet<&Path> = targets.iter().filter_map(|target| target.path.parent()).collect();
    folders.into_iter().for_each(|folder| _ = File::open(folder).and_then(|folder| folder.sync_all()));
    Ok(())
}

impl Target<'_> {
    /// Writes the new content beside the target, and keeps the old content under a second name.
    fn prepare(&self, permissions: Option<Permissions>) -> io::Result<()> {
        if self.path.is_dir() {
            return Err(io::Error::other("a directory has that name"));
        }
        // An existing file, in particular a symbolic link, is never written through.
        let mut file = File::options().write(true).create_new(true).open(&self.new)?;
        permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
        file.write_all(self.content)?;
        file.sync_all()?;
        match &self.old {
            // Not every file system has a second name for a file.
            Some(old) => fs::hard_link(&self.path, old).or_else(|_| fs::copy(&self.path, old).map(|_| ())),
            None => Ok(()),
        }
    }

    /// Puts back what was there. Where that fails, too, it stays under its second name.
    fn restore(&self) {
        match &self.old {
            None => _ = fs::remove_file(&self.path),
            Some(old) if fs::rename(old, &self.path).is_err() => _ = fs::rename(old, old.with_extension("railc-kept")),
            Some(_) => {}
        }
    }

    /// Removes what is left besides the target.
    fn clear(&self) {
        for left in std::iter::once(&self.new).chain(&self.old) {
            _ = fs::remove_file(left);
        }
    }
}

/// A name beside a file that nobody can foresee, nor another process have: processes in two containers may have one id.
fn beside(path: &Path) -> PathBuf {
    let name: String = path.file_name().map(|name| name.to_string_lossy().chars().take(100).collect()).unwrap_or_default();
    let random = || RandomState::new().build_hasher().finish();
    path.with_file_name(format!(".{name}.{}.{:016x}{:016x}{ENDING}", now(), random(), random()))
}

/// The time in seconds.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default()
}

/// When a file with a name of ours was made.
fn made_at(name: &str) -> Option<u64> {
    let mut parts = name.strip_prefix('.')?.strip_suffix(ENDING)?.rsplit('.');
    let random = parts.next().filter(|random| random.len() == 32);
    random.and(parts.next())?.parse().ok()
}

/// Removes what killed processes have left in a folder.
fn clear(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_old = |name: &str| made_at(name).is_some_and(|made| now().saturating_sub(made) > OLD);
        if entry.file_name().to_str().is_some_and(is_old) {
            _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_comes_back_where_a_file_cannot_take_its_place() {
        let folder = std::env::temp_dir().join(format!("railc-swap-{:x}", RandomState::new().build_hasher().finish()));
        fs::create_dir(&folder).unwrap();
        let target = |name: &str, old: bool| {
            let path = folder.join(name);
            Target { new: beside(&path), old: old.then(|| beside(&path)), path, content: b"new" }
        };
        fs::write(folder.join("a"), "old").unwrap();
        let targets = [target("a", true), target("b", false), target("c", false)];
        targets.iter().for_each(|target| target.prepare(None).unwrap());
        // As if the last could not be replaced.
        fs::remove_file(&targets[2].new).unwrap();
        assert_eq!(rename_all(&targets).unwrap_err().0, 2);
        targets.iter().for_each(Target::clear);
        assert_eq!(fs::read_to_string(folder.join("a")).unwrap(), "old");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn our_names_say_when_they_were_made() {
        let name = beside(Path::new("out/policy.json")).file_name().unwrap().to_string_lossy().into_owned();
        assert!(made_at(&name).is_some_and(|made| now() - made < 5), "{name}");
        assert_eq!(made_at(".policy.json.17.tmp"), None);
        assert_eq!(made_at("policy.json"), None);
    }
}
