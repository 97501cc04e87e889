//! For whom and when a report is built.

use std::collections::BTreeMap;

use kernel::{Cut, Date, LevelId, Period, UnitId};
use serde::{Deserialize, Serialize};

/// A unit by code and name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct UnitRef {
    /// Its code.
    pub id: UnitId,
    /// Its name, as printed.
    pub name: String,
}

/// What a template is built over.
#[derive(Clone, PartialEq, Debug)]
pub struct Scope {
    /// The report's own unit.
    pub unit: UnitRef,
    /// The units below it by level, in the order they are to be printed.
    pub children: BTreeMap<LevelId, Vec<UnitRef>>,
    /// The report's own period.
    pub period: Period,
    /// The position in each book the figures are asked at.
    pub as_of: Cut,
    /// The day to print as today.
    pub today: Date,
}

impl UnitRef {
    /// A unit by code and name.
    pub fn new(id: impl Into<UnitId>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into() }
    }
}

impl Scope {
    /// The units of a level below the report's unit.
    pub fn at_level(&self, level: &LevelId) -> &[UnitRef] {
        self.children.get(level).map_or(&[], Vec::as_slice)
    }
}

/// `2022年12月31日`
pub(crate) fn date_in_words(date: Date) -> String {
    let (y, m, d) = date.ymd();
    format!("{y}年{m}月{d}日")
}
