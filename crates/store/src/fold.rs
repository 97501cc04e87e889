//! The plan of a figure as SQL. Slower than columns and never in doubt: the oracle they are tested against.

use expr::Constants;
use kernel::{FieldId, Problem, Value};
use pack::model::{Aggregate, DateOf, Moment};

use crate::{
    cell::Cell,
    cut::{self, KNOWN},
    dialect::{Sql, quoted},
    engine::{Connection, Row},
    problem::damaged,
    query::{FoldQuery, FoldValue},
    read::list::{expression_column, field_column, plain_column},
    schema::{Layout, step_column},
    shared::Shared,
};

/// Groups that have rows, in their order.
pub(crate) async fn fold(
    shared: &Shared,
    link: &mut Connection,
    layout: &Layout,
    query: &FoldQuery<'_>,
) -> Result<Vec<(u32, FoldValue)>, Problem> {
    if query.placement.is_empty() {
        return Ok(Vec::new());
    }
    let date = shared.pack().ledger(layout.ledger.as_str()).map(|ledger| ledger.date.clone());
    let date = date.ok_or_else(|| Problem::not_found(format!("台账“{}”", layout.ledger)))?;
    let mut sql = Sql::new(shared.dialect);
    picked(&mut sql, layout, query, &date)?;
    let (high, low) = shared.dialect.exact_sum("v");
    let folded = match &query.fold.aggregate {
        Aggregate::Count => vec!["COUNT(*)"],
        Aggregate::Sum(_) | Aggregate::Avg(_) => vec!["COUNT(v)", &high, &low],
        Aggregate::Min(_) => vec!["COUNT(v)", "MIN(v)"],
        Aggregate::Max(_) => vec!["COUNT(v)", "MAX(v)"],
        Aggregate::Distinct(_) => vec!["COUNT(v)", "COUNT(DISTINCT v)"],
        Aggregate::Latest(_) => vec!["COUNT(v)", "MAX(CASE WHEN place = 1 THEN v END)"],
    };
    sql.line(format!("SELECT grp, COUNT(*), {}", folded.join(", ")));
    sql.line("FROM picked").line("GROUP BY grp").line("ORDER BY grp");
    let rows = link.rows(sql).await?;
    rows.iter().map(|row| value(&query.fold.aggregate, row).ok_or_else(|| damaged(&layout.ledger))).collect()
}

/// The common table `picked(grp, v, place)`: every row that passes, once for each spell of placement it falls in.
/// `place` is 1 for the latest row of its group that has the value.
fn picked(sql: &mut Sql, layout: &Layout, query: &FoldQuery<'_>, date: &FieldId) -> Result<(), Problem> {
    let last = query.period.last().days();
    let by_day =
        |name: &str| if layout.column(name).is_some_and(|column| column.dated && !column.sealed) { "d" } else { "l" };
    let dialect = sql.dialect();
    let field = |name: &str| plain_column(layout, name, by_day(name), dialect);
    let day = match &query.fold.moment {
        Moment::OnLastDay => field(date.as_str()),
        Moment::InPeriod(DateOf::Field(name)) => field(name.as_str()),
        Moment::InPeriod(DateOf::Step(step)) if layout.steps.contains(step) => {
            format!("l.{}", quoted(&step_column(step.as_str())))
        }
        Moment::InPeriod(DateOf::Step(step)) => return Err(damaged(format!("{}: no step {step}", layout.ledger))),
    };
    let folded = match &query.fold.aggregate {
        Aggregate::Count => "1".to_owned(),
        Aggregate::Sum(name)
        | Aggregate::Avg(name)
        | Aggregate::Min(name)
        | Aggregate::Max(name)
        | Aggregate::Distinct(name)
        | Aggregate::Latest(name) => field(name.as_str()),
    };
    let stock = query.fold.moment == Moment::OnLastDay;
    let placed_on = if stock { last.to_string() } else { day.clone() };
    let place = if matches!(query.fold.aggregate, Aggregate::Latest(_)) {
        // Rows without the value, and stock without a beginning, come after all others.
        format!(
            "ROW_NUMBER() OVER (PARTITION BY p.grp ORDER BY {folded} IS NULL, {day} IS NULL, {day} DESC, l.record DESC, l.book DESC)"
        )
    } else {
        "0".to_owned()
    };

    let cut = cut::table(sql, &query.cut);
    let spells: Vec<String> = query
        .placement
        .iter()
        .map(|spell| {
            let unit = sql.bind_text(&spell.unit);
            format!("({unit}, {}, {}, {})", spell.since.days(), spell.until.days(), spell.group)
        })
        .collect();
    sql.line(format!("WITH {cut},"));
    sql.line(format!("placement(unit, since, until, grp) AS (VALUES {}),", spells.join(", ")));
    sql.line("picked(grp, v, place) AS (");
    sql.line(format!("SELECT p.grp, {folded}, {place}"));
    sql.line(format!("FROM {} AS l", layout.table()));
    sql.line("JOIN cut").line("ON cut.book = l.book");
    if layout.rule.spells {
        sql.line(format!("JOIN {} AS d", layout.spell_table()));
        sql.line("ON d.book = l.book AND d.record = l.record AND d.from_seq = l.from_seq");
        sql.line(format!("AND d.since <= {last} AND d.until > {last}"));
    }
    sql.line("JOIN placement AS p");
    sql.line(format!("ON p.unit = l.unit AND p.since <= {placed_on} AND p.until > {placed_on}"));
    sql.line(format!("WHERE {KNOWN}"));
    if stock {
        sql.line(format!("AND ({day} IS NULL OR {day} <= {last})"));
        if layout.column("ends").is_some() {
            let ends = field("ends");
            sql.line(format!("AND ({ends} IS NULL OR {ends} > {last})"));
        }
    } else {
        sql.line(format!("AND {day} >= {} AND {day} <= {last}", query.period.first().days()));
    }
    if let Some(filter) = &query.fold.filter {
        let column = |name: &str| match name {
            "state" if layout.rule.spells => "d.state".to_owned(),
            _ if by_day(name) == "d" => field_column(layout, name, "d", dialect),
            _ => expression_column(layout, name, dialect),
        };
        let constants = constants(query);
        let target = expr::SqlTarget { dialect: dialect.expressions(), column: &column, constants: &constants };
        let text = filter.to_sql(&target);
        sql.line(format!("AND ({text})"));
    }
    sql.line(")");
    Ok(())
}

fn constants(query: &FoldQuery<'_>) -> Constants {
    let mut constants = query.constants.clone();
    constants.insert("period.first".to_owned(), Some(Value::Date(query.period.first())));
    constants.insert("period.last".to_owned(), Some(Value::Date(query.period.last())));
    constants
}

fn value(aggregate: &Aggregate, row: &Row) -> Option<(u32, FoldValue)> {
    let [group, rows, present, rest @ ..] = row.as_slice() else { return None };
    let count = |cell: &Cell| cell.as_int().and_then(|number| u64::try_from(number).ok());
    let mut value = FoldValue { rows: count(rows)?, present: count(present)?, ..FoldValue::default() };
    let first = rest.first().and_then(Cell::as_int);
    match aggregate {
        Aggregate::Count => {}
        Aggregate::Sum(_) | Aggregate::Avg(_) => {
            let low = rest.get(1).and_then(Cell::as_int).unwrap_or_default();
            value.sum = i128::from(first.unwrap_or_default()) * (1 << 32) + i128::from(low);
        }
        Aggregate::Min(_) => value.min = first,
        Aggregate::Max(_) => value.max = first,
        Aggregate::Distinct(_) => value.distinct = u64::try_from(first?).ok()?,
        Aggregate::Latest(_) => value.latest = first,
    }
    Some((u32::try_from(group.as_int()?).ok()?, value))
}
