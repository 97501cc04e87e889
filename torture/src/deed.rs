//! What a worker asks for next, chosen by chance among what it may ask. A worker writes only records of its own, so
//! that a refusal is never somebody else's doing, and what must come of a request is known when it is sent.

use serde_json::json;

use crate::{
    chance::Chance,
    client::Call,
    lane::{Lane, Own, Undoable},
    oracle::{BOOK, Day, Effect, Mark, Row, Says, VILLAGES},
};

/// A request on its way, with what must come of it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub mark: Mark,
    pub call: Call,
    pub deed: Deed,
    pub effects: Vec<Effect>,
    /// The code of the last refusal that said that nothing was kept.
    pub refused: Option<String>,
    /// Once it went without an answer, or with one that leaves it open: then it may be there whatever was said later.
    pub uncertain: bool,
}

/// Of which kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    Create,
    Correct,
    Step,
    Withdraw,
    Import,
    Undo,
    Issue,
}

/// Chooses the next request of a worker.
pub fn choose(lane: &mut Lane) -> Asked {
    loop {
        let dice = lane.chance.below(100);
        let asked = match dice {
            0..35 => Some(create(lane)),
            35..47 => change(lane),
            47..55 => step(lane),
            55..61 => withdraw(lane),
            61..75 => Some(import(lane)),
            75..88 => undo(lane),
            _ if lane.issues => Some(issue(lane)),
            _ => Some(create(lane)),
        };
        if let Some(asked) = asked {
            return asked;
        }
    }
}

/// What is asked before anything else: a record of each ledger, so that a report has something to print.
pub fn first(lane: &mut Lane) -> Vec<Asked> {
    let on = Day { month: 1, day: 1 };
    let of = |says| Row { village: 0, on, says };
    [Says::Visit { persons: 1 }, Says::Matter { closed: None }].map(|says| made(lane, of(says))).into()
}

fn create(lane: &mut Lane) -> Asked {
    let row = any_row(&mut lane.chance, false);
    made(lane, row)
}

fn made(lane: &mut Lane, row: Row) -> Asked {
    let number = lane.fresh_number();
    let (ledger, fields) = match row.says {
        Says::Visit { persons } => {
            ("visit", json!({ "number": number, "visited_on": row.on.to_string(), "persons": persons }))
        }
        Says::Matter { .. } => ("matter", json!({ "number": number, "found_on": row.on.to_string() })),
    };
    let key = lane.fresh_key();
    let body = json!({ "request": key, "unit": VILLAGES[row.village].0, "fields": fields });
    let effects = vec![Effect { number, before: None, after: Some(row) }];
    asked(key, Deed::Create, Call::json("POST", format!("/api/ledgers/{ledger}/records"), &body), effects)
}

fn change(lane: &mut Lane) -> Option<Asked> {
    let (number, own) = lane.any_own(|row| matches!(row.says, Says::Visit { .. }))?;
    let persons = lane.chance.below(1000) as i64;
    let village = lane.chance.below(VILLAGES.len());
    let key = lane.fresh_key();
    let body =
        json!({ "request": key, "expects": own.seq, "unit": VILLAGES[village].0, "fields": { "persons": persons } });
    let after = Row { village, says: Says::Visit { persons }, ..own.row.clone() };
    let call = Call::json("PATCH", own.path(), &body);
    Some(asked(key, Deed::Correct, call, vec![Effect { number, before: Some(own.row), after: Some(after) }]))
}

fn step(lane: &mut Lane) -> Option<Asked> {
    let (number, own) = lane.any_own(|row| row.says == Says::Matter { closed: None })?;
    let on = Day { month: own.row.on.month + lane.chance.below(13 - own.row.on.month as usize) as u32, day: 28 };
    let key = lane.fresh_key();
    let body = json!({ "request": key, "expects": own.seq, "on": on.to_string() });
    let after = Row { says: Says::Matter { closed: Some(on) }, ..own.row.clone() };
    let call = Call::json("POST", format!("{}/steps/close", own.path()), &body);
    Some(asked(key, Deed::Step, call, vec![Effect { number, before: Some(own.row), after: Some(after) }]))
}

fn withdraw(lane: &mut Lane) -> Option<Asked> {
    let (number, own) = lane.any_own(|_| true)?;
    let key = lane.fresh_key();
    let body = json!({ "request": key, "expects": own.seq, "reason": "试验撤回" });
    let call = Call::json("POST", format!("{}/withdraw", own.path()), &body);
    Some(asked(key, Deed::Withdraw, call, vec![Effect { number, before: Some(own.row), after: None }]))
}

/// A few rows, seldom many: a Change must be whole whatever its size.
fn import(lane: &mut Lane) -> Asked {
    let most = if lane.chance.percent(8) { 600 } else { 30 };
    let rows = 1 + lane.chance.below(most);
    let mut text = "村,走访编号,走访日期,走访人数\n".to_owned();
    let effects: Vec<Effect> = (0..rows)
        .map(|_| {
            let (number, row) = (lane.fresh_number(), any_row(&mut lane.chance, true));
            let Says::Visit { persons } = row.says else { unreachable!("only visits were asked for") };
            text.push_str(&format!("{},{number},{},{persons}\n", VILLAGES[row.village].1, row.on));
            Effect { number, before: None, after: Some(row) }
        })
        .collect();
    let file = format!("{}.csv", lane.fresh_key());
    let call = Call::file("/api/imports/visit", &file, &text);
    Asked { mark: Mark::File(file), call, deed: Deed::Import, effects, refused: None, uncertain: false }
}

fn undo(lane: &mut Lane) -> Option<Asked> {
    let at = lane.chance.below(lane.undoable.len().max(1));
    let Undoable { seq, effects } = lane.undoable.get(at)?.clone();
    let key = lane.fresh_key();
    let body = json!({ "request": key, "reason": "试验撤销" });
    let turned = |effect: Effect| Effect { before: effect.after, after: effect.before, ..effect };
    let call = Call::json("POST", format!("/api/books/{BOOK}/changes/{seq}/undo"), &body);
    Some(asked(key, Deed::Undo, call, effects.into_iter().map(turned).collect()))
}

fn issue(lane: &mut Lane) -> Asked {
    let key = lane.fresh_key();
    let body = json!({ "request": key, "unit": BOOK, "period": "2022", "by": "试验员" });
    asked(key, Deed::Issue, Call::json("POST", "/api/reports/summary/versions", &body), Vec::new())
}

fn asked(key: String, deed: Deed, call: Call, effects: Vec<Effect>) -> Asked {
    Asked { mark: Mark::Key(key), call, deed, effects, refused: None, uncertain: false }
}

fn any_row(chance: &mut Chance, visit: bool) -> Row {
    let on = Day { month: 1 + chance.below(12) as u32, day: 1 + chance.below(28) as u32 };
    let says = match visit || chance.percent(70) {
        true => Says::Visit { persons: chance.below(1000) as i64 },
        false => Says::Matter { closed: None },
    };
    Row { village: chance.below(VILLAGES.len()), on, says }
}

impl Own {
    fn path(&self) -> String {
        let ledger = if matches!(self.row.says, Says::Visit { .. }) { "visit" } else { "matter" };
        format!("/api/ledgers/{ledger}/records/{BOOK}/{}", self.record)
    }
}
