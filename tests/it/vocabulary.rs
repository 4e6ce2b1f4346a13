//! The built-in vocabulary.

#[test]
fn relations_are_closed_through_every_parent() {
    let vocabulary = railc_library::vocabulary();
    let screening = vocabulary.find_concept("purpose.employment.screening").unwrap();
    let decision = vocabulary.find_concept("purpose.decision").unwrap();
    assert!(vocabulary.is_a(screening, decision), "through a parent that its id does not name");
    let [france, germany, europe] = ["domicile.FR", "domicile.DE", "domicile.EEA"].map(|name| vocabulary.find_concept(name).unwrap());
    assert!(vocabulary.excludes(france, germany) && vocabulary.is_a(france, europe));
}

#[test]
fn what_people_call_it_comes_first() {
    let vocabulary = railc_library::vocabulary();
    let first = |query: &str| vocabulary.search(query).first().map(|id| vocabulary.concept(*id).name());
    assert_eq!(first("CV screening"), Some("purpose.employment.screening"));
    assert_eq!(first("resume-screening"), Some("purpose.employment.screening"));
    assert_eq!(first("credit"), Some("done.attribution"));
    assert_eq!(first("xyzzy"), None);
}
