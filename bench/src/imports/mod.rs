//! An import beside the peer that only reads: calamine alone, our preview, our import with checks, history and commit.

mod ledgers;
mod peer;
mod workbook;

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use app::{
    Actor,
    imports::{ImportOptions, ImportReport, import},
};
use kernel::Problem;
use pack::model::Pack;
use workbook::{About, workbook};

use crate::{office::Office, table::Table};

/// How often each is done; the median counts. Large files less often.
const TIMES: usize = 7;

/// The rows of the tables when nothing else is asked.
const GROWTH: [usize; 4] = [2_000, 5_000, 50_000, 199_000];

/// Measures and prints: all sizes, or the one that is asked for.
pub async fn measure(rows: Option<usize>) -> Result<(), Problem> {
    let pack = ledgers::pack();
    let sizes = rows.map_or(GROWTH.to_vec(), |rows| vec![rows]);
    for (about, name) in [(About::Plots, "no private fields"), (About::Persons, "one sealed and two private fields")] {
        for rows in &sizes {
            let bytes = workbook(*rows, about)?;
            println!("{rows} rows × 10 columns, {name}: {} kB of xlsx", bytes.len() / 1_000);
            let table = one(&pack, about, *rows, &bytes).await?;
            println!("{table}");
        }
    }
    Ok(())
}

async fn one(pack: &Arc<Pack>, about: About, rows: usize, bytes: &[u8]) -> Result<Table, Problem> {
    let times = if rows > 100_000 { 3 } else { TIMES };
    let mut taken: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    let mut note = |name, time: Duration| taken.entry(name).or_default().push(time);
    let mut cells = 0;
    for _ in 0..times {
        let (read, alone) = peer::as_it_comes(bytes)?;
        cells = read;
        note(ALONE, alone);
        note(HERE, peer::here(bytes)?);
        let office = Office::open(pack.clone()).await?;
        let begun = Instant::now();
        let preview = run(&office, about, bytes, true).await?;
        note(PREVIEW, begun.elapsed());
        let begun = Instant::now();
        let done = run(&office, about, bytes, false).await?;
        note(IMPORT, begun.elapsed());
        let other = Office::open(pack.clone()).await?;
        let begun = Instant::now();
        let unseen = run(&other, about, bytes, false).await?;
        note(UNSEEN, begun.elapsed());
        other.service.close().await?;
        let begun = Instant::now();
        let again = run(&office, about, bytes, true).await?;
        note(AGAIN, begun.elapsed());
        let expected = [
            (preview.new, "would be new"),
            (done.new, "are new"),
            (unseen.new, "are new"),
            (again.same, "stay the same"),
        ];
        if let Some((count, what)) = expected.into_iter().find(|(count, _)| *count != rows as u64) {
            return Err(Problem::new("bench.wrong", format!("{count} of {rows} {what}: {:?}", done.findings.first())));
        }
        office.service.close().await?;
    }
    let mut table = Table::of("cells");
    for name in [ALONE, HERE, PREVIEW, UNSEEN, IMPORT, AGAIN] {
        table.row(name, cells, taken.remove(name).unwrap_or_default());
    }
    Ok(table)
}

const ALONE: &str = "calamine alone reads all cells, as it comes";
const HERE: &str = "the same with our allocator";
const PREVIEW: &str = "preview, all checks, into an empty ledger";
const UNSEEN: &str = "import with checks, history, journal and commit";
const IMPORT: &str = "the same after its preview, as the page does it";
const AGAIN: &str = "preview of that file again, against what is there";

async fn run(office: &Office, about: About, bytes: &[u8], dry_run: bool) -> Result<ImportReport, Problem> {
    let ledger = if about == About::Plots { "plot" } else { "grower" };
    let options = ImportOptions { dry_run, ..ImportOptions::default() };
    import(&office.service, &Actor::local(), &ledger.into(), "花名册.xlsx", bytes.to_vec().into(), options).await
}
