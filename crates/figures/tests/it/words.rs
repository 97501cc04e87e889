//! Definitions as a person would say them.

use crate::{
    indicators::small_county,
    world::{World, ask, block_on},
};

async fn check(w: &World, question: &str, expect: &str) {
    let evidence = w.open(&ask(question), None).await;
    assert_eq!(evidence.definition, expect, "{question}");
}

#[test]
fn definitions() {
    block_on(async {
        let w = small_county().await;
        for (question, expect) in [
            ("events v1 2022", "在《事》台账中，日期在2022年内的记录数。依据：逐条。"),
            ("red_events v1 2022", "在《事》台账中，日期在2022年内、类别为红、日期不早于期初的记录数。依据：逐条。"),
            ("things_area !v1 2022", "在《物》台账中，2022年12月31日在册的面积合计（按现行区划归集）。依据：逐条。"),
            (
                "matters_closed v1 2022-Q1",
                "在《事项》台账中，最后一次“办结”的日期在2022年第一季度内的记录数。依据：逐条。",
            ),
            (
                "closing_rate v1 2022",
                "在《事项》台账中，发现日期在2022年内的记录数中，到2022年12月31日状态为已办结的占比。依据：逐条。",
            ),
            ("unpaid v1 2022", "2022年按算式“《应付金额》 - 《已付金额》”计算。依据：逐条。"),
            (
                "events_change v1 2022",
                "2022年《事数》比上年同期（2021年）增减的比例。依据：逐条。其中2022年的数：逐条；2021年的数：逐条。",
            ),
            ("paid_rank v1 2022", "2022年按《已付金额》从高到低，在同一上级的同级单位中的位次。依据：逐条。"),
            ("rich_villages c 2022", "2022年《已付金额》不低于《低线》的村的个数。依据：逐条。"),
            ("population c 2022", "2022年有来源的登记数。依据：外部。"),
            ("paid_target t1 2022", "《已付金额》2022年的目标值。依据：逐条。"),
            ("low_line t1 2022", "参数《低线》在2022年12月31日的值。依据：逐条。"),
        ] {
            check(&w, question, expect).await;
        }
    });
}

#[test]
fn an_indicator_without_a_period() {
    let pack = pack::sample::pack();
    let check = |id: &str, expect: &str| {
        let indicator = pack.indicator(id).expect("an indicator of the sample");
        assert_eq!(figures::define(&pack, indicator, None), expect, "{id}");
    };
    check("things", "在《物》台账中，统计期末在册的记录数。");
    check("matters_found", "在《事项》台账中，发现日期在统计期内的记录数。");
    check("events_change", "统计期《事数》比上年同期增减的比例。");
}
