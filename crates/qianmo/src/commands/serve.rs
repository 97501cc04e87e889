//! Serves this machine, and others where that is wished, until told to stop; requests under way are finished, then the books
//! are closed.

use std::{net::SocketAddr, path::Path, process::ExitCode, sync::Arc, time::Duration};

use app::{
    files::forget_unused,
    hooks::{self, Messenger},
    jobs::{Job, forget, look_after},
};
use http::{
    call::Call,
    hooks::Courier,
    map::Tiles,
    outgoing::Outgoing,
    server::Server,
    start::Gate,
    watch::{VERSION, Watched},
};
use kernel::{Limits, Problem};

use crate::{
    founder::Founder,
    installation::Installation,
    machine::{Here, Running},
    network, print,
    world::{SystemClock, TimedIds},
};

/// By which ports.
pub struct Doors {
    /// Of this machine's loopback.
    pub port: u16,
    /// Of its network.
    pub network: network::Wanted,
    /// The way out, to other servers.
    pub way: Arc<Outgoing>,
}

impl Doors {
    /// These.
    pub fn wanted(port: u16, network: network::Wanted) -> Self {
        Self { port, network, way: Arc::new(network::outgoing()) }
    }

    /// Nobody else's.
    pub fn of_this_machine(port: u16) -> Self {
        Self::wanted(port, network::Wanted::nothing())
    }
}

/// What is in the data folder; where nothing is, the page on which somebody founds the books.
pub async fn gate(at: &Installation) -> Result<Gate, Problem> {
    if at.is_founded().await? {
        return Ok(Gate::open(Call::local(at.open().await?)));
    }
    Ok(Gate::closed(Arc::new(Founder::new(at.clone()))))
}

/// The base map that was typed; what was not is looked for in `QIANMO_MAP_TILES`. Problem: `server.map_tiles`.
pub fn tiles(typed: Option<String>) -> Result<Option<Tiles>, Problem> {
    let written = || std::env::var_os("QIANMO_MAP_TILES").map(|text| text.to_string_lossy().into_owned());
    let template = typed.or_else(written).filter(|template| !template.trim().is_empty());
    template.map(|template| Tiles::new(&template)).transpose()
}

/// `backups` are made every day, and at a click; `ready` is told the address once the port is open.
pub async fn run(
    at: &Installation,
    gate: Gate,
    doors: Doors,
    backups: Option<(Job, Job)>,
    ready: impl FnOnce(SocketAddr),
) -> Result<ExitCode, Problem> {
    let (also, now) = backups.unzip();
    let messenger: Arc<dyn Messenger> = Arc::new(Courier::over(doors.way));
    let machine = Arc::new(Here::new(at.clone(), now, messenger.clone()));
    let watched = Watched::new(Arc::new(SystemClock), Box::new(TimedIds::default()), machine);
    let gate = gate.watched_by(watched.keep_to(limits()));
    let server = Server::bind(gate.clone(), doors.port, doors.network.names.clone()).await?;
    let address = server.address()?;
    let (network, offered) =
        doors.network.open(at).await?.map(|open| (open.network, (open.addresses, open.root))).unzip();
    let server = server.open_to(network);
    let told_to_stop = told_to_stop();
    let running = Running::tell(at, address);
    tracing::info!(version = VERSION, %address, founded = gate.is_open(), "start");
    print::lines([format!("阡陌已在 http://{address} 运行。")]);
    if !gate.is_open() {
        print::lines([format!("数据目录还是空的：请在浏览器打开 http://{address} ，先看示范乡镇，或建自己的账。")]);
    }
    if let Some((addresses, root)) = offered {
        tell_others(&addresses, root.as_deref(), accounts(&gate).await?);
    }
    ready(address);
    let jobs = tokio::spawn(look_after(
        {
            let gate = gate.clone();
            move || gate.service()
        },
        [forget(), forget_unused()].into_iter().chain(also).collect(),
    ));
    let told = tokio::spawn(hooks::look_after(
        {
            let gate = gate.clone();
            move || gate.service()
        },
        messenger,
    ));
    let served = server.run(told_to_stop).await;
    // A run that is cut off falls to whoever looks next, and so does a message.
    jobs.abort();
    told.abort();
    drop(running);
    served?;
    if let Some(service) = gate.service() {
        service.close().await?;
    }
    tracing::info!("stop");
    print::lines(["已停止，数据已安全写入。".to_owned()]);
    Ok(ExitCode::SUCCESS)
}

/// Whether anybody could sign in.
async fn accounts(gate: &Gate) -> Result<bool, Problem> {
    let Some(service) = gate.service() else { return Ok(false) };
    Ok(!service.world().await?.people.is_empty())
}

fn tell_others(addresses: &[String], root: Option<&Path>, accounts: bool) {
    let mut lines = vec![format!("别的机器请打开 {} 。", addresses.join(" 或 "))];
    if let Some(root) = root {
        lines.push(format!("证书是自己做的：把 {} 装到各台机器的受信任根证书里，浏览器就不再警告。", root.display()));
    }
    if !accounts {
        lines.push("现在还没有账号，别的机器暂时用不了：先在这台机器上设立管理员、开好账号。".to_owned());
    }
    print::lines(lines);
}

/// From how long on something is slow: `QIANMO_SLOW_STATEMENT_MS`, `…_FIGURES_MS`, `…_REQUEST_MS`.
fn limits() -> Limits {
    let of = |name: &str, usual: Duration| {
        let said = std::env::var_os(format!("QIANMO_SLOW_{name}_MS"));
        let millis = said.and_then(|said| said.to_str()?.trim().parse().ok());
        millis.map_or(usual, Duration::from_millis)
    };
    let usual = Limits::default();
    Limits {
        statement: of("STATEMENT", usual.statement),
        figures: of("FIGURES", usual.figures),
        request: of("REQUEST", usual.request),
    }
}

/// Listens from the moment it is called, not from when it is first waited for: whoever was told the address may tell
/// the program to stop at once.
fn told_to_stop() -> impl Future<Output = ()> + Send {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok();
    async move {
        #[cfg(unix)]
        if let Some(terminate) = &mut terminate {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
        let _ = tokio::signal::ctrl_c().await;
    }
}
