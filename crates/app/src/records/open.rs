//! Somebody opens what lists mask of one record, for a purpose. The purpose is journaled before anything is shown. ADR 0030.

use kernel::{Fields, Finding, LedgerId, Place, Problem, RecordId, RequestId, Value};
use pack::model::{Field, Ledger, Privacy};
use rules::{
    access::{Actor, Allowed, Read},
    change::{Act, Content, Edit},
    office::OPENED,
    show,
};
use store::Receipt;

use super::{
    Link, RecordRef, View,
    enough::not_enough_yet,
    links::linked,
    titles::{Opened, target, view_opened},
};
use crate::{Service, World, access};

/// The reserved code list of purposes.
const PURPOSES: &str = "_purpose";
/// A word on a purpose is a sentence.
const LONGEST_NOTE: usize = 200;
/// The purpose that must be put in words.
const OTHER: &str = "other";

/// A record whose masked fields somebody wants to see.
#[derive(Clone, PartialEq, Debug)]
pub struct Open {
    /// The client's key.
    pub request: RequestId,
    /// Which record.
    pub record: RecordRef,
    /// What for: a code of the reserved list of purposes.
    pub purpose: String,
    /// In words; there must be some where the purpose is none of the list.
    pub note: Option<String>,
}

/// What was opened.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenedRecord {
    /// The Change that says who looked, and what for.
    pub receipt: Receipt,
    /// The record with as much as the reader's posts give.
    pub view: View,
    /// What refers to it now, by fields that are masked elsewhere, too.
    pub links: Vec<Link>,
}

/// What a record may be opened for, as codes and names; nothing where the actor may open nothing of the ledger.
pub fn purposes(world: &World, actor: &Actor, ledger: &Ledger) -> Vec<(String, String)> {
    let Ok((allowed, _)) = access::read_ledger(actor, world, ledger.id.as_str()) else { return Vec::new() };
    if !ledger.fields.values().any(|field| opens(field, ledger, &allowed, world)) {
        return Vec::new();
    }
    let list = world.pack.codes.get(PURPOSES);
    list.into_iter().flat_map(|list| &list.codes).map(|(code, named)| (code.clone(), named.name.clone())).collect()
}

/// Shows a record with what lists mask, as far as the actor's posts give it, and journals it. A retry shows the record as
/// it was the first time. Problems: `record.no_purpose`, `record.nothing_to_open`, `record.opened_enough`.
pub async fn open(service: &Service, actor: &Actor, wanted: Open) -> Result<OpenedRecord, Problem> {
    let world = service.world().await?;
    let said = format!("{wanted:?}");
    let whole = wanted.record.clone();
    let RecordRef { ledger: id, book, record } = wanted.record;
    let (reading, ledger) = access::read_ledger(actor, &world, id.as_str())?;
    let gone = || Problem::not_found("这条记录");
    let found = service.store().record(&reading, &book, &id, &record, &world.cut).await?.ok_or_else(gone)?;
    let opened: Vec<&Field> = ledger
        .fields
        .values()
        .filter(|field| found.fields.contains_key(&field.id) && opens(field, ledger, &reading, &world))
        .collect();
    let leave = actor.may_open(&id).filter(|_| !opened.is_empty()).ok_or_else(nothing)?;
    let leave = leave.within(&world.units, world.today);
    let note = wanted.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    let purpose = purpose(&world, &wanted.purpose, note.as_deref())?;

    let links = linked(service, &reading, &world, &whole, Opened::AsFarAsAllowed).await?;
    let kept = world.pack.ledger(OPENED).ok_or_else(nothing)?;
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let hidden = links.iter().filter(|link| link.filter.is_none()).map(|link| format!("关联的{}", link.ledger_name));
    let names: Vec<String> = opened.iter().map(|field| field.name.clone()).chain(hidden).collect();
    let names = names.join("、");
    // The key of somebody else, or one's own after one may see more, is another look.
    let asked = format!("{} {names} {said}", actor.name);
    let fields: [(&str, Option<Value>); 8] = [
        ("on", Some(Value::Date(world.today))),
        ("by", text(&actor.name)),
        ("purpose", text(&wanted.purpose)),
        ("note", note.clone().map(Value::Text)),
        ("ledger", text(id.as_str())),
        ("ledger_name", text(&ledger.name)),
        ("record", text(record.as_str())),
        ("fields", text(&names)),
    ];
    let fields: Fields = fields.into_iter().filter_map(|(id, value)| Some((id.into(), value?))).collect();
    let unit = found.unit.clone();
    let mut change = service.change(world.book_for(kept, unit.as_str()), wanted.request, Act::Open, asked);
    change.reason = Some(note.map_or_else(|| purpose.clone(), |note| format!("{purpose}：{note}")));
    let to = Some(Content { unit, fields, steps: Vec::new() });
    let entry = RecordId::from(service.ids().next());
    change.edits = vec![Edit { ledger: LedgerId::new(OPENED), record: entry, expects: None, to }];
    let _alone = service.opening().await;
    // A retry is the same look.
    if service.store().receipt(&leave, &change.book, &change.request, Act::Open, &change.asked).await?.is_none() {
        not_enough_yet(service, &world, actor, kept, (id.as_str(), record.as_str())).await?;
    }
    let receipt = service.store().commit(&leave, change).await?;

    // Another look is another Change: a key that is used again shows nothing that came later.
    let mut cut = world.cut.clone();
    cut.set(receipt.book.clone(), receipt.seq);
    // What is shown is what the entry names: the version that was looked at, or that of the first time.
    let shown = match receipt.repeated {
        true => service.store().record(&reading, &book, &id, &record, &cut).await?.ok_or_else(gone)?,
        false => found,
    };
    let records = vec![shown];
    let shown = view_opened(service.store(), &reading, &world, records, &cut, Opened::AsFarAsAllowed).await?;
    Ok(OpenedRecord { receipt, view: shown.into_iter().next().ok_or_else(gone)?, links })
}

/// Whether a field says more once it is opened: it is masked and the reader's posts give it, or it names a record whose
/// name is masked and theirs to read.
fn opens(field: &Field, ledger: &Ledger, allowed: &Allowed<Read>, world: &World) -> bool {
    let more = |field: &Field, ledger: &Ledger| {
        let clearance = allowed.clearance_for(ledger.id.as_str());
        show::is_masked(field, Privacy::Internal) && !show::is_masked(field, clearance)
    };
    let named = |field: &Field| {
        let named = world.pack.ledger(target(&field.ty, &world.pack)?.as_str())?;
        allowed.covers(named.id.as_str()).then_some(named)
    };
    let titles = |ledger: &'_ Ledger| -> Vec<Field> {
        ledger.title.iter().filter_map(|id| ledger.field(id.as_str())).cloned().collect()
    };
    // A household is called after its head, as names of records have it: one step further and no more.
    let further =
        |field: &Field| named(field).is_some_and(|named| titles(named).iter().any(|title| more(title, named)));
    let of_named =
        || named(field).is_some_and(|named| titles(named).iter().any(|title| more(title, named) || further(title)));
    let hidden = show::is_masked(field, allowed.clearance_for(ledger.id.as_str()));
    more(field, ledger) || !hidden && of_named()
}

/// The purpose in words.
fn purpose(world: &World, code: &str, note: Option<&str>) -> Result<String, Problem> {
    let refused = |field: &str, message: &str, hint: &str| {
        let finding = Finding::error("record.no_purpose", message, Place::field(field)).hint(hint);
        Problem::new("record.no_purpose", "没有写明查看的用途，内容没有显示。").hint(hint).findings(vec![finding])
    };
    let list = world.pack.codes.get(PURPOSES);
    let named = list.and_then(|list| list.codes.get(code));
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        let message = format!("说明最多 {LONGEST_NOTE} 个字。");
        return Err(refused("note", &message, "请用一句话写明做什么用。"));
    }
    let named = named.ok_or_else(|| refused("purpose", "没有选用途。", "请选一个用途，再查看。"))?;
    if code == OTHER && note.is_none() {
        return Err(refused("note", "选了“其他”，但没有写做什么用。", "请用一句话写明做什么用。"));
    }
    Ok(named.name.clone())
}

fn nothing() -> Problem {
    Problem::new("record.nothing_to_open", "这条记录没有您可以查看的隐去内容。")
        .hint("您的岗位不接触这类个人信息；确有需要的，请由负责这项工作的人办理。")
}
