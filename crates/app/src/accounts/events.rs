//! The security log, for those who watch: who came in, who was refused, what officers did to accounts.

use kernel::{Instant, Problem};
use rules::{access::Actor, office::Task};

use super::{note, officer};
use crate::Service;

/// That somebody wanted to open more records than one person may on a day.
pub(crate) const OPENED_ENOUGH: &str = "opened_enough";

/// A line of the security log in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventView {
    /// When; of refusals the minute.
    pub at: Instant,
    /// What.
    pub kind: String,
    /// In words.
    pub kind_name: &'static str,
    /// Whose account; nothing where what was typed names none.
    pub login: Option<String>,
    /// Who did it, where it was somebody else.
    pub actor: Option<String>,
    /// How often within the minute.
    pub times: u32,
}

/// The latest lines. What was typed as a login is in none of them: people type passwords there.
pub async fn events(service: &Service, actor: &Actor, limit: Option<u32>) -> Result<Vec<EventView>, Problem> {
    officer(actor, Task::SeeSecurityLog, None)?;
    let world = service.world().await?;
    let events = service.store().account_events(limit.unwrap_or(200).clamp(1, 2_000)).await?;
    let login = |account: &kernel::RecordId| world.people.user(account).map(|user| user.login.clone());
    let view = |event: store::accounts::Event| EventView {
        at: event.at,
        kind_name: word(&event.kind),
        kind: event.kind,
        login: event.account.as_ref().and_then(login),
        actor: (!event.actor.is_empty()).then_some(event.actor),
        times: event.times,
    };
    Ok(events.into_iter().map(view).collect())
}

/// Leaves a line of what somebody who administers did at a click. It is done all the same where the line is not kept: books
/// that cannot be written to are to be verified above all.
pub async fn note_deed(service: &Service, actor: &Actor, kind: &'static str) {
    let noted = note(service.clock().now(), kind, None, &actor.name);
    if let Err(problem) = service.store().do_deeds(vec![noted]).await {
        tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "accounts.noted");
    }
}

fn word(kind: &str) -> &'static str {
    match kind {
        "founded" => "设立管理员",
        "signed_in" => "登录",
        "signed_out" => "退出",
        "refused" => "登录被拒",
        "password_changed" => "改口令",
        "password_reset" => "重设口令",
        "created" => "开账号",
        "ended" => "停用账号",
        "office_set" => "改分工",
        "post_given" => "任职",
        "post_ended" => "免去任职",
        "hook_made" => "设推送",
        "hook_ended" => "删除推送",
        "token_made" => "设程序令牌",
        "token_ended" => "停程序令牌",
        "token_refused" => "程序令牌被拒",
        "second_step_on" => "开第二步验证",
        "second_step_off" => "关第二步验证",
        "second_step_removed" => "替人关第二步验证",
        "paper_used" => "用备用码登录",
        OPENED_ENOUGH => "查看隐去的内容到了当天上限",
        "outside_set" => "关联外部账号",
        "outside_cleared" => "去掉外部账号",
        "outside_used" => "用外部账号登录",
        "outside_refused" => "外部账号被拒",
        "password_dropped" => "首次口令作废",
        "verified" => "核验账本",
        "backed_up" => "备份",
        _ => "其他",
    }
}
