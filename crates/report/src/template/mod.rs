//! A checked template, and the two passes over it. How one is written:
//!
//! ```text
//! +++
//! name = "年度工作总结"
//! unit_level = "township"                # a level of the pack
//! period = "year"                        # year, half, quarter, month, span
//! title = "{{ unit.name }}{{ period.year }}年工作总结"
//! byline = "（{{ today }}）"              # may be left out, as may style = "gbt9704"
//! contents = true                        # a table of contents (目录) before the text; left out: none
//! annex = true                           # a table of what each figure rests on (附表) after it; left out: none
//! +++
//! # 一、今年工作                           # one to four #; the number is written by hand
//! 制种面积{{ 制种面积 }}，同比{{ 制种面积|同比 }}。
//!
//! : 各村水稻                               # the caption of the table below it
//! | 村 | 面积（亩） |
//! |---|---|
//! {% for 村 in 各村 %}| {{ 村.name }} | {{ 水稻面积|村(村)|数 }} |{% endfor %}
//! ```
//!
//! - Lines follow on without a space; a blank line ends a paragraph; a line of nothing but `{% … %}` is no line.
//! - A mark is an indicator's name, alias or id, or `指标('…')` where that is no identifier, and what stands behind bars:
//!   which unit (`村('甲村')`, `村(村)`, `各村`, by any level's word), when (`上年`, `期间('2022-08')`, `期间(月)`,
//!   `期间(period.next_year)`), which part (`同比`, `环比`, `分子`, `分母`), how written (a measure, `位(n)`, `余` `超` `近` `约` with or without a step, `数`); see `show`.
//! - `**…**` is set in bold.
//! - Words: `unit.name`, `unit.id`, `period.year`, `.last_year`, `.next_year`, `.words`, `.first`, `.last`, `today`.
//! - Loops run over `各村` (any level below), `各年`, `各季度`, `各月`; within them `loop.index`, `loop.first`, `loop.last`.
//! - Conditions compare words and constants with `==`, `!=`, `and`, `or`, `not`.
//! - A chart is a line ` ```chart 标题 `, lines `名称 | {{ 指标 }}`, and a line of three backquotes.

mod compose;
mod expand;
mod filters;
mod front;
mod ir;
mod lower;
mod marks;
mod parse;
mod source;

use std::collections::BTreeMap;

use kernel::{Ask, Figure, Finding, Grade, IndicatorId, Place, Problem, ReportId};

pub use compose::Draft;
pub(crate) use expand::{Piece, Want, Wanted};
pub use front::Front;
pub(crate) use ir::{Approximate, Part, Shown, Since};
pub use kernel::PeriodKind;
pub(crate) use source::Source;

use crate::{coverage::Coverage, document::Document, names::Names, scope::Scope, tree};

/// A template in which every name is known and every mark can be printed.
#[derive(Clone, Debug)]
pub struct Template {
    report: ReportId,
    front: Front,
    title: Vec<ir::Node>,
    byline: Option<Vec<ir::Node>>,
    body: Vec<ir::Node>,
}

impl Template {
    /// Reads a template. `file` is only what findings call it. With an error among the findings there is no template.
    pub fn parse(report: ReportId, file: &str, text: &str, names: &dyn Names) -> (Option<Self>, Vec<Finding>) {
        let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let mut findings = Vec::new();
        let split = front::split(file, &text, names, &mut findings);
        let body = lower::body(&split.body, names, &mut findings);
        let title = lower::words(&split.title, names, &mut findings);
        let byline = split.byline.map(|line| lower::words(&line, names, &mut findings));
        findings.extend(tree::check(&split.body));
        findings.sort_by(|a, b| (a.place.line, a.place.column, &a.code).cmp(&(b.place.line, b.place.column, &b.code)));
        findings.dedup();
        let template = match split.front {
            Some(front) if !findings.iter().any(Finding::is_error) => Some(Self { report, front, title, byline, body }),
            _ => None,
        };
        (template, findings)
    }

    /// The report this is the template of.
    pub fn report(&self) -> &ReportId {
        &self.report
    }

    /// What the template says about itself.
    pub fn front(&self) -> &Front {
        &self.front
    }

    /// Whether a period is of the kind the template is written for.
    pub fn fits(&self, scope: &Scope) -> Result<(), Problem> {
        if self.front.period.fits(scope.period) {
            return Ok(());
        }
        let message =
            format!("《{}》按{}编写，不能用于{}。", self.front.name, self.front.period.name(), scope.period.in_words());
        Err(Problem::new("report.wrong_period", message).hint(format!("请选择一个{}。", self.front.period.name())))
    }

    /// The indicators whose figures the text gives for the report's own unit and period, each once, in its order.
    pub fn speaks_of(&self) -> Vec<IndicatorId> {
        let mut seen = std::collections::BTreeSet::new();
        let mut spoken = Vec::new();
        ir::marks(&self.body, &mut |mark| {
            let own = mark.place == ir::UnitPick::Own && mark.when == ir::When::Own;
            if own && seen.insert(mark.indicator.clone()) {
                spoken.push(mark.indicator.clone());
            }
        });
        spoken
    }

    /// Pass one: every figure the template needs, each once, in the order of the text.
    pub fn asks(&self, scope: &Scope) -> Vec<Ask> {
        let mut seen = std::collections::BTreeSet::new();
        let mut asks = Vec::new();
        for piece in expand::expand(&self.body, scope) {
            if let Piece::Wanted(wanted) = piece {
                asks.extend(wanted.asks().filter(|ask| seen.insert(ask.clone())));
            }
        }
        asks
    }

    /// Pass two: the document, from the answers to [`Self::asks`]. What was not answered is listed as missing.
    pub fn build(&self, scope: &Scope, answers: &BTreeMap<Ask, Figure>, coverage: &Coverage) -> Document {
        let line = |nodes: &[ir::Node]| {
            let pieces = expand::expand(nodes, scope);
            pieces.iter().filter_map(|p| if let Piece::Text(text) = p { Some(text.as_str()) } else { None }).collect()
        };
        let mut fill = tree::Fill { scope, answers, coverage, missing: Vec::new() };
        let blocks = tree::blocks(expand::expand(&self.body, scope), &mut fill);
        let missing = fill.missing;
        let mut document = Document {
            report: self.report.clone(),
            name: self.front.name.clone(),
            title: line(&self.title),
            byline: self.byline.as_deref().map(line),
            style: self.front.style.clone(),
            contents: self.front.contents,
            annex: self.front.annex,
            unit: scope.unit.clone(),
            period: scope.period,
            period_name: scope.period.in_words(),
            as_of: scope.as_of.clone(),
            units: Vec::new(),
            blocks,
            missing,
            warnings: Vec::new(),
            characters: 0,
        };
        document.units = tree::units(&document, scope);
        document.characters = tree::characters(&document);
        document.warnings = warnings(&document);
        document
    }
}

/// Leaders read; a report beyond these lengths is not read to its end.
const LONG: usize = 4_000;
const TOO_LONG: usize = 5_000;

/// Places in prose where somebody still has to write a number: XX, ××, ＿＿.
pub fn placeholders(document: &Document) -> usize {
    let words = document.blocks.iter().flat_map(crate::Block::runs).filter_map(|run| match run {
        crate::Run::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.map(open_places).sum()
}

fn open_places(text: &str) -> usize {
    let mut places = 0;
    let mut run = ('\0', 0);
    for c in text.chars() {
        run = if c == run.0 { (c, run.1 + 1) } else { (c, 1) };
        places += usize::from(run.1 == 2 && matches!(c, 'X' | 'x' | '×' | '＿' | '_'));
    }
    places
}

fn warnings(document: &Document) -> Vec<Finding> {
    let n = document.characters;
    let mut warnings = Vec::new();
    if n > TOO_LONG {
        let message = format!("全文{n}字，已超过{TOO_LONG}字。");
        warnings
            .push(Finding::warning("report.too_long", message, Place::default()).hint("请压缩到5000字以内再印发。"));
    } else if n > LONG {
        let message = format!("全文{n}字，已超过{LONG}字。");
        warnings.push(Finding::warning("report.long", message, Place::default()).hint("请检查是否可以再精简。"));
    }
    let open = placeholders(document);
    if open > 0 {
        let message = format!("正文里还有{open}处没有填的数（XX）。");
        warnings.push(
            Finding::warning("report.placeholders", message, Place::default())
                .hint("请到“拿表建账”的“写材料”里填上，或把这句话改掉；没有填完不能印发。"),
        );
    }
    let forecasts = document.figures().filter(|(figure, ..)| figure.grade == Grade::Forecast).count();
    if forecasts > 0 {
        let message = format!("有{forecasts}处用的是预计数。");
        warnings.push(
            Finding::warning("report.forecast", message, Place::default())
                .hint("印发前请换成实际数，或确认仍按预计数印发。"),
        );
    }
    if !document.missing.is_empty() {
        let message = format!("有{}个数字没有数据支撑，正文中以〔缺：…〕标出。", document.missing.len());
        warnings.push(
            Finding::warning("report.missing_figures", message, Place::default())
                .hint("请按缺失清单补录台账，或补充有来源的数。"),
        );
    }
    warnings
}

#[cfg(test)]
mod tests {
    #[test]
    fn open_places_are_counted_once_each() {
        let check = |text: &str, expect: usize| assert_eq!(super::open_places(text), expect, "{text}");
        check("水稻XX亩，玉米XXX亩，大豆××亩", 3);
        check("还差____户", 1);
        check("X光机一台，3x4米", 0);
    }
}
