//! Who asks, found out before any route.

use std::sync::Arc;

use app::{
    Actor, Service,
    accounts::{Standing, who},
};
use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Problem;

use super::{OPEN, TO_CHANGE, token};
use crate::{
    guard::{self, Whence},
    problem::Refusal,
    start::Gate,
    watch,
};

/// Who asks, and by which session.
#[derive(Clone)]
pub struct Asking {
    /// Who; nobody who may do anything, where nobody is signed in.
    pub actor: Arc<Actor>,
    pub(crate) token: Option<String>,
    /// From where.
    pub(crate) whence: Whence,
    state: How,
}

/// What of a request says who asks.
struct Brought {
    token: Option<String>,
    whence: Whence,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Local,
    Needed,
    Ended,
    MustChange,
    Done,
    /// From another machine, while there are no accounts.
    TooFar,
}

impl Asking {
    /// The local user.
    pub(crate) fn local(actor: Arc<Actor>) -> Self {
        Self { actor, token: None, whence: Whence::Here, state: How::Local }
    }

    fn of(standing: Standing, token: Option<String>, whence: Whence) -> Self {
        let nobody = || Actor::with("", Vec::new());
        let (actor, state) = match standing {
            Standing::Local(_) if whence == Whence::Elsewhere => (nobody(), How::TooFar),
            Standing::Local(actor) => (actor, How::Local),
            Standing::Nobody => (nobody(), How::Needed),
            Standing::Ended => (nobody(), How::Ended),
            Standing::In { actor, must_change: true } => (actor, How::MustChange),
            Standing::In { actor, must_change: false } => (actor, How::Done),
        };
        Self { actor: Arc::new(actor), token, whence, state }
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
            How::Done => "done",
            How::TooFar => "needed",
        }
    }

    /// Why a route is not answered, where it is not.
    fn refuses(&self, method: &Method, route: &str) -> Option<Problem> {
        let method = if *method == Method::HEAD { "GET" } else { method.as_str() };
        let asked = (method, route);
        if self.state == How::TooFar {
            return Some(no_accounts());
        }
        if OPEN.contains(&asked) {
            return None;
        }
        match self.state {
            How::Local | How::Done => None,
            How::TooFar => Some(no_accounts()),
            How::MustChange if asked == TO_CHANGE => None,
            How::MustChange => Some(
                Problem::new("session.must_change", "这是别人替您设的口令，先改成自己的才能用。")
                    .hint("请在“修改口令”里换成只有自己知道的口令。"),
            ),
            How::Needed => Some(none()),
            How::Ended => Some(
                Problem::new("session.ended", "登录已经到期，请重新登录。")
                    .hint("半小时不用或满十二小时要重新登录；没有保存的内容请先抄下来。"),
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

/// Stands before the routes behind the gate: finds out who asks, and lets nobody on who must sign in first.
pub(crate) async fn ask_who(State(service): State<Service>, mut request: Request, next: Next) -> Response {
    let asking = match asking(&service, Brought::by(&request)).await {
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
    let Some(service) = gate.service().filter(|_| of_the_api) else { return next.run(request).await };
    match asking(&service, Brought::by(&request)).await {
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

async fn asking(service: &Service, Brought { token, whence }: Brought) -> Result<Asking, Problem> {
    Ok(Asking::of(who(service, token.as_deref()).await?, token, whence))
}

impl Brought {
    fn by(request: &Request) -> Self {
        Self { token: token(request.headers()).map(str::to_owned), whence: guard::whence(request) }
    }
}

fn refused(asking: &Asking, request: &Request) -> Option<Problem> {
    let route = request.extensions().get::<MatchedPath>().map_or("", |path| path.as_str());
    asking.refuses(request.method(), route)
}
