//! Units that change from a day on: new ones, ended ones with what became of them, ones that pass to another parent, ones that
//! are called otherwise. A split is a unit that ends and two that begin; a merger two that end and one that begins. What is
//! asked is judged as a whole, so that one Change brings the tree from one sound state to another.

mod judge;
mod posts;
mod sound;
#[cfg(test)]
mod tests;
mod undone;

use kernel::{Date, Finding, LevelId, Place, UnitId, UnitTree, units::Unit};
use pack::model::Level;

use judge::Judge;
pub use posts::{Becomes, Held, posts};
pub use undone::undone;

/// What is to be otherwise from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reorganise {
    /// The first day of the new state.
    pub day: Date,
    /// Units that begin.
    pub begins: Vec<NewUnit>,
    /// Units that end, each with what became of it.
    pub ends: Vec<(UnitId, Vec<UnitId>)>,
    /// Units that pass to another parent.
    pub moves: Vec<(UnitId, UnitId)>,
    /// Units that are called otherwise; a name has no day.
    pub renames: Vec<(UnitId, String)>,
}

/// A unit that begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewUnit {
    /// Its code, never used before.
    pub code: UnitId,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: LevelId,
    /// The unit above it.
    pub parent: UnitId,
}

/// The units as they are to be said anew, or all that is wrong with what was asked.
pub fn reorganise(tree: &UnitTree, levels: &[Level], wanted: &Reorganise) -> Result<Vec<Unit>, Vec<Finding>> {
    let mut judge = Judge::new(tree, levels, wanted);
    judge.said_once();
    judge.renames();
    judge.begins();
    judge.moves();
    judge.ends();
    judge.left_behind();
    judge.namesakes();
    if judge.changed.is_empty() && judge.findings.is_empty() {
        judge.wrong("unit.nothing", "没有写要改什么。", "", "请至少写一项：新设、撤销、划归或改名。");
    }
    if judge.findings.is_empty() { Ok(judge.changed.into_values().collect()) } else { Err(judge.findings) }
}

/// That a code was used before, if only by a unit that was taken back.
pub fn code_taken(code: &str) -> Finding {
    let message = format!("代码“{code}”已经用过了。");
    Finding::error("unit.code_taken", message, Place::field("code"))
        .hint("代码一经使用，撤销后也不再给别的单位；请换一个。")
}
