//! Somebody signs in. Whoever is refused learns nothing: one sentence for an unknown login, a wrong password, a locked
//! and an ended account, and as much work for each. Not even the right password opens a locked account or says that it
//! is locked: a guesser would go on guessing until he was told.

use kernel::Problem;
use rules::sign_in::{ends, locks, minute};
use store::accounts::{Deed, Secret, Session};

use super::{User, hashing::Looked, note};
use crate::Service;

/// Somebody who is in.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// For the cookie; new with every sign-in.
    pub token: String,
    /// Nothing may be done but change the password.
    pub must_change: bool,
}

/// Lets somebody in. Problem: `account.wrong`.
pub async fn sign_in(service: &Service, login: &str, password: String) -> Result<SignedIn, Problem> {
    let world = service.world().await?;
    let user = world.people.named(login.trim()).filter(|user| user.is_there(world.today));
    let secret = look(service, user, password.clone()).await?;
    let (Some(user), Some((mut secret, looked))) = (user, secret) else { return Err(wrong()) };
    let (now, token) = (service.clock().now(), service.store().new_token());
    let session = Session { account: user.id.clone(), made_at: now, seen_at: now, ends_at: ends(now) };
    let must_change = secret.must_change;
    // While it was looked at the password may have become another.
    if !service.store().begin_session(&token, &session, &secret.password).await? {
        return Err(wrong());
    }
    let deeds = vec![Deed::Clear(user.id.clone()), note(now, "signed_in", Some(&user.id), "")];
    if looked == Looked::RightButOld {
        let hash = service.hashing().hash(password, service.store().new_salt()).await?;
        let before = std::mem::replace(&mut secret.password, hash);
        service.store().replace_secret(&secret, &before).await?;
    }
    service.store().do_deeds(deeds).await?;
    Ok(SignedIn { token, must_change })
}

/// Looks at a password, and counts and notes it where it is wrong.
pub(super) async fn look(
    service: &Service,
    user: Option<&User>,
    password: String,
) -> Result<Option<(Secret, Looked)>, Problem> {
    let (store, now) = (service.store(), service.clock().now());
    let account = user.map(|user| &user.id);
    let secret = store.secret_to_try(account, now, &locks(now)).await?;
    let looked = service.hashing().look(password, secret.as_ref().map(|secret| secret.password.clone())).await?;
    if let (Some(secret), true) = (secret, looked != Looked::Wrong) {
        return Ok(Some((secret, looked)));
    }
    store.do_deeds(vec![note(minute(now), "refused", account, "")]).await?;
    Ok(None)
}

pub(super) fn wrong() -> Problem {
    Problem::new("account.wrong", "登录名或口令不对。")
        .hint("请再试一次；连续错五次，账号会锁十五分钟以上，可以等一等，或请安全管理员重设口令。")
}
