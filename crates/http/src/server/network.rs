//! A port for other machines: TLS before anything is read. Each connection agrees on its keys by itself, so that one that
//! says nothing holds up nobody; who comes without TLS is sent to the same address with it.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::serve::Listener;
use kernel::Problem;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    time::{sleep, timeout},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
    },
    server::TlsStream,
};

use super::listen;
use crate::guard::Names;

/// Who has not agreed on keys by then is let go.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many may be at it at once.
const AT_ONCE: usize = 256;
/// With this byte TLS begins.
const HANDSHAKE: u8 = 0x16;
/// What is read of somebody who comes without TLS.
const HEAD: usize = 4_096;

/// Whoever knows which certificate is shown, now.
pub trait Presents: std::fmt::Debug + Send + Sync + 'static {
    /// The certificate with its key.
    fn certificate(&self) -> Option<Arc<CertifiedKey>>;
}

/// A port open to other machines.
pub struct Network {
    address: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
}

impl Network {
    /// Takes the port and begins to listen. Problem: `server.port`, `server.tls`.
    pub async fn bind(address: SocketAddr, names: Names, shown: Arc<dyn Presents>) -> Result<Self, Problem> {
        let listener = listen(address).await?;
        let wrong = |error: &dyn std::fmt::Display| Problem::new("server.tls", "加密连接准备不了。").detail(error);
        let address = listener.local_addr().map_err(|error| wrong(&error))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| wrong(&error))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(Shown(shown)));
        let (sender, ready) = mpsc::channel(1);
        tokio::spawn(accept(listener, TlsAcceptor::from(Arc::new(config)), names, sender));
        Ok(Self { address, ready })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Listener for Network {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // Nobody listens any more; the server is about to stop.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

#[derive(Debug)]
struct Shown(Arc<dyn Presents>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.certificate()
    }
}

type Ready = mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>;

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, names: Names, ready: Ready) {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(permit) = room.clone().acquire_owned().await else { return };
        let (stream, from) = tokio::select! {
            () = ready.closed() => return,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Too many open files, as a rule: it passes when somebody goes.
                    tracing::warn!(problem.code = "server.accept", problem.detail = %error, "network");
                    sleep(Duration::from_secs(1)).await;
                    continue;
                }
            }
        };
        let (acceptor, names, ready) = (acceptor.clone(), names.clone(), ready.clone());
        tokio::spawn(async move {
            let agreed = timeout(PATIENCE, agree(stream, &acceptor, &names)).await;
            drop(permit);
            // Whoever does not speak TLS, or not ours, is gone; that is no fault of the server.
            if let Ok(Ok(Some(stream))) = agreed {
                let _ = ready.send((stream, from)).await;
            }
        });
    }
}

/// The connection once both have keys; nothing where somebody came without TLS and was sent on.
async fn agree(stream: TcpStream, acceptor: &TlsAcceptor, names: &Names) -> io::Result<Option<TlsStream<TcpStream>>> {
    let _ = stream.set_nodelay(true);
    let mut first = [0];
    if stream.peek(&mut first).await? == 1 && first[0] != HANDSHAKE {
        return send_on(stream, names).await.map(|()| None);
    }
    acceptor.accept(stream).await.map(Some)
}

/// People type an address without https.
async fn send_on(mut stream: TcpStream, names: &Names) -> io::Result<()> {
    let mut head = Vec::new();
    while head.len() < HEAD && !head.windows(4).any(|four| four == b"\r\n\r\n") {
        if stream.read_buf(&mut head).await? == 0 {
            break;
        }
    }
    stream.write_all(answer(&head, names).as_bytes()).await?;
    stream.shutdown().await
}

/// To the same address with TLS, where it is one of ours; otherwise a word.
fn answer(head: &[u8], names: &Names) -> String {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.split("\r\n");
    let path = lines.next().and_then(|line| line.split(' ').nth(1)).filter(|path| path.starts_with('/'));
    let host = lines.find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("host")));
    let host = host.map(|(_, host)| host.trim()).filter(|host| names.hold(host));
    let ending = "Connection: close\r\n";
    match (host, path) {
        (Some(host), Some(path)) if !path.bytes().any(|byte| byte.is_ascii_control()) => {
            format!(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://{host}{path}\r\nContent-Length: 0\r\n{ending}\r\n"
            )
        }
        _ => {
            let word = "请用 https:// 开头的网址打开。\n";
            let length = word.len();
            format!(
                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n{ending}\r\n{word}"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_without_tls_is_sent_to_the_same_address_with_it() {
        let names = Names::new(["qianmo.lan".to_owned()]);
        let check = |head: &str, expect: &str| {
            let said = answer(head.as_bytes(), &names);
            assert!(said.contains(expect), "{head:?}: {said}");
        };
        check(
            "GET /ledgers?q=1 HTTP/1.1\r\nHost: qianmo.lan:8643\r\n\r\n",
            "Location: https://qianmo.lan:8643/ledgers?q=1\r\n",
        );
        check("GET / HTTP/1.1\r\nUser-Agent: x\r\nhOST:qianmo.lan\r\n\r\n", "Location: https://qianmo.lan/\r\n");
        check("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "400");
        check("GET http://evil.example/ HTTP/1.1\r\nHost: qianmo.lan\r\n\r\n", "400");
        check("nonsense", "400");
        check("GET /a\nSet-Cookie:x HTTP/1.1\r\nHost: qianmo.lan\r\n\r\n", "400");
    }
}
