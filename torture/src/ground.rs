//! Where a database is tortured: a disk of its own, a PostgreSQL of its own, and the library of orders.

use std::path::{Path, PathBuf};

use crate::{
    cluster::Cluster,
    mount::Mount,
    orders::{Order, Orders},
    server::Binary,
};

/// Where the books are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// All that outlives a round.
pub struct Ground {
    pub database: Database,
    pub cluster: Option<Cluster>,
    /// Absent where this machine lets nobody make one; the reason is said once, at the start.
    pub mount: Result<Mount, String>,
    pub orders: Result<Orders, String>,
    /// Those of the database's own disk.
    its_orders: Result<Orders, String>,
    program: PathBuf,
    pack: PathBuf,
    folder: PathBuf,
    rounds: u64,
}

/// Room for a round's books, and for PostgreSQL's own files.
const MEGABYTES: usize = 320;

impl Database {
    /// For the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

impl Ground {
    /// Prepares it below a folder.
    pub fn prepare(database: Database, program: &Path, repository: &Path, folder: &Path) -> Result<Self, String> {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let mount = Mount::make(&folder.join("disk"), MEGABYTES);
        let within = mount.as_ref().map_or(folder, |mount| mount.folder.as_path());
        let orders = Orders::make(&folder.join("server"));
        let its_orders = Orders::make(&folder.join("database"));
        let cluster = match database {
            Database::Sqlite => None,
            Database::Postgres => Some(Cluster::start(repository, within, its_orders.as_ref().ok())?),
        };
        let (program, pack, folder) = (program.to_path_buf(), repository.join("torture/pack"), folder.to_path_buf());
        Ok(Self { database, cluster, mount, orders, its_orders, program, pack, folder, rounds: 0 })
    }

    /// Fresh books, the pack in force; every other time on the small disk, where there is one.
    pub fn found(&mut self) -> Result<Binary, String> {
        self.rounds += 1;
        // Whatever a round that broke off left behind.
        let _ = self.order(Order::default());
        let _ = self.order_disk(Order::default());
        let _ = self.mount.as_ref().map(Mount::free);
        let name = format!("round{}", self.rounds);
        let on_small = self.database == Database::Sqlite && self.rounds % 2 == 1;
        let home = self.mount.as_ref().ok().filter(|_| on_small).map_or(&self.folder, |mount| &mount.folder);
        let database = self.cluster.as_ref().map(|cluster| cluster.schema(&name)).transpose()?;
        let shim = self.orders.as_ref().ok().map(|orders| (orders.library.clone(), orders.page.clone()));
        let log = self.folder.join(format!("{name}.log"));
        let binary = Binary { path: self.program.clone(), data: home.join(&name), database, log, shim };
        let pack = self.pack.to_string_lossy().into_owned();
        binary.done(&["activate", &pack])?;
        Ok(binary)
    }

    /// Another server of the same shared database: the keys are all it brings.
    pub fn another(&self, first: &Binary) -> Result<Binary, String> {
        let data = first.data.with_extension("other");
        std::fs::create_dir_all(&data).map_err(|error| error.to_string())?;
        std::fs::copy(first.data.join("keys.json"), data.join("keys.json")).map_err(|error| error.to_string())?;
        Ok(first.with_data(&data))
    }

    /// Whether the books of this round are on the small disk.
    pub fn is_on_mount(&self, binary: &Binary) -> bool {
        self.mount.as_ref().is_ok_and(|mount| binary.data.starts_with(&mount.folder))
    }

    /// What disk and clock of the servers do from now on.
    pub fn order(&self, order: Order) -> Result<(), String> {
        self.orders.as_ref().map_err(Clone::clone)?.give(order)
    }

    /// What the disk does that the books are on: the database's own, where there is one.
    pub fn order_disk(&self, order: Order) -> Result<(), String> {
        let orders = if self.cluster.is_some() { &self.its_orders } else { &self.orders };
        orders.as_ref().map_err(Clone::clone)?.give(order)
    }
}
