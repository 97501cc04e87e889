//! What a person typed.

use std::{path::PathBuf, time::SystemTime};

use crate::{faults, ground::Database};

/// For how long, on what, and with which chance.
pub struct Wanted {
    pub minutes: f64,
    pub databases: Vec<Database>,
    pub seed: u64,
    /// Names of faults; all where empty.
    pub only: Vec<String>,
    pub program: PathBuf,
    pub repository: PathBuf,
}

pub const USAGE: &str =
    "cargo xtask torture [--minutes N] [--database sqlite|postgres|both] [--seed S] [--only kill,diskfull,…]";

impl Wanted {
    /// `None` where it cannot be understood.
    pub fn read(words: &[String]) -> Option<Self> {
        let mut wanted = Self {
            minutes: 1.0,
            databases: vec![Database::Sqlite, Database::Postgres],
            seed: SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs(),
            only: Vec::new(),
            program: PathBuf::new(),
            repository: PathBuf::from("."),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next()?;
            match word.as_str() {
                "--minutes" => wanted.minutes = value.parse().ok()?,
                "--seed" => wanted.seed = value.parse().ok()?,
                "--program" => wanted.program = value.into(),
                "--repository" => wanted.repository = value.into(),
                "--only" => wanted.only = value.split(',').map(str::to_owned).collect(),
                "--database" => {
                    wanted.databases = match value.as_str() {
                        "sqlite" => vec![Database::Sqlite],
                        "postgres" => vec![Database::Postgres],
                        "both" => wanted.databases,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        let known = |name: &String| faults::ALL.iter().any(|fault| fault.name == name);
        wanted.only.iter().all(known).then_some(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_understood_or_refused() {
        let read = |text: &str| Wanted::read(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let wanted = read("--minutes 0.5 --database sqlite --seed 7 --only kill,clock").expect("understood");
        assert_eq!((wanted.minutes, wanted.seed, wanted.only.len()), (0.5, 7, 2));
        assert_eq!(wanted.databases, [Database::Sqlite]);
        for wrong in ["--minutes", "--minutes x", "--only nothing", "--database oracle", "minutes 1"] {
            assert!(read(wrong).is_none(), "{wrong}");
        }
    }
}
