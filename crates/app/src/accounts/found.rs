//! The first officers, while there is no account: a system officer and a security officer at least, who are two persons.
//! One alone could give himself everything; so the first step makes both at once.

use std::collections::BTreeSet;

use kernel::{Fields, Finding, Place, Problem, RecordId, Value};
use rules::{
    access::Actor,
    change::{Act, Content},
    office::{Office, USERS},
    sign_in::{is_login, name},
};
use store::accounts::{Deed, Secret};

use super::{Said, edit, keep, new_password, no_name, note, sound, writing};
use crate::Service;

/// An officer to begin with.
#[derive(Clone, PartialEq)]
pub struct Officer {
    /// Which office.
    pub office: Office,
    /// What is typed to sign in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The password, chosen by that person.
    pub password: String,
}

/// Makes the first accounts; from then on everybody signs in. Problems: `account.founded`, `account.invalid`.
pub async fn found(service: &Service, officers: Vec<Officer>) -> Result<(), Problem> {
    // Two who found at once would both find nobody.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    if !world.people.is_empty() {
        return Err(
            Problem::new("account.founded", "这里已经有账号了。").hint("请登录；没有账号的，请系统管理员开一个。")
        );
    }
    sound(wrong(&officers))?;
    let (actor, now, unit) = (Actor::local(), service.clock().now(), world.root_unit()?);
    let (mut edits, mut deeds) = (Vec::new(), Vec::new());
    let asked = officers.iter().map(|officer| officer.login.as_str()).collect::<Vec<_>>().join(" ");
    for Officer { office, login, name, password } in officers {
        let account = RecordId::from(service.ids().next());
        let password = service.hashing().hash(password, service.store().new_salt()).await?;
        let (changed_at, must_change, failed) = (now, false, 0);
        let secret = Secret { account: account.clone(), password, changed_at, must_change, failed, locked_until: None };
        deeds.extend([Deed::Put(secret), note(now, "founded", Some(&account), &actor.name)]);
        let fields = Fields::from([
            ("login".into(), Value::text(login)),
            ("name".into(), Value::text(rules::sign_in::name(&name).unwrap_or_default())),
            ("offices".into(), Value::Codes(vec![office.code().to_owned()])),
            ("begins".into(), Value::Date(world.today)),
        ]);
        edits.push(edit(USERS, account, None, Content { unit: unit.clone(), fields, steps: Vec::new() }));
    }
    let allowed = writing(&actor, &world, USERS)?;
    // The passwords first: an account that nobody can use would shut everybody out.
    service.store().do_deeds(deeds).await?;
    let reason = Some("设立管理员，启用账号".to_owned());
    keep(service, &world, &allowed, Said { request: None, asked, act: Act::Create, reason }, edits).await.map(|_| ())
}

fn wrong(officers: &[Officer]) -> Vec<Finding> {
    let (mut findings, mut nameless) = (Vec::new(), Vec::new());
    let mut say = |code: &str, message: &str, field: String, hint: &str| {
        findings.push(Finding::error(code, message, Place::field(field)).hint(hint));
    };
    let offices: BTreeSet<Office> = officers.iter().map(|officer| officer.office).collect();
    for (office, word) in [(Office::System, "系统管理员"), (Office::Security, "安全管理员")] {
        if !offices.contains(&office) {
            let message = format!("还缺{word}。");
            say(
                "account.no_officer",
                &message,
                office.code().to_owned(),
                "系统管理员和安全管理员都要有，由两个人担任。",
            );
        }
    }
    let (mut logins, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for officer in officers {
        let field = |name: &str| format!("{}.{name}", officer.office.code());
        if !seen.insert(officer.office) {
            say("account.twice", "同一分工写了两次。", field("login"), "每种分工先设一个人，以后可以再加。");
        }
        if !is_login(&officer.login) {
            let hint = "小写字母开头，2 到 40 个字符，可以有数字、点、下划线和横线。";
            say("account.bad_login", "登录名的写法不对。", field("login"), hint);
        } else if !logins.insert(officer.login.as_str()) {
            say("account.twice", "登录名重复。", field("login"), "两种分工要由两个人担任，各用各的账号。");
        }
        nameless.extend(name(&officer.name).is_none().then(|| field("name")));
    }
    findings.extend(nameless.iter().map(|field| no_name(field)));
    let weak = officers.iter().filter_map(|officer| {
        new_password(&officer.password, &officer.login, &format!("{}.password", officer.office.code()))
    });
    findings.extend(weak.collect::<Vec<_>>());
    findings
}
