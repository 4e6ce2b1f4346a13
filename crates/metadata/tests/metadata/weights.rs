//! Headers of weights, built here byte by byte.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use proptest::prelude::*;

use super::{lines, told};

/// A GGUF file: of the little end, version 3, with these keys.
fn gguf(entries: &[(&str, Value)]) -> Vec<u8> {
    let mut bytes = b"GGUF".to_vec();
    bytes.extend(3u32.to_le_bytes());
    bytes.extend(7u64.to_le_bytes());
    bytes.extend((entries.len() as u64).to_le_bytes());
    for (key, value) in entries {
        text(&mut bytes, key);
        value.write(&mut bytes);
    }
    bytes
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u64).to_le_bytes());
    bytes.extend(text.as_bytes());
}

enum Value<'t> {
    Text(&'t str),
    Texts(&'t [&'t str]),
    Number(u32),
    Numbers(u64),
}

impl Value<'_> {
    fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Value::Text(words) => {
                bytes.extend(8u32.to_le_bytes());
                text(bytes, words);
            }
            Value::Texts(all) => {
                bytes.extend(9u32.to_le_bytes());
                bytes.extend(8u32.to_le_bytes());
                bytes.extend((all.len() as u64).to_le_bytes());
                all.iter().for_each(|words| text(bytes, words));
            }
            Value::Number(number) => {
                bytes.extend(4u32.to_le_bytes());
                bytes.extend(number.to_le_bytes());
            }
            Value::Numbers(count) => {
                bytes.extend(9u32.to_le_bytes());
                bytes.extend(6u32.to_le_bytes());
                bytes.extend(count.to_le_bytes());
                bytes.extend(std::iter::repeat_n(0u8, *count as usize * 4));
            }
        }
    }
}

fn garden() -> Vec<u8> {
    gguf(&[
        ("general.architecture", Value::Text("llama")),
        ("general.name", Value::Text("Llama 3.1 8B")),
        ("tokenizer.ggml.tokens", Value::Texts(&["a", "b", "c"])),
        ("tokenizer.ggml.scores", Value::Numbers(300)),
        ("general.license", Value::Texts(&["llama3.1", "mit"])),
        ("general.license.link", Value::Text("LICENSE")),
        ("general.file_type", Value::Number(15)),
        ("general.base_model.count", Value::Number(1)),
        ("general.base_model.0.name", Value::Text("Llama 3.1 8B")),
        ("general.base_model.0.repo_url", Value::Text("https://huggingface.co/Meta Llama/Llama 3.1 8B")),
        ("general.dataset.0.name", Value::Text("Seeds")),
    ])
}

#[test]
fn a_gguf_file_states_a_license_and_hints_at_origins() {
    assert_eq!(
        told("garden.gguf", garden()),
        [
            "garden is Model, \"Llama 3.1 8B\"",
            "garden: License general.license[0] = \"llama3.1\" Stated",
            "garden: License general.license[1] = \"mit\" Stated",
            "garden: Link general.license.link = \"LICENSE\" Stated",
            "garden <- https://huggingface.co/Meta Llama/Llama 3.1 8B (Address Model) ? by general.base_model.0.repo_url Hint",
            "garden <- Seeds (Words Data) ? by general.dataset.0.name Hint",
        ]
    );
    let adapter = gguf(&[("general.type", Value::Text("adapter")), ("general.base_model.0.name", Value::Text("Base"))]);
    assert_eq!(told("a.gguf", adapter), ["a is Adapter", "a <- Base (Words Model) adapter by general.base_model.0.name Hint"]);
}

#[test]
fn other_versions_and_byte_orders_are_read() {
    let mut first = b"GGUF".to_vec();
    for number in [1u32, 0, 1, 15] {
        first.extend(number.to_le_bytes());
    }
    first.extend(b"general.license");
    first.extend(8u32.to_le_bytes());
    first.extend(3u32.to_le_bytes());
    first.extend(b"mit");
    assert_eq!(told("a.gguf", first)[1], "a: License general.license = \"mit\" Stated");
    let mut big = b"GGUF".to_vec();
    big.extend(3u32.to_be_bytes());
    for number in [0u64, 1, 15] {
        big.extend(number.to_be_bytes());
    }
    big.extend(b"general.license");
    big.extend(8u32.to_be_bytes());
    big.extend(3u64.to_be_bytes());
    big.extend(b"mit");
    assert_eq!(told("a.gguf", big)[1], "a: License general.license = \"mit\" Stated");
}

#[test]
fn a_gguf_file_that_lies_is_told() {
    let wrong = |bytes: &[u8]| told("a.gguf", bytes).last().unwrap().clone();
    assert_eq!(wrong(b"version https://git-lfs"), "R1001: this is no GGUF file: it does not begin with `GGUF`");
    assert_eq!(wrong(b"GGUF\x09\0\0\0"), "R1001: version 9 of GGUF is not known");
    // A length of nearly 2^64, of a key, a text and an array.
    let long = |before: &[u8]| [before, &[0xff; 8]].concat();
    let start = gguf(&[])[..16].to_vec();
    let one = [start.as_slice(), &1u64.to_le_bytes()].concat();
    let key = |kind: u32| [one.as_slice(), &1u64.to_le_bytes(), b"a", &kind.to_le_bytes()].concat();
    assert_eq!(wrong(&long(&one)), "R1002: a key of more than 65535 bytes");
    assert_eq!(wrong(&long(&start)), "R1003: the file ends within its header");
    assert_eq!(wrong(&long(&key(8))), "R1003: the file ends within its header");
    assert_eq!(wrong(&long(&[key(9), 4u32.to_le_bytes().to_vec()].concat())), "R1003: the file ends within its header");
    assert_eq!(wrong(&long(&[key(9), 8u32.to_le_bytes().to_vec()].concat())), "R1003: the file ends within its header");
    assert_eq!(wrong(&key(77)), "R1001: a value of the unknown kind 77");
    let nested = [9u32.to_le_bytes().as_slice(), &1u64.to_le_bytes()].concat().repeat(6);
    assert_eq!(wrong(&[key(9), nested].concat()), "R1002: more than 4 arrays stand inside each other");
}

/// A file that is longer than any memory: its bytes are zeros after a beginning.
struct Endless {
    beginning: Vec<u8>,
    at: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(0);
        let start = usize::try_from(self.at).unwrap().min(self.beginning.len());
        let count = buffer.len().min(self.beginning.len() - start);
        buffer[..count].copy_from_slice(&self.beginning[start..start + count]);
        self.at += buffer.len() as u64;
        Ok(buffer.len())
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(_) => 1 << 62,
            SeekFrom::Current(by) => self.at.checked_add_signed(by).unwrap(),
        };
        Ok(self.at)
    }
}

#[test]
fn a_header_has_a_bound_whatever_the_file_holds() {
    let start = gguf(&[])[..16].to_vec();
    let mut entry = [start.as_slice(), &1u64.to_le_bytes(), &1u64.to_le_bytes(), b"a", &8u32.to_le_bytes()].concat();
    entry.extend((1u64 << 40).to_le_bytes());
    let of = |name: &str, beginning: Vec<u8>| {
        lines(&railc_metadata::read(name, &mut Endless { beginning, at: 0 }).unwrap()).last().unwrap().clone()
    };
    assert_eq!(of("a.gguf", entry), "R1002: a header of more than 100 MiB");
    assert_eq!(of("a.safetensors", (1u64 << 40).to_le_bytes().to_vec()), "R1002: a header of more than 100 MiB");
    assert_eq!(of("README.md", b"---\nlicense: mit\n---\n".to_vec()), "R1002: more than 8 MiB; what follows is not read");
}

fn safetensors(header: &str) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &[0; 8]].concat()
}

#[test]
fn a_safetensors_file_states_its_metadata() {
    let header = r#"{"__metadata__": {"license": "other", "license_name": "garden-terms", "license_link": "LICENSE.md", "modelspec.title": "Garden",
        "modelspec.merged_from": "a/one,b/two", "ss_sd_model_name": "base.safetensors", "format": "pt"},
        "weight": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}    "#;
    assert_eq!(
        told("x/garden.safetensors", safetensors(header)),
        [
            "x/garden is Model, \"Garden\"",
            "x/garden: License __metadata__.license = \"other\" Stated",
            "x/garden: Name __metadata__.license_name = \"garden-terms\" Stated",
            "x/garden: Link __metadata__.license_link = \"LICENSE.md\" Stated",
            "x/garden <- a/one (Id Model) merge by __metadata__.modelspec.merged_from Hint",
            "x/garden <- b/two (Id Model) merge by __metadata__.modelspec.merged_from Hint",
            "x/garden <- base.safetensors (Path Model) ? by __metadata__.ss_sd_model_name Hint",
        ]
    );
    let wrong = |bytes: &[u8]| told("a.safetensors", bytes).last().unwrap().clone();
    assert_eq!(wrong(b""), "R1003: the file is shorter than the header that it claims");
    assert_eq!(wrong(&[0xff; 20]), "R1003: the file is shorter than the header that it claims");
    assert_eq!(wrong(&safetensors("{\"a\"")), "R1001: `:` is missing after a key");
    assert_eq!(wrong(&[4, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]), "R1001: the header is no UTF-8");
    assert_eq!(wrong(&safetensors("[]")), "a is Model");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        told("a.gguf", &bytes);
        told("a.gguf", [b"GGUF\x03\0\0\0".as_slice(), &bytes].concat());
        told("a.safetensors", &bytes);
    }

    #[test]
    fn a_file_that_is_cut_is_told(cut in 5usize..1_700) {
        let whole = garden();
        let cut = cut.min(whole.len() - 1);
        let lines = told("garden.gguf", &whole[..cut]);
        prop_assert_eq!(lines.last().unwrap(), "R1003: the file ends within its header");
        // What a broken byte makes of it is some answer, and no panic.
        let mut broken = whole;
        broken[cut] ^= 0x55;
        let _ = railc_metadata::gguf::read("a", &mut Cursor::new(broken)).unwrap();
    }
}
