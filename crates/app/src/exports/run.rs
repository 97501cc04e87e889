//! A list goes out as a file, in pieces.

use std::sync::Arc;

use figures::Search;
use kernel::{Cut, LedgerId, Problem};
use pack::model::Ledger;
use rules::access::{Actor, Allowed, Read};
use store::{ListQuery, ListRow, asking};
use tokio::sync::mpsc;

use super::{
    about::About,
    cells::Cell,
    columns::{self, Columns},
    log::Log,
    pieces::{self, Coming, Pieces, Road},
    rows::Rows,
    tables::{self, Tables},
    titles::Known,
    writer::{Handed, Part, Writer, broken, gone},
    xlsx::{self, FormBook},
};
use crate::{
    Service, World, access,
    records::{self, List, Source},
};

/// The most rows that are read at once.
pub(super) const PAGE: u32 = 4_000;

/// What kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// A workbook.
    #[default]
    Xlsx,
    /// Comma-separated text.
    Csv,
}

/// What is wanted.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wanted {
    /// Unit, filter, order and cut, as of a list; pages are not asked for.
    pub list: List,
    /// Fields, `unit`, `state`, `record`, `steps.<id>`, with commas; all where absent.
    pub fields: Option<String>,
    /// What kind of file.
    pub format: Format,
}

/// A file that is being made.
pub struct Export {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub format: Format,
    /// How many records it will have.
    pub total: u64,
    /// As known at.
    pub as_of: Cut,
    pieces: Coming,
}

impl Format {
    /// By its name, which is the ending of its files.
    pub fn read(name: &str) -> Option<Self> {
        [Self::Xlsx, Self::Csv].into_iter().find(|format| format.ending() == name)
    }

    /// How its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// As the wire calls it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

impl Export {
    /// The next piece, as soon as there is one; nothing after the last. After a problem what was taken is of no use.
    pub fn poll_piece(
        &mut self,
        waker: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Vec<u8>, Problem>>> {
        self.pieces.poll_recv(waker)
    }

    /// The same for whoever can wait.
    pub async fn piece(&mut self) -> Option<Result<Vec<u8>, Problem>> {
        self.pieces.recv().await
    }
}

/// Begins a file. What is wrong with what was asked is a problem now; what fails later breaks the file off.
pub async fn export(service: &Service, actor: &Actor, ledger: &LedgerId, wanted: Wanted) -> Result<Export, Problem> {
    let world = service.world().await?;
    let (allowed, found) = access::read_ledger(actor, &world, ledger.as_str())?;
    let columns = columns::choose(found, wanted.fields.as_deref())?;
    let query = records::question(&world, found, &wanted.list)?;
    // Records that were chosen one by one are these, whatever they were found by.
    let words = wanted.list.find.as_deref().filter(|_| wanted.list.only.is_none());
    let search = records::search(&world, found, &allowed, words);
    let format = wanted.format;
    let tables = if format == Format::Xlsx { tables::of(found, &columns)? } else { Vec::new() };
    let tables = Tables { all: tables.into(), query: query.clone(), search: search.clone() };
    let ready = Ready::of(service, &world, &allowed, found, columns, (query, search)).await?.with(tables);
    let total = ready.total();
    if format == Format::Xlsx && total > xlsx::MOST_ROWS {
        let message = format!("共 {total} 条，一张 Excel 表最多放 {} 条，没有导出。", xlsx::MOST_ROWS);
        return Err(Problem::new("export.too_many", message).hint("请导出 CSV，或按单位、按条件分几次导出。"));
    }
    let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let unit = wanted.list.unit.as_ref().map(|unit| world.context().unit_name(unit.as_str()));
    let about = About {
        of: "台账名称",
        name: found.name.clone(),
        asked: vec![
            ("导出范围", unit.unwrap_or_else(|| "全部".to_owned())),
            ("筛选条件", said(&wanted.list.filter).unwrap_or_else(|| "无".to_owned())),
            ("排列次序", said(&wanted.list.sort).unwrap_or_else(|| "登记次序".to_owned())),
        ],
        total,
        counted: "记录条数",
        as_of: ready.cut.clone(),
        actor: reader(actor),
        at: Some(service.clock().now()),
        is_personal: ready.is_personal(found),
        told: [
            said(&wanted.list.find).filter(|_| wanted.list.only.is_none()).map(|words| ("查找文字", words)),
            wanted.list.only.as_ref().map(|only| ("选中的记录", format!("逐条选出 {} 条", only.len()))),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    Ok(ready.go(Layout::List(format), about))
}

/// Who takes a file away, as it says it.
pub(crate) fn reader(actor: &Actor) -> String {
    if actor.name == Actor::LOCAL { "本机用户".to_owned() } else { actor.name.clone() }
}

/// As what rows are written.
pub(crate) enum Layout {
    /// As a list with headings.
    List(Format),
    /// As the rows of a form.
    Form(Arc<xlsx::Sheet>),
}

/// Rows that are ready to be written: their first page is read.
pub(crate) struct Ready {
    job: Job,
    first: Option<Vec<ListRow>>,
    rows: Rows,
    known: Known,
    /// The columns.
    pub columns: Arc<Columns>,
    /// As known at.
    pub cut: Cut,
}

impl Ready {
    /// Begins to read what a question, and words where some are looked for, find of a ledger.
    pub async fn of(
        service: &Service,
        world: &Arc<World>,
        allowed: &Allowed<Read>,
        ledger: &Ledger,
        columns: Columns,
        (query, search): (ListQuery, Option<Search>),
    ) -> Result<Self, Problem> {
        let query = ListQuery { limit: PAGE, ..query };
        let cut = query.cut.clone();
        let mut rows = Rows::of(service, allowed, ledger, query, search, columns.fields.clone()).await?;
        let mut first = rows.next_page().await?;
        while first.as_ref().is_some_and(Vec::is_empty) {
            first = rows.next_page().await?;
        }
        let known = Known::new(ledger, &columns, &world.pack);
        let columns = Arc::new(columns);
        let job = Job {
            service: service.clone(),
            world: world.clone(),
            allowed: allowed.clone(),
            ledger: ledger.id.clone(),
            columns: columns.clone(),
            cut: cut.clone(),
            tables: None,
        };
        Ok(Self { job, first, rows, known, columns, cut })
    }

    /// The same with sheets for tables.
    fn with(mut self, tables: Tables) -> Self {
        self.job.tables = Some(tables);
        self
    }

    /// Whether anything of persons is in it.
    fn is_personal(&self, ledger: &Ledger) -> bool {
        let tables = self.job.tables.as_ref().map(|tables| tables.all.clone()).unwrap_or_default();
        self.columns.is_personal(ledger) || tables.iter().any(|table| table.columns.is_personal(&table.child.ledger))
    }

    /// How many rows there will be.
    pub fn total(&self) -> u64 {
        self.rows.total()
    }

    /// Begins to write.
    pub fn go(self, layout: Layout, about: About) -> Export {
        let Self { job, first, rows, known, cut, .. } = self;
        let format = layout.format();
        let name = format!("{}.{}", about.file_name(), format.ending());
        let total = about.total;
        let (into, road, coming) = pieces::open();
        // A task of its own; what is slow about it is noted for whoever asked.
        let who = asking::who().unwrap_or_else(|| "export".into());
        tokio::spawn(async move { asking::by(&who, job.run(layout, about, (first, rows), known, into, road)).await });
        Export { name, format, total, as_of: cut, pieces: coming }
    }
}

impl Layout {
    fn format(&self) -> Format {
        match self {
            Self::List(format) => *format,
            Self::Form(_) => Format::Xlsx,
        }
    }

    fn form(&self) -> Option<&str> {
        match self {
            Self::List(_) => None,
            Self::Form(sheet) => Some(&sheet.form),
        }
    }
}

impl Export {
    /// A form whose rows are all there already.
    pub(crate) fn of_rows(
        service: &Service,
        sheet: xlsx::Sheet,
        columns: Columns,
        rows: Vec<Vec<Cell<'static>>>,
        about: About,
    ) -> Self {
        let name = format!("{}.{}", about.file_name(), Format::Xlsx.ending());
        let (total, as_of) = (about.total, about.as_of.clone());
        let (into, road, coming) = pieces::open();
        let clock = service.clock_handle();
        tokio::task::spawn_blocking(move || {
            let began = clock.ticks();
            let write = || {
                let mut book = FormBook::begin(into, &about, &columns, &sheet)?;
                rows.iter().try_for_each(|row| book.row(row.iter().cloned()))?;
                book.finish()
            };
            let problem = write().map_err(gone).err();
            if let Some(problem) = &problem {
                road.break_off(problem.clone());
            }
            let log = Log { ledger: None, form: Some(&sheet.form), format: Format::Xlsx, fields: String::new() };
            log.tell(about.total, road.bytes(), clock.ticks().saturating_sub(began), problem.as_ref());
        });
        Self { name, format: Format::Xlsx, total, as_of, pieces: coming }
    }
}

struct Job {
    service: Service,
    world: Arc<World>,
    allowed: Allowed<Read>,
    ledger: LedgerId,
    columns: Arc<Columns>,
    cut: Cut,
    tables: Option<Tables>,
}

impl Job {
    async fn run(
        self,
        layout: Layout,
        about: About,
        pages: (Option<Vec<ListRow>>, Rows),
        known: Known,
        into: Pieces,
        road: Road,
    ) {
        let clock = self.service.clock_handle();
        let began = clock.ticks();
        let total = about.total;
        let (send, receive) = mpsc::channel(1);
        let (format, form) = (layout.format(), layout.form().map(str::to_owned));
        let (world, ledger, columns) = (self.world.clone(), self.ledger.clone(), self.columns.clone());
        let tables = self.tables.as_ref().map(|tables| tables.all.clone()).unwrap_or_default();
        let writer = Writer { world, ledger, columns, about, layout, tables };
        let writing = {
            let road = road.clone();
            tokio::task::spawn_blocking(move || writer.write(receive, into, &road))
        };
        let read = self.read(pages, known, &send).await;
        drop(send);
        let written = writing.await.unwrap_or_else(|_| Err(broken()));
        let fields = self.columns.fields.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(",");
        let log = Log { ledger: Some(self.ledger.as_str()), form: form.as_deref(), format, fields };
        log.tell(total, road.bytes(), clock.ticks().saturating_sub(began), read.and(written).err().as_ref());
    }

    /// Reads page after page as long as they are taken. What fails is handed on.
    async fn read(
        &self,
        pages: (Option<Vec<ListRow>>, Rows),
        known: Known,
        send: &mpsc::Sender<Handed>,
    ) -> Result<(), Problem> {
        let read = self.read_all(pages, known, send).await;
        if let Err(problem) = &read {
            // Whoever writes may have stopped already.
            let _ = send.send(Err(problem.clone())).await;
        }
        read
    }

    async fn read_all(
        &self,
        (first, mut rows): (Option<Vec<ListRow>>, Rows),
        mut known: Known,
        send: &mpsc::Sender<Handed>,
    ) -> Result<(), Problem> {
        let context = self.world.context();
        let from = Source { store: self.service.store(), allowed: &self.allowed, cut: &self.cut };
        let mut page = first;
        while let Some(read) = page {
            let titles = known.of(&read, &from, &context).await?;
            if send.send(Ok(Part::Rows(read, titles))).await.is_err() {
                return Ok(());
            }
            page = rows.next_page().await?;
        }
        let ledger = self.world.pack.ledger(self.ledger.as_str());
        match ledger.zip(self.tables.as_ref()) {
            Some((ledger, tables)) => tables.read(&self.service, &self.world, &self.allowed, ledger, send).await,
            None => Ok(()),
        }
    }
}
