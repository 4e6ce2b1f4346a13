//! Definitions of openness, and the facts that they ask about, from `openness/*.yaml`: a definition is data, and the engine derives the facts.

#[cfg(test)]
mod expression;

include!(concat!(env!("OUT_DIR"), "/openness.rs"));

/// All that is known of openness.
#[derive(Debug, Clone, Copy)]
pub struct Openness {
    /// The facts that definitions ask about.
    pub facts: &'static [FactKind],
    /// The definitions, in the order of their files.
    pub definitions: &'static [Definition],
    /// What a license may be about.
    pub things: &'static [Thing],
    /// Who uses it and how: the settings that a right is looked for in.
    pub settings: &'static [&'static [&'static str]],
    /// What makes a use another one than anybody's.
    pub special: &'static [&'static str],
    /// What a rule that refuses uses can be about.
    pub topics: &'static [Topic],
    /// What no rule tells, by license.
    pub declared: &'static [Declared],
    /// Lists of licenses that somebody keeps.
    pub lists: &'static [List],
    /// Claims in prose.
    pub claims: Claims,
}

/// A fact that a definition may ask about.
#[derive(Debug, Clone, Copy)]
pub struct FactKind {
    /// `grant-commercial`
    pub id: &'static str,
    /// What its value is.
    pub holds: Holds,
    /// What it is a fact of.
    pub of: Of,
    /// The question that it answers.
    pub ask: &'static str,
    /// How it follows from the rules of a license; `None` where it has to be stated.
    pub derive: Option<Derivation>,
}

/// What the value of a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Yes or no.
    Bool,
    /// One of some words.
    Word(&'static [&'static str]),
    /// A number.
    Number,
    /// Several things, or none.
    List,
}

/// What a fact or a criterion is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The license alone.
    License,
    /// What is released under it.
    Release,
}

/// How a fact follows from the rules of a license. Names are those of the vocabulary.
#[derive(Debug, Clone, Copy)]
pub enum Derivation {
    /// A use with these is permitted to somebody.
    Permits(&'static [Part]),
    /// `yes` if each of these uses is permitted, `no` if none like the first is to anybody, those with one of the second apart; else `limited`.
    PermitsEach(&'static [&'static [Part]], &'static [&'static str]),
    /// Only uses with one of these are permitted.
    OnlyWith(&'static [&'static str]),
    /// The rules that refuse uses for what the first topics name, and none for what the second name.
    Refuses(&'static [&'static str], &'static [&'static str]),
    /// The things whose uses are refused for what these topics name, by their letters.
    Letters(&'static [&'static str]),
    /// The numbers of these metrics above which uses are refused.
    Threshold(&'static [&'static str]),
    /// A refusal ends where one of these holds.
    LiftedBy(&'static [&'static str]),
    /// The duties that only these perform, and the rules that refuse uses with the others.
    Owes {
        /// What performs the duties.
        performed_by: &'static [&'static str],
        /// What the rules refuse.
        refuses: &'static [&'static str],
        /// Whether the fact is that there are none.
        is_denied: bool,
    },
    /// The first word whose duty the license has, else the last.
    AsksFor(&'static [(&'static [&'static str], &'static str)], &'static str),
    /// `none`, `except-own-family` or `all`: uses are refused for what a topic names, and no longer if they have one of these.
    Ban(&'static str, &'static [&'static str]),
    /// The first word whose test holds.
    Choose(&'static [(Test, &'static str)]),
}

/// Something that a use has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A concept.
    Concept(&'static str),
    /// The thing that the license is about.
    Artifact,
    /// Using that thing.
    Use,
    /// Changing it.
    Modify,
    /// What comes of changing it.
    Derivative,
}

/// A test of facts.
#[derive(Debug, Clone, Copy)]
pub enum Test {
    /// That holds always.
    Always,
    /// A fact that is yes, or a list with something in it.
    Fact(&'static str),
    /// Not.
    Not(&'static Test),
    /// All of these.
    All(&'static [Test]),
    /// One of these.
    Any(&'static [Test]),
    /// A fact that is one of these words, or a list that holds one of them.
    Is(&'static str, &'static [&'static str]),
    /// A list that lacks one of these words.
    Lacks(&'static str, &'static [&'static str]),
    /// A number greater than another, or than so many times another fact.
    Above(&'static str, f64, Option<&'static str>),
}

/// What a license may be about.
#[derive(Debug, Clone, Copy)]
pub struct Thing {
    /// `model`
    pub name: &'static str,
    /// `M`, in the names of licenses.
    pub letter: Option<&'static str>,
    /// The concept.
    pub artifact: &'static str,
    /// The act of using it.
    pub r#use: &'static str,
    /// The act of changing it.
    pub modify: &'static str,
    /// What comes of that.
    pub derivative: &'static str,
}

/// What a rule that refuses uses can be about.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// `safety`
    pub id: &'static str,
    /// What it is.
    pub is: &'static str,
    /// Facets, and concepts with their descendants.
    pub of: &'static [&'static str],
    /// Less these, with their descendants.
    pub not: &'static [&'static str],
}

/// A definition of openness.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// `osd`
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Who made it.
    pub by: &'static str,
    /// Where it stands.
    pub source: &'static str,
    /// The day of the version.
    pub dated: &'static str,
    /// What it asks for.
    pub criteria: &'static [Criterion],
    /// What follows for who passes, and what does not.
    pub outcome: Option<Outcome>,
    /// How a license that passes is named.
    pub naming: Option<Naming>,
    /// Classes by what is released, where it has such.
    pub classes: Option<Classes>,
    /// Points for what is released, where it gives such.
    pub scores: Option<Scores>,
}

/// Something that a definition asks for.
#[derive(Debug, Clone, Copy)]
pub struct Criterion {
    /// `OSD-5`
    pub id: &'static str,
    /// What it is.
    pub name: &'static str,
    /// What it is asked of.
    pub of: Of,
    /// The part of the definition that it stands in.
    pub part: Option<&'static str>,
    /// It is met where this holds, whatever the others say.
    pub passes_if: Option<Test>,
    /// It does not matter where this holds.
    pub idle_if: Option<Test>,
    /// It is broken where this holds.
    pub fails_if: Option<Test>,
    /// It hangs on more than is known where this holds.
    pub conditional_if: Option<Test>,
    /// Where it stands, if not where the definition does.
    pub source: Option<&'static str>,
    /// The day of that source.
    pub dated: Option<&'static str>,
    /// What a reader should know.
    pub note: Option<&'static str>,
}

/// What follows from a definition.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    /// What those who pass are free of.
    pub exempt_from: &'static [&'static str],
    /// What binds them all the same.
    pub still_bound_by: &'static [&'static str],
    /// From which day on what applies.
    pub dates: &'static [(&'static str, &'static str)],
    /// What could not be verified.
    pub unverified: &'static [&'static str],
}

/// How a license is named.
#[derive(Debug, Clone, Copy)]
pub struct Naming {
    /// The word that every name has.
    pub word: &'static str,
    /// The first test that holds gives what stands before or after the word.
    pub prefixes: &'static [(Test, &'static str)],
    /// The order of the letters.
    pub order: &'static str,
    /// A letter that, beside another, needs a fact.
    pub declared: (char, char, &'static str),
}

/// Classes by the components that are released under open licenses. The lower the number, the more components.
#[derive(Debug, Clone, Copy)]
pub struct Classes {
    /// The lists whose licenses are open.
    pub open_by: &'static [&'static str],
    /// A component that another stands in for.
    pub report: &'static str,
    /// That other.
    pub paper: &'static str,
    /// The names of the classes, the one with the fewest components first.
    pub names: &'static [(u8, &'static str)],
    /// What the classes ask for.
    pub components: &'static [Component],
    /// What may be released besides.
    pub optional: &'static [&'static str],
}

/// A component of a release.
#[derive(Debug, Clone, Copy)]
pub struct Component {
    /// `Model card`
    pub name: &'static str,
    /// `code`, `data` or `document`.
    pub kind: &'static str,
    /// The first class that asks for it.
    pub class: u8,
    /// The fact that it is released.
    pub shows: Option<&'static str>,
}

/// Points for what is released.
#[derive(Debug, Clone, Copy)]
pub struct Scores {
    /// The points of a word.
    pub words: &'static [(&'static str, f64)],
    /// What is looked at.
    pub dimensions: &'static [Dimension],
}

/// Something that points are given for.
#[derive(Debug, Clone, Copy)]
pub struct Dimension {
    /// `modelcard`
    pub name: &'static str,
    /// The fact that it is open.
    pub shows: Option<&'static str>,
    /// Whether files leave it out.
    pub is_rare: bool,
}

/// What no rule tells of a license.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    /// The id of the license.
    pub license: &'static str,
    /// The fact.
    pub fact: &'static str,
    /// `yes`, `no` or a word.
    pub value: &'static str,
    /// The clause or the list that says so.
    pub source: &'static str,
}

/// Claims of openness in prose.
#[derive(Debug, Clone, Copy)]
pub struct Claims {
    /// Within how many words before a claim it is denied.
    pub within: usize,
    /// What denies a claim there, or puts it off.
    pub denied_by: &'static [&'static str],
    /// Just before a claim, what says that it is said of others.
    pub others_before: &'static [&'static str],
    /// Just after it.
    pub others_after: &'static [&'static str],
    /// The claims.
    pub all: &'static [Claim],
}

/// A claim.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    /// `OW-1`
    pub id: &'static str,
    /// The words that make it, in lower case and without hyphens.
    pub says: &'static [&'static str],
    /// What it claims to be.
    pub is: &'static str,
    /// What contradicts it.
    pub contradicted_if: Test,
    /// The definition that it is about.
    pub definition: Option<&'static str>,
    /// Whether it is less than an untruth.
    pub is_warning: bool,
}

/// A list of licenses that somebody keeps.
#[derive(Debug, Clone, Copy)]
pub struct List {
    /// The fact that a license is on it.
    pub fact: &'static str,
    /// Who keeps it.
    pub by: &'static str,
    /// Where it stands.
    pub source: &'static str,
    /// Its day.
    pub dated: &'static str,
    /// Whether what it lacks is not on it; else nothing is known of that.
    pub is_whole: bool,
    /// The licenses on it, by their ids in the SPDX list.
    pub ids: &'static [&'static str],
    /// Those that it is said to refuse.
    pub denied: &'static [&'static str],
}

/// All that is known of openness.
pub fn openness() -> &'static Openness {
    &OPENNESS
}
