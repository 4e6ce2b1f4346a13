//! Model cards.

use proptest::prelude::*;

use super::told;

fn card(front: &str) -> Vec<String> {
    let mut lines = told("a/garden/README.md", format!("---\n{front}---\n# Garden\n"));
    lines.remove(0);
    lines
}

#[test]
fn a_card_states_its_license_and_what_it_was_made_of() {
    let card = "---\nlanguage: en\nlicense: other\nlicense_name: garden-terms\nlicense_link: LICENSE.md\nbase_model:\n- meta-llama/Llama-3.1-8B\n\
                - https://huggingface.co/google/gemma-2b\nbase_model_relation: merge\ndatasets: [allenai/c4]\n---\n# Garden\n";
    assert_eq!(
        told("a/garden/README.md", card),
        [
            "a/garden is Model",
            "3:10 a/garden: License license = \"other\" Stated",
            "4:15 a/garden: Name license_name = \"garden-terms\" Stated",
            "5:15 a/garden: Link license_link = \"LICENSE.md\" Stated",
            "7:3 a/garden <- meta-llama/Llama-3.1-8B (Id Model) merge by base_model[0] Stated",
            "8:3 a/garden <- google/gemma-2b (Id Model) merge by base_model[1] Stated",
            "10:12 a/garden <- allenai/c4 (Id Data) ? by datasets[0] Stated",
        ]
    );
}

#[test]
fn a_list_binds_as_a_whole() {
    let expected = ["3:3 a/garden: License license[0] = \"mit\" Stated", "4:3 a/garden: License license[1] = \"cc-by-nc-4.0\" Stated"];
    assert_eq!(card("license:\n- mit\n- cc-by-nc-4.0\n"), expected);
}

#[test]
fn nothing_is_stated_by_nothing() {
    for front in ["license:\n", "license: ''\n", "license: ~\n", "license: []\n", "license: [\"\", null]\n", "a: b\n", ""] {
        assert_eq!(card(front), [""; 0], "{front}");
    }
    assert_eq!(told("README.md", ""), ["README.md is Unsaid"]);
    assert_eq!(told("README.md", "# License\n\nNone yet.\n"), ["README.md is Unsaid"]);
}

#[test]
fn what_is_no_text_is_unreadable() {
    for (front, problem) in [
        ("license: 2.0\n", "2:10 R1006: `license` is `2.0`, which is no text"),
        ("license: no\n", "2:10 R1006: `license` is `no`, which is no text"),
        ("license: {id: mit}\n", "2:10 R1006: `license` is a list or a map, where a text belongs"),
        ("license: [[mit]]\n", "2:11 R1006: `license[0]` is a list or a map, where a text belongs"),
        ("license: !!python/name:os.system mit\n", "2:34 R1006: `license` is `mit`, which is no text"),
        ("base_model: 7\n", "2:13 R1006: `base_model` is `7`, which is no text"),
        ("base_model: a/b\nbase_model_relation: [x]\n", "3:22 R1006: `base_model_relation` is no text"),
    ] {
        assert_eq!(card(front).last().map(String::as_str), Some(problem), "{front}");
    }
}

#[test]
fn contradictions_show_both_places() {
    let twice = card("license: mit\na: b\nlicense: apache-2.0\n");
    assert_eq!(
        twice,
        [
            "2:10 a/garden: License license = \"mit\" Contradicted",
            "4:10 a/garden: License license = \"apache-2.0\" Contradicted",
            "4:1 R1005: the key `license` stands twice: one reader takes the first, another the last, a third none",
        ]
    );
    let named = card("license: mit\nlicense_name: garden-terms\n");
    assert_eq!(named.last().unwrap(), "3:15 R1007: `license` is `mit`, and `license_name` names another: `garden-terms`");
    assert!(named[0].ends_with("Contradicted") && named[1].ends_with("Contradicted"));
    let trainer =
        ["2:10 a/garden: License licence = \"license\" Contradicted", "2:1 R1008: `licence` is no key that readers of cards know"];
    assert_eq!(card("licence: license\n"), trainer);
}

#[test]
fn objects_paths_and_old_data_sets_are_understood() {
    assert_eq!(card("base_model: {name: a/b, note: c/d}\n"), ["2:20 a/garden <- a/b (Id Model) ? by base_model.name Stated"]);
    assert_eq!(
        card("base_model: ./output/checkpoint-500\n"),
        [
            "2:13 a/garden <- ./output/checkpoint-500 (Path Model) ? by base_model Stated",
            "2:13 R1010: `base_model` is `./output/checkpoint-500`, a path, where the id of a thing belongs",
        ]
    );
    let data = told("d/README.md", "---\nlicense: cc-by-4.0\nsource_datasets: [original, extended|squad]\ntask_ids: []\n---\n");
    let expected =
        ["d is Data", "2:10 d: License license = \"cc-by-4.0\" Stated", "3:29 d <- squad (Id Data) extended by source_datasets[1] Stated"];
    assert_eq!(data, expected);
    assert_eq!(told("README.md", "---\nsdk: gradio\nmodels: [a/b]\n---\n")[0], "README.md is Application");
}

#[test]
fn what_some_readers_miss_is_told() {
    for (text, problem) in [
        ("\u{feff}---\nlicense: mit\n---\n", "1:1 R1009: a byte order mark hides the front matter from the client of the hub"),
        (
            "<!-- made by hand -->\n---\nlicense: mit\n---\n",
            "1:1 R1009: what stands before the front matter hides it from the client of the hub",
        ),
        ("---\nlicense: mit\n--- \n", "3:4 R1009: a blank behind the fence hides the front matter from the client of the hub"),
    ] {
        let lines = told("README.md", text);
        assert!(lines[1].ends_with("\"mit\" Stated"), "{lines:?}");
        assert_eq!(lines[2], problem);
    }
    // Lines around a text are no front matter.
    assert_eq!(told("README.md", "# Garden\n\n---\nIt grows: well\n---\n"), ["README.md is Unsaid"]);
}

#[test]
fn a_broken_front_matter_states_something_that_nobody_can_read() {
    for (text, problem) in [
        ("---\nlicense: mit\nx: [\n---\n", "3:4 R1001: `[` is never closed"),
        ("---\nlicense: mit\n", "1:1 R1001: a front matter that is never closed"),
        ("---\nlicense: {{ license }}\n---\n", "2:11 R1001: a key that is a list or a map"),
        ("---\na: &a [*a]\nlicense: *b\n---\n", "3:10 R1001: the alias `*b` stands for nothing"),
    ] {
        let lines = told("README.md", text);
        assert!(lines[1].contains("front matter = \"\" Unreadable"), "{lines:?}");
        assert_eq!(lines.last().unwrap(), problem);
    }
    assert_eq!(card("a: &a mit\nlicense: *a\n"), ["3:10 a/garden: License license = \"mit\" Stated"]);
    assert_eq!(card("a: &a [mit, *a]\nlicense: *a\n")[1], "3:10 R1006: `license` is `*`, which is no text");
    let deep = format!("a: {}1{}\n", "[".repeat(200), "]".repeat(200));
    assert!(card(&deep).last().unwrap().contains("R1002: more than 64 lists and maps stand inside each other"));
    let long = format!("---\n{}", "a: b\n".repeat(300_000));
    assert_eq!(told("README.md", long).last().unwrap(), "1:1 R1002: a front matter of more than 1 MiB");
    let bytes = b"---\nlicense: mit\n---\nna\xefve\n";
    assert_eq!(told("README.md", bytes).last().unwrap(), "4:3 R0603: this byte is no UTF-8; what follows it is not read");
}

#[test]
fn the_body_gives_hints() {
    let lines = told("README.md", "---\nlicense: mit\n---\n# A\n- **License:** [Apache 2.0](LICENSE)\n```\nlicense: gpl\n```\n");
    assert_eq!(lines[2], "5:17 README.md: License body = \"Apache 2.0\" Hint");
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_merge_lists_its_parents_in_the_body() {
    let body = "This is a merge made with [mergekit](https://github.com/cg123/mergekit).\n\nThis model was merged using the [TIES](x) merge method using \
                [a/base](https://huggingface.co/a/base) as a base.\n\n### Models Merged\n\n* [b/one](https://huggingface.co/b/one)\n* ./local\n\n\
                ### Configuration\n\n```yaml\nmodels:\n  - model: b/one@main+c/lora\n  - model: ./local\nmerge_method: ties\nbase_model: a/base\n```\n";
    let lines = told("README.md", format!("---\nbase_model: b/one\n---\n{body}"));
    assert_eq!(
        lines,
        [
            "README.md is Model",
            "2:13 README.md <- b/one (Id Model) merge by base_model Stated",
            "6:71 README.md <- a/base (Id Model) merge by body Stated",
            "17:12 README.md <- c/lora (Id Model) merge by mergekit.models[0].model Stated",
            "18:12 README.md <- ./local (Path Model) merge by mergekit.models[1].model Stated",
        ]
    );
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        told("README.md", bytes);
    }

    #[test]
    fn no_front_matter_panics(front in "[a-z:\\-\\[\\]{}&*!|>'\" \n\r\t#%@,.é0]{0,80}") {
        told("README.md", format!("---\nlicense: {front}\n---\nLicense: {front}"));
    }
}
