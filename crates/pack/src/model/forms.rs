//! Forms that an upper level prescribes (上报表): a header of several levels, filled from records or from figures.

use expr::Expression;
use kernel::{FieldId, FormId, IndicatorId, LedgerId, LevelId, PeriodKind, StepId};
use serde::Serialize;

/// A form.
#[derive(Clone, Debug, Serialize)]
pub struct Form {
    /// Its id.
    pub id: FormId,
    /// Its name in lists.
    pub name: String,
    /// What stands above it on paper.
    pub title: String,
    /// The number the upper level gave it (表号).
    pub number: Option<String>,
    /// Who prescribes it (制定机关).
    pub authority: Option<String>,
    /// The document it rests on (制定依据).
    pub basis: Option<String>,
    /// The level of the units that fill it in.
    pub unit_level: LevelId,
    /// The kind of period it is for.
    pub period: PeriodKind,
    /// What a row is.
    pub rows: FormRows,
    /// Its columns from left to right; groups of them are under one heading.
    pub columns: Vec<FormColumn>,
    /// Whether a row of 甲 乙 1 2 stands below the headings.
    pub codes: bool,
    /// What it is printed on.
    pub paper: Paper,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// Who signs it, in the order of the line.
    pub signers: Vec<String>,
}

/// What a row of a form is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FormRows {
    /// A record (a roster).
    Records {
        /// Of this ledger.
        ledger: LedgerId,
        /// Which records: what the pack asks for, and the day that places them in the period, in one condition. Constants
        /// beside those of lists: `period.first`, `period.last`.
        filter: Option<Expression>,
        /// By which fields, and whether the largest come first.
        sort: Vec<(FieldId, bool)>,
    },
    /// A unit of this level beneath the one that fills it in (a summary), and the figures of that one itself as 合计.
    Units {
        /// The level.
        level: LevelId,
    },
}

/// A column of a form.
#[derive(Clone, Debug, Serialize)]
pub struct FormColumn {
    /// The headings above its own, from the top down.
    pub under: Vec<String>,
    /// Its own.
    pub name: String,
    /// What its numbers are in, beside the name.
    pub measure: Option<String>,
    /// What stands in the row of codes.
    pub code: String,
    /// How wide it is, in letters of which a Chinese character takes two.
    pub width: u32,
    /// What its cells show.
    pub shows: FormCell,
}

/// What the cells of a column show.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FormCell {
    /// The running number.
    Number,
    /// The unit.
    Unit,
    /// The state of a case.
    State,
    /// Nothing: it is filled in by hand.
    Blank,
    /// A field of the record.
    Field(FieldId),
    /// The last day a step was taken.
    Step(StepId),
    /// The indicator of the row's unit for the form's period.
    Indicator(IndicatorId),
}

/// What a form is printed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Paper {
    /// Its size.
    pub size: PaperSize,
    /// Whether the long side lies.
    pub landscape: bool,
}

/// A size of paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum PaperSize {
    /// 210 × 297.
    A4,
    /// 297 × 420.
    A3,
}

impl Form {
    /// The indicators it shows, in the order of its columns.
    pub fn indicators(&self) -> impl Iterator<Item = &IndicatorId> {
        self.columns.iter().filter_map(|column| match &column.shows {
            FormCell::Indicator(id) => Some(id),
            _ => None,
        })
    }

    /// How wide each column is on paper, in letters: narrow tables are drawn out to the width of the paper.
    pub fn widths(&self) -> Vec<u32> {
        let natural: u32 = self.columns.iter().map(|column| column.width).sum();
        let room = self.paper.letters();
        let drawn = |width: u32| if natural < room { width * room / natural.max(1) } else { width };
        self.columns.iter().map(|column| drawn(column.width)).collect()
    }
}

impl FormColumn {
    /// The name, and what its numbers are in.
    pub fn heading(&self) -> String {
        match &self.measure {
            Some(measure) => format!("{}（{measure}）", self.name),
            None => self.name.clone(),
        }
    }
}

impl Paper {
    /// The margin left and right together, and the width of a letter of 11 points, in tenths of a millimetre.
    const MARGINS: u32 = 254;
    const LETTER: u32 = 21;

    /// How many letters of 11 points stand beside each other between the margins.
    pub fn letters(self) -> u32 {
        let width = match (self.size, self.landscape) {
            (PaperSize::A4, false) => 2100,
            (PaperSize::A4, true) | (PaperSize::A3, false) => 2970,
            (PaperSize::A3, true) => 4200,
        };
        (width - Self::MARGINS) / Self::LETTER
    }

    /// As people call it: `A4 横向`.
    pub fn in_words(self) -> String {
        format!("{} {}", self.size.name(), if self.landscape { "横向" } else { "纵向" })
    }
}

impl PaperSize {
    /// As packs write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
        }
    }
}

/// How many letters a text takes; a Chinese character is two.
pub fn letters(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
