//! The data folder of an installation: the database, its keys, and the pack in force.
//!
//!     DIR/store/      the database and heads.log
//!     DIR/keys.json   keys of journal, seals and searches; owner only; back it up apart from the database
//!     DIR/packs/<digest>/   packs by their content;  DIR/packs/active names the one in force

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{Options, Service};
use kernel::{Clock, IdGen, Problem};
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

    /// Keeps a copy of a pack's folder by its digest; [`Installation::make_active`] then names it.
    pub fn keep(&self, source: &Path, pack: &Pack) -> Result<PathBuf, Problem> {
        let kept = self.folder.join("packs").join(&pack.digest);
        if !kept.join("pack.toml").is_file() {
            let fresh = self.folder.join("packs").join(format!("{}.part", pack.digest));
            let _ = fs::remove_dir_all(&fresh);
            copy(source, &fresh)?;
            fs::rename(&fresh, &kept).map_err(|error| files(&kept, &error))?;
        }
        Ok(kept)
    }

    /// Names the pack in force.
    pub fn make_active(&self, pack: &Pack) -> Result<(), Problem> {
        replace(&self.folder.join("packs").join("active"), pack.digest.as_bytes(), false)
    }

    /// The folder of the pack in force.
    pub fn active_folder(&self) -> Result<PathBuf, Problem> {
        let digest = fs::read_to_string(self.folder.join("packs").join("active")).map_err(|_| {
            Problem::new("data.empty", "这个数据目录里还没有口径包。")
                .hint("先运行 qianmo --data 目录 demo 装入示范乡镇,或 qianmo --data 目录 activate 口径包目录。")
        })?;
        Ok(self.folder.join("packs").join(digest.trim()))
    }

    fn active_pack(&self) -> Result<Arc<Pack>, Problem> {
        load(&self.active_folder()?)
    }

    fn keys(&self) -> Result<Keys, Problem> {
        let file = self.folder.join("keys.json");
        if let Ok(text) = fs::read_to_string(&file) {
            return Keys::from_json(&text);
        }
        if self.folder.join("store").exists() {
            return Err(Problem::new("data.no_keys", "数据目录里有数据库,但没有密钥文件 keys.json。")
                .hint("请从备份恢复 keys.json;没有原来的密钥,账本无法核验,加密的内容无法读出。"));
        }
        let keys = Keys::generate(&SystemRandom);
        replace(&file, keys.to_json().as_bytes(), true)?;
        Ok(keys)
    }
}

/// Loads a pack; everything wrong with it is in the problem.
pub fn load(folder: &Path) -> Result<Arc<Pack>, Problem> {
    let (pack, findings) = pack::load(folder);
    pack.map(Arc::new).ok_or_else(|| {
        let errors = findings.iter().filter(|finding| finding.is_error()).count();
        Problem::new("pack.wrong", format!("口径包有 {errors} 处错误,没有装入。"))
            .hint("按下面各条修改后再试;原来的口径包仍然有效。")
            .findings(findings)
    })
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

fn files(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new("data.files", format!("读写“{}”时出错:{error}。", path.display()))
        .hint("请检查目录是否存在、磁盘是否已满、当前用户是否有权限。")
}
