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
use crate::{problem::Refusal, start::Gate, watch};

/// Who asks, and by which session.
#[derive(Clone)]
pub struct Asking {
    /// Who; nobody who may do anything, where nobody is signed in.
    pub actor: Arc<Actor>,
    pub(crate) token: Option<String>,
    state: How,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Local,
    Needed,
    Ended,
    MustChange,
    Done,
}

impl Asking {
    /// The local user.
    pub(crate) fn local(actor: Arc<Actor>) -> Self {
        Self { actor, token: None, state: How::Local }
    }

    fn of(standing: Standing, token: Option<String>) -> Self {
        let nobody = || Actor::with("", Vec::new());
        let (actor, state) = match standing {
            Standing::Local(actor) => (actor, How::Local),
            Standing::Nobody => (nobody(), How::Needed),
            Standing::Ended => (nobody(), How::Ended),
            Standing::In { actor, must_change: true } => (actor, How::MustChange),
            Standing::In { actor, must_change: false } => (actor, How::Done),
        };
        Self { actor: Arc::new(actor), token, state }
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
        }
    }

    /// Why a route is not answered, where it is not.
    fn refuses(&self, method: &Method, route: &str) -> Option<Problem> {
        let method = if *method == Method::HEAD { "GET" } else { method.as_str() };
        let asked = (method, route);
        if OPEN.contains(&asked) {
            return None;
        }
        match self.state {
            How::Local | How::Done => None,
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

/// That somebody must sign in.
pub(crate) fn none() -> Problem {
    Problem::new("session.none", "请先登录。").hint("请打开首页登录；没有账号的，请系统管理员开一个。")
}

/// Stands before the routes behind the gate: finds out who asks, and lets nobody on who must sign in first.
pub(crate) async fn ask_who(State(service): State<Service>, mut request: Request, next: Next) -> Response {
    let asking = match asking(&service, brought(&request)).await {
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
pub(crate) async fn before_the_gate(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let of_the_api = request.uri().path().starts_with("/api/");
    let Some(service) = gate.service().filter(|_| of_the_api) else { return next.run(request).await };
    match asking(&service, brought(&request)).await {
        Ok(asking) => match refused(&asking, &request) {
            Some(problem) => Refusal(problem).into_response(),
            None => next.run(request).await,
        },
        Err(problem) => Refusal(problem).into_response(),
    }
}

async fn asking(service: &Service, token: Option<String>) -> Result<Asking, Problem> {
    Ok(Asking::of(who(service, token.as_deref()).await?, token))
}

fn brought(request: &Request) -> Option<String> {
    token(request.headers()).map(str::to_owned)
}

fn refused(asking: &Asking, request: &Request) -> Option<Problem> {
    let route = request.extensions().get::<MatchedPath>().map_or("", |path| path.as_str());
    asking.refuses(request.method(), route)
}
