//! Fields and animals.

use super::{
    day::Day,
    dice::Dice,
    sheet::{Cell, Days, File, Numbers, Table, decimal, text, whole},
    world::VILLAGES,
};

/// What was planted: crop, total in 亩 with two places, and how the township's villages share it:
/// `(village, number of plots, area)`, area 0 taking its part of what is left.
struct Crop {
    name: &'static str,
    total: i64,
    shares: &'static [(usize, usize, i64)],
    months: (i64, i64),
}

const GRAIN: [Crop; 2] = [
    Crop {
        name: "水稻",
        total: 104_767,
        shares: &[(0, 5, 0), (1, 4, 0), (2, 5, 0), (3, 4, 0), (4, 3, 0), (5, 4, 0), (6, 4, 0)],
        months: (4, 5),
    },
    Crop {
        name: "制种",
        total: 407_970,
        shares: &[(2, 1, 2_000), (0, 9, 0), (1, 8, 0), (3, 7, 0), (4, 6, 0), (5, 8, 0), (6, 7, 0)],
        months: (5, 6),
    },
];

const SPECIAL: [Crop; 5] = [
    Crop { name: "彩色苗木", total: 38_650, shares: &[(2, 2, 6_000), (5, 4, 0), (6, 3, 0)], months: (2, 3) },
    Crop {
        name: "槟榔芋", total: 46_350, shares: &[(0, 2, 1_600), (1, 4, 0), (3, 5, 0), (6, 5, 0)], months: (3, 4)
    },
    Crop { name: "白莲", total: 50_500, shares: &[(1, 4, 0), (4, 5, 0), (5, 5, 0)], months: (3, 4) },
    Crop { name: "竹荪", total: 2_700, shares: &[(5, 2, 0), (6, 2, 0)], months: (3, 5) },
    Crop { name: "羊肚菌", total: 500, shares: &[(4, 2, 500)], months: (1, 2) },
];

pub fn files(dice: &mut Dice) -> Vec<File> {
    vec![planting(dice), livestock(dice)]
}

fn planting(dice: &mut Dice) -> File {
    let headings = ["所属村", "编号", "种植户（合作社）", "种植作物", "种植面积（亩）", "栽种日期"];
    let mut number = 0;
    let grain = GRAIN.iter().flat_map(|crop| rows(crop, &mut number, dice)).collect();
    let special = SPECIAL.iter().flat_map(|crop| rows(crop, &mut number, dice)).collect();
    let grain = Table::new("粮食与制种", &headings, grain)
        .titled("云溪乡2022年粮食与制种面积登记表")
        .days(Days::Chinese)
        .numbers(Numbers::FullWidth)
        .totals(&[4]);
    let special = Table::new("特色作物", &headings, special).days(Days::Real).totals(&[4]);
    File { name: "11种植面积登记表.xlsx", tables: vec![grain, special] }
}

fn rows(crop: &Crop, number: &mut usize, dice: &mut Dice) -> Vec<Vec<Cell>> {
    let fixed: i64 = crop.shares.iter().map(|share| share.2).sum();
    let plots: usize = crop.shares.iter().filter(|share| share.2 == 0).map(|share| share.1).sum();
    let mut free = Vec::new();
    if plots > 0 {
        let mean = (crop.total - fixed) / i64::try_from(plots).unwrap_or(1);
        free = dice.parts(crop.total - fixed, plots, mean / 3, mean * 2);
    }
    let mut rows = Vec::new();
    for (village, count, area) in crop.shares {
        let areas =
            if *area > 0 { dice.parts(*area, *count, area / 4, *area) } else { free.split_off(free.len() - count) };
        for (order, area) in areas.into_iter().enumerate() {
            *number += 1;
            let grower = match order {
                0 => format!("{}{}专业合作社", VILLAGES[*village], crop.name),
                _ => format!("{}种植户{order}组", VILLAGES[*village]),
            };
            let day = Day(2022, crop.months.0, 3).until(Day(2022, crop.months.1, 26), dice);
            rows.push(vec![
                text(VILLAGES[*village]),
                text(format!("ZZ{number:04}", number = *number)),
                text(grower),
                text(crop.name),
                decimal(area, 2),
                Cell::Day(day),
            ]);
        }
    }
    rows
}

/// 1003 cattle, 206 of them in the second village; 1000 turtles in the fourth; some of others.
fn livestock(dice: &mut Dice) -> File {
    let mut rows = Vec::new();
    let mut farm = |village: usize, animal: &str, stock: i64, dice: &mut Dice| {
        let name = format!("{}第{}养殖场", VILLAGES[village], rows.len() + 1);
        let since = Day(2022, 1, 10).until(Day(2022, 10, 30), dice);
        rows.push(vec![text(VILLAGES[village]), text(name), text(animal), whole(stock), Cell::Day(since)]);
    };
    for stock in dice.parts(206, 3, 50, 90) {
        farm(1, "小黄牛", stock, dice);
    }
    for (order, stock) in dice.parts(797, 12, 30, 110).into_iter().enumerate() {
        farm([0, 2, 3, 4, 5, 6][order % 6], "小黄牛", stock, dice);
    }
    farm(3, "甲鱼", 1000, dice);
    farm(6, "生猪", 86, dice);
    farm(0, "家禽", 2400, dice);
    Table::new("存栏", &["村名", "养殖场（户）", "品种", "存栏（头、只）", "起始日期"], rows)
        .titled("养殖存栏情况（年末）")
        .days(Days::Chinese)
        .numbers(Numbers::Text)
        .file("12养殖存栏.xlsx")
}
