//! The licenses and the vocabulary that railc knows, and the page on each diagnostic.
//!
//! The build script packs all of it: the vocabulary is constants, so nothing needs decoding; each license is held as the rules of its
//! policy, in the ids of the whole vocabulary, and parsed or compiled only when somebody wants its text.

mod models;
pub mod openness;
mod passing_on;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

pub use models::{By, Licensed, Model, Seen, in_repositories, models};
pub use passing_on::{Derivation, Derived, Kind, Mode, PassingOn, passing_on};
use railc_core::check::Known;
use railc_core::diagnostic::Code;
use railc_core::policy::{Policy, Rules};
use railc_core::vocabulary::{
    Closed, ConceptId, Concepts, FacetId, Facets, GroupId, Index, Lists, ScalarId, Scalars, Tables, TextLists, Texts, Vocabulary,
};
use railc_identify::fingerprint::Packed;
use railc_identify::matching::Fingerprints;
use railc_language::library::{Embedded, Library, Other, OtherKind, Shelf, Translations};

include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));
include!(concat!(env!("OUT_DIR"), "/licenses.rs"));
include!(concat!(env!("OUT_DIR"), "/pages.rs"));

const FINGERPRINTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fingerprints.packed"));

/// The listed facts of a license, and its policy.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Its id, which is the name of its file.
    pub id: &'static str,
    /// The title.
    pub name: &'static str,
    /// The version.
    pub version: &'static str,
    /// Whether it is somebody else's license, modelled.
    pub is_reading: bool,
    /// The SPDX id.
    pub spdx: Option<&'static str>,
    /// The id on Hugging Face.
    pub hugging_face: Option<&'static str>,
    /// Other names.
    pub aliases: &'static [&'static str],
    /// The family it belongs to.
    pub family: Option<&'static str>,
    /// Who gives it.
    pub licensor: Option<&'static str>,
    /// When it was published.
    pub date: Option<&'static str>,
    /// Where the original is.
    pub sources: &'static [Original],
    /// The modules that may be chosen.
    pub modules: &'static [&'static str],
    /// Its parameters: name, value, purpose.
    pub parameters: &'static [(&'static str, &'static str, Option<&'static str>)],
    /// The fingerprint of its policy.
    policy_hash: &'static str,
    /// The rules of its policy, packed.
    rules: &'static [u8],
}

/// Where the original of a reading is.
#[derive(Debug, Clone, Copy)]
pub struct Original {
    /// Its address.
    pub url: &'static str,
    /// When that file was written, where that is not the license's date.
    pub dated: Option<&'static str>,
    /// Its hash.
    pub sha256: Option<&'static str>,
}

/// The specs that are built in, and the vocabulary that they are written in.
pub fn library() -> Library {
    Library { specs: SPECS, names: NAMES, others: OTHERS, vocabulary: vocabulary(), translations: TRANSLATIONS, hub_ids: HUB_IDS }
}

/// The licenses of the library, in the order of its specs.
pub fn licenses() -> &'static [Listed] {
    LICENSES
}

/// The policy of a license of the library by its id or another of its names, over the whole vocabulary.
pub fn policy(name: &str) -> Option<Arc<Policy>> {
    let id = library().license(name)?.id;
    let listed = LICENSES.iter().find(|listed| listed.id == id)?;
    let rules: Rules = postcard::from_bytes(listed.rules).expect("the build script packed it");
    let policy = Policy::new(vocabulary().clone(), rules).expect("the build script compiled it in this vocabulary");
    Some(Arc::new(policy.with_hash(listed.policy_hash.to_owned())))
}

/// The fingerprints of known licenses, unpacked when they are first asked for.
pub fn fingerprints() -> &'static Fingerprints {
    static SHARED: OnceLock<Fingerprints> = OnceLock::new();
    SHARED.get_or_init(|| {
        let packed: Vec<Packed<'_>> = postcard::from_bytes(FINGERPRINTS).expect("the build script packed them");
        Fingerprints::new(packed.iter().map(Packed::unpacked).collect())
    })
}

/// What the library knows beside the policies that uses are checked under.
pub fn known() -> Known<'static> {
    static IDS: OnceLock<Vec<&str>> = OnceLock::new();
    fn has_license(name: &str) -> bool {
        library().license(name).is_some()
    }
    let license_ids = IDS.get_or_init(|| LICENSES.iter().map(|listed| listed.id).collect());
    Known { vocabulary: vocabulary(), license_ids, has_license: &has_license }
}

/// The whole vocabulary. Its tables are constants; what is built here points to them.
pub fn vocabulary() -> &'static Arc<Vocabulary> {
    static SHARED: OnceLock<Arc<Vocabulary>> = OnceLock::new();
    SHARED.get_or_init(|| Arc::new(VOCABULARY.clone()))
}

/// The page on a diagnostic: what it means, a spec or use that triggers it, and the same one fixed.
pub fn page(code: Code) -> &'static str {
    let page = PAGES.iter().find(|(number, _)| *number == code.number());
    page.map(|(_, text)| *text).expect("every code has a page, or the library would not build")
}
