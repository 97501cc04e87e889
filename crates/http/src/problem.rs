//! The one table from a Problem's code to an HTTP status, and the shape a problem travels in.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Finding, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// A problem on the wire (`application/problem+json`).
#[derive(Serialize, ToSchema)]
pub struct WireProblem {
    /// Stable code.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// All that was found wrong in what was handed in.
    pub findings: Vec<WireFinding>,
}

/// One thing wrong.
#[derive(Serialize, ToSchema, Clone)]
pub struct WireFinding {
    /// Stable code.
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The file.
    pub file: Option<String>,
    /// The sheet.
    pub sheet: Option<String>,
    /// Line or row, from 1.
    pub line: Option<u32>,
    /// Column, from 1.
    pub column: Option<u32>,
    /// The field.
    pub field: Option<String>,
    /// The record that is in the way, where the reader may know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub there: Option<WireRecordAt>,
}

/// Which record.
#[derive(Serialize, ToSchema, Clone)]
pub struct WireRecordAt {
    /// Its ledger.
    pub ledger: String,
    /// The book that keeps it.
    pub book: String,
    /// Its id.
    pub record: String,
}

/// The status that problems are answered with whose code begins like this.
#[derive(Serialize, ToSchema)]
pub struct WireStatus {
    /// The beginning of a code; the longest that fits decides.
    pub code: String,
    /// The HTTP status.
    pub status: u16,
}

/// What a route answers when it cannot do what was asked.
#[derive(Debug)]
pub struct Refusal(pub Problem);

/// What goes with the answer to whoever writes the log. Sentence, hint and findings repeat what a person wrote, and
/// are for that person alone.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The problem's code.
    pub code: String,
    /// Its detail.
    pub detail: Option<String>,
}

/// That somebody is to wait, for as many seconds as its detail says.
pub(crate) const TOO_MANY: &str = "session.too_many";

/// Codes by the beginning of their name; the longest that fits decides.
const STATUSES: &[(&str, StatusCode)] = &[
    ("not_found", StatusCode::NOT_FOUND),
    ("access.", StatusCode::NOT_FOUND),
    ("session.", StatusCode::UNAUTHORIZED),
    ("session.must_change", StatusCode::FORBIDDEN),
    ("session.must_set_up", StatusCode::FORBIDDEN),
    ("session.no_accounts", StatusCode::FORBIDDEN),
    ("session.not_for_programs", StatusCode::FORBIDDEN),
    ("session.two_ways", StatusCode::BAD_REQUEST),
    (TOO_MANY, StatusCode::TOO_MANY_REQUESTS),
    ("cut.", StatusCode::UNPROCESSABLE_ENTITY),
    ("account.", StatusCode::UNPROCESSABLE_ENTITY),
    ("account.wrong", StatusCode::UNAUTHORIZED),
    ("account.wrong_old", StatusCode::UNPROCESSABLE_ENTITY),
    ("account.wrong_proof", StatusCode::UNPROCESSABLE_ENTITY),
    ("account.codes_", StatusCode::CONFLICT),
    ("account.no_device", StatusCode::CONFLICT),
    ("account.yourself", StatusCode::FORBIDDEN),
    ("account.founded", StatusCode::CONFLICT),
    ("account.none", StatusCode::CONFLICT),
    ("account.ended", StatusCode::CONFLICT),
    ("account.clash", StatusCode::CONFLICT),
    ("account.login_taken", StatusCode::CONFLICT),
    ("account.last_officer", StatusCode::CONFLICT),
    ("account.hashing", StatusCode::INTERNAL_SERVER_ERROR),
    ("account.no_outside", StatusCode::CONFLICT),
    ("account.outside_taken", StatusCode::CONFLICT),
    ("outside.", StatusCode::UNAUTHORIZED),
    ("outside.away", StatusCode::SERVICE_UNAVAILABLE),
    ("hook.", StatusCode::UNPROCESSABLE_ENTITY),
    ("hook.too_many", StatusCode::CONFLICT),
    ("hook.no_way", StatusCode::CONFLICT),
    ("hook.broken", StatusCode::INTERNAL_SERVER_ERROR),
    ("token.", StatusCode::UNPROCESSABLE_ENTITY),
    ("token.officer", StatusCode::FORBIDDEN),
    ("token.too_many", StatusCode::CONFLICT),
    ("request.", StatusCode::BAD_REQUEST),
    ("record.conflict", StatusCode::CONFLICT),
    ("record.duplicate_key", StatusCode::CONFLICT),
    ("record.request_reused", StatusCode::CONFLICT),
    ("page.", StatusCode::BAD_REQUEST),
    ("period.", StatusCode::UNPROCESSABLE_ENTITY),
    ("list.", StatusCode::UNPROCESSABLE_ENTITY),
    ("record.", StatusCode::UNPROCESSABLE_ENTITY),
    ("undo.", StatusCode::CONFLICT),
    ("undo.no_reason", StatusCode::UNPROCESSABLE_ENTITY),
    ("figure.cut_ahead", StatusCode::BAD_REQUEST),
    ("file.", StatusCode::UNPROCESSABLE_ENTITY),
    ("file.too_large", StatusCode::PAYLOAD_TOO_LARGE),
    ("step.", StatusCode::UNPROCESSABLE_ENTITY),
    ("import.", StatusCode::UNPROCESSABLE_ENTITY),
    ("export.", StatusCode::UNPROCESSABLE_ENTITY),
    ("expr.", StatusCode::UNPROCESSABLE_ENTITY),
    ("pack.", StatusCode::UNPROCESSABLE_ENTITY),
    ("report.", StatusCode::UNPROCESSABLE_ENTITY),
    ("form.", StatusCode::UNPROCESSABLE_ENTITY),
    ("learn.", StatusCode::UNPROCESSABLE_ENTITY),
    ("figure.", StatusCode::UNPROCESSABLE_ENTITY),
    ("field.", StatusCode::UNPROCESSABLE_ENTITY),
    ("value.", StatusCode::UNPROCESSABLE_ENTITY),
    ("status.", StatusCode::CONFLICT),
    ("backup.in_progress", StatusCode::CONFLICT),
    ("view.", StatusCode::UNPROCESSABLE_ENTITY),
    ("view.too_many", StatusCode::CONFLICT),
    ("view.moved", StatusCode::CONFLICT),
    ("home.", StatusCode::UNPROCESSABLE_ENTITY),
    ("home.moved", StatusCode::CONFLICT),
    ("start.", StatusCode::UNPROCESSABLE_ENTITY),
    ("start.empty", StatusCode::CONFLICT),
    ("start.founded", StatusCode::CONFLICT),
    ("unit.", StatusCode::UNPROCESSABLE_ENTITY),
    ("parameter.", StatusCode::UNPROCESSABLE_ENTITY),
    ("ledger.", StatusCode::UNPROCESSABLE_ENTITY),
    ("shapes.", StatusCode::UNPROCESSABLE_ENTITY),
    ("shapes.too_large", StatusCode::PAYLOAD_TOO_LARGE),
    ("store.too_large", StatusCode::PAYLOAD_TOO_LARGE),
    ("store.in_use", StatusCode::SERVICE_UNAVAILABLE),
    ("store.newer_format", StatusCode::SERVICE_UNAVAILABLE),
    ("store.not_a_text", StatusCode::UNPROCESSABLE_ENTITY),
    ("store.pack_moved", StatusCode::CONFLICT),
    ("store.unanswered", StatusCode::SERVICE_UNAVAILABLE),
    ("store.unreachable", StatusCode::SERVICE_UNAVAILABLE),
];

/// The status of a code; what the table does not name is our own fault.
pub fn status(code: &str) -> StatusCode {
    STATUSES
        .iter()
        .filter(|(prefix, _)| code.starts_with(prefix))
        .max_by_key(|(prefix, _)| prefix.len())
        .map_or(StatusCode::INTERNAL_SERVER_ERROR, |(_, status)| *status)
}

/// The table, for `GET /api/problems`.
pub fn table() -> Vec<WireStatus> {
    STATUSES.iter().map(|(code, status)| WireStatus { code: (*code).to_owned(), status: status.as_u16() }).collect()
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<&Finding> for WireFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code.clone(),
            severity: if finding.is_error() { "error" } else { "warning" }.to_owned(),
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            file: finding.place.file.clone(),
            sheet: finding.place.sheet.clone(),
            line: finding.place.line,
            column: finding.place.column,
            field: finding.place.field.clone(),
            there: finding.there.as_ref().map(|there| WireRecordAt {
                ledger: there.ledger.to_string(),
                book: there.book.to_string(),
                record: there.record.to_string(),
            }),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(problem) = self;
        let status = status(&problem.code);
        let told = Told { code: problem.code.clone(), detail: problem.detail };
        let wait = told.detail.as_deref().filter(|_| told.code == TOO_MANY);
        let wait = wait.and_then(|seconds| HeaderValue::from_str(seconds).ok());
        let wire = WireProblem {
            code: problem.code,
            message: problem.message,
            hint: problem.hint,
            findings: problem.findings.iter().map(WireFinding::from).collect(),
        };
        let mut response = (status, Json(wire)).into_response();
        response.headers_mut().extend(wait.map(|seconds| (header::RETRY_AFTER, seconds)));
        response.extensions_mut().insert(told);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

/// Refusals that the router made by itself (no such method, a path that cannot be read) in the same shape and words.
pub async fn in_words(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_ours = kind.contains("json") || response.extensions().get::<Told>().is_some();
    if !status.is_client_error() || is_ours {
        return response;
    }
    let problem = match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            Problem::new("request.method", "这个网址不支持这样的操作。").hint("接口列表见 /api/openapi.json。")
        }
        StatusCode::NOT_FOUND => Problem::not_found("这个网址"),
        _ => Problem::new("request.path", "网址里有读不懂的部分。").hint("接口列表见 /api/openapi.json。"),
    };
    let mut answer = Refusal(problem).into_response();
    *answer.status_mut() = status;
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_to_wait_is_told_how_long() {
        let refused = |code: &str| Refusal(Problem::new(code, "先停一停。").detail(601)).into_response();
        assert_eq!(refused(TOO_MANY).headers()[header::RETRY_AFTER], "601");
        assert_eq!(refused(TOO_MANY).status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(refused("store.broken").headers().get(header::RETRY_AFTER).is_none());
    }

    #[test]
    fn the_longest_prefix_decides() {
        let check = |code: &str, expect: u16| assert_eq!(status(code).as_u16(), expect, "{code}");
        check("record.conflict", 409);
        check("record.invalid", 422);
        check("not_found", 404);
        check("account.wrong", 401);
        check("account.wrong_old", 422);
        check("store.broken", 500);
        check("store.in_use", 503);
    }
}
