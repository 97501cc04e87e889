//! Accounts and posts as they stand.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, Fields, RecordId, Seq, UnitId, Value};
use pack::model::Role;
use rules::{access::Actor, office::Office, post};
use store::Record;

use crate::World;

/// All accounts and posts of one moment, those that have ended included.
#[derive(Clone, Debug, Default)]
pub struct People {
    users: BTreeMap<RecordId, User>,
    posts: Vec<Post>,
}

/// An account.
#[derive(Clone, PartialEq, Debug)]
pub struct User {
    /// Its record.
    pub id: RecordId,
    /// The version that says so.
    pub from_seq: Seq,
    /// What is typed to sign in; never given to another.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The offices it holds.
    pub offices: BTreeSet<Office>,
    /// First day.
    pub begins: Option<Date>,
    /// First day it is no longer there.
    pub ends: Option<Date>,
    pub(crate) fields: Fields,
}

/// A post.
#[derive(Clone, PartialEq, Debug)]
pub struct Post {
    /// Its record.
    pub id: RecordId,
    /// The version that says so.
    pub from_seq: Seq,
    /// Whose.
    pub user: RecordId,
    /// The role, by its id in the pack.
    pub role: String,
    /// Where.
    pub at: UnitId,
    /// First day.
    pub begins: Option<Date>,
    /// First day it is no longer held.
    pub ends: Option<Date>,
    pub(crate) fields: Fields,
}

impl People {
    pub(crate) fn of(users: Vec<Record>, posts: Vec<Record>) -> Self {
        let users = users.into_iter().filter_map(user).map(|user| (user.id.clone(), user)).collect();
        Self { users, posts: posts.into_iter().filter_map(post).collect() }
    }

    /// Whether nobody has ever been given an account.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty()
    }

    /// All accounts.
    pub fn users(&self) -> impl Iterator<Item = &User> {
        self.users.values()
    }

    /// An account by its record.
    pub fn user(&self, id: &RecordId) -> Option<&User> {
        self.users.get(id)
    }

    /// An account by what is typed.
    pub fn named(&self, login: &str) -> Option<&User> {
        self.users().find(|user| user.login == login)
    }

    /// The posts of an account.
    pub fn posts_of<'a>(&'a self, user: &'a RecordId) -> impl Iterator<Item = &'a Post> {
        self.posts.iter().filter(move |post| post.user == *user)
    }

    /// All posts.
    pub fn posts(&self) -> impl Iterator<Item = &Post> {
        self.posts.iter()
    }

    /// A post by its record.
    pub fn post(&self, id: &RecordId) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == *id)
    }

    /// What an account may do on a day. A role or a unit that is no longer there gives nothing; whoever holds an office
    /// and a post at once, which no door of ours allows, has the office alone.
    pub fn actor(&self, user: &User, world: &World) -> Actor {
        let (pack, on) = (&world.pack, world.today);
        let is_held = |post: &&Post| post.is_held(on) && user.offices.is_empty();
        let held = self.posts_of(&user.id).filter(is_held);
        let held: Vec<(&Post, &Role)> =
            held.filter_map(|post| Some((post, pack.roles.get(post.role.as_str())?))).collect();
        let where_it = |may: fn(&Role) -> bool| {
            held.iter().filter(|(_, role)| may(role)).map(|(post, _)| post.at.clone()).collect()
        };
        let (arranges, declares) = (where_it(|role| role.arranges), where_it(|role| role.declares));
        let of_posts = held
            .iter()
            .flat_map(|(post, role)| post::grants(role, post::Place { unit: &post.at, units: &world.units, on }, pack));
        let grants = user.offices.iter().flat_map(|office| office.grants()).chain(of_posts).collect();
        Actor {
            user: Some(user.id.clone()),
            offices: user.offices.clone(),
            arranges,
            declares,
            ..Actor::with(&user.login, grants)
        }
    }
}

impl User {
    /// Whether it is there on a day.
    pub fn is_there(&self, on: Date) -> bool {
        holds(self.begins, self.ends, on)
    }
}

impl Post {
    /// Whether it is held on a day.
    pub fn is_held(&self, on: Date) -> bool {
        holds(self.begins, self.ends, on)
    }

    /// The line of work, where the role has several.
    pub fn chain(&self) -> Option<&str> {
        self.fields.get("chain").and_then(Value::as_text)
    }

    /// The post it stands in for.
    pub fn deputy_of(&self) -> Option<RecordId> {
        text(&self.fields, "deputy_of").map(RecordId::from)
    }

    /// Whether it is held on a day, or will be.
    pub fn is_ahead(&self, on: Date) -> bool {
        self.ends.is_none_or(|ends| on < ends)
    }
}

fn holds(begins: Option<Date>, ends: Option<Date>, on: Date) -> bool {
    begins.is_none_or(|begins| begins <= on) && ends.is_none_or(|ends| on < ends)
}

fn text(fields: &Fields, id: &str) -> Option<String> {
    fields.get(id).and_then(Value::as_text).map(str::to_owned)
}

fn day(fields: &Fields, id: &str) -> Option<Date> {
    fields.get(id).and_then(Value::as_date)
}

fn user(record: Record) -> Option<User> {
    let fields = record.fields;
    let offices = match fields.get("offices") {
        Some(Value::Codes(codes)) => codes.iter().filter_map(|code| Office::named(code)).collect(),
        _ => BTreeSet::new(),
    };
    Some(User {
        id: record.record,
        from_seq: record.from_seq,
        login: text(&fields, "login")?,
        name: text(&fields, "name").unwrap_or_default(),
        offices,
        begins: day(&fields, "begins"),
        ends: day(&fields, "ends"),
        fields,
    })
}

fn post(record: Record) -> Option<Post> {
    let fields = record.fields;
    Some(Post {
        id: record.record,
        from_seq: record.from_seq,
        user: text(&fields, "user")?.into(),
        role: text(&fields, "role")?,
        at: text(&fields, "at")?.into(),
        begins: day(&fields, "begins"),
        ends: day(&fields, "ends"),
        fields,
    })
}
