//! What each kind of syntax error says, and where it points.

use pest::Parser;

use super::grammar::{Grammar, Rule};
use super::parse;
use railc_core::base::Sources;

/// Each diagnostic as `line:column word | code message | help`.
fn told(text: &str) -> Vec<String> {
    let mut sources = Sources::new();
    let source = sources.add("a", text);
    let tell = |diagnostic: &railc_core::diagnostic::Diagnostic| {
        let places: Vec<String> = diagnostic
            .labels
            .iter()
            .map(|label| format!("{} {}", sources.place(label.span).trim_start_matches("a:"), sources.text(label.span)))
            .collect();
        let help = diagnostic.help.clone().unwrap_or_default();
        format!("{} | {} {} | {help}", places.join(", "), diagnostic.code.number(), diagnostic.message)
    };
    parse(source, text).diagnostics().iter().map(tell).collect()
}

fn in_clause(rest: &str) -> Vec<String> {
    told(&format!("license \"A\"\nclause @a\n{rest}"))
}

#[test]
fn a_slip_of_the_pen_gets_the_word_that_was_meant() {
    let cases = [
        ("licence \"A\"", "1:1 licence | R0101 expected `license`, `reading` or `library`, found `licence` | did you mean `license`?"),
        ("license \"A\"\nclasue @a\n permit x", "2:1 clasue | R0101 `clasue` does not belong here | did you mean `clause`?"),
        ("license \"A\"\n licenser \"B\"", "2:2 licenser | R0101 `licenser` does not belong here | did you mean `licensor`?"),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), [expected]);
    }
    assert_eq!(in_clause("prohibit a unles b"), ["3:12 unles | R0101 `unles` does not belong here | did you mean `unless`?"]);
    assert_eq!(
        in_clause("prohibt a"),
        ["3:1 prohibt | R0101 expected a rule such as `permit` or `prohibit`, found `prohibt` | did you mean `prohibit`?"]
    );
}

#[test]
fn says_what_was_expected_in_the_words_of_the_reader() {
    let cases = [
        ("prohibit a or\nclause @b permit x", "4:1 clause | R0101 expected a condition, found `clause` | "),
        ("prohibit (a or b", "3:16 b | R0101 expected `)` or more of the condition, found the end of the file | "),
        ("prohibit a more 5", "3:17 5 | R0101 expected `than`, found `5` | "),
        ("prohibit a > 5", "3:12 > | R0101 `>` does not belong here | write `more than`, `at least`, `less than` or `at most`"),
        ("prohibit a over 5", "3:12 over | R0101 `over` does not belong here | write `more than`"),
        ("prohibit a when b", "3:12 when | R0101 `when` does not belong here | a prohibition is one condition: join"),
        ("permit a must b", "3:10 must | R0101 `must` does not belong here | a clause has one rule: begin a new one with `clause @name`"),
        ("prohibit a except when b", "3:19 when | R0101 expected a name with an `@`, found `when` | give the exception a name"),
        ("prohibit a except doctor when b", "3:19 doctor | R0101 expected a name with an `@`, found `doctor` | write `@doctor`"),
        ("prohibit purpose.Fraud_x", "3:10 purpose.Fraud_x | R0101 expected a condition, found `purpose.Fraud_x` | write names in"),
        ("permit “a”", "3:8 “ | R0101 expected a name such as `purpose.spam`, found `“` | write texts in straight quotation marks"),
        ("text \"x\"", "3:6 \"x\" | R0101 expected a rule such as `permit` or `prohibit`, found the end of the file | "),
        ("permit x confidence high", "3:21 high | R0101 expected `medium` or `low`, found `high` | "),
        ("permit x allow because \"b\"", "3:16 because | R0101 expected a word, found `because` | "),
        ("permit x allow and-or \"b\"", "3:23 \"b\" | R0101 expected `because`, found a text | "),
        ("permit x text \"a\\nb\"", "3:17 \\n | R0101 `\\n` means nothing in a text | write `\\\\` for a backslash"),
    ];
    for (text, expected) in cases {
        let told = in_clause(text);
        assert!(told.len() == 1 && told[0].starts_with(expected), "{told:#?}\n{expected}");
    }
}

#[test]
fn finds_each_error_of_a_file() {
    let text = "license \"A\" version 1\n  id a b\nclause @a permit\nclause b permit x\n\n  text \"\n clause in a text\"\n\
                clause @c permit x\nsection @d oops\ntest \"t\" expect fine";
    let places: Vec<String> = told(text).iter().map(|it| it.split(" |").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(places, ["1:21 1", "2:8 b", "4:1 clause", "4:8 b", "9:12 oops", "10:17 fine"]);
}

#[test]
fn the_first_line_is_missed_once() {
    assert_eq!(told(""), ["1:1  | R0101 expected `license`, `reading` or `library`, found the end of the file | "]);
    let told = told("clause @a permit x\nclause @b permit y");
    assert_eq!(told, ["1:1 clause | R0101 expected `license`, `reading` or `library`, found `clause` | "]);
}

#[test]
fn mixed_joints_show_both_places() {
    let told = in_clause("prohibit a and b or c");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("3:18 or, 3:12 and | R0103 `and` and `or` stand side by side without brackets | put brackets"));
}

#[test]
fn a_forgotten_quote_is_shown_where_its_text_starts() {
    let told = told("license \"A\"\nclause @a permt x\nclause @b \"B\n  permit x");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("2:11 permt | R0101"));
    assert!(told[1].starts_with("3:11 \" | R0104 this text does not end"));
}

#[test]
fn numbers_are_read_closely() {
    for (number, place) in [("1,000", "1,000"), ("700.000", "700.000"), ("1.2.3", "1.2.3"), ("5k", "5k"), ("-1", "-1"), ("1e6", "1e6")] {
        let told = in_clause(&format!("prohibit users more than {number}"));
        assert!(told.len() == 1 && told[0].starts_with(&format!("3:26 {place} | R0105")), "{told:?}");
    }
    assert!(in_clause("prohibit users more than 999999999999 billion")[0].contains("is too large"));
}

#[test]
fn parts_stand_once() {
    let told = in_clause("prohibit a except @b when c text \"d\" text \"e\"");
    assert!(told[0].starts_with("3:38 text, 3:29 text | R0106 `text` stands twice in this clause"), "{told:?}");
    let told = super::expectations::told("license \"A\" id a id b alias \"c\" alias \"d\"");
    assert!(told.len() == 1 && told[0].starts_with("1:18 id, 1:13 id | R0106 `id` stands twice in the head"), "{told:?}");
}

#[test]
fn parts_stand_in_any_order() {
    let text = "license \"A\" clause @a note \"n\" must x text \"t\" unless z at \"1\" showing \"s\" when y note \"m\"";
    assert_eq!(told(text), Vec::<String>::new());
}

#[test]
fn depth_is_bounded_and_length_is_not() {
    let nested = |depth: usize| in_clause(&format!("prohibit {}a{}", "(".repeat(depth), ")".repeat(depth)));
    assert_eq!(nested(64), Vec::<String>::new());
    assert!(nested(100_000)[0].starts_with("3:74 ( | R0102"));
    assert_eq!(in_clause(&format!("prohibit {}", "(".repeat(64))).len(), 1);
    assert_eq!(in_clause(&format!("prohibit {}", "not ".repeat(100_000))).len(), 1);
}

#[test]
fn time_grows_with_length_alone() {
    let clause = "clause @a \"A\" prohibit a.b and (c or d) unless e text \"word\"\n";
    let length = 5_000_000 / clause.len();
    assert_eq!(told(&format!("license \"A\"\n{}", clause.repeat(length))), Vec::<String>::new());
    let broken = "clause @a prohibit ((((((((((a or b and\n";
    assert_eq!(told(&format!("license \"A\"\n{}", broken.repeat(6))).len(), 6);
    assert_eq!(told(&format!("license \"A\"\n{}", "clause oops\n".repeat(100_000))).len(), 50);
    assert_eq!(told(&format!("license \"A\" clause @a permit {} x", "x, ".repeat(200_000))), Vec::<String>::new());
}

#[test]
fn every_keyword_is_reserved() {
    let grammar = include_str!("../../../grammar/rail.pest");
    let keywords: Vec<&str> = grammar.lines().filter(|line| line.starts_with("kw_")).filter_map(|line| line.split('"').nth(1)).collect();
    assert!(keywords.len() > 70);
    for keyword in keywords {
        assert!(Grammar::parse(Rule::word, keyword).is_err(), "{keyword}");
        assert!(Grammar::parse(Rule::word, &format!("{keyword}-more")).is_ok(), "{keyword}");
    }
}
