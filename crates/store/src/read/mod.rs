//! Questions, one a file. What is asked at a cut stays the same however the books go on, so no transaction is needed.

pub(crate) mod cursor;
pub(crate) mod history;
mod in_order;
pub(crate) mod journal;
pub(crate) mod keys;
pub(crate) mod list;
mod packed;
pub(crate) mod page;
mod reached;
pub(crate) mod record;
pub(crate) mod rows;
pub(crate) mod versions;
