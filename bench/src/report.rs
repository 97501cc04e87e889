//! The demo's annual report, warm and cold, alone and beside a million records of a ledger it does not ask.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use app::{Actor, Service, reports};
use kernel::{Fields, Period, Problem, RequestId, Value};
use pack::model::Pack;
use rules::{
    access::Actor as Reach,
    change::{Act, Change, Content, Edit},
};

use crate::{chance::Chance, office::Office, table::Table};

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../packs/township");
const YEAR: Period = Period::Year(2022);
const TIMES: usize = 9;
/// The most records of one Change.
const AT_ONCE: usize = 10_000;

/// Measures and prints.
pub async fn measure(rows: usize) -> Result<(), Problem> {
    let pack = pack()?;
    let mut table = Table::of("indicators of the pack");
    let mut office = Office::open(pack.clone()).await?;
    let begun = Instant::now();
    let loaded = app::demo::load(&office.service, &Actor::local(), Path::new(PACK)).await?;
    println!("{} files of the demo loaded in {:.1} s", loaded.len(), begun.elapsed().as_secs_f64());
    parts(&office.service, "alone", &mut table).await?;
    let begun = Instant::now();
    fill(&office.service, &pack, rows).await?;
    println!("{rows} records of another ledger written in {:.1} s\n", begun.elapsed().as_secs_f64());
    office = office.reopened(pack).await?;
    parts(&office.service, &format!("beside {rows}"), &mut table).await?;
    print!("{table}");
    println!("{} MB of database", office.size() / 1_000_000);
    Ok(())
}

/// Cold first; then warm, the whole and its last part.
async fn parts(service: &Service, name: &str, table: &mut Table) -> Result<(), Problem> {
    // The demo's records are of the first unit below the county.
    let unit = service.pack().units.iter().find(|unit| !unit.parents.is_empty()).map(|unit| unit.id.clone());
    let report = service.pack().reports.keys().next().map(ToString::to_string);
    let (Some(unit), Some(report)) = (unit, report) else {
        return Err(Problem::new("bench.no_report", "the pack has no report"));
    };
    let wanted = reports::Build { report, unit, period: YEAR, as_of: None };
    let begun = Instant::now();
    let document = reports::build(service, &Actor::local(), wanted.clone()).await?;
    let bytes = reports::export(&document, reports::Format::Docx, &Default::default())?;
    let count = service.pack().indicators.len();
    table.row(&format!("{name}: cold, built and exported"), count, vec![begun.elapsed()]);
    let (title, characters, missing) = (&document.title, document.characters, document.missing.len());
    println!("{name}: {title}, {characters} characters, {missing} figures missing, {} kB of DOCX", bytes.len() / 1_000);
    let (mut whole, mut built, mut exported): (Vec<Duration>, Vec<Duration>, Vec<Duration>) = Default::default();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let document = reports::build(service, &Actor::local(), wanted.clone()).await?;
        built.push(begun.elapsed());
        let exporting = Instant::now();
        reports::export(&document, reports::Format::Docx, &Default::default())?;
        exported.push(exporting.elapsed());
        whole.push(begun.elapsed());
    }
    table.row(&format!("{name}: warm, built and exported"), count, whole);
    table.row(&format!("{name}: warm, of this asked and built"), count, built);
    table.row(&format!("{name}: warm, of this DOCX"), count, exported);
    Ok(())
}

/// The township's pack with one more ledger.
fn pack() -> Result<Arc<Pack>, Problem> {
    let mut files = BTreeMap::new();
    read(Path::new(PACK), "", &mut files)
        .map_err(|error| Problem::new("bench.no_pack", error.to_string()).detail(PACK))?;
    files.insert("logs/bench_reading.toml".to_owned(), READING.to_owned());
    let (pack, findings) = pack::load_files(files);
    pack.map(Arc::new).ok_or_else(|| Problem::new("bench.pack", "the pack has findings").findings(findings))
}

fn read(folder: &Path, under: &str, files: &mut BTreeMap<String, String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            // The demo's spreadsheets are no part of what is declared.
            if name != "demo" {
                read(&entry.path(), &format!("{name}/"), files)?;
            }
        } else {
            files.insert(name, std::fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}

const READING: &str = r#"
name = "测速读数"
mandate = "bench.reading"
unit = ["village"]
date = "on"
title = ["place"]

[fields]
place = { name = "测点", type = "text", required = true }
on = { name = "日期", type = "date", required = true }
level = { name = "读数", type = "decimal", scale = 2 }
"#;

async fn fill(service: &Service, pack: &Pack, rows: usize) -> Result<(), Problem> {
    let units: Vec<&kernel::units::Unit> = pack.units.iter().filter(|unit| unit.level.as_str() == "village").collect();
    let mut chance = Chance(1);
    for first in (0..rows).step_by(AT_ONCE) {
        let writing = Reach::local().may_administer().map(|allowed| allowed.writing());
        let writing = writing.ok_or_else(|| Problem::new("bench.no_leave", "no leave to write"))?;
        let edits = (first..rows.min(first + AT_ONCE)).map(|number| {
            let mut fields = Fields::new();
            fields.insert("place".into(), Value::text(format!("测点{}", chance.below(500))));
            fields.insert("on".into(), Value::Date(kernel::Date::from_days(18_628 + chance.below(700) as i32)));
            fields.insert("level".into(), Value::Decimal(kernel::Decimal::new(chance.below(9_000) as i64, 2)));
            let unit = units[chance.below(units.len())];
            let to = Content { unit: unit.id.clone(), fields, steps: Vec::new() };
            Edit { ledger: "bench_reading".into(), record: format!("r{number:07}").into(), expects: None, to: Some(to) }
        });
        let change = Change {
            book: units[0].book.clone(),
            request: RequestId::from(format!("bench-{first}")),
            act: Act::Import,
            asked: String::new(),
            at: service.clock().now(),
            reason: None,
            told: None,
            pack: pack.digest.clone(),
            edits: edits.collect(),
            many: None,
        };
        service.store().commit(&writing, change).await?;
    }
    Ok(())
}
