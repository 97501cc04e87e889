//! Projects, what was paid for them, and what was built.

use super::{
    day::Day,
    plan,
    sheet::{Cell, Days, File, Table, decimal, maybe, text, whole},
    world::{TOWNSHIP, VILLAGES},
};

/// A project: name, village (none: the township's own), kind, planned in 万元 with two places, days of begin,
/// completion and acceptance as (month, day), instalments paid.
struct Project {
    name: &'static str,
    village: Option<usize>,
    kind: &'static str,
    planned: i64,
    begun: (i64, i64),
    completed: Option<(i64, i64)>,
    accepted: Option<(i64, i64)>,
    paid: &'static [i64],
}

const fn special(
    name: &'static str,
    village: usize,
    planned: i64,
    begun: (i64, i64),
    done: Option<((i64, i64), (i64, i64))>,
    paid: &'static [i64],
) -> Project {
    let (completed, accepted) = match done {
        Some((completed, accepted)) => (Some(completed), Some(accepted)),
        None => (None, None),
    };
    Project { name, village: Some(village), kind: "专项扶贫项目", planned, begun, completed, accepted, paid }
}

const fn water(name: &'static str, village: usize, planned: i64, completed: (i64, i64)) -> Project {
    Project {
        name,
        village: Some(village),
        kind: "饮水工程",
        planned,
        begun: (4, 20),
        completed: Some(completed),
        accepted: None,
        paid: &[],
    }
}

/// Eleven special projects of 174 万元, eight accepted, 152.81 万元 paid; six water works of 54; one each of 80, 6 and 1.5.
const PROJECTS: [Project; 20] = [
    special("阡头村槟榔芋仓储", 0, 2200, (1, 18), Some(((6, 20), (7, 8))), &[1000, 1200]),
    special("陌上村黄牛圈舍改造", 1, 1800, (1, 18), Some(((7, 12), (8, 3))), &[900, 846]),
    special("禾湾村机耕路硬化", 2, 1500, (2, 10), Some(((6, 30), (7, 15))), &[1500]),
    special("苇塘村水渠修复", 3, 2000, (2, 10), Some(((8, 5), (8, 26))), &[1000, 940]),
    special("云根村菌棚建设", 4, 1200, (2, 21), Some(((5, 25), (6, 16))), &[600, 600]),
    special("石坳村产业路", 5, 1600, (3, 2), Some(((9, 9), (9, 28))), &[800, 752]),
    special("晴耕村烘干房", 6, 2500, (3, 2), Some(((8, 18), (9, 6))), &[1250, 1250]),
    special("禾湾村育秧中心", 2, 1400, (3, 15), Some(((9, 30), (10, 19))), &[700, 700]),
    special("石坳村苗木灌溉", 5, 1000, (6, 6), None, &[500]),
    special("陌上村便民桥", 1, 1200, (6, 6), None, &[480]),
    special("苇塘村塘坝清淤", 3, 1000, (8, 1), None, &[263]),
    water("阡头村上组饮水工程", 0, 1100, (6, 28)),
    water("阡头村下组饮水工程", 0, 800, (7, 6)),
    water("禾湾村饮水工程", 2, 950, (7, 10)),
    water("云根村饮水工程", 4, 900, (7, 18)),
    water("石坳村东片饮水工程", 5, 850, (7, 22)),
    water("石坳村西片饮水工程", 5, 800, (7, 29)),
    Project {
        name: "集镇河堤提升",
        village: None,
        kind: "集镇提升",
        planned: 8000,
        begun: (2, 15),
        completed: Some((9, 25)),
        accepted: Some((10, 14)),
        paid: &[],
    },
    Project {
        name: "晴耕村居家养老服务中心建设",
        village: Some(6),
        kind: "养老服务",
        planned: 600,
        begun: (3, 20),
        completed: Some((8, 30)),
        accepted: Some((9, 15)),
        paid: &[],
    },
    Project {
        name: "苇塘村甲鱼养殖",
        village: Some(3),
        kind: "村集体产业",
        planned: 150,
        begun: (4, 12),
        completed: Some((5, 10)),
        accepted: None,
        paid: &[],
    },
];

pub fn files() -> Vec<File> {
    vec![projects(), payments(), facilities()]
}

fn owner(project: &Project) -> &'static str {
    project.village.map_or(TOWNSHIP, |village| VILLAGES[village])
}

fn day((month, day): (i64, i64)) -> Day {
    Day(2022, month, day)
}

fn projects() -> File {
    let row = |project: &Project| {
        vec![
            text(owner(project)),
            text(project.name),
            text(project.kind),
            decimal(project.planned, 2),
            Cell::Day(day(project.begun)),
            maybe(project.completed.map(day)),
            maybe(project.accepted.map(day)),
        ]
    };
    let headings = ["实施单位", "项目名称", "项目类别", "计划资金（万元）", "下达日期", "完工日期", "验收日期"];
    Table::new("项目", &headings, PROJECTS.iter().map(row).collect())
        .titled("云溪乡2022年项目台账")
        .days(Days::Real)
        .totals(&[3])
        .file("13项目台账.xlsx")
}

fn payments() -> File {
    let mut rows = Vec::new();
    for project in &PROJECTS {
        for (order, paid) in project.paid.iter().enumerate() {
            let after = 40 + 55 * i64::try_from(order).unwrap_or(0);
            rows.push(vec![
                text(owner(project)),
                text(format!("BK2022-{:03}", rows.len() + 1)),
                text(project.name),
                text(project.kind),
                decimal(*paid, 2),
                Cell::Day(day(project.begun).plus(after)),
            ]);
        }
    }
    Table::new("拨款", &["实施村", "凭证号", "项目名称", "项目类别", "拨款金额（万元）", "拨付日期"], rows)
        .days(Days::Chinese)
        .totals(&[4])
        .file("14项目拨款.xlsx")
}

fn facilities() -> File {
    let mut rows = Vec::new();
    let mut built = |owner: &str, name: String, kind: &str, quantity: i64, on: (i64, i64)| {
        // What the township built stands in its first village.
        let village = VILLAGES.iter().position(|village| *village == owner).unwrap_or(0);
        let place = plan::place(village, rows.len());
        rows.push(vec![text(owner), text(name), text(kind), whole(quantity), Cell::Day(day(on)), text(place)]);
    };
    for (order, village) in [0, 1, 2, 2, 4, 5, 6].into_iter().enumerate() {
        let order = i64::try_from(order).unwrap_or(0);
        built(VILLAGES[village], format!("第{}号制种烤房", order + 1), "烤房", 1, (7, 3 + order * 3));
    }
    for (name, lamps) in [("河堤东段路灯", 5), ("河堤西段路灯", 5), ("休闲广场路灯", 3)] {
        built(TOWNSHIP, name.to_owned(), "路灯", lamps, (9, 20));
    }
    built(TOWNSHIP, "河堤休闲广场".to_owned(), "休闲广场", 1, (9, 25));
    built(TOWNSHIP, "河堤观景亭".to_owned(), "观景亭", 1, (9, 25));
    built(TOWNSHIP, "河堤荧光步道".to_owned(), "游步道", 1, (9, 25));
    built(VILLAGES[6], "晴耕村居家养老服务中心".to_owned(), "居家养老服务中心", 1, (9, 15));
    Table::new("设施", &["所属单位", "设施名称", "设施类别", "数量", "建成日期", "位置"], rows).file("15公共设施.xlsx")
}
