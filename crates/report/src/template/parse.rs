//! Jinja's syntax, parsed by `minijinja`. Its parser stops at the first error; a mark it cannot read is therefore
//! blanked out and the text parsed again, so that one slip does not hide the next.

use kernel::Finding;
use minijinja::{
    machinery::{ast, parse},
    syntax::SyntaxConfig,
};

use super::source::Source;

/// The most characters of a mark that a finding repeats.
const MOST_SHOWN: usize = 80;

/// Parses `source` and hands the statements to `then`; nothing is handed where a `{% … %}` cannot be read.
pub(super) fn parsed<T>(
    source: &Source,
    findings: &mut Vec<Finding>,
    then: impl FnOnce(&[ast::Stmt<'_>]) -> T,
) -> Option<T> {
    let readable = readable(source, findings)?;
    match parse(&readable, "", SyntaxConfig::default()) {
        Ok(ast::Stmt::Template(template)) => Some(then(&template.children)),
        _ => None,
    }
}

/// The text with every unreadable mark replaced by as many spaces.
fn readable(source: &Source, findings: &mut Vec<Finding>) -> Option<String> {
    let mut text = source.text.clone();
    loop {
        let Err(error) = parse(&text, "", SyntaxConfig::default()).map(drop) else { return Some(text) };
        let at = error.range().map_or(0, |range| range.start).min(text.len());
        let marks = marks(&text);
        // At the end of the text the parser points at the last thing it read, which is not at fault.
        let ended = error.detail().is_some_and(|detail| detail.starts_with("unexpected end of input"));
        let around = marks.iter().find(|mark| !ended && mark.start <= at && at < mark.end && !mark.is_open);
        let before = marks.iter().rev().find(|mark| mark.start <= at && mark.is_open);
        let Some(mark) = around.or(before).or_else(|| unfinished(&text, &marks)).or_else(|| marks.last()) else {
            findings.push(Finding::error("report.syntax", "模板读不懂。", source.place(at)).hint(hint("")));
            return None;
        };
        let written = text[mark.start..mark.end].trim();
        let short: String = written.chars().take(MOST_SHOWN).collect();
        let message = format!("这个标记读不懂：{short}");
        findings.push(Finding::error("report.syntax", message, source.place(mark.start)).hint(hint(written)));
        if mark.is_tag {
            return None;
        }
        let blank = " ".repeat(mark.end - mark.start);
        text.replace_range(mark.start..mark.end, &blank);
    }
}

/// A mark as far as its brackets tell; it ends on its line.
struct Brackets {
    start: usize,
    end: usize,
    /// `{% … %}` or `{# … #}`.
    is_tag: bool,
    /// Whether it has no end.
    is_open: bool,
}

fn marks(text: &str) -> Vec<Brackets> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|n| at + n) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        let closed = text[start..line_end].find(close).map(|n| start + n + close.len());
        at = closed.unwrap_or(line_end);
        marks.push(Brackets { start, end: at, is_tag: close != "}}", is_open: closed.is_none() });
    }
    marks
}

/// The innermost loop or condition that nothing ends.
fn unfinished<'a>(text: &str, marks: &'a [Brackets]) -> Option<&'a Brackets> {
    let mut open = Vec::new();
    for mark in marks.iter().filter(|mark| mark.is_tag) {
        let word = text[mark.start + 2..mark.end].trim_start_matches(['-', '+']).split_whitespace().next();
        match word {
            Some("for" | "if") => open.push(mark),
            Some("endfor" | "endif") => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

fn hint(written: &str) -> &'static str {
    if written.contains(['｜', '（', '）', '｛', '｝', '‘', '’']) {
        "标记里的竖线、括号和引号要用半角:| ( ) ' '。"
    } else if written.starts_with("{%") {
        "循环写成 {% for 村 in 各村 %} … {% endfor %},条件写成 {% if … %} … {% endif %},两头都要有。"
    } else {
        "标记写成 {{ 指标名 }} 或 {{ 指标名|万元 }};名称里有标点或以数字开头时写成 {{ 指标('名称') }}。"
    }
}
