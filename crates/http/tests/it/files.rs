//! Photos and files over the wire: what is refused while it comes in, and how a browser is kept from making more of them.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, header},
};
use http_body::Frame;
use serde_json::{Value as Json, json};

use crate::server::Server;

const PDF: &[u8] = b"%PDF-1.4\n% not much of one\n%%EOF\n";

fn request(method: &str, path: &str, body: Body) -> axum::http::request::Request<Body> {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8630");
    request.header(header::CONTENT_TYPE, "application/octet-stream").body(body).expect("a request")
}

async fn hand(server: &Server, name: &str, body: Body) -> (u16, Json) {
    let path = format!("/api/ledgers/shot/files?field=paper&name={name}");
    let (status, _, bytes) = server.send(request("POST", &path, body)).await;
    (status.as_u16(), serde_json::from_slice(&bytes).expect("json"))
}

async fn get(server: &Server, path: &str, tag: Option<&str>) -> (u16, HeaderMap, Vec<u8>) {
    let mut request = request("GET", path, Body::empty());
    if let Some(tag) = tag {
        request.headers_mut().insert(header::IF_NONE_MATCH, tag.parse().expect("a tag"));
    }
    let response = server.answer(request).await;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    (status, headers, to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec())
}

/// The address of a record that names a file.
async fn record(server: &Server, number: &str, file: &Json) -> String {
    let fields = json!({ "number": number, "on": "2022-03-05", "paper": file["file"] });
    let new = json!({ "request": number, "unit": "v1", "fields": fields });
    let (status, receipt) = server.call("POST", "/api/ledgers/shot/records", Some(new)).await;
    assert_eq!(status, 200, "{receipt}");
    format!("/api/ledgers/shot/records/t1/{}", receipt["record"].as_str().expect("a record"))
}

/// Comes in pieces, and breaks off where it is said to.
struct Coming {
    pieces: usize,
    breaks: bool,
}

impl http_body::Body for Coming {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(match self.pieces {
            0 if self.breaks => Some(Err(io::ErrorKind::ConnectionReset.into())),
            0 => None,
            _ => {
                self.pieces -= 1;
                Some(Ok(Frame::data(Bytes::from_static(&[b'x'; 1 << 20]))))
            }
        })
    }
}

#[tokio::test]
async fn a_file_comes_back_as_what_it_is_and_no_more() {
    let server = Server::with(pack::sample::pack_with(pack::sample::SHOTS)).await;
    let text = "名称,\"<script>alert(1)</script>\"\n";
    let names = "..%2F..%2F%E9%99%84%E4%BB%B6%20%22x%22%0d%0aSet-Cookie:%20a=b.html";
    for (number, name, bytes, kind, disposition) in [
        ("1", "%E6%89%B9%E5%A4%8D.pdf", PDF, "application/pdf", "inline; filename*=UTF-8''%E6%89%B9%E5%A4%8D.pdf"),
        (
            "2",
            names,
            text.as_bytes(),
            "text/plain; charset=utf-8",
            "attachment; filename*=UTF-8''%E9%99%84%E4%BB%B6%20x%20Set-Cookie%20a%3Db.html.txt",
        ),
    ] {
        let (status, file) = hand(&server, name, Body::from(bytes)).await;
        assert_eq!(status, 200, "{file}");
        let record = record(&server, number, &file).await;
        let shown = server.get(&record).await;
        assert_eq!((&shown["shown"]["paper"], &shown["files"]["paper"]), (&file["name"], &file), "{shown}");
        let path = format!("{record}/files/paper");
        let (status, headers, given) = get(&server, &path, None).await;
        assert_eq!((status, given.as_slice()), (200, bytes));
        let said = |name: header::HeaderName| headers[name].to_str().expect("text").to_owned();
        assert_eq!(
            (said(header::CONTENT_TYPE).as_str(), said(header::CONTENT_DISPOSITION).as_str()),
            (kind, disposition)
        );
        assert!(said(header::CONTENT_SECURITY_POLICY).starts_with("sandbox; default-src 'none'"), "{headers:?}");
        assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(said(header::CACHE_CONTROL), "private, no-cache");
        let (status, _, again) = get(&server, &path, Some(&said(header::ETAG))).await;
        assert_eq!((status, again.len()), (304, 0), "what a browser has, it is not sent again");
        let own = format!("/api/ledgers/shot/files/{}", file["file"].as_str().expect("an id"));
        let (status, headers, _) = get(&server, &own, None).await;
        assert_eq!((status, &headers[header::CACHE_CONTROL]), (200, &"no-store".parse().expect("a value")));
    }
}

#[tokio::test]
async fn what_is_too_large_or_broken_off_leaves_nothing() {
    let server = Server::with(pack::sample::pack_with(pack::sample::SHOTS)).await;
    // Nothing of it is ever sent.
    let mut said = request("POST", "/api/ledgers/shot/files?field=paper&name=a.txt", Body::empty());
    said.headers_mut().insert(header::CONTENT_LENGTH, (21 << 20).to_string().parse().expect("a length"));
    let (status, _, answer) = server.send(said).await;
    let answer: Json = serde_json::from_slice(&answer).expect("json");
    assert_eq!((status.as_u16(), &answer["code"]), (413, &json!("file.too_large")), "{answer}");
    for (pieces, breaks, status, code) in [
        // It never says how long it is, and never ends.
        (usize::MAX, false, 413, "file.too_large"),
        (21, false, 413, "file.too_large"),
        (3, true, 400, "request.body"),
    ] {
        let (was, answer) = hand(&server, "a.txt", Body::new(Coming { pieces, breaks })).await;
        assert_eq!((was, &answer["code"]), (status, &json!(code)), "{answer}");
        assert!(answer["hint"].is_string());
    }
    assert!(!server.folder().join("files").exists(), "no half of a file");
    let (status, file) = hand(&server, "a.txt", Body::new(Coming { pieces: 20, breaks: false })).await;
    assert_eq!((status, &file["size"]), (200, &json!(20 << 20)), "as large as may be");
}
