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
