//! A document as files. Nothing here decides what a document says.

mod annex;
pub mod docx;
pub mod html;
pub mod text;

use std::collections::BTreeMap;

use kernel::{IndicatorId, Problem};

use crate::document::Document;

/// What a file holds besides the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Whether the table of what each figure rests on follows, even where the template does not ask for it.
    pub annex: bool,
    /// How indicators are defined, in words; one that is not here is shown by the number of its definition.
    pub definitions: BTreeMap<IndicatorId, String>,
}

/// JSON, decimals as text.
pub fn json(document: &Document) -> Result<String, Problem> {
    serde_json::to_string_pretty(document).map_err(|error| {
        Problem::new("report.export", "报告没有写成。").hint("请重试;若仍不行,请联系管理员。").detail(error)
    })
}
