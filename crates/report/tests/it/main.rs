//! Templates in, documents out.

mod build;
mod docx;
mod findings;
mod pages;
mod random;
mod support;
