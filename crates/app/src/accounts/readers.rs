//! Who can see what a unit writes: the posts that reach it, at the unit itself and above it, and what each of them reads. A
//! township so knows what the county sees of it.

use std::collections::BTreeMap;

use kernel::{LedgerId, Problem, UnitId};
use pack::model::{FieldType, Ledger, Privacy, Role};
use rules::{
    access::{Actor, Grant},
    only, post,
};

use crate::{Service, World, access};

/// The posts of one role at one unit.
#[derive(Clone, PartialEq, Debug)]
pub struct Readers {
    /// The role's name.
    pub role_name: String,
    /// Where the posts are.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Whether that is above the unit that was asked about.
    pub is_above: bool,
    /// How many people hold one today.
    pub people: u32,
    /// The ledgers they read, by name, as far as the asker knows of them; nothing where it is all of them.
    pub reads: Option<Vec<String>>,
    /// The ledgers they write; nothing where it is all of them.
    pub writes: Option<Vec<String>>,
    /// The most private fields they may open for a purpose.
    pub clearance: Privacy,
}

/// Who reads what a unit writes, ledger by ledger and field by field.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The posts that reach the unit, its own first, then upwards.
    pub readers: Vec<Readers>,
    /// The ledgers the unit keeps, as far as the asker knows of them.
    pub kept: Vec<Kept>,
}

/// A ledger, and what of it is shown to whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    /// The ledger.
    pub id: LedgerId,
    /// Its name.
    pub name: String,
    /// Fields that whoever reads the ledger is shown, by name; those of tables behind the table's name.
    pub shown: Vec<String>,
    /// Fields that are masked for everybody, with the clearance it takes to open them for a purpose.
    pub masked: Vec<(String, Privacy)>,
}

/// Who reads what a unit writes; for whoever works there or above it. Nothing while there are no accounts: then whoever
/// sits at the machine reads all.
pub async fn readers(service: &Service, actor: &Actor, unit: &str) -> Result<Option<Reading>, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let unit = world.unit(unit)?;
    if !allowed.enters(unit.id.as_str()) {
        return Err(Problem::not_found(format!("代码为“{}”的单位", unit.id)));
    }
    if world.people.is_empty() {
        return Ok(None);
    }
    let above = world.units.ancestors(unit.id.as_str(), world.today);
    let mut posts: BTreeMap<(usize, String), (UnitId, u32)> = BTreeMap::new();
    for post in world.people.posts().filter(|post| post.is_held(world.today)) {
        let is_there =
            world.people.user(&post.user).is_some_and(|user| user.is_there(world.today) && user.offices.is_empty());
        let Some(far) = above.iter().position(|above| above.id == post.at).filter(|_| is_there) else { continue };
        posts.entry((far, post.role.clone())).or_insert((post.at.clone(), 0)).1 += 1;
    }
    // What this unit keeps, as far as the asker knows of it.
    let own: Vec<&Ledger> = world
        .pack
        .ledgers
        .values()
        .filter(|ledger| !ledger.is_system() && only::keeps(ledger, unit.id.as_str(), &world.units, world.today))
        .collect();
    let knows = |ledger: &LedgerId| allowed.covers(ledger.as_str());
    let readers = posts.into_iter().filter_map(|((_, role), (at, people))| {
        let role = world.pack.roles.get(role.as_str())?;
        Some(Readers {
            role_name: role.name.clone(),
            unit_name: world.units.get(at.as_str()).map_or_else(|| at.to_string(), |unit| unit.name.clone()),
            is_above: at != unit.id,
            people,
            reads: names(role, &at, false, &world, &own, &knows),
            writes: names(role, &at, true, &world, &own, &knows),
            clearance: role.clearance,
            unit: at,
        })
    });
    let readers = readers.collect();
    let kept = own.iter().filter(|ledger| knows(&ledger.id)).map(|ledger| kept(ledger)).collect();
    Ok(Some(Reading { readers, kept }))
}

/// The fields of a ledger by whether lists and records mask them (ADR 0030).
fn kept(ledger: &Ledger) -> Kept {
    let mut fields = Vec::new();
    for field in ledger.fields.values() {
        match &field.ty {
            FieldType::Table(columns) => fields.extend(
                columns
                    .values()
                    .map(|column| (format!("{}·{}", field.name, column.name), field.privacy.max(column.privacy))),
            ),
            _ => fields.push((field.name.clone(), field.privacy)),
        }
    }
    let (masked, shown): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(_, privacy)| *privacy > Privacy::Internal);
    Kept {
        id: ledger.id.clone(),
        name: ledger.name.clone(),
        shown: shown.into_iter().map(|(name, _)| name).collect(),
        masked,
    }
}

/// What a role reads or writes of these ledgers, told by what a post of it is given; nothing where that is every one.
fn names(
    role: &Role,
    at: &UnitId,
    write: bool,
    world: &World,
    own: &[&Ledger],
    knows: &dyn Fn(&LedgerId) -> bool,
) -> Option<Vec<String>> {
    let grants = post::grants(role, post::Place { unit: at, units: &world.units, on: world.today }, &world.pack);
    let given = |ledger: &LedgerId| {
        let covers = |grant: &Grant| grant.ledgers.as_ref().is_none_or(|all| all.contains(ledger));
        grants.iter().any(|grant| (!write || grant.write) && covers(grant))
    };
    if own.iter().all(|ledger| given(&ledger.id)) {
        return None;
    }
    Some(own.iter().filter(|ledger| given(&ledger.id) && knows(&ledger.id)).map(|ledger| ledger.name.clone()).collect())
}
