//! What the last questions for pages of a table made, for the next ones.

use std::sync::{Arc, Mutex, PoisonError};

use kernel::{FieldId, Problem};
use pack::model::FieldType;
use rules::{search::Word, show::mask};

use super::{
    order::{Order, Way},
    selection::{Selection, Wanted},
};
use crate::{
    columns::{Table, Texts},
    few::Few,
};

/// How many selections are kept: that many people may page through lists of their own.
const SELECTIONS: usize = 24;
/// How many answers to which texts hold a word are kept, of a byte a text.
const HOLDING: usize = 16;
/// How many orders are kept, of four bytes a row.
const ORDERS: usize = 8;

/// By which fields, and whether the largest comes first.
type Sort = Vec<(FieldId, bool)>;

/// A word in a column, masked where it is.
type Sought = (String, bool, Word);

/// Kept beside the table it is of, and dropped with it.
#[derive(Debug)]
pub struct Kept {
    selections: Mutex<Few<Wanted, Arc<Selection>>>,
    orders: Mutex<Few<Sort, Arc<Order>>>,
    holding: Mutex<Few<Sought, Arc<Vec<bool>>>>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            selections: Mutex::new(Few::new(SELECTIONS)),
            orders: Mutex::new(Few::new(ORDERS)),
            holding: Mutex::new(Few::new(HOLDING)),
        }
    }
}

impl Kept {
    /// The rows that are wanted, as the table stands now.
    pub fn selection(&self, table: &Table, wanted: &Wanted) -> Result<Arc<Selection>, Problem> {
        let lock = || self.selections.lock().unwrap_or_else(PoisonError::into_inner);
        let before = lock().get(wanted);
        if let Some(before) = before.clone().filter(|before| before.is_of(table)) {
            return Ok(before);
        }
        let selection = Arc::new(Selection::made(table, wanted, before.as_deref())?);
        lock().put(wanted.clone(), selection.clone());
        Ok(selection)
    }

    /// Which texts of a column hold a word. Texts only become more, and only those that have come are looked at.
    /// Of masked ones it is what their mask leaves.
    pub fn holding(&self, (column, masked): (&str, Option<&FieldType>), texts: &Texts, word: &Word) -> Arc<Vec<bool>> {
        let lock = || self.holding.lock().unwrap_or_else(PoisonError::into_inner);
        let (name, count) = ((column.to_owned(), masked.is_some(), word.clone()), texts.count() as usize);
        let before = lock().get(&name);
        if let Some(before) = before.clone().filter(|before| before.len() == count) {
            return before;
        }
        let mut holding = before.map(|before| before.to_vec()).unwrap_or_default();
        let holds = |text: &str| masked.map_or_else(|| word.is_in(text), |ty| word.is_in(&mask(ty, text)));
        let is_in = |number: u32| texts.get(number).is_some_and(holds);
        holding.extend((u32::try_from(holding.len()).unwrap_or(u32::MAX)..texts.count()).map(is_in));
        let holding = Arc::new(holding);
        lock().put(name, holding.clone());
        holding
    }

    /// All rows in an order. Who asks for one that is being made waits for it: making it twice would take longer.
    pub fn order(&self, table: &Table, way: &Way<'_>) -> Arc<Order> {
        let mut kept = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let sort = way.sort().to_vec();
        let order = match kept.get(&sort) {
            Some(before) if before.is_near(table) => return before,
            Some(before) => Arc::new(before.extended(table, way)),
            None => Arc::new(Order::made(table, way)),
        };
        kept.put(sort, order.clone());
        order
    }

    /// The memory it takes, about. Whoever only looks on does not wait for an order that is being made.
    pub fn bytes(&self) -> usize {
        let selections = self.selections.try_lock().map_or(0, |kept| kept.values().map(|one| one.bytes()).sum());
        selections + self.orders.try_lock().map_or(0, |kept| kept.values().map(|one| one.bytes()).sum())
    }
}
