//! Who may come in, and what each may do. Accounts and posts are records of the root book; passwords and sessions are
//! not (`store::accounts`). What an officer may decide is decided in `rules::office`. See ADR 0027.
//!
//! - [`People`]: accounts and posts as they stand, and the [`Actor`] that an account is today
//! - [`found`]: the first officers, while there is no account
//! - [`sign_in`], [`sign_out`], [`who`], [`change_password`]: what everybody does
//! - [`create`], [`end`], [`set_office`], [`give_post`], [`end_post`], [`hand_over`], [`reset`]: what officers do
//! - [`make_token`], [`end_token`], [`my_tokens`], [`all_tokens`], [`program`]: programs that ask in somebody's name
//! - [`name_device`], [`begin_second_step`], [`end_second_step`], [`answer_code`]: codes beside the password
//! - [`link`], [`come`]: people for whom a house of identity outside vouches
//! - [`list`], [`roles`], [`events`]: what officers see; [`my_posts`]: what each sees of himself; [`readers`]: who sees a unit's records

mod change_password;
mod create;
mod end;
mod events;
mod found;
mod hand_over;
mod hashing;
mod list;
mod outside;
mod people;
mod post;
mod program;
mod proof;
mod readers;
mod reset;
mod roles;
mod second_step;
mod set_office;
mod sign_in;
mod sign_out;
mod tokens;
mod who;

use std::collections::BTreeSet;

use kernel::{Finding, Instant, Place, Problem, RecordId, RequestId};
use rules::{
    access::{Actor, Allowed, Write},
    change::{Act, Content, Edit},
    office::{self, Office, Refused, Task},
    sign_in::{LENGTH, Weak, weak},
};
use store::{
    Receipt,
    accounts::{Deed, Event},
};

pub use change_password::change_password;
pub use create::{Create, create};
pub use end::{End, end};
pub(crate) use events::OPENED_ENOUGH;
pub use events::{EventView, events, note_deed};
pub use found::{Officer, found};
pub(crate) use hand_over::relink;
pub use hand_over::{HandOver, hand_over};
pub(crate) use hashing::Hashing;
pub use list::{AccountView, PostView, list, my_posts};
pub use outside::{come, link};
pub use people::{People, Post, User};
pub use post::{EndPost, GivePost, end_post, give_post};
pub use program::{program, token_refused};
pub use readers::{Kept, Readers, Reading, readers};
pub use reset::reset;
pub use roles::{RoleView, roles};
use second_step::must_have_codes;
pub use second_step::{Device, answer_code, begin_second_step, end_second_step, name_device, second_step};
pub use set_office::{SetOffice, set_office};
pub use sign_in::{Entered, SignedIn, sign_in};
pub use sign_out::sign_out;
pub use tokens::{MakeToken, TokenView, all_tokens, end_token, make_token, make_token_for, my_tokens};
pub use who::{Standing, who};

use crate::{Service, World};

/// Whether an officer may do this about an account; the problem says what to do instead.
fn officer(actor: &Actor, task: Task, about: Option<&User>) -> Result<(), Problem> {
    let himself = about.is_some_and(|user| actor.user.as_ref() == Some(&user.id));
    let none = BTreeSet::new();
    match office::may(&actor.offices, task, himself, about.map_or(&none, |user| &user.offices)) {
        Ok(()) => Ok(()),
        Err(Refused::NotYours) => Err(crate::access::denied()),
        Err(Refused::Yourself) => Err(Problem::new("account.yourself", "自己的账号、分工和岗位不能自己办。")
            .hint("请另一位管理员来办；自己的口令在“修改口令”里改。")),
    }
}

/// Leave to write to a reserved ledger of officers.
fn writing(actor: &Actor, world: &World, ledger: &str) -> Result<Allowed<Write>, Problem> {
    let found = world.pack.ledger(ledger).ok_or_else(|| crate::access::no_ledger(ledger))?;
    let allowed = actor.may_write(found).ok_or_else(crate::access::denied)?;
    Ok(allowed.within(&world.units, world.today))
}

/// What is said of an account or a post, with why.
struct Said {
    request: Option<RequestId>,
    asked: String,
    act: Act,
    reason: Option<String>,
}

/// Writes to the root book.
async fn keep(
    service: &Service,
    world: &World,
    allowed: &Allowed<Write>,
    said: Said,
    edits: Vec<Edit>,
) -> Result<Receipt, Problem> {
    let request = said.request.unwrap_or_else(|| service.new_request());
    let mut change = service.change(world.root_book(), request, said.act, said.asked);
    (change.reason, change.edits) = (said.reason, edits);
    service.store().commit(allowed, change).await
}

/// The receipt of a request that was kept before: what it asked is not judged again by what it brought about.
async fn kept(
    service: &Service,
    world: &World,
    allowed: &Allowed<Write>,
    request: Option<&RequestId>,
    (act, asked): (Act, &str),
) -> Result<Option<Receipt>, Problem> {
    match request {
        Some(request) => service.store().receipt(allowed, &world.root_book(), request, act, asked).await,
        None => Ok(None),
    }
}

/// A line of the security log.
pub(crate) fn note(at: Instant, kind: &str, account: Option<&RecordId>, actor: &str) -> Deed {
    Deed::Note(Event { at, kind: kind.to_owned(), account: account.cloned(), actor: actor.to_owned(), times: 1 })
}

/// All that is wrong with what was asked, or nothing.
fn sound(findings: Vec<Finding>) -> Result<(), Problem> {
    if findings.is_empty() {
        return Ok(());
    }
    Err(Problem::new("account.invalid", format!("有{}处需要修改，没有保存。", findings.len()))
        .hint("请按下面的提示逐处修改后再提交。")
        .findings(findings))
}

/// What is wrong with a new password, if anything. It is not repeated.
fn new_password(password: &str, login: &str, field: &str) -> Option<Finding> {
    let message = match weak(password, login)? {
        Weak::Short => format!("口令太短，至少要{}个字。", LENGTH.start()),
        Weak::Long => format!("口令太长，最多{}个字。", LENGTH.end()),
        Weak::Login => "口令里不能只是登录名。".to_owned(),
        Weak::Common => "这个口令太常见，别人一猜就中。".to_owned(),
    };
    let hint = "请用一句自己记得住、别人猜不到的话；不必凑大小写和符号。";
    Some(Finding::error("account.weak_password", message, Place::field(field)).hint(hint))
}

/// Whether a password would be taken, for whoever makes an account and gives it at once. Problem: `account.invalid`.
pub fn fits(password: &str, login: &str) -> Result<(), Problem> {
    sound(new_password(password, login, "password").into_iter().collect())
}

fn no_name(field: &str) -> Finding {
    let message = "没有写姓名，或姓名太长、看不见。";
    Finding::error("account.no_name", message, Place::field(field)).hint("请写真实姓名，最多60个字。")
}

/// An edit of an account or a post.
fn edit(ledger: &str, record: RecordId, expects: Option<kernel::Seq>, content: Content) -> Edit {
    Edit { ledger: ledger.into(), record, expects, to: Some(content) }
}

/// The account that is meant.
fn user<'w>(world: &'w World, id: &RecordId) -> Result<&'w User, Problem> {
    world.people.user(id).ok_or_else(|| Problem::not_found("这个账号").hint("请刷新账号列表再选。"))
}

/// The officers who hold an office today.
fn holders(world: &World, office: Office) -> usize {
    let holds = |user: &&User| user.is_there(world.today) && user.offices.contains(&office);
    world.people.users().filter(holds).count()
}

/// Without a system and a security officer nobody could help himself any more.
fn leaves_officers(world: &World, user: &User, keeps: &BTreeSet<Office>) -> Result<(), Problem> {
    let needed = [Office::System, Office::Security].into_iter();
    let mut lost = needed.filter(|office| user.offices.contains(office) && !keeps.contains(office));
    if user.is_there(world.today) && lost.any(|office| holders(world, office) == 1) {
        return Err(Problem::new("account.last_officer", "这是最后一位这样的管理员，去掉就没有人能管账号了。")
            .hint("请先让另一个人担任，再办这件事。"));
    }
    Ok(())
}
