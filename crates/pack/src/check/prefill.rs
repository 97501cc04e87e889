//! Values that a form takes over from the record it is about. What is known is not asked again, but only where it means
//! the same, and where nobody reads more than before.

use super::{Findings, World, codes, nearest};
use crate::{
    model::{Field, FieldType, Ledger, Prefill},
    read::Node,
};

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for (ledger, node) in world.ledgers() {
        for (id, node) in node.entries_of("fields") {
            if let Some((field, text)) = ledger.field(id).zip(node.text("prefill")) {
                one(world, ledger, field, (node, text), out);
            }
        }
    }
}

fn one(world: &World<'_>, ledger: &Ledger, field: &Field, (node, text): (&Node, &str), out: &mut Findings) {
    let mut say = |message: String, hint: String| {
        out.error(&codes::PREFILL, node.place_of("prefill"), message).hint(hint);
    };
    if field.default.is_some() {
        say(format!("字段“{}”写了两种初值。", field.name), "default 和 prefill 只能写一个，请删去一个。".to_owned());
    }
    let Some(Prefill { by, from }) = &field.prefill else {
        let hint = "请写成“关联字段.对方字段”，如 prefill = \"household.phone\"。";
        return say(format!("“{text}”看不出从哪里带出。"), hint.to_owned());
    };
    let refers = |field: &&Field| matches!(field.ty, FieldType::Reference(_) | FieldType::Person);
    let plain = |field: &&Field| refers(field) && !field.dated && !ledger.is_replaced(field.id.as_str());
    let Some(reference) = ledger.field(by.as_str()).filter(plain) else {
        let known = ledger.fields.values().filter(plain).map(|field| field.id.as_str());
        return say(format!("“{by}”不是这个台账里关联别的台账的字段。"), nearest::hint(by.as_str(), known));
    };
    let to = match &reference.ty {
        FieldType::Reference(to) => world.pack.ledger(to.as_str()),
        _ => world.pack.identity(),
    };
    // A ledger that is not there has been told already.
    let Some(to) = to else { return };
    let known = |field: &&Field| !to.is_replaced(field.id.as_str());
    let Some(source) = to.field(from.as_str()).filter(known) else {
        let known = to.fields.values().filter(known).map(|field| field.id.as_str());
        return say(format!("台账“{}”没有“{from}”这个字段。", to.name), nearest::hint(from.as_str(), known));
    };
    if matches!(source.ty, FieldType::Table(_) | FieldType::File | FieldType::Photo) || source.ty != field.ty {
        let message = format!("“{}”和“{}”的“{}”记的不是一种东西。", field.name, to.name, source.name);
        return say(message, "类型、小数位数、量纲、代码表都一样，才能带出；子表和附件不带出。".to_owned());
    }
    let message = || format!("“{}”比“{}”的“{}”给更多的人看。", field.name, to.name, source.name);
    if field.privacy < source.privacy {
        out.error(&codes::PREFILL_PRIVACY, node.place_of("prefill"), message())
            .hint(format!("请写 privacy = \"{}\"，或不带出。", source.privacy.code()));
    }
    if source.sealed && !field.sealed || to.hidden && !ledger.hidden {
        out.error(&codes::PREFILL_PRIVACY, node.place_of("prefill"), message())
            .hint("对方加密保存的，这里也要 sealed = true；对方台账是 hidden 的，这个台账也要。");
    }
}
