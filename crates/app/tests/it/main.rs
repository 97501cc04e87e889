//! The use cases against a real store, with the sample pack.

mod bad_sheets;
mod changes;
mod demo;
mod figures;
mod import_desk;
mod imports;
mod issues;
mod odd_files;
mod office_sheets;
mod own_ledgers;
mod packs;
mod proposals;
mod records;
mod sheet_doubts;
mod start;
mod world;
