//! The data folder of an installation: the database, its keys, and the pack in force.
//!
//!     DIR/store/      the database and heads.log
//!     DIR/files/      photos and files that records name, sealed; with --files somewhere else
//!     DIR/keys.json   keys of journal, seals and searches; owner only; back it up apart from the database
//!     DIR/packs/<digest>/   packs by their content: base/, and overlay/ where one is laid over it
//!     DIR/packs/active      names the one in force
//!     DIR/last_*.json       when the books were last verified or backed up; DIR/running.json while a server runs
//!
//! With a PostgreSQL database that several servers share, the books and the packs in force are there; `DIR/store` holds
//! this server's heads.log, `DIR/packs` its copy of the packs, and every server has the same keys.json. Photos and files are
//! then to lie in one folder that all of them reach, named with `--files`.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{
    Actor, Options, Service,
    packs::{Files, Shelf},
};
use http::watch::Noted;
use kernel::{Clock, Cut, Finding, IdGen, Problem};
use pack::model::Pack;
use store::{DatabaseUrl, Home, Keys, Random};

use crate::world::{SystemClock, SystemRandom, TimedIds};

/// In a data folder while a backup is being restored into it.
pub const RESTORING: &str = ".restoring";

/// The data folder.
#[derive(Clone, Debug)]
pub struct Installation {
    folder: PathBuf,
    database: Option<DatabaseUrl>,
    files: PathBuf,
}

/// The folder of photos and files in a data folder.
pub const FILES: &str = "files";

/// What is noted when it is done.
#[derive(Clone, Copy, Debug)]
pub enum Done {
    /// The books were verified.
    Verified,
    /// The folder was backed up.
    BackedUp,
}

impl Done {
    fn file(self) -> &'static str {
        match self {
            Self::Verified => "last_verify.json",
            Self::BackedUp => "last_backup.json",
        }
    }
}

impl Installation {
    /// A data folder, made if it is not there, and the database where the books are not in it.
    pub fn at(folder: &Path, database: Option<DatabaseUrl>) -> Result<Self, Problem> {
        fs::create_dir_all(folder).map_err(|error| files(folder, &error))?;
        if folder.join(RESTORING).exists() {
            return Err(Problem::new("data.restoring", "这个数据目录正在恢复，或上次恢复没有做完。")
                .hint("请等它做完；如果已经断了，请清空这个目录，再运行一次 qianmo restore。"));
        }
        Ok(Self::of(folder, database))
    }

    /// The same, not made and perhaps not there: for whoever only looks.
    pub fn of(folder: &Path, database: Option<DatabaseUrl>) -> Self {
        Self { folder: folder.to_path_buf(), database, files: folder.join(FILES) }
    }

    /// The same with its photos and files in another folder, where one is named.
    pub fn with_files(self, files: Option<PathBuf>) -> Self {
        Self { files: files.unwrap_or(self.files), ..self }
    }

    /// Where photos and files lie.
    pub fn files(&self) -> &Path {
        &self.files
    }

    /// Notes that something was done, now, for the page and for doctor.
    pub fn note(&self, done: Done, findings: usize) -> Result<(), Problem> {
        let noted = serde_json::json!({ "at": SystemClock.now().to_string(), "findings": findings });
        write(&self.folder.join(done.file()), noted.to_string().as_bytes())
    }

    /// When something was last done, and what was found.
    pub fn noted(&self, done: Done) -> Option<Noted> {
        let text = fs::read_to_string(self.folder.join(done.file())).ok()?;
        let noted: serde_json::Value = serde_json::from_str(&text).ok()?;
        Some(Noted { at: noted["at"].as_str()?.to_owned(), findings: noted["findings"].as_u64()? })
    }

    /// Where the books live.
    pub fn home(&self) -> Home {
        let folder = self.folder.join("store");
        match self.database.clone() {
            None => Home::Folder(folder),
            Some(url) => Home::Postgres { url, folder },
        }
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens it with the pack in force.
    pub async fn open(&self) -> Result<Service, Problem> {
        if self.database.is_some() {
            if !self.is_founded().await? {
                return Err(empty());
            }
            return self.open_following(None).await;
        }
        self.open_with(self.active_pack()?).await
    }

    /// Opens only the books, to verify them: whatever is wrong with the rest must not stand in the way.
    pub async fn verify(&self, actor: &Actor) -> Result<(Vec<Finding>, Cut), Problem> {
        let home = self.home();
        if !home.holds_books().await? {
            return Err(empty());
        }
        let (keys, files) = (self.keys().await?, self.files.clone());
        let options = store::Options { home, keys, random: Arc::new(SystemRandom), files };
        Service::verify_folder(options, Arc::new(SystemClock), actor).await
    }

    /// Opens it and puts this pack in force.
    pub async fn open_with(&self, pack: Arc<Pack>) -> Result<Service, Problem> {
        self.open_following(Some(pack)).await
    }

    async fn open_following(&self, pack: Option<Arc<Pack>>) -> Result<Service, Problem> {
        let options = Options {
            home: self.home(),
            keys: self.keys().await?,
            random: Arc::new(SystemRandom) as Arc<dyn Random>,
            files: self.files.clone(),
            clock: Arc::new(SystemClock) as Arc<dyn Clock>,
            ids: Arc::new(TimedIds::default()) as Arc<dyn IdGen>,
            pack,
            shelf: Arc::new(self.clone()) as Arc<dyn Shelf>,
        };
        Service::open(options).await
    }

    /// Whether a pack is in force: whether there are books.
    pub async fn is_founded(&self) -> Result<bool, Problem> {
        match self.database {
            None => Ok(self.folder.join("packs").join("active").is_file()),
            Some(_) => self.home().holds_books().await,
        }
    }

    /// Books whose founding was cut short have nothing that anybody was told of; they are put aside, not opened.
    pub async fn put_aside_unfinished(&self) -> Result<(), Problem> {
        let store = self.folder.join("store");
        if self.database.is_some() || self.is_founded().await? || !store.exists() {
            return Ok(());
        }
        let aside = (1..).map(|n| self.folder.join(format!("store.unfinished-{n}"))).find(|path| !path.exists());
        let aside = aside.unwrap_or_else(|| self.folder.join("store.unfinished"));
        fs::rename(&store, &aside).map_err(|error| files(&store, &error))
    }

    /// The digest of the pack in force.
    pub fn active_digest(&self) -> Result<String, Problem> {
        self.active().map(|(digest, _)| digest)
    }

    fn active(&self) -> Result<(String, Source), Problem> {
        let digest = fs::read_to_string(self.folder.join("packs").join("active")).map_err(|_| empty())?;
        let digest = digest.trim().to_owned();
        let source = self.source(&digest);
        Ok((digest, source))
    }

    fn source(&self, digest: &str) -> Source {
        let kept = self.folder.join("packs").join(digest);
        let overlay = Some(kept.join("overlay")).filter(|folder| folder.is_dir());
        Source { base: kept.join("base"), overlay }
    }

    /// The pack in force, as it was put in force.
    pub fn active_pack(&self) -> Result<Arc<Pack>, Problem> {
        let (digest, source) = self.active()?;
        let pack = source.load()?;
        // What is in force is what was checked and activated, not what somebody made of it since.
        if pack.digest != digest {
            return Err(Problem::new("data.pack_altered", "数据目录里的口径包被改过，与启用时不同。")
                .hint("要改口径，请在原来的口径包目录里改，再运行 qianmo --data 目录 activate 口径包目录。"));
        }
        Ok(pack)
    }

    async fn keys(&self) -> Result<Keys, Problem> {
        let file = self.folder.join("keys.json");
        if let Ok(text) = fs::read_to_string(&file) {
            return Keys::from_json(&text);
        }
        let there = match self.database {
            None => self.folder.join("store").exists(),
            Some(_) => self.home().holds_books().await?,
        };
        if there {
            return Err(Problem::new("data.no_keys", "已有数据库，但数据目录里没有密钥文件 keys.json。")
                .hint("请从备份（或共用数据库的另一台服务器）恢复 keys.json；没有原来的密钥，账本无法核验，加密的内容无法读出。"));
        }
        let keys = Keys::generate(&SystemRandom);
        replace(&file, keys.to_json().as_bytes(), true)?;
        Ok(keys)
    }
}

impl Shelf for Installation {
    fn in_force(&self) -> Result<Files, Problem> {
        read(&self.active()?.1)
    }

    fn kept(&self, pack: &Pack) -> Result<Files, Problem> {
        read(&self.source(&pack.digest))
    }

    fn keep(&self, kept: &Files, pack: &Pack) -> Result<(), Problem> {
        let folder = self.folder.join("packs").join(&pack.digest);
        if folder.is_dir() {
            return Ok(());
        }
        let fresh = self.folder.join("packs").join(format!("{}.part", pack.digest));
        if fresh.exists() {
            fs::remove_dir_all(&fresh).map_err(|error| files(&fresh, &error))?;
        }
        for (part, files) in [("base", &kept.base), ("overlay", &kept.overlay)] {
            for (path, text) in files {
                write(&fresh.join(part).join(path), text.as_bytes())?;
            }
        }
        fs::rename(&fresh, &folder).map_err(|error| files(&folder, &error))
    }

    fn make_active(&self, pack: &Pack) -> Result<(), Problem> {
        replace(&self.folder.join("packs").join("active"), pack.digest.as_bytes(), false)
    }
}

fn read(source: &Source) -> Result<Files, Problem> {
    let (files, findings) = source.files();
    if findings.is_empty() {
        return Ok(files);
    }
    Err(Problem::new("data.files", "数据目录里的口径包读不了。").hint("请检查磁盘和权限。").findings(findings))
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

    /// Its declarative files, and which could not be read.
    pub fn files(&self) -> (Files, Vec<Finding>) {
        let (base, mut findings) = pack::read_files(&self.base);
        let overlay = self.overlay.as_deref().map(pack::read_files).unwrap_or_default();
        findings.extend(overlay.1);
        (Files { base, overlay: overlay.0 }, findings)
    }

    /// What it says, or all that is wrong with it; its templates are read too.
    pub fn read(&self) -> (Option<Pack>, Vec<Finding>) {
        let (files, mut findings) = self.files();
        let (pack, more) = files.read();
        findings.extend(more);
        (pack.filter(|_| !findings.iter().any(Finding::is_error)), findings)
    }

    /// Loads it; everything wrong with it is in the problem.
    pub fn load(&self) -> Result<Arc<Pack>, Problem> {
        let (pack, findings) = self.read();
        pack.map(Arc::new).ok_or_else(|| app::packs::wrong(findings))
    }
}

/// Writes a file whole or not at all.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Problem> {
    replace(file, bytes, false)
}

/// The same, for the owner's eyes only.
pub fn write_private(file: &Path, bytes: &[u8]) -> Result<(), Problem> {
    replace(file, bytes, true)
}

fn replace(file: &Path, bytes: &[u8], private: bool) -> Result<(), Problem> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| files(folder, &error))?;
    }
    let mut fresh = file.as_os_str().to_owned();
    fresh.push(".part");
    let fresh = PathBuf::from(fresh);
    // What a write that was cut short left behind may be readable by others.
    let _ = fs::remove_file(&fresh);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
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

fn empty() -> Problem {
    Problem::new("data.empty", "这个数据目录里还没有口径包。")
        .hint("先运行 qianmo --data 目录 demo 装入示范乡镇，或 qianmo --data 目录 activate 口径包目录。")
}

fn files(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new("data.files", format!("读写“{}”时出错：{}。", path.display(), crate::print::reason(error)))
        .hint("请检查目录是否存在、磁盘是否已满、当前用户是否有权限。")
}
