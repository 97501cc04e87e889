//! The trees as JSON, committed for the browser's test. `UPDATE=1` writes them anew.

use std::fmt::Write;

use crate::cases::compiled;

#[test]
fn the_trees_the_browser_is_tested_with_are_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/cases.ir.json");
    let mut text = String::from("{\n");
    for (index, (case, expression)) in compiled().into_iter().enumerate() {
        let comma = if index == 0 { "" } else { ",\n" };
        let name = serde_json::to_string(&case.name).expect("a name");
        write!(text, "{comma}{name}: {}", expression.to_json()).expect("writes");
    }
    text.push_str("\n}\n");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &text).expect("writes");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == text, "cases.ir.json is stale: run the tests of expr once with UPDATE=1");
}
