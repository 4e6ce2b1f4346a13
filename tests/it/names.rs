//! What the names of licenses mean.

use std::collections::BTreeMap;

use railc_core::base::folded_name;
use railc_language::library::{Other, OtherKind};

fn names_of(other: &Other) -> impl Iterator<Item = String> {
    [other.id, other.title].into_iter().chain(other.names.iter().copied()).map(folded_name)
}

#[test]
fn no_two_licenses_share_a_name() {
    let library = railc_library::library();
    let mut owners: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, spec) in library.names {
        owners.entry((*name).to_owned()).or_default().push(library.specs[*spec].id);
    }
    for other in library.others {
        let mut names: Vec<String> = names_of(other).collect();
        names.dedup();
        names.into_iter().for_each(|name| owners.entry(name).or_default().push(other.id));
    }
    owners.retain(|_, owners| owners.len() > 1);
    assert!(owners.is_empty(), "{owners:#?}");
}

#[test]
fn every_name_in_a_head_finds_its_license() {
    for listed in railc_library::licenses() {
        let registries = [listed.spdx, listed.hugging_face].into_iter().flatten();
        let title = listed.is_reading.then_some(listed.name);
        for name in [listed.id].into_iter().chain(title).chain(listed.aliases.iter().copied()).chain(registries) {
            assert_eq!(railc_library::library().license(name).map(|spec| spec.id), Some(listed.id), "{name}");
            assert!(railc_library::policy(&name.to_uppercase()).unwrap().is_named(&name.replace(' ', "_")), "{name}");
        }
    }
}

#[test]
fn the_members_of_families_are_licenses() {
    let library = railc_library::library();
    for other in library.others {
        let members = match other.kind {
            OtherKind::Family(members) => members,
            OtherKind::NotModelled | OtherKind::Placeholder => continue,
        };
        // Of some names, other versions exist than the one that is here.
        assert!(!members.is_empty(), "{}", other.id);
        let missing: Vec<&&str> =
            members.iter().filter(|member| library.spec(member).is_none() && library.other(member).is_none()).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", other.id);
    }
}

/// Every id of the hub's list is a license, or something that is told plainly.
#[test]
fn every_id_of_the_hub_is_known() {
    let library = railc_library::library();
    let is_known = |id: &&str| library.license(id).is_some() || library.other(id).is_some();
    let unknown: Vec<&str> = library.hub_ids().filter(|id| !is_known(id)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn an_unknown_name_is_never_answered_with_a_near_one() {
    for name in ["llama-3.5", "openrail+", "opnrail-m", "gpl-4.0", "cc-by-5.0", "apache-2.1"] {
        let told = railc_library::library().unknown(name);
        assert!(railc_library::library().license(name).is_none() && railc_library::policy(name).is_none(), "{name}");
        assert!(!told.help.unwrap_or_default().contains("did you mean"), "{name}");
    }
}
