//! Templates of one's own: whatever they hold, they are used or refused.

use proptest::prelude::*;

use railc_core::base::Sources;
use railc_language::driver;
use railc_language::license::License;
use railc_language::render::{Templates, plain};

use super::texts::builtin;

/// What is made of a license with these files in the place of railc's templates; `None` where they are refused.
fn made(license: &License, files: &[(&str, String)]) -> Option<String> {
    let mut sources = Sources::new();
    let files: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), sources.add(*path, text.clone()))).collect();
    let (templates, wrong) = Templates::read(&files, &sources).into_parts();
    assert_eq!(templates.is_none(), wrong.has_errors(), "{wrong:?}");
    assert!(wrong.iter().all(|one| one.help.is_some()), "{wrong:?}");
    let compiled = driver::compile_with(license.clone(), railc_library::vocabulary(), templates?);
    Some(compiled.document.as_ref().map(plain).unwrap_or_default() + &compiled.card(railc_library::vocabulary()))
}

/// Railc's own template, from its folder.
fn railcs(name: &str) -> String {
    std::fs::read_to_string(format!("templates/{name}")).unwrap()
}

#[test]
fn railcs_own_templates_change_nothing() {
    let license = builtin("open-rail-m");
    let paths = ["en/drafting/prohibit.hbs", "en/drafting/card.hbs", "en/chapeau.hbs", "en/partials/ending.hbs", "en/partials/items.hbs"];
    let files: Vec<(&str, String)> = paths.iter().map(|path| (*path, railcs(path))).collect();
    assert_eq!(made(&license, &files), made(&license, &[]));
    let lines: Vec<(&str, String)> = files.iter().map(|(path, text)| (*path, text.replace('\n', "\r\n"))).collect();
    assert_eq!(made(&license, &lines), made(&license, &[]));
}

/// Pieces of templates, well formed and not.
const PIECES: [&str; 20] = [
    "{{act.words}}",
    "{{act}}",
    "{{#if act.items}}",
    "{{#if exceptions}}",
    "{{else}}",
    "{{/if}}",
    "{{#each act.items}}",
    "{{words}}{{end}}",
    "{{/each}}",
    "{{> items act}}",
    "{{> ending exceptions}}",
    "{{> ending}}",
    "{{!-- a }} b --}}",
    "{{",
    "}}",
    "{{inline-exceptions}}",
    "\n",
    "- ",
    " you shall not é ",
    "<script>|*_`$",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_template_is_used_or_refused(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..12)) {
        let (license, text) = (builtin("open-rail-m"), pieces.iter().copied().collect::<String>());
        let files = [("en/drafting/prohibit.hbs", railcs("en/drafting/prohibit.hbs") + &text), ("en/partials/ending.hbs", text.clone())];
        let _ = made(&license, &files[..1]);
        let _ = made(&license, &files);
        let _ = made(&license, &[("en/drafting/card.hbs", text)]);
    }
}
