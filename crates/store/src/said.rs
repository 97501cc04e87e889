//! What one field of a version says, and the columns it is kept in.

use kernel::{Date, Value};
use serde_json::{Value as Json, json};

use crate::{
    cell::{Cell, Kind},
    keys::Keys,
    schema::Column,
    seal::{self, Owner},
    spell::Since,
};

/// The columns of one field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct FieldCells {
    pub plain: Cell,
    pub spells: Cell,
    pub cipher: Cell,
    pub search: Cell,
}

/// What a field says, out of its cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Said {
    /// One value.
    Plain(Cell),
    /// Values over time.
    Spells(Since),
}

impl FieldCells {
    /// Whether a text among them has a NUL, as only a mistake of a program puts there.
    pub fn has_nul(&self) -> bool {
        [&self.plain, &self.spells].iter().any(|cell| cell.as_text().is_some_and(|text| text.contains('\0')))
    }

    /// The cell that stands in the hash of a field that is not sealed.
    pub fn said(&self) -> &Cell {
        if self.spells.is_null() { &self.plain } else { &self.spells }
    }

    /// Whether the plain column keeps the latest of the spells.
    pub fn keeps_latest(&self) -> bool {
        match &self.spells {
            Cell::Text(spells) => since_from(spells).is_some_and(|since| Said::Spells(since).latest() == self.plain),
            _ => true,
        }
    }

    /// What it says, deciphered; the outer `None` is what cannot be read, the inner an absent value.
    pub fn opened(&self, column: &Column, keys: &Keys, owner: Owner<'_>) -> Option<Option<Said>> {
        if let Some(sealed) = self.cipher.as_blob() {
            let plain = seal::decrypt(keys, owner, column.field.as_str(), sealed)?;
            return Said::from_json(&serde_json::from_slice(&plain).ok()?).map(Some);
        }
        Some(match (&self.spells, &self.plain) {
            (Cell::Text(spells), _) => Some(Said::Spells(since_from(spells)?)),
            (_, Cell::Null) => None,
            (_, plain) => Some(Said::Plain(plain.clone())),
        })
    }

    /// Its values over time; a plain value holds always.
    pub fn since(&self) -> Option<Since> {
        match (&self.spells, &self.plain) {
            (Cell::Text(spells), _) => since_from(spells),
            (_, Cell::Null) => Some(Vec::new()),
            (_, plain) => Some(vec![(Date::MIN.days(), plain.clone())]),
        }
    }
}

impl Said {
    /// Out of a value; `None` where it is not one of the field's.
    pub fn of(column: &Column, value: &Value) -> Option<Self> {
        let Value::Spells(spells) = value else { return column.kind.cell(value).map(Self::Plain) };
        if !column.dated {
            return None;
        }
        let cell =
            |value: &Option<Box<Value>>| value.as_ref().map_or(Some(Cell::Null), |value| column.kind.cell(value));
        let mut since: Since =
            spells.iter().map(|(day, value)| Some((day.days(), cell(value)?))).collect::<Option<_>>()?;
        since.sort_by_key(|(day, _)| *day);
        Some(Self::Spells(since))
    }

    /// See [`Said::of`]; a text is taken as it is.
    pub fn take(column: &Column, value: Value) -> Option<Self> {
        match (column.kind, value) {
            (Kind::Text, Value::Text(text)) => Some(Self::Plain(Cell::Text(text))),
            (_, value) => Self::of(column, &value),
        }
    }

    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Spells(since) if since.is_empty())
    }

    /// The cell of a single value, or of the latest.
    pub fn latest(&self) -> Cell {
        match self {
            Self::Plain(cell) => cell.clone(),
            Self::Spells(since) => since.last().map_or(Cell::Null, |(_, cell)| cell.clone()),
        }
    }

    /// The column of spells.
    pub fn spells(&self) -> Cell {
        match self {
            Self::Plain(_) => Cell::Null,
            Self::Spells(since) => {
                let spells: Vec<Json> = since.iter().map(|(day, cell)| json!([day, cell.to_json()])).collect();
                Cell::Text(Json::Array(spells).to_string())
            }
        }
    }

    /// The cells of a field that is not sealed.
    pub fn into_cells(self) -> FieldCells {
        let spells = self.spells();
        let plain = match self {
            Self::Plain(cell) => cell,
            Self::Spells(_) => self.latest(),
        };
        FieldCells { plain, spells, ..FieldCells::default() }
    }

    /// What is encrypted.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Plain(cell) => json!({ "v": cell.to_json() }),
            Self::Spells(_) => json!({ "s": self.spells().as_text() }),
        }
    }

    fn from_json(json: &Json) -> Option<Self> {
        match json.get("v") {
            Some(cell) => Cell::from_json(cell).map(Self::Plain),
            None => since_from(json.get("s")?.as_str()?).map(Self::Spells),
        }
    }

    pub fn value(&self, kind: Kind) -> Option<Value> {
        match self {
            Self::Plain(cell) => kind.value(cell),
            Self::Spells(since) => {
                let spell = |(day, cell): &(i32, Cell)| {
                    let value = if cell.is_null() { None } else { Some(Box::new(kind.value(cell)?)) };
                    Some((Date::from_days(*day), value))
                };
                since.iter().map(spell).collect::<Option<_>>().map(Value::Spells)
            }
        }
    }
}

fn since_from(text: &str) -> Option<Since> {
    let spells: Vec<(i32, Json)> = serde_json::from_str(text).ok()?;
    spells.iter().map(|(day, cell)| Some((*day, Cell::from_json(cell)?))).collect()
}
