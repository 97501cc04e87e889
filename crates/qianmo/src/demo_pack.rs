//! The township pack that the binary carries, so that `qianmo demo` needs nothing beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kernel::Problem;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../packs/township"]
struct Township;

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
