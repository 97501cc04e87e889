//! Roles, parameters, codes.

use indexmap::IndexMap;
use kernel::{CodeListId, Date, LedgerId, LevelId, Measure, ParameterId, RoleId};

use crate::{
    model::{Code, CodeList, Parameter, ParameterValue, Role},
    read::{Drafts, Node},
};

pub(super) fn roles(drafts: &Drafts) -> IndexMap<RoleId, Role> {
    let role = |(id, node): (&String, &Node)| {
        let level = LevelId::new(node.text("level").unwrap_or_default());
        let ledgers = |key: &str| {
            let ids = || node.texts(key).into_iter().map(|(id, _)| LedgerId::new(id)).collect();
            node.get(key).map(|_| ids())
        };
        let role = Role {
            id: RoleId::new(id),
            name: name(id, node),
            level,
            reads: ledgers("reads"),
            writes: ledgers("writes"),
            clearance: super::fields::privacy_named(node.text("clearance")).unwrap_or_default(),
            arranges: node.flag("arranges"),
            declares: node.flag("declares"),
        };
        (role.id.clone(), role)
    };
    drafts.roles.iter().map(role).collect()
}

pub(super) fn parameters(drafts: &Drafts) -> IndexMap<ParameterId, Parameter> {
    drafts.parameters.iter().map(|(id, node)| (ParameterId::new(id), parameter(id, node))).collect()
}

fn parameter(id: &str, node: &Node) -> Parameter {
    let spells = node.get("values").map(Node::items).unwrap_or_default();
    let mut values: Vec<ParameterValue> = spells.iter().filter_map(value).collect();
    values.sort_by_key(|value| value.from);
    Parameter {
        id: ParameterId::new(id),
        name: name(id, node),
        measure: Measure::read(node.text("in").unwrap_or_default()),
        local: node.flag("local"),
        values,
    }
}

fn value(node: &Node) -> Option<ParameterValue> {
    Some(ParameterValue {
        value: node.decimal("value")?,
        from: node.date("from").unwrap_or(Date::MIN),
        to: node.date("to"),
        basis: node.text("basis").unwrap_or_default().to_owned(),
    })
}

pub(super) fn codes(drafts: &Drafts) -> IndexMap<CodeListId, CodeList> {
    let list = |(id, node): (&String, &Node)| {
        let codes = node.entries_of("codes").map(|(id, node)| (id.to_owned(), code(id, node))).collect();
        (CodeListId::new(id), CodeList { id: CodeListId::new(id), name: name(id, node), codes })
    };
    drafts.codes.iter().map(list).collect()
}

fn code(id: &str, node: &Node) -> Code {
    Code {
        name: name(id, node),
        aliases: words(node, "aliases"),
        becomes: node.text("becomes").map(str::to_owned),
        ends: node.date("ends"),
    }
}

pub(super) fn name(id: &str, node: &Node) -> String {
    node.name().unwrap_or(id).to_owned()
}

pub(super) fn words(node: &Node, key: &str) -> Vec<String> {
    node.texts(key).into_iter().map(|(word, _)| word.to_owned()).collect()
}
