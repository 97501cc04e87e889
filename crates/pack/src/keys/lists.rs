//! Keys of the smaller files.

use super::{BECOMES, Kind, NAME, Shape, key, kind};

const EVERY: &[&str] = &["daily", "weekly", "monthly", "quarterly", "yearly"];
pub(super) const PERIODS: &[&str] = &["year", "half", "quarter", "month", "span"];

pub(crate) static PACK: Kind = kind(
    "pack",
    "包",
    &[
        key("id", Shape::Words, "包的编号", "id of the pack").required(),
        NAME,
        key("version", Shape::Words, "版本", "version").required(),
        key("licence", Shape::Text, "许可证", "licence"),
        key("requires", Shape::Texts, "需要先有的包", "ids of packs it needs"),
        key("extends", Shape::Text, "叠加在哪个包上（写它的编号）", "id of the pack it is laid over"),
        key(
            "locked",
            Shape::Texts,
            "不许上层的包改动的内容，如 ledgers 或 indicators.x",
            "what overlays may not change",
        ),
        key(
            "example",
            Shape::Texts,
            "只属于示例单位的文件，如 units.toml、targets/*；给别的单位建账时不带",
            "files about the example's own units, left out when another office is founded",
        ),
    ],
);

pub(crate) static UNITS: Kind = kind(
    "units",
    "单位",
    &[
        key("levels", Shape::Map(&LEVEL), "层级，从上到下", "levels, from the top down").required(),
        key("units", Shape::Map(&UNIT), "单位，键是单位代码", "units by code"),
    ],
);

static LEVEL: Kind = kind(
    "level",
    "层级",
    &[NAME, key("book", Shape::Bool, "这一级的单位各有一本账", "units of this level each keep a book")],
);

static UNIT: Kind = kind(
    "unit",
    "单位",
    &[
        NAME,
        key("level", Shape::Words, "层级", "level").required(),
        key("parent", Shape::Text, "上级单位的代码，最上一级不写", "code of its parent; the root has none"),
        key("parents", Shape::Tables(&PARENT), "上级变动过的，逐段写", "dated parents"),
        key("begins", Shape::Date, "设立日期", "first day").required(),
        key("ends", Shape::Date, "撤销日期（当天起不再存在）", "first day on which it is no longer there"),
        key("successors", Shape::Texts, "撤销后由哪些单位接续", "units that follow it"),
    ],
);

static PARENT: Kind = kind(
    "parent",
    "上级",
    &[
        key("since", Shape::Date, "从哪天起", "from this day on").required(),
        key("unit", Shape::Words, "上级单位的代码", "code of the parent").required(),
    ],
);

pub(crate) static ROLE: Kind = kind(
    "role",
    "岗位",
    &[
        NAME,
        key("level", Shape::Words, "在哪一级单位任职", "level of the unit a post is at").required(),
        key(
            "reads",
            Shape::Texts,
            "能看哪些台账，不写就是全部",
            "ledgers it reads at its unit and below; all where absent",
        ),
        key(
            "writes",
            Shape::Texts,
            "能填哪些台账，不写就是全部，写 [] 就是只看不填",
            "ledgers it writes there, which it then also reads; all where absent",
        ),
        key(
            "clearance",
            // Whoever works within the scope reads what is internal; there is no less.
            Shape::Choice(&["internal", "personal", "sensitive"]),
            "最多能看到哪一档个人信息，不写就是 internal",
            "the most private fields it reads unmasked",
        ),
        key(
            "arranges",
            Shape::Bool,
            "能给本单位和下级共享视图、摆首页",
            "may share views and arrange home pages for its unit and those below",
        ),
        key(
            "declares",
            Shape::Bool,
            "能在网页上给本单位建台账（连同字段和头一批指标）、存报告模板；只能写在有自己账本的层级上",
            "may make ledgers, with fields and first indicators, and report templates for its unit; of a level with books",
        ),
    ],
);

pub(crate) static PARAMETER: Kind = kind(
    "parameter",
    "参数",
    &[
        NAME,
        key("in", Shape::Words, "单位，如 元、亩、天、工作日", "unit of its values").required(),
        key("local", Shape::Bool, "是本地规定（不写就是全国统一）", "a local rule"),
        key("values", Shape::Tables(&PARAMETER_VALUE), "各段日期的值", "values with the days they hold").required(),
    ],
);

static PARAMETER_VALUE: Kind = kind(
    "parameter_value",
    "参数的值",
    &[
        key("value", Shape::Decimal, "值，用引号写", "the value, as text").required(),
        key("from", Shape::Date, "从哪天起", "first day").required(),
        key("to", Shape::Date, "到哪天为止（当天起不再适用）", "first day on which it no longer holds"),
        key("basis", Shape::Words, "依据的文件", "the document it rests on").required(),
    ],
);

pub(crate) static CODES: Kind =
    kind("codes", "代码表", &[NAME, key("codes", Shape::Map(&CODE), "代码，如 wheat = \"小麦\"", "codes").required()]);

static CODE: Kind = Kind {
    short: true,
    ..kind(
        "code",
        "代码",
        &[
            NAME,
            key("aliases", Shape::Texts, "表格里的其他叫法", "other words in spreadsheets"),
            BECOMES,
            key(
                "ends",
                Shape::Date,
                "停用日期（当天起的记录不能再用；不写而有 becomes 的，一律改记为接替的代码）",
                "first day whose records may no longer use it; without it, `becomes` takes its place at once",
            ),
        ],
    )
};

pub(crate) static TARGET: Kind = kind(
    "target",
    "目标",
    &[
        NAME,
        key("indicator", Shape::Words, "承诺的指标", "what it promises").required(),
        key("period", Shape::Period, "期间，如 2022 或 2022-Q3", "for which period").required(),
        key("values", Shape::Decimals, "各单位的目标值，键是单位代码", "values by unit").required(),
    ],
);

pub(crate) static DUTY: Kind = kind(
    "duty",
    "职责",
    &[
        NAME,
        key("holder", Shape::Words, "由哪个岗位负责", "role that holds it").required(),
        key("every", Shape::Choice(EVERY), "多久一次", "how often").required(),
        key("proof", Shape::Words, "用哪个记录证明做过", "the log that proves it").required(),
        key("mandate", Shape::Words, "对应的履职事项", "item of the duty list").required(),
    ],
);

pub(crate) static SCORECARD: Kind = kind(
    "scorecard",
    "考核",
    &[
        NAME,
        key("level", Shape::Words, "考核哪一级单位", "level of the units scored").required(),
        key("weights", Shape::Decimals, "指标和权重", "weights by indicator").required(),
    ],
);

/// Words of `unit_level` and `period` beside the title and style that the report room reads.
pub(crate) static REPORT: Kind = kind(
    "report",
    "报告模板",
    &[
        NAME,
        key("unit_level", Shape::Words, "为哪一级单位写", "level of the unit it is about").required(),
        key("period", Shape::Choice(PERIODS), "一份报告管多长时间", "how long a time it covers").required(),
        key(
            "only",
            Shape::Words,
            "只归这个单位（写代码）和它的下级用，不写就是都用",
            "code of the one unit that uses it, with those below",
        ),
        key("style", Shape::Text, "版式，如 gbt9704", "page style"),
        key("title", Shape::Words, "标题", "title").required(),
        key("byline", Shape::Text, "标题下面一行，如日期", "the line below the title"),
        key("contents", Shape::Bool, "正文前有目录", "a table of contents before the text"),
        key("annex", Shape::Bool, "正文后有数字依据一览", "a table of what its figures rest on behind the text"),
    ],
);
