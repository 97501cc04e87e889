//! `GET /metrics`: counts and gauges in the text format of Prometheus, which many programs read. A label is a pattern, a
//! method, a status or a kind, so the number of series has an end and none of them names anybody.

use std::{
    fmt::{Display, Write as _},
    time::Duration,
};

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kernel::Slow;

use super::{
    VERSION,
    requests::{BUCKETS, Requests},
};
use crate::start::Gate;

const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What a collector of measurements reads.
#[utoipa::path(get, path = "/metrics", operation_id = "read_metrics",
    responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn metrics(State(gate): State<Gate>) -> Response {
    let (watched, sight) = (gate.watched(), gate.watched().machine.look());
    let mut page = Page::default();
    page.head("qianmo_info", "gauge", "The version that runs.");
    page.line("qianmo_info", &[("version", VERSION)], 1);
    page.one("qianmo_uptime_seconds", "gauge", "Seconds since the start.", seconds(watched.uptime()));
    page.one("qianmo_founded", "gauge", "Whether there are books.", u8::from(gate.is_open()));
    page.maybe("process_resident_memory_bytes", "Memory of the process.", sight.memory);
    page.maybe("process_open_fds", "Files and connections the process has open.", sight.open_files);
    page.maybe("qianmo_disk_free_bytes", "Free on the disk of the data folder.", sight.free);
    requests(&mut page, &watched.requests);
    let mut slow = Slow::ALL.map(|kind| watched.watch.count(kind));
    if let Some(service) = gate.service() {
        for (count, kind) in slow.iter_mut().zip(Slow::ALL) {
            *count += service.store().watch().count(kind);
        }
        store(&mut page, &service).await;
        figures(&mut page, service.engine().metered().await);
        page.one("qianmo_imports_running", "gauge", "Imports on their way.", gate.imports_running());
    }
    page.head("qianmo_slow_total", "counter", "What took longer than its limit.");
    for (count, kind) in slow.into_iter().zip(Slow::ALL) {
        page.line("qianmo_slow_total", &[("kind", kind.name())], count);
    }
    ([(header::CONTENT_TYPE, KIND)], page.text).into_response()
}

fn requests(page: &mut Page, requests: &Requests) {
    const COUNT: &str = "qianmo_http_requests_total";
    const TOOK: &str = "qianmo_http_request_duration_seconds";
    let all = requests.read();
    page.head(COUNT, "counter", "Requests answered.");
    for ((route, method), series) in &all {
        for (status, count) in &series.statuses {
            page.line(COUNT, &[("route", route), ("method", method), ("status", &status.to_string())], count);
        }
    }
    page.head(TOOK, "histogram", "How long requests took.");
    for ((route, method), series) in &all {
        let mut sum = 0;
        let ends = BUCKETS.iter().map(|(end, _)| *end).chain(["+Inf"]);
        for (end, count) in ends.zip(series.buckets) {
            sum += count;
            page.line(&format!("{TOOK}_bucket"), &[("route", route), ("method", method), ("le", end)], sum);
        }
        page.line(&format!("{TOOK}_sum"), &[("route", route), ("method", method)], seconds(series.took));
        page.line(&format!("{TOOK}_count"), &[("route", route), ("method", method)], sum);
    }
}

async fn store(page: &mut Page, service: &app::Service) {
    let store = service.store();
    let now = store.metered();
    page.one("qianmo_commits_total", "counter", "Changes kept.", now.commits);
    page.one("qianmo_commits_repeated_total", "counter", "Changes asked for again.", now.repeated);
    page.one("qianmo_commits_refused_total", "counter", "Changes refused.", now.refused);
    page.one("qianmo_rows_written_total", "counter", "Rows written by Changes.", now.rows);
    page.one("qianmo_changes_waiting", "gauge", "Changes waiting for the writer.", now.waiting);
    page.one("qianmo_writer_alive", "gauge", "Whether there is a writer.", u8::from(now.is_writing));
    page.one("qianmo_statements_total", "counter", "Statements put to the database.", now.statements);
    page.one("qianmo_statements_failed_total", "counter", "Statements that failed.", now.failed);
    page.one("qianmo_statements_seconds_total", "counter", "How long statements took.", seconds(now.took));
    page.maybe("qianmo_store_bytes", "What the database takes.", store.size().await.ok().flatten());
}

fn figures(page: &mut Page, now: figures::Metered) {
    page.one("qianmo_figure_questions_total", "counter", "Questions for figures.", now.questions);
    page.one("qianmo_figure_questions_refused_total", "counter", "Questions that were refused.", now.refused);
    page.one("qianmo_figures_total", "counter", "Figures answered.", now.figures);
    page.one("qianmo_figure_seconds_total", "counter", "How long questions took.", seconds(now.took));
    page.one("qianmo_lists_total", "counter", "Pages of lists.", now.lists);
    page.one("qianmo_lists_by_columns_total", "counter", "Pages of lists from memory.", now.lists_by_columns);
    let columns = now.columns;
    page.one("qianmo_columns_ledgers", "gauge", "Ledgers held in memory.", columns.ledgers);
    page.one("qianmo_columns_books", "gauge", "Books held in memory.", columns.books);
    page.one("qianmo_columns_rows", "gauge", "Rows held in memory.", columns.rows);
    page.one("qianmo_columns_bytes", "gauge", "Memory they take, about.", columns.bytes);
    page.one("qianmo_columns_builds_total", "counter", "Ledgers read from their first Change.", columns.builds);
    page.one("qianmo_columns_updates_total", "counter", "Ledgers to which what is new was added.", columns.updates);
}

fn seconds(took: Duration) -> String {
    format!("{}.{:06}", took.as_secs(), took.subsec_micros())
}

/// The text, line by line.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let escape = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let labels: Vec<String> = labels.iter().map(|(key, said)| format!("{key}=\"{}\"", escape(said))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.text, "{name}{labels} {value}");
    }

    fn one(&mut self, name: &str, kind: &str, help: &str, value: impl Display) {
        self.head(name, kind, help);
        self.line(name, &[], value);
    }

    /// What nobody could see has no line: a 0 would be a lie.
    fn maybe(&mut self, name: &str, help: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.one(name, "gauge", help, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up_and_labels_are_escaped() {
        let (mut page, counted) = (Page::default(), Requests::default());
        for millis in [4, 6, 20_000] {
            counted.count(("/a\"b".into(), "GET"), 200, Duration::from_millis(millis));
        }
        requests(&mut page, &counted);
        for line in [
            "qianmo_http_requests_total{route=\"/a\\\"b\",method=\"GET\",status=\"200\"} 3",
            "qianmo_http_request_duration_seconds_bucket{route=\"/a\\\"b\",method=\"GET\",le=\"0.005\"} 1",
            "qianmo_http_request_duration_seconds_bucket{route=\"/a\\\"b\",method=\"GET\",le=\"10\"} 2",
            "qianmo_http_request_duration_seconds_bucket{route=\"/a\\\"b\",method=\"GET\",le=\"+Inf\"} 3",
            "qianmo_http_request_duration_seconds_sum{route=\"/a\\\"b\",method=\"GET\"} 20.010000",
        ] {
            assert!(page.text.lines().any(|said| said == line), "{line}\n{}", page.text);
        }
    }
}
