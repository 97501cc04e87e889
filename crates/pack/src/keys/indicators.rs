//! Keys of indicators: those all share, and those of each way to compute.

use super::{Key, Kind, NAME, Shape, Variant, key};

const AGGREGATES: &[&str] = &["count", "sum", "avg", "min", "max", "distinct", "latest"];
const BASES: &[&str] = &["year_before", "period_before", "target"];
const SHOWS: &[&str] = &["base", "difference", "change", "share"];
const GRADES: &[&str] = &["external", "attested", "forecast"];

pub(crate) static INDICATOR: Kind = Kind {
    name: "indicator",
    zh: "指标",
    keys: &[
        NAME,
        key("in", Shape::Words, "单位，如 户、万元、亩、%；比率不写就是 %", "unit it is answered in"),
        key("places", Shape::Integer, "保留几位小数；比率不写是 2", "places it is rounded to"),
        key("aliases", Shape::Texts, "模板和旧报告里的其他叫法", "other names"),
        key("about", Shape::Text, "口径说明和出处", "the definition in words"),
        key("personal", Shape::Bool, "涉及个人，小数目对外不显示", "small cells are suppressed"),
    ],
    short: false,
    variants: &[
        Variant {
            zh: "对台账汇总",
            leads: &["ledger", "agg"],
            keys: &[
                key("ledger", Shape::Words, "台账", "ledger").required(),
                key("agg", Shape::Choice(AGGREGATES), "怎样汇总", "what is folded").required(),
                key("of", Shape::Text, "汇总哪个字段（count 不写）", "the field folded; none for count"),
                WHERE,
                key("by", Shape::Text, "以哪个日期归期；名册不写就是期末存量", "the date that places a record"),
            ],
        },
        Variant {
            zh: "比率",
            leads: &["ratio"],
            keys: &[
                key(
                    "ratio",
                    Shape::Choice(&["cohort", "flow"]),
                    "cohort 同一批记录；flow 本期比本期",
                    "the same records, or this period's over this period's",
                )
                .required(),
                key(
                    "part",
                    Shape::Expression,
                    "分子：cohort 写条件，flow 写指标",
                    "the part: a condition, or an indicator",
                )
                .required(),
                key("over", Shape::Words, "分母指标", "the whole, an indicator").required(),
            ],
        },
        Variant {
            zh: "算式",
            leads: &["formula"],
            keys: &[key("formula", Shape::Expression, "用指标编号写的算式", "arithmetic over indicator ids").required()],
        },
        Variant {
            zh: "比较",
            leads: &["against"],
            keys: &[
                key("against", Shape::Words, "比较哪个指标", "the indicator compared").required(),
                key("base", Shape::Choice(BASES), "和什么比", "against what").required(),
                key("show", Shape::Choice(SHOWS), "怎样显示", "how it is shown").required(),
            ],
        },
        Variant {
            zh: "名次",
            leads: &["rank"],
            keys: &[
                key("rank", Shape::Words, "按哪个指标排名次", "by which indicator").required(),
                key(
                    "order",
                    Shape::Choice(&["desc", "asc"]),
                    "desc 大的在前（不写即此），asc 小的在前",
                    "which end is first",
                ),
            ],
        },
        Variant {
            zh: "单位个数",
            leads: &["units"],
            keys: &[
                key("units", Shape::Words, "逐个单位问哪个指标", "the indicator asked of every unit").required(),
                key("level", Shape::Words, "哪一级单位", "level of the units").required(),
                key("where", Shape::Expression, "条件，指标的值写作 value", "condition on `value`").required(),
            ],
        },
        Variant {
            zh: "有来源的数",
            leads: &["sourced"],
            keys: &[key(
                "sourced",
                Shape::Choice(GRADES),
                "external 外部、attested 佐证、forecast 预计",
                "grade of such a value",
            )
            .required()],
        },
        Variant {
            zh: "目标值",
            leads: &["target"],
            keys: &[key("target", Shape::Words, "哪个指标的目标", "the indicator promised").required()],
        },
        Variant {
            zh: "参数值",
            leads: &["parameter"],
            keys: &[key("parameter", Shape::Words, "哪个参数", "the dated parameter").required()],
        },
    ],
};

const WHERE: Key = key("where", Shape::Expression, "只算满足条件的记录", "rows pass only where this is true");
