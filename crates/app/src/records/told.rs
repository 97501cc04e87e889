//! Who told, where whoever types writes somebody else's word down; and who could have, for a form to offer. ADR 0042.

use std::{collections::BTreeMap, fmt::Debug};

use kernel::{Finding, Problem, RecordId};
use rules::{
    access::{Actor, Allowed, Write},
    told::{Said, Teller, Told, Way, read},
};

use crate::{
    Service, World, access,
    accounts::{Post, User},
};

/// So many are offered; who is not among them is written by name.
const OFFERED: usize = 300;

/// Who told, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldView {
    /// The account, where it is somebody of the house.
    pub account: Option<String>,
    /// The name; nothing where it was erased, or an account has none.
    pub name: Option<String>,
    /// By what way it came.
    pub way: Option<Way>,
}

/// Somebody who may be named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TellerView {
    /// The account.
    pub account: String,
    /// The name.
    pub name: String,
    /// The posts held there, in words.
    pub posts: Vec<String>,
}

/// What was asked, by which a retry is told from another request. Where nobody else told, it is in the words of programs from
/// before anybody could say so: a retry may come after the upgrade. `told` is the last field of all that is asked.
pub(super) fn asked(wanted: &impl Debug) -> String {
    let text = format!("{wanted:?}");
    text.strip_suffix(", told: None }").map(|rest| format!("{rest} }}")).unwrap_or(text)
}

/// Who told of what is written to a ledger, and all that is wrong with what was said of it. Whoever may write may name whoever
/// holds a post today where he may write; of anybody else he knows a name.
pub(crate) fn told(
    said: Option<&Said>,
    actor: &Actor,
    allowed: &Allowed<Write>,
    ledger: &str,
    world: &World,
) -> (Option<Told>, Vec<Finding>) {
    let Some(said) = said else { return (None, Vec::new()) };
    let may_name = |login: &str| {
        let user = world.people.named(login).filter(|user| works(user, world));
        user.is_some_and(|user| world.people.posts_of(&user.id).any(|post| is_near(post, allowed, ledger, world)))
    };
    match read(said, &actor.name, may_name) {
        Ok(told) => (Some(told), Vec::new()),
        Err(findings) => (None, findings),
    }
}

/// Who told, in words.
pub(super) fn view(told: &Told, world: &World) -> ToldView {
    let (account, name) = match &told.by {
        Teller::Account(login) => (Some(login.clone()), world.person_name(login)),
        Teller::Named(name) => (None, Some(name.clone()).filter(|name| !name.is_empty())),
    };
    ToldView { account, name, way: told.way }
}

/// Whom somebody who writes a unit's records of a ledger may name as having told: those who hold a post today at the unit,
/// below it or above it, as far as he writes there; those of the unit itself first.
pub async fn tellers(service: &Service, actor: &Actor, ledger: &str, unit: &str) -> Result<Vec<TellerView>, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::fill_ledger(actor, &world, ledger)?;
    let (unit, ledger) = (&world.unit(unit)?.id, ledger.id.as_str());
    access::unit(&allowed, ledger, unit.as_str(), &world)?;
    let above = world.units.ancestors(unit.as_str(), world.today);
    let how_far = |post: &Post| match () {
        () if post.at == *unit => Some(0),
        () if world.units.is_within(post.at.as_str(), unit.as_str(), world.today) => Some(1),
        () if above.iter().any(|above| above.id == post.at) => Some(2),
        () => None,
    };
    let mut posts: BTreeMap<&RecordId, (u8, Vec<String>)> = BTreeMap::new();
    for post in world.people.posts().filter(|post| is_near(post, &allowed, ledger, &world)) {
        let Some(far) = how_far(post) else { continue };
        let (nearest, held) = posts.entry(&post.user).or_insert((far, Vec::new()));
        *nearest = far.min(*nearest);
        held.push(words(post, &world));
    }
    let mut found: Vec<(u8, TellerView)> = Vec::new();
    for (user, (far, posts)) in posts {
        let user = world.people.user(user).filter(|user| user.login != actor.name && works(user, &world));
        let Some(User { login, name, .. }) = user else { continue };
        let called = if name.is_empty() { login } else { name };
        found.push((far, TellerView { account: login.clone(), name: called.clone(), posts }));
    }
    found.sort_by(|(a, one), (b, other)| (a, &one.name, &one.account).cmp(&(b, &other.name, &other.account)));
    Ok(found.into_iter().map(|(_, view)| view).take(OFFERED).collect())
}

/// Whether an account is somebody who works with records today; who holds an office does not.
fn works(user: &User, world: &World) -> bool {
    user.is_there(world.today) && user.offices.is_empty()
}

/// Whether a post is held today where a leave to write reaches.
fn is_near(post: &Post, allowed: &Allowed<Write>, ledger: &str, world: &World) -> bool {
    post.is_held(world.today) && allowed.reaches(ledger, post.at.as_str())
}

fn words(post: &Post, world: &World) -> String {
    let role = world.pack.roles.get(post.role.as_str()).map_or(post.role.as_str(), |role| role.name.as_str());
    let unit = world.units.get(post.at.as_str()).map_or(post.at.as_str(), |unit| unit.name.as_str());
    format!("{unit} {role}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{RecordRef, Withdraw};

    #[test]
    fn what_was_asked_reads_as_before_where_nobody_else_told() {
        let record = RecordRef { ledger: "thing".into(), book: "t1".into(), record: "r".into() };
        let reason = Some("x, told: None }".to_owned());
        let wanted = Withdraw { request: "w".into(), record, expects: kernel::Seq(1), reason, told: None };
        let plain = asked(&wanted);
        assert!(plain.ends_with(r#"reason: Some("x, told: None }") }"#), "{plain}");
        let told = asked(&Withdraw { told: Some(Said::default()), ..wanted.clone() });
        assert!(told.starts_with(plain.trim_end_matches(" }")) && told.contains(", told: Some("), "{told}");
        let other = Said { name: Some("李四".to_owned()), ..Said::default() };
        assert_ne!(asked(&Withdraw { told: Some(other), ..wanted }), told);
    }
}
