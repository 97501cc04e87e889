//! Whoever is signed in shows once more that it is he: before what would let somebody else in later, who only sat down at
//! a browser that was left open.

use kernel::Problem;
use rules::sign_in::minute;
use store::accounts::{Deed, Secret};

use super::{User, note, second_step, sign_in::look};
use crate::Service;

/// What was shown; one answer whichever is wrong. What is done by it wants the password still to be the one that was looked
/// at: an officer may reset it meanwhile, for whoever knew the old one. Problem: `account.wrong_proof`.
pub(super) async fn prove(service: &Service, user: &User, password: String, code: &str) -> Result<Secret, Problem> {
    shown(service, user, password, code).await?.ok_or_else(wrong)
}

/// The password, and a code where codes are asked for, counted like a failed sign-in; the count is cleared by both together,
/// or whoever knows the password would guess codes for ever.
pub(super) async fn shown(
    service: &Service,
    user: &User,
    password: String,
    code: &str,
) -> Result<Option<Secret>, Problem> {
    let Some((secret, _)) = look(service, Some(user), password).await? else { return Ok(None) };
    let store = service.store();
    let on = store.second_step(&user.id).await?.is_some_and(|second| second.since.is_some());
    if on && second_step::use_code(service, &user.id, code).await?.is_none() {
        store.do_deeds(vec![note(minute(service.clock().now()), "refused", Some(&user.id), "")]).await?;
        return Ok(None);
    }
    store.do_deeds(vec![Deed::Clear(user.id.clone())]).await?;
    Ok(Some(secret))
}

/// Why nothing was done, where the password has become another since it was looked at, or else what `refused` says.
pub(super) async fn unless_reset(service: &Service, looked_at: &Secret, refused: Problem) -> Result<Problem, Problem> {
    let now = service.store().secret(&looked_at.account).await?;
    Ok(if now.is_some_and(|now| now.password == looked_at.password) { refused } else { wrong() })
}

pub(super) fn wrong() -> Problem {
    Problem::new("account.wrong_proof", "口令或验证码不对，没有办。")
        .hint("请再试一次；开了第二步验证的，还要写手机上这时的验证码。连续错五次，账号会锁十五分钟以上。")
}
