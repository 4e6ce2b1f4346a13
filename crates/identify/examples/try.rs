//! tries
use railc_identify::{fingerprint::*, matching::*};
fn main() {
    let mut documents: Vec<Document> = std::fs::read_dir("licenses/fingerprints")
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| read(&std::fs::read_to_string(p).unwrap()).unwrap())
        .collect();
    documents.sort_by_key(|d| d.name.clone());
    let start = std::time::Instant::now();
    let index = Fingerprints::new(documents);
    eprintln!("index {:?}", start.elapsed());
    let verbose = std::env::var("V").is_ok();
    let start = std::time::Instant::now();
    let mut n = 0;
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let found = identify(&text, &index);
        n += 1;
        let m: Vec<String> = found
            .matches
            .iter()
            .map(|m| format!("{} {} {:?}", index.documents()[m.document].name, m.similarity, found.words.lines(&m.range)))
            .collect();
        println!(
            "{} {:?} {} {:?}",
            std::path::Path::new(&path).file_name().unwrap().to_string_lossy(),
            found.verdict(),
            m.join(" + "),
            found.nearest.map(|(d, s)| format!("{} {s:.2}", index.documents()[d].name))
        );
        if verbose {
            for m in &found.matches {
                for d in &m.differences {
                    println!(
                        "   {:?} {:?} lost {} {:?} {:?} {:?}",
                        d.kind,
                        d.segment.map(|s| index.documents()[m.document].segments[s].label.clone()),
                        d.lost,
                        found.words.lines(&d.words),
                        d.number,
                        text.get(found.words.bytes(&d.words)).map(|t| t.chars().take(120).collect::<String>())
                    );
                }
            }
        }
    }
    eprintln!("{n} files {:?}", start.elapsed());
}
