//! Keys of registers, logs and cases, and of their fields.

use super::{BECOMES, Key, Kind, NAME, Shape, key, kind};

/// All field types, in the order of the reference page.
pub(crate) const TYPES: &[&str] = &[
    "text",
    "long_text",
    "integer",
    "decimal",
    "money",
    "choice",
    "choices",
    "bool",
    "date",
    "time",
    "person",
    "reference",
    "unit",
    "phone",
    "id_number",
    "credit_code",
    "file",
    "photo",
    "point",
    "line",
    "polygon",
    "table",
];
pub(super) const PRIVACY: &[&str] = &["open", "internal", "personal", "sensitive"];
const NUMBERED_PER: &[&str] = &["book", "unit"];
const QUANTITIES: &[&str] = &["area", "length", "mass", "volume", "energy"];

const ABOUT: Key = key("about", Shape::Text, "记的是哪个名册里的事物", "the register its records are about");
const MANDATE: Key =
    key("mandate", Shape::Words, "对应的履职事项（共用的键）", "item of the duty list it serves").required();
const UNIT: Key = key("unit", Shape::Texts, "哪些层级的单位可以有记录", "levels that may own a record").required();
const ONLY: Key = key(
    "only",
    Shape::Words,
    "只归这个单位（写代码）和它的下级用，别处的人不知道有它；不写就是都用",
    "code of the one unit that keeps it, with those below; whoever works elsewhere does not know of it",
);
const UNIT_ALIASES: Key = key("unit_aliases", Shape::Texts, "表格里单位一列的其他叫法", "other headings of the unit");
const KEY: Key = key("key", Shape::Texts, "业务主键：同一单位里不会重复的字段", "business key within a unit");
const TITLE: Key = key("title", Shape::Texts, "用哪些字段称呼一条记录", "fields that name a record").required();
const HIDDEN: Key = key("hidden", Shape::Bool, "无权的人不知道它存在", "who may not read it may not know of it");
const TOTALS: Key = key("totals", Shape::Bool, "行里是各村报来的合计", "its rows are totals handed in");
const HELP: Key = key("help", Shape::Text, "一句话说明记什么", "one sentence on what belongs here");
const FIELDS: Key =
    key("fields", Shape::Map(&FIELD), "字段，按表单的顺序", "fields, in the order of the form").required();
const REGISTER_FIELDS: Key = Key {
    zh: "字段，按表单的顺序；begins（起始日期）和 ends（止于）不写也有，写了是为改名或给初值",
    en: "fields; `begins` and `ends` are there unasked, and may be declared to rename them or give a default",
    ..FIELDS
};
const CHECKS: Key = key("checks", Shape::Tables(&CHECK), "涉及几个字段的条件", "conditions over several fields");
const DATE: Key = key("date", Shape::Words, "以哪个日期字段归期", "the date that places a record").required();

pub(crate) static REGISTER: Kind = kind(
    "register",
    "名册",
    &[
        NAME,
        MANDATE,
        ABOUT,
        UNIT,
        ONLY,
        UNIT_ALIASES,
        KEY,
        TITLE,
        key("identity", Shape::Bool, "人员字段都指向这个名册", "the register person fields refer to"),
        HIDDEN,
        TOTALS,
        HELP,
        REGISTER_FIELDS,
        CHECKS,
    ],
);

pub(crate) static LOG: Kind = kind(
    "log",
    "记录",
    &[NAME, MANDATE, ABOUT, UNIT, ONLY, UNIT_ALIASES, DATE, KEY, TITLE, HIDDEN, TOTALS, HELP, FIELDS, CHECKS],
);

pub(crate) static CASE: Kind = kind(
    "case",
    "事项",
    &[
        NAME,
        MANDATE,
        ABOUT,
        UNIT,
        ONLY,
        UNIT_ALIASES,
        DATE,
        KEY,
        TITLE,
        HIDDEN,
        TOTALS,
        HELP,
        FIELDS,
        CHECKS,
        key("states", Shape::Map(&STATE), "状态，第一个是起点", "states, the first is where it begins").required(),
        key("steps", Shape::Map(&STEP), "步骤", "steps from state to state").required(),
    ],
);

const MESSAGE: Key = key("message", Shape::Words, "不满足时对人说的话", "what to say when it fails");
const REQUIRED: Key = key("required", Shape::Bool, "必填", "a record must have it");
const SHOW_IF: Key = key("show_if", Shape::Expression, "满足时才问", "asked only where this is true");
const REQUIRED_IF: Key = key("required_if", Shape::Expression, "满足时必填", "must be there where this is true");
const FIELD_CHECK: Key = key("check", Shape::Expression, "填写的值要满足的条件", "what the value must satisfy");
const TYPE: Key = key("type", Shape::Choice(TYPES), "类型", "type").required();
const SCALE: Key = key("scale", Shape::Integer, "decimal 的小数位数，0 到 6，不写是 2", "places of a decimal, 0 to 6");
const QUANTITY: Key =
    key("quantity", Shape::Choice(QUANTITIES), "量纲，写了 in 可以不写", "what it measures; `in` implies it");
const IN: Key = key("in", Shape::Words, "填写时的单位，如 万元、亩", "unit it is written in");
const CODES: Key = key("codes", Shape::Words, "choice、choices 用的代码表", "list of codes");
const TO: Key = key("to", Shape::Words, "reference 指向的台账", "ledger a reference points to");
const LEVEL: Key = key("level", Shape::Words, "unit 限定的层级", "level of a unit");
const ALIASES: Key = key("aliases", Shape::Texts, "表格里的其他列名", "other headings in spreadsheets");
const FIELD_PRIVACY: Key =
    key("privacy", Shape::Choice(PRIVACY), "谁能看；电话和身份证号不写就是 personal，其余是 internal", "who reads it");
const DEFAULT: Key = key("default", Shape::Text, "新记录的初值，用文字写", "what a new record starts with");
const PREFILL: Key = key(
    "prefill",
    Shape::Words,
    "选定所关联的记录后，从那条记录带出的初值，写成“关联字段.对方字段”",
    "what a form takes over from the record that a reference field leads to: `reference.field`",
);

const NUMBER: Key = key(
    "number",
    Shape::Words,
    "留空时自动编号的样式，如 YH{year}-{seq:3}：{year} 是归期日期的年份，{seq:3} 是至少 3 位的流水号，写在最后",
    "how the house numbers what was left empty: `{year}` of the day that places it, `{seq:3}` what runs, last",
);
const NUMBER_PER: Key = key(
    "number_per",
    Shape::Choice(NUMBERED_PER),
    "流水号在哪里面连着编：book 全乡镇，unit 各单位自己；不写是 book",
    "among which records the number runs: the whole township, or each unit by itself",
);

static FIELD: Kind = kind(
    "field",
    "字段",
    &[
        NAME,
        TYPE,
        SCALE,
        QUANTITY,
        IN,
        CODES,
        TO,
        LEVEL,
        REQUIRED,
        REQUIRED_IF,
        SHOW_IF,
        FIELD_CHECK,
        MESSAGE,
        ALIASES,
        FIELD_PRIVACY,
        key("sealed", Shape::Bool, "加密保存，只能按原值查找", "kept encrypted"),
        key("dated", Shape::Bool, "保留每段日期的值", "keeps spells"),
        DEFAULT,
        PREFILL,
        NUMBER,
        NUMBER_PER,
        HELP,
        key("replaces", Shape::Text, "接替哪个停用的字段", "the ended field it takes the place of"),
        key("fields", Shape::Map(&CHILD), "table 的各列", "columns of a table"),
    ],
);

static CHILD: Kind = kind(
    "child_field",
    "子表的列",
    &[
        NAME,
        TYPE,
        SCALE,
        QUANTITY,
        IN,
        CODES,
        TO,
        LEVEL,
        REQUIRED,
        REQUIRED_IF,
        SHOW_IF,
        FIELD_CHECK,
        MESSAGE,
        ALIASES,
        FIELD_PRIVACY,
        DEFAULT,
        HELP,
    ],
);

static CHECK: Kind =
    kind("check", "条件", &[key("check", Shape::Expression, "条件", "condition").required(), MESSAGE.required()]);

static STATE: Kind = Kind {
    short: true,
    ..kind("state", "状态", &[NAME, key("final", Shape::Bool, "到此办结", "nothing remains to be done"), BECOMES])
};

static STEP: Kind = kind(
    "step",
    "步骤",
    &[
        NAME,
        key("from", Shape::TextOrTexts, "从哪个状态", "states it leaves").required(),
        key("to", Shape::Words, "到哪个状态", "state it enters").required(),
        key("by", Shape::Text, "由哪个岗位办", "role that takes it"),
        key("within", Shape::Text, "时限参数", "dated parameter that says by when"),
        key("guard", Shape::Expression, "满足才能办", "must be true for the step"),
        MESSAGE,
    ],
);
