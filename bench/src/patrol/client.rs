//! As much of HTTP/1.1 as measuring needs, at little cost of its own: one connection kept open, one question at a time.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// One connection.
pub struct Client {
    address: SocketAddr,
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back, whole.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Client {
    pub async fn to(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { address, stream, buffer: Vec::with_capacity(1 << 16) })
    }

    pub async fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.send("GET", path, "", b"").await
    }

    pub async fn post(&mut self, path: &str, json: &[u8]) -> io::Result<Answer> {
        self.send("POST", path, "Content-Type: application/json\r\n", json).await
    }

    async fn send(&mut self, method: &str, path: &str, more: &str, body: &[u8]) -> io::Result<Answer> {
        let (address, length) = (self.address, body.len());
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n{more}Content-Length: {length}\r\n\r\n");
        let mut whole = head.into_bytes();
        whole.extend_from_slice(body);
        self.stream.write_all(&whole).await?;
        self.read().await
    }

    async fn read(&mut self) -> io::Result<Answer> {
        self.buffer.clear();
        let end = loop {
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut_off)?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let body = match length.and_then(|length| length.trim().parse::<usize>().ok()) {
            Some(length) => {
                while self.buffer.len() < end + length {
                    self.more().await?;
                }
                self.buffer[end..end + length].to_vec()
            }
            None => self.chunks(end).await?,
        };
        Ok(Answer { status, body })
    }

    /// A body whose length was not known when it began, as an export's.
    async fn chunks(&mut self, mut at: usize) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = loop {
                if let Some(end) = self.buffer[at..].windows(2).position(|two| two == b"\r\n") {
                    break end;
                }
                self.more().await?;
            };
            let length = String::from_utf8_lossy(&self.buffer[at..at + line]).into_owned();
            let length = usize::from_str_radix(length.trim(), 16).map_err(|_| cut_off())?;
            at += line + 2;
            while self.buffer.len() < at + length + 2 {
                self.more().await?;
            }
            body.extend_from_slice(&self.buffer[at..at + length]);
            // Taken away at once, so that the client's own memory stays small while a long file comes.
            self.buffer.drain(..at + length + 2);
            at = 0;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    async fn more(&mut self) -> io::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 { Err(cut_off()) } else { Ok(()) }
    }
}

fn cut_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the answer was cut off")
}

#[cfg(test)]
mod tests {
    use tokio::{io::AsyncWriteExt as _, net::TcpListener};

    use super::*;

    #[tokio::test]
    async fn bodies_come_by_length_and_in_chunks() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a client");
            let whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
            let chunks = "HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
            for answer in [whole, chunks] {
                let mut asked = [0; 200];
                let _ = stream.read(&mut asked).await;
                stream.write_all(answer.as_bytes()).await.expect("sent");
            }
        });
        let mut client = Client::to(address).await.expect("connected");
        let first = client.get("/").await.expect("an answer");
        assert_eq!((first.status, first.body.as_slice()), (200, &b"ok"[..]));
        let second = client.get("/").await.expect("an answer");
        assert_eq!((second.status, second.body.as_slice()), (404, &b"abcde"[..]));
    }
}
