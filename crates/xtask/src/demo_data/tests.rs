use std::collections::BTreeSet;

use super::{
    day::Day,
    dice::Dice,
    sheet::{self, Cell, File},
    world::World,
};

/// The sum of a column of the table of that sheet name.
fn check(files: &[File], table: &str, column: &str, expect: &str) {
    let table = files.iter().flat_map(|file| &file.tables).find(|found| found.sheet == table).expect(table);
    let place = table.headings.iter().position(|heading| heading.contains(column)).expect(column);
    assert_eq!(sheet::sum(&table.rows, place), expect, "{} {column}", table.sheet);
}

#[test]
fn tables_sum_to_what_the_report_says() {
    let files = super::files();
    for (table, column, expect) in [
        ("交通补贴", "金额", "111000"),
        ("教育补助", "金额", "89000"),
        ("种养奖补", "金额", "37.781"),
        ("光伏收益", "金额", "489500"),
        ("临时救助", "金额", "97900"),
        ("救助金", "金额", "1278500"),
        ("小额信贷", "金额", "185"),
        ("拨款", "金额", "152.81"),
        ("核灾", "受灾面积", "2203"),
        ("核灾", "绝收", "124"),
        ("核灾", "挽救", "2006"),
        ("核灾", "挽回", "1206"),
        ("投入", "资金", "55"),
        ("受益", "人数", "1900"),
        ("疫木", "株", "6007"),
        ("月报", "办实事", "408"),
        ("月报", "解难题", "43"),
        ("粮食与制种", "面积", "5127.37"),
        ("特色作物", "面积", "1387"),
    ] {
        check(&files, table, column, expect);
    }
}

#[test]
fn nobody_shares_a_name_or_a_number() {
    let world = World::new(&mut Dice::new(2022));
    let names: BTreeSet<&str> = world.persons.iter().map(|person| person.name.as_str()).collect();
    let numbers: BTreeSet<&str> = world.persons.iter().map(|person| person.number.as_str()).collect();
    assert_eq!((world.persons.len(), names.len(), numbers.len()), (1194, 1194, 1194));
    assert_eq!(world.households.len(), 402);
}

#[test]
fn no_day_lies_beyond_what_its_table_may_know() {
    for file in super::files() {
        for table in file.tables.iter().filter(|table| !["目标", "小额信贷", "流转"].contains(&table.sheet)) {
            for cell in table.rows.iter().flatten() {
                let beyond = matches!(cell, Cell::Day(day) if *day > Day(2022, 12, 31));
                assert!(!beyond, "{} {}", file.name, table.sheet);
            }
        }
    }
}

#[test]
fn the_pack_holds_what_the_dice_say() {
    let folder = crate::run::root().join("packs/township/demo");
    for file in super::files() {
        let kept = std::fs::read(folder.join(file.name)).expect(file.name);
        let written = file.bytes().expect(file.name);
        assert!(kept == written, "{} differs: run `cargo xtask demo-data`", file.name);
    }
}

/// How many files have a trait of those that clerks hand in.
fn seen(files: &[File], has: impl Fn(&sheet::Table) -> bool) -> usize {
    files.iter().filter(|file| file.tables.iter().any(&has)).count()
}

#[test]
fn every_habit_of_clerks_stands_in_two_files_at_least() {
    let files = super::files();
    let depth = |table: &sheet::Table| table.headings.iter().map(|heading| heading.split('/').count()).max();
    let heads = |table: &sheet::Table, word: &str| table.headings.iter().any(|heading| heading.contains(word));
    let holds = |table: &sheet::Table| table.rows.iter().flatten().any(|cell| matches!(cell, Cell::Day(_)));
    let written = |days: sheet::Days| seen(&files, |table| table.days == days && holds(table));
    for (habit, count) in [
        ("title", seen(&files, |table| table.title.is_some())),
        ("who hands it in", seen(&files, |table| table.line.is_some())),
        ("total", seen(&files, |table| !table.totals.is_empty())),
        ("total of each village", seen(&files, |table| table.subtotals)),
        ("cells merged down", seen(&files, |table| !table.merged.is_empty())),
        ("notes and signatures", seen(&files, |table| !table.notes.is_empty())),
        ("headings in two rows", seen(&files, |table| depth(table) == Some(2))),
        ("headings in three rows", seen(&files, |table| depth(table) == Some(3))),
        ("a sheet a village", files.iter().filter(|file| file.tables.len() == 7).count()),
        ("万元", seen(&files, |table| heads(table, "（万元）"))),
        ("元", seen(&files, |table| heads(table, "（元）"))),
        ("days of the spreadsheet", written(sheet::Days::Real)),
        ("2022-03-05", written(sheet::Days::Iso)),
        ("2022年3月5日", written(sheet::Days::Chinese)),
        ("2022.3.5", written(sheet::Days::Dots)),
        ("2022/3/5", written(sheet::Days::Slashes)),
        ("numbers as text", seen(&files, |table| table.numbers == sheet::Numbers::Text)),
        ("full-width digits", seen(&files, |table| table.numbers == sheet::Numbers::FullWidth)),
    ] {
        assert!(count >= 2, "{habit}: {count}");
    }
}
