//! What a ledger says about itself: its date, key, title, what it is about, and the one identity register.

use super::{Findings, World, codes, missing};
use crate::{
    model::{FieldType, Ledger, LedgerKind},
    read::Node,
};

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for (ledger, node) in world.ledgers() {
        date(ledger, node, out);
        for key in ["key", "title"] {
            naming(ledger, node, key, out);
        }
        about(world, node, out);
    }
    identity(world, out);
}

fn date(ledger: &Ledger, node: &Node, out: &mut Findings) {
    let in_fields = ledger.kind == LedgerKind::Register;
    let Some(at) =
        (if in_fields { node.get("fields").and_then(|fields| fields.get("begins")) } else { node.get("date") })
    else {
        return;
    };
    match ledger.fields.get(&ledger.date) {
        Some(field) if field.ty == FieldType::Date && !field.dated => {}
        Some(field) => out
            .error(&codes::DATE_FIELD, at.place(), format!("归期的字段“{}”应当是普通的日期。", field.id))
            .hint("请写 type = \"date\",不要写 dated。"),
        None => unknown(ledger, at, ledger.date.as_str(), out),
    }
}

fn naming(ledger: &Ledger, node: &Node, key: &str, out: &mut Findings) {
    for (id, at) in node.texts(key) {
        match ledger.field(id).map(|field| &field.ty) {
            None if id == "unit" && key == "key" => out
                .error(&codes::KEY_FIELD, at.place(), "主键本来就在同一单位之内，不用写 unit。")
                .hint("请从 key 里删去 unit。"),
            None => unknown(ledger, at, id, out),
            Some(
                FieldType::Table(_)
                | FieldType::Point
                | FieldType::Line
                | FieldType::Polygon
                | FieldType::File
                | FieldType::Photo,
            ) => out
                .error(&codes::KEY_FIELD, at.place(), format!("字段“{id}”这种类型不能用在 {key} 里。"))
                .hint("请用文字、代码、日期、数、人员或引用。"),
            Some(_) => {}
        }
    }
}

fn unknown(ledger: &Ledger, at: &Node, id: &str, out: &mut Findings) {
    missing(&codes::NO_FIELD, at, id, ledger.fields.keys().map(AsRef::as_ref), out);
}

fn about(world: &World<'_>, node: &Node, out: &mut Findings) {
    let Some((id, at)) = node.text("about").zip(node.get("about")) else { return };
    match world.pack.ledgers.get(id) {
        Some(ledger) if ledger.kind == LedgerKind::Register => {}
        Some(_) => out
            .error(&codes::WRONG_LEDGER_KIND, at.place(), format!("“{id}”不是名册，不能写在 about 里。"))
            .hint("about 写的是记录所说的事物的名册。"),
        None if world.drafts.is_broken("ledgers", id) => {}
        None => {
            let registers = world.pack.ledgers.values().filter(|ledger| ledger.kind == LedgerKind::Register);
            missing(&codes::NO_LEDGER, at, id, registers.map(|ledger| ledger.id.as_str()), out);
        }
    }
}

fn identity(world: &World<'_>, out: &mut Findings) {
    let mut identities = world.ledgers().filter(|(ledger, _)| ledger.identity);
    let first = identities.next();
    for (ledger, node) in identities {
        out.error(
            &codes::TWO_IDENTITIES,
            node.place_of("identity"),
            format!("“{}”之外已经有一个人员名册。", ledger.id),
        )
        .hint("整个包只有一个名册写 identity = true。");
    }
    if first.is_some() || world.drafts.broken.iter().any(|broken| broken.starts_with("ledgers/")) {
        return;
    }
    let person = world.ledgers().find_map(|(ledger, node)| {
        let field = ledger.fields.values().find(|field| field.ty == FieldType::Person)?;
        Some(node.deepest(&["fields", field.id.as_str(), "type"]))
    });
    if let Some(at) = person {
        out.error(&codes::NO_IDENTITY, at.place(), "有人员字段，却没有人员名册。")
            .hint("请在记录人的名册里写 identity = true。");
    }
}
