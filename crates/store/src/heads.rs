//! Heads kept outside the database, a line `book <tab> seq <tab> mac` for every book of a group commit. Whoever cuts
//! the tail of a journal must also know of this file, of its copies, and of the heads in issued documents.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use kernel::{BookId, Problem, Seq};

use crate::{
    cell::Cell,
    dialect::{Dialect, Sql},
    engine::Connection,
    hash::{Hash, from_hex, to_hex},
    problem::{damaged, files, lost},
    row::seq,
};

pub(crate) const FILE: &str = "heads.log";

/// A line of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    pub book: String,
    pub seq: Seq,
    pub mac: Vec<u8>,
}

/// Notes where books stand. Called after the commit, so the log may lag behind the database but never lead it.
pub(crate) fn append(folder: &Path, heads: impl Iterator<Item = (BookId, Seq, Hash)>) -> Result<(), Problem> {
    let latest: BTreeMap<BookId, (Seq, Hash)> = heads.map(|(book, seq, mac)| (book, (seq, mac))).collect();
    write(folder, latest.iter().map(|(book, (seq, mac))| (book.as_str(), *seq, mac.as_slice())))
}

/// All lines of the log. A last line that was not finished is left out; other lines that say nothing are counted.
pub(crate) fn read(folder: &Path) -> Result<(Vec<Line>, usize), Problem> {
    let text = match fs::read_to_string(folder.join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(files(error)),
    };
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let lines: Vec<Option<Line>> = whole.lines().filter(|line| !line.is_empty()).map(line).collect();
    let unread = lines.iter().filter(|line| line.is_none()).count();
    Ok((lines.into_iter().flatten().collect(), unread))
}

/// Notes what a crash between commit and note left out. A log that leads stays as it is, for `verify` to tell.
pub(crate) async fn catch_up(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    folder: &Path,
) -> Result<(), Problem> {
    mend(folder)?;
    let (lines, _) = read(folder)?;
    let mut noted: BTreeMap<String, Seq> = BTreeMap::new();
    for line in lines {
        let seq = noted.entry(line.book).or_default();
        *seq = line.seq.max(*seq);
    }
    let mut behind = Vec::new();
    let heads = crate::cut::heads(link).await?;
    if heads.0.is_empty() && !noted.is_empty() {
        return Err(lost());
    }
    for (book, seq) in heads {
        if noted.get(book.as_str()).copied().unwrap_or_default() < seq {
            let mac = mac(link, dialect, book.as_str(), seq).await?.ok_or_else(|| damaged("journal"))?;
            behind.push((book, seq, mac));
        }
    }
    write(folder, behind.iter().map(|(book, seq, mac)| (book.as_str(), *seq, mac.as_slice())))
}

/// The mac of an entry.
pub(crate) async fn mac(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    book: &str,
    at: Seq,
) -> Result<Option<Vec<u8>>, Problem> {
    let mut sql = Sql::new(dialect);
    let (book, at) = (sql.bind_text(book), sql.bind_int(at.as_i64()));
    sql.line("SELECT mac").line("FROM journal").line(format!("WHERE book = {book} AND seq = {at}"));
    let row = link.rows(sql).await?.pop();
    Ok(row.and_then(|row| row.first().and_then(Cell::as_blob).map(<[u8]>::to_vec)))
}

fn write<'a>(folder: &Path, heads: impl Iterator<Item = (&'a str, Seq, &'a [u8])>) -> Result<(), Problem> {
    let text: String = heads.map(|(book, seq, mac)| format!("{book}\t{seq}\t{}\n", to_hex(mac))).collect();
    if text.is_empty() {
        return Ok(());
    }
    let mut file = File::options().create(true).append(true).open(folder.join(FILE)).map_err(files)?;
    all_or_nothing(&mut file, |file| file.write_all(text.as_bytes())).map_err(files)
}

/// Half a line of a full disk must not swallow the next one, as that of a crash must not.
fn all_or_nothing(file: &mut File, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let before = file.metadata()?.len();
    write(file).or_else(|error| {
        file.set_len(before)?;
        Err(error)
    })
}

/// A line that a crash left unfinished must not swallow the next one.
fn mend(folder: &Path) -> Result<(), Problem> {
    let path = folder.join(FILE);
    let Ok(bytes) = fs::read(&path) else { return Ok(()) };
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    if whole < bytes.len() {
        let file = File::options().write(true).open(path).map_err(files)?;
        file.set_len(u64::try_from(whole).unwrap_or_default()).map_err(files)?;
    }
    Ok(())
}

fn line(text: &str) -> Option<Line> {
    let mut parts = text.split('\t');
    let (book, number, mac) = (parts.next()?, parts.next()?, parts.next()?);
    let seq = seq(&Cell::Int(number.parse().ok()?))?;
    Some(Line { book: book.to_owned(), seq, mac: from_hex(mac).filter(|mac| mac.len() == 32)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_a_full_disk_cut_does_not_swallow_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let mac = [7; 32];
        let note = |seq| write(folder.path(), [("t1", Seq(seq), mac.as_slice())].into_iter());
        note(1).expect("noted");
        let mut file = File::options().append(true).open(folder.path().join(FILE)).expect("opens");
        let cut = all_or_nothing(&mut file, |file| {
            file.write_all(b"t1\t2\tab")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(cut.is_err());
        note(3).expect("noted");
        let (lines, unread) = read(folder.path()).expect("read");
        assert_eq!((lines.iter().map(|line| line.seq.0).collect::<Vec<_>>(), unread), (vec![1, 3], 0));
    }
}
