//! Before the books stand every other route waits; founding them opens it, once, without a restart.

use std::{
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
};

use app::{Service, start::Wish};
use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use kernel::Problem;
use pack::model::Pack;
use tower::ServiceExt as _;

use crate::{
    assets,
    call::{Call, Desk},
    guard::{self, Whence},
    map::Tiles,
    outside::Outside,
    problem::Refusal,
    session,
    watch::Watched,
};

/// Books being founded.
pub type Founding<'a> = Pin<Box<dyn Future<Output = Result<Service, Problem>> + Send + 'a>>;

/// Whoever can found books; the composition root.
pub trait Founder: Send + Sync {
    /// The pack they would be founded with.
    fn pack(&self) -> Result<Arc<Pack>, Problem>;
    /// The books, where somebody founded them elsewhere since.
    fn founded(&self) -> Pin<Box<dyn Future<Output = Result<Option<Service>, Problem>> + Send + '_>> {
        Box::pin(async { Ok(None) })
    }
    /// Founds them, whole or not at all.
    fn found(&self, wish: Wish) -> Founding<'_>;
}

/// The state before every route.
#[derive(Clone)]
pub struct Gate {
    inner: Arc<Inner>,
    watched: Arc<Watched>,
    tiles: Option<Arc<Tiles>>,
    outside: Option<Arc<Outside>>,
}

struct Inner {
    founder: Option<Arc<dyn Founder>>,
    open: RwLock<Option<Open>>,
    /// Nobody founds twice.
    founding: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Open {
    desk: Desk,
    router: Router,
}

impl Gate {
    /// A gate that stands open: there are books.
    pub fn open(call: Call) -> Self {
        let desk = Desk { service: call.service, underway: call.underway, tries: call.tries, outside: None };
        let router = crate::router::inner(desk.clone());
        Self::with(None, Some(Open { desk, router }))
    }

    /// A gate that opens when somebody founds the books.
    pub fn closed(founder: Arc<dyn Founder>) -> Self {
        Self::with(Some(founder), None)
    }

    fn with(founder: Option<Arc<dyn Founder>>, open: Option<Open>) -> Self {
        let inner = Inner { founder, open: RwLock::new(open), founding: tokio::sync::Mutex::default() };
        Self { inner: Arc::new(inner), watched: Arc::new(Watched::unseen()), tiles: None, outside: None }
    }

    /// The same gate, watched by this.
    pub fn watched_by(self, watched: Watched) -> Self {
        let gate = Self { watched: Arc::new(watched), ..self };
        gate.service().iter().for_each(|service| gate.keep_to_limits(service));
        gate
    }

    /// The same gate, with this base map under places.
    pub fn with_tiles(self, tiles: Option<Tiles>) -> Self {
        Self { tiles: tiles.map(Arc::new), ..self }
    }

    /// The same gate, by which people of this house of identity come in; to be said before anybody asks.
    pub fn with_outside(self, outside: Option<Outside>) -> Self {
        let gate = Self { outside: outside.map(Arc::new), ..self };
        gate.service().into_iter().for_each(|service| gate.open_with(service));
        gate
    }

    pub(crate) fn tiles(&self) -> Option<&Tiles> {
        self.tiles.as_deref()
    }

    pub(crate) fn watched(&self) -> &Watched {
        &self.watched
    }

    pub(crate) fn watched_arc(&self) -> Arc<Watched> {
        self.watched.clone()
    }

    /// How many imports are on their way.
    pub(crate) fn imports_running(&self) -> usize {
        self.read().map_or(0, |open| open.desk.underway.len())
    }

    fn keep_to_limits(&self, service: &Service) {
        service.store().watch().keep_to(self.watched.watch.limits());
    }

    /// Whether there are books.
    pub fn is_open(&self) -> bool {
        self.read().is_some()
    }

    /// The service behind it.
    pub fn service(&self) -> Option<Service> {
        self.read().map(|open| open.desk.service)
    }

    /// What every route behind it is given.
    pub(crate) fn desk(&self) -> Option<Desk> {
        self.read().map(|open| open.desk)
    }

    /// The pack in force, or the one that founding would take.
    pub fn pack(&self) -> Result<Arc<Pack>, Problem> {
        match (self.read(), &self.inner.founder) {
            (Some(open), _) => Ok(open.desk.service.pack()),
            (None, Some(founder)) => founder.pack(),
            (None, None) => Err(closed()),
        }
    }

    /// Founds the books and opens. Problems: `start.founded`, what the founder says.
    pub async fn found(&self, wish: Wish) -> Result<(), Problem> {
        let _alone = self.inner.founding.lock().await;
        let founder = self.inner.founder.as_ref().filter(|_| !self.is_open()).ok_or_else(|| {
            Problem::new("start.founded", "这里已经建过账了。").hint("请刷新页面；要另建一处，请用另一个数据目录启动。")
        })?;
        self.open_with(founder.found(wish).await?);
        Ok(())
    }

    /// Opens where another server founded the books in the meantime.
    async fn look(&self) -> Result<(), Problem> {
        let _alone = self.inner.founding.lock().await;
        if let Some(founder) = self.inner.founder.as_ref().filter(|_| !self.is_open())
            && let Some(service) = founder.founded().await?
        {
            self.open_with(service);
        }
        Ok(())
    }

    fn open_with(&self, service: Service) {
        self.keep_to_limits(&service);
        let desk = Desk { outside: self.outside.clone(), ..Desk::over(service) };
        let router = crate::router::inner(desk.clone());
        *self.inner.open.write().unwrap_or_else(PoisonError::into_inner) = Some(Open { desk, router });
    }

    fn read(&self) -> Option<Open> {
        self.inner.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// On to the routes behind the gate; before it opens, only to the web app.
pub(crate) async fn pass(State(gate): State<Gate>, request: Request) -> Response {
    if !gate.is_open()
        && let Err(problem) = gate.look().await
    {
        return Refusal(problem).into_response();
    }
    if let Some(open) = gate.read() {
        return match open.router.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
    }
    if request.uri().path().starts_with("/api/") {
        let here = guard::whence(&request) == Whence::Here;
        return Refusal(if here { closed() } else { session::no_accounts() }).into_response();
    }
    assets::serve(request.method().clone(), request.uri().clone(), request.headers().clone()).await
}

pub(crate) fn closed() -> Problem {
    Problem::new("start.empty", "这里还没有建账。").hint("请先在首页选“先看示范乡镇”或“建自己的账”。")
}
