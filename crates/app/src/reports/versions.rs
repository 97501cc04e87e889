//! The versions of a report: what was issued, by whom, when; each as it was frozen.

use kernel::{BookId, Instant, Period, Problem, RecordId, ReportId, Seq, UnitId};
use report::{Difference, Document, differences};
use rules::access::{Actor, Allowed, Read};
use serde::de::DeserializeOwned;

use super::{
    Build, build,
    build::declared,
    frozen::{Frozen, ISSUES, Issued, issued, ledger, record_id, thaw},
};
use crate::{Service, access};

/// Versions of which report, for whom, for when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Of {
    /// The report's id or name.
    pub report: ReportId,
    /// Its unit.
    pub unit: UnitId,
    /// Its period.
    pub period: Period,
}

/// One version.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// Which it is.
    pub issued: Issued,
    /// The book that keeps it.
    pub book: BookId,
    /// Its record.
    pub record: RecordId,
    /// The Change that issued it.
    pub seq: Seq,
    /// The version of its record that is open, or was last.
    pub from_seq: Seq,
    /// When it was issued.
    pub at: Instant,
    /// The account that issued it.
    pub actor: String,
    /// Where it was withdrawn: when, by whom, why.
    pub withdrawn: Option<Withdrawn>,
}

/// That a version was withdrawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Withdrawn {
    /// When.
    pub at: Instant,
    /// The account.
    pub actor: String,
    /// Why.
    pub reason: Option<String>,
}

/// A version, opened.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// Which it is.
    pub version: Version,
    /// What was issued.
    pub frozen: Frozen,
    /// What it prints otherwise than the version before it.
    pub since_before: Vec<Difference>,
    /// The number of that version.
    pub before: Option<u32>,
    /// What the draft of now prints otherwise; `None` where there is no draft any more.
    pub draft: Option<Vec<Difference>>,
}

/// A version and what it froze; `None` where the frozen text is no longer what was issued.
pub(super) type Kept = (Version, Option<Frozen>);

/// The report, unit and period of a document.
pub(super) fn of(document: &Document) -> Of {
    Of { report: document.report.clone(), unit: document.unit.id.clone(), period: document.period }
}

/// All versions, the first first; those that were withdrawn are among them.
pub async fn versions(service: &Service, actor: &Actor, of: Of) -> Result<Vec<Version>, Problem> {
    Ok(versions_of(service, actor, &of).await?.into_iter().map(|(version, _)| version).collect())
}

/// A version as it was frozen, and how it differs from the one before and from the draft of now.
pub async fn version(service: &Service, actor: &Actor, of: Of, number: u32) -> Result<Opened, Problem> {
    let all = versions_of(service, actor, &of).await?;
    let (version, frozen) = find(&all, number)?;
    let frozen = frozen.clone().ok_or_else(|| super::frozen::damaged(&version.book, &version.record))?;
    let earlier: Vec<&Kept> = all.iter().filter(|(other, _)| other.issued.number < number).collect();
    let before = earlier.iter().rev().find(|(other, _)| other.withdrawn.is_none());
    let before = before.and_then(|(other, kept)| Some((other.issued.number, kept.as_ref()?)));
    let draft = Build { report: of.report.to_string(), unit: of.unit, period: of.period, as_of: None };
    // A template that is gone or broken does not keep anybody from reading what was issued.
    let draft = build(service, actor, draft).await.ok();
    Ok(Opened {
        since_before: before.map(|(_, kept)| differences(&kept.document, &frozen.document)).unwrap_or_default(),
        before: before.map(|(number, _)| number),
        draft: draft.map(|draft| differences(&frozen.document, &draft)),
        version: version.clone(),
        frozen,
    })
}

/// The newest version that was not withdrawn.
pub(super) fn latest(all: &[Kept]) -> Option<&Kept> {
    all.iter().rev().find(|(version, _)| version.withdrawn.is_none())
}

pub(crate) fn find<T>(all: &[(Version, Option<T>)], number: u32) -> Result<&(Version, Option<T>), Problem> {
    all.iter()
        .find(|(version, _)| version.issued.number == number)
        .ok_or_else(|| Problem::not_found(format!("第{number}版")).hint("请从版本列表里选；还没有印发的，先印发。"))
}

/// All versions with what they froze, the first first. Numbers follow each other, so the first that nobody has ever
/// written ends the list.
pub(super) async fn versions_of(service: &Service, actor: &Actor, of: &Of) -> Result<Vec<Kept>, Problem> {
    let world = service.world().await?;
    let (allowed, issues) = access::read_ledger(actor, &world, ISSUES)?;
    world.unit(of.unit.as_str())?;
    let book = world.book_for(issues, of.unit.as_str());
    // A name stands for its report; a report that the pack has dropped is known by its id as long as versions of it are.
    let known = declared(&world, &allowed, of.report.as_str());
    let report = known.as_ref().map_or_else(|_| of.report.clone(), |report| report.id.clone());
    // What forms are kept under is no report's id.
    let is_form = report.as_str().contains('/');
    let all = kept(service, &allowed, &book, &Of { report, ..of.clone() }).await?;
    match known {
        Err(problem) if all.is_empty() || is_form => Err(problem),
        _ => Ok(all),
    }
}

/// The versions that a book keeps of one thing, with what they froze.
pub(crate) async fn kept<T: DeserializeOwned>(
    service: &Service,
    allowed: &Allowed<Read>,
    book: &BookId,
    of: &Of,
) -> Result<Vec<(Version, Option<T>)>, Problem> {
    let mut all = Vec::new();
    for number in 1.. {
        let id = record_id(of.report.as_str(), &of.unit, of.period, number);
        let mut history = service.store().history(allowed, book, &ledger(), &id).await?;
        // The first says who issued it; the last, whether it still stands.
        let (first, last) = match (history.first().map(|first| first.entry.clone()), history.pop()) {
            (Some(first), Some(last)) => (first, last),
            _ => break,
        };
        let withdrawn = last.ended_by.map(|entry| Withdrawn { at: entry.at, actor: entry.actor, reason: entry.reason });
        let version = Version {
            issued: issued(&last.record)?,
            book: book.clone(),
            record: id,
            seq: first.seq,
            from_seq: last.record.from_seq,
            at: first.at,
            actor: first.actor,
            withdrawn,
        };
        all.push((version, thaw(&last.record).ok()));
    }
    Ok(all)
}
