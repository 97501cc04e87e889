//! Somebody changes his own password.

use kernel::{Problem, RecordId};
use rules::access::Actor;
use store::accounts::{Deed, Secret};

use super::{new_password, note, proof::shown, sound, user};
use crate::Service;

/// Changes it, with a code where codes are asked for; all other sessions of the account end. `token` is that of the session it
/// is done in. Problems:
/// `account.wrong_old` (counted like a failed sign-in), `account.invalid`, `account.none`.
pub async fn change_password(
    service: &Service,
    actor: &Actor,
    token: &str,
    old: String,
    new: String,
    code: &str,
) -> Result<(), Problem> {
    let world = service.world().await?;
    let user = user(&world, own(actor)?)?;
    let same = old == new;
    let mut findings: Vec<_> = new_password(&new, &user.login, "new").into_iter().collect();
    if same {
        let place = kernel::Place::field("new");
        let finding = kernel::Finding::error("account.same_password", "新口令和原来的一样。", place);
        findings.push(finding.hint("请换一个没有用过的。"));
    }
    // First, so that no code is used up for a password that cannot be kept.
    sound(findings)?;
    let secret = shown(service, user, old, code).await?.ok_or_else(wrong_old)?;
    let (now, salt) = (service.clock().now(), service.store().new_salt());
    let password = service.hashing().hash(new, salt).await?;
    let looked_at = secret.password.clone();
    let fresh = Secret { password, changed_at: now, must_change: false, failed: 0, locked_until: None, ..secret };
    // An officer may have set another meanwhile, for whoever knew the old one; that one stays.
    if !service.store().replace_secret(&fresh, &looked_at).await? {
        return Err(wrong_old());
    }
    let deeds = vec![
        Deed::EndAllOf(user.id.clone(), Some(token.to_owned())),
        note(now, "password_changed", Some(&user.id), ""),
    ];
    service.store().do_deeds(deeds).await
}

fn wrong_old() -> Problem {
    Problem::new("account.wrong_old", "原来的口令或验证码不对，没有修改。")
        .hint("请再试一次；开了第二步验证的，还要写手机上这时的验证码。连续错五次，账号会锁十五分钟以上。")
}

fn own(actor: &Actor) -> Result<&RecordId, Problem> {
    actor.user.as_ref().ok_or_else(|| {
        Problem::new("account.none", "这里还没有启用账号，没有口令可改。").hint("请先设立管理员，启用账号。")
    })
}
