//! Binds loopback and serves until told to stop.

use std::net::{Ipv4Addr, SocketAddr};

use kernel::Problem;
use tokio::net::TcpListener;

use crate::{router, start::Gate};

/// A server that has its port but does not serve yet.
pub struct Server {
    listener: TcpListener,
    gate: Gate,
}

impl Server {
    /// Takes a loopback port; 0 is any free one.
    pub async fn bind(gate: Gate, port: u16) -> Result<Self, Problem> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address).await.map_err(|error| {
            Problem::new("server.port", format!("端口 {port} 打不开。"))
                .detail(&error)
                .hint("可能已有一个阡陌在运行；请先停下它，或用 --port 换一个端口。")
        })?;
        Ok(Self { listener, gate })
    }

    /// Where it will be found.
    pub fn address(&self) -> Result<SocketAddr, Problem> {
        self.listener.local_addr().map_err(|error| Problem::new("server.port", "端口已经关闭。").detail(error))
    }

    /// Serves; requests under way are finished once `stop` completes.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), Problem> {
        axum::serve(self.listener, router::router(self.gate))
            .with_graceful_shutdown(stop)
            .await
            .map_err(|error| Problem::new("server.broken", "服务意外停止。").hint("请重新运行。").detail(error))
    }
}
