//! The use cases against a real store, with the sample pack.

mod bad_sheets;
mod changes;
mod child_sheets;
mod demo;
mod everywhere;
mod exports;
mod figures;
mod files;
mod finding;
mod forms;
mod forms_sent;
mod hooks;
mod import_desk;
mod imports;
mod issues;
mod jobs;
mod links;
mod long_files;
mod looked_up;
mod numbers;
mod odd_files;
mod office_sheets;
mod opened;
mod own_ledgers;
mod pack_changes;
mod packs;
mod parameters;
mod places;
#[path = "../../../store/tests/it/postgres.rs"]
#[allow(dead_code, reason = "the store tests use more of it")]
mod postgres;
mod proposals;
mod records;
mod sheet_doubts;
mod start;
mod templates;
mod then;
mod totals;
mod units;
mod world;
