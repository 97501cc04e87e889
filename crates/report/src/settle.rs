//! From a draft and what a person decided to the document that is issued. Whatever is left undecided is said at once.

use kernel::{Finding, IndicatorId, Period, Place, UnitId};
use serde::{Deserialize, Serialize};

use crate::{
    document::{Block, Document, Run},
    points::{Point, PointKind, key},
};

/// The code of the gap of a figure that was accepted as missing.
pub const ACCEPTED: &str = "report.accepted";
/// What is printed for an accepted gap where nobody says otherwise.
pub const NOT_COUNTED: &str = "未统计";
/// The most characters printed in place of a figure.
const MOST_WORDS: usize = 20;

/// What a person decided about one point.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    /// What kind of point.
    pub kind: PointKind,
    /// The figure's indicator.
    pub indicator: IndicatorId,
    /// Its unit.
    pub unit: UnitId,
    /// Its period.
    pub period: Period,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// Of an accepted gap, what is printed instead of the figure; never a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// What the figure is called; filled in when it is settled.
    #[serde(default)]
    pub name: String,
}

impl Decision {
    /// `indicator@unit@period`.
    pub fn key(&self) -> String {
        key(&self.indicator, self.unit.as_str(), self.period)
    }

    fn settles(&self, point: &Point) -> bool {
        self.kind == point.kind && self.key() == point.key()
    }

    /// The words printed in place of the figure.
    pub fn words(&self) -> &str {
        self.say.as_deref().map(str::trim).filter(|say| !say.is_empty()).unwrap_or(NOT_COUNTED)
    }
}

/// The document as it is issued, and the decisions with the names of what they decide; or everything still open or
/// decided wrongly.
pub fn settle(
    document: &Document,
    points: &[Point],
    decisions: &[Decision],
) -> Result<(Document, Vec<Decision>), Vec<Finding>> {
    let open = points.iter().filter(|point| !decisions.iter().any(|decision| decision.settles(point))).map(undecided);
    let wrong = decisions.iter().flat_map(|decision| faults(decision, points));
    let findings: Vec<Finding> = open.chain(wrong).collect();
    if !findings.is_empty() {
        return Err(findings);
    }
    let named = |decision: &Decision| {
        let point = points.iter().find(|point| decision.settles(point));
        Decision { name: point.map(|point| point.name.clone()).unwrap_or_default(), ..decision.clone() }
    };
    Ok((printed(document, decisions), decisions.iter().map(named).collect()))
}

fn undecided(point: &Point) -> Finding {
    let of = format!("{}（{}）", point.name, point.period.in_words());
    let (code, message, hint) = match point.kind {
        PointKind::Forecast => (
            "report.forecast_unconfirmed",
            format!("{of}是预计数“{}”，还没有确认。", point.text),
            "换成实际数，或者写明理由后确认。",
        ),
        PointKind::Missing => (
            "report.missing_unaccepted",
            format!("{of}缺数：{}", point.message),
            "补登记，或者写明原因，按“未统计”一类的字印出。",
        ),
        PointKind::Small => (
            "report.small_unseen",
            format!("{of}是“{}”，涉及个人又小于5，还没有人看过。", point.text),
            "确认可以印出并写明理由；否则请改模板，不写这个数。",
        ),
    };
    Finding::error(code, message, Place::field(point.key())).hint(hint)
}

fn faults(decision: &Decision, points: &[Point]) -> Vec<Finding> {
    let place = || Place::field(decision.key());
    let mut findings = Vec::new();
    if !points.iter().any(|point| decision.settles(point)) {
        let message = format!("“{}”不用确认：报告里没有这个待确认的数。", decision.key());
        findings.push(Finding::error("report.decision_unknown", message, place()).hint("请刷新后按最新的清单确认。"));
    }
    if decision.why.trim().is_empty() {
        let message = format!("“{}”没有写理由。", decision.key());
        findings.push(Finding::error("report.no_reason", message, place()).hint("请写一句：依据什么、为什么。"));
    }
    let says_number = |c: char| c.is_numeric() || matches!(c, '零' | '〇');
    if decision.words().chars().any(says_number) || decision.words().chars().count() > MOST_WORDS {
        let message = format!("“{}”不能印成“{}”。", decision.key(), decision.words());
        let hint = format!("写不带数字的几个字，例如“未统计”，不超过{MOST_WORDS}个字。");
        findings.push(Finding::error("report.bad_words", message, place()).hint(hint));
    }
    findings
}

/// Accepted gaps are printed as the person says; what was accepted is no longer missing.
fn printed(document: &Document, decisions: &[Decision]) -> Document {
    let accepted: Vec<&Decision> = decisions.iter().filter(|decision| decision.kind == PointKind::Missing).collect();
    let mut issued = document.clone();
    for run in issued.blocks.iter_mut().flat_map(Block::runs_mut) {
        let Run::Gap { text, code, message, figure } = run else { continue };
        let of_figure = figure.as_ref().map(|figure| {
            let ask = &figure.ask;
            key(&ask.indicator, ask.unit.as_str(), ask.period)
        });
        let listed = || {
            document
                .missing
                .iter()
                .find(|gap| text.contains(&gap.name))
                .map(|gap| key(&gap.indicator, gap.unit.id.as_str(), gap.period))
        };
        let of = of_figure.or_else(listed);
        if let Some(decision) = accepted.iter().find(|decision| Some(decision.key()) == of) {
            decision.words().clone_into(text);
            ACCEPTED.clone_into(code);
            decision.why.trim().clone_into(message);
        }
    }
    let is_accepted = |gap: &crate::document::Gap| {
        let of = key(&gap.indicator, gap.unit.id.as_str(), gap.period);
        accepted.iter().any(|decision| decision.key() == of)
    };
    issued.missing.retain(|gap| !is_accepted(gap));
    issued.characters = crate::tree::characters(&issued);
    issued
}
