//! An officer gives a first or a new password, which also unlocks. It is good for one thing: to choose one's own.

use kernel::{Problem, RecordId};
use rules::{access::Actor, office::Task};
use store::accounts::{Deed, Secret};

use super::{fits, note, officer, user};
use crate::Service;

/// Sets it and signs the account out everywhere. Problems: `account.invalid`, `account.yourself`, `account.ended`.
pub async fn reset(service: &Service, actor: &Actor, account: &RecordId, password: String) -> Result<(), Problem> {
    let world = service.world().await?;
    let user = user(&world, account)?;
    officer(actor, Task::ResetPassword, Some(user))?;
    if !user.is_there(world.today) {
        return Err(Problem::new("account.ended", "这个账号已经停用。").hint("请另开一个账号。"));
    }
    fits(&password, &user.login)?;
    let (now, salt) = (service.clock().now(), service.store().new_salt());
    let password = service.hashing().hash(password, salt).await?;
    let account = user.id.clone();
    let secret = Secret { account, password, changed_at: now, must_change: true, failed: 0, locked_until: None };
    let deeds = vec![
        Deed::Put(secret),
        Deed::EndAllOf(user.id.clone(), None),
        note(now, "password_reset", Some(&user.id), &actor.name),
    ];
    service.store().do_deeds(deeds).await
}
