//! HTML: the report as paper. Every figure is an anchor that says what it is; whoever embeds the fragment decides what
//! opening does, a page on its own only shows it.

use kernel::{Decimal, Figure};
use quick_xml::escape::escape;

use super::{
    Options,
    annex::{self, Annex},
};
use crate::{
    document::{Bar, Block, Document, Run, plain},
    settle::ACCEPTED,
};

const STYLE: &str = include_str!("page.css");

/// The document as one `<article>`, without styles.
pub fn fragment(document: &Document) -> String {
    let mut html = format!(
        "<article class=\"report\" data-report=\"{}\" data-unit=\"{}\" data-period=\"{}\" data-as-of=\"{}\">\n<h1>{}</h1>\n",
        escape(document.report.as_str()),
        escape(document.unit.id.as_str()),
        document.period,
        escape(document.as_of.to_string()),
        escape(&document.title),
    );
    if let Some(byline) = &document.byline {
        html += &format!("<p class=\"byline\">{}</p>\n", escape(byline));
    }
    if document.contents {
        html += &contents(document);
    }
    html.extend(document.blocks.iter().enumerate().map(|(i, one)| block(one, document.contents.then_some(i))));
    html += "</article>\n";
    html
}

/// The document as a page that stands on its own, also on paper.
pub fn page(document: &Document) -> String {
    page_with(document, &Options::default())
}

/// The document as a page, with what the caller asks for besides.
pub fn page_with(document: &Document, options: &Options) -> String {
    let annex = annex::wanted(document, options).map(|annex| appended(&annex)).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{}{annex}{}</body>\n</html>\n",
        escape(&document.title),
        fragment(document),
        missing(document),
    )
}

fn missing(document: &Document) -> String {
    if document.missing.is_empty() {
        return String::new();
    }
    let item = |gap: &crate::document::Gap| format!("<li><b>{}</b> {}</li>\n", escape(&gap.name), escape(&gap.message));
    let items: String = document.missing.iter().map(item).collect();
    format!("<aside class=\"gaps\">\n<h2>没有数据支撑的数字</h2>\n<ul>\n{items}</ul>\n</aside>\n")
}

/// Headings as links; a heading's number in the document is its anchor.
fn contents(document: &Document) -> String {
    let item = |(i, block): (usize, &Block)| match block {
        Block::Heading { level, runs } if *level <= 2 => {
            Some(format!("<li class=\"level{level}\"><a href=\"#h{i}\">{}</a></li>\n", escape(plain(runs))))
        }
        _ => None,
    };
    let items: String = document.blocks.iter().enumerate().filter_map(item).collect();
    format!("<nav class=\"contents\" aria-label=\"目录\">\n<p>目录</p>\n<ol>\n{items}</ol>\n</nav>\n")
}

fn appended(annex: &Annex) -> String {
    let head: String = annex::HEAD.iter().map(|word| format!("<th scope=\"col\">{word}</th>")).collect();
    let row = |row: &annex::Row| {
        let note = if row.note.is_empty() { String::new() } else { format!("<sup>{}</sup>", row.note) };
        format!(
            "<tr><td>{}</td><td class=\"words\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}{note}</td>\
             <td>{} {}</td><td class=\"words\">{}</td><td>{}</td><td></td></tr>\n",
            row.number,
            escape(&row.name),
            escape(&row.printed),
            escape(&row.value),
            row.grade.name(),
            row.until,
            escape(&row.definition),
            escape(&row.answers),
        )
    };
    let rows: String = annex.rows.iter().map(row).collect();
    let line = |line: &str| format!("<p>{}</p>\n", escape(line));
    let legend: String = std::iter::once(annex.legend.as_str())
        .chain(annex.decided.iter().map(String::as_str))
        .filter(|line| !line.is_empty())
        .chain(annex::SIGNATURES)
        .map(line)
        .collect();
    format!(
        "<section class=\"report annex\">\n<h2>{} {}</h2>\n<p>{}</p>\n<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n{legend}</section>\n",
        annex::LABEL,
        annex::TITLE,
        escape(&annex.note),
    )
}

fn block(block: &Block, anchor: Option<usize>) -> String {
    match block {
        // The title is the page's only h1.
        Block::Heading { level, runs } => {
            let id = anchor.map(|i| format!(" id=\"h{i}\"")).unwrap_or_default();
            format!("<h{0}{id}>{1}</h{0}>\n", level + 1, inline(runs))
        }
        Block::Paragraph { runs } => format!("<p>{}</p>\n", inline(runs)),
        Block::Table { caption, header, rows } => {
            let mut html = "<table>\n".to_owned();
            if !caption.is_empty() {
                html += &format!("<caption>{}</caption>\n", inline(caption));
            }
            if !header.is_empty() {
                let cells: String = header.iter().map(|c| format!("<th scope=\"col\">{}</th>", inline(c))).collect();
                html += &format!("<thead>\n<tr>{cells}</tr>\n</thead>\n");
            }
            html += "<tbody>\n";
            html.extend(
                rows.iter().map(|row| format!("<tr>{}</tr>\n", row.iter().map(|c| cell(c)).collect::<String>())),
            );
            html + "</tbody>\n</table>\n"
        }
        Block::Chart { caption, bars } => chart(caption, bars),
    }
}

fn cell(runs: &[Run]) -> String {
    let number = !runs.is_empty() && runs.iter().all(|run| matches!(run, Run::Figure { .. }));
    format!("<td{}>{}</td>", if number { " class=\"number\"" } else { "" }, inline(runs))
}

fn chart(caption: &[Run], bars: &[Bar]) -> String {
    let longest = bars.iter().filter_map(length).max().unwrap_or_default();
    let mut html = format!("<figure class=\"chart\">\n<figcaption>{}</figcaption>\n", inline(caption));
    for bar in bars {
        let thousandths = length(bar)
            .filter(|_| longest > Decimal::ZERO)
            .and_then(|n| n.checked_div(longest)?.checked_mul(Decimal::ONE_THOUSAND))
            .unwrap_or_default()
            .max(Decimal::ZERO)
            .trunc();
        html += &format!(
            "<div class=\"bar\"><span class=\"label\">{}</span><svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" \
             aria-hidden=\"true\"><rect width=\"{thousandths}\" height=\"20\"/></svg><span class=\"value\">{}</span></div>\n",
            inline(&bar.label),
            inline(&bar.value),
        );
    }
    html + "</figure>\n"
}

/// The exact value of a bar in base units, so that bars of 元 and 万元 compare.
fn length(bar: &Bar) -> Option<Decimal> {
    bar.value.iter().find_map(|run| match run {
        Run::Figure { figure, .. } => figure.measure.to_base(figure.value?),
        _ => None,
    })
}

fn inline(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| {
            let html = one(run);
            if run.is_strong() { format!("<strong>{html}</strong>") } else { html }
        })
        .collect()
}

fn one(run: &Run) -> String {
    match run {
        Run::Text { text, .. } => escape(text).into_owned(),
        Run::Figure { text, figure, figure_ids, .. } => anchor("figure", text, figure, figure_ids, figure.grade.name()),
        // What was accepted as missing is plain words: it is no longer something to see to.
        Run::Gap { text, code, message, .. } if code == ACCEPTED => {
            format!("<span class=\"accepted\" title=\"{}\">{}</span>", escape(message), escape(text))
        }
        Run::Gap { text, message, figure, .. } => match figure {
            Some(figure) => anchor("figure missing", text, figure, &[], message),
            None => format!("<span class=\"figure missing\" title=\"{}\">{}</span>", escape(message), escape(text)),
        },
    }
}

fn anchor(class: &str, text: &str, figure: &Figure, ids: &[String], note: &str) -> String {
    let grade = serde_json::to_value(figure.grade).ok();
    let numbers = if ids.is_empty() { String::new() } else { format!(" data-figure=\"{}\"", escape(ids.join(" "))) };
    format!(
        "<a class=\"{class}\" data-indicator=\"{}\" data-unit=\"{}\" data-period=\"{}\" data-as-of=\"{}\" \
         data-grade=\"{}\"{numbers} title=\"{} · {}\">{}</a>",
        escape(figure.ask.indicator.as_str()),
        escape(figure.ask.unit.as_str()),
        figure.ask.period,
        escape(figure.as_of.to_string()),
        grade.as_ref().and_then(|g| g.as_str()).unwrap_or_default(),
        escape(&figure.name),
        escape(note),
        escape(text),
    )
}
