//! Asks a server on this machine whether it answers: for whoever watches over it and has no other program.

use std::{net::Ipv4Addr, process::ExitCode};

use kernel::Problem;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::print;

/// Enough for the first line of an answer.
const FIRST: usize = 64;

/// Exit 0 where it answers.
pub async fn run(port: u16) -> Result<ExitCode, Problem> {
    let silent = |detail: &dyn std::fmt::Display| {
        Problem::new("server.silent", format!("端口 {port} 上的阡陌没有回答。"))
            .hint("请看它是否在运行；刚启动的请稍等。")
            .detail(detail)
    };
    let asked = format!("GET /api/start HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    let answer = async {
        let mut link = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        link.write_all(asked.as_bytes()).await?;
        let mut first = Vec::new();
        link.take(FIRST as u64).read_to_end(&mut first).await?;
        std::io::Result::Ok(first)
    };
    let answer = answer.await.map_err(|error| silent(&error))?;
    if !answer.starts_with(b"HTTP/1.1 200") {
        return Err(silent(&String::from_utf8_lossy(&answer)));
    }
    print::lines([format!("http://127.0.0.1:{port} 在运行。")]);
    Ok(ExitCode::SUCCESS)
}
