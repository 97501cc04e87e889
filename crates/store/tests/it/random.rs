//! Random histories against the simplest thing that could be true: all versions in a list.

use std::collections::BTreeMap;

use kernel::{Cut, Date, Fields, Seq, Value};
use pack::model::{Aggregate, Fold, Moment};
use proptest::{collection::vec, option, prelude::*, test_runner::TestRunner};
use rules::change::Content;
use store::{FoldQuery, FoldValue, ListQuery, PlaceSpell, VersionRow};

use crate::ground::*;

/// One Change: for some records what they become, or the undoing of an earlier Change.
#[derive(Clone, Debug)]
enum Act {
    Edit(BTreeMap<u8, Option<Content>>),
    Undo(u8),
}

/// All versions of every record, as plainly as can be.
#[derive(Default)]
struct Model(Vec<Kept>);

#[derive(Clone, Debug)]
struct Kept {
    record: String,
    from: u64,
    to: Option<u64>,
    content: Content,
}

impl Model {
    fn at(&self, record: &str, seq: u64) -> Option<&Kept> {
        self.0.iter().find(|kept| kept.record == record && kept.from <= seq && kept.to.is_none_or(|to| to > seq))
    }

    fn set(&mut self, record: &str, seq: u64, to: Option<Content>) {
        if let Some(open) = self.0.iter_mut().find(|kept| kept.record == record && kept.to.is_none()) {
            open.to = Some(seq);
        }
        self.0.extend(to.map(|content| Kept { record: record.to_owned(), from: seq, to: None, content }));
    }
}

fn act() -> impl Strategy<Value = Act> {
    let edits = proptest::collection::btree_map(0u8..5, option::weighted(0.8, said()), 1..4).prop_map(Act::Edit);
    prop_oneof![5 => edits, 1 => (0u8..20).prop_map(Act::Undo)]
}

fn said() -> impl Strategy<Value = Content> {
    let class = vec((0i32..60, option::of("[xy]")), 0..3).prop_map(|mut spells| {
        spells.sort();
        spells.dedup_by_key(|(day, _)| *day);
        let spell = |(day, class): (i32, Option<String>)| {
            (Date::from_days(day), class.map(|class| Box::new(Value::Text(class))))
        };
        (!spells.is_empty()).then(|| Value::Spells(spells.into_iter().map(spell).collect()))
    });
    let (head, people) = (option::of("[甲乙]"), option::of(-3i64..3));
    ("v[12]", class, head, people).prop_map(|(unit, class, head, people)| {
        let values = [
            ("class", class),
            ("head", head.clone().map(Value::Text)),
            ("number", head.map(Value::Text)),
            ("people", people.map(Value::Integer)),
        ];
        let fields: Fields = values.into_iter().filter_map(|(id, value)| Some((id.into(), value?))).collect();
        Content { unit: unit.into(), fields, steps: Vec::new() }
    })
}

/// Plays a history; what it leaves behind must be the same wherever it was played: the macs of every entry, and a
/// figure at every cut.
async fn play(on: On, acts: Vec<Act>, refresh: u8) -> (String, Vec<Vec<(u32, FoldValue)>>) {
    let ground = open_fresh(on).await;
    let (mut model, mut seq) = (Model::default(), 0);
    let (mut cache, mut cached) = (BTreeMap::new(), Cut::default());
    for (number, act) in acts.into_iter().enumerate() {
        let request = format!("q{number}");
        match act {
            Act::Edit(edits) => {
                let open = |record: &str| model.at(record, seq).map(|kept| kept.from);
                let edits: Vec<_> = edits
                    .into_iter()
                    .map(|(record, to)| (format!("r{record}"), to))
                    .filter(|(record, to)| to.is_some() || open(record).is_some())
                    .collect();
                let edit = |(record, to): &(String, _)| edit("home", record, open(record), Option::clone(to));
                let receipt = ground.commit(&request, edits.iter().map(edit).collect()).await.expect("kept");
                seq += 1;
                assert_eq!(receipt.seq.0, seq);
                edits.into_iter().for_each(|(record, to)| model.set(&record, seq, to));
            }
            Act::Undo(back) => {
                let undone = u64::from(back) + 1;
                let touched: Vec<(String, Option<Content>, bool)> = ["r0", "r1", "r2", "r3", "r4"]
                    .iter()
                    .filter(|id| {
                        model
                            .0
                            .iter()
                            .any(|kept| kept.record == **id && (kept.from == undone || kept.to == Some(undone)))
                    })
                    .map(|id| {
                        let before = model.at(id, undone - 1).map(|kept| kept.content.clone());
                        let then = model.at(id, undone).map(|kept| kept.from);
                        ((*id).to_owned(), before, model.at(id, seq).map(|kept| kept.from) == then)
                    })
                    .collect();
                let answer = ground.store.undo(&write(), &book(), Seq(undone), request.as_str().into(), None).await;
                if undone > seq || touched.is_empty() {
                    assert_eq!(answer.expect_err("nothing to undo").code, "not_found");
                } else if touched.iter().all(|(_, _, same)| *same) {
                    seq += 1;
                    assert_eq!(answer.expect("undone").seq.0, seq);
                    touched.into_iter().for_each(|(record, before, _)| model.set(&record, seq, before));
                } else {
                    assert_eq!(answer.expect_err("changed since").code, "record.conflict");
                }
            }
        }
        if number % usize::from(refresh) == 0 {
            catch_up(&ground, &mut cache, &mut cached).await;
        }
    }
    catch_up(&ground, &mut cache, &mut cached).await;
    compare_columns(&model, &cache);
    let mut figures = Vec::new();
    for at in 0..=seq {
        compare_at(&ground, &model, at).await;
        figures.extend(figures_at(&ground, at).await);
    }
    assert_eq!(ground.codes().await, [""; 0]);
    let heads = std::fs::read_to_string(ground.folder.path().join("heads.log")).unwrap_or_default();
    (heads, figures)
}

/// Some folds over all homes, by the database's own means.
async fn figures_at(ground: &Ground, at: u64) -> Vec<Vec<(u32, FoldValue)>> {
    let place = |unit: &str, group| PlaceSpell { unit: unit.into(), since: Date::MIN, until: Date::MAX, group };
    let placement = [place("v1", 1), place("v2", 2), place("v1", 3), place("v2", 3)];
    let mut figures = Vec::new();
    for aggregate in [
        Aggregate::Count,
        Aggregate::Sum("people".into()),
        Aggregate::Distinct("class".into()),
        Aggregate::Distinct("number".into()),
        Aggregate::Latest("people".into()),
    ] {
        for last in ["1970-01-08", "1970-02-20"] {
            let fold =
                Fold { ledger: "home".into(), filter: None, aggregate: aggregate.clone(), moment: Moment::OnLastDay };
            let period = format!("1970-01-01..{last}").parse().expect("a period");
            let query =
                FoldQuery { fold: &fold, period, cut: cut(at), placement: &placement, constants: Default::default() };
            figures.push(ground.store.fold(&read(), &query).await.expect("folds"));
        }
    }
    figures
}

type Cache = BTreeMap<(String, u64), (VersionRow, Vec<kernel::FieldId>)>;

async fn catch_up(ground: &Ground, cache: &mut Cache, cached: &mut Cut) {
    let versions = ground.store.versions(&read(), &"home".into(), cached).await.expect("versions");
    *cached = versions.heads;
    for row in versions.rows {
        cache.insert((row.record.to_string(), row.from_seq.0), (row, versions.fields.clone()));
    }
}

/// The columns hold every version there ever was, with its class on every day.
fn compare_columns(model: &Model, cache: &Cache) {
    assert_eq!(cache.len(), model.0.len());
    for kept in &model.0 {
        let (row, fields) = &cache[&(kept.record.clone(), kept.from)];
        assert_eq!((row.to_seq.map(|seq| seq.0), &row.unit), (kept.to, &kept.content.unit));
        for name in ["head", "people"] {
            let at = fields.iter().position(|field| field.as_str() == name).expect(name);
            assert_eq!(row.values[at].as_ref(), kept.content.fields.get(name), "{name}");
        }
        for day in [-1, 0, 7, 30, 59, 60].map(Date::from_days) {
            let spell: Vec<_> = row.spells.iter().filter(|spell| spell.since <= day && day < spell.until).collect();
            assert_eq!(spell.len(), 1);
            let expect = match kept.content.fields.get("class") {
                Some(Value::Spells(spells)) => spells
                    .iter()
                    .rev()
                    .find(|(since, _)| *since <= day)
                    .and_then(|(_, value)| value.as_deref().cloned()),
                _ => None,
            };
            assert!(spell[0].values.contains(&expect), "{day}: {:?} {expect:?}", spell[0]);
        }
    }
}

/// Records and lists at a past cut are what they were then.
async fn compare_at(ground: &Ground, model: &Model, at: u64) {
    let mut expect: Vec<&Kept> =
        model.0.iter().filter(|kept| model.at(&kept.record, at).is_some_and(|open| open.from == kept.from)).collect();
    for id in ["r0", "r1", "r2", "r3", "r4"] {
        let record = ground.at("home", id, at).await;
        let told = record.map(|record| (record.from_seq.0, record.to_seq, record.unit, record.fields));
        let kept =
            model.at(id, at).map(|kept| (kept.from, None, kept.content.unit.clone(), kept.content.fields.clone()));
        assert_eq!(told, kept, "{id} at {at}");
    }
    let people = |kept: &Kept| kept.content.fields.get("people").cloned().map(|value| value.as_decimal());
    expect.sort_by_key(|kept| (people(kept).is_none(), std::cmp::Reverse(people(kept)), kept.record.clone()));
    let all = ListQuery::of("home".into(), cut(at));
    let query = ListQuery { sort: vec![("people".into(), true)], limit: 100, ..all };
    let page = ground.store.list(&read(), &query).await.expect("lists");
    let told: Vec<_> = page.records.iter().map(|record| (record.record.as_str(), record.from_seq.0)).collect();
    let expect: Vec<_> = expect.iter().map(|kept| (kept.record.as_str(), kept.from)).collect();
    assert_eq!(told, expect, "list at {at}");
}

#[test]
fn a_random_history_reads_as_it_was_at_every_past_cut_and_alike_on_both() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let config =
        ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&(vec(act(), 1..16), 1u8..6), |(acts, refresh)| {
            let here = runtime.block_on(play(On::Sqlite, acts.clone(), refresh));
            if !crate::postgres::left_out() {
                let there = runtime.block_on(play(On::Postgres, acts, refresh));
                prop_assert_eq!(here, there);
            }
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}
