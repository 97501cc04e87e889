//! Who asks, found out before any route.

use std::{net::IpAddr, sync::Arc};

use app::{
    Actor,
    accounts::{Standing, program, token_refused, who},
};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Problem;

use super::{FOR_PROGRAMS, OPEN, TO_CHANGE, TO_SET_UP, token, tries::Door};
use crate::{
    address,
    call::Desk,
    guard::{self, Whence},
    problem::Refusal,
    start::Gate,
    watch,
};

/// How a program says that a token comes.
const BEARER: &str = "bearer ";
/// Where addresses that lead nowhere lead.
const NOWHERE: &str = "/api/{*rest}";

/// Who asks, and by which session.
#[derive(Clone)]
pub struct Asking {
    /// Who; nobody who may do anything, where nobody is signed in.
    pub actor: Arc<Actor>,
    pub(crate) token: Option<String>,
    /// From where.
    pub(crate) whence: Whence,
    /// From which machine; nothing of this one, or where nobody says.
    pub(crate) from: Option<IpAddr>,
    state: How,
}

/// What of a request says who asks.
struct Brought {
    token: Option<String>,
    /// A program's token, or whatever stands in its place.
    bearer: Option<String>,
    whence: Whence,
    from: Option<IpAddr>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Local,
    Needed,
    Ended,
    MustChange,
    MustSetUp,
    Done,
    /// A program, in somebody's name.
    Program,
    /// A token that opens nothing.
    NoProgram,
    /// From another machine, while there are no accounts.
    TooFar,
}

impl Asking {
    /// The local user.
    pub(crate) fn local(actor: Arc<Actor>) -> Self {
        Self { actor, token: None, whence: Whence::Here, from: None, state: How::Local }
    }

    fn of(standing: Standing, Brought { token, whence, from, .. }: Brought) -> Self {
        let nobody = || Actor::with("", Vec::new());
        let (actor, state) = match standing {
            Standing::Local(_) if whence == Whence::Elsewhere => (nobody(), How::TooFar),
            Standing::Local(actor) => (actor, How::Local),
            Standing::Nobody => (nobody(), How::Needed),
            Standing::Ended => (nobody(), How::Ended),
            Standing::In { actor, must_change: true, .. } => (actor, How::MustChange),
            Standing::In { actor, must_set_up: true, .. } => (actor, How::MustSetUp),
            Standing::In { actor, .. } => (actor, How::Done),
            Standing::Program(actor) => (actor, How::Program),
            Standing::NoProgram => (nobody(), How::NoProgram),
        };
        Self { actor: Arc::new(actor), token, whence, from, state }
    }

    /// Whether anything may be done.
    pub(crate) fn is_in(&self) -> bool {
        matches!(self.state, How::Local | How::Done)
    }

    /// As the session's answer says it.
    pub(crate) fn word(&self) -> &'static str {
        match self.state {
            How::Local => "local",
            How::Needed => "needed",
            How::Ended => "ended",
            How::MustChange => "must_change",
            How::MustSetUp => "must_set_up",
            How::Done => "done",
            How::TooFar | How::NoProgram => "needed",
            How::Program => "program",
        }
    }

    /// Why a route is not answered, where it is not.
    fn refuses(&self, method: &Method, route: &str) -> Option<Problem> {
        let method = if *method == Method::HEAD { "GET" } else { method.as_str() };
        let asked = (method, route);
        if self.state == How::TooFar {
            return Some(no_accounts());
        }
        match self.state {
            How::Program if FOR_PROGRAMS.contains(&asked) || route == NOWHERE => return None,
            How::Program => return Some(not_for_programs()),
            How::NoProgram => return Some(no_program()),
            _ if OPEN.contains(&asked) => return None,
            _ => {}
        }
        match self.state {
            How::Local | How::Done => None,
            How::TooFar => Some(no_accounts()),
            How::Program => Some(not_for_programs()),
            How::NoProgram => Some(no_program()),
            How::MustChange if asked == TO_CHANGE => None,
            How::MustChange => Some(
                Problem::new("session.must_change", "这是别人替您设的口令，先改成自己的才能用。")
                    .hint("请在“修改口令”里换成只有自己知道的口令。"),
            ),
            How::MustSetUp if TO_SET_UP.contains(&asked) => None,
            How::MustSetUp => Some(
                Problem::new("session.must_set_up", "本单位规定登录要写验证码，先设好才能用。")
                    .hint("请打开首页，按提示绑定手机上的验证器。"),
            ),
            How::Needed => Some(none()),
            How::Ended => Some(
                Problem::new("session.ended", "登录已经到期，请重新登录。")
                    .hint(
                        "半小时不用或满十二小时要重新登录：请再写登录名和口令。没有关掉这一页的，登记、更正填到一半的还在，登录后接着填。",
                    ),
            ),
        }
    }
}

/// That another machine is answered only once it can be asked who sits there.
pub(crate) fn no_accounts() -> Problem {
    Problem::new("session.no_accounts", "还没有账号，只能在装阡陌的那台机器上使用。")
        .hint("请先在那台机器上建好账、设立管理员、开好账号，别的机器就能登录了。")
}

/// That somebody must sign in.
pub(crate) fn none() -> Problem {
    Problem::new("session.none", "请先登录。").hint("请打开首页登录；没有账号的，请系统管理员开一个。")
}

fn no_program() -> Problem {
    Problem::new("session.token", "程序的令牌不能用。")
        .hint("可能写错了、到期了、停用了，或它的主人停用了账号、重设了口令；请主人在“我的”里看，再设一个。")
}

fn not_for_programs() -> Problem {
    Problem::new("session.not_for_programs", "程序的令牌不能办这件事。")
        .hint("登录、口令、账号、令牌、启用定义、印发、撤销和查看隐去的内容，都要本人登录以后办。")
}

fn two_ways() -> Problem {
    Problem::new("session.two_ways", "同时带了登录和程序的令牌，分不清是谁，没有办。")
        .hint("程序请只写 Authorization，不要带 Cookie；网页里请写 credentials: \"omit\"。")
}

/// Stands before the routes behind the gate: finds out who asks, and lets nobody on who must sign in first.
pub(crate) async fn ask_who(State(desk): State<Desk>, mut request: Request, next: Next) -> Response {
    let asking = match asking(&desk, Brought::by(&request)).await {
        Ok(asking) => asking,
        Err(problem) => return Refusal(problem).into_response(),
    };
    watch::name_role(&request, asking.actor.role());
    if let Some(problem) = refused(&asking, &request) {
        return Refusal(problem).into_response();
    }
    request.extensions_mut().insert(asking);
    next.run(request).await
}

/// Stands before the routes that are there before any books: once there are accounts, these too are for those inside,
/// but for what machines ask of the server's health.
pub(crate) async fn before_the_gate(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let of_the_api = request.uri().path().starts_with("/api/");
    if guard::whence(&request) == Whence::Elsewhere {
        // What machines ask of the server's health is asked on this machine.
        if !of_the_api {
            return Refusal(Problem::not_found("这个网址")).into_response();
        }
        if !gate.is_open() {
            return Refusal(no_accounts()).into_response();
        }
    }
    let Some(desk) = gate.desk().filter(|_| of_the_api) else { return next.run(request).await };
    match asking(&desk, Brought::by(&request)).await {
        Ok(asking) => match refused(&asking, &request) {
            Some(problem) => Refusal(problem).into_response(),
            None => {
                request.extensions_mut().insert(asking);
                next.run(request).await
            }
        },
        Err(problem) => Refusal(problem).into_response(),
    }
}

async fn asking(desk: &Desk, brought: Brought) -> Result<Asking, Problem> {
    let (service, now) = (&desk.service, desk.service.clock().now());
    let standing = match &brought.bearer {
        None => who(service, brought.token.as_deref()).await?,
        Some(_) if brought.token.is_some() => return Err(two_ways()),
        Some(bearer) => {
            // Nobody guesses 160 bits: what is counted is refusals, after the look, so that a dead script keeps no program of
            // the same address out.
            let standing = program(service, bearer).await?;
            if standing == Standing::NoProgram {
                desk.tries.take(Door::Programs, brought.from, now)?;
                token_refused(service);
            }
            standing
        }
    };
    Ok(Asking::of(standing, brought))
}

impl Brought {
    fn by(request: &Request) -> Self {
        let headers = request.headers();
        let (whence, from) = (guard::whence(request), address::of(request));
        Self { token: token(headers).map(str::to_owned), bearer: bearer(headers), whence, from }
    }
}

/// What a program brings, whatever it is; another scheme than ours is for somebody else.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.as_bytes();
    let (scheme, rest) = value.split_at_checked(BEARER.len())?;
    let token = || String::from_utf8_lossy(rest).trim().to_owned();
    scheme.eq_ignore_ascii_case(BEARER.as_bytes()).then(token)
}

fn refused(asking: &Asking, request: &Request) -> Option<Problem> {
    let route = request.extensions().get::<MatchedPath>().map_or("", |path| path.as_str());
    asking.refuses(request.method(), route)
}
