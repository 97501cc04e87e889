//! What is generated from the code and committed, so that a reader and a reviewer see it change.

use std::fs;

use crate::run::{Outcome, binary, command, output, root, succeed};

/// Writes the OpenAPI document and the TypeScript types anew; with `check`, only says whether they are current.
pub fn run(check: bool) -> Outcome {
    succeed(command("cargo", &["build", "--quiet", "--package", "qianmo"]))?;
    let api = root().join("docs/reference/openapi.json");
    let fresh = output(command(binary(), &["openapi"]))?;
    keep(&api, &fresh, check)?;
    let types = root().join("web/src/api/schema.ts");
    let made = root().join("tmp/schema.ts");
    fs::create_dir_all(root().join("tmp")).map_err(|error| error.to_string())?;
    let mut generate = command("npx", &["--no-install", "openapi-typescript"]);
    generate.current_dir(root().join("web")).arg(&api).arg("-o").arg(&made);
    output(generate)?;
    keep(&types, &fs::read(&made).map_err(|error| error.to_string())?, check)
}

fn keep(path: &std::path::Path, fresh: &[u8], check: bool) -> Outcome {
    let kept = fs::read(path).unwrap_or_default();
    if kept == fresh {
        return Ok(());
    }
    if check {
        return Err(format!("{} is not what the code says; run `cargo xtask codegen` and commit it", path.display()));
    }
    println!("· wrote {}", path.display());
    fs::write(path, fresh).map_err(|error| format!("{}: {error}", path.display()))
}
