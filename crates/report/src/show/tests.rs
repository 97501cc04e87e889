use kernel::{Ask, Cut, Grade, Period};

use super::*;

fn figure(value: &str, places: Option<u32>) -> Figure {
    let split = value.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(value.len());
    Figure {
        ask: Ask {
            indicator: "x".into(),
            unit: "1".into(),
            period: Period::Year(2022),
            boundaries: Default::default(),
        },
        name: "甲".to_owned(),
        value: Some(value[..split].parse().expect(value)),
        measure: Measure::read(&value[split..]),
        places,
        grade: Grade::Records,
        numerator: None,
        denominator: None,
        rows: None,
        as_of: Cut::default(),
        definition: String::new(),
        missing: None,
    }
}

#[test]
fn approximate_words_stand_over_exact_values() {
    use Approximate::{About, Beyond, Near, Over};
    let check = |given: &str, approximate: Approximate, step: Option<&str>, expect: &str| {
        let step = step.map(|step| step.parse().expect("a decimal"));
        let shown = Shown { approximate: Some(approximate), step, ..Shown::default() };
        assert_eq!(value(&figure(given, None), Part::Value, &shown).as_deref(), Ok(expect), "{given} {approximate:?}");
    };
    check("1003头", Over, None, "1000余头");
    check("1047.67亩", Over, None, "1000余亩");
    check("123亩", Over, None, "120余亩");
    check("412件", Over, None, "410余件");
    check("412件", Over, Some("100"), "400余件");
    check("27处", Over, None, "20余处");
    check("20.4亩", Over, None, "20余亩");
    check("12345678元", Over, None, "12000000余元");
    check("1000头", Over, None, "1000头");
    check("20处", Over, None, "20处");
    check("7个", Over, None, "7个");
    check("8.5亩", Over, None, "8.5亩");
    check("0件", Over, None, "0件");
    check("-27元", Over, None, "-27元");
    check("60件", Over, Some("100"), "60件");
    check("1003头", Beyond, None, "超1000头");
    check("90.4%", Beyond, None, "超90%");
    check("1980亩", Near, None, "近2000亩");
    check("987亩", Near, None, "近990亩");
    check("2000亩", Near, None, "2000亩");
    check("1049亩", About, None, "约1000亩");
    check("1050亩", About, None, "约1100亩");
    check("4.2亩", About, None, "4.2亩");
    check("4.26亩", About, Some("0.1"), "约4.3亩");
    check("8.53亩", Over, Some("0.5"), "8.5余亩");
    check("8.5亩", Over, Some("0.1"), "8.5亩");
}

#[test]
fn values_are_exact_or_say_how_they_are_rounded() {
    let check = |given: &str, declared: Option<u32>, to: Option<&str>, places: Option<u32>, expect: &str| {
        let shown = Shown { measure: to.map(Measure::read), places, ..Shown::default() };
        assert_eq!(value(&figure(given, declared), Part::Value, &shown).as_deref(), Ok(expect), "{given} → {to:?}");
    };
    check("4079.7亩", None, None, None, "4079.7亩");
    check("4079.70亩", None, None, None, "4079.7亩");
    check("87.8218%", Some(2), None, None, "87.82%");
    check("90%", Some(2), None, None, "90.00%");
    check("33.3333333333%", None, None, None, "33.3333%");
    check("0件", None, None, None, "0件");
    check("1528100元", Some(2), Some("万元"), None, "152.81万元");
    check("152.81万元", Some(2), Some("元"), None, "1528100元");
    check("152.81万元", Some(2), Some("万元"), None, "152.81万元");
    check("12345678.9元", None, Some("万元"), None, "1234.5679万元");
    check("12345678.9元", None, Some("万元"), Some(2), "1234.57万元");
    check("100亩", None, Some("公顷"), None, "6.6667公顷");
    check("35000度", None, Some("万度"), None, "3.5万度");
    check("12345人", None, Some("万人"), None, "1.2345万人");
    check("1.2万人", None, Some("人"), None, "12000人");
    check("4079.7亩", None, Some("万亩"), None, "0.408万亩");
    check("4079.7亩", None, Some("万亩"), Some(2), "0.41万亩");
    check("40797亩", None, Some("万亩"), None, "4.0797万亩");
    check("2.25万亩", None, Some("亩"), None, "22500亩");
    check("1公顷", None, Some("亩"), None, "15亩");
    check("1.5万亩", None, Some("公顷"), None, "1000公顷");
    check("1平方公里", None, Some("亩"), None, "1500亩");
    check("97900元", None, Some("万元"), None, "9.79万元");
    check("152.81万元", Some(2), Some("亿元"), None, "0.0153亿元");
    check("1.2亿元", None, Some("万元"), None, "12000万元");
    check("3.5万度", None, Some("度"), None, "35000度");
    check("15020升", None, Some("万升"), None, "1.502万升");
    check("6007株", None, Some("万株"), None, "0.6007万株");
    check("0元", Some(2), Some("万元"), None, "0万元");
    check("-15000元", None, Some("万元"), None, "-1.5万元");
}

#[test]
fn changes_are_said_in_words() {
    let check = |now: &str, then: &str, expect: Result<&str, &str>| {
        let said = change(&figure(now, None), &figure(then, None), Since::YearBefore, &Shown::default());
        assert_eq!(said.as_deref().map_err(|why| why.code.as_str()), expect, "{then} → {now}");
    };
    check("112.5万元", "100万元", Ok("增长12.5%"));
    check("7件", "12件", Ok("下降41.67%"));
    check("90%", "75%", Ok("提高15个百分点"));
    check("75%", "90.5%", Ok("下降15.5个百分点"));
    check("12件", "12件", Ok("持平"));
    check("0件", "0件", Ok("持平"));
    check("100001元", "100000元", Ok("增长0.001%"));
    check("3件", "0件", Ok("增加3件（上年同期为0）"));
    check("3元", "-1元", Ok("增加4元（上年同期为-1元）"));
    check("-3元", "-1元", Ok("减少2元（上年同期为-1元）"));
    check("0件", "12件", Ok("下降100%"));
    check("100%", "100%", Ok("持平"));
    check("0%", "12.5%", Ok("下降12.5个百分点"));
    check("12.5%", "0%", Ok("提高12.5个百分点"));
    check("0元", "0元", Ok("持平"));
    check("0元", "-5元", Ok("增加5元（上年同期为-5元）"));
    check("5元", "-5元", Ok("增加10元（上年同期为-5元）"));
    check("7个", "7.00个", Ok("持平"));
    check("4079.7亩", "3968.2亩", Ok("增长2.81%"));
    check("200件", "100件", Ok("增长100%"));
    check("350件", "100件", Ok("增长250%"));
}

#[test]
fn only_like_converts_to_like() {
    let check = |from: &str, to: &str, expect: bool| {
        assert_eq!(converts(&Measure::read(from), &Measure::read(to)), expect, "{from} → {to}");
    };
    check("元", "万元", true);
    check("亩", "公顷", true);
    check("亩", "万元", false);
    check("人", "万人", true);
    check("万人", "人", true);
    check("人", "户", false);
    check("亩", "万亩", true);
    check("万亩", "公顷", true);
    check("亩", "平方公里", true);
    check("万元", "亿元", true);
    check("株", "万株", true);
    check("人", "人次", false);
    check("元", "亩", false);
    check("万人", "万户", false);
    check("%", "人", false);
}

#[test]
fn what_a_figure_rests_on_is_said_by_its_grade() {
    let check = |grade: Grade, expect: &str| {
        let figure = Figure { grade, ..figure("12件", None) };
        assert_eq!(value(&figure, Part::Grade, &Shown::default()).as_deref(), Ok(expect), "{grade:?}");
    };
    check(Grade::Records, "逐条");
    check(Grade::VillageTotals, "分村汇总");
    check(Grade::External, "外部");
    check(Grade::Attested, "佐证");
    check(Grade::Forecast, "预计");
}
