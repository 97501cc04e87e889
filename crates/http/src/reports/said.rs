//! Versions, points and differences on the wire, for the command line too.

use app::reports::Version;
use report::{Decision, Difference, Point, PointKind, export::annex::Annex};

use crate::wire;

/// A version.
pub fn version(version: &Version) -> wire::IssuedVersion {
    let issued = &version.issued;
    wire::IssuedVersion {
        number: issued.number,
        name: issued.name.clone(),
        on: issued.on.to_string(),
        at: version.at.to_string(),
        by: issued.by.clone(),
        actor: version.actor.clone(),
        note: issued.note.clone(),
        as_of: issued.as_of.to_string(),
        digest: issued.digest.clone(),
        unit: issued.unit.to_string(),
        period: issued.period.to_string(),
        book: version.book.to_string(),
        seq: version.seq.0,
        withdrawn: version.withdrawn.as_ref().map(|withdrawn| wire::Withdrawn {
            at: withdrawn.at.to_string(),
            actor: withdrawn.actor.clone(),
            reason: withdrawn.reason.clone(),
        }),
    }
}

/// A figure somebody must look at.
pub fn point(point: &Point) -> wire::Point {
    wire::Point {
        kind: kind(point.kind).to_owned(),
        key: point.key(),
        indicator: point.indicator.to_string(),
        unit: point.unit.id.to_string(),
        unit_name: point.unit.name.clone(),
        period: point.period.to_string(),
        name: point.name.clone(),
        text: point.text.clone(),
        message: point.message.clone(),
    }
}

/// A figure that reads differently.
pub fn difference(one: &Difference) -> wire::Difference {
    wire::Difference {
        indicator: one.indicator.to_string(),
        unit: one.unit.id.to_string(),
        unit_name: one.unit.name.clone(),
        period: one.period.to_string(),
        name: one.name.clone(),
        was: one.was.clone(),
        is: one.is.clone(),
        redefined: one.redefined,
    }
}

/// What was decided.
pub(super) fn decision(decision: &Decision) -> wire::Decision {
    wire::Decision {
        kind: kind(decision.kind).to_owned(),
        indicator: decision.indicator.to_string(),
        unit: Some(decision.unit.to_string()),
        period: Some(decision.period.to_string()),
        why: decision.why.clone(),
        say: (decision.kind == PointKind::Missing).then(|| decision.words().to_owned()),
        who: Some(decision.who.clone()),
        name: Some(decision.name.clone()),
    }
}

/// What figures rest on.
pub fn annex(annex: &Annex) -> wire::Annex {
    let row = |row: &report::export::annex::Row| wire::AnnexRow {
        number: row.number.clone(),
        indicator: row.ask.indicator.to_string(),
        unit: row.ask.unit.to_string(),
        period: row.ask.period.to_string(),
        name: row.name.clone(),
        printed: row.printed.clone(),
        value: row.value.clone(),
        grade: wire::grade(row.grade).to_owned(),
        grade_name: row.grade.name().to_owned(),
        until: row.until.clone(),
        definition: row.definition.clone(),
        answers: row.answers.clone(),
        source: row.source.clone(),
    };
    wire::Annex { note: annex.note.clone(), rows: annex.rows.iter().map(row).collect(), decided: annex.decided.clone() }
}

fn kind(kind: PointKind) -> &'static str {
    match kind {
        PointKind::Forecast => "forecast",
        PointKind::Missing => "missing",
        PointKind::Small => "small",
    }
}
