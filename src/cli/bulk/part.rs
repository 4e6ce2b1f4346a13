//! The lines of verdicts while they are made: beside the output under a name of its own, with a note of how far they go, so that a run that was stopped
//! is gone on with. The output takes its place whole, at the end.

use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::report::bulk::Tally;
use railc_core::report::bulk::format::SummaryDocument;

use super::super::swap;
use super::lines::Mark;

/// How often it is noted how far the lines go.
const PAUSE: Duration = Duration::from_secs(1);
/// Which version of the note this is.
const VERSION: u32 = 1;

/// How far the lines of verdicts go, and what they depend on.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Note {
    version: u32,
    /// The version of railc.
    railc: String,
    /// The whole vocabulary, by its hash.
    vocabulary: String,
    input: Place,
    output: Place,
    /// The licenses with their hashes, and the counts.
    summary: SummaryDocument,
}

/// A note as it is kept, with its hash, so that none is believed that somebody changed.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    hash: u64,
    note: Note,
}

impl Kept {
    fn new(note: Note) -> serde_json::Result<Kept> {
        let mut hasher = DefaultHasher::new();
        hasher.write(&serde_json::to_vec(&note)?);
        Ok(Kept { hash: hasher.finish(), note })
    }
}

/// A [`Mark`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    bytes: u64,
    lines: u64,
    hash: u64,
}

/// The output in the making. Dropped before its end, it stays for the next run.
pub(super) struct Part<'a> {
    target: PathBuf,
    part: PathBuf,
    note: PathBuf,
    /// Locked as long as it is open.
    file: File,
    bytes: u64,
    hasher: DefaultHasher,
    /// When it was last noted how far it goes.
    noted: Option<Instant>,
    uses: &'a str,
    policies: &'a [ChosenPolicy],
}

/// Where a run goes on that was stopped.
pub(super) struct Before {
    pub mark: Mark,
    pub tally: Tally,
}

impl<'a> Part<'a> {
    /// Opens what is to become a file; nobody else may have it open.
    pub(super) fn open(target: &Path, uses: &'a str, policies: &'a [ChosenPolicy]) -> Result<Part<'a>, Diagnostic> {
        swap::replaceable(target)?;
        if target.is_dir() {
            return Err(cannot(target, &io::Error::other("a directory has that name")).help("name a file with `-o`"));
        }
        let folder = target.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
        let beside = |ending: &str| {
            let name = target.file_name().unwrap_or_default().to_string_lossy();
            target.with_file_name(format!("{name}.{ending}"))
        };
        let (part, note) = (beside("railc-part"), beside("railc-progress"));
        swap::replaceable(&part)?;
        swap::replaceable(&note)?;
        let file =
            File::options().read(true).write(true).create(true).truncate(false).open(&part).map_err(|error| cannot(&part, &error))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let message = format!("`{}` is being made by another run", target.display());
                return Err(Diagnostic::new(Code::CannotWrite, message).help("wait for its end, or name another file with `-o`"));
            }
            // Not every file system has locks.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let hasher = DefaultHasher::new();
        Ok(Part { target: target.to_owned(), part, note, file, bytes: 0, hasher, noted: None, uses, policies })
    }

    /// What an earlier run has left and this one can go on with; else why not. Nothing if there was none.
    pub(super) fn before(&mut self) -> Result<Option<Before>, &'static str> {
        let Ok(text) = fs::read(&self.note) else { return Ok(None) };
        let unknown = "it can't be told how far they go";
        let Kept { hash, note } = serde_json::from_slice(&text).map_err(|_| unknown)?;
        let Kept { note, .. } = Kept::new(note).ok().filter(|kept| kept.hash == hash).ok_or(unknown)?;
        let vocabulary = railc_library::vocabulary();
        if note.version != VERSION || note.railc != env!("CARGO_PKG_VERSION") || note.vocabulary != vocabulary.hash() {
            return Err("another version of railc made them");
        }
        if note.summary.uses != self.uses {
            return Err("they are of another file");
        }
        let tally = Tally::from_summary(&note.summary, self.policies).ok_or("the licenses have changed")?;
        self.take_up(note.output).map_err(|_| "they can't be read any more")?;
        let Place { bytes, lines, hash } = note.input;
        Ok(Some(Before { mark: Mark { bytes, lines, hash }, tally }))
    }

    /// Takes up the part up to a place, if it is what it was there. What comes behind is cut off.
    fn take_up(&mut self, place: Place) -> io::Result<()> {
        self.file.rewind()?;
        let mut hasher = DefaultHasher::new();
        let mut rest = (&self.file).take(place.bytes);
        let mut buffer = vec![0; 64 << 10];
        loop {
            match rest.read(&mut buffer)? {
                0 => break,
                count => hasher.write(buffer.get(..count).unwrap_or_default()),
            }
        }
        if rest.limit() > 0 || hasher.finish() != place.hash {
            return Err(io::Error::other("it has changed"));
        }
        self.file.set_len(place.bytes)?;
        self.file.seek(SeekFrom::Start(place.bytes))?;
        (self.bytes, self.hasher) = (place.bytes, hasher);
        Ok(())
    }

    /// Begins with nothing.
    pub(super) fn begin(&mut self) -> Result<(), Diagnostic> {
        _ = fs::remove_file(&self.note);
        (self.bytes, self.hasher) = (0, DefaultHasher::new());
        self.file.set_len(0).and_then(|()| self.file.rewind()).map_err(|error| cannot(&self.part, &error))
    }

    /// Adds lines.
    pub(super) fn write(&mut self, lines: &[u8]) -> Result<(), Diagnostic> {
        self.file.write_all(lines).map_err(|error| cannot(&self.part, &error))?;
        self.hasher.write(lines);
        self.bytes += lines.len() as u64;
        Ok(())
    }

    /// Notes how far it goes, if that was not done just now: what was counted of the input up to a mark.
    pub(super) fn note(&mut self, mark: Mark, tally: &Tally) -> Result<(), Diagnostic> {
        if self.noted.is_some_and(|noted| noted.elapsed() < PAUSE) {
            return Ok(());
        }
        self.note_now(mark, tally)
    }

    /// Notes how far it goes.
    pub(super) fn note_now(&mut self, mark: Mark, tally: &Tally) -> Result<(), Diagnostic> {
        let Mark { bytes, lines, hash } = mark;
        let note = Note {
            version: VERSION,
            railc: env!("CARGO_PKG_VERSION").to_owned(),
            vocabulary: railc_library::vocabulary().hash().to_owned(),
            input: Place { bytes, lines, hash },
            output: Place { bytes: self.bytes, lines: 0, hash: self.hasher.finish() },
            summary: tally.summary(self.uses, self.policies, false),
        };
        let text =
            Kept::new(note).and_then(|kept| serde_json::to_vec(&kept)).map_err(|error| cannot(&self.note, &io::Error::other(error)))?;
        swap::write(&self.note.to_string_lossy(), &text)?;
        self.noted = Some(Instant::now());
        Ok(())
    }

    /// Puts the whole output in its place.
    pub(super) fn finish(self) -> Result<(), Diagnostic> {
        let placed = self.file.sync_all().and_then(|()| fs::rename(&self.part, &self.target));
        placed.map_err(|error| cannot(&self.target, &error))?;
        _ = fs::remove_file(&self.note);
        Ok(())
    }
}

pub(super) fn cannot(path: &Path, error: &io::Error) -> Diagnostic {
    swap::cannot(&path.to_string_lossy(), error)
}
