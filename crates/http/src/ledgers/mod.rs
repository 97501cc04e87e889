//! Ledgers, as forms, lists and filters need them, and the workbook to fill one in.

mod template;

use app::{Actor, Service, ledgers, packs, records};
use axum::{Json, extract::Path};
use kernel::{Date, LedgerId, Measure, Problem};
use pack::model::{Field, FieldType, Ledger, LedgerKind, Pack, Privacy};

use crate::{call::Call, problem::Refusal, wire};

pub use template::*;

/// All ledgers a person keeps, and how many records each has.
#[utoipa::path(get, path = "/api/ledgers", operation_id = "list_ledgers", responses((status = 200, body = Vec<wire::LedgerName>)))]
pub async fn list(call: Call) -> Result<Json<Vec<wire::LedgerName>>, Refusal> {
    let mut names = Vec::new();
    for ledger in ledgers::list(&call.service, &call.actor).await? {
        names.push(wire::LedgerName {
            id: ledger.id.to_string(),
            name: ledger.name.clone(),
            kind: kind(ledger.kind).to_owned(),
            mandate: ledger.mandate.clone(),
            help: ledger.help.clone(),
            records: count(&call.service, &call.actor, &ledger.id).await?,
            writes: call.actor.may_write(&ledger).is_some(),
        });
    }
    Ok(Json(names))
}

/// A ledger with its fields, states and steps.
#[utoipa::path(get, path = "/api/ledgers/{ledger}", operation_id = "show_ledger", params(("ledger" = String, Path)),
    responses((status = 200, body = wire::Ledger), (status = 404, body = crate::problem::WireProblem)))]
pub async fn show(call: Call, Path(id): Path<String>) -> Result<Json<wire::Ledger>, Refusal> {
    let ledger = ledgers::show(&call.service, &call.actor, &id).await?;
    let world = call.world().await?;
    let writes = call.actor.may_write(&ledger).is_some();
    let purposes = records::purposes(&world, &call.actor, &ledger).into_iter();
    let purposes = purposes.map(|(code, name)| wire::Purpose { code, name }).collect();
    let may_withdraw = packs::may_withdraw(&call.service, &call.actor, &ledger.id).await?;
    Ok(Json(wire::Ledger { writes, may_withdraw, purposes, ..describe(&ledger, &world.pack, world.today) }))
}

async fn count(service: &Service, actor: &Actor, ledger: &LedgerId) -> Result<u64, Problem> {
    let asked = records::List { limit: Some(1), ..records::List::default() };
    Ok(records::list(service, actor, ledger, asked).await?.total)
}

/// A ledger on the wire as it is asked on a day, for the command line too, which may do everything.
pub fn describe(ledger: &Ledger, pack: &Pack, today: Date) -> wire::Ledger {
    let step = |step: &pack::model::Step| wire::Step {
        id: step.id.to_string(),
        name: step.name.clone(),
        from: step.from.iter().map(ToString::to_string).collect(),
        to: step.to.to_string(),
    };
    wire::Ledger {
        id: ledger.id.to_string(),
        name: ledger.name.clone(),
        kind: kind(ledger.kind).to_owned(),
        mandate: ledger.mandate.clone(),
        help: ledger.help.clone(),
        unit: ledger.unit.iter().map(ToString::to_string).collect(),
        date: ledger.date.to_string(),
        key: ledger.key.iter().map(ToString::to_string).collect(),
        title: ledger.title.iter().map(ToString::to_string).collect(),
        fields: ledger
            .fields
            .values()
            .map(|each| {
                let ended = ledger.is_replaced(each.id.as_str());
                wire::Field { ended, required: each.is_demanded() && !ended, ..field(each, pack, today) }
            })
            .collect(),
        checks: ledger.checks.iter().map(check).collect(),
        states: ledger
            .states
            .values()
            .map(|state| wire::State { id: state.id.to_string(), name: state.name.clone(), last: state.last })
            .collect(),
        steps: ledger.steps.values().map(step).collect(),
        writes: true,
        may_withdraw: false,
        purposes: Vec::new(),
    }
}

fn field(field: &Field, pack: &Pack, today: Date) -> wire::Field {
    let codes = match &field.ty {
        FieldType::Choice(list) | FieldType::Choices(list) => pack.codes.get(list),
        _ => None,
    };
    let code = |(code, declared): (&String, &pack::model::Code)| wire::Code {
        code: code.clone(),
        name: declared.name.clone(),
        ended: declared.has_ended(today),
    };
    let base = field.ty.quantity().map(kernel::Quantity::base);
    let measure = field.measure.as_ref().map(|measure| measure.name.clone()).or_else(|| base.map(str::to_owned));
    let factor = measure.as_deref().filter(|_| base.is_some()).and_then(|name| Measure::read(name).to_base(1.into()));
    wire::Field {
        id: field.id.to_string(),
        name: field.name.clone(),
        ty: type_name(&field.ty).to_owned(),
        codes: codes.map(|list| list.codes.iter().map(code).collect()),
        to: match &field.ty {
            FieldType::Reference(ledger) => Some(ledger.to_string()),
            FieldType::Person => pack.identity().map(|ledger| ledger.id.to_string()),
            _ => None,
        },
        level: match &field.ty {
            FieldType::Unit(level) => level.as_ref().map(ToString::to_string),
            _ => None,
        },
        scale: field.ty.scale(),
        base: base.map(str::to_owned),
        factor: factor.map(kernel::number::plain),
        measure,
        ended: false,
        required: field.is_demanded(),
        privacy: field.privacy.code().to_owned(),
        dated: field.dated,
        help: field.help.clone(),
        default: field.default.clone(),
        prefill: field
            .prefill
            .as_ref()
            .map(|prefill| wire::Prefill { by: prefill.by.to_string(), from: prefill.from.to_string() }),
        numbered: field.number.is_some(),
        check: field.check.as_ref().map(check),
        show_if: field.show_if.as_ref().map(expr::Expression::to_json),
        required_if: field.required_if.as_ref().map(expr::Expression::to_json),
        sortable: field.privacy <= Privacy::Internal && !matches!(field.ty, FieldType::Table(_)) && !field.sealed,
        fields: match &field.ty {
            FieldType::Table(columns) => {
                Some(columns.values().map(|column| self::field(column, pack, today)).collect())
            }
            _ => None,
        },
    }
}

fn check(check: &pack::model::Check) -> wire::Check {
    wire::Check { ir: check.expression.to_json(), message: check.message.clone() }
}

pub(crate) fn kind(kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Register => "register",
        LedgerKind::Log => "log",
        LedgerKind::Case => "case",
    }
}

fn type_name(ty: &FieldType) -> &'static str {
    match ty {
        FieldType::Text => "text",
        FieldType::LongText => "long_text",
        FieldType::Integer => "integer",
        FieldType::Decimal { .. } => "decimal",
        FieldType::Money => "money",
        FieldType::Choice(_) => "choice",
        FieldType::Choices(_) => "choices",
        FieldType::Bool => "bool",
        FieldType::Date => "date",
        FieldType::Time => "time",
        FieldType::Person => "person",
        FieldType::Reference(_) => "reference",
        FieldType::Unit(_) => "unit",
        FieldType::Phone => "phone",
        FieldType::IdNumber => "id_number",
        FieldType::CreditCode => "credit_code",
        FieldType::File => "file",
        FieldType::Photo => "photo",
        FieldType::Point => "point",
        FieldType::Line => "line",
        FieldType::Polygon => "polygon",
        FieldType::Table(_) => "table",
    }
}
