//! The use cases against a real store, with the sample pack.

mod bad_sheets;
mod changes;
mod demo;
mod figures;
mod import_desk;
mod imports;
mod odd_files;
mod office_sheets;
mod packs;
mod records;
mod world;
