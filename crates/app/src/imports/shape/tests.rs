//! Many shapes of sheets, looked at with and without a ledger.

use super::super::headers::{find, guess};
use super::*;

/// A sheet written as lines of cells parted by `|`; merged areas as `first-last row, first-last column`, from 1.
fn sheet(lines: &str, merged: &[(u32, u32, usize, usize)]) -> Sheet {
    let cell = |text: &str| Cell::Value(if text.is_empty() { Input::Empty } else { Input::from(text) });
    let row = |(number, line): (u32, &str)| Row { number, cells: line.split('|').map(|c| cell(c.trim())).collect() };
    let rows = (1..).zip(lines.trim().lines()).map(row).filter(|row| !row.filled().is_empty());
    let area = |&(first_row, last_row, first, last): &(u32, u32, usize, usize)| Merged {
        first_row,
        last_row,
        first_column: first - 1,
        last_column: last - 1,
    };
    Sheet { name: None, rows: rows.collect(), merged: merged.iter().map(area).collect() }
}

/// Both searches find these rows of headings; `expect` is the last of them and the headings, blank where none.
fn check(lines: &str, merged: &[(u32, u32, usize, usize)], expect: &str) {
    let sheet = sheet(lines, merged);
    let told = |header: Option<super::super::headers::Header>| {
        header.map_or(String::new(), |header| {
            let headings: Vec<String> = header.headings.iter().map(|heading| heading.parts.join("/")).collect();
            format!("{} {}", header.row, headings.join(" "))
        })
    };
    assert_eq!(told(guess(&sheet)), expect, "without a ledger: {lines}");
    // A ledger that knows some of the words, and never all of them.
    let known = ["村", "户主", "姓名", "身份证", "金额", "面积", "人口", "日期"];
    let word = |heading: &Heading| {
        let (whole, last) = (heading.parts.concat(), heading.parts.last());
        known.iter().find(|word| whole.starts_with(*word) || last.is_some_and(|last| last.starts_with(*word)))
    };
    let score = |headings: &[Heading]| headings.iter().filter_map(word).collect::<BTreeSet<_>>().len();
    assert_eq!(told(find(&sheet, &score)), expect, "with a ledger: {lines}");
}

#[test]
fn one_row_of_headings() {
    check("村|户主|人口\n甲村|张三|3\n乙村|李四|4", &[], "1 村 户主 人口");
    check("农户台账（2022年末）\n村|户主|人口\n甲村|张三|3", &[(1, 1, 1, 3)], "2 村 户主 人口");
    check("农户台账\n填报单位：甲村||单位：万元\n村|金额\n甲村|3", &[], "3 村 金额");
    check("农户台账||单位：万元\n村|姓名|金额\n甲村|张三|3\n甲村|李四|4", &[(1, 1, 1, 2)], "2 村 姓名 金额");
    check("白石镇||2022年度|\n村|户主|人口|面积\n甲村|张三|3|2", &[(1, 1, 1, 2), (1, 1, 3, 4)], "2 村 户主 人口 面积");
    check("所在乡镇|村|人口\n白石镇|甲村|30\n白石镇|乙村|40", &[], "1 所在乡镇 村 人口");
    check("村|2021|2022|金额\n甲村|3|4|1", &[], "1 村 2021 2022 金额");
    check("村|户主|住址\n甲村|张三|一组\n甲村|李四|二组", &[], "1 村 户主 住址");
}

#[test]
fn two_rows_of_headings() {
    let merged = &[(1, 2, 1, 1), (1, 1, 2, 3)];
    check("村|面积|\n|水稻|玉米\n甲村|3|4", merged, "2 村 面积/水稻 面积/玉米");
    check("村|面积|\n|水稻|玉米\n甲村|3|4", &[], "2 村 面积/水稻 玉米");
    let both = &[(2, 2, 1, 2), (2, 2, 3, 4), (1, 1, 1, 4)];
    let lines = "农户台账\n户主||家庭情况|\n姓名|身份证号|人口|类型\n张三|11010519491231002X|3|甲类";
    check(lines, both, "3 户主/姓名 户主/身份证号 家庭情况/人口 家庭情况/类型");
    check("村|面积|金额\n|（亩）|（万元）\n甲村|3|4", &[], "2 村 面积/（亩） 金额/（万元）");
}

#[test]
fn three_rows_of_headings() {
    let lines = "农户台账\n村|户主||收入||\n|姓名|身份证号|务工|补贴|\n||||金额|日期\n甲村|张三|11010519491231002X|5|3|2022年1月1日";
    let merged = &[
        (1, 1, 1, 6),
        (2, 4, 1, 1),
        (2, 2, 2, 3),
        (2, 2, 4, 6),
        (3, 4, 2, 2),
        (3, 4, 3, 3),
        (3, 4, 4, 4),
        (3, 3, 5, 6),
    ];
    check(lines, merged, "4 村 户主/姓名 户主/身份证号 收入/务工 收入/补贴/金额 收入/补贴/日期");
}

#[test]
fn sheets_without_headings() {
    check("甲村|张三|3.5\n乙村|李四|4", &[], "");
    check("农户台账\n甲村|张三|2022年3月1日\n甲村|李四|2022年3月2日", &[(1, 1, 1, 3)], "");
    check("甲村|张三|脱贫户\n甲村|李四|脱贫户\n乙村|王五|监测户", &[], "");
    check("张三|11010519491231002X\n李四|440524188001010014", &[], "");
    check("白石镇农机具登记表", &[], "");
}
