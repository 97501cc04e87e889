//! The security officer gives an office, or takes it.

use std::collections::BTreeSet;

use kernel::{Problem, RecordId, RequestId, Value};
use rules::{
    access::Actor,
    change::{Act, Content},
    office::{self, Clash, Office, Task, USERS},
};
use store::accounts::Deed;

use super::{Said, edit, keep, leaves_officers, note, officer, user, writing};
use crate::Service;

/// The office an account shall hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetOffice {
    /// The client's key.
    pub request: Option<RequestId>,
    /// Whose.
    pub user: RecordId,
    /// Which; `None` takes it.
    pub office: Option<Office>,
    /// Why.
    pub reason: Option<String>,
}

/// Gives or takes it; the account signs in anew, and no program asks in its name any more. Problems: `account.clash`, `account.last_officer`, `account.yourself`.
pub async fn set_office(service: &Service, actor: &Actor, wanted: SetOffice) -> Result<(), Problem> {
    // What is judged here must still be so when it is written: two who end each other at once would leave nobody.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let user = user(&world, &wanted.user)?;
    officer(actor, Task::Give, Some(user))?;
    let offices: BTreeSet<Office> = wanted.office.into_iter().collect();
    let posts = world.people.posts_of(&user.id).filter(|post| post.is_ahead(world.today)).count();
    office::fit(&offices, posts).map_err(clash)?;
    leaves_officers(&world, user, &offices)?;
    let mut fields = user.fields.clone();
    match wanted.office {
        Some(office) => fields.insert("offices".into(), Value::Codes(vec![office.code().to_owned()])),
        None => fields.remove("offices"),
    };
    let content = Content { unit: world.root_unit()?, fields, steps: Vec::new() };
    let (allowed, asked) = (writing(actor, &world, USERS)?, format!("{wanted:?}"));
    let said = Said {
        request: wanted.request,
        asked,
        act: Act::Correct,
        reason: wanted.reason.or_else(|| Some("定分工".to_owned())),
    };
    let edits = vec![edit(USERS, user.id.clone(), Some(user.from_seq), content)];
    keep(service, &world, &allowed, said, edits).await?;
    let now = service.clock().now();
    let deeds = vec![
        Deed::EndAllOf(user.id.clone(), None),
        Deed::EndTokensOf(user.id.clone(), now, actor.name.clone()),
        note(now, "office_set", Some(&user.id), &actor.name),
    ];
    service.store().do_deeds(deeds).await
}

pub(super) fn clash(clash: Clash) -> Problem {
    let message = match clash {
        Clash::TwoOffices => "一个人只能担任一种管理员。",
        Clash::OfficeAndPost => "管理员不能同时担任业务岗位。",
    };
    Problem::new("account.clash", message).hint("系统、安全、审计三员互相监督，请由不同的人担任；要换，先去掉原来的。")
}
