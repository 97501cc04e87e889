//! A value of a TOML file that knows where it stands, and silent getters: what has the wrong shape reads as absent,
//! for the shape check has already said so.

use std::sync::Arc;

use indexmap::IndexMap;
use kernel::{Date, Decimal, Place};

/// A value with its place. Tables keep the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub file: Arc<str>,
    /// Keys from the top of the file, joined with points.
    pub path: String,
    /// The line of its key.
    pub line: u32,
    /// Where the content of a text begins, line and column.
    pub text_at: (u32, u32),
    pub raw: Raw,
}

/// What a node holds. Numbers stay as written, for they are exact.
#[derive(Clone, Debug)]
pub(crate) enum Raw {
    Text(String),
    Number(String),
    Bool(bool),
    Date(String),
    List(Vec<Node>),
    Table(IndexMap<String, Node>),
}

impl Node {
    /// An empty table at the top of a file.
    pub fn empty(file: &str) -> Self {
        let raw = Raw::Table(IndexMap::new());
        Self { file: Arc::from(file), path: String::new(), line: 1, text_at: (1, 1), raw }
    }

    pub fn place(&self) -> Place {
        let place = Place::file(&*self.file).line(self.line);
        if self.path.is_empty() { place } else { Place { field: Some(self.path.clone()), ..place } }
    }

    /// The place of a key of this table, or of the table where it has no such key.
    pub fn place_of(&self, key: &str) -> Place {
        self.get(key).unwrap_or(self).place()
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.raw {
            Raw::Table(entries) => entries.get(key),
            _ => None,
        }
    }

    /// The node at the end of a path of keys, or the last one on the way.
    pub fn deepest(&self, path: &[&str]) -> &Node {
        path.iter().try_fold(self, |node, key| node.get(key).ok_or(node)).unwrap_or_else(|last| last)
    }

    /// The entries of this table, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        let entries = match &self.raw {
            Raw::Table(entries) => Some(entries),
            _ => None,
        };
        entries.into_iter().flatten().map(|(key, node)| (key.as_str(), node))
    }

    /// The entries of the table under a key.
    pub fn entries_of(&self, key: &str) -> impl Iterator<Item = (&str, &Node)> {
        self.get(key).into_iter().flat_map(Node::entries)
    }

    pub fn items(&self) -> &[Node] {
        match &self.raw {
            Raw::List(items) => items,
            _ => &[],
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match &self.raw {
            Raw::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_decimal(&self) -> Option<Decimal> {
        match &self.raw {
            Raw::Text(text) | Raw::Number(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn as_date(&self) -> Option<Date> {
        match &self.raw {
            Raw::Text(text) | Raw::Date(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::as_text)
    }

    pub fn flag(&self, key: &str) -> bool {
        matches!(self.get(key).map(|node| &node.raw), Some(Raw::Bool(true)))
    }

    pub fn integer(&self, key: &str) -> Option<i64> {
        match &self.get(key)?.raw {
            Raw::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    pub fn decimal(&self, key: &str) -> Option<Decimal> {
        self.get(key).and_then(Node::as_decimal)
    }

    pub fn date(&self, key: &str) -> Option<Date> {
        self.get(key).and_then(Node::as_date)
    }

    /// The texts under a key with their nodes; one text stands for a list of one.
    pub fn texts(&self, key: &str) -> Vec<(&str, &Node)> {
        let Some(node) = self.get(key) else { return Vec::new() };
        match &node.raw {
            Raw::Text(text) => vec![(text, node)],
            Raw::List(items) => items.iter().filter_map(|item| item.as_text().map(|text| (text, item))).collect(),
            _ => Vec::new(),
        }
    }

    /// `name` of a table, or the text that stands for it.
    pub fn name(&self) -> Option<&str> {
        self.as_text().or_else(|| self.text("name"))
    }
}
