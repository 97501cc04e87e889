//! The system officer makes an account. It has no password and may do nothing until the security officer gives both: no
//! one officer makes somebody who may do something.

use kernel::{Fields, Finding, Place, Problem, RecordId, RequestId, Value};
use rules::{
    access::Actor,
    change::{Act, Content},
    office::{Task, USERS},
    sign_in::{is_login, name},
};

use super::{Said, edit, keep, kept, no_name, note, officer, sound, writing};
use crate::Service;

/// A new account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Create {
    /// The client's key.
    pub request: Option<RequestId>,
    /// What is typed to sign in.
    pub login: String,
    /// The person's name.
    pub name: String,
}

/// Makes it. Problems: `account.invalid`, `account.login_taken`, `account.none` before the first officers are named.
pub async fn create(service: &Service, actor: &Actor, new: Create) -> Result<RecordId, Problem> {
    officer(actor, Task::MakeAccount, None)?;
    let world = service.world().await?;
    if world.people.is_empty() {
        return Err(
            Problem::new("account.none", "还没有管理员，不能先开别的账号。").hint("请先设立系统管理员和安全管理员。")
        );
    }
    let mut findings = Vec::new();
    if !is_login(&new.login) {
        let hint = "小写字母开头，2 到 40 个字符，可以有数字、点、下划线和横线。";
        findings.push(Finding::error("account.bad_login", "登录名的写法不对。", Place::field("login")).hint(hint));
    }
    let name = name(&new.name);
    if name.is_none() {
        findings.push(no_name("name"));
    }
    sound(findings)?;
    let (allowed, asked) = (writing(actor, &world, USERS)?, format!("{new:?}"));
    let made = kept(service, &world, &allowed, new.request.as_ref(), (Act::Create, &asked)).await?;
    if let Some(known) = world.people.named(&new.login) {
        if made.is_some() {
            return Ok(known.id.clone());
        }
        return Err(Problem::new("account.login_taken", format!("登录名“{}”已经有人用过。", new.login))
            .hint("用过的登录名不再给别人，免得分不清是谁办的；请换一个。"));
    }
    let fields = Fields::from([
        ("login".into(), Value::text(new.login.clone())),
        ("name".into(), Value::text(name.unwrap_or_default())),
        ("begins".into(), Value::Date(world.today)),
    ]);
    let content = Content { unit: world.root_unit()?, fields, steps: Vec::new() };
    let account = RecordId::from(service.ids().next());
    let said = Said { asked, request: new.request, act: Act::Create, reason: Some("开账号".to_owned()) };
    let receipt = keep(service, &world, &allowed, said, vec![edit(USERS, account.clone(), None, content)]).await?;
    if receipt.repeated {
        let known = service.world().await?;
        return Ok(known.people.named(&new.login).map_or(account, |user| user.id.clone()));
    }
    service.store().do_deeds(vec![note(service.clock().now(), "created", Some(&account), &actor.name)]).await?;
    Ok(account)
}
