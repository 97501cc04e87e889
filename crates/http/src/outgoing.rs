//! The way to other servers: one connection, one request, ten seconds, so many bytes of an answer. What a name leads to is
//! looked at before it is asked, certificates are verified, and no other address is followed.

mod clock;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderValue, Request, header},
};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use kernel::Instant;
use rules::hooks::Address;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

/// Whoever has not answered by then has not.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks other servers.
pub struct Outgoing {
    tls: Option<TlsConnector>,
}

/// On the way something went wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lost {
    Name,
    Forbidden,
    Connection,
    Trust,
    Answer,
    Late,
}

/// What came back.
pub(crate) struct Came {
    pub status: u16,
    /// When, by the clock there; nothing where it does not say.
    pub at: Option<Instant>,
    /// Nothing where nobody wanted to read it.
    pub body: Bytes,
}

/// Whether an address may be asked, by TLS or without.
pub(crate) type May = fn(IpAddr, bool) -> bool;

impl Outgoing {
    /// One that trusts these roots.
    pub fn trusting(roots: RootCertStore) -> Self {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_root_certificates(roots).with_no_client_auth());
        Self { tls: config.ok().map(|config| TlsConnector::from(Arc::new(config))) }
    }

    /// Asks a server; of its answer `most` bytes at most are read, more are none, and with none only the status.
    pub(crate) async fn ask(
        &self,
        (to, may): (&Address, May),
        request: Request<Body>,
        most: usize,
    ) -> Result<Came, Lost> {
        timeout(PATIENCE, self.asked((to, may), request, most)).await.unwrap_or(Err(Lost::Late))
    }

    async fn asked(&self, (to, may): (&Address, May), request: Request<Body>, most: usize) -> Result<Came, Lost> {
        let stream = connect(to, may).await?;
        if !to.secure {
            return send(stream, to, request, most).await;
        }
        let name = ServerName::try_from(to.host.clone()).map_err(|_| Lost::Trust)?;
        let tls = self.tls.as_ref().ok_or(Lost::Trust)?;
        send(tls.connect(name, stream).await.map_err(untrusted)?, to, request, most).await
    }
}

/// To the first address of the name that may be asked.
async fn connect(to: &Address, may: May) -> Result<TcpStream, Lost> {
    let found: Vec<SocketAddr> = lookup_host((to.host.as_str(), to.port)).await.map_err(|_| Lost::Name)?.collect();
    if found.is_empty() {
        return Err(Lost::Name);
    }
    let allowed: Vec<SocketAddr> = found.into_iter().filter(|found| may(found.ip(), to.secure)).collect();
    if allowed.is_empty() {
        return Err(Lost::Forbidden);
    }
    TcpStream::connect(allowed.as_slice()).await.map_err(|_| Lost::Connection)
}

async fn send<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    to: &Address,
    mut request: Request<Body>,
    most: usize,
) -> Result<Came, Lost> {
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|_| Lost::Answer)?;
    // Ends with the sender, or when this future is dropped and the sender with it.
    tokio::spawn(connection);
    let host = match (to.host.contains(':'), to.port) {
        (true, port) => format!("[{}]:{port}", to.host),
        (false, 80 | 443) => to.host.clone(),
        (false, port) => format!("{}:{port}", to.host),
    };
    let headers = request.headers_mut();
    headers.insert(header::HOST, HeaderValue::from_str(&host).map_err(|_| Lost::Name)?);
    let agent = HeaderValue::from_static(concat!("Qianmo/", env!("CARGO_PKG_VERSION")));
    headers.insert(header::USER_AGENT, agent);
    let response = sender.send_request(request).await.map_err(|_| Lost::Answer)?;
    let status = response.status().as_u16();
    let at = response.headers().get(header::DATE).and_then(|date| clock::moment(date.to_str().ok()?));
    if most == 0 {
        return Ok(Came { status, at, body: Bytes::new() });
    }
    let body = to_bytes(Body::new(response.into_body()), most).await.map_err(|_| Lost::Answer)?;
    Ok(Came { status, at, body })
}

fn untrusted(error: io::Error) -> Lost {
    match error.kind() {
        io::ErrorKind::InvalidData => Lost::Trust,
        _ => Lost::Answer,
    }
}
