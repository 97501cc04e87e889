//! What every store must do, whichever database is behind it.

#![allow(clippy::unwrap_used)]

mod accounts;
mod carry;
mod codes;
mod commit;
mod copy;
mod erase;
mod files;
mod fold;
mod ground;
mod hooks;
mod jobs;
mod kept;
mod list;
mod lost;
mod many;
mod numbers;
mod outside;
mod postgres;
mod random;
mod reached;
mod reopen;
mod rows;
mod several;
mod spells;
mod tokens;
mod told;
mod undo;
mod verify;
