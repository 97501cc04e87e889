//! The versions of a form: what was sent up, by whom, when; each as it was frozen, with what the form would say by now.

use kernel::{FormId, Period, Problem, RequestId, UnitId};
use pack::model::Form;
use rules::access::Actor;

use super::{
    Fill, Preview, PreviewCell, PreviewRow,
    frozen::{FrozenForm, kept_as},
    known::known,
    preview,
    summary::WHOLE,
};
use crate::{
    Service, World, access,
    reports::{self, ISSUES, Of, Version},
};

/// Versions of which form, for whom, for when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfForm {
    /// The form's id or name.
    pub form: String,
    /// The unit that filled it in.
    pub unit: UnitId,
    /// The period.
    pub period: Period,
}

/// A version, opened.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenedForm {
    /// Which it is.
    pub version: Version,
    /// What went up.
    pub frozen: FrozenForm,
    /// What it says by now; nothing where the form is gone or was declared otherwise.
    pub since: Option<Since>,
}

/// What a form says otherwise by now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Since {
    /// How many rows it has by now.
    pub total: u64,
    /// Of a summary, the cells that say something else.
    pub moved: Vec<Moved>,
}

/// A cell that says something else by now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// What stands in front of its row.
    pub row: String,
    /// What stands above it.
    pub column: String,
    /// What it said; nothing where there was no such row, or no figure.
    pub was: Option<String>,
    /// What it says.
    pub is: Option<String>,
}

type Kept = (Version, Option<FrozenForm>);

/// All versions, the first first; those that were withdrawn are among them.
pub async fn versions(service: &Service, actor: &Actor, of: OfForm) -> Result<Vec<Version>, Problem> {
    Ok(all_of(service, actor, &of).await?.into_iter().map(|(version, _)| version).collect())
}

/// A version as it went up, and what has moved since.
pub async fn version(service: &Service, actor: &Actor, of: OfForm, number: u32) -> Result<OpenedForm, Problem> {
    let all = all_of(service, actor, &of).await?;
    let (version, frozen) = reports::find(&all, number)?;
    let frozen = frozen.clone().ok_or_else(|| reports::damaged(&version.book, &version.record))?;
    let fill = Fill { form: of.form, unit: of.unit, period: of.period, as_of: None };
    // A form that is gone does not keep anybody from reading what went up.
    let now = preview(service, actor, fill).await.ok();
    let since = now.filter(|now| now.frame.columns == frozen.shown.frame.columns).map(|now| since(&frozen.shown, &now));
    Ok(OpenedForm { version: version.clone(), frozen, since })
}

/// Withdraws a version, with a reason. It stays in the list, and its number is not given again.
pub async fn recall(
    service: &Service,
    actor: &Actor,
    request: RequestId,
    (of, number): (OfForm, u32),
    reason: &str,
) -> Result<Version, Problem> {
    let all = all_of(service, actor, &of).await?;
    reports::withdraw_version(service, actor, request, &reports::find(&all, number)?.0, reason).await?;
    let all = all_of(service, actor, &of).await?;
    reports::find(&all, number).map(|(version, _)| version.clone())
}

/// The versions of a form that is known to be there for whoever asks.
pub(super) async fn versions_of(
    service: &Service,
    actor: &Actor,
    form: &Form,
    unit: &UnitId,
    period: Period,
) -> Result<Vec<Kept>, Problem> {
    let world = service.world().await?;
    kept(service, actor, &world, &form.id, unit, period).await
}

async fn all_of(service: &Service, actor: &Actor, of: &OfForm) -> Result<Vec<Kept>, Problem> {
    let world = service.world().await?;
    let fill = Fill { form: of.form.clone(), unit: of.unit.clone(), period: of.period, as_of: None };
    let is_declared = world.pack.forms.values().any(|form| form.id.as_str() == of.form || form.name == of.form);
    if is_declared {
        let form = known(&world, actor, &fill)?.form.id.clone();
        return kept(service, actor, &world, &form, &of.unit, of.period).await;
    }
    // One that the pack has dropped is known by its id as long as versions of it are.
    world.unit(of.unit.as_str())?;
    let all = kept(service, actor, &world, &of.form.as_str().into(), &of.unit, of.period).await?;
    if all.is_empty() { Err(known(&world, actor, &fill).err().unwrap_or_else(|| gone(&of.form))) } else { Ok(all) }
}

async fn kept(
    service: &Service,
    actor: &Actor,
    world: &World,
    form: &FormId,
    unit: &UnitId,
    period: Period,
) -> Result<Vec<Kept>, Problem> {
    let (allowed, issues) = access::read_ledger(actor, world, ISSUES)?;
    let book = world.book_for(issues, unit.as_str());
    let of = Of { report: kept_as(form), unit: unit.clone(), period };
    reports::kept(service, &allowed, &book, &of).await
}

fn gone(form: &str) -> Problem {
    Problem::not_found(format!("上报表“{form}”")).hint("请从上报表列表里选。")
}

/// Cells of figures are compared by row and column; of rows that are records only how many there are.
fn since(then: &Preview, now: &Preview) -> Since {
    let name = |row: &PreviewRow| {
        let words = row.cells.iter().find_map(|cell| match cell {
            PreviewCell::Text(text) if !text.is_empty() => Some(text.clone()),
            _ => None,
        });
        words.unwrap_or_default()
    };
    let is_figure = |cell: &PreviewCell| matches!(cell, PreviewCell::Figure(_));
    let all = || then.rows.iter().chain(&now.rows);
    let mut names: Vec<(bool, String)> = Vec::new();
    for row in all().filter(|row| row.cells.iter().any(is_figure)) {
        let key = (row.is_whole, name(row));
        if !names.contains(&key) {
            names.push(key);
        }
    }
    let find = |rows: &[PreviewRow], key: &(bool, String)| {
        rows.iter().find(|row| row.is_whole == key.0 && name(row) == key.1).map(|row| row.cells.clone())
    };
    let said = |cells: &Option<Vec<PreviewCell>>, at: usize| match cells.as_ref()?.get(at)? {
        PreviewCell::Figure(figure) => figure.value.map(kernel::number::plain),
        _ => None,
    };
    let mut moved = Vec::new();
    for key in &names {
        let (was, is) = (find(&then.rows, key), find(&now.rows, key));
        for (at, column) in then.frame.columns.iter().enumerate() {
            let (was, is) = (said(&was, at), said(&is, at));
            if was != is {
                let row = if key.0 { WHOLE.to_owned() } else { key.1.clone() };
                moved.push(Moved { row, column: column.clone(), was, is });
            }
        }
    }
    Since { total: now.total, moved }
}
