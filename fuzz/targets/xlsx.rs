#![no_main]

use std::panic::{catch_unwind, set_hook};

// What the reader of workbooks does on broken ones is caught by the product; only what comes out of the door counts.
libfuzzer_sys::fuzz_target!(init: set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    if catch_unwind(|| doors::xlsx(bytes)).is_err() {
        std::process::abort();
    }
});
