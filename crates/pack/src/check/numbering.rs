//! Numbers that the house gives. A number is given as the record is written, after everything about it was judged, so
//! nothing may be asked of it that would have to be known before.

use super::{Findings, World, codes};
use crate::{
    model::{Field, FieldType, Ledger, NumberPart, Numbering, Privacy},
    read::Node,
};

/// Characters of a number at most.
const LONGEST: usize = 40;

/// Keys that a field which is numbered does not have, and why.
const NOT_BESIDE: &[(&str, &str)] = &[
    ("default", "编号各不相同，没有共同的初值"),
    ("prefill", "编号各不相同，不能带出"),
    ("dated", "编号不随日期变"),
    ("sealed", "加密的看不出编到了几号"),
    ("show_if", "每条都编号，不能有的问有的不问"),
    ("required_if", "留空就自动编号，不会缺"),
    ("check", "编号是登记时才给的，填的时候还不能检查"),
];

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for (ledger, node) in world.ledgers() {
        let mut first: Option<&Field> = None;
        for (id, node) in node.entries_of("fields") {
            let Some(field) = ledger.field(id) else { continue };
            let Some(text) = node.text("number") else {
                if let Some(at) = node.get("number_per") {
                    out.error(&codes::NUMBER, at.place(), "写了 number_per，没有写 number。")
                        .hint("请加 number = \"YH{year}-{seq:3}\" 这样的样式，或删去 number_per。");
                }
                continue;
            };
            one(ledger, field, (node, text), out);
            // An ended field keeps what it gave, and gives no more.
            if ledger.is_replaced(id) {
                continue;
            }
            if let Some(other) = first {
                let message = format!("“{}”已经自动编号，一个台账只编一个号。", other.name);
                out.error(&codes::NUMBER, node.place_of("number"), message).hint("请只在一个字段里写 number。");
            }
            first = Some(field);
        }
    }
}

fn one(ledger: &Ledger, field: &Field, (node, text): (&Node, &str), out: &mut Findings) {
    let mut say = |key: &str, message: String, hint: &str| {
        out.error(&codes::NUMBER, node.place_of(key), message).hint(hint);
    };
    if field.ty != FieldType::Text {
        say("number", format!("“{}”不是 text，不能自动编号。", field.name), "请写 type = \"text\"，或删去 number。");
    }
    if field.privacy > Privacy::Internal {
        let message = format!("“{}”列表里遮盖着，自动编号没有人看得见。", field.name);
        say("number", message, "请写 privacy = \"internal\"；编号里不要有个人信息。");
    }
    for (key, why) in NOT_BESIDE.iter().filter(|(key, _)| node.get(key).is_some()) {
        say(key, format!("自动编号的字段不写 {key}：{why}。"), &format!("请删去 {key}，或删去 number。"));
    }
    let Some(Numbering { before, digits, .. }) = &field.number else {
        let hint = "请写成“前缀{year}-{seq:3}”的样子：{year} 是年份，可以不写；{seq:3} 是至少 3 位（1 到 9 位）的流水号，写在最后。";
        return say("number", format!("“{text}”看不出怎样编号。"), hint);
    };
    let years = before.iter().filter(|part| **part == NumberPart::Year).count();
    let length = text.chars().count() + *digits as usize;
    if years > 1 || length > LONGEST || text.trim() != text || text.chars().any(char::is_control) {
        let hint = format!("请不要在两头留空格，最多 {LONGEST} 个字，{{year}} 只写一次。");
        say("number", format!("“{text}”不能作编号的样式。"), &hint);
    }
    // Of a date that may be absent nobody knows the year.
    let dated = ledger.field(ledger.date.as_str());
    let is_known = dated.is_none_or(|date| (date.required || date.default.is_some()) && date.show_if.is_none());
    if years > 0 && !is_known {
        let name = dated.map_or(ledger.date.as_str(), |date| date.name.as_str());
        let message = format!("编号里有年份，“{name}”却可以不填。");
        say("number", message, "请给归期的日期字段写 required = true，或从样式里删去 {year}。");
    }
}
