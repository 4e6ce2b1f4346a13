//! The PDFs of the texts, where this railc was built with them.

use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Arguments;
use super::outputs::Output;
use super::texts::Text;
use crate::cli::Session;

#[cfg(not(feature = "pdf"))]
pub(super) use absent::outputs;
#[cfg(feature = "pdf")]
pub(super) use present::outputs;

#[cfg(feature = "pdf")]
mod present {
    use std::fs;
    use std::path::{Path, PathBuf};

    use railc_pdf::Fonts;

    use super::{Arguments, Code, Diagnostic, Diagnostics, Output, Session, Text};
    use crate::cli::files;

    /// One for each text. Where nobody asked for PDFs by name, those are left out that no font can show.
    pub(in crate::cli::build) fn outputs(
        arguments: &Arguments,
        texts: &[Text<'_>],
        session: &mut Session,
    ) -> Result<Vec<Output>, Diagnostics> {
        let fonts = Fonts::with(arguments.font_dir.as_deref().map(font_files).transpose()?.unwrap_or_default());
        let (mut outputs, mut lacking) = (Vec::new(), Diagnostics::new());
        for text in texts {
            let name = text.name("LICENSE", "pdf");
            match railc_pdf::pdf(&text.document, &fonts) {
                Ok(content) => outputs.push(Output::new(name, content)),
                Err(diagnostics) if arguments.emit.is_empty() => {
                    session.warn(diagnostics.iter().map(|one| left_out(&name, one)).collect());
                }
                Err(diagnostics) => lacking.append(diagnostics),
            }
        }
        if lacking.has_errors() { Err(lacking) } else { Ok(outputs) }
    }

    fn left_out(name: &str, why: &Diagnostic) -> Diagnostic {
        let warning = Diagnostic::new(Code::PdfLeftOut, format!("`{name}` is not written: {}", why.message));
        why.help.iter().fold(warning, |warning, help| warning.help(help))
    }

    /// The font files of a folder and its folders, by name; hidden ones and links are left out.
    fn font_files(folder: &Path) -> Result<Vec<Vec<u8>>, Diagnostics> {
        let mut paths = Vec::new();
        found_in(folder, DEPTH, &mut paths)?;
        if paths.is_empty() {
            let message = format!("`{}` has no fonts in it", folder.display());
            return Err(Diagnostic::new(Code::Unreadable, message).help("name a folder with .otf, .ttf or .ttc files").into());
        }
        let read = |path: &PathBuf| files::bytes(&path.to_string_lossy(), files::INPUT_LIMIT);
        Ok(paths.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// How many folders deep fonts may be.
    const DEPTH: usize = 4;

    fn found_in(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> Result<(), Diagnostic> {
        let entries = fs::read_dir(folder).map_err(|error| files::unreadable(&folder.to_string_lossy(), &error))?;
        let mut entries: Vec<fs::DirEntry> = entries.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries.iter().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
            let path = entry.path();
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth > 0 => found_in(&path, depth - 1, paths)?,
                Ok(kind) if kind.is_file() && ["otf", "ttf", "otc", "ttc"].contains(&ending.as_str()) => paths.push(path),
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(not(feature = "pdf"))]
mod absent {
    use super::{Arguments, Code, Diagnostic, Diagnostics, Output, Session, Text};

    /// None, and a diagnostic where somebody asks for them.
    pub(in crate::cli::build) fn outputs(arguments: &Arguments, _: &[Text<'_>], _: &mut Session) -> Result<Vec<Output>, Diagnostics> {
        if arguments.emit.is_empty() && arguments.font_dir.is_none() {
            return Ok(Vec::new());
        }
        let help = "take a released binary, or build one with `cargo install railc --features pdf`";
        Err(Diagnostic::new(Code::BadCall, "this railc was built without PDF").help(help).into())
    }
}
