//! What the house keeps for the people who work in it, beside the ledgers: lists they come back to, and the figures they
//! want to see first. Nothing of it is a record of the world: it is overwritten, ended and not journaled, no figure rests
//! on it, and it tells of no record; what it leads to is asked for anew, with the leave of whoever looks. See ADR 0037.
//!
//! - [`KeptView`]: a list asked for in one way, under a name
//! - [`KeptHome`]: what somebody, or whoever holds a role at a unit, sees first
//! - `tables`: where it is kept

mod homes;
mod tables;
mod views;

use kernel::Problem;

pub use homes::{HomeOf, KeptHome, Over};
pub(crate) use tables::{CARRIED, tables};
pub use views::{KeptView, OverView};

use crate::{Store, dialect::Sql, engine::Row, write};

impl Store {
    async fn keep(&self, sql: Sql) -> Result<Vec<Row>, Problem> {
        self.send(|answer| write::Job::Deeds { statements: vec![sql], answer }).await
    }
}
