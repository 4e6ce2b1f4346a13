//! Model cards and bills of materials: what is stated, beside merely parsing the same YAML.
//!
//! `cargo bench --bench metadata`. `folder` reads 10,000 cards from files, `folder_yaml_alone` reads the same files and parses their front matter; compare
//! the two within one run.
#![allow(missing_docs, clippy::expect_used, reason = "a bench that can't start may say so loudly")]

use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// How many cards are in the folder.
const CARDS: usize = 10_000;

/// A card as the hub has them: tags, results of evaluations, two screens of prose.
fn card(at: usize) -> String {
    let mut card = format!(
        "---\nlanguage:\n- en\n- de\nlicense: llama3.1\nlibrary_name: transformers\ntags:\n- garden\n- text-generation\n- trl\n- sft\nbase_model:\n- owner-{at}/base\n\
         base_model_relation: finetune\ndatasets:\n- owner-{at}/seeds\n- allenai/c4\npipeline_tag: text-generation\nmodel-index:\n- name: garden-{at}\n  results:\n"
    );
    for task in ["hellaswag", "arc", "mmlu", "gsm8k"] {
        let _ = write!(
            card,
            "  - task:\n      type: text-generation\n      name: Text Generation\n    dataset:\n      name: {task}\n      type: {task}\n    metrics:\n    - type: acc\n      value: 61.{at}\n"
        );
    }
    card += "---\n# Garden\n";
    for line in 0..60 {
        let _ = writeln!(
            card,
            "Line {line} of what somebody says of a model that tells one plant from another, with `code` and [a link](https://a.example)."
        );
    }
    card
}

/// A folder of cards, which is gone with it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn folder() -> (Folder, Vec<PathBuf>) {
    let folder = std::env::temp_dir().join(format!("railc-cards-{}", std::process::id()));
    let paths = (0..CARDS)
        .map(|at| {
            let path = folder.join(format!("owner-{at}/garden"));
            fs::create_dir_all(&path).expect("a folder can be made");
            fs::write(path.join("README.md"), card(at)).expect("a file can be written");
            path.join("README.md")
        })
        .collect();
    (Folder(folder), paths)
}

/// Reads each file into the same buffer.
fn each(paths: &[PathBuf], mut of: impl FnMut(&str, &str)) {
    let mut text = String::new();
    for path in paths {
        text.clear();
        fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text)).expect("the file is there");
        of(&path.to_string_lossy(), &text);
    }
}

fn yaml_events(text: &str) -> usize {
    let yaml = text.strip_prefix("---\n").and_then(|rest| rest.split("\n---\n").next()).expect("a card has a front matter");
    granit_parser::Parser::new_from_str(yaml).inspect(|event| assert!(event.is_ok(), "it is YAML")).count()
}

#[divan::bench(sample_count = 5)]
fn folder_stated(bencher: Bencher) {
    let (_folder, paths) = folder();
    bencher.counter(ItemsCount::new(CARDS)).bench_local(|| {
        let mut count = 0;
        each(&paths, |name, text| count += railc_metadata::card::read(name, text).links.len());
        assert_eq!(black_box(count), 3 * CARDS);
    });
}

#[divan::bench(sample_count = 5)]
fn folder_yaml_alone(bencher: Bencher) {
    let (_folder, paths) = folder();
    bencher.counter(ItemsCount::new(CARDS)).bench_local(|| {
        let mut count = 0;
        each(&paths, |_, text| count += yaml_events(text));
        assert!(black_box(count) > CARDS);
    });
}

#[divan::bench]
fn card_stated(bencher: Bencher) {
    let card = card(7);
    bencher.counter(BytesCount::of_str(&card)).bench_local(|| black_box(railc_metadata::card::read("a/b/README.md", black_box(&card))));
}

#[divan::bench]
fn card_yaml_alone(bencher: Bencher) {
    let card = card(7);
    bencher.counter(BytesCount::of_str(&card)).bench_local(|| yaml_events(black_box(&card)));
}

/// A bill of 100,000 components, each with a license and an ancestor.
#[divan::bench(sample_count = 5)]
fn bill_of_100_000(bencher: Bencher) {
    let mut bill = String::from("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [");
    for at in 0..100_000 {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            bill,
            "{comma}{{\"type\": \"library\", \"bom-ref\": \"part-{at}\", \"name\": \"part\", \"version\": \"1\", \"purl\": \"pkg:cargo/part-{at}@1\", \"licenses\": \
             [{{\"license\": {{\"id\": \"MIT\"}}}}], \"pedigree\": {{\"ancestors\": [{{\"name\": \"base-{at}\"}}]}}, \"hashes\": [{{\"alg\": \"SHA-256\", \"content\": \
             \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}}]}}"
        );
    }
    bill += "]}";
    bencher.counter(BytesCount::of_str(&bill)).bench_local(|| black_box(railc_metadata::cyclonedx::read(black_box(&bill))));
}
