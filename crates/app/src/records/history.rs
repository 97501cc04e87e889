//! All versions of a record, and what each changed.

use kernel::{FieldId, Instant, Problem, Seq};
use pack::model::{FieldType, Ledger};
use rules::{Context, access::Actor, show};
use store::{Record, Version};

use super::{Opened, RecordRef, Titles, ToldView, act_name, row_changes, told, view::is_kept_elsewhere};
use crate::{Service, World, access};

/// One version and the Change that wrote it.
#[derive(Clone, PartialEq, Debug)]
pub struct VersionView {
    /// The Change that wrote it.
    pub from_seq: Seq,
    /// The Change that ended it.
    pub to_seq: Option<Seq>,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: String,
    /// Who, by name, where there is an account.
    pub actor_name: Option<String>,
    /// `create`, `correct`, `withdraw` …; a record taken back ends with an entry that has no fields.
    pub act: String,
    /// The word for the act.
    pub act_name: &'static str,
    /// Why.
    pub reason: Option<String>,
    /// Who told, where that is not who typed it.
    pub told: Option<ToldView>,
    /// What it changed against the version before.
    pub changes: Vec<FieldChange>,
}

/// One field of a version against the version before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldChange {
    /// The field; `unit`, `state` and `steps` where it is no field.
    pub field: FieldId,
    /// Its name.
    pub name: String,
    /// In words, masked where personal.
    pub before: Option<String>,
    /// In words, masked where personal.
    pub after: Option<String>,
}

/// The history of a record, oldest first.
pub async fn history(service: &Service, actor: &Actor, record: &RecordRef) -> Result<Vec<VersionView>, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::read_ledger(actor, &world, record.ledger.as_str())?;
    let versions = service.store().history(&allowed, &record.book, &record.ledger, &record.record).await?;
    if versions.is_empty() {
        return Err(Problem::not_found("这条记录"));
    }
    let context = world.context();
    let records: Vec<Record> = versions.iter().map(|version| version.record.clone()).collect();
    let titles = Titles::load(service.store(), &allowed, &world.cut, &records, &context, Opened::No).await?;
    let look = |ty: &FieldType, id: &str| titles.get(&world.pack, ty, id);
    let mut views = Vec::new();
    for (index, version) in versions.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &versions[before]);
        // Taken back in between and brought back by an undo: everything is new again.
        let follows = before.filter(|before| before.record.to_seq == Some(version.record.from_seq));
        if let Some(before) = before
            && follows.is_none()
        {
            views.extend(ended(before, &world));
        }
        let changes = differences(ledger, follows.map(|v| &v.record), &version.record, &context, &look);
        let Version { entry, record, .. } = version;
        views.push(VersionView {
            from_seq: record.from_seq,
            to_seq: record.to_seq,
            at: entry.at,
            actor_name: world.person_name(&entry.actor),
            actor: entry.actor.clone(),
            act: entry.act.clone(),
            act_name: act_name(&entry.act),
            reason: entry.reason.clone(),
            told: entry.told.as_ref().map(|told| told::view(told, &world)),
            changes,
        });
    }
    views.extend(versions.last().and_then(|version| ended(version, &world)));
    Ok(views)
}

/// The Change that took a record back.
fn ended(version: &Version, world: &World) -> Option<VersionView> {
    let entry = version.ended_by.as_ref()?;
    Some(VersionView {
        from_seq: entry.seq,
        to_seq: None,
        at: entry.at,
        actor_name: world.person_name(&entry.actor),
        actor: entry.actor.clone(),
        act: entry.act.clone(),
        act_name: act_name(&entry.act),
        reason: entry.reason.clone(),
        told: entry.told.as_ref().map(|told| told::view(told, world)),
        changes: Vec::new(),
    })
}

/// What changes from one version to the next, field by field.
pub(crate) fn differences(
    ledger: &Ledger,
    before: Option<&Record>,
    after: &Record,
    context: &Context<'_>,
    titles: show::Titles<'_>,
) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let mut note = |field: &str, name: &str, was: Option<String>, is: Option<String>| {
        if was != is {
            changes.push(FieldChange { field: field.into(), name: name.to_owned(), before: was, after: is });
        }
    };
    let unit = |record: &Record| context.unit_name(record.unit.as_str());
    note("unit", "所属单位", before.map(&unit), Some(unit(after)));
    for (id, field) in ledger.fields.iter().filter(|(id, _)| !is_kept_elsewhere(ledger, id)) {
        let (was, is) = (before.and_then(|record| record.fields.get(id)), after.fields.get(id));
        if was != is {
            let words = |value: &kernel::Value| spelled(field, value, context, titles);
            let (was, is) =
                row_changes::told(field, was, is, context, titles).unwrap_or_else(|| (was.map(words), is.map(words)));
            // Two personal values may look alike behind their masks.
            if was == is {
                note(
                    id.as_str(),
                    &field.name,
                    was.map(|text| format!("{text}（原）")),
                    is.map(|text| format!("{text}（新）")),
                );
            } else {
                note(id.as_str(), &field.name, was, is);
            }
        }
    }
    let steps = |record: &Record| {
        let name = |id: &kernel::StepId| ledger.steps.get(id).map_or_else(|| id.to_string(), |step| step.name.clone());
        let words: Vec<String> =
            record.steps.iter().map(|taken| format!("{} {}", taken.on, name(&taken.step))).collect();
        (!words.is_empty()).then(|| words.join("；"))
    };
    note("steps", "办理过程", before.and_then(&steps), steps(after));
    changes
}

/// Of spells, all of them: `自2020-01-01起：一类；自2022-03-01起：二类`.
fn spelled(
    field: &pack::model::Field,
    value: &kernel::Value,
    context: &Context<'_>,
    titles: show::Titles<'_>,
) -> String {
    let kernel::Value::Spells(spells) = value else { return show::show_masked(field, value, context, titles) };
    let one = |(since, value): &(kernel::Date, Option<Box<kernel::Value>>)| {
        let words = value.as_deref().map_or("无".to_owned(), |value| show::show_masked(field, value, context, titles));
        format!("自{since}起：{words}")
    };
    spells.iter().map(one).collect::<Vec<_>>().join("；")
}
