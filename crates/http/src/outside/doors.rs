//! Going to the house and coming back.

use std::sync::Arc;

use app::accounts::{self, Entered};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::Problem;
use rules::outside::RETURN_MINUTES;

use super::{
    Brought, Outside, Trip,
    begun::{Begun, same},
    page,
};
use crate::{
    body::Asked,
    call::Call,
    guard::Whence,
    problem::Refusal,
    session::{self, Door},
    wire,
};

/// Where a house sends people back to.
const BACK: &str = "/api/session/outside/return";
/// The cookie between the two, to this machine and to others: that of others goes by TLS to this very server alone.
const HERE: &str = "qianmo_outside";
const ELSEWHERE: &str = "__Host-qianmo_outside";
/// What the page that signs in is told where a code is asked for.
const CODE: &str = "#code";

/// By which house of identity people may come in, as they call it; nothing where there is none. Nothing else is told.
#[utoipa::path(get, path = "/api/session/outside", operation_id = "show_outside",
    responses((status = 200, body = wire::OutsideHouse)))]
pub async fn show_outside(call: Call) -> Json<wire::OutsideHouse> {
    Json(wire::OutsideHouse { name: call.outside.as_deref().map(|outside| outside.shown().to_owned()) })
}

/// Sends a browser to the house, with a cookie that is good for one return within ten minutes.
#[utoipa::path(get, path = "/api/session/outside/begin", operation_id = "begin_outside", params(wire::OutsideQuery),
    responses((status = 303), (status = 404, body = crate::problem::WireProblem),
        (status = 409, body = crate::problem::WireProblem), (status = 503, body = crate::problem::WireProblem)))]
pub async fn begin_outside(
    call: Call,
    headers: HeaderMap,
    asked: Result<Asked<wire::OutsideQuery>, Refusal>,
) -> Response {
    let begun = match asked {
        Ok(Asked(asked)) => begin(&call, &headers, asked.to.as_deref().unwrap_or("/")).await,
        Err(Refusal(problem)) => Err(problem),
    };
    match begun {
        Ok((there, cookie)) => {
            let kept = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            (StatusCode::SEE_OTHER, [(header::LOCATION, there), (header::SET_COOKIE, cookie), kept]).into_response()
        }
        Err(problem) => page::refused(problem, &headers),
    }
}

async fn begin(call: &Call, headers: &HeaderMap, to: &str) -> Result<(HeaderValue, HeaderValue), Problem> {
    let outside = configured(call)?;
    if call.world().await?.people.is_empty() {
        return Err(Problem::new("account.none", "这里还没有启用账号，不用登录。").hint("请直接打开首页。"));
    }
    let now = call.service.clock().now();
    let begun = Begun::new(call.service.store().new_token(), now, to);
    let trip = trip(call, headers, &begun)?;
    let value = begun.written(outside.provider(), &|purpose, text| call.service.store().keyed(purpose, text));
    let there = outside.way_there(&trip, now).await.map_err(|failed| failed.problem(outside.shown()))?;
    let whence = call.asking.whence;
    let cookie = format!("{}={value}; {}; Max-Age={}", name(whence), bounds(whence), RETURN_MINUTES * 60);
    let sound = |text: String| HeaderValue::from_str(&text).map_err(|_| unsound());
    Ok((sound(there)?, sound(cookie)?))
}

/// Takes a browser back from the house, and lets in for whom it vouched; or asks for a code, as after a password. Answers a
/// page that goes on by itself.
#[utoipa::path(get, path = "/api/session/outside/return", operation_id = "return_outside", params(wire::OutsideReturn),
    responses((status = 200), (status = 401, body = crate::problem::WireProblem),
        (status = 404, body = crate::problem::WireProblem), (status = 429, body = crate::problem::WireProblem),
        (status = 503, body = crate::problem::WireProblem)))]
pub async fn return_outside(
    call: Call,
    headers: HeaderMap,
    asked: Result<Asked<wire::OutsideReturn>, Refusal>,
) -> Response {
    let came = match asked {
        Ok(Asked(asked)) => come_back(&call, &headers, asked).await,
        Err(Refusal(problem)) => Err(problem),
    };
    let mut response = match came {
        Ok((to, cookie)) => {
            let mut response = page::on(&to);
            response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
            response
        }
        Err(problem) => page::refused(problem, &headers),
    };
    // Whatever came of it, the way is over.
    let over = format!("{}=; {}; Max-Age=0", name(call.asking.whence), bounds(call.asking.whence));
    response.headers_mut().extend(HeaderValue::from_str(&over).ok().map(|over| (header::SET_COOKIE, over)));
    response
}

/// Where somebody goes on to, and the cookie by which he does.
async fn come_back(
    call: &Call,
    headers: &HeaderMap,
    asked: wire::OutsideReturn,
) -> Result<(String, Option<HeaderValue>), Problem> {
    let outside = configured(call)?;
    let now = call.service.clock().now();
    let place = call.tries.take(Door::People, call.asking.from, now)?;
    let came = vouched(call, headers, &outside, asked).await;
    // That the house is away is nobody's guess.
    if !came.as_ref().is_err_and(|problem| problem.code.starts_with("outside.") && problem.code != "outside.away") {
        call.tries.give_back(place);
    }
    let (begun, entered) = came?;
    Ok(match entered {
        Entered::In(signed) => (begun.to, session::admit(call, &signed).await?),
        Entered::Code(token) => {
            let to = begun.to.split('#').next().unwrap_or("/");
            (format!("{to}{CODE}"), session::hand_out_waiting(&token, call.asking.whence))
        }
    })
}

async fn vouched(
    call: &Call,
    headers: &HeaderMap,
    outside: &Outside,
    asked: wire::OutsideReturn,
) -> Result<(Begun, Entered), Problem> {
    let (store, now) = (call.service.store(), call.service.clock().now());
    let keyed = |purpose: &str, text: &str| store.keyed(purpose, text);
    let cookie = session::cookie_named(headers, name(call.asking.whence)).ok_or_else(late)?;
    let begun = Begun::opened(cookie, outside.provider(), now, &keyed).ok_or_else(late)?;
    let trip = trip(call, headers, &begun)?;
    if !asked.state.is_some_and(|state| same(&state, &trip.state)) {
        return Err(late());
    }
    // Of two who come back by it at once, on whichever servers, one is asked about.
    if !store.use_return(&begun.token, rules::outside::over(begun.at)).await? {
        return Err(late());
    }
    let brought = Brought { code: asked.code, issuer: asked.iss, error: asked.error, ticket: asked.ticket };
    let who = outside.who(&brought, &trip, now).await.map_err(|failed| failed.problem(outside.shown()))?;
    let entered = accounts::come(&call.service, outside.provider(), &who).await?;
    Ok((begun, entered))
}

fn trip(call: &Call, headers: &HeaderMap, begun: &Begun) -> Result<Trip, Problem> {
    let back = back(headers, call.asking.whence).ok_or_else(unsound)?;
    Ok(begun.trip(back, &|purpose, text| call.service.store().keyed(purpose, text)))
}

fn configured(call: &Call) -> Result<Arc<Outside>, Problem> {
    let none = || Problem::not_found("这种登录").hint("这台服务器没有接统一认证，请用登录名和口令登录。");
    call.outside.clone().ok_or_else(none)
}

/// The address of the way back, under the name by which this server was asked; the guard knows that it is one of ours.
fn back(headers: &HeaderMap, whence: Whence) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let port = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map(|(_, port)| port);
    let sound = port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    let scheme = if whence == Whence::Elsewhere { "https" } else { "http" };
    sound.then(|| format!("{scheme}://{}{BACK}", host.to_ascii_lowercase()))
}

fn name(whence: Whence) -> &'static str {
    if whence == Whence::Elsewhere { ELSEWHERE } else { HERE }
}

/// It comes along when the house sends somebody back, and with nothing else that another site does.
fn bounds(whence: Whence) -> &'static str {
    if whence == Whence::Elsewhere {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

fn late() -> Problem {
    Problem::new("outside.late", "这次登录已经过时，或不是从这个浏览器开始的。")
        .hint(format!("请回到登录页，重新点“用……登录”，{RETURN_MINUTES}分钟之内办完；每次只能用一回。"))
}

fn unsound() -> Problem {
    Problem::new("request.not_local", "不能用这个网址访问。").hint("请用管理员给的网址打开。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_the_name_that_was_asked() {
        let check = |host: &'static str, whence: Whence, expect: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            let expect = expect.map(|base| format!("{base}/api/session/outside/return"));
            assert_eq!(back(&headers, whence), expect, "{host}");
        };
        check("127.0.0.1:8630", Whence::Here, Some("http://127.0.0.1:8630"));
        check("Qianmo.lan:8643", Whence::Elsewhere, Some("https://qianmo.lan:8643"));
        check("qianmo.lan", Whence::Elsewhere, Some("https://qianmo.lan"));
        check("[fd00::9]:8643", Whence::Elsewhere, Some("https://[fd00::9]:8643"));
        check("[fd00::9]", Whence::Elsewhere, Some("https://[fd00::9]"));
        check("qianmo.lan:8643@evil.example", Whence::Elsewhere, None);
        check("qianmo.lan:", Whence::Elsewhere, None);
    }
}
