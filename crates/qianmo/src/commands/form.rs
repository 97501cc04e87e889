//! A form that an upper level prescribes: filled in as a workbook, sent up, and what was sent up before.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use app::forms::{self, Fill, Gap, IssueForm, OfForm};
use http::call::Call;
use kernel::Problem;

use super::{Place, export, versions::line};
use crate::{
    arguments::{Form, Scope},
    installation, print,
};

/// Writes a form, sends it up or lists what was sent up. Figures that are missing are said; a file is written all the same,
/// with its gaps visible.
pub async fn run(call: &Call, asked: Form) -> Result<ExitCode, Problem> {
    let Form { form, unit, period, as_of, out, issue, by, why, note, versions, version } = asked;
    let world = call.world().await?;
    let place = Place::read(&Scope { unit, period, as_of, now: false }, &world)?;
    let of = OfForm { form: form.clone(), unit: place.unit.clone(), period: place.period };
    if versions {
        let all = forms::versions(&call.service, &call.actor, of).await?;
        let none = all.is_empty().then(|| "还没有报出过。".to_owned());
        print::lines(all.iter().map(line).chain(none));
        return Ok(ExitCode::SUCCESS);
    }
    if issue {
        let (request, unit, period) = (call.service.new_request(), place.unit, place.period);
        let wanted = IssueForm { request, form, unit, period, as_of: place.as_of, by, note, why };
        let version = forms::issue(&call.service, &call.actor, wanted).await?;
        let issued = &version.issued;
        print::lines([format!("已报出：《{}》第{}版，数据截至 {}。", issued.name, issued.number, issued.as_of)]);
        return Ok(ExitCode::SUCCESS);
    }
    let out = workbook(out)?;
    if let Some(number) = version {
        return written(call, of, number, &out).await;
    }
    let cut = place.as_of.unwrap_or_else(|| world.cut.clone());
    let wanted = Fill { form, unit: place.unit, period: place.period, as_of: Some(cut) };
    let preview = forms::preview(&call.service, &call.actor, wanted.clone()).await?;
    let total = export::write(forms::file(&call.service, &call.actor, wanted).await?, &out).await?;
    print::lines([format!("已填好《{}》，{total} 行：{}。", preview.frame.name, out.display())]);
    for (word, gaps) in [("缺", &preview.missing), ("预计", &preview.forecast), ("请看一看", &preview.small)] {
        let line = |gap: &Gap| format!("  {word}：{}“{}” —— {}", gap.row, gap.column, gap.message);
        print::lines(gaps.iter().map(line));
    }
    Ok(ExitCode::SUCCESS)
}

/// The workbook of a version, as it went up.
async fn written(call: &Call, of: OfForm, number: u32, out: &Path) -> Result<ExitCode, Problem> {
    let opened = forms::version(&call.service, &call.actor, of, number).await?;
    installation::write(out, &opened.frozen.workbook()?)?;
    print::lines([format!("已写出《{}》报出的第{number}版：{}。", opened.version.issued.name, out.display())]);
    Ok(ExitCode::SUCCESS)
}

fn workbook(out: Option<PathBuf>) -> Result<PathBuf, Problem> {
    let is_workbook = |out: &PathBuf| out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    out.filter(is_workbook).ok_or_else(|| {
        Problem::new("export.unknown_format", "上报表只写成 Excel 表格：文件名要以 .xlsx 结尾。")
            .hint("例如 --out 上报表.xlsx。")
    })
}
