//! Learns a text: which indicators stand behind its figures.

use std::{io::Read as _, path::Path, process::ExitCode};

use app::reports;
use http::{call::Call, wire};
use kernel::Problem;

use super::Place;
use crate::{arguments::Scope, print};

/// Each slot with its choices, one a line; or the wire's JSON.
pub async fn run(
    call: &Call,
    file: &Path,
    scope: &Scope,
    ledger: Option<String>,
    json: bool,
) -> Result<ExitCode, Problem> {
    let world = call.world().await?;
    let place = Place::read(scope, &world)?;
    let wanted = reports::Learn { text: read(file)?, unit: place.unit, period: place.period, ledger };
    let learned = wire::Learned::of(&reports::learn(&call.service, &call.actor, wanted).await?, &world.units);
    if json {
        print::json(&learned)?;
    } else {
        print::lines(learned.pieces.iter().flat_map(lines));
    }
    Ok(ExitCode::SUCCESS)
}

/// The text of a file, or of standard input where the file is `-`; not UTF-8 is told, not guessed.
fn read(file: &Path) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    let done = if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut open| open.read_to_end(&mut bytes))
    };
    done.map_err(|error| {
        let message = format!("{}：{}。", file.display(), print::reason(&error));
        Problem::new("learn.unreadable", message).hint("请检查文件名，或用 - 从标准输入读。")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let hint = "请用记事本打开，另存时把编码选成 UTF-8。";
        Problem::new("learn.encoding", "这个文件不是 UTF-8 编码的文字。").hint(hint).detail(error)
    })
}

fn lines(piece: &wire::LearnedPiece) -> Vec<String> {
    let wire::LearnedPiece::Slot { text, choices } = piece else { return Vec::new() };
    if choices.is_empty() {
        return vec![format!("{text}\t没有指标能回答")];
    }
    let line = |one: &wire::LearnedChoice| format!("{text}\t{}\t{}\t{}", one.mark, one.shown, one.why);
    choices.iter().map(line).collect()
}
