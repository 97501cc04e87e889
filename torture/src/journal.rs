//! The journal as the server tells it.

use serde_json::Value as Json;

use crate::{
    client::{Call, Client},
    oracle::{BOOK, Mark},
};

/// One Change.
#[derive(Clone, Debug)]
pub struct Entry {
    pub seq: u64,
    pub at: String,
    pub request: String,
    pub reason: String,
    pub rows: u64,
}

/// All Changes after a number, in their order.
pub fn since(client: &mut Client, after: u64) -> Result<Vec<Entry>, String> {
    let mut found = Vec::new();
    let mut before = String::new();
    loop {
        let page = client.ask(&Call::get(format!("/api/books/{BOOK}/changes?limit=500{before}")))?;
        let entries: Vec<Entry> = page["changes"].as_array().into_iter().flatten().map(entry).collect();
        let ends = entries.iter().any(|entry| entry.seq <= after);
        found.extend(entries.into_iter().filter(|entry| entry.seq > after));
        match page["next"].as_u64() {
            Some(next) if !ends => before = format!("&before={next}"),
            _ => break,
        }
    }
    found.reverse();
    Ok(found)
}

/// The Change of a request, where there is one.
pub fn find(client: &mut Client, mark: &Mark) -> Result<Option<u64>, String> {
    let all = since(client, 0)?;
    Ok(all.into_iter().find(|entry| mark.names(&entry.request, &entry.reason)).map(|entry| entry.seq))
}

fn entry(said: &Json) -> Entry {
    let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    Entry {
        seq: said["seq"].as_u64().unwrap_or_default(),
        at: text("at"),
        request: text("request"),
        reason: text("reason"),
        rows: said["rows"].as_u64().unwrap_or_default(),
    }
}
