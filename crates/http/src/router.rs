//! Every route, collected with its description.

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, header},
    middleware,
    response::IntoResponse,
    routing::get,
};
use kernel::Problem;
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer};
use utoipa::{OpenApi, openapi::OpenApi as Description};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt as _},
    routes,
};

use crate::{
    accounts, assets,
    call::Desk,
    changes, described, figures, files, forms,
    guard::{self, Guard, Names},
    hooks, imports, kept, ledgers, map, outside, places,
    problem::{self, Refusal},
    proposals, records, reports, session,
    start::{self, Gate},
    watch,
};

/// The most bytes of a body that is not a spreadsheet.
const BODY: usize = 4 * 1024 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Qianmo",
        description = "Records in, figures out. Problems are application/problem+json. Before there are books all but `/api/start` answers 409 (`start.empty`); 503 says that the database cannot be asked just now.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(crate::problem::WireProblem, crate::problem::WireFinding, hooks::HookMessage))
)]
struct Api;

fn routes() -> (Router<Desk>, Description) {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(places::session, session::sign_in, session::sign_out))
        .routes(routes!(session::change_password))
        .routes(routes!(outside::show_outside))
        .routes(routes!(outside::begin_outside))
        .routes(routes!(outside::return_outside))
        .routes(routes!(session::answer_code))
        .routes(routes!(session::name_device))
        .routes(routes!(session::begin_second_step))
        .routes(routes!(session::end_second_step))
        .routes(routes!(accounts::my_tokens, accounts::make_token))
        .routes(routes!(accounts::end_token))
        .routes(routes!(accounts::all_tokens))
        .routes(routes!(accounts::found))
        .routes(routes!(accounts::list, accounts::create))
        .routes(routes!(accounts::reset))
        .routes(routes!(accounts::end))
        .routes(routes!(accounts::set_office))
        .routes(routes!(accounts::link))
        .routes(routes!(accounts::events))
        .routes(routes!(accounts::give_post))
        .routes(routes!(accounts::end_post))
        .routes(routes!(accounts::hand_over))
        .routes(routes!(accounts::roles))
        .routes(routes!(places::units))
        .routes(routes!(places::shapes, places::draw_units).layer(DefaultBodyLimit::max(places::FILE)))
        .routes(routes!(places::readers))
        .routes(routes!(places::page))
        .routes(routes!(places::reorganise))
        .routes(routes!(places::parameters, places::set_parameter))
        .routes(routes!(ledgers::list, proposals::declare))
        .routes(routes!(ledgers::show))
        .routes(routes!(ledgers::template))
        .routes(routes!(kept::views, kept::keep_view))
        .routes(routes!(kept::end_view))
        .routes(routes!(kept::home, kept::arrange_home, kept::end_home))
        .routes(routes!(kept::role_home, kept::arrange_role_home, kept::end_role_home))
        .routes(routes!(records::search))
        .routes(routes!(records::list, records::create))
        .routes(routes!(records::export))
        .routes(routes!(records::places))
        .routes(routes!(records::show, records::correct))
        .routes(routes!(records::history))
        .routes(routes!(records::links))
        .routes(routes!(files::hand_in).layer(DefaultBodyLimit::max(app::files::LARGEST)))
        .routes(routes!(files::own))
        .routes(routes!(files::give))
        .routes(routes!(files::open))
        .routes(routes!(records::open))
        .routes(routes!(records::withdraw))
        .routes(routes!(records::step))
        .routes(routes!(records::tellers))
        .routes(routes!(records::totals))
        .routes(routes!(hooks::list, hooks::create))
        .routes(routes!(hooks::pause))
        .routes(routes!(hooks::end))
        .routes(routes!(changes::list))
        .routes(routes!(changes::show))
        .routes(routes!(changes::undo))
        .routes(routes!(figures::indicators))
        .routes(routes!(figures::ask))
        .routes(routes!(figures::cut))
        .routes(routes!(figures::spread))
        .routes(routes!(figures::open))
        .routes(routes!(proposals::first_figures))
        .routes(routes!(proposals::withdraw))
        .routes(routes!(proposals::source))
        .routes(routes!(proposals::propose).layer(DefaultBodyLimit::max(app::imports::LARGEST)))
        .routes(routes!(reports::list, proposals::save))
        .routes(routes!(reports::show))
        .routes(routes!(reports::export))
        .routes(routes!(reports::learn))
        .routes(routes!(reports::annex))
        .routes(routes!(reports::readiness))
        .routes(routes!(reports::versions, reports::issue))
        .routes(routes!(reports::version))
        .routes(routes!(reports::export_version))
        .routes(routes!(reports::version_annex))
        .routes(routes!(reports::recall))
        .routes(routes!(forms::list))
        .routes(routes!(forms::show))
        .routes(routes!(forms::export))
        .routes(routes!(forms::versions, forms::issue))
        .routes(routes!(forms::version))
        .routes(routes!(forms::export_version))
        .routes(routes!(forms::recall))
        .routes(routes!(imports::import).layer(DefaultBodyLimit::max(imports::FORM)))
        .routes(routes!(imports::progress, imports::stop))
        .routes(routes!(problems))
        .split_for_parts()
}

fn start_routes() -> (Router<Gate>, Description) {
    OpenApiRouter::new()
        .routes(routes!(start::show, start::found))
        .routes(routes!(start::units).layer(DefaultBodyLimit::max(app::imports::LARGEST)))
        .routes(routes!(map::show))
        .routes(routes!(watch::live))
        .routes(routes!(watch::ready))
        .routes(routes!(watch::metrics))
        .routes(routes!(watch::status))
        .routes(routes!(watch::verify))
        .routes(routes!(watch::back_up))
        .routes(routes!(hooks::try_out))
        .split_for_parts()
}

/// The OpenAPI document.
pub fn openapi() -> Description {
    described::with_refusals(routes().1.merge_from(start_routes().1))
}

/// What stands behind the gate: the API and the web app.
pub(crate) fn inner(desk: Desk) -> Router {
    let (api, _) = routes();
    let description = serde_json::to_value(openapi()).unwrap_or_default();
    let document = get(move || async move { Json(description) });
    api.route("/api/openapi.json", document)
        .route("/api/{*rest}", axum::routing::any(no_route))
        .route_layer(middleware::from_fn_with_state(desk.clone(), session::ask_who))
        .route_layer(middleware::from_fn(watch::name_route))
        .fallback(assets::serve)
        .layer(DefaultBodyLimit::max(BODY))
        .with_state(desk)
}

/// The whole server for this machine alone, and the guard before it.
pub fn router(gate: Gate) -> Router {
    guarded(gate, Guard::of_this_machine(Names::default()))
}

/// The whole server behind one port, and that port's guard before it.
pub fn guarded(gate: Gate, guard: Guard) -> Router {
    let (first, _) = start_routes();
    first
        .route_layer(middleware::from_fn_with_state(gate.clone(), session::before_the_gate))
        .route_layer(middleware::from_fn(watch::name_route))
        .fallback(start::pass)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::map_response(problem::in_words))
        .layer(middleware::from_fn_with_state(guard, guard::stand))
        .layer(CatchPanicLayer::custom(broken))
        .layer(header_layer(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header_layer(header::REFERRER_POLICY, "no-referrer"))
        .layer(header_layer(header::X_FRAME_OPTIONS, "DENY"))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CONTENT_SECURITY_POLICY,
            map::Tiles::policy(gate.tiles()),
        ))
        .layer(middleware::from_fn_with_state(gate.clone(), watch::watch))
        .with_state(gate)
}

/// Codes of problems by the beginning of their name, and the status each is answered with.
#[utoipa::path(get, path = "/api/problems", operation_id = "list_problems", responses((status = 200, body = Vec<problem::WireStatus>)))]
async fn problems() -> Json<Vec<problem::WireStatus>> {
    Json(problem::table())
}

async fn no_route() -> Refusal {
    Problem::not_found("这个接口").hint("接口列表见 /api/openapi.json。").into()
}

fn broken(_: Box<dyn std::any::Any + Send + 'static>) -> axum::response::Response {
    let problem = Problem::new("server.broken", "程序内部出错，这次请求没有完成。")
        .hint("请重试；如果再次出错，请把操作步骤告诉管理员。");
    Refusal(problem).into_response()
}

fn header_layer(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
