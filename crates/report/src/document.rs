//! The document tree: what a report says, with its figures still able to answer for themselves.

use kernel::{Cut, Figure, Finding, IndicatorId, Period, ReportId, UnitId};
use serde::{Deserialize, Serialize};

use crate::scope::UnitRef;

/// A built report. Frozen whole when it is issued.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Document {
    /// The template's id.
    pub report: ReportId,
    /// The template's name.
    pub name: String,
    /// The title printed above.
    pub title: String,
    /// The line below the title (who, when), where the template has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The layout profile: `gbt9704`.
    pub style: String,
    /// Whether a table of contents (目录) stands before the text on paper.
    #[serde(default, skip_serializing_if = "is_false")]
    pub contents: bool,
    /// Whether a table of what each figure rests on (附表) follows the text.
    #[serde(default, skip_serializing_if = "is_false")]
    pub annex: bool,
    /// For whom.
    pub unit: UnitRef,
    /// The other units its figures speak of, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitRef>,
    /// For when.
    pub period: Period,
    /// The period as a person says it.
    pub period_name: String,
    /// The positions its figures were asked at.
    pub as_of: Cut,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Figures with nothing behind them, each once, in the order of the text.
    pub missing: Vec<Gap>,
    /// What somebody should look at before issuing it.
    pub warnings: Vec<Finding>,
    /// Characters that are not blank.
    pub characters: usize,
}

/// A part of a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading; 1 is 一、, 2 is （一）, 3 is 1., 4 is （1）.
    Heading {
        /// 1 to 4.
        level: u8,
        /// Its words, number included.
        runs: Vec<Run>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        runs: Vec<Run>,
    },
    /// A table.
    Table {
        /// The line above it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        caption: Vec<Run>,
        /// Cells of the row repeated on every page; empty where there is none.
        header: Vec<Vec<Run>>,
        /// Rows of cells; every row has as many cells as the widest.
        rows: Vec<Vec<Vec<Run>>>,
    },
    /// Bars, one a line; a table where nothing can be drawn.
    Chart {
        /// What it shows.
        caption: Vec<Run>,
        /// Its bars, in the order of the text.
        bars: Vec<Bar>,
    },
}

/// One bar of a chart.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Bar {
    /// What it stands for.
    pub label: Vec<Run>,
    /// How long it is: the first figure among these.
    pub value: Vec<Run>,
}

/// A stretch of words of one kind.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Run {
    /// Words of the template.
    Text {
        /// The words.
        text: String,
        /// Whether they are set in bold.
        #[serde(default, skip_serializing_if = "is_false")]
        strong: bool,
    },
    /// A figure as it is printed, and what it is.
    Figure {
        /// As printed: `4079.7亩`, `增长12.5%`, `1000余头`.
        text: String,
        /// The exact figure behind it.
        figure: Box<Figure>,
        /// Of a comparison, the figure it was compared with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        against: Option<Box<Figure>>,
        /// The numbers under which the pack knows it (`F0416`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        figure_ids: Vec<String>,
        /// Whether it is set in bold.
        #[serde(default, skip_serializing_if = "is_false")]
        strong: bool,
    },
    /// The place of a figure that has nothing behind it.
    Gap {
        /// As printed: `〔缺：指标名〕`.
        text: String,
        /// Why.
        code: String,
        /// Why, in a sentence.
        message: String,
        /// What was answered, where anything was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        figure: Option<Box<Figure>>,
    },
}

/// A figure that could not be printed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Gap {
    /// What is missing, in words.
    pub name: String,
    /// Its indicator.
    pub indicator: IndicatorId,
    /// Of which unit.
    pub unit: UnitRef,
    /// Of which period.
    pub period: Period,
    /// Why: the code of the figure, or `report.no_answer`, `report.no_base`, `report.no_part`, `report.no_unit`,
    /// `report.too_large`.
    pub code: String,
    /// Why, in a sentence.
    pub message: String,
    /// The template's line.
    pub line: u32,
}

impl Run {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), strong: false }
    }

    /// Whether it is set in bold.
    pub fn is_strong(&self) -> bool {
        matches!(self, Self::Text { strong: true, .. } | Self::Figure { strong: true, .. })
    }

    /// As printed.
    pub fn text(&self) -> &str {
        match self {
            Self::Text { text, .. } | Self::Figure { text, .. } | Self::Gap { text, .. } => text,
        }
    }
}

impl Block {
    /// All its runs, in reading order.
    pub fn runs(&self) -> Vec<&Run> {
        match self {
            Self::Heading { runs, .. } | Self::Paragraph { runs } => runs.iter().collect(),
            Self::Table { caption, header, rows } => {
                caption.iter().chain(header.iter().flatten()).chain(rows.iter().flatten().flatten()).collect()
            }
            Self::Chart { caption, bars } => {
                caption.iter().chain(bars.iter().flat_map(|bar| bar.label.iter().chain(&bar.value))).collect()
            }
        }
    }

    /// The same, to be written to.
    pub(crate) fn runs_mut(&mut self) -> Vec<&mut Run> {
        match self {
            Self::Heading { runs, .. } | Self::Paragraph { runs } => runs.iter_mut().collect(),
            Self::Table { caption, header, rows } => caption
                .iter_mut()
                .chain(header.iter_mut().flatten())
                .chain(rows.iter_mut().flatten().flatten())
                .collect(),
            Self::Chart { caption, bars } => caption
                .iter_mut()
                .chain(bars.iter_mut().flat_map(|bar| bar.label.iter_mut().chain(&mut bar.value)))
                .collect(),
        }
    }
}

impl Document {
    /// Every figure it prints, in reading order, with its printed form and its numbers.
    pub fn figures(&self) -> impl Iterator<Item = (&Figure, &str, &[String])> {
        self.blocks.iter().flat_map(Block::runs).filter_map(|run| match run {
            Run::Figure { text, figure, figure_ids, .. } => Some((&**figure, text.as_str(), figure_ids.as_slice())),
            _ => None,
        })
    }

    /// A unit it speaks of, by name where it knows it.
    pub fn unit_named(&self, id: &UnitId) -> UnitRef {
        let known = std::iter::once(&self.unit).chain(&self.units).find(|unit| unit.id == *id);
        known.cloned().unwrap_or_else(|| UnitRef::new(id.clone(), id.to_string()))
    }

    /// The unit of one of its figures.
    pub(crate) fn unit_of(&self, figure: &Figure) -> UnitRef {
        self.unit_named(&figure.ask.unit)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// The words of several runs as one text.
pub(crate) fn plain(runs: &[Run]) -> String {
    runs.iter().map(Run::text).collect()
}
