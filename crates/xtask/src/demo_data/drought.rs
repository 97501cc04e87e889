//! The drought: what it hurt, what was put in against it, who had water.

use super::{
    day::Day,
    dice::Dice,
    sheet::{Cell, Days, File, Table, decimal, text, whole},
    world::VILLAGES,
};

pub fn files(dice: &mut Dice) -> Vec<File> {
    vec![damage(dice), inputs(dice), benefits(dice), checks(dice)]
}

/// 2203 亩 hurt, 124 lost, 2006 saved, 1206 万元 of loss avoided; never more saved than was left.
fn damage(dice: &mut Dice) -> File {
    let crops = ["水稻", "制种", "槟榔芋"];
    let saved = dice.parts(200_600, 21, 3_000, 18_000);
    let failed = dice.parts(12_400, 21, 100, 1_600);
    let neither = dice.parts(220_300 - 200_600 - 12_400, 21, 50, 900);
    let avoided = dice.parts(120_600, 21, 2_000, 12_000);
    let row = |at: usize| {
        vec![
            text(VILLAGES[at / 3]),
            text(crops[at % 3]),
            decimal(saved[at] + failed[at] + neither[at], 2),
            decimal(failed[at], 2),
            decimal(saved[at], 2),
            decimal(avoided[at], 2),
            Cell::Day(Day(2022, 10, 8).plus(i64::try_from(at / 3).unwrap_or(0))),
        ]
    };
    let headings = [
        "受灾村",
        "受灾作物",
        "核定情况/面积/受灾面积（亩）",
        "核定情况/面积/绝收面积（亩）",
        "核定情况/面积/挽救面积（亩）",
        "核定情况/挽回损失（万元）",
        "核灾日期",
    ];
    Table::new("核灾", &headings, (0..21).map(row).collect())
        .titled("云溪乡农作物旱灾损失核定表")
        .line("填报单位：云溪乡农业服务中心")
        .days(Days::Chinese)
        .totals(&[2, 3, 4, 5])
        .subtotals()
        .merged(&[0])
        .notes(&["说明：绝收指减产八成以上。", "填表人：　　　　审核人：　　　　填表日期："])
        .file("30旱灾损失核定表.xlsx")
}

/// 65 machines, 35,040 度, 15,020 升, 55 万元, under a heading merged over four columns.
fn inputs(dice: &mut Dice) -> File {
    let machines = dice.parts(65, 14, 2, 9);
    let power = dice.parts(35_040, 14, 800, 5_000);
    let fuel = dice.parts(15_020, 14, 300, 2_400);
    let funds = dice.parts(5_500, 14, 120, 900);
    let row = |at: usize| {
        vec![
            text(VILLAGES[at % 7]),
            text(format!("KH2022-{:02}", at + 1)),
            Cell::Day(Day(2022, if at < 7 { 8 } else { 9 }, 10 + i64::try_from(at % 7).unwrap_or(0))),
            whole(machines[at]),
            whole(power[at]),
            whole(fuel[at]),
            decimal(funds[at], 2),
        ]
    };
    let headings = [
        "村名",
        "单号",
        "投入日期",
        "投入情况/抗旱设备（台）",
        "投入情况/用电量（度）",
        "投入情况/用油量（升）",
        "投入情况/投入资金（万元）",
    ];
    Table::new("投入", &headings, (0..14).map(row).collect())
        .titled("抗旱投入统计表")
        .days(Days::Real)
        .totals(&[3, 4, 5, 6])
        .notes(&["填表人：　　　　审核人：　　　　填表日期："])
        .file("31抗旱投入统计表.xlsx")
}

/// Fifteen groups of four villages, 1900 persons.
fn benefits(dice: &mut Dice) -> File {
    let works: [(usize, &str, usize, Day); 6] = [
        (0, "阡头村上组饮水工程", 3, Day(2022, 6, 30)),
        (0, "阡头村下组饮水工程", 2, Day(2022, 7, 8)),
        (2, "禾湾村饮水工程", 3, Day(2022, 7, 12)),
        (4, "云根村饮水工程", 3, Day(2022, 7, 20)),
        (5, "石坳村东片饮水工程", 2, Day(2022, 7, 24)),
        (5, "石坳村西片饮水工程", 2, Day(2022, 7, 31)),
    ];
    let people = dice.parts(1900, 15, 70, 210);
    let names = ["上", "下", "东", "西", "中"];
    let mut rows = Vec::new();
    let mut of_village = [0; 7];
    for (village, work, groups, day) in works {
        for _ in 0..groups {
            let name = format!("{}{}组", VILLAGES[village], names[of_village[village]]);
            of_village[village] += 1;
            let people = people[rows.len()];
            rows.push(vec![text(VILLAGES[village]), text(work), text(name), whole(people), Cell::Day(day)]);
        }
    }
    Table::new("受益", &["受益村", "工程名称", "受益组", "受益人数", "通水日期"], rows)
        .days(Days::Chinese)
        .totals(&[3])
        .file("32饮水工程受益.xlsx")
}

/// Every village, every week for twelve weeks; nobody was without water.
fn checks(dice: &mut Dice) -> File {
    let mut rows = Vec::new();
    for week in 0..12 {
        for village in VILLAGES {
            let day = Day(2022, 8, 5).plus(week * 7);
            rows.push(vec![text(village), Cell::Day(day), whole(dice.between(12, 36)), whole(0)]);
        }
    }
    Table::new("饮水排查", &["排查村", "排查日期", "走访户数（户）", "饮水困难（人次）"], rows)
        .titled("旱期饮水安全周排查")
        .days(Days::Chinese)
        .by_village("33旱期饮水排查.xlsx", &VILLAGES)
}
