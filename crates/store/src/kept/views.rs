//! Lists that somebody comes back to.

use kernel::{Instant, LedgerId, Problem, UnitId};

use crate::{Store, cell::Cell, dialect::Sql, engine::Row, problem::damaged};

/// A list asked for in one way, under a name that its owner uses once in a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptView {
    /// What it is called by others than its owner; it stays when the view is kept anew.
    pub id: String,
    /// The ledger it lists.
    pub ledger: LedgerId,
    /// Whose: the record of an account, or the local user's name.
    pub owner: String,
    /// Its name.
    pub name: String,
    /// What is asked, as it stands in an address.
    pub query: String,
    /// Whoever works there or below sees it, too; nothing where it is its owner's alone.
    pub unit: Option<UnitId>,
    /// Since when it says so.
    pub changed_at: Instant,
}

/// Over what a view is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OverView<'a> {
    /// Whatever its owner has of this name.
    Whatever,
    /// Nothing: there is none of this name yet.
    Nothing,
    /// One that asks this, shared with the same.
    This(&'a KeptView),
}

const COLUMNS: &str = "id, ledger, owner, name, query, unit, changed_at";

impl Store {
    /// Somebody's views of a ledger, and all that others share; who may see which is for the caller to say.
    pub async fn kept_views(&self, ledger: &LedgerId, owner: &str) -> Result<Vec<KeptView>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        sql.line(format!("SELECT {COLUMNS}")).line("FROM kept_view");
        let (ledger, owner) = (sql.bind_text(ledger), sql.bind_text(owner));
        sql.line(format!("WHERE ledger = {ledger} AND (owner = {owner} OR unit <> '')"));
        sql.line("ORDER BY name, owner");
        self.reader().await?.rows(sql).await?.into_iter().map(view).collect()
    }

    /// Keeps a view; its id, or nothing where its owner has `most` in this ledger already, or has another of this name than
    /// was meant. Looked at and written by one statement, so that of two at once one is refused.
    pub async fn keep_view(&self, view: &KeptView, over: OverView<'_>, most: usize) -> Result<Option<String>, Problem> {
        let sql = match over {
            OverView::This(before) => self.over(view, before),
            OverView::Nothing => self.anew(view, "DO NOTHING", most),
            OverView::Whatever => self.anew(
                view,
                "DO UPDATE SET query = excluded.query, unit = excluded.unit, changed_at = excluded.changed_at",
                most,
            ),
        };
        let kept = self.keep(sql).await?.pop();
        Ok(kept.and_then(|row| row.first().and_then(Cell::as_text).map(str::to_owned)))
    }

    fn over(&self, view: &KeptView, before: &KeptView) -> Sql {
        let mut sql = Sql::new(self.shared.dialect);
        let (query, at) = (sql.bind_text(&view.query), sql.bind_int(view.changed_at.millis()));
        let unit = sql.bind_text(unit_of(view));
        sql.line(format!("UPDATE kept_view SET query = {query}, unit = {unit}, changed_at = {at}"));
        let (ledger, owner) = (sql.bind_text(&view.ledger), sql.bind_text(&view.owner));
        let (name, query) = (sql.bind_text(&view.name), sql.bind_text(&before.query));
        let unit = sql.bind_text(unit_of(before));
        sql.line(format!("WHERE ledger = {ledger} AND owner = {owner} AND name = {name}"));
        sql.line(format!("AND query = {query} AND unit = {unit}")).line("RETURNING id");
        sql
    }

    fn anew(&self, view: &KeptView, where_named: &str, most: usize) -> Sql {
        let mut sql = Sql::new(self.shared.dialect);
        let cells = [
            Cell::text(view.ledger.as_str()),
            Cell::text(&view.owner),
            Cell::text(&view.name),
            Cell::text(&view.id),
            Cell::text(&view.query),
            Cell::text(unit_of(view)),
            Cell::Int(view.changed_at.millis()),
        ];
        let binds = cells.map(|cell| sql.bind(cell));
        // Counted by the writer itself, so that many at once are as many as one by one.
        sql.line("INSERT INTO kept_view (ledger, owner, name, id, query, unit, changed_at)");
        sql.line(format!("SELECT {}", binds.join(", ")));
        let (ledger, owner) = (sql.bind_text(&view.ledger), sql.bind_text(&view.owner));
        let name = sql.bind_text(&view.name);
        sql.line(format!("WHERE (SELECT COUNT(*) FROM kept_view WHERE ledger = {ledger} AND owner = {owner}"));
        sql.line(format!("AND name <> {name}) < {most}"));
        sql.line(format!("ON CONFLICT (ledger, owner, name) {where_named}")).line("RETURNING id");
        sql
    }

    /// A view is no longer kept.
    pub async fn end_view(&self, ledger: &LedgerId, id: &str) -> Result<(), Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (ledger, id) = (sql.bind_text(ledger), sql.bind_text(id));
        sql.line("DELETE FROM kept_view").line(format!("WHERE ledger = {ledger} AND id = {id}"));
        self.keep(sql).await.map(|_| ())
    }
}

fn unit_of(view: &KeptView) -> &str {
    view.unit.as_ref().map_or("", UnitId::as_str)
}

fn view(row: Row) -> Result<KeptView, Problem> {
    let wrong = || damaged("kept_view");
    let [
        Cell::Text(id),
        Cell::Text(ledger),
        Cell::Text(owner),
        Cell::Text(name),
        Cell::Text(query),
        Cell::Text(unit),
        Cell::Int(at),
    ] = <[Cell; 7]>::try_from(row).map_err(|_| wrong())?
    else {
        return Err(wrong());
    };
    let unit = (!unit.is_empty()).then(|| UnitId::from(unit));
    Ok(KeptView { id, ledger: ledger.into(), owner, name, query, unit, changed_at: Instant::from_millis(at) })
}
