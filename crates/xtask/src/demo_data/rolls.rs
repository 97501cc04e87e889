//! Persons, households, village collectives.

use super::{
    day::Day,
    dice::Dice,
    identity::credit_code,
    sheet::{Cell, Days, File, Numbers, Table, text, whole},
    world::{VILLAGES, World},
};

pub fn files(world: &World, dice: &mut Dice) -> Vec<File> {
    vec![persons(world), households(world, dice), collectives(world, dice)]
}

fn persons(world: &World) -> File {
    let row = |person: &super::world::Person| {
        vec![
            text(VILLAGES[person.village]),
            text(&person.name),
            text(if person.female { "女" } else { "男" }),
            text(&person.number),
            Cell::Day(person.born),
        ]
    };
    let rows = world.persons.iter().map(row).collect();
    Table::new("人员", &["所属村", "姓名", "性别", "身份证号码", "出生日期"], rows)
        .days(Days::Real)
        .file("01人员登记表.xlsx")
}

fn households(world: &World, dice: &mut Dice) -> File {
    let row = |(at, household): (usize, &super::world::Household)| {
        vec![
            text(VILLAGES[household.village]),
            text(&household.number),
            text(&world.head(at).name),
            text(household.class),
            whole(i64::try_from(household.members.len()).unwrap_or(0)),
            Cell::Day(Day(2021, 1, 5).until(Day(2021, 12, 20), dice)),
        ]
    };
    let rows = world.households.iter().enumerate().map(row).collect();
    Table::new("农户", &["所属村", "户编号", "户主姓名", "户类型", "家庭人口数（人）", "建档日期"], rows)
        .titled("云溪乡农户台账（2022年末）")
        .days(Days::Chinese)
        .numbers(Numbers::FullWidth)
        .totals(&[4])
        .file("02农户台账.xlsx")
}

fn collectives(world: &World, dice: &mut Dice) -> File {
    let row = |village: usize, dice: &mut Dice| {
        let chair = world.aged(None, 36, 58, dice).into_iter().find(|at| world.persons[*at].village == village);
        vec![
            text(VILLAGES[village]),
            text(format!("{}股份经济合作社", VILLAGES[village])),
            text(credit_code(village + 1)),
            chair.map_or(Cell::Empty, |at| text(&world.persons[at].name)),
            whole(dice.between(620, 1480)),
            Cell::Day(Day(2019, 3, 1).until(Day(2020, 11, 30), dice)),
        ]
    };
    let rows = (0..VILLAGES.len()).map(|village| row(village, dice)).collect();
    Table::new("名册", &["村名", "组织名称", "统一社会信用代码", "负责人", "成员数（人）", "登记赋码日期"], rows)
        .titled("村集体经济组织登记赋码情况")
        .file("03村集体经济组织名册.xlsx")
}
