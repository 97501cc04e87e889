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

impl Store {
    /// Somebody's home page, where he has arranged one, and those of all roles.
    pub async fn kept_homes(&self, owner: &str) -> Result<Vec<KeptHome>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        sql.line("SELECT owner, unit, role, says, changed_by, changed_at").line("FROM kept_home");
        let owner = sql.bind_text(owner);
        sql.line(format!("WHERE owner = '' OR owner = {owner}")).line("ORDER BY owner, unit, role");
        self.reader().await?.rows(sql).await?.into_iter().map(home).collect()
    }

    /// Keeps a home page over what it was.
    pub async fn keep_home(&self, home: &KeptHome) -> Result<(), Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let [owner, unit, role] = key(&home.of);
        let cells = [
            Cell::text(owner),
            Cell::text(unit),
            Cell::text(role),
            Cell::text(&home.says),
            Cell::text(&home.changed_by),
            Cell::Int(home.changed_at.millis()),
        ];
        let binds = cells.map(|cell| sql.bind(cell));
        sql.line("INSERT INTO kept_home (owner, unit, role, says, changed_by, changed_at)");
        sql.line(format!("VALUES ({})", binds.join(", ")));
        sql.line("ON CONFLICT (owner, unit, role) DO UPDATE SET says = excluded.says,");
        sql.line("changed_by = excluded.changed_by, changed_at = excluded.changed_at");
        self.keep(sql).await.map(|_| ())
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
