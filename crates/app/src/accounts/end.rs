//! The system officer ends an account: from today on nobody signs in with it. Its records stay what they are.

use kernel::{Problem, RecordId, RequestId, Value};
use rules::{
    access::Actor,
    change::{Act, Content},
    office::{Task, USERS},
};
use store::accounts::Deed;

use super::{Said, edit, keep, leaves_officers, note, officer, user, writing};
use crate::Service;

/// An account to be ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct End {
    /// The client's key.
    pub request: Option<RequestId>,
    /// Which.
    pub user: RecordId,
    /// Why.
    pub reason: Option<String>,
}

/// Ends it and signs it out everywhere. Problems: `account.last_officer`, `account.yourself`.
pub async fn end(service: &Service, actor: &Actor, wanted: End) -> Result<(), Problem> {
    // What is judged here must still be so when it is written: two who end each other at once would leave nobody.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let user = user(&world, &wanted.user)?;
    officer(actor, Task::EndAccount, Some(user))?;
    leaves_officers(&world, user, &Default::default())?;
    let now = service.clock().now();
    let deeds = vec![
        Deed::EndAllOf(user.id.clone(), None),
        Deed::EndTokensOf(user.id.clone(), now, actor.name.clone()),
        // The same person may come again, with another account.
        Deed::ForgetOutside(user.id.clone()),
        note(now, "ended", Some(&user.id), &actor.name),
    ];
    if user.is_there(world.today) {
        let mut fields = user.fields.clone();
        // Also where it began today: then it was never there.
        fields.insert("ends".into(), Value::Date(world.today));
        fields.remove("offices");
        let content = Content { unit: world.root_unit()?, fields, steps: Vec::new() };
        let allowed = writing(actor, &world, USERS)?;
        let asked = format!("{wanted:?}");
        let said = Said {
            request: wanted.request,
            asked,
            act: Act::Correct,
            reason: wanted.reason.or_else(|| Some("停用账号".to_owned())),
        };
        let edits = vec![edit(USERS, user.id.clone(), Some(user.from_seq), content)];
        keep(service, &world, &allowed, said, edits).await?;
    }
    service.store().do_deeds(deeds).await
}
