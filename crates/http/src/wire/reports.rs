//! Reports.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Figure, shapes};

/// A report template of the pack.
#[derive(Serialize, ToSchema)]
pub struct ReportName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The kind of period it is for: `year`, `half`, `quarter`, `month`, `span`; absent where its template is wrong.
    pub period: Option<String>,
}

/// For which unit, period and cut a report is made.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// The unit; the session's where absent.
    pub unit: Option<String>,
    /// The period; the session's where absent.
    #[param(value_type = Option<shapes::PeriodOrNone>, inline)]
    pub period: Option<String>,
    /// The cut; the newest where absent.
    #[param(value_type = Option<shapes::Cut>, inline)]
    pub as_of: Option<String>,
    /// Of a file: whether the table of what each figure rests on follows the text.
    pub annex: Option<bool>,
}

/// A text whose figures are to be found.
#[derive(Deserialize, ToSchema)]
pub struct Learn {
    /// A sentence, a paragraph with XX in it, or an old report.
    pub text: String,
    /// For which unit.
    pub unit: String,
    /// For which period.
    #[schema(value_type = shapes::Period)]
    pub period: String,
    /// The ledger whose indicators are preferred.
    #[serde(default)]
    pub ledger: Option<String>,
}

/// A text cut into prose and slots; put together again, with a mark in each slot, it is the body of a template.
#[derive(Serialize, ToSchema)]
pub struct Learned {
    /// In the order of the text.
    pub pieces: Vec<LearnedPiece>,
}

/// A stretch of a learned text.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LearnedPiece {
    /// Prose, as a template writes it.
    Text {
        /// The words.
        text: String,
    },
    /// A figure, or the place for one.
    Slot {
        /// What stands there, unit word included; a choice's mark takes its place.
        text: String,
        /// What could fill it, best first; empty where nothing answers it.
        choices: Vec<LearnedChoice>,
    },
}

/// An indicator that could fill a slot.
#[derive(Serialize, ToSchema)]
pub struct LearnedChoice {
    /// The indicator's id.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// What goes in place of the slot's text: `{{ 名称|… }}`, and a unit word where the text has its own.
    pub mark: String,
    /// What the template prints there.
    pub shown: String,
    /// The text it replaces: the slot's.
    pub replaces: String,
    /// Why it is proposed, or what is missing.
    pub why: String,
    /// `records`, `village_totals`, `external`, `attested`, `forecast`.
    pub grade: String,
    /// The word for the grade.
    pub grade_name: String,
    /// The figure; it opens.
    pub figure: Figure,
}

impl Learned {
    /// What was learned, on the wire.
    pub fn of(learned: &app::reports::Learned, units: &kernel::UnitTree) -> Self {
        use app::reports::LearnedPiece as Piece;
        let choice = |slot: &str, choice: &app::reports::LearnedChoice| LearnedChoice {
            indicator: choice.indicator.to_string(),
            name: choice.name.clone(),
            mark: choice.mark.clone(),
            shown: choice.shown.clone(),
            replaces: slot.to_owned(),
            why: choice.why.clone(),
            grade: super::grade(choice.figure.grade).to_owned(),
            grade_name: choice.figure.grade.name().to_owned(),
            figure: Figure::of(&choice.figure, units),
        };
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => LearnedPiece::Text { text: text.clone() },
            Piece::Slot(slot) => LearnedPiece::Slot {
                text: slot.text.clone(),
                choices: slot.choices.iter().map(|one| choice(&slot.text, one)).collect(),
            },
        };
        Self { pieces: learned.pieces.iter().map(piece).collect() }
    }
}
