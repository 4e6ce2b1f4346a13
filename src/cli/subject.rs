//! What a LICENSE or SPEC argument names: a spec, a compiled policy, or a license of the library, with the chosen modules.

use std::path::Path;
use std::sync::Arc;

use railc_core::base::{SourceId, nearest};
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_core::policy::{self, Policy};
use railc_language::driver::{self, Compiled};
use railc_language::library::Shelf;
use railc_language::license::License;

use super::{Format, Session, files};

/// A license with its choice of modules, before the policy is made.
pub(super) struct Chosen {
    /// The license.
    pub license: License,
    /// The modules chosen; `None` if the argument does not mention any.
    pub modules: Option<Vec<String>>,
}

/// An argument, split.
struct Named<'a> {
    name: &'a str,
    modules: Option<&'a str>,
}

/// `name` or `name:modules`; a colon in a path that exists is part of the path.
fn take_apart(argument: &str) -> Named<'_> {
    let is_whole = Path::new(argument).exists() || argument.ends_with(".rail") || argument.ends_with(".json");
    match argument.rsplit_once(':') {
        Some((name, modules)) if !is_whole => Named { name, modules: Some(modules) },
        _ => Named { name: argument, modules: None },
    }
}

/// An argument without its choice of modules.
pub(super) fn name_of(argument: &str) -> &str {
    take_apart(argument).name
}

impl Session {
    /// The policy that an argument names; warnings are shown, errors returned.
    pub(super) fn checked(&mut self, argument: &str) -> Result<ChosenPolicy, Diagnostics> {
        let named = take_apart(argument);
        let policy = self.policy_named(named.name)?;
        let modules = chosen(&policy.modules().collect::<Vec<_>>(), named.modules, argument)?;
        Ok(match modules {
            Some(modules) => ChosenPolicy::choosing(policy, &modules),
            None => ChosenPolicy::unchosen(policy),
        })
    }

    /// Whether a path is that of a file that was read.
    pub(super) fn is_source(&self, path: &str) -> bool {
        let Ok(real) = std::fs::canonicalize(path) else { return false };
        self.sources.names().any(|source| std::fs::canonicalize(source).is_ok_and(|source| source == real))
    }

    /// The policy that an argument names, if it is in the whole vocabulary, so that it can be put beside others.
    pub(super) fn comparable(&mut self, argument: &str) -> Result<ChosenPolicy, Diagnostics> {
        let policy = self.checked(argument)?;
        if policy.is_over(railc_library::vocabulary())
            && railc_library::vocabulary().concept_ids().len() == policy.policy.vocabulary().concept_ids().len()
        {
            return Ok(policy);
        }
        let message = format!("`{argument}` is a policy in a part of the vocabulary, and licenses are compared in the whole of it");
        Err(Diagnostic::new(Code::BadCall, message).help("name the spec that it was built from, or its id in the library").into())
    }

    /// The license that an argument names, with its choice of modules; a compiled policy is not a license.
    pub(super) fn chosen(&mut self, argument: &str) -> Result<Chosen, Diagnostics> {
        let named = take_apart(argument);
        let license = self.license_named(named.name)?;
        let modules: Vec<&str> = license.modules().collect();
        let modules = chosen(&modules, named.modules, argument)?;
        Ok(Chosen { license, modules })
    }

    /// Everything made from the license that an argument names, without unchosen modules if it chooses any.
    pub(super) fn compiled(&mut self, argument: &str) -> Result<Compiled, Diagnostics> {
        let mut chosen = self.chosen(argument)?;
        if let Some(modules) = &chosen.modules {
            chosen.license.choose(modules);
        }
        Ok(self.compile(chosen.license))
    }

    fn policy_named(&mut self, name: &str) -> Result<Arc<Policy>, Diagnostics> {
        if name.ends_with(".json") {
            return self.policy_file(name);
        }
        if !is_path(name)
            && let Some(policy) = railc_library::policy(name)
        {
            return Ok(policy);
        }
        let license = self.license_named(name)?;
        Ok(match self.format {
            Format::Json => self.compile(license).policy,
            Format::Human => Arc::new(driver::rules(&license, railc_library::vocabulary())),
        })
    }

    fn policy_file(&mut self, path: &str) -> Result<Arc<Policy>, Diagnostics> {
        let text = files::read(path, files::INPUT_LIMIT)?;
        let source = self.sources.add(path, text);
        let (policy, _) = policy::read(source, &self.sources.get(source).text).into_result()?;
        Ok(Arc::new(policy))
    }

    fn license_named(&mut self, name: &str) -> Result<License, Diagnostics> {
        if name.ends_with(".json") {
            let message = format!("`{name}` is no spec: a policy is what comes of one");
            return Err(Diagnostic::new(Code::BadCall, message).help("name the `.rail` file that it was built from").into());
        }
        let is_path = is_path(name);
        let resolved = if is_path {
            self.license_file(name)?
        } else if let Some(spec) = railc_library::library().license(name) {
            driver::builtin(railc_library::library(), &mut self.sources, spec)
        } else {
            return Err(unknown(name).into());
        };
        match resolved.into_parts() {
            (Some(license), diagnostics) if !diagnostics.has_errors() => {
                self.warn(diagnostics);
                Ok(license)
            }
            (None, _) if is_path && name != "-" && !name.ends_with(".rail") => {
                let message = format!("`{name}` is neither a spec (`.rail`) nor a policy (`.json`)");
                Err(Diagnostic::new(Code::BadCall, message).help("name one of these, or a license that `railc licenses` lists").into())
            }
            (_, diagnostics) => Err(diagnostics),
        }
    }

    /// Whether an argument names a license rather than somebody's text.
    pub(super) fn is_license(&self, name: &str) -> bool {
        name.ends_with(".rail") || name.ends_with(".json") || !is_path(name)
    }

    /// The license that a spec or an id names, its own source, and warnings; for those who show these themselves.
    pub(super) fn resolved(&mut self, name: &str) -> Result<(License, SourceId, Diagnostics), Diagnostics> {
        if name.ends_with(".json") {
            return Err(no_policy(name).into());
        }
        let library = railc_library::library();
        let (source, root) = match library.license(name) {
            Some(spec) if !is_path(name) => (self.sources.add(spec.path, spec.text), None),
            None if !is_path(name) => return Err(unknown(name).into()),
            _ => (self.sources.add(name, files::read(name, files::SPEC_LIMIT)?), Some(files::folder_of(name))),
        };
        let load = |from: &str, wanted: &str| match &root {
            Some(root) => files::load(root, from, wanted),
            None => driver::no_files(from, wanted),
        };
        let (license, warnings) = driver::license(library, &mut self.sources, source, &load).into_result()?;
        Ok((license, source, warnings))
    }

    fn license_file(&mut self, path: &str) -> Result<Reported<License>, Diagnostics> {
        let text = files::read(path, files::SPEC_LIMIT)?;
        let root = files::folder_of(path);
        let source = self.sources.add(path, text);
        let load = |from: &str, wanted: &str| files::load(&root, from, wanted);
        Ok(driver::license(railc_library::library(), &mut self.sources, source, &load))
    }
}

/// Whether an argument names a file rather than a license of the library. A file that happens to be called like one takes nobody's place.
fn is_path(name: &str) -> bool {
    let is_of_library = || !name.contains(['/', '\\']) && railc_library::library().license(name).is_some();
    name.ends_with(".rail") || name == "-" || (Path::new(name).is_file() && !is_of_library())
}

/// The thing and the license of `--parent owner/name=llama-3.1`.
pub(super) fn parent(argument: &str) -> Result<(&str, &str), Diagnostic> {
    argument.split_once('=').filter(|(id, license)| !id.is_empty() && !license.is_empty()).ok_or_else(|| {
        let message = format!("`--parent {argument}` does not say which license what has");
        Diagnostic::new(Code::BadCall, message).help("write `--parent owner/name=llama-3.1`")
    })
}

/// Reports a name that is no license.
pub(super) fn unknown(name: &str) -> Diagnostic {
    let library = railc_library::library();
    if library.other(name).is_none() && library.spec(name).is_some_and(|spec| spec.shelf == Shelf::Clauses) {
        let message = format!("`{name}` is a library of clauses, and no license by itself");
        let help = format!("say `import {name}` in a spec, and `include` what it needs; `railc show {name} --source` prints it");
        return Diagnostic::new(Code::NotALicense, message).help(help);
    }
    let is_known = || library.other(name).is_some() || !library.near(name).is_empty();
    let unreadable = if Path::new(name).is_dir() {
        format!("`{name}` is a directory")
    } else if name.contains(['/', '\\']) || name.contains('.') && !is_known() {
        format!("`{name}` can't be read: there is no such file")
    } else {
        return library.unknown(name);
    };
    let help = "name a spec (`.rail`), a policy (`.json`), or a license that `railc licenses` lists";
    Diagnostic::new(Code::Unreadable, unreadable).help(help)
}

/// The modules chosen by `all`, `none` or a list of names.
fn chosen(modules: &[&str], written: Option<&str>, argument: &str) -> Result<Option<Vec<String>>, Diagnostics> {
    let Some(written) = written else { return Ok(None) };
    let all = || modules.iter().map(|module| (*module).to_owned()).collect();
    let names = match written {
        "all" => return Ok(Some(all())),
        "none" => return Ok(Some(Vec::new())),
        names => names.split(',').map(str::trim),
    };
    let mut found = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for name in names {
        if modules.contains(&name) {
            found.push(name.to_owned());
            continue;
        }
        let near = nearest(name, modules.iter().copied());
        let otherwise = if modules.is_empty() {
            "this license leaves no choices; name it without a colon"
        } else {
            "write `:all`, `:none`, or names that `railc show` lists"
        };
        diagnostics
            .push(Diagnostic::new(Code::UnknownModule, format!("`{argument}`: there is no module `{name}`")).nearest(&near, otherwise));
    }
    if diagnostics.is_empty() { Ok(Some(found)) } else { Err(diagnostics) }
}

/// Says that a policy is no text.
fn no_policy(path: &str) -> Diagnostic {
    Diagnostic::new(Code::BadCall, format!("`{path}` is a policy, and a policy has no text")).help("name the spec that it was built from")
}
