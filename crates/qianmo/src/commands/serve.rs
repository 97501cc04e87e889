//! Serves on loopback until told to stop; requests under way are finished, then the books are closed.

use std::{net::SocketAddr, process::ExitCode};

use app::Service;
use http::server::Server;
use kernel::Problem;

use crate::print;

/// `ready` is told the address once the port is open.
pub async fn run(service: Service, port: u16, ready: impl FnOnce(SocketAddr)) -> Result<ExitCode, Problem> {
    let server = Server::bind(service.clone(), port).await?;
    let address = server.address()?;
    print::lines([format!("阡陌已在 http://{address} 运行。")]);
    ready(address);
    server.run(told_to_stop()).await?;
    service.close().await?;
    print::lines(["已停止，数据已安全写入。".to_owned()]);
    Ok(ExitCode::SUCCESS)
}

async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
