//! A draft on the wire and back.

use app::{
    imports::{Seen, TYPES},
    packs::{Column, LedgerDraft, Used},
};
use kernel::{Finding, Place, Problem};
use pack::model::{LedgerKind, Privacy};

use crate::{ledgers::kind, wire};

const USES: [(&str, Used); 4] =
    [("field", Used::Field), ("unit", Used::Unit), ("number_of", Used::NumberOf), ("none", Used::Nothing)];
const PRIVACY: [(&str, Privacy); 4] = [
    ("open", Privacy::Open),
    ("internal", Privacy::Internal),
    ("personal", Privacy::Personal),
    ("sensitive", Privacy::Sensitive),
];

pub(super) fn written(draft: &LedgerDraft, seen: &[Seen]) -> wire::Draft {
    let field = |(column, seen): (&Column, &Seen)| wire::DraftField {
        id: column.id.clone(),
        name: column.name.clone(),
        heading: column.heading.clone(),
        column: seen.column,
        used: word(&USES, column.used).to_owned(),
        ty: column.ty.clone(),
        measure: column.measure.clone(),
        scale: column.scale,
        required: column.required,
        privacy: word(&PRIVACY, column.privacy).to_owned(),
        codes: column.codes.clone(),
        filled: seen.filled,
        distinct: seen.distinct,
        samples: seen.samples.clone(),
        because: seen.because.clone(),
    };
    let unit = draft.columns.iter().find(|column| column.used == Used::Unit);
    wire::Draft {
        name: draft.name.clone(),
        kind: kind(draft.kind).to_owned(),
        mandate: draft.mandate.clone(),
        counted: draft.counted.clone(),
        date: draft.date.clone(),
        begins: draft.begins.map(|day| day.to_string()),
        key: draft.key.clone(),
        title: draft.title.clone(),
        unit_heading: unit.map(|column| column.heading.clone()),
        fields: draft.columns.iter().zip(seen).map(field).collect(),
    }
}

/// All words that are none are found at once.
pub(super) fn read(draft: wire::Draft) -> Result<LedgerDraft, Problem> {
    let mut findings = Vec::new();
    let mut say = |field: &str, message: String, hint: &str| {
        findings.push(Finding::error("ledger.invalid", message, Place::field(field)).hint(hint));
    };
    let kind = match draft.kind.as_str() {
        "register" => LedgerKind::Register,
        "log" => LedgerKind::Log,
        other => {
            say("kind", format!("台账没有“{other}”这一类。"), "请选名册（register）或记录（log）。");
            LedgerKind::Log
        }
    };
    let begins = match draft.begins.as_deref().map(str::trim).filter(|day| !day.is_empty()).map(str::parse) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(_)) => {
            say("begins", "起始日期读不懂。".to_owned(), "请写成 2026-01-01 的样子。");
            None
        }
    };
    let mut columns = Vec::new();
    for field in draft.fields {
        let used = value(&USES, &field.used);
        let privacy = if field.privacy.is_empty() { Some(Privacy::Internal) } else { value(&PRIVACY, &field.privacy) };
        if used.is_none() {
            say(&field.id, format!("“{}”的用处“{}”不认识。", field.name, field.used), "请重新选。");
        }
        if privacy.is_none() {
            say(&field.id, format!("“{}”的公开程度“{}”不认识。", field.name, field.privacy), "请重新选。");
        }
        if !TYPES.contains(&field.ty.as_str()) {
            say(&field.id, format!("“{}”的类型“{}”不认识。", field.name, field.ty), "请重新选。");
        }
        columns.push(Column {
            id: field.id,
            name: field.name,
            heading: field.heading,
            used: used.unwrap_or(Used::Nothing),
            ty: field.ty,
            measure: field.measure,
            scale: field.scale,
            required: field.required,
            privacy: privacy.unwrap_or_default(),
            codes: field.codes,
        });
    }
    if !findings.is_empty() {
        return Err(Problem::new("ledger.invalid", format!("有{}处需要修改，台账还没有建。", findings.len()))
            .hint("请按下面的提示修改后再试。")
            .findings(findings));
    }
    let (date, key, title) = (draft.date.filter(|date| !date.is_empty()), draft.key, draft.title);
    Ok(LedgerDraft {
        name: draft.name,
        only: None,
        kind,
        mandate: draft.mandate,
        counted: draft.counted,
        date,
        begins,
        key,
        title,
        columns,
    })
}

fn word<T: PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, own)| *own == value).map_or("", |(word, _)| word)
}

fn value<T: Copy>(table: &[(&'static str, T)], word: &str) -> Option<T> {
    table.iter().find(|(own, _)| *own == word).map(|(_, value)| *value)
}
