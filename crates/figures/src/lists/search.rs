//! What is looked for in a list, as the columns of this moment say it: of each word and column, which codes hold it.

use std::{collections::BTreeSet, sync::Arc};

use kernel::{Cut, LedgerId, UnitId};
use pack::model::FieldType;
use rules::search::Word;

use super::hits::Hits;
use crate::columns::{Bits, Chunk, Snapshot, Table, UNIT};

/// What is looked for: every word must stand in one of these columns.
#[derive(Clone, PartialEq, Debug)]
pub struct Search {
    /// The words; none is everything.
    pub words: Vec<Word>,
    /// Where.
    pub columns: Vec<Sought>,
}

/// A column that is looked through; `unit` is the unit of the record.
#[derive(Clone, PartialEq, Debug)]
pub struct Sought {
    /// Its name.
    pub column: String,
    /// How.
    pub by: By,
}

/// What of a column is compared.
#[derive(Clone, PartialEq, Debug)]
pub enum By {
    /// Its texts; of masked ones, what the mask of their type leaves to be seen.
    Text(Option<FieldType>),
    /// Its codes: for each word those whose name holds it.
    Codes(Vec<BTreeSet<String>>),
    /// The records it names, by the texts of columns of their ledger.
    Records {
        /// Whose ledger.
        ledger: LedgerId,
        /// Which columns there, and the type of those that are masked.
        columns: Vec<(String, Option<FieldType>)>,
        /// Only records of these units; `None` is all.
        units: Option<Arc<BTreeSet<UnitId>>>,
    },
}

/// A search resolved. Two are equal where they ask the same of the same state of other ledgers: what they come to in
/// the table itself only grows.
#[derive(Clone, Debug)]
pub struct Lookup {
    search: Search,
    others: Vec<u64>,
    /// For each word, where it stands.
    words: Vec<Vec<(Place, Arc<Hits>)>>,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Unit,
    Column(usize),
}

impl PartialEq for Lookup {
    fn eq(&self, other: &Self) -> bool {
        self.search == other.search && self.others == other.others
    }
}

impl Search {
    /// The other ledgers it looks into.
    pub fn ledgers(&self) -> impl Iterator<Item = &LedgerId> {
        self.columns.iter().filter_map(|sought| match &sought.by {
            By::Records { ledger, .. } => Some(ledger),
            By::Text(_) | By::Codes(_) => None,
        })
    }

    /// Which codes of the table hold the words; what other ledgers say is as known at the same cut.
    pub fn resolved(&self, table: &Table, all: &Snapshot, cut: Option<&Cut>) -> Lookup {
        let of_word = |(number, word): (usize, &Word)| {
            let of_column =
                |sought: &Sought| Some((place(table, sought)?, hits(table, (all, cut), sought, (number, word))?));
            self.columns.iter().filter_map(of_column).filter(|(_, hits)| !hits.is_empty()).collect()
        };
        Lookup {
            words: self.words.iter().enumerate().map(of_word).collect(),
            others: self.ledgers().filter_map(|ledger| Some(all.table(ledger.as_str())?.moved)).collect(),
            search: self.clone(),
        }
    }
}

impl Lookup {
    /// Of these rows those that hold every word.
    pub fn rows(&self, chunk: &Chunk, rows: Bits) -> Bits {
        self.words
            .iter()
            .fold(rows, |rows, places| if rows.is_empty() { rows } else { rows.and(&holding(places, chunk)) })
    }
}

/// The rows of a chunk that hold a word in one of these places.
fn holding(places: &[(Place, Arc<Hits>)], chunk: &Chunk) -> Bits {
    let of_place = |(place, hits): &(Place, Arc<Hits>)| match place {
        Place::Unit => hits.rows_by_unit(chunk),
        Place::Column(place) => hits.rows(&chunk.columns[*place], chunk.len),
    };
    places.iter().map(of_place).fold(Bits::default(), |all, rows| all.or(&rows))
}

fn place(table: &Table, sought: &Sought) -> Option<Place> {
    if sought.column == UNIT { Some(Place::Unit) } else { table.layout.place(&sought.column).map(Place::Column) }
}

fn hits(
    table: &Table,
    (all, cut): (&Snapshot, Option<&Cut>),
    sought: &Sought,
    (number, word): (usize, &Word),
) -> Option<Arc<Hits>> {
    let dictionary = match place(table, sought)? {
        Place::Unit => &table.units,
        Place::Column(place) => table.dictionaries.get(place)?,
    };
    if let By::Text(masked) = &sought.by {
        return Some(table.kept.holding((&sought.column, masked.as_ref()), dictionary.texts(), word));
    }
    let mut hits = Hits::none(dictionary.texts().count());
    let mut hit = |text: &str| {
        if let Some(code) = dictionary.find(text) {
            hits.set(code);
        }
    };
    match &sought.by {
        By::Text(_) => {}
        By::Codes(codes) => codes.get(number)?.iter().for_each(|code| hit(code)),
        By::Records { ledger, columns, units } => {
            let other = all.table(ledger.as_str())?;
            records(other, (cut, word), columns, units.as_deref(), &mut hit);
        }
    }
    Some(Arc::new(hits))
}

/// The records of a ledger that hold a word in one of these columns, as known at a cut and as they stand last.
fn records(
    table: &Table,
    (cut, word): (Option<&Cut>, &Word),
    columns: &[(String, Option<FieldType>)],
    units: Option<&BTreeSet<UnitId>>,
    hit: &mut impl FnMut(&str),
) {
    let places: Vec<(Place, Arc<Hits>)> = columns
        .iter()
        .filter_map(|(column, masked)| {
            let place = table.layout.place(column)?;
            let texts = table.dictionaries.get(place)?.texts();
            Some((Place::Column(place), table.kept.holding((column, masked.as_ref()), texts, word)))
        })
        .filter(|(_, hits)| !hits.is_empty())
        .collect();
    if places.is_empty() {
        return;
    }
    let reached = units.map(|units| {
        let mut reached = Hits::none(table.units.texts().count());
        units.iter().filter_map(|unit| table.units.find(unit.as_str())).for_each(|code| reached.set(code));
        reached
    });
    let positions = table.positions(cut.unwrap_or(&table.known));
    for chunk in &table.chunks {
        let known = chunk.known_at(&positions).and(&holding(&places, chunk));
        let known = if table.layout.spells { known.and(&chunk.last_spells()) } else { known };
        let reached = reached.as_ref().map_or(known, |reached| known.and(&reached.rows_by_unit(chunk)));
        reached.rows().for_each(|row| hit(table.records.text(chunk.record.code(row))));
    }
}
