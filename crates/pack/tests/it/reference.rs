//! `docs/reference` says what the checks check. `UPDATE=1 cargo nextest run -p pack` writes it anew.

use std::{fs, path::Path};

fn check(path: &str, expect: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference").join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("docs/reference can be made");
        fs::write(&file, expect).expect("docs/reference can be written");
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == expect, "docs/reference/{path} is not current; run: UPDATE=1 cargo nextest run -p pack");
}

#[test]
fn schemas_are_current() {
    for (name, schema) in pack::json_schemas() {
        let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
        check(&format!("schemas/{name}"), &format!("{text}\n"));
    }
}

#[test]
fn the_page_is_current() {
    check("pack-files.md", &pack::reference_page());
}
