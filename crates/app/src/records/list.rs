//! A page of records.

use expr::{Constants, Expression};
use kernel::{BookId, Cut, FieldId, Finding, LedgerId, Place, Problem, RecordId, UnitId, Value};
use pack::model::{Ledger, Privacy};
use rules::{Context, access::Actor, near};
use store::{ListQuery, Record};

use super::{View, find::search, view_all};
use crate::{Service, World, access};

const LIMIT: u32 = 50;
const MOST: u32 = 500;

/// A question for a list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct List {
    /// Records of this unit and everything below it.
    pub unit: Option<UnitId>,
    /// An expression over the ledger's fields.
    pub filter: Option<String>,
    /// Words that must be in it; by the first letters of how they are read, too.
    pub find: Option<String>,
    /// A field, `unit` or `state`; `-` before it for the largest first; several with commas.
    pub sort: Option<String>,
    /// Of these records only.
    pub only: Option<Vec<(BookId, RecordId)>>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many; 50 where absent, 500 at most.
    pub limit: Option<u32>,
    /// As known at; now where absent.
    pub as_of: Option<Cut>,
}

/// A page of records in words.
#[derive(Clone, PartialEq, Debug)]
pub struct Listing {
    /// The records; of tables, how many rows they have.
    pub records: Vec<View>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are on all pages.
    pub total: u64,
    /// As known at.
    pub as_of: Cut,
}

/// Lists a ledger. A filter that cannot be read is `list.bad_filter` with its findings.
pub async fn list(service: &Service, actor: &Actor, ledger: &LedgerId, asked: List) -> Result<Listing, Problem> {
    let world = service.world().await?;
    let (allowed, found) = access::read_ledger(actor, &world, ledger.as_str())?;
    let asked = List { limit: Some(asked.limit.unwrap_or(LIMIT).clamp(1, MOST)), ..asked };
    let query = question(&world, found, &asked)?;
    let page = match search(&world, found, &allowed, asked.find.as_deref()) {
        Some(search) => service.engine().find(&allowed, &query, search, asked.as_of.as_ref()).await?,
        None => service.engine().list(&allowed, &query, asked.as_of.as_ref()).await?,
    };
    let records = page.records.into_iter().map(counted).collect();
    let records = view_all(service.store(), &allowed, &world, records, &page.cut).await?;
    Ok(Listing { records, next: page.next, total: page.total, as_of: page.cut })
}

/// Of its tables how many rows they have: a page of a list shows no more of them, and a household of thirty members fifty times
/// over is much to carry. Who opens the record gets them all.
fn counted(mut record: Record) -> Record {
    for value in record.fields.values_mut() {
        if let Value::Rows(rows) = value {
            *value = Value::Integer(i64::try_from(rows.len()).unwrap_or(i64::MAX));
        }
    }
    record
}

/// The question in the words of the store.
pub(crate) fn question(world: &World, ledger: &Ledger, asked: &List) -> Result<ListQuery, Problem> {
    let context = world.context();
    let units = match &asked.unit {
        Some(unit) => {
            world.unit(unit.as_str())?;
            Some(world.units_within(unit.as_str()))
        }
        None => None,
    };
    let cut = asked.as_of.clone().unwrap_or_else(|| world.cut.clone());
    // A page as known at a cut that is still to come would not stay what it was.
    if let Some((book, _)) = cut.0.iter().find(|(book, seq)| **seq > world.cut.at(book.as_str())) {
        return Err(Problem::new("figure.cut_ahead", format!("账本 {book} 还没有写到所要求的位置。"))
            .hint("请去掉时点，或改用页面上显示的时点。"));
    }
    let filter = asked.filter.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Ok(ListQuery {
        units,
        filter: filter.map(|text| compile(text, ledger, &context)).transpose()?,
        constants: context.constants.clone(),
        sort: sort(asked.sort.as_deref().unwrap_or_default(), ledger)?,
        only: asked.only.clone(),
        after: asked.after.clone(),
        limit: asked.limit.unwrap_or(LIMIT),
        counted: true,
        ..ListQuery::of(ledger.id.clone(), cut)
    })
}

/// Personal fields are not for filtering by: the answer would say what the mask hides.
fn compile(text: &str, ledger: &Ledger, context: &Context<'_>) -> Result<Expression, Problem> {
    let schema = schema(ledger, context);
    expr::compile_bool(text, &schema).map_err(|findings| {
        Problem::new("list.bad_filter", "筛选条件看不懂。").hint("请检查字段名和写法。").findings(findings)
    })
}

fn schema(ledger: &Ledger, context: &Context<'_>) -> expr::Schema {
    let codes =
        |list: &str| -> Option<std::sync::Arc<[String]>> { Some(context.codes(list)?.codes.keys().cloned().collect()) };
    let mut schema = expr::Schema::new().column("unit", expr::Type::text());
    for field in ledger.fields.values().filter(|field| field.privacy <= Privacy::Internal) {
        if let Some(ty) = field.ty.expression_type(&codes) {
            schema = schema.column(field.id.as_str(), ty);
        }
    }
    if !ledger.states.is_empty() {
        schema = schema.column("state", expr::Type::code(ledger.states.keys().map(|state| state.to_string())));
    }
    for step in ledger.steps.keys() {
        schema = schema.column(format!("steps.{step}"), expr::Type::Date);
    }
    constants(schema, &context.constants, context)
}

fn constants(mut schema: expr::Schema, constants: &Constants, context: &Context<'_>) -> expr::Schema {
    schema = schema.constant("today", expr::Type::Date);
    for (id, parameter) in &context.pack.parameters {
        let name = format!("param.{id}");
        let value = constants.get(&name).and_then(Option::as_ref).and_then(kernel::Value::as_decimal);
        let scale = value.map_or(0, |value| u8::try_from(value.scale()).unwrap_or(6));
        schema =
            schema.constant(name, expr::Type::Number(expr::Number { scale, quantity: parameter.measure.quantity }));
    }
    schema
}

fn sort(text: &str, ledger: &Ledger) -> Result<Vec<(FieldId, bool)>, Problem> {
    let one = |part: &str| {
        let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
        let open = ledger.field(name).is_some_and(|field| field.privacy <= Privacy::Internal);
        if open || matches!(name, "unit" | "state") {
            return Ok((FieldId::from(name), descending));
        }
        let hint = near::hint(name, ledger.fields.keys().map(FieldId::as_str), "请换一个字段排序。");
        let message = format!("不能按“{name}”排序。");
        let finding = Finding::error("list.unknown_sort", message.clone(), Place::field(name)).hint(&hint);
        Err(Problem::new("list.unknown_sort", message).hint(hint).findings(vec![finding]))
    };
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(one).collect()
}
