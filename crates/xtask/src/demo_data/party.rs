//! Branches, new members, honours, and what members did for people.

use super::{
    day::Day,
    dice::Dice,
    sheet::{Cell, Days, File, Numbers, Table, text, whole},
    world::{VILLAGES, World},
};

pub fn files(world: &World, dice: &mut Dice) -> Vec<File> {
    vec![branches(world, dice), new_members(world, dice), honours(), services(dice)]
}

fn branch(village: usize) -> String {
    format!("{}党支部", VILLAGES[village])
}

fn branches(world: &World, dice: &mut Dice) -> File {
    let row = |village: usize, dice: &mut Dice| {
        let secretary = world.aged(None, 38, 57, dice).into_iter().find(|at| world.persons[*at].village == village);
        vec![
            text(VILLAGES[village]),
            text(branch(village)),
            secretary.map_or(Cell::Empty, |at| text(&world.persons[at].name)),
            whole(dice.between(28, 61)),
            Cell::Day(Day(2001, 6, 1).until(Day(2006, 6, 1), dice)),
        ]
    };
    let rows = (0..VILLAGES.len()).map(|village| row(village, dice)).collect();
    Table::new("党支部", &["所属村", "党支部名称", "书记", "党员数（名）", "成立日期"], rows).file("04党支部名册.xlsx")
}

/// Six persons: five of at most 35 years on the day, three with college or more.
fn new_members(world: &World, dice: &mut Dice) -> File {
    let young = world.aged(None, 20, 34, dice);
    let older = world.aged(None, 40, 46, dice);
    let schooling = ["大专", "高中", "本科", "中专", "大专", "高中"];
    let chosen = young[..5].iter().chain(&older[..1]).zip(schooling);
    let row = |(at, schooling): (&usize, &str)| {
        let person = &world.persons[*at];
        vec![
            text(VILLAGES[person.village]),
            text(&person.name),
            Cell::Day(person.born),
            text(schooling),
            Cell::Day(Day(2022, 4, 1).until(Day(2022, 11, 30), dice)),
        ]
    };
    let rows = chosen.map(row).collect();
    Table::new("发展党员", &["所属村", "姓名", "出生日期", "学历", "支部大会日期"], rows)
        .titled("2022年发展党员情况")
        .days(Days::Chinese)
        .file("05发展党员.xlsx")
}

fn honours() -> File {
    let rows = vec![vec![text(VILLAGES[0]), text(branch(0)), text("文明新村"), Cell::Day(Day(2022, 11, 18))]];
    Table::new("命名", &["村名", "支部名称", "创评类别", "命名日期"], rows)
        .days(Days::Chinese)
        .file("06红旗支部命名.xlsx")
}

/// Village totals by month: 408 services and 43 hard problems.
fn services(dice: &mut Dice) -> File {
    let helped = dice.parts(408, 84, 1, 11);
    let solved = dice.parts(43, 84, 0, 3);
    let ends = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let row = |at: usize| {
        let month = at / VILLAGES.len();
        let last = Day(2022, i64::try_from(month).unwrap_or(0) + 1, ends[month]);
        vec![text(VILLAGES[at % VILLAGES.len()]), Cell::Day(last), whole(helped[at]), whole(solved[at])]
    };
    let rows = (0..84).map(row).collect();
    Table::new("月报", &["村名", "统计截止日", "办实事", "解难题"], rows)
        .titled("党员为民服务各村月报汇总")
        .numbers(Numbers::Text)
        .totals(&[2, 3])
        .file("07党员为民服务月报.xlsx")
}
