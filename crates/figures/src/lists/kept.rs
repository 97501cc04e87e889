//! What the last questions for pages of a table made, for the next ones.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{FieldId, Problem};
use pack::model::FieldType;
use rules::search::Word;

use super::{
    hits::Hits,
    masked::Masked,
    order::{Order, Way},
    selection::{Selection, Wanted},
};
use crate::{
    columns::{Table, Texts},
    few::Few,
};

/// How many selections are kept: that many people may page through lists of their own.
const SELECTIONS: usize = 24;
/// How many answers to which texts hold a word are kept, of a bit a text.
const HOLDING: usize = 48;
/// Of how many columns it is kept what their masks leave, of four bytes a text.
const MASKED: usize = 4;
/// How many orders are kept, of four bytes a row.
const ORDERS: usize = 8;

/// By which fields, and whether the largest comes first.
type Sort = Vec<(FieldId, bool)>;

/// A word in a column, masked where it is.
type Sought = (String, bool, Word);

/// What one makes and others wait for, who ask for the same meanwhile.
type Shared<T> = Arc<Mutex<T>>;

/// Kept beside the table it is of, and dropped with it.
#[derive(Debug)]
pub struct Kept {
    selections: Mutex<Few<Wanted, Shared<Option<Arc<Selection>>>>>,
    orders: Mutex<Few<Sort, Arc<Order>>>,
    holding: Mutex<Few<Sought, Shared<Arc<Hits>>>>,
    masked: Mutex<Few<String, Shared<Masked>>>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            selections: Mutex::new(Few::new(SELECTIONS)),
            orders: Mutex::new(Few::new(ORDERS)),
            holding: Mutex::new(Few::new(HOLDING)),
            masked: Mutex::new(Few::new(MASKED)),
        }
    }
}

impl Kept {
    /// The rows that are wanted, as the table stands now.
    pub fn selection(&self, table: &Table, wanted: &Wanted) -> Result<Arc<Selection>, Problem> {
        let shared = lock(&self.selections).get_or_new(wanted.clone());
        let mut kept = lock(&shared);
        if let Some(before) = kept.clone().filter(|before| before.is_of(table)) {
            return Ok(before);
        }
        let selection = Arc::new(Selection::made(table, wanted, kept.as_deref())?);
        *kept = Some(selection.clone());
        Ok(selection)
    }

    /// Which texts of a column hold a word. Texts only become more, and only those that have come are looked at.
    /// Of masked ones it is what their mask leaves.
    pub fn holding(&self, (column, masked): (&str, Option<&FieldType>), texts: &Texts, word: &Word) -> Arc<Hits> {
        let shared = lock(&self.holding).get_or_new((column.to_owned(), masked.is_some(), word.clone()));
        let mut kept = lock(&shared);
        if kept.seen < texts.count() {
            *kept = Arc::new(match masked {
                None => kept.extended(texts, word),
                Some(ty) => {
                    let shared = lock(&self.masked).get_or_new(column.to_owned());
                    let mut masked = lock(&shared);
                    masked.extend(ty, texts);
                    masked.holding(word)
                }
            });
        }
        kept.clone()
    }

    /// All rows in an order. Who asks for one that is being made waits for it: making it twice would take longer.
    pub fn order(&self, table: &Table, way: &Way<'_>) -> Arc<Order> {
        let mut kept = lock(&self.orders);
        let sort = way.sort().to_vec();
        let order = match kept.get(&sort) {
            Some(before) if before.is_near(table) => return before,
            Some(before) => Arc::new(before.extended(table, way)),
            None => Arc::new(Order::made(table, way)),
        };
        kept.put(sort, order.clone());
        order
    }

    /// The memory it takes, about. Whoever only looks on does not wait for what is being made.
    pub fn bytes(&self) -> usize {
        let orders = self.orders.try_lock().map_or(0, |kept| kept.values().map(|one| one.bytes()).sum());
        let selections = shared(&self.selections, |one| one.as_ref().map_or(0, |one| one.bytes()));
        let holding = shared(&self.holding, |one| one.bytes());
        orders + selections + holding + shared(&self.masked, Masked::bytes)
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The memory of all that is shared, as far as nobody is making it.
fn shared<K: PartialEq, T>(kept: &Mutex<Few<K, Shared<T>>>, bytes: impl Fn(&T) -> usize) -> usize {
    let one = |one: &Shared<T>| one.try_lock().map_or(0, |one| bytes(&one));
    kept.try_lock().map_or(0, |kept| kept.values().map(one).sum())
}
