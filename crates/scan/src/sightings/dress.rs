//! What kind of text a file is, by its name; and what weights, cards and Modelfiles state, as sightings.

use railc_metadata::{Described, Named, Place as Stated};

use super::{Kind, Place, Sighting, Standing};

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dress {
    /// A program: strings are quoted.
    Code,
    /// Keys with values that need no quotes.
    Configuration,
    /// Commands and variables, in scripts and Dockerfiles.
    Shell,
    /// For people: what stands there is mentioned.
    Prose,
    /// Cells of code and prose in JSON.
    Notebook,
}

impl Dress {
    /// Of a file, by its name.
    pub fn of(path: &str) -> Dress {
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending {
            "ipynb" => Dress::Notebook,
            "md" | "markdown" | "rst" | "txt" | "html" | "htm" | "tex" | "adoc" | "org" | "bib" | "mdx" | "qmd" => Dress::Prose,
            "yaml" | "yml" | "env" | "ini" | "cfg" | "conf" | "properties" | "tf" | "tfvars" => Dress::Configuration,
            "sh" | "bash" | "zsh" | "fish" | "bat" | "ps1" | "cmd" | "slurm" | "sbatch" | "mk" => Dress::Shell,
            _ if file.starts_with(".env") => Dress::Configuration,
            _ if file.contains("dockerfile")
                || file.contains("containerfile")
                || file == "makefile"
                || file == "justfile"
                || file == "procfile" =>
            {
                Dress::Shell
            }
            _ if file.starts_with("readme") || file.starts_with("license") || file.starts_with("changelog") => Dress::Prose,
            _ => Dress::Code,
        }
    }
}

/// What a file that describes a thing says that it was made of.
pub fn described(described: &Described) -> Vec<Sighting> {
    let of = |link: &railc_metadata::Link| {
        let name = match link.named {
            Named::Words if link.key == "FROM" => format!("ollama:{}", link.from),
            Named::Id => link.from.clone(),
            Named::Words | Named::Part | Named::Path | Named::Address => return None,
        };
        let place = match link.place {
            Stated::Text { line, column, .. } => Place { line, column, cell: None },
            Stated::Header => Place::default(),
        };
        let kind = if link.kind == railc_metadata::Kind::Data { Kind::Data } else { Kind::Model };
        Some(Sighting { place, name, kind, revision: None, standing: Standing::Used, context: link.key.clone() })
    };
    described.links.iter().filter_map(of).collect()
}
