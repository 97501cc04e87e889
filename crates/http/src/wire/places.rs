//! The session and the units.

use serde::Serialize;
use utoipa::ToSchema;

use super::AccountPost;

/// Who is signed in, where, with which pack, on which day.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// `local`: there are no accounts, everybody at this machine may do everything. `needed`: sign in first; all but the
    /// names of office and pack is left empty. `ended`: as that, after a session has ended. `must_change`: signed in,
    /// and nothing may be done but change the password. `done`: signed in.
    pub sign_in: String,
    /// The account; empty where nobody is signed in.
    pub actor: String,
    /// The person's name; empty where nobody is signed in, or there are no accounts.
    pub name: String,
    /// Whether any ledger of the work may be read.
    pub works: bool,
    /// The posts held today.
    pub posts: Vec<AccountPost>,
    /// The offices of the account: `system`, `security`, `audit`.
    pub offices: Vec<String>,
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
    /// The book that keeps its records.
    pub book: String,
}

/// Who can see what a unit writes.
#[derive(Serialize, ToSchema)]
pub struct UnitReaders {
    /// Whether people sign in; while nobody does, whoever sits at the machine sees all.
    pub signs_in: bool,
    /// The posts that reach the unit, its own first, then upwards.
    pub readers: Vec<Readers>,
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
