//! What is measured: seven townships of five villages, one ledger of patrols over three years, always the same.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{Date, Decimal, Fields, Instant, Problem, Value, world::StoppedClock};
use pack::model::Pack;
use rules::{
    access::Actor,
    change::{Act, Change, Content, Edit},
};
use store::{Keys, Options, RepeatableRandom, Store};
use tempfile::TempDir;

use crate::chance::Chance;

/// The most records of one Change.
const AT_ONCE: usize = 10_000;

const TOWNSHIPS: usize = 7;
const VILLAGES: usize = 5;
const KINDS: usize = 8;
const RESULTS: usize = 4;
const WEATHERS: usize = 5;

/// A store with all records in it.
pub struct Ground {
    pub store: Store,
    pub clock: Arc<StoppedClock>,
    _folder: TempDir,
}

impl Ground {
    /// Writes the county and its records.
    pub async fn lay(rows: usize) -> Result<Self, Problem> {
        let folder = tempfile::tempdir().map_err(|error| Problem::new("bench.no_folder", error.to_string()))?;
        let today = Date::from_days(19_900);
        let clock = Arc::new(StoppedClock(Instant::from_millis(i64::from(today.days()) * 86_400_000)));
        let random = Arc::new(RepeatableRandom::new(7));
        let keys = Keys::generate(&*random);
        let (home, files) = (store::Home::Folder(folder.path().to_owned()), folder.path().join("files"));
        let options = Options { home, keys, random, files };
        let store = Store::open(options, clock.clone()).await?;
        let pack = Arc::new(pack());
        store.prepare(pack.clone()).await?;
        let ground = Self { store, clock, _folder: folder };
        ground.commit("c", &pack, units(&pack)).await?;
        let mut chance = Chance(1);
        for township in 0..TOWNSHIPS {
            let mut left = rows / TOWNSHIPS + usize::from(township < rows % TOWNSHIPS);
            let mut number = 0;
            while left > 0 {
                let now = left.min(AT_ONCE);
                let edits = (number..number + now).map(|number| patrol(&mut chance, township, number)).collect();
                ground.commit(&format!("t{township}"), &pack, edits).await?;
                (left, number) = (left - now, number + now);
            }
        }
        Ok(ground)
    }

    async fn commit(&self, book: &str, pack: &Pack, edits: Vec<Edit>) -> Result<(), Problem> {
        let writing = Actor::local().may_administer().map(|allowed| allowed.writing());
        let writing = writing.ok_or_else(|| Problem::new("bench.no_leave", "no leave to write"))?;
        let first = edits.first().map(|edit| edit.record.to_string()).unwrap_or_default();
        let change = Change {
            book: book.into(),
            request: format!("{book}-{first}").into(),
            act: Act::Import,
            asked: String::new(),
            at: self.clock.0,
            reason: None,
            told: None,
            pack: pack.digest.clone(),
            edits,
            many: None,
        };
        self.store.commit(&writing, change).await.map(drop)
    }
}

/// A patrol on any day of three years: days stand in no order, which spares the engine nothing.
fn patrol(chance: &mut Chance, township: usize, number: usize) -> Edit {
    let village = chance.below(VILLAGES);
    let mut fields = Fields::new();
    fields.insert("number".into(), Value::text(number.to_string()));
    fields.insert("on".into(), Value::Date(Date::from_days(18_628 + chance.below(1_095) as i32)));
    for (name, prefix, of) in [("kind", "k", KINDS), ("result", "r", RESULTS), ("weather", "w", WEATHERS)] {
        let code = chance.below(of + 1);
        if code < of {
            fields.insert(name.into(), Value::text(format!("{prefix}{code}")));
        }
    }
    fields.insert("urgent".into(), Value::Bool(chance.below(10) == 0));
    fields.insert("people".into(), Value::Integer(chance.below(9) as i64));
    fields.insert("length".into(), Value::Decimal(Decimal::new(chance.below(20_000) as i64, 3)));
    let to = Content { unit: format!("t{township}v{village}").into(), fields, steps: Vec::new() };
    Edit { ledger: "patrol".into(), record: format!("p{number:07}").into(), expects: None, to: Some(to) }
}

/// The units as records.
fn units(pack: &Pack) -> Vec<Edit> {
    let edit = |unit: &kernel::units::Unit| {
        let mut fields = Fields::new();
        let texts = [("code", unit.id.as_str()), ("name", &unit.name), ("level", unit.level.as_str())];
        fields.extend(texts.map(|(name, text)| (name.into(), Value::text(text))));
        fields.insert("begins".into(), Value::Date(unit.begins));
        let parents = unit.parents.iter();
        let parents = parents.map(|(since, parent)| (*since, Some(Box::new(Value::text(parent.as_str())))));
        fields.insert("parent".into(), Value::Spells(parents.collect()));
        fields.insert("book".into(), Value::text(unit.book.as_str()));
        fields.insert("successors".into(), Value::text(""));
        let to = Content { unit: "c".into(), fields, steps: Vec::new() };
        Edit { ledger: "_unit".into(), record: unit.id.as_str().into(), expects: None, to: Some(to) }
    };
    pack.units.iter().map(edit).collect()
}

fn pack() -> Pack {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
    put("pack.toml", "id = \"bench\"\nname = \"测速\"\nversion = \"1\"\nlicence = \"Apache-2.0\"\n".to_owned());
    let begins = "begins = \"2000-01-01\"";
    let mut units = format!(
        "[levels]\ncounty = {{ name = \"县\", book = true }}\ntownship = {{ name = \"镇\", book = true }}\n\
         village = {{ name = \"村\" }}\n[units.c]\nname = \"县\"\nlevel = \"county\"\n{begins}\n"
    );
    for township in 0..TOWNSHIPS {
        let head = format!("[units.t{township}]\nname = \"{township}镇\"\nlevel = \"township\"\nparent = \"c\"");
        units.push_str(&format!("{head}\n{begins}\n"));
        for village in 0..VILLAGES {
            let head =
                format!("[units.t{township}v{village}]\nname = \"{township}镇{village}村\"\nlevel = \"village\"");
            units.push_str(&format!("{head}\nparent = \"t{township}\"\n{begins}\n"));
        }
    }
    put("units.toml", units);
    for (name, prefix, of) in [("kind", "k", KINDS), ("result", "r", RESULTS), ("weather", "w", WEATHERS)] {
        let codes: String = (0..of).map(|code| format!("{prefix}{code} = \"{name}{code}\"\n")).collect();
        put(&format!("codes/{name}.toml"), format!("name = \"{name}\"\n[codes]\n{codes}"));
    }
    put("logs/patrol.toml", PATROL.to_owned());
    put("indicators/bench.toml", indicators());
    let (pack, findings) = pack::load_files(files);
    pack.unwrap_or_else(|| panic!("the pack of the bench has findings: {findings:?}"))
}

const PATROL: &str = r#"
name = "巡查"
mandate = "bench.patrol"
unit = ["village"]
date = "on"
key = ["number"]
title = ["number"]

[fields]
number = { name = "序号", type = "text", required = true }
on = { name = "日期", type = "date", required = true }
kind = { name = "类别", type = "choice", codes = "kind" }
result = { name = "结果", type = "choice", codes = "result" }
weather = { name = "天气", type = "choice", codes = "weather" }
urgent = { name = "紧急", type = "bool" }
people = { name = "人数", type = "integer", in = "人" }
length = { name = "长度", type = "decimal", scale = 3, in = "公里" }
"#;

/// Sixty filtered figures of several forms, and one without a filter.
fn indicators() -> String {
    let mut text = indicator("all", "全部长度", "公里", "agg = \"sum\"\nof = \"length\"\n", None);
    for number in 0..60 {
        let (kind, result, weather) = (number % KINDS, number / KINDS % RESULTS, number % WEATHERS);
        let filter = match number % 5 {
            0 => format!("kind == 'k{kind}' && result == 'r{result}'"),
            1 => format!("kind in ['k{kind}', 'k{}'] && weather != 'w{weather}'", (kind + 1) % KINDS),
            2 => format!("urgent && result == 'r{result}' && weather == 'w{weather}'"),
            3 => format!("(kind == 'k{kind}' || weather == 'w{weather}') && has(result)"),
            _ => format!("!urgent && kind == 'k{kind}' && !(result == 'r{result}')"),
        };
        let (unit, fold) = match number % 3 {
            0 => ("次", "agg = \"count\"\n"),
            1 => ("人", "agg = \"sum\"\nof = \"people\"\n"),
            _ => ("公里", "agg = \"sum\"\nof = \"length\"\n"),
        };
        text.push_str(&indicator(&format!("f{number:02}"), &format!("第{number}项"), unit, fold, Some(&filter)));
    }
    text
}

fn indicator(id: &str, name: &str, unit: &str, fold: &str, filter: Option<&str>) -> String {
    let filter = filter.map(|filter| format!("where = \"{filter}\"\n")).unwrap_or_default();
    format!("[{id}]\nname = \"{name}\"\nin = \"{unit}\"\nledger = \"patrol\"\n{fold}{filter}\n")
}
