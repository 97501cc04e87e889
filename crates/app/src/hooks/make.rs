//! Who is told, and from when on: from the moment it is made, never of what was before.

use kernel::{Finding, LedgerId, Place, Problem};
use rules::{
    access::Actor,
    hooks::{MOST, Wrong, address, may_tell_of},
};
use store::hooks::NewHook;

use crate::{Service, access, accounts::note_deed};

/// A program to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Make {
    /// What people call it.
    pub name: String,
    /// Where it listens.
    pub url: String,
    /// Of which ledgers; `None` is of all.
    pub ledgers: Option<Vec<LedgerId>>,
}

/// It is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// Its id.
    pub id: String,
    /// What its messages are signed with. It is never said again.
    pub secret: Vec<u8>,
}

/// Makes one. Problems: `hook.invalid` with all findings, `hook.too_many`.
pub async fn make(service: &Service, actor: &Actor, wanted: Make) -> Result<Made, Problem> {
    access::administer(actor)?;
    let world = service.world().await?;
    let mut findings = Vec::new();
    let mut wrong = |code: &'static str, field: &str, message: String, hint: &str| {
        let place = Place { field: Some(field.to_owned()), ..Place::default() };
        findings.push(Finding::error(code, message, place).hint(hint));
    };
    let name = wanted.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > 40 || name.chars().any(char::is_control) {
        wrong("hook.name", "name", "名称要写，不超过40个字。".to_owned(), "写对方系统的名字，例如“县政务平台”。");
    }
    let url = wanted.url.trim().to_owned();
    match address(&url) {
        Ok(_) => {}
        Err(Wrong::Login) => wrong(
            "hook.address",
            "url",
            "地址里不能带用户名和口令。".to_owned(),
            "请去掉 @ 前面的部分；对方凭签名认出是我们发的。",
        ),
        Err(Wrong::Forbidden) => wrong(
            "hook.address",
            "url",
            "不能推送到这个地址。".to_owned(),
            "单位网络以外的地址要用 https://；链路本地和组播地址都不行。",
        ),
        Err(Wrong::NoAddress) => wrong(
            "hook.address",
            "url",
            "这不是可以推送的网址。".to_owned(),
            "写成 https://机器名/路径，例如 https://oa.example.cn/qianmo。",
        ),
    }
    for ledger in wanted.ledgers.iter().flatten() {
        if !world.pack.ledger(ledger.as_str()).is_some_and(may_tell_of) {
            wrong("hook.ledger", "ledgers", format!("没有可以推送的台账“{ledger}”。"), "请从列出的台账里选。");
        }
    }
    if wanted.ledgers.as_ref().is_some_and(Vec::is_empty) {
        wrong("hook.ledger", "ledgers", "一本台账也没有选。".to_owned(), "请选台账，或选“全部”。");
    }
    if !findings.is_empty() {
        return Err(Problem::new("hook.invalid", format!("有{}处需要修改，没有保存。", findings.len()))
            .hint("请按下面的提示逐处修改后再提交。")
            .findings(findings));
    }
    // Two at once would both find room.
    let _alone = service.declaring().await?;
    if service.store().hooks().await?.len() >= MOST {
        return Err(Problem::new("hook.too_many", format!("最多推送给{MOST}个系统。")).hint("请先删掉不用的。"));
    }
    let at = service.clock().now();
    let new = NewHook {
        id: service.ids().next(),
        name,
        url,
        ledgers: wanted.ledgers,
        at,
        by: actor.name.clone(),
        places: service.heads().await?,
    };
    let secret = service.store().make_hook(&new).await?;
    // The secret is said this once, also where the line is not kept.
    note_deed(service, actor, "hook_made").await;
    Ok(Made { id: new.id, secret })
}

/// Holds one back, or lets it go on from where it was told last: nothing that happened meanwhile is left out.
pub async fn pause(service: &Service, actor: &Actor, id: &str, paused: bool) -> Result<(), Problem> {
    access::administer(actor)?;
    let why = paused.then(|| format!("{} 停用", actor.name));
    let was_there = service.store().pause_hook(id, why.as_deref(), service.clock().now()).await?;
    if was_there { Ok(()) } else { Err(no_hook()) }
}

/// Ends one. It is told nothing more, and its secret is gone.
pub async fn end(service: &Service, actor: &Actor, id: &str) -> Result<(), Problem> {
    access::administer(actor)?;
    if !service.store().end_hook(id).await? {
        return Err(no_hook());
    }
    note_deed(service, actor, "hook_ended").await;
    Ok(())
}

pub(super) fn no_hook() -> Problem {
    Problem::not_found("这个推送")
}
