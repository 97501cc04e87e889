//! Masks over hand-made columns.

use kernel::{Cut, Date, Decimal, Period, Seq, UnitTree, Value};
use pack::model::{Pack, Use};
use store::{VersionRow, Versions};

use super::{lane::World, mask::mask};
use crate::{columns::Table, records::Parameters};

/// Events with these sums due.
fn events(pack: &Pack, due: &[Option<i64>]) -> Table {
    let ledger = pack.ledger("event").expect("the sample's log");
    let row = |(number, due): (usize, &Option<i64>)| VersionRow {
        book: "t1".into(),
        record: format!("e{number}").into(),
        unit: "v1".into(),
        from_seq: Seq(1),
        to_seq: None,
        values: vec![
            Some(Value::Date(Date::from_days(19_000))),
            due.map(|cents| Value::Decimal(Decimal::new(cents, 2))),
        ],
        steps: Vec::new(),
        state: None,
        spells: Vec::new(),
    };
    let mut table = Table::new(ledger);
    let versions = Versions {
        fields: vec!["on".into(), "due".into()],
        steps: Vec::new(),
        dated: Vec::new(),
        rows: due.iter().enumerate().map(row).collect(),
        heads: Cut::of("t1".into(), Seq(1)),
    };
    table.extend(&versions).expect("values of the declared types");
    table
}

fn check(source: &str, due: &[Option<i64>], pass: &[usize], failed: &[usize]) {
    let pack = pack::sample::pack();
    let table = events(&pack, due);
    let schema = pack.schema(pack.ledger("event").expect("the sample's log"), Use::Figure);
    let expression = expr::compile_bool(source, &schema).expect(source);
    let (tree, parameters) = (UnitTree::default(), Parameters::default());
    let world =
        World { pack: &pack, tree: &tree, parameters: &parameters, today: Date::from_days(19_500), reserved: None };
    let constants = world.constants(&expression, Period::Year(2022));
    let mask = mask(&table, &table.chunks[0], &expression, &constants).expect("a mask");
    assert_eq!(mask.pass.rows().collect::<Vec<_>>(), pass, "{source}");
    assert_eq!(mask.failed.rows().collect::<Vec<_>>(), failed, "{source}: beyond the range of numbers");
}

#[test]
fn an_overflow_stays_with_its_row() {
    let due = [Some(500), None, Some(i64::MAX), Some(-500), Some(0)];
    check("due > 0", &due, &[0, 2], &[]);
    check("due + due > 0", &due, &[0], &[2]);
    check("!has(due) || due < 0", &due, &[1, 3], &[]);
    check("unit == 'v1' && on >= period.first && on < today", &due, &[0, 1, 2, 3, 4], &[]);
    check("kind == 'red' || has(thing)", &due, &[], &[]);
}
