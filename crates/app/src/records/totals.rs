//! What the numbers of a list add up to, over all its pages.

use figures::Search;
use kernel::{Cut, Decimal, Finding, LedgerId, Place, Problem, number};
use pack::model::{Field, Ledger, Privacy};
use rules::access::{Actor, Allowed, Read};
use store::ListQuery;

use super::{
    find::search,
    list::{List, question},
};
use crate::{Service, access};

/// The numbers of a list, added up.
#[derive(Clone, PartialEq, Debug)]
pub struct Totals {
    /// How many records the list has.
    pub total: u64,
    /// Of each number that lists do not mask, in the order of the ledger.
    pub sums: Vec<Total>,
    /// As known at.
    pub as_of: Cut,
}

/// A field, added up.
#[derive(Clone, PartialEq, Debug)]
pub struct Total {
    /// The field.
    pub field: String,
    /// The sum in base units; nothing where no record has a value.
    pub sum: Option<Decimal>,
    /// How many records have a value.
    pub of: u64,
}

/// Adds up a list, whatever page it asks for. Problems: those of [`super::list`], and `list.too_large` where a sum has more
/// digits than a number can have.
pub async fn totals(service: &Service, actor: &Actor, ledger: &LedgerId, asked: List) -> Result<Totals, Problem> {
    let world = service.world().await?;
    let (allowed, found) = access::read_ledger(actor, &world, ledger.as_str())?;
    // In which order they lie, and where a page would begin, is nothing to a sum.
    let asked = List { sort: None, after: None, ..asked };
    let query = question(&world, found, &asked)?;
    let search = search(&world, found, &allowed, asked.find.as_deref());
    let (total, sums) = sums(service, &allowed, found, &query, search, asked.as_of.as_ref()).await?;
    Ok(Totals { total, sums, as_of: query.cut })
}

/// The same of a question that is in the words of the store already.
pub(super) async fn sums(
    service: &Service,
    allowed: &Allowed<Read>,
    ledger: &Ledger,
    query: &ListQuery,
    search: Option<Search>,
    as_of: Option<&Cut>,
) -> Result<(u64, Vec<Total>), Problem> {
    let fields: Vec<&Field> = added(ledger).collect();
    let ids = fields.iter().map(|field| field.id.clone()).collect();
    let sums = service.engine().sums(allowed, query, search, ids, as_of).await?;
    let mut findings = Vec::new();
    let mut all = Vec::with_capacity(fields.len());
    for (field, one) in fields.into_iter().zip(&sums.sums) {
        let sum = number::from_scaled(one.sum, u32::from(field.ty.scale().unwrap_or_default()));
        if sum.is_none() {
            let message = format!("“{}”加起来太大，算不出来。", field.name);
            findings.push(Finding::error("list.too_large", message, Place::field(field.id.as_str())));
        }
        all.push(Total { field: field.id.to_string(), sum: sum.filter(|_| one.present > 0), of: one.present });
    }
    if !findings.is_empty() {
        let problem = Problem::new("list.too_large", "有的数加起来太大，算不出合计。");
        return Err(problem.hint("请检查这些字段里是不是有填错的数。").findings(findings));
    }
    Ok((sums.total, all))
}

/// Numbers that every reader of the list sees, so that their sum says nothing that a mask hides.
fn added(ledger: &Ledger) -> impl Iterator<Item = &Field> {
    let is_shown = |field: &&Field| field.privacy <= Privacy::Internal && !field.sealed;
    ledger.fields.values().filter(is_shown).filter(|field| field.ty.scale().is_some())
}
