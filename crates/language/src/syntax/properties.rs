//! What holds for every spec and every text: parsing and formatting are inverse, comments are kept, nothing panics.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::syntax::ast::*;
use crate::syntax::{format, parse};
use railc_core::base::{Number, SourceId, Sources, Span};
use railc_core::diagnostic::Code;

fn source() -> SourceId {
    Sources::new().add("a.rail", "")
}

fn span() -> Span {
    Span { source: source(), start: 0, end: 0 }
}

fn at<T>(value: T) -> Spanned<T> {
    Spanned { value, span: span() }
}

/// A tree without its places.
fn plain(spec: &Spec) -> String {
    let told = format!("{:?}", Spec { comments: Vec::new(), ..spec.clone() });
    let mut pieces = told.split("Span { source: SourceId(");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |all, piece| all + piece.split_once('}').map_or("", |(_, rest)| rest))
}

/// What can be wrong with the words in a text is of no interest here, only where they stand.
fn read(text: &str) -> Spec {
    let (spec, found) = parse(source(), text).into_parts();
    let is_on_words = |code: Code| matches!(code, Code::SeveralLines | Code::NoWording | Code::BadAddress);
    assert!(found.iter().all(|one| is_on_words(one.code)), "{found:?}\n{text}");
    spec.unwrap_or_else(|| panic!("no spec\n{text}"))
}

fn one_of(words: &'static [&'static str]) -> BoxedStrategy<Word> {
    select(words).prop_map(|word| at(word.to_owned())).boxed()
}

fn name() -> BoxedStrategy<Word> {
    one_of(&["purpose.fraud", "place.EU", "users", "artifact.derivative.fine-tuned-on-something-long", "question.reach", "text.x"])
}

fn handle() -> BoxedStrategy<Word> {
    one_of(&["medical", "clause", "a-1", "3d", "a-rather-long-name-of-a-clause-of-this-spec"])
}

fn word() -> BoxedStrategy<Word> {
    one_of(&["llama-3.1", "x", "open-rail-m", "4chan"])
}

fn paragraph(most: usize) -> impl Strategy<Value = String> {
    let piece = select(&["a", "\"", "\\", "//", "{@x}", "clause", "responsible", "ü—", "supercalifragilistic"][..]);
    vec(piece, 1..most).prop_map(|words| words.join(" "))
}

/// What may have paragraphs, or be empty.
fn text() -> BoxedStrategy<Word> {
    prop_oneof![
        4 => one_of(&["", "Medicine", "Section 1 (b)", "Distribution"]),
        1 => vec(paragraph(25), 1..3).prop_map(|paragraphs| at(paragraphs.join("\n\n"))),
    ]
    .boxed()
}

/// A name, a title, a reference: in one line.
fn line() -> BoxedStrategy<Word> {
    prop_oneof![4 => one_of(&["Medicine", "Section 1 (b)", "Distribution"]), 1 => paragraph(9).prop_map(at)].boxed()
}

fn number() -> BoxedStrategy<Number> {
    let digits = select(&["0", "12.5", "5000", "700000000", "12500000", "1000000000000", "0.000000001", "1000001"][..]);
    digits.prop_map(|digits| Number::parse(digits).unwrap_or_default()).boxed()
}

fn comparison() -> BoxedStrategy<Comparison> {
    select(&[Comparison::MoreThan, Comparison::AtLeast, Comparison::LessThan, Comparison::AtMost][..]).boxed()
}

fn exceptions(condition: BoxedStrategy<Condition>, least: usize) -> BoxedStrategy<Vec<Exception>> {
    let named = (handle(), proptest::option::of(text()), condition);
    let named = named.prop_map(|(name, text, condition)| Exception { name: Some(name), condition, text, span: span() });
    vec(named, least..3).boxed()
}

fn all_exceptions() -> BoxedStrategy<Vec<Exception>> {
    let unless = condition().prop_map(|condition| Exception { name: None, condition, text: None, span: span() });
    (proptest::option::weighted(0.3, unless), exceptions(condition(), 0))
        .prop_map(|(unless, named)| unless.into_iter().chain(named).collect())
        .boxed()
}

fn condition() -> BoxedStrategy<Condition> {
    let limit = prop_oneof![number().prop_map(Limit::Number), word().prop_map(|name| Limit::Parameter(name.value))];
    let leaf = prop_oneof![
        4 => name().prop_map(|name| ConditionKind::Is(name.value)),
        1 => line().prop_map(|name| ConditionKind::Term(name.value)),
        1 => (name(), comparison(), limit)
            .prop_map(|(scalar, comparison, limit)| ConditionKind::Compare { scalar, comparison, limit: at(limit) }),
    ];
    let leaf = leaf.prop_map(|kind| Condition { kind, span: span() });
    let nested = leaf.prop_recursive(4, 16, 4, |inner| {
        let kind = prop_oneof![
            vec(inner.clone(), 2..5).prop_map(ConditionKind::All),
            vec(inner.clone(), 2..5).prop_map(ConditionKind::Any),
            inner.clone().prop_map(|negated| ConditionKind::Not(Box::new(negated))),
            (inner.clone(), exceptions(inner.boxed(), 1))
                .prop_map(|(condition, exceptions)| ConditionKind::Branch { condition: Box::new(condition), exceptions }),
        ];
        kind.prop_map(|kind| Condition { kind, span: span() })
    });
    nested.boxed()
}

fn maybe<T: std::fmt::Debug + 'static>(strategy: BoxedStrategy<T>) -> BoxedStrategy<Option<T>> {
    proptest::option::of(strategy).boxed()
}

fn rule() -> BoxedStrategy<Rule> {
    let when = || maybe(condition());
    prop_oneof![
        (vec(name(), 1..6), when(), all_exceptions()).prop_map(|(actions, when, exceptions)| Rule::Permit { actions, when, exceptions }),
        (condition(), all_exceptions()).prop_map(|(condition, exceptions)| Rule::Prohibit { condition, exceptions }),
        (condition(), when(), all_exceptions(), maybe(text())).prop_map(|(performance, when, exceptions, showing)| Rule::Must {
            performance,
            when,
            exceptions,
            showing
        }),
        (vec(handle(), 0..4), condition(), all_exceptions()).prop_map(|(grants, when, exceptions)| Rule::Withdraw {
            grants,
            when,
            exceptions
        }),
        (condition(), when(), maybe(text())).prop_map(|(performance, when, showing)| Rule::Should { performance, when, showing }),
        text().prop_map(Rule::LicensorMay),
        text().prop_map(Rule::NotModelled),
    ]
    .boxed()
}

fn clause() -> BoxedStrategy<Item> {
    (any::<bool>(), handle(), maybe(line()), maybe(line()), rule(), maybe(text()), vec(text(), 0..2))
        .prop_map(|(optional, name, title, at, rule, text, notes)| {
            Item::Clause(Clause { optional, name, title, at, rule, rule_span: span(), text, notes, span: span() })
        })
        .boxed()
}

fn section() -> BoxedStrategy<Item> {
    let titles = (handle(), maybe(line()), maybe(line()), maybe(line()));
    (any::<(bool, bool)>(), titles, maybe(condition()), all_exceptions(), maybe(text()), vec(text(), 0..2))
        .prop_map(|((optional, attachment), (name, title, at, each_at), when, exceptions, text, notes)| {
            let span = span();
            Item::Section(Section { optional, name, title, at, each_at, attachment, when, exceptions, text, notes, span })
        })
        .boxed()
}

fn test() -> BoxedStrategy<Item> {
    let fact = prop_oneof![
        name().prop_map(GivenFact::Holds),
        name().prop_map(GivenFact::Fails),
        name().prop_map(GivenFact::Unknown),
        (name(), number()).prop_map(|(name, value)| GivenFact::Equals(name, value)),
        (name(), comparison(), number()).prop_map(|(name, comparison, value)| GivenFact::Bound(name, comparison, value)),
    ];
    let given = vec(fact.prop_map(|fact| Given { fact, span: span() }), 0..5);
    let choice = prop_oneof![Just(Choice::All), Just(Choice::None), vec(handle(), 1..3).prop_map(Choice::These)];
    let verdict = one_of(&["permitted", "prohibited", "not-granted", "refused", "undetermined"]);
    let because = vec(prop_oneof![handle(), one_of(&["medical/clinician"])], 0..4);
    let lists = (vec(name(), 0..3), vec(name(), 0..3), because, vec(handle(), 0..4), vec(name(), 0..3));
    (line(), maybe(choice.boxed()), given, any::<bool>(), verdict, lists)
        .prop_map(|(name, choosing, given, presume_nothing, verdict, (open, closed, because, owing, asking))| {
            let span = span();
            Item::Test(Test { name, choosing, given, open, closed, presume_nothing, verdict, because, owing, asking, span })
        })
        .boxed()
}

fn target() -> BoxedStrategy<Target> {
    prop_oneof![line().prop_map(Target::Path), word().prop_map(Target::Id)].boxed()
}

fn term() -> BoxedStrategy<Item> {
    let body = prop_oneof![
        condition().prop_map(|means| (Some(means), None)),
        text().prop_map(|text| (None, Some(text))),
        (condition(), text()).prop_map(|(means, text)| (Some(means), Some(text))),
    ];
    (line(), vec(line(), 0..3), body)
        .prop_map(|(name, also, (means, text))| Item::Term(Term { name, also, means, text, span: span() }))
        .boxed()
}

fn item() -> BoxedStrategy<Item> {
    let value = prop_oneof![number().prop_map(Value::Number), text().prop_map(|text| Value::Text(text.value))];
    let parameter = (word(), value, maybe(line()))
        .prop_map(|(name, value, about)| Item::Parameter(Parameter { name, value: at(value), about, span: span() }));
    let addressee = select(&[Addressee::Counsel, Addressee::Licensor, Addressee::Operator][..]);
    let question = (handle(), addressee, line(), vec(text(), 0..2))
        .prop_map(|(name, to, ask, notes)| Item::Question(Question { name, to: at(to), ask, notes, span: span() }));
    let include = (handle(), vec(handle(), 0..3), maybe(line()), maybe(line()))
        .prop_map(|(name, except, at, each_at)| Item::Include(Include { name, except, at, each_at, span: span() }));
    let import = target().prop_map(|target| Item::Import(at(target)));
    prop_oneof![1 => import, 1 => parameter, 1 => term(), 1 => question, 2 => section(), 4 => clause(), 1 => include, 2 => test()].boxed()
}

fn head_line() -> BoxedStrategy<HeadField> {
    prop_oneof![
        line().prop_map(HeadField::Alias),
        (one_of(&["https://e.com/a?b#c"]), maybe(line())).prop_map(|(url, sha256)| HeadField::Source { url, sha256 }),
        vec(name(), 1..4).prop_map(HeadField::Asks),
        (one_of(&["en", "pt-br", "or"]), any::<bool>())
            .prop_map(|(tag, authoritative)| HeadField::Language { tag, authoritative: at(authoritative) }),
        (line(), maybe(line())).prop_map(|(text, at)| HeadField::Law { text, at }),
    ]
    .boxed()
}

fn spec() -> BoxedStrategy<Spec> {
    let single = (word(), vec(name(), 1..6), target(), line());
    let single = single.prop_map(|(id, covers, extends, text)| {
        let date = HeadField::Date(at("2024-07-23".to_owned()));
        let (family, licensor) = (HeadField::Family(text.clone()), HeadField::Licensor(text.clone()));
        let (spdx, hugging_face) = (HeadField::Spdx(text.clone()), HeadField::HuggingFace(text));
        let (id, covers, extends) = (HeadField::Id(id), HeadField::Covers(covers), HeadField::Extends(extends));
        vec![id, covers, extends, date, family, licensor, spdx, hugging_face]
    });
    let kind = select(&[Kind::License, Kind::Reading, Kind::Library][..]);
    (kind, line(), maybe(line()), single, vec(head_line(), 0..4), vec(item(), 0..5))
        .prop_map(|(kind, title, version, single, lines, items)| {
            let fields = single.into_iter().chain(lines);
            let head = fields.map(|field| HeadLine { field, span: span() }).collect();
            Spec { kind: at(kind), title, version, head, items, comments: Vec::new() }
        })
        .boxed()
}

/// Replaces white space outside texts by comments.
fn commented(text: &str, picks: &[(Index, u8)]) -> (String, usize) {
    let mut gaps = Vec::new();
    let (mut in_text, mut escaped) = (false, false);
    for (place, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = in_text,
            '"' => in_text = !in_text,
            _ if !in_text && character.is_ascii_whitespace() => gaps.push(place),
            _ => {}
        }
    }
    let mut chosen: Vec<(usize, u8)> = picks.iter().map(|(pick, kind)| (*pick.get(&gaps), *kind)).collect();
    chosen.sort_unstable();
    chosen.dedup_by_key(|(place, _)| *place);
    let mut out = text.to_owned();
    for (number, (place, kind)) in chosen.iter().enumerate().rev() {
        let comment = match kind % 4 {
            0 => format!(" // {number}\n"),
            1 => format!("\n// {number}\n"),
            2 => format!("\n  // {number}\n"),
            _ => format!("\n// {number}\n\n"),
        };
        out.replace_range(*place..*place, &comment);
    }
    (out, chosen.len())
}

fn holds_together(text: &str) -> Result<(), TestCaseError> {
    let (spec, diagnostics) = parse(source(), text).into_parts();
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        let shown = text.get(label.span.start as usize..label.span.end as usize);
        prop_assert!(shown.is_some_and(|shown| !shown.is_empty()) || text.trim().is_empty(), "{:?}", diagnostics);
    }
    prop_assert!(spec.is_some() || !diagnostics.is_empty());
    prop_assert!(diagnostics.iter().all(|diagnostic| !diagnostic.labels.is_empty() && !diagnostic.message.contains('\n')));
    if let (Some(spec), true) = (spec, diagnostics.is_empty()) {
        let once = format(&spec);
        prop_assert_eq!(&format(&read(&once)), &once);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_undoes_writing(spec in spec()) {
        let written = format(&spec);
        let again = read(&written);
        prop_assert_eq!(plain(&again), plain(&spec), "{}", &written);
        prop_assert_eq!(format(&again), written);
    }

    #[test]
    fn comments_stay(spec in spec(), picks in vec(any::<(Index, u8)>(), 1..12)) {
        let (text, count) = commented(&format(&spec), &picks);
        let read_once = read(&text);
        prop_assert_eq!(read_once.comments.len(), count);
        let once = format(&read_once);
        let read_twice = read(&once);
        prop_assert_eq!(read_twice.comments.len(), count, "{}\n----\n{}", &text, &once);
        prop_assert_eq!(plain(&read_twice), plain(&spec));
        prop_assert_eq!(&format(&read_twice), &once, "{}", &text);
    }

    #[test]
    fn no_words_make_it_panic(words in vec(select(WORDS), 0..60), joint in select(&["", " ", "\n"][..])) {
        holds_together(&words.join(joint))?;
        holds_together(&format!("license \"A\" {}", words.join(joint)))?;
    }

    #[test]
    fn no_damage_makes_it_panic(spec in spec(), cut in any::<Index>(), word in select(WORDS), length in 0usize..9) {
        let text = format(&spec);
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let start = cut.index(places.len());
        let end = places.get(start + length).copied().unwrap_or(text.len());
        let mut damaged = text;
        damaged.replace_range(places[start]..end, word);
        holds_together(&damaged)?;
    }

    #[test]
    fn no_characters_make_it_panic(characters in vec(any::<char>(), 0..60)) {
        holds_together(&characters.into_iter().collect::<String>())?;
    }
}

const WORDS: &[&str] = &[
    "license",
    "library",
    "id",
    "covers",
    "asks",
    "date",
    "2024-01-01",
    "term",
    "means",
    "clause",
    "section",
    "@a",
    "@a/b",
    "@",
    "\"t\"",
    "\"",
    "permit",
    "prohibit",
    "must",
    "withdraw",
    "all",
    "when",
    "unless",
    "except",
    "text",
    "note",
    "at",
    "each",
    "a.b",
    "a",
    "and",
    "or",
    "not",
    "(",
    ")",
    ",",
    "=",
    "{",
    "}",
    "{x}",
    "12",
    "1.",
    "million",
    "more",
    "than",
    "at least",
    "// c\n",
    "//",
    "/",
    "\\",
    "ü",
    "“",
    "test",
    "given",
    "expect",
    "permitted",
    "because",
    "include",
    "import",
    "optional",
    "question",
    "to counsel",
    "ask",
    "\n",
    "\r\n",
    "\t",
    "\u{FEFF}",
    "\u{0}",
    "_",
    "-",
    ".",
    "licensor",
    "may",
    "modelled",
    "showing",
    "parameter",
    ">=",
    "\u{a0}",
];
