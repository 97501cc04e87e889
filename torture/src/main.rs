//! Tortures the product as a machine room would, and counts what it lost: real server processes, sixteen workers, one
//! fault after the other, and an oracle that knows what was acknowledged (`docs/operations/torture.md`).
//!
//! - [`lane`], [`deed`]: the workers, and what they ask for
//! - [`oracle`], [`check`], [`journal`]: what must be there, and the comparison with what is
//! - [`server`], [`cluster`], [`mount`], [`orders`]: processes, PostgreSQL, a small disk, a bad disk and a bad clock
//! - [`faults`]: what is done to them; [`round`]: fresh books and a deck of faults; [`tally`]: the table
//!
//! It knows the product only from outside: the binary and its HTTP interface. `--seed` repeats requests and moments;
//! how the machine shares its time is not repeated.

#![expect(clippy::disallowed_methods, reason = "a torturer reads the clock, chance and its own command line")]

mod chance;
mod check;
mod client;
mod cluster;
mod deed;
mod faults;
mod ground;
mod journal;
mod lane;
mod mount;
mod oracle;
mod orders;
mod round;
mod server;
mod tally;
mod wanted;

use std::{
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use chance::Chance;
use faults::Fault;
use ground::Ground;
use round::Round;
use tally::{Tally, Wrong};
use wanted::{USAGE, Wanted};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(wanted) = Wanted::read(&words) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match torture(&wanted) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(said) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}

/// Whether nothing was found.
fn torture(wanted: &Wanted) -> Result<bool, String> {
    let folder = tempfile::Builder::new().prefix("qianmo-torture-").tempdir().map_err(|error| error.to_string())?;
    let began = Instant::now();
    let until = began + Duration::from_secs_f64(wanted.minutes * 60.0);
    println!("seed {}; {} minutes", wanted.seed, wanted.minutes);
    let mut grounds = Vec::new();
    for database in &wanted.databases {
        let name = database.name().to_lowercase();
        let ground = Ground::prepare(*database, &wanted.program, &wanted.repository, &folder.path().join(name))?;
        let deck = deck(&ground, wanted);
        grounds.push((ground, Tally::default(), deck));
    }
    let mut chance = Chance(wanted.seed);
    let share = wanted.databases.len() as u32;
    let mut turn = 0;
    while Instant::now() < until {
        let at = turn % grounds.len();
        // In the first round of each they share what time there is.
        let left = until.saturating_duration_since(Instant::now());
        let rest = share.saturating_sub(turn as u32).max(1);
        let (ground, tally, deck) = &mut grounds[at];
        let ends = Instant::now() + left / rest;
        if let Err(said) = round(ground, tally, deck, chance.split(), began, ends) {
            tally.wrong(Wrong::Answers, said);
        }
        turn += 1;
        if tally.sentences.len() > 10 {
            break;
        }
    }
    println!("\nseed {}, {:.1} minutes", wanted.seed, began.elapsed().as_secs_f64() / 60.0);
    let mut clean = true;
    for (ground, tally, _) in &grounds {
        tally.lines(ground.database.name()).iter().for_each(|line| println!("{line}"));
        clean &= tally.is_clean();
    }
    if !clean {
        for (_, tally, _) in &grounds {
            tally.sentences.iter().for_each(|sentence| println!("  !! {sentence}"));
        }
        keep(folder.path(), &grounds);
        let kept = folder.keep();
        println!("the logs are kept in {}", kept.display());
    }
    Ok(clean)
}

/// Books on a small disk go with it; they are carried beside the logs.
fn keep(folder: &Path, grounds: &[(Ground, Tally, Vec<&Fault>)]) {
    for mount in grounds.iter().filter_map(|(ground, ..)| ground.mount.as_ref().ok()) {
        let _ = std::process::Command::new("cp").arg("-r").arg(&mount.folder).arg(folder.join("kept")).status();
    }
}

/// The faults of a round, each as often as it should come; what cannot be done here is said.
fn deck(ground: &Ground, wanted: &Wanted) -> Vec<&'static Fault> {
    let mut deck = Vec::new();
    let database = ground.database;
    let meant = |fault: &&Fault| wanted.only.is_empty() || wanted.only.iter().any(|name| name == fault.name);
    for fault in faults::ALL.iter().filter(meant) {
        let times = fault.times_on(database);
        match (fault.missing)(ground) {
            Some(why) if times > 0 => println!("skipped on {}: {}, {why}", database.name(), fault.name),
            _ => deck.extend(std::iter::repeat_n(fault, times)),
        }
    }
    deck
}

fn round(
    ground: &mut Ground,
    tally: &mut Tally,
    deck: &[&'static Fault],
    mut chance: Chance,
    began: Instant,
    ends: Instant,
) -> Result<(), String> {
    let database = ground.database.name();
    let mut deck = deck.to_vec();
    chance.shuffle(&mut deck);
    // One of each first, so that a short run meets all of them.
    let mut seen = std::collections::BTreeSet::new();
    let mut first = Vec::new();
    deck.retain(|fault| {
        if seen.insert(fault.name) {
            first.push(*fault);
            false
        } else {
            true
        }
    });
    first.append(&mut deck);
    let mut round = Round::begin(ground, tally, chance)?;
    for fault in first {
        if Instant::now() >= ends {
            break;
        }
        *round.tally.struck.entry(fault.name).or_default() += 1;
        (fault.strike)(&mut round).map_err(|said| format!("{}: {said}", fault.name))?;
        round.aftermath(false).map_err(|said| format!("after {}: {said}", fault.name))?;
        let tally = &round.tally;
        println!(
            "{:>6.1}s {database} round {} {:<9} kills {:>4}  acknowledged {:>7}  found {}",
            began.elapsed().as_secs_f64(),
            tally.rounds,
            fault.name,
            tally.kills,
            tally.acknowledged,
            tally.found.values().sum::<u64>()
        );
    }
    round.end()
}
