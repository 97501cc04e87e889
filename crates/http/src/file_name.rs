//! Names of files in headers: of one that is handed in as it is, without a form around it, and of one that is to be kept.

use axum::http::{HeaderMap, HeaderValue};
use kernel::Problem;

/// Of the header `x-file-name`, percent-encoded; blank where a client says none.
pub(crate) fn file_name(headers: &HeaderMap) -> String {
    headers.get("x-file-name").and_then(|value| value.to_str().ok()).map(decode).unwrap_or_default()
}

/// A file to be kept under this name.
pub(crate) fn attachment(name: &str) -> Result<HeaderValue, Problem> {
    disposition("attachment", name)
}

/// A file that a browser shows, and keeps under this name.
pub(crate) fn inline(name: &str) -> Result<HeaderValue, Problem> {
    disposition("inline", name)
}

fn disposition(how: &str, name: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(&format!("{how}; filename*=UTF-8''{}", encode(name)))
        .map_err(|_| Problem::new("server.broken", "文件名写不出来。").hint("请重试。"))
}

/// Percent-encoded, as RFC 5987 asks of file names.
fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Percent-decoding; what is not encoded rightly stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let byte =
            text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_files_decode() {
        for (text, expect) in [("a.csv", "a.csv"), ("%E8%A1%A8.xlsx", "表.xlsx"), ("100%", "100%"), ("%zz", "%zz")] {
            assert_eq!(super::decode(text), expect);
        }
        assert_eq!(super::encode("表 1.xlsx"), "%E8%A1%A8%201.xlsx");
    }
}
