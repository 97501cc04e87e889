//! A document as files. Nothing here decides what a document says.

pub mod annex;
pub mod docx;
pub mod html;
pub mod text;

use std::collections::BTreeMap;

use kernel::{Ask, Date, IndicatorId, Problem};
use serde::{Deserialize, Serialize};

use crate::{document::Document, settle::Decision};

/// What a file holds besides the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Whether the table of what each figure rests on follows, even where the template does not ask for it.
    pub annex: bool,
    /// How indicators are defined, in words; one that is not here is shown by the number of its definition.
    pub definitions: BTreeMap<IndicatorId, String>,
    /// What single figures rest on, as far as it is known beyond what they say themselves.
    pub basis: BTreeMap<Ask, Basis>,
    /// What was decided about forecasts, gaps and small counts before the document was issued.
    pub decisions: Vec<Decision>,
}

/// What a figure rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Basis {
    /// The last day it speaks of.
    pub until: Date,
    /// How it is defined, in words.
    pub definition: String,
    /// Who answers for it: who gave a value with a source, or the unit whose records it is made of.
    pub answers: String,
    /// Where a value with a source is from, and by what method.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// JSON, decimals as text.
pub fn json(document: &Document) -> Result<String, Problem> {
    serde_json::to_string_pretty(document).map_err(|error| {
        Problem::new("report.export", "报告没有写成。").hint("请重试;若仍不行,请联系管理员。").detail(error)
    })
}
