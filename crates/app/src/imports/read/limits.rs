//! How much a file may become once it is read. A small file can unpack to gigabytes, and one long text can be named
//! by a million cells; whoever handed it in gets an answer, and the machine keeps its memory.

use kernel::{Finding, Problem};

use super::unreadable;

/// The most bytes of a file that is read at all.
pub const FILE: usize = 64 * 1024 * 1024;
/// The most bytes a workbook may unpack to, all its parts together.
pub(super) const UNPACKED: u64 = 400 * 1024 * 1024;
/// The most cells of all sheets, blank ones before the last of a row included.
const CELLS: usize = 8_000_000;
/// The most bytes of text in all cells.
const TEXT: usize = 256 * 1024 * 1024;

/// What is left of the cells and the text a file may hold.
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    pub fn new() -> Self {
        Self { cells: CELLS, text: TEXT }
    }

    /// Of whoever reads one of so many shares.
    pub fn share(of: usize) -> Self {
        Self { cells: CELLS / of, text: TEXT / of }
    }

    /// Takes cells and bytes of text out of what is left.
    pub fn take(&mut self, cells: usize, text: usize) -> Result<(), Finding> {
        match (self.cells.checked_sub(cells), self.text.checked_sub(text)) {
            (Some(cells), Some(text)) => {
                (self.cells, self.text) = (cells, text);
                Ok(())
            }
            _ => Err(too_large()),
        }
    }
}

/// Refuses files that are too large as they lie there.
pub(super) fn file(bytes: &[u8]) -> Result<(), Finding> {
    if bytes.len() > FILE { Err(unreadable(over_file(), LESS)) } else { Ok(()) }
}

/// What is answered of a file over the limit, whichever way it came: before it is read at all.
pub fn refused() -> Problem {
    Problem::new("store.too_large", over_file()).hint(LESS)
}

const LESS: &str = "请只留下要导入的表，删去图片，或分成几个文件。";
const MEGA: usize = 1024 * 1024;

fn over_file() -> String {
    format!("文件太大：超过 {} MB，没有读。", FILE / MEGA)
}

pub(super) fn too_large() -> Finding {
    let (unpacked, cells, text) = (UNPACKED / MEGA as u64, CELLS / 10_000, TEXT / MEGA);
    let message = format!("文件展开以后太大：超过 {unpacked} MB、{cells} 万格或 {text} MB 文字，没有读。");
    unreadable(message, LESS)
}
