//! Somebody for whom a house of identity outside vouches: an officer says whose account that is, and then he comes in by it.
//! Nobody gets an account so, and nobody learns whether another has one: an unknown name, a locked and an ended account are
//! answered alike. See ADR 0040.

use kernel::{Finding, Place, Problem, RecordId};
use rules::{
    access::Actor,
    office::Task,
    outside::{NAME, name},
    sign_in::{locks, minute},
};
use store::accounts::{Deed, Secret};

use super::{Entered, User, note, officer, sign_in, sound, user};
use crate::Service;

/// Says by which name a house vouches for an account, or by none; for the officer who may set its password. `provider` is the
/// house that this server asks, where it asks one. Problems: `account.no_outside`, `account.invalid`, `account.outside_taken`,
/// `account.ended`, `account.yourself`.
pub async fn link(
    service: &Service,
    actor: &Actor,
    account: &RecordId,
    provider: Option<&str>,
    typed: Option<&str>,
) -> Result<(), Problem> {
    // What is judged here must still be so when it is written: the account may be ended meanwhile.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let user = user(&world, account)?;
    officer(actor, Task::Link, Some(user))?;
    if !user.is_there(world.today) {
        return Err(Problem::new("account.ended", "这个账号已经停用。").hint("请另开一个账号。"));
    }
    let provider = provider.ok_or_else(|| {
        Problem::new("account.no_outside", "这台服务器没有接外部的统一认证。")
            .hint("请管理服务器的人先接好，见 docs/operations/identity.md。")
    })?;
    let before = service.store().outside_names(provider).await?.remove(&user.id);
    match typed.map(str::trim).filter(|typed| !typed.is_empty()) {
        Some(typed) => set(service, actor, user, (provider, typed), before).await,
        None if before.is_some() => {
            let mut deeds = vec![Deed::ForgetOutside(user.id.clone())];
            deeds.extend(out(user));
            deeds.push(note(service.clock().now(), "outside_cleared", Some(&user.id), &actor.name));
            service.store().do_deeds(deeds).await
        }
        None => Ok(()),
    }
}

async fn set(
    service: &Service,
    actor: &Actor,
    user: &User,
    (provider, typed): (&str, &str),
    before: Option<String>,
) -> Result<(), Problem> {
    let unfit = || {
        let message = format!("外部账号太长，或有看不见的字；最多{NAME}个字。");
        let hint = "请照统一认证那边显示的抄，一个字也不要差。";
        vec![Finding::error("account.outside_name", message, Place::field("name")).hint(hint)]
    };
    let Some(named) = name(typed) else { return sound(unfit()) };
    let (store, now) = (service.store(), service.clock().now());
    if !store.set_outside((provider, named), &user.id, now, &actor.name).await? {
        return Err(Problem::new("account.outside_taken", "这个外部账号已经给了另一个账号。")
            .hint("一个外部账号只给一个人；请在人员里找到那个账号，先去掉，再给这个人。"));
    }
    let mut deeds = Vec::new();
    if store.secret(&user.id).await?.is_none() {
        // It may come in now; there is no password to be typed.
        let account = user.id.clone();
        let (password, changed_at) = (Secret::NONE.to_owned(), now);
        deeds.push(Deed::Put(Secret {
            account,
            password,
            changed_at,
            must_change: false,
            failed: 0,
            locked_until: None,
        }));
    }
    if before.as_deref() != Some(named) {
        // Whoever came by the name before may be somebody else.
        deeds.extend(before.iter().flat_map(|_| out(user)));
        deeds.push(note(now, "outside_set", Some(&user.id), &actor.name));
    }
    service.store().do_deeds(deeds).await
}

/// Whoever is in by the account is out, and sign-ins under way come to nothing.
fn out(user: &User) -> [Deed; 2] {
    [Deed::EndAllOf(user.id.clone(), None), Deed::ForgetPendingOf(user.id.clone())]
}

/// Lets somebody in for whom a house vouched by this name, or asks for a code. Problem: `outside.unknown`.
///
/// It is counted as a try before, as a password is, and only who is in is taken off the count: guesses at codes cost here, too.
pub async fn come(service: &Service, provider: &str, named: &str) -> Result<Entered, Problem> {
    let (world, store, now) = (service.world().await?, service.store(), service.clock().now());
    let meant = store.outside_account(provider, named).await?;
    let user = meant.as_ref().and_then(|id| world.people.user(id)).filter(|user| user.is_there(world.today));
    let secret = store.secret_to_try(user.map(|user| &user.id), now, &locks(now)).await?;
    let (Some(user), Some(mut secret)) = (user, secret) else {
        let noted = note(minute(now), "outside_refused", user.map(|user| &user.id), "");
        store.do_deeds(vec![noted]).await?;
        return Err(unknown(named));
    };
    let mut noted = vec![note(now, "outside_used", Some(&user.id), "")];
    if secret.must_change {
        // It is somebody else's choice, and this person needs none.
        let password = std::mem::replace(&mut secret.password, Secret::NONE.to_owned());
        (secret.must_change, secret.changed_at) = (false, now);
        if !store.replace_secret(&secret, &password).await? {
            return Err(unknown(named));
        }
        noted.push(note(now, "password_dropped", Some(&user.id), ""));
    }
    let entered = if store.second_step(&user.id).await?.is_some_and(|second| second.since.is_some()) {
        let token = store.new_token();
        store.wait_for_code(&token, &secret, sign_in::waits_until(now)).await?;
        Entered::Code(token)
    } else {
        Entered::In(sign_in::begin(service, user, &secret).await.map_err(|_| unknown(named))?)
    };
    // An officer may have said otherwise while this went on; that wins.
    if store.outside_account(provider, named).await?.as_ref() != Some(&user.id) {
        let undo = match entered {
            Entered::In(signed) => Deed::End(signed.token),
            Entered::Code(_) => Deed::ForgetPendingOf(user.id.clone()),
        };
        store.do_deeds(vec![undo]).await?;
        return Err(unknown(named));
    }
    store.do_deeds(noted).await?;
    Ok(entered)
}

/// Whoever reads this was vouched for by that name, so it tells him nothing that he may not know.
fn unknown(named: &str) -> Problem {
    Problem::new("outside.unknown", "身份核对过了，但在这里没有能用的账号。").hint(format!(
        "请把您的外部账号“{named}”告诉本单位的安全管理员，请他关联到您的账号；关联过的，可能锁着或停用了，也请他看。"
    ))
}
