//! TOML text → [`Node`]s. A file that cannot be read is one finding; its top-level keys are still remembered,
//! so that what refers to them is not reported as well.

use std::{ops::Range, sync::Arc};

use kernel::Place;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::node::{Node, Raw};
use crate::check::{Findings, codes};

/// What came of reading a file.
pub(crate) enum Parsed {
    Whole(Node),
    /// Not readable; these names stood at its top.
    Broken(Vec<String>),
}

pub(crate) fn parse(file: &str, text: &str, first_line: u32, out: &mut Findings) -> Parsed {
    let reader = Reader { file: Arc::from(file), text, lines: line_starts(text), first_line };
    let (table, errors) = DeTable::parse_recoverable(text);
    if let Some(error) = errors.first() {
        let line = reader.line(error.span().map_or(0, |span| span.start));
        out.error(
            &codes::SYNTAX,
            Place::file(file).line(line),
            format!("这个文件不是正确的 TOML（{}）。", error.message()),
        )
        .hint(hint(error.message()));
        return Parsed::Broken(table.get_ref().keys().map(|key| key.get_ref().to_string()).collect());
    }
    let raw = reader.table(table.get_ref(), "");
    Parsed::Whole(Node { raw, ..Node::empty(file) })
}

fn hint(message: &str) -> &'static str {
    if message.contains("duplicate") {
        "同一个键写了两次，请删去一处。"
    } else {
        "请检查这一行的引号、括号和等号是否成对；文字要放在英文双引号里。"
    }
}

struct Reader<'a> {
    file: Arc<str>,
    text: &'a str,
    lines: Vec<usize>,
    first_line: u32,
}

impl Reader<'_> {
    fn table(&self, table: &DeTable<'_>, path: &str) -> Raw {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let node = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let name: &str = AsRef::<std::borrow::Cow<'_, str>>::as_ref(key);
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            (name.to_owned(), self.node(value, path, self.line(key.span().start)))
        };
        Raw::Table(entries.into_iter().map(node).collect())
    }

    fn node(&self, value: &Spanned<DeValue<'_>>, path: String, line: u32) -> Node {
        let raw = match value.get_ref() {
            DeValue::String(text) => Raw::Text(text.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Raw::Number(number.as_str().to_owned()),
            DeValue::Integer(number) => Raw::Number(number.to_string()),
            DeValue::Float(number) => Raw::Number(number.as_str().to_owned()),
            DeValue::Boolean(yes) => Raw::Bool(*yes),
            DeValue::Datetime(moment) => Raw::Date(moment.to_string()),
            DeValue::Array(items) => Raw::List(
                items.iter().map(|item| self.node(item, path.clone(), self.line(item.span().start))).collect(),
            ),
            DeValue::Table(table) => self.table(table, &path),
        };
        Node { file: Arc::clone(&self.file), path, line, text_at: self.text_at(value.span()), raw }
    }

    fn line(&self, offset: usize) -> u32 {
        let index = self.lines.partition_point(|start| *start <= offset);
        self.first_line + u32::try_from(index.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Where the content of a text begins: after its quotes, and after the line break that may follow three of them.
    fn text_at(&self, span: Range<usize>) -> (u32, u32) {
        let quoted = &self.text[span.start..];
        let triple = ["\"\"\"", "'''"].iter().any(|quotes| quoted.starts_with(quotes));
        let start = span.start + if triple { 3 } else { 1 };
        let rest = self.text.get(start..).unwrap_or_default();
        let skipped = if !triple {
            0
        } else if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with('\n'))
        };
        let offset = start + skipped;
        let index = self.lines.partition_point(|line| *line <= offset).saturating_sub(1);
        let before = self.text.get(self.lines[index]..offset).unwrap_or_default();
        (self.line(offset), u32::try_from(before.chars().count()).unwrap_or(u32::MAX).saturating_add(1))
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}
