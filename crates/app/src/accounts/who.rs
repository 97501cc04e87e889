//! Who asks: from the token of a session to what the account may do today. Posts are looked at with every request, so
//! that one that ended yesterday gives nothing today.

use kernel::Problem;
use rules::{
    access::Actor,
    sign_in::{holds, to_note},
};
use store::accounts::Deed;

use super::{must_have_codes, second_step};
use crate::Service;

/// How somebody stands who asks.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
    /// There are no accounts: whoever sits at this machine.
    Local(Actor),
    /// Somebody who has not signed in.
    Nobody,
    /// Somebody whose session has ended.
    Ended,
    /// Somebody who signed in.
    In {
        /// What the account may do today.
        actor: Actor,
        /// Nothing may be done but change the password.
        must_change: bool,
        /// Nothing may be done, after that, but set up codes.
        must_set_up: bool,
    },
    /// A program, in somebody's name.
    Program(Actor),
    /// A token that opens nothing.
    NoProgram,
}

/// How the one stands who brings this token.
pub async fn who(service: &Service, token: Option<&str>) -> Result<Standing, Problem> {
    let world = service.world().await?;
    if world.people.is_empty() {
        return Ok(Standing::Local(Actor::local()));
    }
    let Some(token) = token else { return Ok(Standing::Nobody) };
    let now = service.clock().now();
    let signed_in = service.store().signed_in(token).await?;
    let Some((session, Some(must_change))) = signed_in.filter(|(one, _)| holds(now, one.seen_at, one.ends_at)) else {
        return Ok(Standing::Ended);
    };
    let Some(user) = world.people.user(&session.account).filter(|user| user.is_there(world.today)) else {
        return Ok(Standing::Ended);
    };
    if to_note(now, session.seen_at) {
        // Not waited for: while a large import is written, nobody else should stand still.
        let (store, deed) = (service.store().clone(), Deed::See(token.to_owned(), now));
        tokio::spawn(async move {
            if let Err(problem) = store.do_deeds(vec![deed]).await {
                tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "accounts.seen");
            }
        });
    }
    let actor = world.people.actor(user, &world);
    let must_set_up = must_have_codes(&world, user) && second_step(service, &actor).await?.is_none();
    Ok(Standing::In { actor, must_change, must_set_up })
}
