//! A license described by a spec.

use std::sync::Arc;

use railc_core::base::Sources;
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_language::driver::{self, Compiled, Loaded};
use railc_language::render::{self, Document};

use super::policy::{Policy, chosen};

/// A license, compiled from its spec: the texts that people read and sign, and its [`Policy`].
#[derive(Debug, Clone)]
pub struct License {
    compiled: Compiled,
}

impl License {
    /// Compiles the text of a spec that uses only the library; `name` is what diagnostics call it.
    pub fn compile(name: &str, spec: &str) -> Reported<License> {
        License::compiled(name, spec, &driver::no_files)
    }

    /// Compiles the text of a spec that uses other files: `load` gives the text of the file at a path, if there is one.
    pub fn compile_with(name: &str, spec: &str, load: &dyn Fn(&str) -> Option<String>) -> Reported<License> {
        let load = |_: &str, path: &str| match load(path) {
            Some(text) => Ok(Loaded { name: path.to_owned(), text }),
            None => Err(Diagnostic::new(Code::Unreadable, format!("`{path}` can't be read"))),
        };
        License::compiled(name, spec, &load)
    }

    /// The license of the library with this id or other name: an alias, or its id at SPDX or Hugging Face.
    pub fn of_library(name: &str) -> Option<License> {
        let spec = railc_library::library().license(name)?;
        License::compile(spec.path, spec.text).into_parts().0
    }

    fn compiled(name: &str, spec: &str, load: driver::Load<'_>) -> Reported<License> {
        let mut sources = Sources::new();
        let source = sources.add(name, spec);
        let (license, diagnostics) = driver::license(railc_library::library(), &mut sources, source, load).into_parts();
        let diagnostics = diagnostics.with_sources(Arc::new(sources));
        match license.filter(|_| !diagnostics.has_errors()) {
            Some(license) => Reported::new(License { compiled: driver::compile(license, railc_library::vocabulary()) }, diagnostics),
            None => Reported::nothing(diagnostics),
        }
    }

    /// Its id, such as `open-rail-m`.
    pub fn id(&self) -> &str {
        &self.compiled.license.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.compiled.license.title
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.compiled.license.version
    }

    /// Whether it describes somebody else's license, whose text is not here.
    pub fn is_reading(&self) -> bool {
        self.compiled.license.is_reading()
    }

    /// With these modules chosen and no others, in its texts as in its policy.
    pub fn choosing(self, modules: &[&str]) -> Result<License, Diagnostics> {
        let mut license = self.compiled.license;
        let chosen = chosen(&license.modules().collect::<Vec<_>>(), modules)?;
        license.choose(&chosen);
        Ok(License { compiled: driver::compile(license, railc_library::vocabulary()) })
    }

    /// The text that people sign, in Markdown; `None` for a reading, and while modules are not chosen.
    pub fn markdown(&self) -> Option<&str> {
        self.signed().map(|_| self.compiled.markdown.as_str())
    }

    /// The text that people sign, in plain text; `None` where [`License::markdown`] is.
    pub fn plain(&self) -> Option<String> {
        self.signed().map(render::plain)
    }

    fn signed(&self) -> Option<&Document> {
        self.compiled.document.as_ref().filter(|_| self.compiled.license.modules().next().is_none())
    }

    /// The snippet for a model card.
    pub fn card(&self) -> String {
        self.compiled.card(railc_library::vocabulary())
    }

    /// Its rules, for machines.
    pub fn policy(&self) -> Policy {
        Policy { chosen: ChosenPolicy::unchosen(self.compiled.policy.clone()) }
    }
}
