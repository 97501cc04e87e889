//! The township pack is carried in the binary; a change to it must rebuild this crate.

fn main() {
    println!("cargo::rerun-if-changed=../../packs/township");
}
