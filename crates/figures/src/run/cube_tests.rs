//! Lanes together, by cubes, are what each is alone, by its bitmap.

use kernel::{Boundaries, Cut, Date, Decimal, Period, Seq, UnitTree, Value};
use pack::model::{Aggregate, DateOf, Fold, Moment, Pack, Use};
use store::{VersionRow, Versions};

use super::{
    lane::Lane,
    lane::World,
    scan::{scan, scan_by},
};
use crate::{columns::Table, records::Parameters};

/// Periods with boundaries, and scopes.
type Asked = (&'static [(&'static str, Boundaries)], &'static [&'static str]);

const MANY: Asked = (
    &[
        ("2022", Boundaries::Then),
        ("2022-Q3", Boundaries::Then),
        ("2023-02-03..2023-02-04", Boundaries::Then),
        ("2022-H2", Boundaries::Now),
    ],
    &["c", "t1", "t2", "v2", "v3", "v3a"],
);

const ALL: Asked = (&[("2021-01-01..2024-12-31", Boundaries::Then)], &["c"]);

/// So many events, no two alike, some closed again; every number is a text of its own.
fn events(pack: &Pack, count: i64) -> Table {
    let (kinds, things) = ([Some("red"), None, Some("green"), Some("blue")], [None, Some("a"), Some("b")]);
    let units = ["v1", "v2", "v3", "v4", "t1"];
    let text = |text: &str| Value::text(text);
    let row = |number: i64| VersionRow {
        book: if number % 2 == 0 { "t1" } else { "t2" }.into(),
        record: format!("e{number}").into(),
        unit: units[number as usize * 7 % 5].into(),
        from_seq: Seq(1 + number as u64 / 500),
        to_seq: (number % 11 == 0).then_some(Seq(3 + number as u64 / 500)),
        values: vec![
            (number % 13 != 0).then(|| Value::Date(Date::from_days(18_800 + (number * 37 % 900) as i32))),
            kinds[number as usize * 3 % 4].map(text),
            things[number as usize * 5 % 3].map(text),
            Some(Value::text(number.to_string())),
            (number % 6 != 0).then(|| Value::Decimal(Decimal::new(number * 7 % 1_000, 2))),
            (number % 4 != 0).then_some(Value::Integer(if number % 9 == 0 { 1 << 40 } else { number % 50 })),
            (number % 5 != 0).then(|| Value::Decimal(Decimal::new(number % 7 - 3, 1))),
        ],
        steps: Vec::new(),
        state: None,
        spells: Vec::new(),
    };
    let mut table = Table::new(pack.ledger("event").expect("the sample's log"));
    let fields = ["on", "kind", "thing", "number", "due", "people", "area"];
    let versions = Versions {
        fields: fields.map(Into::into).into(),
        steps: Vec::new(),
        dated: Vec::new(),
        rows: (0..count).map(row).collect(),
        heads: cut(9, 8),
    };
    table.extend(&versions).expect("values of the declared types");
    table
}

fn cut(one: u64, two: u64) -> Cut {
    [("t1", one), ("t2", two)].map(|(book, seq)| (book.into(), Seq(seq))).into_iter().collect()
}

/// Folds of every kind for each of the filters, over periods that overlap; how many of them shared cubes.
fn check(count: i64, filters: &[&str], (periods, scopes): Asked, by_cube: usize) {
    let pack = pack::sample::pack();
    let table = events(&pack, count);
    let schema = pack.schema(pack.ledger("event").expect("the sample's log"), Use::Figure);
    let (tree, parameters) = (UnitTree::new(pack.units.clone(), pack.level_ids()), Parameters::default());
    let world =
        World { pack: &pack, tree: &tree, parameters: &parameters, today: Date::from_days(19_600), reserved: None };
    let aggregates = [
        Aggregate::Count,
        Aggregate::Sum("due".into()),
        Aggregate::Avg("people".into()),
        Aggregate::Min("due".into()),
        Aggregate::Max("people".into()),
        Aggregate::Latest("due".into()),
        Aggregate::Distinct("thing".into()),
    ];
    let mut folds: Vec<Fold> = Vec::new();
    for source in filters {
        let filter = Some(expr::compile_bool(source, &schema).expect(source));
        for moment in [Moment::InPeriod(DateOf::Field("on".into())), Moment::OnLastDay] {
            folds.extend(aggregates.iter().map(|aggregate| Fold {
                ledger: "event".into(),
                filter: filter.clone(),
                aggregate: aggregate.clone(),
                moment: moment.clone(),
            }));
        }
    }
    let part = expr::compile_bool("kind == 'red' || thing == 'a'", &schema).expect("a part");
    let mut lanes: Vec<Lane<'_>> = Vec::new();
    for fold in &folds {
        for (period, boundaries) in periods {
            let part = (*period == "2022-Q3").then_some(&part);
            let (boundaries, scopes) = (*boundaries, scopes.iter().map(|unit| (*unit).into()).collect());
            lanes.push(Lane { fold, part, period: period.parse::<Period>().expect("a period"), boundaries, scopes });
        }
    }
    for cut in [cut(9, 8), cut(2, 1)] {
        let together = scan(&world, &table, &cut, &lanes).expect("together");
        assert_eq!(together.by_cube, by_cube, "{filters:?}");
        let shared_out = scan_by(&world, &table, &cut, &lanes, 1).expect("by several processors");
        assert_eq!(shared_out.folds, together.folds);
        for (lane, folded) in lanes.iter().zip(&together.folds) {
            let alone = scan(&world, &table, &cut, std::slice::from_ref(lane)).expect("alone");
            assert_eq!(alone.by_cube, 0);
            assert_eq!(alone.folds[0], *folded, "{lane:?}");
        }
    }
}

#[test]
fn few_values_share_cubes() {
    // Six of seven folds, both moments, four periods.
    check(300, &["kind == 'red'"], MANY, 48);
    check(300, &["kind != 'green' && has(thing)", "!has(kind) || thing in ['a', 'x']", "true", "false"], MANY, 192);
    check(300, &["area > 0.1", "kind == 'red' && area <= 0.0", "!has(area) || thing == 'a'"], MANY, 144);
    check(0, &["kind == 'red'", "area > 0.1"], MANY, 96);
}

#[test]
fn what_cannot_be_told_of_a_combination_cannot_be_told_of_its_rows() {
    let beyond = "size(thing) * 9223372036854775807 + 1 > 0";
    check(
        300,
        &[beyond, &format!("kind == 'red' || {beyond}"), &format!("kind == 'red' ? {beyond} : true")],
        MANY,
        144,
    );
}

#[test]
fn over_several_blocks_of_combinations() {
    check(1_500, &["size(number) == 3", "size(number) == 4 && number.startsWith('1')"], ALL, 24);
}

#[test]
fn what_all_lanes_begin_with_may_read_any_column() {
    // A cube for each filter and moment, for no axis has room for all that these columns say.
    check(1_500, &["has(number) && has(kind)", "people > 20", "on >= period.first"], MANY, 144);
    check(1_500, &["people * 9223372036854775807 > 0", "number.startsWith('1')"], MANY, 96);
}
