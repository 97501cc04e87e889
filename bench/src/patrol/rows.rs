//! A year of patrols, always the same: as numbers, as edits for our road, as the CSV that everybody reads.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

use kernel::{Date, Decimal, Fields, Value};
use rules::change::{Content, Edit};

use super::pack::{GRIDS, KINDS, STATUSES, TOWNSHIPS, VILLAGES, grid};
use crate::chance::Chance;

/// 2025-01-01.
pub const FIRST: Date = Date::from_days(20_089);
/// The year they are of.
pub const YEAR: i16 = 2025;
/// 2026-01-15, when all is over.
pub const TODAY: Date = Date::from_days(20_468);

const WORDS: [&str; 16] = [
    "河岸", "水质", "护坡", "漂浮", "清理", "巡查", "网格", "沿线", "桥下", "排口", "已报", "正常", "树枝", "标牌",
    "道路", "边沟",
];
/// Thirty characters.
const NOTE: usize = 15;

/// One patrol.
#[derive(Clone, Copy)]
pub struct Row {
    pub number: u32,
    pub grid: u16,
    /// Days after the first of the year.
    pub day: u16,
    pub kind: u8,
    /// In tenths of a kilometre.
    pub length: u16,
    pub issues: u8,
    pub status: u8,
    note: u64,
}

/// So many, in the order in which they were numbered: days, grids and kinds stand in none.
pub fn rows(count: usize) -> impl Iterator<Item = Row> {
    let mut chance = Chance(20_251_231);
    (0..count).map(move |number| {
        let [grid, day, kind, length, issues, status] =
            [TOWNSHIPS * VILLAGES * GRIDS, 365, KINDS.len(), 151, 4, STATUSES.len()].map(|bound| chance.below(bound));
        let note = chance.below(1 << 60) as u64;
        Row {
            number: number as u32,
            grid: grid as u16,
            day: day as u16,
            kind: kind as u8,
            length: length as u16,
            issues: issues as u8,
            status: status as u8,
            note,
        }
    })
}

impl Row {
    pub fn township(&self) -> usize {
        usize::from(self.grid) / (VILLAGES * GRIDS)
    }

    pub fn on(&self) -> Date {
        Date::from_days(FIRST.days() + i32::from(self.day))
    }

    pub fn number(&self) -> String {
        format!("XC{:08}", self.number)
    }

    pub fn kind(&self) -> &'static str {
        KINDS[usize::from(self.kind)].0
    }

    pub fn status(&self) -> &'static str {
        STATUSES[usize::from(self.status)].0
    }

    pub fn note(&self) -> String {
        (0..NOTE).map(|place| WORDS[(self.note >> (4 * place)) as usize % WORDS.len()]).collect()
    }

    /// A new record with a name as long as those the program gives, one after the other.
    pub fn edit(&self) -> Edit {
        let mut fields = Fields::new();
        fields.insert("number".into(), Value::text(self.number()));
        fields.insert("on".into(), Value::Date(self.on()));
        fields.insert("kind".into(), Value::text(self.kind()));
        // Kept in metres, whatever it is written in.
        fields.insert("length".into(), Value::Decimal(Decimal::from(u32::from(self.length) * 100)));
        fields.insert("issues".into(), Value::Integer(i64::from(self.issues)));
        fields.insert("status".into(), Value::text(self.status()));
        fields.insert("note".into(), Value::text(self.note()));
        let to = Content { unit: grid(usize::from(self.grid)).as_str().into(), fields, steps: Vec::new() };
        let record = format!("01kbench00{:016}", self.number);
        Edit { ledger: "patrol".into(), record: record.as_str().into(), expects: None, to: Some(to) }
    }

    fn line(&self, out: &mut impl io::Write) -> io::Result<()> {
        let (grid, length) = (grid(usize::from(self.grid)), self.length);
        let [kind, status] = [KINDS[usize::from(self.kind)].1, STATUSES[usize::from(self.status)].1];
        let (number, on, note) = (self.number(), self.on(), self.note());
        let issues = self.issues;
        writeln!(out, "{number},{grid},{on},{kind},{}.{},{issues},{status},{note}", length / 10, length % 10)
    }
}

const HEADINGS: &str = "编号,网格,日期,类别,长度（公里）,问题数（个）,处理情况,备注";

/// Writes the CSV.
pub fn write(file: &Path, rows: impl Iterator<Item = Row>) -> io::Result<u64> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "{HEADINGS}")?;
    for row in rows {
        row.line(&mut out)?;
    }
    out.flush()?;
    Ok(std::fs::metadata(file)?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_the_same_each_time_and_of_the_year() {
        let first: Vec<Row> = rows(100).collect();
        assert_eq!(
            first.iter().map(Row::note).collect::<Vec<_>>(),
            rows(100).map(|row| row.note()).collect::<Vec<_>>()
        );
        assert!(first.iter().all(|row| row.on().to_string().starts_with("2025-") && row.note().chars().count() == 30));
        assert_eq!(TODAY.to_string(), "2026-01-15");
    }
}
