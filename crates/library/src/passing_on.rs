//! How terms travel to what is made of a licensed thing, from `licenses/passing-on.yaml`: what no rule of a single license says.

include!(concat!(env!("OUT_DIR"), "/passing_on.rs"));

/// What a duty to pass terms on asks of the license that they are passed on under, the strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// The license itself, and no other.
    SameLicense,
    /// The license, a later version of it, or one that it names.
    NamedLicense,
    /// Terms that forbid at least what the license forbids.
    SameRestrictions,
    /// Terms that serve the same purpose.
    SamePurpose,
    /// The license for the files that were changed, any other for the rest.
    ChangedFiles,
}

impl Mode {
    /// `same-license`.
    pub fn name(self) -> &'static str {
        match self {
            Mode::SameLicense => "same-license",
            Mode::NamedLicense => "named-license",
            Mode::SameRestrictions => "same-restrictions",
            Mode::SamePurpose => "same-purpose",
            Mode::ChangedFiles => "changed-files",
        }
    }
}

/// What a licensed thing is, as far as it matters to what can be made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Weights, an adapter for some among them.
    Model,
    /// A dataset.
    Data,
    /// Programs as text.
    Code,
    /// A product or service.
    Application,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::Model, Kind::Data, Kind::Code, Kind::Application];

    /// `model`
    pub fn name(self) -> &'static str {
        match self {
            Kind::Model => "model",
            Kind::Data => "data",
            Kind::Code => "code",
            Kind::Application => "application",
        }
    }
}

/// How something comes from a licensed thing.
#[derive(Debug, Clone, Copy)]
pub struct Derivation {
    /// `finetune`
    pub name: &'static str,
    /// Other names of it.
    pub also: &'static [&'static str],
    /// What it is.
    pub is: &'static str,
    /// What it comes from.
    pub from: &'static [Kind],
    /// What comes of it.
    pub to: &'static [Kind],
    /// What is done with the licensed thing: names of concepts.
    pub does: &'static [&'static str],
    /// What comes of it, to the licensor: names of concepts.
    pub makes: &'static [&'static str],
    /// What it is as a licensed thing of its own.
    pub becomes: &'static str,
    /// How far it is from the licensed thing: 0 that thing itself, 3 what came out of it.
    pub distance: u8,
}

/// How something comes from a licensed thing, in one step or several.
#[derive(Debug, Clone, Copy)]
pub struct Derived {
    /// The last step: what is done.
    pub step: &'static Derivation,
    /// The step that led farthest away: what the thing is to the licensor.
    pub farthest: &'static Derivation,
}

impl From<&'static Derivation> for Derived {
    fn from(step: &'static Derivation) -> Derived {
        Derived { step, farthest: step }
    }
}

impl Derived {
    /// With one more step behind.
    pub fn then(self, step: &'static Derivation) -> Derived {
        let farthest = if step.distance >= self.farthest.distance && step.distance > 0 { step } else { self.farthest };
        Derived { step, farthest }
    }

    /// Whether what comes of it is another thing, rather than the licensed one or derived from it.
    pub fn is_another(self) -> bool {
        self.farthest.distance >= 2
    }

    /// Whether copies are passed on at the last step.
    pub fn passes_copies_on(self) -> bool {
        self.step.does.iter().any(|name| name.starts_with("action.distribute"))
    }

    /// All that is done and that comes of it: names of concepts.
    pub fn holds(self) -> Vec<&'static str> {
        self.step.does.iter().chain(self.farthest.makes).copied().collect()
    }
}

/// The table.
#[derive(Debug, Clone, Copy)]
pub struct PassingOn {
    /// What performs a duty to pass terms on, by its mode.
    pub modes: &'static [(Mode, &'static [&'static str])],
    /// What performs duties that restrict no recipient: copies, notices, names.
    pub notices: &'static [&'static str],
    /// What says nothing of what a thing may be used for.
    pub asides: &'static [&'static str],
    /// To bind recipients to more than the license does.
    pub narrowing: &'static str,
    /// What a thing can be before anything was made of it.
    pub originals: &'static [&'static str],
    /// What can be made of a thing and is near to it.
    pub made: &'static [&'static str],
    /// How something may come from a licensed thing; the first is what is meant where nothing is said.
    pub derivations: &'static [Derivation],
    /// By the id of a license, the licenses that it names as good for what is made of the thing.
    pub named: &'static [(&'static str, &'static [&'static str])],
}

impl PassingOn {
    /// The names of relations, each once.
    pub fn relations(&self) -> impl Iterator<Item = &'static str> + use<> {
        let all = self.derivations;
        all.iter().enumerate().filter(|(at, one)| all.iter().take(*at).all(|before| before.name != one.name)).map(|(_, one)| one.name)
    }

    /// How something of a kind comes from something of another by the relation of a name, in whatever letters; where the relation leads from or to no such
    /// things, as it most often does.
    pub fn derivation(&self, name: &str, from: Kind, to: Kind) -> Option<&'static Derivation> {
        let is_named = |one: &&Derivation| [one.name].iter().chain(one.also).any(|known| known.eq_ignore_ascii_case(name));
        let rows = || self.derivations.iter().filter(is_named);
        let fits = rows().find(|one| one.from.contains(&from) && one.to.contains(&to));
        fits.or_else(|| rows().find(|one| one.from.contains(&from))).or_else(|| rows().next())
    }
}

/// The table.
pub fn passing_on() -> &'static PassingOn {
    &PASSING_ON
}
