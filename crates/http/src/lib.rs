//! The wire. Routes as thin as a sentence: parse, ask a use case, answer.
//!
//! - [`server`]: binds loopback, serves until told to stop
//! - [`start`]: before there are books: founding them
//! - [`router`]: every route, collected with its OpenAPI description
//! - [`guard`]: what stands before every route: this machine's names, and no other site's page
//! - [`hooks`]: programs that are told of Changes, and the way to them
//! - [`session`]: who asks, from the cookie or a program's token; signing in and out; [`accounts`]: what officers do
//! - [`outside`]: people who come in by their county's own house of identity; [`outgoing`]: the way to other servers
//! - [`map`]: the base map under places, and what pages may load
//! - [`problem`]: the one table from a Problem's code to a status
//! - [`watch`]: how the server is doing: its log of requests, its measurements, its health
//! - [`wire`]: the shapes that travel
//! - [`assets`]: the embedded web app
//!
//! Absent on purpose: decisions, SQL, figures of its own, and any name from a pack.

pub mod accounts;
mod address;
pub mod assets;
mod body;
pub mod call;
pub mod changes;
mod described;
pub mod figures;
mod file_name;
mod files;
mod forms;
pub mod guard;
pub mod hooks;
pub mod imports;
pub mod kept;
pub mod ledgers;
pub mod map;
pub mod outgoing;
pub mod outside;
pub mod places;
pub mod problem;
pub mod proposals;
pub mod records;
pub mod reports;
pub mod router;
pub mod server;
pub mod session;
pub mod start;
pub mod watch;
pub mod wire;
