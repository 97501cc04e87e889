//! Looking for investors, and what village collectives earned.

use super::{
    day::Day,
    dice::Dice,
    sheet::{Cell, Days, File, Table, decimal, text},
    world::{TOWNSHIP, VILLAGES},
};

/// Invented companies: name, seat, business.
const COMPANIES: [(&str, &str, &str); 18] = [
    ("禾阡种业有限公司", "外县", "种子"),
    ("溪上粮油有限公司", "外县", "粮油加工"),
    ("陌芽农业科技有限公司", "省城", "育苗"),
    ("云山菌业有限公司", "外县", "食用菌"),
    ("青垄食品有限公司", "沿海", "食品加工"),
    ("田间冷链物流有限公司", "省城", "冷链"),
    ("阡芋食品有限公司", "沿海", "芋头加工"),
    ("白荷农产品有限公司", "外县", "莲子加工"),
    ("牧歌养殖有限公司", "外县", "肉牛"),
    ("清塘水产有限公司", "沿海", "水产"),
    ("竹里文旅有限公司", "省城", "乡村旅游"),
    ("光禾新能源有限公司", "省城", "光伏"),
    ("木色园林有限公司", "外县", "苗木"),
    ("归田服饰有限公司", "沿海", "来料加工"),
    ("小满电商有限公司", "沿海", "电商"),
    ("稻香包装有限公司", "外县", "包装"),
    ("山泉饮品有限公司", "省城", "饮品"),
    ("谷雨农机有限公司", "外县", "农机"),
];

pub fn files(dice: &mut Dice) -> Vec<File> {
    vec![companies(), trips(), incomes(dice)]
}

fn companies() -> File {
    let row = |(name, seat, line): &(&str, &str, &str)| vec![text(TOWNSHIP), text(*name), text(*seat), text(*line)];
    let rows = COMPANIES.iter().map(row).collect();
    Table::new("企业", &["单位", "企业名称", "所在地", "行业"], rows).file("08招商企业名录.xlsx")
}

/// Five trips; eighteen visits to sixteen companies, for two were visited twice.
fn trips() -> File {
    let begun = [Day(2022, 3, 8), Day(2022, 5, 17), Day(2022, 7, 5), Day(2022, 9, 20), Day(2022, 11, 15)];
    let places = ["省城", "沿海", "外县", "沿海", "省城"];
    let leaders = ["乡长", "党委书记", "副乡长", "党委书记", "乡长"];
    let visited: [&[usize]; 5] = [&[2, 5, 10, 11], &[4, 6, 9, 13], &[0, 1, 3, 7, 8], &[14, 4, 9], &[12, 15]];
    let number = |trip: usize| format!("ZS2022-{:02}", trip + 1);
    let trip =
        |at: usize| vec![text(TOWNSHIP), text(number(at)), Cell::Day(begun[at]), text(places[at]), text(leaders[at])];
    let mut visits = Vec::new();
    for (at, companies) in visited.iter().enumerate() {
        for (order, company) in companies.iter().enumerate() {
            let day = begun[at].plus(i64::try_from(order / 2).unwrap_or(0));
            visits.push(vec![text(TOWNSHIP), text(COMPANIES[*company].0), text(number(at)), Cell::Day(day)]);
        }
    }
    let trips =
        Table::new("外出招商", &["单位", "活动编号", "出发日期", "目的地", "带队领导职务"], (0..5).map(trip).collect());
    let visits = Table::new("企业拜访", &["单位", "拜访企业", "活动编号", "拜访日期"], visits);
    File { name: "09招商活动.xlsx", tables: vec![trips.days(Days::Chinese), visits.days(Days::Chinese)] }
}

/// Yearly income of each village in 万元 with two places, this year and the year before: seven over 15, four over 20.
const INCOME: [[i64; 7]; 2] = [[2060, 2215, 1790, 1385, 1820, 1420, 1515], [2360, 2685, 2040, 1580, 2115, 1625, 1742]];

fn incomes(dice: &mut Dice) -> File {
    let tables = [(2021, "2021年"), (2022, "2022年")].into_iter().zip(INCOME).map(|((year, name), incomes)| {
        let mut rows = Vec::new();
        for (village, income) in incomes.into_iter().enumerate() {
            for (order, part) in dice.parts(income, 8, 60, income / 4).into_iter().enumerate() {
                let quarter = i64::try_from(order / 2).unwrap_or(0);
                let day = Day(year, quarter * 3 + 1, 5).until(Day(year, quarter * 3 + 3, 25), dice);
                let source = ["光伏发电", "资产出租", "土地流转", "产业经营"][(order + village) % 4];
                let voucher = format!("{year}-{:02}-{:02}", village + 1, order + 1);
                rows.push(vec![text(VILLAGES[village]), text(voucher), Cell::Day(day), text(source), decimal(part, 2)]);
            }
        }
        Table::new(name, &["村名", "凭证号", "入账日期", "来源", "金额（万元）"], rows)
            .titled("村级集体经济收入明细")
            .totals(&[4])
    });
    File { name: "10村集体收入.xlsx", tables: tables.collect() }
}
