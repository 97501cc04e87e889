//! Serves on loopback until told to stop; requests under way are finished, then the books are closed.

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use http::{call::Call, server::Server, start::Gate};
use kernel::Problem;

use crate::{founder::Founder, installation::Installation, print};

/// What is in the data folder; where nothing is, the page on which somebody founds the books.
pub async fn gate(at: &Installation) -> Result<Gate, Problem> {
    if at.is_founded().await? {
        return Ok(Gate::open(Call::local(at.open().await?)));
    }
    Ok(Gate::closed(Arc::new(Founder::new(at.clone()))))
}

/// `ready` is told the address once the port is open.
pub async fn run(gate: Gate, port: u16, ready: impl FnOnce(SocketAddr)) -> Result<ExitCode, Problem> {
    let server = Server::bind(gate.clone(), port).await?;
    let address = server.address()?;
    let told_to_stop = told_to_stop();
    print::lines([format!("阡陌已在 http://{address} 运行。")]);
    if !gate.is_open() {
        print::lines([format!("数据目录还是空的：请在浏览器打开 http://{address} ，先看示范乡镇，或建自己的账。")]);
    }
    ready(address);
    server.run(told_to_stop).await?;
    if let Some(service) = gate.service() {
        service.close().await?;
    }
    print::lines(["已停止，数据已安全写入。".to_owned()]);
    Ok(ExitCode::SUCCESS)
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
