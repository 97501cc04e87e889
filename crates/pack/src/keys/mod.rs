//! Which keys each file may hold, said once. The check of shapes, the JSON Schemas and the reference page
//! are all made from these tables.

mod forms;
mod indicators;
mod ledgers;
mod lists;

use crate::model::LedgerKind;

pub(crate) use forms::{FORM, FORM_COLUMN};
pub(crate) use indicators::INDICATOR;
pub(crate) use ledgers::{CASE, LOG, REGISTER, TYPES};
pub(crate) use lists::{CODES, DUTY, PACK, PARAMETER, REPORT, ROLE, SCORECARD, TARGET, UNITS};

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Text,
    /// A text that must not be empty.
    Words,
    Bool,
    Integer,
    /// A number, best written as text.
    Decimal,
    Date,
    Period,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// One text or a list of texts.
    TextOrTexts,
    /// A condition or formula.
    Expression,
    /// A table of known keys.
    Table(&'static Kind),
    /// A list of such tables.
    Tables(&'static Kind),
    /// Any ids, each a table of known keys.
    Map(&'static Kind),
    /// Any ids, each a number.
    Decimals,
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
    pub zh: &'static str,
    pub en: &'static str,
}

/// A kind of table.
#[derive(Debug)]
pub(crate) struct Kind {
    pub name: &'static str,
    pub zh: &'static str,
    pub keys: &'static [Key],
    /// A text may stand for a table of which it is the name.
    pub short: bool,
    /// Exactly one of these adds its keys.
    pub variants: &'static [Variant],
}

/// A way a table may be, picked by the presence of a leading key.
#[derive(Debug)]
pub(crate) struct Variant {
    pub zh: &'static str,
    pub leads: &'static [&'static str],
    pub keys: &'static [Key],
}

/// A kind of file.
#[derive(Debug)]
pub(crate) struct File {
    /// `registers/<id>.toml`
    pub path: &'static str,
    /// The name of its schema.
    pub schema: &'static str,
    pub shape: Shape,
    pub zh: &'static str,
    pub en: &'static str,
}

impl File {
    /// The folder, or the stem of a file that stands at the top.
    pub fn folder(&self) -> &'static str {
        self.path.split(['/', '.']).next().unwrap_or(self.path)
    }

    pub fn matches(&self, path: &str) -> bool {
        match self.path.split_once("<id>") {
            Some((before, after)) => path
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after))
                .is_some_and(|stem| !stem.is_empty() && !stem.contains('/')),
            None => path == self.path,
        }
    }
}

const fn file(path: &'static str, schema: &'static str, shape: Shape, zh: &'static str, en: &'static str) -> File {
    File { path, schema, shape, zh, en }
}

/// All kinds of files, in the order in which a person meets them.
pub(crate) const FILES: &[File] = &[
    file("pack.toml", "pack", Shape::Table(&PACK), "一个包的名片", "the pack itself"),
    file("units.toml", "units", Shape::Table(&UNITS), "行政层级和单位", "levels and administrative units"),
    file("roles.toml", "roles", Shape::Map(&ROLE), "岗位", "roles that posts give"),
    file("parameters.toml", "parameters", Shape::Map(&PARAMETER), "有起止日期的参数", "dated parameters"),
    file("codes/<id>.toml", "codes", Shape::Table(&CODES), "代码表", "a list of codes"),
    file("registers/<id>.toml", "register", Shape::Table(&REGISTER), "名册：从某日到某日存在的事物", "a register"),
    file("logs/<id>.toml", "log", Shape::Table(&LOG), "记录：某日发生的事", "a log"),
    file("cases/<id>.toml", "case", Shape::Table(&CASE), "事项：要办结的事", "a case"),
    file(
        "indicators/<id>.toml",
        "indicators",
        Shape::Map(&INDICATOR),
        "指标，一个文件可写多个",
        "indicators, many a file",
    ),
    file("targets/<id>.toml", "target", Shape::Table(&TARGET), "目标", "a target"),
    file("duties/<id>.toml", "duty", Shape::Table(&DUTY), "职责", "a duty"),
    file("scorecards/<id>.toml", "scorecard", Shape::Table(&SCORECARD), "对单位的考核", "a scorecard of units"),
    file(
        "reports/<id>.md",
        "report",
        Shape::Table(&REPORT),
        "报告模板开头两行 +++ 之间的说明",
        "front matter of a template",
    ),
    file(
        "forms/<id>.toml",
        "form",
        Shape::Table(&FORM),
        "上报表：上级规定格式的表",
        "a form that an upper level prescribes",
    ),
];

/// The keys of a ledger of this kind.
pub(crate) fn of_ledger(kind: LedgerKind) -> &'static Kind {
    match kind {
        LedgerKind::Register => &REGISTER,
        LedgerKind::Log => &LOG,
        LedgerKind::Case => &CASE,
    }
}

impl Key {
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

const fn key(name: &'static str, shape: Shape, zh: &'static str, en: &'static str) -> Key {
    Key { name, shape, required: false, zh, en }
}

const fn kind(name: &'static str, zh: &'static str, keys: &'static [Key]) -> Kind {
    Kind { name, zh, keys, short: false, variants: &[] }
}

const NAME: Key = key("name", Shape::Words, "名称，给人看的", "the word people see").required();
const BECOMES: Key = key("becomes", Shape::Text, "停用以后由谁接替", "what takes its place once ended");
