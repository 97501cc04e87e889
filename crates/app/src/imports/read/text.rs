//! Which characters the bytes of a text are: the first reading under which all of them are characters.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};
use kernel::Finding;

use super::{unreadable, webpage};

/// The text of a file in UTF-8, UTF-16 or GB18030 (which reads GBK and GB2312).
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Finding> {
    if bytes.is_empty() {
        return Err(unreadable("文件是空的。", "请检查是否选错了文件。"));
    }
    let encoding = match bytes {
        [0xef, 0xbb, 0xbf, ..] => UTF_8,
        [0xff, 0xfe, ..] => UTF_16LE,
        [0xfe, 0xff, ..] => UTF_16BE,
        _ if is_wide(bytes) => without_mark(bytes),
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => GB18030,
    };
    let body = match (encoding, bytes) {
        (_, [0xef, 0xbb, 0xbf, rest @ ..]) => rest,
        (_, [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..]) => rest,
        _ => bytes,
    };
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Err(unreadable("这是一份 PDF 或图片，不是表格。", "请用表格软件做成 xlsx 后再导入。"));
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(body).ok_or_else(|| {
        unreadable("文件的文字编码认不出来，或文件已损坏。", "请用表格软件打开，另存为 xlsx 或“CSV UTF-8”后再导入。")
    })?;
    if text.chars().all(|c| c.is_whitespace() || c == '\0') {
        return Err(unreadable("文件是空的。", "请检查是否选错了文件。"));
    }
    if let Some(page) = webpage::told(&text) {
        return Err(page);
    }
    Ok(text)
}

/// UTF-16 has a zero beside every plain character; a stray zero in other text is only dirt.
fn is_wide(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    zeros > 0 && (zeros * 20 >= bytes.len() || std::str::from_utf8(bytes).is_err())
}

/// UTF-16 without its mark: the zeros of plain characters stand on one side.
fn without_mark(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    if zeros(1) >= zeros(0) { UTF_16LE } else { UTF_16BE }
}
