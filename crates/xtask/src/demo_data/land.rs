//! Plots of land, where they lie and who has them, and what of it is let to others.

use super::{
    day::Day,
    dice::Dice,
    plan,
    sheet::{Cell, Days, File, Table, decimal, text},
    world::{VILLAGES, World},
};

const NAMES: [&str; 12] =
    ["门前大田", "河湾", "后坡", "塘角", "老屋场", "枫树坪", "晒谷坪", "沙洲", "岩屋湾", "水井边", "山神庙", "桥头"];
const KINDS: [&str; 6] = ["耕地", "耕地", "园地", "耕地", "撂荒地", "林地"];
/// Plots of each village.
const EACH: usize = 6;

/// A plot: how wide and how long in metres, and whose it is.
struct Plot {
    village: usize,
    number: usize,
    width: i64,
    length: i64,
    household: usize,
}

pub fn files(world: &World, dice: &mut Dice) -> Vec<File> {
    let plots: Vec<Plot> = (0..VILLAGES.len() * EACH).map(|at| plot(at, world, dice)).collect();
    vec![rolls(&plots, world), lets(&plots, dice)]
}

fn plot(at: usize, world: &World, dice: &mut Dice) -> Plot {
    let village = at / EACH;
    let there: Vec<usize> =
        (0..world.households.len()).filter(|household| world.households[*household].village == village).collect();
    Plot {
        village,
        number: at % EACH,
        width: dice.between(40, 110),
        length: dice.between(30, 90),
        household: *dice.pick(&there),
    }
}

impl Plot {
    fn code(&self) -> String {
        format!("DK{:02}{:04}", self.village + 1, self.number + 1)
    }

    /// Hundredths of a 亩, which is two thirds of a thousand square metres.
    fn area(&self) -> i64 {
        (self.width * self.length * 3 + 10) / 20
    }
}

fn rolls(plots: &[Plot], world: &World) -> File {
    let row = |plot: &Plot| {
        // One plot of each village is still to be surveyed.
        let outline = (plot.number + 1 < EACH).then(|| plan::field(plot.village, plot.number, plot.width, plot.length));
        vec![
            text(VILLAGES[plot.village]),
            text(plot.code()),
            text(NAMES[(plot.village * 5 + plot.number) % NAMES.len()]),
            text(KINDS[(plot.village + plot.number) % KINDS.len()]),
            decimal(plot.area(), 2),
            text(&world.households[plot.household].number),
            outline.map_or(Cell::Empty, text),
            Cell::Day(Day(2021, 3, 1).plus(i64::try_from(plot.number * 9 + plot.village).unwrap_or(0))),
        ]
    };
    let headings = ["所属村", "地块编号", "小地名", "地类", "面积（亩）", "承包户编号", "地块边界", "建档日期"];
    Table::new("地块", &headings, plots.iter().map(row).collect())
        .titled("云溪乡地块台账")
        .days(Days::Chinese)
        .totals(&[4])
        .file("40地块台账.xlsx")
}

/// One plot in four is let.
fn lets(plots: &[Plot], dice: &mut Dice) -> File {
    let ways = ["出租", "托管", "入股"];
    let row = |(at, plot): (usize, &Plot)| {
        vec![
            text(VILLAGES[plot.village]),
            text(format!("LZ2022-{:03}", at + 1)),
            text(plot.code()),
            text(*dice.pick(&ways)),
            decimal(plot.area(), 2),
            Cell::Day(Day(2022, 1, 5).plus(i64::try_from(at * 11).unwrap_or(0))),
            Cell::Day(Day(2026, 12, 31)),
        ]
    };
    let rows = plots.iter().step_by(4).enumerate().map(row).collect();
    let headings = ["村名", "流转合同号", "地块编号", "流转方式", "流转面积（亩）", "流转起始日", "流转终止日"];
    Table::new("流转", &headings, rows).days(Days::Dots).totals(&[4]).file("41土地流转登记.xlsx")
}
