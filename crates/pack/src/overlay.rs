//! A township's pack laid over its county's: it adds declarations, or changes keys of those that are there,
//! where the county did not lock them. Tables are merged key by key; everything else is put in its place.

use indexmap::IndexMap;

use crate::{
    check::{Findings, codes},
    read::{Drafts, Node, Raw},
};

impl Drafts {
    /// The kinds of declarations, as `locked` names them.
    pub(crate) const KINDS: &'static [&'static str] = &[
        "levels",
        "units",
        "roles",
        "parameters",
        "codes",
        "ledgers",
        "indicators",
        "targets",
        "duties",
        "scorecards",
        "reports",
        "forms",
    ];

    /// The ids declared of a kind.
    pub(crate) fn ids(&self, kind: &str) -> Vec<&str> {
        match kind {
            "levels" | "units" => self.units.iter().flat_map(|file| file.entries_of(kind)).map(|(id, _)| id).collect(),
            "roles" => keys(&self.roles),
            "parameters" => keys(&self.parameters),
            "codes" => keys(&self.codes),
            "ledgers" => keys(&self.ledgers),
            "indicators" => keys(&self.indicators),
            "targets" => keys(&self.targets),
            "duties" => keys(&self.duties),
            "scorecards" => keys(&self.scorecards),
            "reports" => keys(&self.reports),
            "forms" => keys(&self.forms),
            _ => Vec::new(),
        }
    }
}

fn keys<T>(map: &IndexMap<String, T>) -> Vec<&str> {
    map.keys().map(String::as_str).collect()
}

/// Lays one pack over another.
pub(crate) fn lay(base: Drafts, over: Drafts, out: &mut Findings) -> Drafts {
    let mut laid = base;
    let mut laying = Laying { locked: Vec::new(), out };
    if let Some(pack) = &laid.pack {
        laying.locked = pack.texts("locked").into_iter().map(|(lock, _)| lock.to_owned()).collect();
    }
    laying.pack(&mut laid, over.pack);
    laying.units(&mut laid, over.units);
    laying.all("roles", &mut laid.roles, over.roles);
    laying.all("parameters", &mut laid.parameters, over.parameters);
    laying.all("codes", &mut laid.codes, over.codes);
    laying.all("indicators", &mut laid.indicators, over.indicators);
    laying.all("targets", &mut laid.targets, over.targets);
    laying.all("duties", &mut laid.duties, over.duties);
    laying.all("scorecards", &mut laid.scorecards, over.scorecards);
    laying.all("forms", &mut laid.forms, over.forms);
    for (id, (kind, node)) in over.ledgers {
        match laid.ledgers.get_mut(&id) {
            None => drop(laid.ledgers.insert(id, (kind, node))),
            Some((was, _)) if *was != kind => {
                let message = format!("底包里已经有“{id}”，而且是另一类台账。");
                laying
                    .out
                    .error(&codes::DUPLICATE_ID, node.place(), message)
                    .hint("请换一个编号，或放到同名的文件夹里。");
            }
            Some((_, under)) => laying.one("ledgers", &id, under, node),
        }
    }
    for (id, report) in over.reports {
        if let (Some(_), Some(front)) = (laid.reports.get(&id), &report.front)
            && laying.is_locked("reports", &id)
        {
            laying.refuse("reports", &id, front);
        } else {
            laid.reports.insert(id, report);
        }
    }
    laid.coverage = over.coverage.or(laid.coverage);
    laid.broken.extend(over.broken);
    laid
}

struct Laying<'a> {
    locked: Vec<String>,
    out: &'a mut Findings,
}

impl Laying<'_> {
    /// The card is the overlay's; what it may not change stays the base's.
    fn pack(&mut self, laid: &mut Drafts, over: Option<Node>) {
        let Some(mut over) = over else { return };
        let base = laid.pack.as_ref().and_then(|pack| pack.text("id")).unwrap_or_default();
        if over.text("extends") != Some(base) {
            let said = over.text("extends").unwrap_or_default();
            let message = format!("底包是“{base}”，而这里声明叠加在“{said}”上。");
            self.out
                .error(&codes::WRONG_BASE, over.place_of("extends"), message)
                .hint(format!("请写 extends = \"{base}\"。"));
        }
        if let (Some(locked), Raw::Table(keys)) =
            (laid.pack.as_ref().and_then(|pack| pack.get("locked")), &mut over.raw)
        {
            keys.insert("locked".to_owned(), locked.clone());
        }
        laid.pack = Some(over);
    }

    fn units(&mut self, laid: &mut Drafts, over: Option<Node>) {
        let Some(over) = over else { return };
        let Some(under) = &mut laid.units else {
            laid.units = Some(over);
            return;
        };
        let refused: Vec<(&str, String)> = ["levels", "units"]
            .into_iter()
            .flat_map(|kind| over.entries_of(kind).map(move |(id, _)| (kind, id.to_owned())))
            .filter(|(kind, id)| self.is_locked(kind, id) && under.get(kind).and_then(|units| units.get(id)).is_some())
            .collect();
        let mut over = over.clone();
        for (kind, id) in refused {
            self.refuse(kind, &id, over.deepest(&[kind, &id]));
            if let Raw::Table(keys) = &mut over.raw
                && let Some(Node { raw: Raw::Table(entries), .. }) = keys.get_mut(kind)
            {
                entries.shift_remove(&id);
            }
        }
        merge(under, over);
    }

    fn all(&mut self, kind: &str, laid: &mut IndexMap<String, Node>, over: IndexMap<String, Node>) {
        for (id, node) in over {
            match laid.get_mut(&id) {
                Some(under) => self.one(kind, &id, under, node),
                None => drop(laid.insert(id, node)),
            }
        }
    }

    fn one(&mut self, kind: &str, id: &str, under: &mut Node, over: Node) {
        if self.is_locked(kind, id) {
            self.refuse(kind, id, &over);
        } else {
            merge(under, over);
        }
    }

    fn is_locked(&self, kind: &str, id: &str) -> bool {
        self.locked.iter().any(|lock| match lock.strip_prefix(kind) {
            Some("") => true,
            Some(rest) => rest.strip_prefix('.') == Some(id),
            None => false,
        })
    }

    fn refuse(&mut self, kind: &str, id: &str, node: &Node) {
        self.out
            .error(&codes::LOCKED, node.place(), format!("底包锁定了 {kind}.{id}，这里不能改。"))
            .hint("请删去这一段；需要改动的，请和管理底包的单位商量，或另立一项。");
    }
}

fn merge(under: &mut Node, over: Node) {
    let Node { raw: Raw::Table(entries), .. } = over else {
        *under = over;
        return;
    };
    let Raw::Table(keys) = &mut under.raw else {
        *under = Node { raw: Raw::Table(entries), ..over };
        return;
    };
    for (key, node) in entries {
        match keys.get_mut(&key) {
            Some(below) => merge(below, node),
            None => drop(keys.insert(key, node)),
        }
    }
}
