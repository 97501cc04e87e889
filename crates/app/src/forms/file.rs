//! A form as a workbook that prints as the upper level wants it.

use std::sync::Arc;

use kernel::{Date, Figure, Period, Problem};
use pack::model::{Form, FormCell, FormRows};
use rules::access::Actor;

use super::{
    Fill,
    known::{Known, known},
    preview::{GAP, Gap, notes},
    roster::roster,
    summary::{Summary, SummaryRow, summary},
};
use crate::{
    Service, World,
    exports::{self, About, Cell, Column, Columns, Export, Layout, MOST_ROWS, Ready, Sheet, Source},
};

/// Rows that a form's frame may take of a sheet.
const FRAME: u64 = 100;
/// The most figures that are named one by one on the page of explanations.
const NAMED: usize = 200;

/// Begins a form's workbook. What is wrong with what was asked is a problem now; what fails later breaks the file off.
pub async fn file(service: &Service, actor: &Actor, wanted: Fill) -> Result<Export, Problem> {
    let world = service.world().await?;
    let known = known(&world, actor, &wanted)?;
    let (form, period) = (known.form, wanted.period);
    let mut about = about(service, actor, &known, period);
    if let FormRows::Units { level } = &form.rows {
        let asked = (&known.unit.id, period);
        let summary = summary(service, &known.allowed, &world, form, level, asked, &known.cut).await?;
        return Ok(of_units(service, &world, &known, period, &summary, about));
    }
    let Some(roster) = roster(&world, form, &known.unit.id, period, known.cut.clone()) else {
        return Err(Problem::not_found(format!("上报表“{}”", form.id)));
    };
    let roster = roster?;
    let asked = (roster.query, None);
    let ready = Ready::of(service, &world, &known.allowed, roster.ledger, roster.columns, asked).await?;
    about.total = ready.total();
    about.is_personal = ready.columns.is_personal(roster.ledger);
    if about.total > MOST_ROWS - FRAME {
        let message = format!("共 {} 行，一张 Excel 表放不下，没有导出。", about.total);
        return Err(Problem::new("export.too_many", message).hint("请换短一些的报告期，或由下级单位分别填报。"));
    }
    let sheet = sheet(form, &known.unit.name, period, world.today, &notes(form, None));
    Ok(ready.go(Layout::Form(Arc::new(sheet)), about))
}

fn about(service: &Service, actor: &Actor, known: &Known<'_>, period: Period) -> About {
    About {
        of: "上报表",
        name: known.form.name.clone(),
        asked: vec![("填报单位", known.unit.name.clone()), ("报告时期", period.in_words())],
        total: 0,
        counted: "表中行数",
        as_of: known.cut.clone(),
        actor: exports::reader(actor),
        at: Some(service.clock().now()),
        is_personal: false,
        told: Vec::new(),
    }
}

/// The frame of a form for a unit and a period.
fn sheet(form: &Form, unit: &str, period: Period, day: Date, notes: &[String]) -> Sheet {
    let line = |label: &str, text: &Option<String>| text.as_ref().map(|text| format!("{label}：{text}"));
    let right = [line("表号", &form.number), line("制定机关", &form.authority), line("制定依据", &form.basis)];
    Sheet {
        form: form.id.to_string(),
        title: form.title.clone(),
        right: right.into_iter().flatten().collect(),
        above: (
            format!("填报单位：{unit}"),
            format!("报告期：{}　填报日期：{}", period.in_words(), Period::Span(day, day).in_words()),
        ),
        header: form.header(),
        codes: form.codes.then(|| form.columns.iter().map(|column| column.code.clone()).collect()),
        widths: form.widths(),
        paper: form.paper,
        whole: None,
        notes: numbered(notes),
        signers: form.signers.iter().map(|signer| format!("{signer}：")).collect::<Vec<_>>().join("　　　　　　"),
    }
}

/// `注：…`, or `注：1. …` and those that follow below it.
fn numbered(notes: &[String]) -> Vec<String> {
    match notes {
        [one] => vec![format!("注：{one}")],
        many => (1..)
            .zip(many)
            .map(|(number, note)| format!("{}{number}. {note}", if number == 1 { "注：" } else { "　　" }))
            .collect(),
    }
}

fn of_units(
    service: &Service,
    world: &World,
    known: &Known<'_>,
    period: Period,
    summary: &Summary,
    about: About,
) -> Export {
    let form = known.form;
    let column = |column: &pack::model::FormColumn| {
        let places = |figure: &Figure| figure.places.and_then(|places| u8::try_from(places).ok());
        let looks = match &column.shows {
            FormCell::Indicator(id) => {
                exports::Form::Number(summary.rows.iter().find_map(|row| row.figures.get(id)).and_then(places))
            }
            FormCell::Number => exports::Form::Number(Some(0)),
            _ => exports::Form::Text,
        };
        Column { heading: column.heading(), source: Source::Blank, form: looks }
    };
    let columns = Columns { all: form.columns.iter().map(column).collect(), fields: Vec::new() };
    let mut rows: Vec<Vec<Cell<'static>>> = Vec::new();
    let mut whole = None;
    for (number, row) in (1..).zip(&summary.rows) {
        let cells = form.columns.iter().map(|column| cell(&column.shows, row, number)).collect();
        if row.is_whole { whole = Some(cells) } else { rows.push(cells) }
    }
    let told = [("缺数", summary.missing()), ("小于五", summary.small(world))];
    let about = About {
        total: summary.total(),
        told: told.into_iter().flat_map(|(word, gaps)| gaps_in_lines(word, &gaps)).collect(),
        ..about
    };
    let notes = notes(form, Some(summary));
    let sheet = Sheet { whole, ..sheet(form, &known.unit.name, period, world.today, &notes) };
    Export::of_rows(service, sheet, columns, rows, about)
}

fn cell(shows: &FormCell, row: &SummaryRow, number: u64) -> Cell<'static> {
    match shows {
        FormCell::Unit => Cell::Text(row.name.clone().into()),
        FormCell::Number if !row.is_whole => Cell::Number(number.into()),
        FormCell::Indicator(id) => match row.figures.get(id) {
            None => Cell::Blank,
            Some(figure) => figure.value.map_or_else(|| Cell::Text(GAP.into()), exports::number),
        },
        _ => Cell::Blank,
    }
}

fn gaps_in_lines(word: &'static str, gaps: &[Gap]) -> Vec<(&'static str, String)> {
    let line = |gap: &Gap| (word, format!("{}“{}”：{}", gap.row, gap.column, gap.message));
    let more = gaps.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| (word, format!("还有 {more} 处，见网页上的上报表。")));
    gaps.iter().take(NAMED).map(line).chain(more).collect()
}
