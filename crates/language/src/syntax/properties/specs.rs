//! Random specs: every piece of the language, with words that are hard to lay out.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::syntax::ast::*;
use railc_core::base::{Number, SourceId, Sources, Span};

/// Where every piece says that it stands.
pub(super) fn source() -> SourceId {
    Sources::new().add("a.rail", "")
}

fn span() -> Span {
    Span { source: source(), start: 0, end: 0 }
}

fn at<T>(value: T) -> Spanned<T> {
    Spanned { value, span: span() }
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

fn allow() -> BoxedStrategy<Allow> {
    (word(), line()).prop_map(|(lint, because)| Allow { lint, because, span: span() }).boxed()
}

fn clause() -> BoxedStrategy<Item> {
    let confidence = maybe(prop_oneof![Just(Confidence::Medium), Just(Confidence::Low)].prop_map(at).boxed());
    (
        any::<bool>(),
        handle(),
        maybe(line()),
        maybe(line()),
        rule(),
        (maybe(text()), maybe(line())),
        confidence,
        (vec(text(), 0..2), vec(allow(), 0..2)),
    )
        .prop_map(|(optional, name, title, at, rule, (text, pinned), confidence, (notes, allows))| {
            Item::Clause(Clause {
                optional,
                name,
                title,
                at,
                rule,
                rule_span: span(),
                text,
                pinned,
                confidence,
                notes,
                allows,
                span: span(),
            })
        })
        .boxed()
}

fn section() -> BoxedStrategy<Item> {
    let titles = (handle(), maybe(line()), maybe(line()), maybe(line()));
    (any::<(bool, bool)>(), titles, maybe(condition()), all_exceptions(), maybe(text()), (vec(text(), 0..2), vec(allow(), 0..2)))
        .prop_map(|((optional, attachment), (name, title, at, each_at), when, exceptions, text, (notes, allows))| {
            let span = span();
            Item::Section(Section { optional, name, title, at, each_at, attachment, when, exceptions, text, notes, allows, span })
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
    (line(), vec(line(), 0..3), body, vec(allow(), 0..2))
        .prop_map(|(name, also, (means, text), allows)| Item::Term(Term { name, also, means, text, allows, span: span() }))
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
        (one_of(&["https://e.com/a?b#c"]), maybe(one_of(&["2024-07-23"])), maybe(line()))
            .prop_map(|(url, dated, sha256)| HeadField::Source { url, dated, sha256 }),
        vec(name(), 1..4).prop_map(HeadField::Asks),
        (one_of(&["en", "pt-br", "or"]), any::<bool>())
            .prop_map(|(tag, authoritative)| HeadField::Language { tag, authoritative: at(authoritative) }),
        (line(), maybe(line())).prop_map(|(text, at)| HeadField::Law { text, at }),
        allow().prop_map(HeadField::Allow),
    ]
    .boxed()
}

/// A spec of any kind.
pub(super) fn spec() -> BoxedStrategy<Spec> {
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
