//! Kinds of license, and kinds of things that a license can cover.

/// How much a license gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Everything, to everyone.
    Open,
    /// What serves research.
    Research,
    /// Use and products of one's own, for a fee.
    Commercial,
}

/// The clauses of a kind, as lines of a spec.
pub(super) struct Frame {
    /// What the names of its licenses begin with, in the convention of the RAIL initiative.
    pub family: &'static str,
    /// The library of its clauses.
    pub library: &'static str,
    /// How the license comes about.
    pub opening: &'static str,
    /// What it gives, before and after what the covered things add.
    pub grants: [&'static str; 2],
    /// What it asks, before what the covered things add.
    pub duties: &'static str,
    /// How it ends, and the rest.
    pub ending: &'static str,
    /// A fact by which its grants reach a use that says nothing of it.
    pub reached_by: Option<&'static str>,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 3] = [Kind::Open, Kind::Research, Kind::Commercial];

    /// Its name in calls.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Open => "open",
            Kind::Research => "research",
            Kind::Commercial => "commercial",
        }
    }

    /// What it is, in one line.
    pub fn about(self) -> &'static str {
        match self {
            Kind::Open => "anyone may use it, change it and pass it on",
            Kind::Research => "anyone may, as far as it serves research",
            Kind::Commercial => "customers may use it and build products with it, for a fee",
        }
    }

    pub(super) fn frame(self) -> Frame {
        match self {
            Kind::Open => Frame {
                family: "OpenRAIL",
                library: "house-open",
                opening: "include @preamble\ninclude @acceptance",
                grants: ["include @grants", ""],
                duties: "include @duties",
                ending: ENDING,
                reached_by: None,
            },
            Kind::Research => Frame {
                family: "ResearchRAIL",
                library: "house-research",
                opening: "include @preamble\ninclude @acceptance",
                grants: ["include @grants", "include @free"],
                duties: "include @duties\ninclude @research-passed-on\ninclude @citation",
                ending: ENDING,
                reached_by: Some("purpose.research.academic"),
            },
            Kind::Commercial => Frame {
                family: "RAIL",
                library: "house-commercial",
                opening: "include @order",
                grants: ["include @grants", ""],
                duties: "include @duties",
                ending: "include @powers\n\nsection @ending \"Term and termination\"\n\ninclude @order-term\ninclude @termination\n\
                         include @survival\ninclude @general except @entire",
                reached_by: None,
            },
        }
    }
}

const ENDING: &str = "include @powers\ninclude @ending\ninclude @general";

/// A kind of thing that a license can cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// A model.
    Model,
    /// A program, device or service.
    Application,
    /// Source code.
    Source,
    /// Data.
    Data,
}

/// What a spec says of a covered thing.
pub(super) struct Thing {
    /// Its library of terms and clauses.
    pub library: &'static str,
    /// Its term.
    pub term: &'static str,
    /// The term for changed versions, whose words that of the license takes over.
    pub changed: &'static str,
    /// The parameter for its name.
    pub parameter: &'static str,
    /// The artifacts that grants reach; the first is what a test is about that names none.
    pub artifacts: &'static [&'static str],
}

impl Covered {
    /// All of them, in the order in which a license lists them.
    pub const ALL: [Covered; 4] = [Covered::Model, Covered::Application, Covered::Source, Covered::Data];

    /// Its name in calls.
    pub fn name(self) -> &'static str {
        match self {
            Covered::Model => "model",
            Covered::Application => "application",
            Covered::Source => "source",
            Covered::Data => "data",
        }
    }

    /// Its letter in the names of licenses.
    pub fn letter(self) -> char {
        match self {
            Covered::Model => 'M',
            Covered::Application => 'A',
            Covered::Source => 'S',
            Covered::Data => 'D',
        }
    }

    pub(super) fn thing(self) -> Thing {
        let [library, term, changed, parameter] = match self {
            Covered::Model => ["house-model", "Model", "Changed Model", "model-name"],
            Covered::Application => ["house-application", "Application", "Changed Application", "application-name"],
            Covered::Source => ["house-source", "Source Code", "Changed Code", "source-name"],
            Covered::Data => ["house-data", "Data", "Changed Data", "data-name"],
        };
        Thing { library, term, changed, parameter, artifacts: self.artifacts() }
    }

    fn artifacts(self) -> &'static [&'static str] {
        match self {
            Covered::Model => &[
                "artifact.model",
                "artifact.application",
                "artifact.derivative",
                "artifact.other-model",
                "artifact.complementary",
                "artifact.source",
                "artifact.documentation",
                "artifact.output",
            ],
            Covered::Application => &["artifact.application", "artifact.derivative", "artifact.documentation", "artifact.output"],
            Covered::Source => {
                &["artifact.source", "artifact.complementary", "artifact.derivative.code", "artifact.documentation", "artifact.output"]
            }
            Covered::Data => {
                &["artifact.data", "artifact.derivative.data", "artifact.trained-on-data", "artifact.documentation", "artifact.output"]
            }
        }
    }
}

/// The family of a license: `OpenRAIL-AMS`, its letters in the order of the alphabet, but data first.
pub fn family(kind: Kind, covers: &[Covered]) -> String {
    let order = [Covered::Data, Covered::Application, Covered::Model, Covered::Source];
    let letters: String = order.into_iter().filter(|one| covers.contains(one)).map(Covered::letter).collect();
    format!("{}-{letters}", kind.frame().family)
}
