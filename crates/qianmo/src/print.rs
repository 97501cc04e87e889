//! What the commands print: JSON for programs, lines for people.

use kernel::{Finding, Problem};
use serde::Serialize;

/// JSON on standard output, one document.
pub fn json(value: &impl Serialize) -> Result<(), Problem> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Problem::new("server.broken", "结果写不出来。").detail(error))?;
    lines([text]);
    Ok(())
}

/// Lines on standard output; a reader that went away is no error.
pub fn lines(lines: impl IntoIterator<Item = String>) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    for line in lines {
        if writeln!(out, "{line}").is_err() {
            return;
        }
    }
}

/// Findings, one a line, errors first, and how many there were.
pub fn findings(findings: &[Finding]) {
    let (errors, warnings): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.is_error());
    lines(errors.iter().chain(&warnings).map(ToString::to_string));
    if !findings.is_empty() {
        lines([format!("共 {} 处错误，{} 处提醒。", errors.len(), warnings.len())]);
    }
}

/// Why a file could not be read or written, in words.
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{
        AddrInUse, AlreadyExists, IsADirectory, NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem,
        StorageFull,
    };
    match error.kind() {
        NotFound => "没有这个文件或目录".to_owned(),
        PermissionDenied => "没有权限".to_owned(),
        IsADirectory => "这是一个目录，不是文件".to_owned(),
        AlreadyExists | NotADirectory => "这里应当是一个目录，却是一个文件".to_owned(),
        StorageFull => "磁盘已满".to_owned(),
        ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        AddrInUse => "已被占用".to_owned(),
        _ => format!("系统没有答应（{}）", error.raw_os_error().unwrap_or_default()),
    }
}
