//! Files that were read a moment ago. A preview is followed by mends and by the import itself: the same file each time,
//! and reading it is the longest part. What is kept is little, not long, and never written anywhere.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use kernel::{Finding, Instant, Problem};
use sha2::{Digest, Sha256};

use super::read::{self, Sheet};
use crate::Service;

/// How long, in milliseconds: as a person looks at a preview.
const KEPT_FOR: i64 = 5 * 60 * 1_000;

/// The most cells, of all files together.
const MOST_CELLS: usize = 1_000_000;

/// The files, those read last at the end.
#[derive(Clone, Default)]
pub(crate) struct KeptFiles(Arc<Mutex<Vec<Kept>>>);

struct Kept {
    content: [u8; 32],
    sheets: Arc<Vec<Sheet>>,
    cells: usize,
    at: Instant,
}

impl KeptFiles {
    /// Forgets what lies there too long.
    fn tidy(&self, now: Instant) {
        self.all().retain(|kept| now.millis() - kept.at.millis() < KEPT_FOR && kept.at <= now);
    }

    fn find(&self, content: &[u8; 32]) -> Option<Arc<Vec<Sheet>>> {
        self.all().iter().find(|kept| kept.content == *content).map(|kept| kept.sheets.clone())
    }

    fn keep(&self, content: [u8; 32], sheets: &Arc<Vec<Sheet>>, at: Instant) {
        let cells = sheets.iter().map(Sheet::weight).sum();
        let mut all = self.all();
        all.retain(|kept| kept.content != content);
        all.push(Kept { content, sheets: sheets.clone(), cells, at });
        while all.iter().map(|kept| kept.cells).sum::<usize>() > MOST_CELLS {
            all.remove(0);
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The sheets of a file, as they were read a moment ago or read now; or why it cannot be read.
pub(super) async fn sheets(
    service: &Service,
    name: &str,
    bytes: &Bytes,
) -> Result<Result<Arc<Vec<Sheet>>, Finding>, Problem> {
    let (kept, now) = (service.kept_files(), service.clock().now());
    kept.tidy(now);
    let content: [u8; 32] = Sha256::digest(bytes).into();
    if let Some(sheets) = kept.find(&content) {
        return Ok(Ok(sheets));
    }
    let (file, bytes) = (name.to_owned(), bytes.clone());
    let sheets = tokio::task::spawn_blocking(move || read::sheets(&file, &bytes)).await.map_err(|_| {
        // The words of a panic may be the words of a cell.
        Problem::new("import.failed", "读文件时出了意外，没有导入。").hint("请再试一次。").detail("reading did not end")
    })?;
    let sheets = sheets.map(Arc::new);
    if let Ok(sheets) = &sheets {
        kept.keep(content, sheets, now);
        forget_in_time(service);
    }
    Ok(sheets)
}

/// Nobody may ask again: then a clock does.
fn forget_in_time(service: &Service) {
    let (kept, clock) = (service.kept_files().clone(), service.clock_handle());
    tokio::spawn(async move {
        tokio::time::sleep(std::time::Duration::from_millis(KEPT_FOR.unsigned_abs())).await;
        kept.tidy(clock.now());
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::read::Row;

    fn sheet(cells: usize) -> Arc<Vec<Sheet>> {
        let row = Row { number: 1, cells: vec![read::Cell::Formula; cells] };
        Arc::new(vec![Sheet { rows: std::iter::once(row).collect(), ..Sheet::default() }])
    }

    #[test]
    fn little_is_kept_and_not_long() {
        let (kept, at) = (KeptFiles::default(), Instant::from_millis);
        kept.keep([1; 32], &sheet(600_000), at(0));
        kept.keep([2; 32], &sheet(10), at(KEPT_FOR / 2));
        assert!(kept.find(&[1; 32]).is_some() && kept.find(&[2; 32]).is_some());
        kept.keep([3; 32], &sheet(500_000), at(KEPT_FOR / 2));
        assert!(kept.find(&[1; 32]).is_none(), "too much of it, and the oldest goes");
        kept.tidy(at(KEPT_FOR));
        assert!(kept.find(&[2; 32]).is_some());
        kept.tidy(at(KEPT_FOR / 2 + KEPT_FOR));
        assert!(kept.all().is_empty());
        kept.keep([4; 32], &sheet(MOST_CELLS + 1), at(0));
        assert!(kept.all().is_empty(), "a file beyond all measure is read each time");
        kept.keep([5; 32], &sheet(1), at(9));
        kept.tidy(at(8));
        assert!(kept.all().is_empty(), "a clock that was set back keeps nothing longer");
    }
}
