//! One question over all ledgers that somebody reads: the search of lists, ledger by ledger, and of each the first few.

use figures::{Listed, Search};
use kernel::{BookId, LedgerId, Problem, RecordId, UnitId};
use pack::model::{Field, FieldType, Ledger, LedgerKind, Privacy};
use rules::{
    access::{Actor, Allowed, Read},
    search::{Word, words},
};

use super::{List, View, find::search, question, view_all};
use crate::{Service, World, access, ledgers};

/// So many ledgers are looked through at most.
const MOST_LEDGERS: usize = 200;
/// So many records of a ledger are given.
const HITS: usize = 5;
/// So many in all; of a ledger that comes after them one is given still.
const MOST_HITS: usize = 100;
/// So many fields are told of a record, and of each so many characters.
const SAID: usize = 3;
const LONGEST: usize = 60;
/// So many characters before a word that stands far back in a long text.
const BEFORE: usize = 10;

/// So many units and ledgers that are called so are given.
const MOST_NAMED: usize = 100;

/// What was found, registers first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Everywhere {
    /// The units that are there today and are called so, the shortest name first: of two that hold a word it is more of.
    pub units: Vec<UnitId>,
    /// The ledgers that are called so, in the same order.
    pub named: Vec<LedgerId>,
    /// The ledgers that hold the words.
    pub ledgers: Vec<InLedger>,
    /// How many ledgers were not looked through.
    pub left_off: usize,
}

/// What was found in a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InLedger {
    /// The ledger.
    pub ledger: LedgerId,
    /// Its name.
    pub name: String,
    /// What kind of ledger it is.
    pub kind: LedgerKind,
    /// How many records its list shows for the same words.
    pub total: u64,
    /// The first of them: those first whose name or number holds the words.
    pub hits: Vec<Hit>,
}

/// A record, in the words of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// The book that keeps it.
    pub book: BookId,
    /// Its id.
    pub record: RecordId,
    /// What names it to a person.
    pub title: String,
    /// The owning unit's name.
    pub unit_name: String,
    /// The state of a case in words.
    pub state_name: Option<String>,
    /// Fields and what lists show of them, those first that hold a word.
    pub says: Vec<(String, String)>,
}

/// Looks for words in every ledger the actor reads, each by the search of its list: nothing is found here that is not found
/// there. No words are every record, as in lists.
pub async fn everywhere(service: &Service, actor: &Actor, typed: Option<&str>) -> Result<Everywhere, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let mut kept: Vec<&Ledger> = ledgers::kept(&world, &allowed).collect();
    kept.sort_by_key(|ledger| (ledger.is_system(), place(ledger.kind)));
    let (mut room, sought) = (MOST_HITS, words(typed.unwrap_or_default()));
    let units = world.units.iter().filter(|unit| unit.exists_on(world.today));
    let mut found = Everywhere {
        units: called_so(units.map(|unit| (&unit.id, unit.name.as_str())), &sought),
        named: called_so(kept.iter().map(|ledger| (&ledger.id, ledger.name.as_str())), &sought),
        ledgers: Vec::new(),
        left_off: kept.len().saturating_sub(MOST_LEDGERS),
    };
    for ledger in kept.into_iter().take(MOST_LEDGERS) {
        let page = few(service, &allowed, &world, ledger, typed, room.clamp(1, HITS)).await?;
        if page.total == 0 {
            continue;
        }
        let views = view_all(service.store(), &allowed, &world, page.records, &page.cut).await?;
        let hits: Vec<Hit> = views.into_iter().map(|view| hit(ledger, view, &sought)).collect();
        room = room.saturating_sub(hits.len());
        found.ledgers.push(InLedger {
            ledger: ledger.id.clone(),
            name: ledger.name.clone(),
            kind: ledger.kind,
            total: page.total,
            hits,
        });
    }
    Ok(found)
}

/// What is called by all these words, or begins to be read so; nothing where there are none.
fn called_so<'a, I: Clone + 'a>(all: impl Iterator<Item = (&'a I, &'a str)>, words: &[Word]) -> Vec<I> {
    let holds = |(_, name): &(&I, &str)| !words.is_empty() && words.iter().all(|word| word.is_in(name));
    let mut named: Vec<_> = all.filter(holds).collect();
    named.sort_by_key(|(_, name)| name.chars().count());
    named.into_iter().take(MOST_NAMED).map(|(id, _)| id.clone()).collect()
}

/// Who is called about goes before what happened to him.
fn place(kind: LedgerKind) -> u8 {
    match kind {
        LedgerKind::Register => 0,
        LedgerKind::Case => 1,
        LedgerKind::Log => 2,
    }
}

/// The first of a ledger's list, and how many there are. Where there are more than are given, the first are those that are
/// called so: letters stand in many texts, and a village's name in each of its records.
async fn few(
    service: &Service,
    allowed: &Allowed<Read>,
    world: &World,
    ledger: &Ledger,
    typed: Option<&str>,
    most: usize,
) -> Result<Listed, Problem> {
    let asked = List { limit: u32::try_from(most).ok(), sort: latest(ledger), ..List::default() };
    let mut query = question(world, ledger, &asked)?;
    let Some(search) = search(world, ledger, allowed, typed) else {
        return service.engine().list(allowed, &query, None).await;
    };
    let named = called(ledger, &search);
    let mut page = service.engine().find(allowed, &query, search, None).await?;
    if page.total <= page.records.len() as u64 {
        return Ok(page);
    }
    // Of the same moment.
    query.cut = page.cut.clone();
    let mut first = service.engine().find(allowed, &query, named, Some(&page.cut)).await?.records;
    let is_first = |other: &store::Record| first.iter().any(|one| one.book == other.book && one.record == other.record);
    page.records.retain(|record| !is_first(record));
    first.append(&mut page.records);
    first.truncate(most);
    Ok(Listed { records: first, ..page })
}

/// What happened is asked for by its day, the latest first; what exists stands as it was written.
fn latest(ledger: &Ledger) -> Option<String> {
    let day = ledger.field(ledger.date.as_str()).filter(|_| ledger.kind != LedgerKind::Register)?;
    (day.privacy <= Privacy::Internal && !day.sealed).then(|| format!("-{}", day.id))
}

/// The same search in what a record is called and numbered by.
fn called(ledger: &Ledger, search: &Search) -> Search {
    let is_name = |column: &str| ledger.title.iter().chain(&ledger.key).any(|field| field.as_str() == column);
    let columns = search.columns.iter().filter(|sought| is_name(&sought.column)).cloned().collect();
    Search { columns, words: search.words.clone() }
}

/// A record in few words. They are chosen by what the list shows of it and by nothing else, so that what is chosen does not
/// say what is masked.
fn hit(ledger: &Ledger, view: View, words: &[Word]) -> Hit {
    // Of what is masked whole there is nothing to tell.
    let says = |text: &&String| text.chars().any(|c| c != '*');
    let shown = |field: &Field| Some(view.shown.get(&field.id).filter(says)?.clone());
    let fields = ledger.fields.values().filter(|field| is_told(ledger, field));
    let said = fields.filter_map(|field| Some((field.name.clone(), shown(field)?)));
    let holds = |(_, text): &(String, String)| words.iter().any(|word| word.is_in(text));
    let (holding, others): (Vec<_>, Vec<_>) = said.partition(holds);
    let told = holding.into_iter().chain(others).take(SAID);
    Hit {
        says: told.map(|(name, text)| (name, excerpt(&text, words))).collect(),
        book: view.book,
        record: view.record,
        title: view.title,
        unit_name: view.unit_name,
        state_name: view.state_name,
    }
}

fn is_told(ledger: &Ledger, field: &Field) -> bool {
    use FieldType::{File, Line, Photo, Point, Polygon, Table};
    let is_text = !matches!(field.ty, File | Photo | Point | Line | Polygon | Table(_));
    is_text && !ledger.title.contains(&field.id) && !ledger.is_replaced(field.id.as_str())
}

/// A long text around the first of the words.
fn excerpt(text: &str, words: &[Word]) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let at = words.iter().filter_map(|word| word.place_in(text)).min().unwrap_or_default();
    let from = at.saturating_sub(BEFORE).min(length - LONGEST);
    let piece: String = text.chars().skip(from).take(LONGEST).collect();
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    format!("{}{piece}{}", dots(from > 0), dots(from + LONGEST < length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_around_the_word() {
        let long = format!("{}张三丰{}", "一".repeat(100), "二".repeat(100));
        for (typed, text, expect) in [
            ("zsf", "张三丰".to_owned(), "张三丰".to_owned()),
            ("三丰", long.clone(), format!("…{}张三丰{}…", "一".repeat(9), "二".repeat(48))),
            ("zsf", long.clone(), format!("…{}张三丰{}…", "一".repeat(10), "二".repeat(47))),
            ("没有", long.clone(), format!("{}…", "一".repeat(60))),
            ("没有 二二", long.clone(), format!("…{}张三丰{}…", "一".repeat(7), "二".repeat(50))),
        ] {
            assert_eq!(excerpt(&text, &words(typed)), expect, "{typed}");
        }
        let last = format!("{}丰", "一".repeat(99));
        assert_eq!(excerpt(&last, &words("丰")), format!("…{}丰", "一".repeat(59)));
    }
}
