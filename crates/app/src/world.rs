//! Pack, units and parameters as they stand at the heads: what `rules` is told of the world.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{BookId, Cut, Date, Decimal, Fields, LedgerId, Problem, UnitId, UnitTree, Value, units::Unit};
use pack::model::{Ledger, Pack};
use rules::{
    Context,
    access::{Allowed, Read},
    office::{POSTS, USERS},
};
use store::{ListQuery, Record, Store};

use crate::accounts::People;

/// The reserved ledger of units.
pub const UNITS: &str = "_unit";
/// The reserved ledger of the outlines of units.
pub const SHAPES: &str = "_shape";
/// The reserved ledger of dated parameters.
pub const PARAMETERS: &str = "_parameter";
/// The reserved ledger of packs put in force.
pub const PACKS: &str = "_pack";
/// Reserved ledgers that only the root book keeps.
const ROOT_LEDGERS: [&str; 6] = [UNITS, SHAPES, PARAMETERS, PACKS, USERS, POSTS];
const PAGE: u32 = 20_000;

/// The world of one moment.
#[derive(Clone, Debug)]
pub struct World {
    /// The pack in force.
    pub pack: Arc<Pack>,
    /// All units.
    pub units: Arc<UnitTree>,
    /// Parameters that hold today, in their own measures.
    pub parameters: Arc<BTreeMap<String, Decimal>>,
    /// All parameters as they are known, those that held once and those to come: what a limit is, is no secret.
    pub limits: Arc<Vec<Record>>,
    /// Accounts and posts.
    pub people: Arc<People>,
    /// The day.
    pub today: Date,
    /// Where the books stood.
    pub cut: Cut,
}

impl World {
    /// What conversion and validation are told.
    pub fn context(&self) -> Context<'_> {
        let local = |id: &str| self.parameters.get(id).copied();
        Context::with_parameters(&self.pack, &self.units, self.today, &local)
    }

    /// The book that keeps the units, parameters and packs: that of the root unit.
    pub fn root_book(&self) -> BookId {
        self.pack.root().map_or_else(|| BookId::new("_"), |unit| unit.book.clone())
    }

    /// The unit that records of the root book belong to.
    pub fn root_unit(&self) -> Result<UnitId, Problem> {
        self.pack.root().map(|unit| unit.id.clone()).ok_or_else(|| Problem::not_found("最上级的单位"))
    }

    /// The book that keeps a unit's records of a ledger. Units, posts, parameters and packs are the root book's.
    pub fn book_for(&self, ledger: &Ledger, unit: &str) -> BookId {
        let own = ledger.is_system() && ROOT_LEDGERS.contains(&ledger.id.as_str());
        let book = self.units.get(unit).filter(|_| !own).map(|unit| unit.book.clone());
        book.unwrap_or_else(|| self.root_book())
    }

    /// What a parameter is today, in its own measure. One that came with a newer program is not in the books yet and holds as it
    /// was declared.
    pub fn parameter(&self, id: &str) -> Option<Decimal> {
        let said = self.parameters.get(id).copied();
        said.or_else(|| rules::context::declared(self.pack.parameters.get(id)?, self.today))
    }

    /// The name of who signs in so; nothing where there is no such account.
    pub fn person_name(&self, login: &str) -> Option<String> {
        self.people.named(login).map(|user| user.name.clone()).filter(|name| !name.is_empty())
    }

    /// A unit by its code, as a person may name it; a problem where there is none.
    pub fn unit(&self, id: &str) -> Result<&Unit, Problem> {
        self.units.get(id).ok_or_else(|| Problem::not_found(format!("代码为“{id}”的单位")))
    }

    /// How far down a level lies, counted from the topmost; one that the pack does not name lies above all.
    pub(crate) fn depth(&self, level: &str) -> Option<usize> {
        self.units.levels().iter().position(|known| known.as_str() == level)
    }

    /// A unit and everything below it, units that have ended included.
    pub fn units_within(&self, scope: &str) -> Vec<UnitId> {
        let within = |unit: &&Unit| self.units.is_within(unit.id.as_str(), scope, self.today);
        self.units.iter().filter(within).map(|unit| unit.id.clone()).collect()
    }

    pub(crate) fn holds(&self, pack: &Arc<Pack>, heads: &Cut, today: Date) -> bool {
        let book = self.root_book();
        Arc::ptr_eq(&self.pack, pack) && self.today == today && self.cut.at(book.as_str()) == heads.at(book.as_str())
    }
}

pub(crate) async fn load(
    store: &Store,
    allowed: &Allowed<Read>,
    pack: Arc<Pack>,
    cut: Cut,
    today: Date,
) -> Result<World, Problem> {
    let units = all(store, allowed, UNITS, None, &cut).await?;
    let parameters = all(store, allowed, PARAMETERS, None, &cut).await?;
    let tree = UnitTree::new(units.iter().filter_map(unit), pack.level_ids());
    // Of several that hold today the one that began last, as figures read them.
    let mut held: Vec<(Date, String, Decimal)> =
        parameters.iter().filter_map(|record| parameter(&record.fields, today)).collect();
    held.sort_by_key(|(begins, ..)| *begins);
    let held = held.into_iter().map(|(_, id, value)| (id, value)).collect();
    let limits = Arc::new(parameters);
    let users = all(store, allowed, USERS, None, &cut).await?;
    let posts = all(store, allowed, POSTS, None, &cut).await?;
    let people = Arc::new(People::of(users, posts));
    Ok(World { pack, units: Arc::new(tree), parameters: Arc::new(held), limits, people, today, cut })
}

/// All records of a ledger at a cut; of these units only, where some are named.
pub(crate) async fn all(
    store: &Store,
    allowed: &Allowed<Read>,
    ledger: &str,
    units: Option<Vec<UnitId>>,
    cut: &Cut,
) -> Result<Vec<Record>, Problem> {
    let mut records = Vec::new();
    let mut after = None;
    loop {
        let of = ListQuery::of(LedgerId::from(ledger), cut.clone());
        let query = ListQuery { units: units.clone(), after, limit: PAGE, ..of };
        let page = store.list(allowed, &query).await?;
        records.extend(page.records);
        after = page.next;
        if after.is_none() {
            return Ok(records);
        }
    }
}

/// A unit as its record has it.
pub(crate) fn unit(record: &Record) -> Option<Unit> {
    let text = |id: &str| record.fields.get(id).and_then(Value::as_text).map(str::to_owned);
    let day = |id: &str| record.fields.get(id).and_then(Value::as_date);
    let parents = match record.fields.get("parent") {
        Some(Value::Spells(spells)) => spells
            .iter()
            .filter_map(|(since, parent)| Some((*since, UnitId::from(parent.as_deref()?.as_text()?))))
            .collect(),
        _ => Vec::new(),
    };
    let successors = text("successors").unwrap_or_default();
    Some(Unit {
        id: text("code")?.into(),
        name: text("name")?,
        level: text("level")?.into(),
        parents,
        begins: day("begins").unwrap_or(Date::MIN),
        ends: day("ends"),
        successors: successors.split(',').map(str::trim).filter(|code| !code.is_empty()).map(UnitId::from).collect(),
        book: text("book").map_or_else(|| record.book.clone(), BookId::from),
    })
}

fn parameter(fields: &Fields, today: Date) -> Option<(Date, String, Decimal)> {
    let day = |id: &str| fields.get(id).and_then(Value::as_date);
    let begins = day("begins").unwrap_or(Date::MIN);
    let holds = begins <= today && day("ends").is_none_or(|ends| today < ends);
    let value = fields.get("value").and_then(Value::as_text)?.trim().parse().ok()?;
    holds.then_some((begins, fields.get("parameter")?.as_text()?.to_owned(), value))
}
