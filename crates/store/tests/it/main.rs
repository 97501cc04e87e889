//! What every store must do, whichever database is behind it.

#![allow(clippy::unwrap_used)]

mod accounts;
mod carry;
mod commit;
mod copy;
mod erase;
mod files;
mod fold;
mod ground;
mod jobs;
mod list;
mod lost;
mod many;
mod postgres;
mod random;
mod reopen;
mod rows;
mod several;
mod spells;
mod undo;
mod verify;
