//! Folds over a ledger: every name resolved, the condition compiled, the date chosen.

use expr::Expression;
use kernel::{FieldId, StepId};

use super::{expressions, indicators::Lowering};
use crate::{
    check::{Findings, codes, missing, nearest},
    model::{Aggregate, DateOf, Field, FieldType, Fold, Kind, Ledger, LedgerKind, Moment, Use},
    read::Node,
};

pub(super) fn fold(at: &mut Lowering<'_>, node: &Node) -> Option<Kind> {
    let id = node.text("ledger")?;
    let pack = at.pack;
    let Some(ledger) = pack.ledgers.get(id) else {
        if !at.drafts.is_broken("ledgers", id) {
            let known = pack.ledgers.keys().map(AsRef::as_ref);
            missing(&codes::NO_LEDGER, node.get("ledger")?, id, known, at.out);
        }
        return None;
    };
    let aggregate = aggregate(at, node, ledger);
    let moment = moment(node, ledger, at.out);
    let filter = node.get("where").and_then(|source| {
        let schema = pack.schema(ledger, Use::Figure);
        let tainted = |word: &str| at.tainted.has_field(id, word);
        let filter = expressions::condition(source, &schema, tainted, at.out)?;
        unsealed(&filter, ledger, source, at.out);
        Some(filter)
    });
    if node.get("where").is_some() && filter.is_none() {
        return None;
    }
    Some(Kind::Fold(Fold { ledger: ledger.id.clone(), filter, aggregate: aggregate?, moment: moment? }))
}

/// Sealed fields are kept encrypted, so no figure reads them.
pub(super) fn unsealed(expression: &Expression, ledger: &Ledger, node: &Node, out: &mut Findings) {
    let sealed = ledger.fields.values().filter(|field| field.sealed && expression.references(field.id.as_str()));
    sealed.for_each(|field| say_sealed(field, node, out));
}

fn say_sealed(field: &Field, node: &Node, out: &mut Findings) {
    out.error(&codes::SEALED_FIGURE, node.place(), format!("字段“{}”加密保存，不能用来计算。", field.id))
        .hint("请改用不加密的字段；状态、类别和日期都可以计数。");
}

fn aggregate(at: &mut Lowering<'_>, node: &Node, ledger: &Ledger) -> Option<Aggregate> {
    let word = node.text("agg")?;
    let Some(id) = node.text("of") else {
        if word == "count" {
            return Some(Aggregate::Count);
        }
        at.out
            .error(&codes::MISSING_KEY, node.place(), format!("agg = \"{word}\" 还要写 of，说明汇总哪个字段。"))
            .hint("请加一行：of = \"字段编号\"。");
        return None;
    };
    let source = node.get("of")?;
    if word == "count" {
        at.out
            .error(&codes::FOREIGN_KEY, source.place(), "count 数的是记录，不写 of。")
            .hint("请删去 of；要数不同的值，请写 agg = \"distinct\"。");
        return None;
    }
    let Some(field) = ledger.field(id) else {
        missing(&codes::NO_FIELD, source, id, ledger.fields.keys().map(AsRef::as_ref), at.out);
        return None;
    };
    if at.tainted.has_field(ledger.id.as_str(), id) {
        return None;
    }
    if field.sealed {
        say_sealed(field, source, at.out);
        return None;
    }
    let field_id: FieldId = field.id.clone();
    if word == "distinct" {
        return distinct(field, source, at.out).then_some(Aggregate::Distinct(field_id));
    }
    if field.ty.scale().is_none() {
        let numbers = ledger.fields.values().filter(|field| field.ty.scale().is_some()).map(|field| field.id.as_str());
        let known: Vec<&str> = numbers.collect();
        let hint = if known.is_empty() {
            "这个台账没有数字字段。".to_owned()
        } else {
            format!("数字字段有：{}。", known.join("、"))
        };
        at.out.error(&codes::NOT_A_NUMBER, source.place(), format!("字段“{id}”不是数，不能 {word}。")).hint(hint);
        return None;
    }
    Some(match word {
        "sum" => Aggregate::Sum(field_id),
        "avg" => Aggregate::Avg(field_id),
        "min" => Aggregate::Min(field_id),
        "max" => Aggregate::Max(field_id),
        "latest" => Aggregate::Latest(field_id),
        _ => return None,
    })
}

fn distinct(field: &Field, source: &Node, out: &mut Findings) -> bool {
    let (FieldType::Table(_) | FieldType::Point | FieldType::Line | FieldType::Polygon | FieldType::Choices(_)) =
        field.ty
    else {
        return true;
    };
    out.error(&codes::NOT_FOLDABLE, source.place(), format!("字段“{}”这种类型不能计数不同的值。", field.id))
        .hint("可以用人员、引用、文字、代码、日期或数。");
    false
}

/// The day that places a record, as `by` says it; of a ledger that does not say, the usual one.
pub(super) fn moment(node: &Node, ledger: &Ledger, out: &mut Findings) -> Option<Moment> {
    let in_period = |field: &FieldId| Moment::InPeriod(DateOf::Field(field.clone()));
    let Some(by) = node.text("by") else {
        return Some(if ledger.kind == LedgerKind::Register { Moment::OnLastDay } else { in_period(&ledger.date) });
    };
    if let Some(step) = by.strip_prefix("steps.") {
        if ledger.steps.contains_key(step) {
            return Some(Moment::InPeriod(DateOf::Step(StepId::new(step))));
        }
        missing(&codes::NO_STEP, node.get("by")?, step, ledger.steps.keys().map(AsRef::as_ref), out);
        return None;
    }
    match ledger.field(by) {
        Some(field) if field.ty == FieldType::Date => Some(in_period(&field.id)),
        Some(_) => {
            out.error(&codes::DATE_FIELD, node.place_of("by"), format!("字段“{by}”不是日期，不能用来归期。"))
                .hint(date_hint(by, ledger));
            None
        }
        None => {
            out.error(&codes::NO_FIELD, node.place_of("by"), format!("台账“{}”没有日期“{by}”。", ledger.id))
                .hint(date_hint(by, ledger));
            None
        }
    }
}

fn date_hint(by: &str, ledger: &Ledger) -> String {
    let fields = ledger.fields.values().filter(|field| field.ty == FieldType::Date).map(|field| field.id.to_string());
    let steps = ledger.steps.keys().map(|step| format!("steps.{step}"));
    let known: Vec<String> = fields.chain(steps).collect();
    nearest::hint(by, known.iter().map(String::as_str))
}
