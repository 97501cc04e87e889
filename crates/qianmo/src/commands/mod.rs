//! One file a verb.

mod account;
mod activate;
mod backup;
mod check;
pub mod demo;
mod doctor;
mod export;
mod figures;
mod form;
mod import;
mod issue;
mod journal;
mod learn;
mod lists;
mod move_house;
mod open;
mod outlines;
mod ping;
mod report;
mod restore;
mod serve;
mod verify;
mod versions;

use std::{path::PathBuf, process::ExitCode};

use app::{Service, World, exports::Wanted, records::List};
use http::call::Call;
use kernel::{Cut, Period, Problem, UnitId};
use store::DatabaseUrl;

use crate::{
    arguments::{Arguments, Command, Scope, Serve},
    backup::make,
    installation::{Installation, Source},
    jobs, network, print,
};

/// Where the web app is found unless another port is named.
const PORT: u16 = 8630;
/// So many backups of every day stay.
const KEEP: u16 = 14;
/// Where the data lies unless another folder is named.
const DATA: &str = "qianmo-data";

/// Does what was typed.
pub async fn run(arguments: Arguments) -> Result<ExitCode, Problem> {
    let data = arguments.data;
    let files =
        arguments.files.or_else(|| std::env::var_os("QIANMO_FILES").filter(|dir| !dir.is_empty()).map(Into::into));
    let database = arguments.database.or_else(from_environment).map(|url| DatabaseUrl::parse(&url)).transpose()?;
    match arguments.command.unwrap_or(Command::Serve(Serve {
        port: PORT,
        backup_to: None,
        keep: KEEP,
        map_tiles: None,
        network: Default::default(),
        outside: Default::default(),
    })) {
        Command::Check { pack, overlay, json } => check::run(&Source { base: pack, overlay }, json),
        Command::Openapi => print::json(&http::router::openapi()).map(|()| ExitCode::SUCCESS),
        Command::Move { from, from_database, from_files, to, to_database } => {
            let read = |url: Option<String>| url.map(|url| DatabaseUrl::parse(&url)).transpose();
            let (from_database, to_database) = (read(from_database)?, read(to_database)?);
            let from = Installation::at(&from, from_database)?.with_files(from_files);
            move_house::run(&from, &Installation::at(&to, to_database)?.with_files(files)).await
        }
        Command::Doctor { port, json } => {
            let at = Installation::of(&data.unwrap_or_else(|| PathBuf::from(DATA)), database).with_files(files);
            doctor::run(&at, port, json).await
        }
        Command::Ping { port } => ping::run(port).await,
        Command::Restore { file, keys } => {
            let to = data.unwrap_or_else(|| PathBuf::from(DATA));
            if database.is_some() {
                return Err(Problem::new("restore.into_folder", "备份只恢复到数据目录，什么都没有恢复。")
                    .hint("请去掉 --database 和 QIANMO_DATABASE 先恢复到目录，再用 qianmo move 搬进数据库。"));
            }
            restore::run(restore::Wanted { file, to, keys }).await
        }
        command => {
            let installation = Installation::at(&data.unwrap_or_else(|| PathBuf::from(DATA)), database)?;
            with_data(&installation.with_files(files), command).await
        }
    }
}

/// The address with its password, where it is not to be seen in a list of processes.
fn from_environment() -> Option<String> {
    std::env::var_os("QIANMO_DATABASE").map(|url| url.to_string_lossy().into_owned()).filter(|url| !url.is_empty())
}

async fn with_data(at: &Installation, command: Command) -> Result<ExitCode, Problem> {
    match command {
        Command::Demo { load_only, port, pack } => demo::run(at, pack, load_only, port).await,
        Command::Verify { json } => verify::run(at, json).await,
        Command::Backup { to, keep, without_keys } => {
            let keep = keep.map(usize::from);
            backup::run(at, make::Wanted { to, keep, without_keys }).await
        }
        Command::Activate { pack, overlay } => activate::run(at, &Source { base: pack, overlay }).await,
        Command::Serve(Serve { port, backup_to, keep, map_tiles, network, outside }) => {
            let doors = serve::Doors::wanted(port, network::Wanted::read(network)?);
            // Told before the books are opened.
            let outside = network::outside(outside, &doors.way)?;
            let gate = serve::gate(at).await?.with_tiles(serve::tiles(map_tiles)?).with_outside(outside);
            let backup =
                |to| jobs::backup(at.clone(), make::Wanted { to, keep: Some(keep.into()), without_keys: false });
            let now = backup_to.clone().map(|to| jobs::backup_now(at.clone(), to));
            serve::run(at, gate, doors, backup_to.map(backup).zip(now), |_| {}).await
        }
        other => {
            let service = at.open().await?;
            let done = with_service(&service, other).await;
            service.close().await?;
            done
        }
    }
}

async fn with_service(service: &Service, command: Command) -> Result<ExitCode, Problem> {
    let call = Call::local(service.clone());
    match command {
        Command::Import(asked) => import::run(&call, asked).await,
        Command::Figures { scope, only, in_database, json } => {
            figures::run(&call, &scope, &only, in_database, json).await
        }
        Command::Open { indicator, scope, limit, json } => open::run(&call, &indicator, &scope, limit, json).await,
        Command::Report { name, scope, format, output, annex, version } => {
            let wanted = report::Wanted { name, format, annex, version };
            report::run(&call, wanted, &scope, &output).await
        }
        Command::Issue { name, scope, confirm, accept, say, seen, by, note, dry_run, json } => {
            let wanted = issue::Wanted { name, confirm, accept, say, seen, by, note, dry_run, json };
            issue::run(&call, wanted, &scope).await
        }
        Command::Versions { name, scope, withdraw, reason, json } => {
            let recalled = withdraw.map(|number| (number, reason.unwrap_or_default()));
            versions::run(&call, name, &scope, recalled, json).await
        }
        Command::Learn { file, scope, ledger, json } => learn::run(&call, &file, &scope, ledger, json).await,
        Command::List { ledger, unit, filter, limit, json } => {
            lists::records(&call, &ledger, unit, filter, limit, json).await
        }
        Command::Export { ledger, to, unit, filter, sort, fields, as_of } => {
            let as_of = http::call::cut(as_of.as_deref())?;
            let list = List { unit: unit.map(Into::into), filter, sort, as_of, ..List::default() };
            export::run(&call, &ledger, &to, Wanted { list, fields, ..Wanted::default() }).await
        }
        Command::Form(asked) => form::run(&call, asked).await,
        Command::Ledgers { json } => lists::ledgers(&call, json).await,
        Command::Units { json } => lists::units(&call, json).await,
        Command::Outlines(wanted) => outlines::run(&call, wanted).await,
        Command::Session { json } => lists::session(&call, json).await,
        Command::Journal { book, limit, json } => journal::list(&call, book, limit, json).await,
        Command::Account { what } => account::run(&call, what).await,
        Command::Undo { book, seq, reason } => journal::undo(&call, book, seq, reason).await,
        Command::Check { .. }
        | Command::Openapi
        | Command::Doctor { .. }
        | Command::Demo { .. }
        | Command::Activate { .. }
        | Command::Move { .. }
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Ping { .. }
        | Command::Verify { .. }
        | Command::Serve(_) => Ok(ExitCode::from(2)),
    }
}

/// Where, when and as known at which cut, read.
struct Place {
    unit: UnitId,
    period: Period,
    as_of: Option<Cut>,
}

impl Place {
    fn read(scope: &Scope, world: &World) -> Result<Self, Problem> {
        let by_name = || world.units.iter().find(|unit| unit.name == scope.unit);
        let unit = world.units.get(&scope.unit).or_else(by_name).ok_or_else(|| {
            Problem::not_found(format!("单位“{}”", scope.unit)).hint("用 qianmo units 查看全部单位的代码和名称。")
        })?;
        Ok(Self {
            unit: unit.id.clone(),
            period: http::call::period(&scope.period)?,
            as_of: http::call::cut(scope.as_of.as_deref())?,
        })
    }
}
