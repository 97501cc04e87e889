//! Binds, and serves until told to stop: this machine over HTTP on its loopback, and where it is wished other machines over
//! TLS ([`Network`]). Both are the same routes behind two guards; see ADR 0032.

mod network;

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use kernel::Problem;
use tokio::{net::TcpListener, sync::watch};

pub use network::{Network, Presents};

use crate::{
    address::Peer,
    guard::{Guard, Names},
    router,
    start::Gate,
};

/// What is under way when it is to stop has so long; systemd waits a little longer.
const GRACE: Duration = Duration::from_secs(50);

/// A server that has its ports but does not serve yet.
pub struct Server {
    listener: TcpListener,
    network: Option<Network>,
    names: Names,
    gate: Gate,
}

impl Server {
    /// Takes a loopback port; 0 is any free one. Under one of these names other machines ask, or a proxy for them.
    pub async fn bind(gate: Gate, port: u16, names: Names) -> Result<Self, Problem> {
        let listener = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        Ok(Self { listener, network: None, names, gate })
    }

    /// The same, open to other machines as well.
    pub fn open_to(self, network: Option<Network>) -> Self {
        Self { network, ..self }
    }

    /// Where it will be found on this machine.
    pub fn address(&self) -> Result<SocketAddr, Problem> {
        self.listener.local_addr().map_err(|error| Problem::new("server.port", "端口已经关闭。").detail(error))
    }

    /// Serves; requests under way are finished once `stop` completes.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), Problem> {
        let Self { listener, network, names, gate } = self;
        let (told, stopped) = watch::channel(false);
        let mut long_stopped = stopped.clone();
        tokio::spawn(async move {
            stop.await;
            let _ = told.send(true);
        });
        let until = |mut stopped: watch::Receiver<bool>| async move {
            // Whether it was said or nobody is left to say it.
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        let routes = router::guarded(gate.clone(), Guard::of_this_machine(names.clone()));
        let here = axum::serve(listener, routes).with_graceful_shutdown(until(stopped.clone()));
        let elsewhere = async {
            let Some(network) = network else { return Ok(()) };
            let routes = router::guarded(gate, Guard::of_the_network(names));
            let routes = routes.into_make_service_with_connect_info::<Peer>();
            axum::serve(network, routes).with_graceful_shutdown(until(stopped)).await
        };
        // Whoever sends half a request and nothing more does not keep the books open.
        let late = async {
            let _ = long_stopped.wait_for(|stopped| *stopped).await;
            tokio::time::sleep(GRACE).await;
            tracing::warn!(problem.code = "server.late", "stop");
            Ok(((), ()))
        };
        let served = async { tokio::try_join!(async { here.await }, elsewhere) };
        let done = tokio::select! {
            done = served => done,
            done = late => done,
        };
        done.map(|_| ())
            .map_err(|error| Problem::new("server.broken", "服务意外停止。").hint("请重新运行。").detail(error))
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Problem> {
    TcpListener::bind(address).await.map_err(|error| {
        let problem = Problem::new("server.port", format!("{address} 打不开。")).detail(&error);
        match error.kind() {
            std::io::ErrorKind::AddrNotAvailable => {
                problem.hint("这台机器没有这个地址；请写它自己的地址，或写 0.0.0.0 表示全部。")
            }
            _ => problem.hint("可能已有一个阡陌在运行；请先停下它，或换一个端口。"),
        }
    })
}
