//! What each figure of a document rests on: until when it speaks, how it is defined, and who answers for it. A value
//! with a source is answered for by who gave it; what is made of records by the unit that keeps them.

use std::collections::{BTreeMap, BTreeSet};

use ::figures::{EvidenceKind, Page, SourceRow, define};
use kernel::{Ask, Cut, Date, Figure, Grade, Problem, Value};
use report::{Document, Run, export::Basis};
use rules::access::{Allowed, Read};

use crate::{Service, World};

/// How deep a figure made of others is followed to its sources.
const DEEPEST: u32 = 4;
/// The most operands of one figure that are followed.
const MOST: usize = 500;

/// The basis of every figure that is printed or compared with.
pub(super) async fn basis(
    service: &Service,
    allowed: &Allowed<Read>,
    world: &World,
    document: &Document,
) -> Result<BTreeMap<Ask, Basis>, Problem> {
    let mut known = BTreeMap::new();
    for figure in figures(document) {
        if !known.contains_key(&figure.ask) {
            let sources = sources(service, allowed, figure, &document.as_of).await?;
            known.insert(figure.ask.clone(), of(world, figure, sources));
        }
    }
    Ok(known)
}

fn figures(document: &Document) -> impl Iterator<Item = &Figure> {
    document
        .blocks
        .iter()
        .flat_map(report::Block::runs)
        .flat_map(|run| match run {
            Run::Figure { figure, against, .. } => vec![Some(&**figure), against.as_deref()],
            _ => Vec::new(),
        })
        .flatten()
}

/// What the record of a value with a source says of it.
struct Source {
    until: Date,
    author: String,
    from: String,
    method: String,
}

fn of(world: &World, figure: &Figure, sources: Vec<Source>) -> Basis {
    let own = figure.ask.period.last().min(world.today);
    // Of several the earliest: none of the figure is newer than its oldest part.
    let until =
        sources.iter().map(|source| source.until).min().map_or(own, |until| until.min(figure.ask.period.last()));
    let unit = world.units.get(figure.ask.unit.as_str()).map_or_else(String::new, |unit| unit.name.clone());
    let distinct = |texts: Vec<String>| {
        let texts: BTreeSet<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        texts.into_iter().collect::<Vec<_>>().join("、")
    };
    let who = |source: &Source| if source.author.is_empty() { source.from.clone() } else { source.author.clone() };
    let answers = distinct(sources.iter().map(who).collect());
    let from = |source: &Source| match source.method.as_str() {
        "" => source.from.clone(),
        method => format!("{}（{method}）", source.from),
    };
    let indicator = world.pack.indicator(figure.ask.indicator.as_str());
    Basis {
        until,
        definition: indicator.map(|one| define(&world.pack, one, Some(figure.ask.period))).unwrap_or_default(),
        answers: if answers.is_empty() { unit } else { answers },
        source: distinct(sources.iter().map(from).collect()),
    }
}

/// The records of values with a source that a figure is made of, itself or through its operands.
async fn sources(
    service: &Service,
    allowed: &Allowed<Read>,
    figure: &Figure,
    cut: &Cut,
) -> Result<Vec<Source>, Problem> {
    let mut found = Vec::new();
    let mut open: Vec<(Ask, u32)> = Vec::new();
    // What is made of records alone has no source to be looked up.
    open.extend((figure.grade != Grade::Records).then(|| (figure.ask.clone(), 0)));
    let page = Page { after: None, limit: MOST };
    while let Some((ask, depth)) = open.pop() {
        match service.engine().open(allowed, &ask, Some(cut.clone()), &page).await?.kind {
            EvidenceKind::Source(rows) => {
                for row in rows {
                    found.extend(source(service, allowed, &row, ask.period.last(), cut).await?);
                }
            }
            EvidenceKind::Operands(parts) if depth < DEEPEST => {
                let worth = parts.into_iter().filter(|part| part.grade != Grade::Records);
                open.extend(worth.map(|part| (part.ask, depth + 1)));
            }
            _ => {}
        }
    }
    Ok(found)
}

async fn source(
    service: &Service,
    allowed: &Allowed<Read>,
    row: &SourceRow,
    last: Date,
    cut: &Cut,
) -> Result<Option<Source>, Problem> {
    let Some(record) = service.store().record(allowed, &row.book, &row.ledger, &row.record, cut).await? else {
        return Ok(None);
    };
    let text = |id: &str| record.fields.get(id).and_then(Value::as_text).unwrap_or_default().trim().to_owned();
    Ok(Some(Source {
        until: record.fields.get("cut_off").and_then(Value::as_date).unwrap_or(last),
        author: text("author"),
        from: text("source"),
        method: text("method"),
    }))
}
