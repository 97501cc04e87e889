//! What is behind a figure, its records named.

use std::collections::BTreeMap;

use ::figures::{Evidence, EvidenceKind, Page};
use kernel::{Ask, BookId, Cut, FieldId, LedgerId, Problem, RecordId};
use rules::access::{Actor, Allowed, Read};

use crate::{Service, World, access, records::view_all};

const LIMIT: u32 = 50;
const MOST: u32 = 500;

/// A figure to be opened.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenFigure {
    /// The question it answered.
    pub ask: Ask,
    /// As known at; now where absent. Later pages are asked for with the cut of the first.
    pub as_of: Option<Cut>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many rows; 50 where absent, 500 at most.
    pub limit: Option<u32>,
}

/// What is behind a figure, and its records in words.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// The evidence.
    pub evidence: Evidence,
    /// Of rows and sources: each in words, in their order; empty for other kinds.
    pub rows: Vec<RowView>,
}

/// A record behind a figure, in words.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RowView {
    /// What names it.
    pub title: String,
    /// Its unit's name.
    pub unit_name: String,
    /// Its fields in words, personal ones masked.
    pub shown: BTreeMap<FieldId, String>,
}

/// Opens a figure.
pub async fn open(service: &Service, actor: &Actor, wanted: OpenFigure) -> Result<Opened, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let limit = usize::try_from(wanted.limit.unwrap_or(LIMIT).clamp(1, MOST)).unwrap_or(1);
    let page = Page { after: wanted.after, limit };
    let evidence = service.engine().open(&allowed, &wanted.ask, wanted.as_of, &page).await?;
    let refs: Vec<(LedgerId, BookId, RecordId)> = match &evidence.kind {
        EvidenceKind::Rows { ledger, rows, .. } => {
            rows.iter().map(|row| (ledger.clone(), row.book.clone(), row.record.clone())).collect()
        }
        EvidenceKind::Source(rows) => {
            rows.iter().map(|row| (row.ledger.clone(), row.book.clone(), row.record.clone())).collect()
        }
        _ => Vec::new(),
    };
    let rows = named(service, &allowed, &world, refs, &evidence.figure.as_of).await?;
    Ok(Opened { evidence, rows })
}

async fn named(
    service: &Service,
    allowed: &Allowed<Read>,
    world: &World,
    refs: Vec<(LedgerId, BookId, RecordId)>,
    cut: &Cut,
) -> Result<Vec<RowView>, Problem> {
    let mut wanted: BTreeMap<(LedgerId, BookId), Vec<RecordId>> = BTreeMap::new();
    for (ledger, book, record) in &refs {
        wanted.entry((ledger.clone(), book.clone())).or_default().push(record.clone());
    }
    let mut views = BTreeMap::new();
    for ((ledger, book), ids) in wanted {
        let records = service.store().records(allowed, &book, &ledger, &ids, cut).await?;
        for view in view_all(service.store(), allowed, world, records, cut).await? {
            let row = RowView { title: view.title, unit_name: view.unit_name, shown: view.shown };
            views.insert((view.ledger, view.book, view.record), row);
        }
    }
    Ok(refs.iter().map(|wanted| views.get(wanted).cloned().unwrap_or_default()).collect())
}
