//! Values that others hand in with their source, and what was promised for the next year.

use super::{
    day::Day,
    sheet::{Cell, File, Table, decimal, text, whole},
    world::{TOWNSHIP, VILLAGES},
};

pub fn files() -> Vec<File> {
    vec![values(), targets()]
}

fn values() -> File {
    let row =
        |name: &str, year: i64, value: Cell, grade: &str, source: &str, author: &str, method: &str, cut_off: Day| {
            vec![
                text(TOWNSHIP),
                text(name),
                Cell::Day(Day(year, 1, 1)),
                Cell::Day(Day(year, 12, 31)),
                value,
                text(grade),
                text(source),
                text(author),
                text(method),
                Cell::Day(cut_off),
            ]
        };
    let treasury = |name, value| {
        row(
            name,
            2022,
            whole(value),
            "预计",
            "乡财政所月报",
            "乡财政所",
            "一至十一月入库数加十二月测算",
            Day(2022, 11, 30),
        )
    };
    let hotline = |year, value, cut_off| {
        row("热线满意度", year, value, "佐证", "市民热线办结回访通报", "县热线办", "满意件数除以回访件数", cut_off)
    };
    let book =
        |name, value, source| row(name, 2021, value, "外部", source, "乡统计站", "按上年年报抄录", Day(2021, 12, 31));
    let rows = vec![
        book("财政总收入", whole(672), "2021年乡财政决算"),
        book("一般公共预算收入", decimal(2745, 1), "2021年乡财政决算"),
        book("水稻面积", decimal(10_213, 1), "2021年农业统计年报"),
        book("制种面积", decimal(39_682, 1), "2021年农业统计年报"),
        book("为群众办实事件数", whole(352), "2021年党建工作总结"),
        treasury("财政总收入", 710),
        treasury("一般公共预算收入", 290),
        hotline(2021, whole(75), Day(2021, 12, 31)),
        hotline(2022, decimal(9048, 2), Day(2022, 12, 20)),
    ];
    let headings = ["单位", "指标", "起", "止", "数值", "等级", "来源", "提供人", "方法", "数据截至"];
    Table::new("有来源的数", &headings, rows).titled("有来源的数登记表").file("38有来源的数.xlsx")
}

fn targets() -> File {
    let row = |unit: &str, name: &str, value: i64| {
        let (first, last) = (Cell::Day(Day(2023, 1, 1)), Cell::Day(Day(2023, 12, 31)));
        vec![text(unit), text(name), first, last, whole(value), text("2022年度工作总结")]
    };
    let mut rows = vec![row(TOWNSHIP, "创成红旗支部数", 4)];
    rows.extend([0, 1, 2, 4].map(|village| row(VILLAGES[village], "创成红旗支部数", 1)));
    rows.push(row(TOWNSHIP, "秸秆焚烧火点数", 0));
    Table::new("目标", &["单位", "指标", "起", "止", "目标值", "出处"], rows).file("39来年目标.xlsx")
}
