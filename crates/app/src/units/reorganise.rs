//! Somebody reorganises units from a day on, in one Change.

use kernel::{Fields, LedgerId, Problem, RecordId, RequestId, Value, units::Unit};
use rules::{
    access::Actor,
    change::{Act, Content, Edit},
    units::{self, Reorganise},
};
use store::{Receipt, Record};

use super::posts::{Fates, PostFate, fates, lines};
use crate::{
    Service, access,
    world::{self, UNITS},
};

/// What is asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Wanted {
    /// The client's key.
    pub request: RequestId,
    /// What is to be otherwise.
    pub what: Reorganise,
    /// Why: the paper it rests on.
    pub reason: String,
}

/// What came of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Reorganised {
    /// The Change; nothing where it was only judged.
    pub receipt: Option<Receipt>,
    /// What becomes of the posts at units that end; of a request that was answered before, nothing.
    pub posts: Vec<PostFate>,
}

/// Reorganises units, and with those that end their posts, or says all that is wrong with what was asked (`unit.invalid`). With
/// `judge_only` nothing is written and answered what would come of it.
pub async fn reorganise(
    service: &Service,
    actor: &Actor,
    wanted: Wanted,
    judge_only: bool,
) -> Result<Reorganised, Problem> {
    let allowed = access::administer(actor)?;
    // What is judged here must still be so when it is written, on whichever server.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let asked = format!("{wanted:?}");
    let Wanted { request, what, reason } = wanted;
    let (book, leave) = (world.root_book(), allowed.writing_units());
    // A retry is answered with what it brought about, and not judged by it.
    if let Some(receipt) = service.store().receipt(&leave, &book, &request, Act::Correct, &asked).await? {
        return Ok(Reorganised { receipt: Some(receipt), posts: Vec::new() });
    }
    let reason = reason.trim().to_owned();
    let changed = units::reorganise(&world.units, &world.pack.levels, &what);
    let mut findings = changed.as_ref().err().cloned().unwrap_or_default();
    // A unit that was taken back left its code behind: records may bear it.
    for new in what.begins.iter().filter(|new| world.units.get(new.code.as_str()).is_none()) {
        let ever = RecordId::from(new.code.as_str());
        if !service.store().history(&allowed.reading(), &book, &UNITS.into(), &ever).await?.is_empty() {
            findings.push(units::code_taken(new.code.as_str()));
        }
    }
    // What is only looked at rests on no paper yet.
    if reason.is_empty() && !judge_only {
        let (message, hint) = ("没有写依据。", "请写批准的文件或会议，比如“县政〔2023〕12号”。");
        findings.push(kernel::Finding::error("unit.no_reason", message, kernel::Place::field("reason")).hint(hint));
    }
    let changed = changed.ok().filter(|_| findings.is_empty()).ok_or_else(|| invalid(findings))?;
    let root = world.root_unit()?;
    let Fates { told, edits: of_posts } = fates(service, &world, &what, &root);
    if judge_only {
        return Ok(Reorganised { receipt: None, posts: told });
    }
    let known = world::all(service.store(), &allowed.reading(), UNITS, None, &world.cut).await?;
    let edit = |unit: Unit| {
        let before = known.iter().find(|record| of(record) == Some(unit.id.as_str()));
        let content = Content { unit: root.clone(), fields: fields(&unit, before), steps: Vec::new() };
        Edit {
            ledger: LedgerId::from(UNITS),
            record: before.map_or_else(|| RecordId::from(unit.id.as_str()), |record| record.record.clone()),
            expects: before.map(|record| record.from_seq),
            to: Some(content),
        }
    };
    let mut change = service.change(book, request, Act::Correct, asked);
    change.edits = changed.into_iter().map(edit).chain(of_posts).collect();
    change.reason = Some(reason);
    let receipt = service.store().commit(&leave, change).await?;
    if !receipt.repeated && !told.is_empty() {
        service.store().do_deeds(lines(service, &told, &actor.name)).await?;
    }
    Ok(Reorganised { receipt: Some(receipt), posts: told })
}

fn of(record: &Record) -> Option<&str> {
    record.fields.get("code").and_then(Value::as_text)
}

/// As the register has it; what it says beside that stays.
fn fields(unit: &Unit, before: Option<&Record>) -> Fields {
    let mut fields = before.map(|record| record.fields.clone()).unwrap_or_default();
    let text = |text: &str| Some(Value::text(text));
    let codes = unit.successors.iter().map(|unit| unit.as_str()).collect::<Vec<_>>().join(",");
    let spells = unit.parents.iter().map(|(since, parent)| (*since, Some(Box::new(Value::text(parent.as_str())))));
    let said = [
        ("code", text(unit.id.as_str())),
        ("name", text(&unit.name)),
        ("level", text(unit.level.as_str())),
        ("book", text(unit.book.as_str())),
        ("begins", Some(Value::Date(unit.begins))),
        ("ends", unit.ends.map(Value::Date)),
        ("successors", Some(Value::Text(codes)).filter(|_| !unit.successors.is_empty())),
        ("parent", Some(Value::Spells(spells.collect())).filter(|_| !unit.is_root())),
    ];
    // The first unit may have been there since for ever, and says no day.
    let said = said.into_iter().filter(|(id, _)| *id != "begins" || before.is_none());
    for (id, value) in said {
        match value {
            Some(value) => fields.insert(id.into(), value),
            None => fields.remove(id),
        };
    }
    fields
}

fn invalid(findings: Vec<kernel::Finding>) -> Problem {
    Problem::new("unit.invalid", format!("有{}处需要修改，没有保存。", findings.len()))
        .hint("请按下面的提示逐处修改后再提交。")
        .findings(findings)
}
