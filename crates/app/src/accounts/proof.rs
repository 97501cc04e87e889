//! Whoever is signed in shows once more that it is he: before what would let somebody else in later, who only sat down at
//! a browser that was left open.

use kernel::Problem;
use store::accounts::Deed;

use super::{User, second_step, sign_in::look};
use crate::Service;

/// The password, and a code where codes are asked for; one answer whichever is wrong, counted like a failed sign-in.
/// Problem: `account.wrong_proof`.
pub(super) async fn prove(service: &Service, user: &User, password: String, code: &str) -> Result<(), Problem> {
    let wrong = || {
        Problem::new("account.wrong_proof", "口令或验证码不对，没有办。")
            .hint("请再试一次；开了第二步验证的，还要写手机上这时的验证码。连续错五次，账号会锁十五分钟以上。")
    };
    if look(service, Some(user), password).await?.is_none() {
        return Err(wrong());
    }
    let on = service.store().second_step(&user.id).await?.is_some_and(|second| second.since.is_some());
    if on && second_step::use_code(service, &user.id, code).await?.is_none() {
        return Err(wrong());
    }
    service.store().do_deeds(vec![Deed::Clear(user.id.clone())]).await
}
