//! A form that an upper level prescribes, filled in, as a workbook.

use std::process::ExitCode;

use app::forms::{self, Fill};
use http::call::Call;
use kernel::Problem;

use super::{Place, export};
use crate::{
    arguments::{Form, Scope},
    print,
};

/// Writes a form. Figures that are missing are said; the file is written all the same, with its gaps visible.
pub async fn run(call: &Call, asked: Form) -> Result<ExitCode, Problem> {
    let Form { form, unit, period, as_of, out } = asked;
    let is_workbook = out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if !is_workbook {
        return Err(Problem::new("export.unknown_format", "上报表只写成 Excel 表格：文件名要以 .xlsx 结尾。")
            .hint("例如 --out 上报表.xlsx。"));
    }
    let world = call.world().await?;
    let place = Place::read(&Scope { unit, period, as_of, now: false }, &world)?;
    let cut = place.as_of.unwrap_or_else(|| world.cut.clone());
    let wanted = Fill { form, unit: place.unit, period: place.period, as_of: Some(cut) };
    let preview = forms::preview(&call.service, &call.actor, wanted.clone()).await?;
    let total = export::write(forms::file(&call.service, &call.actor, wanted).await?, &out).await?;
    print::lines([format!("已填好《{}》，{total} 行：{}。", preview.form.name, out.display())]);
    print::lines(preview.missing.iter().map(|gap| format!("  缺：{}“{}” —— {}", gap.row, gap.column, gap.message)));
    print::lines(preview.small.iter().map(|gap| format!("  请看一看：{}“{}” —— {}", gap.row, gap.column, gap.message)));
    Ok(ExitCode::SUCCESS)
}
