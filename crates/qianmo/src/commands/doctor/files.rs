//! The data folder, its disk, the files that matter, and what was left lying about.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use http::watch::{LEAST_ROOM, LITTLE_ROOM, size};
use kernel::Problem;
use store::Keys;

use super::Line;
use crate::{installation::Installation, machine, print::reason};

/// Written and taken away again to see whether it can be.
const PROBE: &str = "doctor.part";

/// In the order in which a person would look.
pub fn look(at: &Installation) -> Vec<Line> {
    let folder = at.folder();
    if !folder.is_dir() {
        let said = format!("没有数据目录“{}”。", folder.display());
        return vec![Line::warn("folder", said, "用 --data 指明目录；新的目录在第一次启动时自动建立。")];
    }
    let mut lines = vec![writable(folder), room(folder)];
    lines.extend(photos(at.files()));
    if at.home().is_shared() || folder.join("store").is_dir() {
        lines.push(keys(folder));
        lines.extend(kept(folder, at.home().is_shared()));
    }
    lines.push(leftovers(folder));
    lines
}

/// Where photos and files lie, once there are some; elsewhere it may be another disk, or one that is not there today.
fn photos(folder: &Path) -> Option<Line> {
    let said = format!("照片和文件的目录“{}”", folder.display());
    match try_out(folder) {
        Ok(()) => Some(Line::ok("files", format!("{said}可以写入。"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            let hint = "请检查目录的所有者和权限；是共享目录的，看看挂上了没有。";
            Some(Line::wrong("files", format!("{said}写不进去：{}。", reason(&error)), hint))
        }
    }
}

fn try_out(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(PROBE);
    fs::write(&probe, PROBE).and_then(|()| fs::remove_file(&probe))
}

fn writable(folder: &Path) -> Line {
    match try_out(folder) {
        Ok(()) => Line::ok("folder", format!("数据目录“{}”可以写入。", folder.display())),
        Err(error) => {
            let said = format!("数据目录“{}”写不进去：{}。", folder.display(), reason(&error));
            Line::wrong("folder", said, "请检查目录的所有者和权限、磁盘是否已满或只读。")
        }
    }
}

fn room(folder: &Path) -> Line {
    match machine::room(folder) {
        None => Line::warn("room", "看不到磁盘还剩多少空间。", "请自行确认至少还有 2 GB。"),
        Some((free, all)) => {
            let said = format!("磁盘还剩 {}，共 {}。", size(free), size(all));
            match free {
                ..LEAST_ROOM => Line::wrong("room", said, "请马上清理磁盘，否则新的内容存不下。"),
                LEAST_ROOM..LITTLE_ROOM => Line::warn("room", said, "请安排清理磁盘，或把数据目录搬到大一些的盘。"),
                _ => Line::ok("room", said),
            }
        }
    }
}

fn keys(folder: &Path) -> Line {
    const HINT: &str = "请从备份恢复 keys.json；没有原来的密钥，账本无法核验，加密的内容无法读出。";
    let file = folder.join("keys.json");
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => return Line::wrong("keys", format!("密钥文件 keys.json 读不了：{}。", reason(&error)), HINT),
    };
    if let Err(Problem { message, .. }) = Keys::from_json(&text) {
        return Line::wrong("keys", message, HINT);
    }
    if is_open_to_others(&file) {
        let hint = "请运行 chmod 600 keys.json，只让运行阡陌的用户读。";
        return Line::warn("keys", "密钥文件 keys.json 别的用户也能读。", hint);
    }
    Line::ok("keys", "密钥文件 keys.json 可以读，只有所有者能读。")
}

/// Files that a server must be able to read and write.
fn kept(folder: &Path, is_shared: bool) -> Vec<Line> {
    let store = folder.join("store");
    let mut files = vec![store.join("heads.log"), store.join("qianmo.lock")];
    if !is_shared {
        files.push(store.join("qianmo.db"));
    }
    let closed: Vec<Line> = files
        .into_iter()
        .filter(|file| file.exists())
        .filter_map(|file| {
            // Opened for adding and nothing added: not even its time changes.
            let error = File::options().append(true).read(true).open(&file).err()?;
            let said = format!("{} 不能读写：{}。", inside(folder, &file), reason(&error));
            Some(Line::wrong("permissions", said, "请把数据目录里的文件交给运行阡陌的用户（chown -R）。"))
        })
        .collect();
    if closed.is_empty() { vec![Line::ok("permissions", "要紧的文件都能读写。")] } else { closed }
}

/// What a write that was cut short left behind.
fn leftovers(folder: &Path) -> Line {
    let mut found: Vec<String> = Vec::new();
    for place in [folder.to_path_buf(), folder.join("store"), folder.join("packs")] {
        let entries = fs::read_dir(&place).into_iter().flatten().flatten();
        found.extend(entries.filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name.ends_with(".part") || name.starts_with("store.unfinished")).then(|| inside(folder, &entry.path()))
        }));
    }
    if found.is_empty() {
        return Line::ok("leftovers", "没有中断时留下的文件。");
    }
    found.sort();
    let hint = "没有服务在运行时可以删掉：.part 是没写完的副本，store.unfinished 是没建完的账。";
    Line::warn("leftovers", format!("有中断时留下的文件：{}。", found.join("、")), hint)
}

fn inside(folder: &Path, file: &Path) -> String {
    file.strip_prefix(folder).map_or_else(|_| PathBuf::from(file), PathBuf::from).display().to_string()
}

#[cfg(unix)]
pub(super) fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(file).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(super) fn is_open_to_others(_: &Path) -> bool {
    false
}
