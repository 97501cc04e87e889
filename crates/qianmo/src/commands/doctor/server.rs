//! The server of the folder: whether it runs, whether its port is free otherwise, and what it says was slow. It is asked
//! over loopback like by anybody, with a request of one line.

use std::{
    fmt,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::Line;
use crate::{installation::Installation, machine::Running, print::reason};

/// What a server that is well answers within.
const PATIENCE: Duration = Duration::from_secs(5);

/// Something slow, as the server tells it.
#[derive(Serialize, Deserialize, Debug)]
pub struct Slow {
    at: String,
    kind: String,
    millis: u64,
    what: String,
    table: Option<String>,
    rows: Option<u64>,
    asked_by: Option<String>,
}

/// What it tells of itself: where there are accounts the page of its innards wants a session, its health does not.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Whole { version: String, details: Details },
    Health { checks: Vec<Check> },
}

#[derive(Deserialize)]
struct Details {
    checks: Vec<Check>,
    slow: Vec<Slow>,
}

#[derive(Deserialize)]
struct Check {
    status: String,
    message: String,
}

/// What was found, and what was slow, newest first.
pub fn look(at: &Installation, port: u16, in_use: bool) -> (Vec<Line>, Vec<Slow>) {
    let noted = Running::read(at.folder());
    if !in_use {
        return (vec![port_of(port)], Vec::new());
    }
    let address = noted.map_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, port)), |noted| noted.address);
    match ask(address, "/api/status").or_else(|| ask(address, "/health/ready")) {
        None => {
            let said = format!("有程序正在使用这个数据目录，但在 {address} 没有应答。");
            let hint = "可能正在导入或核验，请稍等；一直这样请重新启动服务。";
            (vec![Line::warn("server", said, hint)], Vec::new())
        }
        Some(said) => {
            let (version, checks, slow) = match said {
                Said::Whole { version, details: Details { checks, slow } } => {
                    (format!("，版本 {version}"), checks, slow)
                }
                Said::Health { checks } => (String::new(), checks, Vec::new()),
            };
            let mut lines = vec![Line::ok("server", format!("服务正在 {address} 运行{version}。"))];
            let bad: String =
                checks.iter().filter(|check| check.status != "ok").map(|check| check.message.as_str()).collect();
            if !bad.is_empty() {
                lines.push(Line::warn("server", format!("服务说：{bad}"), "请打开“运行状态”页，按上面写的办。"));
            }
            (lines, slow)
        }
    }
}

/// Whether a server could take the port.
fn port_of(port: u16) -> Line {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Line::ok("port", format!("没有服务在这个目录上运行，端口 {port} 空着。")),
        Err(error) => {
            let said = format!("端口 {port} 打不开：{}。", reason(&error));
            Line::warn("port", said, "可能有别的程序占着；启动时可用 --port 换一个端口。")
        }
    }
}

fn ask(address: SocketAddr, path: &str) -> Option<Said> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").as_bytes()).ok()?;
    let mut said = String::new();
    stream.read_to_string(&mut said).ok()?;
    serde_json::from_str(said.split_once("\r\n\r\n")?.1).ok()
}

impl fmt::Display for Slow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what: String = self.what.split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = what.chars().take(100).collect();
        write!(f, "  {} {} 毫秒 {} {short}", self.at, self.millis, self.kind)?;
        self.asked_by.as_ref().map_or(Ok(()), |who| write!(f, " ← {who}"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_server_is_heard_with_and_without_accounts() {
        let read = |said: serde_json::Value| serde_json::from_value::<Said>(said).ok();
        let check = json!({ "name": "room", "status": "warn", "message": "满了", "hint": null });
        let details = json!({ "checks": [check], "slow": [], "started": "" });
        let whole = read(json!({ "status": "warn", "version": "1", "now": "", "details": details }));
        assert!(matches!(whole, Some(Said::Whole { details, .. }) if details.checks.len() == 1));
        let health = read(json!({ "status": "warn", "checks": [check] }));
        assert!(matches!(health, Some(Said::Health { checks }) if checks.len() == 1));
        // Nobody is in, and a server of before.
        assert!(read(json!({ "code": "session.none", "message": "请登录。" })).is_none());
        assert!(read(json!({ "status": "ok", "version": "1", "now": "", "details": null })).is_none());
    }
}
