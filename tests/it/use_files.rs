//! What use files mean, and the diagnostics of wrong ones: the code, the text pointed at, the message and the help.

use railc_core::base::{Sources, Span};
use railc_core::diagnostic::{Diagnostic, Diagnostics};
use railc_core::usage::{Format, Unknown, Use, read, to_yaml};

use crate::files::shared;

fn read_as(text: &str, format: Format, unknown: Unknown) -> (Vec<Use>, Diagnostics) {
    let (uses, diagnostics) = read(Sources::new().add("use", text), text, format, &[railc_library::vocabulary()], unknown).into_parts();
    (uses.unwrap_or_default(), diagnostics)
}

/// The one use of a text without errors, as YAML.
fn shown(text: &str, format: Format) -> String {
    let (uses, diagnostics) = read_as(text, format, Unknown::Error);
    assert!(diagnostics.is_empty(), "{}", told(text, format));
    uses.iter().map(to_yaml).collect::<Vec<_>>().join("---\n")
}

/// Every diagnostic of a text, one line each.
fn told(text: &str, format: Format) -> String {
    let (_, diagnostics) = read_as(text, format, Unknown::Error);
    lines(text, &diagnostics)
}

fn lines(text: &str, diagnostics: &Diagnostics) -> String {
    let line = |diagnostic: &Diagnostic| {
        let piece = |span: Span| text[span.start as usize..span.end as usize].to_owned();
        let places: Vec<String> = diagnostic.labels.iter().map(|label| format!("[{}]", piece(label.span))).collect();
        let help = diagnostic.help.as_deref().map(|help| format!(" -- {help}")).unwrap_or_default();
        format!("{} {} {}{help}", diagnostic.code.number(), places.join(" "), diagnostic.message)
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn tell(cases: &[(&str, &str)], format: Format) {
    for (text, expected) in cases {
        assert_eq!(told(text, format), *expected, "{text}");
    }
}

#[test]
fn answers_are_the_same_quoted_or_not_in_every_format() {
    let expected = "safeguard: {human-review: yes, consent: no, disclosure: unknown}\n";
    for text in [
        "safeguard: {human-review: yes, consent: no, disclosure: unknown}",
        "safeguard: {human-review: 'yes', consent: \"false\", disclosure: 'unknown'}",
        "safeguard:\n  human-review: true\n  consent: No\n  disclosure: Unknown\n",
    ] {
        assert_eq!(shown(text, Format::Yaml), expected);
    }
    assert_eq!(shown(r#"{"safeguard": {"human-review": true, "consent": "no", "disclosure": "unknown"}}"#, Format::Json), expected);
    assert_eq!(
        shown("safeguard.human-review = true\nsafeguard.consent = 'no'\nsafeguard.disclosure = 'unknown'\n", Format::Toml),
        expected
    );
}

#[test]
fn nothing_said_says_nothing() {
    assert_eq!(
        shown("purpose: []\nplace: []\nsafeguard: {}\nopen: []\nuse: null\nper-license: {}\naction: [run]\n", Format::Yaml),
        "action: [run]\n"
    );
    assert_eq!(
        shown("purpose: medical.advice\nmodule: [medical]\nquestion: {reach: no}\n", Format::Yaml),
        "purpose: [medical.advice]\nmodule: [medical]\nquestion: {reach: no}\n"
    );
}

#[test]
fn a_facet_left_blank_is_not_filled_in() {
    for text in ["purpose:\naction: [run]", "purpose: null\naction: [run]"] {
        assert!(told(text, Format::Yaml).starts_with("R0411 [purpose] `purpose` is left blank"), "{}", told(text, Format::Yaml));
    }
    assert!(read_as("{\"purpose\": null, \"action\": [\"run\"]}", Format::Json, Unknown::Error).1.has_errors());
}

#[test]
fn a_use_that_states_nothing_is_no_use() {
    let told = |text: &str| told(text, Format::Yaml);
    for text in ["{}", "use: Translate documents", "purpose: []", "text: It translates.\nopen: [purpose]"] {
        assert!(
            told(text).starts_with(&format!("R0404 [{text}] this use states nothing, and no use is cleared by silence")),
            "{}",
            told(text)
        );
    }
    assert_eq!(told("presume: nothing"), "", "then everything is asked");
    assert!(read_as("{}", Format::Json, Unknown::Error).1.has_errors());
}

#[test]
fn only_names_count_in_lists() {
    assert_eq!(shown("place: [NO, DE]", Format::Yaml), "place: [\"NO\", DE]\n");
    tell(
        &[
            (
                "place: [no]",
                "R0411 [no] `no` is an answer, and a list holds names -- write `NO` for Norway; to say no of something, write a map: `place: {name: no}`",
            ),
            ("place: NO", "R0411 [NO] `NO` does not say of what in `place` it is said -- write `[NO]` for Norway"),
            ("safeguard: no", "R0411 [no] `no` does not say of what in `safeguard` it is said -- name the concepts: `safeguard: {…: no}`"),
            (
                "purpose: [[medical]]",
                "R0409 [[medical]] a list of `purpose` holds names only -- write the names alone, or `purpose: {name: no}` without a list",
            ),
            ("safeguard: {consent: maybe}", "R0410 [maybe] `maybe` is neither yes, no nor unknown -- write `yes`, `no` or `unknown`"),
            (
                "safeguard: {consent}",
                "R0410 [consent] it is not said whether `consent` holds -- write `: yes`, `: no` or `: unknown` after it, or take it out",
            ),
        ],
        Format::Yaml,
    );
}

#[test]
fn wrong_names_get_the_nearest() {
    tell(
        &[
            ("purpose: [medical.advcie]", "R0407 [medical.advcie] `purpose` has no `medical.advcie` -- did you mean `medical.advice`?"),
            ("purpose: [purpose.medical]", "R0407 [purpose.medical] `purpose.medical` is written with its facet -- write `medical`"),
            (
                "purpose: [sector.healthcare]",
                "R0407 [sector.healthcare] `sector.healthcare` is written with its facet -- write `healthcare` under `sector`, not under `purpose`",
            ),
            (
                "purpose: [healthcare]",
                "R0407 [healthcare] `purpose` has no `healthcare` -- did you mean `decision.healthcare`, or `healthcare` under `sector`?",
            ),
            (
                "purpose: [candidate ranking]",
                "R0407 [candidate ranking] `purpose` has no `candidate ranking` -- did you mean `employment.screening`?",
            ),
            ("safeguard: {human_review: no}", "R0407 [human_review] `safeguard` has no `human_review` -- did you mean `human-review`?"),
            (
                "place: [fr, Norway, US-ca]",
                "R0407 [fr] `place` has no `fr` -- did you mean `FR`?\nR0407 [Norway] `place` has no `Norway` -- did you mean `NO`?\nR0407 [US-ca] `place` has no `US-ca` -- did you mean `US-CA`?",
            ),
            ("porpose: [x]", "R0405 [porpose] a use has no key `porpose` -- did you mean `purpose`?"),
            (
                "human-review: no",
                "R0405 [human-review] a use has no key `human-review` -- it is a concept of `safeguard`: write `safeguard: {human-review: yes}`, or `no` or `unknown`",
            ),
            ("open: [sectr]", "R0407 [sectr] there is no facet `sectr` -- did you mean `sector`?"),
        ],
        Format::Yaml,
    );
    assert!(
        told("action: {any: unknown}", Format::Yaml)
            .starts_with("R0412 [any] `any` is a group, and no use has it by itself -- name what is really meant, such as `")
    );
}

#[test]
fn a_fix_keeps_the_quotes() {
    let text = r#"{"purpose": ["purpose.medical"]}"#;
    let (_, diagnostics) = read_as(text, Format::Json, Unknown::Error);
    let edit = &diagnostics.as_slice()[0].fix[0];
    assert_eq!((&text[edit.span.start as usize..edit.span.end as usize], edit.replacement.as_str()), ("purpose.medical", "medical"));
}

#[test]
fn a_subdivision_speaks_of_its_country() {
    for (text, expected) in [
        ("place: [US-CA, DE-BY]", "place: [US, DE]\n"),
        ("place: {US-CA: no}\naction: [run]", "action: [run]\n"),
        ("place: {US-CA: unknown, US-NY: yes}", "place: [US]\n"),
        ("place: {US-CA: unknown}", "place: {US: unknown}\n"),
        ("place: {US-CA: unknown, US: no}", "place: {US: no}\n"),
        ("place: {US: unknown, US-CA: yes}", "place: [US]\n"),
        ("domicile: [US-DE]", "domicile: [US]\n"),
    ] {
        assert_eq!(shown(text, Format::Yaml), expected, "{text}");
    }
    tell(
        &[(
            "place: {US-CA: yes, US: no}",
            "R0414 [US: no] [US-CA: yes] two different things are said of `place.US` -- keep the one that is true",
        )],
        Format::Yaml,
    );
    assert!(told("place: [EU-XX]", Format::Yaml).starts_with("R0407 [EU-XX]"));
}

#[test]
fn numbers_have_units_and_bounds() {
    let text = "monthly-active-users: 1_000_000\nannual-revenue.group.usd: 5e6 USD\nmonthly-active-users.group: \"> 5\"\nannual-revenue.group.eur: {min: 1, max: \"< 2 million EUR\"}\nmonthly-active-users.at-release: unknown\n";
    let expected = "monthly-active-users: 1000000\nannual-revenue.group.usd: 5000000\nmonthly-active-users.group: {min: \"> 5\"}\nannual-revenue.group.eur: {min: 1, max: \"< 2000000\"}\nmonthly-active-users.at-release: unknown\n";
    assert_eq!(shown(text, Format::Yaml), expected);
    tell(
        &[
            (
                "annual-revenue.group.usd: 5 EUR",
                "R0413 [5 EUR] `EUR` is not the unit that is wanted here -- state `annual-revenue.group.eur` instead; nothing is converted",
            ),
            (
                "monthly-active-users: {min: 5, max: 3}",
                "R0413 [5] [3] no number lies between these bounds -- put the smaller number under `min`",
            ),
            ("monthly-active-users: {mni: 5}", "R0405 [mni] `mni` is neither `min` nor `max` -- did you mean `min`?"),
            (
                "annual-revenue: 5",
                "R0405 [annual-revenue] `annual-revenue` is no number by itself, only the beginning of some -- did you mean `annual-revenue.group.cny`, `annual-revenue.group.eur` or `annual-revenue.group.gbp`?",
            ),
            (
                "monthly-active-users: {at-release: 5}\nmonthly-active-users.at-release: 6",
                "R0406 [monthly-active-users.at-release: 6] [at-release: 5] `monthly-active-users.at-release` is given twice -- keep the one that is true",
            ),
        ],
        Format::Yaml,
    );
}

#[test]
fn dotted_keys_of_toml_nest() {
    let text = "annual-revenue.group.usd = 5\n\"monthly-active-users.group\" = 7\nper-license.llama-3.1.monthly-active-users.at-release = 5_000\n[place]\nUS-CA = true\n[safeguard.consent]\nprior = 'unknown'\n";
    let expected = "place: [US]\nsafeguard: {consent.prior: unknown}\nannual-revenue.group.usd: 5\nmonthly-active-users.group: 7\nper-license:\n  llama-3.1: {monthly-active-users.at-release: 5000}\n";
    assert_eq!(shown(text, Format::Toml), expected);
}

#[test]
fn several_uses_stand_in_one_file() {
    let expected = "purpose: [medical]\n---\nsector: [healthcare]\n";
    assert_eq!(shown("purpose: [medical]\n---\nsector: [healthcare]\n---\n", Format::Yaml), expected);
    assert_eq!(shown("- purpose: [medical]\n- sector: [healthcare]\n", Format::Yaml), expected);
    assert_eq!(shown("[{\"purpose\": \"medical\"},\n\t{\"sector\" : [\"healthcare\"]}]", Format::Json), expected);
    assert_eq!(shown("\u{feff}{\"purpose\": \"medical\"}\n\n{\"sector\": [\"healthcare\"]}\n", Format::Json), expected);
    assert_eq!(shown("[[uses]]\npurpose = 'medical'\n[[uses]]\nsector = ['healthcare']\n", Format::Toml), expected);
}

#[test]
fn broken_files_are_explained() {
    tell(
        &[
            ("purpose:\n\t- medical\n", "R0401 [-] a tab, where YAML allows only spaces -- indent with spaces"),
            (
                "action: [run]\n  purpose: [medical]\n",
                "R0401 [p] a line that does not fit the lines above it -- indent the keys of one use alike, and what belongs to a key deeper than the key",
            ),
            (
                "use: Foo: bar\n",
                "R0401 [:] a `:` that can't stand here -- put a text that holds `: `, ` #`, quotes or brackets in double quotes",
            ),
            (
                "purpose: [medical\nsector: [x]\n",
                "R0401 [:] a `:` inside `[ ]` -- close the bracket before it, or put a text that holds `:` in quotes",
            ),
            ("use: \"abc\n", "R0401 [\"] a quote that is never closed -- close the quote"),
            (
                "purpose: &a [medical]\nsector: *b\n",
                "R0403 [&a] an anchor (`&`) has no place here -- leave the anchor out, and write each value out\nR0403 [*b] an alias (`*`) has no place here -- write the value out",
            ),
        ],
        Format::Yaml,
    );
    tell(
        &[
            ("{\"action\": [\"run\",]}", "R0401 []] a `,` with nothing after it -- take the comma out"),
            ("{\"action\"", "R0401 [\"] the text ends in the middle of an object -- close what is open"),
            ("{a: 1}", "R0401 [a] a key without double quotes -- put keys in double quotes"),
        ],
        Format::Json,
    );
    tell(&[("use = 'x'\nuse = 'y'", "R0406 [use] a key that stands twice -- join the two into one")], Format::Toml);
}

#[test]
fn names_of_parts_that_are_not_here_are_kept_with_a_warning() {
    let text = "purpose: [xyzzy]\ncomputing-power: 5\n";
    let (uses, diagnostics) = read_as(text, Format::Yaml, Unknown::Warning);
    assert_eq!(uses.iter().map(to_yaml).collect::<String>(), text);
    assert_eq!(
        lines(text, &diagnostics),
        "R0408 [xyzzy] no policy at hand knows `xyzzy` of `purpose` -- `railc vocab purpose` lists what there is\nR0408 [computing-power] no policy at hand knows the number `computing-power` -- compare it with `railc vocab`"
    );
}

#[test]
fn every_page_triggers_its_code_and_mends_it() {
    for code in railc_core::diagnostic::ALL.iter().filter(|code| code.number().starts_with("R04")) {
        let blocks: Vec<&str> =
            railc_library::page(*code).split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("yaml\n")).collect();
        let [bad, good] = blocks.as_slice() else { panic!("{} has two examples", code.number()) };
        let unknown = if code.number() == "R0408" { Unknown::Warning } else { Unknown::Error };
        let (_, diagnostics) = read_as(bad, Format::Yaml, unknown);
        assert!(
            diagnostics.iter().all(|diagnostic| diagnostic.code == *code) && !diagnostics.is_empty(),
            "{}: {}",
            code.number(),
            lines(bad, &diagnostics)
        );
        shown(good, Format::Yaml);
    }
}

#[test]
fn the_uses_of_the_corpus_read() {
    let Some(path) = shared("corpus/probe-uses.yaml") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let mut uses: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.starts_with("  license:")) {
        match (line.strip_prefix("  "), uses.last_mut()) {
            (Some(line), Some(last)) => *last += &format!("{line}\n"),
            _ => uses.push(String::new()),
        }
    }
    assert!(uses.len() > 30);
    for text in uses {
        shown(&text, Format::Yaml);
    }
}

#[test]
fn a_number_that_is_left_blank_is_no_number() {
    let told = [
        ("monthly-active-users:", "R0413 [monthly-active-users] `monthly-active-users` is given no number"),
        ("monthly-active-users: ~", "R0413 [monthly-active-users] `monthly-active-users` is given no number"),
        ("monthly-active-users: {min: 5, max: }", "R0413 [max] `max` is given no number"),
        ("monthly-active-users: {min: }", "R0413 [min] `min` is given no number"),
        ("annual-revenue: {group: {usd: }}", "R0413 [usd] `annual-revenue.group.usd` is given no number"),
        ("per-license: {llama-3.1: {monthly-active-users: }}", "R0413 [monthly-active-users] `monthly-active-users` is given no number"),
    ];
    let help = " -- write a number, a bound (`\"> 5\"`) or `unknown`, or take it out";
    for (text, wanted) in told {
        tell(&[(text, &format!("{wanted}{help}"))], Format::Yaml);
    }
    let wanted = format!("R0413 [\"monthly-active-users\"] `monthly-active-users` is given no number{help}");
    tell(&[("{\"monthly-active-users\": null}", &wanted)], Format::Json);
}
