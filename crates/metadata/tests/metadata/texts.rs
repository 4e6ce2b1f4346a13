//! Modelfiles, CITATION.cff, and which format a file is of.

use proptest::prelude::*;

use super::told;

#[test]
fn a_modelfile_states_its_origins_and_every_license() {
    let file = "# FROM nothing\nFROM llama3.1:8b\nfrom hf.co/a/b:Q4_K_M\nADAPTER ./lora.gguf\nLICENSE \"\"\"MIT License\n\nFROM here on\n\"\"\"\nLICENSE mit\nSYSTEM \"\"\"\nLICENSE gpl\n\"\"\"\n";
    assert_eq!(
        told("x/Modelfile", file),
        [
            "x is Model",
            "5:9 x: Text LICENSE = \"MIT License\\n\\nFROM here on\" Stated",
            "9:9 x: License LICENSE = \"mit\" Stated",
            "2:6 x <- llama3.1:8b (Words Model) ? by FROM Stated",
            "3:6 x <- a/b (Id Model) ? by FROM Stated",
            "4:9 x <- ./lora.gguf (Path Adapter) adapter by ADAPTER Stated",
        ]
    );
}

#[test]
fn a_citation_offers_a_choice() {
    let cited = "cff-version: 1.2.0\ntitle: Garden\ntype: dataset\nlicense:\n  - MIT\n  - Apache-2.0\nlicense-url: https://a.example/l\npreferred-citation:\n  license: GPL-3.0\n";
    assert_eq!(
        told("CITATION.cff", cited),
        [
            "CITATION.cff is Data, \"Garden\"",
            "5:5 CITATION.cff: Choice license[0] = \"MIT\" Stated",
            "6:5 CITATION.cff: Choice license[1] = \"Apache-2.0\" Stated",
            "7:14 CITATION.cff: Link license-url = \"https://a.example/l\" Stated",
        ]
    );
    assert_eq!(told("CITATION.cff", "license: MIT\n")[1], "1:10 CITATION.cff: License license = \"MIT\" Stated");
    assert_eq!(told("CITATION.cff", "license: [\n").last().unwrap(), "1:10 R1001: `[` is never closed");
}

#[test]
fn a_configuration_of_a_merge_names_every_part() {
    let merge = "slices:\n  - sources:\n      - model: a/b\n        layer_range: [0, 8]\n      - model: c/d\nmerge_method: passthrough\n";
    assert_eq!(
        told("m/mergekit_config.yml", merge),
        [
            "m is Model",
            "3:16 m <- a/b (Id Model) merge by slices[0].sources[0].model Stated",
            "5:16 m <- c/d (Id Model) merge by slices[0].sources[1].model Stated",
        ]
    );
}

#[test]
fn a_file_of_no_known_format_is_told() {
    for (name, text) in [("garden.png", "\u{89}PNG"), ("x.json", "{\"a\": 1}"), ("", "")] {
        assert_eq!(told(name, text), ["R1004: this is no format that states something of licenses or lineage"]);
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,60}|([A-Za-z\":,\\[\\]{} \n#-]{0,80})") {
        for name in ["Modelfile", "CITATION.cff", "mergekit_config.yml", "config.json", "dataset_info.json", "x.json", "x.cdx.json", "x.spdx.json", ""] {
            told(name, &text);
        }
        told("Modelfile", format!("FROM \"\"\"{text}"));
    }
}
