//! The wire as a client sees it, against a real store with the sample pack.

mod by_address;
mod clicked;
mod every_route;
mod files;
mod issues;
mod journey;
mod kept;
mod posts;
mod programs;
mod refusals;
mod second_step;
mod server;
mod sign_in;
mod staff;
mod start;
mod who_may;
