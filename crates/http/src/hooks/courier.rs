//! Takes a message to another program: one connection, one request, ten seconds. What its name leads to is looked at before it
//! is asked, no other address is followed, and of the answer only the status is read.

use std::{io, net::SocketAddr, pin::Pin, sync::Arc, time::Duration};

use app::hooks::{Answer, Letter, Messenger};
use axum::{
    body::Body,
    http::{Request, header},
};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use rules::hooks::{Address, address, may_be_sent_to};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use super::message::{Signed, signed};

/// Whoever has not answered by then has not.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes messages over the network.
pub struct Courier {
    tls: Option<TlsConnector>,
}

/// On the way something went wrong.
enum Lost {
    Name,
    Forbidden,
    Connection,
    Trust,
    Answer,
}

impl Courier {
    /// One that trusts these roots.
    pub fn trusting(roots: RootCertStore) -> Self {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_root_certificates(roots).with_no_client_auth());
        Self { tls: config.ok().map(|config| TlsConnector::from(Arc::new(config))) }
    }

    async fn carry(&self, letter: &Letter) -> Result<u16, Lost> {
        let to = address(&letter.url).map_err(|_| Lost::Forbidden)?;
        let stream = connect(&to).await?;
        let message = signed(letter);
        if !to.secure {
            return post(stream, &to, message).await;
        }
        let name = ServerName::try_from(to.host.clone()).map_err(|_| Lost::Trust)?;
        let tls = self.tls.as_ref().ok_or(Lost::Trust)?;
        post(tls.connect(name, stream).await.map_err(untrusted)?, &to, message).await
    }
}

impl Messenger for Courier {
    fn hand_over<'m>(&'m self, letter: &'m Letter) -> Pin<Box<dyn Future<Output = Answer> + Send + 'm>> {
        Box::pin(async move {
            match timeout(PATIENCE, self.carry(letter)).await {
                Ok(Ok(status)) if (200..300).contains(&status) => Answer::Taken,
                Ok(Ok(status)) => Answer::Refused(status),
                Ok(Err(Lost::Forbidden)) => Answer::Forbidden,
                Ok(Err(Lost::Name)) => Answer::Unreachable("找不到这台机器的名字"),
                Ok(Err(Lost::Connection)) => Answer::Unreachable("连不上对方的机器"),
                Ok(Err(Lost::Trust)) => Answer::Unreachable("对方的证书不受信任，或加密谈不成"),
                Ok(Err(Lost::Answer)) => Answer::Unreachable("连上了，对方没有好好回答"),
                Err(_) => Answer::Unreachable("十秒内没有回答"),
            }
        })
    }
}

/// To the first address of the name to which something may be sent.
async fn connect(to: &Address) -> Result<TcpStream, Lost> {
    let found: Vec<SocketAddr> = lookup_host((to.host.as_str(), to.port)).await.map_err(|_| Lost::Name)?.collect();
    if found.is_empty() {
        return Err(Lost::Name);
    }
    let allowed: Vec<SocketAddr> = found.into_iter().filter(|found| may_be_sent_to(found.ip(), to.secure)).collect();
    if allowed.is_empty() {
        return Err(Lost::Forbidden);
    }
    TcpStream::connect(allowed.as_slice()).await.map_err(|_| Lost::Connection)
}

async fn post<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    to: &Address,
    message: Signed,
) -> Result<u16, Lost> {
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|_| Lost::Answer)?;
    // Ends with the sender, or when this future is dropped and the sender with it.
    tokio::spawn(connection);
    let host = match (to.host.contains(':'), to.port) {
        (true, port) => format!("[{}]:{port}", to.host),
        (false, 80 | 443) => to.host.clone(),
        (false, port) => format!("{}:{port}", to.host),
    };
    let Signed { id, timestamp, signature, body } = message;
    let request = Request::post(&to.path)
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, concat!("Qianmo/", env!("CARGO_PKG_VERSION")))
        .header("webhook-id", id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", signature)
        .body(Body::from(body))
        .map_err(|_| Lost::Answer)?;
    let response = sender.send_request(request).await.map_err(|_| Lost::Answer)?;
    Ok(response.status().as_u16())
}

fn untrusted(error: io::Error) -> Lost {
    match error.kind() {
        io::ErrorKind::InvalidData => Lost::Trust,
        _ => Lost::Answer,
    }
}
