//! Names of things: which are ids of the Hugging Face hub, and which are paths, addresses or mere words.

use crate::described::Named;

/// The longest id that the hub takes.
const LONGEST: usize = 96;
/// Where the hub shows a thing.
const HOSTS: [&str; 4] = ["https://huggingface.co/", "http://huggingface.co/", "https://hf.co/", "https://www.huggingface.co/"];
/// First parts of paths that look like `owner/name`: what scripts call the folders that they write to.
const FOLDERS: [&str; 16] = [
    "checkpoint",
    "checkpoints",
    "ckpt",
    "ckpts",
    "content",
    "data",
    "experiments",
    "logs",
    "mnt",
    "output",
    "outputs",
    "results",
    "runs",
    "scratch",
    "tmp",
    "workspace",
];
/// Endings of files of weights.
const ENDINGS: [&str; 8] = [".safetensors", ".gguf", ".ggml", ".bin", ".pt", ".pth", ".ckpt", ".onnx"];

/// Files about the folder that they are in, without their endings.
const OF_FOLDER: [&str; 11] = [
    "adapter_config",
    "CITATION",
    "config",
    "croissant",
    "dataset_info",
    "dataset_infos",
    "mergekit_config",
    "model",
    "model_index",
    "Modelfile",
    "README",
];

/// The id in a text that is one, or the address of a model or data set on the hub.
///
/// An id that is well formed need not exist, and a folder that somebody has is often called like one.
pub fn hub_id(text: &str) -> Option<&str> {
    let text = text.trim();
    let Some(rest) = HOSTS.iter().find_map(|host| text.strip_prefix(host)) else {
        return is_id(text).then_some(text);
    };
    let rest = ["datasets/", "spaces/", "models/"].iter().find_map(|kind| rest.strip_prefix(kind)).unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let end = rest.match_indices('/').nth(1).map_or(rest.len(), |(at, _)| at);
    rest.get(..end).filter(|id| is_id(id))
}

fn is_id(text: &str) -> bool {
    let is_part = |part: &str| {
        let signs = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.');
        part.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_') && part.chars().all(signs) && !part.contains("..")
    };
    let mut parts = text.split('/');
    let is_named = parts.next().is_some_and(is_part) && parts.next().is_none_or(is_part) && parts.next().is_none();
    is_named && text.len() <= LONGEST && !is_path(text)
}

/// Whether a text is a path on somebody's machine, or looks like the folders that training scripts write to.
fn is_path(text: &str) -> bool {
    let begins = text.starts_with(['/', '.', '~']) || text.contains('\\') || text.as_bytes().get(1) == Some(&b':');
    let (first, last) = (text.split('/').next().unwrap_or_default(), text.rsplit('/').next().unwrap_or_default());
    let ends = last.starts_with("checkpoint-") || ENDINGS.iter().any(|ending| last.to_ascii_lowercase().ends_with(ending));
    begins || ends || text.ends_with('/') || text.matches('/').count() > 1 || (text.contains('/') && FOLDERS.contains(&first))
}

/// What kind of name a text is, and the name: of an address on the hub the id in it, of anything else the text.
pub fn named(text: &str) -> (&str, Named) {
    let text = text.trim();
    match hub_id(text) {
        Some(id) => (id, Named::Id),
        None if text.contains("://") => (text, Named::Address),
        None if is_path(text) => (text, Named::Path),
        None => (text, Named::Words),
    }
}

/// What a file about one thing is called after its path: `owner/name/README.md` is about `owner/name`, `garden.gguf` about `garden`. A path in a cache
/// of the hub (`models--owner--name/snapshots/…/README.md`) has the id in it.
pub fn name_of_path(path: &str) -> String {
    let path = path.replace('\\', "/");
    if let Some(id) = path.split('/').find_map(cached) {
        return id;
    }
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_of_folder = OF_FOLDER.iter().any(|known| stem.eq_ignore_ascii_case(known));
    match folder.trim_start_matches("./") {
        "" | "." if is_of_folder => file.to_owned(),
        folder if is_of_folder => folder.to_owned(),
        "" | "." => stem.to_owned(),
        folder => format!("{folder}/{stem}"),
    }
}

/// `models--owner--name` is how the cache of the hub calls the folder of `owner/name`.
fn cached(part: &str) -> Option<String> {
    let name = ["models--", "datasets--", "spaces--"].iter().find_map(|kind| part.strip_prefix(kind))?;
    let id = name.replacen("--", "/", 1);
    is_id(&id).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_paths_addresses_and_words() {
        for (text, expected) in [
            ("meta-llama/Llama-3.1-8B", ("meta-llama/Llama-3.1-8B", Named::Id)),
            ("gpt2", ("gpt2", Named::Id)),
            ("https://huggingface.co/google/gemma-2b/blob/main/README.md", ("google/gemma-2b", Named::Id)),
            ("https://huggingface.co/datasets/a/b?x", ("a/b", Named::Id)),
            ("./out/model", ("./out/model", Named::Path)),
            ("output/checkpoint-500", ("output/checkpoint-500", Named::Path)),
            ("results/garden", ("results/garden", Named::Path)),
            ("C:\\models\\garden", ("C:\\models\\garden", Named::Path)),
            ("a/b/c", ("a/b/c", Named::Path)),
            ("garden/model.gguf", ("garden/model.gguf", Named::Path)),
            ("https://example.com/a/b", ("https://example.com/a/b", Named::Address)),
            ("Llama 3.1 8B", ("Llama 3.1 8B", Named::Words)),
            ("a/..", ("a/..", Named::Words)),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }

    #[test]
    fn a_file_is_called_after_its_folder_or_itself() {
        for (path, name) in [
            ("meta-llama/Llama-3.1-8B/README.md", "meta-llama/Llama-3.1-8B"),
            ("README.md", "README.md"),
            ("./README.md", "README.md"),
            ("garden.gguf", "garden"),
            ("x/garden.Q4_K_M.gguf", "x/garden.Q4_K_M"),
            ("hub/models--a--b-c/snapshots/0123/README.md", "a/b-c"),
            ("", ""),
        ] {
            assert_eq!(name_of_path(path), name, "{path}");
        }
    }
}
