//! Wrong packs. Each case edits the sample and says what must be found, all of it and nothing else:
//! `//= title`, `//~ file | old | new` (a replacement, `\n` is a line break), `//- file` (a whole file),
//! `//x file` (a file taken away), `//? code file:line`.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::LazyLock,
};

use pack::sample;

/// Read when the tests run, so that a new case is data.
static CASES: LazyLock<String> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong/cases.txt");
    std::fs::read_to_string(file).expect("the cases stand beside the tests")
});

struct Case<'a> {
    title: &'a str,
    files: BTreeMap<String, String>,
    expect: Vec<&'a str>,
}

fn cases() -> Vec<Case<'static>> {
    CASES.split("//= ").skip(1).map(case).collect()
}

fn case(text: &'static str) -> Case<'static> {
    let title = text.lines().next().unwrap_or_default();
    let mut files = sample::files(sample::FILES);
    for line in text.lines() {
        if let Some(edit) = line.strip_prefix("//~ ") {
            let parts: Vec<&str> = edit.split(" | ").collect();
            let [path, old, new] = parts[..] else { panic!("{title}: not an edit: {line}") };
            let file = files.get_mut(path).unwrap_or_else(|| panic!("{title}: no file {path}"));
            let (old, new) = (old.replace("\\n", "\n"), new.replace("\\n", "\n"));
            assert!(file.contains(&old), "{title}: {path} does not hold {old}");
            *file = file.replacen(&old, &new, 1);
        } else if let Some(path) = line.strip_prefix("//x ") {
            assert!(files.remove(path).is_some(), "{title}: no file {path}");
        }
    }
    let whole: String = text
        .lines()
        .filter(|line| !line.starts_with("//?") && !line.starts_with("//~"))
        .fold(String::new(), |text, line| text + line + "\n");
    files.extend(sample::files(&whole));
    let expect = text.lines().filter_map(|line| line.strip_prefix("//? ")).collect();
    Case { title, files, expect }
}

/// What was found, or how it differs from what must be found.
fn check(case: &Case<'_>) -> Result<Vec<String>, String> {
    let (pack, findings) = pack::load_files(case.files.clone());
    let at = |finding: &kernel::Finding| {
        let place = &finding.place;
        let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{} {}{line}", finding.code, place.file.as_deref().unwrap_or_default())
    };
    let mut found: Vec<String> = findings.iter().map(at).collect();
    let mut expect: Vec<String> = case.expect.iter().map(|line| (*line).to_owned()).collect();
    found.sort();
    expect.sort();
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let missed: Vec<&String> = expect.iter().filter(|line| !found.contains(line)).collect();
    let silent: Vec<String> = findings.iter().filter(|f| f.hint.is_none()).map(ToString::to_string).collect();
    if found == expect && pack.is_none() && silent.is_empty() {
        return Ok(found);
    }
    Err(format!("{}\n  found:\n{}\n  missed: {missed:#?}\n  without hint: {silent:#?}", case.title, told.join("\n")))
}

#[test]
fn every_wrong_pack_is_told_all_that_is_wrong() {
    let wrong: Vec<String> = cases().iter().filter_map(|case| check(case).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_code_is_provoked() {
    let provoked: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| case.expect.iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()))
        .collect();
    // Broken bytes and overlays cannot be written into this file; the tests beside this one provoke them.
    let elsewhere = ["pack.unreadable", "pack.locked", "pack.wrong_base"];
    let missing: Vec<&str> = pack::CODES
        .iter()
        .map(|code| code.code)
        .filter(|code| !provoked.contains(*code) && !elsewhere.contains(code))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn twenty_mistakes_are_twenty_findings() {
    let cases = cases();
    let twenty = cases.iter().find(|case| case.title == "twenty different mistakes").expect("the case is there");
    let found = check(twenty).expect("the case holds");
    let codes: BTreeSet<&str> = found.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!((found.len(), codes.len()), (20, 20));
}

#[test]
fn a_file_that_is_not_text_is_one_finding() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (path, text) in sample::files(sample::FILES) {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("a folder can be made");
        std::fs::write(file, text).expect("a file can be written");
    }
    let load = || pack::load(folder.path());
    assert_eq!(load().0.map(|pack| pack.digest), Some(sample::pack().digest), "folder and files are one pack");
    std::fs::write(folder.path().join("codes/gb.toml"), [0xc4, 0xe3]).expect("a file can be written");
    let (pack, findings) = load();
    assert!(pack.is_none());
    assert_eq!(findings.iter().map(|f| f.code.as_str()).collect::<Vec<_>>(), ["pack.unreadable"]);
    let (pack, findings) = pack::load(&folder.path().join("nowhere"));
    assert!(pack.is_none());
    assert_eq!(findings.first().map(|f| f.code.as_str()), Some("pack.unreadable"));
}

#[test]
fn a_missing_line_is_told_or_does_not_matter() {
    let lines: Vec<&str> = sample::FILES.lines().collect();
    let mut told = 0;
    for at in (0..lines.len()).filter(|at| !lines[*at].starts_with("//- ")) {
        let text = lines
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != at)
            .fold(String::new(), |text, (_, line)| text + line + "\n");
        let (pack, findings) = pack::load_files(sample::files(&text));
        assert_eq!(pack.is_none(), findings.iter().any(kernel::Finding::is_error), "without {:?}", lines[at]);
        assert!(findings.iter().all(|finding| finding.place.file.is_some()), "without {:?}", lines[at]);
        told += usize::from(pack.is_none());
    }
    assert!(told > lines.len() / 3, "most lines matter: {told} of {}", lines.len());
}
