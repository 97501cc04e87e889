//! Another record of the unit says the same in the fields by which records are told apart: told by the names of those
//! fields, with the record that is there for whoever may read it.

use kernel::{Finding, Place, Problem, RecordAt};
use pack::model::Ledger;
use rules::access::{Allowed, Read};

use crate::{Service, World};

/// What the store refused, in the words of the form. Every other problem stays as it is.
pub(crate) async fn in_words(service: &Service, allowed: &Allowed<Read>, world: &World, problem: Problem) -> Problem {
    if problem.code != "record.duplicate_key" {
        return problem;
    }
    let (mut findings, mut names) = (Vec::new(), Vec::new());
    for finding in problem.findings {
        let ledger = finding.there.as_ref().and_then(|there| world.pack.ledger(there.ledger.as_str()));
        let Some(ledger) = ledger else {
            findings.push(Finding { there: None, ..finding });
            continue;
        };
        names = named(ledger);
        let there = match finding.there {
            Some(there) if may_know(service, allowed, &there).await => Some(there),
            _ => None,
        };
        findings.extend(ledger.key.iter().map(|id| Finding {
            message: format!("已经有一条{}相同的记录。", names.join("、")),
            place: Place { field: Some(id.to_string()), ..finding.place.clone() },
            there: there.clone(),
            ..Finding::error(&problem.code, "", Place::default())
        }));
    }
    if names.is_empty() {
        return Problem::new(&problem.code, problem.message).hint(problem.hint.unwrap_or_default()).findings(findings);
    }
    let names = names.join("、");
    Problem::new(&problem.code, format!("同一单位里已经有一条{names}相同的记录，没有再存一条。"))
        .hint(format!("如果是同一件事，请更正原有的那一条；不是的，请改写{names}。"))
        .findings(findings)
}

fn named(ledger: &Ledger) -> Vec<String> {
    let fields = ledger.key.iter().filter_map(|id| ledger.field(id.as_str()));
    fields.map(|field| format!("“{}”", field.name)).collect()
}

/// What cannot be looked up now is not told of either.
async fn may_know(service: &Service, allowed: &Allowed<Read>, there: &RecordAt) -> bool {
    let RecordAt { ledger, book, record } = there;
    let Ok(now) = service.store().heads().await else { return false };
    service.store().record(allowed, book, ledger, record, &now).await.is_ok_and(|found| found.is_some())
}
