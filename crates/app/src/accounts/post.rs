//! The security officer gives a post, or ends it. From the next request on the account may do what the role says.

use kernel::{Date, Fields, Finding, Place, Problem, RecordId, RequestId, UnitId, Value};
use rules::{
    access::Actor,
    change::{Act, Content},
    office::{self, POSTS, Task},
};

use super::{Post, Said, edit, keep, note, officer, set_office::clash, sound, user, writing};
use crate::{Service, World};

/// A new post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GivePost {
    /// The client's key.
    pub request: Option<RequestId>,
    /// Whose.
    pub user: RecordId,
    /// The role, by its id in the pack.
    pub role: String,
    /// Where.
    pub unit: UnitId,
    /// The line of work, where a role has several.
    pub chain: Option<String>,
    /// First day; today where nobody says.
    pub begins: Option<Date>,
    /// First day it is no longer held.
    pub ends: Option<Date>,
    /// The post it stands in for.
    pub deputy_of: Option<RecordId>,
    /// Why.
    pub reason: Option<String>,
}

/// A post to be ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndPost {
    /// The client's key.
    pub request: Option<RequestId>,
    /// Which.
    pub post: RecordId,
    /// First day it is no longer held; today where nobody says.
    pub ends: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// Gives it. Problems: `account.invalid`, `account.clash`, `account.yourself`, `account.ended`.
pub async fn give_post(service: &Service, actor: &Actor, wanted: GivePost) -> Result<RecordId, Problem> {
    // What is judged here must still be so when it is written.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let user = user(&world, &wanted.user)?;
    officer(actor, Task::Give, Some(user))?;
    if user.ends.is_some_and(|ends| ends <= world.today) {
        return Err(Problem::new("account.ended", "这个账号已经停用。").hint("请另开一个账号。"));
    }
    office::fit(&user.offices, 1).map_err(clash)?;
    sound(wrong(&world, &wanted))?;
    let begins = wanted.begins.unwrap_or(world.today);
    let mut fields = Fields::from([
        ("user".into(), Value::text(wanted.user.as_str())),
        ("role".into(), Value::text(wanted.role.clone())),
        ("at".into(), Value::text(wanted.unit.as_str())),
        ("begins".into(), Value::Date(begins)),
    ]);
    fields.extend(wanted.ends.map(|ends| ("ends".into(), Value::Date(ends))));
    fields.extend(wanted.chain.clone().map(|chain| ("chain".into(), Value::text(chain))));
    fields.extend(wanted.deputy_of.as_ref().map(|post| ("deputy_of".into(), Value::text(post.as_str()))));
    let content = Content { unit: world.root_unit()?, fields, steps: Vec::new() };
    let (post, allowed) = (RecordId::from(service.ids().next()), writing(actor, &world, POSTS)?);
    let asked = format!("{wanted:?}");
    let said = Said {
        request: wanted.request,
        asked,
        act: Act::Create,
        reason: wanted.reason.or_else(|| Some("给岗位".to_owned())),
    };
    let receipt = keep(service, &world, &allowed, said, vec![edit(POSTS, post.clone(), None, content)]).await?;
    if receipt.repeated {
        let touched = service.store().touched(&reading(actor)?, &receipt.book, receipt.seq).await?;
        return Ok(touched.into_iter().next().map_or(post, |touched| touched.record));
    }
    let noted = note(service.clock().now(), "post_given", Some(&user.id), &actor.name);
    service.store().do_deeds(vec![noted]).await?;
    Ok(post)
}

/// Ends it. Problems: `not_found`, `account.invalid`, `account.yourself`.
pub async fn end_post(service: &Service, actor: &Actor, wanted: EndPost) -> Result<(), Problem> {
    // What is judged here must still be so when it is written.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    officer(actor, Task::Give, None)?;
    let post = world.people.post(&wanted.post).ok_or_else(|| Problem::not_found("这个任职").hint("请刷新后再选。"))?;
    officer(actor, Task::Give, Some(user(&world, &post.user)?))?;
    let ends = wanted.ends.unwrap_or(world.today);
    sound(wrong_end(post, ends).into_iter().collect())?;
    let mut fields = post.fields.clone();
    fields.insert("ends".into(), Value::Date(ends));
    let content = Content { unit: world.root_unit()?, fields, steps: Vec::new() };
    let (allowed, asked) = (writing(actor, &world, POSTS)?, format!("{wanted:?}"));
    let said = Said {
        request: wanted.request,
        asked,
        act: Act::Correct,
        reason: wanted.reason.or_else(|| Some("免去岗位".to_owned())),
    };
    let edits = vec![edit(POSTS, post.id.clone(), Some(post.from_seq), content)];
    keep(service, &world, &allowed, said, edits).await?;
    let noted = note(service.clock().now(), "post_ended", Some(&post.user), &actor.name);
    service.store().do_deeds(vec![noted]).await
}

fn reading(actor: &Actor) -> Result<rules::access::Allowed<rules::access::Read>, Problem> {
    actor.may_read().ok_or_else(crate::access::denied)
}

/// A post that has ended is not given back by ending it later.
fn wrong_end(post: &Post, ends: Date) -> Option<Finding> {
    let say = |message: String, hint: &str| {
        Some(Finding::error("account.bad_post", message, Place::field("ends")).hint(hint))
    };
    match (post.begins, post.ends) {
        (_, Some(before)) if ends > before => {
            say(format!("这个任职写着到{before}为止，免去的日期不能更晚。"), "要继续任职，请重新给岗位。")
        }
        (Some(begins), _) if ends < begins => {
            say(format!("免去的日期早于任职的起始日期{begins}。"), "请写起始日期或以后的日期。")
        }
        _ => None,
    }
}

fn wrong(world: &World, wanted: &GivePost) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |message: String, field: &str, hint: &str| {
        findings.push(Finding::error("account.bad_post", message, Place::field(field)).hint(hint));
    };
    let role = world.pack.roles.get(wanted.role.as_str());
    let unit = world.units.get(wanted.unit.as_str());
    match (role, unit) {
        (None, _) => say(format!("口径包里没有“{}”这个岗位。", wanted.role), "role", "请从岗位列表里选。"),
        (_, None) => say(format!("没有代码为“{}”的单位。", wanted.unit), "unit", "请从单位列表里选。"),
        (Some(role), Some(unit)) if role.level != unit.level => {
            let level = world.pack.level(role.level.as_str()).map_or(role.level.as_str(), |level| level.name.as_str());
            let message = format!("“{}”要在{level}任职，“{}”不是。", role.name, unit.name);
            say(message, "unit", "请换一个单位，或换一个岗位。");
        }
        _ => {}
    }
    let begins = wanted.begins.unwrap_or(world.today);
    if wanted.ends.is_some_and(|ends| ends <= begins) {
        say("止于日期不在起始日期之后。".to_owned(), "ends", "止于日期是不再任职的第一天。");
    }
    if wanted.deputy_of.as_ref().is_some_and(|post| world.people.post(post).is_none()) {
        say("没有所代的那个任职。".to_owned(), "deputy_of", "请从任职列表里选。");
    }
    findings
}
