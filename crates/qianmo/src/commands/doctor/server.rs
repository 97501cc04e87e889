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

#[derive(Deserialize)]
struct Status {
    status: String,
    version: String,
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
    match ask(address) {
        None => {
            let said = format!("有程序正在使用这个数据目录，但在 {address} 没有应答。");
            let hint = "可能正在导入或核验，请稍等；一直这样请重新启动服务。";
            (vec![Line::warn("server", said, hint)], Vec::new())
        }
        Some(status) => {
            let mut lines = vec![Line::ok("server", format!("服务正在 {address} 运行，版本 {}。", status.version))];
            if status.status != "ok" {
                let bad = status.checks.iter().filter(|check| check.status != "ok").map(|check| check.message.as_str());
                let said = format!("服务说：{}", bad.collect::<String>());
                lines.push(Line::warn("server", said, "请打开“运行状态”页，按上面写的办。"));
            }
            (lines, status.slow)
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

fn ask(address: SocketAddr) -> Option<Status> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(b"GET /api/status HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").ok()?;
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
