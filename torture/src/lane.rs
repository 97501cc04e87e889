//! One worker: asks, notes what was acknowledged, and keeps what was not answered, to ask it again under the same key.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::Value as Json;

use crate::{
    chance::Chance,
    client::{Answer, Client},
    deed::{Asked, Deed, choose},
    journal,
    oracle::{BOOK, Done, Effect, Mark, Oracle, Row},
};

/// A worker between its requests.
pub struct Lane {
    pub chance: Chance,
    /// Whether it issues reports: one does, for versions are numbered one after the other.
    pub issues: bool,
    pub undoable: Vec<Undoable>,
    /// Asked before anything else, the last one first.
    pub first: Vec<Asked>,
    /// Sent, and not acknowledged.
    pub pending: Option<Asked>,
    pub tally: Counts,
    name: String,
    asked: u64,
    numbers: u64,
    own: BTreeMap<String, Own>,
}

/// A record it wrote alone.
#[derive(Clone, Debug)]
pub struct Own {
    pub record: String,
    pub seq: u64,
    pub row: Row,
}

/// A Change whose records nobody has touched since.
#[derive(Clone, Debug)]
pub struct Undoable {
    pub seq: u64,
    pub effects: Vec<Effect>,
}

/// What came of its requests.
#[derive(Default)]
pub struct Counts {
    pub acknowledged: u64,
    pub unanswered: u64,
    pub refused: BTreeMap<String, u64>,
    /// Answers that must not be.
    pub wrong: Vec<String>,
}

/// What may be answered while something is broken, by the beginnings of codes.
pub type Tolerated = &'static [&'static str];

/// How many Changes it remembers for undoing.
const REMEMBERED: usize = 12;

impl Lane {
    /// A worker with a name that no other has.
    pub fn new(name: String, issues: bool, chance: Chance) -> Self {
        let (undoable, tally, own) = (Vec::new(), Counts::default(), BTreeMap::new());
        Self { chance, issues, undoable, first: Vec::new(), pending: None, tally, name, asked: 0, numbers: 0, own }
    }

    /// Asks one thing after the other until it is told to stop, the server goes away, or an answer is wrong.
    pub fn work(&mut self, address: SocketAddr, stop: &AtomicBool, oracle: &Mutex<Oracle>, tolerated: Tolerated) {
        let mut client = Client::to(address);
        while !stop.load(Ordering::Relaxed) {
            if !self.once(&mut client, oracle, tolerated) {
                return;
            }
        }
    }

    /// Asks again what is open. Nothing may remain open.
    pub fn settle(&mut self, address: SocketAddr, oracle: &Mutex<Oracle>) {
        let mut client = Client::to(address);
        if self.pending.is_some() && self.once(&mut client, oracle, &[]) {
            return;
        }
        if let Some(asked) = &self.pending {
            let said = format!("{:?} {:?} was asked again and not acknowledged", asked.deed, asked.mark);
            self.tally.wrong.push(said);
        }
    }

    /// Whether it may go on with this server.
    fn once(&mut self, client: &mut Client, oracle: &Mutex<Oracle>, tolerated: Tolerated) -> bool {
        let mut asked = self.pending.take().unwrap_or_else(|| choose(self));
        let answer = client.call(&asked.call);
        let Ok(answer) = answer else {
            self.tally.unanswered += 1;
            asked.uncertain = true;
            self.pending = Some(asked);
            return false;
        };
        if answer.is_done() {
            let noted = self.acknowledged(client, &asked, &answer, oracle);
            if let Err(said) = noted {
                self.tally.wrong.push(format!("{:?}: {said}", asked.deed));
                self.pending = Some(asked);
                return false;
            }
            return true;
        }
        let code = answer.problem().unwrap_or_default();
        let is_known = tolerated.iter().any(|beginning| code.starts_with(beginning));
        if !is_known {
            self.tally.wrong.push(format!("{:?} {:?}: {}", asked.deed, asked.mark, answer.shown()));
            self.pending = Some(asked);
            return false;
        }
        *self.tally.refused.entry(code.clone()).or_default() += 1;
        asked.uncertain |= code == "store.unanswered";
        asked.refused = Some(code);
        self.pending = Some(asked);
        std::thread::sleep(Duration::from_millis(20));
        true
    }

    fn acknowledged(
        &mut self,
        client: &mut Client,
        asked: &Asked,
        answer: &Answer,
        oracle: &Mutex<Oracle>,
    ) -> Result<(), String> {
        let said = answer.json();
        let receipt = if asked.deed == Deed::Import { &said["receipts"][0] } else { &said };
        let seq = match receipt["seq"].as_u64() {
            Some(seq) => seq,
            // An import of what is there already writes nothing and has no receipt; its Change is in the journal.
            None if asked.deed == Deed::Import && said["same"].as_u64() == Some(asked.effects.len() as u64) => {
                journal::find(client, &asked.mark)?.ok_or("an import is there, and no Change is its")?
            }
            None => return Err(format!("an answer without a receipt: {}", answer.shown())),
        };
        let issued = (asked.deed == Deed::Issue).then(|| version(&said)).transpose()?;
        let done = Done { mark: asked.mark.clone(), effects: asked.effects.clone(), issued };
        oracle.lock().unwrap_or_else(PoisonError::into_inner).note(seq, done);
        self.tally.acknowledged += 1;
        self.remember(asked, seq, said["record"].as_str());
        Ok(())
    }

    fn remember(&mut self, asked: &Asked, seq: u64, record: Option<&str>) {
        let touched = |undoable: &Undoable| {
            undoable.effects.iter().any(|one| asked.effects.iter().any(|effect| effect.number == one.number))
        };
        self.undoable.retain(|undoable| !touched(undoable));
        let effects = asked.effects.clone();
        match asked.deed {
            Deed::Undo => self.returned(&effects, seq),
            Deed::Issue => {}
            Deed::Import => self.undoable.push(Undoable { seq, effects }),
            Deed::Create | Deed::Correct | Deed::Step => {
                for effect in &effects {
                    let known =
                        record.map(str::to_owned).or(self.own.get(&effect.number).map(|own| own.record.clone()));
                    if let (Some(record), Some(row)) = (known, effect.after.clone()) {
                        self.own.insert(effect.number.clone(), Own { record, seq, row });
                    }
                }
                self.undoable.push(Undoable { seq, effects });
            }
            // What it was called is kept, for it may come back.
            Deed::Withdraw => self.undoable.push(Undoable { seq, effects }),
        }
        if asked.deed == Deed::Withdraw {
            self.returned(&asked.effects, seq);
        }
        if self.undoable.len() > REMEMBERED {
            self.undoable.remove(0);
        }
    }

    /// Records as they are after an undo. One that is gone stays known as long as it may come back.
    fn returned(&mut self, effects: &[Effect], seq: u64) {
        for effect in effects {
            let Some(own) = self.own.get_mut(&effect.number) else { continue };
            own.seq = if effect.after.is_some() { seq } else { 0 };
            if let Some(row) = &effect.after {
                own.row = row.clone();
            }
        }
    }

    /// One of its standing records.
    pub fn any_own(&mut self, fits: impl Fn(&Row) -> bool) -> Option<(String, Own)> {
        let standing: Vec<_> = self.own.iter().filter(|(_, own)| own.seq > 0 && fits(&own.row)).collect();
        let (number, own) = standing.get(self.chance.below(standing.len().max(1)))?;
        Some(((*number).clone(), (*own).clone()))
    }

    /// A request key that was never used.
    pub fn fresh_key(&mut self) -> String {
        self.asked += 1;
        format!("{}-{}", self.name, self.asked)
    }

    /// A business key that was never used.
    pub fn fresh_number(&mut self) -> String {
        self.numbers += 1;
        format!("{}n{}", self.name, self.numbers)
    }
}

fn version(said: &Json) -> Result<(u64, u64), String> {
    let cut = said["as_of"].as_str().unwrap_or_default();
    let at = cut.split(',').find_map(|part| part.strip_prefix(BOOK)?.strip_prefix(':')?.parse().ok());
    let number = said["number"].as_u64();
    number.zip(at).ok_or_else(|| format!("a version without number or cut: {said}"))
}

impl Mark {
    /// Whether an entry of the journal is of this request.
    pub fn names(&self, request: &str, reason: &str) -> bool {
        match self {
            Self::Key(key) => request == key,
            Self::File(file) => reason.strip_suffix(file.as_str()).is_some_and(|before| before.ends_with(' ')),
        }
    }
}
