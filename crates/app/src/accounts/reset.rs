//! An officer gives a first or a new password, which also unlocks. It is good for one thing: to choose one's own.

use kernel::{Problem, RecordId};
use rules::{access::Actor, office::Task};
use store::accounts::{Deed, Secret};

use super::{fits, note, officer, second_step::no_codes, user};
use crate::Service;

/// Sets it, signs the account out everywhere and ends the tokens of its programs: whoever knew the old password may have made
/// some. Codes go on being asked for, unless they are `without_codes` from now on; that is an act of its own in the security
/// log. Problems: `account.invalid`, `account.yourself`, `account.ended`.
pub async fn reset(
    service: &Service,
    actor: &Actor,
    account: &RecordId,
    password: String,
    without_codes: bool,
) -> Result<(), Problem> {
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
    let mut deeds = vec![
        Deed::Put(secret),
        Deed::EndAllOf(user.id.clone(), None),
        Deed::EndTokensOf(user.id.clone(), now, actor.name.clone()),
        note(now, "password_reset", Some(&user.id), &actor.name),
    ];
    if without_codes && service.store().second_steps().await?.contains(&user.id) {
        deeds.extend(no_codes(&user.id));
        deeds.push(note(now, "second_step_removed", Some(&user.id), &actor.name));
    }
    service.store().do_deeds(deeds).await
}
