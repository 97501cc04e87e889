//! The township pack that the binary carries, so that `qianmo demo` needs nothing beside it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use kernel::Problem;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../packs/township"]
struct Township;

/// The carried pack's declarative files, by path.
pub fn files() -> BTreeMap<String, String> {
    let text = |name: &str| String::from_utf8(Township::get(name)?.data.into_owned()).ok();
    let declarative = Township::iter().filter(|name| !name.starts_with("demo/"));
    declarative.filter_map(|name| Some((name.to_string(), text(&name)?))).collect()
}

/// Lays the carried pack out in a folder and answers it.
pub fn unpack(folder: &Path) -> Result<PathBuf, Problem> {
    let target = folder.join("demo-pack");
    for name in Township::iter() {
        let Some(file) = Township::get(&name) else { continue };
        let path = target.join(name.as_ref());
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &file.data));
        written.map_err(|error| {
            Problem::new("data.files", format!("写入“{}”时出错：{error}。", path.display()))
                .hint("请检查磁盘空间和权限。")
        })?;
    }
    Ok(target)
}
