//! Columns of the vocabulary's tables: texts and lists, each column in one piece of memory.
//!
//! A column that is fixed at build time therefore needs no decoding, no allocation and no relocation when a process starts, and one that is
//! built at run time needs two allocations, however long it is.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use crate::base::Id;

/// A value for each row.
pub type Column<T> = Cow<'static, [T]>;

/// A text for each row.
#[derive(Debug, Clone)]
pub struct Texts {
    starts: Starts,
    all: Cow<'static, str>,
}

/// A list for each row.
#[derive(Debug, Clone)]
pub struct Lists<T: Clone + 'static> {
    starts: Starts,
    all: Cow<'static, [T]>,
}

/// Several texts for each row.
#[derive(Debug, Clone)]
pub struct TextLists {
    starts: Starts,
    all: Texts,
}

/// The start of each row, and the end of the last.
#[derive(Debug, Clone)]
struct Starts(Cow<'static, [u32]>);

impl Starts {
    fn new() -> Starts {
        Starts(Cow::Owned(vec![0]))
    }

    fn with_room(rows: usize) -> Starts {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Starts(Cow::Owned(starts))
    }

    fn push(&mut self, end: usize) {
        self.0.to_mut().push(end as u32);
    }

    fn rows(&self) -> usize {
        self.0.len() - 1
    }

    fn row(&self, at: usize) -> Range<usize> {
        let ends = self.0.get(at..).and_then(|starts| starts.first_chunk());
        let [start, end] = ends.expect("rows are asked for by the ids of their own table");
        *start as usize..*end as usize
    }
}

impl Texts {
    /// No texts, with capacity for this many texts and bytes. Unused capacity costs nothing; moving to a larger buffer does.
    pub fn with_room(texts: usize, bytes: usize) -> Texts {
        Texts { starts: Starts::with_room(texts), all: Cow::Owned(String::with_capacity(bytes)) }
    }

    /// Texts that are fixed at build time, from [`Texts::parts`].
    pub const fn fixed(starts: &'static [u32], all: &'static str) -> Texts {
        Texts { starts: Starts(Cow::Borrowed(starts)), all: Cow::Borrowed(all) }
    }

    /// The start of each text and the end of the last, and all of them concatenated.
    pub fn parts(&self) -> (&[u32], &str) {
        (&self.starts.0, &self.all)
    }

    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.all.to_mut().push_str(text);
        self.starts.push(self.all.len());
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.starts.rows()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a row.
    pub fn get(&self, at: usize) -> &str {
        self.all.get(self.starts.row(at)).expect("rows start and end between letters")
    }

    /// All texts, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|at| self.get(at))
    }

    /// The row of a text, if the column is in ascending order.
    pub fn find(&self, wanted: &str) -> Option<usize> {
        let mut rows = 0..self.len();
        while !rows.is_empty() {
            let middle = rows.start.midpoint(rows.end);
            match self.get(middle).cmp(wanted) {
                Ordering::Less => rows.start = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => rows.end = middle,
            }
        }
        None
    }
}

impl<T: Clone> Lists<T> {
    /// No lists, with capacity for this many.
    pub fn with_room(lists: usize) -> Lists<T> {
        Lists { starts: Starts::with_room(lists), all: Cow::Owned(Vec::with_capacity(lists)) }
    }

    /// Lists that are fixed at build time, from [`Lists::parts`].
    pub const fn fixed(starts: &'static [u32], all: &'static [T]) -> Lists<T> {
        Lists { starts: Starts(Cow::Borrowed(starts)), all: Cow::Borrowed(all) }
    }

    /// The start of each list and the end of the last, and all of them concatenated.
    pub fn parts(&self) -> (&[u32], &[T]) {
        (&self.starts.0, &self.all)
    }

    /// Adds a list.
    pub fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.all.to_mut().extend(list);
        self.starts.push(self.all.len());
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.starts.rows()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The list of a row.
    pub fn get(&self, at: usize) -> &[T] {
        self.all.get(self.starts.row(at)).expect("lists start and end within them all")
    }

    /// All lists, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.len()).map(|at| self.get(at))
    }
}

impl<T: Id + 'static> Lists<T> {
    /// The inverse relation: for each of this many rows, the rows of this column whose lists name it, in ascending order.
    pub fn turned<U: Id + 'static>(&self, rows: usize) -> Lists<U> {
        let mut starts = vec![0; rows + 1];
        let count = |named: &T| starts.get_mut(named.index() + 1).into_iter().for_each(|count: &mut u32| *count += 1);
        self.all.iter().for_each(count);
        let mut sum = 0;
        starts.iter_mut().for_each(|start| {
            sum += *start;
            *start = sum;
        });
        let mut next = starts.clone();
        let mut all = vec![U::at(0); self.all.len()];
        for (row, list) in self.iter().enumerate() {
            for named in list {
                let slot = next.get_mut(named.index()).and_then(|next| all.get_mut(std::mem::replace(next, *next + 1) as usize));
                *slot.expect("a list names rows of the other column") = U::at(row);
            }
        }
        Lists { starts: Starts(starts.into()), all: all.into() }
    }
}

impl TextLists {
    /// No lists, with capacity for this many, and for as many texts with this many bytes.
    pub fn with_room(lists: usize, bytes: usize) -> TextLists {
        TextLists { starts: Starts::with_room(lists), all: Texts::with_room(lists, bytes) }
    }

    /// Lists that are fixed at build time, from [`TextLists::parts`].
    pub const fn fixed(starts: &'static [u32], all: Texts) -> TextLists {
        TextLists { starts: Starts(Cow::Borrowed(starts)), all }
    }

    /// The start of each list and the end of the last, and all of them concatenated.
    pub fn parts(&self) -> (&[u32], &Texts) {
        (&self.starts.0, &self.all)
    }

    /// Adds a list.
    pub fn push<'a>(&mut self, list: impl IntoIterator<Item = &'a str>) {
        list.into_iter().for_each(|text| self.all.push(text));
        self.starts.push(self.all.len());
    }

    /// The list of a row.
    pub fn get(&self, at: usize) -> impl Iterator<Item = &str> + Clone {
        self.starts.row(at).map(|at| self.all.get(at))
    }
}

impl Default for Texts {
    fn default() -> Texts {
        Texts { starts: Starts::new(), all: Cow::Owned(String::new()) }
    }
}

impl<T: Clone> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { starts: Starts::new(), all: Cow::Owned(Vec::new()) }
    }
}

impl Default for TextLists {
    fn default() -> TextLists {
        TextLists { starts: Starts::new(), all: Texts::default() }
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Texts {
        let mut column = Texts::default();
        texts.into_iter().for_each(|text| column.push(text));
        column
    }
}

impl<T: Clone, L: IntoIterator<Item = T>> FromIterator<L> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = L>>(lists: I) -> Lists<T> {
        let mut column = Lists::default();
        lists.into_iter().for_each(|list| column.push(list));
        column
    }
}
