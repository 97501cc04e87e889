//! The one writer. Changes that wait share a transaction, each in a savepoint of its own: one that fails is rolled
//! back alone. Nobody is answered before the transaction is safe; heads are noted outside after that.

mod apply;
mod deeds;
pub(crate) mod derive;
mod lifeline;
mod packs;
mod rows;
mod standing;
mod tidy;
mod together;

use std::{
    fs::{File, TryLockError},
    path::Path,
    sync::Arc,
};

use kernel::Problem;
use pack::model::Pack;
use tokio::sync::{mpsc, oneshot};

pub(crate) use apply::{Applied, EntryCells, RowEntry, entry_mac, is_answered, receipt_of};
pub(crate) use packs::{all as all_packs, read as pack_files, write as write_pack};
pub(crate) use rows::{Bulk, JOURNAL, texts};

use self::{standing::Standing, tidy::Tidy};
use crate::{
    asking,
    dialect::Sql,
    engine::{Connection, Readers, Row},
    heads, problem,
    record::{PackFile, Receipt},
    schema,
    shared::Shared,
    stage::Staged,
};

/// Where the answer goes.
type Answer<T> = oneshot::Sender<Result<T, Problem>>;

/// What the writer is asked to do.
pub(crate) enum Job {
    Commit { staged: Box<Staged>, answer: Answer<Receipt> },
    Prepare { pack: Arc<Pack>, answer: Answer<()> },
    KeepPack { digest: String, files: Vec<PackFile>, answer: Answer<()> },
    Deeds { statements: Vec<Sql>, answer: Answer<Vec<Row>> },
    Close { answer: Answer<()> },
}

/// How many edits share a transaction at most; a larger Change has one to itself.
const GROUP_EDITS: usize = 5_000;
/// Held while a process uses the folder.
pub(crate) const LOCK: &str = "qianmo.lock";
const WAITING: usize = 1_024;

/// Takes the folder for this process.
pub(crate) fn lock(folder: &Path) -> Result<File, Problem> {
    let file =
        File::options().create(true).truncate(false).write(true).open(folder.join(LOCK)).map_err(problem::files)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(problem::in_use()),
        Err(TryLockError::Error(error)) => Err(problem::files(error)),
    }
}

/// Starts the writer. It ends when every store is dropped or one is closed, and holds the lock until then.
pub(crate) fn start(shared: Arc<Shared>, link: Connection, readers: Readers, lock: File) -> mpsc::Sender<Job> {
    let (jobs, waiting) = mpsc::channel(WAITING);
    tokio::spawn(asking::by("writer", run(shared, link, Tidy::new(readers), lock, waiting)));
    jobs
}

async fn run(shared: Arc<Shared>, mut link: Connection, mut tidy: Tidy, lock: File, mut jobs: mpsc::Receiver<Job>) {
    let (mut held, mut standing) = (None, Standing::default());
    loop {
        let next = match held.take() {
            Some(job) => Some(job),
            None => jobs.recv().await,
        };
        match next {
            Some(Job::Commit { staged, answer }) => {
                let mut group = vec![(*staged, answer)];
                held = gather(&mut jobs, &mut group);
                let edits = group.iter().map(|(staged, _)| staged.edits.len().max(1)).sum();
                commit(&shared, &mut link, &mut standing, group).await;
                tidy.after(&shared, &mut link, edits).await;
            }
            Some(Job::Prepare { pack, answer }) => {
                let done = prepare(&shared, &mut link, pack).await;
                let _ = answer.send(done);
            }
            Some(Job::KeepPack { digest, files, answer }) => {
                let done = packs::keep(&shared, &mut link, &digest, files).await;
                let _ = answer.send(done);
            }
            Some(Job::Deeds { statements, answer }) => {
                let done = deeds::run(&shared, &mut link, statements).await;
                let _ = answer.send(done);
            }
            Some(Job::Close { answer }) => {
                jobs.close();
                let done = end(&shared, link).await;
                drop(lock);
                let _ = answer.send(done);
                return;
            }
            None => break,
        }
    }
    if let Err(problem) = end(&shared, link).await {
        tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "store.close");
    }
    drop(lock);
}

/// What other servers wrote meanwhile is noted here too before this one goes.
async fn end(shared: &Shared, mut link: Connection) -> Result<(), Problem> {
    if shared.dialect.is_shared()
        && !link.is_lost()
        && let Err(problem) = heads::catch_up(&mut link, shared.dialect, shared.folder()).await
    {
        tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "store.heads");
    }
    link.close().await
}

/// Takes what waits, up to the size of a group; answers the first job that is no commit.
fn gather(jobs: &mut mpsc::Receiver<Job>, group: &mut Vec<(Staged, Answer<Receipt>)>) -> Option<Job> {
    let mut edits = group.iter().map(|(staged, _)| staged.edits.len()).sum::<usize>();
    while edits < GROUP_EDITS {
        match jobs.try_recv() {
            Ok(Job::Commit { staged, answer }) => {
                edits += staged.edits.len().max(1);
                group.push((*staged, answer));
            }
            Ok(other) => return Some(other),
            Err(_) => break,
        }
    }
    None
}

async fn commit(
    shared: &Arc<Shared>,
    link: &mut Connection,
    standing: &mut Standing,
    group: Vec<(Staged, Answer<Receipt>)>,
) {
    let (changes, answers): (Vec<Staged>, Vec<Answer<Receipt>>) = group.into_iter().unzip();
    let rows: Vec<usize> = changes.iter().map(|staged| staged.edits.len()).collect();
    let done = transaction(shared, link, standing, changes).await;
    if done.is_err() || shared.dialect.is_shared() {
        standing.forget();
    }
    match done {
        Ok(applied) => {
            standing::tell(shared, link, &applied).await;
            let fresh = applied.iter().flatten().filter(|applied| !applied.receipt.repeated);
            if let Err(problem) = heads::append(shared.folder(), fresh.map(Applied::head)) {
                tracing::error!(problem.code = problem.code, problem.detail = problem.detail, "store.heads");
            }
            for ((answer, applied), rows) in answers.into_iter().zip(applied).zip(rows) {
                match &applied {
                    Ok(Applied { receipt, .. }) => shared.meters.kept(receipt.repeated, rows, receipt.at),
                    Err(_) => shared.meters.refused(),
                }
                let _ = answer.send(applied.map(|applied| applied.receipt));
            }
        }
        Err(problem) => {
            standing::doubt(shared);
            for answer in answers {
                shared.meters.refused();
                let _ = answer.send(Err(problem.clone()));
            }
        }
    }
}

/// One answer a Change; an error where not even the transaction could be made.
async fn transaction(
    shared: &Arc<Shared>,
    link: &mut Connection,
    standing: &mut Standing,
    changes: Vec<Staged>,
) -> Result<Vec<Result<Applied, Problem>>, Problem> {
    lifeline::begin(shared, link).await?;
    if let Err(problem) = lifeline::still_laid_out(shared, link).await {
        return Err(abandon(link, problem).await);
    }
    let answers = match answers(shared, link, standing, changes).await {
        Ok(answers) => answers,
        Err(problem) => return Err(abandon(link, problem).await),
    };
    match link.run("COMMIT", Vec::new()).await {
        Ok(_) => Ok(answers),
        Err(_) if link.is_lost() => lifeline::settle(shared, link, answers).await,
        // All of it may stand in SQLite's log, and only the flush have failed: a process that starts before the next
        // write overwrites it reads it as committed. Nobody may be told that nothing was kept.
        Err(problem) if problem.code == "store.files" => {
            Err(problem::unanswered().detail(abandon(link, problem).await))
        }
        Err(problem) => Err(abandon(link, problem).await),
    }
}

/// What each Change comes to: of all together where that can be, of each alone where one of them must be looked at.
async fn answers(
    shared: &Arc<Shared>,
    link: &mut Connection,
    standing: &mut Standing,
    changes: Vec<Staged>,
) -> Result<Vec<Result<Applied, Problem>>, Problem> {
    if together::may_be(&changes) {
        link.run("SAVEPOINT change", Vec::new()).await?;
        let written = together::write(shared, link, standing, &changes).await;
        if let Ok(Some(applied)) = written {
            link.run("RELEASE SAVEPOINT change", Vec::new()).await?;
            return Ok(applied.into_iter().map(Ok).collect());
        }
        link.run("ROLLBACK TO SAVEPOINT change", Vec::new()).await?;
        link.run("RELEASE SAVEPOINT change", Vec::new()).await?;
    }
    standing.forget();
    let mut answers = Vec::with_capacity(changes.len());
    for staged in changes {
        answers.push(savepoint(shared, link, staged).await?);
    }
    Ok(answers)
}

async fn savepoint(
    shared: &Arc<Shared>,
    link: &mut Connection,
    staged: Staged,
) -> Result<Result<Applied, Problem>, Problem> {
    link.run("SAVEPOINT change", Vec::new()).await?;
    let answer = apply::apply(shared, link, staged).await;
    if let Err(problem) = &answer {
        tracing::debug!(problem.code = problem.code, problem.detail = problem.detail, "store.rolled_back");
        link.run("ROLLBACK TO SAVEPOINT change", Vec::new()).await?;
    }
    link.run("RELEASE SAVEPOINT change", Vec::new()).await?;
    Ok(answer)
}

async fn prepare(shared: &Shared, link: &mut Connection, pack: Arc<Pack>) -> Result<(), Problem> {
    lifeline::begin(shared, link).await?;
    let layouts = match schema::prepare(link, shared.dialect, &pack).await {
        Ok(layouts) => layouts,
        Err(problem) => return Err(abandon(link, problem).await),
    };
    // Where the answer to this is lost, preparing again does what was not done.
    if let Err(problem) = link.run("COMMIT", Vec::new()).await {
        return Err(abandon(link, problem).await);
    }
    shared.put(pack, layouts);
    Ok(())
}

async fn abandon(link: &mut Connection, problem: Problem) -> Problem {
    tracing::error!(problem.code = problem.code, problem.detail = problem.detail, "store.abandoned");
    // A database that lost the connection has rolled back by itself.
    if !link.is_lost()
        && let Err(again) = link.run("ROLLBACK", Vec::new()).await
    {
        tracing::error!(problem.code = again.code, problem.detail = again.detail, "store.rollback");
    }
    problem
}
