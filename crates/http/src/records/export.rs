use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use app::{
    exports::{self, Export, Format, Wanted},
    records,
};
use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use http_body::Frame;
use kernel::{BookId, Problem, RecordId};

use crate::{body::Asked, call, call::Call, file_name, problem::Refusal, wire};

/// So many records may be chosen one by one for a file.
const MOST_CHOSEN: usize = 500;

/// How many records the file will have, for whoever shows how far it is.
const TOTAL: HeaderName = HeaderName::from_static("x-total");

/// A ledger's list as a file, while it is made: all its pages, with the same unit, filter, order and masks. A file that
/// cannot be finished is broken off.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/export", operation_id = "export_records",
    params(("ledger" = String, Path), wire::ExportQuery),
    responses((status = 200, content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv")), headers(("x-total" = u64, description = "How many records the file has"))), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn export(
    call: Call,
    Path(ledger): Path<String>,
    Asked(asked): Asked<wire::ExportQuery>,
) -> Result<Response, Refusal> {
    let format = asked.format.as_deref().filter(|name| !name.is_empty());
    let wanted = Wanted {
        list: records::List {
            unit: asked.unit.filter(|unit| !unit.is_empty()).map(Into::into),
            filter: asked.filter,
            find: asked.q,
            sort: asked.sort,
            only: asked.records.as_deref().map(chosen).transpose()?,
            as_of: call::cut(asked.as_of.as_deref())?,
            ..records::List::default()
        },
        fields: asked.fields,
        format: format.map_or(Ok(Format::default()), self::format)?,
    };
    answer(exports::export(&call.service, &call.actor, &ledger.into(), wanted).await?)
}

/// Records as they were chosen one by one.
fn chosen(text: &str) -> Result<Vec<(BookId, RecordId)>, Problem> {
    let one = |part: &str| part.split_once('/').map(|(book, record)| (BookId::from(book), RecordId::from(record)));
    let unread = || {
        Problem::new("list.bad_records", "选中的记录看不懂，没有导出。")
            .hint("写成“账本/记录”，用逗号隔开；或者回到列表重新选。")
    };
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let chosen: Vec<_> = parts.map(one).collect::<Option<_>>().ok_or_else(unread)?;
    if chosen.len() > MOST_CHOSEN {
        let message = format!("选中了 {} 条，一次最多导出选中的 {MOST_CHOSEN} 条。", chosen.len());
        return Err(Problem::new("list.bad_records", message).hint("请用筛选条件挑出这些记录，再导出整个列表。"));
    }
    Ok(chosen)
}

/// A file that is being made as an answer that is being sent.
pub(crate) fn answer(export: Export) -> Result<Response, Refusal> {
    let disposition = file_name::attachment(&export.name)?;
    let (kind, total) = (HeaderValue::from_static(export.format.media_type()), HeaderValue::from(export.total));
    let mut response = Body::new(Pieces(export)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(TOTAL, total);
    Ok(response)
}

fn format(name: &str) -> Result<Format, Problem> {
    Format::read(name)
        .ok_or_else(|| Problem::new("request.format", format!("不能导出成“{name}”。")).hint("可用的格式：xlsx、csv。"))
}

/// The body of an answer: pieces of a file. One that ends with a problem is an answer that was cut off, and no client
/// takes it for whole.
struct Pieces(Export);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, waker: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let piece = ready!(self.0.poll_piece(waker));
        // What went wrong stands in the log; there is no place left to say it here.
        let broken_off = |problem: Problem| io::Error::other(problem.code);
        Poll::Ready(piece.map(|piece| piece.map(|bytes| Frame::data(bytes.into())).map_err(broken_off)))
    }
}
