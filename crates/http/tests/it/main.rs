//! The wire as a client sees it, against a real store with the sample pack.

mod every_route;
mod files;
mod issues;
mod journey;
mod posts;
mod refusals;
mod server;
mod sign_in;
mod staff;
mod start;
mod who_may;
