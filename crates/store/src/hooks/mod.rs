//! Programs that are told of Changes (ADR 0039): who they are, and how far each was told. Like what is kept of accounts these are
//! plain rows beside the ledgers. A hook's place in a book moves only once its program has answered, so that nothing is left
//! out however long it is away; which server tells is settled as with jobs, by who has the hook in hand.
//!
//! - [`Hook`], [`NewHook`]: a program, as it is shown and as it is made; its secret is sealed, and shown to nobody again
//! - [`Told`]: how telling went
//! - `news`: what of the journal a program may be told
//! - `tables`: where it is kept

mod news;
mod tables;

use kernel::{BookId, Cut, Instant, LedgerId, Problem, Seq};

pub use news::{News, Touches};
pub(crate) use tables::{CARRIED, tables};

use crate::{
    Store,
    cell::Cell,
    dialect::Sql,
    engine::Row,
    hash::{from_hex, to_hex},
    problem::damaged,
    random::bytes,
    seal::{self, Owner},
    write,
};

/// A program that is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hook {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Of which ledgers; `None` is of all that may be told of.
    pub ledgers: Option<Vec<LedgerId>>,
    /// Numbers of Changes count along this line; another one once they may begin anew ([`Store::rest_hooks`]).
    pub line: String,
    /// Since when.
    pub made_at: Instant,
    /// The login of whoever made it.
    pub made_by: String,
    /// Why it is told nothing now.
    pub paused: Option<String>,
    /// Tries since it last answered.
    pub failed: u32,
    /// Not before then.
    pub next_at: Instant,
    /// When it answered last.
    pub told_at: Option<Instant>,
    /// How the last try went.
    pub said: String,
    /// How far it was told.
    pub places: Cut,
}

/// A program to be told from now on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewHook {
    /// An id nobody has.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Of which ledgers.
    pub ledgers: Option<Vec<LedgerId>>,
    /// Now.
    pub at: Instant,
    /// The login of whoever makes it.
    pub by: String,
    /// What has happened up to here it is not told.
    pub places: Cut,
}

/// How telling went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// The program has it, up to there.
    Answered {
        /// Of which book.
        book: BookId,
        /// Up to which Change.
        seq: Seq,
    },
    /// Nothing of it was for this program.
    Passed {
        /// Of which book.
        book: BookId,
        /// Up to which Change.
        seq: Seq,
    },
    /// There was nothing.
    Nothing,
    /// It has not, and is not asked before then.
    Missed {
        /// Then.
        next_at: Instant,
        /// Why it is told no more until somebody lets it go on.
        paused: Option<String>,
    },
}

const COLUMNS: &str = "id, name, url, ledgers, line, made_at, made_by, paused, failed, next_at, told_at, said";

impl Store {
    /// All of them, the oldest first.
    pub async fn hooks(&self) -> Result<Vec<Hook>, Problem> {
        let mut link = self.reader().await?;
        let mut sql = Sql::new(self.shared.dialect);
        sql.line(format!("SELECT {COLUMNS}")).line("FROM hook").line("ORDER BY made_at, id");
        let mut hooks = link.rows(sql).await?.into_iter().map(hook).collect::<Result<Vec<_>, _>>()?;
        let mut sql = Sql::new(self.shared.dialect);
        sql.line("SELECT hook, book, seq").line("FROM hook_place");
        for row in link.rows(sql).await? {
            let [Cell::Text(of), Cell::Text(book), Cell::Int(seq)] = row.as_slice() else {
                return Err(damaged("hook_place"));
            };
            let seq = u64::try_from(*seq).map_err(|_| damaged("hook_place"))?;
            if let Some(hook) = hooks.iter_mut().find(|hook| hook.id == *of) {
                hook.places.set(book.as_str().into(), Seq(seq));
            }
        }
        Ok(hooks)
    }

    /// Makes one; what its messages are signed with, said this once.
    pub async fn make_hook(&self, new: &NewHook) -> Result<Vec<u8>, Problem> {
        let secret: [u8; 32] = bytes(self.shared.random.as_ref());
        let (ledger, book, record) = place(&new.id);
        let owner = Owner { ledger: &ledger, book: &book, record: &record };
        let sealed = seal::encrypt(&self.shared.keys, self.shared.random.as_ref(), owner, SECRET, &secret);
        let sealed = sealed.ok_or_else(|| damaged("keys"))?;
        let mut sql = Sql::new(self.shared.dialect);
        let cells = [
            Cell::text(&new.id),
            Cell::text(&new.name),
            Cell::text(&new.url),
            Cell::text(named(new.ledgers.as_deref())),
            Cell::text(to_hex(&sealed)),
            Cell::text(self.new_line()),
            Cell::Int(new.at.millis()),
            Cell::text(&new.by),
            Cell::Int(0),
            Cell::Int(new.at.millis()),
            Cell::text(""),
        ];
        let binds = cells.map(|cell| sql.bind(cell));
        sql.line("INSERT INTO hook (id, name, url, ledgers, secret, line, made_at, made_by, failed, next_at, said)");
        sql.line(format!("VALUES ({})", binds.join(", ")));
        let mut statements = vec![sql];
        statements.extend(new.places.0.iter().map(|(book, seq)| self.moved(&new.id, book, *seq)));
        self.hook_rows(statements).await?;
        Ok(secret.to_vec())
    }

    /// Forgets one; whether it was there.
    pub async fn end_hook(&self, id: &str) -> Result<bool, Problem> {
        let statement = |text: &str, also: &str| {
            let mut sql = Sql::new(self.shared.dialect);
            let id = sql.bind_text(id);
            sql.line(format!("{text} = {id}")).line(also);
            sql
        };
        let places = statement("DELETE FROM hook_place WHERE hook", "");
        Ok(!self.hook_rows(vec![places, statement("DELETE FROM hook WHERE id", "RETURNING id")]).await?.is_empty())
    }

    /// Holds one back, with a reason, or lets it go on at once; whether it was there.
    pub async fn pause_hook(&self, id: &str, why: Option<&str>, now: Instant) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (why, now) = (sql.bind(why.map_or(Cell::Null, Cell::text)), sql.bind_int(now.millis()));
        sql.line(format!("UPDATE hook SET paused = {why}, failed = 0, next_at = {now}"));
        let id = sql.bind_text(id);
        sql.line(format!("WHERE id = {id}")).line("RETURNING id");
        Ok(!self.hook_rows(vec![sql]).await?.is_empty())
    }

    /// Holds all of them back where books begin anew at an earlier place: numbers that were told will be those of other Changes.
    /// Each counts along another line from now on.
    pub async fn rest_hooks(&self, why: &str) -> Result<(), Problem> {
        let mut statements = Vec::new();
        for hook in self.hooks().await? {
            let mut sql = Sql::new(self.shared.dialect);
            let (why, line, id) = (sql.bind_text(why), sql.bind_text(self.new_line()), sql.bind_text(&hook.id));
            sql.line(format!("UPDATE hook SET paused = COALESCE(paused, {why}), line = {line},"));
            sql.line(format!("runner = NULL, until = NULL WHERE id = {id}"));
            statements.push(sql);
        }
        if statements.is_empty() { Ok(()) } else { self.hook_rows(statements).await.map(|_| ()) }
    }

    /// Takes one in hand until a moment, once for all servers; nothing while another has it, or it is not to be told now.
    pub async fn claim_hook(&self, id: &str, runner: &str, now: Instant, until: Instant) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (runner, until) = (sql.bind_text(runner), sql.bind_int(until.millis()));
        sql.line(format!("UPDATE hook SET runner = {runner}, until = {until}"));
        let (id, now) = (sql.bind_text(id), sql.bind_int(now.millis()));
        sql.line(format!("WHERE id = {id} AND paused IS NULL AND next_at <= {now}"));
        sql.line(format!("AND (until IS NULL OR until < {now})")).line("RETURNING id");
        Ok(!self.hook_rows(vec![sql]).await?.is_empty())
    }

    /// Says how it went and lets it go; whether it was still in this runner's hand.
    pub async fn told_hook(
        &self,
        id: &str,
        runner: &str,
        now: Instant,
        told: &Told,
        said: &str,
    ) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let mut place = None;
        match told {
            Told::Answered { book, seq } => {
                let (now, said) = (sql.bind_int(now.millis()), sql.bind_text(said));
                sql.line(format!("UPDATE hook SET failed = 0, told_at = {now}, next_at = {now}, said = {said},"));
                place = Some((book, *seq));
            }
            Told::Passed { book, seq } => {
                sql.line("UPDATE hook SET");
                place = Some((book, *seq));
            }
            Told::Nothing => {
                sql.line("UPDATE hook SET");
            }
            Told::Missed { next_at, paused } => {
                let (next, said) = (sql.bind_int(next_at.millis()), sql.bind_text(said));
                let why = sql.bind(paused.as_deref().map_or(Cell::Null, Cell::text));
                sql.line(format!("UPDATE hook SET failed = failed + 1, next_at = {next}, said = {said},"));
                // Somebody may have paused it meanwhile.
                sql.line(format!("paused = COALESCE(paused, {why}),"));
            }
        }
        sql.line("runner = NULL, until = NULL");
        let (of, by) = (sql.bind_text(id), sql.bind_text(runner));
        sql.line(format!("WHERE id = {of} AND runner = {by}")).line("RETURNING id");
        // The place first: what was answered is answered, whoever has it in hand by now.
        let mut statements: Vec<Sql> = place.map(|(book, seq)| self.moved(id, book, seq)).into_iter().collect();
        statements.push(sql);
        Ok(!self.hook_rows(statements).await?.is_empty())
    }

    /// What its messages are signed with.
    pub async fn hook_secret(&self, id: &str) -> Result<Option<Vec<u8>>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let of = sql.bind_text(id);
        sql.line("SELECT secret").line("FROM hook").line(format!("WHERE id = {of}"));
        let Some(row) = self.reader().await?.rows(sql).await?.pop() else { return Ok(None) };
        let (ledger, book, record) = place(id);
        let owner = Owner { ledger: &ledger, book: &book, record: &record };
        let sealed = row.first().and_then(Cell::as_text).and_then(from_hex);
        let secret = sealed.and_then(|sealed| seal::decrypt(&self.shared.keys, owner, SECRET, &sealed));
        secret.map(Some).ok_or_else(|| damaged("hook"))
    }

    /// Never backwards, and not for a hook that has ended.
    fn moved(&self, hook: &str, book: &BookId, seq: Seq) -> Sql {
        let mut sql = Sql::new(self.shared.dialect);
        let (hook, book, seq) = (sql.bind_text(hook), sql.bind_text(book), sql.bind_int(seq.as_i64()));
        sql.line("INSERT INTO hook_place (hook, book, seq)");
        sql.line(format!("SELECT id, {book}, {seq} FROM hook WHERE id = {hook}"));
        sql.line("ON CONFLICT (hook, book) DO UPDATE SET seq = excluded.seq WHERE hook_place.seq < excluded.seq");
        sql
    }

    fn new_line(&self) -> String {
        to_hex(&bytes::<8>(self.shared.random.as_ref()))
    }

    async fn hook_rows(&self, statements: Vec<Sql>) -> Result<Vec<Row>, Problem> {
        self.send(|answer| write::Job::Deeds { statements, answer }).await
    }
}

const SECRET: &str = "secret";

/// Where a secret belongs, so that it does not open at another's.
fn place(hook: &str) -> (LedgerId, BookId, kernel::RecordId) {
    ("_hook".into(), "-".into(), hook.into())
}

/// One a line; none is all.
fn named(ledgers: Option<&[LedgerId]>) -> String {
    ledgers.unwrap_or_default().iter().map(LedgerId::as_str).collect::<Vec<_>>().join("\n")
}

fn hook(row: Row) -> Result<Hook, Problem> {
    let wrong = || damaged("hook");
    let [
        Cell::Text(id),
        Cell::Text(name),
        Cell::Text(url),
        Cell::Text(ledgers),
        Cell::Text(line),
        Cell::Int(made),
        Cell::Text(made_by),
        paused,
        Cell::Int(failed),
        Cell::Int(next),
        told,
        Cell::Text(said),
    ] = <[Cell; 12]>::try_from(row).map_err(|_| wrong())?
    else {
        return Err(wrong());
    };
    let ledgers: Vec<LedgerId> = ledgers.lines().map(LedgerId::from).collect();
    Ok(Hook {
        id,
        name,
        url,
        ledgers: (!ledgers.is_empty()).then_some(ledgers),
        line,
        made_at: Instant::from_millis(made),
        made_by,
        paused: paused.as_text().map(str::to_owned),
        failed: u32::try_from(failed).map_err(|_| wrong())?,
        next_at: Instant::from_millis(next),
        told_at: told.as_int().map(Instant::from_millis),
        said,
        places: Cut::default(),
    })
}
