//! A document as files. Nothing here decides what a document says.

pub mod docx;
pub mod html;
pub mod text;

use kernel::Problem;

use crate::document::Document;

/// JSON, decimals as text.
pub fn json(document: &Document) -> Result<String, Problem> {
    serde_json::to_string_pretty(document).map_err(|error| {
        Problem::new("report.export", "报告没有写成。").hint("请重试;若仍不行,请联系管理员。").detail(error)
    })
}
