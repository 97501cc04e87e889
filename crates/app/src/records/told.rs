//! Who told, where whoever types writes somebody else's word down; and who could have, for a form to offer. ADR 0042.

use std::fmt::Debug;

use kernel::{Finding, Problem};
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
        let posts = world.people.named(login).map(|user| posts(user, allowed, ledger, world).next().is_some());
        posts.unwrap_or_default()
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
    let mut found = Vec::new();
    for user in world.people.users().filter(|user| user.login != actor.name) {
        let near = |post: &Post| how_far(post).map(|far| (far, words(post, &world)));
        let posts: Vec<(u8, String)> = posts(user, &allowed, ledger, &world).filter_map(near).collect();
        let Some(nearest) = posts.iter().map(|(far, _)| *far).min() else { continue };
        let posts = posts.into_iter().map(|(_, words)| words).collect();
        let name = if user.name.is_empty() { user.login.clone() } else { user.name.clone() };
        found.push((nearest, TellerView { account: user.login.clone(), name, posts }));
    }
    found.sort_by(|(a, one), (b, other)| (a, &one.name, &one.account).cmp(&(b, &other.name, &other.account)));
    Ok(found.into_iter().map(|(_, view)| view).take(OFFERED).collect())
}

/// The posts that somebody holds today where a leave to write reaches. Who holds an office has no other post.
fn posts<'w>(
    user: &'w User,
    allowed: &'w Allowed<Write>,
    ledger: &'w str,
    world: &'w World,
) -> impl Iterator<Item = &'w Post> {
    let is_there = user.is_there(world.today) && user.offices.is_empty();
    let all = world.people.posts_of(&user.id).filter(move |_| is_there);
    all.filter(move |post| post.is_held(world.today) && allowed.reaches(ledger, post.at.as_str()))
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
