//! What somebody sees first: his own page, else what was arranged for his role, else the usual one.

use kernel::{Problem, UnitId};
use rules::access::Actor;
use sha2::{Digest, Sha256};
use store::kept::{HomeOf, KeptHome, Over};

use super::{Tile, arranges, called, owner, sound, tiles, usual::usual};
use crate::{Service, World, access};

/// A home page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
    /// What is pinned to it, in its order.
    pub tiles: Vec<Tile>,
    /// Whose it is.
    pub whose: Whose,
    /// What tells it from what it was and will be; empty while it was not arranged. Whoever arranges hands it back.
    pub version: String,
}

/// Whose a home page is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// The reader arranged it.
    Mine,
    /// Somebody arranged it for a role.
    Role {
        /// Who.
        by: String,
        /// The role's name.
        role_name: String,
        /// The unit's name.
        unit_name: String,
    },
    /// Nobody arranged anything.
    Usual,
}

/// What somebody sees first; of a role at a unit what its people see, for whoever arranges there.
pub async fn home(service: &Service, actor: &Actor, of: Option<(UnitId, String)>) -> Result<Home, Problem> {
    let world = service.world().await?;
    access::read(actor, &world)?;
    let kept = service.store().kept_homes(&owner(actor)).await?;
    if let Some((unit, role)) = of {
        let set = of_role(actor, &world, unit, role)?;
        let found = kept.into_iter().find(|home| home.of == set);
        return found.map_or_else(|| Ok(not_arranged(Vec::new(), Whose::Usual)), |home| read(home, &world));
    }
    let mine = HomeOf::Person(owner(actor));
    let mut found = None;
    let mut near = usize::MAX;
    for home in kept {
        if home.of == mine {
            return read(home, &world);
        }
        let HomeOf::Role { unit, role } = &home.of else { continue };
        let far = distance(actor, &world, unit, role);
        if far < near {
            (found, near) = (Some(home), far);
        }
    }
    match found {
        Some(home) => read(home, &world).map(|home| not_arranged(home.tiles, home.whose)),
        None => Ok(not_arranged(usual(service, actor).await?, Whose::Usual)),
    }
}

/// Arranges one's own page, or that of a role at a unit; over the version that was read, where one is named. Problems:
/// `home.invalid`, `home.moved`, `access.share`.
pub async fn arrange_home(
    service: &Service,
    actor: &Actor,
    of: Option<(UnitId, String)>,
    pinned: Vec<Tile>,
    expects: Option<String>,
) -> Result<Home, Problem> {
    let world = service.world().await?;
    access::read(actor, &world)?;
    let of = whose(actor, &world, of)?;
    sound("home.invalid", tiles::wrong(&pinned))?;
    let says = serde_json::to_string(&pinned).map_err(|error| unreadable().detail(error.to_string()))?;
    let kept = service.store().kept_homes(&owner(actor)).await?;
    let before = kept.iter().find(|home| home.of == of);
    let over = match (&expects, before) {
        (None, _) => Over::Whatever,
        (Some(expects), before) if *expects != version(before) => return Err(moved(before, &world)),
        (Some(_), None) => Over::Nothing,
        (Some(_), Some(before)) => Over::This(&before.says),
    };
    let home = KeptHome { of, says, changed_by: owner(actor), changed_at: service.clock().now() };
    if service.store().keep_home(&home, over).await? {
        return read(home, &world);
    }
    let kept = service.store().kept_homes(&owner(actor)).await?;
    Err(moved(kept.iter().find(|there| there.of == home.of), &world))
}

/// Gives up what was arranged. Problem: `access.share`.
pub async fn end_home(service: &Service, actor: &Actor, of: Option<(UnitId, String)>) -> Result<(), Problem> {
    let world = service.world().await?;
    access::read(actor, &world)?;
    let of = whose(actor, &world, of)?;
    service.store().end_home(&of).await
}

fn whose(actor: &Actor, world: &World, of: Option<(UnitId, String)>) -> Result<HomeOf, Problem> {
    match of {
        Some((unit, role)) => of_role(actor, world, unit, role),
        None => Ok(HomeOf::Person(owner(actor))),
    }
}

/// The page of a role at a unit, for whoever arranges there.
fn of_role(actor: &Actor, world: &World, unit: UnitId, role: String) -> Result<HomeOf, Problem> {
    let known = world.unit(unit.as_str())?;
    if !arranges(actor, world, &unit) {
        return Err(Problem::new("access.share", format!("您不能替“{}”的人摆首页。", known.name))
            .hint("只能替自己负责摆放的单位摆；自己的首页随时可以改。"));
    }
    if !world.pack.roles.contains_key(role.as_str()) {
        return Err(Problem::not_found(format!("岗位“{role}”")));
    }
    Ok(HomeOf::Role { unit, role })
}

/// How far above the actor's posts of a role a unit lies: what was arranged nearest holds. The largest number where he
/// holds no such post there or below.
fn distance(actor: &Actor, world: &World, unit: &UnitId, role: &str) -> usize {
    let Some(user) = &actor.user else { return usize::MAX };
    let held = world.people.posts_of(user).filter(|post| post.is_held(world.today) && post.role == role);
    let far = held.filter_map(|post| {
        world.units.ancestors(post.at.as_str(), world.today).iter().position(|above| above.id == *unit)
    });
    far.min().unwrap_or(usize::MAX)
}

/// What is seen while one's own was not arranged.
fn not_arranged(tiles: Vec<Tile>, whose: Whose) -> Home {
    Home { tiles, whose, version: version(None) }
}

/// Of what it says: whoever arranges it as it was, is in nobody's way.
fn version(home: Option<&KeptHome>) -> String {
    let digest = home.map(|home| Sha256::digest(home.says.as_bytes()));
    digest.iter().flatten().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn read(home: KeptHome, world: &World) -> Result<Home, Problem> {
    let tiles = serde_json::from_str(&home.says).map_err(|error| unreadable().detail(error.to_string()))?;
    let version = version(Some(&home));
    let whose = match home.of {
        HomeOf::Person(_) => Whose::Mine,
        HomeOf::Role { unit, role } => Whose::Role {
            by: called(&home.changed_by, world),
            role_name: world.pack.roles.get(role.as_str()).map_or_else(|| role.clone(), |role| role.name.clone()),
            unit_name: world.units.get(unit.as_str()).map_or_else(|| unit.to_string(), |unit| unit.name.clone()),
        },
    };
    Ok(Home { tiles, whose, version })
}

/// Of a role's page it is said who arranged it; one's own was arranged by oneself.
fn moved(there: Option<&KeptHome>, world: &World) -> Problem {
    let message = match there {
        Some(KeptHome { of: HomeOf::Role { .. }, changed_by, .. }) => {
            format!("这个岗位的首页，{}刚摆过，这次没有保存。", called(changed_by, world))
        }
        None => "这个首页别处刚撤掉，这次没有保存。".to_owned(),
        Some(_) => "这个首页别处刚改过，这次没有保存。".to_owned(),
    };
    Problem::new("home.moved", message).hint("请看看现在的样子，再决定用哪一个。")
}

fn unreadable() -> Problem {
    Problem::new("home.unreadable", "存下来的首页读不出来。").hint("请点“恢复成平常的样子”，再重新钉。")
}
