//! Bills of materials: CycloneDX and SPDX.

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::told;

const BILL: &str = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6",
 "metadata": {"component": {"type": "application", "bom-ref": "app", "name": "shop", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
  "licenses": [{"license": {"id": "CC0-1.0"}}]},
 "components": [
  {"type": "machine-learning-model", "bom-ref": "garden", "group": "a", "name": "garden", "purl": "pkg:huggingface/a/garden@01",
   "licenses": [{"license": {"name": "['llama3.1', 'mit']", "text": {"content": "TUlU", "encoding": "base64"}}},
    {"license": {"id": "MIT", "acknowledgement": "concluded"}}],
   "pedigree": {"ancestors": [{"type": "machine-learning-model", "name": "meta-llama/Llama-3.1-8B", "licenses": [{"license": {"name": "llama3.1"}}]}]},
   "modelCard": {"modelParameters": {"datasets": [{"ref": "seeds"}, {"name": "b/c"}, {"ref": "lost"}]}},
   "components": [{"type": "file", "bom-ref": "shard", "name": "shard"}]},
  {"type": "data", "bom-ref": "seeds", "name": "seeds", "licenses": [{"license": {"name": ""}}, {"license": {"id": 7}}],
   "evidence": {"licenses": [{"license": {"id": "ODbL-1.0"}}]}}],
 "dependencies": [{"ref": "app", "dependsOn": ["garden"]}]}"#;

#[test]
fn a_bill_in_cyclonedx_is_read_with_all_that_is_nested() {
    assert_eq!(
        told("bom.json", BILL),
        [
            "app is Application, \"shop\"",
            "2:114 app: Expression metadata.component.licenses[0].expression = \"MIT OR Apache-2.0\" Stated",
            "garden is Model, \"a/garden\", \"pkg:huggingface/a/garden@01\"",
            "6:38 garden: Name components[0].licenses[0].license.name[0] = \"llama3.1\" Stated",
            "6:38 garden: Name components[0].licenses[0].license.name[1] = \"mit\" Stated",
            "6:81 garden: Text components[0].licenses[0].license.text.content = \"MIT\" Stated",
            "7:24 garden: License components[0].licenses[1].license.id = \"MIT\" Hint",
            "meta-llama/Llama-3.1-8B is Model",
            "8:135 meta-llama/Llama-3.1-8B: Name components[0].pedigree.ancestors[0].licenses[0].license.name = \"llama3.1\" Stated",
            "shard is Code",
            "seeds is Data",
            "11:116 seeds: License components[1].licenses[1].license.id = \"\" Unreadable",
            "12:49 seeds: License components[1].evidence.licenses[0].license.id = \"ODbL-1.0\" Hint",
            "13:48 app <- garden (Part Unsaid) dependsOn by dependencies[0].dependsOn[0] Stated",
            "8:31 garden <- meta-llama/Llama-3.1-8B (Part Model) ancestor by components[0].pedigree.ancestors[0] Stated",
            "9:59 garden <- seeds (Part Data) dataset by components[0].modelCard.modelParameters.datasets[0].ref Stated",
            "9:69 garden <- b/c (Id Data) dataset by components[0].modelCard.modelParameters.datasets[1].name Stated",
            "9:94 garden <- lost (Part Data) dataset by components[0].modelCard.modelParameters.datasets[2].ref Unreadable",
            "10:19 garden <- shard (Part Code) component by components[0].components[0] Stated",
            "11:3 app <- seeds (Part Data) component by components[1] Stated",
            "9:94 R1011: `components[0].modelCard.modelParameters.datasets[2].ref` refers to `lost`, which the file does not have",
        ]
    );
}

#[test]
fn ancestors_that_several_components_share_are_one_thing() {
    let component = |name: &str| format!(r#"{{"bom-ref": "{name}", "name": "{name}", "pedigree": {{"ancestors": [{{"name": "base"}}]}}}}"#);
    let bill = format!(r#"{{"bomFormat": "CycloneDX", "components": [{}, {}]}}"#, component("a"), component("b"));
    let lines = told("bom.json", bill);
    assert_eq!(lines[..3], ["a is Unsaid", "base is Unsaid", "b is Unsaid"]);
    assert_eq!(lines.len(), 5);
    let twice = told("bom.json", r#"{"bomFormat": "CycloneDX", "components": [{"bom-ref": "a"}, {"bom-ref": "a"}]}"#);
    assert_eq!(twice[2], "R1005: two parts are called `a`, and references may mean either");
}

const GRAPH: &str = r#"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
 {"type": "ai_AIPackage", "spdxId": "urn:garden", "name": "garden", "software_packageUrl": "pkg:huggingface/a/garden"},
 {"type": "dataset_DatasetPackage", "spdxId": "urn:seeds", "name": "seeds"},
 {"type": "simplelicensing_SimpleLicensingText", "spdxId": "urn:short", "simplelicensing_licenseText": "mit"},
 {"type": "simplelicensing_LicenseExpression", "spdxId": "urn:both", "simplelicensing_licenseExpression": "MIT AND LicenseRef-garden"},
 {"type": "expandedlicensing_DisjunctiveLicenseSet", "spdxId": "urn:set", "expandedlicensing_member": ["https://spdx.org/licenses/MIT", "urn:both"]},
 {"type": "Relationship", "spdxId": "urn:1", "relationshipType": "hasDeclaredLicense", "from": "urn:garden", "to": ["urn:both", "urn:set"]},
 {"type": "Relationship", "spdxId": "urn:2", "relationshipType": "hasConcludedLicense", "from": "urn:garden", "to": "https://spdx.org/licenses/MIT"},
 {"type": "Relationship", "spdxId": "urn:3", "relationshipType": "hasDeclaredLicense", "from": "urn:short", "to": ["urn:seeds"]},
 {"type": "Relationship", "spdxId": "urn:4", "relationshipType": "hasDeclaredLicense", "from": "urn:seeds", "to": ["urn:lost"]},
 {"type": "Relationship", "spdxId": "urn:5", "relationshipType": "trainedOn", "from": "urn:garden", "to": ["urn:seeds", "urn:gone"]},
 {"type": "Relationship", "spdxId": "urn:6", "relationshipType": "hasDeclaredLicense", "from": "urn:garden", "to": ["https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion"]}]}"#;

#[test]
fn a_graph_in_spdx_3_is_read_by_its_relations() {
    assert_eq!(
        told("bom.json", GRAPH),
        [
            "urn:garden is Model, \"garden\", \"pkg:huggingface/a/garden\"",
            "7:117 urn:garden: Expression @graph[5].to[0] = \"MIT AND LicenseRef-garden\" Stated",
            "7:129 urn:garden: Expression @graph[5].to[1] = \"(MIT OR (MIT AND LicenseRef-garden))\" Stated",
            "8:117 urn:garden: License @graph[6].to = \"MIT\" Hint",
            "urn:seeds is Data, \"seeds\"",
            "9:116 urn:seeds: License @graph[7].to[0] = \"mit\" Stated",
            "10:116 urn:seeds: License @graph[8].to[0] = \"urn:lost\" Unreadable",
            "11:108 urn:garden <- urn:seeds (Part Data) trainedOn by @graph[9].to[0] Stated",
            "11:121 urn:garden <- urn:gone (Part Unsaid) trainedOn by @graph[9].to[1] Unreadable",
            "9:116 R1012: `@graph[7].to[0]` is `urn:seeds`, no license: the relation stands the wrong way round",
            "10:116 R1011: `@graph[8].to[0]` refers to `urn:lost`, which the file does not have",
            "11:121 R1011: `@graph[9].to[1]` refers to `urn:gone`, which the file does not have",
        ]
    );
    let circle = r#"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [{"type": "ai_AIPackage", "spdxId": "a"},
 {"type": "expandedlicensing_ConjunctiveLicenseSet", "spdxId": "s", "expandedlicensing_member": ["s", "s"]},
 {"type": "Relationship", "relationshipType": "hasDeclaredLicense", "from": "a", "to": ["s"]}]}"#;
    assert!(told("bom.json", circle)[1].ends_with("= \"s\" Unreadable"));
}

#[test]
fn packages_of_spdx_2_bring_the_texts_of_their_licenses() {
    let bill = r#"{"spdxVersion": "SPDX-2.3", "packages": [
 {"SPDXID": "SPDXRef-a", "name": "a/garden", "licenseDeclared": "(LicenseRef-terms AND MIT)", "licenseConcluded": "NOASSERTION", "primaryPackagePurpose": "LIBRARY"},
 {"SPDXID": "SPDXRef-b", "name": "base", "licenseDeclared": "NONE"}],
 "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-terms", "extractedText": "Be kind."}],
 "relationships": [{"spdxElementId": "SPDXRef-a", "relationshipType": "DESCENDANT_OF", "relatedSpdxElement": "SPDXRef-b"},
  {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"}]}"#;
    assert_eq!(
        told("sbom.spdx.json", bill),
        [
            "SPDXRef-a is Code, \"a/garden\"",
            "2:65 SPDXRef-a: Expression packages[0].licenseDeclared = \"(LicenseRef-terms AND MIT)\" Stated",
            "4:84 SPDXRef-a: Text hasExtractedLicensingInfos.LicenseRef-terms = \"Be kind.\" Stated",
            "SPDXRef-b is Unsaid, \"base\"",
            "3:61 SPDXRef-b: Expression packages[1].licenseDeclared = \"NONE\" Stated",
            "5:20 SPDXRef-a <- SPDXRef-b (Part Unsaid) DESCENDANT_OF by relationships[0] Stated",
        ]
    );
}

#[test]
fn a_hundred_thousand_components_are_read_in_seconds() {
    let mut bill = String::from("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [");
    for at in 0..100_000 {
        let comma = if at == 0 { "" } else { "," };
        write!(
            bill,
            "{comma}{{\"type\": \"library\", \"bom-ref\": \"part-{at}\", \"name\": \"part\", \"version\": \"1\", \"licenses\": [{{\"license\": \
             {{\"id\": \"MIT\"}}}}], \"pedigree\": {{\"ancestors\": [{{\"name\": \"base-{}\"}}]}}}}",
            at / 2
        )
        .unwrap();
    }
    bill += "]}";
    let start = Instant::now();
    let described = railc_metadata::cyclonedx::read(&bill);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?} without optimization", start.elapsed());
    assert_eq!((described.things.len(), described.links.len(), described.problems.len()), (150_000, 100_000, 0));
}

proptest! {
    #[test]
    fn a_bill_that_is_cut_or_broken_is_told(cut in 1usize..1_700, byte: u8) {
        for (whole, name) in [(BILL, "bom.cdx.json"), (GRAPH, "bom.spdx.json")] {
            let cut = cut.min(whole.len() - 2);
            let lines = told(name, &whole.as_bytes()[..cut]);
            prop_assert!(lines.iter().any(|line| line.contains("R1001")), "{lines:?}");
            let mut broken = whole.as_bytes().to_vec();
            broken[cut] = byte;
            told(name, broken);
        }
    }
}
