//! Tokens of programs: each makes and ends his own, officers see and end all. See ADR 0035.

use kernel::{Date, Finding, Instant, Place, Problem, RecordId};
use rules::{
    access::Actor,
    convert::squeeze,
    office::{OF_OFFICERS, OPENED, Task},
    program::{self, DAYS, MOST, NAME, SECRET, Scope},
};
use store::accounts::{Secret, Token};

use super::{
    User, note, officer,
    proof::{prove, unless_reset},
    user,
};
use crate::{Service, World};

/// A token to be made.
pub struct MakeToken {
    /// What the program is called.
    pub name: String,
    /// What it may do: `read`, `write`.
    pub scope: String,
    /// Only these ledgers; nothing is all of the owner's.
    pub ledgers: Option<Vec<String>>,
    /// For so many days.
    pub days: i64,
    /// The owner's password, once more.
    pub password: String,
    /// A code, where codes are asked for.
    pub code: String,
}

/// A token as people see it. What it is itself nobody sees again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenView {
    /// Its number.
    pub id: String,
    /// Whose: the login.
    pub login: String,
    /// What the program is called.
    pub name: String,
    /// What it may do.
    pub scope: String,
    /// The names of the ledgers; nothing is all of the owner's.
    pub ledgers: Option<Vec<String>>,
    /// Since when.
    pub made_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// The day on which something was last asked with it.
    pub used_on: Option<Date>,
    /// When it was ended.
    pub ended_at: Option<Instant>,
    /// By whom.
    pub ended_by: Option<String>,
    /// Whether it still opens anything.
    pub is_good: bool,
}

/// Makes one in one's own name; answers it, once, and what is seen of it later. Problems: `token.invalid`, `token.officer`,
/// `token.too_many`, `account.wrong_proof`, `account.none`.
pub async fn make_token(service: &Service, actor: &Actor, new: MakeToken) -> Result<(String, TokenView), Problem> {
    let world = service.world().await?;
    let user = user(&world, own(actor)?)?;
    // Before a try is counted.
    judged(service, &world, user, &new)?;
    let secret = prove(service, user, new.password.clone(), &new.code).await?;
    // What is judged must still be so when it is written: an office may have been given meanwhile.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let token = judged(service, &world, super::user(&world, &user.id)?, &new)?;
    keep(service, &world, token, Some(&secret), "").await
}

/// Makes one in somebody's name, at the machine itself. Problems: the same, and `access.denied`.
pub async fn make_token_for(
    service: &Service,
    actor: &Actor,
    owner: &RecordId,
    new: &MakeToken,
) -> Result<(String, TokenView), Problem> {
    if !actor.is_local() {
        return Err(crate::access::denied());
    }
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let token = judged(service, &world, user(&world, owner)?, new)?;
    keep(service, &world, token, None, &actor.name).await
}

/// One's own, the newest first.
pub async fn my_tokens(service: &Service, actor: &Actor) -> Result<Vec<TokenView>, Problem> {
    let (world, now) = (service.world().await?, service.clock().now());
    let tokens = service.store().tokens(Some(own(actor)?)).await?;
    Ok(tokens.into_iter().map(|token| view(token, &world, now)).collect())
}

/// All, for those who watch.
pub async fn all_tokens(service: &Service, actor: &Actor) -> Result<Vec<TokenView>, Problem> {
    officer(actor, Task::SeeTokens, None)?;
    let (world, now) = (service.world().await?, service.clock().now());
    let tokens = service.store().tokens(None).await?;
    Ok(tokens.into_iter().map(|token| view(token, &world, now)).collect())
}

/// Ends one's own, or as the security officer anybody's. Ended once is ended.
pub async fn end_token(service: &Service, actor: &Actor, id: &str) -> Result<(), Problem> {
    let missing = || Problem::not_found("这个令牌").hint("请刷新列表再选。");
    let world = service.world().await?;
    let token = service.store().tokens(None).await?.into_iter().find(|token| token.id == id).ok_or_else(missing)?;
    let is_own = actor.user.as_ref() == Some(&token.account);
    // Who may not end it may not know that there is one.
    if !is_own && officer(actor, Task::EndToken, world.people.user(&token.account)).is_err() {
        return Err(missing());
    }
    let (now, by) = (service.clock().now(), if is_own { "" } else { &actor.name });
    if service.store().end_token(id, now, &actor.name).await? {
        service.store().do_deeds(vec![note(now, "token_ended", Some(&token.account), by)]).await?;
    }
    Ok(())
}

/// The token that was asked for, or all that is wrong with it.
fn judged(service: &Service, world: &World, owner: &User, new: &MakeToken) -> Result<Token, Problem> {
    if !owner.offices.is_empty() {
        return Err(Problem::new("token.officer", "管理员不能给程序令牌：程序只办业务，不办管理。")
            .hint("请用办业务的账号来设。"));
    }
    let mut findings = Vec::new();
    let mut wrong = |field: &str, message: String, hint: &str| {
        findings.push(Finding::error("token.invalid", message, Place::field(field)).hint(hint));
    };
    let name = squeeze(&new.name);
    if !(1..=NAME).contains(&name.chars().count()) {
        wrong(
            "name",
            format!("没有写程序的名字，或超过{NAME}个字。"),
            "写得让别人也知道是哪个程序，例如“县里的报表工具”。",
        );
    }
    if Scope::named(&new.scope).is_none() {
        wrong("scope", "没有这种权限。".to_owned(), "写 read（只读）或 write（能填）。");
    }
    if !DAYS.contains(&new.days) {
        wrong("days", format!("期限要在{}到{}天之间。", DAYS.start(), DAYS.end()), "够用就好，到期再设一个。");
    }
    let reads = world.people.actor(owner, world).may_read();
    let is_read = |id: &&String| {
        let of_officers = OF_OFFICERS.contains(&id.as_str()) || id.as_str() == OPENED;
        let covers = reads.as_ref().is_some_and(|reads| reads.covers(id));
        world.pack.ledger(id).is_some() && covers && !of_officers
    };
    let named = new.ledgers.as_deref();
    if named.is_some_and(<[String]>::is_empty) {
        wrong("ledgers", "一本台账也没有选。".to_owned(), "选几本，或不限台账。");
    }
    for unknown in named.unwrap_or_default().iter().filter(|id| !is_read(id)) {
        wrong("ledgers", format!("没有台账“{unknown}”，或您看不到。"), "只能从自己看得到的台账里选。");
    }
    if !findings.is_empty() {
        return Err(Problem::new("token.invalid", format!("有{}处需要修改，没有保存。", findings.len()))
            .hint("请按下面的提示逐处修改后再提交。")
            .findings(findings));
    }
    let (now, mut ledgers) = (service.clock().now(), new.ledgers.clone());
    if let Some(ledgers) = &mut ledgers {
        ledgers.sort();
        ledgers.dedup();
    }
    Ok(Token {
        id: service.ids().next(),
        account: owner.id.clone(),
        name,
        scope: new.scope.clone(),
        ledgers,
        made_at: now,
        ends_at: program::ends(now, new.days),
        used_on: None,
        ended_at: None,
        ended_by: String::new(),
    })
}

async fn keep(
    service: &Service,
    world: &World,
    token: Token,
    looked_at: Option<&Secret>,
    by: &str,
) -> Result<(String, TokenView), Problem> {
    let secret = program::token(service.store().new_secret::<SECRET>());
    let password = looked_at.map(|secret| secret.password.as_str());
    if !service.store().make_token(&secret, &token, MOST, password).await? {
        let full = Problem::new("token.too_many", format!("一个人同时最多有{MOST}个令牌，没有再设。"))
            .hint("请先停用不再用的，再设新的。");
        return Err(match looked_at {
            Some(secret) => unless_reset(service, secret, full).await?,
            None => full,
        });
    }
    service.store().do_deeds(vec![note(token.made_at, "token_made", Some(&token.account), by)]).await?;
    let now = token.made_at;
    Ok((secret, view(token, world, now)))
}

fn view(token: Token, world: &World, now: Instant) -> TokenView {
    let name = |id: &String| world.pack.ledger(id).map_or_else(|| id.clone(), |ledger| ledger.name.clone());
    let owner = world.people.user(&token.account);
    let stands = owner.is_some_and(|user| user.is_there(world.today) && user.offices.is_empty());
    TokenView {
        login: owner.map(|user| user.login.clone()).unwrap_or_default(),
        ledgers: token.ledgers.as_ref().map(|ledgers| ledgers.iter().map(name).collect()),
        is_good: stands && token.ended_at.is_none() && now < token.ends_at,
        ended_by: Some(token.ended_by).filter(|by| !by.is_empty()),
        id: token.id,
        name: token.name,
        scope: token.scope,
        made_at: token.made_at,
        ends_at: token.ends_at,
        used_on: token.used_on,
        ended_at: token.ended_at,
    }
}

fn own(actor: &Actor) -> Result<&RecordId, Problem> {
    actor.user.as_ref().ok_or_else(|| {
        Problem::new("account.none", "这里还没有启用账号，程序不能用令牌。").hint("请先设立管理员，启用账号。")
    })
}
