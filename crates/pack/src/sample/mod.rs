//! A tiny pack about nothing in particular, for the tests of every room: one register, one log, one case, one of
//! each way to compute, and units of which one moved and one was split.

use std::collections::BTreeMap;

use crate::model::Pack;

/// The sample's files as one text, each file after a line `//- path`.
pub const FILES: &str = include_str!("files.txt");

/// The sample, checked.
pub fn pack() -> Pack {
    let (pack, findings) = crate::load_files(files(FILES));
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    pack.unwrap_or_else(|| panic!("the sample pack has findings:\n{}", told.join("\n")))
}

/// The sample with more files, or others in their place, written as [`FILES`] are.
pub fn pack_with(more: &str) -> Pack {
    let mut all = files(FILES);
    all.extend(files(more));
    let (pack, findings) = crate::load_files(all);
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    pack.unwrap_or_else(|| panic!("the sample pack has findings:\n{}", told.join("\n")))
}

/// A ledger of photos and files, to be laid over the sample.
pub const SHOTS: &str = include_str!("shots.txt");

/// Three forms: two rosters, of which one speaks of persons, and a summary by village; to be laid over the sample.
pub const FORMS: &str = include_str!("forms.txt");

/// The roles of the sample and one more that declares; to be laid over the sample.
pub const DECLARES: &str = include_str!("declares.txt");

/// Cuts a text at its lines `//- path` into files by path.
pub fn files(text: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut current: Option<String> = None;
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("//- ") {
            current = Some(path.trim().to_owned());
            files.insert(path.trim().to_owned(), String::new());
        } else if let Some(file) = current.as_ref().and_then(|path| files.get_mut(path)) {
            file.push_str(line);
            file.push('\n');
        }
    }
    files
}

#[cfg(test)]
mod tests {
    #[test]
    fn loads() {
        let pack = super::pack();
        assert_eq!(pack.identity().map(|ledger| ledger.id.as_str()), Some("being"));
        let books: Vec<(&str, &str)> = pack.units.iter().map(|unit| (unit.id.as_str(), unit.book.as_str())).collect();
        let expect = [
            ("c", "c"),
            ("t1", "t1"),
            ("t2", "t2"),
            ("v1", "t1"),
            ("v2", "t1"),
            ("v3", "t2"),
            ("v3a", "t2"),
            ("v3b", "t2"),
            ("v4", "t2"),
        ];
        assert_eq!(books, expect);
    }
}
