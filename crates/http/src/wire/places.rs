//! The session and the units.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AccountPost, shapes};

/// Who is signed in, where, with which pack, on which day.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// `local`: there are no accounts, everybody at this machine may do everything. `needed`: sign in first; all but the
    /// names of office and pack is left empty. `ended`: as that, after a session has ended. `must_change`: signed in,
    /// and nothing may be done but change the password. `must_set_up`: signed in, and nothing may be done but set up codes.
    /// `done`: signed in.
    pub sign_in: String,
    /// The account; empty where nobody is signed in.
    pub actor: String,
    /// The person's name; empty where nobody is signed in, or there are no accounts.
    pub name: String,
    /// Whether any ledger of the work may be read.
    pub works: bool,
    /// Whether there is any form of an upper level that this person may fill in.
    pub forms: bool,
    /// The posts held today.
    pub posts: Vec<AccountPost>,
    /// The offices of the account: `system`, `security`, `audit`.
    pub offices: Vec<String>,
    /// How many codes on paper are left, where a code is asked for beside the password; nothing where it is not.
    pub papers: Option<u32>,
    /// The units that this person shares views with and arranges home pages for, those below not named.
    pub arranges: Vec<UnitName>,
    /// The units that this person makes ledgers and report templates for, those below not named.
    pub declares: Vec<UnitName>,
    /// Under which this person's browser seals what was not handed in yet, 32 bytes in hexadecimal digits; nothing where
    /// nobody is in, and for programs.
    pub draft_key: Option<String>,
    /// The unit a person starts in.
    pub unit: UnitName,
    /// That unit's level.
    pub level: String,
    /// The active pack.
    pub pack: PackName,
    /// The newest cut.
    pub as_of: String,
    /// Today in Asia/Shanghai.
    pub today: String,
    /// The period a person starts with: the newest year with records, else this year.
    pub period: String,
}

/// A unit by name.
#[derive(Serialize, ToSchema)]
pub struct UnitName {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The active pack.
#[derive(Serialize, ToSchema)]
pub struct PackName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its digest.
    pub digest: String,
}

/// A unit of the tree.
#[derive(Serialize, ToSchema)]
pub struct Unit {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: String,
    /// The word for the level.
    pub level_name: String,
    /// Its parent today.
    pub parent: Option<String>,
    /// First day.
    pub begins: String,
    /// First day it is no longer there.
    pub ends: Option<String>,
    /// What became of it, where it ended.
    pub successors: Vec<String>,
    /// The book that keeps its records.
    pub book: String,
}

/// Units that are to be otherwise from a day on, in one Change.
#[derive(Deserialize, ToSchema)]
pub struct Reorganise {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The first day of the new state; today where it is left out.
    #[serde(default)]
    #[schema(value_type = Option<shapes::DayOrNone>)]
    pub day: Option<String>,
    /// Units that begin.
    #[serde(default)]
    pub begins: Vec<NewUnit>,
    /// Units that end.
    #[serde(default)]
    pub ends: Vec<EndUnit>,
    /// Units that pass to another parent.
    #[serde(default)]
    pub moves: Vec<MoveUnit>,
    /// Units that are called otherwise.
    #[serde(default)]
    pub renames: Vec<RenameUnit>,
    /// The paper it rests on.
    #[serde(default)]
    pub reason: String,
    /// Only say whether it could be.
    #[serde(default)]
    pub judge_only: bool,
}

/// A unit that begins.
#[derive(Deserialize, ToSchema)]
pub struct NewUnit {
    /// Its code, never used before.
    #[schema(value_type = shapes::Words)]
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: String,
    /// The unit above it.
    pub parent: String,
}

/// A unit that ends.
#[derive(Deserialize, ToSchema)]
pub struct EndUnit {
    /// Its code.
    pub unit: String,
    /// What becomes of it: units of its level.
    #[serde(default)]
    pub successors: Vec<String>,
}

/// A unit that passes to another parent.
#[derive(Deserialize, ToSchema)]
pub struct MoveUnit {
    /// Its code.
    pub unit: String,
    /// The unit above it from then on.
    pub parent: String,
}

/// A unit that is called otherwise.
#[derive(Deserialize, ToSchema)]
pub struct RenameUnit {
    /// Its code.
    pub unit: String,
    /// Its name from now on.
    pub name: String,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub struct Reorganised {
    /// The Change; nothing where it was only judged.
    pub receipt: Option<super::Receipt>,
    /// What becomes of the posts at units that end.
    pub posts: Vec<PostFate>,
}

/// A post at a unit that ends: it ends with it, and where one unit succeeds the same begins there.
#[derive(Serialize, ToSchema)]
pub struct PostFate {
    /// Whose, by name.
    pub user_name: String,
    /// The role's name.
    pub role_name: String,
    /// The name of the unit that ends.
    pub unit_name: String,
    /// The code of the unit where the same begins.
    pub to: Option<String>,
    /// From which day.
    pub since: Option<String>,
}

/// Who can see what a unit writes.
#[derive(Serialize, ToSchema)]
pub struct UnitReaders {
    /// Whether people sign in; while nobody does, whoever sits at the machine sees all.
    pub signs_in: bool,
    /// The posts that reach the unit, its own first, then upwards.
    pub readers: Vec<Readers>,
    /// The ledgers the unit keeps, as far as the asker knows of them.
    pub kept: Vec<KeptLedger>,
}

/// A ledger, and what of it is shown to whom.
#[derive(Serialize, ToSchema)]
pub struct KeptLedger {
    /// Its id.
    pub id: String,
    /// Its name, by which `reads` and `writes` name it.
    pub name: String,
    /// Fields that whoever reads the ledger is shown, by name.
    pub shown: Vec<String>,
    /// Fields that are masked for everybody.
    pub masked: Vec<MaskedField>,
}

/// A field that is masked.
#[derive(Serialize, ToSchema)]
pub struct MaskedField {
    /// Its name.
    pub name: String,
    /// The clearance it takes to open it for a purpose.
    pub clearance: String,
}

/// The posts of one role at one unit.
#[derive(Serialize, ToSchema)]
pub struct Readers {
    /// The role's name.
    pub role_name: String,
    /// Where the posts are.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// Whether that is above the unit that was asked about.
    pub is_above: bool,
    /// How many people hold one today.
    pub people: u32,
    /// The ledgers they read, by name; nothing where it is all of them.
    pub reads: Option<Vec<String>>,
    /// The ledgers they write; nothing where it is all of them.
    pub writes: Option<Vec<String>>,
    /// The most private fields they may open for a purpose.
    pub clearance: String,
}

/// A standard, limit or term.
#[derive(Serialize, ToSchema)]
pub struct Parameter {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its values are in.
    #[serde(rename = "in")]
    pub measure: String,
    /// Whether it is set here; a rule of the country otherwise.
    pub is_local: bool,
    /// What its values 0, 1, 2 … are called, where it is a choice.
    pub choices: Vec<String>,
    /// The value of today.
    pub today: Option<String>,
    /// All of them, the newest first.
    pub values: Vec<ParameterValue>,
}

/// A value over some days.
#[derive(Serialize, ToSchema)]
pub struct ParameterValue {
    /// The value.
    pub value: String,
    /// First day.
    pub begins: String,
    /// First day on which another holds.
    pub ends: Option<String>,
    /// The paper it rests on.
    pub basis: String,
}

/// A value from a day on.
#[derive(Deserialize, ToSchema)]
pub struct SetParameter {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// Which parameter, by id.
    pub parameter: String,
    /// In its own measure.
    pub value: String,
    /// First day; today where it is left out.
    #[serde(default)]
    #[schema(value_type = Option<shapes::DayOrNone>)]
    pub begins: Option<String>,
    /// The paper it rests on.
    #[serde(default)]
    pub basis: String,
}
