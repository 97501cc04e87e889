//! The journal of a book, and what one Change touched.

use kernel::{BookId, Date, Instant, LedgerId, Problem, RecordId, Seq};
use rules::access::Actor;
use store::{Entry, JournalQuery, Tellers};

use super::{ToldView, act_name, told, view_all};
use crate::{
    Service, World,
    access::{self, Journal},
};

/// The most records of one Change that are named.
const NAMED: usize = 500;
/// The most characters of what is sought in reasons.
const MOST_WORDS: usize = 200;
/// How many are looked at for them; some may be of ledgers that the reader does not read.
const LOOKED_AT: u32 = 5_000;

/// An entry of the journal with its act in words.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangeView {
    /// The entry.
    pub entry: Entry,
    /// Who, by name, where there is an account.
    pub actor_name: Option<String>,
    /// The word for the act.
    pub act_name: &'static str,
    /// Who told, where that is not who typed it.
    pub told: Option<ToldView>,
    /// The records it touched, the first five hundred; empty in lists.
    pub touched: Vec<TouchedView>,
}

/// A record a Change touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TouchedView {
    /// Its ledger.
    pub ledger: LedgerId,
    /// The ledger's name.
    pub ledger_name: String,
    /// The record.
    pub record: RecordId,
    /// What names it to a person.
    pub title: String,
    /// A version begins with the Change.
    pub opened: bool,
    /// The version that ends with it.
    pub closed: Option<Seq>,
}

/// Which Changes are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Only those before this number.
    pub before: Option<Seq>,
    /// How many; 50 where absent, 500 at most.
    pub limit: Option<u32>,
    /// By whom: a login, or part of a name.
    pub who: Option<String>,
    /// The kind of act, as the journal writes it.
    pub act: Option<String>,
    /// From this day on.
    pub from: Option<Date>,
    /// To this day, itself included.
    pub to: Option<Date>,
    /// Words in the reason.
    pub words: Option<String>,
    /// Only what somebody else told than who typed it.
    pub told: bool,
    /// Who told that: a login, or part of a name.
    pub told_by: Option<String>,
}

/// Whether somebody is told only a part of a book's journal: what touched records within his reach, and how many of these.
pub fn told_in_part(world: &World, actor: &Actor, book: &BookId) -> bool {
    access::journal(actor, world, book).is_ok_and(|journal| journal.in_part)
}

/// Entries of a book's journal, latest first; as far as whoever asks reaches what they touched.
pub async fn changes(
    service: &Service,
    actor: &Actor,
    book: &BookId,
    asked: Changes,
) -> Result<Vec<ChangeView>, Problem> {
    let world = service.world().await?;
    let Journal { allowed, in_part } = access::journal(actor, &world, book)?;
    // More than this nobody types.
    let said = |text: Option<String>| {
        let text: Option<String> = text.map(|text| text.trim().chars().take(MOST_WORDS).collect());
        text.filter(|text| !text.is_empty())
    };
    let query = JournalQuery {
        before: asked.before,
        limit: asked.limit.unwrap_or(50).clamp(1, 500),
        actors: said(asked.who).map(|who| accounts(&world, &who)),
        act: said(asked.act),
        from: asked.from.map(Instant::of_day),
        until: asked.to.map(|day| Instant::of_day(day.plus(1))),
        words: said(asked.words),
        told: asked.told,
        by: said(asked.told_by).map(|name| Tellers { accounts: accounts(&world, &name), name }),
        reached: in_part,
    };
    let entries = service.store().entries(&allowed, book, &query).await?;
    Ok(entries.into_iter().map(|entry| view(entry, &world, Vec::new())).collect())
}

/// The accounts somebody may mean.
fn accounts(world: &World, who: &str) -> Vec<String> {
    let fits = |user: &&crate::accounts::User| user.login == who || user.name.contains(who);
    let mut logins: Vec<String> = world.people.users().filter(fits).map(|user| user.login.clone()).collect();
    if who == Actor::LOCAL || "本机用户".contains(who) {
        logins.push(Actor::LOCAL.to_owned());
    }
    logins
}

fn view(entry: Entry, world: &World, touched: Vec<TouchedView>) -> ChangeView {
    ChangeView {
        actor_name: world.person_name(&entry.actor),
        act_name: act_name(&entry.act),
        told: entry.told.as_ref().map(|told| told::view(told, world)),
        entry,
        touched,
    }
}

/// One Change with the records it touched.
pub async fn change(service: &Service, actor: &Actor, book: &BookId, seq: Seq) -> Result<ChangeView, Problem> {
    let world = service.world().await?;
    let Journal { allowed, in_part } = access::journal(actor, &world, book)?;
    let missing = || Problem::not_found(format!("账本 {book} 的第 {seq} 号变更"));
    let entry = service.store().entry(&allowed, (book, seq), in_part).await?.ok_or_else(missing)?;
    let mut touched = service.store().first_touched(&allowed, (book, seq), LOOKED_AT, in_part).await?;
    touched.truncate(NAMED);
    let mut ledgers: Vec<LedgerId> = touched.iter().map(|touched| touched.ledger.clone()).collect();
    ledgers.sort();
    ledgers.dedup();
    let mut titles = std::collections::BTreeMap::new();
    // A record it opened is named as it was then; one it took back as it was before.
    for cut in [seq, Seq(seq.0.saturating_sub(1))] {
        let mut cut_then = world.cut.clone();
        cut_then.set(book.clone(), cut);
        for ledger in &ledgers {
            let ids: Vec<RecordId> =
                touched.iter().filter(|one| one.ledger == *ledger).map(|one| one.record.clone()).collect();
            let records = service.store().records(&allowed, book, ledger, &ids, &cut_then).await?;
            for view in view_all(service.store(), &allowed, &world, records, &cut_then).await? {
                titles.entry((view.ledger, view.record)).or_insert(view.title);
            }
        }
    }
    let name =
        |ledger: &LedgerId| world.pack.ledger(ledger.as_str()).map_or_else(|| ledger.to_string(), |l| l.name.clone());
    let touched = touched.into_iter().map(|one| TouchedView {
        ledger_name: name(&one.ledger),
        title: titles.get(&(one.ledger.clone(), one.record.clone())).cloned().unwrap_or_default(),
        ledger: one.ledger,
        record: one.record,
        opened: one.opened,
        closed: one.closed,
    });
    let touched = touched.collect();
    Ok(view(entry, &world, touched))
}
