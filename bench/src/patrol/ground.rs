//! What everything is measured on: the same rows in our books, in this process and in a server's, and with the peers.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use kernel::Problem;
use rules::access::{Allowed, Read};
use tempfile::TempDir;

use super::{
    cluster::Cluster,
    home::{Books, Home, broken},
    pack,
    peers::Peers,
    rows,
    server::Server,
};

/// Where the programs are that are not this one.
#[derive(Clone)]
pub struct Programs {
    /// The product.
    pub qianmo: PathBuf,
    /// Python that has the peers.
    pub python: PathBuf,
    /// The repository.
    pub repository: PathBuf,
}

/// All of it, stopped and removed when this is dropped.
pub struct Ground {
    pub rows: usize,
    pub programs: Programs,
    pub csv: PathBuf,
    pub csv_bytes: u64,
    /// Open in this process.
    pub books: Books,
    /// The same books on PostgreSQL, where it is there and the rows are not too many.
    pub elsewhere: Option<Books>,
    /// A copy of the books, for a server.
    pub served: Home,
    pub reading: Allowed<Read>,
    pub peers: Peers,
    pub server: Option<Server>,
    _cluster: Option<Cluster>,
    folder: TempDir,
}

/// Beyond this the books are not carried to PostgreSQL: it takes an hour.
const MOST_ELSEWHERE: usize = 1_000_000;

impl Ground {
    /// Lays it.
    pub async fn lay(rows: usize, programs: Programs) -> Result<Self, Problem> {
        let folder = tempfile::tempdir().map_err(broken)?;
        let csv = folder.path().join("patrol.csv");
        let csv_bytes = rows::write(&csv, rows::rows(rows)).map_err(broken)?;
        let home = Home::found(&programs.qianmo, folder.path().join("home"), pack::files())?;
        let begun = Instant::now();
        let books = home.open().await?;
        books.fill(rows).await?;
        books.store.close().await?;
        let (taken, bytes) = (begun.elapsed().as_secs_f64(), home.size() as f64 / rows as f64);
        eprintln!("{rows} records written through the store in {taken:.1} s, {bytes:.0} bytes each on disk");
        let served = home.copied(folder.path().join("served"))?;
        let cluster = Cluster::start(&programs.repository);
        let elsewhere = match &cluster {
            Ok(cluster) if rows <= MOST_ELSEWHERE => Some(carried(&home, cluster, folder.path()).await?),
            Ok(_) => None,
            Err(problem) => {
                eprintln!("PostgreSQL is not measured: {}", problem.message);
                None
            }
        };
        let mut peers = Peers::start(&programs.python, &programs.repository)?;
        let cluster = cluster.ok();
        peers.load(&csv, cluster.as_ref().map(|cluster| cluster.url.as_str()))?;
        let (books, reading) = (home.open().await?, Books::reading()?);
        let (server, _cluster) = (None, cluster);
        Ok(Self { rows, programs, csv, csv_bytes, books, elsewhere, served, reading, peers, server, _cluster, folder })
    }

    /// A folder for files of one measure.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The server, started when it is first needed.
    pub async fn server(&mut self) -> Result<&Server, Problem> {
        let server = match self.server.take() {
            Some(server) => server,
            None => Server::start(&self.served).await?,
        };
        Ok(self.server.insert(server))
    }

    /// Everything is closed in order.
    pub async fn close(mut self) -> Result<(), Problem> {
        self.server.take().map(Server::stop).transpose()?;
        if let Some(elsewhere) = &self.elsewhere {
            elsewhere.store.close().await?;
        }
        self.books.store.close().await
    }
}

/// The same books on PostgreSQL, moved there as an office would.
async fn carried(home: &Home, cluster: &Cluster, folder: &Path) -> Result<Books, Problem> {
    let begun = Instant::now();
    let there = Home { folder: folder.join("elsewhere"), database: Some(cluster.url.clone()), ..home.clone() };
    let [from, to] = [&home.folder, &there.folder].map(|folder| folder.to_string_lossy().into_owned());
    home.run(&["move", "--from", &from, "--to", &to, "--to-database", &cluster.url])?;
    eprintln!("moved to PostgreSQL in {:.1} s", begun.elapsed().as_secs_f64());
    there.open().await
}
