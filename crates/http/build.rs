//! The web app is embedded; a new build of it must rebuild this crate, and a checkout without one must still compile.

fn main() {
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist/packed");
    // A checkout whose web app is not built yet embeds nothing; the server then says how to build it.
    let _ = std::fs::create_dir_all(&dist);
    println!("cargo::rerun-if-changed={}", dist.display());
}
