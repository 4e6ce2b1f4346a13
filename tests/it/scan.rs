//! `railc scan` on folders made here: what is found and what is not, hostile ones among them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("scan-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let folder = Folder(path);
        for (file, text) in files {
            folder.write(file, text.as_bytes());
        }
        folder
    }

    fn write(&self, file: &str, bytes: &[u8]) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (String, String, i32) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_railc"));
        let output = command.arg("scan").arg(".").args(arguments).current_dir(&self.0).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code().unwrap())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (out, error, _) = self.run(&[&["--format", "json"], arguments].concat());
        serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}\n{error}"))
    }

    /// `name@revision file:line:column`, with `?` in front of what is only mentioned.
    fn things(&self) -> Vec<String> {
        let document = self.json(&[]);
        let mut all = Vec::new();
        for thing in document["things"].as_array().unwrap() {
            for place in thing["places"].as_array().unwrap() {
                let revision = thing["revision"].as_str().map(|revision| format!("@{revision}")).unwrap_or_default();
                let sign = if place["used"].as_bool().unwrap() { "" } else { "?" };
                let (name, file) = (thing["name"].as_str().unwrap(), place["file"].as_str().unwrap());
                all.push(format!("{sign}{name}{revision} {file}:{}:{}", place["line"], place["column"]));
            }
        }
        all.sort();
        all
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn finds(file: &str, text: &str, expected: &[&str]) {
    let name: String = file.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    let folder = Folder::new(&format!("{name}-{}", text.len()), &[(file, text)]);
    let found: Vec<String> = folder.things().into_iter().map(|one| one.replace(&format!(" {file}:"), " ")).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn code_names_things_in_many_ways() {
    finds("a.py", "m = AutoModel.from_pretrained(\n    \"aa/bb-7b\", revision='v1.0',\n)\n", &["aa/bb-7b@v1.0 2:6"]);
    finds("o.py", "model = AutoModel.from_pretrained(\n    \"aa/bb-7b\",\n    revision='v1.0')\n", &["aa/bb-7b@v1.0 2:6"]);
    finds("b.py", "x = pipeline('fill-mask', model='gpt2')\n", &["gpt2 1:34"]);
    finds("c.py", "SentenceTransformer('all-MiniLM-L6-v2')\n", &["sentence-transformers/all-MiniLM-L6-v2 1:22"]);
    finds("d.py", "load_dataset('squad')\nload_dataset('csv', data_files='a/b')\n", &["squad 1:15"]);
    finds("e.py", "MODEL_NAMES = [\n 'aa/one-1',\n 'bb/two-2',\n]\n", &["aa/one-1 2:3", "bb/two-2 3:3"]);
    finds("f.py", "model: str = field(default='aa/bb-7b')\n", &["aa/bb-7b 1:29"]);
    finds("g.py", "p.add_argument('--model_name', default='aa/bb-7b', help='x')\n", &["aa/bb-7b 1:41"]);
    finds("h.py", "snapshot_download(repo_id='aa/bb', repo_type='dataset')\n", &["aa/bb 1:28"]);
    finds("i.py", "# old: from_pretrained('gpt2')\n>>> x.from_pretrained('gpt2')\n", &["?gpt2 1:25", "?gpt2 2:24"]);
    finds("j.py", "completion(model=\"ollama/llama3.1:8b\")\n", &["ollama:llama3.1:8b 1:19"]);
    finds("k.py", "client.create(model='gpt-4o')\n", &["api:gpt-4o 1:22"]);
    finds("l.js", "await pipeline('embed', 'Xenova/all-MiniLM-L6-v2');\n", &["Xenova/all-MiniLM-L6-v2 1:26"]);
    finds("m.py", "torch.hub.load('facebookresearch/dinov2', 'x')\n", &["github:facebookresearch/dinov2 1:17"]);
    finds("n.rs", "let names = [\"meta-llama/Llama-3.1-8B\"];\n", &["meta-llama/Llama-3.1-8B 1:15"]);
}

#[test]
fn configurations_scripts_and_prose() {
    finds("a.yaml", "model: aa/bb-7b\nrevision: v2\ndatasets:\n  - cc/dd\n", &["aa/bb-7b@v2 1:8", "cc/dd 4:5"]);
    finds("b.json", "{\"base_model\": \"aa/bb-7b\",\n \"image\": \"cc/dd\"}\n", &["aa/bb-7b 1:17"]);
    finds("Dockerfile", "FROM nvidia/cuda:12\nENV MODEL_ID=aa/bb-7b\nCMD [\"--model\", \"cc/dd-1\"]\n", &["aa/bb-7b 2:14", "cc/dd-1 3:18"]);
    finds("run.sh", "vllm serve aa/bb-7b --revision v3\nollama run llama3.2\n", &["aa/bb-7b@v3 1:12", "ollama:llama3.2 2:12"]);
    finds("Modelfile", "FROM llama3.1:8b\n", &["ollama:llama3.1:8b 1:6"]);
    finds(".env", "LLM_MODEL=aa/bb-7b\n", &["aa/bb-7b 1:11"]);
    finds(
        "README.md",
        "---\nbase_model: aa/bb-7b\n---\nSee https://huggingface.co/cc/dd/blob/v1/x.\n",
        &["?cc/dd@v1 4:28", "aa/bb-7b 2:13"],
    );
    let notebook = r##"{"cells": [
 {"cell_type": "code",
  "source": [
   "import x\n",
   "x.from_pretrained(\"aa/bb-7b\")"
  ]}]}"##;
    let folder = Folder::new("notebook", &[("n.ipynb", notebook)]);
    let place = folder.json(&[])["things"][0]["places"][0].clone();
    assert_eq!((&place["line"], &place["cell"]), (&5.into(), &serde_json::json!([1, 2])));
}

#[test]
fn what_only_looks_like_a_name_is_left_alone() {
    let none = "import '@scope/package';\nheaders = {'Content-Type': 'application/json'}\nimage = 'nvidia/cuda:12'\n\
                path = 'src/models'\nmodel_path = './models/garden'\nmodel_type = 'aa/bb'\nrepo = 'rust-lang/rust'\n\
                url = 'https://github.com/mistralai/Mistral-7B'\nif model == 'aa/bb': pass\nmodel = f'{owner}/name'\nmodel = 'garden/model.pt'\n\
                def pipeline(model='x'): ...\n";
    finds("a.py", none, &[]);
    finds("a.yaml", "image: aa/bb\nuses: actions/checkout@v4\nmodel: ${MODEL}\nmodel_dir: aa/bb\n", &[]);
}

#[test]
fn a_use_is_checked_and_what_is_missing_is_told() {
    let llama = "from_pretrained('meta-llama/Llama-3.1-8B')\n";
    let passed_on = "use: A product\naction: [provide-service, distribute.publish]\n";
    let folder = Folder::new("owed", &[("a.py", llama), ("use.yaml", passed_on)]);
    let codes = |document: &Value| -> Vec<String> {
        document["findings"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let first = folder.json(&["--use", "use.yaml"]);
    assert_eq!(codes(&first).len(), 3, "{:?}", codes(&first));
    assert_eq!(folder.run(&["--use", "use.yaml"]).2, 1);
    folder.write("README.md", "Built  with\nLlama\n".as_bytes());
    let line = "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.\n";
    folder.write("NOTICE", line.as_bytes());
    let then = codes(&folder.json(&["--use", "use.yaml"]));
    assert_eq!(then, ["R1083 llama-3.1 `A product` copy"]);
    // A baseline leaves out what is known, wherever it moves.
    folder.write("base.json", serde_json::to_string(&first).unwrap().as_bytes());
    folder.write("a.py", format!("\n\n{llama}").as_bytes());
    assert!(codes(&folder.json(&["--use", "use.yaml", "--baseline", "base.json"])).is_empty());
    assert_eq!(folder.run(&["--use", "use.yaml", "--baseline", "base.json"]).2, 0);
}

#[test]
fn a_copy_of_the_license_counts() {
    let license = railc::License::of_library("open-rail-m").and_then(|license| license.plain()).unwrap();
    let models = "models: [{names: [aa/bb], license: open-rail-m}]\n";
    let passed_on = "action: [distribute.publish]\n";
    let files = [("a.py", "from_pretrained('aa/bb')"), ("models.yaml", models), ("use.yaml", passed_on)];
    let folder = Folder::new("copy", &files);
    let missing =
        |folder: &Folder| folder.run(&["--models", "models.yaml", "--use", "use.yaml"]).0.contains("file with the text of open-rail-m");
    assert!(missing(&folder));
    folder.write("licenses/open-rail-m.txt", license.as_bytes());
    assert!(!missing(&folder), "{}", folder.run(&["--models", "models.yaml", "--use", "use.yaml"]).0);
}

#[test]
fn exit_codes_and_wrong_calls() {
    let folder = Folder::new(
        "codes",
        &[("a.py", "from_pretrained('aa/bb-7b')"), ("known.py", "from_pretrained('gpt2')"), ("bad.yaml", "models: 3")],
    );
    assert_eq!(folder.run(&[]).2, 3);
    for (arguments, said) in [
        (&["--models", "bad.yaml"][..], "R1086"),
        (&["--models", "none.yaml"], "R0601"),
        (&["--today", "yesterday"], "no day"),
        (&["--baseline", "bad.yaml"], "earlier run"),
        (&["--use", "none.yaml"], "none.yaml"),
        (&["--format", "junit"], "JUnit"),
    ] {
        let (_, error, code) = folder.run(arguments);
        assert!(code == 2 && (error.contains(said) || said == "R0601"), "{arguments:?}: {code} {error}");
    }
    fs::remove_file(folder.0.join("a.py")).unwrap();
    assert_eq!(folder.run(&[]).2, 0);
    let (out, _, code) = folder.run(&["--today", "2030-01-01"]);
    assert!(code == 0 && out.contains("days ago"), "{out}");
    let sarif: Value = serde_json::from_str(&folder.run(&["--format", "sarif", "--today", "2030-01-01"]).0).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "R1085");
}

#[test]
fn hostile_folders_do_no_harm() {
    let folder = Folder::new("hostile", &[("deep.ipynb", &"[".repeat(200_000)), ("cells.ipynb", &"{\"cells\":[".repeat(10_000))]);
    folder.write("line.py", ("x = 1; ".repeat(1_400_000) + &"model = 'aa/bb-7b'; ".repeat(10_000)).as_bytes());
    folder.write("bytes.py", b"from_pretrained('aa/\xff\xfebb')\nfrom_pretrained('cc/dd-1')\n");
    folder.write("large.log", &vec![b'x'; 17 << 20]);
    folder.write("short.gguf", b"GGUF\x03\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff");
    folder.write("binary.py", b"from_pretrained('ee/ff')\0");
    folder.write("open.py", format!("from_pretrained({}", "(".repeat(1_000_000)).as_bytes());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(".", folder.0.join("loop")).unwrap();
        std::os::unix::fs::symlink("/etc", folder.0.join("outside")).unwrap();
    }
    let start = Instant::now();
    let document = folder.json(&[]);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    let names: Vec<&str> = document["things"].as_array().unwrap().iter().map(|thing| thing["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["aa/bb-7b", "cc/dd-1"]);
    let skipped: Vec<&str> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["code"] == "R1087")
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(skipped, ["R1087 large.log", "R1087 short.gguf"]);
}

#[test]
fn many_small_files_take_seconds() {
    let folder = Folder::new("many", &[]);
    for part in 0..100 {
        fs::create_dir_all(folder.0.join(format!("{part}"))).unwrap();
        for at in 0..200 {
            fs::write(folder.0.join(format!("{part}/{at}.py")), "x = 1\n").unwrap();
        }
    }
    folder.write(".gitignore", b"/3\n");
    let start = Instant::now();
    let document = folder.json(&[]);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    assert_eq!(document["files"], 99 * 200 + 1);
}
