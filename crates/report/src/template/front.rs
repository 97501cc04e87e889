//! The lines between `+++`: what a template says about itself.

use kernel::{Finding, LevelId, PeriodKind, Place};
use serde::Serialize;

use super::source::Source;
use crate::names::Names;

/// What a template says about itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Front {
    /// Its name in lists.
    pub name: String,
    /// The level of the units it is for.
    pub unit_level: LevelId,
    /// The kind of period it is for.
    pub period: PeriodKind,
    /// The layout profile.
    pub style: String,
    /// Whether a table of contents stands before the text.
    pub contents: bool,
    /// Whether a table of what each figure rests on stands after it.
    pub annex: bool,
}

/// A template cut into its parts; a part that is missing or wrong is empty and has a finding.
pub(super) struct Split {
    pub front: Option<Front>,
    pub title: Source,
    pub byline: Option<Source>,
    pub body: Source,
}

const KEYS: [&str; 9] = ["name", "unit_level", "period", "only", "style", "title", "byline", "contents", "annex"];
const STYLES: [&str; 1] = ["gbt9704"];

pub(super) fn split(file: &str, text: &str, names: &dyn Names, findings: &mut Vec<Finding>) -> Split {
    let part = |text: &str, first_line: u32, first_column: u32| Source {
        file: file.to_owned(),
        text: text.to_owned(),
        first_line,
        first_column,
    };
    let cut = text.strip_prefix("+++\n").and_then(|rest| {
        let end = if rest.starts_with("+++") { 0 } else { rest.find("\n+++")? + 1 };
        let body = rest[end..].split_once('\n').map_or("", |(_, body)| body);
        Some((&rest[..end], body))
    });
    let Some((head, body)) = cut else {
        findings.push(
            Finding::error("report.no_front_matter", "模板开头缺少用 +++ 围起来的说明。", Place::file(file).line(1))
                .hint("请在第一行写 +++,接着写 name、unit_level、period、title,再写一行 +++。"),
        );
        return Split { front: None, title: part("", 1, 1), byline: None, body: part(text, 1, 1) };
    };
    let lines = |text: &str| u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX);
    let source = part(head, 2, 1);
    let mut reader = Reader { source: &source, table: toml::Table::new(), findings };
    match head.parse::<toml::Table>() {
        Ok(table) => reader.table = table,
        Err(error) => {
            let place = source.place(error.span().map_or(0, |span| span.start));
            reader.findings.push(
                Finding::error("report.front_syntax", "模板开头的说明写法不对,读不懂。", place)
                    .hint("每行写成:名称 = \"内容\"。"),
            );
            let body = part(body, 3 + lines(head), 1);
            return Split { front: None, title: part("", 1, 1), byline: None, body };
        }
    }
    reader.unknown_keys();
    let front = reader.front(names);
    let title = reader.text("title", true).unwrap_or_default();
    let title = part(&title, reader.line("title"), 1);
    let byline = reader.text("byline", false).map(|text| part(&text, reader.line("byline"), 1));
    Split { front, title, byline, body: part(body, 3 + lines(head), 1) }
}

struct Reader<'a> {
    source: &'a Source,
    table: toml::Table,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn front(&mut self, names: &dyn Names) -> Option<Front> {
        let name = self.text("name", true);
        let level = self.text("unit_level", true).and_then(|level| {
            let levels = names.levels();
            let known = levels.iter().find(|(id, _)| id.as_str() == level).map(|(id, _)| id.clone());
            if known.is_none() {
                let ids: Vec<_> = levels.iter().map(|(id, name)| format!("{id}({name})")).collect();
                let message = format!("没有名为“{level}”的单位层级。");
                self.error("report.unknown_level", "unit_level", message, format!("可以写:{}。", ids.join("、")));
            }
            known
        });
        let period = self.text("period", true).and_then(|text| {
            let kind = PeriodKind::read(&text);
            if kind.is_none() {
                let words = PeriodKind::ALL.map(|kind| format!("{}({})", kind.word(), kind.name()));
                let message = format!("没有“{text}”这种期间。");
                self.error("report.unknown_period", "period", message, format!("可以写:{}。", words.join("、")));
            }
            kind
        });
        let style = self.text("style", false).unwrap_or_else(|| STYLES[0].to_owned());
        if !STYLES.contains(&style.as_str()) {
            let message = format!("没有“{style}”这种版式。");
            self.error("report.unknown_style", "style", message, format!("可以写:{}。", STYLES.join("、")));
        }
        let (contents, annex) = (self.flag("contents"), self.flag("annex"));
        Some(Front { name: name?, unit_level: level?, period: period?, style, contents, annex })
    }

    fn flag(&mut self, key: &str) -> bool {
        match self.table.get(key) {
            None => false,
            Some(toml::Value::Boolean(flag)) => *flag,
            Some(_) => {
                let message = format!("模板说明中的 {key} 只能是 true(要)或 false(不要)。");
                self.error("report.front_type", key, message, format!("请写成:{key} = true,或删去这一行。"));
                false
            }
        }
    }

    fn text(&mut self, key: &str, required: bool) -> Option<String> {
        match self.table.get(key) {
            Some(toml::Value::String(text)) if !text.trim().is_empty() => return Some(text.clone()),
            None if !required => {}
            None => {
                let message = format!("模板开头的说明缺少 {key}。");
                self.error("report.front_missing", key, message, format!("请加一行:{key} = \"…\"。"));
            }
            Some(_) => {
                let message = format!("模板说明中的 {key} 应是一段文字,不能为空。");
                self.error("report.front_type", key, message, format!("请写成:{key} = \"…\"。"));
            }
        }
        None
    }

    fn unknown_keys(&mut self) {
        let unknown: Vec<String> = self.table.keys().filter(|key| !KEYS.contains(&key.as_str())).cloned().collect();
        for key in unknown {
            let message = format!("模板说明中不认识“{key}”。");
            self.error("report.front_unknown", &key, message, format!("可以写:{}。", KEYS.join("、")));
        }
    }

    fn error(&mut self, code: &str, key: &str, message: String, hint: String) {
        let place = Place { field: Some(key.to_owned()), ..Place::file(&self.source.file).line(self.line(key)) };
        self.findings.push(Finding::error(code, message, place).hint(hint));
    }

    /// The line a key stands on, or the first where it does not.
    fn line(&self, key: &str) -> u32 {
        let starts = |line: &str| line.trim_start().strip_prefix(key).is_some_and(|r| r.trim_start().starts_with('='));
        let index = self.source.text.lines().position(starts);
        index.map_or(1, |index| self.source.first_line + u32::try_from(index).unwrap_or(0))
    }
}
