//! What every store must do, whichever database is behind it.

#![allow(clippy::unwrap_used)]

mod commit;
mod erase;
mod fold;
mod ground;
mod list;
mod random;
mod reopen;
mod spells;
mod undo;
mod verify;
