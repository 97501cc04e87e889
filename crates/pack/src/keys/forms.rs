//! Keys of forms that an upper level prescribes.

use super::{Kind, NAME, Shape, Variant, key, lists::PERIODS};

/// What columns show that is no field, step or indicator.
pub(crate) const SHOWS: &[&str] = &["number", "unit", "state", "blank"];

pub(crate) static FORM: Kind = Kind {
    name: "form",
    zh: "上报表",
    keys: &[
        NAME,
        key("title", Shape::Words, "表题，不写就用名称", "what stands above it; its name where absent"),
        key("number", Shape::Words, "表号", "the number the upper level gave it"),
        key("authority", Shape::Words, "制定机关", "who prescribes it"),
        key("basis", Shape::Words, "制定依据的文件", "the document it rests on"),
        key("unit_level", Shape::Words, "由哪一级单位填报", "level of the units that fill it in").required(),
        key("period", Shape::Choice(PERIODS), "报告期：一份管多长时间", "how long a time it covers").required(),
        key("paper", Shape::Choice(&["A4", "A3"]), "纸，不写就是 A4", "what it is printed on"),
        key("portrait", Shape::Bool, "竖着印（不写就是横着）", "printed upright"),
        key("codes", Shape::Bool, "表头下面有一行甲、乙、1、2（不写就有）", "a row of codes below the headings"),
        key("notes", Shape::Texts, "表下面的说明，一条一行", "lines below the table"),
        key("signers", Shape::Texts, "谁签字盖章，不写就是单位负责人（盖章）、审核人、填表人", "who signs it"),
        key("columns", Shape::Tables(&FORM_COLUMN), "列，从左到右", "columns from left to right").required(),
    ],
    short: false,
    variants: &[
        Variant {
            zh: "一行是一条记录",
            leads: &["ledger"],
            keys: &[
                key("ledger", Shape::Words, "哪个台账的记录", "whose records").required(),
                key("where", Shape::Expression, "只列满足条件的记录", "records pass only where this is true"),
                key(
                    "by",
                    Shape::Text,
                    "以哪个日期归期，写法同指标；名册不写就是期末还在的",
                    "the date that places a record, as of indicators",
                ),
                key(
                    "any_date",
                    Shape::Bool,
                    "不按报告期取，全部列出（再看 where）",
                    "records of any day, as far as `where` lets them pass",
                ),
                key(
                    "order",
                    Shape::TextOrTexts,
                    "按哪些字段排列，可写 unit、state，从大到小在前面加 -",
                    "fields they are sorted by, `-` before one for the largest first",
                ),
            ],
        },
        Variant {
            zh: "一行是一个下级单位",
            leads: &["each"],
            keys: &[key(
                "each",
                Shape::Words,
                "每一行是哪一级的一个单位，最后一行是填报单位自己的数（合计）",
                "level of the units, one a row; the last row is the filling unit's own figures",
            )
            .required()],
        },
    ],
};

pub(crate) static FORM_COLUMN: Kind = Kind {
    name: "form_column",
    zh: "上报表的列",
    keys: &[
        key(
            "name",
            Shape::Words,
            "列名，不写就用字段或指标的名称",
            "its heading; that of the field or indicator where absent",
        ),
        key(
            "under",
            Shape::TextOrTexts,
            "归在哪个大栏下面，几层的从上往下写成列表；同一栏的列要挨着",
            "the headings above it, from the top down",
        ),
        key("code", Shape::Words, "甲、乙、1、2 一行里写什么，不写就自动编", "what stands in the row of codes"),
        key("width", Shape::Integer, "多少个汉字宽，不写就看填什么", "how many Chinese characters wide"),
    ],
    short: false,
    variants: &[
        Variant {
            zh: "字段",
            leads: &["field"],
            keys: &[key("field", Shape::Words, "台账的哪个字段", "a field of the ledger").required()],
        },
        Variant {
            zh: "环节的日期",
            leads: &["step"],
            keys: &[key("step", Shape::Words, "事项的哪个步骤，填最后一次的日期", "the last day of a step").required()],
        },
        Variant {
            zh: "指标",
            leads: &["indicator"],
            keys: &[key("indicator", Shape::Words, "哪个指标，取那个单位报告期的数", "an indicator of the row's unit")
                .required()],
        },
        Variant {
            zh: "别的",
            leads: &["show"],
            keys: &[key(
                "show",
                Shape::Choice(SHOWS),
                "number 序号、unit 单位、state 状态、blank 空着手填",
                "the running number, the unit, the state, or nothing",
            )
            .required()],
        },
    ],
};
