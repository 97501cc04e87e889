//! The villages that a spreadsheet names, for an office that founds its books from what it has.

use std::collections::BTreeMap;

use kernel::Problem;
use rules::convert::squeeze;

use super::{
    super::read::{self, Cell, Row, Sheet},
    header, is_record, unreadable,
};

/// How a village or community is called.
const ENDINGS: [&str; 4] = ["村", "社区", "居委会", "居民委员会"];
const LONGEST: usize = 15;
/// A column with more names than this is no list of villages.
const MOST: usize = 300;

/// Units a file names.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SheetUnits {
    /// Villages in the order of the file.
    pub units: Vec<NamedUnit>,
    /// The office that stands above the headings (`填报单位：…`).
    pub office: Option<String>,
}

/// A unit by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedUnit {
    /// Its name.
    pub name: String,
    /// Rows that name it.
    pub rows: u64,
}

/// Villages of the column that names most of them, and sheets called after one.
pub async fn units_in(name: &str, bytes: &[u8]) -> Result<SheetUnits, Problem> {
    let sheets = read_aside(name, bytes).await?;
    let mut found = SheetUnits::default();
    let mut add = |name: String, rows: u64| match found.units.iter_mut().find(|unit| unit.name == name) {
        Some(unit) => unit.rows += rows,
        None => found.units.push(NamedUnit { name, rows }),
    };
    for sheet in &sheets {
        let header = header(sheet);
        if let Some(header) = &header {
            let said = header.above.iter().find_map(|line| office(line));
            found.office = found.office.take().or(said);
        }
        let counts = |row: &Row| header.as_ref().is_none_or(|header| is_record(row, sheet, header));
        let first = header.as_ref().map_or(0, |header| header.data);
        let (mut rows, mut named): (usize, Vec<Named>) = (0, Vec::new());
        for row in sheet.rows.iter_from(first).filter(|row| counts(row)) {
            named.resize_with(named.len().max(row.cells.len()), Named::default);
            for (column, named) in named.iter_mut().enumerate() {
                named.look(row.cell(column), rows);
            }
            rows += 1;
        }
        if let Some(own) = sheet.name.as_deref().filter(|name| is_village(name)) {
            add(own.to_owned(), rows as u64);
            continue;
        }
        let columns = named.into_iter().map(|named| (named.of_villages, named.filled, named.names));
        let columns = columns.filter(|(named, filled, names)| named * 2 > *filled && names.len() <= MOST);
        let Some((_, _, names)) = columns.max_by_key(|(named, ..)| *named) else { continue };
        let mut names: Vec<(String, (usize, u64))> = names.into_iter().collect();
        names.sort_by_key(|(_, (place, _))| *place);
        names.into_iter().for_each(|(name, (_, rows))| add(name, rows));
    }
    Ok(found)
}

/// The villages of a column.
#[derive(Default)]
struct Named {
    /// Each with the row it first stands in, and how many there are.
    names: BTreeMap<String, (usize, u64)>,
    filled: u64,
    of_villages: u64,
}

impl Named {
    fn look(&mut self, cell: &Cell, row: usize) {
        let Cell::Value(input) = cell else { return };
        if input.is_blank() {
            return;
        }
        self.filled += 1;
        let text = squeeze(&input.text());
        if is_village(&text) {
            self.of_villages += 1;
            // A column of so many names is no list of villages, and they need not be kept.
            if self.names.len() <= MOST || self.names.contains_key(&text) {
                self.names.entry(text).or_insert((row, 0)).1 += 1;
            }
        }
    }
}

fn is_village(text: &str) -> bool {
    let long = text.chars().count();
    (2..=LONGEST).contains(&long) && ENDINGS.iter().any(|ending| text.ends_with(ending) && text.len() > ending.len())
}

/// `填报单位：白石镇人民政府` → 白石镇.
fn office(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("单位：").or_else(|| line.split_once("单位:"))?;
    let name = rest.split([' ', '　', '（', '(']).next()?.trim().trim_end_matches("人民政府");
    (name.ends_with(['镇', '乡']) && name.chars().count() <= LONGEST).then(|| name.to_owned())
}

/// There is no installation yet that could keep it.
async fn read_aside(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Problem> {
    let (file, content) = (name.to_owned(), bytes.to_vec());
    let read = tokio::task::spawn_blocking(move || read::sheets(&file, &content)).await;
    let read = read.map_err(|_| {
        Problem::new("import.failed", "读文件时出了意外。").hint("请再试一次。").detail("reading did not end")
    })?;
    read.map_err(unreadable)
}
