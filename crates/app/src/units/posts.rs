//! The posts at units that end, in the same Change: what `rules::units::posts` decides, as edits, and told to people.

use std::collections::BTreeMap;

use kernel::{Date, Fields, RecordId, UnitId, Value};
use rules::{
    change::{Content, Edit},
    office::POSTS,
    units::{self, Becomes, Held, Reorganise},
};
use store::{Touched, accounts::Deed};

use crate::{
    Service, World,
    accounts::{Post, note, relink},
};

/// What becomes of somebody's post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PostFate {
    /// Whose: the record of the account.
    pub user: RecordId,
    /// The person's name.
    pub user_name: String,
    /// The role's name.
    pub role_name: String,
    /// Where it ends: the unit's name.
    pub unit_name: String,
    /// Where the same begins: the unit, and from when.
    pub carried: Option<(UnitId, Date)>,
}

/// What becomes of posts.
pub(super) struct Fates {
    pub told: Vec<PostFate>,
    pub edits: Vec<Edit>,
}

/// The posts at the units that end with this.
pub(super) fn fates(service: &Service, world: &World, wanted: &Reorganise, root: &UnitId) -> Fates {
    let held: Vec<Held> = world.people.posts().map(|post| held(post, world)).collect();
    let fates = units::posts(wanted, &held, world.today);
    let known: Vec<(&Post, Becomes)> =
        fates.into_iter().filter_map(|fate| Some((world.people.post(&fate.post)?, fate))).collect();
    let carried = known.iter().filter(|(_, fate)| fate.carried.is_some());
    let successors: BTreeMap<&RecordId, RecordId> =
        carried.map(|(post, _)| (&post.id, RecordId::from(service.ids().next()))).collect();
    let content = |fields: Fields| Content { unit: root.clone(), fields, steps: Vec::new() };
    let edit = |record: &RecordId, expects, to| Edit { ledger: POSTS.into(), record: record.clone(), expects, to };
    let mut edits = Vec::new();
    for (post, fate) in &known {
        let ended = fate.ends.map(|ends| {
            let mut fields = post.fields.clone();
            fields.insert("ends".into(), Value::Date(ends));
            content(fields)
        });
        edits.push(edit(&post.id, Some(post.from_seq), ended));
        if let (Some((unit, since)), Some(record)) = (&fate.carried, successors.get(&post.id)) {
            let mut fields = post.fields.clone();
            fields.insert("at".into(), Value::text(unit.as_str()));
            fields.insert("begins".into(), Value::Date(*since));
            relink(&mut fields, &successors);
            edits.push(edit(record, None, Some(content(fields))));
        }
    }
    // Who stands in for one of them from elsewhere stands in for its successor.
    let elsewhere = |post: &&Post| post.is_ahead(wanted.day) && !known.iter().any(|(one, _)| one.id == post.id);
    for post in world.people.posts().filter(elsewhere) {
        let mut fields = post.fields.clone();
        if relink(&mut fields, &successors) {
            edits.push(edit(&post.id, Some(post.from_seq), Some(content(fields))));
        }
    }
    Fates { told: known.into_iter().map(|(post, fate)| told(post, fate, world)).collect(), edits }
}

/// Lines of the security log: whose posts ended, and who got one.
pub(super) fn lines(service: &Service, fates: &[PostFate], actor: &str) -> Vec<Deed> {
    let now = service.clock().now();
    let given = fates.iter().filter(|fate| fate.carried.is_some()).map(|fate| ("post_given", &fate.user));
    let ended = fates.iter().map(|fate| ("post_ended", &fate.user));
    ended.chain(given).map(|(kind, user)| note(now, kind, Some(user), actor)).collect()
}

/// The same where a change of units is taken back: what it gave ends, what it ended is there again.
pub(crate) fn lines_of_undo(service: &Service, touched: &[Touched], worlds: [&World; 2], actor: &str) -> Vec<Deed> {
    let now = service.clock().now();
    let line = |one: &Touched| {
        let post = worlds.iter().find_map(|world| world.people.post(&one.record))?;
        let kind = if one.closed.is_none() { "post_ended" } else { "post_given" };
        Some(note(now, kind, Some(&post.user), actor))
    };
    touched.iter().filter(|one| one.ledger.as_str() == POSTS).filter_map(line).collect()
}

fn held(post: &Post, world: &World) -> Held {
    Held {
        post: post.id.clone(),
        user: post.user.clone(),
        role: post.role.clone(),
        chain: post.chain().map(str::to_owned),
        at: post.at.clone(),
        begins: post.begins,
        ends: post.ends,
        leaves: world.people.user(&post.user).and_then(|user| user.ends),
    }
}

fn told(post: &Post, fate: Becomes, world: &World) -> PostFate {
    let role = world.pack.roles.get(post.role.as_str()).map(|role| role.name.clone());
    PostFate {
        user: post.user.clone(),
        user_name: world.people.user(&post.user).map(|user| user.name.clone()).unwrap_or_default(),
        role_name: role.unwrap_or_else(|| post.role.clone()),
        unit_name: world.units.get(post.at.as_str()).map_or_else(|| post.at.to_string(), |unit| unit.name.clone()),
        carried: fate.carried,
    }
}
