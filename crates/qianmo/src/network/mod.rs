//! Other machines: under which names they ask, at which address, and by which certificate. See ADR 0032.
//!
//! - [`Wanted`]: what was typed, or written in the environment
//! - [`shown`]: the certificate that is shown, and made or read anew while the server runs
//! - [`authority`]: a root of our own, for offices to which nobody gives a certificate
//! - [`outgoing`]: the way to other servers, and whose certificates are trusted on it
//! - [`outside`]: the house of identity that is asked who people are

mod authority;
mod outside;
mod roots;
mod shown;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use http::{guard::Names, server::Network};
use kernel::Problem;

use crate::{arguments, installation::Installation};
pub use outside::outside;
pub use roots::outgoing;
use shown::{Shown, Source};

/// What other machines are offered.
#[derive(Debug)]
pub struct Wanted {
    /// At this address and port, by TLS; none, and only a proxy of this machine brings others.
    pub address: Option<SocketAddr>,
    /// Under these names.
    pub names: Names,
    /// The office's own certificate and its key; none, and one is made.
    given: Option<(PathBuf, PathBuf)>,
}

/// What is open, to be told to whoever started it.
pub struct Open {
    /// The port.
    pub network: Network,
    /// Where others find it.
    pub addresses: Vec<String>,
    /// The root that other machines are to trust, where it is one of ours.
    pub root: Option<PathBuf>,
}

impl Wanted {
    /// This machine alone.
    pub fn nothing() -> Self {
        Self { address: None, names: Names::default(), given: None }
    }

    /// What was typed; what was not is looked for in `QIANMO_NETWORK` and `QIANMO_NAMES`. Problems: `server.network`.
    pub fn read(typed: arguments::Network) -> Result<Self, Problem> {
        let address = match typed.network.or_else(|| written("QIANMO_NETWORK")) {
            Some(text) => Some(text.parse().map_err(|_| no_address(&text))?),
            None => None,
        };
        let mut names = typed.names;
        if names.is_empty() {
            let written = written("QIANMO_NAMES").unwrap_or_default();
            names.extend(written.split([',', ' ']).filter(|name| !name.is_empty()).map(str::to_owned));
        }
        if let Some(wrong) = names.iter().find(|name| !is_name(name)) {
            return Err(Problem::new("server.network", format!("“{wrong}”不是机器名，也不是地址。"))
                .hint("--name 后面写机器名或地址，不带 https:// 和端口，如 qianmo.lan 或 192.168.1.9。"));
        }
        // An address of all the machine's cards says nothing of what people type.
        names.extend(address.map(|address: SocketAddr| address.ip()).filter(is_one).map(|ip| ip.to_string()));
        if address.is_some() && names.is_empty() {
            return Err(Problem::new("server.network", "没有写别的机器用什么名字或地址访问。")
                .hint("请加上 --name，写这台机器在单位网络里的名字或地址，如 --name 192.168.1.9。"));
        }
        if address.is_none() && typed.certificate.is_some() {
            return Err(Problem::new("server.network", "写了证书，没有写在哪个地址上用。")
                .hint("请加上 --network，如 --network 0.0.0.0:8643，或写在 QIANMO_NETWORK 里。"));
        }
        Ok(Self { address, names: Names::new(names), given: typed.certificate.zip(typed.certificate_key) })
    }

    /// Opens the port and keeps its certificate fresh. Problems: `server.port`, `server.certificate`, `data.files`.
    pub async fn open(self, at: &Installation) -> Result<Option<Open>, Problem> {
        let Self { address: Some(address), names, given } = self else { return Ok(None) };
        let folder = at.folder().join("tls");
        let root = given.is_none().then(|| folder.join(authority::ROOT));
        let source = match given {
            Some((certificate, key)) => Source::Given { certificate, key },
            None => Source::Own { folder, names: names.iter().map(str::to_owned).collect() },
        };
        let shown = Arc::new(Shown::of(source)?);
        let network = Network::bind(address, names.clone(), shown.clone()).await?;
        tokio::spawn(async move { shown.keep_fresh().await });
        let port = network.address().port();
        let addresses = names.iter().map(|name| match name.parse() {
            Ok(IpAddr::V6(address)) => format!("https://[{address}]:{port}"),
            _ => format!("https://{name}:{port}"),
        });
        Ok(Some(Open { addresses: addresses.collect(), network, root }))
    }
}

fn written(name: &str) -> Option<String> {
    std::env::var_os(name).map(|text| text.to_string_lossy().trim().to_owned()).filter(|text| !text.is_empty())
}

fn is_one(ip: &IpAddr) -> bool {
    !ip.is_unspecified()
}

/// Letters, digits, hyphens and points, or an address.
fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        let allowed = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (1..=63).contains(&label.len()) && allowed && !label.starts_with('-') && !label.ends_with('-')
    };
    name.parse::<IpAddr>().is_ok() || (name.len() <= 253 && name.trim_end_matches('.').split('.').all(is_label))
}

fn no_address(text: &str) -> Problem {
    Problem::new("server.network", format!("“{text}”不是地址和端口。"))
        .hint("请写成 地址:端口，如 0.0.0.0:8643（全部网卡）或 192.168.1.9:8643。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_are_offered_is_read_or_told() {
        let check = |network: Option<&str>, names: &[&str], expect: Result<&[&str], &str>| {
            let typed = arguments::Network {
                network: network.map(str::to_owned),
                names: names.iter().map(|name| (*name).to_owned()).collect(),
                ..arguments::Network::default()
            };
            match (Wanted::read(typed), expect) {
                (Ok(wanted), Ok(expect)) => assert_eq!(wanted.names.iter().collect::<Vec<_>>(), expect, "{network:?}"),
                (Err(problem), Err(expect)) => assert!(problem.to_string().contains(expect), "{problem}"),
                (read, expect) => panic!("{network:?} {names:?}: {:?}, not {expect:?}", read.map(|_| ())),
            }
        };
        check(None, &[], Ok(&[]));
        check(None, &["Qianmo.gov.cn"], Ok(&["qianmo.gov.cn"]));
        check(Some("192.168.1.9:8643"), &["qianmo.lan"], Ok(&["192.168.1.9", "qianmo.lan"]));
        check(Some("[fd00::9]:8643"), &[], Ok(&["fd00::9"]));
        check(Some("0.0.0.0:8643"), &["192.168.1.9"], Ok(&["192.168.1.9"]));
        check(Some("0.0.0.0:8643"), &[], Err("没有写别的机器"));
        check(Some("192.168.1.9"), &[], Err("不是地址和端口"));
        check(Some("0.0.0.0:8643"), &["https://qianmo.lan"], Err("不是机器名"));
        check(None, &["qianmo.lan:8643"], Err("不是机器名"));
        check(None, &["*.lan"], Err("不是机器名"));
    }
}
