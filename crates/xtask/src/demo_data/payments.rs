//! Money paid to households and persons, and loans.

use super::{
    day::Day,
    dice::Dice,
    sheet::{Cell, Days, File, Numbers, Table, decimal, text, whole},
    world::{VILLAGES, World},
};

/// One payment: payee, household, amount cell.
type Paid = (usize, usize, Cell);

pub fn files(world: &World, dice: &mut Dice) -> Vec<File> {
    let lifted = world.of_class("脱贫户");
    vec![
        transport(world, dice),
        education(world, dice),
        awards(world, &lifted, dice),
        solar(world, &lifted, dice),
        relief(world, dice),
        loans(world, &lifted, dice),
    ]
}

/// Rows of one kind of payment, by village, household, payee.
fn rows(world: &World, prefix: &str, kind: &str, paid: Vec<Paid>, days: (Day, Day), dice: &mut Dice) -> Vec<Vec<Cell>> {
    let mut paid = paid;
    paid.sort_by_key(|(payee, household, _)| (world.households[*household].village, *household, *payee));
    let row = |(at, (payee, household, amount)): (usize, Paid)| {
        vec![
            text(VILLAGES[world.households[household].village]),
            text(format!("{prefix}2022-{:04}", at + 1)),
            text(kind),
            text(&world.households[household].number),
            text(&world.persons[payee].name),
            amount,
            Cell::Day(days.0.until(days.1, dice)),
        ]
    };
    paid.into_iter().enumerate().map(row).collect()
}

/// 224 persons, 11.1 万元: 219 times 500 元 and 5 times 300 元.
fn transport(world: &World, dice: &mut Dice) -> File {
    let persons = world.aged(Some("脱贫户"), 18, 60, dice);
    let paid = persons[..224].iter().enumerate();
    let paid =
        paid.map(|(at, person)| (*person, world.persons[*person].household, whole(if at < 219 { 500 } else { 300 })));
    let rows = rows(world, "JT", "交通补贴", paid.collect(), (Day(2022, 5, 10), Day(2022, 6, 30)), dice);
    Table::new("交通补贴", &["所属村", "发放编号", "补贴项目", "户编号", "姓名", "补助金额（元）", "发放日期"], rows)
        .titled("脱贫户外出务工交通补贴发放花名册")
        .days(Days::Chinese)
        .numbers(Numbers::FullWidth)
        .totals(&[5])
        .subtotals()
        .merged(&[0, 3])
        .notes(&["注：同一户几人外出务工的，逐人发放。", "经办人：　　　　审核人：　　　　领导签字："])
        .file("16交通补贴发放花名册.xlsx")
}

/// 148 pupils and students, 8.9 万元: 500, 750 and 1000 元.
fn education(world: &World, dice: &mut Dice) -> File {
    let students = world.aged(Some("脱贫户"), 6, 22, dice);
    let amount = |at: usize| {
        whole(match at {
            0..20 => 1000,
            20..40 => 750,
            _ => 500,
        })
    };
    let mut chosen = students[..148].to_vec();
    chosen.sort_by_key(|at| world.persons[*at].born);
    let paid = chosen.into_iter().enumerate().map(|(at, person)| (person, world.persons[person].household, amount(at)));
    let rows = rows(world, "JY", "秋季教育补助", paid.collect(), (Day(2022, 10, 12), Day(2022, 11, 10)), dice);
    Table::new("教育补助", &["村名", "发放编号", "类别", "户编号", "学生姓名", "金额（元）", "发放日期"], rows)
        .days(Days::Chinese)
        .file("17秋季教育补助.csv")
}

/// 30 households, 37.781 万元, written in 万元.
fn awards(world: &World, lifted: &[usize], dice: &mut Dice) -> File {
    let mut chosen = lifted.to_vec();
    dice.shuffle(&mut chosen);
    let amounts = dice.parts(37_781, 30, 300, 3000);
    let paid = chosen
        .into_iter()
        .zip(amounts)
        .map(|(household, amount)| (world.households[household].members[0], household, decimal(amount, 3)));
    let rows = rows(world, "JB", "种养奖补", paid.collect(), (Day(2022, 9, 1), Day(2022, 11, 20)), dice);
    Table::new("种养奖补", &["所属村", "凭证号", "资金类别", "户编号", "领取人姓名", "金额（万元）", "发放日期"], rows)
        .titled("特色种养业奖补资金发放表")
        .line("单位：万元")
        .days(Days::Real)
        .totals(&[5])
        .subtotals()
        .file("18种养奖补.xlsx")
}

/// 217 lifted and 2 of the unstable households, 48.95 万元.
fn solar(world: &World, lifted: &[usize], dice: &mut Dice) -> File {
    let chosen: Vec<usize> = lifted.iter().copied().chain(world.of_class("脱贫不稳定户").into_iter().take(2)).collect();
    let amounts = dice.parts(48_950, chosen.len(), 150, 320);
    let paid = chosen
        .into_iter()
        .zip(amounts)
        .map(|(household, amount)| (world.households[household].members[0], household, whole(amount * 10)));
    let rows = rows(world, "GF", "光伏收益", paid.collect(), (Day(2022, 12, 5), Day(2022, 12, 20)), dice);
    Table::new("光伏收益", &["村名", "凭证号", "类别", "户编号", "姓名", "金额（元）", "发放日期"], rows)
        .numbers(Numbers::Text)
        .totals(&[5])
        .file("19光伏收益分配.xlsx")
}

/// 100 households, 97,900 元.
fn relief(world: &World, dice: &mut Dice) -> File {
    let mut chosen: Vec<usize> = (0..world.households.len()).collect();
    dice.shuffle(&mut chosen);
    let amounts = dice.parts(979, 100, 3, 30);
    let paid = chosen
        .into_iter()
        .zip(amounts)
        .map(|(household, amount)| (world.households[household].members[0], household, whole(amount * 100)));
    let rows = rows(world, "LS", "临时救助金", paid.collect(), (Day(2022, 1, 10), Day(2022, 12, 15)), dice);
    Table::new("临时救助", &["所属村", "凭证号", "类别", "户编号", "领取人", "金额（元）", "发放日期"], rows)
        .titled("临时救助金发放登记")
        .days(Days::Chinese)
        .totals(&[5])
        .file("20临时救助.xlsx")
}

/// 40 lifted households, 185 万元: 27 of five, 11 of four, 2 of three.
fn loans(world: &World, lifted: &[usize], dice: &mut Dice) -> File {
    let mut chosen = lifted.to_vec();
    dice.shuffle(&mut chosen);
    chosen.truncate(40);
    chosen.sort_by_key(|household| world.households[*household].village);
    let mut amounts = [vec![5; 27], vec![4; 11], vec![3; 2]].concat();
    dice.shuffle(&mut amounts);
    let row = |(at, (household, amount)): (usize, (usize, i64))| {
        let lent = Day(2022, 1, 12).until(Day(2022, 11, 28), dice);
        vec![
            text(VILLAGES[world.households[household].village]),
            text(format!("XD2022-{:03}", at + 1)),
            text(&world.households[household].number),
            text(&world.head(household).name),
            whole(amount),
            Cell::Day(lent),
            Cell::Day(lent.plus(3 * 365)),
            text(*dice.pick(&["种植", "养殖", "加工", "运输"])),
        ]
    };
    let rows = chosen.into_iter().zip(amounts).enumerate().map(row).collect();
    Table::new(
        "小额信贷",
        &["村名", "借款合同号", "户编号", "借款人", "贷款金额（万元）", "放款日期", "到期日期", "用途"],
        rows,
    )
    .days(Days::Chinese)
    .totals(&[4])
    .file("21小额信贷.xlsx")
}
