//! Every input that was worth keeping goes through its door again: seeds, and all that once broke something.

use std::{fs, path::Path};

#[test]
fn all_kept_inputs_pass() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    for (name, door) in doors::ALL {
        let folder = corpus.join(name);
        let mut files: Vec<_> = fs::read_dir(&folder).expect("a corpus").flatten().map(|entry| entry.path()).collect();
        files.sort();
        assert!(files.len() >= 20, "{name}: only {} inputs", files.len());
        for file in files {
            println!("{}", file.display());
            door(&fs::read(&file).expect("an input"));
        }
    }
}
