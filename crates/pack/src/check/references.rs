//! Names of codes, ledgers, roles and parameters that fields, steps, duties and scorecards use.

use super::{Findings, World, codes, missing};
use crate::{
    model::{FieldType, LedgerKind},
    read::Node,
};

/// Words that a deadline is counted in.
const TIMES: &[&str] = &["小时", "天", "日", "自然日", "工作日", "周", "个月", "月", "年"];

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for (ledger, node) in world.ledgers() {
        for (id, node) in node.entries_of("fields") {
            let Some(field) = ledger.field(id) else { continue };
            field_type(world, &field.ty, node, out);
        }
        for (_, node) in node.entries_of("steps") {
            role(world, node, "by", out);
            within(world, node, out);
        }
    }
    for (node, key) in world.drafts.roles.values().flat_map(|node| [(node, "reads"), (node, "writes")]) {
        for (id, at) in node.texts(key) {
            if !crate::system::OF_UNITS.contains(&id) {
                ledger(world, id, at, out);
            }
        }
    }
    for node in world.drafts.duties.values() {
        role(world, node, "holder", out);
        proof(world, node, out);
    }
    for node in world.drafts.scorecards.values() {
        for (id, at) in node.entries_of("weights") {
            indicator(world, id, at, out);
        }
    }
}

/// Says so where an indicator's id names none.
pub(super) fn indicator(world: &World<'_>, id: &str, at: &Node, out: &mut Findings) {
    let known = &world.drafts.indicators;
    if !known.contains_key(id) && !world.drafts.is_broken("indicators", id) {
        missing(&codes::NO_INDICATOR, at, id, known.keys().map(String::as_str), out);
    }
}

fn field_type(world: &World<'_>, ty: &FieldType, node: &Node, out: &mut Findings) {
    match ty {
        FieldType::Choice(list) | FieldType::Choices(list) => {
            let known = &world.pack.codes;
            if !known.contains_key(list) && !world.drafts.is_broken("codes", list.as_str()) {
                let known = known.keys().map(AsRef::as_ref);
                missing(&codes::NO_CODE_LIST, node.deepest(&["codes"]), list.as_str(), known, out);
            }
        }
        FieldType::Reference(to) => ledger(world, to.as_str(), node.deepest(&["to"]), out),
        FieldType::Table(children) => {
            for (id, node) in node.entries_of("fields") {
                if let Some(child) = children.get(id) {
                    field_type(world, &child.ty, node, out);
                }
            }
        }
        _ => {}
    }
}

fn ledger(world: &World<'_>, id: &str, at: &Node, out: &mut Findings) {
    let known = &world.pack.ledgers;
    if !known.contains_key(id) && !world.drafts.is_broken("ledgers", id) {
        missing(&codes::NO_LEDGER, at, id, known.keys().map(AsRef::as_ref), out);
    }
}

fn role(world: &World<'_>, node: &Node, key: &str, out: &mut Findings) {
    let Some((id, at)) = node.text(key).zip(node.get(key)) else { return };
    let known = &world.pack.roles;
    if !known.contains_key(id) && !world.drafts.is_broken("roles", id) {
        missing(&codes::NO_ROLE, at, id, known.keys().map(AsRef::as_ref), out);
    }
}

fn within(world: &World<'_>, node: &Node, out: &mut Findings) {
    let Some((id, at)) = node.text("within").zip(node.get("within")) else { return };
    match world.pack.parameters.get(id) {
        Some(parameter) if TIMES.contains(&parameter.measure.name.as_str()) => {}
        Some(parameter) => out
            .error(&codes::WITHIN, at.place(), format!("参数“{id}”的单位是{}，不是时间。", parameter.measure))
            .hint(format!("时限参数的单位可以是：{}。", TIMES.join("、"))),
        None if world.drafts.is_broken("parameters", id) => {}
        None => missing(&codes::NO_PARAMETER, at, id, world.pack.parameters.keys().map(AsRef::as_ref), out),
    }
}

fn proof(world: &World<'_>, node: &Node, out: &mut Findings) {
    let Some((id, at)) = node.text("proof").zip(node.get("proof")) else { return };
    match world.pack.ledgers.get(id) {
        Some(ledger) if ledger.kind != LedgerKind::Log => out
            .error(&codes::WRONG_LEDGER_KIND, at.place(), format!("“{id}”不是记录，证明不了做过。"))
            .hint("proof 要写 logs/ 里的一个记录。"),
        _ => ledger(world, id, at, out),
    }
}
