//! The pure decisions, each as a table of cases.

mod convert;
mod shapes;
mod show;
mod step;
mod validate;
mod world;
