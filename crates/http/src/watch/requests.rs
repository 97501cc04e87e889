//! How many requests there were and how long they took, by the pattern of the route: never by an address, which names
//! records and holds what was searched for, and of which there is no end.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Upper ends of the histogram's buckets, in seconds as they are written.
pub(crate) const BUCKETS: [(&str, Duration); 11] = [
    ("0.005", Duration::from_millis(5)),
    ("0.01", Duration::from_millis(10)),
    ("0.025", Duration::from_millis(25)),
    ("0.05", Duration::from_millis(50)),
    ("0.1", Duration::from_millis(100)),
    ("0.25", Duration::from_millis(250)),
    ("0.5", Duration::from_millis(500)),
    ("1", Duration::from_secs(1)),
    ("2.5", Duration::from_millis(2_500)),
    ("5", Duration::from_secs(5)),
    ("10", Duration::from_secs(10)),
];

/// Pattern of the route and method.
pub(crate) type Key = (Arc<str>, &'static str);

/// Counts of one route and method.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Series {
    /// How many were answered with each status.
    pub statuses: BTreeMap<u16, u64>,
    /// How many took no longer than each bucket, and longer than the one before.
    pub buckets: [u64; BUCKETS.len() + 1],
    /// How long all took together.
    pub took: Duration,
}

/// All counts.
#[derive(Default)]
pub(crate) struct Requests {
    series: Mutex<BTreeMap<Key, Series>>,
}

impl Requests {
    pub fn count(&self, key: Key, status: u16, took: Duration) {
        let mut all = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        let series = all.entry(key).or_default();
        *series.statuses.entry(status).or_default() += 1;
        let bucket = BUCKETS.iter().position(|(_, end)| took <= *end).unwrap_or(BUCKETS.len());
        series.buckets[bucket] += 1;
        series.took += took;
    }

    pub fn read(&self) -> BTreeMap<Key, Series> {
        self.series.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A method by its name; one that nobody knows is not repeated.
pub(crate) fn method(method: &axum::http::Method) -> &'static str {
    use axum::http::Method;
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_is_in_one_bucket() {
        let requests = Requests::default();
        for (status, millis) in [(200, 5), (200, 6), (404, 1_000), (200, 60_000)] {
            requests.count((Arc::from("/a"), "GET"), status, Duration::from_millis(millis));
        }
        let all = requests.read();
        let series = &all[&(Arc::from("/a"), "GET")];
        assert_eq!(series.statuses, BTreeMap::from([(200, 3), (404, 1)]));
        assert_eq!(series.buckets, [1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
        assert_eq!(series.took, Duration::from_millis(61_011));
        assert_eq!(method(&axum::http::Method::from_bytes(b"ZHANGSAN").expect("a method")), "other");
    }
}
