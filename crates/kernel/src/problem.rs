//! What every door answers when it cannot do what was asked: a stable code, a sentence, where, and what to do next.
//! Readers of what people wrote return all [`Finding`]s at once; a use case that cannot go on returns one [`Problem`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{BookId, LedgerId, RecordId};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The thing cannot be used as it is.
    Error,
    /// It can be used, but somebody should look.
    Warning,
}

/// Where something was found. Numbers count from 1, as people do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to what was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Line of a text, or row of a sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column within the line; in a sheet, the number of its column (1 is A).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The field, key or parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// A record that a finding speaks of. Whoever hands the finding on looks whether its reader may know of the record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct RecordAt {
    /// Its ledger.
    pub ledger: LedgerId,
    /// The book that keeps it.
    pub book: BookId,
    /// Its id.
    pub record: RecordId,
}

/// One thing wrong with what was read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Stable, in lower case with dots: `pack.unknown_field`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, one sentence in Chinese.
    pub message: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Where.
    #[serde(default)]
    pub place: Place,
    /// The record that is in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub there: Option<RecordAt>,
}

/// Why something was not done. Nothing of it was done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// Stable, in lower case with dots: `record.conflict`. The http room maps it to a status in one table.
    pub code: String,
    /// What happened, one sentence in Chinese.
    pub message: String,
    /// What to do next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// All that was found wrong, where the cause is in what was handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// For the log, and never sent to a client. It is written out as it stands, so it says what failed (a code of the
    /// system, a position, ids of a pack) and never what somebody wrote: no value of a field, no cell, no query, no name
    /// of a file, and no message of a parser or a panic, which repeat such things. `tests/privacy.test.mjs` looks.
    #[serde(skip)]
    pub detail: Option<String>,
}

impl Place {
    /// A place in a file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), ..Self::default() }
    }

    /// A cell of a sheet, both counted from 1.
    pub fn cell(sheet: impl Into<String>, row: u32, column: u32) -> Self {
        Self { sheet: Some(sheet.into()), line: Some(row), column: Some(column), ..Self::default() }
    }

    /// A field of what was handed in.
    pub fn field(field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..Self::default() }
    }

    /// The same place with a line.
    pub fn line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }
}

impl Finding {
    /// An error.
    pub fn error(code: &str, message: impl Into<String>, place: Place) -> Self {
        Self {
            code: code.to_owned(),
            severity: Severity::Error,
            message: message.into(),
            hint: None,
            place,
            there: None,
        }
    }

    /// A warning.
    pub fn warning(code: &str, message: impl Into<String>, place: Place) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, place) }
    }

    /// With what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With the record that is in the way.
    pub fn there(mut self, record: RecordAt) -> Self {
        self.there = Some(record);
        self
    }

    /// Whether it forbids use.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl Problem {
    /// A problem with its sentence.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), hint: None, findings: Vec::new(), detail: None }
    }

    /// With what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With everything found wrong.
    pub fn findings(mut self, findings: Vec<Finding>) -> Self {
        self.findings = findings;
        self
    }

    /// With a note for the log.
    pub fn detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The thing asked for does not exist, or the reader may not know that it does.
    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new("not_found", format!("没有找到{what}。")).hint("请检查名称或编号是否正确。")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.file.clone());
        parts.extend(self.sheet.as_ref().map(|sheet| format!("[{sheet}]")));
        match (self.line, self.column) {
            (Some(line), Some(column)) => parts.push(format!("{line}:{column}")),
            (Some(line), None) => parts.push(line.to_string()),
            (None, Some(column)) => parts.push(format!(":{column}")),
            (None, None) => {}
        }
        parts.extend(self.field.clone());
        f.write_str(&parts.join(":"))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.is_error() { "错误" } else { "提醒" };
        write!(f, "{}: {mark}[{}] {}", self.place, self.code, self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, " → {hint}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.code, self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " → {hint}")?;
        }
        self.findings.iter().try_for_each(|finding| write!(f, "\n  {finding}"))
    }
}

impl std::error::Error for Problem {}
