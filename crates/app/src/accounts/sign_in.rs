//! Somebody signs in. Whoever is refused learns nothing: one sentence for an unknown login, a wrong password, a locked
//! and an ended account, and as much work for each. Not even the right password opens a locked account or says that it
//! is locked: a guesser would go on guessing until he was told.

use kernel::{Instant, Problem};
use rules::{
    second_step::PENDING_MINUTES,
    sign_in::{ends, locks, minute},
};
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

/// What a right password comes to.
pub enum Entered {
    /// Somebody is in.
    In(SignedIn),
    /// A code is asked for, by whoever brings this token; it is no session.
    Code(String),
}

/// Lets somebody in, or asks for a code. Problem: `account.wrong`.
///
/// The try is counted here, once for password and code together, and only who is in is taken off the count again: each
/// guess at a code costs a try, as each guess at a password does. Whether codes are asked for nobody learns before the
/// password was right.
pub async fn sign_in(service: &Service, login: &str, password: String) -> Result<Entered, Problem> {
    let world = service.world().await?;
    let user = world.people.named(login.trim()).filter(|user| user.is_there(world.today));
    let secret = look(service, user, password.clone()).await?;
    let (Some(user), Some((mut secret, looked))) = (user, secret) else { return Err(wrong()) };
    let store = service.store();
    let codes = store.second_step(&user.id).await?.is_some_and(|second| second.since.is_some());
    if codes {
        let token = store.new_token();
        store.wait_for_code(&token, &secret, waits_until(service.clock().now())).await?;
        return Ok(Entered::Code(token));
    }
    let signed = begin(service, user, &secret).await?;
    if looked == Looked::RightButOld {
        let hash = service.hashing().hash(password, store.new_salt()).await?;
        let before = std::mem::replace(&mut secret.password, hash);
        store.replace_secret(&secret, &before).await?;
    }
    Ok(Entered::In(signed))
}

/// Begins a session by the password that was looked at. Problem: `account.wrong`, where it has become another meanwhile.
pub(super) async fn begin(service: &Service, user: &User, secret: &Secret) -> Result<SignedIn, Problem> {
    let (now, token) = (service.clock().now(), service.store().new_token());
    let session = Session { account: user.id.clone(), made_at: now, seen_at: now, ends_at: ends(now) };
    if !service.store().begin_session(&token, &session, &secret.password).await? {
        return Err(wrong());
    }
    let deeds = vec![Deed::Clear(user.id.clone()), note(now, "signed_in", Some(&user.id), "")];
    service.store().do_deeds(deeds).await?;
    Ok(SignedIn { token, must_change: secret.must_change })
}

pub(super) fn waits_until(now: Instant) -> Instant {
    Instant::from_millis(now.millis() + PENDING_MINUTES * 60_000)
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
    // Where there is none to be typed it is as much work as where there is one.
    let kept = secret.as_ref().filter(|secret| secret.is_set()).map(|secret| secret.password.clone());
    let looked = service.hashing().look(password, kept).await?;
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
