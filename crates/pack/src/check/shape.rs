//! Tables against the key tables: unknown keys, missing keys, values of the wrong shape. What follows reads silently.

use super::{Findings, codes, nearest};
use crate::{
    keys::{Key, Kind, Shape, Variant},
    read::{Node, Raw},
};

/// Checks a value and all below it.
pub(crate) fn check(node: &Node, shape: Shape, out: &mut Findings) {
    match shape {
        Shape::Table(kind) => table(node, kind, out),
        Shape::Map(kind) => each(node, out, |child, out| table(child, kind, out)),
        Shape::Decimals => each(node, out, |child, out| check(child, Shape::Decimal, out)),
        Shape::Tables(kind) => items(node, out, |child, out| table(child, kind, out)),
        Shape::Texts => items(node, out, |child, out| check(child, Shape::Words, out)),
        Shape::TextOrTexts if matches!(node.raw, Raw::List(_)) => check(node, Shape::Texts, out),
        Shape::Choice(words) => match node.as_text() {
            Some(word) if !words.contains(&word) => out
                .error(&codes::UNKNOWN_CHOICE, node.place(), format!("“{word}”不在允许的范围里。"))
                .hint(nearest::hint(word, words.iter().copied())),
            Some(_) => {}
            None => wrong(node, shape, out),
        },
        _ if fits(node, shape) => {}
        _ => wrong(node, shape, out),
    }
}

fn table(node: &Node, kind: &Kind, out: &mut Findings) {
    if kind.short && matches!(&node.raw, Raw::Text(text) if !text.trim().is_empty()) {
        return;
    }
    if !matches!(node.raw, Raw::Table(_)) {
        let message = format!("“{}”应当是{}的一张表。", last(&node.path), kind.zh);
        let hint = if kind.short {
            "请写成 名 = \"文字\"，或 名 = { name = \"文字\" }。"
        } else {
            "请写成 [名称] 开头的一段。"
        };
        return out.error(&codes::WRONG_SHAPE, node.place(), message).hint(hint);
    }
    let Some(variant) = variant(node, kind, out) else { return };
    let known: Vec<&Key> = kind.keys.iter().chain(variant.map_or(&[][..], |v| v.keys)).collect();
    for (name, child) in node.entries() {
        match known.iter().find(|key| key.name == name) {
            Some(key) => check(child, key.shape, out),
            None => unknown(child, name, &known, kind, out),
        }
    }
    for key in known.iter().filter(|key| key.required && node.get(key.name).is_none()) {
        out.error(&codes::MISSING_KEY, node.place(), format!("{}缺少 {}：{}。", kind.zh, key.name, key.zh))
            .hint(format!("请加一行：{}", example(key)));
    }
}

/// The one variant that is led, where the kind has any; `None` after saying that it is not one.
fn variant(node: &Node, kind: &Kind, out: &mut Findings) -> Option<Option<&'static Variant>> {
    if kind.variants.is_empty() {
        return Some(None);
    }
    let led: Vec<&'static Variant> = led_variants(node, kind);
    match led.as_slice() {
        [one] => Some(Some(one)),
        [] if node.entries().any(|(_, child)| matches!(child.raw, Raw::Table(_))) => {
            out.error(&codes::QUOTED_ID, node.place(), format!("“{}”里套着表，不像{}。", node.path, kind.zh))
                .hint("编号里不要写点。");
            None
        }
        [] => {
            let leads: Vec<&str> = kind.variants.iter().map(|variant| variant.leads[0]).collect();
            let (code, what, _) = ways(node, kind);
            out.error(code, node.place(), format!("{what}。")).hint(format!("请写以下之一：{}。", leads.join("、")));
            None
        }
        many => {
            let ways: Vec<String> = many.iter().map(|v| format!("{}（{}）", v.zh, v.leads[0])).collect();
            let (code, _, only) = self::ways(node, kind);
            let what = if kind.name == "indicator" { format!("指标“{}”", node.path) } else { kind.zh.to_owned() };
            out.error(code, node.place(), format!("{what}同时写了{}。", ways.join("和"))).hint(only);
            None
        }
    }
}

/// Of a kind that may be one of several ways: the code of what is not exactly one of them, what is said where it is none,
/// and what to do where it is several.
fn ways(node: &Node, kind: &Kind) -> (&'static codes::Code, String, &'static str) {
    match kind.name {
        "form" => (
            &codes::FORM_ROWS,
            "上报表没有写一行是什么".to_owned(),
            "一张上报表的行要么是记录（ledger），要么是下级单位（each），请留下一种。",
        ),
        "form_column" => (
            &codes::FORM_COLUMN,
            format!("{}没有写填什么", node.text("name").map_or("这一列".to_owned(), |name| format!("“{name}”一列"))),
            "一列只填一样，请留下一样，其余另写一列。",
        ),
        _ => (
            &codes::INDICATOR_KIND,
            format!("指标“{}”没有写怎样计算", node.path),
            "一个指标只有一种算法，请留下一种，其余另立指标。",
        ),
    }
}

/// The variants whose leading keys are there.
pub(crate) fn led_variants(node: &Node, kind: &Kind) -> Vec<&'static Variant> {
    kind.variants.iter().filter(|variant| variant.leads.iter().any(|lead| node.get(lead).is_some())).collect()
}

fn unknown(node: &Node, name: &str, known: &[&Key], kind: &Kind, out: &mut Findings) {
    let other = kind.variants.iter().find(|variant| variant.keys.iter().any(|key| key.name == name));
    if let Some(other) = other {
        out.error(&codes::FOREIGN_KEY, node.place(), format!("键 {name} 属于“{}”，不能写在这里。", other.zh))
            .hint(format!("请删去这一行，或另写一个{}。", kind.zh));
    } else if kind.name == "parameter" && matches!(node.raw, Raw::Table(_)) {
        out.error(&codes::QUOTED_ID, node.place(), format!("参数编号“{}”带点，要加引号。", node.path))
            .hint(format!("请写成 [\"{}\"]。", node.path));
    } else {
        out.error(&codes::UNKNOWN_KEY, node.place(), format!("{}没有“{name}”这个键。", kind.zh))
            .hint(nearest::hint(name, known.iter().map(|key| key.name)));
    }
}

fn each(node: &Node, out: &mut Findings, mut each: impl FnMut(&Node, &mut Findings)) {
    if matches!(node.raw, Raw::Table(_)) {
        node.entries().for_each(|(_, child)| each(child, out));
    } else {
        out.error(&codes::WRONG_SHAPE, node.place(), format!("“{}”应当是一张表。", last(&node.path)))
            .hint(format!("请写成 [{}] 开头的一段。", node.path));
    }
}

fn items(node: &Node, out: &mut Findings, mut each: impl FnMut(&Node, &mut Findings)) {
    if matches!(node.raw, Raw::List(_)) {
        node.items().iter().for_each(|child| each(child, out));
    } else {
        out.error(&codes::WRONG_SHAPE, node.place(), format!("“{}”应当是一个列表。", last(&node.path)))
            .hint(format!("请写成 {} = [ …… ]。", last(&node.path)));
    }
}

fn fits(node: &Node, shape: Shape) -> bool {
    match shape {
        Shape::Bool => matches!(node.raw, Raw::Bool(_)),
        Shape::Integer => matches!(&node.raw, Raw::Number(text) if text.parse::<i64>().is_ok()),
        Shape::Decimal => node.as_decimal().is_some(),
        Shape::Date => node.as_date().is_some(),
        Shape::Period => node.as_text().is_some_and(|text| text.parse::<kernel::Period>().is_ok()),
        Shape::Words | Shape::Expression | Shape::TextOrTexts => {
            node.as_text().is_some_and(|text| !text.trim().is_empty())
        }
        _ => node.as_text().is_some(),
    }
}

fn wrong(node: &Node, shape: Shape, out: &mut Findings) {
    let name = last(&node.path);
    let (what, hint) = match shape {
        Shape::Bool => (" true 或 false", format!("请写 {name} = true 或 {name} = false。")),
        Shape::Integer => ("整数", format!("请写成 {name} = 2，不加引号。")),
        Shape::Decimal => ("数", format!("请写成 {name} = \"12.5\"。")),
        Shape::Date => ("日期", format!("请写成 {name} = \"2022-01-31\"。")),
        Shape::Period => ("期间", format!("请写成 {name} = \"2022\"、\"2022-Q3\" 或 \"2022-08\"。")),
        _ => ("文字，不能空着", format!("请写成 {name} = \"……\"。")),
    };
    out.error(&codes::WRONG_SHAPE, node.place(), format!("“{name}”应当是{what}。")).hint(hint);
}

fn example(key: &Key) -> String {
    let name = key.name;
    match key.shape {
        Shape::Bool => format!("{name} = true"),
        Shape::Integer => format!("{name} = 2"),
        Shape::Texts => format!("{name} = [\"……\"]"),
        Shape::Table(_) | Shape::Map(_) | Shape::Decimals => format!("[{name}]"),
        Shape::Tables(_) => format!("{name} = [{{ …… }}]"),
        Shape::Choice(words) => format!("{name} = \"{}\"", words[0]),
        Shape::Date => format!("{name} = \"2022-01-31\""),
        _ => format!("{name} = \"……\""),
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
