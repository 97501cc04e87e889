//! Numbers that the house gives. A series goes on after the highest number that any version of any record of it ever had,
//! which is asked where nobody else writes: within the transaction of the Change. So nothing is counted beside the records,
//! a number that was given is never given again, and a Change that fails leaves no gap. ADR 0045.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kernel::{BookId, Many, Problem, Value};
use pack::model::{Ledger, Pack};
use rules::{
    change::{Act, Content},
    number::{self, Series},
};

use crate::{
    cell::Cell,
    dialect::{Dialect, Sql, quoted},
    engine::Connection,
    problem::{damaged, malformed},
    ready::{Told, ToldMany},
    schema::Layout,
};

/// What a Change says, with numbers still to be given.
pub(crate) struct Unnumbered {
    pack: Arc<Pack>,
    told: Vec<Told>,
    /// The series that numbers are wanted of, each with the highest that the Change itself brings.
    wanted: BTreeMap<Numbered, u64>,
}

/// A ledger's number among the layouts, and a series of it.
type Numbered = (usize, Series);

impl Unnumbered {
    /// Looks for new records without a number where the house gives one; hands back what was told where there are none.
    /// What an undo brings back stays as it was.
    pub fn of(pack: &Arc<Pack>, layouts: &[Arc<Layout>], act: Act, told: Vec<Told>) -> Result<Self, Vec<Told>> {
        let ledgers = numbered(pack, layouts);
        if ledgers.is_empty() || matches!(act, Act::Undo(_)) {
            return Err(told);
        }
        let (mut wanted, mut typed) = (BTreeSet::new(), BTreeMap::<Numbered, u64>::new());
        let mut look = |layout: usize, is_new: bool, content: &Content| {
            let Some((ledger, series)) =
                ledgers.get(&layout).and_then(|ledger| Some((*ledger, Series::of(ledger, content)?)))
            else {
                return;
            };
            let said = ledger.numbered().and_then(|field| number::said(field, content));
            match said.map(|text| series.read(text)) {
                None if is_new => {
                    wanted.insert((layout, series));
                }
                Some(Some(n)) => {
                    let highest = typed.entry((layout, series)).or_default();
                    *highest = n.max(*highest);
                }
                _ => {}
            }
        };
        for told in &told {
            match told {
                Told::Few(few) => few.iter().for_each(|one| look(one.layout, one.expects.is_none(), &one.content)),
                Told::Many(many) if ledgers.contains_key(&many.layout) => {
                    for ((_, expects), content) in many.heads.iter().zip(many.contents.iter()) {
                        look(many.layout, expects.is_none(), &content);
                    }
                }
                Told::Many(_) => {}
            }
        }
        if wanted.is_empty() {
            return Err(told);
        }
        let highest = |series: Numbered| {
            let n = typed.get(&series).copied().unwrap_or_default();
            (series, n)
        };
        Ok(Self { pack: pack.clone(), told, wanted: wanted.into_iter().map(highest).collect() })
    }

    /// Gives the numbers, in the order in which the records are told.
    pub async fn give(
        mut self,
        link: &mut Connection,
        dialect: &'static dyn Dialect,
        layouts: &[Arc<Layout>],
        book: &BookId,
    ) -> Result<Vec<Told>, Problem> {
        for ((layout, series), last) in &mut self.wanted {
            *last = highest(link, dialect, &layouts[*layout], book, series).await?.max(*last);
        }
        let ledgers = numbered(&self.pack, layouts);
        let mut all = Vec::with_capacity(self.told.len());
        for told in self.told {
            all.push(match told {
                Told::Few(mut few) => {
                    for one in few.iter_mut().filter(|one| one.expects.is_none()) {
                        next(&ledgers, &mut self.wanted, one.layout, &mut one.content)?;
                    }
                    Told::Few(few)
                }
                Told::Many(many) if ledgers.contains_key(&many.layout) => {
                    let ToldMany { layout, heads, contents } = many;
                    let mut given = Many::default();
                    let (blocks, names) = contents.into_blocks();
                    for ((_, expects), mut content) in heads.iter().zip(blocks.flat_map(|block| block.items(&names))) {
                        if expects.is_none() {
                            next(&ledgers, &mut self.wanted, layout, &mut content)?;
                        }
                        given.push(content);
                    }
                    Told::Many(ToldMany { layout, heads, contents: given })
                }
                told => told,
            });
        }
        Ok(all)
    }
}

/// The ledgers among those a Change touches whose records the house numbers.
fn numbered<'p>(pack: &'p Pack, layouts: &[Arc<Layout>]) -> BTreeMap<usize, &'p Ledger> {
    let ledger =
        |layout: &Arc<Layout>| pack.ledger(layout.ledger.as_str()).filter(|ledger| ledger.numbered().is_some());
    layouts.iter().enumerate().filter_map(|(at, layout)| Some((at, ledger(layout)?))).collect()
}

/// Numbers a new record that has none.
fn next(
    ledgers: &BTreeMap<usize, &Ledger>,
    standing: &mut BTreeMap<Numbered, u64>,
    layout: usize,
    content: &mut Content,
) -> Result<(), Problem> {
    let Some(ledger) = ledgers.get(&layout).filter(|ledger| number::is_wanted(ledger, content)) else { return Ok(()) };
    let Some(series) = Series::of(ledger, content) else { return Ok(()) };
    let field = series.field.clone();
    let key = (layout, series);
    let last = standing.get_mut(&key).ok_or_else(|| malformed("a series nobody asked for"))?;
    *last += 1;
    let text = key.1.text(*last).ok_or_else(|| used_up(ledger, &key.1))?;
    content.fields.insert(field, Value::Text(text));
    Ok(())
}

/// The highest number that a version of any record of the series has, or ever had.
async fn highest(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    book: &BookId,
    series: &Series,
) -> Result<u64, Problem> {
    let column = layout.column(series.field.as_str()).ok_or_else(|| damaged(&layout.ledger))?;
    let column = quoted(&column.plain());
    let begin = series.begin.chars().count();
    let mut sql = Sql::new(dialect);
    // Texts are ordered by their bytes, and the digits come before the colon.
    let (from, to) = (format!("{}0", series.begin), format!("{}:", series.begin));
    let (book, from, to) = (sql.bind_text(book), sql.bind_text(from), sql.bind_text(to));
    let most = sql.bind_int(i64::try_from(begin + series.longest()).unwrap_or(i64::MAX));
    sql.line(format!("SELECT MAX({})", dialect.said_number(&format!("substr({column}, {})", begin + 1))));
    sql.line(format!("FROM {}", layout.table()));
    sql.line(format!("WHERE book = {book} AND {column} >= {from} AND {column} < {to}"));
    sql.line(format!("AND length({column}) <= {most}"));
    if let Some(unit) = &series.unit {
        let unit = sql.bind_text(unit);
        sql.line(format!("AND unit = {unit}"));
    }
    match link.rows(sql).await?.first().map(Vec::as_slice) {
        Some([Cell::Int(n)]) => u64::try_from(*n).map_err(|_| damaged(&layout.ledger)),
        Some([Cell::Null]) | None => Ok(0),
        Some(_) => Err(damaged(&layout.ledger)),
    }
}

fn used_up(ledger: &Ledger, series: &Series) -> Problem {
    let name = ledger.field(series.field.as_str()).map_or(series.field.as_str(), |field| &field.name);
    Problem::new("record.number_used_up", format!("“{name}”以“{}”开头的编号用完了，没有保存。", series.begin))
        .hint("请自己填一个编号；以后还要自动编的，请管理员把样式里的流水号位数加大。")
}
