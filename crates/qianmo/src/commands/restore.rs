//! Makes a data folder of a backup: checked part by part, verified, and only then put in its place.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use app::Actor;
use kernel::{Finding, Problem};
use store::{Home, Keys, Store};

use crate::{
    backup::{
        archive::Archive,
        contents::{KEYS, PACKS, STORE},
        damaged, files,
        manifest::Manifest,
        place::{private_folder, sync_folder},
    },
    installation::{FILES, RESTORING},
    print,
    world::{SystemClock, SystemRandom},
};

/// What was asked.
pub struct Wanted {
    /// The backup.
    pub file: PathBuf,
    /// The new data folder.
    pub to: PathBuf,
    /// The keys, where they were kept apart.
    pub keys: Option<PathBuf>,
}

/// Problems: `restore.not_empty`, `restore.no_keys`, `restore.other_keys`, `backup.damaged`, `backup.newer`. Whatever it
/// is, nothing was put in place then. Books that do not verify are put in place with their findings: they may be all
/// there is.
pub async fn run(wanted: Wanted) -> Result<ExitCode, Problem> {
    let Wanted { file, to, keys } = wanted;
    let mut archive = Archive::open(&file)?;
    let there = to.exists();
    if there && !is_empty(&to)? {
        return Err(not_empty(&to));
    }
    fs::create_dir_all(&to).map_err(|error| files(&to, &error))?;
    let staging = to.join(RESTORING);
    if staging.exists() {
        fs::remove_dir_all(&staging).map_err(|error| files(&staging, &error))?;
    }
    private_folder(&staging).map_err(|error| files(&staging, &error))?;
    let done = unpack_and_verify(&mut archive, &file, &staging, keys.as_deref()).await;
    let findings = match done.and_then(|findings| put_in_place(&staging, &to).map(|()| findings)) {
        Ok(findings) => findings,
        Err(problem) => {
            let _ = fs::remove_dir_all(&staging);
            if !there {
                let _ = fs::remove_dir(&to);
            }
            return Err(problem);
        }
    };
    tell(&archive.manifest, &to, &findings);
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn unpack_and_verify(
    archive: &mut Archive,
    file: &Path,
    staging: &Path,
    keys: Option<&Path>,
) -> Result<Vec<Finding>, Problem> {
    let parts = archive.manifest.parts.clone();
    let books = format!("{STORE}/qianmo.db");
    if !parts.iter().any(|part| part.name == books) || !parts.iter().any(|part| part.name.starts_with(PACKS)) {
        return Err(damaged(file, "parts"));
    }
    for part in &parts {
        let path = staging.join(&part.name);
        let folder = path.parent().unwrap_or(staging);
        fs::create_dir_all(folder).map_err(|error| files(folder, &error))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(&path).map_err(|error| files(&path, &error))?;
        archive.read(part, &mut out)?;
        out.sync_all().map_err(|error| files(&path, &error))?;
    }
    let own = staging.join(KEYS);
    if let Some(keys) = keys {
        let text = fs::read(keys).map_err(|error| files(keys, &error))?;
        crate::installation::write_private(&own, &text)?;
    }
    let text = fs::read_to_string(&own).map_err(|_| {
        Problem::new("restore.no_keys", "这个备份里没有密钥，还不能恢复。")
            .hint("请用 --keys 写出当时另存的 keys.json 在哪里。")
    })?;
    verify(&archive.manifest, file, staging, Keys::from_json(&text)?).await
}

async fn verify(manifest: &Manifest, file: &Path, staging: &Path, keys: Keys) -> Result<Vec<Finding>, Problem> {
    let allowed = Actor::local().may_administer().ok_or_else(|| damaged(file, "actor"))?;
    let (home, files) = (Home::Folder(staging.join(STORE)), staging.join(FILES));
    let options = store::Options { home, keys, random: Arc::new(SystemRandom), files };
    let store = Store::open(options, Arc::new(SystemClock)).await?;
    let looked = async {
        if !store.begins_with_keys().await? {
            return Err(Problem::new("restore.other_keys", "密钥与这个备份里的账本不符，什么都没有恢复。")
                .hint("请找出做这个备份时数据目录里的 keys.json，用 --keys 写出来。"));
        }
        let looked = (store.facts(&allowed).await?, store.verify(&allowed).await?);
        // Numbers go on from an earlier place, and the house that made the backup may still be there.
        store.rest_hooks("从备份恢复：请先告诉对方变更编号重新数过，再恢复推送").await?;
        Ok(looked)
    }
    .await;
    store.close().await?;
    let (facts, findings) = looked?;
    if manifest.fits(&facts) { Ok(findings) } else { Err(damaged(file, "heads")) }
}

/// The folder of packs goes last, and then the mark that something is under way: until then no program opens it.
fn put_in_place(staging: &Path, to: &Path) -> Result<(), Problem> {
    let mut names: Vec<_> = fs::read_dir(staging)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<_, _>>())
        .map_err(|error| files(staging, &error))?;
    names.sort_by_key(|name| name == PACKS);
    for name in names {
        fs::rename(staging.join(&name), to.join(&name)).map_err(|error| files(&to.join(&name), &error))?;
    }
    sync_folder(to).map_err(|error| files(to, &error))?;
    fs::remove_dir(staging).map_err(|error| files(staging, &error))
}

fn tell(manifest: &Manifest, to: &Path, findings: &[Finding]) {
    let last = manifest.last.as_deref().unwrap_or("-");
    print::lines([
        format!("已恢复到 {}：{} 条记录，{} 次变更。", to.display(), manifest.records, manifest.changes),
        format!("  数据截至 {last}；备份做于 {}，程序 {}。", manifest.made, manifest.program),
    ]);
    if findings.is_empty() {
        let cut: Vec<String> = manifest.books.iter().map(|book| format!("{}:{}", book.book, book.seq)).collect();
        print::lines([format!("  核验完好，到 {}。", cut.join(","))]);
    } else {
        print::lines(["  恢复的内容与备份时一样，但核验有问题，请管理员先看过再用：".to_owned()]);
        print::findings(findings);
    }
}

fn is_empty(folder: &Path) -> Result<bool, Problem> {
    let entries = fs::read_dir(folder).map_err(|error| files(folder, &error))?;
    // What a restoring that was cut short before anything was in place left behind counts for nothing.
    Ok(entries.flatten().all(|entry| entry.file_name() == RESTORING))
}

fn not_empty(folder: &Path) -> Problem {
    Problem::new("restore.not_empty", format!("“{}”里已经有东西，没有恢复。", folder.display()))
        .hint("请给一个新的或空的目录；原来的数据目录先改名留着，不要删。")
}
