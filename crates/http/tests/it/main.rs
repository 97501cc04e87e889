//! The wire as a client sees it, against a real store with the sample pack.

mod by_address;
mod clicked;
mod cuts;
mod declares;
mod every_route;
mod files;
mod forms;
mod house;
mod issues;
mod journal;
mod journey;
mod kept;
mod outside;
mod outside_cas;
mod posts;
mod programs;
mod refusals;
mod second_step;
mod server;
mod sign_in;
mod staff;
mod start;
mod told;
mod unit_page;
mod who_else;
mod who_may;
