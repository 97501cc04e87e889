//! What refers to a record: all that is kept about a household, a project, an enterprise, ledger by ledger.

use expr::{Expression, Type};
use kernel::{Cut, FieldId, LedgerId, Problem, RecordId, Value};
use pack::model::{Field, Ledger};
use rules::{
    access::{Actor, Allowed, Read},
    show,
};
use store::ListQuery;

use super::{
    RecordRef, View,
    titles::{Opened, target, view_all},
    totals,
};
use crate::{Service, World, access};

/// How many records of each are named; the others are in the list.
const NAMED: u32 = 5;

/// The records of one ledger that refer to a record by one of its fields.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Their ledger.
    pub ledger: LedgerId,
    /// Its name.
    pub ledger_name: String,
    /// The field.
    pub field: FieldId,
    /// Its name.
    pub field_name: String,
    /// The field that says when they are of.
    pub date: FieldId,
    /// How many there are.
    pub total: u64,
    /// What their numbers add up to, each by its name and as a person reads it; nothing where there is one record alone.
    pub sums: Vec<(String, String)>,
    /// The newest of them.
    pub records: Vec<View>,
    /// The list that shows all of them, as an expression; nothing where lists may not be filtered by the field.
    pub filter: Option<String>,
}

/// What refers to a record now, as far as the actor may read. A field that is masked links nothing here: that it names
/// this record is what the mask hides. Where the record was opened it does (`open.rs`).
pub async fn links(service: &Service, actor: &Actor, record: &RecordRef) -> Result<Vec<Link>, Problem> {
    let world = service.world().await?;
    let (allowed, _) = access::read_ledger(actor, &world, record.ledger.as_str())?;
    let found = service.store().record(&allowed, &record.book, &record.ledger, &record.record, &world.cut).await?;
    found.ok_or_else(|| Problem::not_found("这条记录"))?;
    linked(service, &allowed, &world, record, Opened::No).await
}

/// What refers to a record that may be read, in the order of the pack.
pub(super) async fn linked(
    service: &Service,
    allowed: &Allowed<Read>,
    world: &World,
    record: &RecordRef,
    opened: Opened,
) -> Result<Vec<Link>, Problem> {
    let mut links = Vec::new();
    for ledger in world.pack.ledgers.values().filter(|ledger| !ledger.is_system() && allowed.covers(ledger.id.as_str()))
    {
        let clearance = opened.of(allowed, ledger.id.as_str());
        let refers = |field: &&Field| target(&field.ty, &world.pack).as_ref() == Some(&record.ledger);
        for field in ledger.fields.values().filter(refers).filter(|field| !show::is_masked(field, clearance)) {
            let query = query(world, ledger, field, &record.record)?;
            let page = service.engine().list(allowed, &query, None).await?;
            if page.total == 0 {
                continue;
            }
            let sums = if page.total > 1 { added(service, allowed, world, ledger, &query).await? } else { Vec::new() };
            // Opened is the record that they refer to, and none of them.
            let records = view_all(service.store(), allowed, world, page.records, &page.cut).await?;
            let listed = !show::is_masked(field, pack::model::Privacy::Internal);
            links.push(Link {
                ledger: ledger.id.clone(),
                ledger_name: ledger.name.clone(),
                field: field.id.clone(),
                field_name: field.name.clone(),
                date: ledger.date.clone(),
                total: page.total,
                sums,
                records,
                filter: listed.then(|| is(field, &record.record)),
            });
        }
    }
    Ok(links)
}

/// The sums of what a question finds that have something to add, in words.
async fn added(
    service: &Service,
    allowed: &Allowed<Read>,
    world: &World,
    ledger: &Ledger,
    query: &ListQuery,
) -> Result<Vec<(String, String)>, Problem> {
    let (_, sums) = totals::sums(service, allowed, ledger, query, None, None).await?;
    let words = |one: totals::Total| {
        let field = ledger.field(&one.field)?;
        let shown = show::show(field, &Value::Decimal(one.sum?), &world.context(), &|_, _| None);
        Some((field.name.clone(), shown))
    };
    Ok(sums.into_iter().filter_map(words).collect())
}

/// The newest first.
fn query(world: &World, ledger: &Ledger, field: &Field, record: &RecordId) -> Result<ListQuery, Problem> {
    Ok(ListQuery {
        filter: Some(refers(field, record)?),
        constants: world.context().constants.clone(),
        sort: vec![(ledger.date.clone(), true)],
        limit: NAMED,
        counted: true,
        ..ListQuery::of(ledger.id.clone(), Cut::clone(&world.cut))
    })
}

fn refers(field: &Field, record: &RecordId) -> Result<Expression, Problem> {
    let schema = expr::Schema::new().column(field.id.as_str(), Type::text());
    expr::compile_bool(&is(field, record), &schema)
        .map_err(|findings| Problem::new("list.bad_filter", "关联的记录查不出来。").findings(findings))
}

/// Ids are made here and hold no quotes; one that was handed in is written so that it stays one text.
fn is(field: &Field, record: &RecordId) -> String {
    let quoted = record.as_str().replace('\\', "\\\\").replace('"', "\\\"");
    format!("{} == \"{quoted}\"", field.id)
}
