//! Who has an account, with offices and posts, for officers.

use kernel::{Date, Instant, Problem, RecordId, UnitId};
use rules::{
    access::Actor,
    office::{Office, Task},
};
use store::accounts::Secret;

use super::{Post, officer};
use crate::{Service, World};

/// An account as officers see it.
#[derive(Clone, PartialEq, Debug)]
pub struct AccountView {
    /// Its record.
    pub id: RecordId,
    /// What is typed to sign in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Its offices.
    pub offices: Vec<Office>,
    /// First day.
    pub begins: Option<Date>,
    /// First day it is no longer there.
    pub ends: Option<Date>,
    /// It is there today.
    pub is_there: bool,
    /// It has a password.
    pub has_password: bool,
    /// That must be changed before anything else.
    pub must_change: bool,
    /// Locked until then.
    pub locked_until: Option<Instant>,
    /// A code is asked for beside the password.
    pub second_step: bool,
    /// The name by which the house of identity that is asked vouches for it.
    pub outside: Option<String>,
    /// Posts held or ahead.
    pub posts: Vec<PostView>,
}

/// A post in words.
#[derive(Clone, PartialEq, Debug)]
pub struct PostView {
    /// Its record.
    pub id: RecordId,
    /// The role.
    pub role: String,
    /// Its name.
    pub role_name: String,
    /// Where.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The line of work, where the role has several.
    pub chain: Option<String>,
    /// The post it stands in for.
    pub deputy_of: Option<RecordId>,
    /// Whose that is.
    pub deputy_of_name: Option<String>,
    /// First day.
    pub begins: Option<Date>,
    /// First day it is no longer held.
    pub ends: Option<Date>,
    /// It is held today.
    pub is_held: bool,
}

/// All accounts by login, those that have ended last. `provider` is the house of identity that is asked, where there is one.
pub async fn list(service: &Service, actor: &Actor, provider: Option<&str>) -> Result<Vec<AccountView>, Problem> {
    officer(actor, Task::SeeAccounts, None)?;
    let world = service.world().await?;
    let (today, now) = (world.today, service.clock().now());
    let (mut views, codes) = (Vec::new(), service.store().second_steps().await?);
    let mut outside = match provider {
        Some(provider) => service.store().outside_names(provider).await?,
        None => Default::default(),
    };
    for user in world.people.users() {
        let secret = service.store().secret(&user.id).await?;
        let posts = world.people.posts_of(&user.id).filter(|post| post.is_ahead(today)).map(|post| view(post, &world));
        views.push(AccountView {
            id: user.id.clone(),
            login: user.login.clone(),
            name: user.name.clone(),
            offices: user.offices.iter().copied().collect(),
            begins: user.begins,
            ends: user.ends,
            is_there: user.is_there(today),
            has_password: secret.as_ref().is_some_and(Secret::is_set),
            must_change: secret.as_ref().is_some_and(|secret| secret.must_change),
            locked_until: secret.and_then(|secret| secret.locked_until).filter(|until| now < *until),
            second_step: codes.contains(&user.id),
            outside: outside.remove(&user.id),
            posts: posts.collect(),
        });
    }
    views.sort_by(|a, b| (!a.is_there, &a.login).cmp(&(!b.is_there, &b.login)));
    Ok(views)
}

/// The posts that somebody holds today, for himself.
pub fn my_posts(world: &World, actor: &Actor) -> Vec<PostView> {
    let Some(user) = &actor.user else { return Vec::new() };
    world.people.posts_of(user).filter(|post| post.is_held(world.today)).map(|post| view(post, world)).collect()
}

fn view(post: &Post, world: &World) -> PostView {
    let deputy_of = post.deputy_of();
    let stands_for = deputy_of.as_ref().and_then(|of| world.people.user(&world.people.post(of)?.user));
    PostView {
        id: post.id.clone(),
        role: post.role.clone(),
        role_name: world.pack.roles.get(post.role.as_str()).map_or(&post.role, |role| &role.name).clone(),
        unit: post.at.clone(),
        unit_name: world.units.get(post.at.as_str()).map_or_else(|| post.at.to_string(), |unit| unit.name.clone()),
        chain: post.chain().map(str::to_owned),
        deputy_of_name: stands_for.map(|user| user.name.clone()),
        deputy_of,
        begins: post.begins,
        ends: post.ends,
        is_held: post.is_held(world.today),
    }
}
