//! `--templates DIR`: sentences and cards made with templates of one's own.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use railc_core::base::SourceId;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_language::driver::{self, Compiled};
use railc_language::license::License;
use railc_language::render::Templates;

use super::{Session, files};

/// The argument of commands that write or compare texts.
#[derive(Debug, Args)]
pub(super) struct TemplateArguments {
    /// A folder with templates that take the place of railc's: `en/drafting/must.hbs`, `fr/opening.hbs`
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

impl TemplateArguments {
    /// Whether a folder is named.
    pub(super) fn is_given(&self) -> bool {
        self.templates.is_some()
    }
}

/// The most files in the folder.
const MOST_FILES: usize = 200;
/// The deepest that folders are looked through.
const DEEPEST: usize = 8;

impl Session {
    /// Reads the templates that texts are to be made with, if a folder of them is named.
    pub(super) fn read_templates(&mut self, arguments: &TemplateArguments) -> Result<(), Diagnostics> {
        let Some(folder) = &arguments.templates else { return Ok(()) };
        let mut paths = Vec::new();
        collect(folder, DEEPEST, &mut paths)?;
        paths.sort();
        if paths.is_empty() {
            let message = format!("`{}` has no templates", folder.display());
            return Err(Diagnostic::new(Code::BadTemplate, message)
                .help("put them into folders as railc's are: `en/drafting/must.hbs`")
                .into());
        }
        let templates = paths.iter().map(|path| self.template(folder, path)).collect::<Result<Vec<_>, Diagnostic>>()?;
        let (templates, diagnostics) = Templates::read(&templates, &self.sources).into_result()?;
        self.templates = Some(templates);
        self.warn(diagnostics);
        Ok(())
    }

    /// Everything made from a license, with the templates of the call.
    pub(super) fn compile(&self, license: License) -> Compiled {
        driver::compile_with(license, railc_library::vocabulary(), self.templates.clone().unwrap_or_default())
    }

    fn template(&mut self, folder: &Path, path: &Path) -> Result<(String, SourceId), Diagnostic> {
        let text = files::read(&path.to_string_lossy(), files::SPEC_LIMIT)?;
        let source = self.sources.add(path.to_string_lossy(), text);
        let below: Vec<_> = path.strip_prefix(folder).unwrap_or(path).iter().map(|name| name.to_string_lossy()).collect();
        Ok((below.join("/"), source))
    }
}

/// The templates in a folder and the folders in it. Hidden files are none; a link or a device called like one is refused.
fn collect(folder: &Path, deep: usize, paths: &mut Vec<PathBuf>) -> Result<(), Diagnostic> {
    let unreadable = |error| files::unreadable(&folder.to_string_lossy(), &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let path = entry.path();
        let is_named = path.extension().is_some_and(|ending| ending == "hbs" || ending == "toml");
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        } else if kind.is_dir() && !is_named && deep > 0 {
            collect(&path, deep - 1, paths)?;
        } else if is_named && !kind.is_file() {
            let message = format!("`{}` is no file, and so no template", path.display());
            return Err(Diagnostic::new(Code::BadTemplate, message).help("put a copy of the template there"));
        } else if is_named {
            paths.push(path);
        }
        if paths.len() > MOST_FILES {
            let message = format!("there are more than {MOST_FILES} templates, up to those in `{}`", folder.display());
            return Err(Diagnostic::new(Code::BadTemplate, message).help("name a folder that has nothing else"));
        }
    }
    Ok(())
}
