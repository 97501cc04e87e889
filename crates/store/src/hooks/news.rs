//! What of the journal a program is told: that a Change touched records of a ledger, never what they say or who wrote it.

use std::collections::BTreeMap;

use kernel::{BookId, Instant, LedgerId, Problem, RecordId, Seq};
use rules::access::{Allowed, Read};

use crate::{Store, cell::Cell, dialect::Sql, problem::damaged, row::seq};

/// Of so many records of a ledger in one Change they are named.
const NAMED: u64 = 20;

/// A Change, as far as it is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct News {
    /// Its number in the book.
    pub seq: Seq,
    /// When.
    pub at: Instant,
    /// What was done: `create`, `import` …
    pub act: String,
    /// Which it took back.
    pub undoes: Option<Seq>,
    /// What it touched.
    pub touches: BTreeMap<LedgerId, Touches>,
}

/// Records of one ledger.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Touches {
    /// How many.
    pub records: u64,
    /// Which, where they are few.
    pub named: Vec<RecordId>,
}

impl Store {
    /// The first Changes of a book after one, the oldest first.
    pub async fn news(
        &self,
        allowed: &Allowed<Read>,
        book: &BookId,
        after: Seq,
        most: u32,
    ) -> Result<Vec<News>, Problem> {
        if !allowed.opens(book.as_str()) {
            return Err(Problem::not_found(format!("账本 {book}")));
        }
        let wrong = || damaged("journal");
        let mut link = self.reader().await?;
        let mut sql = Sql::new(self.shared.dialect);
        let (of, from) = (sql.bind_text(book), sql.bind_int(after.as_i64()));
        sql.line("SELECT seq, at, act, undoes")
            .line("FROM journal")
            .line(format!("WHERE book = {of} AND seq > {from}"));
        sql.line("ORDER BY seq").line(format!("LIMIT {most}"));
        let mut news = Vec::new();
        for row in link.rows(sql).await? {
            let [number, Cell::Int(at), Cell::Text(act), undoes] = row.as_slice() else { return Err(wrong()) };
            news.push(News {
                seq: seq(number).ok_or_else(wrong)?,
                at: Instant::from_millis(*at),
                act: act.clone(),
                undoes: seq(undoes),
                touches: BTreeMap::new(),
            });
        }
        let Some(last) = news.last().map(|change| change.seq) else { return Ok(news) };
        let mut sql = Sql::new(self.shared.dialect);
        let (of, from, to) = (sql.bind_text(book), sql.bind_int(after.as_i64()), sql.bind_int(last.as_i64()));
        sql.line("SELECT seq, ledger, COUNT(*)").line("FROM journal_row");
        sql.line(format!("WHERE book = {of} AND seq > {from} AND seq <= {to}")).line("GROUP BY seq, ledger");
        for row in link.rows(sql).await? {
            let [number, Cell::Text(ledger), Cell::Int(records)] = row.as_slice() else { return Err(wrong()) };
            let records = u64::try_from(*records).map_err(|_| wrong())?;
            if let Some(change) = of_seq(&mut news, number) {
                change.touches.insert(ledger.as_str().into(), Touches { records, named: Vec::new() });
            }
        }
        // Ledger by ledger: that those of one are not named must tell nothing of another, which may be hidden.
        let few: Vec<(i64, LedgerId)> = news.iter().flat_map(few).collect();
        if few.is_empty() {
            return Ok(news);
        }
        let mut sql = Sql::new(self.shared.dialect);
        let of = sql.bind_text(book);
        let pair = |(number, ledger): (i64, LedgerId)| format!("({}, {})", sql.bind_int(number), sql.bind_text(ledger));
        let pairs: Vec<String> = few.into_iter().map(pair).collect();
        sql.line("SELECT seq, ledger, record").line("FROM journal_row");
        sql.line(format!("WHERE book = {of} AND (seq, ledger) IN (VALUES {})", pairs.join(", ")));
        sql.line("ORDER BY seq, ledger, record");
        for row in link.rows(sql).await? {
            let [number, Cell::Text(ledger), Cell::Text(record)] = row.as_slice() else { return Err(wrong()) };
            let touches = of_seq(&mut news, number).and_then(|change| change.touches.get_mut(ledger.as_str()));
            touches.into_iter().for_each(|touches| touches.named.push(record.as_str().into()));
        }
        Ok(news)
    }
}

fn few(change: &News) -> Vec<(i64, LedgerId)> {
    let of = change.touches.iter().filter(|(_, touches)| touches.records <= NAMED);
    of.map(|(ledger, _)| (change.seq.as_i64(), ledger.clone())).collect()
}

fn of_seq<'n>(news: &'n mut [News], number: &Cell) -> Option<&'n mut News> {
    let number = seq(number)?;
    let at = news.binary_search_by_key(&number, |change| change.seq).ok()?;
    news.get_mut(at)
}
