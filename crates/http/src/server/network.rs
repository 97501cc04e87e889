//! A port for other machines: TLS before anything is read. Each connection agrees on its keys by itself, so that one that
//! says nothing holds up nobody; who comes without TLS is sent to the same address with it.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::serve::Listener;
use kernel::Problem;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::mpsc,
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
/// So many connections there may be, well below what a process may open.
const AT_ONCE: usize = 512;
/// So many of them from one address: one machine cannot take what is there for all. A browser opens six.
const FROM_ONE: usize = 48;
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
    ready: mpsc::Receiver<(Held, SocketAddr)>,
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
    type Io = Held;
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

type Ready = mpsc::Sender<(Held, SocketAddr)>;

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, names: Names, ready: Ready) {
    let room = Room::default();
    loop {
        let (stream, from) = tokio::select! {
            () = ready.closed() => return,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Whoever was gone before he was let in.
                Err(error) if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) => continue,
                Err(error) => {
                    // Too many open files, as a rule: it passes when somebody goes.
                    tracing::warn!(problem.code = "server.accept", problem.detail = %error, "network");
                    sleep(Duration::from_secs(1)).await;
                    continue;
                }
            }
        };
        // Beyond that a connection is closed at once, not left to wait before everybody else.
        let Some(place) = room.take(from.ip()) else { continue };
        let (acceptor, names, ready) = (acceptor.clone(), names.clone(), ready.clone());
        tokio::spawn(async move {
            let agreed = timeout(PATIENCE, agree(stream, &acceptor, &names)).await;
            // Whoever does not speak TLS, or not ours, is gone; that is no fault of the server.
            if let Ok(Ok(Some(stream))) = agreed {
                let _ = ready.send((Held { stream, _place: place }, from)).await;
            }
        });
    }
}

/// How many connections there are from each address.
#[derive(Clone, Default)]
struct Room(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A place among them, given back when it is dropped.
struct InRoom {
    room: Room,
    from: IpAddr,
}

impl Room {
    fn take(&self, from: IpAddr) -> Option<InRoom> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.get(&from).copied().unwrap_or_default();
        if own >= FROM_ONE || all.values().sum::<usize>() >= AT_ONCE {
            return None;
        }
        all.insert(from, own + 1);
        Some(InRoom { room: self.clone(), from })
    }
}

impl Drop for InRoom {
    fn drop(&mut self) {
        let mut all = self.room.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = all.get_mut(&self.from) {
            *own -= 1;
            if *own == 0 {
                all.remove(&self.from);
            }
        }
    }
}

/// A connection that holds its place as long as it is open.
pub struct Held {
    stream: TlsStream<TcpStream>,
    _place: InRoom,
}

impl AsyncRead for Held {
    fn poll_read(self: Pin<&mut Self>, task: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(task, into)
    }
}

impl AsyncWrite for Held {
    fn poll_write(self: Pin<&mut Self>, task: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(task, from)
    }

    fn poll_flush(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(task)
    }

    fn poll_shutdown(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(task)
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
    let host = host.map(|(_, host)| host.trim()).filter(|host| names.hold(host) && has_plain_port(host));
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

fn has_plain_port(host: &str) -> bool {
    let end = host.rsplit(']').next().unwrap_or(host);
    let port = end.split_once(':').map_or("", |(_, port)| port);
    port.bytes().all(|byte| byte.is_ascii_digit())
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
        check("GET / HTTP/1.1\r\nHost: qianmo.lan:1@evil.example\r\n\r\n", "400");
        check("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "400");
        check("GET http://evil.example/ HTTP/1.1\r\nHost: qianmo.lan\r\n\r\n", "400");
        check("nonsense", "400");
        check("GET /a\nSet-Cookie:x HTTP/1.1\r\nHost: qianmo.lan\r\n\r\n", "400");
    }

    #[test]
    fn one_machine_does_not_take_what_is_there_for_all() {
        let room = Room::default();
        let address = |number: usize| {
            IpAddr::from([10, 0, u8::try_from(number / 250).unwrap_or(0), u8::try_from(number % 250).unwrap_or(0)])
        };
        let mut held: Vec<InRoom> = (0..FROM_ONE).filter_map(|_| room.take(address(1))).collect();
        assert_eq!(held.len(), FROM_ONE);
        assert!(room.take(address(1)).is_none() && room.take(address(2)).is_some());
        held.extend((0..2 * AT_ONCE).filter_map(|number| room.take(address(number + 10))));
        assert_eq!(held.len(), AT_ONCE, "there is an end to it");
        assert!(room.take(address(2)).is_none());
        held.clear();
        assert!(room.take(address(1)).is_some() && room.0.lock().expect("whole").is_empty(), "places are given back");
    }
}
