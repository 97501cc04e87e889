//! A small pack made by hand: a list of codes, a tree of units, fields of every type.

use indexmap::IndexMap;
use kernel::{Date, FieldId, Measure, StateId, UnitId, UnitTree, units::Unit};
use pack::model::*;

pub fn day(text: &str) -> Date {
    text.parse().expect(text)
}

pub fn field(id: &str, name: &str, ty: FieldType) -> Field {
    Field {
        id: id.into(),
        name: name.to_owned(),
        ty,
        required: false,
        required_if: None,
        show_if: None,
        check: None,
        aliases: Vec::new(),
        privacy: Privacy::Internal,
        sealed: false,
        dated: false,
        measure: None,
        default: None,
        prefill: None,
        number: None,
        help: None,
        replaces: None,
    }
}

pub fn measured(mut field: Field, unit: &str) -> Field {
    field.measure = Some(Measure::read(unit));
    field
}

pub fn ledger(kind: LedgerKind, date: &str, fields: Vec<Field>) -> Ledger {
    Ledger {
        id: "things".into(),
        name: "东西".to_owned(),
        kind,
        mandate: "m".to_owned(),
        about: None,
        unit: vec!["village".into()],
        only: None,
        unit_aliases: Vec::new(),
        date: date.into(),
        key: Vec::new(),
        title: Vec::new(),
        identity: false,
        hidden: false,
        totals: false,
        fields: fields.into_iter().map(|field| (field.id.clone(), field)).collect::<IndexMap<FieldId, Field>>(),
        checks: Vec::new(),
        states: IndexMap::new(),
        steps: IndexMap::new(),
        help: None,
    }
}

pub fn case(fields: Vec<Field>) -> Ledger {
    let mut ledger = ledger(LedgerKind::Case, "found", fields);
    let state = |id: &str, name: &str, last: bool| {
        (StateId::from(id), State { id: id.into(), name: name.to_owned(), last, becomes: None })
    };
    let step = |id: &str, name: &str, from: &[&str], to: &str| {
        let from = from.iter().map(|state| StateId::from(*state)).collect();
        (
            id.into(),
            Step { id: id.into(), name: name.to_owned(), from, to: to.into(), by: None, within: None, guard: None },
        )
    };
    ledger.states = [state("a", "已发现", false), state("b", "整改中", false), state("c", "已销号", true)].into();
    ledger.steps =
        [step("assign", "派单", &["a"], "b"), step("back", "退回", &["b"], "a"), step("close", "销号", &["b"], "c")]
            .into();
    ledger
}

pub fn pack() -> Pack {
    let code = |name: &str, aliases: &[&str], becomes: Option<&str>| Code {
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        becomes: becomes.map(str::to_owned),
        ends: None,
    };
    let crops = CodeList {
        id: "crops".into(),
        name: "作物".to_owned(),
        codes: [
            ("wheat".to_owned(), code("小麦", &[], None)),
            ("rice".to_owned(), code("水稻", &["早稻", "晚稻"], None)),
            ("maize".to_owned(), code("玉米/苞谷", &[], None)),
            ("old".to_owned(), code("旧麦", &[], Some("wheat"))),
        ]
        .into(),
    };
    let level = |id: &str, name: &str, book| Level { id: id.into(), name: name.to_owned(), book };
    Pack {
        id: "p".into(),
        name: "p".to_owned(),
        version: "1".to_owned(),
        digest: "d".to_owned(),
        levels: vec![level("county", "县", true), level("township", "镇", true), level("village", "村", false)],
        units: Vec::new(),
        roles: IndexMap::new(),
        parameters: IndexMap::new(),
        codes: [("crops".into(), crops)].into(),
        ledgers: IndexMap::new(),
        indicators: IndexMap::new(),
        duties: IndexMap::new(),
        scorecards: IndexMap::new(),
        targets: IndexMap::new(),
        reports: IndexMap::new(),
        forms: IndexMap::new(),
        coverage: Vec::new(),
    }
}

/// One county, two townships, three villages, two of which share a name.
pub fn units() -> UnitTree {
    let unit = |id: &str, name: &str, level: &str, parent: Option<&str>| Unit {
        id: id.into(),
        name: name.to_owned(),
        level: level.into(),
        parents: parent.map(|parent| (day("2000-01-01"), UnitId::from(parent))).into_iter().collect(),
        begins: day("2000-01-01"),
        ends: None,
        successors: Vec::new(),
        book: "36".into(),
    };
    UnitTree::new(
        [
            unit("36", "云岭县", "county", None),
            unit("3601", "青山镇", "township", Some("36")),
            unit("3602", "白水镇", "township", Some("36")),
            unit("360101", "石桥村", "village", Some("3601")),
            unit("360102", "新华村", "village", Some("3601")),
            unit("360201", "新华村", "village", Some("3602")),
        ],
        ["county", "township", "village"].map(kernel::LevelId::from).to_vec(),
    )
}
