//! Records, their history, and what a person sends to change them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{Told, ToldBy, shapes};

/// A record as known at a cut.
#[derive(Serialize, ToSchema)]
pub struct Record {
    /// Its ledger.
    pub ledger: String,
    /// Its book.
    pub book: String,
    /// Its id.
    pub record: String,
    /// The unit that owns it.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// What it is called.
    pub title: String,
    /// The Change that made this version.
    pub from_seq: u64,
    /// The Change that ended this version.
    pub to_seq: Option<u64>,
    /// The state of a case.
    pub state: Option<String>,
    /// The state's name.
    pub state_name: Option<String>,
    /// Values, in base units; masked ones are absent here. Of a field of type `table` a list of rows, but in a page of
    /// records (`Records`) how many rows it has, as a number.
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Json>,
    /// Values as a person reads them, masked where personal.
    pub shown: BTreeMap<String, String>,
    /// Steps taken, oldest first.
    pub steps: Vec<StepTaken>,
    /// Steps that may be taken next.
    pub next_steps: Vec<String>,
    /// Fields that are masked.
    pub masked: Vec<String>,
    /// The photos and files that fields name; those of masked fields are absent.
    pub files: BTreeMap<String, FileInfo>,
}

/// What is known of a photo or a file.
#[derive(Serialize, ToSchema)]
pub struct FileInfo {
    /// Its id, which a field is to say.
    pub file: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// How many bytes it holds.
    pub size: u64,
}

/// What a file is handed in for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HandInQuery {
    /// The field that will name it.
    pub field: String,
    /// What it is called.
    pub name: Option<String>,
}

/// A step that was taken.
#[derive(Serialize, ToSchema)]
pub struct StepTaken {
    /// Its id.
    pub step: String,
    /// Its name.
    pub name: String,
    /// The state it entered.
    pub to: String,
    /// The day.
    pub on: String,
    /// Who.
    pub by: Option<String>,
    /// A word on it.
    pub note: Option<String>,
}

/// A page of records.
#[derive(Serialize, ToSchema)]
pub struct Records {
    /// The records. What a field of type `table` holds is here a number, how many rows it has; the record itself
    /// (`show_record`) has them.
    pub records: Vec<Record>,
    /// Where the next page begins; send it as `after`.
    pub next: Option<String>,
    /// How many there are in all.
    pub total: u64,
    /// The cut.
    pub as_of: String,
}

/// What a list is asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Records of this unit and all below it.
    pub unit: Option<String>,
    /// An expression over the ledger's fields.
    pub filter: Option<String>,
    /// Words that must be in the record, or the first letters of how they are read (`zsf` finds 张三丰); blanks part them.
    pub q: Option<String>,
    /// A field, `-` before it for the largest first.
    pub sort: Option<String>,
    /// Where the page begins.
    pub after: Option<String>,
    /// How many; 50 where absent, 500 at most.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 4_294_967_295_i64)]
    pub limit: Option<u32>,
    /// The cut to read at.
    #[param(value_type = Option<shapes::Cut>, inline)]
    pub as_of: Option<String>,
}

/// What sums of a list are asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TotalsQuery {
    /// Records of this unit and all below it.
    pub unit: Option<String>,
    /// An expression over the ledger's fields.
    pub filter: Option<String>,
    /// Words that must be in the record, as of a list.
    pub q: Option<String>,
    /// The cut to read at.
    #[param(value_type = Option<shapes::Cut>, inline)]
    pub as_of: Option<String>,
}

/// What the numbers of a list add up to over all its pages.
#[derive(Serialize, ToSchema)]
pub struct Totals {
    /// How many records it has.
    pub total: u64,
    /// Of each number that lists do not mask, in the order of the ledger.
    pub sums: Vec<Total>,
    /// The cut.
    pub as_of: String,
}

/// A field of a list, added up.
#[derive(Serialize, ToSchema)]
pub struct Total {
    /// The field.
    pub field: String,
    /// The sum, exact, in base units; nothing where no record has a value.
    pub sum: Option<String>,
    /// How many records have a value.
    pub of: u64,
}

/// What a file of a list is asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `xlsx` (where absent) or `csv`.
    #[param(value_type = Option<shapes::Format>, inline)]
    pub format: Option<String>,
    /// Records of this unit and all below it.
    pub unit: Option<String>,
    /// An expression over the ledger's fields.
    pub filter: Option<String>,
    /// Words that must be in the record, as of a list.
    pub q: Option<String>,
    /// A field, `-` before it for the largest first.
    pub sort: Option<String>,
    /// Of these records only: `book/record` with commas, 500 at most; words are not looked for then.
    pub records: Option<String>,
    /// Columns with commas: fields, `unit`, `state`, `steps.<id>`, `record`; all where absent.
    pub fields: Option<String>,
    /// The cut to read at.
    #[param(value_type = Option<shapes::Cut>, inline)]
    pub as_of: Option<String>,
}

/// A new record.
#[derive(Deserialize, ToSchema)]
pub struct Create {
    /// The client's key: a retry with the same key is the same Change.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The unit that owns it.
    pub unit: String,
    /// Values: text as a person types it, or JSON of the field's type, in base units.
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Json>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who told, where that is not who types.
    #[serde(default)]
    pub told: Option<ToldBy>,
}

/// A correction: only the fields named change; null removes a value.
#[derive(Deserialize, ToSchema)]
pub struct Correct {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The version that was read.
    #[serde(deserialize_with = "shapes::whole")]
    #[schema(maximum = 18_446_744_073_709_551_615_u64)]
    pub expects: u64,
    /// New values.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: BTreeMap<String, Json>,
    /// A new owner.
    #[serde(default)]
    pub unit: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who told, where that is not who types.
    #[serde(default)]
    pub told: Option<ToldBy>,
}

/// The records of one ledger that refer to a record by one of its fields.
#[derive(Serialize, ToSchema)]
pub struct Link {
    /// Their ledger.
    pub ledger: String,
    /// Its name.
    pub ledger_name: String,
    /// The field.
    pub field: String,
    /// Its name.
    pub field_name: String,
    /// The field that says when they are of.
    pub date: String,
    /// How many there are.
    pub total: u64,
    /// What their numbers add up to; nothing where there is one record alone.
    pub sums: Vec<LinkSum>,
    /// The newest of them, five at most.
    pub records: Vec<Record>,
    /// The filter of a list that shows all of them; nothing where lists may not be filtered by the field.
    pub filter: Option<String>,
}

/// A number of linked records, added up.
#[derive(Serialize, ToSchema)]
pub struct LinkSum {
    /// The field's name.
    pub name: String,
    /// The sum as a person reads it.
    pub shown: String,
}

/// A record whose masked fields somebody wants to see.
#[derive(Deserialize, ToSchema)]
pub struct Open {
    /// The client's key: a retry with the same key is the same look.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// What for: one of the ledger's `purposes`.
    #[schema(value_type = shapes::Words)]
    pub purpose: String,
    /// In words; there must be some where the purpose is `other`.
    #[serde(default)]
    pub note: Option<String>,
}

/// What was opened.
#[derive(Serialize, ToSchema)]
pub struct Opened {
    /// The Change that says who looked, and what for.
    pub receipt: Receipt,
    /// The record, with as much as the reader's posts give.
    pub record: Record,
    /// What refers to it, by fields that are masked elsewhere, too.
    pub links: Vec<Link>,
}

/// A record taken back.
#[derive(Deserialize, ToSchema)]
pub struct Withdraw {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The version that was read.
    #[serde(deserialize_with = "shapes::whole")]
    #[schema(maximum = 18_446_744_073_709_551_615_u64)]
    pub expects: u64,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who told, where that is not who types.
    #[serde(default)]
    pub told: Option<ToldBy>,
}

/// A step of a case.
#[derive(Deserialize, ToSchema)]
pub struct TakeStep {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The version that was read.
    #[serde(deserialize_with = "shapes::whole")]
    #[schema(maximum = 18_446_744_073_709_551_615_u64)]
    pub expects: u64,
    /// The day it happened.
    #[schema(value_type = shapes::Day)]
    pub on: String,
    /// A word on it.
    #[serde(default)]
    pub note: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who told, where that is not who types.
    #[serde(default)]
    pub told: Option<ToldBy>,
}

/// What was written.
#[derive(Serialize, ToSchema)]
pub struct Receipt {
    /// The book.
    pub book: String,
    /// The Change's number in it.
    pub seq: u64,
    /// When.
    pub at: String,
    /// The same request had been written before; this is its receipt.
    pub repeated: bool,
    /// The record written, where it was one.
    pub record: Option<String>,
    /// The number that the house gave it, where none was typed.
    pub number: Option<GivenNumber>,
}

/// A number that the house gave.
#[derive(Serialize, ToSchema)]
pub struct GivenNumber {
    /// The field.
    pub field: String,
    /// Its name.
    pub name: String,
    /// What it says.
    pub says: String,
}

/// One version in a record's history.
#[derive(Serialize, ToSchema)]
pub struct Version {
    /// The Change that made it.
    pub from_seq: u64,
    /// The Change that ended it.
    pub to_seq: Option<u64>,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// Who, by name, where there is an account.
    pub actor_name: Option<String>,
    /// `create`, `correct`, `withdraw`, `step`, `import`, `undo`, `activate`.
    pub act: String,
    /// The word for the act.
    pub act_name: String,
    /// Why.
    pub reason: Option<String>,
    /// Who told, where that is not who typed it.
    pub told: Option<Told>,
    /// What changed against the version before.
    pub changes: Vec<FieldChange>,
}

/// One field's change.
#[derive(Serialize, ToSchema)]
pub struct FieldChange {
    /// The field's id.
    pub field: String,
    /// Its name.
    pub name: String,
    /// Before, as a person reads it.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}
