//! The pack that comes with the program has no findings.

use std::path::Path;

#[test]
fn the_township_pack_loads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/township");
    let (pack, findings) = pack::load(&folder);
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} findings:\n{}", told.len(), told.join("\n"));
    let pack = pack.expect("a pack without findings loads");
    assert!(!pack.indicators.is_empty() && !pack.ledgers.is_empty());
}
