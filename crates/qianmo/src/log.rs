//! What is written down while the program runs: one line of JSON an event, on standard error; on a terminal, text.
//!
//! `QIANMO_LOG` is a level (`error`, `warn`, `info`, `debug`, `trace`) or levels by room (`info,store=debug`);
//! `QIANMO_LOG_FORMAT` is `json` or `text`. Only our own rooms are heard: what a library says at `debug` may be what a
//! person wrote, and nobody has read all of it. Nor are the words of a panic written down unless they are ours.

use std::{io::IsTerminal as _, panic};

use tracing_subscriber::{
    Layer as _,
    filter::{LevelFilter, Targets},
    fmt,
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

/// Whose events are heard.
const ROOMS: [&str; 9] = ["app", "expr", "figures", "http", "pack", "qianmo", "report", "rules", "store"];

/// Begins. Who serves tells of every request; a command speaks to whoever typed it, and logs only what went wrong.
pub fn begin(serves: bool) {
    let said = setting("QIANMO_LOG");
    let usual = if serves { LevelFilter::INFO } else { LevelFilter::ERROR };
    let text = match setting("QIANMO_LOG_FORMAT").as_str() {
        "text" => true,
        "json" => false,
        _ => std::io::stderr().is_terminal(),
    };
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = if text {
        lines.with_ansi(std::io::stderr().is_terminal()).boxed()
    } else {
        lines.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed()
    };
    tracing_subscriber::registry().with(lines.with_filter(heard(&said, usual))).init();
    panic::set_hook(Box::new(fallen));
}

fn setting(name: &str) -> String {
    std::env::var_os(name).map(|said| said.to_string_lossy().trim().to_owned()).unwrap_or_default()
}

/// Our rooms at one level, and single ones at their own. What names no room of ours is passed over.
fn heard(said: &str, usual: LevelFilter) -> Targets {
    // Nothing said is not the least that can be said, as the library would read it.
    let parts: Vec<&str> = said.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let general = parts.iter().find_map(|part| part.parse().ok()).unwrap_or(usual);
    let own = parts.iter().filter_map(|part| {
        let (target, level) = part.split_once('=')?;
        let is_ours = ROOMS.contains(&target.split("::").next().unwrap_or_default());
        level.parse::<LevelFilter>().ok().filter(|_| is_ours).map(|level| (target.to_owned(), level))
    });
    Targets::new().with_targets(ROOMS.map(|room| (room, general))).with_targets(own)
}

/// A panic's place, and its words where they stand in the program; words made at run time may be those of a record.
fn fallen(panic: &panic::PanicHookInfo<'_>) {
    let at = panic.location().map(ToString::to_string);
    let words = panic.payload().downcast_ref::<&'static str>();
    tracing::error!(at, words, "panic");
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn only_our_rooms_are_heard() {
        let check = |said: &str, target: &str, level: Level, expect: bool| {
            let heard = heard(said, LevelFilter::INFO);
            assert_eq!(heard.would_enable(target, &level), expect, "{said}: {target} at {level}");
        };
        check("", "http::watch::layer", Level::INFO, true);
        check("", "store::engine", Level::DEBUG, false);
        check("trace", "store::engine", Level::TRACE, true);
        check("trace", "sqlx::query", Level::ERROR, false);
        check("trace,sqlx=trace", "sqlx::query", Level::ERROR, false);
        check("warn,store=debug", "store::write", Level::DEBUG, true);
        check("warn,store=debug", "http::watch::layer", Level::INFO, false);
        check("nonsense", "http::watch::layer", Level::INFO, true);
    }
}
