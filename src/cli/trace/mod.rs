//! `railc trace`: what travels along a lineage of models, data and code.

mod document;
mod inputs;
mod people;
mod picture;

#[cfg(test)]
pub(in crate::cli) use document::TraceDocument;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use clap::Args;

use railc_core::base::one_line;
use railc_core::check::{self, ChosenPolicy};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_library::passing_on;

use crate::analysis::compat::Fit;
use crate::analysis::lineage::{self, Gathered, Graph, Known, Sketch, Trace};
use crate::facade::identify;

use super::subject::parent;
use super::{Ending, Format, Session, files, output, swap};

/// The arguments of the command.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files of a lineage (`nodes` and `edges`), model cards, weight files, bills of materials, descriptions of data; or folders of these
    #[arg(required = true, value_name = "GRAPH")]
    graphs: Vec<String>,
    /// The license of a thing that no file states: `meta-llama/Llama-3.1-8B=llama-3.1`
    #[arg(long, value_name = "ID=LICENSE")]
    parent: Vec<String>,
    /// Draw it as a picture (.svg), or as a page with all that is known of each thing (.html)
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

/// The most things that are drawn: more are no picture that anybody can read.
const MOST_DRAWN: usize = 1000;

/// A lineage with what travels along it.
pub(in crate::cli) struct Traced {
    graph: Graph,
    licenses: Vec<ChosenPolicy>,
    trace: Trace,
}

/// Follows the terms and prints; the exit code is 1 where some are lost or clash, 3 where it hangs on what is not known whether they are.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> io::Result<Ending> {
    let followed = match traced(arguments, session) {
        Ok(followed) => followed,
        Err(diagnostics) => return session.fail(diagnostics),
    };
    if let Some(path) = &arguments.output
        && let Err(diagnostic) = followed.write(path, session)
    {
        return session.fail(diagnostic);
    }
    match session.format {
        Format::Json => output::json(&followed.document(session))?,
        Format::Human => {
            output::print(&followed.people())?;
            if let Some(path) = &arguments.output {
                output::print(&format!("\nwrote {}\n", one_line(path)))?;
            }
        }
    }
    Ok(match followed.fit() {
        Fit::Ok | Fit::OkAdds | Fit::OkNotice => Ending::Done,
        Fit::Drops | Fit::Conflict | Fit::Mixed => Ending::Findings,
        Fit::Unknown => Ending::Undetermined,
    })
}

fn traced(arguments: &Arguments, session: &mut Session) -> Result<Traced, Diagnostics> {
    let mut told = BTreeMap::new();
    for argument in &arguments.parent {
        let (id, license) = parent(argument)?;
        // Ids of hubs are the same in letters of any case.
        told.insert(id.to_lowercase(), license.to_owned());
    }
    let known = Known { license_of: &|id| told.get(&id.to_lowercase()).cloned(), license_of_text: &license_of_text };
    let mut sketch = Sketch::default();
    let mut gathered = Gathered::default();
    for path in &arguments.graphs {
        if Path::new(path).is_dir() {
            inputs::each(path, session, &mut |described| gathered.add(described, &known))?;
        } else if is_written(path) {
            let read = read(path, session)?;
            sketch.things.extend(read.things);
            sketch.lines.extend(read.lines);
        } else {
            gathered.add(inputs::described(path, path, session)?, &known);
        }
    }
    let described = gathered.into_sketch(&known);
    sketch.things.extend(described.things);
    sketch.lines.extend(described.lines);
    let folder = arguments.graphs.first().map(|path| files::folder_of(path)).unwrap_or_default();
    let mut load = |argument: &str| match [".rail", ".json"].iter().any(|ending| argument.ends_with(ending)) {
        true => session.comparable(&Path::new(&folder).join(argument).to_string_lossy()),
        false => session.comparable(argument),
    };
    let (graph, licenses) = sketch.into_graph(&mut load)?;
    let trace = lineage::trace(&graph, &licenses, passing_on()).map_err(|none| match licenses.first() {
        Some(license) => check::no_answer(&none, "the comparison", &license.policy),
        None => Diagnostic::new(Code::TooHard, "the comparison of two licenses is too hard"),
    })?;
    Ok(Traced { graph, licenses, trace })
}

/// Whether a file is of the small kind that people write of a lineage: YAML that is no part of somebody else's format.
fn is_written(path: &str) -> bool {
    let is_yaml = [".yaml", ".yml", ".toml"].iter().any(|ending| path.ends_with(ending)) && !path.contains("mergekit_config");
    let beginning = || {
        let mut first = String::new();
        let read = std::fs::File::open(path).map(|file| file.take(BEGINNING).read_to_string(&mut first));
        read.is_ok() && first.trim_start().starts_with('{') && first.contains("\"nodes\"")
    };
    path == "-" || is_yaml || path.ends_with(".json") && beginning()
}

/// How much of JSON tells whether it is a lineage.
const BEGINNING: u64 = 4096;

/// The license that a text is, where it is the very text of one.
fn license_of_text(text: &str) -> Option<String> {
    match identify(text).as_slice() {
        [only] if only.is_exact() => Some(only.id().to_owned()),
        _ => None,
    }
}

fn read(path: &str, session: &mut Session) -> Result<Sketch, Diagnostics> {
    let text = files::read(path, files::INPUT_LIMIT)?;
    let source = session.sources.add(path, text);
    let (sketch, diagnostics) = lineage::read(source, &session.sources.get(source).text, path).into_result()?;
    session.warn(diagnostics);
    Ok(sketch)
}

impl Traced {
    /// Writes the picture or the page.
    fn write(&self, path: &str, session: &Session) -> Result<(), Diagnostic> {
        let draw = match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("svg") => railc_documents::lineage::svg,
            Some("html") => railc_documents::lineage::html,
            _ => {
                let message = format!("`{path}` ends in neither `.svg` nor `.html`");
                return Err(Diagnostic::new(Code::BadCall, message).help("a lineage is drawn as a picture or as a page"));
            }
        };
        if session.is_source(path) {
            let message = format!("`{path}` is one of the lineages, and would be lost");
            return Err(Diagnostic::new(Code::BadCall, message).help("name another file"));
        }
        if self.graph.things().len() > MOST_DRAWN {
            let message = format!("a picture of {} things is none that anybody can read", self.graph.things().len());
            return Err(
                Diagnostic::new(Code::BadCall, message).help(format!("draw a part with at most {MOST_DRAWN}, or take `--format json`"))
            );
        }
        swap::write(path, draw(&self.picture()).as_bytes())
    }

    /// How all of it fares.
    fn fit(&self) -> Fit {
        self.trace.things.iter().map(|thing| thing.fit).fold(Fit::Ok, Fit::and)
    }

    fn name(&self, at: usize) -> String {
        self.graph.things().get(at).map_or_else(String::new, |thing| one_line(&thing.name).into_owned())
    }

    /// What people call a thing.
    fn title(&self, at: usize) -> String {
        let title = self.graph.things().get(at).and_then(|thing| thing.title.as_deref());
        title.map_or_else(|| self.name(at), |title| one_line(title).into_owned())
    }

    fn license(&self, at: usize) -> Option<&ChosenPolicy> {
        self.licenses.get(at)
    }

    fn id(&self, license: usize) -> &str {
        self.license(license).map_or("", |license| &license.policy.license().id)
    }
}

impl Traced {
    /// To whom a license makes people owe something.
    fn licensor(&self, license: usize, origin: &str) -> String {
        let id = self.id(license);
        let listed = railc_library::licenses().iter().find(|listed| listed.id == id).and_then(|listed| listed.licensor);
        match listed {
            Some(licensor) if !licensor.starts_with("whoever") => licensor.to_owned(),
            _ => format!("the licensor of {origin}"),
        }
    }
}
