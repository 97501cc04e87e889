//! What is looked for in a list, as the columns of this moment say it: of each word and column, which codes hold it.

use std::{collections::BTreeSet, sync::Arc};

use kernel::{Cut, LedgerId, UnitId};
use pack::model::FieldType;
use rules::search::Word;

use crate::columns::{Chunk, Snapshot, Table, UNIT};

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
    /// For each word, where it may stand.
    words: Vec<Vec<(Place, Arc<Vec<bool>>)>>,
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
            self.columns.iter().filter_map(of_column).collect()
        };
        Lookup {
            words: self.words.iter().enumerate().map(of_word).collect(),
            others: self.ledgers().filter_map(|ledger| Some(all.table(ledger.as_str())?.moved)).collect(),
            search: self.clone(),
        }
    }
}

impl Lookup {
    /// Whether a row holds every word.
    pub fn is_in(&self, chunk: &Chunk, row: usize) -> bool {
        self.words.iter().all(|places| places.iter().any(|(place, hits)| holds(*place, hits, chunk, row)))
    }
}

fn holds(place: Place, hits: &[bool], chunk: &Chunk, row: usize) -> bool {
    let code = match place {
        Place::Unit => Some(chunk.unit.code(row)),
        Place::Column(place) => chunk.columns[place].code(row),
    };
    code.is_some_and(|code| hits.get(code as usize) == Some(&true))
}

fn place(table: &Table, sought: &Sought) -> Option<Place> {
    if sought.column == UNIT { Some(Place::Unit) } else { table.layout.place(&sought.column).map(Place::Column) }
}

fn hits(
    table: &Table,
    (all, cut): (&Snapshot, Option<&Cut>),
    sought: &Sought,
    (number, word): (usize, &Word),
) -> Option<Arc<Vec<bool>>> {
    let dictionary = match place(table, sought)? {
        Place::Unit => &table.units,
        Place::Column(place) => table.dictionaries.get(place)?,
    };
    if let By::Text(masked) = &sought.by {
        return Some(table.kept.holding((&sought.column, masked.as_ref()), dictionary.texts(), word));
    }
    let mut hits = vec![false; dictionary.texts().count() as usize];
    let mut hit = |text: &str| {
        if let Some(code) = dictionary.find(text) {
            hits[code as usize] = true;
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
    let places: Vec<(Place, Arc<Vec<bool>>)> = columns
        .iter()
        .filter_map(|(column, masked)| {
            let place = table.layout.place(column)?;
            let texts = table.dictionaries.get(place)?.texts();
            Some((Place::Column(place), table.kept.holding((column, masked.as_ref()), texts, word)))
        })
        .collect();
    let reached = units.map(|units| {
        let reached = |unit: &str| units.contains(unit);
        table.units.texts().iter().map(reached).collect::<Vec<bool>>()
    });
    let positions = table.positions(cut.unwrap_or(&table.known));
    for chunk in &table.chunks {
        let known = chunk.known_at(&positions);
        let known = if table.layout.spells { known.and(&chunk.last_spells()) } else { known };
        for row in known.rows() {
            let is_reached = reached.as_ref().is_none_or(|reached| reached[chunk.unit.code(row) as usize]);
            if is_reached && places.iter().any(|(place, hits)| holds(*place, hits, chunk, row)) {
                hit(table.records.text(chunk.record.code(row)));
            }
        }
    }
}
