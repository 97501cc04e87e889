//! That so much of a ledger, or a form, went out.

use std::time::Duration;

use kernel::Problem;

use super::run::Format;

/// Who has what is not for the log; that so much of a ledger, or a form, went out is.
pub(super) struct Log<'a> {
    pub ledger: Option<&'a str>,
    pub form: Option<&'a str>,
    pub format: Format,
    pub fields: String,
}

impl Log<'_> {
    pub fn tell(&self, rows: u64, bytes: u64, took: Duration, problem: Option<&Problem>) {
        let (ledger, form, format, fields) = (self.ledger, self.form, self.format.ending(), &self.fields);
        let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let (code, detail) =
            problem.map_or((None, None), |problem| (Some(problem.code.as_str()), problem.detail.as_deref()));
        tracing::info!(
            ledger.id = ledger,
            form.id = form,
            format,
            rows,
            fields,
            bytes,
            duration_ms,
            problem.code = code,
            problem.detail = detail,
            "export"
        );
    }
}
