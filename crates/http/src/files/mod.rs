//! Photos and files of records, as they are: handed in as a raw body, given with headers that keep a browser from making
//! more of them than they are.

mod give;
mod hand_in;
mod open;
mod own;

use app::files::{FileInfo, Given, Kind};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{file_name, problem::Refusal, wire};

pub use give::*;
pub use hand_in::*;
pub use open::*;
pub use own::*;

/// A file's address: ledger, book, record, field.
pub type Address = axum::extract::Path<(String, String, String, String)>;

/// Nothing a file holds is run, asks for anything, or knows the page it was opened from.
const HARMLESS: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'");

/// What is known of a file, on the wire.
pub(crate) fn info(file: &FileInfo) -> wire::FileInfo {
    let FileInfo { id, name, media_type, size } = file.clone();
    wire::FileInfo { file: id, name, media_type, size }
}

/// Whether a browser may keep a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// But it asks each time whether the reader may still have it.
    Asking,
    /// Not at all.
    Nowhere,
}

/// A file as an answer. Pictures and PDF are shown, everything else is to be kept under its name; of a kind that is not
/// known any more nothing is made at all.
fn answer(given: Given, kept: Kept, asked: &HeaderMap) -> Result<Response, Refusal> {
    let Given { info, bytes } = given;
    let kind = Kind::called(&info.media_type);
    let disposition = match kind.is_some_and(Kind::is_shown) {
        true => file_name::inline(&info.name)?,
        false => file_name::attachment(&info.name)?,
    };
    let tag = HeaderValue::from_str(&format!("\"{}\"", info.id)).unwrap_or(HeaderValue::from_static(""));
    let known = kept == Kept::Asking && asked.get(header::IF_NONE_MATCH) == Some(&tag);
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    let headers = response.headers_mut();
    let kind = kind.map_or("application/octet-stream", Kind::media_type);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CONTENT_SECURITY_POLICY, HARMLESS);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    match kept {
        Kept::Asking => {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
            headers.insert(header::ETAG, tag);
        }
        Kept::Nowhere => {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
    Ok(response)
}
