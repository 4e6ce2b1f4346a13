//! Scalars, lists and maps, each with its place, laid out in one row: a node, then all that it holds, then its next sibling.
//!
//! One row is one allocation, however many lists and maps a text has.

use std::borrow::Cow;

use crate::base::{Span, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::usage::quote::quoted;

/// A node of the row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node<'t> {
    pub content: Content<'t>,
    pub span: Span,
    /// How many nodes it holds: items, or keys and values, and everything inside them.
    pub descendants: usize,
}

/// What a node is, apart from what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content<'t> {
    Nothing,
    Scalar(Cow<'t, str>),
    List,
    /// Its children alternate between keys and values.
    Map,
}

impl Node<'_> {
    /// The characters of a scalar.
    pub(super) fn text(&self) -> &str {
        match &self.content {
            Content::Scalar(text) => text,
            Content::Nothing | Content::List | Content::Map => "",
        }
    }
}

/// A value with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tree<'a> {
    node: &'a Node<'a>,
    descendants: &'a [Node<'a>],
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`, `~`, or no value at all.
    Nothing,
    /// `medical`, `"5000 persons"`, `true`, `1e6`: the characters, whether quoted or not.
    Scalar(&'a str),
    /// `[a, b]`
    List(Trees<'a>),
    /// `{a: yes}`, each key once.
    Map(Entries<'a>),
}

impl<'a> Tree<'a> {
    /// Its place.
    pub fn span(self) -> Span {
        self.node.span
    }

    /// What it is.
    pub fn value(self) -> Value<'a> {
        match &self.node.content {
            Content::Nothing => Value::Nothing,
            Content::Scalar(text) => Value::Scalar(text),
            Content::List => Value::List(Trees(self.descendants)),
            Content::Map => Value::Map(Entries(Trees(self.descendants))),
        }
    }
}

/// Siblings, in the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Trees<'a>(pub(super) &'a [Node<'a>]);

impl<'a> Iterator for Trees<'a> {
    type Item = Tree<'a>;

    fn next(&mut self) -> Option<Tree<'a>> {
        let (node, rest) = self.0.split_first()?;
        let (descendants, rest) = rest.split_at_checked(node.descendants)?;
        self.0 = rest;
        Some(Tree { node, descendants })
    }
}

/// The entries of a map, in the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Entries<'a>(Trees<'a>);

impl<'a> Entries<'a> {
    pub(super) fn of(nodes: &'a [Node<'a>]) -> Entries<'a> {
        Entries(Trees(nodes))
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        let key = self.0.next()?;
        Some(Entry { key: key.node.text(), key_span: key.span(), value: self.0.next()? })
    }
}

/// `human-review: no`
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// The characters of its key.
    pub key: &'a str,
    /// Where the key stands.
    pub key_span: Span,
    /// What stands under it.
    pub value: Tree<'a>,
}

impl Entry<'_> {
    /// The key with its value.
    pub fn span(&self) -> Span {
        self.key_span.to(self.value.span())
    }

    /// Says that something (`whose`, such as "a thing") has no such key, but these.
    pub fn unknown_key(&self, whose: &str, known: &[&str]) -> Diagnostic {
        let message = format!("{whose} has no key {}", quoted(self.key));
        let help = format!("its keys are {}", known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", "));
        let diagnostic = Diagnostic::new(Code::UnknownKey, message).at(self.key_span, "");
        diagnostic.nearest(&nearest(self.key, known.iter().copied()), &help)
    }

    /// How many nodes it consists of, itself included.
    pub(super) fn size(&self) -> usize {
        2 + self.value.descendants.len()
    }
}
