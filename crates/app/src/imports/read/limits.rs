//! How much a file may become once it is read. A small file can unpack to gigabytes, and one long text can be named
//! by a million cells; whoever handed it in gets an answer, and the machine keeps its memory.
//!
//! The numbers are of November 2026. A server of a township has 4 GB; a whole file is packed in memory (`kernel::many`),
//! 100 to 150 bytes a row of ten cells, and an import of a million such rows was seen to take less than 1 GB.

use kernel::{Finding, Problem};

use super::unreadable;

/// The last row that is read: as many as a sheet of the format has, so that what one program saves as a sheet is taken
/// whole, as a sheet or as CSV. Until November 2026 it was 200,000.
pub(in crate::imports) const MOST_ROWS: u32 = 1_048_576;
/// The last column; beyond it stands only what was put there by accident.
pub(in crate::imports) const MOST_COLUMNS: u32 = 256;
/// The most bytes of a file that is read at all: a million rows of some 250 bytes. It lies in memory while it is read.
pub const FILE: usize = 256 * 1024 * 1024;
/// The most bytes a workbook may unpack to, all its parts together: a million rows of ten cells are some 700 MB of XML,
/// of which no more than a part is ever in memory. They are counted while they are unpacked.
pub(super) const UNPACKED: u64 = 1_200 * 1024 * 1024;
/// The most cells of all sheets, blank ones before the last of a row included: sixteen of each row.
const CELLS: usize = 16 * 1_048_576;
/// The most bytes of text in all cells, which are kept as they are.
const TEXT: usize = 384 * 1024 * 1024;

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

/// Rows or columns beyond those that are read.
pub(super) fn too_far(where_to: &str) -> Finding {
    let message = format!("{where_to}，超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，没有读。");
    unreadable(message, "请删去表格以外的内容，或分成几个文件导入。")
}

fn over_file() -> String {
    format!("文件太大：超过 {} MB，没有读。", FILE / MEGA)
}

pub(super) fn too_large() -> Finding {
    let (unpacked, cells, text) = (UNPACKED / MEGA as u64, CELLS / 10_000, TEXT / MEGA);
    let message = format!("文件展开以后太大：超过 {unpacked} MB、{cells} 万格或 {text} MB 文字，没有读。");
    unreadable(message, LESS)
}
