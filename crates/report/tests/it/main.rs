//! Templates in, documents out.

mod build;
mod docx;
mod findings;
mod learn;
mod pages;
mod random;
mod support;
