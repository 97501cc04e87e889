//! The only IO of this room: a folder → its declarative files, by path relative to the folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use kernel::Place;

use crate::check::{Findings, codes};

/// Reads what declares something: TOML outside `demo/`, templates, `coverage.csv`. Hidden files are passed over.
pub(crate) fn read_folder(folder: &Path, out: &mut Findings) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![(folder.to_path_buf(), String::new())];
    while let Some((path, prefix)) = waiting.pop() {
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) => {
                unreadable(&path, &prefix, &reason(&error), out);
                continue;
            }
        };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let inner = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            // A link may lead in a circle or out of the pack; what a pack says lies in it.
            if entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
                unreadable(&entry.path(), &inner, &"这是一个链接，不是文件本身", out);
                continue;
            }
            match entry.path() {
                path if path.is_dir() => waiting.push((path, inner)),
                path if is_declarative(&inner) => match read_text(&path) {
                    Ok(text) => drop(files.insert(inner, text)),
                    Err(error) => unreadable(&path, &inner, &error, out),
                },
                _ => {}
            }
        }
    }
    files
}

/// Whether a file of this path declares something.
pub(crate) fn is_declarative(path: &str) -> bool {
    let in_demo = path.starts_with("demo/");
    let template = path.starts_with("reports/") && path.ends_with(".md");
    !in_demo && (path.ends_with(".toml") || template || path == "coverage.csv")
}

fn read_text(path: &PathBuf) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| reason(&error).to_owned())?;
    String::from_utf8(bytes).map_err(|_| "不是 UTF-8 编码".to_owned())
}

fn reason(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "没有这个文件或文件夹",
        std::io::ErrorKind::PermissionDenied => "没有权限",
        std::io::ErrorKind::NotADirectory => "这不是一个文件夹",
        _ => "系统没有答应",
    }
}

fn unreadable(path: &Path, inner: &str, error: &dyn std::fmt::Display, out: &mut Findings) {
    let file = if inner.is_empty() { path.display().to_string() } else { inner.to_owned() };
    out.error(&codes::UNREADABLE, Place::file(file), format!("读不了：{error}。"))
        .hint("请确认文件存在、可读，并另存为 UTF-8 编码的文本。");
}
