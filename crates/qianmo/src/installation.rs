//! The data folder of an installation: the database, its keys, and the pack in force.
//!
//!     DIR/store/      the database and heads.log
//!     DIR/keys.json   keys of journal, seals and searches; owner only; back it up apart from the database
//!     DIR/packs/<digest>/   packs by their content: base/, and overlay/ where one is laid over it
//!     DIR/packs/active      names the one in force

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{Actor, Options, Service};
use kernel::{Clock, Cut, Finding, IdGen, Problem};
use pack::model::Pack;
use store::{Keys, Random};

use crate::world::{SystemClock, SystemRandom, TimedIds};

/// The data folder.
#[derive(Clone, Debug)]
pub struct Installation {
    folder: PathBuf,
}

impl Installation {
    /// A data folder; made if it is not there.
    pub fn at(folder: &Path) -> Result<Self, Problem> {
        fs::create_dir_all(folder).map_err(|error| files(folder, &error))?;
        Ok(Self { folder: folder.to_path_buf() })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens it with the pack in force.
    pub async fn open(&self) -> Result<Service, Problem> {
        let pack = self.active_pack()?;
        self.open_with(pack).await
    }

    /// Opens only the books, to verify them: whatever is wrong with the rest must not stand in the way.
    pub async fn verify(&self, actor: &Actor) -> Result<(Vec<Finding>, Cut), Problem> {
        let folder = self.folder.join("store");
        if !folder.exists() {
            return Err(empty());
        }
        let options = store::Options { folder, keys: self.keys()?, random: Arc::new(SystemRandom) };
        Service::verify_folder(options, Arc::new(SystemClock), actor).await
    }

    /// Opens it and puts this pack in force.
    pub async fn open_with(&self, pack: Arc<Pack>) -> Result<Service, Problem> {
        let options = Options {
            folder: self.folder.join("store"),
            keys: self.keys()?,
            random: Arc::new(SystemRandom) as Arc<dyn Random>,
            clock: Arc::new(SystemClock) as Arc<dyn Clock>,
            ids: Arc::new(TimedIds::default()) as Arc<dyn IdGen>,
            pack,
        };
        Service::open(options).await
    }

    /// Keeps a copy of a pack's folders by its digest; [`Installation::make_active`] then names it.
    pub fn keep(&self, source: &Source, pack: &Pack) -> Result<(), Problem> {
        let kept = self.folder.join("packs").join(&pack.digest);
        if kept.is_dir() {
            return Ok(());
        }
        let fresh = self.folder.join("packs").join(format!("{}.part", pack.digest));
        if fresh.exists() {
            fs::remove_dir_all(&fresh).map_err(|error| files(&fresh, &error))?;
        }
        copy(&source.base, &fresh.join("base"))?;
        if let Some(overlay) = &source.overlay {
            copy(overlay, &fresh.join("overlay"))?;
        }
        fs::rename(&fresh, &kept).map_err(|error| files(&kept, &error))
    }

    /// Names the pack in force.
    pub fn make_active(&self, pack: &Pack) -> Result<(), Problem> {
        replace(&self.folder.join("packs").join("active"), pack.digest.as_bytes(), false)
    }

    fn active_pack(&self) -> Result<Arc<Pack>, Problem> {
        let digest = fs::read_to_string(self.folder.join("packs").join("active")).map_err(|_| empty())?;
        let kept = self.folder.join("packs").join(digest.trim());
        let overlay = Some(kept.join("overlay")).filter(|folder| folder.is_dir());
        let pack = Source { base: kept.join("base"), overlay }.load()?;
        // What is in force is what was checked and activated, not what somebody made of it since.
        if pack.digest != digest.trim() {
            return Err(Problem::new("data.pack_altered", "数据目录里的口径包被改过，与启用时不同。")
                .hint("要改口径，请在原来的口径包目录里改，再运行 qianmo --data 目录 activate 口径包目录。"));
        }
        Ok(pack)
    }

    fn keys(&self) -> Result<Keys, Problem> {
        let file = self.folder.join("keys.json");
        if let Ok(text) = fs::read_to_string(&file) {
            return Keys::from_json(&text);
        }
        if self.folder.join("store").exists() {
            return Err(Problem::new("data.no_keys", "数据目录里有数据库，但没有密钥文件 keys.json。")
                .hint("请从备份恢复 keys.json；没有原来的密钥，账本无法核验，加密的内容无法读出。"));
        }
        let keys = Keys::generate(&SystemRandom);
        replace(&file, keys.to_json().as_bytes(), true)?;
        Ok(keys)
    }
}

/// Where a pack comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its folder.
    pub base: PathBuf,
    /// The folder of what a township lays over it.
    pub overlay: Option<PathBuf>,
}

impl Source {
    /// A pack alone.
    pub fn of(base: PathBuf) -> Self {
        Self { base, overlay: None }
    }

    /// What it says, or all that is wrong with it; its templates are read too.
    pub fn read(&self) -> (Option<Pack>, Vec<Finding>) {
        let (pack, mut findings) = match &self.overlay {
            Some(overlay) => pack::load_overlaid(&self.base, overlay),
            None => pack::load(&self.base),
        };
        findings.extend(pack.iter().flat_map(app::reports::check));
        (pack, findings)
    }

    /// Loads it; everything wrong with it is in the problem.
    pub fn load(&self) -> Result<Arc<Pack>, Problem> {
        let (pack, findings) = self.read();
        let errors = findings.iter().filter(|finding| finding.is_error()).count();
        pack.filter(|_| errors == 0).map(Arc::new).ok_or_else(|| {
            Problem::new("pack.wrong", format!("口径包有 {errors} 处错误，没有装入。"))
                .hint("按下面各条修改后再试；原来的口径包仍然有效。")
                .findings(findings)
        })
    }
}

/// Writes a file whole or not at all.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Problem> {
    replace(file, bytes, false)
}

fn replace(file: &Path, bytes: &[u8], private: bool) -> Result<(), Problem> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| files(folder, &error))?;
    }
    let fresh = file.with_extension("part");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let written = options.open(&fresh).and_then(|mut out| {
        out.write_all(bytes)?;
        out.sync_all()
    });
    written.and_then(|()| fs::rename(&fresh, file)).map_err(|error| files(file, &error))
}

fn copy(from: &Path, to: &Path) -> Result<(), Problem> {
    fs::create_dir_all(to).map_err(|error| files(to, &error))?;
    for entry in fs::read_dir(from).map_err(|error| files(from, &error))? {
        let entry = entry.map_err(|error| files(from, &error))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(|error| files(&source, &error))?;
        }
    }
    Ok(())
}

fn empty() -> Problem {
    Problem::new("data.empty", "这个数据目录里还没有口径包。")
        .hint("先运行 qianmo --data 目录 demo 装入示范乡镇，或 qianmo --data 目录 activate 口径包目录。")
}

fn files(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new("data.files", format!("读写“{}”时出错：{}。", path.display(), crate::print::reason(error)))
        .hint("请检查目录是否存在、磁盘是否已满、当前用户是否有权限。")
}
