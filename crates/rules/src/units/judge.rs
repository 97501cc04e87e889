//! What is asked, one thing after the other, each against the tree as it will be.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookId, Finding, LevelId, Place, UnitId, UnitTree, units::Unit};
use pack::model::Level;

use super::{NewUnit, Reorganise, code_taken};
use crate::convert::squeeze;

/// The longest name, in characters.
const LONGEST_NAME: usize = 30;
/// The longest code.
const LONGEST_CODE: usize = 40;

pub(super) struct Judge<'a> {
    pub tree: &'a UnitTree,
    levels: &'a [Level],
    pub wanted: &'a Reorganise,
    /// Units as they will be.
    pub changed: BTreeMap<UnitId, Unit>,
    pub findings: Vec<Finding>,
}

impl<'a> Judge<'a> {
    pub fn new(tree: &'a UnitTree, levels: &'a [Level], wanted: &'a Reorganise) -> Self {
        Self { tree, levels, wanted, changed: BTreeMap::new(), findings: Vec::new() }
    }

    pub fn wrong(&mut self, code: &'static str, message: impl Into<String>, field: &str, hint: &str) {
        let place = if field.is_empty() { Place::default() } else { Place::field(field) };
        self.findings.push(Finding::error(code, message.into(), place).hint(hint));
    }

    /// Of one unit one thing of a kind is said.
    pub fn said_once(&mut self) {
        let wanted = self.wanted;
        let kinds: [Vec<&UnitId>; 3] = [
            wanted.ends.iter().map(|(id, _)| id).collect(),
            wanted.moves.iter().map(|(id, _)| id).collect(),
            wanted.renames.iter().map(|(id, _)| id).collect(),
        ];
        for mut ids in kinds {
            ids.sort();
            if let Some(twice) = ids.windows(2).find(|two| two[0] == two[1]) {
                self.wrong("unit.said_twice", format!("“{}”说了两次。", twice[0]), "", "同一个单位，一次只说一样。");
            }
        }
    }

    pub fn renames(&mut self) {
        for (id, name) in &self.wanted.renames {
            let name = self.name(id.as_str(), name);
            if let (Some(unit), Some(name)) = (self.there(id, "renames"), name)
                && unit.name != name
            {
                self.changed.insert(id.clone(), Unit { name, ..unit });
            }
        }
    }

    pub fn begins(&mut self) {
        let mut new: Vec<&NewUnit> = self.wanted.begins.iter().collect();
        // A village of a township that is new itself comes after it.
        new.sort_by_key(|unit| self.rank(&unit.level));
        for unit in new {
            let code = unit.code.as_str().trim();
            // It stands in addresses, and is looked for as it is typed.
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if code.is_empty() || code.len() > LONGEST_CODE || !code.chars().all(plain) {
                let hint = "请用行政区划代码一类的数字、字母和短横。";
                self.wrong("unit.bad_code", format!("代码“{code}”不能用。"), "code", hint);
                continue;
            }
            if self.unit(code).is_some() {
                self.findings.push(code_taken(code));
                continue;
            }
            let name = self.name(code, &unit.name);
            let Some(level) = self.levels.iter().find(|level| level.id == unit.level).cloned() else {
                self.wrong("unit.unknown_level", format!("没有“{}”这个层级。", unit.level), "level", "请从列表里选。");
                continue;
            };
            let Some(parent) = self.above(&unit.parent, &unit.level) else { continue };
            let day = self.wanted.day;
            let book = if level.book { BookId::new(code) } else { parent.book };
            let made = Unit {
                id: code.into(),
                name: name.unwrap_or_default(),
                level: level.id,
                parents: vec![(day, parent.id)],
                begins: day,
                ends: None,
                successors: Vec::new(),
                book,
            };
            self.changed.insert(made.id.clone(), made);
        }
    }

    pub fn moves(&mut self) {
        for (id, to) in &self.wanted.moves {
            let Some(mut unit) = self.there(id, "moves") else { continue };
            let Some(parent) = self.above(to, &unit.level.clone()) else { continue };
            if unit.is_root() {
                self.wrong("unit.root", format!("“{}”是最上级，不能划归别处。", unit.name), "moves", "请换一个单位。");
                continue;
            }
            if parent.book != unit.book {
                let message = format!("“{}”和“{}”的账本不是同一本，不能直接划归。", unit.name, parent.name);
                let hint = "请在新的上级下新设一个单位，再撤销原来的，接续写新设的那个；原来的记录留在原来的账本里。";
                self.wrong("unit.other_book", message, "moves", hint);
                continue;
            }
            let day = self.wanted.day;
            if unit.parents.last().is_some_and(|(since, _)| *since > day) {
                let message = format!("“{}”在 {day} 以后已经划归过一次。", unit.name);
                self.wrong("unit.moved_later", message, "moves", "请写更晚的日期。");
                continue;
            }
            let before = unit.parents.clone();
            unit.parents.retain(|(since, _)| *since != day);
            if unit.parents.last().is_none_or(|(_, now)| *now != parent.id) {
                unit.parents.push((day, parent.id));
            }
            if unit.parents != before {
                self.changed.insert(id.clone(), unit);
            }
        }
    }

    pub fn ends(&mut self) {
        let ended: BTreeSet<&UnitId> = self.wanted.ends.iter().map(|(id, _)| id).collect();
        for (id, successors) in &self.wanted.ends {
            let Some(unit) = self.there(id, "ends") else { continue };
            if unit.is_root() {
                self.wrong("unit.root", format!("“{}”是最上级，不能撤销。", unit.name), "ends", "请换一个单位。");
                continue;
            }
            if unit.begins >= self.wanted.day {
                let message = format!("“{}”从 {} 才有，撤销要在那以后。", unit.name, unit.begins);
                self.wrong("unit.ends_too_early", message, "day", "请改日期。");
                continue;
            }
            if let Some(ends) = unit.ends {
                let message = format!("“{}”已经定了 {ends} 撤销。", unit.name);
                self.wrong("unit.ends_already", message, "ends", "请先在变更里撤销那一次，再重新写。");
                continue;
            }
            let mut named: Vec<UnitId> = Vec::new();
            for successor in successors {
                // Two of them would be a split.
                if named.contains(successor) {
                    continue;
                }
                named.push(successor.clone());
                let Some(next) = self.there(successor, "successors") else { continue };
                if next.level != unit.level || ended.contains(successor) {
                    let message = format!("“{}”不能接续“{}”。", next.name, unit.name);
                    self.wrong("unit.wrong_successor", message, "successors", "请选同一层级、不一起撤销的单位。");
                }
            }
            self.changed.insert(id.clone(), Unit { ends: Some(self.wanted.day), successors: named, ..unit });
        }
    }

    /// As it will be.
    fn unit(&self, id: &str) -> Option<&Unit> {
        self.changed.get(id).or_else(|| self.tree.get(id))
    }

    /// A unit that is there on the day; says so where it is not.
    fn there(&mut self, id: &UnitId, field: &str) -> Option<Unit> {
        match self.unit(id.as_str()).cloned() {
            Some(unit) if unit.exists_on(self.wanted.day) => Some(unit),
            Some(unit) => {
                let message = format!("“{}”在 {} 不存在。", unit.name, self.wanted.day);
                self.wrong("unit.not_there", message, field, "请换一个当天还在的单位，或改日期。");
                None
            }
            None => {
                self.wrong("unit.unknown", format!("没有代码为“{id}”的单位。"), field, "请从列表里选。");
                None
            }
        }
    }

    /// The unit that is to be above one of a level.
    fn above(&mut self, parent: &UnitId, level: &LevelId) -> Option<Unit> {
        let parent = self.there(parent, "parent")?;
        if self.rank(&parent.level).zip(self.rank(level)).is_none_or(|(above, own)| above >= own) {
            let message = format!("“{}”不能做上级：上级的层级要更高。", parent.name);
            self.wrong("unit.wrong_parent", message, "parent", "请选高一级的单位。");
            return None;
        }
        Some(parent)
    }

    fn rank(&self, level: &LevelId) -> Option<usize> {
        self.levels.iter().position(|known| known.id == *level)
    }

    /// A name as it is kept, or what is wrong with it.
    fn name(&mut self, id: &str, name: &str) -> Option<String> {
        let name = squeeze(name);
        if name.is_empty() {
            self.wrong("unit.no_name", format!("“{id}”没有写名称。"), "name", "请写名称。");
            return None;
        }
        if name.chars().count() > LONGEST_NAME {
            self.wrong("unit.long_name", format!("“{name}”太长，最多 {LONGEST_NAME} 个字。"), "name", "请写简称。");
            return None;
        }
        Some(name)
    }
}
