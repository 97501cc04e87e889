//! Streets, rivers, forests.

use super::{
    day::Day,
    dice::Dice,
    sheet::{Cell, Days, File, Numbers, Table, text, whole},
    world::{TOWNSHIP, VILLAGES},
};

pub fn files(dice: &mut Dice) -> Vec<File> {
    vec![clearances(dice), cases(), trees(dice), patrols(dice)]
}

/// 24 dangerous houses and pens, 13 rain shelters of which 11 were taken down by their owners, some stalls and rubbish.
fn clearances(dice: &mut Dice) -> File {
    let parts = [
        ("危旧房", "河堤东岸", 5, ""),
        ("危旧房", "河堤西岸", 4, ""),
        ("猪牛栏", "河堤东岸", 8, ""),
        ("猪牛栏", "河堤西岸", 7, ""),
        ("遮雨棚", "集镇主街", 6, "是"),
        ("遮雨棚", "农贸市场", 5, "是"),
        ("遮雨棚", "集镇后街", 2, "否"),
        ("占道经营", "农贸市场", 9, ""),
        ("乱堆乱放", "集镇主街", 14, ""),
    ];
    let row = |(at, (kind, place, quantity, own)): (usize, (&str, &str, i64, &str))| {
        vec![
            text(TOWNSHIP),
            text(format!("ZL2022-{:02}", at + 1)),
            Cell::Day(Day(2022, 3, 5).until(Day(2022, 10, 20), dice)),
            text(kind),
            text(place),
            whole(quantity),
            if own.is_empty() { Cell::Empty } else { text(own) },
        ]
    };
    let rows = parts.into_iter().enumerate().map(row).collect();
    let headings = ["所属单位", "编号", "拆除日期", "清理对象", "地点", "数量（处、个）", "是否自行拆除"];
    Table::new("清理", &headings, rows).titled("集镇环境整治清理台账").days(Days::Chinese).file("34环境整治清理.xlsx")
}

/// One case of sand, six of fishing, twelve warnings; names of those warned are not kept.
fn cases() -> File {
    let found = [(2, 24), (3, 19), (4, 30), (5, 21), (6, 11), (8, 27), (10, 3)];
    let warned = [2, 2, 1, 3, 1, 2, 1];
    let rows = found.into_iter().zip(warned).enumerate().map(|(at, ((month, day), warned))| {
        vec![
            text(VILLAGES[at]),
            text(format!("ZF2022-{:02}", at + 1)),
            Cell::Day(Day(2022, month, day)),
            text(if at == 3 { "非法采沙" } else { "禁钓区钓鱼" }),
            whole(warned),
        ]
    });
    Table::new(
        "执法",
        &["发生地", "编号", "查处情况/查处日期", "查处情况/事由", "查处情况/警告（人次）"],
        rows.collect(),
    )
    .days(Days::Chinese)
    .totals(&[4])
    .file("35综合执法登记.xlsx")
}

/// 6007 trees on eighteen plots.
fn trees(dice: &mut Dice) -> File {
    let counts = dice.parts(6007, 18, 150, 620);
    let row = |(at, trees): (usize, i64)| {
        let plot = format!("{:03}小班", 11 + at * 7);
        let day = Day(2022, 1, 8).until(Day(2022, 3, 25), dice);
        vec![text(VILLAGES[at % 7]), text(plot), whole(trees), Cell::Day(day)]
    };
    let rows = counts.into_iter().enumerate().map(row).collect();
    Table::new("疫木", &["村名", "山场小班", "清理疫木（株）", "清理日期"], rows)
        .titled("松材线虫病疫木清理登记")
        .numbers(Numbers::Text)
        .days(Days::Dots)
        .totals(&[2])
        .file("36疫木清理.xlsx")
}

fn patrols(dice: &mut Dice) -> File {
    let mut rows = Vec::new();
    for month in 1..=12 {
        for village in VILLAGES {
            let day = Day(2022, month, dice.between(2, 27));
            let result = *dice.pick(&["正常", "正常", "正常", "正常", "当场处理", "上报"]);
            rows.push(vec![text(village), Cell::Day(day), text(format!("{village}段")), text(result)]);
        }
    }
    Table::new("巡河", &["村名", "巡河日期", "河段", "结果"], rows)
        .titled("村级河长巡河记录")
        .days(Days::Slashes)
        .by_village("37巡河记录.xlsx", &VILLAGES)
}
