//! The lineage as SVG: a box for each thing, what was made of it at its right, the way of lost terms thick and broken.

use super::{Lineage, Thing, Tone};
use crate::layout::{EDGE, Layout, Near, Size, base, curve, lay_out, number};
use crate::markup::Markup;

/// The most signs of a line in a box.
const WIDEST: usize = 42;
const STYLE: &str = include_str!("drawing.css");

/// The drawing alone, as a file.
pub fn svg(lineage: &Lineage) -> String {
    let mut markup = Markup::default();
    draw(lineage, None, &mut markup);
    markup.into_text()
}

/// Draws; where ids are given, each box is a link to its own.
pub(super) fn draw(lineage: &Lineage, ids: Option<&[String]>, markup: &mut Markup) {
    let sizes: Vec<Size> = lineage.things.iter().map(size).collect();
    let steps: Vec<(usize, usize)> = lineage.steps.iter().map(|step| (step.from, step.to)).collect();
    let layout = lay_out(&sizes, &steps, Near::Starts);
    open(&layout, markup);
    markup.raw("<style>\n");
    markup.raw(STYLE);
    markup.raw("</style>\n<defs><marker id=\"end\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path d=\"M0 0 8 4 0 8Z\"/></marker></defs>\n");
    // What matters is drawn over the rest.
    for is_loss in [false, true] {
        for (step, points) in lineage.steps.iter().zip(&layout.steps).filter(|(step, _)| step.leads_to_loss == is_loss) {
            let class = if is_loss { "step loss" } else { "step" };
            markup.empty("path", &[("class", class), ("d", &curve(points)), ("marker-end", "url(#end)")]);
            markup.raw("\n");
            relation(&step.relation, points, markup);
        }
    }
    for (at, (thing, (size, (x, y)))) in lineage.things.iter().zip(sizes.iter().zip(&layout.boxes)).enumerate() {
        let id = ids.and_then(|ids| ids.get(at));
        if let Some(id) = id {
            markup.open("a", &[("href", &format!("#{id}"))]);
        }
        bordered(thing, size, (x + EDGE, y + EDGE), markup);
        if id.is_some() {
            markup.close("a");
        }
        markup.raw("\n");
    }
    markup.raw("</svg>\n");
}

fn open(layout: &Layout, markup: &mut Markup) {
    let [width, height, frame] = layout.frame();
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("class", "lineage"),
        ("role", "group"),
        ("aria-label", "What was made of what, from left to right; where terms of licenses were lost on the way"),
        ("width", &width),
        ("height", &height),
        ("viewBox", &frame),
    ];
    markup.open("svg", &attributes);
    markup.raw("\n");
}

/// The lines of a box.
fn lines(thing: &Thing) -> [String; 3] {
    let sign = match thing.tone {
        Tone::Kept => "✓",
        Tone::Lost => "✗",
        Tone::Open => "?",
    };
    [cut(&thing.name), cut(&thing.about), format!("{sign} {}", thing.verdict)]
}

fn cut(words: &str) -> String {
    if words.chars().count() <= WIDEST {
        return words.to_owned();
    }
    words.chars().take(WIDEST - 1).chain(['…']).collect()
}

/// How wide words are: signs of East Asian scripts take two places.
fn wide(words: &str) -> usize {
    words.chars().map(|sign| if sign >= '\u{1100}' { 2 } else { 1 }).sum()
}

fn size(thing: &Thing) -> Size {
    let signs = lines(thing).iter().map(|line| wide(line)).max().unwrap_or_default();
    Size::of_words(signs, lines(thing).len())
}

fn bordered(thing: &Thing, size: &Size, (left, top): (f64, f64), markup: &mut Markup) {
    let class = match thing.tone {
        Tone::Kept => "kept",
        Tone::Lost => "lost",
        Tone::Open => "open",
    };
    let [x, y, width, height] = [left, top, size.width, size.height].map(number);
    markup.empty("rect", &[("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height), ("rx", "5")]);
    for (at, (line, class)) in lines(thing).iter().zip(["name", "about", class]).enumerate() {
        let base = base(top, at);
        markup.open("text", &[("x", &number(left + EDGE)), ("y", &base), ("class", class)]);
        markup.plain(line);
        markup.close("text");
    }
}

/// The name of a relation, in the middle of the first stretch of its line between columns.
fn relation(name: &str, points: &[(f64, f64)], markup: &mut Markup) {
    let [_, from, to, ..] = points else { return };
    let middle = |one: f64, other: f64| (one + other) / 2.0 + EDGE;
    let [x, y] = [number(middle(from.0, to.0)), number(middle(from.1, to.1) + 4.0)];
    markup.open("text", &[("x", &x), ("y", &y), ("class", "relation")]);
    markup.plain(name);
    markup.close("text");
    markup.raw("\n");
}
