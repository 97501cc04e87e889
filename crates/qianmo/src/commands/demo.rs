//! The demo township: put in force, its spreadsheets imported, its report written, and served.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use app::{Actor, Service, demo::Loaded, packs::Shelf as _, reports};
use http::{call::Call, places, start::Gate};
use kernel::Problem;
use pack::model::Pack;

use crate::{
    demo_pack,
    installation::{self, Installation, Source},
    print,
};

/// Loading twice is loading once.
pub async fn run(at: &Installation, pack: Option<PathBuf>, load_only: bool, port: u16) -> Result<ExitCode, Problem> {
    let folder = match pack {
        Some(folder) => folder,
        None => demo_pack::unpack(at.folder())?,
    };
    let source = Source::of(folder);
    let pack = source.load()?;
    print::lines([format!("装入示范数据“{}”……", pack.name)]);
    let (service, loaded) = load(at, &source, pack).await?;
    for loaded in loaded {
        let report = &loaded.report;
        let written = if report.receipts.iter().all(|receipt| receipt.repeated) { "已有" } else { "写入" };
        print::lines([format!("  {}：{} 行，{written} {} 条", report.file, report.rows, report.new + report.changed)]);
    }
    let documents = write_reports(at, &service).await?;
    for document in &documents {
        print::lines([format!("报告：{}", document.display())]);
    }
    if load_only {
        service.close().await?;
        return Ok(ExitCode::SUCCESS);
    }
    super::serve::run(
        at,
        Gate::open(Call::local(service)),
        super::serve::Doors::of_this_machine(port),
        None,
        |address| print::lines([format!("请在浏览器打开 http://{address}  （按 Ctrl+C 停止）")]),
    )
    .await
}

/// The pack of a source in force, its spreadsheets imported.
pub async fn load(at: &Installation, source: &Source, pack: Arc<Pack>) -> Result<(Service, Vec<Loaded>), Problem> {
    at.keep(&source.files().0, &pack)?;
    let service = at.open_with(pack.clone()).await?;
    let loaded = app::demo::load(&service, &Actor::local(), &source.base).await?;
    // Only a whole example is in force: one that was cut short is put aside and loaded anew.
    at.make_active(&pack)?;
    Ok((service, loaded))
}

/// Every report of the pack, for the session's unit and period, as DOCX beside the data.
async fn write_reports(at: &Installation, service: &Service) -> Result<Vec<PathBuf>, Problem> {
    let call = Call::local(service.clone());
    let session = places::session_of(&call).await?;
    let mut written = Vec::new();
    for report in reports::list(service, &call.actor).await? {
        let wanted = reports::Build {
            report: report.id.to_string(),
            unit: session.unit.id.as_str().into(),
            period: http::call::period(&session.period)?,
            as_of: None,
        };
        let document = reports::build(service, &call.actor, wanted).await?;
        let bytes = reports::export(&document, reports::Format::Docx, &Default::default())?;
        let path = at.folder().join("reports").join(format!("{}.docx", document.title));
        installation::write(&path, &bytes)?;
        written.push(path);
    }
    Ok(written)
}
