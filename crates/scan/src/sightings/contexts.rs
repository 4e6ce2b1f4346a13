//! What leads to a name: a table for each form. A new library or program is a line here.

use super::Kind;

/// A call that takes the name of a thing.
pub(crate) struct Call {
    /// The function, in small letters; `ollama.chat` only behind that word.
    pub(crate) function: &'static str,
    /// What it takes.
    pub(crate) kind: Kind,
    /// The places of names among the arguments without a keyword.
    pub(crate) at: &'static [usize],
    /// The keywords of names.
    pub(crate) keywords: &'static [&'static str],
    /// What a name is taken for that has no owner.
    pub(crate) bare: Bare,
}

/// What a name without an owner is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bare {
    /// A thing of the hub, known or not.
    Itself,
    /// A thing of the hub if it is known, else a word that means something else.
    IfKnown,
    /// The name of a thing with this in front: `openai/whisper-`.
    Behind(&'static str),
}

const fn model(function: &'static str, at: &'static [usize], keywords: &'static [&'static str], bare: Bare) -> Call {
    Call { function, kind: Kind::Model, at, keywords, bare }
}

const fn data(function: &'static str, keywords: &'static [&'static str]) -> Call {
    Call { function, kind: Kind::Data, at: &[0], keywords, bare: Bare::Itself }
}

/// All calls.
pub(crate) const CALLS: &[Call] = &[
    // transformers, diffusers, peft and their kin
    model("from_pretrained", &[0, 1], &["pretrained_model_name_or_path", "model_id", "repo_id", "model_name"], Bare::Itself),
    model("from_model_id", &[0], &["model_id"], Bare::Itself),
    model("load_lora_weights", &[0], &["pretrained_model_name_or_path_or_dict"], Bare::IfKnown),
    model("load_ip_adapter", &[0], &["pretrained_model_name_or_path_or_dict"], Bare::IfKnown),
    model("load_textual_inversion", &[0], &["pretrained_model_name_or_path"], Bare::IfKnown),
    model("pipeline", &[1], &["model", "tokenizer"], Bare::IfKnown),
    model("sentencetransformer", &[0], &["model_name_or_path"], Bare::Behind("sentence-transformers/")),
    model("crossencoder", &[0], &["model_name", "model_name_or_path"], Bare::IfKnown),
    model("setfitmodel", &[0], &[], Bare::IfKnown),
    // hub clients
    model("snapshot_download", &[0], &["repo_id"], Bare::Itself),
    model("hf_hub_download", &[0], &["repo_id"], Bare::Itself),
    model("hf_hub_url", &[0], &["repo_id"], Bare::Itself),
    model("cached_download", &[], &["repo_id"], Bare::IfKnown),
    model("model_info", &[0], &["repo_id"], Bare::IfKnown),
    model("list_repo_files", &[0], &["repo_id"], Bare::IfKnown),
    model("inferenceclient", &[0], &["model"], Bare::IfKnown),
    // servers and frames
    model("llm", &[0], &["model"], Bare::IfKnown),
    model("asyncengineargs", &[], &["model"], Bare::IfKnown),
    model("engineargs", &[], &["model"], Bare::IfKnown),
    model("huggingfacehub", &[], &["repo_id"], Bare::IfKnown),
    model("huggingfaceendpoint", &[], &["repo_id", "model"], Bare::IfKnown),
    model("huggingfaceembeddings", &[], &["model_name", "model"], Bare::Behind("sentence-transformers/")),
    model("sentencetransformerembeddings", &[], &["model_name", "model"], Bare::Behind("sentence-transformers/")),
    model("chatollama", &[0], &["model"], Bare::Behind("ollama:")),
    model("ollamallm", &[0], &["model"], Bare::Behind("ollama:")),
    model("ollama", &[0], &["model"], Bare::Behind("ollama:")),
    model("ollamaembeddings", &[0], &["model"], Bare::Behind("ollama:")),
    model("ollama.chat", &[0], &["model"], Bare::Behind("ollama:")),
    model("ollama.generate", &[0], &["model"], Bare::Behind("ollama:")),
    model("ollama.embeddings", &[0], &["model"], Bare::Behind("ollama:")),
    model("ollama.embed", &[0], &["model"], Bare::Behind("ollama:")),
    model("ollama.pull", &[0], &["model"], Bare::Behind("ollama:")),
    // other zoos
    model("timm.create_model", &[0], &["model_name"], Bare::Behind("timm/")),
    model("spacy.load", &[0], &["name"], Bare::Behind("spacy/")),
    model("whisper.load_model", &[0], &["name"], Bare::Behind("openai/whisper-")),
    model("whispermodel", &[0], &["model_size_or_path"], Bare::Behind("Systran/faster-whisper-")),
    model("hub.load", &[0], &["repo_or_dir"], Bare::IfKnown),
    // datasets
    data("load_dataset", &["path"]),
    data("load_dataset_builder", &["path"]),
    data("get_dataset_config_names", &["path"]),
    data("get_dataset_split_names", &["path"]),
    data("dataset_info", &["repo_id"]),
];

/// Words in the name of a variable, a key or an option whose value may be a thing.
pub(crate) const KEY_WORDS: &[&str] = &[
    "model",
    "dataset",
    "repo_id",
    "tokenizer",
    "checkpoint",
    "llm",
    "embedding",
    "embedder",
    "reranker",
    "encoder",
    "pretrained",
    "backbone",
];

/// Programs that take a thing on the command line: the words, and what a name without an owner is.
pub(crate) const COMMANDS: &[(&str, Bare)] = &[
    ("ollama run ", Bare::Behind("ollama:")),
    ("ollama pull ", Bare::Behind("ollama:")),
    ("vllm serve ", Bare::IfKnown),
    ("huggingface-cli download ", Bare::IfKnown),
    ("hf download ", Bare::IfKnown),
    ("mlx_lm.generate --model ", Bare::IfKnown),
    ("trtllm-serve ", Bare::IfKnown),
    ("spacy download ", Bare::Behind("spacy/")),
];

/// Where the hub and other places show things.
pub(crate) const ADDRESSES: &[(&str, Host)] = &[
    ("huggingface.co/", Host::Hub),
    ("hf.co/", Host::Hub),
    ("hf-mirror.com/", Host::Hub),
    ("hf://", Host::Hub),
    ("ollama.com/library/", Host::Ollama),
];

/// Whose address it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Host {
    /// The Hugging Face hub.
    Hub,
    /// Ollama's library.
    Ollama,
}

/// How gateways name what they lead to: `groq/llama-3.1-8b-instant`.
pub(crate) const GATEWAYS: &[(&str, Gateway)] = &[
    ("ollama/", Gateway::Ollama),
    ("ollama_chat/", Gateway::Ollama),
    ("huggingface/", Gateway::Hub),
    ("hosted_vllm/", Gateway::Hub),
    ("vllm/", Gateway::Hub),
    ("together_ai/", Gateway::Hub),
    ("deepinfra/", Gateway::Hub),
    ("anthropic/", Gateway::Served),
    ("azure/", Gateway::Served),
    ("bedrock/", Gateway::Served),
    ("cohere/", Gateway::Served),
    ("deepseek/", Gateway::Served),
    ("fireworks_ai/", Gateway::Served),
    ("gemini/", Gateway::Served),
    ("groq/", Gateway::Served),
    ("mistral/", Gateway::Served),
    ("openai/", Gateway::Served),
    ("openrouter/", Gateway::Served),
    ("perplexity/", Gateway::Served),
    ("replicate/", Gateway::Served),
    ("vertex_ai/", Gateway::Served),
    ("xai/", Gateway::Served),
];

/// Where a gateway leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gateway {
    /// To Ollama's library.
    Ollama,
    /// To a thing of the hub.
    Hub,
    /// To a model that is only served.
    Served,
}
