//! A server with officers and workers, each with a session, on a clock that can be moved.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::{
    body::{Body, to_bytes},
    http::{Request, header},
};
use http::{call::Call, outside::Outside, router::router, start::Gate};
use kernel::{Clock, Instant, world::CountingIds};
use serde_json::{Value as Json, json};
use store::{Keys, RepeatableRandom};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// A clock that tests move.
pub struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::Relaxed))
    }
}

/// What a server answered.
pub struct Answer {
    pub status: u16,
    pub body: Json,
    /// The token that was handed out, if one was.
    pub token: Option<String>,
    /// Where it leads on.
    pub location: Option<String>,
    /// What is to be kept, with how long and for whom.
    pub cookies: Vec<String>,
}

impl Answer {
    pub fn code(&self) -> (u16, &str) {
        (self.status, self.body["code"].as_str().unwrap_or_default())
    }
}

/// The sample pack in an empty store.
pub struct Staffed {
    router: axum::Router,
    pub clock: Arc<Hand>,
    _folder: TempDir,
}

/// The password that everybody chose.
pub const PASSWORD: &str = "只有我自己知道的一句话";

/// A file of the sample pack with more at its end, to be laid over it.
pub fn with(path: &str, more: &str) -> String {
    let said = pack::sample::files(pack::sample::FILES).remove(path).expect(path);
    format!("//- {path}\n{said}\n{more}\n")
}

impl Staffed {
    /// Without any account.
    pub async fn empty() -> Self {
        Self::asking(None).await
    }

    /// The same, where a house of identity is asked who people are.
    pub async fn asking(outside: Option<Outside>) -> Self {
        Self::of(outside, "").await
    }

    /// With the three officers, and more files laid over the sample pack.
    pub async fn with_more(more: &str) -> Self {
        Self::of(None, more).await.with_officers().await
    }

    async fn of(outside: Option<Outside>, more: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let random = Arc::new(RepeatableRandom::new(7));
        let clock = Arc::new(Hand(AtomicI64::new(1_672_459_200_000)));
        let mut base = pack::sample::files(pack::sample::FILES);
        for more in [pack::sample::SHOTS, pack::sample::FORMS, pack::sample::DECLARES, more] {
            base.extend(pack::sample::files(more));
        }
        let files = app::packs::Files { base, ..app::packs::Files::default() };
        let options = app::Options {
            home: store::Home::Folder(folder.path().to_path_buf()),
            keys: Keys::generate(random.as_ref()),
            random,
            files: folder.path().join("files"),
            clock: clock.clone(),
            ids: Arc::new(CountingIds::new("r")),
            pack: Some(Arc::new(files.load().expect("the sample loads"))),
            shelf: Arc::new(app::packs::LooseShelf::of(files)),
        };
        let service = app::Service::open(options).await.expect("it opens");
        let gate = Gate::open(Call::local(service)).with_outside(outside);
        Self { router: router(gate), clock, _folder: folder }
    }

    /// With the three officers.
    pub async fn founded() -> Self {
        Self::empty().await.with_officers().await
    }

    pub async fn with_officers(self) -> Self {
        let server = self;
        let officer = |office: &str| json!({ "office": office, "login": office, "name": format!("{office}员"), "password": PASSWORD });
        let body = json!({ "officers": [officer("system"), officer("security"), officer("audit")] });
        let answer = server.ask(None, "POST", "/api/accounts/first", Some(body)).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
        server
    }

    /// Somebody with a post who has chosen a password; the account and the session.
    pub async fn worker(&self, login: &str, role: &str, unit: &str) -> (String, String) {
        let (system, security) = (self.sign_in("system").await, self.sign_in("security").await);
        let new = json!({ "request": login, "login": login, "name": "甲" });
        let made = self.ask(Some(&system), "POST", "/api/accounts", Some(new)).await;
        let user = made.body["id"].as_str().expect("an id").to_owned();
        let post = json!({ "request": format!("{login}:post"), "user": user, "role": role, "unit": unit });
        let given = self.ask(Some(&security), "POST", "/api/posts", Some(post)).await;
        assert_eq!(given.status, 200, "{}", given.body);
        let reset = format!("/api/accounts/{user}/reset");
        let first = json!({ "password": "先用这一句话进来再改掉" });
        assert_eq!(self.ask(Some(&security), "POST", &reset, Some(first.clone())).await.status, 204);
        let body = json!({ "login": login, "password": first["password"] });
        let signed = self.ask(None, "POST", "/api/session", Some(body)).await;
        assert_eq!(signed.body["must_change"], true, "{}", signed.body);
        let token = signed.token.expect("a token");
        let change = json!({ "old": first["password"], "new": PASSWORD });
        let changed = self.ask(Some(&token), "POST", "/api/session/password", Some(change)).await;
        assert_eq!(changed.status, 204, "{}", changed.body);
        (user, token)
    }

    /// A program of somebody who is signed in, with the usual password.
    pub async fn program(&self, owner: &str, about: Json) -> String {
        let mut body = json!({ "name": "报表工具", "scope": "read", "days": 30, "password": PASSWORD });
        for (name, value) in about.as_object().expect("an object") {
            body[name] = value.clone();
        }
        let made = self.ask(Some(owner), "POST", "/api/tokens", Some(body)).await;
        assert_eq!(made.status, 200, "{}", made.body);
        made.body["token"].as_str().expect("a token").to_owned()
    }

    /// The kinds of the lines of the security log, the newest first, with whose and by whom.
    pub async fn log(&self) -> Vec<(String, String, String)> {
        let audit = self.sign_in("audit").await;
        let log = self.ask(Some(&audit), "GET", "/api/accounts/events?limit=2000", None).await.body;
        let text = |line: &Json, name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let lines = log.as_array().expect("a log").iter();
        lines.map(|line| (text(line, "kind"), text(line, "login"), text(line, "actor"))).collect()
    }

    /// A session of an account with the usual password.
    pub async fn sign_in(&self, login: &str) -> String {
        let answer = self.try_sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.token.expect("a token")
    }

    pub async fn try_sign_in(&self, login: &str, password: &str) -> Answer {
        self.ask(None, "POST", "/api/session", Some(json!({ "login": login, "password": password }))).await
    }

    pub fn later(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    pub async fn ask(&self, token: Option<&str>, method: &str, path: &str, body: Option<Json>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8630");
        request = match token {
            Some(token) if token.starts_with("qm_") => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            Some(token) => request.header(header::COOKIE, format!("qianmo_session={token}")),
            None => request,
        };
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        self.send(request.body(body).expect("a request")).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let said = |name| response.headers().get_all(name).iter().map(|value| value.to_str().expect("text").to_owned());
        let cookies: Vec<String> = said(header::SET_COOKIE).collect();
        let location = said(header::LOCATION).next();
        let token = cookies.first().and_then(|cookie| Some(cookie.split(';').next()?.split_once('=')?.1.to_owned()));
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)));
        Answer { status, body, token: token.filter(|token| !token.is_empty()), location, cookies }
    }
}
