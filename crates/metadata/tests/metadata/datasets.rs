//! Descriptions of data sets, and what libraries write beside weights.

use super::told;

#[test]
fn a_croissant_states_licenses_of_any_shape() {
    let described = r#"{"@context": {"sc": "https://schema.org/"}, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
 "name": "seeds", "sc:license": ["https://creativecommons.org/licenses/by/4.0/", {"@type": "CreativeWork", "name": "Garden", "url": "https://a.example/l"},
  {"@id": "https://spdx.org/licenses/MIT"}, {}], "sdLicense": "CC0-1.0", "usageInfo": "https://a.example/terms",
 "isBasedOn": [{"@id": "https://huggingface.co/datasets/a/b"}, "https://b.example/c"],
 "distribution": [{"@id": "part-1", "license": "mit"}, {"@id": "part-2"}]}"#;
    assert_eq!(
        told("d/croissant.json", described),
        [
            "d is Data, \"seeds\"",
            "2:34 d: License sc:license[0] = \"https://creativecommons.org/licenses/by/4.0/\" Stated",
            "2:116 d: Name sc:license[1].name = \"Garden\" Stated",
            "2:133 d: Link sc:license[1].url = \"https://a.example/l\" Stated",
            "3:11 d: License sc:license[2].@id = \"https://spdx.org/licenses/MIT\" Stated",
            "3:45 d: License sc:license[3] = \"\" Unreadable",
            "3:87 d: Link usageInfo = \"https://a.example/terms\" Stated",
            "d#part-1 is Data",
            "5:48 d#part-1: License distribution[0].license = \"mit\" Stated",
            "4:16 d <- a/b (Id Data) ? by isBasedOn[0] Stated",
            "4:64 d <- https://b.example/c (Address Data) ? by isBasedOn[1] Stated",
            "5:19 d <- d#part-1 (Part Data) distribution by distribution[0] Stated",
        ]
    );
    let blank = r#"{"@type": "http://schema.org/Dataset", "license": ""}"#;
    assert_eq!(told("croissant.json", blank), ["croissant.json is Data"]);
}

#[test]
fn glued_licenses_of_data_all_bind() {
    let info = r#"{"license": "mit\n\ncc-by-4.0\n\n\n\nmit", "dataset_name": "seeds"}"#;
    assert_eq!(
        told("d/dataset_info.json", info),
        ["d is Data", "1:13 d: License license[0] = \"mit\" Stated", "1:13 d: License license[1] = \"cc-by-4.0\" Stated"]
    );
    assert_eq!(
        told("d/dataset_infos.json", r#"{"default": {"license": "mit"}, "b": {"license": ""}}"#)[1],
        "1:25 d: License default.license = \"mit\" Stated"
    );
    let words = told("d/dataset_info.json", r#"{"license": "Permission is granted.\nProvided that.\n\nAs is."}"#);
    assert!(words[1].starts_with("1:13 d: Text license"), "{words:?}");
}

#[test]
fn configurations_name_what_was_loaded() {
    let adapter = r#"{"base_model_name_or_path": "meta-llama/Llama-3.1-8B", "peft_type": "LORA", "lora_dropout": NaN}"#;
    assert_eq!(
        told("a/lora/adapter_config.json", adapter),
        ["a/lora is Adapter", "1:29 a/lora <- meta-llama/Llama-3.1-8B (Id Model) adapter by base_model_name_or_path Stated"]
    );
    let config = |from: &str| told("a/garden/config.json", format!("{{\"_name_or_path\": \"{from}\"}}"));
    assert_eq!(config("b/base")[1], "1:19 a/garden <- b/base (Id Model) ? by _name_or_path Hint");
    assert_eq!(config("/mnt/run7")[1], "1:19 a/garden <- /mnt/run7 (Path Model) ? by _name_or_path Hint");
    assert_eq!(config("a/garden"), ["a/garden is Model"]);
    assert_eq!(config(""), ["a/garden is Model"]);
    assert_eq!(told("config.json", "{"), ["1:2 R1001: a key in double quotes is missing"]);
}
