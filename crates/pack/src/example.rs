//! A pack may bring an example: units nobody has, and what speaks of them. An office that founds its own books takes
//! the rest.

use std::collections::BTreeMap;

/// The files of a pack without those that its `example` names: a path, or a folder and `/*`.
pub fn without_example(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let named = files.get("pack.toml").map(|text| named(text)).unwrap_or_default();
    let belongs = |path: &str| {
        named.iter().any(|name| match name.strip_suffix('*') {
            Some(folder) => path.starts_with(folder),
            None => path == name,
        })
    };
    files.iter().filter(|(path, _)| !belongs(path)).map(|(path, text)| (path.clone(), text.clone())).collect()
}

/// A card that cannot be read names nothing; loading says what is wrong with it.
fn named(card: &str) -> Vec<String> {
    let card: toml::Table = card.parse().unwrap_or_default();
    let names = card.get("example").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(card: &str, expect: &[&str]) {
        let files = ["logs/a.toml", "pack.toml", "targets/a.toml", "targets.toml", "units.toml"];
        let files = files.iter().map(|path| ((*path).to_owned(), card.to_owned())).collect();
        let kept: Vec<String> = without_example(&files).into_keys().collect();
        assert_eq!(kept, expect, "{card}");
    }

    #[test]
    fn what_belongs_to_the_example_is_left_out() {
        check("id = \"a\"", &["logs/a.toml", "pack.toml", "targets.toml", "targets/a.toml", "units.toml"]);
        check("example = [\"units.toml\", \"targets/*\"]", &["logs/a.toml", "pack.toml", "targets.toml"]);
        check("example = ", &["logs/a.toml", "pack.toml", "targets.toml", "targets/a.toml", "units.toml"]);
    }
}
