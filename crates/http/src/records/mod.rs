//! Records: list, add up, search, export, show, history, links, open, create, correct, withdraw, step; who may have told.

mod correct;
mod create;
mod export;
mod history;
mod links;
mod list;
mod open;
mod places;
mod search;
mod show;
mod step;
mod tellers;
mod totals;
mod withdraw;

use app::records::{RecordRef, ToldView, View, Written};
use axum::extract::Path;
use rules::told::Said;

use crate::wire;

pub use correct::*;
pub use create::*;
pub use export::*;
pub use history::*;
pub use links::*;
pub use list::*;
pub use open::*;
pub use places::*;
pub use search::*;
pub use show::*;
pub use step::*;
pub use tellers::*;
pub use totals::*;
pub use withdraw::*;

/// A record's address: ledger, book, record.
pub type Address = Path<(String, String, String)>;

fn address(Path((ledger, book, record)): Address) -> RecordRef {
    RecordRef { ledger: ledger.into(), book: book.into(), record: record.into() }
}

/// A record on the wire, for the command line too.
pub fn record(view: &View) -> wire::Record {
    let step = |(taken, name): &(rules::change::StepTaken, String)| wire::StepTaken {
        step: taken.step.to_string(),
        name: name.clone(),
        to: taken.to.to_string(),
        on: taken.on.to_string(),
        by: taken.by.clone(),
        note: taken.note.clone(),
    };
    wire::Record {
        ledger: view.ledger.to_string(),
        book: view.book.to_string(),
        record: view.record.to_string(),
        unit: view.unit.to_string(),
        unit_name: view.unit_name.clone(),
        title: view.title.clone(),
        from_seq: view.from_seq.0,
        to_seq: view.to_seq.map(|seq| seq.0),
        state: view.state.as_ref().map(ToString::to_string),
        state_name: view.state_name.clone(),
        fields: view.fields.iter().map(|(id, value)| (id.to_string(), value.to_json())).collect(),
        shown: view.shown.iter().map(|(id, text)| (id.to_string(), text.clone())).collect(),
        steps: view.steps.iter().map(step).collect(),
        next_steps: view.next_steps.iter().map(ToString::to_string).collect(),
        masked: view.masked.iter().map(ToString::to_string).collect(),
        files: view.files.iter().map(|(id, file)| (id.to_string(), crate::files::info(file))).collect(),
    }
}

/// What was sent of who told.
pub(crate) fn said(told: wire::ToldBy) -> Said {
    Said { account: told.account, name: told.name, way: told.way }
}

/// Who told, on the wire.
pub(crate) fn told(view: &ToldView) -> wire::Told {
    wire::Told {
        account: view.account.clone(),
        name: view.name.clone(),
        way: view.way.map(|way| way.code().to_owned()),
        way_name: view.way.map(|way| way.name().to_owned()),
    }
}

fn written(written: Written) -> wire::Receipt {
    let number = written.number.map(|given| wire::GivenNumber {
        field: given.field.to_string(),
        name: given.name,
        says: given.says,
    });
    wire::Receipt { record: Some(written.record.to_string()), number, ..receipt(&written.receipt) }
}

/// A receipt on the wire.
pub fn receipt(receipt: &store::Receipt) -> wire::Receipt {
    wire::Receipt {
        book: receipt.book.to_string(),
        seq: receipt.seq.0,
        at: receipt.at.to_string(),
        repeated: receipt.repeated,
        record: None,
        number: None,
    }
}
