//! An issued version as its record keeps it: the whole document, what its figures rest on, and what was decided. The
//! digest over the whole tells at every reading whether it is still what was issued.

use kernel::{Ask, BookId, Cut, Date, Fields, LedgerId, Period, Problem, RecordId, ReportId, UnitId, Value};
use report::{
    Decision, Document,
    export::{Basis, Options},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use store::Record;

/// The reserved ledger of issued reports, and of forms that were sent up.
pub(crate) const ISSUES: &str = "_issue";

/// What is frozen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Frozen {
    /// The document.
    pub document: Document,
    /// What its figures rest on.
    pub basis: Vec<(Ask, Basis)>,
    /// What was decided about it.
    pub decisions: Vec<Decision>,
}

/// What says of a version which it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Issued {
    /// The report.
    pub report: ReportId,
    /// Its name when it was issued.
    pub name: String,
    /// For which unit.
    pub unit: UnitId,
    /// For which period.
    pub period: Period,
    /// 1, 2, …
    pub number: u32,
    /// The day.
    pub on: Date,
    /// Who saw to it, by name.
    pub by: Option<String>,
    /// What was said with it.
    pub note: Option<String>,
    /// The positions its figures were asked at.
    pub as_of: Cut,
    /// SHA-256 of what is frozen.
    pub digest: String,
}

impl Frozen {
    /// What the annex of a file is made of.
    pub fn options(&self, annex: bool) -> Options {
        let basis = self.basis.iter().cloned().collect();
        Options { annex, basis, decisions: self.decisions.clone(), ..Options::default() }
    }
}

impl Issued {
    /// What a record says of it, with the text that is frozen.
    pub(crate) fn fields(&self, frozen: &str) -> Fields {
        let words = |text: &str| Some(Value::Text(text.to_owned()));
        let fields: [(&str, Option<Value>); 10] = [
            ("report", words(self.report.as_str())),
            ("name", words(&self.name)),
            ("period", words(&self.period.to_string())),
            ("number", Some(Value::Integer(self.number.into()))),
            ("on", Some(Value::Date(self.on))),
            ("by", self.by.as_deref().and_then(words)),
            ("note", self.note.as_deref().and_then(words)),
            ("as_of", words(&self.as_of.to_string())),
            ("digest", words(&self.digest)),
            ("frozen", words(frozen)),
        ];
        fields.into_iter().filter_map(|(id, value)| Some((id.into(), value?))).collect()
    }
}

/// As it is kept.
pub(crate) fn freeze<T: Serialize>(whole: &T) -> Result<String, Problem> {
    serde_json::to_string(whole).map_err(|error| {
        Problem::new("report.export", "报告没有写成。")
            .hint("请重试；仍不行时请联系管理员。")
            .detail(format!("{:?}", error.classify()))
    })
}

/// The name of a version's record: two who issue at once reach for the same, and one of them is told.
pub(crate) fn record_id(report: &str, unit: &UnitId, period: Period, number: u32) -> RecordId {
    RecordId::from(format!("{report}:{unit}:{period}:{number}"))
}

/// The ledger of issued reports.
pub(crate) fn ledger() -> LedgerId {
    LedgerId::from(ISSUES)
}

/// SHA-256, as text.
pub(crate) fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a record says of its version.
pub(super) fn issued(record: &Record) -> Result<Issued, Problem> {
    let text = |id: &str| record.fields.get(id).and_then(Value::as_text).map(str::to_owned);
    let read = || {
        Some(Issued {
            report: text("report")?.into(),
            name: text("name")?,
            unit: record.unit.clone(),
            period: text("period")?.parse().ok()?,
            number: match record.fields.get("number")? {
                Value::Integer(number) => u32::try_from(*number).ok()?,
                _ => return None,
            },
            on: record.fields.get("on").and_then(Value::as_date)?,
            by: text("by"),
            note: text("note"),
            as_of: text("as_of")?.parse().ok()?,
            digest: text("digest")?,
        })
    };
    read().ok_or_else(|| damaged(&record.book, &record.record))
}

/// What a record has frozen, if it is still what was issued.
pub(super) fn thaw<T: DeserializeOwned>(record: &Record) -> Result<T, Problem> {
    let text = record.fields.get("frozen").and_then(Value::as_text).unwrap_or_default();
    let whole = record.fields.get("digest").and_then(Value::as_text) == Some(digest(text).as_str());
    let read = || serde_json::from_str(text).ok();
    whole.then(read).flatten().ok_or_else(|| damaged(&record.book, &record.record))
}

pub(crate) fn damaged(book: &BookId, record: &RecordId) -> Problem {
    Problem::new("store.damaged_version", "这一版存下的全文与印发时的摘要对不上，不能当作印发的原文。")
        .hint("请让管理员运行 qianmo verify，并用备份核对。")
        .detail(format!("{book}/{record}"))
}
