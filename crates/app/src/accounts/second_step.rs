//! Codes beside the password: a device is named, shown to fit, asked at every sign-in, and taken away again. See ADR 0036.

use kernel::{Problem, RecordId};
use rules::{
    access::Actor,
    demand::{CODES_REQUIRED, Demand},
    second_step::{RECOVERY, RECOVERY_BYTES, SECRET, Typed, address, fits, on_paper, read, recovery},
    sign_in::minute,
};
use store::accounts::Deed;

use super::{
    SignedIn, User, note,
    proof::{prove, unless_reset},
    sign_in, user,
};
use crate::{Service, World};

/// What a device is told, once.
pub struct Device {
    /// What it shares with us, as people type it.
    pub secret: String,
    /// The same as a picture says it.
    pub address: String,
}

/// By what somebody got in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Device,
    Paper,
}

/// Whether codes are asked for, and how many are left on paper.
pub async fn second_step(service: &Service, actor: &Actor) -> Result<Option<u32>, Problem> {
    let Some(user) = &actor.user else { return Ok(None) };
    if service.store().second_step(user).await?.is_none_or(|second| second.since.is_none()) {
        return Ok(None);
    }
    service.store().papers_left(user).await.map(Some)
}

/// Whether an account must have codes, by the parameter of today.
pub(super) fn must_have_codes(world: &World, user: &User) -> bool {
    Demand::of(world.parameter(CODES_REQUIRED)).holds_for(!user.offices.is_empty())
}

/// Names a device. Nothing is asked of it before it was shown to fit. Problems: `account.wrong_proof`, `account.codes_on`.
pub async fn name_device(service: &Service, actor: &Actor, password: String) -> Result<Device, Problem> {
    let world = service.world().await?;
    let user = own(&world, actor)?;
    // First, so that nobody is asked for a code here.
    if second_step(service, actor).await?.is_some() {
        return Err(on_already());
    }
    let looked_at = prove(service, user, password, "").await?;
    let secret = service.store().new_secret::<SECRET>();
    if !service.store().name_device(&user.id, &secret, &looked_at.password).await? {
        return Err(unless_reset(service, &looked_at, on_already()).await?);
    }
    Ok(Device { secret: rules::base32::base32(&secret), address: address(&user.login, &secret) })
}

/// Codes are asked for from now on, the device having shown the right one; answers those on paper, once. Problems:
/// `account.code_unfit`, `account.codes_on`, `account.no_device`.
pub async fn begin_second_step(service: &Service, actor: &Actor, code: &str) -> Result<Vec<String>, Problem> {
    let (world, store) = (service.world().await?, service.store());
    let user = own(&world, actor)?;
    let second = store.second_step(&user.id).await?.ok_or_else(|| {
        Problem::new("account.no_device", "还没有要绑定的手机。").hint("请先写口令，再用手机上的验证器扫码。")
    })?;
    if second.since.is_some() {
        return Err(on_already());
    }
    let now = service.clock().now();
    let step =
        if let Typed::Shown(code) = read(code) { fits(&second.secret, code, now, second.last_step) } else { None };
    let step = step.ok_or_else(|| {
        Problem::new("account.code_unfit", "验证码对不上，第二步验证还没有开。")
            .hint("请写手机上这时显示的六位数；总是不对的，请看手机的时间是不是自动校准的。")
    })?;
    let papers: Vec<String> = (0..RECOVERY).map(|_| recovery(&store.new_secret::<RECOVERY_BYTES>())).collect();
    if !store.begin_second_step(&user.id, now, step, &papers).await? {
        return Err(on_already());
    }
    store.do_deeds(vec![note(now, "second_step_on", Some(&user.id), "")]).await?;
    Ok(papers.iter().map(|paper| on_paper(paper)).collect())
}

/// No code is asked for any more. Problems: `account.wrong_proof`, `account.codes_off`, `account.codes_demanded`.
pub async fn end_second_step(service: &Service, actor: &Actor, password: String, code: &str) -> Result<(), Problem> {
    let world = service.world().await?;
    let user = own(&world, actor)?;
    if second_step(service, actor).await?.is_none() {
        return Err(off_already());
    }
    if must_have_codes(&world, user) {
        return Err(Problem::new("account.codes_demanded", "本单位规定要开第二步验证，不能关。")
            .hint("换手机的，请安全管理员重设口令时勾上“一起关掉”，登录后再绑定新手机。"));
    }
    let looked_at = prove(service, user, password, code).await?;
    if !service.store().end_second_step(&user.id, &looked_at.password).await? {
        return Err(unless_reset(service, &looked_at, off_already()).await?);
    }
    service.store().do_deeds(vec![note(service.clock().now(), "second_step_off", Some(&user.id), "")]).await
}

/// Lets somebody in whose password was right. The sign-in that waits is over with this, whatever comes of it. Problems:
/// `session.code_late`, `account.wrong_code`, `account.wrong`.
pub async fn answer_code(service: &Service, pending: Option<&str>, code: &str) -> Result<SignedIn, Problem> {
    let late = || {
        Problem::new("session.code_late", "口令已经过时，请从登录名重新来。")
            .hint("写好口令以后，五分钟之内写验证码；一次口令只能试一次验证码。")
    };
    let (world, store, now) = (service.world().await?, service.store(), service.clock().now());
    let waited = match pending {
        Some(pending) => store.take_pending(pending).await?,
        None => None,
    };
    let waited = waited.filter(|waited| now < waited.ends_at).ok_or_else(late)?;
    let user = world.people.user(&waited.account).filter(|user| user.is_there(world.today)).ok_or_else(late)?;
    let secret = store.secret(&user.id).await?.filter(|secret| secret.changed_at == waited.password_at);
    let secret = secret.ok_or_else(late)?;
    let Some(by) = use_code(service, &user.id, code).await? else {
        store.do_deeds(vec![note(minute(now), "refused", Some(&user.id), "")]).await?;
        return Err(Problem::new("account.wrong_code", "验证码不对，或已经用过。")
            .hint("请写手机上这时显示的六位数，每个只能用一次；手机不在身边的，写一个备用码。"));
    };
    let signed = sign_in::begin(service, user, &secret).await?;
    if by == By::Paper {
        store.do_deeds(vec![note(now, "paper_used", Some(&user.id), "")]).await?;
    }
    Ok(signed)
}

/// Uses up a code, from the device or from paper; nothing where it is none.
pub(super) async fn use_code(service: &Service, account: &RecordId, code: &str) -> Result<Option<By>, Problem> {
    let (store, now) = (service.store(), service.clock().now());
    let Some(second) = store.second_step(account).await?.filter(|second| second.since.is_some()) else {
        return Ok(None);
    };
    let used = match read(code) {
        Typed::Shown(code) => match fits(&second.secret, code, now, second.last_step) {
            Some(step) if store.use_step(account, step).await? => Some(By::Device),
            _ => None,
        },
        Typed::OnPaper(paper) => store.use_paper(account, &paper).await?.then_some(By::Paper),
        Typed::Nothing => None,
    };
    Ok(used)
}

/// All that is kept of codes goes.
pub(super) fn no_codes(account: &RecordId) -> Vec<Deed> {
    let of = || account.clone();
    vec![Deed::ForgetSecond(of()), Deed::ForgetRecovery(of()), Deed::ForgetPendingOf(of())]
}

fn own<'w>(world: &'w World, actor: &Actor) -> Result<&'w User, Problem> {
    let none =
        || Problem::new("account.none", "这里还没有启用账号，没有登录可以加验证。").hint("请先设立管理员，启用账号。");
    user(world, actor.user.as_ref().ok_or_else(none)?)
}

fn off_already() -> Problem {
    Problem::new("account.codes_off", "第二步验证没有开。").hint("请刷新页面再看。")
}

fn on_already() -> Problem {
    Problem::new("account.codes_on", "第二步验证已经开着。").hint("要换手机，先用口令和验证码关掉，再重新开。")
}
