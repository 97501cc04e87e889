//! The CSV, taken in by the program with checks, history and journal, beside SQLite that only loads and indexes it.

use std::{path::PathBuf, time::Instant};

use kernel::Problem;

use super::groups::millis;
use crate::patrol::{
    ground::Ground,
    home::{Home, broken},
    pack,
    rows::{rows, write},
    sheet::{Sheet, Verdict},
    times::{Rounds, told},
};

/// The most rows of a file that the program takes, the headings left out.
const AT_ONCE: usize = 1_048_575;

pub async fn measure(ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let many = ground.rows >= 1_000_000;
    let folder = ground.folder().to_path_buf();
    let whole = vec![ground.csv.clone()];
    let files = if ground.rows <= AT_ONCE { whole } else { parts(ground)? };
    let mut rounds = Rounds::default();
    for round in 0..if many { 2 } else { 3 } {
        let bare = ground.peers.sqlite_load(&ground.csv, &folder, ground.rows)?;
        rounds.note("sqlite", bare);
        let begun = Instant::now();
        let imported = taken(ground, &files, &format!("import{round}"))?;
        rounds.note("ours", begun.elapsed());
        if imported != ground.rows as u64 {
            return Err(broken(format!("{imported} of {} rows are new", ground.rows)));
        }
    }
    let (ours, bare) = (rounds.of("ours"), rounds.of("sqlite"));
    let ratio = ours.ratio(&bare);
    let how = match files.len() {
        1 => "one file".to_owned(),
        many => format!("{many} files one after the other"),
    };
    let work = format!("CSV of {} rows imported with checks, history and journal ({how})", ground.rows);
    let beside = format!("SQLite alone, load and index: {}", bare.told());
    let goal = format!("≤ 3 × SQLite: {ratio:.2} ×");
    sheet.line(&work, ours.told(), beside, &goal, Verdict::of(ratio <= 3.0));
    let each = ours.median() / u32::try_from(ground.rows.max(1_000) / 1_000).unwrap_or(1);
    sheet.line("of this each thousand rows", told(each), String::new(), "told", Verdict::Told);
    sheet.point("imports", "Qianmo", millis(ours.median()));
    sheet.point("imports", "SQLite alone", millis(bare.median()));
    Ok(())
}

/// The same rows in files that the program takes.
fn parts(ground: &Ground) -> Result<Vec<PathBuf>, Problem> {
    let file = |first: usize| {
        let file = ground.folder().join(format!("patrol-{first}.csv"));
        let some = rows(ground.rows).skip(first).take(AT_ONCE);
        write(&file, some).map(|_| file).map_err(broken)
    };
    (0..ground.rows).step_by(AT_ONCE).map(file).collect()
}

/// How many records are new of these files, in books of their own that are removed afterwards.
fn taken(ground: &Ground, files: &[PathBuf], name: &str) -> Result<u64, Problem> {
    let home = Home::found(&ground.programs.qianmo, ground.folder().join(name), pack::files())?;
    let mut new = 0;
    for file in files {
        let said = home.run(&["import", "patrol", &file.to_string_lossy(), "--append", "--json"])?;
        let said: serde_json::Value = serde_json::from_str(&said).map_err(broken)?;
        new += said["new"].as_u64().unwrap_or_default();
    }
    std::fs::remove_dir_all(&home.folder).map_err(broken)?;
    Ok(new)
}
