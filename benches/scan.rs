//! Names of models in a folder of code, beside ripgrep with the same words.
//!
//! `cargo bench --bench scan`. `finder` reads and looks through the files on one thread; `ripgrep` runs `rg`, where it is installed, on one thread as well.
//! Compare the two within one run.
#![allow(missing_docs, clippy::expect_used, reason = "a bench that can't start may say so loudly")]

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use railc::scan::Catalogue;
use railc_scan::Finder;

fn main() {
    divan::main();
}

/// How many files are in the folder.
const FILES: usize = 2_000;

/// A file as programs with models have them: a name in some hundred lines, and the word `model` in every tenth.
fn file(at: usize) -> String {
    let mut text = format!("from transformers import AutoModel\n\nMODEL_ID = \"owner-{at}/garden-7b\"\n");
    for line in 0..120 {
        let _ = match line % 10 {
            0 => writeln!(text, "    loss = model(batch[\"input_ids\"], labels=labels).loss  # {line}"),
            _ => writeln!(text, "    value_{line} = compute(value_{line}, width={line}, height=\"{at}\")"),
        };
    }
    text + "model = AutoModel.from_pretrained(MODEL_ID)\n"
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("railc-scan-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    for at in 0..FILES {
        fs::write(folder.join(format!("{at}.py")), file(at)).expect("a file can be written");
    }
    folder
}

fn made() -> Finder {
    let catalogue = std::sync::Arc::new(Catalogue::new(Vec::new()));
    let known = catalogue.clone();
    Finder::new(&catalogue.owners(), move |name| known.knows(name))
}

#[divan::bench]
fn finder(bencher: Bencher) {
    let (folder, finder) = (folder(), made());
    let paths: Vec<PathBuf> = (0..FILES).map(|at| folder.join(format!("{at}.py"))).collect();
    let bytes: usize = (0..FILES).map(|at| file(at).len()).sum();
    bencher.counter(ItemsCount::new(FILES)).counter(BytesCount::new(bytes)).bench(|| {
        let found = |path: &PathBuf| finder.text("a.py", &fs::read_to_string(path).expect("it was written")).len();
        black_box(paths.iter().map(found).sum::<usize>())
    });
    let _ = fs::remove_dir_all(folder);
}

#[divan::bench]
fn ripgrep(bencher: Bencher) {
    if Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_err() {
        return;
    }
    let folder = folder();
    let words = folder.join("words");
    let leads: Vec<String> = made().leads().map(str::to_owned).collect();
    fs::write(&words, leads.join("\n") + "\n").expect("a file can be written");
    bencher.counter(ItemsCount::new(FILES)).bench(|| {
        let mut rg = Command::new("rg");
        rg.args(["--ignore-case", "--fixed-strings", "--threads", "1", "--line-number", "--column", "--glob", "*.py", "--file"]);
        rg.arg(&words).arg(&folder).stdout(Stdio::null()).status().expect("it is installed")
    });
    let _ = fs::remove_dir_all(folder);
}

#[divan::bench]
fn catalogue(bencher: Bencher) {
    bencher.bench(|| black_box(Catalogue::new(Vec::new())));
}
