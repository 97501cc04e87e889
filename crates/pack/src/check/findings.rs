//! Where findings are collected: in order, without doubles.

use kernel::{Finding, Place};

use super::codes::Code;

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
}

/// A finding just added, to which a hint may still be given.
pub(crate) struct Added<'a>(&'a mut Finding);

impl Findings {
    pub fn error(&mut self, code: &'static Code, place: Place, message: impl Into<String>) -> Added<'_> {
        self.push(Finding::error(code.code, message, place))
    }

    pub fn push(&mut self, finding: Finding) -> Added<'_> {
        self.list.push(finding);
        let last = self.list.len() - 1;
        Added(&mut self.list[last])
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Finding::is_error)
    }

    /// All findings, by file and line.
    pub fn into_sorted(mut self) -> Vec<Finding> {
        self.list.sort_by(|a, b| {
            let by = |finding: &Finding| {
                (finding.place.file.clone(), finding.place.line, finding.place.column, finding.code.clone())
            };
            by(a).cmp(&by(b))
        });
        self.list.dedup();
        self.list
    }
}

impl Added<'_> {
    /// What to write instead; an empty hint is none.
    pub fn hint(self, hint: impl Into<String>) {
        let hint = hint.into();
        self.0.hint = (!hint.is_empty()).then_some(hint);
    }
}
