//! Imports every file that `demo/demo.toml` of a pack names, in its order. Loading twice is loading once.

use std::path::Path;

use kernel::{Date, Problem, UnitId};
use rules::access::Actor;
use serde::Deserialize;

use crate::{
    Service,
    imports::{ImportOptions, ImportReport, import},
    units,
};

/// A file of the demo and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Loaded {
    /// The ledger it was imported into.
    pub ledger: String,
    /// What became of it.
    pub report: ImportReport,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demo {
    /// A file with the outlines of its units.
    shapes: Option<String>,
    #[serde(default)]
    import: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    ledger: String,
    sheet: Option<String>,
    unit: Option<String>,
    date: Option<Date>,
}

/// Loads the demo of a pack's folder; stops at the first file that has errors (`demo.bad_file`). A pack without one loads nothing.
pub async fn load(service: &Service, actor: &Actor, pack: &Path) -> Result<Vec<Loaded>, Problem> {
    let folder = pack.join("demo");
    let list = folder.join("demo.toml");
    if !list.exists() {
        return Ok(Vec::new());
    }
    let text = read(&list).await?;
    let demo: Demo = toml::from_str(&String::from_utf8_lossy(&text)).map_err(|_| {
        Problem::new("demo.bad_list", "demo.toml 的写法不对，读不懂。")
            .hint("每个文件写一段 [[import]]，有 file 和 ledger。")
    })?;
    let mut loaded = Vec::new();
    for Entry { file, ledger, sheet, unit, date } in demo.import {
        let bytes = read(&folder.join(&file)).await?;
        let options = ImportOptions { sheet, unit: unit.map(UnitId::from), date, ..ImportOptions::default() };
        let report = import(service, actor, &ledger.as_str().into(), &file, bytes.into(), options).await?;
        if report.has_errors() {
            return Err(Problem::new("demo.bad_file", format!("演示文件 {file} 有错误，没有导入。"))
                .hint("请修改这个文件后再试。")
                .findings(report.findings));
        }
        loaded.push(Loaded { ledger, report });
    }
    if let Some(file) = demo.shapes {
        outlines(service, actor, &read(&folder.join(file)).await?).await?;
    }
    Ok(loaded)
}

async fn outlines(service: &Service, actor: &Actor, bytes: &[u8]) -> Result<(), Problem> {
    let world = service.world().await?;
    let request = format!("demo:shapes:{}", world.pack.digest);
    let reason = "示范数据：虚构的边界".to_owned();
    let wanted = units::Draw { request: request.into(), reason, judge_only: false };
    units::draw(service, actor, bytes, wanted).await.map(|_| ())
}

async fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    tokio::fs::read(path).await.map_err(|error| {
        Problem::new("demo.no_file", format!("读不到演示文件 {}。", path.display()))
            .hint("请检查口径包是否完整。")
            .detail(error)
    })
}
