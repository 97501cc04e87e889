//! As much of HTTP/1.1 as a client needs that wants to know exactly what was answered and what was not: no pool, no
//! redirect, and above all no retry of its own.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use serde_json::Value as Json;

/// One connection, made when it is needed.
pub struct Client {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: &'static str,
    pub path: String,
    pub kind: &'static str,
    pub body: Vec<u8>,
}

/// What came back, whole.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

const PATIENCE: Duration = Duration::from_secs(90);
const BOUNDARY: &str = "qianmo-torture-boundary";

impl Call {
    /// A question.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), kind: "", body: Vec::new() }
    }

    /// Something handed in as JSON.
    pub fn json(method: &'static str, path: impl Into<String>, body: &Json) -> Self {
        Self { method, path: path.into(), kind: "application/json", body: body.to_string().into_bytes() }
    }

    /// A file handed in to be taken in at once.
    pub fn file(path: impl Into<String>, name: &str, text: &str) -> Self {
        let body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n\
             {text}\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n{{\"mode\":\"run\"}}\r\n--{BOUNDARY}--\r\n"
        );
        let kind = "multipart/form-data; boundary=qianmo-torture-boundary";
        Self { method: "POST", path: path.into(), kind, body: body.into_bytes() }
    }
}

impl Answer {
    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What it says, null where it is no JSON.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The code of a Problem that a person could read; `None` where it is none.
    pub fn problem(&self) -> Option<String> {
        let said = self.json();
        let message = said["message"].as_str().unwrap_or_default();
        said["code"].as_str().filter(|code| !code.is_empty() && !message.is_empty()).map(str::to_owned)
    }

    /// For a complaint.
    pub fn shown(&self) -> String {
        let text: String = String::from_utf8_lossy(&self.body).chars().take(400).collect();
        format!("{} {text}", self.status)
    }
}

impl Client {
    /// To a server.
    pub fn to(address: SocketAddr) -> Self {
        Self { address, stream: None }
    }

    /// Sends, and reads the whole answer. An error leaves open whether it was done.
    pub fn call(&mut self, call: &Call) -> io::Result<Answer> {
        let answer = self.exchange(call);
        if answer.is_err() {
            self.stream = None;
        }
        answer
    }

    /// A question that must be answered.
    pub fn ask(&mut self, call: &Call) -> Result<Json, String> {
        let answer = self.call(call).map_err(|error| format!("{} {}: {error}", call.method, call.path))?;
        match answer.is_done() {
            true => Ok(answer.json()),
            false => Err(format!("{} {}: {}", call.method, call.path, answer.shown())),
        }
    }

    fn exchange(&mut self, call: &Call) -> io::Result<Answer> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => {
                let stream = TcpStream::connect_timeout(&self.address, PATIENCE)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                none.insert(BufReader::new(stream))
            }
        };
        let Call { method, path, kind, body } = call;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        let mut whole = head.into_bytes();
        whole.extend_from_slice(body);
        stream.get_mut().write_all(&whole)?;
        read(stream)
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut_off)?;
    let mut length = None;
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Err(cut_off());
        }
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        }
    }
    let mut body = vec![0; length.ok_or_else(cut_off)?];
    stream.read_exact(&mut body)?;
    Ok(Answer { status, body })
}

fn cut_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the answer was cut off")
}
