//! How one ledger lies in its tables.

use kernel::{FieldId, LedgerId, StateId, StepId};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Kind,
    dialect::{ColumnType, quoted},
};

/// A ledger's tables.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Layout {
    pub ledger: LedgerId,
    /// In the order of their ids.
    pub fields: Vec<Column>,
    /// In the order of their ids.
    pub steps: Vec<StepId>,
    pub rule: Rule,
}

/// A field's columns.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Column {
    pub field: FieldId,
    pub kind: Kind,
    /// Has `s_`; once dated, always.
    pub dated: bool,
    /// Has `c_` and `h_`; once sealed, always.
    pub sealed: bool,
    /// New values are committed to with a salt.
    pub private: bool,
    /// Holds ids of files; once it did, always.
    pub file: bool,
}

/// What derived columns follow from, and the business key.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Rule {
    /// The field whose day opens the first state.
    pub date: Option<FieldId>,
    /// The first state of a case.
    pub first: Option<StateId>,
    /// Whether there is a table of spells.
    pub spells: bool,
    /// The business key.
    pub key: Vec<FieldId>,
    /// The field that the house numbers: how far it has come is looked up by its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbered: Option<FieldId>,
}

/// The columns every version has before those of its fields.
const HEAD: [&str; 6] = ["book", "record", "from_seq", "to_seq", "unit", "state"];

/// The columns of every spell before those of its dated fields.
const SPELL_HEAD: [&str; 6] = ["book", "record", "from_seq", "since", "until", "state"];

/// Where both say since which Change they are known.
pub(crate) const FROM_SEQ: usize = 2;

impl Layout {
    /// The quoted name of the table of versions.
    pub fn table(&self) -> String {
        quoted(&format!("l_{}", self.ledger))
    }

    /// The quoted name of the table of spells.
    pub fn spell_table(&self) -> String {
        quoted(&format!("d_{}", self.ledger))
    }

    pub fn column(&self, field: &str) -> Option<&Column> {
        self.fields.binary_search_by(|column| column.field.as_str().cmp(field)).ok().map(|index| &self.fields[index])
    }

    /// The fields whose values spells give: dated, and kept readable.
    pub fn dated(&self) -> impl Iterator<Item = &Column> {
        self.fields.iter().filter(|column| column.dated && !column.sealed)
    }

    /// All columns of a version in the order rows are written and read, with their types.
    pub fn columns(&self) -> Vec<(String, ColumnType)> {
        let head = HEAD.iter().map(|name| {
            let ty = if matches!(*name, "from_seq" | "to_seq") { ColumnType::Int } else { ColumnType::Text };
            ((*name).to_owned(), ty)
        });
        let fields = self.fields.iter().flat_map(Column::columns);
        let steps = self.steps.iter().map(|step| (step_column(step.as_str()), ColumnType::Int));
        let tail = ["_steps", "_seal"].map(|name| (name.to_owned(), ColumnType::Text));
        head.chain(fields).chain(steps).chain(tail).collect()
    }

    /// All columns of a spell, with their types.
    pub fn spell_columns(&self) -> Vec<(String, ColumnType)> {
        let head = SPELL_HEAD.iter().map(|name| {
            let ty = if matches!(*name, "from_seq" | "since" | "until") { ColumnType::Int } else { ColumnType::Text };
            ((*name).to_owned(), ty)
        });
        head.chain(self.dated().map(|column| (column.plain(), column.ty()))).collect()
    }

    /// The list of a version's columns, quoted, under an alias.
    pub fn select(&self, alias: &str) -> String {
        let names: Vec<String> = self.columns().iter().map(|(name, _)| format!("{alias}.{}", quoted(name))).collect();
        names.join(", ")
    }

    /// The columns two open records of a unit must not share.
    pub fn key_columns(&self) -> Vec<String> {
        let columns = self.rule.key.iter().filter_map(|field| self.column(field.as_str()));
        columns.map(|column| if column.sealed { column.search() } else { column.plain() }).collect()
    }
}

impl Column {
    pub fn plain(&self) -> String {
        format!("f_{}", self.field)
    }

    pub fn spells(&self) -> String {
        format!("s_{}", self.field)
    }

    pub fn cipher(&self) -> String {
        format!("c_{}", self.field)
    }

    pub fn search(&self) -> String {
        format!("h_{}", self.field)
    }

    pub fn ty(&self) -> ColumnType {
        if self.kind.is_int() { ColumnType::Int } else { ColumnType::Text }
    }

    /// What expressions, columns and sorting read: of a sealed text its search hash, of other sealed fields nothing.
    pub fn readable(&self) -> Option<String> {
        if !self.sealed {
            return Some(self.plain());
        }
        (self.kind == Kind::Text).then(|| self.search())
    }

    fn columns(&self) -> Vec<(String, ColumnType)> {
        let mut columns = vec![(self.plain(), self.ty())];
        if self.dated {
            columns.push((self.spells(), ColumnType::Text));
        }
        if self.sealed {
            columns.push((self.cipher(), ColumnType::Bytes));
            columns.push((self.search(), ColumnType::Text));
        }
        columns
    }
}

/// The column of a step's last day.
pub(crate) fn step_column(step: &str) -> String {
    format!("st__{step}")
}
