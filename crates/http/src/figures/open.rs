use ::figures::{EvidenceKind, EvidenceRow, SourceRow};
use app::{
    World,
    figures::{self, OpenFigure, Opened, RowView},
};
use axum::{Json, extract::Path};
use kernel::number::plain;

use crate::{body::Asked, call, call::Call, problem::Refusal, wire};

/// How many values of a row are shown beside it.
const SHOWN: usize = 6;

/// What is behind a figure: rows whose fold it is, operands, siblings, or its source.
#[utoipa::path(get, path = "/api/figures/{indicator}/open", operation_id = "open_figure",
    params(("indicator" = String, Path), wire::OpenQuery),
    responses((status = 200, body = wire::Evidence), (status = 404, body = crate::problem::WireProblem)))]
pub async fn open(
    call: Call,
    Path(indicator): Path<String>,
    Asked(asked): Asked<wire::OpenQuery>,
) -> Result<Json<wire::Evidence>, Refusal> {
    let ask =
        super::read(&wire::Ask { indicator, unit: asked.unit, period: asked.period, boundaries: asked.boundaries })?;
    let as_of = call::cut(asked.as_of.as_deref())?;
    let wanted = OpenFigure { ask, as_of, after: asked.after, limit: asked.limit };
    let opened = figures::open(&call.service, &call.actor, wanted).await?;
    Ok(Json(evidence(&opened, &*call.world().await?)))
}

/// Evidence on the wire, for the command line too.
pub fn evidence(opened: &Opened, world: &World) -> wire::Evidence {
    let Opened { evidence, rows: views } = opened;
    let figure = |figure: &kernel::Figure| wire::Figure::of(figure, &world.units);
    let mut wired = wire::Evidence {
        figure: figure(&evidence.figure),
        definition: evidence.definition.clone(),
        kind: String::new(),
        rows: None,
        operands: None,
        siblings: None,
        basis: None,
        fold: evidence.fold.map(plain),
    };
    let (kind, rows) = match &evidence.kind {
        EvidenceKind::Rows { ledger, rows, total, closed, next, .. } => {
            let rows = rows.iter().zip(views).map(|(row, view)| self::row(row, ledger.as_str(), view, world));
            ("rows", Some((ledger.to_string(), *total, *closed, next.clone(), rows.collect::<Vec<_>>())))
        }
        EvidenceKind::Operands(operands) => {
            wired.operands = Some(operands.iter().map(figure).collect());
            ("operands", None)
        }
        EvidenceKind::Siblings(siblings) => {
            wired.siblings = Some(siblings.iter().map(figure).collect());
            ("siblings", None)
        }
        EvidenceKind::Source(sources) => {
            let ledger = sources.first().map(|source| source.ledger.to_string());
            let rows: Vec<_> = sources.iter().zip(views).map(|(row, view)| source(row, view, world)).collect();
            ("source", ledger.map(|ledger| (ledger, rows.len() as u64, 0, None, rows)))
        }
        EvidenceKind::Parameter { basis, .. } => {
            wired.basis = Some(basis.clone());
            ("parameter", None)
        }
    };
    wired.kind = kind.to_owned();
    wired.rows = rows.map(|(ledger, total, closed, next, rows)| wire::EvidenceRows {
        ledger_name: world.pack.ledger(&ledger).map_or_else(|| ledger.clone(), |found| found.name.clone()),
        ledger,
        total,
        closed,
        rows,
        next,
    });
    wired
}

fn row(row: &EvidenceRow, ledger: &str, view: &RowView, world: &World) -> wire::EvidenceRow {
    wire::EvidenceRow {
        ledger: ledger.to_owned(),
        book: row.book.to_string(),
        record: row.record.to_string(),
        from_seq: row.from_seq.0,
        unit: row.unit.to_string(),
        unit_name: view.unit_name.clone(),
        title: view.title.clone(),
        shown: shown(ledger, view, world),
        contribution: row.contribution.map(plain),
        group: row.group.clone(),
        part: row.part,
    }
}

fn source(row: &SourceRow, view: &RowView, world: &World) -> wire::EvidenceRow {
    wire::EvidenceRow {
        ledger: row.ledger.to_string(),
        book: row.book.to_string(),
        record: row.record.to_string(),
        from_seq: row.from_seq.0,
        unit: row.unit.to_string(),
        unit_name: view.unit_name.clone(),
        title: view.title.clone(),
        shown: shown(row.ledger.as_str(), view, world),
        contribution: Some(plain(row.value)),
        group: None,
        part: None,
    }
}

/// The first values of a row, in the order of the form.
fn shown(ledger: &str, view: &RowView, world: &World) -> Vec<wire::Shown> {
    let Some(ledger) = world.pack.ledger(ledger) else { return Vec::new() };
    let value = |field: &pack::model::Field| {
        let text = view.shown.get(&field.id)?.clone();
        Some(wire::Shown { field: field.id.to_string(), name: field.name.clone(), text })
    };
    ledger.fields.values().filter_map(value).take(SHOWN).collect()
}
