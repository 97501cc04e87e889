//! The annex (附表): what each figure of a document rests on, for the one who signs. Grades are noted here, not in the
//! prose.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Ask, Figure, Grade};

use super::Options;
use crate::{
    document::{Document, Run},
    points::PointKind,
    settle::Decision,
    show,
    template::{Part, Shown},
};

/// Its number among the document's tables.
pub const LABEL: &str = "附表";
/// Its title.
pub const TITLE: &str = "数字依据一览";
/// The heads of its columns.
pub const HEAD: [&str; 8] = ["序号", "指标", "文中写作", "数值", "等级、截至", "口径", "谁负责", "签字"];
/// The lines for those who answer for the whole.
pub const SIGNATURES: [&str; 2] =
    ["经办人（签字）：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿", "审定人（签字）：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿"];

/// The rows of the annex and the lines around them.
#[derive(Clone, PartialEq, Debug)]
pub struct Annex {
    /// The line above.
    pub note: String,
    /// Each distinct figure, in the order of the text.
    pub rows: Vec<Row>,
    /// What the notes behind values mean; empty where there are none.
    pub legend: String,
    /// What was decided before the document was issued, a sentence each.
    pub decided: Vec<String>,
}

/// One figure.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Counted from 1.
    pub number: String,
    /// The question it answers.
    pub ask: Ask,
    /// What it is called.
    pub name: String,
    /// As the text prints it, each form once.
    pub printed: String,
    /// Its exact value with its unit word.
    pub value: String,
    /// The note behind the value: `〔外〕`.
    pub note: &'static str,
    /// How well founded it is.
    pub grade: Grade,
    /// The last day it speaks of.
    pub until: String,
    /// How it is defined, in words.
    pub definition: String,
    /// Who answers for it.
    pub answers: String,
    /// Where a value with a source is from.
    pub source: String,
}

impl Row {
    /// Its cells as text; the last is for the signature.
    pub fn cells(&self) -> [String; 8] {
        let value = format!("{}{}", self.value, self.note);
        let (number, name, printed) = (self.number.clone(), self.name.clone(), self.printed.clone());
        let founded = format!("{} {}", self.grade.name(), self.until);
        [number, name, printed, value, founded, self.definition.clone(), self.answers.clone(), String::new()]
    }
}

/// The annex, where the document or the caller asks for it.
pub(super) fn wanted(document: &Document, options: &Options) -> Option<Annex> {
    (document.annex || options.annex).then(|| annex(document, options))
}

/// The annex of a document.
pub fn annex(document: &Document, options: &Options) -> Annex {
    let figures = figures(document);
    let noted: BTreeSet<Grade> =
        figures.iter().map(|(figure, _)| figure.grade).filter(|g| !note(*g).is_empty()).collect();
    let legend: Vec<String> = noted.iter().map(|grade| format!("{}{}", note(*grade), meaning(*grade))).collect();
    let mut rows = Vec::new();
    for (figure, printed) in &figures {
        if let Ok(value) = show::value(figure, Part::Value, &Shown::default()) {
            let number = (rows.len() + 1).to_string();
            rows.push(row(number, figure, printed, value, document, options));
        }
    }
    Annex {
        note: format!("《{}》{}，数据位置{}。", document.title, document.period_name, document.as_of),
        rows,
        legend: if legend.is_empty() { String::new() } else { format!("注：{}。", legend.join("；")) },
        decided: options.decisions.iter().map(decided).collect(),
    }
}

fn row(
    number: String,
    figure: &Figure,
    printed: &[&str],
    value: String,
    document: &Document,
    options: &Options,
) -> Row {
    let basis = options.basis.get(&figure.ask);
    let general = || options.definitions.get(&figure.ask.indicator).cloned();
    let definition = basis.map(|basis| basis.definition.clone()).or_else(general);
    Row {
        number,
        ask: figure.ask.clone(),
        name: name(figure, document),
        printed: if printed.is_empty() { "—".to_owned() } else { printed.join("；") },
        value,
        note: note(figure.grade),
        grade: figure.grade,
        until: basis.map_or_else(|| figure.ask.period.last(), |basis| basis.until).to_string(),
        definition: definition.unwrap_or_else(|| digest(&figure.definition)),
        answers: basis.map(|basis| basis.answers.clone()).unwrap_or_default(),
        source: basis.map(|basis| basis.source.clone()).unwrap_or_default(),
    }
}

/// Every figure that is printed or compared with, once, with the forms the text prints of it.
fn figures(document: &Document) -> Vec<(&Figure, Vec<&str>)> {
    let mut at: BTreeMap<&Ask, usize> = BTreeMap::new();
    let mut figures: Vec<(&Figure, Vec<&str>)> = Vec::new();
    for run in document.blocks.iter().flat_map(crate::document::Block::runs) {
        let Run::Figure { figure, against, text, .. } = run else { continue };
        for (figure, text) in std::iter::once((figure, Some(text))).chain(against.iter().map(|base| (base, None))) {
            let index = *at.entry(&figure.ask).or_insert_with(|| {
                figures.push((&**figure, Vec::new()));
                figures.len() - 1
            });
            if let Some(text) = text.map(String::as_str).filter(|text| !figures[index].1.contains(text)) {
                figures[index].1.push(text);
            }
        }
    }
    figures
}

/// A decision as a sentence.
fn decided(decision: &Decision) -> String {
    let Decision { who, why, period, .. } = decision;
    let name = if decision.name.is_empty() { decision.key() } else { decision.name.clone() };
    let of = format!("{name}（{}）", period.in_words());
    let did = match decision.kind {
        PointKind::Forecast => "是预计数，已确认".to_owned(),
        PointKind::Missing => format!("没有数，印作“{}”", decision.words()),
        PointKind::Small => "涉及个人且小于5，已看过".to_owned(),
    };
    format!("{of}{did}：{}（{who}）", why.trim())
}

/// The indicator's name, with the unit and the period where they are not the document's own.
fn name(figure: &Figure, document: &Document) -> String {
    let unit = document.units.iter().find(|unit| unit.id == figure.ask.unit);
    let period = figure.ask.period;
    let when = if period == document.period { String::new() } else { period.in_words() };
    format!("{}{when}{}", unit.map_or("", |unit| unit.name.as_str()), figure.name)
}

/// The first digits of a definition's digest name it well enough on paper.
fn digest(definition: &str) -> String {
    let digits: String = definition.chars().take(8).collect();
    if digits.is_empty() { "—".to_owned() } else { digits }
}

fn note(grade: Grade) -> &'static str {
    match grade {
        Grade::Records | Grade::VillageTotals => "",
        Grade::External => "〔外〕",
        Grade::Attested => "〔佐〕",
        Grade::Forecast => "〔预〕",
    }
}

fn meaning(grade: Grade) -> &'static str {
    match grade {
        Grade::Records | Grade::VillageTotals => "",
        Grade::External => "由外单位提供",
        Grade::Attested => "由经手人说明并附材料",
        Grade::Forecast => "为预计数，以实际数为准",
    }
}
