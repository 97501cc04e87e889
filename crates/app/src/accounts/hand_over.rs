//! The security officer lets one person's posts pass to another, as one Change: on the first day of the successor the
//! posts end and the same ones begin; who stands in for one of them stands in for its successor.

use std::collections::BTreeMap;

use kernel::{Date, Fields, Finding, Place, Problem, RecordId, RequestId, UnitId, Value};
use rules::{
    access::Actor,
    change::{Act, Content, Edit},
    office::{self, POSTS, Task},
};

use super::{Post, Said, User, edit, keep, kept, note, officer, set_office::clash, sound, user, writing};
use crate::{Service, World};

/// What passes from whom to whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandOver {
    /// The client's key.
    pub request: Option<RequestId>,
    /// Who leaves.
    pub from: RecordId,
    /// Who comes.
    pub to: RecordId,
    /// Which posts; all that are held or ahead where none is named.
    pub posts: Vec<RecordId>,
    /// The first day of the one who comes; today where nobody says.
    pub on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// Lets them pass; the new posts, in the order of the old. Problems: `account.invalid`, `account.clash`,
/// `account.yourself`, `account.ended`, `not_found`.
pub async fn hand_over(service: &Service, actor: &Actor, wanted: HandOver) -> Result<Vec<RecordId>, Problem> {
    // What is judged here must still be so when it is written.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let (from, to) = (user(&world, &wanted.from)?, user(&world, &wanted.to)?);
    officer(actor, Task::Give, Some(from))?;
    officer(actor, Task::Give, Some(to))?;
    let on = wanted.on.unwrap_or(world.today);
    if to.ends.is_some_and(|ends| ends <= on) {
        return Err(Problem::new("account.ended", "接任的人到那天账号已经停用。").hint("请换一个人接任。"));
    }
    office::fit(&to.offices, 1).map_err(clash)?;
    let (allowed, asked) = (writing(actor, &world, POSTS)?, format!("{wanted:?}"));
    if let Some(receipt) = kept(service, &world, &allowed, wanted.request.as_ref(), (Act::Correct, &asked)).await? {
        return given(service, actor, &receipt, &wanted.to).await;
    }
    let old = passing(&world, &wanted, on);
    sound(wrong(&world, &wanted, to, &old))?;
    let successors: BTreeMap<&RecordId, RecordId> =
        old.iter().map(|post| (&post.id, RecordId::from(service.ids().next()))).collect();
    let unit = world.root_unit()?;
    let mut edits: Vec<Edit> =
        old.iter().flat_map(|post| passes(post, to, (on, world.today), &successors, &unit)).collect();
    edits.extend(stand_ins(&world, &successors, &unit));
    let said = Said {
        request: wanted.request.clone(),
        asked,
        act: Act::Correct,
        reason: wanted.reason.clone().or_else(|| Some("交接岗位".to_owned())),
    };
    let receipt = keep(service, &world, &allowed, said, edits).await?;
    if receipt.repeated {
        return given(service, actor, &receipt, &wanted.to).await;
    }
    let now = service.clock().now();
    let noted = [(&from.id, "post_ended"), (&to.id, "post_given")];
    service.store().do_deeds(noted.map(|(whose, kind)| note(now, kind, Some(whose), &actor.name)).into()).await?;
    Ok(old.iter().map(|post| successors[&post.id].clone()).collect())
}

/// The posts that pass, those asked for or all that are still ahead on the day.
fn passing<'w>(world: &'w World, wanted: &'w HandOver, on: Date) -> Vec<&'w Post> {
    let named = |post: &&Post| wanted.posts.is_empty() || wanted.posts.contains(&post.id);
    world.people.posts_of(&wanted.from).filter(named).filter(|post| post.is_ahead(on)).collect()
}

/// One ends and the same begins for the other. One that will not have begun by then is taken back: it never was the
/// first's. One that was held stays what it was.
fn passes(
    post: &Post,
    to: &User,
    (on, today): (Date, Date),
    successors: &BTreeMap<&RecordId, RecordId>,
    unit: &UnitId,
) -> Vec<Edit> {
    let content = |fields: Fields| Content { unit: unit.clone(), fields, steps: Vec::new() };
    let begun = post.begins.is_none_or(|begins| begins < on || begins <= today);
    let (mut old, mut new) = (post.fields.clone(), post.fields.clone());
    old.insert("ends".into(), Value::Date(on));
    // The record of the person in a register is not the successor's.
    new.remove("person");
    new.insert("user".into(), Value::text(to.id.as_str()));
    new.insert("begins".into(), Value::Date(post.begins.map_or(on, |begins| begins.max(on))));
    relink(&mut new, successors);
    let ended = Edit {
        ledger: POSTS.into(),
        record: post.id.clone(),
        expects: Some(post.from_seq),
        to: begun.then(|| content(old)),
    };
    vec![ended, edit(POSTS, successors[&post.id].clone(), None, content(new))]
}

/// Who stands in for one of the posts, and does not pass with them.
fn stand_ins(world: &World, successors: &BTreeMap<&RecordId, RecordId>, unit: &UnitId) -> Vec<Edit> {
    let mut edits = Vec::new();
    for post in world.people.posts().filter(|post| post.is_ahead(world.today) && !successors.contains_key(&post.id)) {
        let mut fields = post.fields.clone();
        if relink(&mut fields, successors) {
            let content = Content { unit: unit.clone(), fields, steps: Vec::new() };
            edits.push(edit(POSTS, post.id.clone(), Some(post.from_seq), content));
        }
    }
    edits
}

/// A post that stands in for one of these stands in for its successor.
pub(crate) fn relink(fields: &mut Fields, successors: &BTreeMap<&RecordId, RecordId>) -> bool {
    let meant = fields.get("deputy_of").and_then(Value::as_text).map(RecordId::from);
    let Some(successor) = meant.and_then(|post| successors.get(&post)) else { return false };
    fields.insert("deputy_of".into(), Value::text(successor.as_str()));
    true
}

/// What a repeated request had made.
async fn given(
    service: &Service,
    actor: &Actor,
    receipt: &store::Receipt,
    to: &RecordId,
) -> Result<Vec<RecordId>, Problem> {
    let world = service.world().await?;
    let allowed = actor.may_read().ok_or_else(crate::access::denied)?;
    let touched = service.store().touched(&allowed, &receipt.book, receipt.seq).await?;
    let theirs = |record: &RecordId| world.people.post(record).is_some_and(|post| post.user == *to);
    Ok(touched.into_iter().map(|touched| touched.record).filter(theirs).collect())
}

fn wrong(world: &World, wanted: &HandOver, to: &User, passing: &[&Post]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |message: String, field: &str, hint: &str| {
        findings.push(Finding::error("account.bad_hand_over", message, Place::field(field)).hint(hint));
    };
    if wanted.from == wanted.to {
        say("接任的人就是交出的人。".to_owned(), "to", "请选另一个人接任。");
    }
    let on = wanted.on.unwrap_or(world.today);
    if on < world.today {
        say("接任的日期已经过去。".to_owned(), "on", "请写今天或以后的日期；以前谁任职已经记下，不能改写。");
    }
    if passing.is_empty() {
        say("到那天没有可以交接的岗位。".to_owned(), "posts", "请看日期对不对；已经免去的岗位不用交接。");
    }
    let gone = wanted.posts.iter().filter(|id| !passing.iter().any(|post| post.id == **id)).count();
    if gone > 0 && !passing.is_empty() {
        say(format!("有{gone}个岗位到那天已经不在任。"), "posts", "请刷新后再选。");
    }
    for post in passing {
        let same = |held: &&Post| held.role == post.role && held.at == post.at && held.chain() == post.chain();
        if wanted.from != wanted.to
            && world.people.posts_of(&wanted.to).filter(|held| held.is_ahead(on)).any(|held| same(&held))
        {
            let role = world.pack.roles.get(post.role.as_str()).map_or(post.role.as_str(), |role| role.name.as_str());
            say(format!("{}已经任这个岗位：{role}。", to.name), "posts", "这一个不用交接，请去掉；要免去的单独免去。");
        }
    }
    findings
}
