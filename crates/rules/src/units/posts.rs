//! What becomes of posts at units that end: they end with them, on the same day. Where one unit succeeds to another, the same post
//! begins there on that day; where several do, nobody but people knows who goes where.

use std::collections::BTreeMap;

use kernel::{Date, RecordId, UnitId};

use super::Reorganise;

/// A post, as far as units ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Its record.
    pub post: RecordId,
    /// Whose.
    pub user: RecordId,
    /// The role.
    pub role: String,
    /// The line of work, where the role has several.
    pub chain: Option<String>,
    /// Where.
    pub at: UnitId,
    /// First day.
    pub begins: Option<Date>,
    /// First day it is no longer held.
    pub ends: Option<Date>,
    /// First day on which the account is no longer there.
    pub leaves: Option<Date>,
}

/// What becomes of a post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Becomes {
    /// Its record.
    pub post: RecordId,
    /// First day it is no longer held; nothing where it would never have been held, and is taken back.
    pub ends: Option<Date>,
    /// Where the same begins, and from when.
    pub carried: Option<(UnitId, Date)>,
}

/// What becomes of the posts at the units that end. One that was held before stays what it was; whoever holds the same post at the
/// successor already, or gets it from another unit that ends, is not given it twice.
pub fn posts(wanted: &Reorganise, all: &[Held], today: Date) -> Vec<Becomes> {
    let ended: BTreeMap<&UnitId, &Vec<UnitId>> = wanted.ends.iter().map(|(unit, next)| (unit, next)).collect();
    let mut stay: Vec<Held> = all.iter().filter(|held| !ended.contains_key(&held.at)).cloned().collect();
    let mut become_of = Vec::new();
    for held in all.iter().filter(|held| held.ends.is_none_or(|ends| wanted.day < ends)) {
        let Some(successors) = ended.get(&held.at) else { continue };
        let since = held.begins.map_or(wanted.day, |begins| begins.max(wanted.day));
        let was_held = held.begins.is_none_or(|begins| begins < wanted.day || begins <= today);
        let next = only(successors).filter(|_| held.leaves.is_none_or(|leaves| since < leaves));
        let next = next.filter(|next| !stay.iter().any(|other| is_same(other, held, next, since)));
        if let Some(next) = next {
            stay.push(Held { at: next.clone(), begins: Some(since), ..held.clone() });
        }
        become_of.push(Becomes {
            post: held.post.clone(),
            ends: was_held.then_some(since),
            carried: next.map(|next| (next.clone(), since)),
        });
    }
    become_of
}

/// The one unit that succeeds, however often it is named.
fn only(successors: &[UnitId]) -> Option<&UnitId> {
    successors.first().filter(|first| successors.iter().all(|next| next == *first))
}

fn is_same(other: &Held, held: &Held, at: &UnitId, since: Date) -> bool {
    let alike = other.user == held.user && other.role == held.role && other.chain == held.chain && other.at == *at;
    alike && other.ends.is_none_or(|ends| since < ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn held(post: &str, user: &str, at: &str, (begins, ends): (&str, &str)) -> Held {
        let day = |text: &str| Some(text).filter(|text| !text.is_empty()).map(day);
        Held {
            post: post.into(),
            user: user.into(),
            role: "clerk".to_owned(),
            chain: None,
            at: at.into(),
            begins: day(begins),
            ends: day(ends),
            leaves: None,
        }
    }

    /// On 2023-01-01, asked on 2022-12-01: `post ends-or-back [> unit since]`.
    fn check(ends: &[(&str, &[&str])], posts: &[Held], expect: &[&str]) {
        let ids = |units: &[&str]| units.iter().map(|unit| UnitId::new(*unit)).collect();
        let wanted = Reorganise {
            day: day("2023-01-01"),
            begins: Vec::new(),
            ends: ends.iter().map(|(unit, next)| (UnitId::new(*unit), ids(next))).collect(),
            moves: Vec::new(),
            renames: Vec::new(),
        };
        let told: Vec<String> = super::posts(&wanted, posts, day("2022-12-01"))
            .iter()
            .map(|one| {
                let ends = one.ends.map_or("back".to_owned(), |day| day.to_string());
                let carried = one.carried.as_ref().map(|(unit, since)| format!(" > {unit} {since}"));
                format!("{} {ends}{}", one.post, carried.unwrap_or_default())
            })
            .collect();
        assert_eq!(told, expect, "{ends:?} {posts:?}");
    }

    const ALWAYS: (&str, &str) = ("2020-01-01", "");

    #[test]
    fn posts_end_with_their_unit_or_go_to_the_one_that_succeeds() {
        let two = [held("p", "li", "v1", ALWAYS), held("q", "wu", "v2", ALWAYS)];
        check(&[("v1", &[])], &two, &["p 2023-01-01"]);
        check(&[("v1", &["v9"])], &two, &["p 2023-01-01 > v9 2023-01-01"]);
        check(&[("v1", &["v9", "v9"])], &two, &["p 2023-01-01 > v9 2023-01-01"]);
        // A split: who goes where is not known.
        check(&[("v1", &["v8", "v9"])], &two, &["p 2023-01-01"]);
        check(&[("v3", &["v9"])], &two, &[]);
        // A merger.
        let merger: [(&str, &[&str]); 2] = [("v1", &["v9"]), ("v2", &["v9"])];
        check(&merger, &two, &["p 2023-01-01 > v9 2023-01-01", "q 2023-01-01 > v9 2023-01-01"]);
    }

    #[test]
    fn days_stay_what_they_were() {
        let over = ("2020-01-01", "2023-01-01");
        check(&[("v1", &["v9"])], &[held("p", "li", "v1", over)], &[]);
        check(&[("v1", &["v9"])], &[held("p", "li", "v1", ("", ""))], &["p 2023-01-01 > v9 2023-01-01"]);
        let ahead = [held("p", "li", "v1", ("2023-06-01", ""))];
        check(&[("v1", &["v9"])], &ahead, &["p back > v9 2023-06-01"]);
        check(&[("v1", &[])], &ahead, &["p back"]);
    }

    #[test]
    fn a_unit_that_ended_long_ago_takes_no_post_that_was_held_since() {
        let wanted = Reorganise {
            day: day("2022-01-01"),
            begins: Vec::new(),
            ends: vec![("v1".into(), vec!["v9".into()])],
            moves: Vec::new(),
            renames: Vec::new(),
        };
        let since = [held("p", "li", "v1", ("2022-06-01", ""))];
        let told = super::posts(&wanted, &since, day("2022-12-01"));
        let june = day("2022-06-01");
        assert_eq!(told, [Becomes { post: "p".into(), ends: Some(june), carried: Some(("v9".into(), june)) }]);
    }

    #[test]
    fn nobody_is_given_the_same_post_twice() {
        let there = [held("p", "li", "v1", ALWAYS), held("q", "li", "v9", ALWAYS)];
        check(&[("v1", &["v9"])], &there, &["p 2023-01-01"]);
        let over = [held("p", "li", "v1", ALWAYS), held("q", "li", "v9", ("2020-01-01", "2022-01-01"))];
        check(&[("v1", &["v9"])], &over, &["p 2023-01-01 > v9 2023-01-01"]);
        let both = [held("p", "li", "v1", ALWAYS), held("q", "li", "v2", ALWAYS)];
        let merger: [(&str, &[&str]); 2] = [("v1", &["v9"]), ("v2", &["v9"])];
        check(&merger, &both, &["p 2023-01-01 > v9 2023-01-01", "q 2023-01-01"]);
        let other =
            [held("p", "li", "v1", ALWAYS), Held { chain: Some("河长".into()), ..held("q", "li", "v9", ALWAYS) }];
        check(&[("v1", &["v9"])], &other, &["p 2023-01-01 > v9 2023-01-01"]);
    }

    #[test]
    fn who_has_left_by_then_is_given_nothing() {
        let leaves = |on: &str| [Held { leaves: Some(day(on)), ..held("p", "li", "v1", ALWAYS) }];
        check(&[("v1", &["v9"])], &leaves("2022-06-01"), &["p 2023-01-01"]);
        check(&[("v1", &["v9"])], &leaves("2023-01-01"), &["p 2023-01-01"]);
        check(&[("v1", &["v9"])], &leaves("2023-02-01"), &["p 2023-01-01 > v9 2023-01-01"]);
    }
}
