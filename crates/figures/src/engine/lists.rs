//! The doors of the engine for lists: a page, a page found by words, how many there are, what they add up to.

use std::collections::BTreeSet;

use kernel::{Cut, FieldId, LedgerId, Problem};
use pack::model::{Ledger, Privacy};
use rules::access::{Allowed, Read};
use store::{ListQuery, ListSums};

use super::Engine;
use crate::{
    aside::aside,
    columns::Table,
    lists::{Listed, Search, Wanted, page, sums},
};

impl Engine {
    /// A page of records as known at the query's cut, or now, as `as_of` says: by columns, or by the database as long as
    /// nobody has read the ledger. Problems: those of [`Store::list`].
    pub async fn list(
        &self,
        allowed: &Allowed<Read>,
        query: &ListQuery,
        as_of: Option<&Cut>,
    ) -> Result<Listed, Problem> {
        let asked = query.clone();
        let found = self.by_columns(allowed, query, as_of, None, move |table, wanted| page(table, &asked, wanted));
        if let Some(found) = found.await? {
            let records = self.store.page(allowed, &query.ledger, &found.keys, &found.cut).await?;
            return Ok(Listed { records, next: found.next, total: found.total, cut: found.cut });
        }
        let page = self.store.list(allowed, query).await?;
        let (total, cut) = (page.total.unwrap_or_default(), query.cut.clone());
        Ok(Listed { records: page.records, next: page.next, total, cut })
    }

    /// How many records a list has on all its pages; none of them is read. Problems: those of [`Store::list`].
    pub async fn total(&self, allowed: &Allowed<Read>, query: &ListQuery) -> Result<u64, Problem> {
        let asked = query.clone();
        let found = self.by_columns(allowed, query, None, None, move |table, wanted| page(table, &asked, wanted));
        if let Some(found) = found.await? {
            return Ok(found.total);
        }
        Ok(self.store.list(allowed, query).await?.total.unwrap_or_default())
    }

    /// What these fields add up to over all pages of a list, or of those that hold the words of a search. Problems: those
    /// of [`Engine::list`] and [`Engine::find`].
    pub async fn sums(
        &self,
        allowed: &Allowed<Read>,
        query: &ListQuery,
        search: Option<Search>,
        fields: Vec<FieldId>,
        as_of: Option<&Cut>,
    ) -> Result<ListSums, Problem> {
        let (asked, is_search) = (fields.clone(), search.is_some());
        let found = self.by_columns(allowed, query, as_of, search, move |table, wanted| sums(table, wanted, &asked));
        match found.await? {
            Some(found) => Ok(found),
            None if is_search => Err(cannot_search()),
            None => self.store.sums(allowed, query, &fields).await,
        }
    }

    /// A page of the records that hold all the words of a search. Only the columns know how a text is read, so they are
    /// waited for. Problem: `list.cannot_search` where they cannot answer.
    pub async fn find(
        &self,
        allowed: &Allowed<Read>,
        query: &ListQuery,
        search: Search,
        as_of: Option<&Cut>,
    ) -> Result<Listed, Problem> {
        let asked = query.clone();
        let found =
            self.by_columns(allowed, query, as_of, Some(search), move |table, wanted| page(table, &asked, wanted));
        let found = found.await?.ok_or_else(cannot_search)?;
        let records = self.store.page(allowed, &query.ledger, &found.keys, &found.cut).await?;
        Ok(Listed { records, next: found.next, total: found.total, cut: found.cut })
    }

    /// What the columns answer; `None` where they cannot, or where it is not for them to say why they do not. A search
    /// waits for them, anything else takes them as far as they are at hand.
    async fn by_columns<T: Send + 'static>(
        &self,
        allowed: &Allowed<Read>,
        query: &ListQuery,
        as_of: Option<&Cut>,
        search: Option<Search>,
        answer: impl FnOnce(&Table, &Wanted) -> Result<Option<T>, Problem> + Send + 'static,
    ) -> Result<Option<T>, Problem> {
        let pack = self.store.pack();
        let ledger = pack.ledger(query.ledger.as_str()).filter(|_| allowed.covers(query.ledger.as_str()));
        let tables = match (ledger, &search) {
            (None, None) => None,
            (None, Some(_)) => return Err(Problem::not_found(format!("台账“{}”", query.ledger))),
            (Some(_), Some(search)) => {
                let mut ledgers: BTreeSet<LedgerId> = search.ledgers().cloned().collect();
                ledgers.insert(query.ledger.clone());
                Some(self.cache.fresh(&self.store, &pack, &ledgers, &query.cut).await?)
            }
            (Some(ledger), None) if is_for_columns(ledger, query) => {
                self.cache.at_hand(&self.store, &pack, &query.ledger, &query.cut).await?
            }
            (Some(_), None) => None,
        };
        let Some(tables) = tables else {
            self.meters.list(false);
            return Ok(None);
        };
        let (mut wanted, ledger) = (wanted(allowed, query, as_of), query.ledger.clone());
        let answered = aside(move || {
            let Some(table) = tables.table(ledger.as_str()) else { return Ok(None) };
            wanted.search = search.map(|search| search.resolved(table, &tables, wanted.cut.as_ref()));
            answer(table, &wanted)
        });
        let answered = answered.await??;
        self.meters.list(answered.is_some());
        Ok(answered)
    }
}

/// Of what is sealed, columns hold no order; a few records by their names are read by their keys.
fn is_for_columns(ledger: &Ledger, query: &ListQuery) -> bool {
    let is_sealed = |(field, _): &(FieldId, bool)| {
        ledger.field(field.as_str()).is_some_and(|field| field.privacy > Privacy::Internal)
    };
    query.only.is_none() && !query.sort.iter().any(is_sealed)
}

fn cannot_search() -> Problem {
    Problem::new("list.cannot_search", "这样筛选或排序时不能查找文字。").hint("请去掉筛选或换一个字段排序，再查。")
}

fn wanted(allowed: &Allowed<Read>, query: &ListQuery, as_of: Option<&Cut>) -> Wanted {
    Wanted {
        units: query.units.clone(),
        reach: (allowed.units_for(query.ledger.as_str()), allowed.books_for(query.ledger.as_str())),
        filter: query.filter.clone().map(|filter| (filter, query.constants.clone())),
        search: None,
        cut: as_of.cloned(),
    }
}
