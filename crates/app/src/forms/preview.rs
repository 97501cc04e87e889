//! A form as a screen shows it: its frame, its headings, the first rows, and what is missing.

use kernel::{Cut, Date, Figure, FormId, Period, Problem, UnitId};
use pack::model::{Form, FormCell, FormRows, Header};
use rules::access::Actor;
use serde::{Deserialize, Serialize};

use super::{
    Fill,
    known::{Known, known},
    roster::roster,
    summary::{Summary, SummaryRow, summary},
};
use crate::{
    Service, World,
    exports::{self, Cell, Words},
    records::Source,
};

/// Rows of a roster that are shown.
const SHOWN: u32 = 50;

/// A form as it is shown.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Preview {
    /// What stands around its rows.
    pub frame: Frame,
    /// The unit that fills it in.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The period.
    pub period: Period,
    /// The day on which it is filled in.
    pub day: Date,
    /// The first rows; of a summary all, the last of the whole.
    pub rows: Vec<PreviewRow>,
    /// How many rows there are, the whole not counted.
    pub total: u64,
    /// Figures that are missing.
    pub missing: Vec<Gap>,
    /// Counts of persons below five.
    pub small: Vec<Gap>,
    /// Figures that are no results yet.
    pub forecast: Vec<Gap>,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// Whether fields of persons are in it.
    pub is_personal: bool,
    /// As known at.
    pub as_of: Cut,
}

/// What stands around the rows of a form: all that a screen or a paper shows of how it was declared.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Frame {
    /// Its id.
    pub id: FormId,
    /// Its name in lists.
    pub name: String,
    /// What stands above it.
    pub title: String,
    /// The number the upper level gave it.
    pub number: Option<String>,
    /// Who prescribes it.
    pub authority: Option<String>,
    /// The document it rests on.
    pub basis: Option<String>,
    /// `A4` or `A3`.
    pub paper: String,
    /// Whether the long side lies.
    pub landscape: bool,
    /// Its headings.
    pub header: Header,
    /// What stands below each heading; nothing where the form has no such row.
    pub codes: Option<Vec<String>>,
    /// How wide each column is, in letters.
    pub widths: Vec<u32>,
    /// What stands above each column, its own heading alone.
    pub columns: Vec<String>,
    /// Who signs it.
    pub signers: Vec<String>,
}

impl Frame {
    pub(super) fn of(form: &Form) -> Self {
        Self {
            id: form.id.clone(),
            name: form.name.clone(),
            title: form.title.clone(),
            number: form.number.clone(),
            authority: form.authority.clone(),
            basis: form.basis.clone(),
            paper: form.paper.size.name().to_owned(),
            landscape: form.paper.landscape,
            header: form.header(),
            codes: form.codes.then(|| form.columns.iter().map(|column| column.code.clone()).collect()),
            widths: form.widths(),
            columns: form.columns.iter().map(|column| column.name.clone()).collect(),
            signers: form.signers.clone(),
        }
    }
}

/// A row of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Whether it is that of the whole unit.
    pub is_whole: bool,
    /// Its cells.
    pub cells: Vec<PreviewCell>,
}

/// A cell of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreviewCell {
    /// Words; none where nothing stands in it.
    Text(String),
    /// A number that no figure is.
    Number(String),
    /// A figure, which opens.
    Figure(Box<Figure>),
}

/// A figure that somebody should look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Gap {
    /// The row it stands in.
    pub row: String,
    /// The column.
    pub column: String,
    /// What there is to it.
    pub message: String,
}

/// Fills in the beginning of a form.
pub async fn preview(service: &Service, actor: &Actor, wanted: Fill) -> Result<Preview, Problem> {
    let world = service.world().await?;
    let known = known(&world, actor, &wanted)?;
    let Known { form, unit, .. } = &known;
    let mut preview = Preview {
        frame: Frame::of(form),
        unit: unit.id.clone(),
        unit_name: unit.name.clone(),
        period: wanted.period,
        day: world.today,
        rows: Vec::new(),
        total: 0,
        missing: Vec::new(),
        small: Vec::new(),
        forecast: Vec::new(),
        notes: form.notes.clone(),
        is_personal: false,
        as_of: known.cut.clone(),
    };
    match &form.rows {
        FormRows::Records { .. } => records(service, &world, &known, wanted.period, &mut preview).await?,
        FormRows::Units { level } => {
            let asked = (&unit.id, wanted.period);
            let summary = summary(service, &known.allowed, &world, form, level, asked, &known.cut).await?;
            preview.total = summary.total();
            preview.missing = summary.missing();
            preview.small = summary.small(&world);
            preview.forecast = summary.forecast();
            preview.notes = notes(form, Some(&summary));
            preview.rows = (1..).zip(&summary.rows).map(|(number, row)| of_units(form, row, number)).collect();
        }
    }
    Ok(preview)
}

/// The lines below a table: those of the form, and of a summary how well its figures are founded.
pub(super) fn notes(form: &Form, summary: Option<&Summary>) -> Vec<String> {
    let mut notes = form.notes.clone();
    if let Some(summary) = summary {
        notes.extend(summary.founded());
        let missing = summary.missing().len();
        if missing > 0 {
            notes.push(format!("标“{GAP}”的 {missing} 处还没有数，不是 0。"));
        }
    }
    notes
}

/// What is said in place of a figure that is missing.
pub(super) const GAP: &str = "缺数";

async fn records(
    service: &Service,
    world: &World,
    known: &Known<'_>,
    period: Period,
    preview: &mut Preview,
) -> Result<(), Problem> {
    let Some(roster) = roster(world, known.form, &known.unit.id, period, known.cut.clone()) else { return Ok(()) };
    let mut roster = roster?;
    roster.query.limit = SHOWN;
    let listed = service.engine().list(&known.allowed, &roster.query, Some(&known.cut)).await?;
    let steps = exports::steps(roster.ledger);
    let rows: Vec<store::ListRow> =
        listed.records.into_iter().map(|record| exports::row(record, &roster.columns.fields, &steps)).collect();
    let context = world.context();
    let from = Source { store: service.store(), allowed: &known.allowed, cut: &known.cut };
    let titles = exports::Known::new(roster.ledger, &roster.columns, &world.pack).of(&rows, &from, &context).await?;
    let words = Words::new(roster.ledger, &roster.columns, &context);
    preview.total = listed.total;
    preview.is_personal = roster.columns.is_personal(roster.ledger);
    preview.rows = (1..)
        .zip(&rows)
        .map(|(number, row)| {
            let cell = |column| shown(words.cell(column, row, number, &titles));
            PreviewRow { is_whole: false, cells: roster.columns.all.iter().map(cell).collect() }
        })
        .collect();
    Ok(())
}

fn of_units(form: &Form, row: &SummaryRow, number: u64) -> PreviewRow {
    let cell = |shows: &FormCell| match shows {
        FormCell::Unit => PreviewCell::Text(row.name.clone()),
        FormCell::Number if !row.is_whole => PreviewCell::Number(number.to_string()),
        FormCell::Indicator(id) => match row.figures.get(id) {
            Some(figure) => PreviewCell::Figure(Box::new(figure.clone())),
            None => PreviewCell::Text(String::new()),
        },
        _ => PreviewCell::Text(String::new()),
    };
    PreviewRow { is_whole: row.is_whole, cells: form.columns.iter().map(|column| cell(&column.shows)).collect() }
}

fn shown(cell: Cell<'_>) -> PreviewCell {
    match cell {
        Cell::Blank => PreviewCell::Text(String::new()),
        Cell::Text(text) => PreviewCell::Text(text.into_owned()),
        Cell::Number(number) => PreviewCell::Number(kernel::number::plain(number)),
        Cell::Day(day) => PreviewCell::Text(day.to_string()),
        Cell::Moment(moment) => PreviewCell::Text(moment.to_the_minute()),
    }
}
