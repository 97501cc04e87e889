//! What the last questions for pages of a table made, for the next ones.

use std::sync::{Arc, Mutex, PoisonError};

use kernel::{FieldId, Problem};

use super::{
    order::{Order, Way},
    selection::{Selection, Wanted},
};
use crate::columns::Table;

/// How many selections are kept: that many people may page through lists of their own.
const SELECTIONS: usize = 24;
/// How many orders are kept, of four bytes a row.
const ORDERS: usize = 8;

/// By which fields, and whether the largest comes first.
type Sort = Vec<(FieldId, bool)>;

/// Kept beside the table it is of, and dropped with it.
#[derive(Default, Debug)]
pub struct Kept {
    selections: Mutex<Vec<(Wanted, Arc<Selection>)>>,
    orders: Mutex<Vec<(Sort, Arc<Order>)>>,
}

impl Kept {
    /// The rows that are wanted, as the table stands now.
    pub fn selection(&self, table: &Table, wanted: &Wanted) -> Result<Arc<Selection>, Problem> {
        let before = {
            let mut kept = self.selections.lock().unwrap_or_else(PoisonError::into_inner);
            take(&mut kept, wanted)
        };
        let selection = match before {
            Some(before) if before.is_of(table) => before,
            before => Arc::new(Selection::made(table, wanted, before.as_deref())?),
        };
        let mut kept = self.selections.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have asked the same meanwhile.
        take(&mut kept, wanted);
        put(&mut kept, (wanted.clone(), selection.clone()), SELECTIONS);
        Ok(selection)
    }

    /// All rows in an order. Who asks for one that is being made waits for it: making it twice would take longer.
    pub fn order(&self, table: &Table, way: &Way<'_>) -> Arc<Order> {
        let mut kept = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let sort = way.sort().to_vec();
        let order = match take(&mut kept, &sort) {
            Some(before) if before.is_near(table) => before,
            Some(before) => Arc::new(before.extended(table, way)),
            None => Arc::new(Order::made(table, way)),
        };
        put(&mut kept, (sort, order.clone()), ORDERS);
        order
    }

    /// The memory it takes, about.
    pub fn bytes(&self) -> usize {
        let selections = self.selections.lock().unwrap_or_else(PoisonError::into_inner);
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let of_selections: usize = selections.iter().map(|(_, selection)| selection.bytes()).sum();
        of_selections + orders.iter().map(|(_, order)| order.bytes()).sum::<usize>()
    }
}

/// Takes out what is kept under a name.
fn take<K: PartialEq, V>(kept: &mut Vec<(K, V)>, name: &K) -> Option<V> {
    let place = kept.iter().position(|(of, _)| of == name)?;
    Some(kept.remove(place).1)
}

/// The last asked for stands last; the first has not been asked for longest.
fn put<T>(kept: &mut Vec<T>, what: T, most: usize) {
    if kept.len() >= most {
        kept.remove(0);
    }
    kept.push(what);
}
