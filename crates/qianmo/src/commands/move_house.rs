//! Carries a county from one home to another: books, keys, and the pack in force.

use std::{fs, path::Path, process::ExitCode};

use app::{Actor, packs::Shelf as _};
use kernel::Problem;
use store::PackFile;

use crate::{
    backup::{
        contents::{self, Source, is_same},
        files,
    },
    installation::{Installation, write, write_private},
    print,
};

/// The first home is left as it was; the other must be empty. What was moved is verified where it is now.
pub async fn run(from: &Installation, to: &Installation) -> Result<ExitCode, Problem> {
    if from.folder() == to.folder() {
        return Err(Problem::new("data.same_folder", "搬出和搬入是同一个数据目录。").hint("请给新家一个新的数据目录。"));
    }
    if !from.is_founded().await? {
        return Err(Problem::new("data.empty", "要搬的数据目录里还没有账本。").hint("请核对 --from 写得对不对。"));
    }
    if to.home().holds_books().await? {
        return Err(not_empty());
    }
    // Opened once, so that the pack in force of a shared database lies in the folder too, and closed for nobody else to write.
    from.open().await?.close().await?;
    let digest = from.active_digest()?;
    let pack_files = from.in_force()?;
    // Books without their keys cannot be read: the keys go first. The name of the pack, which opens the house, goes last.
    let keys = from.folder().join("keys.json");
    let text = read(&keys)?;
    let there = to.folder().join("keys.json");
    if there.exists() && read(&there)? != text {
        return Err(not_empty());
    }
    write_private(&there, text.as_bytes())?;
    for (part, files) in [("base", &pack_files.base), ("overlay", &pack_files.overlay)] {
        for (path, text) in files {
            write(&to.folder().join("packs").join(&digest).join(part).join(path), text.as_bytes())?;
        }
    }
    let file = |part: &'static str| move |(path, text)| PackFile { part: part.to_owned(), path, text };
    let pack = pack_files
        .base
        .into_iter()
        .map(file("base"))
        .chain(pack_files.overlay.into_iter().map(file("overlay")))
        .collect();
    let cut = store::carry(&from.home(), &to.home(), Some((&digest, pack))).await?;
    // What records name must lie there before anybody opens the house.
    carry_files(from.files(), to.files())?;
    write(&to.folder().join("packs").join("active"), digest.as_bytes())?;
    let (findings, _) = to.verify(&Actor::local()).await?;
    if !findings.is_empty() {
        print::findings(&findings);
        return Ok(ExitCode::FAILURE);
    }
    print::lines([format!("已搬到 {}，核验完好，到 {cut}。旧的还在原处，请另存备份，不要再打开使用。", to.home())]);
    Ok(ExitCode::SUCCESS)
}

/// Photos and files as they lie, sealed; where both homes have one folder, nothing is to be done.
fn carry_files(from: &Path, to: &Path) -> Result<(), Problem> {
    if !from.is_dir() || is_same(from, to) {
        return Ok(());
    }
    for file in contents::files_in(from)? {
        let Source::File(path) = &file.from else { continue };
        let bytes = fs::read(path).map_err(|error| files(path, &error))?;
        write_private(&to.join(&file.name), &bytes)?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, Problem> {
    fs::read_to_string(file).map_err(|error| {
        Problem::new("data.files", format!("读“{}”时出错：{}。", file.display(), print::reason(&error)))
            .hint("请检查文件是否存在、当前用户是否有权限。")
    })
}

fn not_empty() -> Problem {
    Problem::new("store.not_empty", "目的地已经记过账，什么都没有搬。")
        .hint("请换一个空的数据目录，或一个空的数据库（模式）。")
}
