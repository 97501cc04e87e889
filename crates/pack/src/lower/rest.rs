//! Targets, duties, scorecards, reports: what the engines to come will run, and what the report room reads.

use indexmap::IndexMap;
use kernel::{IndicatorId, LedgerId, LevelId, ReportId, RoleId, UnitId};

use super::lists::name;
use crate::{
    model::{Duty, Report, Scorecard, TargetDeclaration},
    read::{Drafts, Node, ReportDraft},
};

pub(super) fn targets(drafts: &Drafts) -> IndexMap<String, TargetDeclaration> {
    let target = |(id, node): (&String, &Node)| {
        let values =
            node.entries_of("values").filter_map(|(unit, value)| Some((UnitId::new(unit), value.as_decimal()?)));
        let target = TargetDeclaration {
            name: name(id, node),
            indicator: IndicatorId::new(text(node, "indicator")),
            period: node.text("period")?.parse().ok()?,
            values: values.collect(),
        };
        Some((id.clone(), target))
    };
    drafts.targets.iter().filter_map(target).collect()
}

pub(super) fn duties(drafts: &Drafts) -> IndexMap<String, Duty> {
    let duty = |(id, node): (&String, &Node)| {
        let duty = Duty {
            name: name(id, node),
            holder: RoleId::new(text(node, "holder")),
            every: text(node, "every").to_owned(),
            proof: LedgerId::new(text(node, "proof")),
            mandate: text(node, "mandate").to_owned(),
        };
        (id.clone(), duty)
    };
    drafts.duties.iter().map(duty).collect()
}

pub(super) fn scorecards(drafts: &Drafts) -> IndexMap<String, Scorecard> {
    let scorecard = |(id, node): (&String, &Node)| {
        let weights = node.entries_of("weights").filter_map(|(id, weight)| Some((id.into(), weight.as_decimal()?)));
        let level = LevelId::new(text(node, "level"));
        (id.clone(), Scorecard { name: name(id, node), level, weights: weights.collect() })
    };
    drafts.scorecards.iter().map(scorecard).collect()
}

pub(super) fn reports(drafts: &Drafts) -> IndexMap<ReportId, Report> {
    let report = |(id, draft): (&String, &ReportDraft)| {
        let name = draft.front.as_ref().and_then(|front| front.text("name")).unwrap_or(id).to_owned();
        let only = draft.front.as_ref().and_then(|front| front.text("only")).map(UnitId::new);
        let report = Report { id: ReportId::new(id), name, only, file: draft.file.clone(), text: draft.text.clone() };
        (report.id.clone(), report)
    };
    drafts.reports.iter().map(report).collect()
}

fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    node.text(key).unwrap_or_default()
}
