//! An indicator's unit must measure what it is computed from: 万元 of money, 亩 of land, % of a ratio.

use expr::Number;
use kernel::{IndicatorId, Quantity};

use super::{Findings, codes};
use crate::{
    model::{Aggregate, Compare, Indicator, Kind, Pack, RatioMode},
    read::Node,
};

/// Checks one indicator whose operands stand in the pack already.
pub(crate) fn quantity(indicator: &Indicator, node: &Node, pack: &Pack, out: &mut Findings) {
    let of = |id: &IndicatorId| pack.indicators.get(id).and_then(|operand| operand.measure.quantity);
    let percent = indicator.measure.name == "%";
    match &indicator.kind {
        Kind::Fold(fold) => {
            let field = match &fold.aggregate {
                Aggregate::Count | Aggregate::Distinct(_) => return counted(indicator, node, out),
                Aggregate::Sum(field)
                | Aggregate::Avg(field)
                | Aggregate::Min(field)
                | Aggregate::Max(field)
                | Aggregate::Latest(field) => field,
            };
            let field = pack.ledgers.get(&fold.ledger).and_then(|ledger| ledger.fields.get(field));
            same(indicator, field.and_then(|field| field.ty.quantity()), node, out);
        }
        Kind::Ratio(mode) => {
            if !percent {
                say(
                    node,
                    format!("比率的单位是 %，不是“{}”。", indicator.measure),
                    "请写 in = \"%\"，或删去 in。",
                    out,
                );
            }
            if let RatioMode::Flow { part, over } = mode
                && of(part) != of(over)
            {
                let message = format!("“{part}”和“{over}”量的不是一回事，不能相比。");
                say(node, message, "分子和分母要同是钱、同是面积，或同是个数。", out);
            }
        }
        Kind::Formula { expression, .. } => {
            same(indicator, expression.ty().as_number().and_then(|number: Number| number.quantity), node, out);
        }
        Kind::Against { show: Compare::Change | Compare::Share, .. } if !percent => {
            let message = format!("增幅和占比的单位是 %，不是“{}”。", indicator.measure);
            say(node, message, "请写 in = \"%\"，或删去 in。", out);
        }
        Kind::Against { show: Compare::Base | Compare::Difference, indicator: operand, .. } => {
            same(indicator, of(operand), node, out);
        }
        Kind::Target { of: operand } => same(indicator, of(operand), node, out),
        Kind::Rank { .. } | Kind::Units { .. } => counted(indicator, node, out),
        Kind::Parameter(id) => {
            same(indicator, pack.parameters.get(id).and_then(|parameter| parameter.measure.quantity), node, out);
        }
        Kind::Against { .. } | Kind::Sourced { .. } => {}
    }
}

fn counted(indicator: &Indicator, node: &Node, out: &mut Findings) {
    if indicator.measure.quantity.is_some() || indicator.measure.name == "%" {
        let message = format!("数出来的个数不能用“{}”作单位。", indicator.measure);
        say(node, message, "请写 户、人、个、处、次 这样的词。", out);
    }
}

fn same(indicator: &Indicator, expect: Option<Quantity>, node: &Node, out: &mut Findings) {
    let measure = &indicator.measure;
    if measure.quantity == expect {
        return;
    }
    let (message, hint) = match expect {
        Some(expect) => (
            format!("算出来的是以{}计的数，不能用“{measure}”作单位。", expect.base()),
            format!("请写 in = \"{}\" 或它的倍数。", expect.base()),
        ),
        None => (
            format!("算出来的数没有量纲，不能用“{measure}”作单位。"),
            "请写 户、人、个 这样的词；或给字段写上 in。".to_owned(),
        ),
    };
    say(node, message, &hint, out);
}

fn say(node: &Node, message: String, hint: &str, out: &mut Findings) {
    out.error(&codes::QUANTITY, node.place_of("in"), message).hint(hint);
}
