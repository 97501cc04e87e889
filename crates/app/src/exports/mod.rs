//! A ledger's list out as a file: what is on the screen (unit, filter, order, columns) as a workbook or as CSV; and the
//! same road for the rows of forms (`crate::forms`).
//!
//! - [`columns`]: which columns, with the words above them
//! - [`cells`]: values → cells, as people see them: masked where lists mask them, days as days, numbers as numbers
//! - [`titles`]: who is meant by the ids of a page, looked up once and remembered for a while
//! - [`about`]: what the file says of itself, and the words that go with personal fields
//! - [`csv`], [`xlsx`]: the two formats, written row after row
//! - [`rows`]: the rows, from the store or as a search finds them
//! - [`tables`]: the rows of tables, on sheets of their own
//! - [`pieces`]: the file in pieces, made as fast as somebody takes them
//! - [`run`], [`writer`]: all of it, and the thread that writes
//! - [`log`]: that so much went out
//! - [`template`]: an empty workbook to be filled in and imported
//!
//! A file is of one cut. It is never in memory as a whole, nor on a disk of the server: a page of rows is read while the
//! one before is written, and a reader who goes away ends both. A failure after the first byte breaks the file off, so
//! that nobody takes half a ledger for a whole one.
//!
//! Absent on purpose: opening what is masked.

mod about;
mod cells;
mod columns;
mod csv;
mod log;
mod pieces;
mod rows;
mod run;
mod tables;
mod template;
mod titles;
mod writer;
mod xlsx;

pub(crate) use about::{About, is_awkward};
pub(crate) use cells::{Cell, Words, number};
pub(crate) use columns::{Column, Columns, Form, Source, form, place_of_step};
pub(crate) use csv::FORMULA;
pub(crate) use rows::{row, steps};
pub use run::{Export, Format, Wanted, export};
pub(crate) use run::{Layout, Ready, reader};
pub use template::{Template, template};
pub(crate) use titles::Known;
pub(crate) use xlsx::{MOST_ROWS, Sheet};
