//! What changed between two texts: the tree, and the tracked changes that LibreOffice accepts and rejects.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use railc_core::base::Sources;
use railc_documents::redline::{Change, Counts, Redline};
use railc_documents::{docx, tracked};
use railc_language::driver;
use railc_language::render::{self, Document};

const OLD: &str = r#"license "Move" version "1.0"
  id move
  licensor "Lab"
  language en authoritative
  covers artifact.model
term "Model" means artifact.model text "the model"
section @rights "Rights"
clause @run "Running" permit action.run text "You may run the Model. See {@ban} and {@rules}."
clause @copy "Copying" permit action.reproduce text "You may copy the Model within thirty days, see {@three}."
clause @gone "Gone" permit action.display text "You may show the Model, see {@copy}."
section @rules "Rules" as attachment
  when "Model"
clause @ban "Spam" prohibit purpose.spam
clause @two "Two things" prohibit purpose.deception.fraud or purpose.harassment or purpose.military.warfare
clause @three "Three" prohibit effect.endangerment
"#;

const NEW: &str = r#"license "Move" version "2.0"
  id move
  licensor "Lab & Söhne"
  language en authoritative
  covers artifact.model
term "Model" means artifact.model text "the model"
section @rights "Rights"
clause @run "Running" permit action.run text "You may run the Model. See {@ban} and {@rules}."
clause @copy "Copying" permit action.reproduce text "You may copy the Model within ten working days, see {@three}."
clause @new "New" permit action.modify text "You may change the Model as {@ban} says."
section @rules "Rules" as attachment
  when "Model"
clause @three "Three" prohibit effect.endangerment
clause @ban "Spam" prohibit purpose.spam
clause @two "Two things" prohibit purpose.deception.fraud or purpose.harassment
"#;

fn document(spec: &str) -> Document {
    let mut sources = Sources::new();
    let main = sources.add("move.rail", spec);
    let license = driver::license(railc_library::library(), &mut sources, main, &driver::no_files).into_result().unwrap().0;
    render::document(&render::Drafter::new(&license, railc_library::vocabulary()).draft())
}

fn house(id: &str) -> Document {
    let library = railc_library::library();
    let license = driver::builtin(library, &mut Sources::new(), library.spec(id).unwrap()).into_result().unwrap().0;
    render::document(&render::Drafter::new(&license, railc_library::vocabulary()).draft())
}

#[test]
fn clauses_are_matched_by_their_ids() {
    let (old, new) = (document(OLD), document(NEW));
    let redline = Redline::of(&old, &new);
    assert_eq!(redline.counts(), Counts { added: 1, deleted: 1, changed: 3, moved: 2 });
    let three = redline.now().find(|unit| unit.id == "three").unwrap();
    assert!(three.is_moved && three.says_the_same() && three.is_renumbered());
    assert_eq!(redline.units.iter().filter(|unit| unit.id == "three").count(), 2, "where it was, and where it is");
    let gone = redline.now().find(|unit| unit.id == "gone").unwrap();
    assert_eq!((gone.change(), gone.old_number.as_deref()), (Change::Deleted, Some("2.3")));
    assert!(Redline::of(&old, &old).is_empty());
}

/// Pairs that are compared: small ones with every kind of change, and two house licenses.
fn pairs() -> Vec<(&'static str, Document, Document)> {
    vec![
        ("forth", document(OLD), document(NEW)),
        ("back", document(NEW), document(OLD)),
        ("end", document(OLD), document(&OLD.replace(", see {@copy}.", ", see {@copy}. And more.\n\nAnother paragraph."))),
        ("start", document(&OLD.replace(", see {@copy}.", ", see {@copy}. And more.\n\nAnother paragraph.")), document(OLD)),
        ("house", house("open-rail-m"), house("rail-research")),
    ]
}

#[test]
fn accepting_all_gives_the_new_text_and_rejecting_all_the_old_one() {
    let has = |program: &str, argument: &str| Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success());
    if !(has("soffice", "--version")
        && Command::new("/usr/bin/python3").args(["-c", "import uno"]).output().is_ok_and(|one| one.status.success()))
    {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI has LibreOffice with its bridge to Python");
        eprintln!("skipped: LibreOffice or its bridge to Python is not there");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("redline");
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut redlines: Vec<PathBuf> = Vec::new();
    for (name, old, new) in pairs() {
        fs::write(folder.join(format!("{name}.old.docx")), docx(&old)).unwrap();
        fs::write(folder.join(format!("{name}.new.docx")), docx(&new)).unwrap();
        let path = folder.join(format!("{name}.docx"));
        fs::write(&path, tracked(&Redline::of(&old, &new))).unwrap();
        redlines.push(path);
    }
    let settled = Command::new("/usr/bin/python3").arg("tests/documents/settle.py").arg(&folder).args(&redlines).output().unwrap();
    assert!(settled.status.success(), "{}", String::from_utf8_lossy(&settled.stderr));
    let texts: Vec<PathBuf> = pairs()
        .iter()
        .flat_map(|(name, ..)| ["accept", "reject", "old", "new"].map(|end| folder.join(format!("{name}.{end}.docx"))))
        .collect();
    let home = format!("-env:UserInstallation=file://{}", folder.join("home").display());
    let converted =
        Command::new("soffice").args([&home, "--headless", "--convert-to", "txt:Text", "--outdir"]).arg(&folder).args(&texts).output();
    assert!(converted.unwrap().status.success());
    let text = |name: &str| fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
    for (name, ..) in pairs() {
        assert_eq!(text(&format!("{name}.accept")), text(&format!("{name}.new")), "{name}: accepted");
        assert_eq!(text(&format!("{name}.reject")), text(&format!("{name}.old")), "{name}: rejected");
    }
}

#[test]
fn a_redline_is_made_in_linear_time() {
    let clauses = |count: usize, step: usize| -> String {
        (0..count)
            .map(|at| format!("clause @c{} not modelled because \"prose\" text \"Words of clause {at}.\"\n", (at * step) % count))
            .collect()
    };
    let spec = |step| {
        format!(
            "license \"Long\" version \"1\"\n id long\n licensor \"L\"\n covers artifact.model\nclause @g permit action.run text \"You may.\"\n{}",
            clauses(4001, step)
        )
    };
    let (old, new) = (document(&spec(1)), document(&spec(7)));
    let started = std::time::Instant::now();
    let redline = Redline::of(&old, &new);
    assert!(redline.now().count() > 4000 && tracked(&redline).len() > 1000);
    assert!(started.elapsed().as_secs() < 60, "it took {:?}", started.elapsed());
}
