//! The reference page of pack files, made from the same tables as the checks.

use std::fmt::Write as _;

use crate::{
    check::codes,
    keys::{self, Key, Kind, Shape},
};

/// `docs/reference/pack-files.md`.
pub fn reference_page() -> String {
    let mut page = String::from(HEAD);
    let mut told: Vec<&str> = Vec::new();
    for file in keys::FILES {
        let _ = writeln!(page, "\n## `{}`\n\n{}。 *{}.*", file.path, file.zh, file.en);
        match file.shape {
            Shape::Map(kind) => {
                let _ = writeln!(page, "\n每个编号一张表。 *One table an id.*");
                describe(kind, &mut page, &mut told);
            }
            Shape::Table(kind) => describe(kind, &mut page, &mut told),
            _ => {}
        }
    }
    page.push_str("\n## 检查会说的话 Findings\n\n| code | 含义 |\n|---|---|\n");
    for code in codes::ALL {
        let _ = writeln!(page, "| `{}` | {} |", code.code, code.says);
    }
    page.push_str("\n表达式里的问题以 `expr.` 开头。 *Findings within expressions begin with `expr.`.*\n");
    page
}

const HEAD: &str = "# 包的文件 Pack files

由 `crates/pack` 的键表生成，请不要手改：`UPDATE=1 cargo nextest run -p pack`。
*Generated from the key tables of `crates/pack`; do not edit.*

一个包是一个文件夹，一件事一个文件，文件名就是编号。带 ● 的键必须写。
*A pack is a folder, one thing a file; the file's name is its id. Keys marked ● are required.*
";

fn describe(kind: &'static Kind, page: &mut String, told: &mut Vec<&'static str>) {
    if told.contains(&kind.name) {
        return;
    }
    told.push(kind.name);
    table(kind.keys, page);
    for variant in kind.variants {
        let _ = writeln!(page, "\n**{}**（{}）", variant.zh, variant.leads.join("、"));
        table(variant.keys, page);
    }
    let inner = kind.keys.iter().chain(kind.variants.iter().flat_map(|variant| variant.keys));
    for key in inner {
        if let Shape::Table(child) | Shape::Tables(child) | Shape::Map(child) = key.shape
            && !told.contains(&child.name)
        {
            let short = if child.short { "，可以只写一段文字作名称" } else { "" };
            let _ = writeln!(page, "\n### {} 里的 {}{short}", kind.zh, child.zh);
            describe(child, page, told);
        }
    }
}

fn table(keys: &[Key], page: &mut String) {
    page.push_str("\n| 键 key | | 写法 | 含义 | meaning |\n|---|---|---|---|---|\n");
    for key in keys {
        let mark = if key.required { "●" } else { "" };
        let _ = writeln!(page, "| `{}` | {mark} | {} | {} | {} |", key.name, shape(key.shape), key.zh, key.en);
    }
}

fn shape(shape: Shape) -> String {
    match shape {
        Shape::Text | Shape::Words => "文字".to_owned(),
        Shape::Bool => "true/false".to_owned(),
        Shape::Integer => "整数".to_owned(),
        Shape::Decimal => "数".to_owned(),
        Shape::Date => "日期".to_owned(),
        Shape::Period => "期间".to_owned(),
        Shape::Choice(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" "),
        Shape::Texts => "文字的列表".to_owned(),
        Shape::TextOrTexts => "文字或列表".to_owned(),
        Shape::Expression => "表达式".to_owned(),
        Shape::Table(kind) => kind.zh.to_owned(),
        Shape::Tables(kind) => format!("{}的列表", kind.zh),
        Shape::Map(kind) => format!("编号 → {}", kind.zh),
        Shape::Decimals => "编号 → 数".to_owned(),
    }
}
