//! What the store answers when it cannot do what was asked.

use std::fmt::Display;

use kernel::{BookId, Finding, LedgerId, Place, Problem, RecordAt, RecordId, Seq};

/// The database refused; the cause is in the log.
pub(crate) fn database(error: sqlx::Error) -> Problem {
    let text = error.to_string();
    if is_gone(&error) {
        return unreachable_database(error);
    }
    // What PostgreSQL means is in its code, whatever language it speaks.
    let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
    let cause = cause(&error);
    if text.contains("integer overflow") || code == "22003" {
        return Problem::new("figure.overflow", "计算结果超出可以表示的范围。")
            .hint("请检查记录里是否有多写了位数的数字。")
            .detail(cause);
    }
    if text.contains("database or disk is full") || code == "53100" {
        return Problem::new("store.full", "磁盘已满，没有保存。").hint("请清理磁盘空间后再提交一次。").detail(cause);
    }
    if text.contains("disk I/O error") && !cannot_be_read(&code) {
        return files(text);
    }
    if ["malformed", "not a database", "disk I/O error"].iter().any(|sign| text.contains(sign))
        || code.starts_with("XX00")
    {
        return Problem::new("store.damaged", "数据库文件已损坏，读不出来。")
            .hint("请停止写入，保留现场，从最近的备份恢复。")
            .detail(cause);
    }
    if text.contains("readonly database") || text.contains("unable to open") {
        return Problem::new("store.files", "数据文件夹不能写入。")
            .hint("请检查文件夹的权限，或换一个数据文件夹。")
            .detail(cause);
    }
    if matches!(&*code, "25006" | "42501") {
        return Problem::new("store.read_only", "数据库不让写入：它是只读的，或这个用户没有权限。")
            .hint("请连到主库，并让这个用户拥有所用的模式（schema）。")
            .detail(cause);
    }
    Problem::new("store.failed", "数据库没有完成这次操作，什么都没有改动。")
        .hint("请稍后再试；如果一直这样，请联系管理员查看日志。")
        .detail(cause)
}

/// What failed, for the log. PostgreSQL repeats values in its messages (`invalid input syntax for type bigint: "…"`), so
/// of those only the code and the names of table and constraint are kept; SQLite names tables and columns alone.
fn cause(error: &sqlx::Error) -> String {
    let Some(error) = error.as_database_error() else { return error.to_string() };
    if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        return format!("sqlite {}: {}", error.code().unwrap_or_default(), error.message());
    }
    let named = [("table", error.table()), ("constraint", error.constraint())];
    let named = named.into_iter().filter_map(|(what, name)| Some(format!(" {what} {}", name?)));
    format!("sqlstate {}{}", error.code().unwrap_or_default(), named.collect::<String>())
}

/// Of the ways in which a disk fails SQLite, those that say that what is there cannot be read. A disk that takes no
/// more writing (it turned read-only, its cable is loose) has damaged nothing, and nobody must restore a backup for it.
fn cannot_be_read(code: &str) -> bool {
    const READ: &str = "266";
    const SHORT_READ: &str = "522";
    const DATA: &str = "8202";
    const FILE_SYSTEM: &str = "8458";
    [READ, SHORT_READ, DATA, FILE_SYSTEM].contains(&code)
}

/// Whether the connection is no more: the server went away, or ended it.
pub(crate) fn is_gone(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            // Connection exceptions; shut down, crashed, starting up; idle for too long within a transaction.
            code.len() == 5 && code.starts_with("08") || code.starts_with("57P0") || code == "25P03"
        }),
        _ => false,
    }
}

/// The database cannot be reached. Nothing was kept; the cause holds no password.
pub(crate) fn unreachable_database(error: sqlx::Error) -> Problem {
    let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
    if code.starts_with("28") || code == "3D000" {
        return Problem::new("store.refused", "数据库不让登录，或没有这个数据库。")
            .hint("请核对数据库地址里的用户、密码和数据库名。")
            .detail(cause(&error));
    }
    not_kept().detail(cause(&error))
}

/// The database went away, and nothing was kept.
pub(crate) fn not_kept() -> Problem {
    Problem::new("store.unreachable", "数据库的连接断了，这次没有办成，什么都没有改动。")
        .hint("请稍后再提交一次；如果一直这样，请管理员检查数据库是否在运行。")
}

/// The connection broke while the database was asked to commit, and it has not come back to be asked what it did.
pub(crate) fn unanswered() -> Problem {
    Problem::new("store.unanswered", "数据库在保存的最后一刻断开或写不进去，还不知道存上了没有。")
        .hint("请过一会儿原样再提交一次：已经存上的不会存第二遍。")
}

/// A text that a database cannot keep.
pub(crate) fn not_a_text() -> Problem {
    Problem::new("store.not_a_text", "文字里有不能保存的字符（编码为 0），没有保存。")
        .hint("请重新输入这段文字，或从原文件里另存为文本后再粘贴。")
}

/// The definitions moved on, on another server, while the Change was being made.
pub(crate) fn pack_moved() -> Problem {
    Problem::new("store.pack_moved", "口径刚刚在另一处更新过，没有保存。").hint("请刷新页面后再提交一次。")
}

pub(crate) fn files(error: impl Display) -> Problem {
    Problem::new("store.files", "数据文件夹读写失败。")
        .hint("请检查文件夹是否存在、磁盘是否已满、权限是否正确。")
        .detail(error)
}

pub(crate) fn in_use() -> Problem {
    Problem::new("store.in_use", "这个数据文件夹正被另一个程序使用。")
        .hint("请先停下正在运行的那个，或换一个数据文件夹。")
}

/// A newer program wrote it, in a form this one does not know.
pub(crate) fn newer_format(format: i64) -> Problem {
    let ours = crate::schema::FORMAT;
    Problem::new(
        "store.newer_format",
        format!("这些数据是更新的程序写的（数据格式 {format}，本程序只认到 {ours}），没有打开，什么都没有改动。"),
    )
    .hint("请用新版本的程序打开；要退回旧版本，请用升级前的备份恢复（qianmo restore）。")
}

/// Books are kept where others were to be carried.
pub(crate) fn not_empty() -> Problem {
    Problem::new("store.not_empty", "目的地已经记过账，什么都没有搬。")
        .hint("请换一个空的数据目录，或一个空的数据库（模式）。")
}

/// The keys of this server are not those of the database.
pub(crate) fn other_keys() -> Problem {
    Problem::new("store.other_keys", "本机的密钥文件 keys.json 与数据库不符，没有打开。")
        .hint("请把第一台服务器的 keys.json 复制到本机的数据目录；如果就是原来的密钥，请运行核验（verify）。")
}

pub(crate) fn closed() -> Problem {
    Problem::new("store.closed", "数据库已经关闭，没有保存。").hint("请在程序重新启动后再提交一次。")
}

/// Books were kept here, and the database has none of them.
pub(crate) fn lost() -> Problem {
    Problem::new("store.lost", "数据库不见了或是空的，而这里记过账。")
        .hint("请不要继续使用，从最近的备份恢复数据库文件；heads.log 里记着账本到过哪里。")
}

/// What is kept cannot be read as what it should be; `verify` says more.
pub(crate) fn damaged(what: impl Display) -> Problem {
    Problem::new("store.damaged", "数据库里有读不出来的内容。")
        .hint("请运行核验（verify），按提示从备份恢复。")
        .detail(what)
}

/// Versions that are not the ones a Change expected, by the number of its edit and the record.
pub(crate) fn conflict(edits: &[(usize, RecordId)]) -> Problem {
    let finding = |(index, record): &(usize, RecordId)| {
        let place = Place::default().line(u32::try_from(index + 1).unwrap_or(u32::MAX));
        Finding::error("record.conflict", format!("记录 {record} 已被别人改动。"), place)
    };
    Problem::new("record.conflict", "要改的记录已被别人改动，没有保存。")
        .hint("请刷新后看看现在的内容，再改一次。")
        .findings(edits.iter().map(finding).collect())
}

/// The client's key stands for another request.
pub(crate) fn request_reused() -> Problem {
    Problem::new("record.request_reused", "这个提交编号已经用于另一次提交，这一次没有保存。")
        .hint("请刷新页面后再提交；每次提交要用新的编号，只有重试才用原来的。")
}

/// Two open records of a unit with one business key: the edit, its record, and the record that is there.
pub(crate) fn duplicate(ledger: &LedgerId, book: &BookId, pairs: &[(Option<usize>, RecordId, RecordId)]) -> Problem {
    let finding = |(index, _, other): &(Option<usize>, RecordId, RecordId)| {
        let place = index.and_then(|index| u32::try_from(index + 1).ok());
        let place = place.map_or_else(Place::default, |line| Place::default().line(line));
        let there = RecordAt { ledger: ledger.clone(), book: book.clone(), record: other.clone() };
        Finding::error("record.duplicate_key", "已经有一条主键相同的记录。", place).there(there)
    };
    Problem::new("record.duplicate_key", "同一单位里已经有一条主键相同的记录，没有保存。")
        .hint("如果是同一件事，请更正原有的那一条；不是的，请改写主键的字段。")
        .findings(pairs.iter().map(finding).collect())
}

/// A Change that is not made as it must be: a mistake of the program that made it.
pub(crate) fn malformed(what: impl Display) -> Problem {
    Problem::new("store.malformed_change", "提交的内容与台账的字段不符，没有保存。")
        .hint("请刷新页面后再试；台账的定义可能刚刚改过。")
        .detail(what)
}

pub(crate) fn no_change(book: &BookId, seq: Seq) -> Problem {
    Problem::not_found(format!("账本 {book} 的第 {seq} 号变更"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_takes_no_writing_has_damaged_nothing() {
        // SQLITE_IOERR and what it is of, as SQLite numbers them.
        let io = |which: u32| (10 | which << 8).to_string();
        let check = |which: u32, expect: bool| assert_eq!(cannot_be_read(&io(which)), expect, "{which}");
        for reading in [1, 2, 32, 33] {
            check(reading, true);
        }
        // Write, fsync, truncate, lock, shared memory grown, none named.
        for other in [3, 4, 6, 15, 19, 0] {
            check(other, false);
        }
    }
}
