//! One table of cases, run by every back end; random expressions, run by two of them.

mod blocks;
mod cases;
mod postgres;
mod random;
mod snapshot;
mod sqlite;
