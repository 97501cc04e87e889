//! From asks to figures: the folds an ask needs are found first, run together, and then the answer is put together.
//!
//! - [`leaves`]: ask → the folds it needs, through formulas, ratios, siblings; each once
//! - [`memory`], [`database`]: folds → what they come to, by our columns or by the store
//! - [`Answers`]: folds → exact answers in base units, one file a kind of indicator
//! - [`figure`]: an exact answer → a [`kernel::Figure`], converted and rounded, and only here

mod against;
mod answers;
mod database;
mod figure;
mod fold;
mod formula;
mod kept;
mod leaves;
mod memory;
mod missing;
mod parts;
mod rank;
mod ratio;
mod units;

pub use against::compare;
pub use answers::Answers;
pub use database::database;
pub use figure::{figure, in_measure, shown};
pub use formula::evaluate;
pub use kept::target as kept_target;
pub use leaves::{Leaf, is_of_days, leaves, ledgers, plan_of};
pub use memory::memory;
pub use parts::{day_of, parts};
pub use rank::place;
pub use ratio::share;
pub use units::counts;
