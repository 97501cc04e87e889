//! A list goes out as a file, in pieces.

use std::{io, sync::Arc, time::Duration};

use kernel::{Cut, LedgerId, Problem};
use pack::model::Ledger;
use rules::access::{Actor, Allowed, Read};
use store::{ListRow, asking};
use tokio::sync::mpsc;

use super::{
    about::About,
    cells::Words,
    columns::{self, Columns},
    csv::Csv,
    pieces::{self, Coming, Pieces, Road},
    rows::Rows,
    titles::{Known, Titles},
    xlsx::{self, Widths, Workbook},
};
use crate::{
    Service, World, access,
    records::{self, List, Source},
};

/// The most rows that are read at once.
const PAGE: u32 = 4_000;

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
    let query = records::question(&world, found, &List { limit: Some(PAGE), ..wanted.list.clone() })?;
    let cut = query.cut.clone();
    let search = records::search(&world, found, &allowed, wanted.list.find.as_deref());
    let mut rows = Rows::of(service, &allowed, found, query, search, columns.fields.clone()).await?;
    let total = rows.total();
    if wanted.format == Format::Xlsx && total > xlsx::MOST_ROWS {
        let message = format!("共 {total} 条，一张 Excel 表最多放 {} 条，没有导出。", xlsx::MOST_ROWS);
        return Err(Problem::new("export.too_many", message).hint("请导出 CSV，或按单位、按条件分几次导出。"));
    }
    let mut first = rows.next_page().await?;
    while first.as_ref().is_some_and(Vec::is_empty) {
        first = rows.next_page().await?;
    }
    let unit = wanted.list.unit.as_ref().map(|unit| world.context().unit_name(unit.as_str()));
    let about = About {
        ledger: found.name.clone(),
        unit,
        find: wanted.list.find.clone().filter(|words| !words.trim().is_empty()),
        filter: wanted.list.filter.clone().filter(|filter| !filter.trim().is_empty()),
        sort: wanted.list.sort.clone().filter(|sort| !sort.trim().is_empty()),
        total,
        as_of: cut.clone(),
        actor: if actor.name == Actor::LOCAL { "本机用户".to_owned() } else { actor.name.clone() },
        at: Some(service.clock().now()),
        is_personal: columns.masked(found).next().is_some(),
    };
    let name = format!("{}.{}", about.file_name(), wanted.format.ending());
    let (into, road, coming) = pieces::open();
    let known = Known::new(found, &columns, &world.pack);
    let (ledger, format) = (found.id.clone(), wanted.format);
    let as_of = cut.clone();
    let job = Job { service: service.clone(), world: world.clone(), allowed, ledger, columns: Arc::new(columns), cut };
    // A task of its own; what is slow about it is noted for whoever asked.
    let who = asking::who().unwrap_or_else(|| "export".into());
    tokio::spawn(async move { asking::by(&who, job.run(format, about, (first, rows), known, into, road)).await });
    Ok(Export { name, format, total, as_of, pieces: coming })
}

/// What is handed to the thread that writes.
type Page = Result<(Vec<ListRow>, Titles), Problem>;

struct Job {
    service: Service,
    world: Arc<World>,
    allowed: Allowed<Read>,
    ledger: LedgerId,
    columns: Arc<Columns>,
    cut: Cut,
}

impl Job {
    async fn run(
        self,
        format: Format,
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
        let sheet =
            Sheet { world: self.world.clone(), ledger: self.ledger.clone(), columns: self.columns.clone(), about };
        let writing = {
            let road = road.clone();
            tokio::task::spawn_blocking(move || sheet.write(format, receive, into, &road))
        };
        let read = self.read(pages, known, &send).await;
        drop(send);
        let written = writing.await.unwrap_or_else(|_| Err(broken()));
        self.tell(format, total, road.bytes(), clock.ticks().saturating_sub(began), read.and(written).err());
    }

    /// Reads page after page as long as they are taken. What fails is handed on.
    async fn read(
        &self,
        (first, mut rows): (Option<Vec<ListRow>>, Rows),
        mut known: Known,
        send: &mpsc::Sender<Page>,
    ) -> Result<(), Problem> {
        let context = self.world.context();
        let from = Source { store: self.service.store(), allowed: &self.allowed, cut: &self.cut };
        let mut page = Ok(first);
        loop {
            let read = match page {
                Ok(None) => return Ok(()),
                Ok(Some(rows)) => known.of(&rows, &from, &context).await.map(|titles| (rows, titles)),
                Err(problem) => Err(problem),
            };
            let failed = read.as_ref().err().cloned();
            let is_taken = send.send(read).await.is_ok();
            match failed {
                Some(problem) => return Err(problem),
                None if !is_taken => return Ok(()),
                None => page = rows.next_page().await,
            }
        }
    }

    /// Who has what is not for the log; that so much of a ledger went out is.
    fn tell(&self, format: Format, rows: u64, bytes: u64, took: Duration, problem: Option<Problem>) {
        let (ledger, format) = (self.ledger.as_str(), format.ending());
        let fields = self.columns.fields.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(",");
        let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let (code, detail) =
            problem.as_ref().map_or((None, None), |problem| (Some(problem.code.as_str()), problem.detail.as_deref()));
        tracing::info!(
            ledger.id = ledger,
            format,
            rows,
            fields,
            bytes,
            duration_ms,
            problem.code = code,
            problem.detail = detail,
            "export"
        );
    }
}

/// What the thread that writes knows.
struct Sheet {
    world: Arc<World>,
    ledger: LedgerId,
    columns: Arc<Columns>,
    about: About,
}

enum Writing {
    Xlsx(Box<Workbook<Pieces>>),
    Csv(Csv<Pieces>),
}

impl Sheet {
    fn write(&self, format: Format, mut pages: mpsc::Receiver<Page>, into: Pieces, road: &Road) -> Result<(), Problem> {
        let Some(ledger) = self.world.pack.ledger(self.ledger.as_str()) else { return Err(broken()) };
        let done = self.all(ledger, format, &mut pages, into, road);
        if let Err(problem) = &done {
            road.break_off(problem.clone());
        }
        done
    }

    fn all(
        &self,
        ledger: &Ledger,
        format: Format,
        pages: &mut mpsc::Receiver<Page>,
        into: Pieces,
        road: &Road,
    ) -> Result<(), Problem> {
        let context = self.world.context();
        let words = Words::new(ledger, &self.columns, &context);
        let mut page = pages.blocking_recv().transpose()?;
        let mut writing = self.begin(format, &words, page.as_ref(), into).map_err(gone)?;
        let mut left = self.about.total;
        let filled = loop {
            let Some((rows, titles)) = page else { break Ok(()) };
            left = left.saturating_sub(rows.len() as u64);
            if let Err(error) = self.rows(&mut writing, &words, &rows, &titles) {
                break Err(gone(error));
            }
            page = match pages.blocking_recv().transpose() {
                Ok(page) => page,
                Err(problem) => break Err(problem),
            };
        };
        // Fewer rows than were counted: whoever read them stopped without a word.
        let filled = filled.and_then(|()| if left == 0 { Ok(()) } else { Err(broken()) });
        if let Err(problem) = filled {
            road.close();
            return Err(problem);
        }
        match writing {
            Writing::Xlsx(workbook) => workbook.finish(),
            Writing::Csv(csv) => csv.finish(),
        }
        .map_err(gone)
    }

    fn begin(
        &self,
        format: Format,
        words: &Words<'_>,
        first: Option<&(Vec<ListRow>, Titles)>,
        into: Pieces,
    ) -> io::Result<Writing> {
        let columns = &self.columns.all;
        if format == Format::Csv {
            return Csv::begin(into, columns.iter().map(|column| column.heading.as_str())).map(Writing::Csv);
        }
        let mut widths = Widths::new(&self.columns);
        if let Some((rows, titles)) = first {
            rows.iter().all(|row| widths.look(columns.iter().map(|column| words.cell(column, row, titles))));
        }
        Workbook::begin(into, &self.about, &self.columns, &widths).map(|book| Writing::Xlsx(Box::new(book)))
    }

    fn rows(&self, writing: &mut Writing, words: &Words<'_>, rows: &[ListRow], titles: &Titles) -> io::Result<()> {
        for row in rows {
            let cells = self.columns.all.iter().map(|column| words.cell(column, row, titles));
            match writing {
                Writing::Xlsx(workbook) => workbook.row(cells)?,
                Writing::Csv(csv) => csv.row(cells)?,
            }
        }
        Ok(())
    }
}

fn broken() -> Problem {
    Problem::new("export.broken_off", "导出中途出错，文件不完整。").hint("请重新导出；如果再次出错，请告诉管理员。")
}

/// Nobody takes the pieces any more, or there are more of them than the format has room for.
fn gone(error: io::Error) -> Problem {
    let gone = error.kind() == io::ErrorKind::BrokenPipe;
    let problem = if gone {
        Problem::new("export.stopped", "导出已停止。").hint("需要时请重新导出。")
    } else {
        broken()
    };
    problem.detail(error.kind())
}
