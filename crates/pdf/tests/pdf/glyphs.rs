//! Signs that no font has.

use std::fs;

use railc_core::diagnostic::Code;
use railc_pdf::{Fonts, pdf};

use super::tools::{is_absent, written};
use super::{ALL_KINDS, SHIPPED, english, house, in_language, license, made};

const NOTO: &str = "/usr/share/fonts/opentype/noto";

/// What is said of a text.
fn said(text: &str) -> String {
    let diagnostics = pdf(&english(&license(text)), &SHIPPED).unwrap_err();
    let [one] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
    assert_eq!(one.code, Code::MissingGlyph);
    format!("{}\n{}", one.message, one.help.as_deref().unwrap_or_default())
}

#[test]
fn a_missing_sign_is_named_with_its_place_and_what_to_do() {
    let text = ALL_KINDS.replace("Garden Lab", "庭 Lab").replace("without a heading", "without a 🌷 heading");
    assert_eq!(
        said(&text),
        "no font at hand has these signs of the text in `en`: `庭` (U+5EAD) in the head of the license, `🌷` (U+1F337) in @plain\n\
         name a folder with fonts that have them, `--font-dir DIR`: on Debian, the package fonts-noto-cjk puts some into \
         /usr/share/fonts/opentype/noto"
    );
}

#[test]
fn many_missing_signs_are_counted_and_private_ones_are_missing() {
    let text = ALL_KINDS.replace("machine-learning", "機械学習の大きな模型");
    assert!(said(&text).contains(" in the definition of \"Model\", ") && said(&text).contains(", and 5 others\n"), "{}", said(&text));
    assert!(said(&ALL_KINDS.replace("Garden Lab", "Lab \u{e001}")).contains("(U+E001) in the head of the license\nname a folder"));
}

#[test]
fn names_in_the_scripts_that_are_shipped_are_set() {
    for name in ["Łódź Ľudovíť", "Сад и сыновья", "Κήπος Α.Ε.", "גן ירק", "مختبر الحديقة", "Vườn ươm", "a\u{301}b\u{200d}c", "x²—½ €"]
    {
        made(&english(&license(&ALL_KINDS.replace("Garden Lab", name))));
    }
}

#[test]
fn chinese_and_japanese_are_set_with_fonts_that_have_them() {
    let Ok(files) = fs::read_dir(NOTO) else { return is_absent("fonts-noto-cjk") };
    let files = files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|ending| ending == "ttc"));
    let fonts = Fonts::with(files.map(|path| fs::read(path).unwrap()).collect());
    let open_rail_m = house().find(|license| license.id == "open-rail-m").unwrap();
    for tag in ["ja", "zh"] {
        let document = in_language(&open_rail_m, tag);
        assert!(pdf(&document, &SHIPPED).is_err());
        let made = pdf(&document, &fonts).unwrap();
        assert!(made == pdf(&document, &fonts).unwrap());
        written(&format!("{tag}.pdf"), &made);
    }
}

#[test]
fn what_is_no_font_is_no_harm() {
    assert!(pdf(&english(&license(ALL_KINDS)), &Fonts::with(vec![b"no font".to_vec(), Vec::new()])).is_ok());
}
