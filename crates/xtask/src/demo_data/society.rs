//! Disputes, petitions, hazards, fraud prevention.

use super::{
    day::Day,
    dice::Dice,
    plan,
    sheet::{Cell, Days, File, Numbers, Table, maybe, text, whole},
    world::{TOWNSHIP, VILLAGES, World},
};

/// The grids of the first two villages.
const GRIDS: [&str; 7] = [
    "阡头村第一网格",
    "阡头村第二网格",
    "阡头村第三网格",
    "阡头村第四网格",
    "陌上村第一网格",
    "陌上村第二网格",
    "陌上村第三网格",
];

pub fn files(world: &World, dice: &mut Dice) -> Vec<File> {
    vec![disputes(dice), petitions(dice), hazards(world, dice), campaigns()]
}

/// 27 received: 23 settled, 2 referred, 2 still under way.
fn disputes(dice: &mut Dice) -> File {
    let row = |at: i64| {
        let place = if at % 3 == 0 { *dice.pick(&GRIDS) } else { *dice.pick(&VILLAGES) };
        let received = Day(2022, 1, 6).plus(at * 12).plus(dice.between(0, 9));
        let begun = received.plus(dice.between(0, 3));
        let ended = begun.plus(dice.between(3, 22));
        let referred = at == 7 || at == 15;
        let settled = at < 25 && !referred;
        vec![
            text(place),
            text(format!("JF2022-{:03}", at + 1)),
            Cell::Day(received),
            text(*dice.pick(&["邻里", "山林土地", "婚姻家庭", "债务", "劳资"])),
            Cell::Day(begun),
            maybe(settled.then_some(ended)),
            maybe(referred.then_some(ended)),
        ]
    };
    let headings = ["发生地", "编号", "受理日期", "纠纷类型", "开始调解日期", "调解成功日期", "引导诉讼仲裁日期"];
    Table::new("纠纷", &headings, (0..27).map(row).collect())
        .titled("云溪乡矛盾纠纷排查调处台账")
        .days(Days::Slashes)
        .notes(&["备注：引导诉讼、仲裁的不计入化解数。"])
        .file("26矛盾纠纷台账.xlsx")
}

/// Through the platform twelve the year before and seven this year; two of this year came otherwise; one was answered late.
fn petitions(dice: &mut Dice) -> File {
    let mut rows = Vec::new();
    for (year, count) in [(2021, 12), (2022, 9)] {
        for at in 0..count {
            let received = Day(year, 1, 11).plus(at * (280 / count)).plus(dice.between(0, 8));
            let accepted = received.plus(dice.between(1, 9));
            let late = year == 2022 && at == 3;
            let answered = received.plus(if late { 72 } else { dice.between(15, 52) });
            rows.push(vec![
                text(TOWNSHIP),
                text(format!("XF{year}-{:03}", at + 1)),
                Cell::Day(received),
                text(if year == 2022 && at % 4 == 2 { "来访" } else { "信访平台" }),
                text(*dice.pick(&["申诉求决", "申诉求决", "建议意见"])),
                Cell::Day(accepted),
                Cell::Day(answered),
            ]);
        }
    }
    Table::new(
        "信访件",
        &["承办单位", "编号", "收到日期", "来信渠道", "信访类别", "告知受理日期", "书面答复日期"],
        rows,
    )
    .days(Days::Iso)
    .file("27信访件办理台账.xlsx")
}

fn hazards(world: &World, dice: &mut Dice) -> File {
    let places =
        ["农家乐厨房", "自建房出租屋", "村道急弯", "山塘坝体", "木材加工点", "液化气瓶间", "幼儿园门口", "烤房电路"];
    let domains = ["消防", "自建房", "道路交通", "涉水", "生产经营", "燃气", "道路交通", "消防"];
    let row = |at: i64| {
        let kind = dice.index(places.len());
        let found = Day(2022, 1, 17).plus(at * 12).plus(dice.between(0, 6));
        let assigned = found.plus(dice.between(0, 1));
        let handed = assigned.plus(dice.between(2, 14));
        let closed = handed.plus(dice.between(1, 4));
        let major = at % 9 == 5;
        let place = if at % 2 == 0 { *dice.pick(&GRIDS) } else { *dice.pick(&VILLAGES) };
        let village = VILLAGES.iter().position(|village| place.starts_with(village)).unwrap_or(0);
        let neighbours = world.aged(None, 30, 60, dice);
        let responsible = neighbours.into_iter().find(|person| world.persons[*person].village == village).unwrap_or(0);
        vec![
            text(place),
            text(format!("YH2022-{:03}", at + 1)),
            Cell::Day(found),
            text(if major { "重大" } else { "一般" }),
            text(domains[kind]),
            text(places[kind]),
            // One was found by telephone, and nobody has been there yet.
            if at == 27 { Cell::Empty } else { text(plan::place(village, usize::try_from(at).unwrap_or(0) + 3)) },
            if major || at % 3 == 0 { text(&world.persons[responsible].name) } else { Cell::Empty },
            Cell::Day(assigned),
            maybe((at < 27).then_some(handed)),
            maybe((at < 26).then_some(closed)),
        ]
    };
    let headings = [
        "所属网格",
        "编号",
        "发现日期",
        "隐患级别",
        "领域",
        "地点",
        "位置",
        "整改责任人",
        "派单日期",
        "整改完成日期",
        "复查销号日期",
    ];
    Table::new("隐患", &headings, (0..28).map(row).collect())
        .titled("安全隐患排查整改台账")
        .days(Days::Real)
        .file("28安全隐患台账.xlsx")
}

/// Two campaigns: 806 leaflets, 4 panels, 23 consultations, one clue.
fn campaigns() -> File {
    let row = |day: Day, place: &str, counts: [i64; 4]| {
        let mut row = vec![text(TOWNSHIP), Cell::Day(day), text(place)];
        row.extend(counts.map(whole));
        row
    };
    let rows = vec![
        row(Day(2022, 4, 15), "集镇农贸市场", [486, 2, 14, 1]),
        row(Day(2022, 9, 9), "中心学校门口", [320, 2, 9, 0]),
    ];
    let headings = [
        "单位",
        "宣传日期",
        "地点",
        "活动情况/宣传/发放资料（份）",
        "活动情况/宣传/展出展板（块）",
        "活动情况/群众反映/接受咨询（次）",
        "活动情况/群众反映/收集线索（条）",
    ];
    Table::new("反诈宣传", &headings, rows)
        .titled("反诈集中宣传活动登记")
        .days(Days::Chinese)
        .numbers(Numbers::Text)
        .totals(&[3, 4, 5, 6])
        .file("29反诈集中宣传.xlsx")
}
