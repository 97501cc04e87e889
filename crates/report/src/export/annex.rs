//! The annex (附表): what each figure of a document rests on, for the one who signs. Grades are noted here, not in the
//! prose.

use std::collections::BTreeSet;

use kernel::{Figure, Grade};

use super::Options;
use crate::{
    document::{Document, Run},
    show,
    template::{Part, Shown},
};

/// Its number among the document's tables.
pub(super) const LABEL: &str = "附表";
/// Its title.
pub(super) const TITLE: &str = "数字依据一览";
/// The heads of its columns.
pub(super) const HEAD: [&str; 7] = ["序号", "指标", "数值", "等级", "截止", "口径", "签字"];

/// The rows of the annex and the lines around them.
pub(super) struct Annex {
    /// The line above.
    pub note: String,
    /// Each distinct figure, in the order of the text.
    pub rows: Vec<Row>,
    /// What the notes behind values mean; empty where there are none.
    pub legend: String,
}

/// One figure.
pub(super) struct Row {
    pub number: String,
    pub name: String,
    pub value: String,
    /// The note behind the value: `〔外〕`.
    pub note: &'static str,
    pub grade: &'static str,
    pub until: String,
    pub definition: String,
}

impl Row {
    /// Its cells as text; the last is for the signature.
    pub fn cells(&self) -> [String; 7] {
        let value = format!("{}{}", self.value, self.note);
        let (number, name, until) = (self.number.clone(), self.name.clone(), self.until.clone());
        [number, name, value, self.grade.to_owned(), until, self.definition.clone(), String::new()]
    }
}

/// The annex, where the document or the caller asks for it.
pub(super) fn annex(document: &Document, options: &Options) -> Option<Annex> {
    if !document.annex && !options.annex {
        return None;
    }
    let figures = figures(document);
    let noted: BTreeSet<Grade> = figures.iter().map(|figure| figure.grade).filter(|g| !note(*g).is_empty()).collect();
    let legend: Vec<String> = noted.iter().map(|grade| format!("{}{}", note(*grade), meaning(*grade))).collect();
    let mut rows = Vec::new();
    for figure in &figures {
        if let Ok(value) = show::value(figure, Part::Value, &Shown::default()) {
            let definition = options.definitions.get(&figure.ask.indicator).cloned();
            rows.push(Row {
                number: (rows.len() + 1).to_string(),
                name: name(figure, document),
                value,
                note: note(figure.grade),
                grade: figure.grade.name(),
                until: until(figure),
                definition: definition.unwrap_or_else(|| digest(&figure.definition)),
            });
        }
    }
    Some(Annex {
        note: format!("《{}》{}，数据位置{}。", document.title, document.period_name, document.as_of),
        rows,
        legend: if legend.is_empty() { String::new() } else { format!("注：{}。", legend.join("；")) },
    })
}

/// Every figure that is printed or compared with, once.
fn figures(document: &Document) -> Vec<&Figure> {
    let mut seen = BTreeSet::new();
    let mut figures = Vec::new();
    for run in document.blocks.iter().flat_map(crate::document::Block::runs) {
        if let Run::Figure { figure, against, .. } = run {
            let both = std::iter::once(figure).chain(against).map(|figure| &**figure);
            figures.extend(both.filter(|figure| seen.insert(&figure.ask)));
        }
    }
    figures
}

/// The indicator's name, with the unit and the period where they are not the document's own.
fn name(figure: &Figure, document: &Document) -> String {
    let unit = document.units.iter().find(|unit| unit.id == figure.ask.unit);
    let period = figure.ask.period;
    let when = if period == document.period { String::new() } else { period.in_words() };
    format!("{}{when}{}", unit.map_or("", |unit| unit.name.as_str()), figure.name)
}

/// The last day of the figure's period, as short as tables need it.
fn until(figure: &Figure) -> String {
    figure.ask.period.last().to_string()
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
