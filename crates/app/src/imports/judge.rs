//! What planning finds, each at its cell: keys that stand twice, values that change without a day, ledgers' findings.

use std::collections::HashSet;

use kernel::{Date, FieldId, Finding, Place, Value};
use rules::{change::Content, spells};

use super::{
    columns::{Column, at},
    findings::{are_plenty, prune},
    keys::SeenKeys,
    plan::{Planner, Spot},
    vocabulary::Target,
};
use crate::records::own_day;

impl Planner<'_> {
    /// A dated value of a new record holds from its own day; a changed one from the day that is given.
    #[expect(clippy::too_many_arguments, reason = "one cell, and everything that decides from when it holds")]
    pub fn dated(
        &self,
        spot: Spot,
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
        let since = if before.is_empty() { Some(said.unwrap_or(own)) } else { said.or(self.options.day()) };
        let Some(since) = since else {
            if spells::latest(&before) != Some(&value) {
                let name = self.ledger.field(id.as_str()).map_or(id.as_str(), |field| field.name.as_str());
                let message = format!("“{name}”与已有的不同，要写明自哪天起。");
                let hint = format!("请加一列“{name}变更日期”，或导入时给出日期；如果原来写错了，请在网页上更正。");
                let finding = Finding::error("import.since_missing", message, Place::field(id.as_str())).hint(hint);
                findings.push(self.placed(finding, spot));
            }
            return;
        };
        if spells::at(&before, since) != Some(&value) {
            content.fields.insert(id.clone(), Value::Spells(spells::change(&before, since, Some(value))));
        }
    }

    /// Rows whose keys stand twice.
    pub fn doubled(&self, seen: &mut SeenKeys, findings: &mut Vec<Finding>) -> HashSet<Spot> {
        let mut all = HashSet::new();
        for spots in seen.doubled() {
            for spot in &spots {
                if are_plenty(findings) {
                    break;
                }
                let others = spots.iter().filter(|other| *other != spot);
                let others: Vec<String> = others.take(5).map(|other| self.told(*other, spot.page)).collect();
                let message = format!("“{}”与{}相同，是重复的一条。", self.key_names(), others.join("、"));
                let finding = Finding::error("import.duplicate_key", message, Place::default());
                let finding = Finding { place: self.key_place(*spot), ..finding };
                findings.push(finding.hint("请删去重复的行，或改正其中一行。"));
            }
            all.extend(spots);
        }
        prune(findings);
        self.elsewhere(seen, findings);
        all
    }

    /// A number that is one person's or one household's stands under two units.
    fn elsewhere(&self, seen: &mut SeenKeys, findings: &mut Vec<Finding>) {
        for (spot, other, theirs) in seen.elsewhere() {
            if are_plenty(findings) {
                return;
            }
            let place = self.told(other, spot.page);
            let name = self.context.unit_name(theirs.as_str());
            let message = format!("“{}”在{place}也有，记在“{name}”。", self.key_names());
            let finding = Finding::warning("import.key_elsewhere", message, self.key_place(spot));
            findings.push(finding.hint("请核对是不是同一个，应当记在哪里。"));
        }
    }

    /// A record that is there already, where rows are only to be added.
    pub fn exists(&self, spot: Spot, findings: &mut Vec<Finding>) {
        let message = format!("“{}”已经有这一条了，追加不改已有的记录。", self.key_names());
        let finding = Finding::error("import.exists", message, self.key_place(spot));
        findings.push(finding.hint("请删去这一行；如果要改已有的记录，请改用“更新”。"));
    }

    fn key_names(&self) -> String {
        let fields = self.ledger.key.iter().filter_map(|id| self.ledger.field(id.as_str()));
        fields.map(|field| field.name.as_str()).collect::<Vec<_>>().join("、")
    }

    /// A row as people say it, with its sheet where that is another.
    pub fn told(&self, spot: Spot, page: usize) -> String {
        match self.pages[spot.page].name {
            Some(name) if spot.page != page => format!("工作表“{name}”第{}行", spot.row),
            _ => format!("第{}行", spot.row),
        }
    }

    fn key_place(&self, spot: Spot) -> Place {
        let first = self.ledger.key.first();
        let sheet = self.pages[spot.page].name;
        first.map_or_else(|| at_row(sheet, spot.row), |id| self.placed(blank(id.as_str()), spot).place)
    }

    /// The cell a finding about a field stands in; the row where no column brings the field.
    pub fn placed(&self, mut finding: Finding, spot: Spot) -> Finding {
        let field = finding.place.field.take();
        let brings = |column: &&Column| match &column.target {
            Some(Target::Field(id) | Target::NumberOf(id)) => field.as_deref() == Some(id.as_str()),
            Some(Target::Unit) => field.as_deref() == Some("unit"),
            Some(Target::Step(step)) => field.as_deref().and_then(|f| f.strip_prefix("steps.")) == Some(step.as_str()),
            _ => false,
        };
        let page = &self.pages[spot.page];
        let column = page.columns.iter().find(brings);
        let row = || at_row(page.name, spot.row);
        finding.place = column.map_or_else(row, |column| at(page.name, spot.row, column.index));
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
