//! Which words are names of things, and of what.

use super::Kind;
use super::contexts::{Bare, GATEWAYS, Gateway};
use super::lookalikes::{BUILDERS, FILE_ENDINGS, NO_IDS, NO_OWNERS};

/// A word as it stands where a name belongs.
pub(crate) struct Word<'t> {
    /// The word.
    pub(crate) text: &'t str,
    /// What it would be.
    pub(crate) kind: Kind,
    /// What it is without an owner.
    pub(crate) bare: Bare,
}

/// The name that a word is, and the revision that it holds.
pub(crate) fn named(word: &Word<'_>, is_known: &dyn Fn(&str) -> bool) -> Option<(String, Option<String>)> {
    let text = word.text.trim();
    if text.len() < 2 || text.len() > 200 || text.contains(['{', '}', '$', '<', '>', ' ', '\\', '%', '*', '(', ')', ',', '"', '\'']) {
        return None;
    }
    if text.contains("://") || text.starts_with("huggingface.co/") || text.starts_with("hf.co/") {
        return None;
    }
    if let Bare::Behind("ollama:") = word.bare {
        return ollama(text);
    }
    // vLLM, litellm and others: `owner/name@revision`, `owner/name:tag`.
    let (id, revision) = match text.split_once('@') {
        Some((id, revision)) if !id.is_empty() && !revision.is_empty() => (id, Some(revision.to_owned())),
        _ => (text, None),
    };
    let id = id.strip_suffix(":latest").unwrap_or(id);
    if is_known(id) {
        return Some((id.to_owned(), revision));
    }
    if id.contains('/') {
        return owned(id, is_known).map(|name| (name, revision));
    }
    bare(id, word, is_known).map(|name| (name, revision))
}

fn owned(id: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    for (front, gateway) in GATEWAYS {
        let Some(rest) = id.strip_prefix(front).filter(|rest| !rest.is_empty()) else { continue };
        return match gateway {
            Gateway::Ollama => ollama(rest).map(|(name, _)| name),
            Gateway::Hub => is_id(rest).then(|| rest.to_owned()),
            Gateway::Served => {
                let last = rest.rsplit('/').next().unwrap_or(rest);
                Some(if is_known(&format!("api:{last}")) { format!("api:{last}") } else { format!("api:{id}") })
            }
        };
    }
    is_id(id).then(|| id.to_owned())
}

fn bare(id: &str, word: &Word<'_>, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let is_word = id.starts_with(|first: char| first.is_ascii_alphanumeric())
        && id.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(sign));
    if !is_word || is_file(id) {
        return None;
    }
    if word.kind == Kind::Data && BUILDERS.contains(&id) {
        return None;
    }
    let served = format!("api:{id}");
    if is_known(&served) {
        return Some(served);
    }
    match word.bare {
        Bare::Itself => is_plausible(id).then(|| id.to_owned()),
        Bare::IfKnown => None,
        Bare::Behind(front) => Some(format!("{front}{id}")),
    }
}

/// Words that a call may hold in the place of a name, and that name nothing.
fn is_plausible(id: &str) -> bool {
    const NOTHING: [&str; 10] = ["model", "models", "none", "null", "true", "false", "path", "checkpoint", "output", "dataset"];
    id.len() > 2 && !NOTHING.contains(&id.to_ascii_lowercase().as_str()) && id.contains(|sign: char| sign.is_ascii_alphabetic())
}

fn ollama(text: &str) -> Option<(String, Option<String>)> {
    if let Some(rest) = text.strip_prefix("hf.co/").or_else(|| text.strip_prefix("huggingface.co/")) {
        let id = rest.split(':').next().unwrap_or(rest);
        return is_id(id).then(|| (id.to_owned(), None));
    }
    let text = text.strip_prefix("ollama/").unwrap_or(text);
    let is_name = text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_.:/".contains(sign))
        && text.matches('/').count() < 2
        && !is_file(text);
    is_name.then(|| (format!("ollama:{}", text.strip_suffix(":latest").unwrap_or(text)), None))
}

fn is_file(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    FILE_ENDINGS.iter().any(|ending| small.ends_with(ending))
}

/// Whether a text is `owner/name`, and no path, type or package that looks like it.
pub(crate) fn is_id(text: &str) -> bool {
    let Some((owner, name)) = text.split_once('/') else { return false };
    let small = owner.to_ascii_lowercase();
    railc_metadata::names::hub_id(text) == Some(text)
        && !NO_IDS.contains(&small.as_str())
        && !is_file(name)
        && name.len() > 1
        && owner.len() > 1
        && (owner.contains(|sign: char| sign.is_ascii_alphabetic()) && name.contains(|sign: char| sign.is_ascii_alphabetic()))
}

/// What an address at the hub is about: its name, what it is, and the revision.
pub(crate) fn at_hub(path: &str) -> Option<(String, Kind, Option<String>)> {
    let end = path.find(|sign: char| !(sign.is_ascii_alphanumeric() || "-_./@".contains(sign))).unwrap_or(path.len());
    let path = path.get(..end)?.trim_end_matches(['.', '/', '-']);
    let (path, kind) = match path.split_once('/') {
        Some(("datasets", rest)) => (rest, Kind::Data),
        Some(("models", rest)) => (rest, Kind::Model),
        Some(("api", rest)) => match rest.split_once('/')? {
            ("datasets", rest) => (rest, Kind::Data),
            ("models", rest) => (rest, Kind::Model),
            _ => return None,
        },
        _ => (path, Kind::Model),
    };
    let mut parts = path.split('/');
    let owner = parts.next()?;
    if NO_OWNERS.contains(&owner) {
        return None;
    }
    let name = parts.next()?;
    let (name, at) = name.split_once('@').map_or((name, None), |(name, at)| (name, Some(at.to_owned())));
    let name = name.trim_end_matches(".git");
    let revision = match (parts.next(), parts.next()) {
        (Some("resolve" | "blob" | "tree" | "raw"), Some(revision)) if revision != "main" => Some(revision.to_owned()),
        _ => at,
    };
    let id = format!("{owner}/{name}");
    is_id(&id).then_some((id, kind, revision))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        let known = |id: &str| ["gpt2", "openai/whisper-tiny", "api:gpt-4o"].contains(&id);
        named(&Word { text, kind: Kind::Model, bare: Bare::IfKnown }, &known).map(|(name, _)| name)
    }

    #[test]
    fn names_are_told_from_what_looks_like_them() {
        for (text, expected) in [
            ("meta-llama/Llama-3.1-8B", Some("meta-llama/Llama-3.1-8B")),
            ("gpt2", Some("gpt2")),
            ("resnet", None),
            ("openai/whisper-tiny", Some("openai/whisper-tiny")),
            ("openai/gpt-4o", Some("api:gpt-4o")),
            ("groq/llama-3.1-8b-instant", Some("api:groq/llama-3.1-8b-instant")),
            ("ollama/llama3.1:8b", Some("ollama:llama3.1:8b")),
            ("huggingface/a1/b2", Some("a1/b2")),
            ("application/json", None),
            ("models/garden", None),
            ("garden/model.pt", None),
            ("@scope/package", None),
            ("./a/b", None),
            ("a/b/c", None),
            ("{owner}/name", None),
        ] {
            assert_eq!(told(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn addresses_say_what_and_which_revision() {
        let told = |path: &str| at_hub(path).map(|(name, kind, revision)| (name, kind, revision.unwrap_or_default()));
        assert_eq!(told("google/gemma-2b/blob/main/README.md)"), Some(("google/gemma-2b".into(), Kind::Model, String::new())));
        assert_eq!(told("datasets/aa/bb?x"), Some(("aa/bb".into(), Kind::Data, String::new())));
        assert_eq!(told("aa/bb/resolve/abc123/x.bin"), Some(("aa/bb".into(), Kind::Model, "abc123".into())));
        assert_eq!(told("docs/transformers"), None);
        assert_eq!(told("gpt2"), None);
    }
}
