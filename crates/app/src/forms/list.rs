//! The forms there are.

use kernel::{FormId, LevelId, PeriodKind, Problem};
use pack::model::{Form, FormRows};
use rules::access::Actor;

use super::known::may_know;
use crate::{Service, World, access};

/// A form in a list.
#[derive(Clone, PartialEq, Debug)]
pub struct FormView {
    /// Its id.
    pub id: FormId,
    /// Its name.
    pub name: String,
    /// The number the upper level gave it.
    pub number: Option<String>,
    /// Who prescribes it.
    pub authority: Option<String>,
    /// The level of the units that fill it in.
    pub level: LevelId,
    /// The word for that level.
    pub level_name: String,
    /// The kind of period it is for.
    pub period: PeriodKind,
    /// Of a summary, the word for what a row is; nothing where rows are records.
    pub each: Option<String>,
}

/// The forms somebody may know of: those the office wrote itself, then the pack's, each in their order.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<FormView>, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let level_name = |id: &LevelId| world.pack.level(id.as_str()).map_or(id.to_string(), |level| level.name.clone());
    let view = |form: &Form| FormView {
        id: form.id.clone(),
        name: form.name.clone(),
        number: form.number.clone(),
        authority: form.authority.clone(),
        level: form.unit_level.clone(),
        level_name: level_name(&form.unit_level),
        period: form.period,
        each: match &form.rows {
            FormRows::Units { level } => Some(level_name(level)),
            FormRows::Records { .. } => None,
        },
    };
    let overlay = service.shelf().in_force().map(|files| files.overlay).unwrap_or_default();
    let is_own = |form: &&Form| overlay.contains_key(&format!("forms/{}.toml", form.id));
    let forms = world.pack.forms.values().filter(|form| may_know(&world, &allowed, form));
    let (own, carried): (Vec<&Form>, Vec<&Form>) = forms.partition(is_own);
    Ok(own.into_iter().chain(carried).map(view).collect())
}

/// Whether there is any form that somebody may know of.
pub fn may_fill_any(world: &World, actor: &Actor) -> bool {
    access::read(actor, world)
        .is_ok_and(|allowed| world.pack.forms.values().any(|form| may_know(world, &allowed, form)))
}
