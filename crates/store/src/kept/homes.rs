//! What is seen first.

use kernel::{Instant, Problem, UnitId};

use crate::{Store, cell::Cell, dialect::Sql, engine::Row, problem::damaged};

/// Whose home page it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HomeOf {
    /// One person's: the record of an account, or the local user's name.
    Person(String),
    /// What whoever holds a role at a unit sees until he arranges his own.
    Role {
        /// Where.
        unit: UnitId,
        /// The role, by its id in the pack.
        role: String,
    },
}

/// A home page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptHome {
    /// Whose.
    pub of: HomeOf,
    /// What is pinned to it, as the caller writes it.
    pub says: String,
    /// Who arranged it.
    pub changed_by: String,
    /// When.
    pub changed_at: Instant,
}

/// Over what a home page is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Over<'a> {
    /// Whatever is there.
    Whatever,
    /// Nothing: there is none yet.
    Nothing,
    /// One that says this.
    This(&'a str),
}

impl Store {
    /// Somebody's home page, where he has arranged one, and those of all roles.
    pub async fn kept_homes(&self, owner: &str) -> Result<Vec<KeptHome>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        sql.line("SELECT owner, unit, role, says, changed_by, changed_at").line("FROM kept_home");
        let owner = sql.bind_text(owner);
        sql.line(format!("WHERE owner = '' OR owner = {owner}")).line("ORDER BY owner, unit, role");
        self.reader().await?.rows(sql).await?.into_iter().map(home).collect()
    }

    /// Keeps a home page; whether it was kept. Looked at and written by one statement, so that of two at once one is refused.
    pub async fn keep_home(&self, home: &KeptHome, over: Over<'_>) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let key = key(&home.of).map(|part| sql.bind_text(part));
        let says = sql.bind_text(&home.says);
        let (by, at) = (sql.bind_text(&home.changed_by), sql.bind(Cell::Int(home.changed_at.millis())));
        let [owner, unit, role] = &key;
        match over {
            Over::This(before) => {
                let before = sql.bind_text(before);
                sql.line(format!("UPDATE kept_home SET says = {says}, changed_by = {by}, changed_at = {at}"));
                sql.line(format!("WHERE owner = {owner} AND unit = {unit} AND role = {role} AND says = {before}"));
            }
            Over::Nothing | Over::Whatever => {
                sql.line("INSERT INTO kept_home (owner, unit, role, says, changed_by, changed_at)");
                sql.line(format!("VALUES ({owner}, {unit}, {role}, {says}, {by}, {at})"));
                sql.line("ON CONFLICT (owner, unit, role)");
                match over {
                    Over::Nothing => sql.line("DO NOTHING"),
                    _ => sql
                        .line("DO UPDATE SET says = excluded.says, changed_by = excluded.changed_by,")
                        .line("changed_at = excluded.changed_at"),
                };
            }
        }
        sql.line("RETURNING owner");
        Ok(!self.keep(sql).await?.is_empty())
    }

    /// A home page is as usual again.
    pub async fn end_home(&self, of: &HomeOf) -> Result<(), Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let [owner, unit, role] = key(of).map(|part| sql.bind_text(part));
        sql.line("DELETE FROM kept_home");
        sql.line(format!("WHERE owner = {owner} AND unit = {unit} AND role = {role}"));
        self.keep(sql).await.map(|_| ())
    }
}

fn key(of: &HomeOf) -> [&str; 3] {
    match of {
        HomeOf::Person(owner) => [owner, "", ""],
        HomeOf::Role { unit, role } => ["", unit.as_str(), role],
    }
}

fn home(row: Row) -> Result<KeptHome, Problem> {
    let wrong = || damaged("kept_home");
    let [
        Cell::Text(owner),
        Cell::Text(unit),
        Cell::Text(role),
        Cell::Text(says),
        Cell::Text(changed_by),
        Cell::Int(at),
    ] = <[Cell; 6]>::try_from(row).map_err(|_| wrong())?
    else {
        return Err(wrong());
    };
    let of = match owner.is_empty() {
        true => HomeOf::Role { unit: unit.into(), role },
        false => HomeOf::Person(owner),
    };
    Ok(KeptHome { of, says, changed_by, changed_at: Instant::from_millis(at) })
}
