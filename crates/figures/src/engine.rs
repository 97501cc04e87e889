//! The one way out: every figure of every screen, report, notice and command is answered here.

mod lists;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use kernel::{
    Ask, Clock, Cut, Date, Decimal, Figure, IndicatorId, ParameterId, Period, Problem, Spread, UnitId, UnitTree,
};
use rules::access::{Allowed, Read};
use store::Store;

use crate::{
    admit::{admit, admit_all, few_enough, known},
    answer::{Answers, database, figure, leaves, memory},
    aside::aside,
    columns::Cache,
    evidence::{Evidence, Page, evidence},
    meters::{Metered, Meters, named},
    records::Newest,
    session::{Session, ledgers_read},
    spread::{Cell, candidates, is_empty_and_gone},
};

/// One figure of a spread: its unit (none for 待划分), its part of the period, and the figure.
pub type SpreadCell = (Option<UnitId>, Period, Figure);

/// Answers figures from a store, by columns of its own.
pub struct Engine {
    store: Store,
    clock: Arc<dyn Clock>,
    cache: Cache,
    newest: Newest,
    meters: Meters,
    by_cube: Arc<AtomicUsize>,
}

impl Engine {
    /// An engine that has read nothing yet.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            cache: Cache::default(),
            newest: Newest::default(),
            meters: Meters::default(),
            by_cube: Arc::default(),
        }
    }

    /// All these figures at one cut (now, unless another is given), in the order asked. What they share is read once.
    pub async fn figures(
        &self,
        allowed: &Allowed<Read>,
        asks: &[Ask],
        as_of: Option<Cut>,
    ) -> Result<Vec<Figure>, Problem> {
        few_enough(asks.len())?;
        let what = named(&self.store.pack(), asks.iter().map(|ask| &ask.indicator));
        let answered = async {
            let session = self.session(allowed, asks.iter().map(|ask| &ask.indicator), as_of).await?;
            admit_all(&session, allowed, asks)?;
            let (asks, by_cube) = (asks.to_vec(), self.by_cube.clone());
            aside(move || in_memory(&session, &asks, &by_cube)).await?
        };
        self.meters.question(&self.store, what, |figures: &Vec<Figure>| figures.len(), answered).await
    }

    /// The same, computed by the store: slower, and by other means. Both must always agree.
    pub async fn figures_in_database(
        &self,
        allowed: &Allowed<Read>,
        asks: &[Ask],
        as_of: Option<Cut>,
    ) -> Result<Vec<Figure>, Problem> {
        few_enough(asks.len())?;
        let session = self.session(allowed, asks.iter().map(|ask| &ask.indicator), as_of).await?;
        admit_all(&session, allowed, asks)?;
        let folds = database(&self.store, &Allowed::of_the_house(), &session, &leaves(&session, asks)?).await?;
        let mut answers = Answers::new(&session, &folds);
        asks.iter().map(|ask| figure(&session, ask, &answers.of(ask)?)).collect()
    }

    /// Which of these questions a reader may ask. To be asked first by whoever puts many of them together: one that is not
    /// found would leave all the others unanswered.
    pub async fn admitted(&self, allowed: &Allowed<Read>, asks: &[Ask]) -> Result<Vec<bool>, Problem> {
        let session = self.session(allowed, [], None).await?;
        Ok(asks.iter().map(|ask| admit(&session, allowed, ask).is_ok()).collect())
    }

    /// One indicator over units and parts of a period. What a split left undecided (待划分) stands without a unit;
    /// its figure's ask names the unit that was split, and opens like any other. A unit's figure is the same wherever it
    /// stands: one that moved within the period shows all it has under either parent.
    pub async fn spread(
        &self,
        allowed: &Allowed<Read>,
        spread: &Spread,
        as_of: Option<Cut>,
    ) -> Result<Vec<SpreadCell>, Problem> {
        Ok(self.spreads(allowed, std::slice::from_ref(spread), as_of).await?.pop().unwrap_or_default())
    }

    /// Several of them at one cut, in the order asked. What they share is read and folded once.
    pub async fn spreads(
        &self,
        allowed: &Allowed<Read>,
        spreads: &[Spread],
        as_of: Option<Cut>,
    ) -> Result<Vec<Vec<SpreadCell>>, Problem> {
        let what = named(&self.store.pack(), spreads.iter().map(|spread| &spread.ask.indicator));
        let answered = async {
            let session = self.session(allowed, spreads.iter().map(|spread| &spread.ask.indicator), as_of).await?;
            spreads.iter().try_for_each(|spread| admit(&session, allowed, &spread.ask))?;
            let (spreads, by_cube) = (spreads.to_vec(), self.by_cube.clone());
            aside(move || {
                let all = spreads.iter().map(|spread| candidates(&session, spread)).collect::<Result<Vec<_>, _>>()?;
                few_enough(all.iter().map(Vec::len).sum())?;
                let asks: Vec<Ask> = all.iter().flatten().map(|cell| cell.ask.clone()).collect();
                let mut figures = in_memory(&session, &asks, &by_cube)?.into_iter();
                let rows = |cells: Vec<Cell>| {
                    let rows = cells.into_iter().zip(figures.by_ref());
                    let rows = rows.filter(|(cell, figure)| !is_empty_and_gone(&session, cell, figure));
                    rows.map(|(cell, figure)| (cell.unit, cell.ask.period, figure)).collect::<Vec<_>>()
                };
                Ok(all.into_iter().map(rows).collect::<Vec<_>>())
            })
            .await?
        };
        let many = |all: &Vec<Vec<SpreadCell>>| all.iter().map(Vec::len).sum();
        self.meters.question(&self.store, what, many, answered).await
    }

    /// What is behind a figure.
    pub async fn open(
        &self,
        allowed: &Allowed<Read>,
        ask: &Ask,
        as_of: Option<Cut>,
        page: &Page,
    ) -> Result<Evidence, Problem> {
        let answered = async {
            let session = self.session(allowed, [&ask.indicator], as_of).await?;
            admit(&session, allowed, ask)?;
            let (allowed, ask, page) = (allowed.clone(), ask.clone(), page.clone());
            aside(move || {
                let run = memory(&session, &leaves(&session, std::slice::from_ref(&ask))?)?;
                evidence(&mut Answers::new(&session, &run.folds), &allowed, &ask, &page)
            })
            .await?
        };
        let what = named(&self.store.pack(), [&ask.indicator]);
        self.meters.question(&self.store, what, |_| 1, answered).await
    }

    /// The tree of units as known at a cut.
    pub async fn units(&self, allowed: &Allowed<Read>, as_of: Option<Cut>) -> Result<UnitTree, Problem> {
        Ok(self.session(allowed, [], as_of).await?.reserved.tree.clone())
    }

    /// The parameters that hold on a day, in base units, as known at a cut.
    pub async fn parameters(
        &self,
        allowed: &Allowed<Read>,
        on: Date,
        as_of: Option<Cut>,
    ) -> Result<BTreeMap<ParameterId, Decimal>, Problem> {
        let session = self.session(allowed, [], as_of).await?;
        let value =
            |id: &ParameterId| Some((id.clone(), session.reserved.parameters.base_on(&session.pack, id.as_str(), on)?));
        Ok(session.pack.parameters.keys().filter_map(value).collect())
    }

    /// What it has done and what it holds.
    pub async fn metered(&self) -> Metered {
        self.meters.read(self.cache.held().await)
    }

    /// How many folds this engine has answered by cubes; for tests that must know that they were.
    #[doc(hidden)]
    pub fn folds_by_cube(&self) -> usize {
        self.by_cube.load(Ordering::Relaxed)
    }

    /// Forgets the columns; the next question reads them again. To be called after a lawful erasure.
    pub async fn forget(&self) {
        self.cache.forget().await;
        self.newest.forget();
    }

    /// What is needed to answer; of indicators that the reader may not know of, nothing.
    async fn session<'i>(
        &self,
        allowed: &Allowed<Read>,
        indicators: impl IntoIterator<Item = &'i IndicatorId>,
        as_of: Option<Cut>,
    ) -> Result<Session, Problem> {
        let pack = self.store.pack();
        let heads = self.store.heads().await?;
        let cut = as_of.unwrap_or_else(|| heads.clone());
        if let Some((book, _)) = cut.0.iter().find(|(book, seq)| **seq > heads.at(book.as_str())) {
            return Err(ahead(book.as_str()));
        }
        let tables = self
            .cache
            .fresh(&self.store, &pack, &ledgers_read(&pack, known(&pack, allowed, indicators)), &heads)
            .await?;
        let reserved = self.newest.at(&pack, &tables, &cut, &heads);
        Ok(Session::new(pack, cut, self.clock.today(), reserved, tables))
    }
}

fn in_memory(session: &Session, asks: &[Ask], by_cube: &AtomicUsize) -> Result<Vec<Figure>, Problem> {
    let run = memory(session, &leaves(session, asks)?)?;
    by_cube.fetch_add(run.by_cube, Ordering::Relaxed);
    let mut answers = Answers::new(session, &run.folds);
    asks.iter().map(|ask| figure(session, ask, &answers.of(ask)?)).collect()
}

fn ahead(book: &str) -> Problem {
    Problem::new("figure.cut_ahead", format!("账本 {book} 还没有写到所要求的位置。"))
        .hint("请去掉时点，或改用页面上显示的时点。")
}
