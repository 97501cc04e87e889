//! A file in pieces, for whoever takes them. It is written by a thread of its own, no faster than it is taken.

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
};

use kernel::Problem;
use tokio::sync::mpsc;

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Pieces that may wait to be taken.
const AHEAD: usize = 8;

/// What is taken: pieces, or why there are no more.
pub(super) type Coming = mpsc::Receiver<Result<Vec<u8>, Problem>>;

/// What writers write into.
pub(super) struct Pieces {
    piece: Vec<u8>,
    road: Road,
}

/// The way to whoever takes the pieces.
#[derive(Clone)]
pub(super) struct Road {
    send: mpsc::Sender<Result<Vec<u8>, Problem>>,
    is_closed: Arc<AtomicBool>,
    bytes: Arc<AtomicU64>,
}

/// A file on its way.
pub(super) fn open() -> (Pieces, Road, Coming) {
    let (send, coming) = mpsc::channel(AHEAD);
    let road = Road { send, is_closed: Arc::default(), bytes: Arc::default() };
    (Pieces { piece: Vec::with_capacity(PIECE), road: road.clone() }, road, coming)
}

impl Road {
    /// Nothing more gets through. A writer of archives that is dropped ends its archive as if it were whole.
    pub fn close(&self) {
        self.is_closed.store(true, Relaxed);
    }

    /// Breaks the file off.
    pub fn break_off(&self, problem: Problem) {
        self.close();
        // Whoever took the pieces may have gone.
        let _ = self.send.blocking_send(Err(problem));
    }

    /// How many bytes have gone.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Relaxed)
    }
}

impl Pieces {
    fn send(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.road.bytes.fetch_add(piece.len() as u64, Relaxed);
        self.road.send.blocking_send(Ok(piece)).map_err(|_| {
            self.road.close();
            io::Error::from(io::ErrorKind::BrokenPipe)
        })
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.road.is_closed.load(Relaxed) {
            return Ok(bytes.len());
        }
        self.piece.extend(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() || self.road.is_closed.load(Relaxed) { Ok(()) } else { self.send() }
    }
}
