//! What travels: the JSON of requests and answers. Decimals are strings, days `YYYY-MM-DD`, cuts `book:seq,…`.
//! Nothing inside the house serialises for the wire but these.

mod accounts;
mod changes;
mod evidence;
mod figures;
mod forms;
mod hooks;
mod imports;
mod kept;
mod ledgers;
mod maps;
mod outside;
mod places;
mod proposals;
mod records;
mod reports;
mod search;
mod shapes;
mod start;
mod status;
mod tokens;
mod told;
mod unit_page;
mod versions;

pub use accounts::*;
pub use changes::*;
pub use evidence::*;
pub use figures::*;
pub use forms::*;
pub use hooks::*;
pub use imports::*;
pub use kept::*;
pub use ledgers::*;
pub use maps::*;
pub use outside::*;
pub use places::*;
pub use proposals::*;
pub use records::*;
pub use reports::*;
pub use search::*;
pub use start::*;
pub use status::*;
pub use tokens::*;
pub use told::*;
pub use unit_page::*;
pub use versions::*;
