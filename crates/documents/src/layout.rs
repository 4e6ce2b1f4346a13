//! Places for the boxes of an order: a column for each layer, what comes last at the right.
//!
//! A step over several columns is led through each of them by a bend, so that it keeps clear of boxes; steps to the same box share their bends. Columns
//! are put in the order in which few steps cross, then each place moves towards its neighbors as far as those beside it let it.

use std::collections::BTreeMap;

/// How wide a sign of the words in boxes is: they are of a monospaced font, whose signs are about six tenths as wide as high.
const SIGN: f64 = 13.0 * 0.602;
/// How high a line of them is.
const LINE: f64 = 18.0;
/// Around the words of a box, and around the drawing.
pub(crate) const EDGE: f64 = 8.0;
/// How often the columns are gone through.
const SWEEPS: usize = 24;
/// Between boxes of a column.
const GAP: f64 = 10.0;
/// Below a bend.
const BEND_GAP: f64 = 6.0;
/// Between columns.
const ALLEY: f64 = 100.0;
/// The most that is empty across all columns.
const MOST_EMPTY: f64 = 24.0;
/// The height that a bend takes.
const BEND: f64 = 1.0;

/// The size of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub width: f64,
    pub height: f64,
}

/// Where things are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    pub width: f64,
    pub height: f64,
    /// By box, its left upper corner.
    pub boxes: Vec<(f64, f64)>,
    /// By step, the points that it goes through.
    pub steps: Vec<Vec<(f64, f64)>>,
}

impl Layout {
    /// The width and the height of a drawing with an edge around, and its `viewBox`.
    pub(crate) fn frame(&self) -> [String; 3] {
        let [width, height] = [self.width, self.height].map(|side| number(side + 2.0 * EDGE));
        let frame = format!("0 0 {width} {height}");
        [width, height, frame]
    }
}

impl Size {
    /// Of a box with so many lines, the longest of which takes so many signs.
    pub(crate) fn of_words(signs: usize, lines: usize) -> Size {
        Size { width: signs as f64 * SIGN + 2.0 * EDGE, height: lines as f64 * LINE + EDGE }
    }
}

/// Where a line of words stands in a box, from above.
pub(crate) fn base(top: f64, line: usize) -> String {
    number(top + LINE * line as f64 + LINE * 0.72 + EDGE / 2.0)
}

/// A box, or a bend of a step.
struct Node {
    layer: usize,
    height: f64,
    /// To the next one in its column.
    gap: f64,
    /// The middle.
    y: f64,
    /// Those in the layer before and in the one behind.
    neighbors: [Vec<usize>; 2],
}

impl Node {
    fn new(layer: usize, height: f64, gap: f64) -> Node {
        Node { layer, height, gap, y: 0.0, neighbors: [Vec::new(), Vec::new()] }
    }

    /// With the gap.
    fn room(&self) -> f64 {
        self.height + self.gap
    }
}

/// Where boxes stand that steps leave a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Near {
    /// As far right as can be: near to what comes after them.
    Ends,
    /// As far left as can be: right behind what comes before them; those with nothing before them stand right before what comes after them.
    Starts,
}

/// Lays boxes out; a step leads from the first box to the second, and none leads back.
pub(crate) fn lay_out(sizes: &[Size], steps: &[(usize, usize)], near: Near) -> Layout {
    let layers = match near {
        Near::Ends => near_ends(sizes.len(), steps),
        Near::Starts => near_starts(sizes.len(), steps),
    };
    let mut nodes: Vec<Node> = Vec::new();
    nodes.extend(sizes.iter().zip(&layers).map(|(size, layer)| Node::new(*layer, size.height, GAP)));
    let mut bends = BTreeMap::new();
    let paths: Vec<Vec<usize>> = steps.iter().map(|step| path(*step, &mut nodes, &mut bends)).collect();
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    nodes.iter().enumerate().for_each(|(at, node)| columns.entry(node.layer).or_default().push(at));
    let mut columns: Vec<Vec<usize>> = columns.into_values().collect();
    columns.iter().for_each(|column| stack(column, &mut nodes));
    for sweep in 0..SWEEPS {
        go_through(&mut columns, &mut nodes, sweep % 2, true);
    }
    for sweep in 0..SWEEPS {
        go_through(&mut columns, &mut nodes, sweep % 2, false);
    }
    placed(sizes, &paths, &columns, &mut nodes)
}

/// By box, its layer, counted so that the last ones stand together.
fn near_ends(count: usize, steps: &[(usize, usize)]) -> Vec<usize> {
    let behind = longest_ways(count, steps.iter().map(|(from, to)| (*to, *from)));
    let most = behind.iter().copied().max().unwrap_or_default();
    behind.into_iter().map(|layer| most - layer.min(most)).collect()
}

/// By box, its layer, counted from those with nothing before them.
fn near_starts(count: usize, steps: &[(usize, usize)]) -> Vec<usize> {
    let mut layers = longest_ways(count, steps.iter().copied());
    let mut next: Vec<Option<usize>> = vec![None; count];
    for (from, to) in steps {
        let layer = layers.get(*to).copied();
        next.get_mut(*from).into_iter().for_each(|next| *next = [*next, layer].into_iter().flatten().min());
    }
    for (layer, next) in layers.iter_mut().zip(next).filter(|(layer, _)| **layer == 0) {
        *layer = next.map_or(0, |next| next.saturating_sub(1));
    }
    layers
}

/// By box, how many steps lie before it at most.
fn longest_ways(count: usize, steps: impl Iterator<Item = (usize, usize)> + Clone) -> Vec<usize> {
    let mut ahead = vec![0; count];
    // The longest way has fewer steps than there are boxes.
    for _ in 0..count {
        let mut is_settled = true;
        for (from, to) in steps.clone() {
            let least = ahead.get(from).map_or(0, |layer| layer + 1);
            for layer in ahead.get_mut(to).into_iter().filter(|layer| **layer < least) {
                *layer = least;
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    ahead
}

/// The nodes that a step goes through; bends are made, or found by the box that they lead to and their layer.
fn path((from, to): (usize, usize), nodes: &mut Vec<Node>, bends: &mut BTreeMap<(usize, usize), usize>) -> Vec<usize> {
    let layer = |nodes: &[Node], at: usize| nodes.get(at).map_or(0, |node| node.layer);
    let mut path = vec![from];
    for layer in layer(nodes, from) + 1..layer(nodes, to) {
        path.push(*bends.entry((to, layer)).or_insert_with(|| {
            nodes.push(Node::new(layer, BEND, BEND_GAP));
            nodes.len() - 1
        }));
    }
    path.push(to);
    for (one, next) in path.iter().zip(path.iter().skip(1)) {
        nodes.get_mut(*one).into_iter().for_each(|node| node.neighbors[1].push(*next));
        nodes.get_mut(*next).into_iter().for_each(|node| node.neighbors[0].push(*one));
    }
    path
}

/// Puts a column's nodes one below the other.
fn stack(column: &[usize], nodes: &mut [Node]) {
    let mut top = 0.0;
    for at in column {
        if let Some(node) = nodes.get_mut(*at) {
            node.y = top + node.room() / 2.0;
            top += node.room();
        }
    }
}

/// Moves each column towards the one before it, or behind it (`side`); what has no neighbor there stays.
fn go_through(columns: &mut [Vec<usize>], nodes: &mut [Node], side: usize, may_reorder: bool) {
    let count = columns.len();
    for step in 0..count {
        let column = if side == 0 { columns.get_mut(step) } else { columns.get_mut(count - 1 - step) };
        let Some(column) = column else { continue };
        let wanted: BTreeMap<usize, f64> = column.iter().map(|at| (*at, wanted(*at, nodes, side, may_reorder))).collect();
        let place = |at: &usize| wanted.get(at).copied().unwrap_or_default();
        if may_reorder {
            column.sort_by(|one, other| place(one).total_cmp(&place(other)));
        }
        settle(column, nodes, &place);
    }
}

/// Where a node would like to be: in the middle of its neighbors on a side, or of all of them.
fn wanted(at: usize, nodes: &[Node], side: usize, one_side: bool) -> f64 {
    let Some(node) = nodes.get(at) else { return 0.0 };
    let of_side = node.neighbors.get(side).into_iter().flatten();
    let others = node.neighbors.iter().enumerate().filter(|(other, _)| !one_side && *other != side).flat_map(|(_, all)| all);
    let places: Vec<f64> = of_side.chain(others).filter_map(|at| nodes.get(*at)).map(|node| node.y).collect();
    if places.is_empty() { node.y } else { places.iter().sum::<f64>() / places.len() as f64 }
}

/// Places a column in its order, each as near to where it would like to be as the others let it: neighbors that would overlap form a block, which
/// stands where its members would like it in the mean.
fn settle(column: &[usize], nodes: &mut [Node], wanted: &impl Fn(&usize) -> f64) {
    // A block: its members, the sum of their wishes for its top, and its height.
    let mut blocks: Vec<(Vec<usize>, f64, f64)> = Vec::new();
    for at in column {
        let height = nodes.get(*at).map_or(0.0, Node::room);
        let mut block = (vec![*at], wanted(at) - height / 2.0, height);
        while let Some((members, wishes, tall)) = blocks.pop_if(|(members, wishes, tall)| {
            let top = *wishes / members.len() as f64;
            top + *tall > block.1 / block.0.len() as f64
        }) {
            let moved = block.1 - tall * block.0.len() as f64;
            block = ([members, block.0].concat(), wishes + moved, tall + block.2);
        }
        blocks.push(block);
    }
    for (members, wishes, _) in blocks {
        let mut top = wishes / members.len() as f64;
        for at in members {
            if let Some(node) = nodes.get_mut(at) {
                node.y = top + node.room() / 2.0;
                top += node.room();
            }
        }
    }
}

/// Takes out what is empty across all columns, above them all too.
fn close_up(nodes: &mut [Node]) {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    let top = |node: Option<&Node>| node.map_or(0.0, |node| node.y - node.height / 2.0);
    order.sort_by(|one, other| top(nodes.get(*one)).total_cmp(&top(nodes.get(*other))));
    // What is covered so far ends at `end`; all below moves up by `by`.
    let (mut end, mut by) = (f64::NEG_INFINITY, 0.0);
    for (place, at) in order.into_iter().enumerate() {
        let Some(node) = nodes.get_mut(at) else { continue };
        let (top, bottom) = (node.y - node.height / 2.0, node.y + node.height / 2.0);
        by = match place {
            0 => top,
            _ => by + (top - end - MOST_EMPTY).max(0.0),
        };
        end = bottom.max(end);
        node.y -= by;
    }
}

fn placed(sizes: &[Size], paths: &[Vec<usize>], columns: &[Vec<usize>], nodes: &mut [Node]) -> Layout {
    close_up(nodes);
    let height = nodes.iter().map(|node| node.y + node.height / 2.0).fold(0.0, f64::max);
    let width_of = |at: &usize| sizes.get(*at).map_or(0.0, |size| size.width);
    let (mut left, mut edges) = (0.0, Vec::new());
    for column in columns {
        let width = column.iter().map(width_of).fold(0.0, f64::max);
        edges.push((left, left + width));
        left += width + ALLEY;
    }
    let column_of = |at: usize| nodes.get(at).and_then(|node| edges.get(node.layer)).copied().unwrap_or_default();
    let y = |at: usize| nodes.get(at).map_or(0.0, |node| node.y);
    let boxes = sizes.iter().enumerate().map(|(at, size)| (column_of(at).0, y(at) - size.height / 2.0)).collect();
    let points = |path: &Vec<usize>| {
        let ends = path.iter().enumerate().flat_map(|(place, at)| {
            let (from, to) = column_of(*at);
            let right = from + width_of(at);
            match place {
                0 => vec![(right, y(*at)), (to, y(*at))],
                last if last + 1 == path.len() => vec![(from, y(*at))],
                _ => vec![(from, y(*at)), (to, y(*at))],
            }
        });
        ends.collect()
    };
    Layout { width: (left - ALLEY).max(0.0), height, boxes, steps: paths.iter().map(points).collect() }
}

/// A step as a path of SVG: straight through columns, and a curve between each two.
pub(crate) fn curve(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (at, (x, y)) in points.iter().map(|(x, y)| (x + EDGE, y + EDGE)).enumerate() {
        let before = at.checked_sub(1).and_then(|at| points.get(at)).map(|(x, y)| (x + EDGE, y + EDGE));
        out.push_str(&match before {
            None => format!("M{} {}", number(x), number(y)),
            Some((_, last)) if last == y => format!("H{}", number(x)),
            Some((left, last)) => {
                let middle = number((left + x) / 2.0);
                format!("C{middle} {} {middle} {} {} {}", number(last), number(y), number(x), number(y))
            }
        });
    }
    out
}

/// A number of SVG, with one digit behind the point at most.
pub(crate) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(count: usize) -> Vec<Size> {
        vec![Size { width: 100.0, height: 20.0 }; count]
    }

    #[test]
    fn what_comes_later_stands_further_right_and_no_boxes_overlap() {
        let steps = [(0, 1), (1, 2), (0, 3), (4, 2), (5, 3), (6, 3)];
        for layout in [Near::Ends, Near::Starts].map(|near| lay_out(&boxes(7), &steps, near)) {
            for (from, to) in steps {
                assert!(layout.boxes[from].0 + 100.0 < layout.boxes[to].0);
            }
            for (at, one) in layout.boxes.iter().enumerate() {
                assert!(one.0 >= 0.0 && one.1 >= 0.0 && one.0 + 100.0 <= layout.width && one.1 + 20.0 <= layout.height + 1e-6);
                for other in &layout.boxes[at + 1..] {
                    assert!(one.0 != other.0 || (one.1 - other.1).abs() >= 20.0, "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn no_boxes_need_no_place() {
        assert_eq!(lay_out(&[], &[], Near::Starts), Layout { width: 0.0, height: 0.0, boxes: Vec::new(), steps: Vec::new() });
    }
}
