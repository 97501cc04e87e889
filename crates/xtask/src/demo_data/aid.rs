//! Those whom social assistance supports, and what it paid them.

use std::collections::BTreeSet;

use super::{
    day::Day,
    dice::Dice,
    sheet::{Cell, Days, File, Table, maybe, text, whole},
    world::{VILLAGES, World},
};

/// A supported household: kind, household, persons supported.
struct Supported {
    kind: &'static str,
    household: usize,
    people: i64,
}

pub fn files(world: &World, dice: &mut Dice) -> Vec<File> {
    let supported = supported(world, dice);
    vec![
        register(world, &supported, dice),
        payments(world, &supported, dice),
        disabled(world, dice),
        children(world, dice),
    ]
}

/// 131 households of 191 persons on the minimum allowance, 17 of 18 destitute at home, 7 persons in the care home.
fn supported(world: &World, dice: &mut Dice) -> Vec<Supported> {
    let apart: BTreeSet<usize> = world.destitute_home.iter().chain(&world.destitute_centre).copied().collect();
    let mut free: Vec<usize> = (0..world.households.len()).filter(|at| !apart.contains(at)).collect();
    dice.shuffle(&mut free);
    let size = |household: usize| i64::try_from(world.households[household].members.len()).unwrap_or(1);
    let mut all: Vec<Supported> =
        free[..131].iter().map(|household| Supported { kind: "低保", household: *household, people: 1 }).collect();
    let mut rest = 191 - 131;
    while rest > 0 {
        let one = dice.index(all.len());
        if all[one].people < size(all[one].household).min(3) {
            all[one].people += 1;
            rest -= 1;
        }
    }
    let whole_household =
        |kind| move |household: &usize| Supported { kind, household: *household, people: size(*household) };
    all.extend(world.destitute_home.iter().map(whole_household("分散五保")));
    all.extend(world.destitute_centre.iter().map(whole_household("集中五保")));
    all
}

fn number(at: usize) -> String {
    format!("JZ{:04}", at + 1)
}

fn register(world: &World, supported: &[Supported], dice: &mut Dice) -> File {
    let row = |(at, one): (usize, &Supported)| {
        vec![
            text(VILLAGES[world.households[one.household].village]),
            text(number(at)),
            text(one.kind),
            text(&world.head(one.household).name),
            text(&world.households[one.household].number),
            whole(one.people),
            Cell::Day(Day(2019, 2, 1).until(Day(2022, 10, 31), dice)),
            maybe(None),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = supported.iter().enumerate().map(row).collect();
    let left = world.of_class("一般户").into_iter().find(|at| supported.iter().all(|one| one.household != *at));
    if let Some(household) = left {
        let (begun, ended) = (Day(2020, 3, 1), Day(2022, 6, 1));
        rows.push(vec![
            text(VILLAGES[world.households[household].village]),
            text(number(supported.len())),
            text("低保"),
            text(&world.head(household).name),
            text(&world.households[household].number),
            whole(1),
            Cell::Day(begun),
            Cell::Day(ended),
        ]);
    }
    Table::new(
        "救助对象",
        &["所属村", "证号", "救助类别", "申请人姓名", "户编号", "保障人数", "批准日期", "止于"],
        rows,
    )
    .titled("云溪乡社会救助对象名册")
    .line("填报单位：云溪乡民政所")
    .days(Days::Dots)
    .notes(&["注：保障人数为实际享受人数，止于一栏为停发之日。", "填表人：　　　　审核人：　　　　填表日期："])
    .file("22社会救助对象.xlsx")
}

/// Four quarters, 127.85 万元 in all: by persons, the destitute at more than twice the allowance.
fn payments(world: &World, supported: &[Supported], dice: &mut Dice) -> File {
    let weight = |one: &Supported| one.people * if one.kind == "低保" { 100 } else { 230 };
    let all: i64 = supported.iter().map(weight).sum::<i64>() * 4;
    let days = [Day(2022, 3, 10), Day(2022, 6, 10), Day(2022, 9, 9), Day(2022, 12, 9)];
    let tens = 127_850;
    let mut amounts: Vec<i64> = (0..4).flat_map(|_| supported.iter().map(|one| tens * weight(one) / all)).collect();
    let mut rest = tens - amounts.iter().sum::<i64>();
    while rest > 0 {
        let at = dice.index(amounts.len());
        amounts[at] += 1;
        rest -= 1;
    }
    let row = |(at, amount): (usize, i64)| {
        let one = &supported[at % supported.len()];
        vec![
            text(VILLAGES[world.households[one.household].village]),
            text(format!("JZJ2022-{:04}", at + 1)),
            text(if one.kind == "低保" { "低保金" } else { "特困供养金" }),
            text(&world.households[one.household].number),
            text(&world.head(one.household).name),
            whole(amount * 10),
            Cell::Day(days[at / supported.len()]),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = amounts.into_iter().enumerate().map(row).collect();
    rows.sort_by(|one, other| {
        let place = |row: &[Cell]| VILLAGES.iter().position(|village| *village == row[0].words());
        (place(one), one[3].words()).cmp(&(place(other), other[3].words()))
    });
    Table::new("救助金", &["村名", "凭证号", "资金类别", "户编号", "姓名", "发放金额（元）", "发放日期"], rows)
        .days(Days::Real)
        .titled("社会救助金发放花名册")
        .totals(&[5])
        .subtotals()
        .merged(&[0, 3, 4])
        .file("23救助金发放.xlsx")
}

fn disabled(world: &World, dice: &mut Dice) -> File {
    let persons = world.aged(None, 12, 90, dice);
    let row = |at: &usize| {
        let person = &world.persons[*at];
        vec![
            text(VILLAGES[person.village]),
            text(&person.name),
            text(*dice.pick(&["视力", "听力", "言语", "肢体", "肢体", "智力", "精神", "多重"])),
            text(*dice.pick(&["一级", "二级", "三级", "三级", "四级"])),
            Cell::Day(Day(2014, 1, 5).until(Day(2022, 9, 30), dice)),
        ]
    };
    let rows = persons[..207].iter().map(row).collect();
    Table::new("残疾人", &["村名", "姓名", "残疾类别", "残疾等级", "发证日期"], rows)
        .titled("持证残疾人登记表")
        .notes(&["填表人：　　　　审核人：　　　　填表日期："])
        .by_village("24持证残疾人.xlsx", &VILLAGES)
}

fn children(world: &World, dice: &mut Dice) -> File {
    let mut persons = world.aged(None, 4, 14, dice);
    persons.retain(|at| world.households[world.persons[*at].household].members.len() > 1);
    let row = |at: &usize| {
        let person = &world.persons[*at];
        vec![
            text(VILLAGES[person.village]),
            text(&person.name),
            text(&world.head(person.household).name),
            text(if person.born.age_on(Day(2022, 9, 1)) < 6 {
                "云溪乡中心幼儿园"
            } else {
                "云溪乡中心学校"
            }),
            Cell::Day(Day(2021, 9, 1).until(Day(2022, 9, 30), dice)),
        ]
    };
    let rows = persons[..22].iter().map(row).collect();
    Table::new("留守儿童", &["村名", "儿童姓名", "委托照护人", "就读学校", "登记日期"], rows)
        .titled("留守儿童关爱服务登记")
        .days(Days::Chinese)
        .file("25留守儿童.xlsx")
}
