//! Fields: keys that fit the type, scales, measures, defaults, privacy.

use kernel::{Date, Decimal, Measure};

use super::{Findings, World, codes};
use crate::{
    model::{Field, FieldType, Pack, Privacy},
    read::Node,
};

/// Keys that only some types have, with those types.
const KEYS: &[(&str, &[&str])] = &[
    ("scale", &["decimal"]),
    ("quantity", &["decimal"]),
    ("in", &["integer", "decimal", "money"]),
    ("codes", &["choice", "choices"]),
    ("to", &["reference"]),
    ("level", &["unit"]),
    ("fields", &["table"]),
];

/// Keys without which a type says nothing.
const NEEDED: &[(&str, &str)] = &[("choice", "codes"), ("choices", "codes"), ("reference", "to"), ("table", "fields")];

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for (ledger, node) in world.ledgers() {
        for (id, node) in node.entries_of("fields") {
            if let Some(field) = ledger.field(id) {
                one(world.pack, field, node, out);
            }
        }
    }
}

fn one(pack: &Pack, field: &Field, node: &Node, out: &mut Findings) {
    let Some(ty) = node.text("type").filter(|ty| crate::keys::TYPES.contains(ty)) else { return };
    keys_of_type(ty, node, out);
    scale(node, out);
    measure(ty, node, out);
    default(pack, field, node, out);
    privacy(field, node, out);
    dated(field, node, out);
    sealed_file(field, node, out);
    if let FieldType::Table(children) = &field.ty {
        for (id, node) in node.entries_of("fields") {
            if let Some(child) = children.get(id) {
                one(pack, child, node, out);
                file_in_table(child, node, out);
            }
        }
    }
}

fn keys_of_type(ty: &str, node: &Node, out: &mut Findings) {
    for (key, types) in KEYS {
        if let Some(at) = node.get(key).filter(|_| !types.contains(&ty)) {
            out.error(&codes::KEY_NOT_FOR_TYPE, at.place(), format!("{ty} 类型的字段没有 {key}。"))
                .hint(format!("{key} 只用于 {}；请删去，或改 type。", types.join("、")));
        }
    }
    for (_, key) in NEEDED.iter().filter(|(needing, key)| *needing == ty && node.get(key).is_none()) {
        let example =
            if *key == "fields" { format!("[{}.fields.列]", node.path) } else { format!("{key} = \"……\"") };
        out.error(&codes::MISSING_KEY, node.place(), format!("{ty} 类型的字段还要写 {key}。"))
            .hint(format!("请加：{example}"));
    }
}

fn scale(node: &Node, out: &mut Findings) {
    if let Some(scale) = node.integer("scale").filter(|scale| !(0..=6).contains(scale)) {
        out.error(&codes::SCALE, node.place_of("scale"), format!("小数位数 {scale} 不在 0 到 6 之间。"))
            .hint("请写 scale = 2 这样的数。");
    }
}

fn measure(ty: &str, node: &Node, out: &mut Findings) {
    let Some(word) = node.text("in") else { return };
    let quantity = Measure::read(word).quantity;
    let say = |message: String, hint: &str, out: &mut Findings| {
        out.error(&codes::MEASURE, node.place_of("in"), message).hint(hint);
    };
    match ty {
        "money" if quantity != Some(kernel::Quantity::Money) => {
            say(format!("“{word}”不是钱的单位。"), "请写 元 或 万元。", out);
        }
        "integer" if quantity.is_some() => {
            say(format!("“{word}”要用小数记。"), "请把 type 改成 decimal；钱改成 money。", out);
        }
        "decimal" if quantity == Some(kernel::Quantity::Money) => {
            say(format!("“{word}”是钱。"), "请把 type 改成 money。", out);
        }
        "decimal" => {
            let declared = node.text("quantity");
            let meant = quantity.and_then(|q| serde_json::to_value(q).ok()).and_then(|q| q.as_str().map(str::to_owned));
            if declared.is_some() && declared != meant.as_deref() {
                let declared = declared.unwrap_or_default();
                say(format!("“{word}”量的不是 {declared}。"), "请改 in，或删去 quantity。", out);
            }
        }
        _ => {}
    }
}

fn default(pack: &Pack, field: &Field, node: &Node, out: &mut Findings) {
    let Some(text) = &field.default else { return };
    let decimal = |places: u32| text.parse::<Decimal>().is_ok_and(|number| number.normalize().scale() <= places);
    let (fits, hint) = match &field.ty {
        FieldType::Integer => (text.parse::<i64>().is_ok(), "请写整数，如 default = \"1\"。".to_owned()),
        FieldType::Decimal { scale, .. } => {
            (decimal(u32::from(*scale)), format!("请写最多 {scale} 位小数的数，如 default = \"1.5\"。"))
        }
        FieldType::Money => (decimal(6), "请写数，如 default = \"100\"。".to_owned()),
        FieldType::Bool => {
            (matches!(text.as_str(), "true" | "false"), "请写 default = \"true\" 或 \"false\"。".to_owned())
        }
        FieldType::Date => (text.parse::<Date>().is_ok(), "请写 default = \"2022-01-31\" 这样的日期。".to_owned()),
        FieldType::Choice(list) => match pack.codes.get(list) {
            Some(list) => {
                let hint = super::nearest::hint(text, list.codes.keys().map(String::as_str));
                (list.codes.contains_key(text), hint)
            }
            None => return,
        },
        FieldType::Text | FieldType::LongText => return,
        _ => (false, "这种类型不写 default。".to_owned()),
    };
    if !fits {
        out.error(&codes::DEFAULT, node.place_of("default"), format!("初值“{text}”不是这个字段能读的。")).hint(hint);
    }
}

fn privacy(field: &Field, node: &Node, out: &mut Findings) {
    let personal = matches!(field.ty, FieldType::IdNumber | FieldType::Phone | FieldType::Person);
    if personal && field.privacy == Privacy::Open {
        out.error(&codes::PRIVACY, node.place_of("privacy"), format!("“{}”涉及个人，不能对所有人公开。", field.name))
            .hint("请写 privacy = \"personal\"。");
    }
}

fn dated(field: &Field, node: &Node, out: &mut Findings) {
    let plain = !matches!(field.ty, FieldType::Table(_) | FieldType::File | FieldType::Photo) && !field.sealed;
    if field.dated && !plain {
        out.error(&codes::DATED_FIELD, node.place_of("dated"), format!("字段“{}”不能保留每段日期的值。", field.id))
            .hint("子表、文件、照片和加密的字段不写 dated。");
    }
}

/// A record leads to a file by one field; of the rows of a table there may be many, and none has a name of its own.
fn file_in_table(child: &Field, node: &Node, out: &mut Findings) {
    if matches!(child.ty, FieldType::File | FieldType::Photo) {
        let message = format!("子表的列“{}”不能收照片或文件。", child.id);
        out.error(&codes::FILE_FIELD, node.place_of("type"), message)
            .hint("请把它写成台账自己的字段，几张照片就写几个字段。");
    }
}

/// Every file lies sealed, whatever its field says; what the record keeps is an id that tells nothing.
fn sealed_file(field: &Field, node: &Node, out: &mut Findings) {
    if field.sealed && matches!(field.ty, FieldType::File | FieldType::Photo) {
        out.error(&codes::FILE_FIELD, node.place_of("sealed"), format!("字段“{}”不用写 sealed。", field.id))
            .hint("照片和文件的内容一律加密存放；请删去 sealed，要遮盖的写 privacy = \"personal\"。");
    }
}
