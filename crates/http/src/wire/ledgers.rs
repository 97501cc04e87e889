//! Ledgers as a form, a list and a filter need them. Expressions travel as the IR that the browser runs.

use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

/// A ledger in a list.
#[derive(Serialize, ToSchema)]
pub struct LedgerName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `register`, `log`, `case`.
    pub kind: String,
    /// The item of the duty list it serves.
    pub mandate: String,
    /// What belongs here.
    pub help: Option<String>,
    /// Records in it now.
    pub records: u64,
    /// Whether the reader may also write to it, for some unit.
    pub writes: bool,
}

/// A ledger whole.
#[derive(Serialize, ToSchema)]
pub struct Ledger {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `register`, `log`, `case`.
    pub kind: String,
    /// The item of the duty list it serves.
    pub mandate: String,
    /// What belongs here.
    pub help: Option<String>,
    /// Levels that may own a record.
    pub unit: Vec<String>,
    /// The date that places a record.
    pub date: String,
    /// The business key.
    pub key: Vec<String>,
    /// Fields that name a record.
    pub title: Vec<String>,
    /// Fields, in the order of the form.
    pub fields: Vec<Field>,
    /// Conditions over several fields.
    pub checks: Vec<Check>,
    /// States of a case.
    pub states: Vec<State>,
    /// Steps of a case.
    pub steps: Vec<Step>,
    /// Whether the reader may also write to it, for some unit.
    pub writes: bool,
    /// Whether it is one of the office's own that nobody has written to, and the reader may take it back.
    pub may_withdraw: bool,
    /// What the reader may open masked fields of its records for; nothing where none are open to the reader.
    pub purposes: Vec<Purpose>,
}

/// What a record may be opened for.
#[derive(Serialize, ToSchema)]
pub struct Purpose {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A field whose beginning is known from the record that another field refers to.
#[derive(Serialize, ToSchema)]
pub struct Prefill {
    /// The field that refers to it.
    pub by: String,
    /// That record's field.
    pub from: String,
}

/// A field.
#[derive(Serialize, ToSchema)]
pub struct Field {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: String,
    /// Of a choice: the codes.
    pub codes: Option<Vec<Code>>,
    /// Of a reference: the ledger.
    pub to: Option<String>,
    /// Of a unit: the level it must have.
    pub level: Option<String>,
    /// Of a number: places.
    pub scale: Option<u8>,
    /// The unit it is written and shown in; values on the wire are in the base unit of its quantity.
    #[serde(rename = "in")]
    pub measure: Option<String>,
    /// The base unit, of values that measure something.
    pub base: Option<String>,
    /// How many base units one `in` is, as a decimal.
    pub factor: Option<String>,
    /// Another field took its place: what it says is shown, and new records are not asked for it.
    pub ended: bool,
    /// Whether a person must fill it in.
    pub required: bool,
    /// `open`, `internal`, `personal`, `sensitive`.
    pub privacy: String,
    /// Whether it keeps spells.
    pub dated: bool,
    /// One sentence for the person who fills it.
    pub help: Option<String>,
    /// What a new record starts with.
    pub default: Option<String>,
    /// Where a form takes what it starts with from, once it is said what the record is about.
    pub prefill: Option<Prefill>,
    /// Left empty in a new record, the house gives it a number.
    pub numbered: bool,
    /// What a value must satisfy.
    pub check: Option<Check>,
    /// Asked only where this is true.
    #[schema(value_type = Option<Object>)]
    pub show_if: Option<Json>,
    /// Required where this is true.
    #[schema(value_type = Option<Object>)]
    pub required_if: Option<Json>,
    /// Whether a list can be sorted by it.
    pub sortable: bool,
    /// Of a table: the fields of its child rows.
    #[schema(no_recursion)]
    pub fields: Option<Vec<Field>>,
}

/// A condition and what to say when it fails.
#[derive(Serialize, ToSchema)]
pub struct Check {
    /// The condition.
    #[schema(value_type = Object)]
    pub ir: Json,
    /// What to say.
    pub message: String,
}

/// A code of a list.
#[derive(Serialize, ToSchema)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Not offered for new records.
    pub ended: bool,
}

/// A state of a case.
#[derive(Serialize, ToSchema)]
pub struct State {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Nothing remains to be done.
    #[serde(rename = "final")]
    pub last: bool,
}

/// A step of a case.
#[derive(Serialize, ToSchema)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// States it leaves.
    pub from: Vec<String>,
    /// The state it enters.
    pub to: String,
}
