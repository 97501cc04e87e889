//! Files → drafts: every declaration as a table that knows its lines, sorted by what it declares.

mod drafts;
mod folder;
mod node;
mod toml;

pub(crate) use drafts::{Drafts, ReportDraft, TextFile, drafts};
pub(crate) use folder::{is_declarative, read_folder};
pub(crate) use node::{Node, Raw};
