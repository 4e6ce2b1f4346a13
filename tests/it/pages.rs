//! Every code has a page, and the page is right: its first block gives the code and nothing else, the fixed one gives no error.

use std::path::Path;

use railc::analysis::idle::What;
use railc::analysis::lineage;
use railc::card;
use railc::lint::Subject;
use railc_core::base::Sources;
use railc_core::check::ChosenPolicy;
use railc_core::diagnostic::{ALL, Code, Diagnostic};
use railc_core::usage::{Format, Unknown};
use railc_core::{policy, usage};
use railc_language::driver::{self, Loaded};
use railc_language::render::Templates;
use railc_language::syntax;

/// Codes whose pages show a call, not a file: what gives them, and where they are tested.
const CALLS: &[(Code, &str)] = &[
    (Code::Unreadable, "files are read by the command line"),
    (Code::FileTooLarge, "files are read by the command line, and a page holds no such file"),
    (Code::NotText, "files are read by the command line, and a page is text itself"),
    (Code::OutsideFolder, "folders are known to the command line; `imports_have_bounds` below shows it without one"),
    (Code::TooManyImports, "65 files are too many for a page; `imports_have_bounds` below makes them"),
    (Code::CannotWrite, "files are written by the command line"),
    (Code::PolicyTooLarge, "a page holds no such policy; `tests/it/limits.rs` makes them"),
    (Code::NoText, "formats are asked for in the call"),
    (Code::BadCall, "it is about the call"),
    (Code::Contradiction, "a use and a policy meet in the call"),
    (Code::BlankLeft, "a text is asked for in the call"),
    (Code::FailingTests, "outputs are asked for in the call"),
    (Code::UnsettledModules, "modules are chosen in the call"),
    (Code::NoWords, "files are read by the command line"),
    (Code::FileExists, "files are written by the command line"),
    (Code::UnknownCovered, "it is about the call"),
    (Code::UnknownRestriction, "it is about the call"),
    (Code::UnknownDefinition, "it is about the call"),
    (Code::BadRelease, "descriptions of releases are read by the command line"),
    (Code::UntrueClaim, "it takes a text and a license; `tests/suite/classify` shows it"),
    (Code::DoubtfulClaim, "it takes a text and a license; `tests/suite/classify` shows it"),
    (Code::ForkOfReading, "it is about the call"),
    (Code::NotTranslated, "translations are files beside the spec"),
    (Code::BadTranslation, "translations are files beside the spec"),
    (Code::ChangedSince, "translations are files beside the spec"),
    (Code::NoLanguage, "a text is asked for in the call"),
    (Code::MissingGlyph, "a PDF is asked for in the call; `crates/pdf/tests` shows it"),
    (Code::PdfLeftOut, "fonts are named in the call"),
    (Code::TranslationTerm, "translations are files beside the spec"),
    (Code::TranslationPolarity, "translations are files beside the spec"),
    (Code::ChangedLocked, "the last release is named in the call"),
    (Code::IdReuse, "the last release is named in the call"),
    (Code::MetadataTooLarge, "a page holds no such file; the tests of `railc-metadata` make them"),
    (Code::CutHeader, "a page holds no weights; the tests of `railc-metadata` make them"),
    (Code::UnknownMetadata, "it is about what a file is called and begins with"),
    (Code::UnlicensedThing, "a folder is named in the call; `tests/it/scan.rs` makes them"),
    (Code::RefusedThing, "a folder is named in the call; `tests/it/scan.rs` makes them"),
    (Code::MissingInRepository, "a folder is named in the call; `tests/it/scan.rs` makes them"),
    (Code::OpenLicense, "a folder is named in the call; `tests/it/scan.rs` makes them"),
    (Code::StaleEntry, "a folder is named in the call; `tests/it/scan.rs` makes them"),
    (Code::UnscannedFile, "a folder is named in the call; `tests/it/scan.rs` makes them"),
    (Code::LabelAndText, "it is about a file beside the card; `tests/suite/card` shows it"),
    (Code::MissingNotice, "it is about files beside the card; `tests/suite/card` shows it"),
    (Code::TooHard, "a use and a policy meet in the call; `tests/it/limits.rs` makes a policy that is hard enough"),
];

/// A fenced block of a Markdown text.
pub(crate) struct Block {
    /// `rail`, `yaml`, …
    pub(crate) language: String,
    /// The text between the fences.
    pub(crate) text: String,
    /// The heading above it.
    pub(crate) heading: String,
}

/// The fenced blocks of a Markdown text, in order.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut heading = "";
    let mut is_open = false;
    for line in markdown.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(language) => {
                is_open = true;
                blocks.push(Block { language: language.trim().to_owned(), text: String::new(), heading: heading.to_owned() });
            }
            None if is_open => {
                let block = blocks.last_mut().unwrap();
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => heading = line.strip_prefix('#').map_or(heading, |rest| rest.trim_start_matches('#').trim()),
        }
    }
    blocks
}

/// What compiling a block finds; blocks that begin with `// name.rail` are the files that it may use.
pub(crate) fn compile(main: &Block, all: &[Block]) -> Vec<Diagnostic> {
    let load = |_: &str, path: &str| {
        let found = all.iter().find(|block| block.text.starts_with(&format!("// {path}\n")));
        let loaded = found.map(|block| Loaded { name: path.to_owned(), text: block.text.clone() });
        loaded.ok_or_else(|| Diagnostic::new(Code::Unreadable, format!("the page has no `{path}`")))
    };
    let mut sources = Sources::new();
    let source = sources.add("page.rail", main.text.clone());
    driver::license(railc_library::library(), &mut sources, source, &load).into_parts().1.into_iter().collect()
}

/// What a block says in vain: that is found out with the policy.
fn idle(block: &Block) -> Vec<Diagnostic> {
    let mut sources = Sources::new();
    let source = sources.add("page.rail", block.text.clone());
    let license = driver::license(railc_library::library(), &mut sources, source, &driver::no_files).into_result().unwrap().0;
    let compiled = driver::compile(license, railc_library::vocabulary());
    let found = railc::analysis::idle::find(&compiled.license, &compiled.policy);
    let code = |what: &What| match what {
        What::Exception(_) => Code::IdleException,
        What::Permit { .. } => Code::IdlePermit,
    };
    found.iter().map(|idle| Diagnostic::new(code(&idle.what), "")).collect()
}

/// What the linter finds in a block: a spec, or a text that is read as it is.
fn linted(block: &Block) -> Vec<Diagnostic> {
    let mut sources = Sources::new();
    if block.language != "rail" {
        let source = sources.add("page.md", block.text.clone());
        return railc::lint::text(source, &sources).into_iter().collect();
    }
    let source = sources.add("page.rail", block.text.clone());
    let resolved = driver::license(railc_library::library(), &mut sources, source, &driver::no_files);
    let (license, warnings) = resolved.into_result().unwrap();
    let compiled = driver::compile(license, railc_library::vocabulary());
    let subject = Subject {
        license: &compiled.license,
        policy: &compiled.policy,
        document: compiled.document.as_ref(),
        lines: &compiled.lines,
        translations: &[],
        released: None,
    };
    warnings.into_iter().chain(railc::lint::license(&subject, source, &sources)).collect()
}

/// What is wrong with a bill of materials.
fn bill(block: &Block) -> Vec<Diagnostic> {
    let described = railc_metadata::read("bom.json", &mut std::io::Cursor::new(&block.text)).unwrap();
    described.problems.into_iter().map(railc_metadata::Problem::without_places).collect()
}

/// What is found in a card, but for files that are missing beside it: a page holds none. An origin is under the license that it is called after.
fn carded(block: &Block) -> Vec<Diagnostic> {
    let mut sources = Sources::new();
    let source = sources.add("README.md", block.text.clone());
    let described = railc_metadata::card::read("README.md", &block.text);
    let license_of = |id: &str| railc_library::policy(id.rsplit('/').next()?).map(ChosenPolicy::unchosen);
    let subject = card::Subject {
        source,
        text: &block.text,
        described: &described,
        beside: &[],
        has_file: &|file| file == "LICENSE.md",
        license_of: &license_of,
        own: None,
    };
    card::look(&subject).findings.into_iter().filter(|finding| finding.code != Code::MissingNotice).collect()
}

/// The blocks of a page to test: the first one, and the fixed one.
fn pair(blocks: &[Block]) -> Option<(&Block, &Block)> {
    let first = blocks.iter().find(|block| block.heading == "Triggers it")?;
    let mended = blocks.iter().find(|block| block.heading == "Mended")?;
    Some((first, mended))
}

/// What railc finds in a block of a code's page; `None` if the library does not read such files.
fn findings(code: Code, block: &Block, all: &[Block]) -> Option<Vec<Diagnostic>> {
    let source = Sources::new().add("page", block.text.clone());
    Some(match block.language.as_str() {
        // Syntax alone, apart from meaning.
        "rail" if code.number().starts_with("R01") => syntax::parse(source, &block.text).into_parts().1.into_iter().collect(),
        "rail" | "markdown" if railc::lint::codes().contains(&code) || code == Code::IdleAllow => linted(block),
        "rail" if matches!(code, Code::IdleException | Code::IdlePermit) => idle(block),
        "rail" => compile(block, all),
        "json" if code.number().starts_with("R05") => policy::read(source, &block.text).into_parts().1.into_iter().collect(),
        "markdown" if ["R100", "R101", "R102"].iter().any(|range| code.number().starts_with(range)) => carded(block),
        "json" if code.number().starts_with("R10") => bill(block),
        "yaml" | "json" | "toml" if code.number().starts_with("R04") => {
            let format = Format::of_path(&format!("use.{}", block.language));
            // A name is unfamiliar, not unknown, if only subsets of the vocabulary are at hand.
            let unknown = if code == Code::UnfamiliarName { Unknown::Warning } else { Unknown::Error };
            usage::read(source, &block.text, format, &[railc_library::vocabulary()], unknown).into_parts().1.into_iter().collect()
        }
        "models" => railc::scan::read(source, &block.text, "page.yaml").into_parts().1.into_iter().collect(),
        "lineage" => {
            let (sketch, mut diagnostics) = lineage::read(source, &block.text, "page.yaml").into_parts();
            let mut load = |id: &str| Ok(ChosenPolicy::unchosen(railc_library::policy(id).unwrap()));
            diagnostics.extend(sketch.unwrap().into_graph(&mut load).err().into_iter().flatten());
            diagnostics.into_iter().collect()
        }
        "hbs" => {
            let mut sources = Sources::new();
            let path = block.text.split_whitespace().nth(1).unwrap().to_owned();
            let source = sources.add(&*path, block.text.clone());
            Templates::read(&[(path, source)], &sources).into_parts().1.into_iter().collect()
        }
        _ => return None,
    })
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code.number()).collect()
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    for code in ALL {
        let heading = format!("# {} {}", code.number(), code.name());
        assert_eq!(railc_library::page(*code).lines().next(), Some(heading.as_str()));
        assert!(pair(&blocks(railc_library::page(*code))).is_some(), "{heading} has no blocks under `## Triggers it` and `## Mended`");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(ALL.iter().any(|code| name == format!("{}.md", code.number())), "docs/codes/{name} belongs to no code");
    }
}

/// Tests the pages whose number starts with this.
fn try_pages(range: &str) {
    let mut wrong = Vec::new();
    for code in ALL.iter().filter(|code| code.number().starts_with(range)) {
        let blocks = blocks(railc_library::page(*code));
        let Some((first, mended)) = pair(&blocks) else { continue };
        let (Some(found), Some(left)) = (findings(*code, first, &blocks), findings(*code, mended, &blocks)) else { continue };
        if found.is_empty() || found.iter().any(|diagnostic| diagnostic.code != *code) {
            wrong.push(format!("{}: the first block gives {:?}", code.number(), codes(&found)));
        }
        // A lint's page is an example of good drafting.
        if left.iter().any(|diagnostic| diagnostic.is_error() || diagnostic.code == *code || range == "R09") {
            wrong.push(format!("{}: the mended block gives {:?}", code.number(), left));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_on_specs_show_what_they_say() {
    ["R01", "R02", "R03", "R06"].into_iter().for_each(try_pages);
}

#[test]
fn pages_on_drafting_show_what_they_say() {
    try_pages("R09");
}

#[test]
fn pages_on_use_files_show_what_they_say() {
    try_pages("R04");
}

#[test]
fn pages_on_metadata_show_what_they_say() {
    try_pages("R10");
}

#[test]
fn pages_on_policies_show_what_they_say() {
    try_pages("R05");
}

#[test]
fn every_code_is_shown_by_its_page_or_given_by_the_call() {
    for code in ALL {
        let blocks = blocks(railc_library::page(*code));
        let is_tried = pair(&blocks).is_some_and(|(first, _)| findings(*code, first, &blocks).is_some());
        let is_listed = CALLS.iter().any(|(listed, _)| listed == code);
        assert!(is_tried != is_listed, "{}: a page shows it, or `CALLS` says why none can", code.number());
    }
}

#[test]
fn imports_have_bounds() {
    let give = |text: &str, load: driver::Load<'_>| {
        let mut sources = Sources::new();
        let source = sources.add("page.rail", text);
        driver::license(railc_library::library(), &mut sources, source, load).into_parts().1.into_iter().collect::<Vec<_>>()
    };
    let outside = give("license \"Garden\" version \"1.0\"\n\nimport \"../core.rail\"\n", &driver::no_files);
    assert_eq!(codes(&outside), [Code::OutsideFolder.number()]);
    let all: String = (1..=driver::IMPORT_LIMIT).map(|at| format!("import \"clause-{at}.rail\"\n")).collect();
    let load = |_: &str, path: &str| Ok(Loaded { name: path.to_owned(), text: format!("library \"{path}\"\n") });
    let many = give(&format!("license \"Garden\" version \"1.0\"\n\n{all}"), &load);
    assert_eq!(codes(&many), [Code::TooManyImports.number()]);
}

#[test]
fn the_specs_in_the_language_guide_compile() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let blocks = blocks(&std::fs::read_to_string(path).unwrap());
    let is_spec = |block: &&Block| {
        let opening = block.text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("//")).unwrap_or_default();
        block.language == "rail" && ["license ", "reading ", "library "].iter().any(|kind| opening.starts_with(kind))
    };
    let specs: Vec<&Block> = blocks.iter().filter(is_spec).collect();
    assert!(!specs.is_empty(), "the guide shows a spec");
    for spec in specs {
        let is_library = spec.text.starts_with("library ");
        let mut errors = compile(spec, &blocks);
        errors.retain(|diagnostic| diagnostic.is_error() && !(is_library && diagnostic.code == Code::NotALicense));
        assert!(errors.is_empty(), "{errors:?} in\n{}", spec.text);
    }
}
