//! A spreadsheet as a township hands it in: a title, headings, one row a household, a line of totals, a note.

use kernel::Problem;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::ledgers::{KINDS, VILLAGES, village};
use crate::chance::Chance;

/// Which of the two ledgers it is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum About {
    Plots,
    Persons,
}

const SURNAMES: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "欧阳"];
const GIVEN: [&str; 16] =
    ["建", "国", "秀", "英", "明", "华", "桂", "兰", "德", "志", "春", "梅", "小", "红", "永", "福"];
const NOTES: [&str; 4] = ["外出务工", "土地流转给合作社", "与上年一致", "待核实面积"];

/// The bytes of a workbook of one sheet.
pub fn workbook(rows: usize, about: About) -> Result<Vec<u8>, Problem> {
    write(rows, about).map_err(|error| Problem::new("bench.no_workbook", error.to_string()))
}

fn write(rows: usize, about: About) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("花名册")?;
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    sheet.merge_range(0, 0, 0, 9, "测速镇2022年种植面积和补贴花名册", &bold)?;
    let (number, name) = match about {
        About::Plots => ("编号", "种植户"),
        About::Persons => ("身份证号", "姓名"),
    };
    let headings =
        ["村", number, name, "作物", "登记日期", "面积（亩）", "补贴金额（元）", "家庭人口", "联系电话", "备注"];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_with_format(1, column, heading, &bold)?;
    }
    let mut chance = Chance(1);
    let (mut areas, mut money, mut people) = (0, 0, 0);
    for number in 0..rows {
        let row = u32::try_from(number).unwrap_or(u32::MAX).saturating_add(2);
        let (area, cents, heads) = (chance.below(5_000) + 1, chance.below(500_000), chance.below(8) + 1);
        (areas, money, people) = (areas + area, money + cents, people + heads);
        sheet.write(row, 0, village(chance.below(VILLAGES)))?;
        match about {
            About::Plots => sheet.write(row, 1, format!("D{number:07}"))?,
            About::Persons => sheet.write(row, 1, id_number(&mut chance, number))?,
        };
        sheet.write(row, 2, person(&mut chance))?;
        sheet.write(row, 3, chance.one_of(&KINDS))?;
        sheet.write_with_format(row, 4, 44_562.0 + chance.below(365) as f64, &day)?;
        amounts(sheet, row, area, cents, heads)?;
        sheet.write(row, 8, format!("139{:08}", chance.below(100_000_000)))?;
        if chance.below(5) == 0 {
            sheet.write(row, 9, chance.one_of(&NOTES))?;
        }
    }
    let last = u32::try_from(rows).unwrap_or(u32::MAX).saturating_add(2);
    sheet.write_with_format(last, 0, "合计", &bold)?;
    amounts(sheet, last, areas, money, people)?;
    sheet.write(last + 1, 0, "说明：面积以确权登记为准。")?;
    book.save_to_buffer()
}

fn amounts(sheet: &mut Worksheet, row: u32, area: usize, cents: usize, people: usize) -> Result<(), XlsxError> {
    sheet.write(row, 5, area as f64 / 100.0)?;
    sheet.write(row, 6, cents as f64 / 100.0)?;
    sheet.write(row, 7, people as f64)?;
    Ok(())
}

fn person(chance: &mut Chance) -> String {
    format!("{}{}{}", chance.one_of(&SURNAMES), chance.one_of(&GIVEN), chance.one_of(&GIVEN))
}

/// A number whose check digit fits, of no place that exists; no two rows have the same.
fn id_number(chance: &mut Chance, row: usize) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (place, serial) = (row / 1_000, row % 1_000);
    let (year, month, day) = (1940 + chance.below(70), 1 + chance.below(12), 1 + chance.below(28));
    let body = format!("990{place:03}{year:04}{month:02}{day:02}{serial:03}");
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}
