//! The order as SVG: a box for licenses that permit the same, a line from each to the next looser ones.

use crate::markup::Markup;

use super::Lattice;
use crate::layout::{EDGE, Layout, Near, Size, base, curve, lay_out, number};

/// Draws groups of licenses, given by their places, with the steps between them.
pub(super) fn draw(lattice: &Lattice, groups: &[usize], link: &impl Fn(usize) -> String, markup: &mut Markup) {
    let members = |at: &usize| lattice.groups.get(*at).map_or(&[][..], Vec::as_slice);
    let sizes: Vec<Size> = groups.iter().map(|at| size(lattice, members(at))).collect();
    let place = |group: &usize| groups.iter().position(|at| at == group);
    let steps: Vec<(usize, usize)> = lattice.steps.iter().filter_map(|(from, to)| place(from).zip(place(to))).collect();
    let layout = lay_out(&sizes, &steps, Near::Ends);
    open(&layout, markup);
    for points in &layout.steps {
        markup.empty("path", &[("class", "step"), ("d", &curve(points))]);
        markup.raw("\n");
    }
    for ((at, size), (x, y)) in groups.iter().zip(&sizes).zip(&layout.boxes) {
        let [left, top, width, height] = [x + EDGE, y + EDGE, size.width, size.height].map(number);
        markup.empty("rect", &[("x", &left), ("y", &top), ("width", &width), ("height", &height), ("rx", "5")]);
        for (line, license) in members(at).iter().enumerate() {
            let Some(entry) = lattice.licenses.get(*license) else { continue };
            let base = base(y + EDGE, line);
            let class = if entry.is_own { "own" } else { "reading" };
            markup.open("a", &[("href", &format!("#{}", link(*license)))]);
            markup.open("text", &[("x", &number(x + 2.0 * EDGE)), ("y", &base), ("class", class)]);
            markup.plain(&entry.label);
            markup.raw("</text></a>");
        }
        markup.raw("\n");
    }
    markup.raw("</svg>\n");
}

fn open(layout: &Layout, markup: &mut Markup) {
    let [width, height, frame] = layout.frame();
    let label = "Licenses from strict, at the left, to loose, at the right";
    markup.open("svg", &[("role", "group"), ("aria-label", label), ("width", &width), ("height", &height), ("viewBox", &frame)]);
    markup.raw("\n");
}

fn size(lattice: &Lattice, group: &[usize]) -> Size {
    let signs = group.iter().filter_map(|at| lattice.licenses.get(*at)).map(|entry| entry.label.chars().count()).max().unwrap_or_default();
    Size::of_words(signs, group.len())
}
