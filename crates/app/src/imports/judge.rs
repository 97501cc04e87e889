//! What planning finds, each at its cell: keys that stand twice, values that change without a day, ledgers' findings.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, FieldId, Finding, Place, Value};
use rules::{change::Content, spells};

use super::{
    columns::{Column, at},
    plan::{Key, Planner},
    vocabulary::Target,
};
use crate::records::own_day;

impl Planner<'_> {
    /// A dated value of a new record holds from its own day; a changed one from the day that is given.
    #[expect(clippy::too_many_arguments, reason = "one cell, and everything that decides from when it holds")]
    pub fn dated(
        &self,
        row: u32,
        id: &FieldId,
        value: Value,
        said: Option<Date>,
        exists: bool,
        content: &mut Content,
        findings: &mut Vec<Finding>,
    ) {
        let own = own_day(self.ledger, content, self.context.today);
        let before = match content.fields.get(id) {
            Some(Value::Spells(spells)) if exists => spells.clone(),
            _ => Vec::new(),
        };
        let since = if before.is_empty() { Some(said.unwrap_or(own)) } else { said.or(self.options.date) };
        let Some(since) = since else {
            if spells::latest(&before) != Some(&value) {
                let name = self.ledger.field(id.as_str()).map_or(id.as_str(), |field| field.name.as_str());
                let message = format!("“{name}”与已有的不同，要写明自哪天起。");
                let hint = format!("请加一列“{name}变更日期”，或导入时给出日期；如果原来写错了，请在网页上更正。");
                let finding = Finding::error("import.since_missing", message, Place::field(id.as_str())).hint(hint);
                findings.push(self.placed(finding, row));
            }
            return;
        };
        if spells::at(&before, since) != Some(&value) {
            content.fields.insert(id.clone(), Value::Spells(spells::change(&before, since, Some(value))));
        }
    }

    pub fn doubled(&self, seen: &BTreeMap<Key, Vec<u32>>, findings: &mut Vec<Finding>) -> BTreeSet<Key> {
        let doubled = seen.iter().filter(|(_, rows)| rows.len() > 1);
        for (_, rows) in doubled.clone() {
            let names: Vec<&str> = self
                .ledger
                .key
                .iter()
                .filter_map(|id| self.ledger.field(id.as_str()))
                .map(|f| f.name.as_str())
                .collect();
            for row in rows {
                let others: Vec<String> =
                    rows.iter().filter(|other| *other != row).take(5).map(u32::to_string).collect();
                let message = format!("“{}”与第{}行相同，是重复的一条。", names.join("、"), others.join("、"));
                let finding = Finding::error("import.duplicate_key", message, Place::default());
                let finding = Finding { place: self.key_place(*row), ..finding };
                findings.push(finding.hint("请删去重复的行，或改正其中一行。"));
            }
        }
        doubled.map(|(key, _)| key.clone()).collect()
    }

    fn key_place(&self, row: u32) -> Place {
        let first = self.ledger.key.first();
        first.map_or_else(|| at_row(self.sheet, row), |id| self.placed(blank(id.as_str()), row).place)
    }

    /// The cell a finding about a field stands in; the row where no column brings the field.
    pub fn placed(&self, mut finding: Finding, row: u32) -> Finding {
        let field = finding.place.field.take();
        let brings = |column: &&Column| match &column.target {
            Some(Target::Field(id) | Target::NumberOf(id)) => field.as_deref() == Some(id.as_str()),
            Some(Target::Unit) => field.as_deref() == Some("unit"),
            Some(Target::Step(step)) => field.as_deref().and_then(|f| f.strip_prefix("steps.")) == Some(step.as_str()),
            _ => false,
        };
        let column = self.columns.iter().find(brings);
        finding.place = column.map_or_else(|| at_row(self.sheet, row), |column| at(self.sheet, row, column.index));
        finding.place.field = field;
        finding
    }
}

fn blank(field: &str) -> Finding {
    Finding::error("import.duplicate_key", "", Place::field(field))
}

pub(super) fn at_row(sheet: Option<&str>, row: u32) -> Place {
    Place { sheet: sheet.map(str::to_owned), line: Some(row), ..Place::default() }
}
