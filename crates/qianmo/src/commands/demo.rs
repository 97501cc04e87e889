//! The demo township: put in force, its spreadsheets imported, its report written, and served.

use std::{path::PathBuf, process::ExitCode};

use app::{Actor, Service, reports};
use http::{call::Call, places};
use kernel::Problem;

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
    let source = Source::of(folder.clone());
    let pack = source.load()?;
    at.keep(&source, &pack)?;
    let service = at.open_with(pack.clone()).await?;
    at.make_active(&pack)?;
    print::lines([format!("装入示范数据“{}”……", pack.name)]);
    for loaded in app::demo::load(&service, &Actor::local(), &folder).await? {
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
    super::serve::run(service, port, |address| {
        print::lines([format!("请在浏览器打开 http://{address}  （按 Ctrl+C 停止）")])
    })
    .await
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
