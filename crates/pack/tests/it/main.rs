//! What a pack may say and what it is told when it is wrong.
#![allow(missing_docs)]

mod lowering;
mod overlay;
mod reference;
mod township;
mod wrong;
