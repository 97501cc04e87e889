//! Takes up outlines of units from a GeoJSON file, or says all that is wrong with it. The same as on the page: looked at first, whose
//! each of them is, then taken up in one Change or not at all.

use std::{fs::File, io::Read as _, path::Path, process::ExitCode};

use app::units::{self, Draw, Drawn, Outline};
use http::call::Call;
use kernel::{Finding, Problem};

use crate::{arguments::Outlines, print};

/// Exit 1 where the file has errors; then nothing is written.
pub async fn run(call: &Call, wanted: Outlines) -> Result<ExitCode, Problem> {
    let Outlines { file, dry_run, reason, json } = wanted;
    let (bytes, reason) = (read(&file)?, reason.unwrap_or_default());
    let draw = |judge_only| Draw { request: call.service.new_request(), reason: reason.clone(), judge_only };
    let looked = units::draw(&call.service, &call.actor, &bytes, draw(true)).await?;
    let has_errors = findings(&looked).iter().any(Finding::is_error);
    if !json {
        as_lines(&looked);
    }
    let drawn = match dry_run || has_errors {
        true => looked,
        false => units::draw(&call.service, &call.actor, &bytes, draw(false)).await?,
    };
    if json {
        print::json(&http::places::drawn(&drawn, &*call.world().await?))?;
    } else {
        print::lines([outcome(&drawn, dry_run, has_errors)]);
    }
    Ok(if has_errors { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is too large is not taken into memory to find that out: a byte more than may be is enough.
fn read(file: &Path) -> Result<Vec<u8>, Problem> {
    let unopened = |error: std::io::Error| {
        Problem::new("shapes.unreadable", format!("文件“{}”打不开：{}。", file.display(), print::reason(&error)))
            .hint("请检查路径和权限。")
    };
    let mut bytes = Vec::new();
    let most = units::LARGEST as u64 + 1;
    File::open(file).map_err(unopened)?.take(most).read_to_end(&mut bytes).map_err(unopened)?;
    Ok(bytes)
}

fn findings(drawn: &Drawn) -> Vec<Finding> {
    drawn.outlines.iter().flat_map(|outline| &outline.findings).cloned().collect()
}

fn as_lines(drawn: &Drawn) {
    let found: Vec<&Outline> = drawn.outlines.iter().filter(|outline| outline.shape.is_some()).collect();
    print::lines([format!("文件里有 {} 个图形，对上 {} 个单位。", drawn.outlines.len(), found.len())]);
    print::lines(found.into_iter().map(|outline| {
        let unit = outline.unit.as_ref().map(ToString::to_string).unwrap_or_default();
        let size = outline.shape.as_ref().map(rules::geometry::Shape::in_words).unwrap_or_default();
        format!("第 {} 个 {} → {unit}，{size}", outline.number, outline.called)
    }));
    print::findings(&findings(drawn));
}

fn outcome(drawn: &Drawn, dry_run: bool, has_errors: bool) -> String {
    match &drawn.receipt {
        Some(receipt) => {
            format!("已写入：{} 第 {} 号变更。要撤销请用 qianmo undo。", receipt.book, receipt.seq)
        }
        None if has_errors => "有错误，没有写入。请按上面的提示改好再导入。".to_owned(),
        None if dry_run => "只看不写，没有写入。".to_owned(),
        None => "和已有的边界一样，没有需要写入的内容。".to_owned(),
    }
}
