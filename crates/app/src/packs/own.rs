//! What a drafted ledger looks like in files: fields, code lists, and the indicators any ledger has at once:
//! how many there are, the sum of each number, and both by the words of its choices.

use std::collections::BTreeSet;

use kernel::Measure;
use pack::model::{Pack, Privacy};

use super::{Column, LedgerDraft, Used, fresh_id, slug};

/// Choices with more words than this give no indicators of their own.
const MOST_WORDS: usize = 12;
/// Names of fields up to this long say nothing without their ledger.
const SHORT_NAME: usize = 3;
/// Leaves room for a number behind it.
const LONGEST_ID: usize = 56;

/// TOML as an officer reads it: a key a line, a blank line between tables.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    pub fn table(&mut self, name: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(&format!("[{name}]\n"));
    }

    pub fn raw(&mut self, key: &str, value: &str) {
        self.0.push_str(&format!("{key} = {value}\n"));
    }

    pub fn text(&mut self, key: &str, text: &str) {
        self.raw(key, &quoted(text));
    }

    pub fn texts<T: AsRef<str>>(&mut self, key: &str, texts: &[T]) {
        let texts: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
        self.raw(key, &format!("[{}]", texts.join(", ")));
    }

    pub fn done(self) -> String {
        self.0
    }
}

fn quoted(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    toml::Value::from(line).to_string()
}

/// A heading without the unit behind it and without the lines of merged cells.
pub(super) fn bare(heading: &str) -> String {
    rules::convert::measure_of_heading(heading).0
}

/// The id of a column's own code list.
pub(super) fn list(ledger: &str, column: &Column) -> String {
    format!("{ledger}_{}", column.id)
}

/// The levels that own its records: that of the office, and the one below it.
pub(super) fn levels(pack: &Pack) -> Vec<&str> {
    let office = pack.levels.iter().rposition(|level| level.book).unwrap_or_default();
    pack.levels.iter().skip(office).take(2).map(|level| level.id.as_str()).collect()
}

pub(super) fn codes(draft: &LedgerDraft, column: &Column) -> String {
    let mut out = Lines::default();
    out.text("name", &format!("{}：{}", draft.name.trim(), column.name.trim()));
    out.table("codes");
    for (id, word) in coded(column) {
        out.text(&id, &word);
    }
    out.done()
}

/// The words of a choice with the codes they are kept as.
fn coded(column: &Column) -> Vec<(String, String)> {
    let mut taken = BTreeSet::new();
    let mut words = BTreeSet::new();
    let fresh = column.codes.iter().map(|word| word.trim()).filter(|word| !word.is_empty() && words.insert(*word));
    fresh
        .map(|word| {
            let id = fresh_id(&slug(word), &|id| taken.contains(id));
            taken.insert(id.clone());
            (id, word.to_owned())
        })
        .collect()
}

pub(super) fn field(out: &mut Lines, ledger: &str, id: &str, column: &Column, draft: &LedgerDraft) {
    out.table(&format!("fields.{id}"));
    let name = column.name.trim();
    out.text("name", name);
    out.text("type", &column.ty);
    let number = matches!(column.ty.as_str(), "integer" | "decimal" | "money");
    if column.ty == "decimal" {
        out.raw("scale", &column.scale.unwrap_or(2).to_string());
    }
    let measure = column.measure.as_deref().map(str::trim).filter(|measure| number && !measure.is_empty());
    if let Some(measure) = measure {
        out.text("in", measure);
    }
    if column.ty == "choice" {
        out.text("codes", &list(ledger, column));
    }
    let needed = column.required || draft.key.contains(&column.id) || draft.date.as_ref() == Some(&column.id);
    if needed {
        out.raw("required", "true");
    }
    match column.privacy {
        Privacy::Internal => {}
        Privacy::Open => out.text("privacy", "open"),
        Privacy::Personal => out.text("privacy", "personal"),
        Privacy::Sensitive => out.text("privacy", "sensitive"),
    }
    let heading = bare(&column.heading);
    if !heading.trim().is_empty() && heading.trim() != name {
        out.texts("aliases", &[heading.trim()]);
    }
    // Land, lengths and weights are never less than nothing; money and counts may be taken back.
    let measured = measure.map(Measure::read).and_then(|measure| measure.quantity);
    if measured.is_some_and(|quantity| quantity != kernel::Quantity::Money) {
        out.text("check", &format!("{id} >= 0"));
        out.text("message", &format!("{name}不能是负数"));
    }
}

/// The file of a drafted ledger's first indicators. A name that is taken already is passed over.
pub(crate) fn own_indicators(ledger: &str, draft: &LedgerDraft, pack: &Pack) -> String {
    let ours = |id: &str| pack.indicators.get(id).is_some_and(|known| reads(known, ledger));
    let mut made = Made {
        out: Lines::default(),
        pack,
        ledger,
        called: draft.name.trim(),
        ids: BTreeSet::new(),
        names: BTreeSet::new(),
        ours: &ours,
    };
    let stem = stem(draft.name.trim());
    let counted = match draft.counted.trim() {
        "" => "个",
        counted => counted,
    };
    let fields: Vec<&Column> = draft.columns.iter().filter(|column| column.used == Used::Field).collect();
    let numbers: Vec<&Column> =
        fields.iter().copied().filter(|c| matches!(c.ty.as_str(), "integer" | "decimal" | "money")).collect();
    made.add(&format!("{ledger}_count"), &format!("{stem}{}数", word_of(counted)), counted, ("count", None), None);
    for column in &numbers {
        let id = format!("{ledger}_{}_sum", column.id);
        made.add(&id, &telling(&stem, column.name.trim()), &measure_of(column), ("sum", Some(&column.id)), None);
    }
    for choice in fields.iter().filter(|column| column.ty == "choice") {
        let words = coded(choice);
        if words.len() > MOST_WORDS {
            continue;
        }
        for (code, word) in &words {
            let only = format!("{} == '{code}'", choice.id);
            let id = format!("{ledger}_{}_{code}_count", choice.id);
            made.add(&id, &format!("{word}{stem}{}数", word_of(counted)), counted, ("count", None), Some(&only));
            for column in &numbers {
                let id = format!("{ledger}_{}_{code}_{}_sum", choice.id, column.id);
                let name = format!("{word}{}", telling(&stem, column.name.trim()));
                made.add(&id, &name, &measure_of(column), ("sum", Some(&column.id)), Some(&only));
            }
        }
    }
    let persons = fields.iter().filter(|column| column.ty == "person" && counted != "人");
    for column in persons {
        let id = format!("{ledger}_{}_persons", column.id);
        made.add(&id, &format!("{stem}{}人数", column.name.trim()), "人", ("distinct", Some(&column.id)), None);
    }
    made.out.done()
}

struct Made<'a> {
    out: Lines,
    pack: &'a Pack,
    ledger: &'a str,
    /// The ledger's name.
    called: &'a str,
    ids: BTreeSet<String>,
    names: BTreeSet<String>,
    ours: &'a dyn Fn(&str) -> bool,
}

impl Made<'_> {
    /// `folds` is what is folded and how: `("sum", Some(field))`.
    fn add(&mut self, id: &str, name: &str, measure: &str, folds: (&str, Option<&str>), only: Option<&str>) {
        let short: String = id.chars().take(LONGEST_ID).collect();
        let known = |id: &str| self.ids.contains(id) || (self.pack.indicators.contains_key(id) && !(self.ours)(id));
        let id = fresh_id(short.trim_end_matches('_'), &known);
        let theirs = |name: &str| {
            let called =
                |known: &&pack::model::Indicator| known.name == name || known.aliases.iter().any(|a| a == name);
            self.pack.indicators.values().any(|known| called(&known) && !(self.ours)(known.id.as_str()))
        };
        // Where another ledger has an indicator of the name, ours says which ledger it is of.
        let name = if theirs(name) { format!("{name}（{}）", self.called) } else { name.to_owned() };
        if theirs(&name) || !self.names.insert(name.clone()) {
            return;
        }
        self.ids.insert(id.clone());
        self.out.table(&id);
        self.out.text("name", &name);
        self.out.text("in", measure);
        self.out.text("ledger", self.ledger);
        self.out.text("agg", folds.0);
        if let Some(of) = folds.1 {
            self.out.text("of", of);
        }
        if let Some(only) = only {
            self.out.text("where", only);
        }
    }
}

fn reads(indicator: &pack::model::Indicator, ledger: &str) -> bool {
    matches!(&indicator.kind, pack::model::Kind::Fold(fold) if fold.ledger.as_str() == ledger)
}

/// 金额 alone could be anybody's; of 农机补贴 it is 农机补贴金额.
fn telling(stem: &str, name: &str) -> String {
    let short = name.chars().count() <= SHORT_NAME && !name.contains(stem);
    if short { format!("{stem}{name}") } else { name.to_owned() }
}

fn measure_of(column: &Column) -> String {
    let said = column.measure.as_deref().map(str::trim).filter(|measure| !measure.is_empty());
    said.unwrap_or(if column.ty == "money" { "元" } else { "个" }).to_owned()
}

/// A ledger's name without the word for what it is written on: `农机具登记表` is about 农机具.
pub(crate) fn stem(name: &str) -> String {
    const WRITTEN_ON: [&str; 14] = [
        "统计台账",
        "登记台账",
        "管理台账",
        "花名册",
        "登记表",
        "统计表",
        "明细表",
        "情况表",
        "一览表",
        "台账",
        "名册",
        "名单",
        "清单",
        "表",
    ];
    let mut stem = name;
    while let Some(shorter) = WRITTEN_ON.iter().find_map(|word| stem.strip_suffix(word)).filter(|rest| !rest.is_empty())
    {
        stem = shorter;
    }
    stem.to_owned()
}

/// `户` in 低收入户户数 says something, `个` and `条` do not.
fn word_of(counted: &str) -> &str {
    if matches!(counted, "个" | "条" | "项") { "" } else { counted }
}
