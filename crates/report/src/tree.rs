//! From laid-out pieces to blocks: headings, paragraphs, tables and charts, told by how a line begins.

mod fill;
mod lines;
mod numbering;
mod strong;

use std::collections::BTreeMap;

use kernel::Finding;

pub(crate) use fill::Fill;

use crate::{
    document::{Bar, Block, Document, Run, plain},
    scope::{Scope, UnitRef},
    template::{Piece, Source},
};
use lines::{Line, lines};

const FENCE: &str = "```";
const CHART: &str = "chart";

/// The blocks of a body, with every figure filled in.
pub(crate) fn blocks(pieces: Vec<Piece<'_>>, fill: &mut Fill<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = lines(pieces, fill).into_iter().peekable();
    while let Some(mut line) = lines.next() {
        let begin = line.begin().trim_start().to_owned();
        if line.is_blank() {
            continue;
        }
        if let Some(level) = heading_level(&begin) {
            line.drop_start(begin_length(&line, level));
            line.trim();
            blocks.push(Block::Heading { level: u8::try_from(level).unwrap_or(4).min(4), runs: line.runs });
        } else if let Some(rest) = begin.strip_prefix(FENCE) {
            line.drop_start(line.begin().len() - rest.len());
            line.trim();
            line.drop_start(CHART.len());
            line.trim();
            let mut bars = Vec::new();
            for inner in lines.by_ref().take_while(|inner| !inner.begin().trim_start().starts_with(FENCE)) {
                if !inner.is_blank() {
                    let mut cells = inner.cells().into_iter();
                    let label = cells.next().unwrap_or_default();
                    bars.push(Bar { label, value: cells.flatten().collect() });
                }
            }
            blocks.push(Block::Chart { caption: line.runs, bars });
        } else if begin.starts_with('|') || (is_caption(&begin) && lines.peek().is_some_and(Line::is_row)) {
            let mut caption = Vec::new();
            let mut rows = Vec::new();
            if begin.starts_with('|') {
                rows.push(line.cells());
            } else {
                line.drop_start(line.begin().len() - begin.len() + colon_length(&begin));
                line.trim();
                caption = line.runs;
            }
            while let Some(row) = lines.next_if(Line::is_row) {
                rows.push(row.cells());
            }
            blocks.push(table(caption, rows));
        } else {
            line.trim();
            let mut runs = line.runs;
            while let Some(mut more) = lines.next_if(Line::continues) {
                more.trim();
                runs.extend(more.runs);
            }
            blocks.push(Block::Paragraph { runs: strong::marked(joined(runs)) });
        }
    }
    blocks
}

/// Findings about the shape of a body that no parser of marks sees.
pub(crate) fn check(body: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut open: Option<usize> = None;
    let mut offset = 0;
    for line in body.text.split('\n') {
        let begin = line.trim_start();
        let at = offset + line.len() - begin.len();
        offset += line.len() + 1;
        let mut error = |code: &str, message: &str, hint: &str| {
            findings.push(Finding::error(code, message, body.place(at)).hint(hint));
        };
        if let Some(word) = begin.strip_prefix(FENCE) {
            match (open, word.trim()) {
                (Some(_), "") => open = None,
                (None, word) if word.split_whitespace().next() == Some(CHART) => open = Some(at),
                _ => error(
                    "report.fence",
                    "这个图块读不懂。",
                    "写成 ```chart 标题,每行“名称 | {{ 指标名 }}”,最后一行只写 ```。",
                ),
            }
        } else if begin.starts_with('#') && heading_level(begin).is_none_or(|level| level > 4) {
            error(
                "report.heading",
                "标题写法不对。",
                "用一到四个 #,空一格再写:# 一、… ## （一）… ### 1. … #### （1）…",
            );
        } else if ["- ", "* ", "+ ", "> ", "!["].iter().any(|mark| begin.starts_with(mark)) {
            let message = "公文里没有这种列表或引用,将按普通文字印出。";
            findings.push(
                Finding::warning("report.markup", message, body.place(at)).hint("请改写成“一是…;二是…”或加标题。"),
            );
        }
    }
    if let Some(at) = open {
        let message = "图块没有结束。";
        findings.push(Finding::error("report.fence", message, body.place(at)).hint("请在最后加一行 ```。"));
    }
    findings.extend(numbering::check(body));
    findings
}

/// The units other than the report's own that its figures speak of, in the order of the text.
pub(crate) fn units(document: &Document, scope: &Scope) -> Vec<UnitRef> {
    let mut units: Vec<UnitRef> = Vec::new();
    let named: BTreeMap<_, _> = scope.children.values().flatten().map(|unit| (&unit.id, unit)).collect();
    for (figure, ..) in document.figures() {
        let unit = named.get(&figure.ask.unit).filter(|unit| unit.id != scope.unit.id);
        if let Some(unit) = unit.filter(|unit| !units.contains(unit)) {
            units.push((*unit).clone());
        }
    }
    units
}

/// Characters of a document that are not blank.
pub(crate) fn characters(document: &Document) -> usize {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let runs: usize = document.blocks.iter().flat_map(Block::runs).map(|run| count(run.text())).sum();
    runs + count(&document.title) + document.byline.as_deref().map_or(0, count)
}

fn heading_level(begin: &str) -> Option<usize> {
    let level = begin.bytes().take_while(|b| *b == b'#').count();
    (level > 0 && begin[level..].starts_with([' ', '\u{3000}'])).then_some(level)
}

fn begin_length(line: &Line, level: usize) -> usize {
    line.begin().len() - line.begin().trim_start().len() + level
}

fn is_caption(begin: &str) -> bool {
    colon_length(begin) > 0
}

fn colon_length(begin: &str) -> usize {
    [": ", "："].iter().find(|colon| begin.starts_with(**colon)).map_or(0, |colon| colon.len())
}

/// Neighbouring words become one run.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        match (out.last_mut(), &run) {
            (Some(Run::Text { text, .. }), Run::Text { text: more, .. }) => text.push_str(more),
            _ => out.push(run),
        }
    }
    out
}

fn table(caption: Vec<Run>, mut rows: Vec<Vec<Vec<Run>>>) -> Block {
    let is_rule = |row: &[Vec<Run>]| {
        !row.is_empty()
            && row
                .iter()
                .map(|cell| plain(cell))
                .all(|cell| cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':')))
    };
    let mut header = Vec::new();
    if rows.get(1).is_some_and(|row| is_rule(row)) {
        header = rows.remove(0);
        rows.remove(0);
    }
    let width = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, Vec::new());
    }
    if !header.is_empty() {
        header.resize(width, Vec::new());
    }
    Block::Table { caption, header, rows }
}
