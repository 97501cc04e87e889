//! Who asks, where a program does: from its token to what it may do of what its owner may today. A token is dead with the
//! account, with a reset of its password, while its owner is an officer, and when it ends; not with a lock, or whoever
//! guesses at the door would stop programs from outside. See ADR 0035.

use std::collections::BTreeSet;

use kernel::{LedgerId, Problem};
use rules::{
    program::{Scope, is_token, narrowed},
    sign_in::minute,
};
use store::accounts::{Deed, Token};

use super::{Standing, note};
use crate::{Service, World};

/// How the one stands who brings this token. Whatever is wrong with it, the answer is one: unknown, ended, or of an account
/// that is no more. That a text is no token at all anybody can tell; the store is not asked for that.
pub async fn program(service: &Service, token: &str) -> Result<Standing, Problem> {
    let (world, now) = (service.world().await?, service.clock().now());
    let found = if is_token(token) { service.store().token(token).await? } else { None };
    let alive = found.filter(|token| token.ended_at.is_none() && now < token.ends_at);
    let Some((token, actor)) = alive.and_then(|token| standing(&world, &token).map(|actor| (token, actor))) else {
        return Ok(Standing::NoProgram);
    };
    if token.used_on != Some(world.today) {
        later(service, Deed::UseToken(token.id, world.today));
    }
    Ok(Standing::Program(actor))
}

/// Writes down that a token was refused; by whoever counted it, so that a script gone wild does not fill the log.
pub fn token_refused(service: &Service) {
    later(service, note(minute(service.clock().now()), "token_refused", None, ""));
}

fn standing(world: &World, token: &Token) -> Option<rules::access::Actor> {
    let user = world.people.user(&token.account);
    let user = user.filter(|user| user.is_there(world.today) && user.offices.is_empty())?;
    let owner = world.people.actor(user, world);
    let ledgers = token.ledgers.as_ref().map(|ledgers| ledgers.iter().map(LedgerId::new).collect::<BTreeSet<_>>());
    Some(narrowed(&owner, &token.name, Scope::named(&token.scope)?, ledgers.as_ref()))
}

/// Not waited for: while a large import is written, nobody else should stand still.
fn later(service: &Service, deed: Deed) {
    let store = service.store().clone();
    tokio::spawn(async move {
        if let Err(problem) = store.do_deeds(vec![deed]).await {
            tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "accounts.program");
        }
    });
}
