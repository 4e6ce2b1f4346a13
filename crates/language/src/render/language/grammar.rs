//! The grammar of a language: what needs code, since no table can express it.

/// The functions of a grammar.
#[derive(Debug)]
pub(in crate::render) struct Grammar {
    /// A noun with its definite article: `the Model`.
    pub the_one: fn(thing: &str) -> String,
    /// A noun with its indefinite article: `a Derivative`, `an Output`.
    pub one_of: fn(thing: &str) -> String,
    /// Whether a form is the singular of a name: `Third Party` of `Third Parties`.
    pub is_singular: fn(form: &str, name: &str) -> bool,
    /// Whether the name of a term is a plural.
    pub is_plural: fn(name: &str) -> bool,
    /// Whether a form of a term for an act is a verb: `Distribute`.
    pub is_verb: fn(form: &str) -> bool,
    /// Whether the name of a term is a noun for an act, in which one engages: `Passing On`, `Use of Llama`.
    pub is_act: fn(name: &str) -> bool,
    /// The opposite of an adverbial, where another preposition makes it: `with payment` from `without payment`.
    pub opposite: fn(way: &str) -> Option<String>,
    /// Whether the name of a term for a place has its preposition: `Outside the Territory`.
    pub is_whereabouts: fn(name: &str) -> bool,
    /// The verb of an act, if the act is just a verb and its object, so that acts can share the object: `run` from `run the Model`.
    pub shared_verb: fn(act: &str, object: &str) -> Option<String>,
    /// An act, split where an adverbial goes: after `use the Model`.
    pub around_way: fn(act: &str) -> (String, String),
    /// A clause as an obligation, after "you must": `give notice` from `you give notice`.
    pub deed: fn(clause: &str) -> String,
    /// The negation of a clause.
    pub denied: fn(clause: &str) -> String,
    /// A phrase of the facet `standing`, affirmed or denied.
    pub standing: fn(phrase: &str, holds: bool) -> Standing,
    /// The phrase of a scalar with its article; `is_count` if it counts persons or days.
    pub measured: fn(phrase: &str, is_count: bool) -> String,
}

/// What a phrase of the facet `standing` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) enum Standing {
    /// What the use does, to follow the words of the facet `deed`: `breaks applicable law`.
    Deed(String),
    /// The state of the licensee, as a clause: `you have sued`.
    State(String),
}
