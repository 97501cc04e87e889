//! Issued versions of reports, what keeps a draft from being issued, and what figures rest on.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes;

/// Of which report's versions.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VersionQuery {
    /// The unit; the session's where absent.
    pub unit: Option<String>,
    /// The period; the session's where absent.
    #[param(value_type = Option<shapes::PeriodOrNone>, inline)]
    pub period: Option<String>,
    /// Of a file: whether the table of what each figure rests on follows the text.
    pub annex: Option<bool>,
}

/// A figure that somebody must have looked at before the report is issued.
#[derive(Serialize, ToSchema)]
pub struct Point {
    /// `forecast`, `missing`, `small`.
    pub kind: String,
    /// `indicator@unit@period`, as findings name it.
    pub key: String,
    /// The figure's indicator.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// Its period.
    pub period: String,
    /// What it is called.
    pub name: String,
    /// As it is printed.
    pub text: String,
    /// Why somebody must look, in a sentence.
    pub message: String,
}

/// A figure that two documents print differently.
#[derive(Serialize, ToSchema)]
pub struct Difference {
    /// The figure's indicator.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// Its period.
    pub period: String,
    /// What it is called.
    pub name: String,
    /// As the earlier prints it; null where it does not.
    pub was: Option<String>,
    /// As the later prints it; null where it does not.
    pub is: Option<String>,
    /// The definition has changed in between.
    pub redefined: bool,
}

/// Whether a draft may be issued.
#[derive(Serialize, ToSchema)]
pub struct Readiness {
    /// The cut of the draft; issue it as of this.
    pub as_of: String,
    /// What somebody must decide, one by one.
    pub points: Vec<Point>,
    /// Places of the text where a number still has to be written (XX).
    pub unwritten: usize,
    /// The number of the next version.
    pub next: u32,
    /// The newest version that was not withdrawn.
    pub latest: Option<IssuedVersion>,
    /// What the draft prints otherwise than that version.
    pub moved: Vec<Difference>,
    /// Whether its reader may issue it.
    pub may_issue: bool,
}

/// An issued version.
#[derive(Serialize, ToSchema)]
pub struct IssuedVersion {
    /// 1, 2, …
    pub number: u32,
    /// The report's title when it was issued.
    pub name: String,
    /// The day.
    pub on: String,
    /// When.
    pub at: String,
    /// Who saw to it, by name.
    pub by: Option<String>,
    /// The account.
    pub actor: String,
    /// A word on it.
    pub note: Option<String>,
    /// The cut of its figures.
    pub as_of: String,
    /// SHA-256 of what is frozen.
    pub digest: String,
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: String,
    /// The book that keeps it.
    pub book: String,
    /// The Change that issued it.
    pub seq: u64,
    /// Where it was withdrawn, when and why.
    pub withdrawn: Option<Withdrawn>,
}

/// That a version was withdrawn.
#[derive(Serialize, ToSchema)]
pub struct Withdrawn {
    /// When.
    pub at: String,
    /// The account.
    pub actor: String,
    /// Why.
    pub reason: Option<String>,
}

/// What was decided about one figure.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Decision {
    /// `forecast` (confirmed), `missing` (accepted), `small` (seen).
    #[schema(pattern = "^(forecast|missing|small)$")]
    pub kind: String,
    /// The figure's indicator, by id or name.
    pub indicator: String,
    /// Its unit; the report's where absent.
    #[serde(default)]
    pub unit: Option<String>,
    /// Its period; the report's where absent.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Period>)]
    pub period: Option<String>,
    /// Why.
    pub why: String,
    /// Of a missing figure, the words printed instead; 未统计 where absent.
    #[serde(default)]
    pub say: Option<String>,
    /// Who decided; told, not asked.
    #[serde(default)]
    pub who: Option<String>,
    /// What the figure is called; told, not asked.
    #[serde(default)]
    pub name: Option<String>,
}

/// A report to be issued.
#[derive(Deserialize, ToSchema)]
pub struct Issue {
    /// The client's key: a retry with the same key is the same version.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The unit.
    pub unit: String,
    /// The period.
    #[schema(value_type = shapes::Period)]
    pub period: String,
    /// The cut of the draft that was looked at; the newest where absent.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Cut>)]
    pub as_of: Option<String>,
    /// Who sees to it, by name; there must be somebody.
    #[serde(default)]
    pub by: Option<String>,
    /// A word on this version.
    #[serde(default)]
    pub note: Option<String>,
    /// What was decided, one by one.
    #[serde(default)]
    pub decisions: Vec<Decision>,
}

/// A version to be withdrawn.
#[derive(Deserialize, ToSchema)]
pub struct Recall {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The unit.
    pub unit: String,
    /// The period.
    #[schema(value_type = shapes::Period)]
    pub period: String,
    /// Why; there must be a reason.
    #[schema(value_type = shapes::Words)]
    pub reason: String,
}

/// A version as it was frozen.
#[derive(Serialize, ToSchema)]
pub struct OpenedVersion {
    /// Which it is.
    pub version: IssuedVersion,
    /// The document tree.
    #[schema(value_type = Object)]
    pub document: serde_json::Value,
    /// What was decided before it was issued.
    pub decisions: Vec<Decision>,
    /// The number of the version before it.
    pub before: Option<u32>,
    /// What it prints otherwise than the version before.
    pub since_before: Vec<Difference>,
    /// What the draft of now prints otherwise; null where there is no draft any more.
    pub draft: Option<Vec<Difference>>,
    /// Whether its reader may take it back; nobody may what was withdrawn.
    pub may_recall: bool,
}

/// What each figure of a document rests on.
#[derive(Serialize, ToSchema)]
pub struct Annex {
    /// The line above.
    pub note: String,
    /// Each distinct figure, in the order of the text.
    pub rows: Vec<AnnexRow>,
    /// What was decided before it was issued, a sentence each.
    pub decided: Vec<String>,
}

/// What one figure rests on.
#[derive(Serialize, ToSchema)]
pub struct AnnexRow {
    /// Counted from 1.
    pub number: String,
    /// Its indicator.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// Its period.
    pub period: String,
    /// What it is called.
    pub name: String,
    /// As the text prints it.
    pub printed: String,
    /// Its exact value with its unit word.
    pub value: String,
    /// How well founded it is.
    pub grade: String,
    /// The word for the grade.
    pub grade_name: String,
    /// The last day it speaks of.
    pub until: String,
    /// How it is defined, in words.
    pub definition: String,
    /// Who answers for it.
    pub answers: String,
    /// Where a value with a source is from.
    pub source: String,
}
