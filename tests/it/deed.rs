//! The deed: a line for every clause and a clause for every line, on one page, and nothing that an author wrote is markup.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use railc_documents::deed::{html as deed_html, markdown as deed_markdown, svg as deed_svg};
use railc_language::driver::Compiled;
use railc_language::render::Deed;

use super::html::{HOSTILE, compiled, seen};
use super::markdown::spec;

fn deed(compiled: &Compiled) -> Deed {
    compiled.deed(railc_library::vocabulary())
}

/// All licenses of the library, own and read, with their deeds.
static LIBRARY: LazyLock<Vec<(Compiled, Deed)>> = LazyLock::new(|| {
    let each = |id| {
        let compiled = compiled(railc_library::library().license(id).unwrap().text);
        let deed = deed(&compiled);
        (compiled, deed)
    };
    railc_library::licenses().iter().map(|listed| each(listed.id)).collect()
});

/// Whether each clause is in one line, and each line has words, an icon and a clause.
fn is_whole(compiled: &Compiled, deed: &Deed) {
    let clauses: Vec<&str> = compiled.license.clauses().map(|(_, clause)| clause.id.as_str()).collect();
    let said: Vec<&str> = deed.lines().flat_map(|line| line.clauses.iter().map(String::as_str)).collect();
    assert_eq!(said.len(), clauses.len(), "{}", deed.id);
    assert_eq!(BTreeSet::from_iter(said), BTreeSet::from_iter(clauses), "{}", deed.id);
    for line in deed.lines() {
        assert!(!line.clauses.is_empty() && !line.signs.is_empty(), "{}: {line:?}", deed.id);
        assert!(line.signs.iter().all(|sign| !sign.words.is_empty()), "{}: {line:?}", deed.id);
    }
}

/// The height of a picture in points.
fn height(svg: &str) -> f64 {
    let view = svg.split_once("viewBox=\"0 0 595 ").unwrap().1;
    view.split_once('"').unwrap().0.parse().unwrap()
}

/// Checks the three formats; gives the page.
fn check(deed: &Deed) -> String {
    let (page, svg, markdown) = (deed_html(deed, "LICENSE.html"), deed_svg(deed, "LICENSE.html"), deed_markdown(deed, "LICENSE.md"));
    for markup in [&page, &svg] {
        let seen = seen(markup);
        assert!(seen.ids.is_empty(), "{:?}", seen.ids);
        assert!(!seen.elements.iter().any(|name| ["script", "img", "link", "b"].contains(&name.as_str())), "{:?}", seen.elements);
        assert!(seen.attributes.iter().all(|name| !name.starts_with("on")), "{:?}", seen.attributes);
        let is_known = |link: &String| link.starts_with("LICENSE.html") || deed.source.as_ref() == Some(link);
        assert!(seen.links.iter().all(is_known), "{:?}", seen.links);
    }
    assert!(height(&svg) <= 842.0, "{}: the picture is {} points high", deed.id, height(&svg));
    assert_eq!(page.contains("class=\"code\""), deed.source.is_some(), "{}", deed.id);
    assert!(page.contains(deed.language.deed().text) && markdown.contains(deed.language.deed().text), "{}", deed.id);
    assert!(!page.contains("railc-build:"), "a summary is no license text");
    page
}

#[test]
fn every_rule_of_the_library_has_a_line_and_every_line_a_clause() {
    for (compiled, deed) in LIBRARY.iter() {
        is_whole(compiled, deed);
        let page = check(deed);
        let text = seen(&page).words;
        for line in deed.lines().flat_map(|line| &line.signs) {
            let words = line.words.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(&words), "{}: {words}", deed.id);
        }
    }
}

#[test]
fn words_that_are_markup_elsewhere_stay_words() {
    for words in HOSTILE {
        let compiled = compiled(&spec(words));
        is_whole(&compiled, &deed(&compiled));
        check(&deed(&compiled));
    }
}

#[test]
fn a_license_too_long_for_a_page_has_lines_for_many_clauses() {
    let clauses = |section: usize| -> String {
        (0..100)
            .map(|at| format!("clause @c{section}-{at} \"Clause {at} of a long section\"\n  permit action.run when place.FR\n"))
            .collect()
    };
    for sections in [5, 50] {
        let sections: String = (0..sections).map(|at| format!("section @s{at} \"Section {at}\"\n{}", clauses(at))).collect();
        let compiled = compiled(&format!("license \"L\" version \"1\"\n  id l\n  covers artifact.model\n{sections}"));
        let page = check(&deed(&compiled));
        assert!(page.contains("1.1–"), "{page}");
        let merged = [railc_language::render::Merge::Parts, railc_language::render::Merge::All].map(|merge| deed(&compiled).merged(merge));
        merged.iter().for_each(|deed| is_whole(&compiled, deed));
    }
}

#[test]
fn a_line_says_what_is_limited_what_is_shown_and_what_the_licensor_may_do() {
    let compiled = compiled(
        "license \"A\" version \"1\"\n  id a\n  covers artifact.model\n  source \"https://example.org/a\"\n\
         clause @use \"Use\" permit action.run\nclause @share \"Small firms\" permit action.distribute when place.FR\n\
         clause @mark \"Mark\" must done.attribution when action.distribute showing \"Built by me\" text \"You must show the mark.\"\n\
         clause @medicine prohibit purpose.medical.advice\nclause @stop \"Stop\" licensor may \"stop\" text \"The licensor may stop.\"\n",
    );
    let markdown = deed_markdown(&deed(&compiled), "LICENSE.md");
    for line in [
        "## You may\n\n- Run ([1.1](LICENSE.md#use))\n- Small firms: Share\\* ([1.2](LICENSE.md#share))\n",
        "## You must not\n\nbreak these rules:\n\n- You may not use the model for the purpose of giving medical advice ([1.4]",
        "## You must, if you share it\n\n- Mark: “Built by me” ([1.3](LICENSE.md#mark))\n",
        "## The licensor may\n\n- Stop ([1.5](LICENSE.md#stop))\n",
        "\n\\* In some cases only, or with exceptions: read the clause.\n",
    ] {
        assert!(markdown.contains(line), "{line}\n{markdown}");
    }
    assert!(deed_svg(&deed(&compiled), "LICENSE.html").contains("https://example.org/a"));
}

/// Whether a program is at hand; where continuous integration runs, it must be.
fn is_there(program: &str) -> bool {
    let is_there = Command::new(program).arg("--version").output().is_ok();
    assert!(is_there || std::env::var_os("CI").is_none(), "{program} is not there");
    if !is_there {
        eprintln!("{program} is not there, and no deed was printed");
    }
    is_there
}

/// How many sheets of paper a page takes.
fn sheets(name: &str, page: &str) -> usize {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("deed-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let [page_path, paper] = ["html", "pdf"].map(|ending| folder.join(name).with_extension(ending));
    fs::write(&page_path, page).unwrap();
    let address = format!("file://{}", page_path.display());
    let mut browser = Command::new("chromium");
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
    browser
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("--print-to-pdf={}", paper.display()))
        .arg(address);
    let output = browser.output().unwrap();
    assert!(paper.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = Command::new("pdfinfo").arg(&paper).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let pages = told.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap();
    _ = fs::remove_dir_all(&folder);
    pages.trim().parse().unwrap()
}

#[test]
fn every_deed_is_one_sheet_of_paper() {
    if !is_there("chromium") || !is_there("pdfinfo") {
        return;
    }
    let long: String = (0..300).map(|at| format!("clause @c{at} \"Clause {at} with a long heading\"\n  prohibit purpose.spam\n")).collect();
    let long = compiled(&format!("license \"Long\" version \"1\"\n  id l\n  covers artifact.model\nclause @run permit action.run\n{long}"));
    let long = [deed(&long)];
    let deeds = LIBRARY.iter().map(|(_, deed)| deed).chain(&long);
    let deeds: Vec<(String, String)> = deeds.map(|deed| (deed.id.clone(), deed_html(deed, "LICENSE.html"))).collect();
    // One after another on paper, each from the top of a sheet: the browser starts once.
    let body = |page: &str| page.split_once("<body>").unwrap().1.split_once("</body>").unwrap().0.to_owned();
    let head = deeds[0].1.split_once("<body>").unwrap().0;
    let bodies: String = deeds.iter().map(|(_, page)| format!("<div style=\"break-after: page\">{}</div>", body(page))).collect();
    let count = sheets("all", &format!("{head}<body>{bodies}</body></html>"));
    if count != deeds.len() {
        let longer: Vec<&String> = deeds.iter().filter(|(id, page)| sheets(id, page) != 1).map(|(id, _)| id).collect();
        panic!("{count} sheets for {} deeds; longer than one: {longer:?}", deeds.len());
    }
}
