//! Accounts from the command line: whoever may read the data folder and its keys needs no account to help those who
//! have lost theirs. The journal says `local`.

use std::process::ExitCode;

use app::accounts::{self, Create, End, GivePost, MakeToken, Officer, SetOffice};
use http::{call::Call, wire};
use kernel::{Problem, RecordId};
use rules::office::Office;

use crate::{
    arguments::{Account, Post, Token},
    print,
    secrets::Secrets,
};

/// Does it.
pub async fn run(call: &Call, what: Account) -> Result<ExitCode, Problem> {
    match what {
        Account::First { system, security, audit } => {
            let mut secrets = Secrets::default();
            let named = [(Office::System, Some(system)), (Office::Security, Some(security)), (Office::Audit, audit)];
            let mut officers = Vec::new();
            for (office, who) in named {
                let Some((login, name)) = who else { continue };
                let password = secrets.ask(&format!("{name}（{login}）的口令"))?;
                officers.push(Officer { office, login, name, password });
            }
            accounts::found(&call.service, officers).await?;
            print::lines(["管理员已设立，从现在起要登录才能用。".to_owned()]);
        }
        Account::Add { login, name, post } => {
            let password = Secrets::default().ask("首次登录的口令")?;
            // Looked at first: an account that was made stays.
            accounts::fits(&password, &login)?;
            let new = Create { request: None, login, name };
            let user = accounts::create(&call.service, &call.actor, new).await?;
            if let Some(post) = post {
                give(call, &user, post).await?;
            }
            accounts::reset(&call.service, &call.actor, &user, password, false).await?;
            print::lines(["账号已开；第一次登录时要改口令。".to_owned()]);
        }
        Account::Post { login, post } => {
            give(call, &find(call, &login).await?, post).await?;
            print::lines(["已任职。".to_owned()]);
        }
        Account::Reset { login, without_codes } => {
            let user = find(call, &login).await?;
            let password = Secrets::default().ask("新的首次口令")?;
            accounts::reset(&call.service, &call.actor, &user, password, without_codes).await?;
            print::lines(["口令已重设，账号已解锁；下次登录时要改口令。".to_owned()]);
        }
        Account::Office { login, office, reason } => {
            let user = find(call, &login).await?;
            let office = Office::named(&office);
            accounts::set_office(&call.service, &call.actor, SetOffice { request: None, user, office, reason }).await?;
            let said = if office.is_some() { "已定分工" } else { "分工已去掉" };
            print::lines([format!("{said}；这个账号要重新登录。")]);
        }
        Account::End { login, reason } => {
            let user = find(call, &login).await?;
            accounts::end(&call.service, &call.actor, End { request: None, user, reason }).await?;
            print::lines(["账号已停用。".to_owned()]);
        }
        Account::Token(what) => token(call, what).await?,
        Account::List { json } => list(call, json).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn token(call: &Call, what: Token) -> Result<(), Problem> {
    match what {
        Token::Add { login, name, write, ledgers, days } => {
            let owner = find(call, &login).await?;
            let scope = if write { "write" } else { "read" }.to_owned();
            let ledgers = Some(ledgers).filter(|ledgers| !ledgers.is_empty());
            let (password, code) = (String::new(), String::new());
            let new = MakeToken { name, scope, ledgers, days, password, code };
            let (token, about) = accounts::make_token_for(&call.service, &call.actor, &owner, &new).await?;
            print::lines([
                token,
                format!("编号 {}，到 {} 止。上面一行就是令牌，只显示这一次。", about.id, about.ends_at.date()),
            ]);
        }
        Token::End { id } => {
            accounts::end_token(&call.service, &call.actor, &id).await?;
            print::lines(["令牌已停用。".to_owned()]);
        }
        Token::List { json } => {
            let views = accounts::all_tokens(&call.service, &call.actor).await?;
            let all: Vec<wire::Token> = views.into_iter().map(wire::Token::of).collect();
            if json {
                return print::json(&all);
            }
            print::lines(all.iter().map(|token| {
                let (scope, state) = (
                    if token.scope == "write" { "能填" } else { "只读" },
                    if token.is_good { "" } else { "已停用或到期" },
                );
                let used = token.used_on.as_deref().unwrap_or("没有用过");
                format!("{}\t{}\t{}\t{scope}\t到 {}\t{used}\t{state}", token.id, token.login, token.name, token.ends_at)
            }));
        }
    }
    Ok(())
}

async fn give(call: &Call, user: &RecordId, post: Post) -> Result<(), Problem> {
    let Post { role, unit } = post;
    let wanted = GivePost {
        request: None,
        user: user.clone(),
        role,
        unit: unit.into(),
        chain: None,
        begins: None,
        ends: None,
        deputy_of: None,
        reason: None,
    };
    accounts::give_post(&call.service, &call.actor, wanted).await.map(|_| ())
}

async fn find(call: &Call, login: &str) -> Result<RecordId, Problem> {
    let world = call.world().await?;
    let user = world.people.named(login).map(|user| user.id.clone());
    user.ok_or_else(|| Problem::not_found(format!("登录名“{login}”")).hint("用 qianmo account list 查看全部账号。"))
}

async fn list(call: &Call, json: bool) -> Result<(), Problem> {
    let views = accounts::list(&call.service, &call.actor, None).await?;
    let all: Vec<wire::Account> = views.iter().map(wire::Account::of).collect();
    if json {
        return print::json(&all);
    }
    print::lines(all.iter().map(|account| {
        let posts = account.posts.iter().map(|post| format!("{}{}", post.unit_name, post.role_name));
        let does: Vec<String> = account.offices.iter().cloned().chain(posts).collect();
        let state = match account {
            account if !account.is_there => "已停用",
            account if account.locked_until.is_some() => "锁定",
            account if !account.has_password => "还没有口令",
            account if account.must_change => "要改口令",
            _ => "",
        };
        format!("{}\t{}\t{}\t{state}", account.login, account.name, does.join("、"))
    }));
    Ok(())
}
