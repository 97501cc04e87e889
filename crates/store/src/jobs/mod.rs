//! Work that the house does by itself, once for all servers of a county: which run of which job is whose.
//!
//! A run is a job and a slot: the day it is for. Whoever takes a slot holds it until a moment, and says so again while he
//! works; one that nobody ended by then may be taken by another. Like what is kept of accounts these are plain rows,
//! overwritten and forgotten, and they tell of no record. See ADR 0028.
//!
//! - [`Claim`]: somebody wants a run
//! - [`JobRun`]: how a run stands
//! - `tables`: where it is kept

mod tables;

use kernel::{Date, Instant, Problem};

pub(crate) use tables::tables;

use crate::{Store, cell::Cell, dialect::Sql, engine::Row, problem::damaged, write};

/// Somebody wants to do a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The job.
    pub job: String,
    /// The day it is for.
    pub slot: Date,
    /// Who: another one with every try.
    pub runner: String,
    /// Now.
    pub at: Instant,
    /// Held until then, unless it is said again.
    pub until: Instant,
}

/// How a run stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JobRun {
    /// The job.
    pub job: String,
    /// The day it is for.
    pub slot: Date,
    /// How often it was begun.
    pub tries: u32,
    /// When it was begun last.
    pub began_at: Instant,
    /// Held until then.
    pub until: Instant,
    /// When it ended; nothing while somebody works, or died at it.
    pub ended_at: Option<Instant>,
    /// The code of the problem it ended with; nothing where it was done.
    pub failed: Option<String>,
    /// What there is to say of it.
    pub said: String,
}

const COLUMNS: &str = "job, slot, tries, began_at, until, ended_at, failed, said";

impl Store {
    /// Takes a run, once for all who ask at the same time. It is there to be taken where nobody has begun it, where whoever
    /// did said nothing any more until its moment passed, or where it failed before `again` fewer than `tries` times.
    pub async fn claim_job(&self, claim: &Claim, tries: u32, again: Instant) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let cells = [
            Cell::text(&claim.job),
            Cell::text(claim.slot.to_string()),
            Cell::text(&claim.runner),
            Cell::Int(claim.at.millis()),
            Cell::Int(claim.until.millis()),
        ];
        let [job, slot, runner, at, until] = cells.map(|cell| sql.bind(cell));
        let again = sql.bind_int(again.millis());
        sql.line("INSERT INTO job_run (job, slot, runner, tries, began_at, until, said)");
        sql.line(format!("VALUES ({job}, {slot}, {runner}, 1, {at}, {until}, '')"));
        sql.line("ON CONFLICT (job, slot) DO UPDATE SET runner = excluded.runner, tries = job_run.tries + 1,");
        sql.line("began_at = excluded.began_at, until = excluded.until, ended_at = NULL, failed = NULL, said = ''");
        sql.line("WHERE (job_run.ended_at IS NULL AND job_run.until < excluded.began_at)");
        sql.line(format!("OR (job_run.failed IS NOT NULL AND job_run.ended_at < {again} AND job_run.tries < {tries})"));
        sql.line("RETURNING tries");
        Ok(!self.jobs(sql).await?.is_empty())
    }

    /// Says that it is still being worked at; whether it is still whose it was.
    pub async fn hold_job(&self, claim: &Claim, until: Instant) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let until = sql.bind_int(until.millis());
        sql.line(format!("UPDATE job_run SET until = {until}"));
        mine(&mut sql, claim);
        sql.line("RETURNING tries");
        Ok(!self.jobs(sql).await?.is_empty())
    }

    /// Says how it ended; whether it was still whose it was.
    pub async fn end_job(&self, claim: &Claim, at: Instant, failed: Option<&str>, said: &str) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let failed = failed.map_or(Cell::Null, Cell::text);
        let (at, failed, said) = (sql.bind_int(at.millis()), sql.bind(failed), sql.bind_text(said));
        sql.line(format!("UPDATE job_run SET ended_at = {at}, failed = {failed}, said = {said}"));
        mine(&mut sql, claim);
        sql.line("RETURNING tries");
        Ok(!self.jobs(sql).await?.is_empty())
    }

    /// Runs for days before are forgotten.
    pub async fn forget_jobs(&self, before: Date) -> Result<(), Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let before = sql.bind_text(before.to_string());
        sql.line("DELETE FROM job_run").line(format!("WHERE slot < {before}"));
        self.jobs(sql).await.map(|_| ())
    }

    /// The latest run of every job.
    pub async fn latest_jobs(&self) -> Result<Vec<JobRun>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        sql.line(format!("SELECT {COLUMNS}")).line("FROM job_run AS run");
        sql.line("WHERE slot = (SELECT MAX(slot) FROM job_run AS other WHERE other.job = run.job)")
            .line("ORDER BY job");
        self.reader().await?.rows(sql).await?.into_iter().map(run).collect()
    }

    async fn jobs(&self, sql: Sql) -> Result<Vec<Row>, Problem> {
        self.send(|answer| write::Job::Deeds { statements: vec![sql], answer }).await
    }
}

fn mine(sql: &mut Sql, claim: &Claim) {
    let (job, slot) = (sql.bind_text(&claim.job), sql.bind_text(claim.slot.to_string()));
    let runner = sql.bind_text(&claim.runner);
    sql.line(format!("WHERE job = {job} AND slot = {slot} AND runner = {runner} AND ended_at IS NULL"));
}

fn run(row: Row) -> Result<JobRun, Problem> {
    let wrong = || damaged("job_run");
    let [
        Cell::Text(job),
        Cell::Text(slot),
        Cell::Int(tries),
        Cell::Int(began),
        Cell::Int(until),
        ended,
        failed,
        Cell::Text(said),
    ] = <[Cell; 8]>::try_from(row).map_err(|_| wrong())?
    else {
        return Err(wrong());
    };
    let failed = match failed {
        Cell::Text(code) => Some(code),
        _ => None,
    };
    Ok(JobRun {
        job,
        slot: slot.parse().map_err(|_| wrong())?,
        tries: u32::try_from(tries).unwrap_or(u32::MAX),
        began_at: Instant::from_millis(began),
        until: Instant::from_millis(until),
        ended_at: ended.as_int().map(Instant::from_millis),
        failed,
        said,
    })
}
